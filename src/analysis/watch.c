/* watch.c - from the record's events to rows of counts and their changes. */
#include "analysis/watch.h"

#include "analysis/draw.h"
#include "base/error.h"
#include "base/hash.h"
#include "doc/code.h"

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
    arena *arena;
    map rows; // hash of both codes -> index of pairs
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

static double weight_of(const around_event *e) {
    return fabs((double)e->intensity) * (1 + log(e->sources));
}

/* ---- pairs ---- */

static bool add_to_pair(watcher *w, text one, text other, watch_kind kind, uint32_t number) {
    if (text_compare(one, other) > 0) {
        text kept = one;
        one = other;
        other = kept;
    }
    uint64_t key = hash_mix(hash_text(one), hash_text(other));
    uint32_t row;
    if (!map_get(&w->rows, key, &row)) {
        pair *made = ARENA_PUSH(w->arena, w->pairs, w->n_pairs, w->pairs_cap);
        row = w->n_pairs - 1;
        if (!made || !map_put(&w->rows, w->arena, key, row))
            return false;
        made->one = one;
        made->other = other;
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
    const around_event *e = &w->out->record.events[number];
    quad_class quad = plover_quad((event_type)e->type);
    bool hostile = quad == QUAD_VERBAL_CONFLICT || quad == QUAD_MATERIAL_CONFLICT;
    text actors = e->actor, actor;
    int n = 0;
    if (e->status != STATUS_ASSERTED || e->day == INT32_MAX)
        return true;
    while (code_next(&actors, &actor)) {
        text recipients = e->recipient.len ? e->recipient : e->actor, recipient;
        while (code_next(&recipients, &recipient)) {
            text one = code_patron(actor), other = code_patron(recipient);
            if (!one.len || !other.len || text_equal(one, other) || n++ >= PAIRS_OF_EVENT_MOST)
                continue;
            if (!add_to_pair(w, one, other, hostile ? WATCH_CONFLICT : WATCH_COOPERATION, number))
                return false;
        }
    }
    return true;
}

/* ---- weeks ---- */

static bool lay_weeks(watcher *w) {
    const around *r = &w->out->record;
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

static void find_driving(const watcher *w, const pair *p, watch_alert *a) {
    const around_event *events = w->out->record.events;
    for (uint32_t i = 0; i < p->n[a->kind]; i++) {
        uint32_t number = p->events[a->kind][i], at = a->n_driving;
        if (events[number].day < a->since || !in_weeks(w, events[number].day))
            continue;
        while (at > 0 && weight_of(&events[a->driving[at - 1]]) < weight_of(&events[number]))
            at--;
        if (at == WATCH_DRIVING_MOST)
            continue;
        uint32_t kept = a->n_driving < WATCH_DRIVING_MOST ? a->n_driving : WATCH_DRIVING_MOST - 1;
        memmove(&a->driving[at + 1], &a->driving[at], (kept - at) * sizeof a->driving[0]);
        a->driving[at] = number;
        a->n_driving = kept + 1;
    }
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

static bool look_at(watcher *w, const pair *p, watch_kind kind) {
    watch_alert found = { .one = p->one, .other = p->other, .kind = kind };
    memset(w->counts, 0, w->n_weeks * sizeof *w->counts);
    uint32_t n = 0;
    for (uint32_t i = 0; i < p->n[kind]; i++) {
        int32_t day = w->out->record.events[p->events[kind][i]].day;
        if (in_weeks(w, day) && w->covered[(day - w->first) / WEEK_DAYS]) {
            w->counts[(day - w->first) / WEEK_DAYS]++;
            n++;
        }
    }
    if (n < WATCH_EVENTS_LEAST)
        return true;
    w->out->n_series++;
    count_false_alarms(w);
    if (!alert_find(w->counts, w->covered, w->n_weeks, &found.change) || !alert_is(&found.change))
        return true;
    found.since = w->first + (int32_t)found.change.from * WEEK_DAYS;
    find_driving(w, p, &found);
    watch_alert *made = ARENA_PUSH(w->arena, w->out->alerts, w->out->n, w->out->cap);
    if (made)
        *made = found;
    return made != NULL;
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
    watcher w = { .out = out, .arena = a, .seed = seed };
    *out = (watch){ .n = 0 };
    uh_status status = around_country(s, country, INT32_MIN, until, a, &out->record, error);
    if (status != UH_OK)
        return status;
    if (!lay_weeks(&w))
        return error_nomem(error);
    for (uint32_t i = 0; i < out->record.n_events; i++)
        if (!add_event(&w, i))
            return error_nomem(error);
    for (uint32_t i = 0; i < w.n_pairs && w.n_weeks; i++)
        for (int kind = 0; kind < WATCH_KINDS; kind++)
            if (!look_at(&w, &w.pairs[i], (watch_kind)kind))
                return error_nomem(error);
    if (out->n)
        qsort(out->alerts, out->n, sizeof *out->alerts, by_sureness);
    out->false_alarms = w.n_shuffled ? (double)w.n_false / (double)w.n_shuffled : 0;
    return UH_OK;
}
