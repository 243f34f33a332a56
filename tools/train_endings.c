/* train_endings.c - trains the tables by which the splitter finds sentence ends:
 *   train_endings OUT TRAIN.conllu [DEV.conllu ...]
 * Each document's text is rebuilt, once run together in one block and in its paragraphs, and cut by
 * the library's own tokenizer; further documents are made of sentences that do not stand side by
 * side, so that both sides of an end are learnt apart. Candidates and features are ending.c's and
 * seam.c's, the latter with the weights that the library carries. A hidden layer of ENDING_HIDDEN
 * units over hashed rows, trained with AdaGrad (Duchi, Hazan and Singer 2011) and feature dropout,
 * one thread, fixed seed; then rounded to bytes. Prints F1 of whole sentences. */
#include "doc/conllu.h"
#include "language/ending.h"
#include "language/seam.h"
#include "language/token.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    H = ENDING_HIDDEN,
    FEATURES_ALL = ENDING_FEATURES + ENDING_MORE,
    ROWS_ALL = 2 * ENDING_ROWS,
    PARAGRAPHS = 2,   // times each document is taken by its paragraphs
    MADE = 2,         // times the sentences are taken in made-up documents
    MEAN_STEP = 2000, // examples between two weights that the mean is of
    PIECE = 30,       // sentences of one of these
    NEAR = 60,        // how far they come from
    PIECES_MOST = 400000,
    TEXT_MOST = 1 << 20, // bytes of a made-up document
};
static const float decay = 1e-3f;

/* How one of the two networks is trained. */
typedef struct recipe {
    const char *name;
    int features, rows, epochs;
    int drop; // of 100 features
    float rate;
    float shift; // of the last bias: more ends
} recipe;
static const recipe quick = { "quick", ENDING_FEATURES, ENDING_QUICK_ROWS, 8, 40, 0.04f, 0.1f };
static const recipe sure = { "sure", FEATURES_ALL, ROWS_ALL, 6, 45, 0.05f, 0.35f };

typedef struct example {
    uint16_t rows[FEATURES_ALL];
    uint8_t ends;
} example;

/* What the library knows that candidates are judged by. */
typedef struct knowledge {
    const lexicon *words;
    const weights *w;
} knowledge;

typedef struct examples {
    example *at;
    size_t n, cap;
    knowledge know;
} examples;

typedef struct network {
    float rows[ROWS_ALL][H], bias[H], out[H], out_bias;
    float rows_sum[ROWS_ALL][H], bias_sum[H], out_sum[H], out_bias_sum; // of squared gradients
} network;

static void die(const char *what, const char *which) {
    fprintf(stderr, "train_endings: cannot %s %s\n", what, which);
    exit(1);
}

static text read_file(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END) != 0)
        die("open", path);
    long size = ftell(file);
    rewind(file);
    char *bytes = malloc((size_t)size + 1);
    if (!bytes || fread(bytes, 1, (size_t)size, file) != (size_t)size)
        die("read", path);
    fclose(file);
    return (text){ bytes, (size_t)size };
}

static uint64_t next_random(uint64_t *state) { // xorshift64*
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * 0x2545f4914f6cdd1dULL;
}

/* ---- documents ---- */

/* Copies gold's text into d; flat: as one block with spaces for line ends. */
static void copy_text(const doc *gold, doc *d, bool flat) {
    doc_reset(d);
    if (!doc_add_text(d, doc_text(gold, 0, gold->text_len), 0, true))
        die("hold", "text");
    for (uint32_t i = 0; flat && i < d->text_len; i++)
        if (d->text[i] == '\n')
            d->text[i] = ' ';
    for (uint32_t i = 0; i < (flat ? 1 : gold->n_blocks); i++) {
        block *b = doc_add_block(d);
        if (!b)
            die("hold", "blocks");
        b->start = flat ? 0 : gold->blocks[i].start;
        b->end = flat ? d->text_len : gold->blocks[i].end;
    }
}

