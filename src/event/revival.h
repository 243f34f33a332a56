/* revival.h - drafts that rules dropped for want of a side, made events all the same, and drafts
 * made another act. What words tell of no act, whoever the sides are, stays dropped. */
#ifndef UH_REVIVAL_H
#define UH_REVIVAL_H

#include "event/state.h"

/* Nothing happens where no side is known. */
void revival_of(coder *c, draft *d);
void revival_as(coder *c, draft *d, uint8_t type);

#endif
