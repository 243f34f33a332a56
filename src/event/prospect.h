/* prospect.h - which sentences the coder can take something from, by their words alone: one that
 * names no side, and whose words no other sentence builds on, needs no tree. */
#ifndef UH_PROSPECT_H
#define UH_PROSPECT_H

#include "event/state.h"

/* Tells of each sentence whether coder_run can take an event or a claim from it, or something that
 * changes what it takes from others; or may once it has coded those before.
 * doc      needs sentences and tokens; sets need, fills names
 * returns  UH_OK, UH_LIMIT, UH_NOMEM
 * cost     linear in tokens; any thread */
uh_status prospect_find(const uh_model *model, doc *d);

/* Whether a sentence that may need its tree later does so by what was learnt before it. */
bool prospect_calls(const coder *c, uint32_t s);

#endif
