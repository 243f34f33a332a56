/* grow.c - grows trees on gradients. */
#include "grow.h"

#include <string.h>

enum { BINS = 256, ASKED_OF_100 = 20, LEAF_MOST = 4000 };

uint64_t grow_dice(uint64_t *state) { // splitmix64
    uint64_t z = (*state += UINT64_C(0x9e3779b97f4a7c15));
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

/* The best question for all nodes of a level at once. */
static double best_split(const ground *f, uint32_t which, uint32_t n_leaves, uint8_t *above) {
    static float hist[LANES_LEAVES][BINS][2];
    memset(hist, 0, n_leaves * sizeof *hist);
    const uint8_t *column = f->columns[which];
    for (uint32_t i = 0; i < f->n_rows; i++) {
        float *cell = hist[f->leaf[i]][column[f->rows[i]]];
        cell[0] += f->pull[i][0];
        cell[1] += f->pull[i][1];
    }
    double gain[BINS] = { 0 };
    for (uint32_t l = 0; l < n_leaves; l++) {
        double g = 0, h = 0, left_g = 0, left_h = 0;
        for (uint32_t b = 0; b < BINS; b++) {
            g += hist[l][b][0];
            h += hist[l][b][1];
        }
        for (uint32_t b = 0; b + 1 < BINS; b++) {
            left_g += hist[l][b][0];
            left_h += hist[l][b][1];
            double right_g = g - left_g, right_h = h - left_h;
            gain[b] +=
                left_g * left_g / (left_h + f->ridge) + right_g * right_g / (right_h + f->ridge);
        }
    }
    uint32_t best = 0;
    for (uint32_t b = 0; b + 1 < BINS; b++)
        if (gain[b] > gain[best])
            best = b;
    *above = (uint8_t)best;
    return gain[best];
}

static void ask_level(const ground *f, uint32_t level, tree *out, uint64_t *seed) {
    double best = -1;
    for (uint32_t k = 0; k < f->n_columns; k++) {
        uint8_t above;
        if (grow_dice(seed) % 100 >= ASKED_OF_100)
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
