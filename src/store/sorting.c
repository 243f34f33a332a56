/* sorting.c - a radix sort from the lowest digit up. */
#include "store/sorting.h"
#include "store/value.h"

#include <stdbool.h>
#include <string.h>

enum { DIGIT_BITS = 11, DIGITS = 1 << DIGIT_BITS, NUMBER_BITS = 64 };

static bool are_sorted(const sorting_pair *p, uint32_t n) {
    for (uint32_t i = 1; i < n; i++)
        if (p[i - 1].high > p[i].high || (p[i - 1].high == p[i].high && p[i - 1].low > p[i].low))
            return false;
    return true;
}

static bool lows_are_sorted(const sorting_pair *p, uint32_t n) {
    for (uint32_t i = 1; i < n; i++)
        if (p[i - 1].low > p[i].low)
            return false;
    return true;
}

static uint32_t digit_of(const sorting_pair *p, bool high, int shift) {
    return (uint32_t)((high ? p->high : p->low) >> shift) & (DIGITS - 1);
}

/* Puts pairs in the order of one digit, those with the same digit as they were. */
static void deal(const sorting_pair *from, sorting_pair *to, uint32_t n, bool high, int shift) {
    uint32_t at[DIGITS] = { 0 }, sum = 0;
    for (uint32_t i = 0; i < n; i++)
        at[digit_of(&from[i], high, shift)]++;
    for (uint32_t d = 0; d < DIGITS; d++) {
        uint32_t count = at[d];
        at[d] = sum;
        sum += count;
    }
    for (uint32_t i = 0; i < n; i++)
        to[at[digit_of(&from[i], high, shift)]++] = from[i];
}

/* Sorts by one number of the pairs; *items and *spare change places with every digit. */
static void sort_by(sorting_pair **items, sorting_pair **spare, uint32_t n, bool high) {
    uint64_t differ = 0;
    const sorting_pair *p = *items;
    for (uint32_t i = 1; i < n; i++)
        differ |= high ? p[i].high ^ p[0].high : p[i].low ^ p[0].low;
    for (int shift = 0; shift < NUMBER_BITS; shift += DIGIT_BITS) {
        if ((differ >> shift & (DIGITS - 1)) == 0)
            continue;
        deal(*items, *spare, n, high, shift);
        sorting_pair *other = *items;
        *items = *spare;
        *spare = other;
    }
}

void sorting_pairs(sorting_pair *items, sorting_pair *spare, uint32_t n) {
    sorting_pair *now = items, *other = spare;
    if (are_sorted(items, n))
        return;
    if (!lows_are_sorted(items, n))
        sort_by(&now, &other, n, false);
    sort_by(&now, &other, n, true);
    if (now != items)
        memcpy(items, now, n * sizeof *items);
}

int64_t sorting_number(uint64_t rank) {
    return key_to_number(rank ^ (uint64_t)1 << 63);
}
