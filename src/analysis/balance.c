/* balance.c - each patron's hold over a country through time. */
#include "analysis/balance.h"

#include "analysis/draw.h"
#include "base/date.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NOBODY = 255 };

#define INTERVAL_LOW  0.05
#define INTERVAL_HIGH 0.95

/* ---- strands ---- */

const char *strand_name(strand s) {
    static const char *const names[STRANDS] = { "diplomatic", "informational", "military",
                                                "economic" };
    return (unsigned)s < STRANDS ? names[s] : "";
}

bool strand_of_name(text name, strand *out) {
    for (int s = 0; s < STRANDS; s++)
        if (text_equal(name, text_of(strand_name((strand)s)))) {
            *out = (strand)s;
            return true;
        }
    return false;
}

static bool has_context(uint64_t contexts, const char *const *names, int n) {
    for (int i = 0; i < n; i++)
        if (contexts >> plover_context(text_of(names[i])) & 1)
            return true;
    return false;
}

static bool has_mode(event_type type, int mode, const char *const *names, int n) {
    for (int i = 0; i < n; i++)
        if (mode && text_equal(text_of(plover_mode_name(type, mode)), text_of(names[i])))
            return true;
    return false;
}

#define HAS_CONTEXT(set, ...)                                                                      \
    has_context(set, (const char *const[]){ __VA_ARGS__ },                                         \
                sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(const char *))
#define HAS_MODE(type, mode, ...)                                                                  \
    has_mode(type, mode, (const char *const[]){ __VA_ARGS__ },                                     \
             sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(const char *))

strand strand_of(event_type type, int mode, uint64_t contexts) {
    if (type == EVENT_MOBILIZE || type == EVENT_ASSAULT ||
        HAS_CONTEXT(contexts, "military", "peacekeeping", "cbrn", "terrorism") ||
        HAS_MODE(type, mode, "disarm", "ceasefire", "territory", "violence"))
        return STRAND_MILITARY;
    if (HAS_CONTEXT(contexts, "economic", "natural_resource", "reparations") ||
        HAS_MODE(type, mode, "discontinue", "boycott", "withhold") || type == EVENT_AID)
        return STRAND_ECONOMIC;
    if (HAS_CONTEXT(contexts, "misinformation", "cyber", "intelligence", "technology") ||
        HAS_MODE(type, mode, "censor", "misinformation", "cyber"))
        return STRAND_INFORMATIONAL;
    return STRAND_DIPLOMATIC;
}

/* ---- periods ---- */

static int32_t period_start(balance_period by, int32_t day) {
    int year, month, of_month;
    if (by == BALANCE_WEEK)
        return day - (date_weekday(day) + 6) % 7;
    date_civil(day, &year, &month, &of_month);
    return date_day(year, by == BALANCE_YEAR ? 1 : month, 1);
}

static int32_t next_period(balance_period by, int32_t start) {
    static const int at_most[] = { [BALANCE_MONTH] = 31, [BALANCE_WEEK] = 7, [BALANCE_YEAR] = 366 };
    return period_start(by, start + at_most[by]);
}

void balance_label(balance_period by, int32_t first_day, char out[16]) {
    int year, month, day;
    date_civil(first_day, &year, &month, &day);
    if (by == BALANCE_YEAR)
        snprintf(out, 16, "%d", year);
    else if (by == BALANCE_MONTH)
        snprintf(out, 16, "%d-%02d", year, month);
    else {
        date_civil(first_day + 3, &year, &month, &day); // ISO 8601: the year of the week's Thursday
        int week = (first_day + 3 - date_day(year, 1, 1)) / 7 + 1;
        snprintf(out, 16, "%d-W%02d", year, week);
    }
}

static uh_status lay_periods(const balance_input *in, arena *a, balance_series *out) {
    int32_t first = in->n_days ? in->days[0] : in->events[0].day;
    int32_t last = in->n_days ? in->days[in->n_days - 1] : first;
    if (in->n_days == 0)
        last = in->events[in->n_events - 1].day;
    uint32_t n = 0;
    for (int32_t s = period_start(in->by, first); s <= last; s = next_period(in->by, s))
        if (++n > BALANCE_PERIODS_MOST)
            return UH_LIMIT;
    out->n_periods = n;
    out->first_day = arena_array(a, n, sizeof *out->first_day);
    out->last_day = arena_array(a, n, sizeof *out->last_day);
    out->covered_days = arena_array(a, n, sizeof *out->covered_days);
    out->points = arena_array(a, (size_t)n * in->n_patrons, sizeof *out->points);
    if (!out->points || !out->first_day || !out->last_day || !out->covered_days)
        return UH_NOMEM;
    int32_t s = period_start(in->by, first);
    for (uint32_t t = 0; t < n; t++) {
        out->first_day[t] = s;
        s = next_period(in->by, s);
        out->last_day[t] = s - 1;
    }
    return UH_OK;
}

