/* silence.h - the rules of silence: nobody acts, an accident, business of firms, private sides, a
 * visit at home, words that tell of an act only between two. */
#ifndef UH_SILENCE_H
#define UH_SILENCE_H

#include "event/state.h"

#define SILENCE_NOT_POLITICAL "the actor is no political side"
#define SILENCE_PAPER         "a paper's opinion"

/* Why the draft is no event; NULL where it is one. unpolitical: it has a subject that is no side.
 */
const char *silence_of(coder *c, draft *d, bool unpolitical);

/* Those of the rules that hold whichever sides are known. */
const char *silence_of_sense(coder *c, draft *d);

#endif
