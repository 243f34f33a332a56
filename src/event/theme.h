/* theme.h - the PLOVER contexts of an event: what its clause speaks of, by the words of
 * contexts.txt. */
#ifndef UH_THEME_H
#define UH_THEME_H

#include "event/state.h"

/* Adds to the event's contexts those that the words of its clause name; clauses below it, which
 * have acts of their own, are left out. Needs the sentence that the event stands in at hand. */
void theme_mark(const coder *c, event *e);

#endif
