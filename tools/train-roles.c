/* train-roles.c - trains the role model from pages with known story text.
 *
 *   train-roles html|text PAGES.jsonl FOLDER OUT.bin [--folds]
 *
 * PAGES.jsonl has a page a line: id, site, gold_text (the story), gold_alts (tellings of it that
 * are as good), or with and without (strings that belong to it or do not). FOLDER/ID.html or
 * FOLDER/ID.txt are the pages. Each piece of a page is labelled by how much of it the story holds;
 * two rows of boosted trees are fitted, the second over scores that the first gives to pages it was
 * not fitted on (five parts, split by site). --folds writes OUT.bin.foldN too, fitted without the
 * sites of part N, to measure on those. Fixed seed: the same pages give the same bytes. */
#include "file.h"
#include "gold.h"
#include "grow.h"

#include "base/hash.h"
#include "base/json.h"
#include "base/utf8.h"
#include "page/forest.h"
#include "page/view.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    GRAM = 4,
    STRINGS_MOST = 64,
    ALTS_MOST = 8,
    COPIES = 3,
    COLUMNS_ASKED = 10, // of a hundred, for each level
    SETTLED_RARE = 10,  // one settled row in so many is taken
};

static const double rate = 0.1, kept_share = 0.5, hint_step = 0.3;
/* What holds leaves back, in rows of full doubt times four. The first stage's misses on sites that
 * it has not seen are mostly noise, so the second needs more of it. */
static const double ridges[FOREST_STAGES] = { 4, 200 };

typedef struct sample { // a page's part of the rows
    uint32_t first, n;
    uint64_t site;
    uint32_t fold;
    bool has_gold, is_news; // the sets of news know no types of pages
    char *path;             // of the page, or
    buffer copy;            // the page itself, where it was cut out of another
} sample;

/* The slots of words (0) and of names (1) of each row. */
typedef struct slots {
    uint16_t *at;
    uint32_t *first; // [rows + 1]
    size_t n, cap;
} slots;

typedef struct table {
    uint8_t *at[TRAITS]; // [rows]
    slots slots[2];
    uint8_t *label;
    float *weight;
    uint16_t *words;
    uint32_t n, cap;
    sample *pages; // [n_pages]
    uint32_t n_pages;
} table;

/* ---- words ---- */

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
        hits += map_get(m, gram(w->at + i), &times);
    return n ? (double)hits / n : 0;
}

/* ---- labels ---- */

typedef struct gold {
    buffer id, site, text, type;
    buffer with[STRINGS_MOST], without[STRINGS_MOST], alts[ALTS_MOST];
    uint32_t n_with, n_without, n_alts;
    bool has_text;
} gold;

/* A short piece is of the story if it stands there beside its kept neighbours. */
static bool joins(const map *m, const words *a, const words *b) {
    uint64_t row[2 * GRAM];
    uint32_t n = 0, times;
    uint32_t from_a = a->n < GRAM - 1 ? a->n : GRAM - 1, from_b = b->n < GRAM - 1 ? b->n : GRAM - 1;
    for (uint32_t i = a->n - from_a; i < a->n; i++)
        row[n++] = a->at[i];
    for (uint32_t i = 0; i < from_b; i++)
        row[n++] = b->at[i];
    for (uint32_t i = 0; i + GRAM <= n; i++)
        if (i < from_a && i + GRAM > from_a && map_get(m, gram(row + i), &times))
            return true;
    return false;
}

static int near_kept(const int *label, uint32_t n, uint32_t i) {
    int sum = 0;
    for (uint32_t k = i > 4 ? i - 4 : 0; k < i + 5 && k < n; k++)
        sum += k != i && label[k] == 1;
    return sum;
}

