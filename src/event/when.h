/* when.h - the day of an event: expressions of time around its verb, read against the article's
 * date. */
#ifndef UH_EVENT_WHEN_H
#define UH_EVENT_WHEN_H

#include "event/state.h"

/* Returns the date of a draft's event with its precision; DATE_NONE where nothing tells. Without an
 * expression an asserted event happened on the article's day. */
date when_of(coder *c, const draft *d);

/* The time that the words at an act's verb and noun name, or at a verb that they share their time
 * with; DATE_NONE where they name none. Their head is left in *at, -1 none.
 * ahead  days and months without a year lie in the future */
date when_named(coder *c, const draft *d, bool ahead, int32_t *at);

#endif
