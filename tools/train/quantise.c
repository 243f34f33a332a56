/* quantise.c - see quantise.h. A state number x is kept as round(x * unit); before a layer it
 * becomes a byte by a shift that makes the mean square error least. */
#include "quantise.h"

#include "doc/labels.h"
#include "language/kernel.h"
#include "model/weights.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    SAMPLE_SENTENCES = 400,
    SAMPLE_STEP = 17, // every so many sentences of the corpus one is taken
    SHIFTS = 12,
    HIDDEN_UNIT = 256, // of the parser's sums
    LOWEST = -(1 << 30),
    CLIPS = 12, // candidates for the greatest weight
};

typedef struct scales {
    double unit; // of states
    uint32_t state_shift[NET_LAYERS_MOST + 1];
} scales;

/* What numbers lose when they become whole with this scale and are clipped to least..most. */
static double loss(const float *x, size_t n, double scale, double least, double most) {
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        double q = nearbyint((double)x[i] * scale);
        q = q < least ? least : q > most ? most : q;
        double e = q / scale - (double)x[i];
        sum += e * e;
    }
    return sum;
}

static double greatest_size(const float *x, size_t n, size_t step) {
    double most = 1e-9;
    for (size_t i = 0; i < n; i++)
        if (fabs((double)x[i * step]) > most)
            most = fabs((double)x[i * step]);
    return most;
}

/* The scale that loses least when all numbers share it. */
static double best_scale(const float *x, size_t n, double limit) {
    double most = greatest_size(x, n, 1), best = 0, least = -1;
    for (int c = 0; c < CLIPS; c++) {
        double scale = limit / (most * (1 - 0.06 * c));
        double lost = loss(x, n, scale, -limit, limit);
        if (least < 0 || lost < least) {
            least = lost;
            best = scale;
        }
    }
    return best;
}

static int32_t whole(double x, double least, double most) {
    x = nearbyint(x);
    return (int32_t)(x < least ? least : x > most ? most : x);
}

/* ---- calibration ---- */

typedef struct losses {
    double state[NET_LAYERS_MOST + 1][SHIFTS];
} losses;

static uint32_t least_of(const double *x) {
    uint32_t best = 0;
    for (uint32_t i = 1; i < SHIFTS; i++)
        if (x[i] < x[best])
            best = i;
    return best;
}

static void calibrate(network *n, learner *l, const corpus *from, scales *out) {
    const shape *s = &n->shape;
    losses lost = { 0 };
    uint32_t layers = s->layers + s->name_layers;
    for (size_t i = 0; i < SAMPLE_SENTENCES && i * SAMPLE_STEP < from->n_samples; i++) {
        const sample *one = &from->samples[i * SAMPLE_STEP];
        learner_view view = learner_watch(l, from->words + one->first, one->n);
        for (uint32_t k = 0; k < SHIFTS; k++) {
            double scale = out->unit / (double)(1u << k);
            for (uint32_t layer = 0; layer <= layers; layer++)
                lost.state[layer][k] += loss(view.state[layer], view.n_state, scale, -128, 127);
        }
    }
    for (uint32_t layer = 0; layer <= layers; layer++)
        out->state_shift[layer] = least_of(lost.state[layer]);
}

/* ---- layers ---- */

static int8_t *place_of(int8_t *quads, size_t n_out, size_t i, size_t j) {
    return quads + (i / 4 * n_out + j) * 4 + i % 4;
}

/* A layer whose sums are shifted: each output takes the largest power of two that its weights bear.
 * ratio is the unit of the output over the unit of the input bytes. */
static void shifted_layer(const float *value, size_t step, const float *bias, size_t n_in,
                          size_t n_out, double ratio, double unit, int8_t *quads, int32_t *bias_out,
                          int32_t *shift_out) {
    for (size_t j = 0; j < n_out; j++) {
        double most = greatest_size(value + j, n_in, step) * ratio;
        int shift = 0;
        while (shift < WEIGHTS_SHIFT_MOST - 8 &&
               most * (double)(2u << shift) <= KERNEL_WEIGHT_MOST * 1.1)
            shift++;
        double scale = ratio * (double)(1u << shift);
        int32_t sum = 0;
        for (size_t i = 0; i < n_in; i++) {
            int32_t w =
                whole((double)value[i * step + j] * scale, -KERNEL_WEIGHT_MOST, KERNEL_WEIGHT_MOST);
            *place_of(quads, n_out, i, j) = (int8_t)w;
            sum += w;
        }
        double b = bias ? (double)bias[j] * unit * (double)(1u << shift) : 0;
        double half = shift ? (double)(1u << (shift - 1)) : 0;
        bias_out[j] = whole(b + half - KERNEL_ZERO * (double)sum, LOWEST, -(double)LOWEST);
        shift_out[j] = shift;
    }
}

