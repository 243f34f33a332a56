/* telling.h - a draft of an act that a word tells by no rule of its own: its sides are those that
 * stand around the word where sides stand. */
#ifndef UH_TELLING_H
#define UH_TELLING_H

#include "event/state.h"

/* Adds and judges the draft; nothing where no side of it is known. */
void telling_add(coder *c, int32_t i, uint8_t type, float chance);

#endif
