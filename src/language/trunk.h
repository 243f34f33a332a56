/* trunk.h - from words to states: each word becomes rows of hash tables (form, affixes, shape,
 * place in the sentence's capitals), whose sums pass through a few residual convolutions over a
 * word and its two neighbours, whole or the nearer part of them. A row is half as wide as a state:
 * even features add to the first half, odd ones to the second, so that tables stay small and a
 * word's two hashes never collide in both halves. Tags, names and trees are read off the states.
 * Knows nothing of their labels. */
#ifndef UH_TRUNK_H
#define UH_TRUNK_H

#include "base/arena.h"
#include "base/text.h"
#include "language/kernel.h"
#include "model/weights.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    TRUNK_FEATURES = 13,
    TRUNK_WORD_FEATURES = 2, // the first ones have the large table in common
    TRUNK_FORM_BYTES = 60,   // of a form that are looked at
};

/* How a sentence uses capitals; the whole of a headline counts, not one word. */
enum trunk_case { TRUNK_NORMAL, TRUNK_CAPITALS, TRUNK_TITLE, TRUNK_LOWER };

/* What the hash tables' sizes are: of the words' and of the longest affixes'; the others are
 * smaller. */
typedef struct trunk_tables {
    uint32_t word_bits, affix_bits;
} trunk_tables;

size_t trunk_row_count(trunk_tables tables);
/* The first number of a state of this width that a feature's row adds to. */
size_t trunk_half(int feature, size_t width);
enum trunk_case trunk_case_of(const text *forms, size_t n);
/* Fills rows [n + 1][TRUNK_FEATURES] for n forms and ROOT behind them; rows count through all
 * tables. */
void trunk_rows(const text *forms, size_t n, trunk_tables tables, uint32_t *rows);

/* Working memory for sentences of up to some length, and in it the states of one. */
typedef struct trunk_space {
    size_t n_most;   // tokens with ROOT
    uint32_t *rows;  // [n_most][TRUNK_FEATURES]
    int16_t *state;  // [n_most][width]
    uint8_t *padded; // [n_most + 2][width] bytes of the states, a token of zeros at each end
    uint8_t *bytes;  // padded from the first token on
    int32_t *sums;   // [n_most][width]
} trunk_space;

/* Whether weights are for the features and parser states that this library knows. */
bool trunk_fits(const weights *w);
/* Takes the memory for sentences of n words; false when the arena refuses. */
bool trunk_reserve(trunk_space *space, const weights *w, size_t n, arena *memory);
/* Leaves in space->bytes the states of n words and ROOT that tags and trees are read off. */
void trunk_shared(trunk_space *space, const weights *w, const kernel *k, const text *forms,
                  size_t n);
/* The same of places [from, to) of them alone, ROOT being place n; a place that is cut off from a
 * neighbour spoils as many states from there on as there are layers. */
void trunk_part(trunk_space *space, const weights *w, const kernel *k, const text *forms, size_t n,
                size_t from, size_t to);
/* Goes on from there to the states that names are read off. */
void trunk_names(trunk_space *space, const weights *w, const kernel *k, size_t n);

#endif
