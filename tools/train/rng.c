/* rng.c - see rng.h. */
#include "rng.h"

rng rng_start(uint64_t seed) {
    rng r = { (seed + 1) * 0x9e3779b97f4a7c15u };
    for (int i = 0; i < 8; i++)
        rng_next(&r);
    return r;
}

uint32_t rng_next(rng *r) {
    r->state ^= r->state >> 12;
    r->state ^= r->state << 25;
    r->state ^= r->state >> 27;
    return (uint32_t)(r->state * 0x2545f4914f6cdd1du >> 32);
}

uint32_t rng_below(rng *r, uint32_t limit) {
    return (uint32_t)((uint64_t)rng_next(r) * limit >> 32);
}

float rng_share(rng *r) {
    return (float)(rng_next(r) >> 8) * (1.0f / 16777216.0f);
}

float rng_normal(rng *r) {
    float sum = 0;
    for (int i = 0; i < 12; i++)
        sum += rng_share(r);
    return sum - 6.0f;
}

void rng_shuffle(rng *r, uint32_t *order, uint32_t n) {
    for (uint32_t i = n; i > 1; i--) {
        uint32_t k = rng_below(r, i), swap = order[i - 1];
        order[i - 1] = order[k];
        order[k] = swap;
    }
}
