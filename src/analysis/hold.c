/* hold.c - from the record's events to balance's input. */
#include "analysis/hold.h"

#include "base/error.h"
#include "base/hash.h"
#include "doc/code.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- sides ---- */

typedef struct side {
    bool state, challenger; // of the country
    bool patron;
    bool other;
} side;

static side side_of(text codes, text country, text patron) {
    side found = { 0 };
    text code;
    while (code_next(&codes, &code)) {
        if (text_starts(code, country)) {
            if (code_contends(code))
                found.challenger = true;
            else
                found.state = true;
        } else if (text_equal(code_patron(code), patron))
            found.patron = true;
        else
            found.other = true;
    }
    return found;
}

bool hold_sides(const around_event *e, text country, text patron, bool *by_client,
                bool *on_challenger) {
    side from = side_of(e->actor, country, patron), to = side_of(e->recipient, country, patron);
    bool from_country = from.state || from.challenger, to_country = to.state || to.challenger;
    const side *client = &to;
    *by_client = false;
    if (from.patron && to_country)
        client = &to;
    else if (from_country && to.patron) {
        client = &from;
        *by_client = true;
    } else if (from.patron && from_country && !to.other) // together, and towards nobody else
        client = &from;
    else
        return false;
    *on_challenger = !client->state;
    return true;
}

/* ---- patrons ---- */

typedef struct candidate {
    text code;
    double weight;
} candidate;

typedef struct candidates {
    candidate *items;
    uint32_t n, cap;
    map rows; // hash of the code -> index
} candidates;

static balance_event counted(const around_event *e, uint32_t patron, bool by_client,
                             bool on_challenger) {
    return (balance_event){ .day = e->day,
                            .patron = patron,
                            .sources = e->sources,
                            .contexts = e->contexts,
                            .intensity = e->intensity,
                            .type = e->type,
                            .mode = e->mode,
                            .by_client = by_client,
                            .on_challenger = on_challenger };
}

static bool weigh(candidates *all, arena *a, text patron, double weight) {
    uint64_t key = hash_text(patron);
    uint32_t row;
    if (!map_get(&all->rows, key, &row)) {
        candidate *c = ARENA_PUSH(a, all->items, all->n, all->cap);
        if (!c || !map_put(&all->rows, a, key, all->n - 1))
            return false;
        c->code = patron;
        row = all->n - 1;
    }
    all->items[row].weight += weight;
    return true;
}

static bool weigh_side(candidates *all, arena *a, const around_event *e, text codes, text country) {
    text code;
    while (code_next(&codes, &code)) {
        text patron = code_patron(code);
        bool by_client, on_challenger;
        if (patron.len == 0 || text_starts(code, country) ||
            !hold_sides(e, country, patron, &by_client, &on_challenger))
            continue;
        balance_event b = counted(e, 0, by_client, on_challenger);
        if (!weigh(all, a, patron, fabs(balance_weight(&b))))
            return false;
    }
    return true;
}

static int by_weight(const void *a, const void *b) {
    const candidate *x = a, *y = b;
    if (x->weight != y->weight)
        return x->weight < y->weight ? 1 : -1;
    return text_compare(x->code, y->code);
}

static bool counts(const hold *h, const around_event *e) {
    return e->status == STATUS_ASSERTED && e->day != INT32_MAX &&
           (h->record.n_days == 0 || e->day <= h->record.days[h->record.n_days - 1].day);
}

static bool weigh_all(hold *h, arena *a) {
    candidates all = { 0 };
    for (uint32_t i = 0; i < h->record.n_events; i++) {
        const around_event *e = &h->record.events[i];
        if (counts(h, e) && (!weigh_side(&all, a, e, e->actor, h->asked.country) ||
                             !weigh_side(&all, a, e, e->recipient, h->asked.country)))
            return false;
    }
    if (all.n)
        qsort(all.items, all.n, sizeof *all.items, by_weight);
    h->n_candidates = all.n;
    for (uint32_t i = 0; h->asked.n_patrons == 0 && i < all.n && i < HOLD_PATRONS_USUAL; i++)
        h->patrons[h->n_patrons++] = all.items[i].code;
    return true;
}

static void take_asked(hold *h) {
    for (uint32_t i = 0; i < h->asked.n_patrons && h->n_patrons < BALANCE_PATRONS_MOST; i++) {
        bool known = false;
        if (text_equal(h->asked.patrons[i], h->asked.country)) {
            h->asked_itself = true;
            continue;
        }
        for (uint32_t k = 0; k < h->n_patrons; k++)
            known = known || text_equal(h->patrons[k], h->asked.patrons[i]);
        if (!known)
            h->patrons[h->n_patrons++] = h->asked.patrons[i];
    }
}

/* ---- events ---- */

