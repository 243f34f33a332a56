/* main.c - trains the weights of src/event/guess.h:
 *   train_guess OUT.bin CODED.tsv TREES.conllu ...
 * Every sentence of the CoNLL-U files that CODED.tsv has is read as a text of its own by the
 * library that this is built with; of each draft that tells one of its acts, each word that names
 * somebody is a sample for either hand. First fits five times without a fifth of the sentences and
 * prints what becomes of the empty hands in these; then fits on all and writes. */
#include "fit.h"

#include "coded.h"
#include "gold.h"

#include "event/draft.h"
#include "event/side.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FOLDS = 5, HEADS_MOST_CODED = 16, CLIMB_MOST = 3, REACH_MOST = 2, LIMITS = 7 };

/* What filling a hand with a word would be. */
typedef enum verdict { NOBODY, RIGHT, PART, NONE, WRONG, VERDICTS } verdict;

/* A hand that the rules left empty, of a draft that is told. */
typedef struct empty_hand {
    size_t first; // of its samples
    uint32_t n, sentence;
    hand hand;
} empty_hand;

/* A draft that no rule told, both of whose hands are chosen. */
typedef struct free_act {
    size_t first[HANDS]; // of its samples
    uint32_t n, sentence;
    uint64_t stands[HANDS]; // bits: the word stands there
    uint64_t right[HANDS];  // bits: that word there would be right in its states
    bool right_nobody[HANDS], right_now[HANDS];
} free_act;

typedef struct trainer {
    free_act *acts;
    size_t n_acts, acts_cap;
    coded_set coded;
    coded_place at;
    samples samples;
    uint8_t *verdicts; // [samples.cap] enum verdict
    empty_hand *hands;
    size_t n_hands, hands_cap;
} trainer;

/* The words that those who coded it put on a hand. */
typedef struct heads {
    int32_t at[HEADS_MOST_CODED];
    uint32_t n;
} heads;

/* ---- what is known of a hand ---- */

/* False where the words do not stand in the tree. */
static bool read_heads(const coder *c, text joined, int32_t trigger, heads *out) {
    out->n = 0;
    if (text_equal(joined, TEXT("-")))
        return true;
    while (joined.len && out->n < HEADS_MOST_CODED) {
        int32_t word = coded_word(c, coded_until(&joined, '+'), trigger);
        if (word >= 0)
            out->at[out->n++] = word;
    }
    return out->n > 0;
}

static bool among(const int32_t *at, uint32_t n, int32_t word) {
    for (uint32_t i = 0; i < n; i++)
        if (at[i] == word)
            return true;
    return false;
}

/* The word of the scene that names what a head does: itself, what it hangs on, or what hangs on
 * it; -1 none. */
static int32_t word_for(const coder *c, const bond_scene *s, int32_t head) {
    int32_t i = head;
    for (int step = 0; i >= 0 && step <= CLIMB_MOST; step++, i = c->tree.at[i].head)
        if (among(s->words, s->n_words, i))
            return i;
    for (uint32_t k = 0; k < s->n_words; k++) {
        i = c->tree.at[s->words[k]].head;
        for (int step = 0; i >= 0 && step < REACH_MOST; step++, i = c->tree.at[i].head)
            if (i == head)
                return s->words[k];
    }
    return -1;
}

static text state_of(const side *s) {
    return is_body(s->code) ? s->code : side_country(s);
}

static bool has_state(sides s, text state) {
    for (uint32_t i = 0; i < s.n; i++)
        if (s.at[i].code.len && text_equal(state_of(&s.at[i]), state))
            return true;
    return false;
}

/* How many states of the first the second has not. */
static uint32_t count_missing(sides s, sides from) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.n; i++)
        n += s.at[i].code.len && !has_state(from, state_of(&s.at[i]));
    return n;
}

static bool same_states(sides a, sides b) {
    return !count_missing(a, b) && !count_missing(b, a);
}

static sides sides_of_heads(coder *c, const heads *known) {
    side gold[SIDES_MOST];
    uint32_t n = 0;
    for (uint32_t k = 0; k < known->n; k++) {
        sides one = side_alone(c, known->at[k]);
        for (uint32_t i = 0; i < one.n && n < SIDES_MOST; i++)
            gold[n++] = one.at[i];
    }
    return sides_copy(c, gold, n);
}

static bool has_head(sides s, int32_t word) {
    for (uint32_t i = 0; i < s.n; i++)
        if (s.at[i].head == word)
            return true;
    return false;
}

static verdict judge(coder *c, hand h, const bond_scene *s, const heads *known, int32_t word) {
    sides told = guess_sides(c, s->draft, h, word), right = sides_of_heads(c, known);
    if (!told.n)
        return NOBODY;
    if (!draft_any_code(right.at, right.n))
        return NONE;
    if (same_states(right, told))
        return RIGHT;
    for (uint32_t i = 0; i < right.n; i++)
        if (right.at[i].code.len && has_state(told, state_of(&right.at[i])))
            return PART;
    return WRONG;
}

/* ---- the samples ---- */

