/* tree.h - dependency trees: a greedy arc-hybrid parse whose moves a small network chooses. Its
 * hidden layer is a sum of vectors that are computed once a token and place, so that a move costs a
 * few adds and one small product (after Chen and Manning 2014, section 3.2). Vectors of places that
 * few tokens take are computed when they are first asked for. */
#ifndef UH_LANGUAGE_TREE_H
#define UH_LANGUAGE_TREE_H

#include "base/arena.h"
#include "language/kernel.h"
#include "language/transition.h"
#include "model/weights.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Working memory for sentences of up to some length. */
typedef struct tree_space {
    int16_t *slot;         // [n + 1][slots * hidden]
    uint16_t *filled;      // [n + 1] bits of the slots whose vectors are in slot
    const uint8_t *states; // [n + 1][width] of the sentence
    int32_t *sums;         // [TREE_BLOCK][near * hidden]
    int16_t *hidden;       // [hidden]
    int32_t *scores;       // [padded actions]
    void *memory;          // of the transition state
    transition_state state;
} tree_space;

enum { TREE_BLOCK = 8 }; // tokens whose near vectors are computed at a time

/* Takes the memory for sentences of n words; false when the arena refuses. */
bool tree_reserve(tree_space *space, const weights *w, size_t n, arena *memory);
/* Parses n >= 1 words from their states and ROOT's behind them; space->state then holds for each
 * word its head, n for ROOT, and its relation as a number of w->relation_label. */
void tree_read(tree_space *space, const weights *w, const kernel *k, const uint8_t *states,
               size_t n);

#endif
