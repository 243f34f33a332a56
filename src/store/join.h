/* join.h - records put together: what another record holds comes into this one, as if its pages
 * had been added here. The parts of a crawl that several machines read become one record. */
#ifndef UH_JOIN_H
#define UH_JOIN_H

#include "store/store.h"

/* Takes over all pages of another record that this one does not hold, with what was found in them,
 * the user's corrections, the notes and the accounts of the runs; a transaction. Stories are to be
 * told again (run/settle.h).
 * path     of the other record; it is read only
 * *pages   taken; *known: held already
 * returns  UH_OK, UH_ARGUMENT (the record itself), UH_STORE (no record, locked, of another format),
 *          UH_IO, UH_NOMEM; a failure leaves this record as it was */
UH_CHECKED uh_status store_join(store *s, const char *path, uint64_t *pages, uint64_t *known,
                                uh_error *error);

#endif
