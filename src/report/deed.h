/* deed.h - events in the report: who did what to whom, the sentence with its act marked, on whose
 * word, where printed. Only the report includes it. */
#ifndef UH_DEED_H
#define UH_DEED_H

#include "analysis/hold.h"
#include "analysis/ledger.h"
#include "report/book.h"

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
} sheet;

/* Appends the evidence section: the filter, then a table for each patron. */
void deed_evidence(sheet *p);
/* Appends the section of what was not counted, with the told event that each contradicts. */
void deed_apart(sheet *p);
/* Appends the date and sentence of event i (of the record), for a list; a link to its row where it
 * has one. */
void deed_brief(sheet *p, uint32_t i);
/* Appends "backs", "threatens (expel)" ... */
void deed_verb(buffer *out, event_type type, int mode);
/* Appends a number with sign, the minus as wide as the plus. */
void deed_signed(buffer *out, double value, int decimals);

#endif
