/* denial.h - accounts that contradict each other: what one tells as done and another denies, and
 * one event told with other numbers. docs/methods.md, "claims". */
#ifndef UH_DENIAL_H
#define UH_DENIAL_H

#include "base/arena.h"
#include "store/store.h"

enum { DENIAL_DAYS = 7 }; // between an act and its denial
#define DENIAL_LIKE 0.2   // of the two articles' words, where they are not of one story

typedef enum denial_kind {
    DENIAL_OF_ACT = 0,
    DENIAL_OF_NUMBER, // of dead, wounded, arrested ...
} denial_kind;

typedef struct denial {
    denial_kind kind;
    int64_t one, other;    // events, by row; the same one where its own reports differ
    uint32_t at, other_at; // of the reports, as around_reports counts them
    text source;           // code of who tells it; "" the writer, or nobody known
    text other_source;
    int32_t day;
} denial;

typedef struct denials {
    denial *items; // [n] by day
    uint32_t n, cap;
} denials;

/* Finds the contradictions of a record.
 * country       on either side, by the beginning of a code; empty: all
 * since, until  as around_country's
 * returns       UH_OK, UH_STORE, UH_NOMEM; *out lives in the arena
 * cost          one pass over the events; each denied one times the events of its days */
UH_CHECKED uh_status denial_find(store *s, text country, int32_t since, int32_t until, arena *a,
                                 denials *out, uh_error *error);

#endif
