/* sense.h - verbs of force in their everyday senses: games that are won, plans that are killed,
 * chances that are seized, what somebody does to himself. */
#ifndef UH_SENSE_H
#define UH_SENSE_H

#include "event/state.h"

/* Why a draft is no act though its verb can tell of one; NULL: it may stand.
 * cost  a look at the verb's arguments */
const char *sense_of(coder *c, const draft *d);

#endif
