/* outcome.h - from drafts to events: pronouns and speakers resolved, role nouns given a country,
 * the rules of silence, status, doubles. Every draft that is dropped says why. */
#ifndef UH_OUTCOME_H
#define UH_OUTCOME_H

#include "event/state.h"

/* Judges the drafts that have not been judged: their sides, and whether they are events. */
void outcome_judge(coder *c);
void outcome_drop(draft *d, const char *why); // why is static
void outcome_settle(coder *c, draft *d);      // reads its mode and status
/* Joins the drafts of an act that is told in two words, one side with each. */
void outcome_join(coder *c);
/* Adds the events of the sentence, whose drafts are judged, to the document. */
void outcome_write(coder *c);

#endif