/* Of pieces with the same words the story keeps one: that among most kept ones. */
static void drop_repeats(int *label, const words *w, const pieces *ps, const map *m) {
    for (uint32_t i = 0; i < ps->n; i++) {
        if (label[i] != 1 || w[i].n < GRAM)
            continue;
        uint32_t best = i, times = 0;
        map_get(m, gram(w[i].at), &times);
        if (times > 1)
            continue;
        for (uint32_t k = i + 1; k < ps->n; k++)
            if (label[k] == 1 && ps->at[k].shape.hash == ps->at[i].shape.hash &&
                near_kept(label, ps->n, k) > near_kept(label, ps->n, best))
                best = k;
        for (uint32_t k = i; k < ps->n; k++)
            if (label[k] == 1 && k != best && ps->at[k].shape.hash == ps->at[i].shape.hash)
                label[k] = 0;
    }
}

/* A piece that one good telling of the story leaves out is neither right nor wrong. */
static void forget_optional(const gold *g, const pieces *ps, const words *w, int *label, arena *a) {
    for (uint32_t k = 0; k < g->n_alts; k++) {
        map m = { 0 };
        words all = words_of(buffer_view(&g->alts[k]));
        add_grams(&m, a, &all);
        for (uint32_t i = 0; i < ps->n; i++)
            if (label[i] == 1 && w[i].n >= GRAM && gram_share(&m, &w[i]) < kept_share)
                label[i] = -1;
        free(all.at);
    }
}

static void label_by_text(const gold *g, const pieces *ps, const words *w, int *label, arena *a,
                          uint32_t *gold_words) {
    map m = { 0 };
    words all = words_of(buffer_view(&g->text));
    *gold_words = all.n;
    add_grams(&m, a, &all);
    for (uint32_t i = 0; i < ps->n; i++)
        label[i] = w[i].n >= GRAM ? gram_share(&m, &w[i]) >= kept_share : -1;
    for (uint32_t i = 0; i < ps->n; i++) {
        if (label[i] >= 0)
            continue;
        label[i] = 0;
        for (uint32_t k = i; k > 0 && i - k < 6; k--)
            if (label[k - 1] == 1) {
                label[i] = joins(&m, &w[k - 1], &w[i]);
                break;
            }
        for (uint32_t k = i + 1; !label[i] && k < ps->n && k - i < 6; k++)
            if (label[k] == 1) {
                label[i] = joins(&m, &w[i], &w[k]);
                break;
            }
        if (w[i].n == 0)
            label[i] = -1;
    }
    drop_repeats(label, w, ps, &m);
    forget_optional(g, ps, w, label, a);
    free(all.at);
}

static bool holds(const words *whole, const words *part) {
    for (uint32_t i = 0; part->n && i + part->n <= whole->n; i++)
        if (memcmp(whole->at + i, part->at, part->n * sizeof *part->at) == 0)
            return true;
    return false;
}

static void label_by_strings(const gold *g, const pieces *ps, const words *w, int *label) {
    for (uint32_t i = 0; i < ps->n; i++)
        label[i] = -1;
    for (int side = 0; side < 2; side++)
        for (uint32_t s = 0; s < (side ? g->n_with : g->n_without); s++) {
            words part = words_of(buffer_view(side ? &g->with[s] : &g->without[s]));
            for (uint32_t i = 0; i < ps->n; i++)
                if (part.n && w[i].n &&
                    (holds(&w[i], &part) || (w[i].n >= 4 && holds(&part, &w[i]))))
                    label[i] = side;
            free(part.at);
        }
}

/* ---- rows ---- */

static void grow(table *t, uint32_t more) {
    if (t->n + more <= t->cap)
        return;
    t->cap = (t->n + more) * 2;
    for (uint32_t k = 0; k < TRAITS; k++)
        t->at[k] = gold_need(realloc(t->at[k], t->cap));
    t->label = gold_need(realloc(t->label, t->cap));
    t->weight = gold_need(realloc(t->weight, t->cap * sizeof *t->weight));
    t->words = gold_need(realloc(t->words, t->cap * sizeof *t->words));
    for (int k = 0; k < 2; k++) {
        slots *l = &t->slots[k];
        l->first = gold_need(realloc(l->first, (t->cap + 1) * sizeof *l->first));
    }
}

