/* lines.h - documents as JSON lines, for programs: what `read` and `code` say. The field names are
 * those of the manual and do not change. */
#ifndef UH_LINES_H
#define UH_LINES_H

#include "base/text.h"
#include "doc/doc.h"

/* Appends a page as one line: article, blocks, damage, notes. explain: of each block also its
 * weight and its bytes in the page; of each damage its words and the reason. Needs the page
 * stage. */
void lines_read(buffer *out, const doc *d, bool explain);
/* Appends a document as one line with its events; start and end are the bytes of the sentence in
 * the page. explain: of each event also the reason. Needs all stages. */
void lines_code(buffer *out, const doc *d, bool explain);
/* Open an object of a list, and a list: ,{ and "key":[. */
void lines_open_item(buffer *out);
void lines_open_list(buffer *out, const char *key);
/* Appends a list of texts: "key":["...","..."]. */
void lines_texts(buffer *out, const char *key, const text *items, size_t n);
/* Appends "key": and the text, null where it is empty. */
void lines_text(buffer *out, const char *key, text value);

#endif
