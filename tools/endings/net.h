/* net.h - the networks by which the splitter decides, in floating point: how they learn from places
 * in passages of text, and how they become the whole numbers of the model. AdaGrad (Duchi, Hazan
 * and Singer 2011) for rows of tables, Adam (Kingma and Ba 2015) for the rest, dropout. */
#ifndef ENDINGS_NET_H
#define ENDINGS_NET_H

#include "language/sentence.h"

#include <stddef.h>
#include <stdint.h>

enum { PASSAGE_MOST = 400 };

/* A place where a sentence may end: behind a word of its passage. */
typedef struct place {
    uint32_t word;
    uint16_t rows[ENDING_FEATURES];
    bool ends;
} place;

/* Words that are learnt from at once, PASSAGE_MOST at most. */
typedef struct passage {
    uint32_t n, n_places;
    uint8_t *states;                   // [n][FLOW_INPUT] of the trunk
    uint16_t (*traits)[ENDING_TRAITS]; // [n]
    place *places;
} passage;

typedef struct passages {
    passage *at;
    size_t n, cap;
    size_t n_plain; // the first ones: of texts that have all their marks
} passages;

/* Trains all networks and fills the tables. */
void net_train(const passages *from, uint64_t *seed, sentence_tables *out);

uint64_t net_random(uint64_t *state); // xorshift64*

#endif
