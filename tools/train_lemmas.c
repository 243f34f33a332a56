/* train_lemmas.c - makes the model's table of lemmas:
 *   train_lemmas OUT LEXICON.bin LEMMAS.txt TRAIN.conllu
 * All lines of the written table, and each pair of form and tag that the treebank holds at least
 * LEAST times and that neither the table nor the rules of lemma.c get right. */
#include "file.h"

#include "base/hash.h"
#include "doc/conllu.h"
#include "language/lemma.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LEAST = 2, PAIRS_MOST = 1 << 18, FIELDS = 4, LEMMAS_EACH = 4, TABLE_MOST = 1 << 17 };

/* A form with a tag, and the lemmas it is seen with. */
typedef struct pair {
    uint32_t key;
    text form, lemmas[LEMMAS_EACH];
    uint32_t seen[LEMMAS_EACH], total;
    uint8_t upos, xpos;
    bool first;
} pair;

typedef struct lemmas {
    pair *pairs; // [PAIRS_MOST]
    uint32_t n_pairs;
    map places;
    arena memory;
    struct row {
        uint32_t key;
        text lemma;
    } * rows; // [TABLE_MOST] of the table
    uint32_t n_rows;
    map taken; // keys of rows
} lemmas;

static void die(const char *what, const char *which) {
    fprintf(stderr, "train_lemmas: cannot %s %s\n", what, which);
    exit(1);
}

/* ---- the written table ---- */

static void add_row(lemmas *l, text form, xpos x, text lemma) {
    uint32_t key = lemma_key(form, x), place;
    if (map_get(&l->taken, (uint64_t)key + 1, &place))
        return; // the first line wins
    if (l->n_rows == TABLE_MOST || lemma.len > UINT8_MAX)
        die("hold", "rows");
    l->rows[l->n_rows].key = key;
    l->rows[l->n_rows].lemma = arena_text(&l->memory, lemma);
    map_put(&l->taken, &l->memory, (uint64_t)key + 1, l->n_rows++);
}

/* Adds forms divided by / under one or two tags. */
static void add_forms(lemmas *l, text forms, xpos x, xpos other, text lemma) {
    size_t from = 0;
    for (size_t i = 0; i <= forms.len; i++)
        if (i == forms.len || forms.at[i] == '/') {
            text form = text_cut(forms, from, i);
            add_row(l, form, x, lemma);
            if (other)
                add_row(l, form, other, lemma);
            from = i + 1;
        }
}

static size_t fields_of(text line, text field[FIELDS]) {
    size_t n = 0, i = 0;
    while (n < FIELDS) {
        while (i < line.len && line.at[i] == ' ')
            i++;
        size_t from = i;
        while (i < line.len && line.at[i] != ' ')
            i++;
        if (i == from)
            break;
        field[n++] = text_cut(line, from, i);
    }
    return n;
}

/* Reads one line; past tells the two passes apart: a past form first counts as what it stands for.
 */
static bool add_line(lemmas *l, text line, bool second_pass) {
    text f[FIELDS];
    size_t n = fields_of(line, f);
    if (n == 0 || f[0].at[0] == '#')
        return true;
    if (text_equal(f[0], TEXT("verb")) && n == 4) {
        add_forms(l, f[2], second_pass ? XPOS_VBN : XPOS_VBD, XPOS_NONE, f[1]);
        add_forms(l, f[3], second_pass ? XPOS_VBD : XPOS_VBN, XPOS_NONE, f[1]);
    } else if (text_equal(f[0], TEXT("noun")) && n == 3) {
        add_forms(l, f[2], XPOS_NNS, XPOS_NONE, f[1]);
    } else if (text_equal(f[0], TEXT("plural")) && n == 2) {
        add_forms(l, f[1], XPOS_NNS, XPOS_NONE, f[1]);
    } else if (text_equal(f[0], TEXT("adjective")) && n == 4) {
        add_forms(l, f[2], XPOS_JJR, XPOS_NONE, f[1]);
        add_forms(l, f[3], XPOS_JJS, XPOS_NONE, f[1]);
    } else if (text_equal(f[0], TEXT("adverb")) && n == 4) {
        add_forms(l, f[2], XPOS_RBR, XPOS_NONE, f[1]);
        add_forms(l, f[3], XPOS_RBS, XPOS_NONE, f[1]);
    } else if (text_equal(f[0], TEXT("word")) && n == 4 && xpos_of(f[1]) != XPOS_NONE) {
        add_row(l, f[2], xpos_of(f[1]), f[3]);
    } else {
        return false;
    }
    return true;
}

static void add_written(lemmas *l, const char *path) {
    buffer bytes = file_need(path);
    text file = buffer_view(&bytes);
    for (int pass = 0; pass < 2; pass++) {
        uint32_t number = 0;
        for (size_t i = 0; i < file.len;) {
            const char *end = memchr(file.at + i, '\n', file.len - i);
            size_t to = end ? (size_t)(end - file.at) : file.len;
            number++;
            if (!add_line(l, text_cut(file, i, to), pass == 1)) {
                fprintf(stderr, "%s:%u: a line as the file's head describes it was expected\n",
                        path, number);
                exit(1);
            }
            i = to + 1;
        }
    }
    buffer_free(&bytes);
}

/* ---- the treebank ---- */