/* Marks the bytes at which gold sentences end. */
static uint8_t *gold_ends(const doc *gold) {
    uint8_t *ends = calloc(gold->text_len + 1, 1);
    if (!ends)
        die("hold", "ends");
    for (uint32_t i = 0; i < gold->n_sentences; i++)
        ends[gold->sentences[i].end] = 1;
    return ends;
}

typedef bool (*decide_fn)(void *context, const uint16_t rows[FEATURES_ALL], bool gold);

/* All features of a candidate, those of the parse too. */
static void fill_rows(ending_scan *s, seam *m, const doc *d, uint32_t i,
                      uint16_t rows[FEATURES_ALL]) {
    uint32_t hashes[ENDING_MORE], from, end = ending_stretch(s, i, SEAM_SIDE, &from);
    ending_features(s, i, rows);
    seam_features(m, d, from, i, end, hashes);
    for (int f = 0; f < ENDING_MORE; f++)
        rows[ENDING_FEATURES + f] = (uint16_t)(ENDING_ROWS + hashes[f] % ENDING_ROWS);
}

/* Walks all candidates of a document in order; decide says which end, got gets the ends by byte. */
static void walk(knowledge know, doc *d, const uint8_t *ends, decide_fn decide, void *context,
                 uint8_t *got) {
    ending_scan s;
    seam m;
    uint16_t rows[FEATURES_ALL];
    uint32_t *first = malloc((d->n_blocks + 1) * sizeof *first);
    if (!first)
        die("hold", "blocks");
    for (uint32_t i = 0; i < d->n_blocks; i++) {
        first[i] = d->n_tokens;
        if (token_cut(d, d->blocks[i].start, d->blocks[i].end))
            die("cut", "text");
    }
    first[d->n_blocks] = d->n_tokens;
    if (!ending_open(&s, know.words, d, d->n_blocks == 1) || !seam_open(&m, know.w, &d->scratch))
        die("hold", "words");
    for (uint32_t b = 0; b < d->n_blocks; b++) {
        ending_block(&s, first[b], first[b + 1]);
        for (uint32_t i = first[b]; i < first[b + 1]; i++) {
            bool end = i + 1 == first[b + 1];
            if (!end && ending_possible(&s, i)) {
                fill_rows(&s, &m, d, i, rows);
                end = decide(context, rows, ends[d->tokens[i].end]);
            }
            if (end && got)
                got[d->tokens[i].end] = 1;
            ending_step(&s, i, end);
        }
    }
    free(first);
}

static bool gather(void *context, const uint16_t rows[FEATURES_ALL], bool gold) {
    examples *e = context;
    if (e->n == e->cap) {
        e->cap = e->cap ? e->cap * 2 : 1 << 16;
        e->at = realloc(e->at, e->cap * sizeof *e->at);
        if (!e->at)
            die("hold", "examples");
    }
    memcpy(e->at[e->n].rows, rows, sizeof e->at[e->n].rows);
    e->at[e->n++].ends = gold;
    return gold;
}

/* ---- the network ---- */

static void start(network *n, uint64_t *seed) {
    for (size_t r = 0; r < ROWS_ALL; r++)
        for (int j = 0; j < H; j++)
            n->rows[r][j] = ((float)(next_random(seed) >> 40) / (1 << 24) - 0.5f) * 0.1f;
    for (int j = 0; j < H; j++)
        n->out[j] = j % 2 ? 0.5f : -0.5f;
}

static void step(float rate, float *weight, float *sum, float gradient) {
    *sum += gradient * gradient;
    *weight -= rate * gradient / (sqrtf(*sum) + 1e-6f);
}

