/* guess.h - the weights by which event/guess.h tells who stands on a hand of an act: one a sign.
 * Trained by tools/guess; models/guess.card. */
#ifndef UH_MODEL_GUESS_H
#define UH_MODEL_GUESS_H

#include "base/text.h"
#include "model/model.h"

#include <stdbool.h>
#include <stdint.h>

enum { GUESS_ONE = 1024 }; // a log-odds of 1 in the whole numbers that are kept

/* The section: parts of parts.h in this order. Borrows it. */
typedef struct guess {
    const uint32_t *sign;  // [n] ascending
    const int16_t *weight; // [n] in parts of GUESS_ONE
    uint32_t n;
} guess;

/* Returns the weight of a sign, 0 of one that it does not know. */
int32_t guess_weight(const guess *g, uint32_t sign);

/* Checks a section and borrows it; false if it is not such weights. */
bool guess_open(text section, guess *out);
/* Returns the model's, or NULL where it was packed without. */
const guess *model_guess(const uh_model *model);

#endif
