/* hunch.h - what act a word stands for, as those would say who coded sentences by hand: a small
 * network over its signs. It takes back drafts that they would not have coded, brings back such as
 * the rules dropped, and tells acts of words that no rule knows. */
#ifndef UH_HUNCH_H
#define UH_HUNCH_H

#include "event/sign.h"
#include "model/hunch.h"

/* The chance of each type, [0] of no act; the sum is 1. */
void hunch_chances(const hunch *h, const signs *t, float chance[EVENT_TYPES]);

/* Changes the judged drafts of the sentence at hand; nothing without weights. */
void hunch_apply(coder *c);

#endif
