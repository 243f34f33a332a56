/* matrix.c - see matrix.h. */
#include "matrix.h"

#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Eight numbers that are computed side by side. */
typedef float lanes __attribute__((vector_size(32), aligned(4), may_alias));

enum { TILE_ROWS = 6 };

static inline lanes fused(lanes a, lanes b, lanes c) {
    return (lanes)_mm256_fmadd_ps((__m256)a, (__m256)b, (__m256)c);
}

static inline lanes all(float x) {
    return (lanes)_mm256_set1_ps(x);
}

static inline lanes *lanes_at(float *x) {
    return (lanes *)x;
}

static inline lanes load(const float *x) {
    return *(const lanes *)x;
}

/* rows x (columns * 8) outputs, summed over depth in order; rows and columns are known when
 * inlined. */
static inline __attribute__((always_inline)) void tile(strided a, const float *b, size_t b_step,
                                                       float *out, size_t out_step, size_t rows,
                                                       size_t columns, size_t depth, bool add) {
    lanes c[TILE_ROWS][2];
    for (size_t r = 0; r < rows; r++)
        for (size_t q = 0; q < columns; q++)
            c[r][q] = add ? load(out + r * out_step + q * MATRIX_LANES) : all(0);
    for (size_t k = 0; k < depth; k++) {
        const float *row = b + k * b_step;
        lanes b0 = load(row), b1 = columns > 1 ? load(row + MATRIX_LANES) : all(0);
        for (size_t r = 0; r < rows; r++) {
            lanes x = all(a.at[r * a.row_step + k * a.column_step]);
            c[r][0] = fused(x, b0, c[r][0]);
            if (columns > 1)
                c[r][1] = fused(x, b1, c[r][1]);
        }
    }
    for (size_t r = 0; r < rows; r++)
        for (size_t q = 0; q < columns; q++)
            *lanes_at(out + r * out_step + q * MATRIX_LANES) = c[r][q];
}

static inline __attribute__((always_inline)) void strip(strided a, const float *b, size_t b_step,
                                                        float *out, size_t out_step, size_t n,
                                                        size_t columns, size_t depth, bool add) {
    size_t i = 0;
    for (; i + TILE_ROWS <= n; i += TILE_ROWS) {
        strided part = { a.at + i * a.row_step, a.row_step, a.column_step };
        tile(part, b, b_step, out + i * out_step, out_step, TILE_ROWS, columns, depth, add);
    }
    for (; i + 2 <= n; i += 2) {
        strided part = { a.at + i * a.row_step, a.row_step, a.column_step };
        tile(part, b, b_step, out + i * out_step, out_step, 2, columns, depth, add);
    }
    if (i < n) {
        strided part = { a.at + i * a.row_step, a.row_step, a.column_step };
        tile(part, b, b_step, out + i * out_step, out_step, 1, columns, depth, add);
    }
}

void matrix_product(strided a, const float *b, size_t b_step, float *out, size_t out_step, size_t n,
                    size_t m, size_t depth, bool add) {
    size_t j = 0;
    for (; j + 2 * MATRIX_LANES <= m; j += 2 * MATRIX_LANES)
        strip(a, b + j, b_step, out + j, out_step, n, 2, depth, add);
    if (j < m)
        strip(a, b + j, b_step, out + j, out_step, n, 1, depth, add);
}

void matrix_turn(const float *a, size_t rows, size_t columns, float *out) {
    for (size_t i = 0; i < rows; i++)
        for (size_t j = 0; j < columns; j++)
            out[j * rows + i] = a[i * columns + j];
}

void matrix_add(float *out, const float *x, float scale, size_t n) {
    lanes s = all(scale);
    for (size_t i = 0; i < n; i += MATRIX_LANES)
        *lanes_at(out + i) = fused(load(x + i), s, load(out + i));
}

