/* kernel_avx512.c - the network's arithmetic with AVX-512 VNNI; equals the scalar kernel bit for
 * bit. */
#include "language/kernel.h"

#if defined(__x86_64__)
#include <immintrin.h>
#include <stdbool.h>
#include <string.h>

#define AVX512 __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512vnni")))

enum { ROWS = 4, BLOCK = 64 }; // of outputs computed at a time

static AVX512 void sum(const int8_t *const *rows, size_t n_rows, size_t width, int16_t *out) {
    size_t j = 0;
    for (; j + 32 <= width; j += 32) {
        __m512i total = _mm512_setzero_si512();
        for (size_t r = 0; r < n_rows; r++) {
            __m256i row = _mm256_loadu_si256((const void *)(rows[r] + j));
            total = _mm512_add_epi16(total, _mm512_cvtepi8_epi16(row));
        }
        _mm512_storeu_si512(out + j, total);
    }
    for (; j < width; j += 16) {
        __m256i total = _mm256_setzero_si256();
        for (size_t r = 0; r < n_rows; r++) {
            __m128i row = _mm_loadu_si128((const void *)(rows[r] + j));
            total = _mm256_add_epi16(total, _mm256_cvtepi8_epi16(row));
        }
        _mm256_storeu_si256((void *)(out + j), total);
    }
}

static AVX512 void activate(const int16_t *state, size_t width, int shift, uint8_t *bytes) {
    __m256i half = _mm256_set1_epi16((int16_t)(shift ? 1 << (shift - 1) : 0));
    __m256i zero = _mm256_set1_epi16(KERNEL_ZERO);
    __m128i by = _mm_cvtsi32_si128(shift);
    for (size_t j = 0; j < width; j += 16) {
        __m256i x = _mm256_adds_epi16(_mm256_loadu_si256((const void *)(state + j)), half);
        x = _mm256_adds_epi16(_mm256_sra_epi16(x, by), zero);
        x = _mm256_max_epi16(x, _mm256_setzero_si256());
        _mm_storeu_si128((void *)(bytes + j), _mm256_cvtusepi16_epi8(x));
    }
}

static AVX512 inline __m512i four(const uint8_t *in) {
    int32_t x;
    memcpy(&x, in, sizeof x);
    return _mm512_set1_epi32(x);
}

/* Sixty-four sums of one token, in registers over all inputs. */
typedef struct quad {
    __m512i a, b, c, d;
} quad;

static AVX512 inline quad quad_load(const void *from) {
    const unsigned char *at = from;
    return (quad){ _mm512_loadu_si512(at), _mm512_loadu_si512(at + 64),
                   _mm512_loadu_si512(at + 128), _mm512_loadu_si512(at + 192) };
}

static AVX512 inline void quad_store(int32_t *out, quad q) {
    _mm512_storeu_si512(out, q.a);
    _mm512_storeu_si512(out + 16, q.b);
    _mm512_storeu_si512(out + 32, q.c);
    _mm512_storeu_si512(out + 48, q.d);
}

static AVX512 inline quad quad_add(quad sum, const uint8_t *in, quad w) {
    __m512i x = four(in);
    return (quad){ _mm512_dpbusd_epi32(sum.a, x, w.a), _mm512_dpbusd_epi32(sum.b, x, w.b),
                   _mm512_dpbusd_epi32(sum.c, x, w.c), _mm512_dpbusd_epi32(sum.d, x, w.d) };
}

/* Outputs j to j + 63 of four tokens. */
static AVX512 void four_tokens(const kernel_dense *dense, const uint8_t *in, size_t stride,
                               size_t j, int32_t *out) {
    size_t n_out = dense->n_out;
    const int8_t *w = dense->weights + j * 4;
    quad t0 = quad_load(dense->bias + j), t1 = t0, t2 = t0, t3 = t0;
    for (size_t k = 0; k < dense->n_in; k += 4, w += n_out * 4) {
        quad weights = quad_load(w);
        t0 = quad_add(t0, in + k, weights);
        t1 = quad_add(t1, in + stride + k, weights);
        t2 = quad_add(t2, in + 2 * stride + k, weights);
        t3 = quad_add(t3, in + 3 * stride + k, weights);
    }
    quad_store(out + j, t0);
    quad_store(out + n_out + j, t1);
    quad_store(out + 2 * n_out + j, t2);
    quad_store(out + 3 * n_out + j, t3);
}

static AVX512 void two_tokens(const kernel_dense *dense, const uint8_t *in, size_t stride, size_t j,
                              int32_t *out) {
    size_t n_out = dense->n_out;
    const int8_t *w = dense->weights + j * 4;
    quad t0 = quad_load(dense->bias + j), t1 = t0;
    for (size_t k = 0; k < dense->n_in; k += 4, w += n_out * 4) {
        quad weights = quad_load(w);
        t0 = quad_add(t0, in + k, weights);
        t1 = quad_add(t1, in + stride + k, weights);
    }
    quad_store(out + j, t0);
    quad_store(out + n_out + j, t1);
}

