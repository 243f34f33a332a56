/* vectors.c - see vectors.h. */
#include "vectors.h"

#include "gold.h"
#include "rng.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { WORD_LEAST = 8, CONTEXT_LEAST = 5, ROUNDS = 4, FALSE_ONES = 5, DRAWS = 1 << 22, LANES = 8 };

static const float first_rate = 0.05f, common = 2e-4f;

void vectors_open(vectors *v) {
    *v = (vectors){ .memory = { .limit = (size_t)4 << 30 } };
}

static uint32_t number(vectors *v, map *m, uint64_t key, uint32_t **counts, uint32_t *n,
                       uint32_t *cap) {
    uint32_t i;
    if (!map_get(m, key, &i)) {
        i = (*n)++;
        if (i == *cap) {
            *cap = *cap ? 2 * *cap : 1 << 14;
            *counts = gold_need(realloc(*counts, *cap * sizeof **counts));
            if (m == &v->words)
                v->keys = gold_need(realloc(v->keys, *cap * sizeof *v->keys));
        }
        (*counts)[i] = 0;
        if (m == &v->words)
            v->keys[i] = key;
        if (!map_put(m, &v->memory, key, i))
            gold_die("out of", "memory");
    }
    (*counts)[i]++;
    return i;
}

void vectors_add(vectors *v, uint64_t word, uint64_t context) {
    if (v->n_pairs == v->pairs_cap) {
        v->pairs_cap = v->pairs_cap ? 2 * v->pairs_cap : 1 << 20;
        v->pairs = gold_need(realloc(v->pairs, v->pairs_cap * sizeof *v->pairs));
    }
    v->pairs[v->n_pairs++] =
        (vector_pair){ number(v, &v->words, word, &v->word_count, &v->n_words, &v->words_cap),
                       number(v, &v->contexts, context, &v->context_count, &v->n_contexts,
                              &v->contexts_cap) };
}

static float dot(const float *a, const float *b) {
    float part[LANES] = { 0 }, sum = 0;
    for (int i = 0; i < VECTOR; i += LANES)
        for (int k = 0; k < LANES; k++)
            part[k] += a[i + k] * b[i + k];
    for (int k = 0; k < LANES; k++)
        sum += part[k];
    return sum;
}

/* One step towards or away from a context; change gathers that of the word. */
static void step(const float *word, float *context, bool seen, float rate, float *change) {
    float pull = rate * ((seen ? 1.0f : 0.0f) - 1.0f / (1.0f + expf(-dot(word, context))));
    for (int i = 0; i < VECTOR; i++) {
        change[i] += pull * context[i];
        context[i] += pull * word[i];
    }
}

/* Contexts to draw false ones from, each as often as the 3/4 power of its count asks. */
static uint32_t *draws_of(const vectors *v) {
    uint32_t *draws = gold_need(malloc(DRAWS * sizeof *draws)), n = 0;
    double all = 0, sum = 0;
    for (uint32_t i = 0; i < v->n_contexts; i++)
        all += pow(v->context_count[i], 0.75);
    for (uint32_t i = 0; i < v->n_contexts; i++) {
        sum += pow(v->context_count[i], 0.75);
        while (n < DRAWS && n < sum / all * DRAWS)
            draws[n++] = i;
    }
    while (n < DRAWS)
        draws[n++] = 0;
    return draws;
}

/* Takes out pairs of rare words and contexts, and most of very common contexts; shuffles. */
static void thin(vectors *v, rng *dice) {
    size_t n = 0;
    for (size_t i = 0; i < v->n_pairs; i++) {
        vector_pair p = v->pairs[i];
        double share = (double)v->context_count[p.context] / (double)v->n_pairs;
        if (v->word_count[p.word] >= WORD_LEAST && v->context_count[p.context] >= CONTEXT_LEAST &&
            (share < common || rng_share(dice) < sqrt(common / share)))
            v->pairs[n++] = p;
    }
    v->n_pairs = n;
    for (size_t i = n; i > 1; i--) {
        size_t k = rng_below(dice, (uint32_t)i);
        vector_pair p = v->pairs[i - 1];
        v->pairs[i - 1] = v->pairs[k];
        v->pairs[k] = p;
    }
}

static void normalise(vectors *v) {
    for (uint32_t i = 0; i < v->n_words; i++) {
        float *at = v->at + (size_t)i * VECTOR;
        float size = sqrtf(dot(at, at));
        for (int k = 0; k < VECTOR; k++)
            at[k] = v->word_count[i] >= WORD_LEAST ? at[k] / size : 0;
    }
}

void vectors_fit(vectors *v) {
    rng dice = rng_start(7);
    uint32_t *draws = draws_of(v);
    float *contexts = gold_need(calloc((size_t)v->n_contexts * VECTOR, sizeof *contexts));
    v->at = gold_need(calloc((size_t)v->n_words * VECTOR, sizeof *v->at));
    for (size_t i = 0; i < (size_t)v->n_words * VECTOR; i++)
        v->at[i] = (rng_share(&dice) - 0.5f) / VECTOR;
    thin(v, &dice);
    size_t steps = v->n_pairs * ROUNDS, done = 0;
    for (int round = 0; round < ROUNDS; round++)
        for (size_t i = 0; i < v->n_pairs; i++) {
            float rate = first_rate * (1 - (float)((double)done++ / (double)steps));
            float change[VECTOR] = { 0 }, *word = v->at + (size_t)v->pairs[i].word * VECTOR;
            step(word, contexts + (size_t)v->pairs[i].context * VECTOR, true, rate, change);
            for (int k = 0; k < FALSE_ONES; k++)
                step(word, contexts + (size_t)draws[rng_below(&dice, DRAWS)] * VECTOR, false, rate,
                     change);
            for (int k = 0; k < VECTOR; k++)
                word[k] += change[k];
        }
    normalise(v);
    free(contexts);
    free(draws);
    free(v->pairs);
    v->pairs = NULL;
}

const float *vectors_of(const vectors *v, uint64_t word) {
    uint32_t i;
    if (!word || !map_get(&v->words, word, &i) || v->word_count[i] < WORD_LEAST)
        return NULL;
    return v->at + (size_t)i * VECTOR;
}
