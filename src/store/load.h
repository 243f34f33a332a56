/* load.h - the rows of an import's batch go into the tables by SQL, a statement a table. */
#ifndef UH_LOAD_H
#define UH_LOAD_H

#include "store/bulk.h"

/* Writes the batch and empties it. Rows whose key stands already are left out: the same ones are
 * counted, others refused. UH_OK, UH_STORE, UH_IO, UH_NOMEM */
UH_CHECKED uh_status load_batch(store *s, uh_error *error);

#endif
