/* kernel.h - the network's arithmetic: whole numbers only, so that the scalar, AVX2 and AVX-512
 * VNNI versions give the same bits. Knows sizes and numbers, nothing of language. */
#ifndef UH_KERNEL_H
#define UH_KERNEL_H

#include <stddef.h>
#include <stdint.h>

enum {
    KERNEL_STEP = 16,          // widths are multiples of this
    KERNEL_INPUTS_MOST = 1024, // of a dense layer: keeps sums of products under 2^26
    KERNEL_ZERO = 128,         // the byte that stands for activation 0
    KERNEL_WEIGHT_MOST = 64,
    KERNEL_FINE_MOST = 1023,  // of a fine layer's weights
    KERNEL_FINE_INPUTS = 128, // of a fine layer, at most: keeps sums under 2^30, pairs in 64 bits
    KERNEL_HIDDEN_SHIFT = 3,  // of 15 bits to the 12 that a fine layer takes
};

/* A dense layer: out = bias + weights * in. Weights lie in quads, [n_in / 4][n_out][4], and are at
 * most KERNEL_WEIGHT_MOST in size: two products with bytes then fit 16 bits, which AVX2 adds them
 * in. */
typedef struct kernel_dense {
    uint32_t n_in;  // multiple of 4
    uint32_t n_out; // multiple of KERNEL_STEP
    const int8_t *weights;
    const int32_t *bias; // [n_out], with the correction for KERNEL_ZERO where the inputs have it
} kernel_dense;

/* A dense layer with finer steps: inputs of 12 bits, weights of 11 in pairs, [n_in / 2][n_out][2].
 */
typedef struct kernel_fine {
    uint32_t n_in, n_out; // multiples of KERNEL_STEP
    const int16_t *weights;
    const int32_t *bias; // [n_out]
} kernel_fine;

typedef struct kernel {
    const char *name; // "scalar", "avx2", "avx512"
    /* out[j] = sum of the rows' column j. */
    void (*sum)(const int8_t *const *rows, size_t n_rows, size_t width, int16_t *out);
    /* bytes[j] = KERNEL_ZERO + state[j] >> shift, rounded and clipped to a byte. */
    void (*activate)(const int16_t *state, size_t width, int shift, uint8_t *bytes);
    /* out [n][n_out] = dense of in [n], whose rows start stride bytes apart. */
    void (*product)(const kernel_dense *dense, const uint8_t *in, size_t stride, size_t n,
                    int32_t *out);
    /* state[j] += max(0, sums[j] >> shift[j]), saturating. */
    void (*residual)(const int32_t *sums, const int32_t *shift, size_t width, int16_t *state);
    /* out[j] = sums[j] >> shift[j], saturating. */
    void (*narrow)(const int32_t *sums, const int32_t *shift, size_t width, int16_t *out);
    /* out[j] = max(0, sum of the vectors' column j, saturating from left to right) >>
     * KERNEL_HIDDEN_SHIFT. */
    void (*hidden)(const int16_t *const *vectors, size_t n_vectors, size_t width, int16_t *out);
    /* out [n_out] = fine layer of in [n_in]. */
    void (*fine)(const kernel_fine *layer, const int16_t *in, int32_t *out);
    /* Returns the first place of the greatest of sums[0..n), n a multiple of KERNEL_STEP. */
    size_t (*greatest)(const int32_t *sums, size_t n);
} kernel;

enum kernel_kind { KERNEL_BEST, KERNEL_SCALAR, KERNEL_AVX2, KERNEL_AVX512 };

/* Returns the kernel of a kind, or NULL where this processor lacks it; KERNEL_BEST is never NULL.
 */
const kernel *kernel_find(enum kernel_kind kind);

const kernel *kernel_avx2(void);   // NULL where not compiled in or not present
const kernel *kernel_avx512(void); // the same

#endif
