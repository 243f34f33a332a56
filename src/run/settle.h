/* settle.h - after pages came or went: which articles are one story, which reports one event. What
 * it comes to depends on what the record holds and not on the order in which it came, nor on how
 * often settling was done on the way. Only what the new pages can have changed is looked at again.
 */
#ifndef UH_SETTLE_H
#define UH_SETTLE_H

#include "store/store.h"

/* Settles the days that wait for it, in one transaction; killed, they still wait.
 * returns  UH_OK, UH_STORE, UH_IO, UH_NOMEM
 * cost     pages within a month around the days that changed */
uh_status settle(store *s, uh_error *error);

#endif