/* A layer whose sums are compared: one scale for all. Returns the unit of the sums. */
static double compared_layer(const tensor *value, const float *bias, size_t n_in, size_t n_out,
                             size_t padded, double in_unit, int32_t zero, int8_t *quads,
                             int32_t *bias_out) {
    double scale = best_scale(value->value, value->n, KERNEL_WEIGHT_MOST), unit = scale * in_unit;
    for (size_t j = 0; j < padded; j++) {
        int32_t sum = 0;
        for (size_t i = 0; i < n_in; i++) {
            double x = j < n_out ? (double)value->value[i * padded + j] * scale : 0;
            int32_t w = whole(x, -KERNEL_WEIGHT_MOST, KERNEL_WEIGHT_MOST);
            *place_of(quads, padded, i, j) = (int8_t)w;
            sum += w;
        }
        bias_out[j] = j < n_out
                          ? whole((double)bias[j] * unit, LOWEST, -(double)LOWEST) - zero * sum
                          : LOWEST;
    }
    return unit;
}

static void to_int16(const tensor *t, double scale, int16_t *out) {
    for (size_t i = 0; i < t->n; i++)
        out[i] = (int16_t)whole((double)t->value[i] * scale, INT16_MIN, INT16_MAX);
}

/* ---- the file ---- */

/* The arrays of a file that is being written. */
#define WRITABLE(type, array) ((type *)(uintptr_t)(array))

static void write_trunk(network *n, const scales *c, const weights *w) {
    size_t width = n->shape.width;
    int8_t *row = WRITABLE(int8_t, w->row);
    for (size_t i = 0; i < n->rows.n; i++)
        row[i] = (int8_t)whole((double)n->rows.value[i] * c->unit, -127, 127);
    for (uint32_t l = 0; l < n->shape.layers + n->shape.name_layers; l++)
        shifted_layer(n->convolution[l].value, width, n->convolution_bias[l].value,
                      shape_window(&n->shape, l), width, (double)(1u << c->state_shift[l]), c->unit,
                      WRITABLE(int8_t, w->convolution[l]),
                      WRITABLE(int32_t, w->convolution_bias[l]),
                      WRITABLE(int32_t, w->convolution_shift[l]));
}

static void write_actions(network *n, const weights *w) {
    size_t actions = shape_actions(&n->shape), padded = weights_padded((uint32_t)actions);
    size_t relations = n->shape.n_relations, hidden = n->shape.hidden;
    double scale = best_scale(n->action.value, n->action.n, KERNEL_FINE_MOST);
    int32_t *bias = WRITABLE(int32_t, w->action_bias);
    int16_t *pairs = WRITABLE(int16_t, w->action);
    for (size_t i = 0; i < hidden; i++)
        for (size_t a = 0; a < actions; a++)
            pairs[(i / 2 * padded + a) * 2 + i % 2] =
                (int16_t)whole((double)n->action.value[i * padded + a] * scale, -KERNEL_FINE_MOST,
                               KERNEL_FINE_MOST);
    double unit = scale * HIDDEN_UNIT / (double)(1 << KERNEL_HIDDEN_SHIFT);
    for (size_t k = 0; k < WEIGHTS_CASES; k++)
        for (size_t a = 0; a < padded; a++) {
            enum move move = a == 0 ? MOVE_SHIFT : a <= relations ? MOVE_LEFT : MOVE_RIGHT;
            bool allowed = a < actions && (k >> move & 1);
            bias[k * padded + a] =
                allowed ? whole((double)n->action_bias.value[a] * unit, LOWEST, -(double)LOWEST)
                        : LOWEST;
        }
}

