/* menace.h - what a threat is: whose words count as one, and which act they name. How threats are
 * grouped and followed is threat.h's. */
#ifndef UH_MENACE_H
#define UH_MENACE_H

#include "store/acts.h"

/* The state or organisation of a code; a part of a society with its state: "BRALAB". */
text menace_state(text code);
text menace_part(text code);
/* True where every code of both sides is of one state. */
bool menace_is_domestic(text actor, text recipient);
/* Who speaks for the state as a whole. */
bool menace_is_state(text code);
/* Firms, the press, scholars and notables warn of much; the ledger keeps political sides. */
bool menace_is_political(text codes);
/* A union and firms alone, a state and its travellers: no politics. */
bool menace_is_private(const around_event *e);

/* The PLOVER type of the act that an event threatens with, by its mode, its clause, its sides.
 * named: false where only the sides tell */
event_type menace_act(const around_event *e, const act_face *face, bool domestic, bool *named);
/* "would veto", "threatened to veto": announced; "vetoed" is done, "the veto of" a matter. */
bool menace_is_announced(const act_face *face);
/* A refusal that can be what was threatened: "vetoed", "rejected", "blocked". */
bool menace_is_refusal(const act_face *face);
/* True where a word of a text begins with a stem in small letters. */
bool menace_has_word(text t, const char *stem);

#endif
