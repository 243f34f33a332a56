/* said.h - the days that a page's data name: JSON-LD, meta tags, time elements, addresses, scripts;
 * none of the lines that a reader sees. */
#ifndef UH_SAID_H
#define UH_SAID_H

#include "page/day.h"
#include "page/metadata.h"

/* The day as it is written, without regard to its time zone; false where the text is no date. */
bool said_day(text t, when_order order, date *out);
/* Adds the days of the data. */
void said_see(days *s, const metadata *m, const pieces *ps, const doc *d);
/* Adds the days of the scripts' data. */
void said_see_scripts(days *s, text source);
/* Marks the days that it was elsewhere when the data say that the text came out. */
void said_mark_zones(days *s, const metadata *m);

#endif
