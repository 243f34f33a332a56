/* alerts.h - alerts for people and programs, one row each. */
#ifndef UH_REPORT_ALERTS_H
#define UH_REPORT_ALERTS_H

#include "analysis/watch.h"
#include "report/book.h"
#include "upperhand.h"

/* Writes the alerts: UH_TABLE (with the rate of false alarms and the driving sentences), UH_CSV,
 * UH_TSV, UH_JSONL.
 * a        for the reports, given back after each
 * returns  UH_OK, UH_ARGUMENT (format), UH_STORE, UH_IO, UH_NOMEM */
UH_CHECKED uh_status alerts_write(store *s, const watch *w, const book *names, uh_format format,
                                  arena *a, uh_sink out, uh_error *error);

#endif
