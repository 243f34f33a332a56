/* episode.c - from the record's events to episodes and their likes. */
#include "analysis/episode.h"

#include "base/error.h"
#include "base/hash.h"
#include "doc/code.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    POWERS_MOST = 64, // outside powers weighed in one episode
    RAW_MOST = 4096,  // events of one window that are looked at
};

/* The events around one state, by day. */
typedef struct state_events {
    text code;
    uint32_t *events;
    uint32_t n, cap;
} state_events;

typedef struct search {
    precedents *out;
    arena *arena;
    map rows; // hash of a state's code -> index of states
    state_events *states;
    uint32_t n_states, states_cap;
    int32_t window;
} search;

static double weight_of(const around_event *e) {
    return e->intensity / 10.0 * (1 + log(e->sources));
}

/* ---- sides ---- */

typedef struct power {
    text code;
    double sum; // what it did for the client, less what it did against it
} power;

/* True where a list of codes names the country; contends: by those who contend with its state. */
static bool is_of_country(text codes, text country, bool *contends) {
    text code;
    while (code_next(&codes, &code))
        if (text_starts(code, country)) {
            *contends = code_contends(code);
            return true;
        }
    return false;
}

static void weigh_powers(power *powers, uint32_t *n, text codes, text country, double weight) {
    text code;
    while (code_next(&codes, &code)) {
        text patron = code_patron(code);
        uint32_t i = 0;
        if (patron.len == 0 || text_starts(patron, country))
            continue;
        while (i < *n && !text_equal(powers[i].code, patron))
            i++;
        if (i == *n && i < POWERS_MOST)
            powers[(*n)++] = (power){ .code = patron };
        if (i < *n)
            powers[i].sum += weight;
    }
}

/* Finds who did most for the client and who did most against it. */
static void find_powers(const search *s, const uint32_t *events, uint32_t n, episode *out) {
    power powers[POWERS_MOST], *best = NULL, *worst = NULL;
    uint32_t n_powers = 0;
    for (uint32_t i = 0; i < n; i++) {
        const around_event *e = &s->out->record.events[events[i]];
        bool contends = false;
        if (!is_of_country(e->recipient, out->country, &contends) &&
            !is_of_country(e->actor, out->country, &contends))
            continue;
        double weight = contends ? -weight_of(e) : weight_of(e);
        weigh_powers(powers, &n_powers, e->actor, out->country, weight);
        weigh_powers(powers, &n_powers, e->recipient, out->country, weight);
    }
    for (uint32_t i = 0; i < n_powers; i++) {
        if (powers[i].sum > 0 && (!best || powers[i].sum > best->sum))
            best = &powers[i];
        if (powers[i].sum < 0 && (!worst || powers[i].sum < worst->sum))
            worst = &powers[i];
    }
    out->patron = best ? best->code : (text){ "", 0 };
    out->rival = worst ? worst->code : (text){ "", 0 };
}

static episode_part part_of(text codes, const episode *e) {
    bool contends;
    text code;
    if (is_of_country(codes, e->country, &contends))
        return contends ? PART_CHALLENGER : PART_CLIENT;
    episode_part part = PART_NOBODY;
    while (code_next(&codes, &code)) {
        text side = code_patron(code);
        if (side.len && text_equal(side, e->patron))
            return PART_PATRON;
        if (side.len && text_equal(side, e->rival))
            return PART_RIVAL;
        part = PART_OTHER;
    }
    return part;
}

/* ---- steps ---- */

typedef struct raw_step {
    episode_step step;
    double weight; // without its sign
    uint32_t place;
} raw_step;

static bool is_same_act(const episode_step *x, const episode_step *y) {
    return x->day == y->day && x->by == y->by && x->to == y->to && x->type == y->type;
}

/* One act told in several events of a day is one step. */
static uint32_t list_steps(const search *s, const uint32_t *events, uint32_t n, const episode *out,
                           raw_step *raw) {
    uint32_t n_raw = 0;
    for (uint32_t i = 0; i < n && n_raw < RAW_MOST; i++) {
        const around_event *e = &s->out->record.events[events[i]];
        episode_step step = { .day = e->day,
                              .event = events[i],
                              .by = (uint8_t)part_of(e->actor, out),
                              .to = (uint8_t)part_of(e->recipient, out),
                              .type = e->type };
        double weight = fabs(weight_of(e));
        uint32_t k = n_raw;
        while (k > 0 && raw[k - 1].step.day == step.day && !is_same_act(&raw[k - 1].step, &step))
            k--;
        if (k > 0 && is_same_act(&raw[k - 1].step, &step)) {
            if (weight > raw[k - 1].weight) {
                raw[k - 1].step = step;
                raw[k - 1].weight = weight;
            }
            continue;
        }
        raw[n_raw] = (raw_step){ step, weight, n_raw };
        n_raw++;
    }
    return n_raw;
}

