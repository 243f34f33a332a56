/* rates.c - how often each side carried out what it threatened. */
#include "report/rates.h"

#include <stdlib.h>

const char *rate_outcome(threat_outcome outcome) {
    static const char *const words[THREAT_OUTCOMES] = {
        [THREAT_OPEN] = "without coverage",
        [THREAT_NOT_SEEN] = "not seen to happen",
        [THREAT_CARRIED_OUT] = "carried out",
        [THREAT_YIELDED] = "yielded to",
        [THREAT_EASED] = "eased",
    };
    return words[outcome < THREAT_OUTCOMES ? outcome : THREAT_OPEN];
}

static int by_threats(const void *a, const void *b) {
    const rate *x = a, *y = b;
    if (x->n != y->n)
        return x->n < y->n ? 1 : -1;
    return (x->party > y->party) - (x->party < y->party);
}

rate *rates_of(const ledger *l, arena *a) {
    rate *rates = arena_array(a, l->n_parties, sizeof *rates);
    if (!rates)
        return NULL;
    for (uint32_t p = 0; p < l->n_parties; p++)
        rates[p].party = p;
    for (uint32_t i = 0; i < l->threats.n; i++) {
        const threat *t = &l->threats.items[i];
        const threat_act *first = &l->acts[t->first];
        for (uint32_t k = 0; k < first->n_by; k++) {
            if (k && text_starts(l->parties[first->by[k]], l->parties[first->by[0]]))
                continue;
            rates[first->by[k]].n++;
            rates[first->by[k]].outcomes[t->outcome]++;
        }
    }
    if (l->n_parties)
        qsort(rates, l->n_parties, sizeof *rates, by_threats);
    return rates;
}
