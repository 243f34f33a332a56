/* reprint.c - candidates by shared shingles, then the estimate of the shared part. */
#include "story/reprint.h"
#include "base/hash.h"
#include "story/fingerprint.h"

#include <string.h>

enum { SHINGLES = 1 << SHINGLE_BITS, WORD_BITS = 64, SHINGLE_WORDS = SHINGLES / WORD_BITS };

/* A page under one of its keys, and the one entered before it. */
typedef struct entry {
    uint32_t page, before;
} entry;

/* Which shingles stand in more than one page: of many pages a small part, and only these lead from
 * one to another. */
typedef struct shared {
    uint64_t *once, *again; // [SHINGLE_WORDS] a bit each
    uint32_t *below;        // [SHINGLE_WORDS] shared ones before those of a word
    uint32_t n;
} shared;

typedef struct shingle_index {
    shared shared;
    uint32_t *heads; // [shared.n] last entry of each
    map texts;       // hash of a whole text -> last entry
    entry *entries;
    uint32_t n;
} shingle_index;

/* The first page of a chain; halves the way on. */
static uint32_t first_of(story_page *pages, uint32_t i) {
    while (pages[i].original != i) {
        pages[i].original = pages[pages[i].original].original;
        i = pages[i].original;
    }
    return i;
}

static void join(story_page *pages, uint32_t a, uint32_t b) {
    a = first_of(pages, a);
    b = first_of(pages, b);
    if (a < b)
        pages[b].original = a;
    else
        pages[a].original = b;
}

/* Short texts are one only when every word is, the title's too. */
static bool is_same(const fingerprint *a, const fingerprint *b) {
    return a->exact == b->exact && a->n_words == b->n_words && a->n_terms == b->n_terms &&
           memcmp(a->terms, b->terms, a->n_terms * sizeof *a->terms) == 0;
}

static bool is_reprint(const fingerprint *a, const fingerprint *b) {
    return is_same(a, b) || fingerprint_shared(a, b, REPRINT_SHARED) >= REPRINT_SHARED;
}

/* Compares a page to the last REPRINT_TRIED that were entered before. */
static void try_entries(story_page *pages, const shingle_index *x, uint32_t i, uint32_t head,
                        bool undated) {
    for (uint32_t tried = 0; head != NO_INDEX && tried < REPRINT_TRIED; tried++) {
        uint32_t other = x->entries[head].page;
        if (!undated && pages[i].day - pages[other].day > REPRINT_DAYS)
            break;
        if (first_of(pages, i) != first_of(pages, other) &&
            is_reprint(pages[i].print, pages[other].print))
            join(pages, i, other);
        head = x->entries[head].before;
    }
}

/* Compares a page to those under a key and enters it there. */
static void try_key(story_page *pages, shingle_index *x, uint32_t i, uint32_t *head, bool undated) {
    try_entries(pages, x, i, *head, undated);
    x->entries[x->n] = (entry){ i, *head };
    *head = x->n++;
}

static uint32_t indexed(const fingerprint *p) {
    return p->n_shingles < PRINT_SURE ? p->n_shingles : PRINT_SURE;
}

/* A print of a damaged record may hold larger ones. */
static uint32_t place_of(uint32_t shingle) {
    return shingle & (SHINGLES - 1);
}

static uint64_t bit_of(uint32_t place) {
    return (uint64_t)1 << place % WORD_BITS;
}

/* Notes what stands in more than one page, or twice in one. False without memory. */
static bool find_shared(const story_page *pages, uint32_t n, arena *a, shared *out) {
    out->once = arena_array(a, SHINGLE_WORDS, sizeof *out->once);
    out->again = arena_array(a, SHINGLE_WORDS, sizeof *out->again);
    out->below = arena_array(a, SHINGLE_WORDS, sizeof *out->below);
    if (!out->once || !out->again || !out->below)
        return false;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t j = 0; j < indexed(pages[i].print); j++) {
            uint32_t place = place_of(pages[i].print->shingles[j]);
            uint64_t *word = &out->once[place / WORD_BITS];
            out->again[place / WORD_BITS] |= *word & bit_of(place);
            *word |= bit_of(place);
        }
    for (uint32_t k = 0; k < SHINGLE_WORDS; k++) {
        out->below[k] = out->n;
        out->n += (uint32_t)__builtin_popcountll(out->again[k]);
    }
    return true;
}

/* The number of a shared shingle, NO_INDEX of another. */
static uint32_t number_of(const shared *s, uint32_t shingle) {
    uint32_t place = place_of(shingle);
    uint64_t word = s->again[place / WORD_BITS], bit = bit_of(place);
    if (!(word & bit))
        return NO_INDEX;
    return s->below[place / WORD_BITS] + (uint32_t)__builtin_popcountll(word & (bit - 1));
}

/* Entries there will be: one a page, and one a shared shingle of it. */
static size_t count_entries(const story_page *pages, uint32_t n, const shared *s) {
    size_t entries = n;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t j = 0; j < indexed(pages[i].print); j++)
            entries += number_of(s, pages[i].print->shingles[j]) != NO_INDEX;
    return entries;
}

static bool open_index(const story_page *pages, uint32_t n, arena *a, shingle_index *x) {
    *x = (shingle_index){ .n = 0 };
    if (!find_shared(pages, n, a, &x->shared))
        return false;
    x->entries = arena_room(a, count_entries(pages, n, &x->shared), sizeof *x->entries);
    x->heads = arena_room(a, x->shared.n, sizeof *x->heads);
    if (!x->entries || !x->heads || !map_reserve(&x->texts, a, n))
        return false;
    for (uint32_t k = 0; k < x->shared.n; k++)
        x->heads[k] = NO_INDEX;
    return true;
}

uh_status reprint_find(story_page *pages, uint32_t n, bool undated, arena *a) {
    shingle_index x;
    if (n == 0)
        return UH_OK;
    if (!open_index(pages, n, a, &x)) // entries are fewer than 2^32
        return UH_NOMEM;
    for (uint32_t i = 0; i < n; i++)
        pages[i].original = i;
    for (uint32_t i = 0; i < n; i++) {
        const fingerprint *p = pages[i].print;
        uint32_t *same =
            map_place(&x.texts, a, p->exact, NO_INDEX); // of a text too short for shingles
        if (!same)
            return UH_NOMEM;
        try_key(pages, &x, i, same, undated);
        for (uint32_t j = 0; j < indexed(p); j++) {
            uint32_t number = number_of(&x.shared, p->shingles[j]);
            if (number != NO_INDEX)
                try_key(pages, &x, i, &x.heads[number], undated);
        }
    }
    for (uint32_t i = 0; i < n; i++)
        pages[i].original = first_of(pages, i);
    return UH_OK;
}
