/* prose.h - articles for people: plain text, Markdown, and plain text with the verdict on every
 * block. */
#ifndef UH_PROSE_H
#define UH_PROSE_H

#include "base/text.h"
#include "doc/doc.h"

#define PROSE_PARTING "\n---\n\n" // stands before every article; the first one's is to be left out

/* Appends title, byline and date, the kept blocks. */
void prose_text(buffer *out, const doc *d);
/* The same as Markdown: headings, lists, quotations, a link to the source. */
void prose_markdown(buffer *out, const doc *d);
/* Appends every block with kept or dropped, role and reason, then the damage and the notes. */
void prose_explain(buffer *out, const doc *d);

#endif
