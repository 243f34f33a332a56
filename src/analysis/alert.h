/* alert.h - has the rate of a row of counts changed lately? Pure functions; the formulas, with an
 * example computed by hand, stand in docs/methods.md, "alerts".
 *
 *   m(K, E)   = gamma(1 + K) / (1 + E)^(1 + K)      K events in E covered weeks, rate ~ Gamma(1, 1)
 *   change    = mean over the last weeks t of m(before t) m(from t on) / m(all)
 *   sure      = p change / (p change + 1 - p), p = 0.1
 *
 * Source: the change point of a Poisson rate with conjugate priors (Raftery and Akman 1986). */
#ifndef UH_ALERT_H
#define UH_ALERT_H

#include <stdbool.h>
#include <stdint.h>

enum {
    ALERT_WEEKS_LATELY = 8, // how far back a change is news
    ALERT_AFTER_LEAST = 3,  // events before or after, on the busier side
};

#define ALERT_PRIOR 0.1  // of a change, before looking
#define ALERT_SURE  0.95 // from here on it is an alert

typedef struct alert_change {
    double sure;          // 0 to 1
    uint32_t from;        // the likeliest first week of the new rate
    double before, after; // events a covered week
    uint32_t n_before, n_after;
} alert_change;

/* Looks for a change within the last weeks.
 * counts   [n] events of each week
 * covered  [n] days with coverage of each week, 0 to 7; a week without counts for nothing
 * returns  false where there are fewer than two covered weeks
 * cost     linear */
bool alert_find(const uint32_t *counts, const uint8_t *covered, uint32_t n, alert_change *out);
/* True where a change is sure enough, and rests on events enough, to be told. */
bool alert_is(const alert_change *c);

#endif
