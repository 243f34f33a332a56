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

/* Compares a page to those under a key and enters it there. False without memory. */
static bool try_key(story_page *pages, shingle_index *x, uint32_t i, uint64_t key, bool undated,
                    arena *a) {
    uint32_t *head = map_place(&x->heads, a, key, NO_INDEX);
    if (!head)
        return false;
    try_entries(pages, x, i, *head, undated);
    x->entries[x->n] = (entry){ i, *head };
    *head = x->n++;
    return true;
}

static uint32_t indexed(const fingerprint *p) {
    return p->n_shingles < PRINT_SURE ? p->n_shingles : PRINT_SURE;
}

static void ask_ahead(const map *heads, const fingerprint *p) {
    map_ahead(heads, p->exact);
    for (uint32_t i = 0; i < indexed(p); i++)
        map_ahead(heads, p->shingles[i]);
}

/* Keys of all pages, of which most are different. */
static size_t count_keys(const story_page *pages, uint32_t n) {
    size_t keys = 0;
    for (uint32_t i = 0; i < n; i++)
        keys += 1 + indexed(pages[i].print);
    return keys;
}

uh_status reprint_find(story_page *pages, uint32_t n, bool undated, arena *a) {
    shingle_index x = { .n = 0 };
    size_t keys = count_keys(pages, n);
    if (n == 0)
        return UH_OK;
    x.entries = arena_room(a, keys, sizeof *x.entries);
    if (!x.entries || !map_reserve(&x.heads, a, keys)) // these are fewer than 2^32
        return UH_NOMEM;
    for (uint32_t i = 0; i < n; i++)
        pages[i].original = i;
    for (uint32_t i = 0; i < n; i++) {
        const fingerprint *p = pages[i].print;
        if (i + 1 < n)
            ask_ahead(&x.heads, pages[i + 1].print);
        if (!try_key(pages, &x, i, p->exact, undated, a)) // a text too short for shingles
            return UH_NOMEM;
        for (uint32_t j = 0; j < indexed(p); j++)
            if (!try_key(pages, &x, i, p->shingles[j], undated, a))
                return UH_NOMEM;
    }
    for (uint32_t i = 0; i < n; i++)
        pages[i].original = first_of(pages, i);
    return UH_OK;
}
