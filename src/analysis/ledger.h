/* ledger.h - the question of threats put to the record: every event with its parties and the
 * act that is threatened. The rules of the ledger itself are threat.h's. */
#ifndef UH_LEDGER_H
#define UH_LEDGER_H

#include "analysis/threat.h"
#include "store/acts.h"

typedef struct ledger {
    around record;
    threat_act *acts; // [n_acts]
    uint32_t *of;     // [n_acts] index into record.events
    act_face **faces; // [record.n_events] of those that may be threats; NULL: not read
    uint32_t n_acts;
    text *parties; // [n_parties] codes: "USA", "IGOEUU"; parts of one state: "BRALAB"
    uint32_t n_parties, parties_cap;
    threat_ledger threats;
} ledger;

/* Reads the record and makes the ledger.
 * country       on either side, by the beginning of a code; empty: all
 * since, until  days of events; INT32_MIN, INT32_MAX: open
 * returns       UH_OK, UH_STORE, UH_NOMEM; *out lives in the arena */
UH_CHECKED uh_status ledger_find(store *s, text country, int32_t since, int32_t until, arena *a,
                                 ledger *out, uh_error *error);

/* The same from a part of the record that was read already; borrows its events and days. */
UH_CHECKED uh_status ledger_make(store *s, const around *record, arena *a, ledger *out,
                                 uh_error *error);

/* Finds the reports of an act, by its number, as acts_reports does. */
UH_CHECKED uh_status ledger_reports(const ledger *l, store *s, uint32_t act, arena *a,
                                    act_report **out, uint32_t *n, uh_error *error);
/* Finds the own ids of the articles that report an act, in the same order. */
UH_CHECKED uh_status ledger_articles(const ledger *l, store *s, uint32_t act, arena *a,
                                     text **own_ids, uint32_t *n, uh_error *error);

#endif
