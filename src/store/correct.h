/* correct.h - what the user knows better: events rejected, put together, taken apart, recoded.
 * Corrections stand in a table of their own, under the ids of reports, which are made from what was
 * read; so they outlive the rows that they are about and hold again when the page comes again. */
#ifndef UH_CORRECT_H
#define UH_CORRECT_H

#include "store/query.h"
#include "store/store.h"

typedef enum correction_act {
    CORRECT_REJECT = 1, // the event did not happen, or is none
    CORRECT_MERGE,      // two events are one
    CORRECT_SPLIT,      // a report tells of an event of its own
    CORRECT_RECODE,     // other values than the coder's
    CORRECT_UNDO,       // takes back all of the above
} correction_act;

/* What a recoding says; what is not set stays as coded. */
typedef struct recoding {
    int type, mode, status; // -1: not set
    bool day_set;
    int32_t day;
    text actor, recipient; // {NULL, 0}: not set; codes, a blank between
} recoding;

typedef struct correction {
    correction_act act;
    uint64_t of;    // id of the event, or of one of its reports
    uint64_t other; // of CORRECT_MERGE another event, of CORRECT_SPLIT the report; else 0
    recoding given; // of CORRECT_RECODE
    text why;       // in words
    int64_t made;   // seconds since 1970
} correction;

/* Corrects an event. Its reports, and those of the other, are events of their own until settling
 * (run/settle.h) has told stories again.
 * returns  UH_OK, UH_ARGUMENT (no such event or report), UH_STORE, UH_NOMEM; a failure leaves the
 *          record as it was */
UH_CHECKED uh_status correct_event(store *s, const correction *c, uh_error *error);

/* Tells whether the record has any corrections. */
UH_CHECKED uh_status correct_any(store *s, bool *any, uh_error *error);
/* Puts the user's values into a report that was just written. */
UH_CHECKED uh_status correct_report(store *s, int64_t report, uint64_t key, uh_error *error);

/* Stories that the user tied together by merging events of theirs: rows of their first pages. */
typedef struct correct_tie {
    int64_t a, b;
} correct_tie;

typedef struct correct_ties {
    correct_tie *ties;
    uint32_t n, cap;
} correct_ties;

UH_CHECKED uh_status correct_read_ties(store *s, arena *a, correct_ties *out, uh_error *error);
/* Pages without a day are settled apart: where one is tied to a dated one, both are told again
 * whenever anything is. */
UH_CHECKED uh_status correct_unsettle(store *s, uh_error *error);
/* Makes one event of those that the user merged; the last step of settling. */
UH_CHECKED uh_status correct_merge(store *s, uh_error *error);

/* One correction of a report. */
typedef struct correction_row {
    correction_act act;
    uint64_t other;
    text note;
    text coded; // of a recoding, in words: what the coder said
} correction_row;

UH_CHECKED uh_status query_corrections(store *s, uint64_t report, query **out, uh_error *error);
UH_CHECKED uh_status query_correction(query *q, correction_row *row, uh_error *error);

#endif
