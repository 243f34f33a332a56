/* corpus.c - reading training data; see corpus.h. The files are trusted: they come from us. */
#include "corpus.h"

#include "file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 10, ID = 0, FORM, LEMMA, UPOS, XPOS, FEATURES, HEAD, RELATION };

static void *grown(void *items, size_t n, size_t *cap, size_t size) {
    if (n < *cap)
        return items;
    *cap = *cap ? *cap * 2 : 1024;
    items = realloc(items, *cap * size);
    if (!items) {
        fputs("train: out of memory\n", stderr);
        exit(1);
    }
    return items;
}

uint8_t labels_number(label_list *l, text name) {
    for (uint32_t i = 0; i < l->n; i++)
        if (strlen(l->name[i]) == name.len && memcmp(l->name[i], name.at, name.len) == 0)
            return (uint8_t)i;
    if (l->closed || l->n == CORPUS_LABELS_MOST)
        return CORPUS_UNKNOWN;
    l->name[l->n] = strndup(name.at, name.len);
    return (uint8_t)l->n++;
}

static void add_sample(corpus *c, size_t first, bool is_bio) {
    size_t n = c->n_words - first;
    if (n == 0 || n > CORPUS_SENTENCE_MOST) {
        c->n_words = first;
        return;
    }
    c->samples = grown(c->samples, c->n_samples, &c->samples_cap, sizeof *c->samples);
    c->samples[c->n_samples++] = (sample){ (uint32_t)first, (uint32_t)n, !is_bio, is_bio };
}

static size_t columns_of(text line, text *column) {
    size_t n = 0, start = 0;
    for (size_t i = 0; i <= line.len && n < COLUMNS; i++)
        if (i == line.len || line.at[i] == '\t') {
            column[n++] = (text){ line.at + start, i - start };
            start = i + 1;
        }
    return n;
}

/* BIO labels of kinds that are not learnt are outside; a facility is a place. */
static uint8_t name_number(label_list *names, text label) {
    static const char *const known[] = { "PER", "LOC", "ORG", "NORP" };
    char made[8] = "O";
    if (label.len == 1 && label.at[0] == '?')
        return CORPUS_UNKNOWN;
    if (label.len > 2 && label.at[1] == '-') {
        text kind = { label.at + 2, label.len - 2 };
        if (kind.len == 3 && memcmp(kind.at, "FAC", 3) == 0)
            kind = TEXT("LOC");
        for (size_t i = 0; i < sizeof known / sizeof *known; i++)
            if (strlen(known[i]) == kind.len && memcmp(known[i], kind.at, kind.len) == 0)
                snprintf(made, sizeof made, "%c-%s", label.at[0], known[i]);
    }
    return labels_number(names, (text){ made, strlen(made) });
}

static bool read_word(text line, bool is_bio, inventory *labels, word *out) {
    text column[COLUMNS];
    size_t n = columns_of(line, column);
    if (is_bio) {
        if (n < 3)
            return false;
        *out = (word){ .form = column[0], .head = -1 };
        out->name = name_number(&labels->names, column[2]);
        return true;
    }
    if (n < 8 || memchr(column[ID].at, '-', column[ID].len) ||
        memchr(column[ID].at, '.', column[ID].len))
        return false;
    char tag[64];
    int len = snprintf(tag, sizeof tag, "%.*s|%.*s", (int)column[UPOS].len, column[UPOS].at,
                       (int)column[XPOS].len, column[XPOS].at);
    *out = (word){ .form = column[FORM], .head = (int16_t)(atoi(column[HEAD].at) - 1) };
    out->tag = labels_number(&labels->tags, (text){ tag, (size_t)len });
    out->relation = labels_number(&labels->relations, column[RELATION]);
    return true;
}

static void add_file(corpus *c, const char *path, inventory *labels, bool is_bio) {
    buffer file = file_need(path);
    c->files = realloc(c->files, (c->n_files + 1) * sizeof *c->files);
    c->files[c->n_files++] = file.at;
    size_t first = c->n_words, start = 0;
    for (size_t i = 0; i < file.len; i++) {
        if (file.at[i] != '\n')
            continue;
        text line = { file.at + start, i - start };
        start = i + 1;
        c->words = grown(c->words, c->n_words, &c->words_cap, sizeof *c->words);
        if (line.len == 0) {
            add_sample(c, first, is_bio);
            first = c->n_words;
        } else if ((is_bio || line.at[0] != '#') &&
                   read_word(line, is_bio, labels, &c->words[c->n_words])) {
            c->n_words++;
        }
    }
    add_sample(c, first, is_bio);
}

void corpus_add(corpus *c, const char *path, inventory *labels) {
    add_file(c, path, labels, text_ends(text_of(path), TEXT(".bio")));
}

void corpus_write_names(const corpus *c, const label_list *names, const char *path) {
    FILE *file = fopen(path, "wb");
    for (size_t s = 0; s < c->n_samples && file; s++) {
        const word *words = c->words + c->samples[s].first;
        for (size_t i = 0; i < c->samples[s].n; i++)
            fprintf(file, "%.*s\t_\t%s\n", (int)words[i].form.len, words[i].form.at,
                    words[i].name == CORPUS_UNKNOWN ? "?" : names->name[words[i].name]);
        fputc('\n', file);
    }
    if (!file || fclose(file)) {
        perror(path);
        exit(1);
    }
}

void corpus_read_names(corpus *c, label_list *names, const char *path) {
    inventory labels = { .names = *names };
    corpus named = { 0 };
    add_file(&named, path, &labels, true);
    *names = labels.names;
    bool same = named.n_words == c->n_words && named.n_samples == c->n_samples;
    for (size_t i = 0; i < c->n_words && same; i++) {
        same = text_equal(c->words[i].form, named.words[i].form);
        c->words[i].name = named.words[i].name;
    }
    for (size_t s = 0; s < c->n_samples; s++)
        c->samples[s].has_names = true;
    if (!same) {
        fprintf(stderr, "train: %s is not of the silver sentences\n", path);
        exit(1);
    }
    corpus_free(&named);
}

void corpus_free(corpus *c) {
    for (size_t i = 0; i < c->n_files; i++)
        free(c->files[i]);
    free(c->files);
    free(c->words);
    free(c->samples);
    *c = (corpus){ 0 };
}
