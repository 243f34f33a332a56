/* coder.h - from sentences to events: who did what to whom, with what status, on whose word. */
#ifndef UH_CODER_H
#define UH_CODER_H

#include "doc/doc.h"
#include "model/model.h"

/* Gives a sentence its tree. */
typedef uh_status (*coder_reader)(const uh_model *model, doc *d, uint32_t sentence);

/* Finds mentions, events and claims of a parsed document.
 * doc      needs sentences and tokens, with trees where there are any; fills mentions, events
 * read     for the sentences that need their tree only later; NULL where there are none
 * returns  UH_OK, UH_LIMIT, UH_NOMEM
 * cost     linear in tokens with a bounded number of steps a clause; any thread */
uh_status coder_run(const uh_model *model, doc *d, coder_reader read);

#endif
