/* trail.h - bytes made from a page's bytes, with the way back: the decoded page, the text of its
 * blocks. */
#ifndef UH_TRAIL_H
#define UH_TRAIL_H

#include "doc/doc.h"

typedef struct trail {
    arena *arena; // owns what was added
    char *at;
    uint32_t len, cap;
    source_run *runs; // start counts in at, source in parent or, without one, in page.raw
    uint32_t n_runs, runs_cap;
    const struct trail *parent; // borrowed
} trail;

/* A trail over bytes that stand in the page as they are. */
bool trail_over(trail *t, arena *a, text raw);
/* Makes room for so many more bytes. */
bool trail_reserve(trail *t, size_t more);
/* Appends text that came from the parent's bytes at source. */
bool trail_add(trail *t, text piece, uint32_t source, bool straight);
static inline text trail_text(const trail *t, uint32_t start, uint32_t end) {
    return (text){ t->at ? t->at + start : "", end - start };
}
/* Appends [start, end) to doc.text, each run with its place in page.raw. *run, at first 0, is kept
 * from call to call: what follows closely is found at once. */
bool trail_emit(const trail *t, uint32_t start, uint32_t end, uint32_t *run, doc *d);
/* The place in the parent (without one, in page.raw) of a byte. */
uint32_t trail_source_above(const trail *t, uint32_t at);
/* The place in page.raw of a byte. */
uint32_t trail_source(const trail *t, uint32_t at);

#endif
