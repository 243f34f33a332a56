/* anaphor.h - which country "the country", "the Arab kingdom", "the two countries" mean: those that
 * the sentence named before, else the one in the foreground of the article. */
#ifndef UH_ANAPHOR_H
#define UH_ANAPHOR_H

#include "event/state.h"

enum { ANAPHOR_MOST = 2 };

/* The codes meant by a noun; returns how many, 0 where it is no such noun or nothing is clear. */
uint32_t anaphor_countries(coder *c, int32_t i, text codes[ANAPHOR_MOST]);
/* The same of a pair of officials: "the two presidents". */
uint32_t anaphor_officials(coder *c, int32_t i, text codes[ANAPHOR_MOST]);
/* Keeps the two countries of the sentence at hand, where it names two, for "the two sides" in the
 * next one. */
void anaphor_remember(coder *c);

#endif
