/* threat.c - the ledger of threats. */
#include "analysis/threat.h"

#include <math.h>

enum { NONE = UINT32_MAX };

const char *threat_outcome_name(threat_outcome outcome) {
    static const char *const names[THREAT_OUTCOMES] = { "open", "not_seen", "carried_out",
                                                        "yielded", "eased" };
    return (unsigned)outcome < THREAT_OUTCOMES ? names[outcome] : "";
}

static bool is_hostile(event_type type) {
    return type == EVENT_SANCTION || type == EVENT_COERCE || type == EVENT_MOBILIZE ||
           type == EVENT_ASSAULT || type == EVENT_PROTEST;
}

bool threat_is(const threat_act *a) {
    if (a->n_by == 0)
        return false;
    if (a->type == EVENT_THREATEN)
        return a->status != STATUS_DENIED && a->status != STATUS_DEMANDED &&
               a->status != STATUS_HISTORICAL;
    bool ahead = a->status == STATUS_PLANNED || a->status == STATUS_HYPOTHETICAL;
    if (a->type == EVENT_REJECT)
        return a->status == STATUS_PLANNED; // a veto announced
    return is_hostile((event_type)a->type) && a->n_to > 0 && ahead;
}

/* ---- sides ---- */

static bool meets(const uint32_t *a, uint32_t n_a, const uint32_t *b, uint32_t n_b) {
    for (uint32_t i = 0; i < n_a; i++)
        for (uint32_t k = 0; k < n_b; k++)
            if (a[i] == b[k])
                return true;
    return false;
}

/* Acts that do much the same: what is threatened as one is often done as the other. */
static bool is_act(const threat_act *a, uint8_t wanted) {
    if (a->status != STATUS_ASSERTED || threat_is(a))
        return false;
    if (a->type == EVENT_REJECT)
        return wanted == EVENT_REJECT && a->act_type == EVENT_REJECT;
    if (a->type == wanted)
        return true;
    if (wanted == EVENT_SANCTION)
        return a->type == EVENT_COERCE;
    if (wanted == EVENT_COERCE)
        return a->type == EVENT_SANCTION;
    return wanted == EVENT_MOBILIZE && a->type == EVENT_ASSAULT;
}

static bool gives_way(const threat_act *a) {
    return a->status == STATUS_ASSERTED && (a->type == EVENT_CONCEDE || a->type == EVENT_RETREAT);
}

/* ---- grouping ---- */

typedef struct builder {
    const threat_act *acts;
    uint32_t n_acts;
    const threat_matter *matter;
    arena *arena;
    threat_ledger *ledger;
    uint32_t *latest;  // [n_parties] the party's newest threat, NONE
    uint32_t *earlier; // [threats] the threat before it of the same first party
    uint32_t n_earlier, earlier_cap;
    uint32_t *first_of; // [n_parties + 1] into by_party
    uint32_t *by_party; // acts of each party as an actor, ascending
} builder;

/* What an article tells beside a threat lies behind it, mostly: where a side is only supposed, it
 * takes another article. */
static bool is_enough(double like, double least) {
    return like >= least && (like < 1 || least <= THREAT_LIKE);
}

static bool is_like(const builder *b, const threat *t, uint32_t act, double least) {
    if (!b->matter)
        return least <= THREAT_LIKE;
    return is_enough(b->matter->like(b->matter->context, t->first, act), least) ||
           (t->last != t->first &&
            is_enough(b->matter->like(b->matter->context, t->last, act), least));
}

static bool continues(const builder *b, const threat *t, const threat_act *a) {
    const threat_act *first = &b->acts[t->first];
    if (t->act_type != a->act_type || !meets(a->by, a->n_by, first->by, first->n_by))
        return false;
    return a->n_to == 0 || first->n_to == 0 || meets(a->to, a->n_to, first->to, first->n_to);
}

/* Finds the running threat that a mention belongs to; NONE: it starts one. */
static uint32_t find_running(const builder *b, const threat_act *a) {
    for (uint32_t i = b->latest[a->by[0]]; i != NONE; i = b->earlier[i]) {
        const threat *t = &b->ledger->items[i];
        if (b->acts[t->first].day < a->day - THREAT_HORIZON_DAYS)
            return NONE; // the older ones are older still
        if (b->acts[t->last].day >= a->day - THREAT_AGAIN_DAYS && continues(b, t, a) &&
            is_like(b, t, (uint32_t)(a - b->acts), THREAT_LIKE))
            return i;
    }
    return NONE;
}

