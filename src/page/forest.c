/* forest.c - the role model's trees. Sums are whole numbers: the same on every machine. */
#include "page/forest.h"

#include <math.h>
#include <string.h>

enum {
    HEADER = 16,
    TREE_BYTES = FOREST_DEPTH * 4 + FOREST_LEAVES * 2,
    TREES_MOST = 4000,
    LOGIT = 512, // leaves count in parts of one
};

static uint32_t u16(const unsigned char *at) {
    return (uint32_t)at[0] | (uint32_t)at[1] << 8;
}

static uint32_t u32(const unsigned char *at) {
    return u16(at) | u16(at + 2) << 16;
}

static bool is_sound(const unsigned char *tree) {
    for (uint32_t k = 0; k < FOREST_DEPTH; k++)
        if (u16(tree + 4 * k) >= TRAITS)
            return false;
    return true;
}

bool forest_open(forest *f, text section) {
    const unsigned char *at = (const unsigned char *)section.at;
    size_t left = section.len;
    if (left < HEADER || memcmp(at, "UHFORST2", 8) != 0)
        return false;
    f->threshold = (int32_t)u32(at + 8);
    uint32_t n_tables = u32(at + 12);
    at += HEADER;
    left -= HEADER;
    if (n_tables < 1 || n_tables > 2 || left < (size_t)n_tables * HINT_SLOTS)
        return false;
    f->hints = (hint_tables){ (const signed char *)at,
                              n_tables == 2 ? (const signed char *)at + HINT_SLOTS : NULL };
    at += (size_t)n_tables * HINT_SLOTS;
    left -= (size_t)n_tables * HINT_SLOTS;
    for (uint32_t s = 0; s < FOREST_STAGES; s++) {
        if (left < 4)
            return false;
        f->n_trees[s] = u32(at);
        f->trees[s] = at + 4;
        if (f->n_trees[s] > TREES_MOST || left - 4 < (size_t)f->n_trees[s] * TREE_BYTES)
            return false;
        for (uint32_t t = 0; t < f->n_trees[s]; t++)
            if (!is_sound(f->trees[s] + (size_t)t * TREE_BYTES))
                return false;
        at += 4 + (size_t)f->n_trees[s] * TREE_BYTES;
        left -= 4 + (size_t)f->n_trees[s] * TREE_BYTES;
    }
    return left == 0;
}

enum { LANES = 256, STEP = 16 };

/* One tree over up to LANES pieces: the compares run side by side, sixteen at a time; columns are
 * longer than the pieces are many. */
static void run_tree(const unsigned char *tree, const traits *x, uint32_t at, uint32_t n,
                     int32_t *sum) {
    uint8_t leaf[LANES] = { 0 };
    int32_t value[FOREST_LEAVES];
    uint32_t whole = (n + STEP - 1) / STEP * STEP;
    for (uint32_t k = 0; k < FOREST_DEPTH; k++) {
        const uint8_t *column = x->at + (size_t)u16(tree + 4 * k) * x->stride + at;
        uint8_t above = tree[4 * k + 2], bit = (uint8_t)(1u << k);
        for (uint32_t i = 0; i < whole; i++)
            leaf[i] |= column[i] > above ? bit : 0;
    }
    for (uint32_t l = 0; l < FOREST_LEAVES; l++)
        value[l] = (int16_t)u16(tree + 4 * FOREST_DEPTH + 2 * l);
    for (uint32_t i = 0; i < n; i++)
        sum[i] += value[leaf[i]];
}

void forest_run(const forest *f, uint32_t stage, const traits *x, int32_t *sum) {
    for (uint32_t at = 0; at < x->n; at += LANES) {
        uint32_t n = x->n - at < LANES ? x->n - at : LANES;
        for (uint32_t t = 0; t < f->n_trees[stage]; t++)
            run_tree(f->trees[stage] + (size_t)t * TREE_BYTES, x, at, n, sum + at);
    }
}

uint8_t forest_score(int32_t sum) {
    int32_t size = sum < 0 ? -sum : sum;
    return (uint8_t)(128 + 127 * (int64_t)sum / (size + LOGIT));
}

float forest_weight(int32_t sum) {
    return (float)(1.0 / (1.0 + exp(-(double)sum / LOGIT)));
}
