/* arena.c - chunked arena; chunks of 64 KiB, larger pieces get a chunk of their own. */
#include "base/arena.h"
#include "base/large.h"

#include <stdlib.h>
#include <string.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_ASAN 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define ARENA_ASAN 1
#endif
#ifdef ARENA_ASAN
#include <sanitizer/asan_interface.h>
#define POISON(at, n)   ASAN_POISON_MEMORY_REGION(at, n)
#define UNPOISON(at, n) ASAN_UNPOISON_MEMORY_REGION(at, n)
enum { GAP = 16 };
#else
#define POISON(at, n)   ((void)(at), (void)(n))
#define UNPOISON(at, n) ((void)(at), (void)(n))
enum { GAP = 0 };
#endif

enum { ARRAY_START = 16 };

struct arena_chunk {
    arena_chunk *next;
    size_t size; // of bytes
    _Alignas(ARENA_ALIGN) unsigned char bytes[];
};

static void *refuse(arena *a, bool over_limit) {
    a->failed = true;
    a->over_limit = over_limit;
    return NULL;
}

static size_t room_left(const arena *a) {
    size_t limit = a->limit ? a->limit : ARENA_LIMIT;
    return limit - (a->total < limit ? a->total : limit);
}

static arena_chunk *new_chunk(arena *a, size_t need) {
    size_t size = need > ARENA_CHUNK ? need : ARENA_CHUNK;
    if (size > room_left(a))
        return refuse(a, true);
    arena_chunk *chunk = large_room(sizeof *chunk + size);
    if (!chunk)
        return refuse(a, false);
    chunk->next = NULL;
    chunk->size = size;
    POISON(chunk->bytes, size);
    a->total += size;
    return chunk;
}

/* Goes to a chunk with room for need: the next one kept from before a rewind, or a new one. */
static bool next_chunk(arena *a, size_t need) {
    arena_chunk *next = a->current ? a->current->next : a->first;
    if (!next || next->size < need) {
        arena_chunk *chunk = new_chunk(a, need);
        if (!chunk)
            return false;
        chunk->next = next;
        if (a->current)
            a->current->next = chunk;
        else
            a->first = chunk;
        next = chunk;
    }
    a->current = next;
    a->used = 0;
    return true;
}

static void *take(arena *a, size_t n) {
    if (n > SIZE_MAX / 2)
        return refuse(a, true);
    size_t need = (n + GAP + ARENA_ALIGN - 1) & ~(size_t)(ARENA_ALIGN - 1);
    if (need == 0)
        need = ARENA_ALIGN;
    if (!a->current || a->current->size - a->used < need)
        if (!next_chunk(a, need))
            return NULL;
    unsigned char *at = a->current->bytes + a->used;
    a->used += need;
    UNPOISON(at, n);
    return at;
}

void *arena_alloc(arena *a, size_t n) {
    void *at = take(a, n);
    return at ? memset(at, 0, n) : NULL;
}

void *arena_array(arena *a, size_t count, size_t size) {
    if (size && count > SIZE_MAX / 2 / size)
        return refuse(a, true);
    return arena_alloc(a, count * size);
}

void *arena_room(arena *a, size_t count, size_t size) {
    if (size && count > SIZE_MAX / 2 / size)
        return refuse(a, true);
    return take(a, count * size);
}

void *arena_grow(arena *a, void *items, uint32_t n, uint32_t *cap, size_t size) {
    if (n < *cap)
        return items;
    if (*cap > UINT32_MAX / 2)
        return refuse(a, true);
    uint32_t more = *cap ? *cap * 2 : ARRAY_START;
    void *moved = arena_room(a, more, size);
    if (!moved)
        return NULL;
    if (n)
        memcpy(moved, items, n * size);
    *cap = more;
    return moved;
}

bool arena_grow_into(arena *a, void **items, uint32_t n, uint32_t *cap, size_t size) {
    void *grown = arena_grow(a, *items, n, cap, size);
    if (grown)
        *items = grown;
    return grown != NULL;
}

text arena_text(arena *a, text t) {
    char *copy = take(a, t.len + 1);
    if (!copy)
        return (text){ 0 };
    if (t.len)
        memcpy(copy, t.at, t.len);
    copy[t.len] = '\0';
    return (text){ copy, t.len };
}

bool arena_count(arena *a, size_t n) {
    if (n > room_left(a))
        return refuse(a, true) != NULL;
    a->total += n;
    return true;
}

arena_mark arena_save(const arena *a) {
    return (arena_mark){ a->current, a->used };
}

void arena_rewind(arena *a, arena_mark mark) {
    arena_chunk *chunk = mark.chunk ? mark.chunk : a->first;
    size_t used = mark.chunk ? mark.used : 0;
    if (!chunk)
        return;
    POISON(chunk->bytes + used, chunk->size - used);
    for (arena_chunk *c = chunk->next; c; c = c->next)
        POISON(c->bytes, c->size);
    a->current = chunk;
    a->used = used;
}

/* Frees every chunk behind the first; a first chunk of unusual size goes too. */
void arena_reset(arena *a) {
    arena_chunk *keep = a->first && a->first->size == ARENA_CHUNK ? a->first : NULL;
    size_t limit = a->limit;
    for (arena_chunk *c = keep ? keep->next : a->first, *next; c; c = next) {
        next = c->next;
        UNPOISON(c->bytes, c->size);
        free(c);
    }
    *a = (arena){ .limit = limit };
    if (keep) {
        keep->next = NULL;
        POISON(keep->bytes, keep->size);
        a->first = a->current = keep;
        a->total = keep->size;
    }
}

void arena_free(arena *a) {
    for (arena_chunk *c = a->first, *next; c; c = next) {
        next = c->next;
        UNPOISON(c->bytes, c->size);
        free(c);
    }
    *a = (arena){ .limit = a->limit };
}
