/* threat.c - the ledger of threats. */
#include "analysis/threat.h"

#include <math.h>

enum { NONE = UINT32_MAX };

const char *threat_outcome_name(threat_outcome outcome) {
    static const char *const names[THREAT_OUTCOMES] = { "open", "not_seen", "carried_out",
                                                        "yielded", "eased" };
    return (unsigned)outcome < THREAT_OUTCOMES ? names[outcome] : "";
}

const char *threat_form_name(threat_form form) {
    static const char *const names[THREAT_FORMS] = { "vague", "plain", "conditional" };
    return (unsigned)form < THREAT_FORMS ? names[form] : "";
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

/* Acts by party, ascending. */
typedef struct party_acts {
    uint32_t *from; // [n_parties + 1] into acts
    uint32_t *acts;
} party_acts;

typedef struct builder {
    const threat_act *acts;
    uint32_t n_acts;
    const threat_matter *matter;
    arena *arena;
    threat_ledger *ledger;
    uint32_t *latest;  // [n_parties] the party's newest threat, NONE
    uint32_t *earlier; // [threats] the threat before it of the same first party
    uint32_t n_earlier, earlier_cap;
    party_acts by; // acts of each party
    party_acts to; // acts that give way to each
} builder;

/* What an article tells beside a threat lies behind it, mostly: where a side is only supposed, it
 * takes another article, or one that recalls the threat and goes on to what came of it. */
static bool is_like_one(const builder *b, uint32_t mention, uint32_t act, double least) {
    double like = b->matter->like(b->matter->context, mention, act);
    return like >= least && (like < 1 || least <= THREAT_LIKE || b->acts[mention].recalled);
}

static bool is_like(const builder *b, const threat *t, uint32_t act, double least) {
    if (!b->matter)
        return least <= THREAT_LIKE;
    return is_like_one(b, t->first, act, least) ||
           (t->last != t->first && is_like_one(b, t->last, act, least));
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
                   .act_type = a->act_type,
                   .form = a->form };
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
        if (b->acts[i].form > t->form)
            t->form = b->acts[i].form;
    }
    return true;
}

/* ---- outcomes ---- */

typedef uint8_t (*sides_fn)(const threat_act *a, const uint32_t **sides);

static uint8_t doers(const threat_act *a, const uint32_t **sides) {
    *sides = a->by;
    return a->n_by;
}

static uint8_t given_way_to(const threat_act *a, const uint32_t **sides) {
    *sides = a->to;
    return gives_way(a) ? a->n_to : 0;
}

/* Lists the acts of each party, a side of them. */
static bool index_parties(const builder *b, uint32_t n_parties, sides_fn sides_of,
                          party_acts *out) {
    const uint32_t *sides;
    out->from = arena_array(b->arena, (size_t)n_parties + 2, sizeof *out->from);
    if (!out->from)
        return false;
    for (uint32_t i = 0; i < b->n_acts; i++)
        for (uint8_t k = 0, n = sides_of(&b->acts[i], &sides); k < n; k++)
            out->from[sides[k] + 2]++;
    for (uint32_t p = 2; p < n_parties + 2; p++)
        out->from[p] += out->from[p - 1];
    out->acts = arena_array(b->arena, out->from[n_parties + 1], sizeof *out->acts);
    if (!out->acts)
        return false;
    for (uint32_t i = 0; i < b->n_acts; i++)
        for (uint8_t k = 0, n = sides_of(&b->acts[i], &sides); k < n; k++)
            out->acts[out->from[sides[k] + 1]++] = i;
    return true;
}