static bool start_threat(builder *b, uint32_t act) {
    threat_ledger *l = b->ledger;
    const threat_act *a = &b->acts[act];
    threat *t = ARENA_PUSH(b->arena, l->items, l->n, l->cap);
    uint32_t *earlier = ARENA_PUSH(b->arena, b->earlier, b->n_earlier, b->earlier_cap);
    if (!t || !earlier)
        return false;
    *t = (threat){ .first = act,
                   .last = act,
                   .n_mentions = 1,
                   .outcome_act = NONE,
                   .deadline = a->deadline,
                   .act_type = a->act_type };
    *earlier = b->latest[a->by[0]];
    b->latest[a->by[0]] = l->n - 1;
    return true;
}

static bool group_mentions(builder *b) {
    for (uint32_t i = 0; i < b->n_acts; i++) {
        b->ledger->next[i] = NONE;
        if (!threat_is(&b->acts[i]))
            continue;
        uint32_t running = find_running(b, &b->acts[i]);
        if (running == NONE) {
            if (!start_threat(b, i))
                return false;
            continue;
        }
        threat *t = &b->ledger->items[running];
        b->ledger->next[t->last] = i;
        t->last = i;
        t->n_mentions++;
        if (t->deadline == 0)
            t->deadline = b->acts[i].deadline;
    }
    return true;
}

/* ---- outcomes ---- */

/* Lists each party's acts as an actor. */
static bool index_parties(builder *b, uint32_t n_parties) {
    b->first_of = arena_array(b->arena, (size_t)n_parties + 2, sizeof *b->first_of);
    if (!b->first_of)
        return false;
    for (uint32_t i = 0; i < b->n_acts; i++)
        for (uint32_t k = 0; k < b->acts[i].n_by; k++)
            b->first_of[b->acts[i].by[k] + 2]++;
    for (uint32_t p = 2; p < n_parties + 2; p++)
        b->first_of[p] += b->first_of[p - 1];
    b->by_party = arena_array(b->arena, b->first_of[n_parties + 1], sizeof *b->by_party);
    if (!b->by_party)
        return false;
    for (uint32_t i = 0; i < b->n_acts; i++)
        for (uint32_t k = 0; k < b->acts[i].n_by; k++)
            b->by_party[b->first_of[b->acts[i].by[k] + 1]++] = i;
    return true;
}

/* The first act of a party after a day, as a place in by_party. */
static uint32_t after_day(const builder *b, uint32_t party, int32_t day) {
    uint32_t low = b->first_of[party], high = b->first_of[party + 1];
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (b->acts[b->by_party[middle]].day <= day)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void note_outcome(const builder *b, threat *t, uint32_t act, threat_outcome outcome) {
    if (t->outcome_act != NONE && b->acts[t->outcome_act].day <= b->acts[act].day)
        return;
    t->outcome_act = act;
    t->outcome = (uint8_t)outcome;
}

/* The last day on which an outcome is looked for. */
static int32_t last_day(const threat *t, const threat_act *first) {
    int32_t end = first->day + THREAT_HORIZON_DAYS;
    int32_t after = t->deadline ? t->deadline + THREAT_DEADLINE_DAYS : end;
    return after > end ? after : end;
}

/* How like two acts must be: little where both sides are named, more where one is supposed; more
 * than any can be where the act is to somebody else. */
static double least_like(const threat_act *first, const uint32_t *side, uint8_t n) {
    enum { NEVER = 2 };
    if (first->n_to)
        return n == 0                                   ? THREAT_LIKE_VERY
               : meets(side, n, first->to, first->n_to) ? THREAT_LIKE
                                                        : NEVER;
    if (n && first->n_aim)
        return meets(side, n, first->aim, first->n_aim) ? THREAT_LIKE_CLOSE : NEVER;
    return n ? THREAT_LIKE_VERY : THREAT_LIKE_CLOSE;
}

/* The act came on the day that was announced for it. */
static bool is_on_the_day(const threat *t, int32_t day) {
    return t->deadline && day >= t->deadline - 1 && day <= t->deadline + 1;
}

/* Before the day that was announced, the act is only told again. */
static bool is_early(const threat *t, int32_t day) {
    return t->deadline && day < t->deadline - 1;
}

/* What the threatener did later: the act, or a step back. */
static void follow_threatener(const builder *b, threat *t, uint32_t party) {
    const threat_act *first = &b->acts[t->first];
    for (uint32_t i = after_day(b, party, first->day); i < b->first_of[party + 1]; i++) {
        const threat_act *a = &b->acts[b->by_party[i]];
        if (a->day > last_day(t, first))
            return;
        bool acts = is_act(a, t->act_type) && !is_early(t, a->day);
        bool eases = gives_way(a) || (a->type == EVENT_THREATEN && a->status == STATUS_DENIED);
        double least = least_like(first, a->to, a->n_to);
        if (acts && is_on_the_day(t, a->day) && least < 1)
            least = THREAT_LIKE_DAY;
        if ((!acts && !eases) || !is_like(b, t, b->by_party[i], least))
            continue;
        if (acts && is_on_the_day(t, a->day) && t->outcome == THREAT_EASED)
            t->outcome_act = NONE; // what was done on the day stands over what was said before
        note_outcome(b, t, b->by_party[i], acts ? THREAT_CARRIED_OUT : THREAT_EASED);
        if (acts || !is_early(t, a->day))
            return;
    }
}

/* What the threatened did later: give way, towards the threatener or at all. */
static void follow_threatened(const builder *b, threat *t, uint32_t party, bool named) {
    const threat_act *first = &b->acts[t->first];
    for (uint32_t i = after_day(b, party, first->day); i < b->first_of[party + 1]; i++) {
        const threat_act *a = &b->acts[b->by_party[i]];
        if (a->day > last_day(t, first))
            return;
        bool towards = meets(a->to, a->n_to, first->by, first->n_by);
        if (!gives_way(a) || (a->n_to && !towards))
            continue;
        if (!is_like(b, t, b->by_party[i],
                     towards ? (named ? THREAT_LIKE : THREAT_LIKE_CLOSE) : THREAT_LIKE_VERY))
            continue;
        note_outcome(b, t, b->by_party[i], THREAT_YIELDED);
        return;
    }
}

/* Covered days after a day, up to another; days ascend. */
static uint32_t count_days(const int32_t *days, uint32_t n, int32_t from, int32_t to) {
    uint32_t low = 0, high = n, count = 0;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (days[middle] <= from)
            low = middle + 1;
        else
            high = middle;
    }
    while (low < n && days[low] <= to) {
        count++;
        low++;
    }
    return count;
}

