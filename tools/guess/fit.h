/* fit.h - fits the weights of src/event/guess.h to words of which it is known whether they stand on
 * a hand of an act. One thread, fixed seed, one order of sums. */
#ifndef GUESS_FIT_H
#define GUESS_FIT_H

#include "event/guess.h"

/* A word of a coded sentence, as who may stand on a hand. */
typedef struct sample {
    size_t first; // of its signs
    uint32_t n_signs;
    uint32_t sentence;
    bool stands; // by those who coded it
} sample;

typedef struct samples {
    sample *at;
    uint32_t *signs;
    size_t n, cap, n_signs, signs_cap;
} samples;

/* Fits to the samples whose sentence takes[] says so (NULL: to all) and appends the section. */
void fit(const samples *s, const bool *takes, buffer *out);

#endif
