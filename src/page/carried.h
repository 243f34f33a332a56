/* carried.h - a story that stands in a page's scripts alone: many pages carry their text as a
 * string of data, markup and all, from which a script builds what is seen. */
#ifndef UH_CARRIED_H
#define UH_CARRIED_H

#include "page/html.h"
#include "page/trail.h"

/* Makes the page with the longest such string written out at its end. whole: the text that h was
 * made from; out: its bytes and their places in whole, empty where no script carries a story or
 * memory refuses. */
void carried_write_out(const html *h, const trail *whole, arena *a, trail *out);

#endif
