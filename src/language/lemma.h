/* lemma.h - the dictionary form of a word by its form and tag: first the table of irregular and
 * frequent forms (the model's section "lemmas", made by tools/train_lemmas), then rules of spelling
 * that ask the lexicon which base is a word. */
#ifndef UH_LEMMA_H
#define UH_LEMMA_H

#include "doc/doc.h"
#include "language/lexicon.h"

enum {
    LEMMA_VERSION = 1,
    LEMMA_BUCKETS = 1 << 10,
    LEMMA_ENTRIES_MOST = 60000,
    LEMMA_MOST = 64, // bytes of a form that rules are tried on
};

typedef struct lemma_entry {
    uint32_t key; // of form and tag
    uint32_t at;  // in the strings behind the entries: 24 bits of place, 8 of length
} lemma_entry;

/* As it lies in the model, little-endian; then n entries sorted by key, then the strings. */
typedef struct lemma_table {
    uint32_t version, n, n_bytes;
    uint16_t starts[LEMMA_BUCKETS + 1]; // first entry of each bucket
    uint16_t spare;
    lemma_entry entries[];
} lemma_table;

/* Sets the lemma of every token of sentences [from, to) with trees; needs tags (a token without is
 * guessed at by the lexicon). A base form's tag on a verb that is only a past becomes the past's.
 * returns  UH_OK, UH_MODEL (no table of this version), UH_LIMIT, UH_NOMEM */
uh_status lemma_run(const uh_model *model, doc *d, uint32_t from, uint32_t to);

uint32_t lemma_key(text form, xpos x);
static inline uint32_t lemma_bucket(uint32_t key) {
    return key >> 22; // 32 - log2 LEMMA_BUCKETS
}
/* Writes what the rules alone give, at most LEMMA_MOST bytes; returns its length, 0 where they keep
 * the form as it is. first: the word starts its sentence. */
size_t lemma_rule(const lexicon *l, text form, upos u, xpos x, bool first, char out[LEMMA_MOST]);

#endif