static double learn(network *n, const recipe *how, const example *e, uint64_t *seed) {
    float hidden[H], y = n->out_bias, rate = how->rate;
    uint16_t kept[FEATURES_ALL];
    int n_kept = 0;
    for (int f = 0; f < how->features; f++)
        if ((int)(next_random(seed) % 100) >= how->drop)
            kept[n_kept++] = (uint16_t)(e->rows[f] % how->rows);
    memcpy(hidden, n->bias, sizeof hidden);
    for (int f = 0; f < n_kept; f++)
        for (int j = 0; j < H; j++)
            hidden[j] += n->rows[kept[f]][j];
    for (int j = 0; j < H; j++)
        y += hidden[j] > 0 ? hidden[j] * n->out[j] : 0;
    float error = 1.0f / (1.0f + expf(-y)) - (float)e->ends;
    for (int j = 0; j < H; j++) {
        float back = hidden[j] > 0 ? error * n->out[j] : 0;
        if (hidden[j] > 0)
            step(rate, &n->out[j], &n->out_sum[j], error * hidden[j]);
        if (back == 0)
            continue;
        step(rate, &n->bias[j], &n->bias_sum[j], back);
        for (int f = 0; f < n_kept; f++)
            step(rate, &n->rows[kept[f]][j], &n->rows_sum[kept[f]][j],
                 back + decay * n->rows[kept[f]][j]);
    }
    step(rate, &n->out_bias, &n->out_bias_sum, error);
    return (double)log1pf(expf(e->ends ? -y : y));
}

static int rounded(float x, int most) {
    float r = x < 0 ? x - 0.5f : x + 0.5f;
    return r > (float)most ? most : r < -(float)most ? -most : (int)r;
}

/* Rounds a network to whole numbers; dropped features are made up for. */
static void round_network(const network *n, const recipe *how, ending_layer *l, int8_t rows[][H]) {
    float kept = (float)(100 - how->drop) / 100;
    for (int r = 0; r < how->rows; r++)
        for (int j = 0; j < H; j++)
            rows[r][j] = (int8_t)rounded(n->rows[r][j] * ENDING_SCALE * kept, 127);
    for (int j = 0; j < H; j++) {
        l->bias[j] = (int16_t)rounded(n->bias[j] * ENDING_SCALE, 32000);
        l->out[j] = (int16_t)rounded(n->out[j] * ENDING_SCALE, 32000);
    }
    l->out_bias = rounded((n->out_bias + how->shift) * ENDING_SCALE * ENDING_SCALE, 1 << 30);
}

/* ---- measuring ---- */

typedef struct judge {
    const ending_table *table;
    uint64_t n, open;
} judge;

static bool decide(void *context, const uint16_t rows[FEATURES_ALL], bool gold) {
    (void)gold;
    judge *j = context;
    int32_t score = ending_quick(j->table, rows);
    bool open = score < ENDING_OPEN && score > -ENDING_OPEN;
    j->n++;
    j->open += open;
    return (open ? ending_sure(j->table, rows) : score) > 0;
}

typedef struct score {
    uint64_t right, gold, found;
} score;

static void compare(const doc *d, const uint8_t *gold, const uint8_t *got, score *s) {
    bool same_start = true;
    for (uint32_t i = 0; i <= d->text_len; i++) {
        s->gold += gold[i];
        s->found += got[i];
        s->right += gold[i] && got[i] && same_start;
        if (gold[i] || got[i])
            same_start = gold[i] && got[i];
    }
}

static double measure(knowledge know, const char *path, bool flat, judge *j) {
    text file = read_file(path);
    doc gold, d;
    score s = { 0 };
    doc_open(&gold, (size_t)1 << 30);
    doc_open(&d, (size_t)1 << 30);
    for (size_t at = 0; at < file.len;) {
        size_t n = conllu_document(text_cut(file, at, file.len));
        doc_reset(&gold);
        if (conllu_read(&gold, text_cut(file, at, at + n)) == UH_OK) {
            uint8_t *ends = gold_ends(&gold), *got = calloc(gold.text_len + 1, 1);
            copy_text(&gold, &d, flat);
            walk(know, &d, ends, decide, j, got);
            compare(&gold, ends, got, &s);
            free(ends);
            free(got);
        }
        at += n;
    }
    doc_free(&gold);
    doc_free(&d);
    free((void *)(uintptr_t)file.at);
    return 2.0 * (double)s.right / (double)(s.gold + s.found);
}

