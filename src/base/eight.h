/* eight.h - eight bytes of a text looked at together in one number, the first byte lowest: what
 * AVX2 does for thirty-two, on any processor, and right for words, of which most are shorter. */
#ifndef UH_EIGHT_H
#define UH_EIGHT_H

#include "base/text.h"

enum { EIGHT = 8 };
#define EIGHT_ONES UINT64_C(0x0101010101010101)

static inline uint64_t eight_half(const unsigned char *at) {
    return (uint64_t)at[0] | (uint64_t)at[1] << 8 | (uint64_t)at[2] << 16 | (uint64_t)at[3] << 24;
}

/* The next eight bytes; those behind the end are 0. Of fewer some are looked at twice. */
static inline uint64_t eight_at(text t, size_t from) {
    const unsigned char *at = (const unsigned char *)t.at + from;
    size_t n = t.len - from;
    if (n >= EIGHT)
        return eight_half(at) | eight_half(at + EIGHT / 2) << 32;
    if (n >= EIGHT / 2)
        return eight_half(at) | eight_half(at + n - EIGHT / 2) << 8 * (n - EIGHT / 2);
    if (n == 0)
        return 0;
    return (uint64_t)at[0] | (uint64_t)at[n / 2] << 8 * (n / 2) |
           (uint64_t)at[n - 1] << 8 * (n - 1);
}

/* All bits of the first n bytes; of all where there are no more. */
static inline uint64_t eight_first(size_t n) {
    return n < EIGHT ? (UINT64_C(1) << 8 * n) - 1 : UINT64_MAX;
}

/* The highest bit of each byte from least to most, both ASCII; the others may have it too where
 * they are not ASCII. */
static inline uint64_t eight_between(uint64_t ascii, unsigned char least, unsigned char most) {
    return (ascii + EIGHT_ONES * (0x80u - least)) & ~(ascii + EIGHT_ONES * (0x7fu - most));
}

/* The highest bit of each byte that is an ASCII letter. */
static inline uint64_t eight_letters(uint64_t bytes) {
    uint64_t lower = (bytes | EIGHT_ONES * 0x20) & EIGHT_ONES * 0x7f;
    return eight_between(lower, 'a', 'z') & ~bytes & EIGHT_ONES * 0x80;
}

/* Capitals of ASCII become small letters. */
static inline uint64_t eight_lower(uint64_t bytes) {
    uint64_t capitals = eight_between(bytes & EIGHT_ONES * 0x7f, 'A', 'Z') & ~bytes;
    return bytes | (capitals & EIGHT_ONES * 0x80) >> 2;
}

/* The same of digits. */
static inline uint64_t eight_digits(uint64_t bytes) {
    return eight_between(bytes & EIGHT_ONES * 0x7f, '0', '9') & ~bytes & EIGHT_ONES * 0x80;
}

/* How many bytes have their highest bit set before the first that has not. */
static inline unsigned eight_run(uint64_t marks) {
    uint64_t others = ~marks & EIGHT_ONES * 0x80;
    return others ? (unsigned)__builtin_ctzll(others) / 8 : EIGHT;
}

#endif