static void add_sample(trainer *t, const bond_signs *from, bool stands, verdict what) {
    samples *s = &t->samples;
    if (s->n == s->cap) {
        s->cap = s->cap ? 2 * s->cap : 1 << 16;
        s->at = gold_need(realloc(s->at, s->cap * sizeof *s->at));
        t->verdicts = gold_need(realloc(t->verdicts, s->cap * sizeof *t->verdicts));
    }
    if (s->n_signs + BOND_SIGNS_MOST > s->signs_cap) {
        s->signs_cap = s->signs_cap ? 2 * s->signs_cap : 1 << 20;
        s->signs = gold_need(realloc(s->signs, s->signs_cap * sizeof *s->signs));
    }
    t->verdicts[s->n] = (uint8_t)what;
    s->at[s->n++] = (sample){ .first = s->n_signs,
                              .n_signs = from->n,
                              .sentence = (uint32_t)t->at.number,
                              .stands = stands };
    memcpy(s->signs + s->n_signs, from->at, from->n * sizeof *from->at);
    s->n_signs += from->n;
}

static void add_hand(trainer *t, size_t first, hand h) {
    if (t->n_hands == t->hands_cap) {
        t->hands_cap = t->hands_cap ? 2 * t->hands_cap : 1 << 12;
        t->hands = gold_need(realloc(t->hands, t->hands_cap * sizeof *t->hands));
    }
    t->hands[t->n_hands++] = (empty_hand){ .first = first,
                                           .n = (uint32_t)(t->samples.n - first),
                                           .sentence = (uint32_t)t->at.number,
                                           .hand = h };
}

static void read_hand(trainer *t, coder *c, const bond_scene *s, hand h, const heads *known) {
    int32_t stand[HEADS_MOST_CODED];
    size_t first = t->samples.n;
    for (uint32_t i = 0; i < known->n; i++)
        stand[i] = word_for(c, s, known->at[i]);
    for (uint32_t i = 0; i < s->n_words; i++) {
        bond_signs signs;
        bond_read(c, s, h, s->words[i], &signs);
        add_sample(t, &signs, among(stand, known->n, s->words[i]),
                   judge(c, h, s, known, s->words[i]));
    }
    if (guess_may_fill(c, s->draft, h))
        add_hand(t, first, h);
}

/* The draft that tells an act: by its word, or as the only one of its type. */
static const draft *draft_of(const coder *c, const coded *k, const coded_act *act) {
    int32_t trigger = coded_word(c, act->trigger, -1);
    const draft *only = NULL;
    uint32_t acts = 0, told = 0;
    for (uint32_t i = 0; i < k->n; i++)
        acts += k->acts[i].type == act->type;
    for (uint32_t i = 0; i < c->n_drafts; i++) {
        const draft *d = &c->drafts[i];
        if (d->type != act->type)
            continue;
        if (d->trigger == trigger)
            return d;
        told += !d->dropped;
        only = d->dropped ? only : d;
    }
    return acts == 1 && told == 1 ? only : NULL;
}

static void add_free_act(trainer *t, coder *c, const bond_scene *s, const heads known[HANDS]) {
    if (t->n_acts == t->acts_cap) {
        t->acts_cap = t->acts_cap ? 2 * t->acts_cap : 1 << 10;
        t->acts = gold_need(realloc(t->acts, t->acts_cap * sizeof *t->acts));
    }
    free_act *a = &t->acts[t->n_acts++];
    *a = (free_act){ .n = s->n_words, .sentence = (uint32_t)t->at.number };
    for (uint32_t h = 0; h < HANDS; h++) {
        sides gold = sides_of_heads(c, &known[h]), now = bond_hand(s->draft, (hand)h),
              other = bond_hand(s->draft, bond_other((hand)h));
        a->first[h] = t->samples.n - (h == HAND_ACTOR ? 2 : 1) * (size_t)s->n_words;
        a->right_now[h] = same_states(now, gold);
        a->right_nobody[h] = same_states(nobody, gold);
        for (uint32_t i = 0; i < s->n_words; i++) {
            bool stands = has_head(now, s->words[i]), moves = has_head(other, s->words[i]);
            sides put = stands  ? now
                        : moves ? other
                                : guess_sides(c, s->draft, (hand)h, s->words[i]);
            a->stands[h] |= (uint64_t)stands << i;
            a->right[h] |= (uint64_t)same_states(put, gold) << i;
        }
    }
}

static void see(void *to, coder *c) {
    trainer *t = to;
    uint64_t seen = 0;
    if (t->at.number < 0)
        return;
    const coded *k = &t->coded.at[t->at.number];
    for (uint32_t i = 0; i < k->n; i++) {
        const draft *d = draft_of(c, k, &k->acts[i]);
        heads known[HANDS];
        bond_scene scene;
        uint64_t bit = d ? (uint64_t)1 << (d - c->drafts) % 64 : 0;
        if (!d || (seen & bit) ||
            !read_heads(c, k->acts[i].actor, d->trigger, &known[HAND_ACTOR]) ||
            !read_heads(c, k->acts[i].recipient, d->trigger, &known[HAND_RECIPIENT]))
            continue;
        seen |= bit;
        bond_look(c, d, &scene);
        read_hand(t, c, &scene, HAND_ACTOR, &known[HAND_ACTOR]);
        read_hand(t, c, &scene, HAND_RECIPIENT, &known[HAND_RECIPIENT]);
        if (!d->dropped && strcmp(d->how, "hunch") == 0)
            add_free_act(t, c, &scene, known);
    }
}

