/* forest.h - the role model: two rows of boosted trees over byte traits, the second over the
 * first one's judgement of the page. Every level of a tree asks one question of all its nodes
 * (Prokhorenkova et al. 2018, CatBoost), so that a tree is a few compares and a look-up. */
#ifndef UH_FOREST_H
#define UH_FOREST_H

#include "page/hint.h"
#include "page/trait.h"

enum { FOREST_STAGES = 2 };

/* Layout of the section, little-endian: "UHFORST2", threshold i32, n_tables u32 (1: of words, 2: of
 * words and of names), HINT_SLOTS bytes each, then each stage: n_trees u32,
 * then each tree: as in lanes.h, its columns traits, its leaves in 1/512 of a logit. */
typedef struct forest {
    const unsigned char *trees[FOREST_STAGES];
    uint32_t n_trees[FOREST_STAGES];
    int32_t threshold;
    hint_tables hints;
} forest;

/* Checks a section and borrows it; false if it is not a forest. */
bool forest_open(forest *f, text section);
/* Adds one stage to the sum of every piece; sum[n] starts at 0, the second stage corrects the
 * first. */
void forest_run(const forest *f, uint32_t stage, const traits *x, int32_t *sum);
/* A sum as a score from 0 to 255, 128 in doubt. */
uint8_t forest_score(int32_t sum);
/* A sum as a probability. */
float forest_weight(int32_t sum);

#endif
