/* main.c - trains the tables by which the splitter finds sentence ends:
 *   train_endings OUT TRAIN.conllu SILVER.conllu [DEV.conllu ...]
 * Each document's text is rebuilt, once run together in one block and in its paragraphs, and cut by
 * the library's own tokenizer; further documents are made of sentences that do not stand side by
 * side, so that both sides of an end are learnt apart, and some of them lose their last mark.
 * Candidates and features are ending.c's, the states of words are those of the weights that the
 * library carries. One thread, fixed seed. Prints F1 of whole sentences. */
#include "file.h"
#include "net.h"

#include "doc/conllu.h"
#include "language/token.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    PIECE = 30,        // sentences of a made-up document
    NEAR = 60,         // how far they come from
    SILVER = 30000,    // sentences of made-up documents from the silver file
    STOPS = 30,        // of 100 sentences lose their last mark in the second round,
    SILVER_STOPS = 40, // and of the silver ones
    PIECES_MOST = 400000,
    TEXT_MOST = 1 << 20, // bytes of a made-up document
};

/* What the library knows that candidates are judged by. */
typedef struct knowledge {
    const lexicon *words;
    const weights *w;
} knowledge;

static void die(const char *what, const char *which) {
    fprintf(stderr, "train_endings: cannot %s %s\n", what, which);
    exit(1);
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

/* Cuts all blocks into tokens; returns the first token of each, and one past the last. */
static uint32_t *cut_blocks(doc *d) {
    uint32_t *first = malloc((d->n_blocks + 1) * sizeof *first);
    if (!first)
        die("hold", "blocks");
    for (uint32_t i = 0; i < d->n_blocks; i++) {
        first[i] = d->n_tokens;
        if (token_cut(d, d->blocks[i].start, d->blocks[i].end))
            die("cut", "text");
    }
    first[d->n_blocks] = d->n_tokens;
    return first;
}

static passage *add_passage(passages *p) {
    if (p->n == p->cap) {
        p->cap = p->cap ? p->cap * 2 : 1 << 12;
        p->at = realloc(p->at, p->cap * sizeof *p->at);
        if (!p->at)
            die("hold", "passages");
    }
    return &p->at[p->n++];
}

/* The trunk's states of words [from, to) as the splitter sees them, each in its piece. */
static void fill_states(flow *m, const doc *d, const ending_scan *s, passage *p, uint32_t from) {
    for (uint32_t i = 0; i < p->n;) {
        uint32_t piece, end, last = from + p->n;
        flow_piece(s->first, s->end, from + i, &piece, &end);
        const uint8_t *states = flow_states(m, d, piece, end);
        uint32_t at = from + i, next = s->first + ((at - s->first) / FLOW_STEP + 1) * FLOW_STEP;
        uint32_t n = (next < last ? next : last) - at;
        memcpy(p->states + (size_t)i * FLOW_INPUT, states + (size_t)(at - piece) * FLOW_INPUT,
               (size_t)n * FLOW_INPUT);
        i += n;
    }
}

/* Starts a passage of words [from, to). */
static passage *start_passage(passages *all, flow *m, const doc *d, const ending_scan *s,
                              uint32_t from, uint32_t to) {
    passage *p = add_passage(all);
    uint32_t n = to - from;
    *p = (passage){ .n = n,
                    .states = malloc((size_t)n * FLOW_INPUT),
                    .traits = malloc(n * sizeof *p->traits),
                    .places = malloc(n * sizeof *p->places) };
    if (!p->states || !p->traits || !p->places)
        die("hold", "a passage");
    fill_states(m, d, s, p, from);
    for (uint32_t i = 0; i < n; i++)
        ending_traits(s, from + i, p->traits[i]);
    return p;
}

static void end_passage(passage *p) {
    place *places = realloc(p->places, (p->n_places + 1) * sizeof *places);
    if (!places)
        die("hold", "places");
    p->places = places;
}

/* The passage of a block, words [first, end), by which the place behind word i is learnt. */
static void find_passage(uint32_t first, uint32_t end, uint32_t i, uint32_t *from, uint32_t *to) {
    uint32_t step = PASSAGE_MOST - 2 * FLOW_EDGE, at = i - first;
    *from = first + (at < FLOW_EDGE ? 0 : (at - FLOW_EDGE) / step * step);
    *to = end - *from < PASSAGE_MOST ? end : *from + PASSAGE_MOST;
}

/* The places of one block. */
static void gather_block(passages *all, flow *m, const doc *d, ending_scan *s,
                         const uint8_t *ends) {
    passage *p = NULL;
    uint32_t now = 0;
    for (uint32_t i = s->first; i < s->end; i++) {
        bool end = i + 1 == s->end;
        if (!end && ending_possible(s, i)) {
            uint32_t from, to;
            find_passage(s->first, s->end, i, &from, &to);
            if (!p || from != now) {
                if (p)
                    end_passage(p);
                p = start_passage(all, m, d, s, now = from, to);
            }
            place *at = &p->places[p->n_places++];
            at->word = i - from;
            at->ends = end = ends[d->tokens[i].end];
            ending_features(s, i, at->rows);
        }
        ending_step(s, i, end);
    }
    if (p)
        end_passage(p);
}

static void gather(knowledge know, doc *d, const uint8_t *ends, passages *all) {
    static const flow_table blank[ENDING_NETS];
    ending_scan s;
    flow m;
    uint32_t *first = cut_blocks(d);
    if (!ending_open(&s, know.words, d, d->n_blocks == 1) ||
        !flow_open(&m, blank, know.w, &d->scratch))
        die("hold", "words");
    for (uint32_t b = 0; b < d->n_blocks; b++) {
        ending_block(&s, first[b], first[b + 1]);
        gather_block(all, &m, d, &s, ends);
    }
    free(first);
}

/* ---- measuring ---- */

/* Finds the ends of d's sentences as sentence.c does, by byte; counts the places that were open. */
static void find_ends(knowledge know, doc *d, const sentence_tables *t, uint8_t *got,
                      uint64_t open[2]) {
    ending_scan s;
    flow m;
    uint16_t rows[ENDING_FEATURES];
    ending_around around;
    uint32_t *first = cut_blocks(d);
    if (!ending_open(&s, know.words, d, d->n_blocks == 1) ||
        !flow_open(&m, t->flow, know.w, &d->scratch))
        die("hold", "words");
    for (uint32_t b = 0; b < d->n_blocks; b++) {
        ending_block(&s, first[b], first[b + 1]);
        for (uint32_t i = first[b]; i < first[b + 1]; i++) {
            bool end = i + 1 == first[b + 1];
            if (!end && ending_possible(&s, i)) {
                ending_features(&s, i, rows);
                int32_t score = ending_quick(&t->ending, m.k, rows);
                bool is_open = score < ENDING_OPEN && score > -ENDING_OPEN;
                if (is_open)
                    flow_look(&m, d, &s, i, &around);
                end = is_open ? ending_sure(&t->ending, m.k, rows, &around, score) : score > 0;
                open[is_open]++;
            }
            if (end)
                got[d->tokens[i].end] = 1;
            ending_step(&s, i, end);
        }
    }
    free(first);
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

static double measure(knowledge know, const char *path, bool flat, const sentence_tables *t,
                      uint64_t open[2]) {
    buffer bytes = file_need(path);
    text file = buffer_view(&bytes);
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
            find_ends(know, &d, t, got, open);
            compare(&gold, ends, got, &s);
            free(ends);
            free(got);
        }
        at += n;
    }
    doc_free(&gold);
    doc_free(&d);
    buffer_free(&bytes);
    return 2.0 * (double)s.right / (double)(s.gold + s.found);
}