/* ---- measuring ---- */

typedef struct counts {
    uint32_t n[HANDS][LIMITS][VERDICTS];
    uint32_t acts, right_before, right_chosen;
} counts;

static int32_t limit_at(int i) {
    return GUESS_ONE * (i - 5) / 4; // log-odds from -1.25 to 0.25
}

static int32_t odds_of(const trainer *t, const guess *g, size_t i) {
    const sample *x = &t->samples.at[i];
    bond_signs signs = { .n = x->n_signs };
    memcpy(signs.at, t->samples.signs + x->first, x->n_signs * sizeof *signs.at);
    return guess_odds(g, &signs);
}

static void measure(const trainer *t, const bool *takes, const guess *g, counts *out) {
    for (size_t k = 0; k < t->n_hands; k++) {
        const empty_hand *e = &t->hands[k];
        int32_t most = INT32_MIN;
        uint8_t what = NOBODY;
        for (size_t i = e->first; i < e->first + e->n && !takes[e->sentence]; i++) {
            int32_t odds = odds_of(t, g, i);
            if (odds > most) {
                most = odds;
                what = t->verdicts[i];
            }
        }
        for (int i = 0; i < LIMITS; i++)
            out->n[e->hand][i][what] += most > limit_at(i);
    }
}

static bool is_right_chosen(const trainer *t, const guess *g, const free_act *a) {
    int32_t odds[HANDS][BOND_WORDS_MOST], best[HANDS] = { -1, -1 };
    for (uint32_t h = 0; h < HANDS; h++)
        for (uint32_t i = 0; i < a->n; i++)
            odds[h][i] =
                odds_of(t, g, a->first[h] + i) + (a->stands[h] >> i & 1 ? GUESS_STANDS : 0);
    guess_choose(odds, (int32_t)a->n, best);
    for (uint32_t h = 0; h < HANDS; h++)
        if (!(best[h] < 0 ? a->right_nobody[h] : a->right[h] >> best[h] & 1))
            return false;
    return true;
}

static void measure_acts(const trainer *t, const bool *takes, const guess *g, counts *out) {
    for (size_t k = 0; k < t->n_acts; k++) {
        const free_act *a = &t->acts[k];
        if (takes[a->sentence])
            continue;
        out->acts++;
        out->right_before += a->right_now[HAND_ACTOR] && a->right_now[HAND_RECIPIENT];
        out->right_chosen += is_right_chosen(t, g, a);
    }
}

static void fit_and_measure(const trainer *t) {
    static counts all;
    bool *takes = gold_need(malloc(t->coded.n * sizeof *takes));
    for (uint32_t fold = 0; fold < FOLDS; fold++) {
        buffer section = { 0 };
        guess g;
        for (uint32_t i = 0; i < t->coded.n; i++)
            takes[i] = hash_mix(i, 5) % FOLDS != fold;
        fit(&t->samples, takes, &section);
        if (!guess_open(buffer_view(&section), &g))
            gold_die("cannot open", "the fitted weights");
        measure(t, takes, &g, &all);
        measure_acts(t, takes, &g, &all);
        if (!fold)
            fprintf(stderr, "%u weights\n", g.n);
        buffer_free(&section);
    }
    for (int h = 0; h < HANDS; h++)
        for (int i = 0; i < LIMITS; i++) {
            const uint32_t *n = all.n[h][i];
            fprintf(stderr,
                    "%s over %.2f: %u right, %u in part, %u where nobody is named, %u wrong\n",
                    h ? "recipient" : "actor", limit_at(i) / (double)GUESS_ONE, n[RIGHT], n[PART],
                    n[NONE], n[WRONG]);
        }
    fprintf(stderr, "acts that no rule knows: %u, both sides right in %u, chosen in %u\n", all.acts,
            all.right_before, all.right_chosen);
    free(takes);
}

int main(int argc, char **argv) {
    static trainer t;
    buffer out = { 0 };
    if (argc < 4)
        gold_die("usage: train_guess", "OUT.bin CODED.tsv TREES.conllu ...");
    uh_model *model = gold_model();
    coded_read(&t.coded, argv[2], NULL);
    for (int i = 3; i < argc; i++)
        coded_trees(&t.coded, model, argv[i], &(coder_watcher){ .hands = see, .to = &t }, &t.at);
    fprintf(stderr, "%u coded sentences, %zu words, %zu empty hands\n", t.coded.n, t.samples.n,
            t.n_hands);
    fit_and_measure(&t);
    fit(&t.samples, NULL, &out);
    gold_write(argv[1], &out);
    buffer_free(&out);
    coded_free(&t.coded);
    uh_model_close(model);
    return 0;
}
