/* flow.h - the text as one stream of words, before it is divided into sentences: the trunk's states
 * of some sixty words pass through convolutions of growing reach, and what they say about the two
 * words around a place goes into the decision whether a sentence ends there. The trunk learnt its
 * states from sentences; the convolutions learnt what they look like in a stream. */
#ifndef UH_FLOW_H
#define UH_FLOW_H

#include "doc/doc.h"
#include "language/ending.h"
#include "language/kernel.h"
#include "language/trunk.h"
#include "model/weights.h"

enum {
    FLOW_INPUT = 128, // width of the trunk's states
    FLOW_WIDTH = 64,
    FLOW_WINDOW = 3, // words that a convolution sees
    FLOW_LAYERS = 5,
    FLOW_TRAIT_ROWS = 1 << 9, // of the table of each trait
    FLOW_STEP = 24,           // words that are decided by one piece of text; places are few
    FLOW_EDGE = 20,           // words on either side of them that are seen
    FLOW_MOST = FLOW_STEP + 2 * FLOW_EDGE, // a bit each in a number
    FLOW_UNIT = 256,                       // of the states' numbers
};

/* The trained numbers of one net as they lie in the model, little-endian; dense layers as kernel.h
 * has them. */
typedef struct flow_table {
    int32_t project_bias[FLOW_WIDTH], project_shift[FLOW_WIDTH];
    int32_t bias[FLOW_LAYERS][FLOW_WIDTH], shift[FLOW_LAYERS][FLOW_WIDTH];
    int32_t side_bias[ENDING_HIDDEN], side_shift[ENDING_HIDDEN];
    int32_t state_shift[FLOW_LAYERS + 1]; // before each layer and behind the last
    int8_t project[FLOW_INPUT * FLOW_WIDTH];
    int8_t layer[FLOW_LAYERS][FLOW_WINDOW * FLOW_WIDTH * FLOW_WIDTH];
    int8_t side[2 * FLOW_WIDTH * ENDING_HIDDEN]; // of the words before and behind the place
    int8_t trait[ENDING_TRAITS][FLOW_TRAIT_ROWS][FLOW_WIDTH];
} flow_table;

/* Working memory for one document, and in it the states of one piece. */
typedef struct flow {
    const flow_table *table; // [ENDING_NETS]
    const weights *w;
    const kernel *k;
    trunk_space trunk;
    text *forms;                    // [FLOW_MOST]
    int16_t *state[ENDING_NETS];    // [FLOW_MOST][FLOW_WIDTH], as far as each place has come
    uint8_t *bytes[ENDING_NETS];    // [FLOW_LAYERS + 1][FLOW_MOST][FLOW_WIDTH] before each layer
    uint64_t done[FLOW_LAYERS + 1]; // the places that have come to each
    uint8_t *windows;               // [FLOW_MOST][FLOW_WINDOW][FLOW_WIDTH]
    int32_t *sums;                  // [FLOW_MOST][FLOW_WIDTH]
    uint32_t from, to;
} flow;

/* How far the words lie apart that a layer sees. */
uint32_t flow_reach(uint32_t layer);
/* The piece of a block, words [first, end), by which the place behind word i is decided. */
void flow_piece(uint32_t first, uint32_t end, uint32_t i, uint32_t *from, uint32_t *to);

/* Takes the memory; table holds ENDING_NETS. False when the arena refuses, the weights are for
 * other features, or the table is out of bounds. */
bool flow_open(flow *s, const flow_table *table, const weights *w, arena *memory);
/* Returns the trunk's states of words [from, to), [to - from][FLOW_INPUT]; good until the next
 * call. */
const uint8_t *flow_states(flow *s, const doc *d, uint32_t from, uint32_t to);
/* Fills what the words around the place behind word i add to ending_sure's sums. */
void flow_look(flow *s, const doc *d, const ending_scan *scan, uint32_t i, ending_around *out);

#endif
