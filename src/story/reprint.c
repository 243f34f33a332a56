/* reprint.c - candidates by shared shingles, then the estimate of the shared part. */
#include "story/reprint.h"
#include "base/hash.h"
#include "story/fingerprint.h"

#include <string.h>

/* A page under one of its shingles, and the one entered before it. */
typedef struct entry {
    uint32_t page, before;
} entry;

typedef struct shingle_index {
    map heads; // shingle, or hash of a whole text -> last entry
    entry *entries;
    uint32_t n, cap;
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

/* Compares a page to those under a key and enters it there. False without memory. */
static bool try_key(story_page *pages, shingle_index *x, uint32_t i, uint64_t key, bool undated,
                    arena *a) {
    uint32_t *head = map_place(&x->heads, a, key, NO_INDEX);
    entry *e = ARENA_PUSH(a, x->entries, x->n, x->cap);
    if (!head || !e)
        return false;
    *e = (entry){ i, *head };
    try_entries(pages, x, i, *head, undated);
    *head = x->n - 1;
    return true;
}

/* Keys of all pages, of which most are different. */
static size_t count_keys(const story_page *pages, uint32_t n) {
    size_t keys = 0;
    for (uint32_t i = 0; i < n; i++)
        keys +=
            1 + (pages[i].print->n_shingles < PRINT_SURE ? pages[i].print->n_shingles : PRINT_SURE);
    return keys;
}

uh_status reprint_find(story_page *pages, uint32_t n, bool undated, arena *a) {
    shingle_index x = { .n = 0 };
    if (!map_reserve(&x.heads, a, count_keys(pages, n)))
        return UH_NOMEM;
    for (uint32_t i = 0; i < n; i++)
        pages[i].original = i;
    for (uint32_t i = 0; i < n; i++) {
        const fingerprint *p = pages[i].print;
        if (!try_key(pages, &x, i, p->exact, undated, a)) // a text too short for shingles
            return UH_NOMEM;
        for (uint32_t j = 0; j < p->n_shingles && j < PRINT_SURE; j++)
            if (!try_key(pages, &x, i, p->shingles[j], undated, a))
                return UH_NOMEM;
    }
    for (uint32_t i = 0; i < n; i++)
        pages[i].original = first_of(pages, i);
    return UH_OK;
}