static uint32_t period_of(const balance_series *s, int32_t day) {
    uint32_t low = 0, high = s->n_periods;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (s->first_day[middle] <= day)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* ---- hold ---- */

/* What an event adds to hold at the end of its period, or to the mix at the end of the series. */
typedef struct share_of_hold {
    uint32_t cell; // [period][patron], or [patron][strand]
    uint32_t story;
    double amount;
} share_of_hold;

static double decay(double days, double half_life_days) {
    return exp2(-days / half_life_days);
}

double balance_weight(const balance_event *e) {
    double direction = e->by_client ? BALANCE_CLIENT_ACTS : 1.0;
    return direction * (double)e->intensity / 10.0 * (1.0 + log(e->sources ? e->sources : 1));
}

/* Carries what each period added over to the later ones. cells is [n_periods][n_patrons x width].
 */
static void accumulate(const balance_series *s, double half_life_days, double *cells,
                       uint32_t width) {
    for (uint32_t t = 1; t < s->n_periods; t++) {
        double kept = decay(s->last_day[t] - s->last_day[t - 1], half_life_days);
        for (uint32_t c = 0; c < width; c++)
            cells[(size_t)t * width + c] += kept * cells[(size_t)(t - 1) * width + c];
    }
}

enum { COLUMNS = STRANDS + 1 }; // the strands, then the challengers

/* Fills strands, challenger, counts of all points; lists the shares of hold for resampling. */
static uh_status sum_events(const balance_input *in, arena *a, balance_series *s,
                            share_of_hold *shares, uint32_t *n_shares) {
    uint32_t width = in->n_patrons * COLUMNS;
    double *cells = arena_array(a, (size_t)s->n_periods * width, sizeof *cells);
    if (!cells)
        return UH_NOMEM;
    *n_shares = 0;
    for (uint32_t i = 0; i < in->n_events; i++) {
        const balance_event *e = &in->events[i];
        strand line = strand_of((event_type)e->type, e->mode, e->contexts);
        if (in->only_strand >= 0 && (int)line != in->only_strand)
            continue;
        uint32_t t = period_of(s, e->day);
        size_t cell = (size_t)t * in->n_patrons + e->patron;
        double amount = balance_weight(e) * decay(s->last_day[t] - e->day, in->half_life_days);
        if (e->day >= s->first_day[t]) {
            s->points[cell].n_events++;
            s->points[cell].n_sources += e->sources;
        }
        cells[cell * COLUMNS + (e->on_challenger ? (uint32_t)STRANDS : (uint32_t)line)] += amount;
        if (!e->on_challenger)
            shares[(*n_shares)++] = (share_of_hold){ (uint32_t)cell, e->story, amount };
    }
    accumulate(s, in->half_life_days, cells, width);
    for (size_t c = 0; c < (size_t)s->n_periods * in->n_patrons; c++) {
        balance_point *p = &s->points[c];
        memcpy(p->strand, cells + c * COLUMNS, sizeof p->strand);
        p->challenger = cells[c * COLUMNS + STRANDS];
        for (int k = 0; k < STRANDS; k++)
            p->hold += p->strand[k];
    }
    return UH_OK;
}

static void rank_period(balance_point *points, uint32_t n) {
    double sum = 0;
    for (uint32_t p = 0; p < n; p++)
        sum += points[p].hold > 0 ? points[p].hold : 0;
    for (uint32_t p = 0; p < n; p++) {
        points[p].share = sum > 0 && points[p].hold > 0 ? points[p].hold / sum : 0;
        points[p].rank = 1;
        for (uint32_t q = 0; q < n; q++)
            if (points[q].hold > points[p].hold || (q < p && points[q].hold == points[p].hold))
                points[p].rank++;
    }
}

/* ---- the lead ---- */

static const balance_point *first_of(const balance_series *s, uint32_t t) {
    const balance_point *points = s->points + (size_t)t * s->n_patrons;
    for (uint32_t p = 0; p < s->n_patrons; p++)
        if (points[p].rank == 1 && points[p].hold > 0)
            return &points[p];
    return NULL;
}

/* Index of the patron that leads; UINT32_MAX: nobody holds anything. */
static uint32_t leader_in(const balance_series *s, uint32_t t) {
    const balance_point *first = first_of(s, t);
    return first ? (uint32_t)(first - (s->points + (size_t)t * s->n_patrons)) : UINT32_MAX;
}

static void find_leader(balance_series *s) {
    s->leader = s->last_covered = UINT32_MAX;
    for (uint32_t t = 0; t < s->n_periods; t++)
        if (s->covered_days[t])
            s->last_covered = t;
    if (s->last_covered == UINT32_MAX)
        return;
    s->leader = leader_in(s, s->last_covered);
    s->leader_since = s->last_covered;
    while (s->leader != UINT32_MAX && s->leader_since > 0 &&
           leader_in(s, s->leader_since - 1) == s->leader)
        s->leader_since--;
}

/* ---- intervals: stories drawn with replacement ---- */

static void draw_stories(uint32_t *times, uint32_t n, uint64_t *state) {
    memset(times, 0, n * sizeof *times);
    for (uint32_t i = 0; i < n; i++)
        times[draw_below(state, n)]++;
}

static int by_value(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double balance_low(const double *values) {
    return values[(int)(INTERVAL_LOW * (BALANCE_RESAMPLES - 1))];
}

double balance_high(const double *values) {
    return values[(int)(INTERVAL_HIGH * (BALANCE_RESAMPLES - 1) + 0.5)];
}

/* Who leads among holds; NOBODY where none is above zero. */
static uint8_t leader_of(const double *holds, uint32_t n) {
    uint32_t best = 0;
    for (uint32_t p = 1; p < n; p++)
        if (holds[p] > holds[best])
            best = p;
    return holds[best] > 0 ? (uint8_t)best : NOBODY;
}

/* Lists the changes of hand between covered periods; leaders is [resample][period]. */
static void find_hands(balance_series *s, const uint8_t *leaders) {
    uint32_t before = 0, from = NOBODY;
    for (uint32_t t = 0; t < s->n_periods; t++) {
        uint32_t to = s->covered_days[t] ? leader_in(s, t) : UINT32_MAX, seen = 0;
        if (to == UINT32_MAX)
            continue;
        for (int r = 0; from != to && from != NOBODY && r < BALANCE_RESAMPLES; r++) {
            const uint8_t *of = leaders + (size_t)r * s->n_periods;
            seen += of[t] == to && of[before] != to;
        }
        if (from != to && from != NOBODY)
            s->hands[s->n_hands++] =
                (balance_hand){ t, from, to, (double)seen / BALANCE_RESAMPLES };
        from = to;
        before = t;
    }
}

static uh_status resample(const balance_input *in, arena *a, balance_series *s,
                          const share_of_hold *shares, uint32_t n_shares) {
    size_t n_cells = (size_t)s->n_periods * in->n_patrons;
    double *cells = arena_array(a, n_cells * BALANCE_RESAMPLES, sizeof *cells);
    uint32_t *times = arena_array(a, in->n_stories, sizeof *times);
    double column[BALANCE_RESAMPLES];
    uint64_t state = in->seed;
    uint8_t *leaders = arena_array(a, s->n_periods, BALANCE_RESAMPLES);
    s->hands = arena_array(a, s->n_periods, sizeof *s->hands);
    if (!cells || !times || !leaders || !s->hands)
        return UH_NOMEM;
    for (int r = 0; r < BALANCE_RESAMPLES; r++) {
        double *of = cells + (size_t)r * n_cells;
        draw_stories(times, in->n_stories, &state);
        for (uint32_t i = 0; i < n_shares; i++)
            of[shares[i].cell] += times[shares[i].story] * shares[i].amount;
        accumulate(s, in->half_life_days, of, in->n_patrons);
        for (uint32_t t = 0; t < s->n_periods; t++) {
            uint8_t leader = leader_of(of + (size_t)t * in->n_patrons, in->n_patrons);
            leaders[(size_t)r * s->n_periods + t] = leader;
            if (leader != NOBODY)
                s->points[(size_t)t * in->n_patrons + leader].first += 1.0 / BALANCE_RESAMPLES;
        }
    }
    s->draws = cells;
    find_hands(s, leaders);
    if (s->leader != UINT32_MAX)
        s->leader_sure = s->points[(size_t)s->last_covered * in->n_patrons + s->leader].first;
    for (size_t c = 0; c < n_cells; c++) {
        for (int r = 0; r < BALANCE_RESAMPLES; r++)
            column[r] = cells[(size_t)r * n_cells + c];
        qsort(column, BALANCE_RESAMPLES, sizeof *column, by_value);
        s->points[c].low = balance_low(column);
        s->points[c].high = balance_high(column);
    }
    return UH_OK;
}

/* ---- the mix ---- */

/* Lists what each favour still counts for on the day end; sums the burdens. */
static uint32_t list_favours(const balance_input *in, int32_t end, balance_mix *mix,
                             share_of_hold *favours) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < in->n_events; i++) {
        const balance_event *e = &in->events[i];
        if (e->on_challenger || e->day > end)
            continue;
        uint32_t cell = e->patron * STRANDS + strand_of((event_type)e->type, e->mode, e->contexts);
        double amount = balance_weight(e) * decay(end - e->day, in->half_life_days);
        if (amount > 0)
            favours[n++] = (share_of_hold){ cell, e->story, amount };
        else
            mix[e->patron].burdens += amount;
    }
    return n;
}

