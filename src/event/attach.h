/* attach.h - phrases and clauses hung where they belong: arguments on the verb that asks for them,
 * relative clauses on the noun they are about. */
#ifndef UH_ATTACH_H
#define UH_ATTACH_H

#include "event/state.h"

/* What the verb at node i takes, or the verb that the noun at node i belongs to. */
void attach_arguments(coder *c, int32_t i);
/* The noun that the relative clause at node i is about. */
void attach_relative(coder *c, int32_t i);

/* The noun that a name at node i, or before it, stands in apposition to, or is coordinated with. */
void attach_names(coder *c, int32_t i);

#endif
