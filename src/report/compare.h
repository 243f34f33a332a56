/* compare.h - two balances side by side as rows. */
#ifndef UH_REPORT_COMPARE_H
#define UH_REPORT_COMPARE_H

#include "analysis/compare.h"
#include "report/book.h"
#include "upperhand.h"

/* Writes a row a period and patron: UH_TABLE, UH_CSV, UH_TSV or UH_JSONL.
 * returns  UH_OK, UH_ARGUMENT (format), UH_IO, UH_NOMEM */
UH_CHECKED uh_status compare_write(const compare *c, const book *names, uh_format format,
                                   uh_sink out, uh_error *error);

#endif
