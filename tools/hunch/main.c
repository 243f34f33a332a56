/* main.c - trains the weights of src/event/hunch.h:
 *   train_hunch OUT.bin CODED.tsv TAUGHT.tsv TREES.conllu ...
 * Every sentence of the CoNLL-U files is read as a text of its own by the library that this is
 * built with. Vectors of words come from all of them, the network from those that people coded
 * (CODED.tsv) and of which a model told the acts (TAUGHT.tsv; coded.h). First fits without a
 * quarter of the coded sentences and prints how well types of acts are found in these, without the
 * weights and with them; then fits on all and writes. */
#include "fit.h"

#include "coded.h"
#include "gold.h"

#include "event/clause.h"
#include "event/draft.h"
#include "event/side.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    TOKENS_MOST = 4096,
    QUARTERS = 4,
    WINDOW = 2,
};

typedef struct trainer {
    const uh_model *model;
    coded_set coded;
    vectors vectors;
    samples samples;
    coded_place at;
    coded_place seen; // and the sentence of its text that was last looked at
    uint32_t seen_sentence;
    uint8_t sure[TOKENS_MOST][HUNCH_CLASSES]; // of CODED_SURE; none is what is left
} trainer;

/* ---- which words they mean ---- */

static bool has_trigger(const int32_t *nodes, const coded *k, uint8_t type, int32_t at) {
    for (uint32_t i = 0; i < k->n; i++)
        if (k->acts[i].type == type && nodes[i] == at)
            return true;
    return false;
}

/* Whether what is known of a word leaves so much. */
static bool has_room(const trainer *t, int32_t at, uint8_t sure) {
    uint32_t all = sure;
    for (uint32_t type = 1; type < HUNCH_CLASSES; type++)
        all += t->sure[at][type];
    return all <= CODED_SURE;
}

/* Labels the words of acts. An act that a draft tells by another word than the coder's is taken as
 * told by that one. */
static void label_words(trainer *t, const coder *c) {
    const coded *k = &t->coded.at[t->at.number];
    int32_t nodes[CODED_ACTS_MOST];
    memset(t->sure, 0, sizeof t->sure);
    for (uint32_t i = 0; i < k->n; i++) {
        nodes[i] = coded_word(c, k->acts[i].trigger, -1);
        if (nodes[i] >= 0 && nodes[i] < TOKENS_MOST && has_room(t, nodes[i], k->acts[i].sure))
            t->sure[nodes[i]][k->acts[i].type] = k->acts[i].sure;
    }
    for (uint32_t i = 0; i < k->n; i++) {
        uint8_t type = k->acts[i].type, sure = k->acts[i].sure;
        bool same = false, kept = false;
        for (uint32_t d = 0; d < c->n_drafts; d++)
            same |= c->drafts[d].type == type && has_trigger(nodes, k, type, c->drafts[d].trigger);
        for (uint32_t d = 0; d < c->n_drafts && !same; d++) {
            const draft *one = &c->drafts[d];
            if (one->type != type || !has_room(t, one->trigger, sure))
                continue;
            t->sure[one->trigger][type] = sure;
            kept |= !one->dropped;
        }
        if (kept && nodes[i] >= 0 && t->sure[nodes[i]][type] == sure)
            t->sure[nodes[i]][type] = 0;
    }
}

/* ---- what the coder shows ---- */

static uint64_t content(coder *c, int32_t i) {
    sides s = side_alone(c, i);
    return draft_any_code(s.at, s.n)          ? 1
           : c->tree.at[i].upos == UPOS_PROPN ? 2
                                              : c->tree.at[i].lemma;
}

static void add_contexts(trainer *t, coder *c) {
    const node *at = c->tree.at;
    for (int32_t i = 0; i < c->tree.n; i++) {
        uint64_t word = sign_word_of(&at[i]);
        int32_t h = at[i].head;
        if (word && h >= 0)
            vectors_add(&t->vectors, word, hash_mix(100u + at[i].main, content(c, h)));
        if (h >= 0 && sign_word_of(&at[h]))
            vectors_add(&t->vectors, sign_word_of(&at[h]),
                        hash_mix(200u + at[i].main, content(c, i)));
        for (int32_t k = -WINDOW; word && k <= WINDOW; k++)
            if (k && i + k >= 0 && i + k < c->tree.n)
                vectors_add(&t->vectors, word, hash_mix((uint64_t)(300 + k), content(c, i + k)));
    }
}

static void add_sample(trainer *t, const coder *c, int32_t at, const signs *from) {
    samples *s = &t->samples;
    if (s->n == s->cap) {
        s->cap = s->cap ? 2 * s->cap : 1 << 16;
        s->at = gold_need(realloc(s->at, s->cap * sizeof *s->at));
    }
    if (s->n_signs + SIGNS_MOST > s->signs_cap) {
        s->signs_cap = s->signs_cap ? 2 * s->signs_cap : 1 << 20;
        s->signs = gold_need(realloc(s->signs, s->signs_cap * sizeof *s->signs));
    }
    sample *x = &s->at[s->n++];
    *x = (sample){ .first = s->n_signs, .n_signs = from->n, .sentence = (uint32_t)t->at.number };
    uint8_t none = CODED_SURE;
    for (uint32_t type = 1; type < HUNCH_CLASSES && at < TOKENS_MOST; type++)
        none -= x->sure[type] = t->sure[at][type];
    x->sure[0] = none;
    memcpy(x->words, from->words, sizeof x->words);
    memcpy(s->signs + s->n_signs, from->at, from->n * sizeof *from->at);
    s->n_signs += from->n;
    for (uint32_t i = 0; i < c->n_drafts && x->n_drafts < SAMPLE_DRAFTS; i++)
        if (c->drafts[i].trigger == at)
            x->drafts[x->n_drafts++] = (sample_draft){ c->drafts[i].type, c->drafts[i].dropped };
}

