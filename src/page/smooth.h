/* smooth.h - what the judgements of an HTML page's pieces, each made by itself, say together: rows
 * of short lines go one way, doubtful stretches go where nothing sure is near, and a story is told
 * once. Rules, for so few pages ask for them that a model has nothing to learn from. */
#ifndef UH_SMOOTH_H
#define UH_SMOOTH_H

#include "page/piece.h"

/* sum[n] are logits in 1/512, over the threshold for a piece of the story. All are linear in the
 * page's bytes. */

/* Short lines of one kind that stand together, items of a list or cells of a table, are of the
 * story all or none. */
void smooth_runs(const pieces *ps, int32_t *sum, int32_t threshold);
/* Where a page's story is sure, a stretch of doubtful pieces apart from the rest is none of it,
 * unless it is the most of what there is. */
void smooth_strays(const pieces *ps, int32_t *sum, int32_t threshold);
/* The piece that tells the whole story again, a copy for other readers; NO_INDEX: none does. */
uint32_t smooth_copy(const pieces *ps, const int32_t *sum, int32_t threshold);

/* Whether piece i is kept. The title stands apart from the story. */
static inline bool smooth_keeps(const pieces *ps, const int32_t *sum, int32_t threshold,
                                uint32_t i) {
    return sum[i] > threshold && i != ps->title;
}

#endif
