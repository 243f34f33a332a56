/* balance.h - each patron's hold over a country through time. A pure function over an array of
 * events; the formulas, with a ten-row example computed by hand, stand in docs/methods.md,
 * "balance".
 *
 *   weight(e)  = direction(e) x intensity(e) / 10 x (1 + ln sources(e))
 *   hold(p, t) = sum over events e of patron p up to the end of period t:
 *                weight(e) x 2^-(age in days / half life)
 *   share(p, t) = max(hold, 0) / sum over patrons of max(hold, 0)
 *   mix(p, strand) = the strand's part of the weights above zero that still count at the end
 *
 * Sources: Goldstein 1992 (weighted event scales) and the PLOVER scores in its place; interaction
 * volume with decay after the bilateral influence index of Moyer et al. 2021; the four strands are
 * DIME. */
#ifndef UH_BALANCE_H
#define UH_BALANCE_H

#include "base/arena.h"
#include "doc/plover.h"
#include "upperhand.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    BALANCE_PATRONS_MOST = 24,
    BALANCE_PERIODS_MOST = 4096,
    BALANCE_RESAMPLES = 200,
};

#define BALANCE_HALF_LIFE_DAYS 180.0
#define BALANCE_CLIENT_ACTS    0.5 // weight of what the client does towards the patron

typedef enum strand {
    STRAND_DIPLOMATIC = 0,
    STRAND_INFORMATIONAL,
    STRAND_MILITARY,
    STRAND_ECONOMIC,
    STRANDS,
} strand;

const char *strand_name(strand s);
bool strand_of_name(text name, strand *out);
/* Every event has one strand: military before economic before informational; else diplomatic. */
strand strand_of(event_type type, int mode, uint64_t contexts);

typedef enum balance_period { BALANCE_MONTH = 0, BALANCE_WEEK, BALANCE_YEAR } balance_period;

/* An asserted event between a patron and the country. */
typedef struct balance_event {
    int32_t day;      // since 1970-01-01
    uint32_t story;   // what is resampled: events of one story go together
    uint32_t patron;  // index into the names
    uint32_t sources; // independent sources, from 1
    uint64_t contexts;
    float intensity; // PLOVER score, -10 to 10
    uint8_t type, mode;
    bool by_client;     // the country is the actor, the patron the recipient
    bool on_challenger; // the country's side is its opposition or its rebels, not its state
} balance_event;

typedef struct balance_input {
    const balance_event *events; // [n_events] sorted by day; none after the last day with coverage
    uint32_t n_events;
    uint32_t n_stories;  // stories are 0 .. n_stories-1
    const int32_t *days; // [n_days] days with coverage, ascending
    uint32_t n_days;
    uint32_t n_patrons; // at most BALANCE_PATRONS_MOST
    balance_period by;
    double half_life_days; // over 0
    uint64_t seed;
    int only_strand; // -1: all
} balance_input;

typedef struct balance_point {
    double hold, low, high; // 90 % interval by resampling stories
    double share;           // 0 to 1; 0 where nobody holds anything
    double strand[STRANDS]; // parts of hold
    double challenger; // the same sum over events with the country's challengers; no part of hold
    double first;      // share of the resamples in which it leads
    uint32_t rank;     // from 1; equal holds keep the order of the patrons
    uint32_t n_events, n_sources; // within the period
} balance_point;

/* What a patron's favours are made of at the end of the last covered period: parts of 1, all 0
 * where it did no favours; 90 % intervals. The motive mix. */
typedef struct balance_mix {
    double part[STRANDS], low[STRANDS], high[STRANDS];
    double favours; // sum of the weights above zero, decayed
    double burdens; // and of those below, a negative number
} balance_mix;

/* The upper hand passes from one patron to another. */
typedef struct balance_hand {
    uint32_t period, from, to; // the first covered period of the new lead
    double sure; // share of the resamples in which `to` leads then and did not in the covered
                 // period before
} balance_hand;

typedef struct balance_series {
    uint32_t n_periods, n_patrons;
    int32_t *first_day, *last_day; // [n_periods]
    uint32_t *covered_days;        // [n_periods] 0: a gap, whatever the numbers say
    balance_point *points;         // [n_periods][n_patrons]
    uint32_t leader;               // in the last covered period; UINT32_MAX: nobody holds anything
    uint32_t leader_since;         // first period of the unbroken lead
    double leader_sure;    // share of the resamples in which the leader leads in that period
    uint32_t last_covered; // period; UINT32_MAX without coverage
    balance_mix *mix;      // [n_patrons]
    const double *draws;   // [BALANCE_RESAMPLES][n_periods][n_patrons] hold in each resample
    balance_hand *hands;   // [n_hands] in time
    uint32_t n_hands;
} balance_series;

/* What an event adds to hold on its own day. */
double balance_weight(const balance_event *e);

/* Computes the series, over the days with coverage; older events enter with their age.
 * returns  UH_OK, UH_LIMIT (periods), UH_NOMEM; *out lives in the arena
 * cost     linear in events x resamples; the same input gives the same numbers */
uh_status balance_compute(const balance_input *in, arena *a, balance_series *out);

/* The ends of the 90 % interval of values[BALANCE_RESAMPLES], ascending. */
double balance_low(const double *values);
double balance_high(const double *values);

/* Writes the label of a period: 2019-03, 2019-W12 (of its first day), 2019. */
void balance_label(balance_period by, int32_t first_day, char out[16]);

#endif
