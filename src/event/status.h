/* status.h - whether an act is news, lies back, lies ahead, or did not happen. */
#ifndef UH_STATUS_H
#define UH_STATUS_H

#include "event/state.h"

/* Decides in order: by what governs the act (denied, hypothetical, planned), by its date against
 * the article's, by words and tenses that tell of a past, by the clause that it stands in.
 * d        an act with its sides
 * returns  enum event_status
 * source   PLOVER 0.8, auxiliary modes; historical: more than two weeks before the article, or
 *          complete before the news of its sentence */
uint8_t status_of(coder *c, const draft *d);

#endif
