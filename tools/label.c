/* label.c - which pieces of a page are of its known story: long ones by the runs of four words that
 * they share with it, each run counted once; short ones by where they stand in it, beside the
 * pieces around them. */
#include "label.h"

#include "gold.h"

#include "base/hash.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum {
    GRAM = 4,
    AROUND = 4,       // pieces on each side that tell whether one stands amid the story
    AMID = 3,         // kept ones among them that make it so
    SKIPPED_MOST = 3, // words of the story that a short piece may stand behind
    APART_MOST = 6,   // pieces between a short one and the kept one that it stands beside
};

static const double kept_share = 0.5;

typedef struct words {
    uint64_t *at;
    uint32_t n;
} words;

static bool is_ideograph(uint32_t c) {
    return (c >= 0x3040 && c <= 0x30ff) || (c >= 0x3400 && c <= 0x9fff);
}

/* Runs of letters and digits; of Chinese and Japanese, each character. */
static words words_of(text t) {
    words w = { gold_need(malloc((t.len + 1) * sizeof *w.at)), 0 };
    for (size_t i = 0; i < t.len;) {
        size_t start = i, end = i;
        while (i < t.len) {
            uint32_t c = utf8_next(t, &i);
            if (!utf8_is_letter(c) && !utf8_is_digit(c) && !utf8_is_mark(c))
                break;
            if (is_ideograph(c) && end > start) {
                i = end;
                break;
            }
            end = i;
            if (is_ideograph(c))
                break;
        }
        if (end > start)
            w.at[w.n++] = hash_text(text_cut(t, start, end));
    }
    return w;
}

static uint64_t gram(const uint64_t *at) {
    uint64_t h = at[0];
    for (int i = 1; i < GRAM; i++)
        h = hash_mix(h, at[i]);
    return h;
}

static void add_grams(map *m, arena *a, const words *w) {
    for (uint32_t i = 0; i + GRAM <= w->n; i++) {
        uint32_t n = 0;
        map_get(m, gram(w->at + i), &n);
        map_put(m, a, gram(w->at + i), n + 1);
    }
}

static double gram_share(const map *m, const words *w) {
    uint32_t hits = 0, n = 0, times;
    for (uint32_t i = 0; i + GRAM <= w->n; i++, n++)
        hits += map_get(m, gram(w->at + i), &times) && times > 0;
    return n ? (double)hits / n : 0;
}

/* ---- long pieces ---- */

static int near_kept(const int *label, uint32_t n, uint32_t i) {
    int sum = 0;
    for (uint32_t k = i > AROUND ? i - AROUND : 0; k <= i + AROUND && k < n; k++)
        sum += k != i && label[k] == 1;
    return sum;
}

typedef struct telling { // of a piece to its words in the story
    uint32_t piece, words;
    bool amid; // the story
} telling;

/* What stands amid the story comes first, then what is longer, then what stands first. */
static int by_weight(const void *a, const void *b) {
    const telling *x = a, *y = b;
    if (x->amid != y->amid)
        return x->amid ? -1 : 1;
    if (x->words != y->words)
        return x->words > y->words ? -1 : 1;
    return x->piece < y->piece ? -1 : 1;
}

static void use_grams(map *m, arena *a, const words *w) {
    for (uint32_t i = 0; i + GRAM <= w->n; i++) {
        uint32_t times = 0;
        if (map_get(m, gram(w->at + i), &times) && times > 0)
            map_put(m, a, gram(w->at + i), times - 1);
    }
}

/* Of pieces that say the same the story keeps as many as it has: a sentence shown large again, or a
 * copy of the whole for other readers, is none of it. */
static void drop_repeats(int *label, const words *w, uint32_t n, map *left, arena *a) {
    telling *all = gold_need(malloc((n + 1) * sizeof *all));
    uint32_t n_all = 0;
    for (uint32_t i = 0; i < n; i++)
        if (label[i] == 1)
            all[n_all++] = (telling){ i, w[i].n, near_kept(label, n, i) >= AMID };
    qsort(all, n_all, sizeof *all, by_weight);
    for (uint32_t k = 0; k < n_all; k++) {
        const words *own = &w[all[k].piece];
        if (gram_share(left, own) < kept_share)
            label[all[k].piece] = 0;
        else
            use_grams(left, a, own);
    }
    free(all);
}

/* ---- short pieces ---- */

/* Where in the story the last (first) run of four words of a piece stands that it holds, from a
 * place on and else anywhere; UINT32_MAX: nowhere. */
static uint32_t place_of(const words *story, const words *w, bool last, uint32_t from) {
    for (uint32_t k = 0; k + GRAM <= w->n; k++) {
        const uint64_t *run = last ? w->at + w->n - GRAM - k : w->at + k;
        for (uint32_t i = 0; i + GRAM <= story->n; i++) {
            uint32_t at = (from + i) % (story->n - GRAM + 1);
            if (memcmp(story->at + at, run, GRAM * sizeof *run) == 0)
                return at;
        }
    }
    return UINT32_MAX;
}

