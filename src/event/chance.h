/* chance.h - how likely an event is right, from what is known of its sides, of the clause that
 * tells it, and of how much politics the article has; unlikely ones of articles that are not
 * of politics are taken back (docs/methods.md). */
#ifndef UH_CHANCE_H
#define UH_CHANCE_H

#include "event/state.h"

/* Log-odds of the event by itself, to be written into its score until the article is read. */
float chance_of(const coder *c, const draft *d, const event *e);

/* Whether one of its sides was completed from a torn name. */
bool chance_is_completed(const coder *c, const draft *d);

/* After the last sentence: adds what the article tells, makes probabilities of the scores, and
 * takes back, as refusals, the unlikely ones of an article that is not of politics. */
void chance_settle(doc *d);

#endif
