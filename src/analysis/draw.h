/* draw.h - random numbers of which every one follows from the seed: splitmix64 (Steele, Lea, Flood
 * 2014). */
#ifndef UH_DRAW_H
#define UH_DRAW_H

#include <stdint.h>

uint64_t draw_next(uint64_t *state);
/* Returns a number from 0 to n-1; n over 0. */
uint32_t draw_below(uint64_t *state, uint32_t n);

#endif
