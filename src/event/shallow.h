/* shallow.h - what stands in for tags and trees where a document has none: words guessed from the
 * rules' own vocabulary, phrases and clauses by their order. Far below a parser; the coder walks
 * its trees like any other. */
#ifndef UH_SHALLOW_H
#define UH_SHALLOW_H

#include "event/state.h"

/* Gives the tokens of a sentence that has no tags tags, lemmas and heads; leaves others alone.
 * False without memory. */
bool shallow_parse(coder *c, uint32_t number);

#endif
