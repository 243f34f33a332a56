/* btree.h - tables and indexes as the b-trees of a SQLite file, filled in the order of their keys
 * and written page after page, each once. What a page, a cell and a row look like:
 * sqlite.org/fileformat2.html. Knows neither SQL nor transactions; graft.h makes what was written
 * part of the file. */
#ifndef UH_BTREE_H
#define UH_BTREE_H

#include "base/arena.h"

#include <sqlite3.h>

enum {
    BTREE_LEVELS = 8, // of pages with hundreds of cells each: more than a file can hold
};

/* ---- pages ---- */

/* Takes pages that are finished and gives them numbers, one after the other. */
typedef struct pages_out {
    sqlite3_file *file;
    uint32_t page_size;
    uint32_t next;  // number of the next page
    uint32_t first; // number of the first that waits
    uint8_t *waiting;
    size_t n; // bytes that wait
    int code; // of SQLite; sticky
} pages_out;

/* first: the number of the first page. False: no memory. */
bool pages_begin(pages_out *o, arena *a, sqlite3_file *file, uint32_t page_size, uint32_t first);
void pages_flush(pages_out *o); // writes what waits

/* ---- trees ---- */

typedef struct btree_page {
    uint8_t *at;    // NULL: the level has none yet
    uint32_t cells; // so many
    uint32_t low;   // where the last of them begins
} btree_page;

/* A tree being filled. Its last pages, one a level, are still open; the topmost becomes its root
 * and keeps the number that the schema names. */
typedef struct btree {
    pages_out *out;
    arena *arena;
    bool is_index;
    bool failed; // no memory
    uint32_t root;
    int n_levels;
    btree_page levels[BTREE_LEVELS];
    int64_t last; // number of the last row
    uint8_t *cell, *popped;
} btree;

/* root: number of the page that the schema names. False: no memory. */
bool btree_begin(btree *t, pages_out *o, arena *a, bool is_index, uint32_t root);
/* Appends a row; its number is higher than those before. */
void btree_row(btree *t, int64_t number, const uint8_t *row, uint32_t n);
/* Appends the key of an index, or a row WITHOUT ROWID; it sorts behind those before. */
void btree_key(btree *t, const uint8_t *row, uint32_t n);
/* Writes the open pages but the root, which is returned: a page to be put at t->root. */
const uint8_t *btree_end(btree *t);

/* Numbers of the file: the highest byte first. */
static inline void put_big(uint8_t *at, uint64_t number, int bytes) {
    for (int i = bytes - 1; i >= 0; i--, number >>= 8)
        at[i] = (uint8_t)number;
}

static inline uint32_t get_big(const uint8_t *at) {
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

/* Writes a number seven bits a byte, the highest first; returns how many bytes: 9 at most. */
int btree_long_varint(uint8_t *at, uint64_t number);
static inline int btree_varint(uint8_t *at, uint64_t number) {
    if (number >= 1 << 14)
        return btree_long_varint(at, number);
    bool is_short = number < 1 << 7;
    at[0] = (uint8_t)(is_short ? number : 0x80 | number >> 7);
    if (!is_short)
        at[1] = number & 0x7f;
    return is_short ? 1 : 2;
}

#endif
