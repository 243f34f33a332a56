/* main.c - trains the weights of src/event/hunch.h:
 *   train_hunch OUT.bin CODED.tsv TREES.conllu ...
 * Every sentence of the CoNLL-U files is read as a text of its own by the library that this is
 * built with. Vectors of words come from all of them, the network from those that CODED.tsv has:
 * "s" and sent_id, then a line an act: trigger, type, mode, actor, recipient, status, source, by
 * tabs. First fits without a quarter of the coded sentences and prints how well types of acts are
 * found in these, without the weights and with them; then fits on all and writes. */
#include "fit.h"

#include "file.h"
#include "gold.h"

#include "doc/conllu.h"
#include "event/clause.h"
#include "event/draft.h"
#include "event/prospect.h"
#include "event/side.h"
#include "event/watch.h"
#include "language/language.h"
#include "page/page.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    SENTENCES_MOST = 1 << 20,
    ACTS_MOST = 24,
    TOKENS_MOST = 4096,
    QUARTERS = 4,
    FORM_MOST = 256,
    WINDOW = 2,
};

typedef struct coded_act {
    text trigger;
    uint8_t type;
} coded_act;

typedef struct coded {
    coded_act acts[ACTS_MOST];
    uint32_t n;
} coded;

typedef struct trainer {
    const uh_model *model;
    arena memory;
    map known; // sent_id to coded[]
    coded *coded;
    uint32_t n_coded, coded_cap;
    vectors vectors;
    samples samples;
    int64_t current; // coded sentence at hand, -1 none
    uint32_t seen;   // sentence of the tree that was last looked at
    bool fresh;
    uint8_t label[TOKENS_MOST];
    doc text_of, doc;
} trainer;

/* ---- the coded sentences ---- */

/* What stands before a mark, or all; rest becomes what stands behind. */
static text take_until(text *rest, char mark) {
    size_t n = 0;
    while (n < rest->len && rest->at[n] != mark)
        n++;
    text out = text_cut(*rest, 0, n);
    *rest = text_cut(*rest, n < rest->len ? n + 1 : n, rest->len);
    return out;
}

static void read_coded(trainer *t, const char *path, buffer *file) {
    *file = file_need(path);
    text rest = buffer_view(file);
    coded *last = NULL;
    while (rest.len) {
        text line = take_until(&rest, '\n'), first = take_until(&line, '\t');
        if (text_equal(first, TEXT("s"))) {
            if (t->n_coded == t->coded_cap) {
                t->coded_cap = t->coded_cap ? 2 * t->coded_cap : 1 << 14;
                t->coded = gold_need(realloc(t->coded, t->coded_cap * sizeof *t->coded));
            }
            if (!map_put(&t->known, &t->memory, hash_text(line), t->n_coded))
                gold_die("out of", "memory");
            last = &t->coded[t->n_coded++];
            last->n = 0;
        } else if (last && last->n < ACTS_MOST) {
            event_type type = plover_type(take_until(&line, '\t'));
            if (type)
                last->acts[last->n++] = (coded_act){ first, (uint8_t)type };
        }
    }
}

/* ---- which words they mean ---- */

/* Lower case, with straight apostrophes. */
static text plain(text form, char out[FORM_MOST]) {
    size_t n = 0;
    for (size_t i = 0; i < form.len && n + 1 < FORM_MOST; i++) {
        if (text_starts(text_cut(form, i, form.len), TEXT("\xe2\x80\x99"))) {
            out[n++] = '\'';
            i += 2;
        } else {
            out[n++] =
                (char)(form.at[i] >= 'A' && form.at[i] <= 'Z' ? form.at[i] + 32 : form.at[i]);
        }
    }
    return (text){ out, n };
}

/* The node of a trigger, "word" or "word#2"; -1: it does not stand there. */
static int32_t find_word(const coder *c, text trigger) {
    char a[FORM_MOST], b[FORM_MOST];
    int want = 1;
    if (trigger.len > 2 && trigger.at[trigger.len - 2] == '#') {
        want = trigger.at[trigger.len - 1] - '0';
        trigger.len -= 2;
    }
    text word = plain(trigger, a);
    for (int32_t i = 0; i < c->tree.n; i++)
        if (text_equal(word, plain(tree_form(&c->tree, i), b)) && --want == 0)
            return i;
    for (int32_t i = 0; i < c->tree.n; i++) {
        text form = plain(tree_form(&c->tree, i), b);
        if (word.len > 3 && text_starts(form, word))
            return i;
    }
    return -1;
}

static bool has_trigger(const int32_t *nodes, const coded *k, uint8_t type, int32_t at) {
    for (uint32_t i = 0; i < k->n; i++)
        if (k->acts[i].type == type && nodes[i] == at)
            return true;
    return false;
}

/* Labels the words of acts. An act that a draft tells by another word than the coder's is taken as
 * told by that one. */
