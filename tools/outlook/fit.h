/* fit.h - fits the weights of src/event/outlook.h: two logistic models over the same signs. One
 * thread, fixed seed, one order of sums. */
#ifndef OUTLOOK_FIT_H
#define OUTLOOK_FIT_H

#include "event/outlook.h"

/* A sentence that may need a tree. */
typedef struct sample {
    size_t first; // of its signs' places
    uint32_t n, article, n_tokens;
    uint8_t weight;
    bool read;  // by those who coded sentences
    bool found; // an act, by the coder
    bool is[OUTLOOK_QUESTIONS];
} sample;

typedef struct samples {
    sample *at;
    uint32_t *places;
    size_t n, cap, n_places, places_cap;
} samples;

void samples_add(samples *s, const sample *x, const uint32_t *places);

/* Fits to the samples whose article takes[] says so (NULL: to all) and appends the section. */
void fit(const samples *s, const bool *takes, buffer *out);

#endif
