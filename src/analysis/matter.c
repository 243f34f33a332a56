/* matter.c - whether two events are of one matter. */
#include "analysis/matter.h"

#include "base/error.h"

#include <math.h>

void matter_open(matter *m, store *s, const around *record, const uint32_t *of, arena *a,
                 uh_error *error) {
    *m = (matter){ .store = s, .record = record, .of = of, .arena = a, .error = error };
}

/* Finds an article's words; NULL after a failure. */
static const around_words *words_of(matter *m, int64_t number, bool *is_new) {
    uint32_t row;
    *is_new = false;
    if (m->status != UH_OK)
        return NULL;
    if (map_get(&m->rows, (uint64_t)number, &row))
        return &m->words[row];
    around_words *w = ARENA_PUSH(m->arena, m->words, m->n, m->cap);
    if (!w || !map_put(&m->rows, m->arena, (uint64_t)number, m->n - 1)) {
        m->status = error_nomem(m->error);
        return NULL;
    }
    *is_new = true;
    m->status = around_about(m->store, number, m->arena, w, m->error);
    return m->status == UH_OK ? &m->words[m->n - 1] : NULL;
}

static int64_t article_of(const matter *m, uint32_t act) {
    return around_article(&m->record->events[m->of[act]]);
}

void matter_learn(matter *m, uint32_t act) {
    bool is_new;
    const around_words *w = words_of(m, article_of(m, act), &is_new);
    if (!w || !is_new)
        return;
    m->n_learnt++;
    for (uint32_t i = 0; i < w->n; i++) {
        uint32_t seen = 0;
        map_get(&m->counts, w->terms[i], &seen);
        if (!map_put(&m->counts, m->arena, w->terms[i], seen + 1))
            m->status = error_nomem(m->error);
    }
}

static double weight_of(const matter *m, const around_words *w, uint32_t i) {
    uint32_t seen = 0;
    map_get(&m->counts, w->terms[i], &seen);
    return w->weights[i] * log((m->n_learnt + 1.0) / (seen + 0.5));
}

static double length_of(const matter *m, const around_words *w) {
    double sum = 0;
    for (uint32_t i = 0; i < w->n; i++)
        sum += weight_of(m, w, i) * weight_of(m, w, i);
    return sqrt(sum);
}

static double likeness(const matter *m, const around_words *a, const around_words *b) {
    double sum = 0, lengths = length_of(m, a) * length_of(m, b);
    for (uint32_t i = 0, k = 0; i < a->n && k < b->n;) {
        if (a->terms[i] == b->terms[k])
            sum += weight_of(m, a, i++) * weight_of(m, b, k++);
        else if (a->terms[i] < b->terms[k])
            i++;
        else
            k++;
    }
    return lengths > 0 ? sum / lengths : 0;
}

bool matter_same(void *context, uint32_t a, uint32_t b) {
    matter *m = context;
    int64_t one = article_of(m, a), other = article_of(m, b);
    bool is_new;
    if (one == other)
        return true;
    const around_words *first = words_of(m, one, &is_new);
    around_words kept = first ? *first : (around_words){ NULL, NULL, 0 };
    const around_words *second = words_of(m, other, &is_new); // may move the first
    if (!first || !second || kept.n == 0 || second->n == 0)
        return true;
    return likeness(m, &kept, second) >= MATTER_LIKE;
}
