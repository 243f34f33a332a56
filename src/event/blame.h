/* blame.h - blame told beside the act: whoever speaks of another's "seditious acts" or
 * "adventurism" disapproves of him, whatever the clause tells besides. */
#ifndef UH_BLAME_H
#define UH_BLAME_H

#include "event/state.h"

/* Whose thing it is that is blamed: its owner, or who did it; not the place it is in. */
sides blame_owner(coder *c, int32_t thing);

/* Adds the drafts of blame in the sentence; after the clauses have been walked. */
void blame_walk(coder *c);

#endif
