/* window.h - rows of a new record that wait until those before them in number have come: rows come
 * in the order of the input, but a table has them in that of their articles. */
#ifndef UH_WINDOW_H
#define UH_WINDOW_H

#include "store/batch.h"
#include "store/grove.h"
#include "store/sheaf.h"

/* Start from {0}; window_free it. */
typedef struct window {
    sheaf sheaf;
    size_t size;     // bytes that it may take
    bool was_late;   // a row came too late since some were written last
    int64_t written; // highest number of a row that left
} window;

/* The trees that rows go to. */
typedef struct window_trees {
    grove *grove;
    grove_tree *of[SHEAF_TABLES]; // reports, events, originals
} window_trees;

/* Makes room for a row: where there is none, rows with low numbers are written. A window whose rows
 * come from far apart grows instead, up to 256 MiB; one whose rows come nearly in order shrinks to
 * what a processor's cache holds. False: no memory, or a row longer than that. */
bool window_room(window *w, const batch_row *r, const window_trees *trees);
/* Whether the rows around this one are written already: it comes too late. */
bool window_is_past(window *w, const batch_row *r);
/* Takes a row that there is room for. rule, why: rows of phrases. */
void window_put(window *w, const batch_row *r, int64_t rule, int64_t why);
/* Writes all. False: no memory. */
bool window_empty(window *w, const window_trees *trees);
void window_free(window *w);

#endif
