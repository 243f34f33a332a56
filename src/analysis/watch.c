/* watch.c - from the record's events to rows of counts and their changes. */
#include "analysis/watch.h"

#include "analysis/cast.h"
#include "analysis/draw.h"
#include "base/error.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { WEEK_DAYS = 7, PAIRS_OF_EVENT_MOST = 16 };

/* The events of one kind between two sides, by day. */
typedef struct pair {
    text one, other;
    uint32_t *events[WATCH_KINDS];
    uint32_t n[WATCH_KINDS], cap[WATCH_KINDS];
} pair;

typedef struct watcher {
    watch *out;
    store *store;
    arena *arena;
    act_table record;
    cast cast;
    map rows; // numbers of both names -> index of pairs
    pair *pairs;
    uint32_t n_pairs, pairs_cap;
    int32_t first; // day on which the first week starts
    uint32_t n_weeks;
    uint8_t *covered;         // [n_weeks]
    uint32_t *counts, *mixed; // [n_weeks]
    uint8_t *mixed_covered;
    uint64_t seed;
    uint64_t n_shuffled, n_false;
} watcher;

static double weight_of(const act_row *e) {
    return fabs((double)e->intensity) * (1 + log(e->sources));
}

/* ---- pairs ---- */

static bool add_to_pair(watcher *w, uint32_t one, uint32_t other, watch_kind kind,
                        uint32_t number) {
    uint64_t key = one < other ? (uint64_t)one << 32 | other : (uint64_t)other << 32 | one;
    uint32_t row;
    if (!map_get(&w->rows, key, &row)) {
        pair *made = ARENA_PUSH(w->arena, w->pairs, w->n_pairs, w->pairs_cap);
        row = w->n_pairs - 1;
        if (!made || !map_put(&w->rows, w->arena, key, row))
            return false;
        bool turned = text_compare(w->cast.names[one], w->cast.names[other]) > 0;
        made->one = w->cast.names[turned ? other : one];
        made->other = w->cast.names[turned ? one : other];
    }
    pair *p = &w->pairs[row];
    if (p->n[kind] && p->events[kind][p->n[kind] - 1] == number)
        return true;
    uint32_t *slot = ARENA_PUSH(w->arena, p->events[kind], p->n[kind], p->cap[kind]);
    if (slot)
        *slot = number;
    return slot != NULL;
}

static bool add_event(watcher *w, uint32_t number) {
    const act_row *e = &w->record.items[number];
    const cast *c = &w->cast;
    quad_class quad = plover_quad((event_type)e->type);
    bool hostile = quad == QUAD_VERBAL_CONFLICT || quad == QUAD_MATERIAL_CONFLICT;
    uint32_t to = c->from[e->recipient] < c->from[e->recipient + 1] ? e->recipient : e->actor;
    int n = 0;
    for (uint32_t i = c->from[e->actor]; i < c->from[e->actor + 1]; i++)
        for (uint32_t k = c->from[to]; k < c->from[to + 1]; k++) {
            uint32_t one = c->members[i].patron, other = c->members[k].patron;
            if (one == CAST_NOBODY || other == CAST_NOBODY || one == other ||
                n++ >= PAIRS_OF_EVENT_MOST)
                continue;
            if (!add_to_pair(w, one, other, hostile ? WATCH_CONFLICT : WATCH_COOPERATION, number))
                return false;
        }
    return true;
}

static bool names(const cast *c, uint32_t list, uint32_t state) {
    for (uint32_t i = c->from[list]; i < c->from[list + 1]; i++)
        if (c->members[i].begins == state)
            return true;
    return false;
}

/* country: one side; empty: all. */
static bool add_events(watcher *w, text country) {
    uint32_t state = cast_number(&w->cast, country);
    for (uint32_t i = 0; i < w->record.n; i++) {
        const act_row *e = &w->record.items[i];
        bool wanted = country.len == 0 ||
                      (state != CAST_NOBODY &&
                       (names(&w->cast, e->actor, state) || names(&w->cast, e->recipient, state)));
        if (wanted && !add_event(w, i))
            return false;
    }
    return true;
}

/* ---- weeks ---- */

static bool lay_weeks(watcher *w) {
    const act_table *r = &w->record;
    if (r->n_days == 0)
        return true;
    int32_t last = r->days[r->n_days - 1].day, span = last - r->days[0].day + 1;
    w->n_weeks = (uint32_t)((span + WEEK_DAYS - 1) / WEEK_DAYS);
    w->first = last + 1 - (int32_t)w->n_weeks * WEEK_DAYS; // the last week is a whole one
    w->covered = arena_array(w->arena, w->n_weeks, sizeof *w->covered);
    w->counts = arena_array(w->arena, w->n_weeks, sizeof *w->counts);
    w->mixed = arena_array(w->arena, w->n_weeks, sizeof *w->mixed);
    w->mixed_covered = arena_array(w->arena, w->n_weeks, sizeof *w->mixed_covered);
    if (!w->covered || !w->counts || !w->mixed || !w->mixed_covered)
        return false;
    for (uint32_t i = 0; i < r->n_days; i++)
        w->covered[(r->days[i].day - w->first) / WEEK_DAYS]++;
    return true;
}

static bool in_weeks(const watcher *w, int32_t day) {
    return day >= w->first && day < w->first + (int32_t)w->n_weeks * WEEK_DAYS;
}

/* ---- one series ---- */

