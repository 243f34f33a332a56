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

/* A part of the state that threatens with it is not counted beside it. */
static bool counts(const ledger *l, const threat_act *first, uint32_t k) {
    return k == 0 || !text_starts(l->parties[first->by[k]], l->parties[first->by[0]]);
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
            if (!counts(l, first, k))
                continue;
            rates[first->by[k]].n++;
            rates[first->by[k]].outcomes[t->outcome]++;
        }
    }
    if (l->n_parties)
        qsort(rates, l->n_parties, sizeof *rates, by_threats);
    return rates;
}

/* ---- by kind ---- */

static int by_kind(const void *a, const void *b) {
    const rate_kind *x = a, *y = b;
    if (x->party != y->party)
        return x->party < y->party ? -1 : 1;
    if (x->act_type != y->act_type)
        return x->act_type < y->act_type ? -1 : 1;
    return (x->form > y->form) - (x->form < y->form);
}

/* A row a threat and party, the party by its rank. */
static uint32_t list_threats(const ledger *l, const uint32_t *ranks, rate_kind *all) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < l->threats.n; i++) {
        const threat *t = &l->threats.items[i];
        const threat_act *first = &l->acts[t->first];
        for (uint32_t k = 0; k < first->n_by; k++) {
            if (!counts(l, first, k))
                continue;
            all[n] = (rate_kind){
                .party = ranks[first->by[k]], .n = 1, .act_type = t->act_type, .form = t->form
            };
            all[n++].outcomes[t->outcome] = 1;
        }
    }
    return n;
}

rate_kind *rates_by_kind(const ledger *l, arena *a, uint32_t *n) {
    const rate *ranked = rates_of(l, a);
    rate_kind *all = arena_array(a, (size_t)l->threats.n * THREAT_SIDES_MOST, sizeof *all);
    uint32_t *ranks = arena_array(a, l->n_parties, sizeof *ranks), n_all, n_kept = 0;
    if (!ranked || !all || !ranks)
        return NULL;
    for (uint32_t p = 0; p < l->n_parties; p++)
        ranks[ranked[p].party] = p;
    n_all = list_threats(l, ranks, all);
    if (n_all)
        qsort(all, n_all, sizeof *all, by_kind);
    for (uint32_t i = 0; i < n_all; i++) {
        rate_kind *last = n_kept ? &all[n_kept - 1] : NULL;
        if (!last || by_kind(last, &all[i]) != 0) {
            all[n_kept++] = all[i];
            continue;
        }
        last->n++;
        for (int o = 0; o < THREAT_OUTCOMES; o++)
            last->outcomes[o] += all[i].outcomes[o];
    }
    for (uint32_t i = 0; i < n_kept; i++)
        all[i].party = ranked[all[i].party].party;
    *n = n_kept;
    return all;
}
