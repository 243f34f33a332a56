/* stages.h - the stages of documents, one after the other. */
#ifndef UH_STAGES_H
#define UH_STAGES_H

#include "doc/doc.h"
#include "run/pipeline.h"

/* A document on its way through the stages. */
typedef struct staged {
    doc *doc;
    bool taken;       // false: outside the dates that are wanted, the rest was left out
    uh_status status; // UH_OK; UH_LIMIT, UH_NOMEM when a stage found no room
} staged;

/* Runs the stages that documents need, up to last; each stage over all of them before the next, as
 * what a stage reads of the model then stays in the processor's caches. What is no article gets no
 * language and no events. since, until  article dates taken, NULL: any scratch       lent to each
 * stage in turn as the document's; its limit is the document's at            [n]; taken and status
 * are filled */
void stages_run(const uh_model *model, stages last, const date *since, const date *until,
                arena *scratch, staged *at, size_t n);

/* The same for one document with its own scratch; returns its status. */
uh_status stages_run_one(const uh_model *model, stages last, doc *d);

#endif
