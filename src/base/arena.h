/* arena.h - memory that is given out piece by piece and taken back at once. Unused bytes are
 * poisoned under AddressSanitizer, with a gap behind each piece, so that overruns are seen. */
#ifndef UH_ARENA_H
#define UH_ARENA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/text.h"

enum { ARENA_CHUNK = 64 * 1024, ARENA_ALIGN = 16 };
#define ARENA_LIMIT ((size_t)64 * 1024 * 1024) // of a document, where the caller names none

typedef struct arena_chunk arena_chunk;

/* Start from {0} with a limit (0: ARENA_LIMIT). Sticky: after a refusal failed stays set until
 * reset; over_limit tells a passed limit from a failed allocation. */
typedef struct arena {
    arena_chunk *first, *current;
    size_t used;  // in current
    size_t total; // bytes held in all chunks, and counted
    size_t limit;
    bool failed;
    bool over_limit;
} arena;

typedef struct arena_mark {
    arena_chunk *chunk;
    size_t used;
} arena_mark;

/* Returns n zeroed bytes aligned to 16, or NULL (limit, memory); n 0 gives a valid pointer. */
void *arena_alloc(arena *a, size_t n);
/* The same for count items of size bytes; the product is checked. */
void *arena_array(arena *a, size_t count, size_t size);
/* The same, not zeroed: for bytes that are all written before they are read. */
void *arena_room(arena *a, size_t count, size_t size);
/* Makes room for one more item in an array that lives in the arena: doubles *cap and moves the
 * items when n equals it; what is new is not zeroed. Returns the array (old or new), or NULL and
 * leaves all as it was. */
void *arena_grow(arena *a, void *items, uint32_t n, uint32_t *cap, size_t size);
/* Returns a copy of the text in the arena, with a NUL behind it; {NULL, 0} on failure. */
text arena_text(arena *a, text t);
arena_mark arena_save(const arena *a);
void arena_rewind(arena *a, arena_mark mark); // all pieces given out since the mark are gone
void arena_reset(arena *a);                   // keeps one chunk; clears failed
/* Counts n bytes that are held elsewhere towards the limit until reset; false where they pass it.
 */
bool arena_count(arena *a, size_t n);
void arena_free(arena *a);

/* Appends a zeroed item to array items[n] with capacity cap, all fields of object; yields a pointer
 * to it or NULL. */
#define ARENA_PUSH(a, items, n, cap)                                                               \
    ((n) < (cap) || arena_grow_into((a), (void **)&(items), (n), &(cap), sizeof *(items))          \
         ? memset(&(items)[(n)++], 0, sizeof *(items))                                             \
         : NULL)
bool arena_grow_into(arena *a, void **items, uint32_t n, uint32_t *cap, size_t size);

#endif
