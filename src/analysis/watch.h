/* watch.h - the question of alerts put to the record: pairs of states whose conflict or cooperation
 * has lately changed its rate, with the events that drive it. When a rate has changed is alert.h's.
 */
#ifndef UH_WATCH_H
#define UH_WATCH_H

#include "analysis/alert.h"
#include "store/around.h"

enum { WATCH_EVENTS_LEAST = 5, WATCH_DRIVING_MOST = 3, WATCH_SHUFFLES = 20 };

typedef enum watch_kind { WATCH_COOPERATION = 0, WATCH_CONFLICT, WATCH_KINDS } watch_kind;

typedef struct watch_alert {
    text one, other; // states or organisations of states, in the order of their codes
    watch_kind kind;
    alert_change change;
    int32_t since;                            // first day of the week of the change
    around_event driving[WATCH_DRIVING_MOST]; // since then, the heaviest first
    uint32_t n_driving;
} watch_alert;

typedef struct watch {
    watch_alert *alerts; // [n] the surest first
    uint32_t n, cap;
    uint32_t n_series;   // looked at: pairs with events enough, of each kind
    double false_alarms; // share of the same series, weeks shuffled, that would be alerts
} watch;

/* Finds the alerts of a record: told, dated events between two states, by weeks with coverage.
 * country  one side, by the beginning of a code; empty: all
 * until    INT32_MAX: the record's end
 * returns  UH_OK, UH_STORE, UH_NOMEM; *out lives in the arena
 * cost     one pass over the events, then the weeks of each pair times 1 + WATCH_SHUFFLES */
UH_CHECKED uh_status watch_find(store *s, text country, int32_t until, uint64_t seed, arena *a,
                                watch *out, uh_error *error);

#endif
