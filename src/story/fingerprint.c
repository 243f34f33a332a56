/* fingerprint.c - words to shingles and terms. */
#include "story/fingerprint.h"
#include "base/hash.h"
#include "story/gist.h"

#include <math.h>
#include <string.h>

enum {
    SHINGLE = 5,          // words
    SHINGLES_LEAST = 15,  // of a text, to say that another holds it
    LEAD_TERMS_MOST = 256 // different words of title and lead
};

/* ---- terms ---- */

typedef struct term {
    uint32_t hash;
    double weight;
} term;

typedef struct terms {
    term items[LEAD_TERMS_MOST];
    uint32_t n;
} terms;

static void add_term(terms *t, gist_reader *w, double weight) {
    if (w->len < 2 || gist_is_function(w))
        return;
    uint32_t hash = gist_stem_hash(w) >> (STEM_BITS - TERM_BITS);
    for (uint32_t i = 0; i < t->n; i++)
        if (t->items[i].hash == hash) {
            t->items[i].weight += weight;
            return;
        }
    if (t->n < LEAD_TERMS_MOST)
        t->items[t->n++] = (term){ hash, weight };
}

static bool is_lighter(const term *x, const term *y) {
    return x->weight < y->weight || (x->weight == y->weight && x->hash > y->hash);
}

/* Leaves the heaviest, in any order. */
static void drop_light(terms *t) {
    while (t->n > PRINT_TERMS) {
        uint32_t lightest = 0;
        for (uint32_t i = 1; i < t->n; i++)
            if (is_lighter(&t->items[i], &t->items[lightest]))
                lightest = i;
        t->items[lightest] = t->items[--t->n];
    }
}

static void sort_by_hash(terms *t) {
    for (uint32_t i = 1; i < t->n; i++) {
        term one = t->items[i];
        uint32_t at = i;
        for (; at > 0 && t->items[at - 1].hash > one.hash; at--)
            t->items[at] = t->items[at - 1];
        t->items[at] = one;
    }
}

static void keep_terms(terms *t, fingerprint *print) {
    drop_light(t);
    sort_by_hash(t);
    for (uint32_t i = 0; i < t->n; i++) {
        double weight = t->items[i].weight * PRINT_WEIGHT_ONE + 0.5;
        print->terms[i] = t->items[i].hash;
        print->weights[i] = weight < 1 ? 1 : weight > UINT8_MAX ? UINT8_MAX : (uint8_t)weight;
    }
    print->n_terms = (uint8_t)t->n;
}

/* ---- shingles ---- */

/* Keeps the smallest different hashes, ascending. */
static void add_shingle(fingerprint *print, uint32_t hash) {
    uint32_t n = print->n_shingles;
    if (n == PRINT_SHINGLES && hash >= print->shingles[n - 1])
        return;
    uint32_t at = n;
    while (at > 0 && print->shingles[at - 1] > hash)
        at--;
    if (at > 0 && print->shingles[at - 1] == hash)
        return;
    uint32_t last = n < PRINT_SHINGLES ? n : PRINT_SHINGLES - 1;
    memmove(print->shingles + at + 1, print->shingles + at, (last - at) * sizeof *print->shingles);
    print->shingles[at] = hash;
    print->n_shingles = (uint8_t)(last + 1);
}

static void add_block(fingerprint *print, terms *t, text paragraph, uint64_t window[SHINGLE]) {
    gist_reader w = { .in = paragraph };
    while (gist_next(&w)) {
        uint64_t hash = gist_hash(&w);
        if (print->n_words < PRINT_LEAD)
            add_term(t, &w, 1.0 / (1.0 + print->n_words / PRINT_DECAY));
        memmove(window, window + 1, (SHINGLE - 1) * sizeof *window);
        window[SHINGLE - 1] = hash;
        print->exact = hash_mix(print->exact, hash);
        print->n_words++;
        if (print->n_words < SHINGLE)
            continue;
        uint64_t all = window[0];
        for (int i = 1; i < SHINGLE; i++)
            all = hash_mix(all, window[i]);
        add_shingle(print, (uint32_t)(all >> (56 - SHINGLE_BITS)) & ((1u << SHINGLE_BITS) - 1));
    }
}

uh_status fingerprint_make(doc *d) {
    fingerprint *print = &d->print;
    uint64_t window[SHINGLE] = { 0 };
    arena_mark mark = arena_save(&d->scratch);
    terms *t = arena_alloc(&d->scratch, sizeof *t);
    if (!t)
        return doc_status(d);
    *print = (fingerprint){ 0 };
    gist_reader title = { .in = doc_title(d) };
    while (gist_next(&title))
        add_term(t, &title, PRINT_TITLE);
    for (uint32_t i = 0; i < d->n_blocks; i++)
        if (d->blocks[i].kept)
            add_block(print, t, doc_block_text(d, &d->blocks[i]), window);
    keep_terms(t, print);
    print_round(print);
    arena_rewind(&d->scratch, mark);
    return UH_OK;
}

/* ---- comparing ---- */

/* The number of shingles of a text is close to that of its words; a sketch that is not full holds
 * all of them. */
static double n_shingles(const fingerprint *p) {
    if (p->n_shingles < PRINT_SHINGLES)
        return p->n_shingles;
    // k - 1 hashes lie below the largest: the rest as densely (Bar-Yossef et al. 2002)
    return (p->n_shingles - 1) * (double)(1u << SHINGLE_BITS) / p->shingles[p->n_shingles - 1];
}

/* Up to which hash a sketch holds all; the bits that the last one has lost may have been set. */
static uint32_t limit_of(const fingerprint *p) {
    uint32_t lost = ((uint32_t)1 << print_lost(p)) - 1;
    return p->n_shingles < PRINT_SHINGLES ? UINT32_MAX : p->shingles[p->n_shingles - 1] | lost;
}

/* A sketch while it is walked through. */
typedef struct walk {
    const fingerprint *of;
    uint32_t at, end, lost;
} walk;

/* Up to the limit. */
static walk walk_start(const fingerprint *p, uint32_t limit) {
    uint32_t end = p->n_shingles;
    while (end > 0 && p->shingles[end - 1] > limit)
        end--;
    return (walk){ p, 0, end, print_lost(p) };
}

static uint32_t lost_here(const walk *w) {
    return w->at < PRINT_SURE ? 0 : w->lost;
}

double fingerprint_shared(const fingerprint *a, const fingerprint *b, double least) {
    if (n_shingles(a) < SHINGLES_LEAST || n_shingles(b) < SHINGLES_LEAST)
        return 0;
    // Up to the smaller of both limits each sketch holds every hash of its text.
    uint32_t limit = limit_of(a) < limit_of(b) ? limit_of(a) : limit_of(b);
    walk i = walk_start(a, limit), j = walk_start(b, limit);
    uint32_t fewer = i.end < j.end ? i.end : j.end, both = 0;
    uint32_t lone_most = fewer - (uint32_t)(least * fewer); // of the one with fewer
    while (i.at < i.end && j.at < j.end) {
        uint32_t lost = lost_here(&i) > lost_here(&j) ? lost_here(&i) : lost_here(&j);
        uint32_t x = a->shingles[i.at] >> lost, y = b->shingles[j.at] >> lost;
        both += x == y;
        i.at += x <= y;
        j.at += y <= x;
        if ((i.end == fewer ? i.at : j.at) - both > lone_most)
            return 0;
    }
    double shared = fewer ? (double)both / fewer : 0;
    return shared < least ? 0 : shared;
}
