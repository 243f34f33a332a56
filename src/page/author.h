/* author.h - who wrote a page: every byline that its data and visible lines hold, weighed by where
 * it stands. */
#ifndef UH_AUTHOR_H
#define UH_AUTHOR_H

#include "page/metadata.h"

/* Fills the article's authors; ps is judged. False when memory refuses. */
bool author_choose(const metadata *m, const pieces *ps, doc *d);
/* Appends the names of a line that is known to hold nothing else. */
bool author_take(doc *d, text line);

#endif
