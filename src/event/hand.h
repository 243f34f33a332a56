/* hand.h - who stands on the two hands of a draft: pronouns resolved, things of sides left out
 * where the sides themselves are told, and nobody on both. */
#ifndef UH_HAND_H
#define UH_HAND_H

#include "event/state.h"

/* Fills the actors and recipients that the filters judge. */
void hand_read(coder *c, draft *d);
/* Whether a side may stand there as recipient: political, and not the actor or what is his. */
bool hand_takes(const draft *d, const side *to);
/* "the Kabul bombing killed": the attack is called after where it struck. */
bool hand_is_target(coder *c, const draft *d, const side *s);

#endif
