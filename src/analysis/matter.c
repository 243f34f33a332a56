/* matter.c - whether two events are of one matter. */
#include "analysis/matter.h"

#include "base/error.h"

#include <math.h>

void matter_open(matter *m, store *s, const around *record, const uint32_t *of, uint32_t n_acts,
                 arena *a, uh_error *error) {
    *m = (matter){ .store = s, .record = record, .of = of, .arena = a, .error = error };
    m->of_act = arena_array(a, n_acts, sizeof *m->of_act);
    if (!m->of_act)
        m->status = error_nomem(error);
    for (uint32_t i = 0; i < n_acts && m->of_act; i++)
        m->of_act[i] = UINT32_MAX;
}

/* Finds an article's row among the items; UINT32_MAX after a failure. */
static uint32_t row_of(matter *m, int64_t number, bool *is_new) {
    uint32_t row;
    *is_new = false;
    if (m->status != UH_OK)
        return UINT32_MAX;
    if (map_get(&m->rows, (uint64_t)number, &row))
        return row;
    matter_words *w = ARENA_PUSH(m->arena, m->items, m->n, m->cap);
    if (!w || !map_put(&m->rows, m->arena, (uint64_t)number, m->n - 1)) {
        m->status = error_nomem(m->error);
        return UINT32_MAX;
    }
    *is_new = true;
    *w = (matter_words){ .weights = NULL };
    m->status = around_about(m->store, number, m->arena, &w->words, m->error);
    return m->status == UH_OK ? m->n - 1 : UINT32_MAX;
}

static int64_t article_of(const matter *m, uint32_t act) {
    return around_article(&m->record->events[m->of[act]]);
}

void matter_learn(matter *m, uint32_t act) {
    bool is_new;
    uint32_t row = row_of(m, article_of(m, act), &is_new);
    if (row == UINT32_MAX || !is_new)
        return;
    const around_words *w = &m->items[row].words;
    m->n_learnt++;
    for (uint32_t i = 0; i < w->n; i++) {
        uint32_t seen = 0;
        map_get(&m->counts, w->terms[i], &seen);
        if (!map_put(&m->counts, m->arena, w->terms[i], seen + 1))
            m->status = error_nomem(m->error);
    }
}

static bool weigh(matter *m, matter_words *w) {
    if (w->weights || w->words.n == 0)
        return w->words.n > 0;
    w->weights = arena_array(m->arena, w->words.n, sizeof *w->weights);
    if (!w->weights) {
        m->status = error_nomem(m->error);
        return false;
    }
    double sum = 0;
    for (uint32_t i = 0; i < w->words.n; i++) {
        uint32_t seen = 0;
        map_get(&m->counts, w->words.terms[i], &seen);
        w->weights[i] = w->words.weights[i] * log((m->n_learnt + 1.0) / (seen + 0.5));
        sum += w->weights[i] * w->weights[i];
    }
    w->length = sqrt(sum);
    return true;
}

static double likeness(const matter_words *a, const matter_words *b) {
    const uint32_t *x = a->words.terms, *y = b->words.terms;
    double sum = 0, lengths = a->length * b->length;
    for (uint32_t i = 0, k = 0; i < a->words.n && k < b->words.n;) {
        if (x[i] == y[k])
            sum += a->weights[i++] * b->weights[k++];
        else if (x[i] < y[k])
            i++;
        else
            k++;
    }
    return lengths > 0 ? sum / lengths : 0;
}

static uint32_t row_of_act(matter *m, uint32_t act) {
    bool is_new;
    if (m->status == UH_OK && m->of_act[act] == UINT32_MAX)
        m->of_act[act] = row_of(m, article_of(m, act), &is_new);
    return m->status == UH_OK ? m->of_act[act] : UINT32_MAX;
}

double matter_like(void *context, uint32_t a, uint32_t b) {
    matter *m = context;
    uint32_t first = row_of_act(m, a), second = row_of_act(m, b);
    if (first == UINT32_MAX || second == UINT32_MAX)
        return MATTER_UNKNOWN;
    if (first == second)
        return 1;
    bool known = weigh(m, &m->items[first]) && weigh(m, &m->items[second]);
    return known ? likeness(&m->items[first], &m->items[second]) : MATTER_UNKNOWN;
}
