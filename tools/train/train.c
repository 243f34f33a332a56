/* train.c - trains the tagger, the names and the parser from the files named on the command line
 * and writes the weights. One thread, one seed: the same files give the same bytes. */
#include "corpus.h"
#include "file.h"
#include "learn.h"
#include "matrix.h"
#include "net.h"
#include "quantise.h"
#include "rng.h"
#include "score.h"
#include "vary.h"
#include "vote.h"

#include "doc/doc.h"
#include "language/parse.h"
#include "model/weights.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { DOCUMENT = 40, FILES_MOST = 32, WARM_UP = 200, REPORT_EVERY = 2000 };

static const unsigned UNSET = ~0u;

static const double PI = 3.14159265358979323846;

static void fail(const char *what, const char *path) {
    fprintf(stderr, "train: %s %s\n", what, path);
    exit(1);
}

typedef struct files {
    const char *path[FILES_MOST];
    size_t n;
} files;

typedef struct settings {
    files gold, silver, names, tests;
    const char *out;         // weights
    const char *from, *save; // parameters as floats, to start from and to keep
    const char *lists;       // names that are known
    const char *weights;     // of a network that labels names in the silver text, into label_out
    const char *label_out, *silver_names;
    shape shape;
    learn_options learn;
    vary_options vary;
    double rate, norm_most;
    unsigned first_reach,
        reach; // of the first convolution and of the others; unset: all of a state
    unsigned seed, batch, epochs, gold_copies, name_copies, last_epochs;
    double silver_share;
} settings;

/* Samples of one epoch: pointers into corpora, shuffled. */
typedef struct deck {
    struct {
        const corpus *from;
        const sample *sample;
    } * card;
    size_t n, cap;
} deck;

static void deck_add(deck *d, const corpus *c, size_t n, unsigned copies) {
    size_t need = d->n + n * copies;
    if (need > d->cap) {
        d->cap = need;
        d->card = realloc(d->card, need * sizeof *d->card);
        if (!d->card)
            abort();
    }
    for (unsigned k = 0; k < copies; k++)
        for (size_t i = 0; i < n; i++) {
            d->card[d->n].from = c;
            d->card[d->n++].sample = &c->samples[i];
        }
}

static void deck_shuffle(deck *d, rng *r) {
    for (size_t i = d->n; i-- > 1;) {
        size_t j = rng_below(r, (uint32_t)i + 1);
        __typeof__(*d->card) keep = d->card[i];
        d->card[i] = d->card[j];
        d->card[j] = keep;
    }
}

/* Everything a run holds. */
typedef struct trainer {
    settings set;
    inventory labels;
    corpus gold, silver, names;
    corpus test[FILES_MOST];
    rng random;
    network *net;
    learner *learner;
    vary *vary;
    size_t step, steps; // taken and planned
} trainer;

static double rate_now(const trainer *t) {
    if (t->step < WARM_UP)
        return t->set.rate * (double)t->step / WARM_UP;
    double done = (double)t->step / (double)t->steps;
    return t->set.rate * 0.5 * (1 + matrix_cosine(PI * (done < 1 ? done : 1)));
}

static void run_epoch(trainer *t, const deck *d, unsigned number) {
    learn_report report = { 0 };
    learn_options learn = t->set.learn;
    for (size_t i = 0; i < d->n; i++) {
        const sample *s = d->card[i].sample;
        size_t n = s->n;
        const word *words = vary_sentence(t->vary, &t->set.vary, &t->random,
                                          d->card[i].from->words + s->first, &n, s->has_tree);
        learn.explore = t->step * 14 < t->steps ? 0 : t->set.learn.explore;
        learner_sentence(t->learner, words, n, s->has_tree, s->has_names, &learn, &report);
        if ((i + 1) % t->set.batch == 0)
            net_step(t->net, (float)rate_now(t), t->set.norm_most), t->step++;
        if ((i + 1) % (REPORT_EVERY * (size_t)t->set.batch) == 0 || i + 1 == d->n)
            fprintf(stderr, "epoch %u %zu/%zu tag %.4f (%.2f) move %.4f name %.4f\n", number, i + 1,
                    d->n, report.tag_loss / ((double)report.tags + 1),
                    100.0 * (double)report.tags_right / ((double)report.tags + 1),
                    report.move_loss / ((double)report.moves + 1),
                    report.name_loss / ((double)report.names + 1));
    }
}

static void test_all(trainer *t) {
    word said[CORPUS_SENTENCE_MOST];
    for (size_t f = 0; f < t->set.tests.n; f++) {
        const corpus *c = &t->test[f];
        score s = { 0 };
        for (size_t i = 0; i < c->n_samples; i++) {
            const sample *one = &c->samples[i];
            const word *gold = c->words + one->first;
            learner_predict(t->learner, gold, one->n, one->has_tree, one->has_names, said);
            score_sentence(&s, &t->labels, gold, said, one->n, one->has_tree);
        }
        score_print(&s, t->set.tests.path[f], c->samples[0].has_tree, stdout);
    }
}