static bool add_event(hold *h, uint32_t i, uint32_t patron, uint32_t *cap, uint32_t *of_cap,
                      arena *a) {
    const around_event *e = &h->record.events[i];
    bool by_client, on_challenger;
    if (e->type == EVENT_NONE) // what others coded and PLOVER has no type for: mere statements
        return true;
    if (!hold_sides(e, h->asked.country, h->patrons[patron], &by_client, &on_challenger))
        return true;
    if (h->asked.only_strand >= 0 &&
        (int)strand_of((event_type)e->type, e->mode, e->contexts) != h->asked.only_strand)
        return true;
    if (e->status != STATUS_ASSERTED)
        h->n_other[e->status < STATUSES ? e->status : STATUS_HISTORICAL]++;
    else if (e->day == INT32_MAX)
        h->n_undated++;
    else if (!counts(h, e))
        h->n_late++;
    else {
        uint32_t n = h->n_events;
        balance_event *b = ARENA_PUSH(a, h->events, h->n_events, *cap);
        uint32_t *of = ARENA_PUSH(a, h->of, n, *of_cap);
        if (!b || !of)
            return false;
        *b = counted(e, patron, by_client, on_challenger);
        *of = i;
    }
    return true;
}

static bool add_events(hold *h, arena *a) {
    uint32_t cap = 0, of_cap = 0;
    for (uint32_t i = 0; i < h->record.n_events; i++)
        for (uint32_t p = 0; p < h->n_patrons; p++)
            if (!add_event(h, i, p, &cap, &of_cap, a))
                return false;
    return true;
}

static bool number_stories(hold *h, arena *a) {
    map rows = { 0 };
    for (uint32_t i = 0; i < h->n_events; i++) {
        uint64_t key = h->record.events[h->of[i]].story;
        uint32_t row;
        if (!map_get(&rows, key, &row)) {
            row = h->n_stories++;
            if (!map_put(&rows, a, key, row))
                return false;
        }
        h->events[i].story = row;
    }
    return true;
}

/* Counts what stands behind a patron from a day on. */
static bool count_evidence(const hold *h, uint32_t patron, int32_t from, arena *a,
                           hold_evidence *out) {
    arena_mark mark = arena_save(a);
    uint32_t *most = arena_array(a, h->n_stories, sizeof *most);
    if (!most)
        return false;
    *out = (hold_evidence){ 0 };
    for (uint32_t i = 0; i < h->n_events; i++) {
        const balance_event *e = &h->events[i];
        if (e->patron != patron || e->day < from)
            continue;
        out->events++;
        if (most[e->story] == 0)
            out->stories++;
        if (e->sources > most[e->story]) {
            out->sources += e->sources - most[e->story];
            most[e->story] = e->sources;
        }
    }
    arena_rewind(a, mark);
    return true;
}

static bool count_all_evidence(hold *h, arena *a) {
    for (uint32_t p = 0; p < h->n_patrons; p++)
        if (!count_evidence(h, p, INT32_MIN, a, &h->evidence[p]))
            return false;
    if (h->series.leader == UINT32_MAX)
        return true;
    return count_evidence(h, h->series.leader, h->series.first_day[h->series.leader_since], a,
                          &h->lead);
}

static uh_status compute(hold *h, arena *a) {
    int32_t *days = arena_array(a, h->record.n_days, sizeof *days);
    if (!days)
        return UH_NOMEM;
    for (uint32_t i = 0; i < h->record.n_days; i++)
        days[i] = h->record.days[i].day;
    balance_input in = { .events = h->events,
                         .n_events = h->n_events,
                         .n_stories = h->n_stories,
                         .days = days,
                         .n_days = h->record.n_days,
                         .n_patrons = h->n_patrons,
                         .by = h->asked.by,
                         .half_life_days = h->asked.half_life_days,
                         .seed = h->asked.seed,
                         .only_strand = h->asked.only_strand };
    return balance_compute(&in, a, &h->series);
}

uint32_t hold_ranked(const hold *h, uint32_t k) {
    const balance_point *points = h->series.points;
    if (h->series.last_covered == UINT32_MAX)
        return k;
    points += (size_t)h->series.last_covered * h->n_patrons;
    for (uint32_t p = 0; p < h->n_patrons; p++)
        if (points[p].rank == k + 1)
            return p;
    return k;
}

uh_status hold_find(store *s, const hold_question *q, arena *a, hold *out, uh_error *error) {
    hold *h = out;
    *h = (hold){ .asked = *q };
    uh_status status = around_country(s, q->country, q->since, q->until, a, &h->record, error);
    if (status != UH_OK)
        return status;
    take_asked(h);
    if (!weigh_all(h, a) || !add_events(h, a) || !number_stories(h, a))
        return error_nomem(error);
    status = compute(h, a);
    if (status == UH_LIMIT)
        return error_set(error, UH_LIMIT, NULL,
                         "more than %d periods; choose longer ones with --by",
                         BALANCE_PERIODS_MOST);
    if (status != UH_OK || !count_all_evidence(h, a))
        return error_nomem(error);
    return UH_OK;
}
