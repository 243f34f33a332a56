/* coder.h - from sentences to events: who did what to whom, with what status, on whose word. */
#ifndef UH_CODER_H
#define UH_CODER_H

#include "doc/doc.h"
#include "model/model.h"

/* Finds mentions, events and claims of a parsed document.
 * doc      needs sentences and tokens, with trees where there are any; fills mentions, events
 * returns  UH_OK, UH_LIMIT, UH_NOMEM
 * cost     linear in tokens with a bounded number of steps a clause; any thread */
uh_status coder_run(const uh_model *model, doc *d);

#endif
