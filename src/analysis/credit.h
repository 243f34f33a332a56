/* credit.h - the record of each source: how many events were first told on its word, and how many
 * of those others told too. docs/methods.md, "claims". */
#ifndef UH_CREDIT_H
#define UH_CREDIT_H

#include "store/store.h"

#include "base/arena.h"

typedef struct credit {
    text source; // code
    uint32_t told;
    uint32_t confirmed; // by another article, later or at the same time, not on its word
    uint32_t denied;    // by another source
    double low, high;   // 90 % interval of confirmed / told
} credit;

typedef struct credits {
    credit *items; // [n] those with most told first
    uint32_t n, cap;
} credits;

/* Finds the record of every source with a code, over the events of some days.
 * country  the beginning of the codes; empty: all
 * returns  UH_OK, UH_STORE, UH_NOMEM; *out lives in the arena
 * cost     one pass over the reports */
UH_CHECKED uh_status credit_find(store *s, text country, int32_t since, int32_t until, arena *a,
                                 credits *out, uh_error *error);

#endif
