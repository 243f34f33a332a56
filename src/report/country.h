/* country.h - the report: one self-contained page about who holds the upper hand in a country. The
 * headline in words, hold over time, the patrons, four questions, every event behind the numbers
 * with its sentence and its source, what was not counted, coverage and method. No network, no
 * outside file; readable without script; everything that comes from pages is escaped. */
#ifndef UH_COUNTRY_H
#define UH_COUNTRY_H

#include "analysis/hold.h"
#include "report/book.h"

/* Appends the page.
 * a        for the evidence, given back at the end of each event
 * returns  UH_OK, UH_STORE, UH_NOMEM; out.failed says whether memory was enough for the page */
UH_CHECKED uh_status country_write(buffer *out, store *s, const hold *h, const book *names,
                                   arena *a, uh_error *error);

/* Appends the policy that the page lives under. */
void country_policy(buffer *out);

#endif