static pair *pair_of(lemmas *l, text form, const token *t) {
    uint32_t key = lemma_key(form, (xpos)t->xpos), place;
    if (map_get(&l->places, (uint64_t)key + 1, &place))
        return &l->pairs[place];
    if (l->n_pairs == PAIRS_MOST || !map_put(&l->places, &l->memory, (uint64_t)key + 1, l->n_pairs))
        die("hold", "pairs");
    pair *p = &l->pairs[l->n_pairs++];
    *p = (pair){
        .key = key, .form = arena_text(&l->memory, form), .upos = t->upos, .xpos = t->xpos
    };
    return p;
}

static void count_token(lemmas *l, const doc *d, const token *t) {
    text lemma = doc_lemma(d, t);
    if (lemma.len == 0 || t->xpos == XPOS_NONE || t->relation == REL_GOESWITH)
        return;
    pair *p = pair_of(l, doc_form(d, t), t);
    p->total++;
    for (int i = 0; i < LEMMAS_EACH; i++) {
        if (p->seen[i] == 0)
            p->lemmas[i] = arena_text(&l->memory, lemma);
        if (text_equal(p->lemmas[i], lemma)) {
            p->seen[i]++;
            return;
        }
    }
}

static void count_file(lemmas *l, const char *path) {
    buffer bytes = file_need(path);
    text file = buffer_view(&bytes);
    doc d;
    doc_open(&d, (size_t)1 << 30);
    for (size_t at = 0; at < file.len;) {
        size_t n = conllu_document(text_cut(file, at, file.len));
        doc_reset(&d);
        if (conllu_read(&d, text_cut(file, at, at + n)) == UH_OK)
            for (uint32_t i = 0; i < d.n_tokens; i++)
                count_token(l, &d, &d.tokens[i]);
        at += n;
    }
    doc_free(&d);
    buffer_free(&bytes);
}

/* Adds what the rules get wrong, but for case alone. */
static void add_learnt(lemmas *l, const lexicon *words) {
    for (uint32_t k = 0; k < l->n_pairs; k++) {
        const pair *p = &l->pairs[k];
        char out[LEMMA_MOST];
        int best = 0;
        for (int i = 1; i < LEMMAS_EACH; i++)
            if (p->seen[i] > p->seen[best])
                best = i;
        size_t n = lemma_rule(words, p->form, (upos)p->upos, (xpos)p->xpos, true, out);
        text ours = n ? (text){ out, n } : p->form;
        if (p->seen[best] >= LEAST && p->seen[best] * 2 > p->total &&
            !text_equal_nocase(ours, p->lemmas[best]))
            add_row(l, p->form, (xpos)p->xpos, p->lemmas[best]);
    }
}

/* ---- writing ---- */

static int by_key(const void *a, const void *b) {
    uint32_t x = ((const struct row *)a)->key, y = ((const struct row *)b)->key;
    return x < y ? -1 : x > y;
}

static void write_table(lemmas *l, const char *path) {
    static lemma_table head = { .version = LEMMA_VERSION };
    lemma_entry *entries = calloc(l->n_rows + 1, sizeof *entries);
    buffer strings = { 0 };
    if (!entries)
        die("hold", "entries");
    qsort(l->rows, l->n_rows, sizeof *l->rows, by_key);
    for (uint32_t i = 0; i < l->n_rows; i++) {
        text lemma = l->rows[i].lemma;
        size_t at = text_find(buffer_view(&strings), lemma);
        if (at == SIZE_MAX) {
            at = strings.len;
            buffer_text(&strings, lemma);
        }
        entries[i] = (lemma_entry){ l->rows[i].key, (uint32_t)(at << 8 | lemma.len) };
        head.starts[lemma_bucket(l->rows[i].key) + 1]++;
    }
    for (uint32_t i = 0; i < LEMMA_BUCKETS; i++)
        head.starts[i + 1] = (uint16_t)(head.starts[i + 1] + head.starts[i]);
    head.n = l->n_rows;
    head.n_bytes = (uint32_t)strings.len;
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(&head, sizeof head, 1, file) != 1 ||
        fwrite(entries, sizeof *entries, l->n_rows, file) != l->n_rows ||
        fwrite(strings.at, 1, strings.len, file) != strings.len || fclose(file) != 0)
        die("write", path);
    free(entries);
    buffer_free(&strings);
}

int main(int argc, char **argv) {
    if (argc != 5) {
        fprintf(stderr, "usage: train_lemmas OUT LEXICON.bin LEMMAS.txt TRAIN.conllu\n");
        return 2;
    }
    lemmas l = { .pairs = calloc(PAIRS_MOST, sizeof(pair)),
                 .rows = calloc(TABLE_MOST, sizeof(struct row)),
                 .memory = { .limit = (size_t)1 << 30 } };
    if (!l.pairs || !l.rows)
        die("hold", "pairs");
    buffer words = file_need(argv[2]);
    add_written(&l, argv[3]);
    uint32_t written = l.n_rows;
    count_file(&l, argv[4]);
    add_learnt(&l, (const void *)words.at);
    write_table(&l, argv[1]);
    printf("%u written, %u learnt\n", written, l.n_rows - written);
    arena_free(&l.memory);
    free(l.pairs);
    free(l.rows);
    buffer_free(&words);
    return 0;
}
