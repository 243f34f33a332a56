/* kernel.c - the scalar kernel, which the others must equal bit for bit; dispatch. */
#include "language/kernel.h"

static int16_t saturate(int32_t x) {
    return (int16_t)(x > INT16_MAX ? INT16_MAX : x < INT16_MIN ? INT16_MIN : x);
}

static uint8_t to_byte(int32_t x) {
    return (uint8_t)(x < 0 ? 0 : x > UINT8_MAX ? UINT8_MAX : x);
}

static void scalar_sum(const int8_t *const *rows, size_t n_rows, size_t width, int16_t *out) {
    for (size_t j = 0; j < width; j++) {
        int32_t sum = 0;
        for (size_t r = 0; r < n_rows; r++)
            sum += rows[r][j];
        out[j] = (int16_t)sum;
    }
}

static void scalar_activate(const int16_t *state, size_t width, int shift, uint8_t *bytes) {
    int32_t half = shift ? 1 << (shift - 1) : 0;
    for (size_t j = 0; j < width; j++)
        bytes[j] = to_byte((saturate(state[j] + half) >> shift) + KERNEL_ZERO);
}

static void scalar_product(const kernel_dense *dense, const uint8_t *in, size_t stride, size_t n,
                           int32_t *out) {
    const int8_t *weights = dense->weights;
    size_t n_out = dense->n_out;
    for (size_t i = 0; i < n; i++, in += stride, out += n_out) {
        for (size_t j = 0; j < n_out; j++)
            out[j] = dense->bias[j];
        for (size_t k = 0; k < dense->n_in; k += 4)
            for (size_t j = 0; j < n_out; j++) {
                const int8_t *quad = weights + (k / 4 * n_out + j) * 4;
                out[j] += in[k] * quad[0] + in[k + 1] * quad[1] + in[k + 2] * quad[2] +
                          in[k + 3] * quad[3];
            }
    }
}

static void scalar_residual(const int32_t *sums, const int32_t *shift, size_t width,
                            int16_t *state) {
    for (size_t j = 0; j < width; j++) {
        int32_t x = sums[j] >> shift[j];
        state[j] = saturate(state[j] + saturate(x > 0 ? x : 0));
    }
}

static void scalar_narrow(const int32_t *sums, const int32_t *shift, size_t width, int16_t *out) {
    for (size_t j = 0; j < width; j++)
        out[j] = saturate(sums[j] >> shift[j]);
}

static void scalar_hidden(const int16_t *const *vectors, size_t n_vectors, size_t width,
                          int16_t *out) {
    for (size_t j = 0; j < width; j++) {
        int32_t sum = vectors[0][j];
        for (size_t v = 1; v < n_vectors; v++)
            sum = saturate(sum + vectors[v][j]);
        out[j] = (int16_t)((sum > 0 ? sum : 0) >> KERNEL_HIDDEN_SHIFT);
    }
}

static void scalar_fine(const kernel_fine *layer, const int16_t *in, int32_t *out) {
    size_t n_out = layer->n_out;
    for (size_t j = 0; j < n_out; j++)
        out[j] = layer->bias[j];
    for (size_t k = 0; k < layer->n_in; k += 2)
        for (size_t j = 0; j < n_out; j++) {
            const int16_t *pair = layer->weights + (k / 2 * n_out + j) * 2;
            out[j] += in[k] * pair[0] + in[k + 1] * pair[1];
        }
}

static size_t scalar_greatest(const int32_t *sums, size_t n) {
    size_t best = 0;
    for (size_t j = 1; j < n; j++)
        if (sums[j] > sums[best])
            best = j;
    return best;
}

static const kernel scalar = {
    .name = "scalar",
    .sum = scalar_sum,
    .activate = scalar_activate,
    .product = scalar_product,
    .residual = scalar_residual,
    .narrow = scalar_narrow,
    .hidden = scalar_hidden,
    .fine = scalar_fine,
    .greatest = scalar_greatest,
};

const kernel *kernel_find(enum kernel_kind kind) {
    switch (kind) {
    case KERNEL_SCALAR:
        return &scalar;
    case KERNEL_AVX2:
        return kernel_avx2();
    case KERNEL_AVX512:
        return kernel_avx512();
    default: {
        const kernel *best = kernel_avx512();
        if (!best)
            best = kernel_avx2();
        return best ? best : &scalar;
    }
    }
}