static void label_words(trainer *t, const coder *c) {
    const coded *k = &t->coded[t->current];
    int32_t nodes[ACTS_MOST];
    memset(t->label, 0, sizeof t->label);
    for (uint32_t i = 0; i < k->n; i++) {
        nodes[i] = find_word(c, k->acts[i].trigger);
        if (nodes[i] >= 0 && nodes[i] < TOKENS_MOST && !t->label[nodes[i]])
            t->label[nodes[i]] = k->acts[i].type;
    }
    for (uint32_t i = 0; i < k->n; i++) {
        uint8_t type = k->acts[i].type;
        bool same = false, kept = false;
        for (uint32_t d = 0; d < c->n_drafts; d++)
            same |= c->drafts[d].type == type && has_trigger(nodes, k, type, c->drafts[d].trigger);
        for (uint32_t d = 0; d < c->n_drafts && !same; d++) {
            const draft *one = &c->drafts[d];
            if (one->type != type || t->label[one->trigger])
                continue;
            t->label[one->trigger] = type;
            kept |= !one->dropped;
        }
        if (kept && nodes[i] >= 0 && t->label[nodes[i]] == type)
            t->label[nodes[i]] = 0;
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
    *x = (sample){ .first = s->n_signs,
                   .n_signs = from->n,
                   .sentence = (uint32_t)t->current,
                   .label = at < TOKENS_MOST ? t->label[at] : 0 };
    memcpy(x->words, from->words, sizeof x->words);
    memcpy(s->signs + s->n_signs, from->at, from->n * sizeof *from->at);
    s->n_signs += from->n;
    for (uint32_t i = 0; i < c->n_drafts && x->n_drafts < SAMPLE_DRAFTS; i++)
        if (c->drafts[i].trigger == at)
            x->drafts[x->n_drafts++] = (sample_draft){ c->drafts[i].type, c->drafts[i].dropped };
}

static void see(void *to, coder *c, int32_t at, const signs *from) {
    trainer *t = to;
    if (t->fresh || t->seen != c->tree.sentence) {
        t->fresh = false;
        t->seen = c->tree.sentence;
        add_contexts(t, c);
        if (t->current >= 0)
            label_words(t, c);
    }
    if (t->current >= 0)
        add_sample(t, c, at, from);
}

static void read_sentence(trainer *t, text lines, text id) {
    uint32_t number;
    doc *d = &t->doc;
    doc_reset(&t->text_of);
    if (conllu_read(&t->text_of, lines) != UH_OK)
        return;
    doc_reset(d);
    d->page.raw = text_trim(doc_text(&t->text_of, 0, t->text_of.text_len));
    d->page.media = MEDIA_ARTICLE;
    t->current = map_get(&t->known, hash_text(id), &number) ? (int64_t)number : -1;
    t->fresh = true;
    if (page_read(t->model, d) != UH_OK || language_sentences(t->model, d) != UH_OK ||
        prospect_find(t->model, d) != UH_OK || language_trees(t->model, d) != UH_OK ||
        coder_watched(t->model, d, language_tree, see, t) != UH_OK)
        gold_die("cannot code", "a sentence");
}

static void read_trees(trainer *t, const char *path) {
    buffer file = file_need(path);
    text rest = buffer_view(&file), id = TEXT("");
    const char *start = rest.at;
    while (rest.len) {
        text line = take_until(&rest, '\n');
        if (text_starts(line, TEXT("# sent_id = ")))
            id = text_cut(line, 12, line.len);
        if (line.len)
            continue;
        read_sentence(t, (text){ start, (size_t)(rest.at - start) }, id);
        start = rest.at;
    }
    buffer_free(&file);
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
    uint32_t *now = gold_need(calloc(t->n_coded, sizeof *now));
    uint32_t *old = gold_need(calloc(t->n_coded, sizeof *old));
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
    for (uint32_t i = 0; i < t->n_coded; i++) {
        uint32_t gold = 0;
        for (uint32_t k = 0; k < t->coded[i].n; k++)
            gold |= (uint32_t)1 << t->coded[i].acts[k].type;
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
    bool *takes = gold_need(malloc(t->n_coded * sizeof *takes));
    buffer section = { 0 };
    hunch h;
    for (uint32_t i = 0; i < t->n_coded; i++)
        takes[i] = hash_mix(i, 5) % QUARTERS != 0;
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
    uh_model *model;
    uh_error error;
    buffer file = { 0 }, out = { 0 };
    if (argc < 4)
        gold_die("usage: train_hunch", "OUT.bin CODED.tsv TREES.conllu ...");
    if (uh_model_open(NULL, &model, &error) != UH_OK)
        gold_die("cannot open", "the model");
    t.model = model;
    t.memory.limit = (size_t)1 << 30;
    vectors_open(&t.vectors);
    gold_doc(&t.doc);
    gold_doc(&t.text_of);
    read_coded(&t, argv[2], &file);
    for (int i = 3; i < argc; i++)
        read_trees(&t, argv[i]);
    fprintf(stderr, "%u coded sentences, %zu words of them, %zu contexts\n", t.n_coded, t.samples.n,
            t.vectors.n_pairs);
    vectors_fit(&t.vectors);
    fit_and_measure(&t);
    fit(&t.samples, NULL, &t.vectors, &out);
    FILE *to = fopen(argv[1], "wb");
    if (!to || fwrite(out.at, 1, out.len, to) != out.len || fclose(to) != 0)
        gold_die("cannot write", argv[1]);
    buffer_free(&out);
    buffer_free(&file);
    uh_model_close(model);
    return 0;
}