static int by_weight(const void *a, const void *b) {
    const raw_step *x = a, *y = b;
    if (x->weight != y->weight)
        return x->weight < y->weight ? 1 : -1;
    return (x->place > y->place) - (x->place < y->place);
}

static int by_place(const void *a, const void *b) {
    const raw_step *x = a, *y = b;
    return (x->place > y->place) - (x->place < y->place);
}

static void make_episode(const search *s, const uint32_t *events, uint32_t n, raw_step *raw,
                         episode *out) {
    find_powers(s, events, n, out);
    uint32_t n_raw = list_steps(s, events, n, out, raw);
    if (n_raw > PRECEDENT_STEPS_MOST) {
        qsort(raw, n_raw, sizeof *raw, by_weight);
        n_raw = PRECEDENT_STEPS_MOST;
        qsort(raw, n_raw, sizeof *raw, by_place);
    }
    out->n_steps = n_raw;
    out->tone = 0;
    for (uint32_t i = 0; i < n_raw; i++) {
        out->steps[i] = raw[i].step;
        out->tone += weight_of(&s->out->record.events[raw[i].step.event]);
    }
}

/* ---- states ---- */

static bool add_to_state(search *s, text code, uint32_t number) {
    text state = code_patron(code);
    uint32_t row;
    if (state.len == 0) { // a part of a society still belongs to its state
        state = text_cut(code, 0, code.len < 3 ? code.len : 3);
        if (!code_contends(code))
            return true;
    }
    if (state.len != 3 || code_is_organisation(state))
        return true;
    if (!map_get(&s->rows, hash_text(state), &row)) {
        state_events *made = ARENA_PUSH(s->arena, s->states, s->n_states, s->states_cap);
        row = s->n_states - 1;
        if (!made || !map_put(&s->rows, s->arena, hash_text(state), row))
            return false;
        made->code = state;
    }
    state_events *of = &s->states[row];
    if (of->n && of->events[of->n - 1] == number)
        return true;
    uint32_t *slot = ARENA_PUSH(s->arena, of->events, of->n, of->cap);
    if (slot)
        *slot = number;
    return slot != NULL;
}

static bool sort_into_states(search *s) {
    const around *r = &s->out->record;
    for (uint32_t i = 0; i < r->n_events; i++) {
        const around_event *e = &r->events[i];
        text lists[2] = { e->actor, e->recipient }, code;
        if (e->status != STATUS_ASSERTED || e->day == INT32_MAX)
            continue;
        for (int k = 0; k < 2; k++)
            while (code_next(&lists[k], &code))
                if (!add_to_state(s, code, i))
                    return false;
    }
    return true;
}