void matrix_rectified_sum(const float *const *part, size_t n_parts, size_t width, float *out) {
    for (size_t j = 0; j < width; j += MATRIX_LANES) {
        lanes sum = load(part[0] + j);
        for (size_t k = 1; k < n_parts; k++)
            sum += load(part[k] + j);
        *lanes_at(out + j) = (lanes)_mm256_max_ps((__m256)sum, _mm256_setzero_ps());
    }
}

double matrix_squares(const float *x, size_t n) {
    lanes sum = all(0);
    size_t i = 0;
    for (; i + MATRIX_LANES <= n; i += MATRIX_LANES)
        sum = fused(load(x + i), load(x + i), sum);
    double total = 0;
    for (int q = 0; q < MATRIX_LANES; q++)
        total += (double)sum[q];
    for (; i < n; i++)
        total += (double)x[i] * (double)x[i];
    return total;
}

/* 2^k * p(r), x = k ln 2 + r: Cephes' expf polynomial (Moshier 1989). */
static lanes exp_lanes(lanes x) {
    x = (lanes)_mm256_max_ps((__m256)x, _mm256_set1_ps(-87.0f));
    x = (lanes)_mm256_min_ps((__m256)x, _mm256_set1_ps(87.0f));
    lanes k = (lanes)_mm256_round_ps((__m256)(x * all(1.44269504f)),
                                     _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
    lanes r = fused(k, all(-0.693359375f), x);
    r = fused(k, all(2.12194440e-4f), r);
    lanes p = all(1.9875691500e-4f);
    p = fused(p, r, all(1.3981999507e-3f));
    p = fused(p, r, all(8.3334519073e-3f));
    p = fused(p, r, all(4.1665795894e-2f));
    p = fused(p, r, all(1.6666665459e-1f));
    p = fused(p, r, all(5.0000001201e-1f));
    p = fused(p, r * r, r + all(1.0f));
    __m256i power = _mm256_slli_epi32(
        _mm256_add_epi32(_mm256_cvtps_epi32((__m256)k), _mm256_set1_epi32(127)), 23);
    return p * (lanes)_mm256_castsi256_ps(power);
}

float matrix_exp(float *x, size_t n, float greatest) {
    lanes sum = all(0), top = all(greatest);
    for (size_t i = 0; i < n; i += MATRIX_LANES) {
        lanes e = exp_lanes(load(x + i) - top);
        *lanes_at(x + i) = e;
        sum += e;
    }
    float total = 0;
    for (int q = 0; q < MATRIX_LANES; q++)
        total += sum[q];
    return total;
}

float matrix_log(float x) {
    uint32_t bits;
    memcpy(&bits, &x, sizeof bits);
    int exponent = (int)(bits >> 23) - 127;
    bits = (bits & 0x7fffff) | 0x3f800000;
    float m;
    memcpy(&m, &bits, sizeof m);
    double t = ((double)m - 1) / ((double)m + 1), t2 = t * t; // ln m = 2 artanh t, m in [1, 2)
    double series = 0;
    for (int k = 13; k >= 1; k -= 2)
        series = series * t2 + 1.0 / k;
    return (float)(2 * t * series + exponent * 0.69314718055994531);
}

double matrix_cosine(double x) {
    double term = 1, sum = 1; // Taylor's series; 24 terms are exact to the last digits up to pi
    for (int k = 1; k <= 24; k++) {
        term *= -x * x / ((2 * k - 1) * (2 * k));
        sum += term;
    }
    return sum;
}

float *matrix_alloc(size_t n) {
    size_t bytes = (n * sizeof(float) + MATRIX_ALIGN - 1) / MATRIX_ALIGN * MATRIX_ALIGN;
    float *memory = aligned_alloc(MATRIX_ALIGN, bytes ? bytes : MATRIX_ALIGN);
    if (!memory) {
        fputs("train: out of memory\n", stderr);
        exit(1);
    }
    memset(memory, 0, bytes);
    return memory;
}
