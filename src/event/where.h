/* where.h - the place of an event: a place in a phrase of its clause, never an actor's own name. */
#ifndef UH_WHERE_H
#define UH_WHERE_H

#include "event/state.h"

/* Fills place, code and coordinates of an event from its draft. */
void where_write(coder *c, const draft *d, event *e);

#endif
