/* cell.h - the columns of a row of the file, put in order into memory that the caller holds. The
 * head, which says how long it is and what the columns are, comes first: its length must be known
 * before. In line, for dozens of columns make a row. Only src/store includes it. */
#ifndef UH_CELL_H
#define UH_CELL_H

#include "store/btree.h"

#include "base/text.h"

#include <assert.h>

enum {
    CELL_ZERO = 8,     // 0 and 1 are kinds of their own
    CELL_OF_TEXT = 13, // of a text of no bytes; a byte more is two more
    CELL_BITS = 64,
};

/* A row being made. A copy goes on from there on its own: rows that begin alike need that once. */
typedef struct cell_out {
    uint8_t *start, *kind, *end; // where the next kind and the next value go
} cell_out;

/* more: bytes that kinds take beyond one each. Eight bytes behind the row may be written too. */
static inline void cell_start(cell_out *r, uint8_t *room, int n_columns, size_t more) {
    size_t head = 1 + (size_t)n_columns + more;
    assert(head < 128); // else its length would take two bytes
    room[0] = (uint8_t)head;
    *r = (cell_out){ room, room + 1, room + head };
}

static inline uint32_t cell_end(const cell_out *r) {
    assert(r->kind == r->start + r->start[0]);
    return (uint32_t)(r->end - r->start);
}

static inline void cell_null(cell_out *r) {
    *r->kind++ = 0;
}

/* Writes eight bytes: what a shorter number leaves of them the next column overwrites. */
static inline void cell_eight(uint8_t *at, uint64_t number) {
    at[0] = (uint8_t)(number >> 56);
    at[1] = (uint8_t)(number >> 48);
    at[2] = (uint8_t)(number >> 40);
    at[3] = (uint8_t)(number >> 32);
    at[4] = (uint8_t)(number >> 24);
    at[5] = (uint8_t)(number >> 16);
    at[6] = (uint8_t)(number >> 8);
    at[7] = (uint8_t)number;
}

/* What a number of so many bits is kept as, and in how many bytes. */
#define CELL_EIGHT(kind) kind, kind, kind, kind, kind, kind, kind, kind
static const uint8_t cell_kinds[CELL_BITS] = { CELL_EIGHT(1), CELL_EIGHT(2), CELL_EIGHT(3),
                                               CELL_EIGHT(4), CELL_EIGHT(5), CELL_EIGHT(5),
                                               CELL_EIGHT(6), CELL_EIGHT(6) };
static const uint8_t cell_bytes[] = { 0, 1, 2, 3, 4, 6, 8 };

static inline __attribute__((always_inline)) void cell_number(cell_out *r, int64_t number) {
    uint64_t size = (uint64_t)(number < 0 ? ~number : number);
    if (size <= 1 && number >= 0) {
        *r->kind++ = (uint8_t)(CELL_ZERO + number);
        return;
    }
    uint8_t kind = cell_kinds[CELL_BITS - __builtin_clzll(size | 1)];
    cell_eight(r->end, (uint64_t)number << (CELL_BITS - 8 * cell_bytes[kind]));
    r->end += cell_bytes[kind];
    *r->kind++ = kind;
}

/* The same of a number below 128, as most are, without asking for its size. */
static inline void cell_small(cell_out *r, int number) {
    assert(number >= 0 && number < 128);
    bool is_kept = number > 1;
    *r->end = (uint8_t)number;
    r->end += is_kept;
    *r->kind++ = (uint8_t)(is_kept ? 1 : CELL_ZERO + number);
}

/* Bytes that the kind of a text takes beyond the one that every column has. */
static inline size_t cell_more(text t) {
    enum { ONE = (128 - CELL_OF_TEXT) / 2, TWO = (16384 - CELL_OF_TEXT) / 2 };
    return t.len <= ONE ? 0 : t.len <= TWO ? 1 : t.len < 1 << 20 ? 2 : 3;
}

static inline void cell_text(cell_out *r, text t) {
    if (t.len)
        memcpy(r->end, t.at, t.len);
    r->end += t.len;
    r->kind += btree_varint(r->kind, CELL_OF_TEXT + 2 * (uint64_t)t.len);
}

#endif