static void gather_file(const char *path, examples *e) {
    text file = read_file(path);
    doc gold, d;
    doc_open(&gold, (size_t)1 << 30);
    doc_open(&d, (size_t)1 << 30);
    for (size_t at = 0; at < file.len;) {
        size_t n = conllu_document(text_cut(file, at, file.len));
        doc_reset(&gold);
        if (conllu_read(&gold, text_cut(file, at, at + n)) == UH_OK) {
            uint8_t *ends = gold_ends(&gold);
            for (int k = 0; k < 1 + PARAGRAPHS; k++) {
                copy_text(&gold, &d, k == 0);
                walk(e->know, &d, ends, gather, e, NULL);
            }
            free(ends);
        }
        at += n;
    }
    doc_free(&gold);
    doc_free(&d);
    free((void *)(uintptr_t)file.at);
}

typedef struct pieces {
    text *at; // [PIECES_MOST] sentences
    size_t n;
    arena memory;
} pieces;

static void add_pieces(pieces *p, const doc *gold) {
    for (uint32_t i = 0; i < gold->n_sentences; i++) {
        const sentence *s = &gold->sentences[i];
        if (p->n == PIECES_MOST)
            die("hold", "so many sentences");
        p->at[p->n++] = arena_text(&p->memory, doc_text(gold, s->start, s->end));
    }
}

/* One document of sentences from around a place in the file. */
static void make_document(const pieces *p, size_t from, doc *d, uint8_t *ends, uint64_t *seed) {
    doc_reset(d);
    memset(ends, 0, TEXT_MOST);
    for (size_t k = 0; k < PIECE; k++) {
        size_t at = from + k + next_random(seed) % (2 * NEAR);
        at = at < NEAR ? 0 : at - NEAR < p->n ? at - NEAR : p->n - 1;
        if (d->text_len + p->at[at].len + 1 >= TEXT_MOST || !doc_add_text(d, p->at[at], 0, true))
            die("hold", "a made-up document");
        ends[d->text_len] = 1;
        doc_add_text(d, TEXT(" "), 0, true);
    }
    block *b = doc_add_block(d);
    if (!b)
        die("hold", "blocks");
    b->end = d->text_len;
}

/* Makes documents of sentences that stand near one another in the file but not side by side. */
static void augment(const char *path, examples *e, uint64_t *seed) {
    text file = read_file(path);
    doc d;
    pieces p = { .at = calloc(PIECES_MOST, sizeof(text)), .memory = { .limit = (size_t)1 << 30 } };
    uint8_t *ends = malloc(TEXT_MOST);
    if (!p.at || !ends)
        die("hold", "sentences");
    doc_open(&d, (size_t)1 << 30);
    for (size_t at = 0; at < file.len;) {
        size_t n = conllu_document(text_cut(file, at, file.len));
        doc_reset(&d);
        if (conllu_read(&d, text_cut(file, at, at + n)) == UH_OK)
            add_pieces(&p, &d);
        at += n;
    }
    for (size_t k = 0; k < MADE * p.n; k += PIECE) {
        make_document(&p, k % p.n, &d, ends, seed);
        walk(e->know, &d, ends, gather, e, NULL);
    }
    doc_free(&d);
    free(ends);
    free(p.at);
    arena_free(&p.memory);
    free((void *)(uintptr_t)file.at);
}

static void shuffle(examples *e, uint64_t *seed) {
    for (size_t i = e->n; i > 1; i--) {
        size_t j = next_random(seed) % i;
        example swap = e->at[i - 1];
        e->at[i - 1] = e->at[j];
        e->at[j] = swap;
    }
}

