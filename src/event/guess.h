/* guess.h - who stands on the hand of an act that the rules left empty, as those would say who
 * coded sentences by hand: each word that names somebody has a chance, which the signs of bond.h
 * make. */
#ifndef UH_GUESS_H
#define UH_GUESS_H

#include "event/bond.h"
#include "model/guess.h"

/* The log-odds that who bears these signs stands there, in parts of GUESS_ONE. */
int32_t guess_odds(const guess *g, const bond_signs *t);

/* Whether a hand of a judged draft is empty and may be filled; with whom, where that is the one a
 * word names: nobody where the rules know better. */
bool guess_may_fill(coder *c, const draft *d, hand h);
sides guess_sides(coder *c, const draft *d, hand h, int32_t word);

/* Fills the empty hands of the judged drafts of the sentence at hand; nothing without weights. */
void guess_apply(coder *c);

#endif
