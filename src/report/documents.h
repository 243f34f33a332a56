/* documents.h - documents as rows of named cells: a row an article, or a row an event, with the
 * columns of `code --format csv`. */
#ifndef UH_DOCUMENTS_H
#define UH_DOCUMENTS_H

#include "doc/doc.h"
#include "report/listing.h"

typedef enum documents_kind { DOCUMENTS_ARTICLES = 0, DOCUMENTS_EVENTS } documents_kind;

uh_status documents_open(listing *l, documents_kind kind, uh_format format, uh_sink out,
                         uh_error *error);
/* Puts the rows of a document; false once the listing refuses. */
bool documents_put(listing *l, documents_kind kind, const doc *d);

#endif