static void add_slots(slots *l, uint32_t row, const uint16_t *slot, uint32_t n) {
    if (l->n + n > l->cap) {
        l->cap = (l->n + n) * 2;
        l->at = gold_need(realloc(l->at, l->cap * sizeof *l->at));
    }
    memcpy(l->at + l->n, slot, n * sizeof *slot);
    l->first[row] = (uint32_t)l->n;
    l->n += n;
    l->first[row + 1] = (uint32_t)l->n;
}

/* What a page weighs: news most, what is no article least. */
static double weight_of(const gold *g) {
    text type = buffer_view(&g->type);
    return !g->has_text ? 4 : type.len == 0 ? 2 : text_equal(type, TEXT("article")) ? 1.25 : 0.35;
}

/* A page weighs the same however long it is. */
static sample *add_rows(table *t, const gold *g, const view *v, const traits *x, const int *label,
                        uint32_t gold_words) {
    const pieces *ps = &v->ps;
    sample *s = &t->pages[t->n_pages++];
    text type = buffer_view(&g->type);
    double share = weight_of(g);
    uint64_t site = hash_text(buffer_view(&g->site));
    *s = (sample){ .first = t->n,
                   .n = ps->n,
                   .site = site,
                   .fold = (uint32_t)(site % GOLD_FOLDS),
                   .has_gold = g->has_text,
                   .is_news = type.len == 0 };
    grow(t, ps->n);
    for (uint32_t i = 0; i < ps->n; i++) {
        uint32_t n = ps->at[i].shape.n_words < 100 ? ps->at[i].shape.n_words : 100;
        for (uint32_t k = 0; k < TRAITS; k++)
            t->at[k][t->n] = x->at[(size_t)k * x->stride + i];
        t->label[t->n] = label[i] == 1;
        t->words[t->n] =
            (uint16_t)(ps->at[i].shape.n_words < UINT16_MAX ? ps->at[i].shape.n_words : UINT16_MAX);
        double w = g->has_text ? (8 + n) * 20.0 / (100 + gold_words) : 1;
        t->weight[t->n] = label[i] < 0 ? 0 : (float)(share * w);
        uint16_t slot[HINT_NAMES_MOST];
        add_slots(&t->slots[0], t->n, slot, hint_words(ps, &ps->at[i], slot));
        add_slots(&t->slots[1], t->n, slot,
                  v->is_html ? hint_names(ps, &v->h, &ps->markup[i], slot) : 0);
        t->n++;
    }
    return s;
}

/* Opens a page in memory; what it holds lies in the document. */
static bool open_view(text raw, bool is_html, doc *d, view *v, traits *x) {
    doc_reset(d);
    d->page.raw = raw;
    d->page.media = is_html ? MEDIA_HTML : MEDIA_TEXT;
    return view_open(v, d) && view_traits(v, x) && v->ps.n;
}

/* Labels an open page and takes its rows; the labels are the caller's. */
static sample *take_page(table *t, const gold *g, const view *v, const traits *x, int *label) {
    const pieces *ps = &v->ps;
    uint32_t gold_words = 300;
    arena a = { .limit = (size_t)1 << 30 };
    words *w = gold_need(calloc(ps->n, sizeof *w));
    for (uint32_t i = 0; i < ps->n; i++)
        w[i] = words_of(piece_text(ps, &ps->at[i]));
    if (g->has_text)
        label_by_text(g, ps, w, label, &a, &gold_words);
    else
        label_by_strings(g, ps, w, label);
    if (ps->title != NO_INDEX)
        label[ps->title] = g->has_text && label[ps->title] == 1 ? 1 : -1;
    for (uint32_t i = 0; i < ps->n; i++)
        free(w[i].at);
    free(w);
    arena_free(&a);
    return add_rows(t, g, v, x, label, gold_words);
}

static void add_lines(buffer *out, const pieces *ps, uint32_t from, uint32_t to, bool gaps) {
    for (uint32_t i = from; i < to; i++) {
        buffer_text(out, piece_text(ps, &ps->at[i]));
        buffer_string(out, gaps ? "\n\n" : "\n");
    }
}

