/* borrow.h - "the police", "lawmakers", "villagers": whose they are, from the place, the other
 * side, the speaker, the sentence or the article. */
#ifndef UH_BORROW_H
#define UH_BORROW_H

#include "event/state.h"

/* Gives the sides of a draft that have only a sector a country, where one is clear. */
void borrow_countries(coder *c, draft *d);

#endif
