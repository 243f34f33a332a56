/* forest.c - the role model's trees. Sums are whole numbers: the same on every machine. */
#include "page/forest.h"

#include "page/lanes.h"

#include <math.h>
#include <string.h>

enum {
    HEADER = 16,
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
    for (uint32_t k = 0; k < LANES_DEPTH; k++)
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
        if (f->n_trees[s] > TREES_MOST || left - 4 < (size_t)f->n_trees[s] * LANES_TREE)
            return false;
        for (uint32_t t = 0; t < f->n_trees[s]; t++)
            if (!is_sound(f->trees[s] + (size_t)t * LANES_TREE))
                return false;
        at += 4 + (size_t)f->n_trees[s] * LANES_TREE;
        left -= 4 + (size_t)f->n_trees[s] * LANES_TREE;
    }
    return left == 0;
}

void forest_run(const forest *f, uint32_t stage, const traits *x, int32_t *sum) {
    lanes_add *add = lanes_best();
    for (uint32_t at = 0; at < x->n; at += LANES) {
        int32_t part[LANES] = { 0 };
        uint32_t n = x->n - at < LANES ? x->n - at : LANES;
        add(f->trees[stage], f->n_trees[stage], x->at + at, x->stride, part);
        for (uint32_t i = 0; i < n; i++)
            sum[at + i] += part[i];
    }
}

uint8_t forest_score(int32_t sum) {
    int32_t size = sum < 0 ? -sum : sum;
    return (uint8_t)(128 + 127 * (int64_t)sum / (size + LOGIT));
}

float forest_weight(int32_t sum) {
    return (float)(1.0 / (1.0 + exp(-(double)sum / LOGIT)));
}
