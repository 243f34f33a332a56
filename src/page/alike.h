/* alike.h - things of a page that have a number in common, counted on from 0 in page order: pieces
 * with one text, pieces of one signature, the blocks around pieces. */
#ifndef UH_ALIKE_H
#define UH_ALIKE_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct alike {
    uint32_t *group; // [n things] the group of each
    uint32_t *first; // [n_groups] the first thing of each
    uint32_t n_groups;
} alike;

/* Groups n things by keys; the scratch owns the result. False when memory refuses. */
bool alike_group(alike *out, arena *scratch, const uint32_t *keys, uint32_t n);

#endif
