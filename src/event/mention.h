/* mention.h - the sides that a sentence names, as mentions of the document, each with its reason.
 */
#ifndef UH_MENTION_H
#define UH_MENTION_H

#include "event/state.h"

/* Adds the mentions of the sentence at hand and ties its tokens to them. */
void mention_write(coder *c);

#endif
