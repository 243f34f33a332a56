/* accounts.h - accounts that contradict each other, each source's record, and each side's with its
 * threats, as rows. */
#ifndef UH_REPORT_ACCOUNTS_H
#define UH_REPORT_ACCOUNTS_H

#include "store/store.h"
#include "upperhand.h"

/* Writes UH_LIST_DISPUTES, UH_LIST_SOURCES or UH_LIST_RATES. Of the filter count country, since,
 * until, limit and offset. returns  UH_OK, UH_ARGUMENT (filter, format), UH_STORE, UH_IO, UH_NOMEM
 */
UH_CHECKED uh_status accounts_write(store *s, uh_list list, const uh_filter *filter,
                                    uh_format format, uh_sink out, uh_error *error);

#endif
