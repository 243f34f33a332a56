/* nominal.h - nouns that tell of an act on their own: "Russian airstrikes on Idlib", "talks between
 * X and Y", as subject of a verb of happening or with both sides beside them. */
#ifndef UH_NOMINAL_H
#define UH_NOMINAL_H

#include "event/state.h"

/* Adds drafts for nouns that no clause has spoken for; after clause_walk. */
void nominal_walk(coder *c);
/* "his arrest", "the minister's murder": what is done to whose it is. */
bool nominal_is_done_to_owner(const coder *c, int32_t i);

#endif
