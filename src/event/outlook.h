/* outlook.h - how likely a sentence tells of an act or holds a claim, by its words and by how
 * political its article is: most sentences that name somebody political tell of nothing that he
 * did, and need no tree. The trainer (tools/outlook) reads the signs of a sentence by the same
 * function. */
#ifndef UH_OUTLOOK_H
#define UH_OUTLOOK_H

#include "doc/doc.h"
#include "model/actors.h"
#include "model/outlook.h"

enum { OUTLOOK_SIGNS_MOST = 1024 }; // of a sentence; what is over is left out

/* How many names of countries and leaders an article has for its length, in a few steps: where
 * politics is rare, a word for a role is seldom about it.
 * d        needs sentences and names (gazette_expect) */
uint32_t outlook_density(const actors *all, const doc *d);
/* Fills the places of a sentence's signs among the weights and returns how many.
 * d        needs sentences with holds (prospect.h) and names */
uint32_t outlook_signs(const actors *all, const doc *d, uint32_t density, const sentence *s,
                       uint32_t places[OUTLOOK_SIGNS_MOST]);

/* Whether signs at these places make neither an act nor a claim likely in so many tokens. */
bool outlook_weighs_dim(const outlook *o, const uint32_t *places, uint32_t n, uint32_t n_tokens);
/* Whether neither an act nor a claim is to be expected of a sentence.
 * cost     linear in tokens */
bool outlook_is_dim(const outlook *o, const actors *all, const doc *d, uint32_t density,
                    const sentence *s);

#endif