/* The first act of a party after a day, as a place in the list. */
static uint32_t after_day(const builder *b, const party_acts *of, uint32_t party, int32_t day) {
    uint32_t low = of->from[party], high = of->from[party + 1];
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (b->acts[of->acts[middle]].day <= day)
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

/* ---- how like is enough ---- */

/* More than any two acts are alike. */
#define THREAT_LIKE_NEVER 2.0

static uint32_t count_towards(const builder *b, const uint32_t *by, uint8_t n_by,
                              const uint32_t *to, uint8_t n_to) {
    uint32_t n = 0;
    for (uint8_t k = 0; k < n_by; k++)
        for (uint32_t i = b->by.from[by[k]]; i < b->by.from[by[k] + 1] && n <= THREAT_RARE_ACTS;
             i++) {
            const threat_act *a = &b->acts[b->by.acts[i]];
            n += meets(a->to, a->n_to, to, n_to);
        }
    return n;
}

/* Little passes between the sides: what does is likely of the matter. */
static bool is_rare(const builder *b, const threat_act *first) {
    return first->n_to &&
           count_towards(b, first->by, first->n_by, first->to, first->n_to) <= THREAT_RARE_ACTS &&
           count_towards(b, first->to, first->n_to, first->by, first->n_by) <= THREAT_RARE_ACTS;
}

/* True where an act that names nobody is to be read as one to the other side: its article tells of
 * it, and little else passes between the two. */
static bool is_meant(const builder *b, const threat_act *first, uint32_t act,
                     const uint32_t *parties, uint8_t n) {
    return n && b->matter && b->matter->names && is_rare(b, first) &&
           b->matter->names(b->matter->context, act, parties, n);
}

/* A step back within days, where little passes between the two: nearly whatever the words. */
static bool is_soon(const builder *b, const threat_act *first, uint32_t act) {
    const threat_act *a = &b->acts[act];
    return gives_way(a) && a->day <= first->day + THREAT_SOON_DAYS && is_rare(b, first);
}

/* How like a threat an act of the threatener must be: little where both sides are named, more where
 * one is supposed or only its article tells of it. Abroad an act that names nobody may be to
 * anybody. */
static double least_like(const builder *b, const threat_act *first, uint32_t act) {
    const threat_act *a = &b->acts[act];
    if (a->n_to == 0 && first->n_to == 0)
        return THREAT_LIKE_CLOSE;
    if (a->n_to == 0)
        return first->domestic && is_meant(b, first, act, first->to, first->n_to)
                   ? THREAT_LIKE_RARE
                   : THREAT_LIKE_VERY;
    if (first->n_to && meets(a->to, a->n_to, first->to, first->n_to))
        return is_soon(b, first, act) ? THREAT_LIKE_SOON : THREAT_LIKE;
    if (first->n_to == 0 && first->n_aim)
        return meets(a->to, a->n_to, first->aim, first->n_aim) ? THREAT_LIKE_CLOSE
                                                               : THREAT_LIKE_NEVER;
    return first->n_to ? THREAT_LIKE_NEVER : THREAT_LIKE_VERY;
}

/* How like it an act must be with which the threatened gives way. */
static double least_like_yield(const builder *b, const threat_act *first, uint32_t act,
                               bool named) {
    const threat_act *a = &b->acts[act];
    if (a->n_to == 0)
        return is_meant(b, first, act, first->by, first->n_by) ? THREAT_LIKE_RARE
                                                               : THREAT_LIKE_VERY;
    if (!meets(a->to, a->n_to, first->by, first->n_by))
        return THREAT_LIKE_NEVER;
    if (named && is_soon(b, first, act))
        return THREAT_LIKE_SOON;
    return named ? THREAT_LIKE : THREAT_LIKE_CLOSE;
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
    uint32_t i = after_day(b, &b->by, party, first->day);
    for (; i < b->by.from[party + 1]; i++) {
        uint32_t act = b->by.acts[i];
        const threat_act *a = &b->acts[act];
        if (a->day > last_day(t, first))
            return;
        bool acts = is_act(a, t->act_type) && !is_early(t, a->day);
        bool eases = gives_way(a) || (a->type == EVENT_THREATEN && a->status == STATUS_DENIED);
        if (!acts && !eases)
            continue;
        double least = least_like(b, first, act);
        if (acts && is_on_the_day(t, a->day) && least < 1)
            least = THREAT_LIKE_DAY;
        if (!is_like(b, t, act, least))
            continue;
        if (acts && is_on_the_day(t, a->day) && t->outcome == THREAT_EASED)
            t->outcome_act = NONE; // what was done on the day stands over what was said before
        note_outcome(b, t, act, acts ? THREAT_CARRIED_OUT : THREAT_EASED);
        if (acts || !is_early(t, a->day))
            return;
    }
}

/* What the threatened did later: give way, towards the threatener or at all. */
static void follow_threatened(const builder *b, threat *t, uint32_t party, bool named) {
    const threat_act *first = &b->acts[t->first];
    uint32_t i = after_day(b, &b->by, party, first->day);
    for (; i < b->by.from[party + 1] && b->acts[b->by.acts[i]].day <= last_day(t, first); i++) {
        uint32_t act = b->by.acts[i];
        if (!gives_way(&b->acts[act]) ||
            !is_like(b, t, act, least_like_yield(b, first, act, named)))
            continue;
        note_outcome(b, t, act, THREAT_YIELDED);
        return;
    }
}

/* Who gave way to the threatener, where the threat or the report does not say who that is. */
static void follow_unnamed(const builder *b, threat *t, uint32_t party) {
    const threat_act *first = &b->acts[t->first];
    uint32_t i = after_day(b, &b->to, party, first->day);
    for (; i < b->to.from[party + 1] && b->acts[b->to.acts[i]].day <= last_day(t, first); i++) {
        uint32_t act = b->to.acts[i];
        const threat_act *a = &b->acts[act];
        if ((first->n_to && a->n_by) || meets(a->by, a->n_by, first->by, first->n_by) ||
            !is_like(b, t, act, first->n_to ? THREAT_LIKE_VERY : THREAT_LIKE_CLOSE))
            continue;
        note_outcome(b, t, act, THREAT_YIELDED);
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
    for (uint32_t k = 0; k < first->n_by; k++)
        follow_unnamed(b, t, first->by[k]);
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
    if (!group_mentions(&b) || !index_parties(&b, n_parties, doers, &b.by) ||
        !index_parties(&b, n_parties, given_way_to, &b.to))
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
        if (k > 0 && before < 0.05 && until >= 0.05)
            *low = x;
        if (k < n && before < 0.95 && until >= 0.95)
            *high = x;
        before = until;
    }
}