/* What a reader copies out of a page by hand: the title, the story or its beginning, a few lines
 * around it. Each page gives three such copies. */
static void copy_out(const pieces *ps, const int *label, uint64_t dice, buffer out[COPIES]) {
    uint32_t first = ps->n, last = 0;
    for (uint32_t i = 0; i < ps->n; i++)
        if (label[i] == 1 && i != ps->title) {
            first = first == ps->n ? i : first;
            last = i + 1;
        }
    for (uint32_t k = 0; k < COPIES && first < last; k++) {
        uint32_t above = (uint32_t)(dice >> (8 * k)) % 6,
                 below = (uint32_t)(dice >> (8 * k + 24)) % 8;
        uint32_t end = last + below < ps->n ? last + below : ps->n;
        uint32_t from = first > above ? first - above : 0;
        if (k && last - first > 3) // a short story, or the head of one
            end = first + 2 + (uint32_t)(dice >> (8 * k + 40)) % 6;
        if (end > ps->n)
            end = ps->n;
        if (ps->title != NO_INDEX && ps->title < from)
            add_lines(&out[k], ps, ps->title, ps->title + 1, k != 1);
        add_lines(&out[k], ps, from, end, k != 1);
    }
}

static void add_copies(table *t, const gold *g, const pieces *ps, const int *label, doc *d) {
    buffer copies[COPIES] = { { 0 } };
    copy_out(ps, label, hash_text(buffer_view(&g->id)), copies);
    for (uint32_t k = 0; k < COPIES; k++) {
        view v;
        traits x;
        if (copies[k].len == 0 || t->n_pages == GOLD_PAGES_MOST ||
            !open_view(buffer_view(&copies[k]), false, d, &v, &x)) {
            buffer_free(&copies[k]);
            continue;
        }
        int *labels = gold_need(calloc(v.ps.n, sizeof *labels));
        sample *s = take_page(t, g, &v, &x, labels);
        s->copy = copies[k];
        s->is_news = false; // the measure is of whole pages
        for (uint32_t i = s->first; i < s->first + s->n; i++)
            t->weight[i] *= 0.3f;
        free(labels);
    }
}

static void add_page(table *t, const gold *g, const char *folder, bool is_html, doc *d) {
    char path[GOLD_PATH_MOST];
    buffer raw = { 0 };
    view v;
    traits x;
    if (gold_page(folder, &g->id, is_html, path, &raw) && t->n_pages < GOLD_PAGES_MOST &&
        open_view(buffer_view(&raw), is_html, d, &v, &x)) {
        int *label = gold_need(calloc(v.ps.n, sizeof *label));
        sample *s = take_page(t, g, &v, &x, label);
        s->path = gold_need(strdup(path));
        if (!is_html && g->has_text)
            add_copies(t, g, &v.ps, label, d);
        free(label);
    }
    buffer_free(&raw);
}

static void read_strings(json_reader *r, buffer *list, uint32_t *n, uint32_t most) {
    for (json_kind k = json_next(r); k == JSON_STRING; k = json_next(r))
        if (*n < most)
            json_unescape(&list[(*n)++], r->raw);
}

static void read_gold(text line, gold *g) {
    json_reader r = json_open(line);
    json_kind k = json_next(&r);
    while ((k = json_next(&r)) == JSON_KEY) {
        text key = r.raw;
        k = json_next(&r);
        buffer *into = text_equal(key, TEXT("id"))          ? &g->id
                       : text_equal(key, TEXT("site"))      ? &g->site
                       : text_equal(key, TEXT("gold_text")) ? &g->text
                       : text_equal(key, TEXT("page_type")) ? &g->type
                                                            : NULL;
        if (k == JSON_STRING && into) {
            json_unescape(into, r.raw);
            g->has_text |= into == &g->text;
        } else if (k == JSON_ARRAY && text_equal(key, TEXT("with"))) {
            read_strings(&r, g->with, &g->n_with, STRINGS_MOST);
        } else if (k == JSON_ARRAY && text_equal(key, TEXT("without"))) {
            read_strings(&r, g->without, &g->n_without, STRINGS_MOST);
        } else if (k == JSON_ARRAY && text_equal(key, TEXT("gold_alts"))) {
            read_strings(&r, g->alts, &g->n_alts, ALTS_MOST);
        } else {
            json_skip(&r, k);
        }
    }
}

