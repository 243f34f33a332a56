/* episode.c - from the record's events to episodes and their likes. */
#include "analysis/episode.h"

#include "analysis/cast.h"
#include "base/error.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { RAW_MOST = 4096 }; // events of one window that are looked at

/* The events around one state, by day. */
typedef struct state_events {
    uint32_t name; // in the cast
    uint32_t *events;
    uint32_t n, cap;
} state_events;

/* What an outside power did for a client, less what it did against it. */
typedef struct power {
    double sum;
    bool weighed;
} power;

typedef struct search {
    precedents *out;
    store *store;
    arena *arena;
    act_table record;
    cast cast;
    double *weights; // [record.n]
    uint32_t *rows;  // [cast.n_names] index of states, plus 1; 0: none
    state_events *states;
    uint32_t n_states, states_cap;
    power *powers;     // [cast.n_names] all zero between two windows
    uint32_t *weighed; // [cast.n_names] those that are not, in the order they came
    int32_t window;
} search;

/* Who is who in an episode, by their numbers in the cast. */
typedef struct roles {
    uint32_t country, patron, rival;
} roles;

static double weight_of(const act_row *e) {
    return e->intensity / 10.0 * (1 + log(e->sources));
}

/* ---- sides ---- */

/* True where a list of codes names the country; contends: by those who contend with its state. */
static bool is_of_country(const cast *c, uint32_t list, uint32_t country, bool *contends) {
    for (uint32_t i = c->from[list]; i < c->from[list + 1]; i++)
        if (c->members[i].begins == country) {
            *contends = c->members[i].contends;
            return true;
        }
    return false;
}

static void weigh_powers(search *s, uint32_t list, uint32_t country, double weight, uint32_t *n) {
    for (uint32_t i = s->cast.from[list]; i < s->cast.from[list + 1]; i++) {
        uint32_t patron = s->cast.members[i].patron;
        if (patron == CAST_NOBODY || patron == country)
            continue;
        if (!s->powers[patron].weighed)
            s->weighed[(*n)++] = patron;
        s->powers[patron].weighed = true;
        s->powers[patron].sum += weight;
    }
}

/* Takes who did most for the client and who did most against it, and clears the scales. */
static void take_powers(search *s, uint32_t n, roles *r) {
    double best = 0, worst = 0;
    r->patron = r->rival = CAST_NOBODY;
    for (uint32_t i = 0; i < n; i++) {
        double sum = s->powers[s->weighed[i]].sum;
        if (sum > best) {
            best = sum;
            r->patron = s->weighed[i];
        }
        if (sum < worst) {
            worst = sum;
            r->rival = s->weighed[i];
        }
        s->powers[s->weighed[i]] = (power){ 0 };
    }
}

static void find_powers(search *s, const uint32_t *events, uint32_t n, roles *r) {
    uint32_t n_weighed = 0;
    for (uint32_t i = 0; i < n; i++) {
        const act_row *e = &s->record.items[events[i]];
        bool contends = false;
        if (!is_of_country(&s->cast, e->recipient, r->country, &contends) &&
            !is_of_country(&s->cast, e->actor, r->country, &contends))
            continue;
        double weight = contends ? -s->weights[events[i]] : s->weights[events[i]];
        weigh_powers(s, e->actor, r->country, weight, &n_weighed);
        weigh_powers(s, e->recipient, r->country, weight, &n_weighed);
    }
    take_powers(s, n_weighed, r);
}

