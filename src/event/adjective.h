/* adjective.h - acts told by a predicate adjective ("is willing to") or by a participle of a state
 * ("remains committed to"). */
#ifndef UH_ADJECTIVE_H
#define UH_ADJECTIVE_H

#include "event/verbal.h"

/* Adds the draft of an adjective, or visits what it governs; false where it tells of nothing. */
bool adjective_walk(coder *c, int32_t i, const context *above, pending *next);
bool adjective_heads_clause(const coder *c, int32_t v);
bool adjective_is_state(coder *c, int32_t v); // a participle that stands for an adjective

#endif