static size_t share_of(size_t n, double share) {
    return (size_t)((double)n * share);
}

static void train(trainer *t) {
    const settings *set = &t->set;
    deck all = { 0 }, last = { 0 };
    deck_add(&all, &t->silver, share_of(t->silver.n_samples, set->silver_share), 1);
    deck_add(&all, &t->gold, t->gold.n_samples, set->gold_copies);
    deck_add(&all, &t->names, t->names.n_samples, set->name_copies);
    deck_add(&last, &t->gold, t->gold.n_samples, 1);
    deck_add(&last, &t->names, t->names.n_samples, 1);
    t->steps = (all.n * set->epochs + last.n * set->last_epochs) / set->batch;
    for (unsigned e = 0; e < set->epochs + set->last_epochs; e++) {
        deck *d = e < set->epochs ? &all : &last;
        deck_shuffle(d, &t->random);
        run_epoch(t, d, e);
    }
    free(all.card);
    free(last.card);
}

/* Adds a sentence to a document, so that what is measured is what is shipped. */
static void put_words(doc *d, const word *words, size_t n) {
    sentence *s = doc_add_sentence(d);
    if (s)
        s->first = d->n_tokens;
    for (size_t i = 0; i < n && s; i++) {
        token *t = doc_add_token(d);
        if (!t)
            fail("out of memory", "");
        t->start = d->text_len;
        doc_add_text(d, words[i].form, 0, false);
        t->end = d->text_len;
    }
    if (s)
        s->n_tokens = (uint32_t)n;
}

static void take_words(const doc *d, const sentence *s, inventory *labels, word *said) {
    char name[64];
    for (uint32_t i = 0; i < s->n_tokens; i++) {
        const token *t = &d->tokens[s->first + i];
        int len = snprintf(name, sizeof name, "%s|%s", upos_name((upos)t->upos),
                           xpos_name((xpos)t->xpos));
        said[i].tag = labels_number(&labels->tags, (text){ name, (size_t)len });
        said[i].head = t->head == NO_INDEX ? -1 : (int16_t)t->head;
        said[i].relation =
            labels_number(&labels->relations, text_of(relation_name((relation)t->relation)));
        said[i].name = labels_number(&labels->names, text_of(name_tag_name((name_tag)t->name)));
    }
}

static double cpu_seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* Parses samples [from, to) as one document; returns the seconds that the network took. */
static double parse_samples(const corpus *c, size_t from, size_t to, const weights *w, doc *d) {
    doc_reset(d);
    for (size_t i = from; i < to; i++)
        put_words(d, c->words + c->samples[i].first, c->samples[i].n);
    double start = cpu_seconds();
    if (parse_sentences(w, KERNEL_BEST, d, NULL))
        fail("cannot parse", "");
    return cpu_seconds() - start;
}

static unsigned char *read_weights(const char *path, weights *w) {
    buffer file = file_need(path);
    size_t room = (file.len + WEIGHTS_ALIGN) / WEIGHTS_ALIGN * WEIGHTS_ALIGN;
    unsigned char *bytes = aligned_alloc(WEIGHTS_ALIGN, room);
    uh_error error;
    if (!bytes || file.len == 0)
        fail("cannot read", path);
    memcpy(bytes, file.at, file.len);
    if (weights_read((text){ (const char *)bytes, file.len }, w, &error))
        fail(error.message, path);
    buffer_free(&file);
    return bytes;
}

/* Labels the names of the silver text and ends. */
static void label_silver(trainer *t, vote *v) {
    weights w;
    unsigned char *bytes = read_weights(t->set.weights, &w);
    word said[CORPUS_SENTENCE_MOST];
    doc d;
    doc_open(&d, 0);
    for (size_t i = 0; i < t->silver.n_samples; i++) {
        word *words = t->silver.words + t->silver.samples[i].first;
        parse_samples(&t->silver, i, i + 1, &w, &d);
        take_words(&d, d.sentences, &t->labels, said);
        for (size_t k = 0; k < t->silver.samples[i].n; k++)
            words[k].name = said[k].name;
    }
    vote_titles(v, &t->silver);
    vote_groups(v, &t->silver);
    vote_names(v, &t->silver);
    corpus_write_names(&t->silver, &t->labels.names,
                       t->set.label_out ? t->set.label_out : "/dev/stdout");
    doc_free(&d);
    free(bytes);
    exit(0);
}

