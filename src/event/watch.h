/* watch.h - coding with somebody who sees the signs of every word, for the trainer of the weights
 * that hunch.h has: they have no say meanwhile. */
#ifndef UH_WATCH_H
#define UH_WATCH_H

#include "event/coder.h"
#include "event/state.h"

uh_status coder_watched(const uh_model *model, doc *d, coder_reader read, coder_watch *watch,
                        void *to);

#endif
