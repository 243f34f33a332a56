/* status.h - whether an act is news or lies back: dates and tenses against the article's date. */
#ifndef UH_STATUS_H
#define UH_STATUS_H

#include "event/state.h"

/* Told with a date more than about two weeks before the article, or in the past perfect. */
bool status_is_past(coder *c, const draft *d);

#endif
