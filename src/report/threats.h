/* threats.h - the ledger of threats for people and programs: one row a threat, and each side's
 * record of carrying out as a chart. */
#ifndef UH_REPORT_THREATS_H
#define UH_REPORT_THREATS_H

#include "analysis/ledger.h"
#include "upperhand.h"

/* Writes the ledger: UH_TABLE, UH_CSV, UH_TSV, UH_JSONL, or UH_CHART (the sides' rates).
 * a        for the reports, given back after each threat
 * returns  UH_OK, UH_ARGUMENT (format), UH_STORE, UH_IO, UH_NOMEM */
UH_CHECKED uh_status threats_write(store *s, const ledger *l, uh_format format, arena *a,
                                   uh_sink out, uh_error *error);

#endif
