/* fit.c - see fit.h. */
#include "fit.h"

#include "gold.h"
#include "model/parts.h"
#include "rng.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    PLACES = 1 << HUNCH_BITS,
    SIGN_LEAST = 3,
    ROUNDS = 10,
    FIRST_KEPT = 4,
    BATCH = 32,
    SELDOM = 40, // places of a word of which one at least is to tell an act
    DENSE = VECTOR * HUNCH_HIDDEN
};

static const float row_rate = 0.04f, dense_rate = 0.01f, start_size = 0.05f, out_size = 0.15f;
static const float drop_hidden = 0.15f, drop_sign = 0.08f, vector_scale = 3.0f;
static const float steps_of_one = 40; // whole numbers from 0 to 1

/* Numbers with the sums of their squared gradients (Duchi et al. 2011, Adagrad). */
typedef struct layer {
    float *at, *seen, *pull, *mean;
    size_t n;
} layer;

enum { ROWS, MEANING, BIAS, OUT, OUT_BIAS, LAYERS };

typedef struct net {
    uint16_t *check;
    layer layers[LAYERS]; // MEANING: [SIGN_WORDS][VECTOR][HUNCH_HIDDEN]
} net;

static layer layer_of(size_t n, float size, rng *dice) {
    layer b = { gold_need(calloc(n, sizeof(float))), gold_need(calloc(n, sizeof(float))),
                gold_need(calloc(n, sizeof(float))), gold_need(calloc(n, sizeof(float))), n };
    for (size_t i = 0; i < n && size > 0; i++)
        b.at[i] = size * rng_normal(dice);
    return b;
}

static void move(layer *b, size_t from, size_t n, const float *pull, float rate) {
    for (size_t i = 0; i < n; i++) {
        float g = pull[i];
        b->seen[from + i] += g * g;
        b->at[from + i] -= rate * g / (sqrtf(b->seen[from + i]) + 1e-4f);
    }
}

static void move_all(layer *b, float rate) {
    move(b, 0, b->n, b->pull, rate);
    memset(b->pull, 0, b->n * sizeof *b->pull);
}

/* ---- which signs have rows ---- */