static void write_tree(network *n, const scales *c, const weights *w) {
    size_t in = n->shape.slot_width, slots = (size_t)TRANSITION_SLOTS * n->shape.hidden;
    double in_unit = c->unit / (double)(1u << c->state_shift[n->shape.layers]);
    size_t hidden = n->shape.hidden, near = TRANSITION_NEAR * hidden;
    int32_t *bias = WRITABLE(int32_t, w->slot_bias), *shift = WRITABLE(int32_t, w->slot_shift);
    shifted_layer(n->slot.value, slots, NULL, in, near, HIDDEN_UNIT / in_unit, HIDDEN_UNIT,
                  WRITABLE(int8_t, w->near), bias, shift);
    for (size_t at = near; at < slots; at += hidden)
        shifted_layer(n->slot.value + at, slots, NULL, in, hidden, HIDDEN_UNIT / in_unit,
                      HIDDEN_UNIT, WRITABLE(int8_t, w->far) + (at - near) * in, bias + at,
                      shift + at);
    to_int16(&n->absent, HIDDEN_UNIT, WRITABLE(int16_t, w->absent));
    to_int16(&n->label, HIDDEN_UNIT, WRITABLE(int16_t, w->label));
    to_int16(&n->bias_row, HIDDEN_UNIT, WRITABLE(int16_t, w->bias_row));
    to_int16(&n->start, HIDDEN_UNIT, WRITABLE(int16_t, w->start));
    write_actions(n, w);
}

static void write_heads(network *n, const scales *c, const weights *w) {
    const shape *s = &n->shape;
    uint32_t last = s->layers + s->name_layers, names = s->n_names, padded = weights_padded(names);
    compared_layer(&n->tag, n->tag_bias.value, s->width, s->n_tags, weights_padded(s->n_tags),
                   c->unit / (double)(1u << c->state_shift[s->layers]), KERNEL_ZERO,
                   WRITABLE(int8_t, w->tag), WRITABLE(int32_t, w->tag_bias));
    double unit = compared_layer(&n->name, n->name_bias.value, s->width, names, padded,
                                 c->unit / (double)(1u << c->state_shift[last]), KERNEL_ZERO,
                                 WRITABLE(int8_t, w->name), WRITABLE(int32_t, w->name_bias));
    for (uint32_t i = 0; i < names; i++)
        for (uint32_t j = 0; j < names; j++)
            WRITABLE(int32_t, w->name_step)
    [i * names + j] =
        whole((double)n->name_step.value[i * padded + j] * unit, LOWEST, -(double)LOWEST);
}

static void write_labels(const inventory *labels, const weights *w) {
    for (uint32_t i = 0; i < labels->tags.n; i++) {
        text name = text_of(labels->tags.name[i]);
        size_t bar = text_find(name, TEXT("|"));
        WRITABLE(uint8_t, w->tag_label)[2 * i] = (uint8_t)upos_of(text_cut(name, 0, bar));
        WRITABLE(uint8_t, w->tag_label)
        [2 * i + 1] = (uint8_t)xpos_of(text_cut(name, bar + 1, name.len));
    }
    for (uint32_t i = 0; i < labels->relations.n; i++)
        WRITABLE(uint8_t, w->relation_label)
    [i] = (uint8_t)relation_of(text_of(labels->relations.name[i]));
    for (uint32_t i = 0; i < labels->names.n; i++)
        WRITABLE(uint8_t, w->name_label)[i] = (uint8_t)name_tag_of(text_of(labels->names.name[i]));
}

static weights_shape shape_of(const shape *s, const scales *c) {
    weights_shape out = {
        .width = s->width,
        .hidden = s->hidden,
        .layers = s->layers,
        .name_layers = s->name_layers,
        .slot_width = s->slot_width,
        .features = TRUNK_FEATURES,
        .slots = TRANSITION_SLOTS,
        .near = TRANSITION_NEAR,
        .labels = TRANSITION_LABELS,
        .bias_rows = TRANSITION_BIAS_ROWS,
        .word_bits = s->tables.word_bits,
        .affix_bits = s->tables.affix_bits,
        .rows = (uint32_t)trunk_row_count(s->tables),
        .n_tags = s->n_tags,
        .n_relations = s->n_relations,
        .n_names = s->n_names,
    };
    memcpy(out.reach, s->reach, sizeof out.reach);
    for (int l = 0; l <= NET_LAYERS_MOST; l++)
        out.state_shift[l] = c->state_shift[l];
    return out;
}

unsigned char *quantise(network *n, learner *l, const inventory *labels, const corpus *from,
                        size_t *size) {
    scales c = { .unit = best_scale(n->rows.value, n->rows.n, 127) };
    calibrate(n, l, from, &c);
    weights_shape s = shape_of(&n->shape, &c);
    *size = weights_size(&s);
    unsigned char *bytes = aligned_alloc(WEIGHTS_ALIGN, *size);
    if (!bytes)
        abort();
    memset(bytes, 0, *size);
    weights w;
    weights_lay(&s, bytes, &w);
    write_trunk(n, &c, &w);
    write_tree(n, &c, &w);
    write_heads(n, &c, &w);
    write_labels(labels, &w);
    weights_seal(&s, bytes);
    return bytes;
}
