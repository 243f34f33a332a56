/* deed.h - events in the report: who did what to whom, the sentence with its act marked, on whose
 * word, where printed. Only the report includes it. */
#ifndef UH_DEED_H
#define UH_DEED_H

#include "analysis/hold.h"
#include "analysis/ledger.h"
#include "base/hash.h"
#include "report/chart.h"

enum { DEED_ROWS_MOST = 200 }; // of one patron on the page: the heaviest

/* A page being written. Sticky: after a failure status is set and nothing more is asked of the
 * store. */
typedef struct sheet {
    buffer *out;
    store *store;
    const hold *hold;
    const ledger *ledger;
    const book *names;
    arena *arena;
    uh_error *error;
    uh_status status;
    chart_rows rows[BALANCE_PATRONS_MOST];
    map row_of; // id of an event -> patron under which it has its row
} sheet;

/* Chooses which events have a row; before any of the functions below. */
void deed_choose_rows(sheet *p);
/* True for an event that is told as done, on a day up to the last article's. */
bool deed_is_counted(const hold *h, const around_event *e);

/* Finds an event's reports in the arena; NULL: none, or a failure that status holds. */
const around_report *deed_reports(sheet *p, const around_event *e, uint32_t *n);
/* Appends who did what to whom, then type, strand and codes. */
void deed_line(const sheet *p, const around_event *e, const around_report *r);
/* Appends the cell with the sentence, on whose word it stands and who printed it. */
void deed_account(const sheet *p, const around_event *e, const around_report *r, uint32_t n);
/* Appends an event's date and sentence, for a list; a link to its row where it has one. */
void deed_brief(sheet *p, const around_event *e);
/* Appends the opening of a report's sentence, on whose word and where printed. */
void deed_report(sheet *p, const around_report *r);
/* The same of an event's face; of any record. */
void deed_told(sheet *p, const around_event *e);
/* Opens a link to an event's row; false: it has none. */
bool deed_link(sheet *p, const around_event *e);

typedef struct deed_act {
    event_type type;
    int mode;
    event_status status;
} deed_act;

/* Appends "backed", "will threaten (expel)" ...; alone: nobody is named after it. */
void deed_verb(buffer *out, const deed_act *act, bool alone);
void deed_date(buffer *out, int32_t day);
/* Appends a number with sign, the minus as wide as the plus. */
void deed_signed(buffer *out, double value, int decimals);

#endif
