/* when.h - dates as pages write them: "24 January 2019", "Jan. 24, 2019", "24. Januar 2019",
 * "24/01/2019", "2019-01-24T10:00Z". Dates in prose that lean on another date ("on Friday") are
 * not read here. */
#ifndef UH_WHEN_H
#define UH_WHEN_H

#include "base/date.h"
#include "base/text.h"

#include <stdbool.h>

/* What "03/04/2019" means; WHEN_UNKNOWN refuses it unless one number is over 12. */
typedef enum when_order { WHEN_UNKNOWN = 0, WHEN_DAY_FIRST, WHEN_MONTH_FIRST } when_order;

/* Finds the first complete date in a text.
 * start, end   its bytes in the text; may be NULL
 * returns      false where there is none; *out is then left alone */
bool when_find(text t, when_order order, date *out, size_t *start, size_t *end);
/* Reads a date that the whole text is, ISO 8601 first; trailing words are allowed. */
bool when_read(text t, when_order order, date *out);
/* The number of a month by its name or short form in a European language; 0 if it is none. */
int when_month(text word);

#endif
