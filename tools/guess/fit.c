/* fit.c - logistic regression with a few weights that are not 0, by FTRL-Proximal (McMahan et al.
 * 2013, algorithm 1); see fit.h. */
#include "fit.h"

#include "gold.h"
#include "rng.h"

#include "model/parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SIGN_LEAST = 3, ROUNDS = 8 };

static const double alpha = 0.1, beta = 1, lambda_1 = 1, lambda_2 = 1;

typedef struct net {
    uint32_t *sign; // [n] ascending
    size_t n;
    double *z, *seen, *weight; // [n] the last as of the last look
} net;

static int by_number(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

static bool takes_part(const sample *x, const bool *takes) {
    return !takes || takes[x->sentence];
}

/* The signs that are seen often enough. */
static void give_places(net *m, const samples *s, const bool *takes) {
    uint32_t *all = gold_need(malloc((s->n_signs + 1) * sizeof *all));
    size_t n = 0;
    for (size_t i = 0; i < s->n; i++)
        if (takes_part(&s->at[i], takes)) {
            memcpy(all + n, s->signs + s->at[i].first, s->at[i].n_signs * sizeof *all);
            n += s->at[i].n_signs;
        }
    qsort(all, n, sizeof *all, by_number);
    m->n = 0;
    for (size_t i = 0, k; i < n; i = k) {
        for (k = i; k < n && all[k] == all[i]; k++)
            continue;
        if (k - i >= SIGN_LEAST)
            all[m->n++] = all[i];
    }
    m->sign = all;
    m->z = gold_need(calloc(m->n + 1, sizeof *m->z));
    m->seen = gold_need(calloc(m->n + 1, sizeof *m->seen));
    m->weight = gold_need(calloc(m->n + 1, sizeof *m->weight));
}

static int32_t place_of(const net *m, uint32_t sign) {
    const uint32_t *at = bsearch(&sign, m->sign, m->n, sizeof sign, by_number);
    return at ? (int32_t)(at - m->sign) : -1;
}

static double weight_of(const net *m, size_t i) {
    double z = m->z[i], size = fabs(z) - lambda_1;
    if (size <= 0)
        return 0;
    return -(z < 0 ? -size : size) / ((beta + sqrt(m->seen[i])) / alpha + lambda_2);
}

static void learn_one(net *m, const int32_t *places, const sample *x) {
    double sum = 0;
    for (uint32_t i = 0; i < x->n_signs; i++)
        if (places[i] >= 0)
            sum += m->weight[places[i]] = weight_of(m, (size_t)places[i]);
    double pull = 1 / (1 + exp(-sum)) - (x->stands ? 1 : 0);
    for (uint32_t i = 0; i < x->n_signs; i++) {
        if (places[i] < 0)
            continue;
        size_t k = (size_t)places[i];
        double before = m->seen[k];
        m->seen[k] += pull * pull;
        m->z[k] += pull - (sqrt(m->seen[k]) - sqrt(before)) / alpha * m->weight[k];
    }
}

static void learn(net *m, const samples *s, const bool *takes) {
    uint32_t *order = gold_need(malloc((s->n + 1) * sizeof *order)), n = 0;
    int32_t *places = gold_need(malloc((s->n_signs + 1) * sizeof *places));
    rng dice = rng_start(17);
    for (size_t i = 0; i < s->n_signs; i++)
        places[i] = place_of(m, s->signs[i]);
    for (uint32_t i = 0; i < s->n; i++)
        if (takes_part(&s->at[i], takes))
            order[n++] = i;
    for (int round = 0; round < ROUNDS; round++) {
        rng_shuffle(&dice, order, n);
        for (uint32_t i = 0; i < n; i++)
            learn_one(m, places + s->at[order[i]].first, &s->at[order[i]]);
    }
    free(places);
    free(order);
}

static void write_net(const net *m, buffer *out) {
    buffer signs = { 0 }, weights = { 0 };
    for (size_t i = 0; i < m->n; i++) {
        double whole = round(weight_of(m, i) * GUESS_ONE);
        int16_t weight = (int16_t)(whole > INT16_MAX    ? INT16_MAX
                                   : whole < -INT16_MAX ? -INT16_MAX
                                                        : whole);
        if (!weight)
            continue;
        buffer_add(&signs, &m->sign[i], sizeof m->sign[i]);
        buffer_add(&weights, &weight, sizeof weight);
    }
    text parts[] = { buffer_view(&signs), buffer_view(&weights) };
    parts_write(out, parts, sizeof parts / sizeof *parts);
    buffer_free(&signs);
    buffer_free(&weights);
}

void fit(const samples *s, const bool *takes, buffer *out) {
    net m;
    give_places(&m, s, takes);
    learn(&m, s, takes);
    write_net(&m, out);
    free(m.sign);
    free(m.z);
    free(m.seen);
    free(m.weight);
}
