/* hold.h - the question of balance put to the record: which patrons, which of the country's events
 * count, and for whom. The numbers themselves are balance.h's. */
#ifndef UH_HOLD_H
#define UH_HOLD_H

#include "analysis/balance.h"
#include "store/around.h"

enum { HOLD_PATRONS_USUAL = 6 }; // where none are named: as many as a chart can tell apart

typedef struct hold_question {
    text country;        // ISO 3166 alpha-3
    const text *patrons; // [n_patrons] codes; n_patrons 0: those with most weight
    uint32_t n_patrons;
    balance_period by;
    int only_strand; // -1: all
    double half_life_days;
    uint64_t seed;
    int32_t since, until; // INT32_MIN, INT32_MAX: open
} hold_question;

/* What stands behind a patron's series. */
typedef struct hold_evidence {
    uint32_t events, stories;
    uint32_t sources; // independent reports: of each story the most that one of its events has
} hold_evidence;

typedef struct hold {
    hold_question asked;
    around record;
    text patrons[BALANCE_PATRONS_MOST]; // heaviest first, or as asked
    hold_evidence evidence[BALANCE_PATRONS_MOST];
    uint32_t n_patrons;
    uint32_t n_candidates; // other states and organisations with an event that counts
    bool asked_itself;     // the country was asked for as its own patron, and left out
    balance_event *events; // [n_events]
    uint32_t *of;          // [n_events] index into record.events
    uint32_t n_events, n_stories;
    uint32_t n_undated;         // asserted events without a day: not counted
    uint32_t n_late;            // dated after the last article: not counted
    uint32_t n_other[STATUSES]; // of the patrons, by status, not counted
    balance_series series;
    hold_evidence lead; // the leader's, since its lead began
} hold;

/* How an event lies between a patron and the country; false: it does not. */
bool hold_sides(const around_event *e, text country, text patron, bool *by_client,
                bool *on_challenger);

/* The patron that stands at place k, from 0, by hold at the end of the last covered period. */
uint32_t hold_ranked(const hold *h, uint32_t k);

/* Answers the question.
 * returns  UH_OK, UH_STORE, UH_NOMEM, UH_LIMIT; *out lives in the arena
 * cost     the country's events times the patrons */
UH_CHECKED uh_status hold_find(store *s, const hold_question *q, arena *a, hold *out,
                               uh_error *error);

#endif
