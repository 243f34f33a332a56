/* amount.h - how much: dead, injured, arrested, money, troops, weapons, from numbers beside the
 * words of an event. */
#ifndef UH_AMOUNT_H
#define UH_AMOUNT_H

#include "event/state.h"

void amount_write(coder *c, const draft *d, event *e);

#endif
