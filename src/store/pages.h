/* pages.h - the rows of one page: how it is known, written and removed. Only src/store includes it.
 */
#ifndef UH_PAGES_H
#define UH_PAGES_H

#include "store/handle.h"

typedef struct page_key {
    uint64_t name; // of outlet and own id
    uint64_t key;  // of name and content
} page_key;

page_key page_key_of(const page *p);

/* Writes a page and what it says. *document: the row to take, 0: a new one, which it then holds.
 * Its reports start as events of their own and its day waits to be settled. */
uh_status page_insert(store *s, const doc *d, const page_key *key, int64_t *document,
                      uh_error *error);
/* Removes a page and what it said. Events that lose a report fall apart until they are settled. */
uh_status page_remove(store *s, int64_t document, uh_error *error);

#endif
