/* name.c - see name.h. */
#include "language/name.h"

#include "doc/labels.h"

#include <string.h>

enum { LABELS = WEIGHTS_STEP }; // at most, padded

size_t name_space(size_t n) {
    return n * LABELS * (sizeof(int32_t) + 1);
}

/* The best way to each label of the next token; from [LABELS] says where it came from. */
static void advance(const weights *w, const int32_t *scores, int64_t *reached, uint8_t *from) {
    uint32_t labels = w->shape.n_names;
    int64_t before[LABELS];
    memcpy(before, reached, sizeof before);
    for (uint32_t j = 0; j < labels; j++) {
        uint32_t best = 0;
        int64_t most = INT64_MIN;
        for (uint32_t i = 0; i < labels; i++) {
            int64_t way = before[i] + w->name_step[i * labels + j];
            if (way > most) {
                most = way;
                best = i;
            }
        }
        reached[j] = most + scores[j];
        from[j] = (uint8_t)best;
    }
}

/* A continued name must continue one of its kind; what the path leaves broken begins anew. */
static uint8_t mended(uint8_t label, uint8_t before) {
    bool continues = label != NAME_NONE && label % 2 == NAME_I_PER % 2;
    if (continues && before != label && before != label - 1)
        return (uint8_t)(label - 1);
    return label;
}

void name_read(const weights *w, const kernel *k, const uint8_t *states, size_t n, void *space,
               uint8_t *labels) {
    if (n == 0)
        return;
    int32_t *scores = space;                          // [n][LABELS]
    uint8_t *from = (uint8_t *)(scores + n * LABELS); // [n][LABELS]
    kernel_dense dense = { w->shape.width, LABELS, w->name, w->name_bias };
    k->product(&dense, states, w->shape.width, n, scores);
    int64_t reached[LABELS] = { 0 };
    for (uint32_t j = 0; j < w->shape.n_names; j++)
        reached[j] = scores[j];
    memset(from, 0, LABELS);
    for (size_t i = 1; i < n; i++)
        advance(w, scores + i * LABELS, reached, from + i * LABELS);
    uint8_t best = 0;
    for (uint32_t j = 1; j < w->shape.n_names; j++)
        if (reached[j] > reached[best])
            best = (uint8_t)j;
    for (size_t i = n; i-- > 0;) {
        labels[i] = w->name_label[best];
        best = from[i * LABELS + best];
    }
    for (size_t i = 0; i < n; i++)
        labels[i] = mended(labels[i], i ? labels[i - 1] : NAME_NONE);
}
