/* parts.h - a section made of arrays: a count, then (offset, size) pairs, then the arrays, each
 * aligned to 16; and the pool of strings that such sections share. */
#ifndef UH_PARTS_H
#define UH_PARTS_H

#include "base/arena.h"
#include "base/hash.h"
#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>

enum { PARTS_MOST = 12 };

/* Appends a section of n parts. */
void parts_write(buffer *out, const text *parts, uint32_t n);
/* Finds the parts; false where the section is not made of n parts that lie inside it. */
bool parts_read(text section, text *parts, uint32_t n);

/* Strings, each once: length u16, bytes. Offset 0 is the empty string. */
typedef struct pool {
    buffer bytes;
    map known; // in the arena
    arena *arena;
} pool;

void pool_open(pool *p, arena *a);
/* Returns the string's offset; 0 also without memory (p->bytes.failed). Longer ones are cut. */
uint32_t pool_add(pool *p, text t);
/* The string at an offset of a pool's bytes; empty where the offset or its length lie outside. */
text pool_text(text pool_bytes, uint32_t offset);

/* A hash table of 64-bit keys in a section: power of two, linear probing, key 0 empty. Behind the
 * slots lie TABLE_FILTER bits a slot, two of one byte set for each key: most keys that are asked
 * for are missing, and the bits stay in the processor's cache where the slots do not. */
enum { TABLE_FILTER = 4 };

typedef struct table_slot {
    uint64_t key;
    uint32_t value;
    uint32_t more;
} table_slot;

/* A table in the making. */
typedef struct table {
    table_slot *slots;
    uint32_t n, cap;
    arena *arena;
} table;

/* Finds the slot of key, made with value and more 0 where it is new; NULL without memory. */
table_slot *table_slot_of(table *t, uint64_t key);
/* The table as a section keeps it; in the table's arena. {NULL, 0}: empty, or no memory (the arena
 * says which). */
text table_pack(const table *t);
size_t table_cap(text packed); // slots
/* Looks a key up in a table as packed; NULL where it is missing. */
const table_slot *table_find(text packed, uint64_t key);
/* Asks memory for what table_find of this key looks at, while other work goes on. */
void table_ahead(text packed, uint64_t key);
bool table_is_sound(text packed); // power of two, with an empty slot and its bits

#endif
