/* train_endings.c - trains the table by which the splitter finds sentence ends:
 *   train_endings OUT LEXICON.bin TRAIN.conllu [DEV.conllu ...]
 * Each document's text is rebuilt, once run together in one block and in its paragraphs, and cut by
 * the library's own tokenizer; further documents are made of sentences that do not stand side by
 * side, so that both sides of an end are learnt apart. Candidates and features are ending.c's. A
 * hidden layer of ENDING_HIDDEN units over hashed rows, trained with AdaGrad (Duchi, Hazan and
 * Singer 2011) and feature dropout, one thread, fixed seed; then rounded to bytes. Prints F1 of
 * whole sentences. */
#include "doc/conllu.h"
#include "language/ending.h"
#include "language/token.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    H = ENDING_HIDDEN,
    EPOCHS = 8,
    DROP = 40,        // of 100 features
    PARAGRAPHS = 2,   // times each document is taken by its paragraphs
    MADE = 2,         // times the sentences are taken in made-up documents
    MEAN_STEP = 2000, // examples between two weights that the mean is of
    PIECE = 30,       // sentences of one of these
    NEAR = 60,        // how far they come from
    PIECES_MOST = 400000,
    TEXT_MOST = 1 << 20, // bytes of a made-up document
};
static const float rate = 0.04f, decay = 1e-3f, shift = 0.1f;

typedef struct example {
    uint16_t rows[ENDING_FEATURES];
    uint8_t ends;
} example;

typedef struct examples {
    example *at;
    size_t n, cap;
    const lexicon *words;
} examples;

typedef struct network {
    float rows[ENDING_ROWS][H], bias[H], out[H], out_bias;
    float rows_sum[ENDING_ROWS][H], bias_sum[H], out_sum[H], out_bias_sum; // of squared gradients
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

typedef bool (*decide_fn)(void *context, const uint16_t rows[ENDING_FEATURES], bool gold);

/* Walks all candidates of a document in order; decide says which end, got gets the ends by byte. */
static void walk(const lexicon *l, doc *d, const uint8_t *ends, decide_fn decide, void *context,
                 uint8_t *got) {
    ending_scan s;
    uint16_t rows[ENDING_FEATURES];
    uint32_t *first = malloc((d->n_blocks + 1) * sizeof *first);
    if (!first)
        die("hold", "blocks");
    for (uint32_t i = 0; i < d->n_blocks; i++) {
        first[i] = d->n_tokens;
        if (token_cut(d, d->blocks[i].start, d->blocks[i].end))
            die("cut", "text");
    }
    first[d->n_blocks] = d->n_tokens;
    if (!ending_open(&s, l, d, d->n_blocks == 1))
        die("hold", "words");
    for (uint32_t b = 0; b < d->n_blocks; b++) {
        ending_block(&s, first[b], first[b + 1]);
        for (uint32_t i = first[b]; i < first[b + 1]; i++) {
            bool end = i + 1 == first[b + 1];
            if (!end && ending_possible(&s, i)) {
                ending_features(&s, i, rows);
                end = decide(context, rows, ends[d->tokens[i].end]);
            }
            if (end && got)
                got[d->tokens[i].end] = 1;
            ending_step(&s, i, end);
        }
    }
    free(first);
}

static bool gather(void *context, const uint16_t rows[ENDING_FEATURES], bool gold) {
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
    for (size_t r = 0; r < ENDING_ROWS; r++)
        for (int j = 0; j < H; j++)
            n->rows[r][j] = ((float)(next_random(seed) >> 40) / (1 << 24) - 0.5f) * 0.1f;
    for (int j = 0; j < H; j++)
        n->out[j] = j % 2 ? 0.5f : -0.5f;
}

static void step(float *weight, float *sum, float gradient) {
    *sum += gradient * gradient;
    *weight -= rate * gradient / (sqrtf(*sum) + 1e-6f);
}

static double learn(network *n, const example *e, uint64_t *seed) {
    float hidden[H], y = n->out_bias;
    uint16_t kept[ENDING_FEATURES];
    int n_kept = 0;
    for (int f = 0; f < ENDING_FEATURES; f++)
        if (next_random(seed) % 100 >= DROP)
            kept[n_kept++] = e->rows[f];
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
            step(&n->out[j], &n->out_sum[j], error * hidden[j]);
        if (back == 0)
            continue;
        step(&n->bias[j], &n->bias_sum[j], back);
        for (int f = 0; f < n_kept; f++)
            step(&n->rows[kept[f]][j], &n->rows_sum[kept[f]][j],
                 back + decay * n->rows[kept[f]][j]);
    }
    step(&n->out_bias, &n->out_bias_sum, error);
    return (double)log1pf(expf(e->ends ? -y : y));
}

