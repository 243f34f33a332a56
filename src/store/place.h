/* place.h - where an imported row goes: the article that it names, found or made, and its number
 * there. Articles are remembered by their key. */
#ifndef UH_PLACE_H
#define UH_PLACE_H

#include "store/bulk.h"

/* Finds or makes the row of a string, in a new record as in another. */
UH_CHECKED uh_status place_name(store *s, name_table table, text name, int64_t *id,
                                uh_error *error);
/* The key of the article that a row names. Where it is kept is brought near: a new record's
 * articles are soon more than a processor's cache holds. */
uint64_t place_expect(const store *s, layout l, const coded *c);
/* Gives a row its article, whose key it has, and its number there; texts stay borrowed.
 * returns  UH_OK, UH_STORE, UH_IO, UH_NOMEM, UH_LIMIT (more than 262144 rows of one article) */
UH_CHECKED uh_status place_row(store *s, layout l, const coded *c, const import_place *at,
                               batch_row *r, uh_error *error);
/* Between batches: forgets the articles when they are too many; from then on they are looked up. */
UH_CHECKED uh_status place_forget(store *s, uh_error *error);

#endif
