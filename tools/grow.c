/* grow.c - grows trees on gradients. */
#include "grow.h"

#include <stdlib.h>
#include <string.h>

enum { BINS = 256, LEAF_MOST = 4000, WAYS_MOST = 4 };

uint64_t grow_dice(uint64_t *state) { // splitmix64
    uint64_t z = (*state += UINT64_C(0x9e3779b97f4a7c15));
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

bool grow_room(ground *g, uint32_t rows) {
    g->n_rows = 0;
    g->rows = malloc(((size_t)rows + 1) * sizeof *g->rows);
    g->pull = malloc(((size_t)rows + 1) * sizeof *g->pull);
    g->leaf = malloc((size_t)rows + 1);
    return g->rows && g->pull && g->leaf;
}

void grow_free(ground *g) {
    free(g->rows);
    free(g->pull);
    free(g->leaf);
}

static uint32_t bins_of(const ground *f, uint32_t which) {
    return f->most ? f->most[which] + 1u : BINS;
}

/* Sums of pulls by value and leaf, in ways that take turns: one cell's adds wait for each other. */
static float (*sum_cells(const ground *f, uint32_t which, uint32_t n_leaves))[2] {
    static float many[WAYS_MOST][BINS * LANES_LEAVES][2];
    const uint8_t *column = f->columns[which];
    uint32_t n = bins_of(f, which) * n_leaves, ways = f->most ? WAYS_MOST : 1;
    for (uint32_t k = 0; k < ways; k++)
        memset(many[k], 0, n * sizeof many[k][0]);
    for (uint32_t i = 0; i < f->n_rows; i++) {
        float *cell = many[i % ways][column[f->rows[i]] * n_leaves + f->leaf[i]];
        cell[0] += f->pull[i][0];
        cell[1] += f->pull[i][1];
    }
    for (uint32_t k = 1; k < ways; k++)
        for (uint32_t c = 0; c < n; c++) {
            many[0][c][0] += many[k][c][0];
            many[0][c][1] += many[k][c][1];
        }
    return many[0];
}

/* The best question for all nodes of a level at once. */
static double best_split(const ground *f, uint32_t which, uint32_t n_leaves, uint8_t *above) {
    float(*cells)[2] = sum_cells(f, which, n_leaves);
    double gain[BINS] = { 0 };
    uint32_t bins = bins_of(f, which), last = bins < BINS ? bins : BINS - 1;
    for (uint32_t l = 0; l < n_leaves; l++) {
        double g = 0, h = 0, left_g = 0, left_h = 0;
        for (uint32_t b = 0; b < bins; b++) {
            g += cells[b * n_leaves + l][0];
            h += cells[b * n_leaves + l][1];
        }
        for (uint32_t b = 0; b < last; b++) {
            left_g += cells[b * n_leaves + l][0];
            left_h += cells[b * n_leaves + l][1];
            double right_g = g - left_g, right_h = h - left_h;
            gain[b] +=
                left_g * left_g / (left_h + f->ridge) + right_g * right_g / (right_h + f->ridge);
        }
    }
    uint32_t best = 0;
    for (uint32_t b = 0; b < last; b++)
        if (gain[b] > gain[best])
            best = b;
    *above = (uint8_t)best;
    return gain[best];
}

static void ask_level(const ground *f, uint32_t level, tree *out, uint64_t *seed) {
    double best = -1;
    for (uint32_t k = 0; k < f->n_columns; k++) {
        uint8_t above;
        bool skipped = k >= f->skip_from && k < f->skip_to;
        if (skipped || grow_dice(seed) % 100 >= f->asked)
            continue;
        double gain = best_split(f, k, 1u << level, &above);
        if (gain > best) {
            best = gain;
            out->column[level] = (uint16_t)k;
            out->above[level] = above;
        }
    }
    const uint8_t *column = f->columns[out->column[level]];
    for (uint32_t i = 0; i < f->n_rows; i++)
        f->leaf[i] |= (uint8_t)((column[f->rows[i]] > out->above[level]) << level);
}

void grow_tree(const ground *f, tree *out, uint64_t *seed) {
    memset(f->leaf, 0, f->n_rows);
    for (uint32_t level = 0; level < LANES_DEPTH; level++)
        ask_level(f, level, out, seed);
    double g[LANES_LEAVES] = { 0 }, h[LANES_LEAVES] = { 0 };
    for (uint32_t i = 0; i < f->n_rows; i++) {
        g[f->leaf[i]] += f->pull[i][0];
        h[f->leaf[i]] += f->pull[i][1];
    }
    for (uint32_t l = 0; l < LANES_LEAVES; l++) {
        double value = 512 * f->rate * g[l] / (h[l] + f->ridge);
        out->leaf[l] = (int16_t)(value < -LEAF_MOST  ? -LEAF_MOST
                                 : value > LEAF_MOST ? LEAF_MOST
                                                     : value);
    }
}

uint32_t grow_leaf(uint8_t *const *columns, const tree *t, uint32_t row) {
    uint32_t leaf = 0;
    for (uint32_t k = 0; k < LANES_DEPTH; k++)
        leaf |= (uint32_t)(columns[t->column[k]][row] > t->above[k]) << k;
    return leaf;
}

static void put(buffer *b, uint32_t value) {
    buffer_byte(b, (int)(value & 255));
    buffer_byte(b, (int)(value >> 8 & 255));
}

void grow_write(const tree *t, buffer *out) {
    for (int k = 0; k < LANES_DEPTH; k++) {
        put(out, t->column[k]);
        put(out, t->above[k]);
    }
    for (int l = 0; l < LANES_LEAVES; l++)
        put(out, (uint16_t)t->leaf[l]);
}
