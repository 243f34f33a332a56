/* hunch.h - the weights by which event/hunch.h tells what act a word stands for: rows for signs,
 * rows for the meaning of words, one hidden layer. Trained by tools/hunch; models/hunch.card. */
#ifndef UH_MODEL_HUNCH_H
#define UH_MODEL_HUNCH_H

#include "base/text.h"
#include "model/model.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    HUNCH_BITS = 16,    // of a sign's place among the rows
    HUNCH_HIDDEN = 48,  // numbers of a row
    HUNCH_WORDS = 4,    // rows of a word: event/sign.h's sign_word
    HUNCH_CLASSES = 17, // no act, then the types
    HUNCH_OUT = 20,     // the same, filled up
};

/* The last layers, in floats. */
typedef struct hunch_top {
    float scale; // of the rows' whole numbers
    float bias[HUNCH_HIDDEN];
    float out[HUNCH_HIDDEN][HUNCH_OUT];
    float out_bias[HUNCH_OUT];
} hunch_top;

/* The section: parts of parts.h in this order. Borrows it. */
typedef struct hunch {
    const uint16_t *check;             // [1 << HUNCH_BITS] hunch_check of a row's sign, 0 none
    const int8_t (*row)[HUNCH_HIDDEN]; // [1 << HUNCH_BITS]
    text words;                        // packed table: word to its number, 1 .., and more:
                                       // whether it often told an act in training
    const int8_t (*word)[HUNCH_WORDS][HUNCH_HIDDEN];
    uint32_t n_words;
    const hunch_top *top;
} hunch;

/* A sign lies in one of two places, which its check tells apart from most others. */
static inline uint16_t hunch_check(uint32_t sign) {
    uint16_t check = (uint16_t)(sign >> HUNCH_BITS);
    return check ? check : 1;
}

static inline uint32_t hunch_place(uint32_t sign, int which) {
    uint32_t mask = ((uint32_t)1 << HUNCH_BITS) - 1;
    return (sign ^ (which ? hunch_check(sign) * 40503u : 0)) & mask;
}

/* Returns the row of a sign, or -1. */
int32_t hunch_row(const hunch *h, uint32_t sign);
/* Returns the rows of a word, HUNCH_WORDS of them, or NULL. */
const int8_t (*hunch_word(const hunch *h, uint64_t word))[HUNCH_HIDDEN];
/* Whether the word told an act more than once in a while where it was trained. */
bool hunch_tells(const hunch *h, uint64_t word);

/* Checks a section and borrows it; false if it is not such weights. */
bool hunch_open(text section, hunch *out);
/* Returns the model's, or NULL where it was packed without. */
const hunch *model_hunch(const uh_model *model);

#endif
