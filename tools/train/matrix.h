/* matrix.h - single-precision products and functions with one order of operations on every machine:
 * the fused multiply-add is written out (AVX2 and FMA are needed), nothing is left to the compiler.
 */
#ifndef TRAIN_MATRIX_H
#define TRAIN_MATRIX_H

#include <stdbool.h>
#include <stddef.h>

enum { MATRIX_LANES = 8, MATRIX_ALIGN = 64 };

/* A matrix read element by element: item (i, k) lies at at[i * row_step + k * column_step]. */
typedef struct strided {
    const float *at;
    size_t row_step, column_step;
} strided;

/* out [n][m] = a [n][depth] * b [depth][m], or is added to; rows of b and out start b_step and
 * out_step apart; m is a multiple of MATRIX_LANES. */
void matrix_product(strided a, const float *b, size_t b_step, float *out, size_t out_step, size_t n,
                    size_t m, size_t depth, bool add);
/* out [columns][rows] = a [rows][columns] turned. */
void matrix_turn(const float *a, size_t rows, size_t columns, float *out);
/* out += x * scale, n a multiple of MATRIX_LANES. */
void matrix_add(float *out, const float *x, float scale, size_t n);
/* out[j] = max(0, sum of the parts' number j, from left to right), width a multiple of
 * MATRIX_LANES. */
void matrix_rectified_sum(const float *const *part, size_t n_parts, size_t width, float *out);
/* Sum of squares, in a fixed order of partial sums. */
double matrix_squares(const float *x, size_t n);

/* x[i] = exp(x[i] - greatest) for n numbers, a multiple of MATRIX_LANES; returns their sum. */
float matrix_exp(float *x, size_t n, float greatest);
float matrix_log(float x);      // natural logarithm, for x > 0, to about six digits
double matrix_cosine(double x); // for 0 <= x <= pi

/* Zeroed, aligned, never NULL: a trainer without memory ends. */
float *matrix_alloc(size_t n);

#endif