static bool stands_at(const words *story, const words *w, uint32_t at) {
    return at + w->n <= story->n && memcmp(story->at + at, w->at, w->n * sizeof *w->at) == 0;
}

/* Where the story goes on behind (back: breaks off before) a long piece, as far as is known. */
static uint32_t place_beside(const words *story, const words *w, bool back, uint32_t at) {
    uint32_t from = at == UINT32_MAX || (back && at < w->n) ? 0 : back ? at - w->n : at;
    uint32_t place = place_of(story, w, !back, from);
    return place == UINT32_MAX ? at : back ? place : place + GRAM;
}

/* Where a short piece starts in the story, which has it behind (back: before) a place; UINT32_MAX:
 * it has not. */
static uint32_t start_beside(const words *story, const words *w, bool back, uint32_t at) {
    uint32_t most = w->n > 1 ? SKIPPED_MOST : 0;
    for (uint32_t skipped = 0; skipped <= most && (!back || at >= w->n + skipped); skipped++) {
        uint32_t start = back ? at - w->n - skipped : at + skipped;
        if (stands_at(story, w, start))
            return start;
    }
    return UINT32_MAX;
}

/* Keeps the short pieces that the story has behind those before them (back: before those behind
 * them). */
static void join_short(int *label, const words *w, uint32_t n, const words *story, bool back) {
    uint32_t at = UINT32_MAX, apart = 0;
    for (uint32_t k = 0; k < n; k++, apart++) {
        uint32_t i = back ? n - 1 - k : k;
        if (w[i].n >= GRAM && label[i] == 1) {
            at = place_beside(story, &w[i], back, at);
            apart = 0;
        }
        if (w[i].n == 0 || w[i].n >= GRAM || at == UINT32_MAX || apart > APART_MOST)
            continue;
        uint32_t start = start_beside(story, &w[i], back, at);
        if (start == UINT32_MAX)
            continue;
        label[i] = 1;
        at = back ? start : start + w[i].n;
        apart = 0;
    }
}

/* ---- a page ---- */

/* A piece that one good telling of the story leaves out is neither right nor wrong. */
static void forget_optional(const answer *known, const words *w, uint32_t n, int *label, arena *a) {
    for (uint32_t k = 0; k < known->n_alts; k++) {
        map m = { 0 };
        words all = words_of(buffer_view(&known->alts[k]));
        add_grams(&m, a, &all);
        for (uint32_t i = 0; i < n; i++)
            if (label[i] == 1 && w[i].n >= GRAM && gram_share(&m, &w[i]) < kept_share)
                label[i] = -1;
        free(all.at);
    }
}

static uint32_t label_by_text(const answer *known, const words *w, uint32_t n, int *label) {
    arena a = { .limit = (size_t)1 << 30 };
    map grams = { 0 };
    words story = words_of(buffer_view(&known->text));
    add_grams(&grams, &a, &story);
    for (uint32_t i = 0; i < n; i++)
        label[i] = w[i].n == 0 ? -1 : w[i].n >= GRAM && gram_share(&grams, &w[i]) >= kept_share;
    drop_repeats(label, w, n, &grams, &a);
    join_short(label, w, n, &story, false);
    join_short(label, w, n, &story, true);
    forget_optional(known, w, n, label, &a);
    free(story.at);
    arena_free(&a);
    return story.n;
}

static bool holds(const words *whole, const words *part) {
    for (uint32_t i = 0; part->n && i + part->n <= whole->n; i++)
        if (memcmp(whole->at + i, part->at, part->n * sizeof *part->at) == 0)
            return true;
    return false;
}

static void label_by_strings(const answer *known, const words *w, uint32_t n, int *label) {
    for (uint32_t i = 0; i < n; i++)
        label[i] = -1;
    for (int side = 0; side < 2; side++)
        for (uint32_t s = 0; s < (side ? known->n_with : known->n_without); s++) {
            words part = words_of(buffer_view(side ? &known->with[s] : &known->without[s]));
            for (uint32_t i = 0; i < n; i++)
                if (part.n && w[i].n &&
                    (holds(&w[i], &part) || (w[i].n >= GRAM && holds(&part, &w[i]))))
                    label[i] = side;
            free(part.at);
        }
}

uint32_t label_pieces(const answer *known, const pieces *ps, int *label) {
    uint32_t story_words = LABEL_WORDS;
    words *w = gold_need(calloc(ps->n + 1, sizeof *w));
    for (uint32_t i = 0; i < ps->n; i++)
        w[i] = words_of(piece_text(ps, &ps->at[i]));
    if (known->has_text)
        story_words = label_by_text(known, w, ps->n, label);
    else
        label_by_strings(known, w, ps->n, label);
    if (ps->title != NO_INDEX)
        label[ps->title] = known->has_text && label[ps->title] == 1 ? 1 : -1;
    for (uint32_t i = 0; i < ps->n; i++)
        free(w[i].at);
    free(w);
    return story_words;
}