static AVX512 void one_token(const kernel_dense *dense, const uint8_t *in, size_t j, int32_t *out) {
    const int8_t *w = dense->weights + j * 4;
    quad sum = quad_load(dense->bias + j);
    for (size_t k = 0; k < dense->n_in; k += 4, w += (size_t)dense->n_out * 4)
        sum = quad_add(sum, in + k, quad_load(w));
    quad_store(out + j, sum);
}

/* Sixteen outputs of up to four tokens, for layers with fewer than BLOCK; tokens beyond n repeat
 * the last. */
static AVX512 void few_outputs(const kernel_dense *dense, const uint8_t *in, size_t stride,
                               size_t n, size_t j, int32_t *out) {
    size_t n_out = dense->n_out;
    size_t one = n > 1 ? 1 : 0, two = n > 2 ? 2 : one, three = n > 3 ? 3 : two;
    const int8_t *w = dense->weights + j * 4;
    __m512i t0 = _mm512_loadu_si512(dense->bias + j), t1 = t0, t2 = t0, t3 = t0;
    for (size_t k = 0; k < dense->n_in; k += 4, w += n_out * 4) {
        __m512i weights = _mm512_loadu_si512(w);
        t0 = _mm512_dpbusd_epi32(t0, four(in + k), weights);
        t1 = _mm512_dpbusd_epi32(t1, four(in + one * stride + k), weights);
        t2 = _mm512_dpbusd_epi32(t2, four(in + two * stride + k), weights);
        t3 = _mm512_dpbusd_epi32(t3, four(in + three * stride + k), weights);
    }
    _mm512_storeu_si512(out + j, t0);
    _mm512_storeu_si512(out + one * n_out + j, t1);
    _mm512_storeu_si512(out + two * n_out + j, t2);
    _mm512_storeu_si512(out + three * n_out + j, t3);
}

/* Where the block after the one at j begins: the last one reaches back where outputs do not divide.
 */
static size_t next_block(size_t j, size_t n_out) {
    size_t next = j + BLOCK;
    return next < n_out && next + BLOCK > n_out ? n_out - BLOCK : next;
}

static AVX512 void product(const kernel_dense *dense, const uint8_t *in, size_t stride, size_t n,
                           int32_t *out) {
    size_t n_out = dense->n_out, i = 0;
    if (n_out < BLOCK) {
        for (; i < n; i += ROWS)
            for (size_t j = 0; j < n_out; j += 16)
                few_outputs(dense, in + i * stride, stride, n - i, j, out + i * n_out);
        return;
    }
    for (size_t j = 0; j < n_out; j = next_block(j, n_out)) { // the block's weights stay near
        for (i = 0; i + ROWS <= n; i += ROWS)
            four_tokens(dense, in + i * stride, stride, j, out + i * n_out);
        for (; i + 2 <= n; i += 2)
            two_tokens(dense, in + i * stride, stride, j, out + i * n_out);
        for (; i < n; i++)
            one_token(dense, in + i * stride, j, out + i * n_out);
    }
}

static AVX512 inline __m256i shifted(const int32_t *sums, const int32_t *shift) {
    __m512i x = _mm512_srav_epi32(_mm512_loadu_si512(sums), _mm512_loadu_si512(shift));
    return _mm512_cvtsepi32_epi16(x);
}

static AVX512 void residual(const int32_t *sums, const int32_t *shift, size_t width,
                            int16_t *state) {
    for (size_t j = 0; j < width; j += 16) {
        __m256i x = _mm256_max_epi16(shifted(sums + j, shift + j), _mm256_setzero_si256());
        x = _mm256_adds_epi16(x, _mm256_loadu_si256((const void *)(state + j)));
        _mm256_storeu_si256((void *)(state + j), x);
    }
}

static AVX512 void narrow(const int32_t *sums, const int32_t *shift, size_t width, int16_t *out) {
    for (size_t j = 0; j < width; j += 16)
        _mm256_storeu_si256((void *)(out + j), shifted(sums + j, shift + j));
}

static AVX512 void hidden(const int16_t *const *vectors, size_t n_vectors, size_t width,
                          int16_t *out) {
    size_t j = 0;
    for (; j + 32 <= width; j += 32) {
        __m512i sum = _mm512_loadu_si512(vectors[0] + j);
        for (size_t v = 1; v < n_vectors; v++)
            sum = _mm512_adds_epi16(sum, _mm512_loadu_si512(vectors[v] + j));
        sum = _mm512_max_epi16(sum, _mm512_setzero_si512());
        _mm512_storeu_si512(out + j, _mm512_srai_epi16(sum, KERNEL_HIDDEN_SHIFT));
    }
    for (; j < width; j += 16) {
        __m256i sum = _mm256_loadu_si256((const void *)(vectors[0] + j));
        for (size_t v = 1; v < n_vectors; v++)
            sum = _mm256_adds_epi16(sum, _mm256_loadu_si256((const void *)(vectors[v] + j)));
        sum = _mm256_max_epi16(sum, _mm256_setzero_si256());
        _mm256_storeu_si256((void *)(out + j), _mm256_srai_epi16(sum, KERNEL_HIDDEN_SHIFT));
    }
}

