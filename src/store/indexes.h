/* indexes.h - the indexes of a new record's tables, and the table of sides, which is one: what was
 * held of the rows (held.h) is brought in order and put into trees. */
#ifndef UH_INDEXES_H
#define UH_INDEXES_H

#include "store/grove.h"
#include "store/held.h"

typedef struct index_trees {
    grove_tree *reports_key, *events_day, *events_type, *sides, *documents_name, *documents_day;
} index_trees;

/* Fills them. keys_ascend: events came in the order of their keys; n_actors: numbers of actors are
 * not above. False: no memory. */
bool indexes_fill(const held *h, bool keys_ascend, uint32_t n_actors, const index_trees *to);

#endif