static void free_gold(gold *g) {
    buffer_free(&g->id);
    buffer_free(&g->site);
    buffer_free(&g->text);
    buffer_free(&g->type);
    for (uint32_t i = 0; i < STRINGS_MOST; i++) {
        buffer_free(&g->with[i]);
        buffer_free(&g->without[i]);
    }
    for (uint32_t i = 0; i < ALTS_MOST; i++)
        buffer_free(&g->alts[i]);
}

/* ---- trees ---- */

typedef struct stage {
    tree *trees;
    uint32_t n;
} stage;

typedef struct fit {
    const table *t;
    ground taken; // for this tree
    double *sum;  // [rows of the table] current logits
} fit;

/* Takes the rows for a tree: of every other site, for the pieces of one have much in common, so
 * that trees are fitted on sites that those before them were not. Rows that are settled teach
 * little; few of them are taken. */
static void take_rows(fit *f, uint32_t left_out, uint64_t *seed) {
    uint64_t coin = grow_dice(seed);
    f->taken.n_rows = 0;
    for (uint32_t k = 0; k < f->t->n_pages; k++) {
        const sample *s = &f->t->pages[k];
        if (s->fold == left_out || hash_mix(coin, s->site) >> 33 & 1)
            continue;
        for (uint32_t row = s->first; row < s->first + s->n; row++) {
            double p = 1 / (1 + exp(-f->sum[row] / 512)), miss = f->t->label[row] - p;
            bool settled = fabs(miss) <= 0.05;
            if (f->t->weight[row] <= 0 || (settled && grow_dice(seed) % SETTLED_RARE))
                continue;
            double weight = f->t->weight[row] * (settled ? SETTLED_RARE : 1);
            grow_take(&f->taken, row, weight * miss, weight * p * (1 - p));
        }
    }
}

static void add_tree(fit *f, const tree *tr, uint32_t left_out) {
    for (uint32_t k = 0; k < f->t->n_pages; k++) {
        const sample *s = &f->t->pages[k];
        for (uint32_t row = s->first; s->fold != left_out && row < s->first + s->n; row++)
            f->sum[row] += tr->leaf[grow_leaf(f->t->at, tr, row)];
    }
}

/* Fits a stage on the pages outside of a fold (GOLD_FOLDS: on all), on top of the sums in start. */
static stage fit_stage(const table *t, const int32_t *start, uint32_t n_traits, uint32_t n_trees,
                       uint32_t left_out, uint64_t seed) {
    fit f = { .t = t };
    stage s = { gold_need(calloc(n_trees, sizeof(tree))), n_trees };
    f.sum = gold_need(calloc(t->n + 1, sizeof *f.sum));
    for (uint32_t row = 0; start && row < t->n; row++)
        f.sum[row] = start[row];
    uint8_t most[TRAITS] = { 0 };
    for (uint32_t k = 0; k < TRAITS; k++)
        for (uint32_t row = 0; row < t->n; row++)
            most[k] = t->at[k][row] > most[k] ? t->at[k][row] : most[k];
    f.taken = (ground){ .columns = t->at,
                        .n_columns = TRAITS,
                        .most = most,
                        .skip_from = n_traits,
                        .skip_to = n_traits < F_TREE_MORE ? F_TREE_MORE : n_traits,
                        .asked = COLUMNS_ASKED,
                        .rate = rate,
                        .ridge = ridges[start != NULL] };
    if (!grow_room(&f.taken, t->n))
        gold_die("out of", "memory");
    for (uint32_t k = 0; k < n_trees; k++) {
        take_rows(&f, left_out, &seed);
        grow_tree(&f.taken, &s.trees[k], &seed);
        add_tree(&f, &s.trees[k], left_out);
    }
    grow_free(&f.taken);
    free(f.sum);
    return s;
}

