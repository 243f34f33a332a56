/* main.c - trains the weights of src/event/outlook.h:
 *   train_outlook OUT.bin CODED.tsv TREES.conllu ...
 * Every article of the CoNLL-U files (# article) is coded by the library that this is built with,
 * which must not have such weights yet. A sentence that may need a tree is a sample: whether it
 * tells of an act is known from CODED.tsv (coded.h) where it has the sentence, else by what the
 * coder takes from it; whether it holds a claim, by the coder. First fits without a quarter of the
 * articles and prints what the weights would leave out of these; then fits on all and writes. */
#include "fit.h"

#include "coded.h"
#include "file.h"
#include "gold.h"

#include "event/coder.h"
#include "event/prospect.h"
#include "language/language.h"
#include "page/page.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINES_MOST = 4096, QUARTERS = 4 };

enum { CODED_WEIGHT = 2 }; // of a sentence that was read, where one that was not has 1

/* A sentence of the article at hand. */
typedef struct line {
    size_t start; // in the article's text
    uint64_t id;
} line;

typedef struct trainer {
    const uh_model *model;
    coded_set coded;
    samples samples;
    buffer text;
    line lines[LINES_MOST];
    uint32_t n_lines, article;
    doc text_of, doc;
} trainer;

/* ---- samples ---- */

static bool has_act(const doc *d, uint32_t s) {
    for (uint32_t i = 0; i < d->n_events; i++)
        if (d->events[i].sentence == s)
            return true;
    return false;
}

static bool has_claim(const doc *d, uint32_t s) {
    for (uint32_t i = 0; i < d->n_claims; i++) {
        const claim *c = &d->claims[i];
        if (c->sentence == s && (c->speaker_code.n_codes || c->about.n_codes))
            return true;
    }
    return false;
}

static size_t place_of(const doc *d, uint32_t s) {
    return doc_source_of(d, d->sentences[s].start);
}

/* The line that a sentence is the whole of; NULL: it is a piece of one. */
static const line *line_of(const trainer *t, uint32_t s) {
    const doc *d = &t->doc;
    uint32_t n = t->n_lines;
    size_t at = place_of(d, s);
    while (n > 0 && t->lines[n - 1].start > at)
        n--;
    if (n == 0)
        return NULL;
    size_t start = t->lines[n - 1].start, end = n < t->n_lines ? t->lines[n].start : t->text.len;
    bool before = s > 0 && place_of(d, s - 1) >= start;
    bool behind = s + 1 < d->n_sentences && place_of(d, s + 1) < end;
    return before || behind ? NULL : &t->lines[n - 1];
}

static void add_sample(trainer *t, uint32_t density, uint32_t s) {
    uint32_t places[OUTLOOK_SIGNS_MOST], number = 0;
    doc *d = &t->doc;
    const line *from = line_of(t, s);
    bool read = from && map_get(&t->coded.known, from->id, &number);
    sample x = { .article = t->article, .read = read, .found = has_act(d, s) };
    x.weight = read ? CODED_WEIGHT : 1;
    x.is[OUTLOOK_ACT] = read ? t->coded.at[number].n > 0 : x.found;
    x.is[OUTLOOK_CLAIM] = has_claim(d, s);
    x.n = outlook_signs(model_actors(t->model), d, density, &d->sentences[s], places);
    x.n_tokens = d->sentences[s].n_tokens;
    samples_add(&t->samples, &x, places);
}

static void code_article(trainer *t) {
    doc *d = &t->doc;
    doc_reset(d);
    d->page.raw = buffer_view(&t->text);
    d->page.media = MEDIA_ARTICLE;
    if (page_read(t->model, d) != UH_OK || language_sentences(t->model, d) != UH_OK ||
        prospect_find(t->model, d) != UH_OK || language_trees(t->model, d) != UH_OK ||
        coder_run(t->model, d, language_tree) != UH_OK)
        gold_die("cannot code", "an article");
    uint32_t density = outlook_density(model_actors(t->model), d);
    for (uint32_t s = 0; s < d->n_sentences; s++)
        if (d->sentences[s].need == NEED_TREE)
            add_sample(t, density, s);
    t->text.len = 0;
    t->n_lines = 0;
    t->article++;
}

