/* repair.h - typical faults of a parse mended before coding: a name is one phrase, a day is no
 * subject, "has lifted sanctions" has a verb, a that-clause hangs on its verb. */
#ifndef UH_REPAIR_H
#define UH_REPAIR_H

#include "event/state.h"

void repair_tree(coder *c);

#endif