static void load(trainer *t) {
    settings *set = &t->set;
    labels_number(&t->labels.names, TEXT("O"));
    for (size_t i = 0; i < set->gold.n; i++)
        corpus_add(&t->gold, set->gold.path[i], &t->labels);
    for (size_t i = 0; i < set->silver.n; i++)
        corpus_add(&t->silver, set->silver.path[i], &t->labels);
    for (size_t i = 0; i < set->names.n; i++)
        corpus_add(&t->names, set->names.path[i], &t->labels);
    vote *v = vote_new(&t->labels);
    if (set->lists)
        vote_list(v, set->lists);
    vote_titles(v, &t->names);
    vote_groups(v, &t->names);
    if (set->weights)
        label_silver(t, v);
    else if (set->silver_names)
        corpus_read_names(&t->silver, &t->labels.names, set->silver_names);
    vote_free(v);
    t->labels.tags.closed = t->labels.relations.closed = t->labels.names.closed = true;
    for (size_t i = 0; i < set->tests.n; i++)
        corpus_add(&t->test[i], set->tests.path[i], &t->labels);
    set->shape.n_tags = t->labels.tags.n;
    set->shape.n_relations = t->labels.relations.n;
    set->shape.n_names = t->labels.names.n;
    fprintf(stderr, "train: %zu + %zu + %zu words, %u tags, %u relations, %u name labels\n",
            t->gold.n_words, t->silver.n_words, t->names.n_words, t->labels.tags.n,
            t->labels.relations.n, t->labels.names.n);
}

static void test_weights(trainer *t, const weights *w, size_t f) {
    const corpus *c = &t->test[f];
    word said[CORPUS_SENTENCE_MOST];
    score s = { 0 };
    double seconds = 0;
    doc d;
    doc_open(&d, 0);
    for (size_t from = 0; from < c->n_samples; from += DOCUMENT) {
        size_t to = from + DOCUMENT < c->n_samples ? from + DOCUMENT : c->n_samples;
        seconds += parse_samples(c, from, to, w, &d);
        for (size_t i = from; i < to; i++) {
            take_words(&d, &d.sentences[i - from], &t->labels, said);
            score_sentence(&s, &t->labels, c->words + c->samples[i].first, said, c->samples[i].n,
                           c->samples[i].has_tree);
        }
    }
    doc_free(&d);
    printf("int8 %.0f words/s ", (double)s.words / seconds);
    score_print(&s, t->set.tests.path[f], c->samples[0].has_tree, stdout);
    if (c->samples[0].has_tree)
        score_relations(&s, &t->labels, stdout);
}

static void finish(trainer *t) {
    size_t size;
    uh_error error;
    weights w;
    unsigned char *bytes = quantise(t->net, t->learner, &t->labels, &t->gold, &size);
    if (weights_read((text){ (const char *)bytes, size }, &w, &error))
        fail(error.message, "");
    for (size_t f = 0; f < t->set.tests.n; f++)
        test_weights(t, &w, f);
    FILE *file = t->set.out ? fopen(t->set.out, "wb") : NULL;
    if (t->set.out && (!file || fwrite(bytes, 1, size, file) != size || fclose(file)))
        fail("cannot write", t->set.out);
    free(bytes);
}

/* ---- command line ---- */

static const char usage[] =
    "usage: train [--gold F]... [--silver F]... [--names F]... [--test F]... [--out F]\n"
    "             [--from F] [--save F] [--lists F] [--silver-names F] [--NAME NUMBER]...\n"
    "       train --silver F... --lists F --weights F --label-out F\n"
    "       train --weights F --test F...\n"
    "numbers: seed width hidden layers name-layers first-reach reach slot-width word-bits\n"
    "         affix-bits epochs last-epochs gold-copies name-copies batch rate norm drop word-drop "
    "explore name-scale recase headline "
    "drop-stop\n"
    "         silver-share\n";

typedef struct number_option {
    const char *name;
    unsigned *whole;
    double *real;
    float *single;
} number_option;

static bool set_number(settings *s, const char *name, const char *value) {
    const number_option options[] = {
        { .name = "seed", .whole = &s->seed },
        { .name = "width", .whole = &s->shape.width },
        { .name = "hidden", .whole = &s->shape.hidden },
        { .name = "layers", .whole = &s->shape.layers },
        { .name = "name-layers", .whole = &s->shape.name_layers },
        { .name = "first-reach", .whole = &s->first_reach },
        { .name = "reach", .whole = &s->reach },
        { .name = "slot-width", .whole = &s->shape.slot_width },
        { .name = "word-bits", .whole = &s->shape.tables.word_bits },
        { .name = "affix-bits", .whole = &s->shape.tables.affix_bits },
        { .name = "epochs", .whole = &s->epochs },
        { .name = "last-epochs", .whole = &s->last_epochs },
        { .name = "gold-copies", .whole = &s->gold_copies },
        { .name = "name-copies", .whole = &s->name_copies },
        { .name = "batch", .whole = &s->batch },
        { .name = "rate", .real = &s->rate },
        { .name = "norm", .real = &s->norm_most },
        { .name = "silver-share", .real = &s->silver_share },
        { .name = "drop", .single = &s->learn.drop },
        { .name = "word-drop", .single = &s->learn.word_drop },
        { .name = "explore", .single = &s->learn.explore },
        { .name = "name-scale", .single = &s->learn.name_scale },
        { .name = "recase", .single = &s->vary.recase },
        { .name = "headline", .single = &s->vary.headline },
        { .name = "drop-stop", .single = &s->vary.drop_stop },
    };
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        if (strcmp(options[i].name, name))
            continue;
        double x = strtod(value, NULL);
        if (options[i].whole)
            *options[i].whole = (unsigned)x;
        if (options[i].real)
            *options[i].real = x;
        if (options[i].single)
            *options[i].single = (float)x;
        return true;
    }
    return false;
}