static void gather_file(knowledge know, const char *path, passages *all) {
    buffer bytes = file_need(path);
    text file = buffer_view(&bytes);
    doc gold, d;
    doc_open(&gold, (size_t)1 << 30);
    doc_open(&d, (size_t)1 << 30);
    for (size_t at = 0; at < file.len;) {
        size_t n = conllu_document(text_cut(file, at, file.len));
        doc_reset(&gold);
        if (conllu_read(&gold, text_cut(file, at, at + n)) == UH_OK) {
            uint8_t *ends = gold_ends(&gold);
            for (int k = 0; k < 2; k++) { // run together, and in paragraphs
                copy_text(&gold, &d, k == 0);
                gather(know, &d, ends, all);
            }
            free(ends);
        }
        at += n;
    }
    doc_free(&gold);
    doc_free(&d);
    buffer_free(&bytes);
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

/* Whether a text ends in a mark that closes sentences. */
static bool has_stop(text t) {
    return t.len > 5 && memchr(".!?;", t.at[t.len - 1], 4);
}

/* One document of sentences from around a place in the file; stops of a hundred lose their mark. */
static void make_document(const pieces *p, size_t from, unsigned stops, doc *d, uint8_t *ends,
                          uint64_t *seed) {
    doc_reset(d);
    memset(ends, 0, TEXT_MOST);
    for (size_t k = 0; k < PIECE; k++) {
        size_t at = from + k + net_random(seed) % (2 * NEAR);
        at = at < NEAR ? 0 : at - NEAR < p->n ? at - NEAR : p->n - 1;
        text t = p->at[at];
        if (stops && has_stop(t) && net_random(seed) % 100 < stops)
            t.len--;
        if (d->text_len + t.len + 1 >= TEXT_MOST || !doc_add_text(d, t, 0, true))
            die("hold", "a made-up document");
        ends[d->text_len] = 1;
        doc_add_text(d, TEXT(" "), 0, true);
    }
    block *b = doc_add_block(d);
    if (!b)
        die("hold", "blocks");
    b->end = d->text_len;
}

static void read_pieces(const char *path, pieces *p) {
    buffer bytes = file_need(path);
    text file = buffer_view(&bytes);
    doc d;
    *p =
        (pieces){ .at = calloc(PIECES_MOST, sizeof(text)), .memory = { .limit = (size_t)1 << 30 } };
    if (!p->at)
        die("hold", "sentences");
    doc_open(&d, (size_t)1 << 30);
    for (size_t at = 0; at < file.len;) {
        size_t n = conllu_document(text_cut(file, at, file.len));
        doc_reset(&d);
        if (conllu_read(&d, text_cut(file, at, at + n)) == UH_OK)
            add_pieces(p, &d);
        at += n;
    }
    doc_free(&d);
    buffer_free(&bytes);
}

/* Makes documents of sentences that stand near one another in the file but not side by side: all of
 * the file in order, or most sentences from anywhere. */
static void augment(knowledge know, const pieces *p, size_t most, unsigned stops, passages *all,
                    uint64_t *seed) {
    uint8_t *ends = malloc(TEXT_MOST);
    doc d;
    if (!ends)
        die("hold", "ends");
    doc_open(&d, (size_t)1 << 30);
    for (size_t k = 0; k < (most ? most : p->n); k += PIECE) {
        make_document(p, most ? net_random(seed) % p->n : k, stops, &d, ends, seed);
        gather(know, &d, ends, all);
    }
    doc_free(&d);
    free(ends);
}

static void free_pieces(pieces *p) {
    free(p->at);
    arena_free(&p->memory);
}

static void gather_all(knowledge know, const char *gold, const char *silver, passages *all,
                       uint64_t *seed) {
    pieces p;
    gather_file(know, gold, all);
    read_pieces(gold, &p);
    augment(know, &p, 0, 0, all, seed);
    all->n_plain = all->n;
    augment(know, &p, 0, STOPS, all, seed);
    free_pieces(&p);
    read_pieces(silver, &p);
    augment(know, &p, SILVER, SILVER_STOPS, all, seed);
    free_pieces(&p);
}

static void free_passages(passages *all) {
    for (size_t i = 0; i < all->n; i++) {
        free(all->at[i].states);
        free(all->at[i].traits);
        free(all->at[i].places);
    }
    free(all->at);
}

static void save(const char *path, const sentence_tables *t) {
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(t, sizeof *t, 1, file) != 1 || fclose(file) != 0)
        die("write", path);
}

