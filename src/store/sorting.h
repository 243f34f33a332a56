/* sorting.h - pairs of numbers in order. */
#ifndef UH_SORTING_H
#define UH_SORTING_H

#include <stdint.h>

typedef struct sorting_pair {
    uint64_t high, low; // by high first
} sorting_pair;

/* Sorts n pairs; spare holds as many. Linear: digit by digit, and only digits that differ; pairs
 * that are in order are left at once. Any order of equal pairs is the same. */
void sorting_pairs(sorting_pair *items, sorting_pair *spare, uint32_t n);

/* The order of signed numbers in unsigned ones, and back. */
static inline uint64_t sorting_signed(int64_t number) {
    return (uint64_t)number ^ (uint64_t)1 << 63;
}
int64_t sorting_number(uint64_t rank);

#endif
