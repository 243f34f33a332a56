/* stretch.h - sixty-four bytes of a text looked at together: a question about each of them is
 * answered by one number with a bit for each, the first byte's lowest. */
#ifndef UH_STRETCH_H
#define UH_STRETCH_H

#include "base/eight.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { STRETCH = 64, STRETCH_PART = 16, STRETCH_PARTS = STRETCH / STRETCH_PART };

#ifdef __SSE2__
typedef struct stretch {
    __m128i part[STRETCH_PARTS];
} stretch;

/* The next sixteen bytes; those behind the end are 0. */
static inline __m128i stretch_part(text t, size_t from) {
    if (from + STRETCH_PART <= t.len)
        return _mm_loadu_si128((const __m128i *)(const void *)(t.at + from));
    uint64_t first = from < t.len ? eight_at(t, from) : 0;
    uint64_t second = from + EIGHT < t.len ? eight_at(t, from + EIGHT) : 0;
    return _mm_set_epi64x((int64_t)second, (int64_t)first);
}

static inline uint64_t stretch_bits(__m128i a, __m128i b, __m128i c, __m128i d) {
    return (uint64_t)(unsigned)_mm_movemask_epi8(a) |
           (uint64_t)(unsigned)_mm_movemask_epi8(b) << STRETCH_PART |
           (uint64_t)(unsigned)_mm_movemask_epi8(c) << 2 * STRETCH_PART |
           (uint64_t)(unsigned)_mm_movemask_epi8(d) << 3 * STRETCH_PART;
}

/* The next sixty-four bytes; those behind the end are 0. */
static inline stretch stretch_at(text t, size_t from) {
    stretch s;
    for (unsigned i = 0; i < STRETCH_PARTS; i++)
        s.part[i] = stretch_part(t, from + STRETCH_PART * i);
    return s;
}

/* Which of the bytes are c. */
static inline uint64_t stretch_are(const stretch *s, unsigned char c) {
    const __m128i x = _mm_set1_epi8((char)c);
    return stretch_bits(_mm_cmpeq_epi8(s->part[0], x), _mm_cmpeq_epi8(s->part[1], x),
                        _mm_cmpeq_epi8(s->part[2], x), _mm_cmpeq_epi8(s->part[3], x));
}

/* Which of the bytes are first, most, or between. */
static inline uint64_t stretch_between(const stretch *s, unsigned char first, unsigned char most) {
    const __m128i x = _mm_set1_epi8((char)first), y = _mm_set1_epi8((char)(most - first));
    __m128i in[STRETCH_PARTS];
    for (unsigned i = 0; i < STRETCH_PARTS; i++) {
        __m128i from_first = _mm_sub_epi8(s->part[i], x);
        in[i] = _mm_cmpeq_epi8(_mm_min_epu8(from_first, y), from_first);
    }
    return stretch_bits(in[0], in[1], in[2], in[3]);
}
#else
typedef struct stretch {
    unsigned char byte[STRETCH];
} stretch;

static inline stretch stretch_at(text t, size_t from) {
    stretch s = { { 0 } };
    if (from < t.len)
        memcpy(s.byte, t.at + from, t.len - from < STRETCH ? t.len - from : STRETCH);
    return s;
}

static inline uint64_t stretch_between(const stretch *s, unsigned char first, unsigned char most) {
    uint64_t bits = 0;
    for (unsigned i = 0; i < STRETCH; i++)
        bits |= (uint64_t)(s->byte[i] >= first && s->byte[i] <= most) << i;
    return bits;
}

static inline uint64_t stretch_are(const stretch *s, unsigned char c) {
    return stretch_between(s, c, c);
}
#endif

/* The lowest n bits, n < STRETCH. */
static inline uint64_t stretch_first(unsigned n) {
    return (UINT64_C(1) << n) - 1;
}

#endif
