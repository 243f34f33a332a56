/* tag.c - see tag.h. */
#include "language/tag.h"

void tag_read(const weights *w, const kernel *k, const uint8_t *states, size_t n, uint8_t *tags) {
    uint32_t width = w->shape.width, padded = weights_padded(w->shape.n_tags);
    kernel_dense dense = { width, padded, w->tag, w->tag_bias };
    int32_t scores[TAG_BLOCK * (WEIGHTS_LABELS_MOST + WEIGHTS_STEP)];
    for (size_t i = 0; i < n; i += TAG_BLOCK) {
        size_t block = n - i < TAG_BLOCK ? n - i : TAG_BLOCK;
        k->product(&dense, states + i * width, width, block, scores);
        for (size_t b = 0; b < block; b++) {
            size_t best = k->greatest(scores + b * padded, padded);
            tags[i + b] = (uint8_t)(best < w->shape.n_tags ? best : 0);
        }
    }
}
