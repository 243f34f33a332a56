/* balance.h - the answer of balance for people and programs: the headline in words, a table, a
 * chart for the terminal, CSV and JSON lines. Numbers that are not known are empty or null, never
 * NaN. */
#ifndef UH_REPORT_BALANCE_H
#define UH_REPORT_BALANCE_H

#include "analysis/hold.h"
#include "base/text.h"
#include "report/book.h"
#include "report/listing.h"

/* How sure a lead must be to be told without "probably", and to be told as a lead at all. */
#define SURE_ENOUGH  0.90
#define SURE_AT_ALL  0.60
#define EVIDENCE_MIN 5 // events, fewer are thin evidence

/* Appends who is ahead and since when, as one sentence without a full stop: "Russia ahead in
 * Venezuela since March 2019". */
void balance_headline(buffer *out, const hold *h, const book *names);
/* Appends what it rests on: "14 events in 9 stories, 11 independent reports; first in 93 % of
 * resamples". */
void balance_grounds(buffer *out, const hold *h, const book *names);
/* Appends each change of hand, one sentence a line; nothing where there was none. */
void balance_hands(buffer *out, const hold *h, const book *names);
/* Appends what was left out and why, one sentence a line; nothing where nothing was. */
void balance_remarks(buffer *out, const hold *h, const book *names);

void balance_table(buffer *out, const hold *h, const book *names);
void balance_chart(buffer *out, const hold *h, const book *names);
void balance_csv(buffer *out, const hold *h, const book *names);
/* Puts a row a patron and period into an Arrow stream's rows: those of CSV. UH_OK, UH_NOMEM */
UH_CHECKED uh_status balance_rows(const hold *h, const book *names, uh_sink out, uh_error *error);
/* One line for the headline, one a patron, one a patron and period. */
void balance_jsonl(buffer *out, const hold *h, const book *names);

/* Appends a day, a month or a year as people write it: "5 March 2019", "March 2019". */
void balance_day(buffer *out, int32_t day);
void balance_period_name(buffer *out, balance_period by, int32_t first_day);
const balance_point *balance_point_of(const hold *h, uint32_t period, uint32_t patron);

#endif