static bool set_file(settings *s, const char *name, const char *value) {
    const struct {
        const char *name;
        files *files;
    } options[] = { { "gold", &s->gold },
                    { "silver", &s->silver },
                    { "names", &s->names },
                    { "test", &s->tests } };
    const struct {
        const char *name, **path;
    } single[] = { { "out", &s->out },
                   { "from", &s->from },
                   { "save", &s->save },
                   { "lists", &s->lists },
                   { "weights", &s->weights },
                   { "label-out", &s->label_out },
                   { "silver-names", &s->silver_names } };
    for (size_t i = 0; i < sizeof single / sizeof *single; i++)
        if (strcmp(name, single[i].name) == 0) {
            *single[i].path = value;
            return true;
        }
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        if (strcmp(name, options[i].name) == 0 && options[i].files->n < FILES_MOST) {
            options[i].files->path[options[i].files->n++] = value;
            return true;
        }
    return false;
}

static void read_settings(int argc, char **argv, settings *s) {
    *s = (settings){
        .shape = { .width = 96, .hidden = 64, .layers = 3, .name_layers = 1, .tables = { 15, 11 } },
        .learn = { .drop = 0.2f, .word_drop = 0.1f, .explore = 0.8f, .name_scale = 1 },
        .vary = { .recase = 0.15f, .headline = 0.03f, .drop_stop = 0.03f },
        .first_reach = UNSET,
        .reach = UNSET,
        .rate = 2e-3,
        .norm_most = 80,
        .seed = 1,
        .batch = 16,
        .epochs = 6,
        .last_epochs = 2,
        .gold_copies = 2,
        .name_copies = 1,
        .silver_share = 1,
    };
    for (int i = 1; i < argc; i += 2) {
        const char *name = argv[i] + 2;
        bool known = strncmp(argv[i], "--", 2) == 0 && i + 1 < argc;
        if (!known || !(set_file(s, name, argv[i + 1]) || set_number(s, name, argv[i + 1]))) {
            fputs(usage, stderr);
            exit(2);
        }
    }
}

/* What a network sees of neighbours and of states where the command line does not say. */
static void complete_shape(settings *s) {
    shape *to = &s->shape;
    to->slot_width = to->slot_width ? to->slot_width : to->width;
    for (uint32_t l = 0; l < to->layers + to->name_layers; l++) {
        unsigned reach = l ? s->reach : s->first_reach;
        to->reach[l] = reach == UNSET ? to->width : reach;
    }
}

/* Tests weights as they are, without training. */
static void test_only(trainer *t) {
    weights w;
    unsigned char *bytes = read_weights(t->set.weights, &w);
    labels_number(&t->labels.names, TEXT("O"));
    for (size_t f = 0; f < t->set.tests.n; f++) {
        corpus_add(&t->test[f], t->set.tests.path[f], &t->labels);
        test_weights(t, &w, f);
        corpus_free(&t->test[f]);
    }
    free(bytes);
}

int main(int argc, char **argv) {
    trainer t = { 0 };
    read_settings(argc, argv, &t.set);
    if (t.set.weights && !t.set.label_out) {
        test_only(&t);
        return 0;
    }
    complete_shape(&t.set);
    load(&t);
    t.random = rng_start(t.set.seed);
    t.net = net_new(&t.set.shape, &t.random);
    t.learner = learner_new(t.net, &t.random);
    t.vary = vary_new(&t.labels);
    if (t.set.from && !net_load(t.net, t.set.from))
        fail("cannot read", t.set.from);
    train(&t);
    if (t.set.save && !net_save(t.net, t.set.save))
        fail("cannot write", t.set.save);
    test_all(&t);
    finish(&t);
    vary_free(t.vary);
    learner_free(t.learner);
    net_free(t.net);
    corpus_free(&t.gold);
    corpus_free(&t.silver);
    corpus_free(&t.names);
    for (size_t i = 0; i < t.set.tests.n; i++)
        corpus_free(&t.test[i]);
    return 0;
}
