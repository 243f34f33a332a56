/* place.h - where an imported row goes: the article that it names, found or made, and its number
 * there. Articles are remembered by their key. */
#ifndef UH_PLACE_H
#define UH_PLACE_H

#include "store/bulk.h"

/* Finds or makes the row of a string, in a new record as in another. */
UH_CHECKED uh_status place_name(store *s, name_table table, text name, int64_t *id,
                                uh_error *error);
/* Gives a row its article and its number there; texts stay borrowed.
 * returns  UH_OK, UH_STORE, UH_IO, UH_NOMEM, UH_LIMIT (more than 262144 rows of one article) */
UH_CHECKED uh_status place_row(store *s, layout l, const coded *c, const import_place *at,
                               batch_row *r, uh_error *error);
/* Between batches: forgets the articles when they are too many; from then on they are looked up. */
UH_CHECKED uh_status place_forget(store *s, uh_error *error);

#endif
