/* print.c - fingerprints as a stream of bits, low bits first. */
#include "store/print.h"
#include "base/eight.h"

#include <string.h>

enum {
    WHOLE_BITS = 32, // kept of the hash of the whole, and of a long number of words
    SHORT_BITS = 15, // of the number of words, after a 0; after a 1 all of it
    COUNT_BITS = 6,  // of the number of hashes
    STEP_BITS = 5,   // of the number of low bits of a step
    ONES_TOGETHER = 24,
    ONES_MOST = 4 * (PRINT_SHINGLES > PRINT_TERMS ? PRINT_SHINGLES : PRINT_TERMS), // of a step
    HASH_BITS = 24, // that a hash has at most
    LEVEL_BITS = 4, // of a weight
    // In the place of a number of shingles, where formats up to 7 have no more than PRINT_SHINGLES:
    SURE = 62,          // the number comes behind, and all are whole
    SURE_AND_MORE = 63, // PRINT_SURE whole ones, then the number of the others
};

/* The commonest terms of news, ascending: a known one is told by its place here. */
static const uint32_t known_terms[] = {
#include "store/news_terms.inc"
};

enum { KNOWN_TERMS = sizeof known_terms / sizeof *known_terms };

/* The longest: every hash with all its bits, and the ones of all steps together. */
_Static_assert(2 * WHOLE_BITS + 1 + 5 * COUNT_BITS + 4 * STEP_BITS +
                       (PRINT_SHINGLES + PRINT_TERMS) * (HASH_BITS + 1) + PRINT_TERMS * LEVEL_BITS +
                       4 * ONES_MOST <=
                   8 * PRINT_BLOB,
               "a print must fit");
_Static_assert(PRINT_LEVELS == 1 << LEVEL_BITS, "a level must fit");
_Static_assert(PRINT_SHINGLES < (int)SURE && PRINT_TERMS < (int)SURE, "a count must fit");

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
    size_t at = b->n / 8;
    return at < b->in.len ? eight_at(b->in, at) >> (b->n % 8) : 0;
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
    uint32_t ones = 0, run;
    do {
        run = (uint32_t)__builtin_ctzll(~peek(b) | UINT64_C(1) << ONES_TOGETHER);
        ones += run;
        b->n += run;
        b->failed |= b->n > 8 * b->in.len || ones > ONES_MOST;
    } while (run == ONES_TOGETHER && !b->failed);
    b->n++;
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
    uint32_t ones = step >> low;
    for (; ones > ONES_TOGETHER; ones -= ONES_TOGETHER)
        put_bits(o, UINT32_MAX, ONES_TOGETHER);
    put_bits(o, (UINT64_C(1) << ones) - 1, (int)ones + 1);
    put_bits(o, step, low);
}

static uint32_t get_step(bits_in *b, int low) {
    uint32_t ones = get_ones(b);
    return (ones << low) + get_bits(b, low);
}

static void put_hashes(bits_out *o, const uint32_t *hashes, uint32_t n) {
    int low = step_bits(hashes, n);
    put_bits(o, (uint64_t)low, STEP_BITS);
    for (uint32_t i = 0; i < n; i++)
        put_step(o, hashes[i] - (i ? hashes[i - 1] : 0), low);
}

/* Reads n hashes, most of them at most, and returns how many were whole. */
static uint32_t get_hashes(bits_in *b, uint32_t n, uint32_t *hashes, uint32_t most) {
    uint32_t last = 0;
    int low = (int)get_bits(b, STEP_BITS);
    for (uint32_t i = 0; i < n && i < most; i++) {
        last = (last + get_step(b, low)) & ((1u << HASH_BITS) - 1);
        if (b->failed)
            return i;
        hashes[i] = last;
    }
    return n < most ? n : most;
}

/* ---- weights ---- */

static void put_weight(bits_out *o, uint8_t weight) {
    uint32_t level = 0;
    while (level + 1 < PRINT_LEVELS && print_levels[level] < weight)
        level++;
    put_bits(o, level, LEVEL_BITS);
}

static uint8_t get_weight(bits_in *b) {
    return print_levels[get_bits(b, LEVEL_BITS)];
}

/* ---- terms ---- */

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

static void put_weighed(bits_out *o, const weighed *w) {
    put_bits(o, w->n, COUNT_BITS);
    put_hashes(o, w->hashes, w->n);
    for (uint32_t i = 0; i < w->n; i++)
        put_weight(o, w->weights[i]);
}

static void put_terms(bits_out *o, const fingerprint *p) {
    weighed known = { .n = 0 }, others = { .n = 0 };
    for (uint32_t i = 0; i < p->n_terms; i++) {
        uint32_t place = place_of(p->terms[i]);
        weighed *to = place < KNOWN_TERMS ? &known : &others;
        to->hashes[to->n] = place < KNOWN_TERMS ? place : p->terms[i];
        to->weights[to->n++] = p->weights[i];
    }
    put_weighed(o, &known);
    put_weighed(o, &others);
}

static void get_weighed(bits_in *b, weighed *w, uint32_t most) {
    w->n = get_hashes(b, get_bits(b, COUNT_BITS), w->hashes, most);
    for (uint32_t i = 0; i < w->n; i++) {
        w->weights[i] = get_weight(b);
        if (b->failed)
            w->n = i;
    }
}

