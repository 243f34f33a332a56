/* rates.h - how often each side carried out what it threatened. */
#ifndef UH_RATES_H
#define UH_RATES_H

#include "analysis/ledger.h"

/* Threats whose outcome is open tell nothing of a side: nobody was there to see it. */
typedef struct rate {
    uint32_t party, n, outcomes[THREAT_OUTCOMES];
} rate;

/* Counts each party's threats, most first; a part of a state that threatens with it is not counted
 * beside it.
 * returns  [n_parties] in the arena, NULL without memory */
rate *rates_of(const ledger *l, arena *a);

/* The threats of a party with one act in one form. */
typedef struct rate_kind {
    uint32_t party, n, outcomes[THREAT_OUTCOMES];
    uint8_t act_type, form;
} rate_kind;

/* The same by kind: the parties in the same order, then by act and form; those with a threat.
 * returns  [*n] in the arena, NULL without memory */
rate_kind *rates_by_kind(const ledger *l, arena *a, uint32_t *n);

/* What came of a threat, in words: "not seen to happen". */
const char *rate_outcome(threat_outcome outcome);

#endif