static void find_outcome(const builder *b, threat *t, const int32_t *days, uint32_t n_days) {
    const threat_act *first = &b->acts[t->first];
    for (uint32_t k = 0; k < first->n_by; k++)
        follow_threatener(b, t, first->by[k]);
    for (uint32_t k = 0; k < first->n_to; k++)
        follow_threatened(b, t, first->to[k], true);
    for (uint32_t k = 0; k < first->n_aim; k++)
        follow_threatened(b, t, first->aim[k], false);
    t->days_covered = count_days(days, n_days, first->day, first->day + THREAT_WATCH_DAYS);
    if (t->outcome_act == NONE)
        t->outcome = t->days_covered >= THREAT_WATCH_LEAST ? THREAT_NOT_SEEN : THREAT_OPEN;
}

uh_status threat_find(const threat_act *acts, uint32_t n_acts, uint32_t n_parties,
                      const int32_t *days, uint32_t n_days, const threat_matter *matter, arena *a,
                      threat_ledger *out) {
    builder b = { .acts = acts, .n_acts = n_acts, .matter = matter, .arena = a, .ledger = out };
    *out = (threat_ledger){ .next = arena_array(a, n_acts, sizeof *out->next) };
    b.latest = arena_array(a, n_parties, sizeof *b.latest);
    if (!out->next || !b.latest)
        return UH_NOMEM;
    for (uint32_t p = 0; p < n_parties; p++)
        b.latest[p] = NONE;
    if (!group_mentions(&b) || !index_parties(&b, n_parties))
        return UH_NOMEM;
    for (uint32_t i = 0; i < out->n; i++)
        find_outcome(&b, &out->items[i], days, n_days);
    return UH_OK;
}

/* ---- rates ---- */

enum { RATE_STEPS = 4000 };

void threat_rate(uint32_t k, uint32_t n, double *low, double *high) {
    double sum = 0, before = 0, a = k - 0.5, b = n - k - 0.5; // exponents of the density
    double logs = 0;
    double peak = n ? (k + 0.5) / (n + 1.0) : 0.5;
    logs = a * log(peak) + b * log(1 - peak); // keeps the sum in range
    for (int i = 0; i < RATE_STEPS; i++) {
        double x = (i + 0.5) / RATE_STEPS;
        sum += exp(a * log(x) + b * log(1 - x) - logs);
    }
    *low = 0;
    *high = 1;
    for (int i = 0; i < RATE_STEPS; i++) {
        double x = (i + 0.5) / RATE_STEPS;
        double until = before + exp(a * log(x) + b * log(1 - x) - logs) / sum;
        if (before < 0.05 && until >= 0.05)
            *low = x;
        if (before < 0.95 && until >= 0.95)
            *high = x;
        before = until;
    }
}
