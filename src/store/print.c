/* print.c - fingerprints as a stream of bits, low bits first. */
#include "store/print.h"

#include <string.h>

enum {
    WHOLE_BITS = 32, // kept of the hash of the whole, and of a long number of words
    SHORT_BITS = 15, // of the number of words, after a 0; after a 1 all of it
    COUNT_BITS = 6,  // of the number of hashes
    STEP_BITS = 5,   // of the number of low bits of a step
    OFTEN_BITS = 3,  // of a weight that comes often, after a 0; after a 1 all of it
    WEIGHT_BITS = 8,
    ONES_MOST = 4 * (PRINT_SHINGLES > PRINT_TERMS ? PRINT_SHINGLES : PRINT_TERMS), // of a step
    HASH_BITS = 24, // that a hash has at most
    KNOWN = 63,     // stands for the number of terms: those that are known come first
};

/* The commonest terms of news, ascending: a known one is told by its place here. */
static const uint32_t known_terms[] = {
#include "store/news_terms.inc"
};

enum { KNOWN_TERMS = sizeof known_terms / sizeof *known_terms };

/* The longest: every hash with all its bits, and the ones of all steps together. */
_Static_assert(2 * WHOLE_BITS + 1 + 4 * (COUNT_BITS + STEP_BITS) +
                       (PRINT_SHINGLES + PRINT_TERMS) * (HASH_BITS + 1 + 1 + WEIGHT_BITS) +
                       3 * ONES_MOST <=
                   8 * PRINT_BLOB,
               "a print must fit");
_Static_assert(PRINT_SHINGLES < 1 << COUNT_BITS && PRINT_TERMS < (int)KNOWN, "a count must fit");

/* ---- bits ---- */

typedef struct bits_out {
    uint8_t *at;
    size_t n; // bits
} bits_out;

/* n at most 32; value's bits above are left out. */
static void put_bits(bits_out *o, uint64_t value, int n) {
    uint8_t *at = o->at + o->n / 8;
    value = (value & ((1ull << n) - 1)) << (o->n % 8);
    o->n += (size_t)n;
    for (; value; value >>= 8)
        *at++ |= (uint8_t)value;
}

typedef struct bits_in {
    text in;
    size_t n;    // bits read
    bool failed; // read past the end
} bits_in;

/* The next bits, 57 of them at least; zeros past the end. */
static uint64_t peek(const bits_in *b) {
    uint64_t value = 0;
    size_t at = b->n / 8, left = at < b->in.len ? b->in.len - at : 0;
    for (size_t i = 0; i < 8 && i < left; i++)
        value |= (uint64_t)(unsigned char)b->in.at[at + i] << (8 * i);
    return value >> (b->n % 8);
}

/* n at most 32. */
static uint32_t get_bits(bits_in *b, int n) {
    uint64_t value = peek(b) & ((1ull << n) - 1);
    b->n += (size_t)n;
    b->failed |= b->n > 8 * b->in.len;
    return (uint32_t)value;
}

/* Counts ones and takes the zero behind them. */
static uint32_t get_ones(bits_in *b) {
    uint32_t ones = 0;
    while (!b->failed && ones <= ONES_MOST && (peek(b) & 0xff) == 0xff) {
        ones += 8;
        b->n += 8;
    }
    while (get_bits(b, 1))
        ones++;
    b->failed |= ones > ONES_MOST;
    return ones;
}

/* ---- ascending hashes ---- */

static uint32_t bits_of_steps(const uint32_t *hashes, uint32_t n, int low) {
    uint32_t bits = n * ((uint32_t)low + 1);
    for (uint32_t i = 0; i < n; i++)
        bits += (hashes[i] - (i ? hashes[i - 1] : 0)) >> low;
    return bits;
}

