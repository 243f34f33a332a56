/* tabs.c - the tabs of a row, in any processor's code and in that of AVX-512. */
#include "exchange/tabs.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#include <stdbool.h>
#define AVX512 __attribute__((target("avx512f,avx512bw,avx512vbmi2,popcnt")))
#endif

/* A bit for each tab of a block, the first lowest. */
static uint64_t marks_of(const char *block) {
    uint64_t marks = 0;
#ifdef __SSE2__
    const __m128i tab = _mm_set1_epi8('\t');
    for (int i = 0; i < TABS_BLOCK; i += 16) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(block + i));
        marks |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, tab)) << i;
    }
#else
    for (int i = 0; i < TABS_BLOCK; i++)
        marks |= (uint64_t)(block[i] == '\t') << i;
#endif
    return marks;
}

/* The same of the last bytes of a row, from i on. */
static uint64_t last_marks(const char *row, size_t len, size_t i) {
    char rest[TABS_BLOCK] = { 0 };
    if (len >= TABS_BLOCK)
        return marks_of(row + len - TABS_BLOCK) >> (TABS_BLOCK - (len - i));
    memcpy(rest, row + i, len - i);
    return marks_of(rest);
}

static uint32_t count_of(uint64_t marks) {
    marks -= marks >> 1 & 0x5555555555555555;
    marks = (marks & 0x3333333333333333) + (marks >> 2 & 0x3333333333333333);
    return (uint32_t)((((marks + (marks >> 4)) & 0x0f0f0f0f0f0f0f0f) * 0x0101010101010101) >> 56);
}

/* Puts the places of n marks by eights, for how many there are is hard for a processor to foresee;
 * those of the next block write over what is too much. */
static void put_places(uint32_t *at, uint32_t first, uint64_t marks, uint32_t n) {
    enum { TOGETHER = 8 };
    const uint64_t last = (uint64_t)1 << (TABS_BLOCK - 1); // stands for those that are not there
    for (uint32_t k = 0; k < n; k += TOGETHER)
        for (uint32_t i = 0; i < TOGETHER; i++) {
            at[k + i] = first + (uint32_t)__builtin_ctzll(marks | last);
            marks &= marks - 1;
        }
}

uint32_t tabs_plain(const char *row, size_t len, uint32_t *at, uint32_t most) {
    uint32_t n = 0;
    for (size_t i = 0; i < len; i += TABS_BLOCK) {
        uint64_t marks = i + TABS_BLOCK <= len ? marks_of(row + i) : last_marks(row, len, i);
        uint32_t here = count_of(marks);
        if (n < most)
            put_places(at + n, (uint32_t)i, marks, here);
        n += here;
    }
    return n;
}

#if defined(__x86_64__)

/* The numbers of the bytes of a block, of which those that are tabs are pushed together. */
static const uint8_t numbers[TABS_BLOCK] = {
    0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
    22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43,
    44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63,
};

AVX512 static uint32_t find_avx512(const char *row, size_t len, uint32_t *at, uint32_t most) {
    enum { TOGETHER = 16, NEXT = 0x39 };
    const __m512i all = _mm512_loadu_si512(numbers), tab = _mm512_set1_epi8('\t');
    uint32_t n = 0;
    for (size_t i = 0; i < len; i += TABS_BLOCK) {
        uint64_t in_row = len - i < TABS_BLOCK ? ((uint64_t)1 << (len - i)) - 1 : UINT64_MAX;
        __m512i block = _mm512_maskz_loadu_epi8(in_row, row + i);
        uint64_t marks = _mm512_cmpeq_epi8_mask(block, tab);
        __m512i places = _mm512_maskz_compress_epi8(marks, all);
        uint32_t here = (uint32_t)_mm_popcnt_u64(marks);
        for (uint32_t k = 0; n < most && k < here; k += TOGETHER) {
            __m512i sixteen = _mm512_cvtepu8_epi32(_mm512_castsi512_si128(places));
            _mm512_storeu_si512(at + n + k, _mm512_add_epi32(sixteen, _mm512_set1_epi32((int)i)));
            places = _mm512_shuffle_i64x2(places, places, NEXT);
        }
        n += here;
    }
    return n;
}

tabs_find *tabs_avx512(void) {
    bool has = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
               __builtin_cpu_supports("avx512vbmi2") && __builtin_cpu_supports("popcnt");
    return has ? find_avx512 : NULL;
}

#else

tabs_find *tabs_avx512(void) {
    return NULL;
}

#endif

tabs_find *tabs_best(void) {
    tabs_find *wide = tabs_avx512();
    return wide ? wide : tabs_plain;
}