static double part_of(const double *strands, int k) {
    double sum = 0;
    for (int i = 0; i < STRANDS; i++)
        sum += strands[i];
    return sum > 0 ? strands[k] / sum : 0;
}

static void put_mix(const balance_input *in, balance_mix *all, const double *once,
                    const double *draws) {
    size_t width = (size_t)in->n_patrons * STRANDS;
    double column[BALANCE_RESAMPLES];
    for (size_t c = 0; c < width; c++) {
        size_t patron = c / STRANDS, k = c % STRANDS;
        balance_mix *mix = &all[patron];
        for (int r = 0; r < BALANCE_RESAMPLES; r++)
            column[r] = part_of(draws + (size_t)r * width + patron * STRANDS, (int)k);
        qsort(column, BALANCE_RESAMPLES, sizeof *column, by_value);
        mix->part[k] = part_of(once + patron * STRANDS, (int)k);
        mix->low[k] = balance_low(column);
        mix->high[k] = balance_high(column);
        mix->favours += once[c];
    }
}

static uh_status find_mix(const balance_input *in, arena *a, balance_series *s) {
    size_t width = (size_t)in->n_patrons * STRANDS;
    double *draws = arena_array(a, width * (BALANCE_RESAMPLES + 1), sizeof *draws);
    uint32_t *times = arena_array(a, in->n_stories, sizeof *times);
    share_of_hold *favours = arena_array(a, in->n_events, sizeof *favours);
    s->mix = arena_array(a, in->n_patrons, sizeof *s->mix);
    if (!draws || !times || !s->mix || !favours)
        return UH_NOMEM;
    if (s->last_covered == UINT32_MAX)
        return UH_OK;
    double *once = draws + width * BALANCE_RESAMPLES;
    uint64_t state = in->seed;
    uint32_t n = list_favours(in, s->last_day[s->last_covered], s->mix, favours);
    for (uint32_t i = 0; i < n; i++)
        once[favours[i].cell] += favours[i].amount;
    for (int r = 0; r < BALANCE_RESAMPLES; r++) {
        double *of = draws + (size_t)r * width;
        draw_stories(times, in->n_stories, &state);
        for (uint32_t i = 0; i < n; i++)
            of[favours[i].cell] += times[favours[i].story] * favours[i].amount;
    }
    put_mix(in, s->mix, once, draws);
    return UH_OK;
}

uh_status balance_compute(const balance_input *in, arena *a, balance_series *out) {
    balance_series s = { .n_patrons = in->n_patrons,
                         .leader = UINT32_MAX,
                         .last_covered = UINT32_MAX };
    uint32_t n_shares;
    if (in->n_patrons == 0 || (in->n_events == 0 && in->n_days == 0)) {
        *out = s;
        return UH_OK;
    }
    uh_status status = lay_periods(in, a, &s);
    if (status != UH_OK)
        return status;
    for (uint32_t i = 0; i < in->n_days; i++)
        s.covered_days[period_of(&s, in->days[i])]++;
    share_of_hold *shares = arena_array(a, in->n_events, sizeof *shares);
    if (!shares)
        return UH_NOMEM;
    status = sum_events(in, a, &s, shares, &n_shares);
    for (uint32_t t = 0; status == UH_OK && t < s.n_periods; t++)
        rank_period(s.points + (size_t)t * s.n_patrons, s.n_patrons);
    if (status == UH_OK) {
        find_leader(&s);
        status = resample(in, a, &s, shares, n_shares);
    }
    if (status == UH_OK)
        status = find_mix(in, a, &s);
    if (status == UH_OK)
        *out = s;
    return status;
}
