/* kernel_avx2.c - the network's arithmetic with AVX2; equals the scalar kernel bit for bit. Pairs
 * of products are added in 16 bits, which KERNEL_WEIGHT_MOST keeps from saturating. */
#include "language/kernel.h"

#if defined(__x86_64__)
#include <immintrin.h>
#include <string.h>

#define AVX2 __attribute__((target("avx2")))

enum { ROWS = 4, BLOCK = 16 }; // of outputs computed at a time

static AVX2 void sum(const int8_t *const *rows, size_t n_rows, size_t width, int16_t *out) {
    for (size_t j = 0; j < width; j += 16) {
        __m256i total = _mm256_setzero_si256();
        for (size_t r = 0; r < n_rows; r++) {
            __m128i row = _mm_loadu_si128((const void *)(rows[r] + j));
            total = _mm256_add_epi16(total, _mm256_cvtepi8_epi16(row));
        }
        _mm256_storeu_si256((void *)(out + j), total);
    }
}

static AVX2 inline void store_bytes(uint8_t *bytes, __m256i x) {
    __m128i low = _mm256_castsi256_si128(x), high = _mm256_extracti128_si256(x, 1);
    _mm_storeu_si128((void *)bytes, _mm_packus_epi16(low, high));
}

static AVX2 void activate(const int16_t *state, size_t width, int shift, uint8_t *bytes) {
    __m256i half = _mm256_set1_epi16((int16_t)(shift ? 1 << (shift - 1) : 0));
    __m256i zero = _mm256_set1_epi16(KERNEL_ZERO);
    __m128i by = _mm_cvtsi32_si128(shift);
    for (size_t j = 0; j < width; j += 16) {
        __m256i x = _mm256_adds_epi16(_mm256_loadu_si256((const void *)(state + j)), half);
        store_bytes(bytes + j, _mm256_adds_epi16(_mm256_sra_epi16(x, by), zero));
    }
}

static AVX2 inline __m256i four(const uint8_t *in) {
    int32_t x;
    memcpy(&x, in, sizeof x);
    return _mm256_set1_epi32(x);
}

/* Sixteen sums of one token, in registers over all inputs. */
typedef struct pair {
    __m256i a, b;
} pair;

static AVX2 inline pair pair_load(const void *from) {
    const unsigned char *at = from;
    return (pair){ _mm256_loadu_si256((const void *)at),
                   _mm256_loadu_si256((const void *)(at + 32)) };
}

static AVX2 inline void pair_store(int32_t *out, pair p) {
    _mm256_storeu_si256((void *)out, p.a);
    _mm256_storeu_si256((void *)(out + 8), p.b);
}

static AVX2 inline pair pair_add(pair sum, const uint8_t *in, pair w) {
    __m256i x = four(in), one = _mm256_set1_epi16(1);
    __m256i a = _mm256_madd_epi16(_mm256_maddubs_epi16(x, w.a), one);
    __m256i b = _mm256_madd_epi16(_mm256_maddubs_epi16(x, w.b), one);
    return (pair){ _mm256_add_epi32(sum.a, a), _mm256_add_epi32(sum.b, b) };
}

/* Outputs j to j + 15 of four tokens. */
static AVX2 void four_tokens(const kernel_dense *dense, const uint8_t *in, size_t stride, size_t j,
                             int32_t *out) {
    size_t n_out = dense->n_out;
    const int8_t *w = dense->weights + j * 4;
    pair t0 = pair_load(dense->bias + j), t1 = t0, t2 = t0, t3 = t0;
    for (size_t k = 0; k < dense->n_in; k += 4, w += n_out * 4) {
        pair weights = pair_load(w);
        t0 = pair_add(t0, in + k, weights);
        t1 = pair_add(t1, in + stride + k, weights);
        t2 = pair_add(t2, in + 2 * stride + k, weights);
        t3 = pair_add(t3, in + 3 * stride + k, weights);
    }
    pair_store(out + j, t0);
    pair_store(out + n_out + j, t1);
    pair_store(out + 2 * n_out + j, t2);
    pair_store(out + 3 * n_out + j, t3);
}

static AVX2 void one_token(const kernel_dense *dense, const uint8_t *in, size_t j, int32_t *out) {
    const int8_t *w = dense->weights + j * 4;
    pair sum = pair_load(dense->bias + j);
    for (size_t k = 0; k < dense->n_in; k += 4, w += (size_t)dense->n_out * 4)
        sum = pair_add(sum, in + k, pair_load(w));
    pair_store(out + j, sum);
}

static AVX2 void product(const kernel_dense *dense, const uint8_t *in, size_t stride, size_t n,
                         int32_t *out) {
    size_t n_out = dense->n_out, i = 0;
    for (; i + ROWS <= n; i += ROWS)
        for (size_t j = 0; j < n_out; j += BLOCK)
            four_tokens(dense, in + i * stride, stride, j, out + i * n_out);
    for (; i < n; i++)
        for (size_t j = 0; j < n_out; j += BLOCK)
            one_token(dense, in + i * stride, j, out + i * n_out);
}

