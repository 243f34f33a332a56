/* term.h - the condition and the deadline that a threat's sentence names. */
#ifndef UH_TERM_H
#define UH_TERM_H

#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>

/* Finds the condition in a threat's sentence: from "if", "unless", "until", "should" ... to the end
 * of its clause; empty where there is none. trigger: byte of the threat in it. */
text term_condition(text words, uint32_t trigger);
/* Finds the deadline in a threat's sentence, reckoned from a day: "within 48 hours", "in eight
 * days", "by April 17". */
bool term_deadline(text words, int32_t day, int32_t *deadline);

#endif
