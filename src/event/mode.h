/* mode.h - how an act was done: the PLOVER mode of an event, from the words of modes.txt. */
#ifndef UH_EVENT_MODE_H
#define UH_EVENT_MODE_H

#include "event/state.h"

/* Sets the mode that the draft's rule or operator left open: by the word of the act, by what it is
 * done to, by its means, by its clause, and last by what is usual of the type. Weapons count only
 * as means of the whole act.
 * d   needs type, sides, verb, trigger, noun; its mode is set
 * source  PLOVER 0.8, modes of the types */
void mode_read(coder *c, draft *d);

#endif