/* ---- articles ---- */

static void add_line(trainer *t, const coded_rows *rows) {
    text reads = coded_text(rows, &t->text_of);
    if (!reads.len || t->n_lines == LINES_MOST)
        return;
    t->lines[t->n_lines++] = (line){ t->text.len, hash_text(rows->id) };
    buffer_text(&t->text, reads);
    buffer_text(&t->text, TEXT("\n"));
}

static void read_trees(trainer *t, const char *path) {
    buffer file = file_need(path);
    text rest = buffer_view(&file), last = TEXT("");
    coded_rows rows = { .id = TEXT("") };
    while (coded_next(&rest, &rows)) {
        if (!text_equal(rows.article, last) && t->n_lines)
            code_article(t);
        last = rows.article;
        add_line(t, &rows);
    }
    if (t->n_lines)
        code_article(t);
    buffer_free(&file);
}

/* ---- measuring ---- */

/* Of how many something holds, and of how many of these that they are left out. */
typedef struct share {
    uint32_t n, out;
} share;

static void add_share(share *s, bool holds, bool out, uint32_t n) {
    s->n += holds ? n : 0;
    s->out += holds && out ? n : 0;
}

static double part(share s) {
    return s.out / (double)s.n;
}

static void measure(const samples *all, const bool *takes, const outlook *o) {
    share tokens = { 0 }, right = { 0 }, wrong = { 0 }, claims = { 0 };
    for (size_t i = 0; i < all->n; i++) {
        const sample *x = &all->at[i];
        if (takes[x->article])
            continue;
        bool dim = outlook_weighs_dim(o, all->places + x->first, x->n, x->n_tokens);
        add_share(&tokens, true, dim, x->n_tokens);
        add_share(&claims, x->is[OUTLOOK_CLAIM], dim, 1);
        add_share(&right, x->read && x->found && x->is[OUTLOOK_ACT], dim, 1);
        add_share(&wrong, x->read && x->found && !x->is[OUTLOOK_ACT], dim, 1);
    }
    fprintf(
        stderr,
        "left out: %.3f of the words, %.3f of %u sentences with a claim; of those with an event "
        "by the coder %.3f of %u that have one, %.3f of %u that have none\n",
        part(tokens), part(claims), claims.n, part(right), right.n, part(wrong), wrong.n);
}

static void fit_and_measure(const trainer *t) {
    bool *takes = gold_need(malloc(t->article * sizeof *takes));
    buffer section = { 0 };
    outlook o;
    for (uint32_t i = 0; i < t->article; i++)
        takes[i] = hash_mix(i, 5) % QUARTERS != 0;
    fit(&t->samples, takes, &section);
    if (!outlook_open(buffer_view(&section), &o))
        gold_die("cannot open", "the fitted weights");
    measure(&t->samples, takes, &o);
    buffer_free(&section);
    free(takes);
}

int main(int argc, char **argv) {
    static trainer t;
    buffer out = { 0 };
    if (argc < 4)
        gold_die("usage: train_outlook", "OUT.bin CODED.tsv TREES.conllu ...");
    uh_model *model = gold_model();
    if (model_outlook(model))
        gold_die("built with such weights already: remove", "models/outlook.bin");
    t.model = model;
    gold_doc(&t.doc);
    gold_doc(&t.text_of);
    coded_read(&t.coded, argv[2], NULL);
    for (int i = 3; i < argc; i++)
        read_trees(&t, argv[i]);
    fprintf(stderr, "%zu sentences of %u articles\n", t.samples.n, t.article);
    fit_and_measure(&t);
    fit(&t.samples, NULL, &out);
    gold_write(argv[1], &out);
    buffer_free(&out);
    coded_free(&t.coded);
    uh_model_close(model);
    return 0;
}
