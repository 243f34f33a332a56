/* agent.h - who acts where a passive verb names no agent: told by the fight, the gift or the place
 * beside it. */
#ifndef UH_AGENT_H
#define UH_AGENT_H

#include "event/verbal.h"

/* "killed in an attack by X", "in clashes with X". */
sides agent_attackers(coder *c, const verbal *x);
/* "aid from X will be sent": who gives it; none where nobody is named. */
sides agent_giver(coder *c, int32_t gift, sides none);
/* "arrested in Turkey": the state of the place, where the other side is a foreigner. */
sides agent_state(coder *c, const verbal *x, sides recipient);
/* "was signed between X and Y", "a summit between X and Y was held": both act. */
void agent_partners(coder *c, verbal *x, uint8_t type, sides *recipient);
/* "police were sent in": a force that is moved stands for who moves it; "troops stationed there"
 * are only described. */
void agent_moved(coder *c, verbal *x, uint8_t type, sides *recipient);

#endif