static void name_known(weighed *w) {
    for (uint32_t i = 0; i < w->n; i++)
        if (w->hashes[i] < KNOWN_TERMS)
            w->hashes[i] = known_terms[w->hashes[i]];
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
    weighed known, others;
    get_weighed(b, &known, PRINT_TERMS);
    name_known(&known);
    get_weighed(b, &others, PRINT_TERMS - known.n);
    join_terms(p, &known, &others);
}

/* ---- shingles ---- */

static void put_shingles(bits_out *o, const fingerprint *p) {
    uint32_t others[PRINT_SHINGLES], n = 0, lost = print_lost(p),
                                     sure = p->shingles[PRINT_SURE - 1];
    if (p->n_shingles < PRINT_SURE) {
        put_bits(o, SURE, COUNT_BITS);
        put_bits(o, p->n_shingles, COUNT_BITS);
        put_hashes(o, p->shingles, p->n_shingles);
        return;
    }
    for (uint32_t i = PRINT_SURE; i < p->n_shingles; i++)
        others[n++] = (p->shingles[i] >> lost) - (sure >> lost);
    put_bits(o, SURE_AND_MORE, COUNT_BITS);
    put_hashes(o, p->shingles, PRINT_SURE);
    put_bits(o, n, COUNT_BITS);
    put_hashes(o, others, n);
}

static void get_shingles(bits_in *b, uint32_t form, fingerprint *p) {
    uint32_t n = form == SURE ? get_bits(b, COUNT_BITS) : PRINT_SURE;
    p->n_shingles = (uint8_t)get_hashes(b, n, p->shingles, PRINT_SURE);
    if (form == SURE || p->n_shingles < PRINT_SURE)
        return;
    uint32_t *others = p->shingles + PRINT_SURE, sure = others[-1];
    n = get_bits(b, COUNT_BITS);
    n = get_hashes(b, n, others, PRINT_SHINGLES - PRINT_SURE);
    p->n_shingles = (uint8_t)(PRINT_SURE + n);
    uint32_t lost = print_lost(p);
    for (uint32_t i = 0; i < n; i++)
        others[i] = others[i] ? (others[i] + (sure >> lost)) << lost : sure;
}

/* ---- as formats up to 7 kept it ---- */

enum {
    OFTEN_BITS = 3, // of a weight that came often, after a 0; after a 1 all of it
    WEIGHT_BITS = 8,
    KNOWN = 63, // stood for the number of terms: those that are known came first
};

static uint8_t get_weight_7(bits_in *b) {
    static const uint8_t often[1 << OFTEN_BITS] = { 10, 11, 12, 13, 14, 15, 16, 64 };
    if (get_bits(b, 1))
        return (uint8_t)get_bits(b, WEIGHT_BITS);
    return often[get_bits(b, OFTEN_BITS)];
}

static void get_weighed_7(bits_in *b, uint32_t n, weighed *w, uint32_t most) {
    uint32_t last = 0;
    int low = (int)get_bits(b, STEP_BITS);
    for (w->n = 0; w->n < n && w->n < most; w->n++) {
        last = (last + get_step(b, low)) & ((1u << HASH_BITS) - 1);
        w->hashes[w->n] = last;
        w->weights[w->n] = get_weight_7(b);
        if (b->failed)
            return;
    }
}

static void get_print_7(bits_in *b, uint32_t n, fingerprint *p) {
    weighed known = { .n = 0 }, others;
    p->n_shingles = (uint8_t)get_hashes(b, n, p->shingles, PRINT_SHINGLES);
    n = get_bits(b, COUNT_BITS);
    if (n == KNOWN) { // from format 7 on
        get_weighed_7(b, get_bits(b, COUNT_BITS), &known, PRINT_TERMS);
        name_known(&known);
        n = get_bits(b, COUNT_BITS);
    }
    get_weighed_7(b, n, &others, PRINT_TERMS - known.n);
    join_terms(p, &known, &others);
    print_round(p);
}

/* ---- all of it ---- */

size_t print_pack(const fingerprint *p, uint8_t out[PRINT_BLOB]) {
    bits_out o = { out, 0 };
    bool is_long = p->n_words >> SHORT_BITS;
    memset(out, 0, PRINT_BLOB);
    put_bits(&o, p->exact >> WHOLE_BITS, WHOLE_BITS);
    put_bits(&o, is_long, 1);
    put_bits(&o, p->n_words, is_long ? WHOLE_BITS : SHORT_BITS);
    put_shingles(&o, p);
    put_terms(&o, p);
    return (o.n + 7) / 8;
}

void print_unpack(fingerprint *p, text packed) {
    bits_in b = { .in = packed };
    *p = (fingerprint){ .exact = (uint64_t)get_bits(&b, WHOLE_BITS) << WHOLE_BITS };
    p->n_words = get_bits(&b, get_bits(&b, 1) ? WHOLE_BITS : SHORT_BITS);
    uint32_t form = get_bits(&b, COUNT_BITS);
    if (form < SURE) {
        get_print_7(&b, form, p);
        return;
    }
    get_shingles(&b, form, p);
    get_terms(&b, p);
}

/* ---- as formats up to 3 kept it ---- */

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
    print_round(p);
}