/* Low bits of a step: as many as its average has, or one less, whatever takes less room. */
static int step_bits(const uint32_t *hashes, uint32_t n) {
    uint32_t mean = n ? hashes[n - 1] / n : 0;
    int low = 0;
    while (mean >> (low + 1))
        low++;
    bool fewer = low && bits_of_steps(hashes, n, low - 1) < bits_of_steps(hashes, n, low);
    return fewer ? low - 1 : low;
}

static void put_step(bits_out *o, uint32_t step, int low) {
    for (uint32_t ones = step >> low; ones; ones--)
        put_bits(o, 1, 1);
    put_bits(o, (uint64_t)step << 1, low + 1);
}

static uint32_t get_step(bits_in *b, int low) {
    uint32_t ones = get_ones(b);
    return (ones << low) + get_bits(b, low);
}

/* ---- weights ---- */

/* A word that stands once near the beginning, or once in the title. */
static const uint8_t often[1 << OFTEN_BITS] = { 10, 11, 12, 13, 14, 15, 16, 64 };

static void put_weight(bits_out *o, uint8_t weight) {
    for (uint64_t i = 0; i < sizeof often; i++)
        if (often[i] == weight) {
            put_bits(o, i << 1, 1 + OFTEN_BITS);
            return;
        }
    put_bits(o, (uint64_t)weight << 1 | 1, 1 + WEIGHT_BITS);
}

static uint8_t get_weight(bits_in *b) {
    if (get_bits(b, 1))
        return (uint8_t)get_bits(b, WEIGHT_BITS);
    return often[get_bits(b, OFTEN_BITS)];
}

/* ---- all of it ---- */

static void put_hashes(bits_out *o, const uint32_t *hashes, const uint8_t *weights, uint32_t n) {
    int low = step_bits(hashes, n);
    put_bits(o, n, COUNT_BITS);
    put_bits(o, (uint64_t)low, STEP_BITS);
    for (uint32_t i = 0; i < n; i++) {
        put_step(o, hashes[i] - (i ? hashes[i - 1] : 0), low);
        if (weights)
            put_weight(o, weights[i]);
    }
}

/* The place of a term among those known; KNOWN_TERMS: it is none. */
static uint32_t place_of(uint32_t term) {
    uint32_t from = 0, to = KNOWN_TERMS;
    while (from < to) {
        uint32_t middle = (from + to) / 2;
        if (known_terms[middle] < term)
            from = middle + 1;
        else
            to = middle;
    }
    return from < KNOWN_TERMS && known_terms[from] == term ? from : KNOWN_TERMS;
}

typedef struct weighed {
    uint32_t hashes[PRINT_TERMS]; // or places
    uint8_t weights[PRINT_TERMS];
    uint32_t n;
} weighed;

static void put_terms(bits_out *o, const fingerprint *p) {
    weighed known = { .n = 0 }, others = { .n = 0 };
    for (uint32_t i = 0; i < p->n_terms; i++) {
        uint32_t place = place_of(p->terms[i]);
        weighed *to = place < KNOWN_TERMS ? &known : &others;
        to->hashes[to->n] = place < KNOWN_TERMS ? place : p->terms[i];
        to->weights[to->n++] = p->weights[i];
    }
    put_bits(o, KNOWN, COUNT_BITS);
    put_hashes(o, known.hashes, known.weights, known.n);
    put_hashes(o, others.hashes, others.weights, others.n);
}

size_t print_pack(const fingerprint *p, uint8_t out[PRINT_BLOB]) {
    bits_out o = { out, 0 };
    bool is_long = p->n_words >> SHORT_BITS;
    memset(out, 0, PRINT_BLOB);
    put_bits(&o, p->exact >> WHOLE_BITS, WHOLE_BITS);
    put_bits(&o, is_long, 1);
    put_bits(&o, p->n_words, is_long ? WHOLE_BITS : SHORT_BITS);
    put_hashes(&o, p->shingles, NULL, p->n_shingles);
    put_terms(&o, p);
    return (o.n + 7) / 8;
}

