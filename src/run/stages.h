/* stages.h - the stages of one document, one after the other. */
#ifndef UH_STAGES_H
#define UH_STAGES_H

#include "doc/doc.h"
#include "run/pipeline.h"

/* Runs the stages that a document needs, up to last. What is no article gets no language and no
 * events.
 * since, until  article dates taken, NULL: any; *taken false: outside, the rest was left out
 * returns       UH_OK; UH_LIMIT, UH_NOMEM when a stage found no room */
uh_status stages_run(const uh_model *model, stages last, const date *since, const date *until,
                     doc *d, bool *taken);

#endif
