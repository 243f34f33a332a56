/* bunch.h - events gathered under what they share (a place, a pair of sides): how many of each quad
 * class, on how many independent reports, and which to show. Only the report includes it. */
#ifndef UH_BUNCH_H
#define UH_BUNCH_H

#include "base/hash.h"
#include "report/deed.h"

enum { BUNCH_SHOWN = 12, BUNCH_QUADS = QUAD_MATERIAL_CONFLICT + 1 };

typedef struct bunch {
    uint64_t key;
    uint32_t number;                          // in the order they came
    uint32_t n_events, events[BUNCH_QUADS];   // in all, and by quad class
    uint32_t n_reports, reports[BUNCH_QUADS]; // independent ones: of each story the
                                              // most that one of its events has
    uint32_t n_shown, shown[BUNCH_SHOWN];     // in the record: the best told, best
                                              // first
} bunch;

/* Start from {0}; lives in the arena. */
typedef struct bunches {
    bunch *items; // [n]
    uint32_t n, cap;
    map rows, stories; // key -> number; key, class and story -> the most reports
} bunches;

/* Adds event i of the record.
 * returns  the number of its bunch, UINT32_MAX without memory */
uint32_t bunch_add(bunches *all, arena *a, uint64_t key, const around *record, uint32_t i);
/* Sorts by independent reports, most first; numbers stay what they were. */
void bunch_sort(bunches *all);

/* "help in words" ... */
const char *bunch_quad_name(quad_class quad);
/* Appends the hatchings that the colours of pressure are drawn with; once a page, before them. */
void bunch_hatches(buffer *out);
/* Appends what the colours mean, as a list. */
void bunch_legend(buffer *out);
/* Appends the heading of a table of bunches: its first column, then what bunch_row writes. */
void bunch_open_table(sheet *p, const char *caption, const char *first_column);
/* Appends the cells behind the first one of a row: numbers, and the events in a disclosure that
 * links reach as #ANCHOR-NUMBER. */
void bunch_cells(sheet *p, const bunch *b, const char *anchor);

#endif