static void see(void *to, coder *c, int32_t at, const signs *from) {
    trainer *t = to;
    if (t->seen.texts != t->at.texts || t->seen_sentence != c->tree.sentence) {
        t->seen = t->at;
        t->seen_sentence = c->tree.sentence;
        add_contexts(t, c);
        if (t->at.number >= 0)
            label_words(t, c);
    }
    if (t->at.number >= 0)
        add_sample(t, c, at, from);
}

/* ---- measuring ---- */

typedef struct tally {
    uint32_t hit, extra, missed, quiet, quiet_told;
} tally;

static void add_tally(tally *n, uint32_t gold, uint32_t told) {
    for (uint32_t type = 1; type < EVENT_TYPES; type++) {
        bool g = gold >> type & 1, p = told >> type & 1;
        n->hit += g && p;
        n->extra += p && !g;
        n->missed += g && !p;
    }
    n->quiet += !gold;
    n->quiet_told += !gold && told;
}

static void print_tally(const char *what, const tally *n) {
    double p = n->hit / (double)(n->hit + n->extra), r = n->hit / (double)(n->hit + n->missed);
    fprintf(stderr, "%s: types P %.3f R %.3f F1 %.3f, quiet sentences with one %.3f\n", what, p, r,
            2 * p * r / (p + r), n->quiet_told / (double)n->quiet);
}

static void measure(const trainer *t, const bool *takes, const hunch *h, const float limits[3],
                    bool print_old) {
    uint32_t *now = gold_need(calloc(t->coded.n, sizeof *now));
    uint32_t *old = gold_need(calloc(t->coded.n, sizeof *old));
    tally with = { 0 }, without = { 0 };
    for (size_t i = 0; i < t->samples.n; i++) {
        const sample *x = &t->samples.at[i];
        float chance[EVENT_TYPES];
        signs tr = { .n = x->n_signs };
        bool told = false;
        uint32_t best = 1;
        if (takes[x->sentence])
            continue;
        memcpy(tr.at, t->samples.signs + x->first, x->n_signs * sizeof *tr.at);
        memcpy(tr.words, x->words, sizeof tr.words);
        hunch_chances(h, &tr, chance);
        for (uint32_t k = 2; k < EVENT_TYPES; k++)
            best = chance[k] > chance[best] ? k : best;
        for (uint32_t k = 0; k < x->n_drafts; k++) {
            uint32_t bit = (uint32_t)1 << x->drafts[k].type;
            float p = chance[x->drafts[k].type];
            old[x->sentence] |= x->drafts[k].dropped ? 0 : bit;
            now[x->sentence] |= p > limits[x->drafts[k].dropped] ? bit : 0;
            told |= p > limits[x->drafts[k].dropped] || x->drafts[k].type == best;
        }
        if (!told && chance[best] > limits[2])
            now[x->sentence] |= (uint32_t)1 << best;
    }
    for (uint32_t i = 0; i < t->coded.n; i++) {
        uint32_t gold = 0;
        for (uint32_t k = 0; k < t->coded.at[i].n; k++)
            gold |= (uint32_t)1 << t->coded.at[i].acts[k].type;
        if (takes[i])
            continue;
        add_tally(&with, gold, now[i]);
        add_tally(&without, gold, old[i]);
    }
    if (print_old)
        print_tally("without", &without);
    fprintf(stderr, "%.2f %.2f %.2f ", limits[0], limits[1], limits[2]);
    print_tally("with", &with);
    free(now);
    free(old);
}

static void fit_and_measure(const trainer *t) {
    static const float limits[][3] = { { 0.1f, 0.35f, 0.35f },  { 0.12f, 0.4f, 0.4f },
                                       { 0.12f, 0.45f, 0.45f }, { 0.15f, 0.5f, 0.5f },
                                       { 0.2f, 0.45f, 0.5f },   { 0.12f, 0.45f, 2 },
                                       { 0, 0.45f, 0.45f } };
    bool *takes = gold_need(malloc(t->coded.n * sizeof *takes));
    buffer section = { 0 };
    hunch h;
    for (uint32_t i = 0; i < t->coded.n; i++)
        takes[i] = !t->coded.at[i].by_hand || hash_mix(i, 5) % QUARTERS != 0;
    fit(&t->samples, takes, &t->vectors, &section);
    if (!hunch_open(buffer_view(&section), &h))
        gold_die("cannot open", "the fitted weights");
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        measure(t, takes, &h, limits[i], i == 0);
    buffer_free(&section);
    free(takes);
}

int main(int argc, char **argv) {
    static trainer t;
    buffer out = { 0 };
    if (argc < 5)
        gold_die("usage: train_hunch", "OUT.bin CODED.tsv TAUGHT.tsv TREES.conllu ...");
    uh_model *model = gold_model();
    t.model = model;
    vectors_open(&t.vectors);
    coded_read(&t.coded, argv[2], argv[3]);
    for (int i = 4; i < argc; i++)
        coded_trees(&t.coded, model, argv[i], &(coder_watcher){ .words = see, .to = &t }, &t.at);
    fprintf(stderr, "%u coded sentences, %zu words of them, %zu contexts\n", t.coded.n, t.samples.n,
            t.vectors.n_pairs);
    vectors_fit(&t.vectors);
    fit_and_measure(&t);
    fit(&t.samples, NULL, &t.vectors, &out);
    gold_write(argv[1], &out);
    buffer_free(&out);
    coded_free(&t.coded);
    uh_model_close(model);
    return 0;
}
