/* layouts.h - events of a record or of a document in the terms of the layouts. */
#ifndef UH_LAYOUTS_H
#define UH_LAYOUTS_H

#include "doc/coded.h"
#include "doc/doc.h"
#include "store/query.h"

/* The layout of a format; LAYOUT_NONE: it is none. */
layout layout_of_format(uh_format format);

enum { LAYOUT_ID = 17 }; // of an id as hexadecimal digits

/* What a record's event says; borrows from the row. original: the layout its row came in, or
 * LAYOUT_NONE, when its act has a code of others. */
coded coded_of_event(const event_row *e, layout original, char id[LAYOUT_ID]);
/* What a document's event says; its lists are joined in words. */
coded coded_of_document(const doc *d, uint32_t event, buffer *words, char id[LAYOUT_ID]);

#endif
