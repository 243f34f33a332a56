/* partner.h - who takes part in an act told by a noun that his own phrase does not name: the
 * subject of the clause that a meeting is set in, the members of a body, two countries joined by a
 * hyphen. */
#ifndef UH_PARTNER_H
#define UH_PARTNER_H

#include "event/state.h"

sides partner_of(coder *c, int32_t i);        // the coded political sides of a node
sides partner_subject(coder *c, int32_t v);   // those of the subject of a verb
sides partner_behind_of(coder *c, int32_t i); // "the visit of X", "the withdrawal of X"
uint32_t partners_differ(sides s);            // how many different codes they have
/* "at talks with Y", "in cooperation with Y": the clause's subject takes part. */
sides partner_in_clause(coder *c, int32_t i);
/* "Turkish-Greek talks", "the Iran-Turkey commission": the two names that a hyphen joins. */
bool partners_joined(coder *c, int32_t i, sides *out);
/* "the visit of the minister of X to Y": where Y was hung on the minister. */
bool partners_visit(coder *c, int32_t i, sides *actor, sides *recipient);
/* Who meets, where the noun names nobody; false where that stays open. */
bool partners_meet(coder *c, int32_t i, sides *actor, sides *recipient);

#endif
