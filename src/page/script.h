/* script.h - fields in the data that scripts carry, by the names that publishing systems give them.
 */
#ifndef UH_SCRIPT_H
#define UH_SCRIPT_H

#include "base/text.h"

/* A field's name, and where in it the anchor stands that it shares with others. */
typedef struct script_key {
    text name;
    size_t anchor;
} script_key;

/* Finds where each of n keys first stands behind its name; SIZE_MAX: nowhere. All of them hold the
 * anchor, which alone is looked for, so that one pass finds all. */
void script_find(text source, text anchor, const script_key *keys, size_t n, size_t *behind);

#endif
