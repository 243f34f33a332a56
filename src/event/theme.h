/* theme.h - the PLOVER contexts of an event: what its clause speaks of, by the words of
 * contexts.txt. */
#ifndef UH_THEME_H
#define UH_THEME_H

#include "event/state.h"

/* Adds to the event's contexts those that the words of its clause name; clauses below it, which
 * have acts of their own, are left out. Needs the sentence that the event stands in at hand. */
void theme_mark(const coder *c, event *e);

/* The head of the clause that an act stands in: from a noun up to the verb that governs it. */
int32_t theme_clause_of(const tree *t, int32_t i);
/* Whether a node belongs to the clause under top, and not to one below it. */
bool theme_in_clause(const tree *t, int32_t i, int32_t top);

#endif