static void run_stage(const table *t, const stage *s, const int32_t *start, uint32_t fold,
                      int32_t *sum) {
    for (uint32_t p = 0; p < t->n_pages; p++)
        for (uint32_t i = 0; t->pages[p].fold == fold && i < t->pages[p].n; i++) {
            uint32_t row = t->pages[p].first + i;
            sum[row] = start ? start[row] : 0;
            for (uint32_t k = 0; k < s->n; k++)
                sum[row] += s->trees[k].leaf[grow_leaf(t->at, &s->trees[k], row)];
        }
}

/* ---- words and names ---- */

enum { HINT_ROUNDS = 4, WEIGHT_MOST = 6 };

/* One step of logistic regression by the gradients' own sizes (Duchi et al. 2011, AdaGrad). */
static void learn_row(const slots *l, uint32_t row, double x, double label_minus, double weight,
                      float *w, float *seen) {
    double g = label_minus * weight * x;
    for (uint32_t i = l->first[row]; i < l->first[row + 1]; i++) {
        seen[l->at[i]] += (float)(g * g);
        w[l->at[i]] += (float)(hint_step * g / sqrt(1 + seen[l->at[i]]));
    }
}

/* The weight of each slot, learned on the pages outside of a fold: what is to be added to the first
 * judgement of a piece. */
static void fit_hints(const table *t, int which, const int32_t *start, uint32_t left_out,
                      uint64_t seed, signed char *out) {
    const slots *l = &t->slots[which];
    float *w = gold_need(calloc(HINT_SLOTS, sizeof *w)),
          *seen = gold_need(calloc(HINT_SLOTS, sizeof *seen));
    double bias = 0, sum = 0;
    uint32_t *order = gold_need(malloc((t->n_pages + 1) * sizeof *order));
    for (uint32_t row = 0; row < t->n; row++)
        sum += t->weight[row];
    double mean = sum / (t->n ? t->n : 1);
    for (uint32_t p = 0; p < t->n_pages; p++)
        order[p] = p;
    for (int round = 0; round < HINT_ROUNDS; round++) {
        for (uint32_t p = t->n_pages; p > 1; p--) {
            uint32_t k = (uint32_t)(grow_dice(&seed) % p), was = order[p - 1];
            order[p - 1] = order[k];
            order[k] = was;
        }
        for (uint32_t p = 0; p < t->n_pages; p++) {
            const sample *s = &t->pages[order[p]];
            for (uint32_t row = s->first; s->fold != left_out && row < s->first + s->n; row++) {
                uint32_t n = l->first[row + 1] - l->first[row];
                if (t->weight[row] <= 0 || n == 0)
                    continue;
                double x = which == 0 ? 1 / sqrt(n) : 0.5, z = bias + start[row] / 512.0;
                for (uint32_t i = l->first[row]; i < l->first[row + 1]; i++)
                    z += w[l->at[i]] * x;
                double weight = t->weight[row] / mean;
                double g = t->label[row] - 1 / (1 + exp(-z));
                weight = weight > WEIGHT_MOST ? WEIGHT_MOST : weight;
                bias += 0.01 * g;
                learn_row(l, row, x, g, weight, w, seen);
            }
        }
    }
    for (uint32_t k = 0; k < HINT_SLOTS; k++) {
        double v = round(w[k] * 16);
        out[k] = (signed char)(v < -127 ? -127 : v > 127 ? 127 : v);
    }
    free(w);
    free(seen);
    free(order);
}

