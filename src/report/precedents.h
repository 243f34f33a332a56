/* precedents.h - past episodes most like a country's present one, for people and programs. */
#ifndef UH_REPORT_PRECEDENTS_H
#define UH_REPORT_PRECEDENTS_H

#include "analysis/episode.h"
#include "report/book.h"
#include "upperhand.h"

/* Writes the answer: UH_TABLE (steps side by side, with what came next), UH_CSV, UH_TSV, UH_JSONL
 * (one row a precedent). Where there is too little the table says so in words, and the others have
 * no rows.
 * a        for the reports, given back after each
 * returns  UH_OK, UH_ARGUMENT (format), UH_STORE, UH_IO, UH_NOMEM */
UH_CHECKED uh_status precedents_write(store *s, const precedents *p, const book *names,
                                      uh_format format, arena *a, uh_sink out, uh_error *error);

#endif