static AVX512 inline quad quad_fine(quad sum, __m512i x, quad w) {
    return (quad){ _mm512_dpwssd_epi32(sum.a, x, w.a), _mm512_dpwssd_epi32(sum.b, x, w.b),
                   _mm512_dpwssd_epi32(sum.c, x, w.c), _mm512_dpwssd_epi32(sum.d, x, w.d) };
}

/* Which pairs of inputs are not both 0, a bit each: a hidden layer leaves many that add nothing. */
static AVX512 uint64_t pairs_set(const int16_t *in, size_t n_in) {
    uint64_t set = 0;
    for (size_t k = 0; k < n_in; k += KERNEL_STEP) {
        __m256i pairs = _mm256_loadu_si256((const void *)(in + k));
        set |= (uint64_t)_mm256_test_epi32_mask(pairs, pairs) << k / 2;
    }
    return set;
}

/* Sums j to j + 63 and the sixteen behind each of up to three places more, so that chains overlap.
 */
static AVX512 void fine_block(const kernel_fine *layer, const int16_t *in, uint64_t set, size_t j,
                              size_t rest, int32_t *out) {
    size_t n_out = layer->n_out;
    size_t e = j + BLOCK, f = rest > 1 ? e + 16 : e, g = rest > 2 ? f + 16 : f;
    quad sum = quad_load(layer->bias + j);
    __m512i p = _mm512_loadu_si512(layer->bias + e), q = _mm512_loadu_si512(layer->bias + f);
    __m512i r = _mm512_loadu_si512(layer->bias + g);
    for (; set; set &= set - 1) {
        size_t k = (size_t)__builtin_ctzll(set) * 2;
        const int16_t *w = layer->weights + k * n_out;
        __m512i x = four((const uint8_t *)(in + k));
        sum = quad_fine(sum, x, quad_load(w + j * 2));
        p = _mm512_dpwssd_epi32(p, x, _mm512_loadu_si512(w + e * 2));
        q = _mm512_dpwssd_epi32(q, x, _mm512_loadu_si512(w + f * 2));
        r = _mm512_dpwssd_epi32(r, x, _mm512_loadu_si512(w + g * 2));
    }
    quad_store(out + j, sum);
    _mm512_storeu_si512(out + e, p);
    _mm512_storeu_si512(out + f, q);
    _mm512_storeu_si512(out + g, r);
}

static AVX512 void fine(const kernel_fine *layer, const int16_t *in, int32_t *out) {
    size_t n_out = layer->n_out, j = 0;
    uint64_t set = pairs_set(in, layer->n_in);
    for (; j + BLOCK + 16 <= n_out; j += BLOCK + 48)
        fine_block(layer, in, set, j, (n_out - j - BLOCK) / 16, out);
    for (; j < n_out; j += 16) {
        const int16_t *w = layer->weights + j * 2;
        __m512i sum = _mm512_loadu_si512(layer->bias + j);
        for (size_t k = 0; k < layer->n_in; k += 2, w += n_out * 2)
            sum = _mm512_dpwssd_epi32(sum, four((const uint8_t *)(in + k)), _mm512_loadu_si512(w));
        _mm512_storeu_si512(out + j, sum);
    }
}

static AVX512 size_t greatest(const int32_t *sums, size_t n) {
    __m512i top = _mm512_loadu_si512(sums);
    for (size_t j = 16; j < n; j += 16)
        top = _mm512_max_epi32(top, _mm512_loadu_si512(sums + j));
    __m512i best = _mm512_set1_epi32(_mm512_reduce_max_epi32(top));
    for (size_t j = 0; j < n; j += 16) {
        __mmask16 equal = _mm512_cmpeq_epi32_mask(best, _mm512_loadu_si512(sums + j));
        if (equal)
            return j + (size_t)__builtin_ctz(equal);
    }
    return 0;
}

static const kernel avx512 = {
    .name = "avx512",
    .sum = sum,
    .activate = activate,
    .product = product,
    .residual = residual,
    .narrow = narrow,
    .hidden = hidden,
    .fine = fine,
    .greatest = greatest,
};

const kernel *kernel_avx512(void) {
    bool has = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
               __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
               __builtin_cpu_supports("avx512vnni");
    return has ? &avx512 : NULL;
}

#else

const kernel *kernel_avx512(void) {
    return NULL;
}

#endif