/* Reads n hashes, most of them at most, and returns how many were whole. */
static uint32_t get_hashes(bits_in *b, uint32_t n, uint32_t *hashes, uint8_t *weights,
                           uint32_t most) {
    uint32_t last = 0, whole = 0;
    int low = (int)get_bits(b, STEP_BITS);
    for (uint32_t i = 0; i < n && i < most; i++) {
        last = (last + get_step(b, low)) & ((1u << HASH_BITS) - 1);
        hashes[i] = last;
        if (weights)
            weights[i] = get_weight(b);
        if (b->failed)
            break;
        whole++;
    }
    return whole;
}

/* Both ascend, and so do they together. */
static void join_terms(fingerprint *p, const weighed *a, const weighed *b) {
    uint32_t i = 0, j = 0;
    while (i < a->n || j < b->n) {
        bool first = j == b->n || (i < a->n && a->hashes[i] < b->hashes[j]);
        const weighed *from = first ? a : b;
        uint32_t *at = first ? &i : &j;
        p->terms[p->n_terms] = from->hashes[*at];
        p->weights[p->n_terms++] = from->weights[(*at)++];
    }
}

static void get_terms(bits_in *b, fingerprint *p) {
    weighed known = { .n = 0 }, others = { .n = 0 };
    uint32_t n = get_bits(b, COUNT_BITS);
    if (n != KNOWN) { // up to format 6
        p->n_terms = (uint8_t)get_hashes(b, n, p->terms, p->weights, PRINT_TERMS);
        return;
    }
    n = get_bits(b, COUNT_BITS);
    known.n = get_hashes(b, n, known.hashes, known.weights, PRINT_TERMS);
    for (uint32_t i = 0; i < known.n; i++) {
        bool is_known = known.hashes[i] < KNOWN_TERMS;
        known.hashes[i] = is_known ? known_terms[known.hashes[i]] : known.hashes[i];
    }
    n = get_bits(b, COUNT_BITS);
    others.n = get_hashes(b, n, others.hashes, others.weights, PRINT_TERMS - known.n);
    join_terms(p, &known, &others);
}

void print_unpack(fingerprint *p, text packed) {
    bits_in b = { .in = packed };
    *p = (fingerprint){ .exact = (uint64_t)get_bits(&b, WHOLE_BITS) << WHOLE_BITS };
    p->n_words = get_bits(&b, get_bits(&b, 1) ? WHOLE_BITS : SHORT_BITS);
    uint32_t n = get_bits(&b, COUNT_BITS);
    p->n_shingles = (uint8_t)get_hashes(&b, n, p->shingles, NULL, PRINT_SHINGLES);
    get_terms(&b, p);
}

/* ---- as it was ---- */

enum { SHINGLE_SIZE = 3, TERM_SIZE = 4, OLD_BITS = 24 };

static uint32_t hash_of(const char *at) {
    const unsigned char *b = (const unsigned char *)at;
    return b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16;
}

/* Two terms that today have one hash weigh together. */
static void add_term(fingerprint *p, uint32_t hash, uint32_t weight) {
    if (p->n_terms && p->terms[p->n_terms - 1] == hash)
        weight += p->weights[--p->n_terms];
    p->terms[p->n_terms] = hash;
    p->weights[p->n_terms++] = weight > UINT8_MAX ? UINT8_MAX : (uint8_t)weight;
}

void print_read_3(fingerprint *p, text shingles, text terms) {
    for (size_t at = 0; at + SHINGLE_SIZE <= shingles.len && p->n_shingles < PRINT_SHINGLES;
         at += SHINGLE_SIZE) // each stays, so that a full sketch is known for one
        p->shingles[p->n_shingles++] = hash_of(shingles.at + at) >> (OLD_BITS - SHINGLE_BITS);
    for (size_t at = 0; at + TERM_SIZE <= terms.len && p->n_terms < PRINT_TERMS; at += TERM_SIZE)
        add_term(p, hash_of(terms.at + at) >> (OLD_BITS - TERM_BITS), (uint8_t)terms.at[at + 3]);
}
