/* draw.c - splitmix64. */
#include "analysis/draw.h"

uint64_t draw_next(uint64_t *state) {
    uint64_t z = (*state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

uint32_t draw_below(uint64_t *state, uint32_t n) {
    return (uint32_t)(((draw_next(state) >> 32) * n) >> 32);
}
