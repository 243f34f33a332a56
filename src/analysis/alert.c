/* alert.c - the change point of a rate. */
#include "analysis/alert.h"

#include <math.h>

#define WEEK_DAYS 7.0

/* log m(K, E). */
static double evidence(double events, double weeks) {
    return lgamma(1 + events) - (1 + events) * log(1 + weeks);
}

static double rate(double events, double weeks) {
    return weeks > 0 ? events / weeks : 0;
}

bool alert_find(const uint32_t *counts, const uint8_t *covered, uint32_t n, alert_change *out) {
    double all = 0, weeks = 0, after = 0, weeks_after = 0, sum = 0, best = -INFINITY;
    uint32_t n_covered = 0, n_places = 0;
    for (uint32_t t = 0; t < n; t++) {
        all += covered[t] ? counts[t] : 0;
        weeks += covered[t] / WEEK_DAYS;
        n_covered += covered[t] > 0;
    }
    if (n_covered < 2)
        return false;
    double none = evidence(all, weeks);
    for (uint32_t t = n; t-- > 1 && n - t <= ALERT_WEEKS_LATELY;) {
        after += covered[t] ? counts[t] : 0;
        weeks_after += covered[t] / WEEK_DAYS;
        if (!covered[t] || weeks - weeks_after <= 0)
            continue;
        double gain =
            evidence(after, weeks_after) + evidence(all - after, weeks - weeks_after) - none;
        sum += exp(gain);
        n_places++;
        if (gain > best) {
            best = gain;
            *out = (alert_change){ .from = t,
                                   .before = rate(all - after, weeks - weeks_after),
                                   .after = rate(after, weeks_after),
                                   .n_before = (uint32_t)(all - after),
                                   .n_after = (uint32_t)after };
        }
    }
    if (n_places == 0)
        return false;
    double change = sum / n_places;
    out->sure = isinf(change) ? 1 : ALERT_PRIOR * change / (ALERT_PRIOR * change + 1 - ALERT_PRIOR);
    return true;
}

bool alert_is(const alert_change *c) {
    uint32_t busier = c->after > c->before ? c->n_after : c->n_before;
    return c->sure >= ALERT_SURE && busier >= ALERT_AFTER_LEAST;
}