static episode_part part_of(const cast *c, uint32_t list, const roles *r) {
    bool contends;
    if (is_of_country(c, list, r->country, &contends))
        return contends ? PART_CHALLENGER : PART_CLIENT;
    episode_part part = PART_NOBODY;
    for (uint32_t i = c->from[list]; i < c->from[list + 1]; i++) {
        uint32_t side = c->members[i].patron;
        if (side != CAST_NOBODY && side == r->patron)
            return PART_PATRON;
        if (side != CAST_NOBODY && side == r->rival)
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
static uint32_t list_steps(const search *s, const uint32_t *events, uint32_t n, const roles *r,
                           raw_step *raw) {
    uint32_t latest[PARTS][PARTS][EVENT_TYPES] = { { { 0 } } }; // step of such an act
    uint32_t n_raw = 0;
    for (uint32_t i = 0; i < n && n_raw < RAW_MOST; i++) {
        const act_row *e = &s->record.items[events[i]];
        if (e->type >= EVENT_TYPES)
            continue;
        episode_step step = { .day = e->day,
                              .event = events[i],
                              .by = (uint8_t)part_of(&s->cast, e->actor, r),
                              .to = (uint8_t)part_of(&s->cast, e->recipient, r),
                              .type = e->type };
        double weight = fabs(s->weights[events[i]]);
        uint32_t *at = &latest[step.by][step.to][step.type];
        if (*at < n_raw && is_same_act(&raw[*at].step, &step)) {
            if (weight > raw[*at].weight) {
                raw[*at].step = step;
                raw[*at].weight = weight;
            }
            continue;
        }
        *at = n_raw;
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

static text name_of(const search *s, uint32_t number) {
    return number == CAST_NOBODY ? (text){ "", 0 } : s->cast.names[number];
}

static void make_episode(search *s, const uint32_t *events, uint32_t n, roles *r, raw_step *raw,
                         episode *out) {
    find_powers(s, events, n, r);
    out->patron = name_of(s, r->patron);
    out->rival = name_of(s, r->rival);
    uint32_t n_raw = list_steps(s, events, n, r, raw);
    if (n_raw > PRECEDENT_STEPS_MOST) {
        qsort(raw, n_raw, sizeof *raw, by_weight);
        n_raw = PRECEDENT_STEPS_MOST;
        qsort(raw, n_raw, sizeof *raw, by_place);
    }
    out->n_steps = n_raw;
    for (uint32_t i = 0; i < n_raw; i++) {
        out->steps[i] = raw[i].step;
        out->tone += s->weights[raw[i].step.event];
    }
}

/* ---- states ---- */

static bool add_to_state(search *s, uint32_t name, uint32_t number) {
    if (name == CAST_NOBODY)
        return true;
    if (s->rows[name] == 0) {
        state_events *made = ARENA_PUSH(s->arena, s->states, s->n_states, s->states_cap);
        if (!made)
            return false;
        made->name = name;
        s->rows[name] = s->n_states;
    }
    state_events *of = &s->states[s->rows[name] - 1];
    if (of->n && of->events[of->n - 1] == number)
        return true;
    uint32_t *slot = ARENA_PUSH(s->arena, of->events, of->n, of->cap);
    if (slot)
        *slot = number;
    return slot != NULL;
}

static bool sort_into_states(search *s) {
    const cast *c = &s->cast;
    for (uint32_t i = 0; i < s->record.n; i++) {
        const uint32_t lists[2] = { s->record.items[i].actor, s->record.items[i].recipient };
        for (int k = 0; k < 2; k++)
            for (uint32_t m = c->from[lists[k]]; m < c->from[lists[k] + 1]; m++)
                if (!add_to_state(s, c->members[m].home, i))
                    return false;
    }
    return true;
}

static const state_events *events_of(const search *s, text country) {
    uint32_t name = cast_number(&s->cast, country);
    return name == CAST_NOBODY || s->rows[name] == 0 ? NULL : &s->states[s->rows[name] - 1];
}

/* The first of a state's events on a day or later. */
static uint32_t first_from(const search *s, const state_events *of, int32_t day) {
    uint32_t low = 0, high = of->n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (s->record.items[of->events[middle]].day < day)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool cut_window(search *s, const state_events *of, int32_t first, int32_t last,
                       raw_step *raw, episode *out) {
    uint32_t from = first_from(s, of, first), to = first_from(s, of, last + 1);
    roles r = { .country = of->name };
    out->country = name_of(s, of->name);
    out->patron = out->rival = (text){ "", 0 };
    out->first_day = first;
    out->last_day = last;
    out->n_steps = 0;
    out->tone = 0;
    if (to - from < PRECEDENT_STEPS_LEAST)
        return false;
    make_episode(s, of->events + from, to - from, &r, raw, out);
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
    for (int32_t first = s->record.items[of->events[0]].day; first + s->window <= end;) {
        episode then;
        if (cut_window(s, of, first, first + s->window - 1, raw, &then)) {
            out->n_compared++;
            keep(out, &then,
                 precedent_alike(out->now.steps, out->now.n_steps, then.steps, then.n_steps, NULL));
        }
        uint32_t ahead = first_from(s, of, first + s->window);
        int32_t next = first + stride;
        if (then.n_steps == 0 && ahead < of->n) // nothing here: go to where there is something
            next = s->record.items[of->events[ahead]].day - s->window + 1;
        first = next > first + stride ? next : first + stride;
    }
}

/* ---- what came next ---- */

static uint32_t covered(const act_table *r, int32_t first, int32_t last) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->n_days; i++)
        n += r->days[i].day >= first && r->days[i].day <= last;
    return n;
}

static void see_next(search *s, precedent *p, raw_step *raw) {
    int32_t first = p->then.last_day + 1, last = p->then.last_day + s->window;
    const state_events *of = events_of(s, p->then.country);
    p->next_covered = covered(&s->record, first, last);
    if (!of)
        return;
    uint32_t from = first_from(s, of, first), to = first_from(s, of, last + 1);
    const roles r = { of->name, cast_number(&s->cast, p->then.patron), // they stay who they were
                      cast_number(&s->cast, p->then.rival) };
    uint32_t n = list_steps(s, of->events + from, to - from, &r, raw);
    p->next_steps = n;
    for (uint32_t i = 0; i < n; i++)
        p->next_tone += s->weights[raw[i].step.event];
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

/* ---- the events behind the steps ---- */

static uh_status read_event(search *s, uint32_t *number, uh_error *error) {
    precedents *out = s->out;
    around_event *e = ARENA_PUSH(s->arena, out->events, out->n_events, out->events_cap);
    if (!e)
        return error_nomem(error);
    int64_t id = s->record.items[*number].id;
    *number = out->n_events - 1;
    return around_event_of(s->store, id, s->arena, e, error);
}

static uh_status read_steps(search *s, episode *e, uh_error *error) {
    uh_status status = UH_OK;
    for (uint32_t i = 0; i < e->n_steps && status == UH_OK; i++)
        status = read_event(s, &e->steps[i].event, error);
    return status;
}

static uh_status read_events(search *s, uh_error *error) {
    precedents *out = s->out;
    uh_status status = read_steps(s, &out->now, error);
    for (uint32_t i = 0; i < out->n && status == UH_OK; i++) {
        status = read_steps(s, &out->items[i].then, error);
        for (uint32_t k = 0; k < out->items[i].n_next && status == UH_OK; k++)
            status = read_event(s, &out->items[i].next[k], error);
    }
    return status;
}

/* ---- the question ---- */

static bool prepare(search *s) {
    uint32_t n = s->record.n;
    if (!cast_make(&s->record, s->arena, &s->cast))
        return false;
    s->weights = arena_array(s->arena, n, sizeof *s->weights);
    s->rows = arena_array(s->arena, s->cast.n_names, sizeof *s->rows);
    s->powers = arena_array(s->arena, s->cast.n_names, sizeof *s->powers);
    s->weighed = arena_array(s->arena, s->cast.n_names, sizeof *s->weighed);
    if (!s->weights || !s->rows || !s->powers || !s->weighed)
        return false;
    for (uint32_t i = 0; i < n; i++)
        s->weights[i] = weight_of(&s->record.items[i]);
    return sort_into_states(s);
}

static void compare(search *s, text country, uint64_t seed, raw_step *raw) {
    precedents *out = s->out;
    uint32_t n_days = s->record.n_days;
    const state_events *of = events_of(s, country);
    if (n_days == 0)
        return;
    int32_t end = s->record.days[n_days - 1].day, first = end - s->window + 1;
    bool enough = of && cut_window(s, of, first, end, raw, &out->now);
    out->now.first_day = first;
    out->now.last_day = end;
    for (uint32_t i = 0; i < s->n_states && enough; i++)
        compare_state(s, &s->states[i], raw);
    look_closer(s, seed, raw);
}

uh_status episode_find(store *st, text country, int32_t window, int32_t until, uint64_t seed,
                       arena *a, precedents *out, uh_error *error) {
    search s = { .out = out, .store = st, .arena = a, .window = window };
    acts_wanted wanted = { .types = UINT32_MAX,
                           .statuses = 1 << STATUS_ASSERTED,
                           .since = INT32_MIN,
                           .until = until < INT32_MAX ? until : INT32_MAX - 1 }; // dated ones
    *out = (precedents){ .now = { .country = country } };
    uh_status status = acts_read(st, &wanted, a, &s.record, error);
    if (status != UH_OK)
        return status;
    raw_step *raw = arena_array(a, RAW_MOST, sizeof *raw);
    if (!raw || !prepare(&s))
        return error_nomem(error);
    compare(&s, country, seed, raw);
    return read_events(&s, error);
}
