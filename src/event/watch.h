/* watch.h - coding with somebody who looks on, for the trainers of the weights that hunch.h and
 * guess.h have: those in whose place he stands have no say meanwhile. */
#ifndef UH_EVENT_WATCH_H
#define UH_EVENT_WATCH_H

#include "event/coder.h"
#include "event/state.h"

typedef struct coder_watcher {
    coder_watch *words;       // in place of hunch.h; NULL: it has its say
    coder_watch_hands *hands; // in place of guess.h; NULL: likewise
    void *to;
} coder_watcher;

uh_status coder_watched(const uh_model *model, doc *d, coder_reader read, const coder_watcher *w);

#endif