/* Fills the traits of the pages of a fold with what two tables say. */
static void run_hints(const table *t, signed char *tables[2], uint32_t fold) {
    for (uint32_t p = 0; p < t->n_pages; p++) {
        const sample *s = &t->pages[p];
        traits x = { .n = s->n, .stride = s->n };
        if (s->fold != fold)
            continue;
        x.at = gold_need(calloc(TRAITS, s->n + 1));
        uint8_t *score[2] = { gold_need(malloc(s->n + 1)), gold_need(malloc(s->n + 1)) };
        for (uint32_t i = 0; i < s->n; i++)
            for (int k = 0; k < 2; k++) {
                const slots *l = &t->slots[k];
                uint32_t first = l->first[s->first + i], n = l->first[s->first + i + 1] - first;
                score[k][i] =
                    (k ? hint_score_names : hint_score_words)(tables[k], l->at + first, n);
            }
        traits_hinted(&x, score[0], t->slots[1].n ? score[1] : NULL);
        for (uint32_t k = 0; k <= NEIGHBOURS; k++) {
            memcpy(t->at[F_HINT_WORDS + k] + s->first, x.at + (size_t)(F_HINT_WORDS + k) * s->n,
                   s->n);
            memcpy(t->at[F_HINT_NAMES + k] + s->first, x.at + (size_t)(F_HINT_NAMES + k) * s->n,
                   s->n);
        }
        free(x.at);
        free(score[0]);
        free(score[1]);
    }
}

/* ---- measuring ---- */

/* F1 of kept words on pages of news, as the mean over pages of precision and recall. */
static double measure(const table *t, const int32_t *sum) {
    double precision = 0, recall = 0;
    uint32_t n = 0, n_precise = 0;
    for (uint32_t p = 0; p < t->n_pages; p++) {
        const sample *s = &t->pages[p];
        double hit = 0, kept = 0, gold_words = 0;
        if (!s->has_gold || !s->is_news)
            continue;
        for (uint32_t i = s->first; i < s->first + s->n; i++) {
            if (t->weight[i] <= 0)
                continue;
            gold_words += t->label[i] ? t->words[i] : 0;
            kept += sum[i] > 0 ? t->words[i] : 0;
            hit += t->label[i] && sum[i] > 0 ? t->words[i] : 0;
        }
        n++;
        recall += gold_words > 0 ? hit / gold_words : 1;
        if (kept > 0) {
            n_precise++;
            precision += hit / kept;
        }
    }
    precision /= n_precise ? n_precise : 1;
    recall /= n ? n : 1;
    return precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0;
}

/* ---- second look ---- */

/* Opens each page again and fills the traits that stand on the first judgement. */
static void judge_page(table *t, const sample *s, bool is_html, const int32_t *sum, doc *d) {
    buffer raw = { 0 };
    view v;
    traits x;
    if (s->path && !file_read(s->path, &raw))
        gold_die("cannot read again", s->path);
    if (!open_view(s->path ? buffer_view(&raw) : buffer_view(&s->copy), is_html, d, &v, &x) ||
        v.ps.n != s->n)
        gold_die("a page changed:", s->path ? s->path : "a copy");
    uint8_t *score = gold_need(malloc(s->n));
    for (uint32_t i = 0; i < s->n; i++)
        score[i] = forest_score(sum[s->first + i]);
    if (!view_judged(&v, &x, score))
        gold_die("out of", "memory");
    for (uint32_t i = 0; i < s->n; i++)
        for (uint32_t k = F_SCORE; k < F_HINT_WORDS; k++)
            t->at[k][s->first + i] = x.at[(size_t)k * x.stride + i];
    free(score);
    buffer_free(&raw);
}

static void judge_pages(table *t, bool is_html, const int32_t *sum) {
    doc d;
    gold_doc(&d);
    for (uint32_t p = 0; p < t->n_pages; p++)
        judge_page(t, &t->pages[p], is_html, sum, &d);
    doc_free(&d);
}

typedef struct origin {
    table *t; // where rows go
    const char *folder;
    bool is_html;
} origin;

static void add_line(void *to, text line, doc *d) {
    const origin *from = to;
    gold *g = gold_need(calloc(1, sizeof *g));
    read_gold(line, g);
    add_page(from->t, g, from->folder, from->is_html, d);
    free_gold(g);
    free(g);
}

/* ---- writing ---- */

static void put(buffer *b, uint32_t value, int bytes) {
    for (int i = 0; i < bytes; i++)
        buffer_byte(b, (int)(value >> 8 * i & 255));
}

