/* network.h - a small network of arbitrary numbers, for fuzzing and tests. */
#ifndef UH_FUZZ_NETWORK_H
#define UH_FUZZ_NETWORK_H

#include "doc/labels.h"
#include "language/transition.h"
#include "language/trunk.h"
#include "model/weights.h"

#include <stdlib.h>
#include <string.h>

/* Bytes that are given out one by one, again from the start when they end. */
typedef struct network_source {
    const unsigned char *bytes;
    size_t n, at;
} network_source;

static inline unsigned network_byte(network_source *s) {
    if (s->n == 0)
        return (unsigned)s->at++ * 37 & 255;
    return s->bytes[s->at++ % s->n];
}

static inline void network_dense(network_source *s, const int8_t *to, size_t n) {
    for (size_t i = 0; i < n; i++)
        ((int8_t *)(uintptr_t)to)[i] = (int8_t)((int)(network_byte(s) % 129) - 64);
}

static inline void network_bias(network_source *s, const int32_t *to, size_t n) {
    for (size_t i = 0; i < n; i++) {
        int32_t x = (int32_t)network_byte(s) - 128;
        ((int32_t *)(uintptr_t)to)[i] = x * (int32_t)(1u << network_byte(s) % 24);
    }
}

static inline void network_shift(network_source *s, const int32_t *to, size_t n) {
    for (size_t i = 0; i < n; i++)
        ((int32_t *)(uintptr_t)to)[i] = (int32_t)(network_byte(s) % 16);
}

static inline void network_vectors(network_source *s, const int16_t *to, size_t n) {
    for (size_t i = 0; i < n; i++)
        ((int16_t *)(uintptr_t)to)[i] = (int16_t)(network_byte(s) * 257 - 32768);
}

static inline void network_labels(network_source *s, const uint8_t *to, size_t n, unsigned limit) {
    for (size_t i = 0; i < n; i++)
        ((uint8_t *)(uintptr_t)to)[i] = (uint8_t)(network_byte(s) % limit);
}

static inline weights_shape network_shape(network_source *s) {
    weights_shape shape = {
        .width = 32 + 32 * (network_byte(s) % 4),
        .hidden = 16 + 16 * (network_byte(s) % 4),
        .layers = 1 + network_byte(s) % 3,
        .name_layers = network_byte(s) % 2,
        .features = TRUNK_FEATURES,
        .slots = TRANSITION_SLOTS,
        .near = TRANSITION_NEAR,
        .labels = TRANSITION_LABELS,
        .bias_rows = TRANSITION_BIAS_ROWS,
        .word_bits = 1 + network_byte(s) % 6,
        .affix_bits = 1 + network_byte(s) % 6,
        .n_tags = 1 + network_byte(s) % 100,
        .n_relations = 1 + network_byte(s) % 60,
        .n_names = 1 + network_byte(s) % 12,
    };
    shape.slot_width = shape.width / (1 + network_byte(s) % 2);
    for (int i = 0; i < WEIGHTS_LAYERS_MOST; i++)
        shape.reach[i] = network_byte(s) % (shape.width / WEIGHTS_STEP + 1) * WEIGHTS_STEP;
    for (int i = 0; i <= WEIGHTS_LAYERS_MOST; i++)
        shape.state_shift[i] = network_byte(s) % 6;
    shape.rows = (uint32_t)trunk_row_count((trunk_tables){ shape.word_bits, shape.affix_bits });
    return shape;
}

/* Makes a weights file whose shape and numbers follow from the bytes; every number is within
 * bounds. The caller frees it; NULL without memory. */
static inline unsigned char *network_make(const unsigned char *bytes, size_t n, size_t *size) {
    network_source s = { bytes, n, 0 };
    weights_shape shape = network_shape(&s);
    *size = weights_size(&shape);
    unsigned char *file = aligned_alloc(WEIGHTS_ALIGN, *size);
    weights w;
    if (!file)
        return NULL;
    memset(file, 0, *size);
    weights_lay(&shape, file, &w);
    size_t d = shape.width, in = shape.slot_width, h = shape.hidden, slots = TRANSITION_SLOTS * h;
    size_t actions = weights_padded(weights_actions(&shape)), tags = weights_padded(shape.n_tags);
    size_t names = weights_padded(shape.n_names), relations = shape.n_relations;
    for (size_t i = 0; i < shape.rows * d / 2; i++)
        ((int8_t *)(uintptr_t)w.row)[i] = (int8_t)(network_byte(&s) - 128);
    for (uint32_t l = 0; l < shape.layers + shape.name_layers; l++) {
        network_dense(&s, w.convolution[l], weights_window(&shape, l) * d);
        network_bias(&s, w.convolution_bias[l], d);
        network_shift(&s, w.convolution_shift[l], d);
    }
    network_dense(&s, w.near, in * TRANSITION_NEAR * h);
    network_dense(&s, w.far, in * (TRANSITION_SLOTS - TRANSITION_NEAR) * h);
    network_bias(&s, w.slot_bias, slots);
    network_shift(&s, w.slot_shift, slots);
    network_vectors(&s, w.absent, slots);
    network_vectors(&s, w.label, TRANSITION_LABELS * (relations + 1) * h);
    network_vectors(&s, w.bias_row, TRANSITION_BIAS_ROWS * h);
    network_vectors(&s, w.start, h);
    for (size_t i = 0; i < h * actions; i++)
        ((int16_t *)(uintptr_t)w.action)[i] = (int16_t)((int)(network_byte(&s) * 8) - 1020);
    network_bias(&s, w.action_bias, WEIGHTS_CASES * actions);
    network_dense(&s, w.tag, d * tags);
    network_bias(&s, w.tag_bias, tags);
    network_dense(&s, w.name, d * names);
    network_bias(&s, w.name_bias, names);
    network_bias(&s, w.name_step, (size_t)shape.n_names * shape.n_names);
    network_labels(&s, w.tag_label, 2 * (size_t)shape.n_tags, UPOS_COUNT);
    network_labels(&s, w.relation_label, relations, REL_COUNT);
    network_labels(&s, w.name_label, shape.n_names, NAME_TAGS);
    weights_seal(&shape, file);
    return file;
}

#endif
