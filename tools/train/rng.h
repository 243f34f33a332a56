/* rng.h - the trainer's random numbers: xorshift64* (Vigna 2016). One generator, one order of
 * draws. */
#ifndef TRAIN_RNG_H
#define TRAIN_RNG_H

#include <stdint.h>

typedef struct rng {
    uint64_t state; // never 0
} rng;

rng rng_start(uint64_t seed);
uint32_t rng_next(rng *r);
uint32_t rng_below(rng *r, uint32_t limit); // limit > 0
float rng_share(rng *r);                    // 0 <= x < 1
float rng_normal(rng *r);                   // mean 0, variance 1, near enough
void rng_shuffle(rng *r, uint32_t *order, uint32_t n);

#endif
