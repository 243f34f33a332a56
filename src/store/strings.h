/* strings.h - the strings of a new record that are kept once (phrases, outlets, actors): each has
 * the row of its place, counted from 1. */
#ifndef UH_STRINGS_H
#define UH_STRINGS_H

#include "base/hash.h"
#include "store/grove.h"

enum { STRINGS_RECENT_BITS = 10 };

/* A string of up to eight bytes that was asked for lately. */
typedef struct strings_short {
    uint64_t bytes;
    uint32_t len, row; // row 0: none
} strings_short;

/* Start from {0}. */
typedef struct strings {
    map known;                                      // hash -> place
    strings_short recent[1 << STRINGS_RECENT_BITS]; // by bits of a hash
    text *items;
    uint32_t n, cap;
} strings;

/* Finds or adds a string, which is copied into a; returns its row, 0: no memory. */
int64_t strings_row(strings *all, arena *a, text name);
/* Fill the table and its index. scratch: what they need meanwhile; it fails where it is refused. */
void strings_fill(const strings *all, grove_tree *table, bool is_marked, arena *scratch);
void strings_by_name(const strings *all, grove_tree *index, arena *scratch);
void strings_by_mark(const strings *all, grove_tree *index, arena *scratch);

#endif
