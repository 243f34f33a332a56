/* corpus.h - what the trainer learns from: trees from CoNLL-U, names from three-column BIO files.
 */
#ifndef TRAIN_CORPUS_H
#define TRAIN_CORPUS_H

#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    CORPUS_SENTENCE_MOST = 256, // words; longer sentences are left out
    CORPUS_LABELS_MOST = 240,
    CORPUS_UNKNOWN = 255, // a label that the training data lack
    CORPUS_FORM_MOST = 4096,
};

/* Names of labels, numbered in the order of their first use. */
typedef struct label_list {
    char *name[CORPUS_LABELS_MOST];
    uint32_t n;
    bool closed; // unknown names get CORPUS_UNKNOWN
} label_list;

uint8_t labels_number(label_list *l, text name);

typedef struct word {
    text form;
    int16_t head; // index in the sentence, -1: the root
    uint8_t tag;  // of labels "UPOS|XPOS"
    uint8_t relation;
    uint8_t name;
} word;

typedef struct sample {
    uint32_t first, n; // in words
    bool has_tree, has_names;
} sample;

typedef struct corpus {
    word *words;
    size_t n_words, words_cap;
    sample *samples;
    size_t n_samples, samples_cap;
    char **files; // their bytes, which forms borrow
    size_t n_files;
} corpus;

typedef struct inventory {
    label_list tags, relations, names;
} inventory;

/* Adds a file's sentences; a name that ends in .bio has names, others have trees. Ends the program
 * with a message when the file cannot be read. */
void corpus_add(corpus *c, const char *path, inventory *labels);
/* Writes each word and its name label, a blank line after each sentence; reads them back into a
 * corpus of the same sentences, whose samples then have names. Both end the program on failure. */
void corpus_write_names(const corpus *c, const label_list *names, const char *path);
void corpus_read_names(corpus *c, label_list *names, const char *path);
void corpus_free(corpus *c);

#endif
