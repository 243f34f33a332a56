/* scrape.h - text copied from a page without its markup: lines to pieces, and a judgement by rules
 * over the lines' shapes, their cues and their neighbours. */
#ifndef UH_SCRAPE_H
#define UH_SCRAPE_H

#include "page/piece.h"

/* Splits the trail into lines, joins lines that a mail program or teletype wrapped. */
bool scrape_lines(pieces *ps);
/* Gives each piece its role, finds the title and the story's bounds. */
void scrape_judge(pieces *ps);

#endif
