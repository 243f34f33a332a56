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

/* The two of n words that have the best odds together, one on each hand; -1 nobody. To the odds of
 * who stands there already GUESS_STANDS is added before. */
enum { GUESS_STANDS = GUESS_ONE };
void guess_choose(const int32_t odds[HANDS][BOND_WORDS_MOST], int32_t n, int32_t best[HANDS]);

/* Fills the empty hands of the judged drafts of the sentence at hand; nothing without weights. */
void guess_apply(coder *c);

#endif
