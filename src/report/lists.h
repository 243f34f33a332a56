/* lists.h - the lists of a record and the evidence of one event, for people and programs. */
#ifndef UH_LISTS_H
#define UH_LISTS_H

#include "report/listing.h"
#include "store/query.h"

/* Writes a list: UH_TABLE, UH_CSV, UH_TSV or UH_JSONL.
 * returns  UH_OK, UH_ARGUMENT (filter, format), UH_STORE, UH_IO (the sink), UH_NOMEM
 * cost     as long as the list is; memory does not grow with it */
uh_status lists_write(store *s, uh_list list, const uh_filter *filter, uh_format format,
                      uh_sink out, uh_error *error);

#endif