/* Sixteen shifted sums, saturated to int16, in order. */
static AVX2 inline __m256i shifted(const int32_t *sums, const int32_t *shift) {
    __m256i a = _mm256_srav_epi32(_mm256_loadu_si256((const void *)sums),
                                  _mm256_loadu_si256((const void *)shift));
    __m256i b = _mm256_srav_epi32(_mm256_loadu_si256((const void *)(sums + 8)),
                                  _mm256_loadu_si256((const void *)(shift + 8)));
    return _mm256_permute4x64_epi64(_mm256_packs_epi32(a, b), 0xd8);
}

static AVX2 void residual(const int32_t *sums, const int32_t *shift, size_t width, int16_t *state) {
    for (size_t j = 0; j < width; j += 16) {
        __m256i x = _mm256_max_epi16(shifted(sums + j, shift + j), _mm256_setzero_si256());
        x = _mm256_adds_epi16(x, _mm256_loadu_si256((const void *)(state + j)));
        _mm256_storeu_si256((void *)(state + j), x);
    }
}

static AVX2 void narrow(const int32_t *sums, const int32_t *shift, size_t width, int16_t *out) {
    for (size_t j = 0; j < width; j += 16)
        _mm256_storeu_si256((void *)(out + j), shifted(sums + j, shift + j));
}

static AVX2 void hidden(const int16_t *const *vectors, size_t n_vectors, size_t width,
                        int16_t *out) {
    for (size_t j = 0; j < width; j += 16) {
        __m256i total = _mm256_loadu_si256((const void *)(vectors[0] + j));
        for (size_t v = 1; v < n_vectors; v++)
            total = _mm256_adds_epi16(total, _mm256_loadu_si256((const void *)(vectors[v] + j)));
        total = _mm256_max_epi16(total, _mm256_setzero_si256());
        _mm256_storeu_si256((void *)(out + j), _mm256_srai_epi16(total, KERNEL_HIDDEN_SHIFT));
    }
}

/* Which pairs of inputs are not both 0, a bit each: a hidden layer leaves many that add nothing. */
static AVX2 uint64_t pairs_set(const int16_t *in, size_t n_in) {
    uint64_t set = 0;
    for (size_t k = 0; k < n_in; k += KERNEL_STEP) {
        __m256i pairs = _mm256_loadu_si256((const void *)(in + k));
        __m256i none = _mm256_cmpeq_epi32(pairs, _mm256_setzero_si256());
        set |= (uint64_t)(~_mm256_movemask_ps(_mm256_castsi256_ps(none)) & 0xff) << k / 2;
    }
    return set;
}

static AVX2 void fine(const kernel_fine *layer, const int16_t *in, int32_t *out) {
    size_t n_out = layer->n_out;
    uint64_t all = pairs_set(in, layer->n_in);
    for (size_t j = 0; j < n_out; j += BLOCK) {
        pair sum = pair_load(layer->bias + j);
        for (uint64_t set = all; set; set &= set - 1) {
            size_t k = (size_t)__builtin_ctzll(set) * 2;
            __m256i x = four((const uint8_t *)(in + k));
            pair weights = pair_load(layer->weights + k * n_out + j * 2);
            sum.a = _mm256_add_epi32(sum.a, _mm256_madd_epi16(x, weights.a));
            sum.b = _mm256_add_epi32(sum.b, _mm256_madd_epi16(x, weights.b));
        }
        pair_store(out + j, sum);
    }
}

static AVX2 size_t greatest(const int32_t *sums, size_t n) {
    __m256i top = _mm256_loadu_si256((const void *)sums);
    for (size_t j = 8; j < n; j += 8)
        top = _mm256_max_epi32(top, _mm256_loadu_si256((const void *)(sums + j)));
    top = _mm256_max_epi32(top, _mm256_permute2x128_si256(top, top, 1));
    top = _mm256_max_epi32(top, _mm256_shuffle_epi32(top, 0x4e));
    top = _mm256_max_epi32(top, _mm256_shuffle_epi32(top, 0xb1));
    for (size_t j = 0; j < n; j += 8) {
        __m256i equal = _mm256_cmpeq_epi32(top, _mm256_loadu_si256((const void *)(sums + j)));
        int mask = _mm256_movemask_ps(_mm256_castsi256_ps(equal));
        if (mask)
            return j + (size_t)__builtin_ctz((unsigned)mask);
    }
    return 0;
}

static const kernel avx2 = {
    .name = "avx2",
    .sum = sum,
    .activate = activate,
    .product = product,
    .residual = residual,
    .narrow = narrow,
    .hidden = hidden,
    .fine = fine,
    .greatest = greatest,
};

const kernel *kernel_avx2(void) {
    return __builtin_cpu_supports("avx2") ? &avx2 : NULL;
}

#else

const kernel *kernel_avx2(void) {
    return NULL;
}

#endif