static void write_model(const char *path, const stage *stages, signed char *const tables[2],
                        bool is_html) {
    buffer b = { 0 };
    buffer_string(&b, "UHFORST2");
    put(&b, 0, 4); // the threshold: even odds, at which the folds are measured
    put(&b, is_html ? 2 : 1, 4);
    for (int k = 0; k < (is_html ? 2 : 1); k++)
        buffer_add(&b, (const char *)tables[k], HINT_SLOTS);
    for (int s = 0; s < FOREST_STAGES; s++) {
        put(&b, stages[s].n, 4);
        for (uint32_t t = 0; t < stages[s].n; t++)
            grow_write(&stages[s].trees[t], &b);
    }
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(b.at, 1, b.len, file) != b.len || fclose(file) != 0)
        gold_die("cannot write", path);
    buffer_free(&b);
}

int main(int argc, char **argv) {
    if (argc < 5)
        gold_die("usage: train-roles html|text PAGES.jsonl FOLDER",
                 "OUT.bin [--folds] [first second]");
    bool folds = argc > 5 && strcmp(argv[5], "--folds") == 0;
    uint32_t n_first = argc > 6 ? (uint32_t)atoi(argv[6]) : 120,
             n_second = argc > 7 ? (uint32_t)atoi(argv[7]) : 120;
    table t = { .pages = gold_need(calloc(GOLD_PAGES_MOST, sizeof *t.pages)) };
    bool is_html = strcmp(argv[1], "html") == 0;
    uint32_t n_plain = is_html ? TRAITS_OF_TREE : TRAITS_OF_TEXT;
    gold_lines(argv[2], add_line, &(origin){ &t, argv[3], is_html });
    uint32_t kept = 0;
    for (uint32_t i = 0; i < t.n; i++)
        kept += t.label[i];
    fprintf(stderr, "%u pages, %u pieces, %u kept\n", t.n_pages, t.n, kept);
    int32_t *first = gold_need(calloc(t.n + 1, sizeof *first)),
            *second = gold_need(calloc(t.n + 1, sizeof *second));
    stage seen[GOLD_FOLDS];
    for (uint32_t fold = 0; fold < GOLD_FOLDS; fold++) {
        seen[fold] = fit_stage(&t, NULL, n_plain, n_first, fold, fold + 1);
        run_stage(&t, &seen[fold], NULL, fold, first);
    }
    fprintf(stderr, "first stage, unseen sites: F1 %.4f\n", measure(&t, first));
    judge_pages(&t, is_html, first);
    signed char *tables[GOLD_FOLDS + 1][2];
    for (uint32_t fold = 0; fold <= GOLD_FOLDS; fold++)
        for (int k = 0; k < 2; k++) {
            tables[fold][k] = gold_need(calloc(HINT_SLOTS, 1));
            fit_hints(&t, k, first, fold, 7 + fold, tables[fold][k]);
        }
    for (uint32_t fold = 0; fold < GOLD_FOLDS; fold++)
        run_hints(&t, tables[fold], fold);
    for (uint32_t fold = 0; fold < GOLD_FOLDS; fold++) {
        stage both[FOREST_STAGES] = { seen[fold],
                                      fit_stage(&t, first, TRAITS, n_second, fold, fold + 101) };
        run_stage(&t, &both[1], first, fold, second);
        if (folds) {
            char path[GOLD_PATH_MOST];
            snprintf(path, sizeof path, "%s.fold%u", argv[4], fold);
            write_model(path, both, tables[fold], is_html);
        }
        free(both[0].trees);
        free(both[1].trees);
    }
    fprintf(stderr, "second stage, unseen sites: F1 %.4f\n", measure(&t, second));
    stage stages[FOREST_STAGES] = { fit_stage(&t, NULL, n_plain, n_first, GOLD_FOLDS, 999),
                                    fit_stage(&t, first, TRAITS, n_second, GOLD_FOLDS, 9999) };
    write_model(argv[4], stages, tables[GOLD_FOLDS], is_html);
    return 0;
}
