/* dateline.h - "BAGHDAD, Oct 3 (Reuters) -" before a report: where it was written, no part of its
 * first sentence. */
#ifndef UH_DATELINE_H
#define UH_DATELINE_H

#include "event/state.h"

/* Returns how many tokens of the sentence at hand are its dateline; 0 none. */
int32_t dateline_length(const coder *c);
/* Takes the dateline out of the tree, and keeps its country as the article's home. */
void dateline_cut(coder *c);

#endif
