/* published.h - the day of a page's text: every day that its data, address and visible lines name,
 * weighed by where it stands. */
#ifndef UH_PUBLISHED_H
#define UH_PUBLISHED_H

#include "page/day.h"
#include "page/metadata.h"

/* Gathers the days among which is chosen; ps is judged. */
void published_gather(const metadata *m, const pieces *ps, const doc *d, days *s);
/* Fills modified and, where no day of publication is known yet, published and date_from; ps is
 * judged. */
void published_choose(const metadata *m, const pieces *ps, doc *d);

#endif