/* The first of a state's events on a day or later. */
static uint32_t first_from(const search *s, const state_events *of, int32_t day) {
    uint32_t low = 0, high = of->n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (s->out->record.events[of->events[middle]].day < day)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool cut_window(const search *s, const state_events *of, int32_t first, int32_t last,
                       raw_step *raw, episode *out) {
    uint32_t from = first_from(s, of, first), to = first_from(s, of, last + 1);
    *out = (episode){ .country = of->code, .first_day = first, .last_day = last };
    if (to - from < PRECEDENT_STEPS_LEAST)
        return false;
    make_episode(s, of->events + from, to - from, raw, out);
    return out->n_steps >= PRECEDENT_STEPS_LEAST;
}

/* ---- the likes ---- */

static bool overlaps(const episode *x, const episode *y) {
    return text_equal(x->country, y->country) && x->first_day <= y->last_day &&
           y->first_day <= x->last_day;
}

/* Keeps the list ordered and free of overlaps; equal ones stay in the order they came. */
static void keep(precedents *out, const episode *then, double alike) {
    for (uint32_t i = 0; i < out->n; i++)
        if (overlaps(&out->items[i].then, then)) {
            if (out->items[i].alike >= alike)
                return;
            memmove(&out->items[i], &out->items[i + 1], (out->n - i - 1) * sizeof out->items[0]);
            out->n--;
            i--;
        }
    uint32_t at = out->n;
    while (at > 0 && out->items[at - 1].alike < alike)
        at--;
    if (at == PRECEDENTS_MOST)
        return;
    uint32_t moved = (out->n < PRECEDENTS_MOST ? out->n : PRECEDENTS_MOST - 1) - at;
    memmove(&out->items[at + 1], &out->items[at], moved * sizeof out->items[0]);
    out->items[at] = (precedent){ .then = *then, .alike = alike };
    out->n = at + moved + 1;
}

static void compare_state(search *s, const state_events *of, raw_step *raw) {
    precedents *out = s->out;
    int32_t stride = s->window / 2, end = out->now.first_day;
    if (of->n == 0)
        return;
    for (int32_t first = out->record.events[of->events[0]].day; first + s->window <= end;) {
        episode then;
        if (cut_window(s, of, first, first + s->window - 1, raw, &then)) {
            out->n_compared++;
            keep(out, &then,
                 precedent_alike(out->now.steps, out->now.n_steps, then.steps, then.n_steps, NULL));
        }
        uint32_t ahead = first_from(s, of, first + s->window);
        int32_t next = first + stride;
        if (then.n_steps == 0 && ahead < of->n) // nothing here: go to where there is something
            next = out->record.events[of->events[ahead]].day - s->window + 1;
        first = next > first + stride ? next : first + stride;
    }
}

/* ---- what came next ---- */

static uint32_t covered(const around *r, int32_t first, int32_t last) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->n_days; i++)
        n += r->days[i].day >= first && r->days[i].day <= last;
    return n;
}

static void see_next(const search *s, precedent *p, raw_step *raw) {
    uint32_t row;
    episode after;
    int32_t first = p->then.last_day + 1, last = p->then.last_day + s->window;
    p->next_covered = covered(&s->out->record, first, last);
    if (!map_get(&s->rows, hash_text(p->then.country), &row))
        return;
    cut_window(s, &s->states[row], first, last, raw, &after);
    const state_events *of = &s->states[row];
    uint32_t from = first_from(s, of, first), to = first_from(s, of, last + 1);
    after.patron = p->then.patron; // the sides stay who they were
    after.rival = p->then.rival;
    uint32_t n = list_steps(s, of->events + from, to - from, &after, raw);
    p->next_steps = n;
    for (uint32_t i = 0; i < n; i++)
        p->next_tone += weight_of(&s->out->record.events[raw[i].step.event]);
    qsort(raw, n, sizeof *raw, by_weight);
    p->n_next = n < EPISODE_NEXT_MOST ? n : EPISODE_NEXT_MOST;
    qsort(raw, p->n_next, sizeof *raw, by_place);
    for (uint32_t i = 0; i < p->n_next; i++)
        p->next[i] = raw[i].step.event;
}

static void look_closer(search *s, uint64_t seed, raw_step *raw) {
    precedents *out = s->out;
    for (uint32_t i = 0; i < out->n; i++) {
        precedent *p = &out->items[i];
        precedent_alike(out->now.steps, out->now.n_steps, p->then.steps, p->then.n_steps,
                        &p->pairs);
        p->chance = precedent_chance(out->now.steps, out->now.n_steps, p->then.steps,
                                     p->then.n_steps, seed);
        see_next(s, p, raw);
    }
}

uh_status episode_find(store *st, text country, int32_t window, int32_t until, uint64_t seed,
                       arena *a, precedents *out, uh_error *error) {
    search s = { .out = out, .arena = a, .window = window };
    *out = (precedents){ .now = { .country = country } };
    uh_status status =
        around_country(st, (text){ "", 0 }, INT32_MIN, until, a, &out->record, error);
    if (status != UH_OK)
        return status;
    raw_step *raw = arena_array(a, RAW_MOST, sizeof *raw);
    if (!raw || !sort_into_states(&s))
        return error_nomem(error);
    uint32_t row, n_days = out->record.n_days;
    int32_t end = n_days ? out->record.days[n_days - 1].day : INT32_MIN;
    out->now.last_day = end;
    out->now.first_day = n_days ? end - window + 1 : end;
    if (n_days == 0 || !map_get(&s.rows, hash_text(country), &row) ||
        !cut_window(&s, &s.states[row], out->now.first_day, end, raw, &out->now))
        return UH_OK;
    for (uint32_t i = 0; i < s.n_states; i++)
        compare_state(&s, &s.states[i], raw);
    look_closer(&s, seed, raw);
    return UH_OK;
}
