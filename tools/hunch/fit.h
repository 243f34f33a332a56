/* fit.h - fits the network of src/event/hunch.h to words whose act is known. One thread, fixed
 * seed, one order of sums. */
#ifndef HUNCH_FIT_H
#define HUNCH_FIT_H

#include "vectors.h"

#include "coded.h"

#include "event/hunch.h"

enum { SAMPLE_DRAFTS = 4 };

typedef struct sample_draft {
    uint8_t type;
    bool dropped;
} sample_draft;

/* A word of a coded sentence. What it was is told by a person, or by a model that is not sure. */
typedef struct sample {
    size_t first; // of its signs
    uint32_t n_signs;
    uint64_t words[SIGN_WORDS];
    uint32_t sentence;
    uint8_t sure[HUNCH_CLASSES]; // of CODED_SURE, that it is this act
    uint8_t n_drafts;
    sample_draft drafts[SAMPLE_DRAFTS];
} sample;

typedef struct samples {
    sample *at;
    uint32_t *signs;
    size_t n, cap, n_signs, signs_cap;
} samples;

/* Fits to the samples whose sentence takes[] says so (NULL: to all) and appends the section. */
void fit(const samples *s, const bool *takes, const vectors *v, buffer *out);

#endif
