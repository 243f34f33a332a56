/* lanes.c - trees over a row of pieces, in any processor's code and in that of AVX2 and AVX-512. */
#include "page/lanes.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#include <stdbool.h>
#define AVX2   __attribute__((target("avx2")))
#define AVX512 __attribute__((target("avx512f,avx512bw")))
#endif

static uint32_t u16(const unsigned char *at) {
    return (uint32_t)at[0] | (uint32_t)at[1] << 8;
}

/* The column that a tree's compare k looks at. */
static const uint8_t *column_of(const unsigned char *tree, uint32_t k, const uint8_t *columns,
                                size_t stride) {
    return columns + (size_t)u16(tree + 4 * k) * stride;
}

static const unsigned char *leaves_of(const unsigned char *tree) {
    return tree + 4 * LANES_DEPTH;
}

void lanes_scalar(const unsigned char *trees, uint32_t n, const uint8_t *columns, size_t stride,
                  int32_t *sum) {
    for (const unsigned char *tree = trees; n > 0; n--, tree += LANES_TREE) {
        uint8_t leaf[LANES] = { 0 };
        for (uint32_t k = 0; k < LANES_DEPTH; k++) {
            const uint8_t *column = column_of(tree, k, columns, stride);
            uint8_t above = tree[4 * k + 2], bit = (uint8_t)(1u << k);
            for (uint32_t i = 0; i < LANES; i++)
                leaf[i] |= column[i] > above ? bit : 0;
        }
        for (uint32_t i = 0; i < LANES; i++)
            sum[i] += (int16_t)u16(leaves_of(tree) + 2 * leaf[i]);
    }
}

void lanes_few(const unsigned char *trees, uint32_t n, const uint8_t *columns, size_t stride,
               int32_t *sum, uint32_t n_lanes) {
    for (const unsigned char *tree = trees; n > 0; n--, tree += LANES_TREE) {
        const uint8_t *column[LANES_DEPTH];
        for (uint32_t k = 0; k < LANES_DEPTH; k++)
            column[k] = column_of(tree, k, columns, stride);
        for (uint32_t i = 0; i < n_lanes; i++) {
            uint32_t leaf = 0;
            for (uint32_t k = 0; k < LANES_DEPTH; k++)
                leaf |= (uint32_t)(column[k][i] > tree[4 * k + 2]) << k;
            sum[i] += (int16_t)u16(leaves_of(tree) + 2 * leaf);
        }
    }
}

#if defined(__x86_64__)

/* The compares are done in two halves of 32; a leaf's value is looked up one by one, which takes
 * less than the gathers of AVX2 do. */
static AVX2 void add_avx2(const unsigned char *trees, uint32_t n, const uint8_t *columns,
                          size_t stride, int32_t *sum) {
    for (const unsigned char *tree = trees; n > 0; n--, tree += LANES_TREE) {
        uint8_t leaf[LANES];
        for (uint32_t half = 0; half < LANES; half += 32) {
            __m256i all = _mm256_setzero_si256();
            for (uint32_t k = 0; k < LANES_DEPTH; k++) {
                const uint8_t *column = column_of(tree, k, columns, stride) + half;
                __m256i x = _mm256_loadu_si256((const void *)column);
                __m256i above = _mm256_set1_epi8((char)tree[4 * k + 2]);
                __m256i is_not = _mm256_cmpeq_epi8(_mm256_max_epu8(x, above), above);
                all = _mm256_or_si256(
                    all, _mm256_andnot_si256(is_not, _mm256_set1_epi8((char)(1 << k))));
            }
            _mm256_storeu_si256((void *)(leaf + half), all);
        }
        int16_t value[LANES_LEAVES];
        memcpy(value, leaves_of(tree), sizeof value);
        for (uint32_t i = 0; i < LANES; i++)
            sum[i] += value[leaf[i]];
    }
}

/* All of a tree's leaves fit two registers, in which 32 pieces look theirs up at once. */
static AVX512 void add_avx512(const unsigned char *trees, uint32_t n, const uint8_t *columns,
                              size_t stride, int32_t *sum) {
    __m512i total[4];
    for (int i = 0; i < 4; i++)
        total[i] = _mm512_loadu_si512(sum + 16 * i);
    for (const unsigned char *tree = trees; n > 0; n--, tree += LANES_TREE) {
        __m512i leaf = _mm512_setzero_si512();
        for (uint32_t k = 0; k < LANES_DEPTH; k++) {
            __m512i x = _mm512_loadu_si512(column_of(tree, k, columns, stride));
            __mmask64 is = _mm512_cmpgt_epu8_mask(x, _mm512_set1_epi8((char)tree[4 * k + 2]));
            leaf = _mm512_mask_add_epi8(leaf, is, leaf, _mm512_set1_epi8((char)(1 << k)));
        }
        __m512i low = _mm512_loadu_si512(leaves_of(tree)),
                high = _mm512_loadu_si512(leaves_of(tree) + 64);
        for (int half = 0; half < 2; half++) {
            __m256i bytes =
                half ? _mm512_extracti64x4_epi64(leaf, 1) : _mm512_castsi512_si256(leaf);
            __m512i value = _mm512_permutex2var_epi16(low, _mm512_cvtepu8_epi16(bytes), high);
            __m512i first = _mm512_cvtepi16_epi32(_mm512_castsi512_si256(value)),
                    second = _mm512_cvtepi16_epi32(_mm512_extracti64x4_epi64(value, 1));
            total[2 * half] = _mm512_add_epi32(total[2 * half], first);
            total[2 * half + 1] = _mm512_add_epi32(total[2 * half + 1], second);
        }
    }
    for (int i = 0; i < 4; i++)
        _mm512_storeu_si512(sum + 16 * i, total[i]);
}

lanes_add *lanes_avx2(void) {
    return __builtin_cpu_supports("avx2") ? add_avx2 : NULL;
}

lanes_add *lanes_avx512(void) {
    bool has = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw");
    return has ? add_avx512 : NULL;
}

#else

lanes_add *lanes_avx2(void) {
    return NULL;
}

lanes_add *lanes_avx512(void) {
    return NULL;
}

#endif

lanes_add *lanes_best(void) {
    lanes_add *widest = lanes_avx512(), *wide = lanes_avx2();
    return widest ? widest : wide ? wide : lanes_scalar;
}
