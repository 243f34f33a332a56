/* title.h - the title of a page: a visible heading where one says what the head says. */
#ifndef UH_TITLE_H
#define UH_TITLE_H

#include "page/metadata.h"

/* Sets ps->title to the piece that says the title, if one does, and *title where the title's words
 * are not those of that piece. */
void title_choose(const metadata *m, pieces *ps, text *title);

#endif
