/* shown.h - the days that a page's visible lines name, with what stands around each. */
#ifndef UH_SHOWN_H
#define UH_SHOWN_H

#include "page/day.h"
#include "page/piece.h"

/* What "03/04/2019" means in a language: the United States alone put the month first. */
when_order shown_order(text language);
/* Adds the days of the lines; ps is judged. */
void shown_see(days *s, const pieces *ps);

#endif
