/* revival.h - drafts that rules dropped for want of a side, made events all the same, and drafts
 * made another act. What words tell of no act, whoever the sides are, stays dropped, unless it is
 * very likely one. */
#ifndef UH_REVIVAL_H
#define UH_REVIVAL_H

#include "event/state.h"

/* By the draft's chance. Nothing happens where too little is known of its sides for it. */
void revival_of(coder *c, draft *d);
void revival_as(coder *c, draft *d, uint8_t type);

#endif