static void save(const char *path, const ending_table *t) {
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(t, sizeof *t, 1, file) != 1 || fclose(file) != 0)
        die("write", path);
}

static examples gather_all(knowledge know, const char *path, uint64_t *seed) {
    examples e = { .know = know };
    gather_file(path, &e);
    augment(path, &e, seed);
    return e;
}

/* Adds the weights of n to a sum. */
static void add_weights(network *sum, const network *n) {
    for (size_t r = 0; r < ROWS_ALL; r++)
        for (int j = 0; j < H; j++)
            sum->rows[r][j] += n->rows[r][j];
    for (int j = 0; j < H; j++) {
        sum->bias[j] += n->bias[j];
        sum->out[j] += n->out[j];
    }
    sum->out_bias += n->out_bias;
}

static void divide_weights(network *sum, float by) {
    for (size_t r = 0; r < ROWS_ALL; r++)
        for (int j = 0; j < H; j++)
            sum->rows[r][j] /= by;
    for (int j = 0; j < H; j++) {
        sum->bias[j] /= by;
        sum->out[j] /= by;
    }
    sum->out_bias /= by;
}

/* Leaves in mean the weights' mean over the later half (Polyak and Juditsky 1992). */
static void train(const recipe *how, network *n, network *mean, examples *e, uint64_t *seed) {
    size_t all = (size_t)how->epochs * e->n;
    float taken = 0;
    start(n, seed);
    for (int epoch = 0; epoch < how->epochs; epoch++) {
        double loss = 0;
        shuffle(e, seed);
        for (size_t i = 0; i < e->n; i++) {
            loss += learn(n, how, &e->at[i], seed);
            if ((size_t)epoch * e->n + i > all / 2 && i % MEAN_STEP == 0) {
                add_weights(mean, n);
                taken++;
            }
        }
        printf("%s epoch %d  examples %zu  loss %.5f\n", how->name, epoch + 1, e->n,
               loss / (double)e->n);
    }
    divide_weights(mean, taken);
}

static void train_into(const recipe *how, examples *e, uint64_t *seed, ending_layer *l,
                       int8_t rows[][H]) {
    network *n = calloc(1, sizeof *n), *mean = calloc(1, sizeof *mean);
    if (!n || !mean)
        die("hold", "network");
    train(how, n, mean, e, seed);
    round_network(mean, how, l, rows);
    free(n);
    free(mean);
}

static void report(knowledge know, const ending_table *t, const char *path) {
    judge j = { .table = t };
    double flat = measure(know, path, true, &j), paragraphs = measure(know, path, false, &j);
    printf("%s: F1 of sentences %.4f run together, %.4f in paragraphs; %.3f of places parsed\n",
           path, flat, paragraphs, (double)j.open / (double)j.n);
}

int main(int argc, char **argv) {
    if (argc < 3) {
        fprintf(stderr, "usage: train_endings OUT TRAIN.conllu [DEV.conllu ...]\n");
        return 2;
    }
    uh_model *model;
    ending_table *t = calloc(1, sizeof *t);
    uint64_t seed = 88172645463325252ULL;
    if (!t || uh_model_open(NULL, &model, NULL) != UH_OK)
        die("open", "the model");
    knowledge know = { lexicon_of(model), model_weights(model) };
    if (!know.words || !know.w)
        die("find", "lexicon and weights");
    examples e = gather_all(know, argv[2], &seed);
    train_into(&quick, &e, &seed, &t->quick, t->quick_rows);
    train_into(&sure, &e, &seed, &t->sure, t->sure_rows);
    for (int i = 3; i < argc; i++)
        report(know, t, argv[i]);
    save(argv[1], t);
    free(e.at);
    free(t);
    uh_model_close(model);
    return 0;
}
