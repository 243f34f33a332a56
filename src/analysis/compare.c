/* compare.c - shares side by side. */
#include "analysis/compare.h"

#include "base/error.h"

#include <stdlib.h>

enum { RESAMPLES = BALANCE_RESAMPLES };

/* One patron's shares of the holds over one country in one period. */
typedef struct shares {
    const hold *of;
    uint32_t period, patron;
} shares;

static double share_of(const double *holds, uint32_t n, uint32_t patron) {
    double sum = 0;
    for (uint32_t p = 0; p < n; p++)
        sum += holds[p] > 0 ? holds[p] : 0;
    return sum > 0 && holds[patron] > 0 ? holds[patron] / sum : 0;
}

/* Its share in a resample. */
static double drawn(const shares *s, uint32_t resample) {
    const balance_series *series = &s->of->series;
    size_t at = ((size_t)resample * series->n_periods + s->period) * series->n_patrons;
    return share_of(series->draws + at, series->n_patrons, s->patron);
}

static double told(const shares *s) {
    const balance_series *series = &s->of->series;
    return series->points[(size_t)s->period * series->n_patrons + s->patron].share;
}

static int by_value(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static compare_share interval(double share, double values[RESAMPLES]) {
    qsort(values, RESAMPLES, sizeof *values, by_value);
    return (compare_share){ share, balance_low(values), balance_high(values) };
}

static void fill(compare_row *row, const shares *one, const shares *other) {
    double first[RESAMPLES], second[RESAMPLES], apart[RESAMPLES];
    uint32_t ahead = 0;
    for (uint32_t r = 0; r < RESAMPLES; r++) {
        first[r] = drawn(one, r);
        second[r] = drawn(other, r);
        apart[r] = first[r] - second[r];
        ahead += first[r] > second[r];
    }
    row->one = interval(told(one), first);
    row->other = interval(told(other), second);
    row->difference = interval(told(one) - told(other), apart);
    row->ahead = (double)ahead / RESAMPLES;
}

static bool find_patron(const hold *h, text code, uint32_t *patron) {
    for (uint32_t p = 0; p < h->n_patrons; p++)
        if (text_equal(h->patrons[p], code)) {
            *patron = p;
            return true;
        }
    return false;
}

static void add_row(compare *out, const shares *one, const shares *other, text patron) {
    compare_row *row = &out->rows[out->n++];
    *row = (compare_row){ .period = one->period, .patron = patron };
    row->gap = one->of->series.covered_days[one->period] == 0;
    if (!row->gap)
        fill(row, one, other);
}

uh_status compare_patrons(const hold *h, text one, text other, arena *a, compare *out,
                          uh_error *error) {
    shares first = { .of = h }, second = { .of = h };
    *out = (compare){ .one = one, .other = other, .of_one = h };
    if (!find_patron(h, one, &first.patron) || !find_patron(h, other, &second.patron))
        return error_set(error, UH_ARGUMENT, NULL, "%.*s cannot be its own patron",
                         (int)h->asked.country.len, h->asked.country.at);
    out->rows = arena_array(a, h->series.n_periods, sizeof *out->rows);
    if (!out->rows)
        return error_nomem(error);
    for (uint32_t t = 0; t < h->series.n_periods; t++) {
        first.period = second.period = t;
        add_row(out, &first, &second, (text){ "", 0 });
    }
    return UH_OK;
}

uh_status compare_countries(const hold *one, const hold *other, arena *a, compare *out,
                            uh_error *error) {
    uint32_t n_periods = one->series.n_periods;
    if (other->series.n_periods < n_periods)
        n_periods = other->series.n_periods;
    *out = (compare){ .one = one->asked.country, .other = other->asked.country, .of_one = one };
    out->rows = arena_array(a, (size_t)n_periods * one->n_patrons, sizeof *out->rows);
    if (!out->rows)
        return error_nomem(error);
    for (uint32_t t = 0; t < n_periods; t++)
        for (uint32_t p = 0; p < one->n_patrons; p++) {
            shares first = { one, t, p }, second = { other, t, 0 };
            if (find_patron(other, one->patrons[p], &second.patron))
                add_row(out, &first, &second, one->patrons[p]);
        }
    return UH_OK;
}