static int rounded(float x, int most) {
    float r = x < 0 ? x - 0.5f : x + 0.5f;
    return r > (float)most ? most : r < -(float)most ? -most : (int)r;
}

/* Rounds the network to the table's whole numbers; a threshold moves the last bias. */
static void round_table(const network *n, float threshold, ending_table *t) {
    for (size_t r = 0; r < ENDING_ROWS; r++)
        for (int j = 0; j < H; j++)
            t->rows[r][j] =
                (int8_t)rounded(n->rows[r][j] * ENDING_SCALE * (float)(100 - DROP) / 100, 127);
    for (int j = 0; j < H; j++) {
        t->bias[j] = (int16_t)rounded(n->bias[j] * ENDING_SCALE, 32000);
        t->out[j] = (int16_t)rounded(n->out[j] * ENDING_SCALE, 32000);
    }
    t->out_bias = rounded((n->out_bias + threshold) * ENDING_SCALE * ENDING_SCALE, 1 << 30);
}

/* ---- measuring ---- */

static bool decide(void *context, const uint16_t rows[ENDING_FEATURES], bool gold) {
    (void)gold;
    return ending_decide(context, rows);
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

static double measure(const lexicon *words, const char *path, bool flat, ending_table *t) {
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
            walk(words, &d, ends, decide, t, got);
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
                walk(e->words, &d, ends, gather, e, NULL);
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
        walk(e->words, &d, ends, gather, e, NULL);
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

static examples gather_all(const lexicon *words, const char *path, uint64_t *seed) {
    examples e = { .words = words };
    gather_file(path, &e);
    augment(path, &e, seed);
    return e;
}

/* Adds the weights of n to a sum. */
static void add_weights(network *sum, const network *n) {
    for (size_t r = 0; r < ENDING_ROWS; r++)
        for (int j = 0; j < H; j++)
            sum->rows[r][j] += n->rows[r][j];
    for (int j = 0; j < H; j++) {
        sum->bias[j] += n->bias[j];
        sum->out[j] += n->out[j];
    }
    sum->out_bias += n->out_bias;
}

static void divide_weights(network *sum, float by) {
    for (size_t r = 0; r < ENDING_ROWS; r++)
        for (int j = 0; j < H; j++)
            sum->rows[r][j] /= by;
    for (int j = 0; j < H; j++) {
        sum->bias[j] /= by;
        sum->out[j] /= by;
    }
    sum->out_bias /= by;
}

/* Leaves in mean the weights' mean over the epochs after the first (Polyak and Juditsky 1992). */
static void train(network *n, network *mean, examples *e, uint64_t *seed) {
    float taken = 0;
    start(n, seed);
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
        double loss = 0;
        shuffle(e, seed);
        for (size_t i = 0; i < e->n; i++) {
            loss += learn(n, &e->at[i], seed);
            if ((size_t)epoch * e->n + i > EPOCHS * e->n / 2 && i % MEAN_STEP == 0) {
                add_weights(mean, n);
                taken++;
            }
        }
        printf("epoch %d  examples %zu  loss %.5f\n", epoch + 1, e->n, loss / (double)e->n);
    }
    divide_weights(mean, taken);
}

int main(int argc, char **argv) {
    if (argc < 4) {
        fprintf(stderr, "usage: train_endings OUT LEXICON.bin TRAIN.conllu [DEV.conllu ...]\n");
        return 2;
    }
    network *n = calloc(1, sizeof *n), *mean = calloc(1, sizeof *mean);
    ending_table *t = calloc(1, sizeof *t);
    if (!n || !mean || !t)
        die("hold", "network");
    uint64_t seed = 88172645463325252ULL;
    text words = read_file(argv[2]);
    examples e = gather_all((const void *)words.at, argv[3], &seed);
    train(n, mean, &e, &seed);
    round_table(mean, shift, t);
    for (int i = 4; i < argc; i++)
        printf("%s: F1 of sentences %.4f run together, %.4f in paragraphs\n", argv[i],
               measure(e.words, argv[i], true, t), measure(e.words, argv[i], false, t));
    save(argv[1], t);
    free(e.at);
    free(n);
    free(mean);
    free(t);
    return 0;
}
