/* vectors.h - vectors of words from what stands around them in trees (Levy and Goldberg 2014,
 * dependency contexts; Mikolov et al. 2013, negative sampling). One thread, fixed seed. */
#ifndef HUNCH_VECTORS_H
#define HUNCH_VECTORS_H

#include "base/hash.h"

enum { VECTOR = 96 };

typedef struct vector_pair {
    uint32_t word, context;
} vector_pair;

typedef struct vectors {
    arena memory;
    map words, contexts; // numbers by hash
    uint64_t *keys;      // [n_words] the hashes
    uint32_t *word_count, *context_count;
    uint32_t n_words, words_cap, n_contexts, contexts_cap;
    vector_pair *pairs;
    size_t n_pairs, pairs_cap;
    float *at; // [n_words][VECTOR] of length 1; zeros of rare words
} vectors;

void vectors_open(vectors *v);
/* Counts that a word, a hash that is not 0, stands in a context. */
void vectors_add(vectors *v, uint64_t word, uint64_t context);
/* Makes the vectors of words that were seen often enough. */
void vectors_fit(vectors *v);
/* The vector of a word, or NULL. */
const float *vectors_of(const vectors *v, uint64_t word);

#endif