static int by_number(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

typedef struct seen_sign {
    uint32_t sign, n;
} seen_sign;

static int by_count(const void *a, const void *b) {
    const seen_sign *x = a, *y = b;
    return x->n != y->n ? (x->n < y->n ? 1 : -1) : by_number(&x->sign, &y->sign);
}

/* The more often a sign is seen, the sooner it takes one of its two places. */
static void give_places(net *m, const samples *s, const bool *takes) {
    uint32_t *all = gold_need(malloc((s->n_signs + 1) * sizeof *all));
    size_t n = 0, kinds = 0;
    for (size_t i = 0; i < s->n; i++)
        if (!takes || takes[s->at[i].sentence]) {
            memcpy(all + n, s->signs + s->at[i].first, s->at[i].n_signs * sizeof *all);
            n += s->at[i].n_signs;
        }
    qsort(all, n, sizeof *all, by_number);
    seen_sign *seen = gold_need(malloc((n + 1) * sizeof *seen));
    for (size_t i = 0, k; i < n; i = k) {
        for (k = i; k < n && all[k] == all[i]; k++)
            continue;
        if (k - i >= SIGN_LEAST)
            seen[kinds++] = (seen_sign){ all[i], (uint32_t)(k - i) };
    }
    qsort(seen, kinds, sizeof *seen, by_count);
    for (size_t i = 0; i < kinds; i++)
        for (int which = 0; which < 2; which++) {
            uint32_t place = hunch_place(seen[i].sign, which);
            if (m->check[place])
                continue;
            m->check[place] = hunch_check(seen[i].sign);
            break;
        }
    free(seen);
    free(all);
}

static int32_t row_of(const net *m, uint32_t sign) {
    hunch h = { .check = m->check };
    return hunch_row(&h, sign);
}

/* ---- steps ---- */

typedef struct pass {
    int32_t rows[SIGNS_MOST];
    uint32_t n_rows;
    const float *words[SIGN_WORDS];
    float hidden[HUNCH_HIDDEN], kept[HUNCH_HIDDEN], chance[HUNCH_CLASSES];
} pass;

static void forward(const net *m, const samples *s, const sample *x, const vectors *v, rng *dice,
                    pass *p) {
    memcpy(p->hidden, m->layers[BIAS].at, sizeof p->hidden);
    p->n_rows = 0;
    for (uint32_t i = 0; i < x->n_signs; i++) {
        int32_t row = row_of(m, s->signs[x->first + i]);
        if (row < 0 || rng_share(dice) < drop_sign)
            continue;
        p->rows[p->n_rows++] = row;
        for (int k = 0; k < HUNCH_HIDDEN; k++)
            p->hidden[k] += m->layers[ROWS].at[(size_t)row * HUNCH_HIDDEN + (size_t)k];
    }
    for (int w = 0; w < SIGN_WORDS; w++) {
        p->words[w] = vectors_of(v, x->words[w]);
        for (int i = 0; p->words[w] && i < VECTOR; i++) {
            const float *to =
                m->layers[MEANING].at + ((size_t)w * VECTOR + (size_t)i) * HUNCH_HIDDEN;
            float value = vector_scale * p->words[w][i];
            for (int k = 0; k < HUNCH_HIDDEN; k++)
                p->hidden[k] += value * to[k];
        }
    }
    for (int k = 0; k < HUNCH_HIDDEN; k++) {
        p->kept[k] = p->hidden[k] > 0 && rng_share(dice) >= drop_hidden ? 1 / (1 - drop_hidden) : 0;
        p->hidden[k] *= p->kept[k];
    }
    float most = -INFINITY, all = 0;
    for (int o = 0; o < HUNCH_CLASSES; o++) {
        float sum = m->layers[OUT_BIAS].at[o];
        for (int k = 0; k < HUNCH_HIDDEN; k++)
            sum += m->layers[OUT].at[o * HUNCH_HIDDEN + k] * p->hidden[k];
        p->chance[o] = sum;
        most = sum > most ? sum : most;
    }
    for (int o = 0; o < HUNCH_CLASSES; o++)
        all += p->chance[o] = expf(p->chance[o] - most);
    for (int o = 0; o < HUNCH_CLASSES; o++)
        p->chance[o] /= all;
}

static void backward(net *m, const sample *x, const pass *p) {
    float pull[HUNCH_HIDDEN] = { 0 };
    for (int o = 0; o < HUNCH_CLASSES; o++) {
        float g = p->chance[o] - (float)x->sure[o] / CODED_SURE;
        m->layers[OUT_BIAS].pull[o] += g;
        for (int k = 0; k < HUNCH_HIDDEN; k++) {
            pull[k] += g * m->layers[OUT].at[o * HUNCH_HIDDEN + k];
            m->layers[OUT].pull[o * HUNCH_HIDDEN + k] += g * p->hidden[k];
        }
    }
    for (int k = 0; k < HUNCH_HIDDEN; k++) {
        pull[k] *= p->kept[k];
        m->layers[BIAS].pull[k] += pull[k];
    }
    for (uint32_t i = 0; i < p->n_rows; i++)
        move(&m->layers[ROWS], (size_t)p->rows[i] * HUNCH_HIDDEN, HUNCH_HIDDEN, pull, row_rate);
    for (int w = 0; w < SIGN_WORDS; w++)
        for (int i = 0; p->words[w] && i < VECTOR; i++) {
            float *to = m->layers[MEANING].pull + ((size_t)w * VECTOR + (size_t)i) * HUNCH_HIDDEN;
            float value = vector_scale * p->words[w][i];
            for (int k = 0; k < HUNCH_HIDDEN; k++)
                to[k] += value * pull[k];
        }
}

/* The mean of what the later rounds end with (Izmailov et al. 2018) is surer than the last. */
static void keep_mean(net *m, int round) {
    int n = round - FIRST_KEPT + 1;
    for (int l = 0; l < LAYERS && n > 0; l++) {
        layer *b = &m->layers[l];
        for (size_t i = 0; i < b->n; i++)
            b->mean[i] += (b->at[i] - b->mean[i]) / (float)n;
        if (round == ROUNDS - 1)
            memcpy(b->at, b->mean, b->n * sizeof *b->at);
    }
}

static void learn(net *m, const samples *s, const bool *takes, const vectors *v, rng *dice) {
    uint32_t *order = gold_need(malloc((s->n + 1) * sizeof *order)), n = 0;
    static pass p;
    for (uint32_t i = 0; i < s->n; i++)
        if (!takes || takes[s->at[i].sentence])
            order[n++] = i;
    for (int round = 0; round < ROUNDS; round++) {
        rng_shuffle(dice, order, n);
        for (uint32_t i = 0; i < n; i++) {
            forward(m, s, &s->at[order[i]], v, dice, &p);
            backward(m, &s->at[order[i]], &p);
            if (i % BATCH == BATCH - 1 || i + 1 == n) {
                move_all(&m->layers[MEANING], dense_rate);
                move_all(&m->layers[OUT], dense_rate);
                move_all(&m->layers[BIAS], dense_rate);
                move_all(&m->layers[OUT_BIAS], dense_rate);
            }
        }
        keep_mean(m, round);
    }
    free(order);
}

/* ---- the section ---- */

static int8_t whole(float x) {
    float y = roundf(x * steps_of_one);
    return (int8_t)(y > 127 ? 127 : y < -127 ? -127 : y);
}

static void add_word_rows(const net *m, const float *vector, buffer *out) {
    for (int w = 0; w < SIGN_WORDS; w++)
        for (int k = 0; k < HUNCH_HIDDEN; k++) {
            float sum = 0;
            for (int i = 0; i < VECTOR; i++)
                sum += vector_scale * vector[i] *
                       m->layers[MEANING]
                           .at[((size_t)w * VECTOR + (size_t)i) * HUNCH_HIDDEN + (size_t)k];
            int8_t byte = whole(sum);
            buffer_add(out, &byte, 1);
        }
}

/* How often each word was a sample (value) and told an act (more). */
static table count_words(const samples *s, arena *room) {
    table counts = { .arena = room };
    for (size_t i = 0; i < s->n; i++) {
        uint64_t self = s->at[i].words[SIGN_SELF];
        if (!self)
            continue;
        table_slot *word = gold_need(table_slot_of(&counts, self));
        word->value++;
        word->more += s->at[i].sure[0] < CODED_SURE / 2;
    }
    return counts;
}

/* Marks the words that told an act more than once in a while. */
static void mark_telling(const samples *s, table *meanings) {
    arena room = { .limit = (size_t)1 << 30 };
    table counts = count_words(s, &room);
    for (size_t i = 0; i < s->n; i++) {
        uint64_t self = s->at[i].words[SIGN_SELF];
        const table_slot *word = self ? table_slot_of(&counts, self) : NULL;
        if (word && word->more * SELDOM >= word->value)
            ((table_slot *)gold_need(table_slot_of(meanings, self)))->more = 1;
    }
    arena_free(&room);
}

static void write_net(const net *m, const samples *s, const vectors *v, buffer *out) {
    static hunch_top top;
    static int8_t rows[PLACES][HUNCH_HIDDEN];
    arena room = { .limit = (size_t)1 << 30 };
    table meanings = { .arena = &room };
    buffer word_rows = { 0 };
    uint32_t n = 0;
    for (size_t i = 0; i < PLACES; i++)
        for (size_t k = 0; k < HUNCH_HIDDEN; k++)
            rows[i][k] = m->check[i] ? whole(m->layers[ROWS].at[i * HUNCH_HIDDEN + k]) : 0;
    for (uint32_t i = 0; i < v->n_words; i++) {
        const float *vector = vectors_of(v, v->keys[i]);
        if (!vector)
            continue;
        table_slot *slot = gold_need(table_slot_of(&meanings, v->keys[i]));
        slot->value = ++n;
        add_word_rows(m, vector, &word_rows);
    }
    mark_telling(s, &meanings);
    top.scale = 1 / steps_of_one;
    memcpy(top.bias, m->layers[BIAS].at, sizeof top.bias);
    for (int o = 0; o < HUNCH_CLASSES; o++) {
        top.out_bias[o] = m->layers[OUT_BIAS].at[o];
        for (int k = 0; k < HUNCH_HIDDEN; k++)
            top.out[k][o] = m->layers[OUT].at[o * HUNCH_HIDDEN + k];
    }
    text parts[] = { { (const char *)m->check, PLACES * sizeof *m->check },
                     { (const char *)rows, sizeof rows },
                     table_pack(&meanings),
                     buffer_view(&word_rows),
                     { (const char *)&top, sizeof top } };
    parts_write(out, parts, sizeof parts / sizeof *parts);
    buffer_free(&word_rows);
    arena_free(&room);
}

void fit(const samples *s, const bool *takes, const vectors *v, buffer *out) {
    rng dice = rng_start(11);
    net m = { .check = gold_need(calloc(PLACES, sizeof *m.check)) };
    m.layers[ROWS] = layer_of((size_t)PLACES * HUNCH_HIDDEN, start_size / 2, &dice);
    m.layers[MEANING] = layer_of((size_t)SIGN_WORDS * DENSE, start_size, &dice);
    m.layers[BIAS] = layer_of(HUNCH_HIDDEN, 0, &dice);
    m.layers[OUT] = layer_of((size_t)HUNCH_CLASSES * HUNCH_HIDDEN, out_size, &dice);
    m.layers[OUT_BIAS] = layer_of(HUNCH_CLASSES, 0, &dice);
    give_places(&m, s, takes);
    learn(&m, s, takes, v, &dice);
    write_net(&m, s, v, out);
    for (int l = 0; l < LAYERS; l++) {
        free(m.layers[l].at);
        free(m.layers[l].seen);
        free(m.layers[l].pull);
        free(m.layers[l].mean);
    }
    free(m.check);
}
