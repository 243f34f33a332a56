/* grow.h - grows the trees of src/page/lanes.h on gradients: every level asks one question of all
 * its nodes (Prokhorenkova et al. 2018, CatBoost). What the gradients are of is the trainer's. */
#ifndef UH_GROW_H
#define UH_GROW_H

#include "base/text.h"
#include "page/lanes.h"

typedef struct tree {
    uint16_t column[LANES_DEPTH];
    uint8_t above[LANES_DEPTH];
    int16_t leaf[LANES_LEAVES]; // in 1/512 of a logit
} tree;

/* What a tree is grown on. */
typedef struct ground {
    uint8_t *const *columns; // [n_columns][rows]
    uint32_t n_columns;
    const uint8_t *most; // [n_columns] the greatest value of each; NULL: not known,
                         // and sums are taken row by row
    uint32_t *rows;      // [n_rows], those that count
    uint32_t n_rows;
    float (*pull)[2]; // [n_rows] gradient and curvature
    uint8_t *leaf;    // [n_rows] scratch
    double rate, ridge;
    uint32_t asked;              // of a hundred columns, drawn anew for each level
    uint32_t skip_from, skip_to; // columns [skip_from, skip_to) are never asked of
} ground;

uint64_t grow_dice(uint64_t *state);
/* Memory for so many rows, none taken yet; false: there is none. grow_free gives it back. */
bool grow_room(ground *g, uint32_t rows);
void grow_free(ground *g);
static inline void grow_take(ground *g, uint32_t row, double gradient, double curvature) {
    g->pull[g->n_rows][0] = (float)gradient;
    g->pull[g->n_rows][1] = (float)curvature;
    g->rows[g->n_rows++] = row;
}
/* Grows a tree; the seed draws the columns of each level. */
void grow_tree(const ground *g, tree *out, uint64_t *seed);
/* The leaf in which a row lies. */
uint32_t grow_leaf(uint8_t *const *columns, const tree *t, uint32_t row);
/* Appends a tree as lanes_add reads it. */
void grow_write(const tree *t, buffer *out);

#endif
