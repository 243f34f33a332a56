/* page.h - page -> article: which of a page's bytes are the story, and what is known about it. */
#ifndef UH_PAGE_H
#define UH_PAGE_H

#include "doc/doc.h"

/* Reads a page: blocks with role and reason, text with its way back to the source, title, authors,
 * date, damage.
 * doc      needs page (raw, media; given_ fields of article records); fills article, blocks, text,
 *          damages; a page without a story has article.is_article false
 * returns  UH_OK, UH_LIMIT, UH_NOMEM; an odd page is a note, not an error
 * cost     linear in bytes; any thread, one document at a time */
UH_CHECKED uh_status page_read(const uh_model *model, doc *d);

#endif