/* Finds the heaviest events since the change, as rows of the record. */
static uint32_t find_driving(const watcher *w, const pair *p, const watch_alert *a,
                             uint32_t driving[WATCH_DRIVING_MOST]) {
    const act_row *events = w->record.items;
    uint32_t n = 0;
    for (uint32_t i = 0; i < p->n[a->kind]; i++) {
        uint32_t number = p->events[a->kind][i], at = n;
        if (events[number].day < a->since || !in_weeks(w, events[number].day))
            continue;
        while (at > 0 && weight_of(&events[driving[at - 1]]) < weight_of(&events[number]))
            at--;
        if (at == WATCH_DRIVING_MOST)
            continue;
        uint32_t kept = n < WATCH_DRIVING_MOST ? n : WATCH_DRIVING_MOST - 1;
        memmove(&driving[at + 1], &driving[at], (kept - at) * sizeof driving[0]);
        driving[at] = number;
        n = kept + 1;
    }
    return n;
}

static uh_status read_driving(const watcher *w, const pair *p, watch_alert *a, uh_error *error) {
    uint32_t driving[WATCH_DRIVING_MOST];
    uh_status status = UH_OK;
    a->n_driving = find_driving(w, p, a, driving);
    for (uint32_t i = 0; i < a->n_driving && status == UH_OK; i++)
        status = around_event_of(w->store, w->record.items[driving[i]].id, w->arena, &a->driving[i],
                                 error);
    return status;
}

/* The weeks in a random order, each with its coverage: what a series without a change may look
 * like. */
static void shuffle(watcher *w) {
    memcpy(w->mixed, w->counts, w->n_weeks * sizeof *w->mixed);
    memcpy(w->mixed_covered, w->covered, w->n_weeks * sizeof *w->mixed_covered);
    for (uint32_t i = w->n_weeks; i > 1; i--) {
        uint32_t k = draw_below(&w->seed, i), kept = w->mixed[i - 1];
        uint8_t days = w->mixed_covered[i - 1];
        w->mixed[i - 1] = w->mixed[k];
        w->mixed_covered[i - 1] = w->mixed_covered[k];
        w->mixed[k] = kept;
        w->mixed_covered[k] = days;
    }
}

static void count_false_alarms(watcher *w) {
    for (int r = 0; r < WATCH_SHUFFLES; r++) {
        alert_change c = { 0 };
        shuffle(w);
        w->n_shuffled++;
        w->n_false += alert_find(w->mixed, w->mixed_covered, w->n_weeks, &c) && alert_is(&c);
    }
}

/* Counts a pair's events by week; returns how many lie in covered ones. */
static uint32_t count_weeks(watcher *w, const pair *p, watch_kind kind) {
    uint32_t n = 0;
    memset(w->counts, 0, w->n_weeks * sizeof *w->counts);
    for (uint32_t i = 0; i < p->n[kind]; i++) {
        int32_t day = w->record.items[p->events[kind][i]].day;
        if (in_weeks(w, day) && w->covered[(day - w->first) / WEEK_DAYS]) {
            w->counts[(day - w->first) / WEEK_DAYS]++;
            n++;
        }
    }
    return n;
}

static uh_status look_at(watcher *w, const pair *p, watch_kind kind, uh_error *error) {
    watch_alert found = { .one = p->one, .other = p->other, .kind = kind };
    if (count_weeks(w, p, kind) < WATCH_EVENTS_LEAST)
        return UH_OK;
    w->out->n_series++;
    count_false_alarms(w);
    if (!alert_find(w->counts, w->covered, w->n_weeks, &found.change) || !alert_is(&found.change))
        return UH_OK;
    found.since = w->first + (int32_t)found.change.from * WEEK_DAYS;
    uh_status status = read_driving(w, p, &found, error);
    watch_alert *made = ARENA_PUSH(w->arena, w->out->alerts, w->out->n, w->out->cap);
    if (!made)
        return error_nomem(error);
    *made = found;
    return status;
}

static int by_sureness(const void *a, const void *b) {
    const watch_alert *x = a, *y = b;
    if (x->change.sure != y->change.sure)
        return x->change.sure < y->change.sure ? 1 : -1;
    int order = text_compare(x->one, y->one);
    if (order == 0)
        order = text_compare(x->other, y->other);
    return order ? order : (int)x->kind - (int)y->kind;
}

uh_status watch_find(store *s, text country, int32_t until, uint64_t seed, arena *a, watch *out,
                     uh_error *error) {
    watcher w = { .out = out, .store = s, .arena = a, .seed = seed };
    acts_wanted wanted = { .types = UINT32_MAX,
                           .statuses = 1 << STATUS_ASSERTED,
                           .since = INT32_MIN,
                           .until = until < INT32_MAX ? until : INT32_MAX - 1 }; // dated ones
    *out = (watch){ .n = 0 };
    uh_status status = acts_read(s, &wanted, a, &w.record, error);
    if (status != UH_OK)
        return status;
    if (!cast_make(&w.record, a, &w.cast) || !lay_weeks(&w) || !add_events(&w, country))
        return error_nomem(error);
    for (uint32_t i = 0; i < w.n_pairs && w.n_weeks && status == UH_OK; i++)
        for (int kind = 0; kind < WATCH_KINDS && status == UH_OK; kind++)
            status = look_at(&w, &w.pairs[i], (watch_kind)kind, error);
    if (status != UH_OK)
        return status;
    if (out->n)
        qsort(out->alerts, out->n, sizeof *out->alerts, by_sureness);
    out->false_alarms = w.n_shuffled ? (double)w.n_false / (double)w.n_shuffled : 0;
    return UH_OK;
}