static void report(knowledge know, const sentence_tables *t, const char *path) {
    uint64_t open[2] = { 0, 0 };
    double flat = measure(know, path, true, t, open), parted = measure(know, path, false, t, open);
    printf("%s: F1 of sentences %.4f run together, %.4f in paragraphs; %.3f of places open\n", path,
           flat, parted, (double)open[1] / (double)(open[0] + open[1]));
}

int main(int argc, char **argv) {
    if (argc < 4) {
        fprintf(stderr, "usage: train_endings OUT TRAIN.conllu SILVER.conllu [DEV.conllu ...]\n");
        return 2;
    }
    uh_model *model;
    sentence_tables *t = calloc(1, sizeof *t);
    uint64_t seed = 88172645463325252ULL;
    passages all = { 0 };
    if (!t || uh_model_open(NULL, &model, NULL) != UH_OK)
        die("open", "the model");
    knowledge know = { lexicon_of(model), model_weights(model) };
    if (!know.words || !know.w)
        die("find", "lexicon and weights");
    gather_all(know, argv[2], argv[3], &all, &seed);
    net_train(&all, &seed, t);
    free_passages(&all);
    for (int i = 4; i < argc; i++)
        report(know, t, argv[i]);
    save(argv[1], t);
    free(t);
    uh_model_close(model);
    return 0;
}
