/* fit.c - see fit.h. */
#include "fit.h"

#include "gold.h"
#include "model/parts.h"
#include "rng.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { PLACES = 1 << OUTLOOK_BITS, ROUNDS = 8, FIRST_KEPT = 4 };

static const float rate = 0.1f;
static const float shrink = 10; // weight of the sum of squares beside the sum of losses

void samples_add(samples *s, const sample *x, const uint32_t *places) {
    if (s->n == s->cap) {
        s->cap = s->cap ? 2 * s->cap : 1 << 16;
        s->at = gold_need(realloc(s->at, s->cap * sizeof *s->at));
    }
    if (s->n_places + x->n > s->places_cap) {
        s->places_cap = s->places_cap ? 2 * s->places_cap : 1 << 20;
        s->places = gold_need(realloc(s->places, s->places_cap * sizeof *s->places));
    }
    s->at[s->n] = *x;
    s->at[s->n++].first = s->n_places;
    memcpy(s->places + s->n_places, places, x->n * sizeof *places);
    s->n_places += x->n;
}

/* One question's weights, the last one the bias, with the sums of their squared gradients (Duchi et
 * al. 2011, Adagrad) and how much of the shrinking each step over a sign does. */
typedef struct line {
    float *at, *seen, *mean, *share;
} line;

static float *numbers(void) {
    return gold_need(calloc(PLACES + 1, sizeof(float)));
}

static void count_shares(line *l, const samples *s, const uint32_t *order, uint32_t n) {
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < s->at[order[i]].n; k++)
            l->share[s->places[s->at[order[i]].first + k]] += 1;
    for (size_t i = 0; i < PLACES; i++)
        l->share[i] = l->share[i] > 0 ? shrink / l->share[i] : 0;
}

static void move(line *l, size_t i, float pull) {
    float g = pull + l->share[i] * l->at[i];
    l->seen[i] += g * g;
    l->at[i] -= rate * g / (sqrtf(l->seen[i]) + 1e-4f);
}

static void step(line *l, const samples *s, const sample *x, bool is) {
    const uint32_t *places = s->places + x->first;
    float sum = l->at[PLACES];
    for (uint32_t k = 0; k < x->n; k++)
        sum += l->at[places[k]];
    float pull = (float)x->weight * (1 / (1 + expf(-sum)) - (is ? 1.0f : 0.0f));
    for (uint32_t k = 0; k < x->n; k++)
        move(l, places[k], pull);
    move(l, PLACES, pull);
}

/* The mean of what the later rounds end with. */
static void keep_mean(line *l, int round) {
    int n = round - FIRST_KEPT + 1;
    for (size_t i = 0; i <= PLACES && n > 0; i++)
        l->mean[i] += (l->at[i] - l->mean[i]) / (float)n;
}

static float whole(float x) {
    return roundf(x * OUTLOOK_STEPS);
}

void fit(const samples *s, const bool *takes, buffer *out) {
    static int8_t weight[PLACES][OUTLOOK_QUESTIONS];
    int32_t bias[OUTLOOK_QUESTIONS];
    uint32_t *order = gold_need(malloc((s->n + 1) * sizeof *order)), n = 0;
    for (uint32_t i = 0; i < s->n; i++)
        if (!takes || takes[s->at[i].article])
            order[n++] = i;
    for (int q = 0; q < OUTLOOK_QUESTIONS; q++) {
        rng dice = rng_start(11);
        line l = { numbers(), numbers(), numbers(), numbers() };
        count_shares(&l, s, order, n);
        for (int round = 0; round < ROUNDS; round++) {
            rng_shuffle(&dice, order, n);
            for (uint32_t i = 0; i < n; i++)
                step(&l, s, &s->at[order[i]], s->at[order[i]].is[q]);
            keep_mean(&l, round);
        }
        for (size_t i = 0; i < PLACES; i++)
            weight[i][q] = (int8_t)fmaxf(-127, fminf(127, whole(l.mean[i])));
        bias[q] = (int32_t)whole(l.mean[PLACES]);
        free(l.at);
        free(l.seen);
        free(l.mean);
        free(l.share);
    }
    text parts[] = { { (const char *)bias, sizeof bias }, { (const char *)weight, sizeof weight } };
    parts_write(out, parts, sizeof parts / sizeof *parts);
    free(order);
}
