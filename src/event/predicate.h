/* predicate.h - clauses that the parse left without their verb ("rebels shelled the town" read as
 * the rebels that were shelled), and what belongs to a verb and hangs elsewhere. */
#ifndef UH_PREDICATE_H
#define UH_PREDICATE_H

#include "event/state.h"

/* Makes a participle at node i the verb of its clause where it is one, and gives a verb its own. */
void predicate_mend(coder *c, int32_t i);

#endif
