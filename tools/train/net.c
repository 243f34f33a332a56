/* net.c - parameters and Adam; see net.h. */
#include "net.h"

#include "matrix.h"
#include "model/weights.h"

#include <immintrin.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const float MEAN_KEEP = 0.9f, SQUARE_KEEP = 0.99f, TINY = 1e-6f, WEIGHT_DECAY = 1e-4f;

static const double NORM_ABSURD = 100; // times the greatest that is not cut

uint32_t shape_window(const shape *s, uint32_t layer) {
    return s->width + 2 * s->reach[layer];
}

uint32_t shape_actions(const shape *s) {
    return 1 + 2 * s->n_relations;
}

static tensor tensor_new(size_t n, double spread, rng *r) {
    tensor t = { .n = n, .decays = true };
    t.value = matrix_alloc(n);
    t.gradient = matrix_alloc(n);
    t.mean = matrix_alloc(n);
    t.square = matrix_alloc(n);
    for (size_t i = 0; i < n && spread > 0; i++)
        t.value[i] = (float)spread * rng_normal(r);
    return t;
}

static void tensor_free(tensor *t) {
    free(t->value);
    free(t->gradient);
    free(t->mean);
    free(t->square);
}

static void turn_all(network *n) {
    const shape *s = &n->shape;
    uint32_t layers = s->layers + s->name_layers;
    for (uint32_t l = 0; l < layers; l++)
        matrix_turn(n->convolution[l].value, shape_window(s, l), s->width,
                    n->convolution_turned[l]);
    matrix_turn(n->slot.value, s->slot_width, TRANSITION_SLOTS * s->hidden, n->slot_turned);
    matrix_turn(n->action.value, s->hidden, weights_padded(shape_actions(s)), n->action_turned);
    matrix_turn(n->tag.value, s->width, weights_padded(s->n_tags), n->tag_turned);
    matrix_turn(n->name.value, s->width, weights_padded(s->n_names), n->name_turned);
}

static void make_turned(network *n) {
    const shape *s = &n->shape;
    for (uint32_t l = 0; l < s->layers + s->name_layers; l++)
        n->convolution_turned[l] = matrix_alloc(n->convolution[l].n);
    n->slot_turned = matrix_alloc(n->slot.n);
    n->action_turned = matrix_alloc(n->action.n);
    n->tag_turned = matrix_alloc(n->tag.n);
    n->name_turned = matrix_alloc(n->name.n);
    turn_all(n);
}

network *net_new(const shape *s, rng *r) {
    network *n = calloc(1, sizeof *n);
    if (!n)
        abort();
    n->shape = *s;
    size_t d = s->width, in = s->slot_width, h = s->hidden,
           actions = weights_padded(shape_actions(s));
    size_t tags = weights_padded(s->n_tags), names = weights_padded(s->n_names);
    for (uint32_t l = 0; l < s->layers + s->name_layers; l++) {
        uint32_t window = shape_window(s, l);
        n->convolution[l] = tensor_new(window * d, sqrt(1.0 / (double)window), r);
        n->convolution_bias[l] = tensor_new(d, 0, r);
    }
    n->slot = tensor_new(in * TRANSITION_SLOTS * h, sqrt(1.0 / (double)(4 * in)), r);
    n->start = tensor_new(h, 0, r);
    n->absent = tensor_new(TRANSITION_SLOTS * h, 0.05, r);
    n->label = tensor_new(TRANSITION_LABELS * (s->n_relations + 1) * h, 0.05, r);
    n->bias_row = tensor_new(TRANSITION_BIAS_ROWS * h, 0.05, r);
    n->action = tensor_new(h * actions, sqrt(1.0 / (double)h), r);
    n->action_bias = tensor_new(actions, 0, r);
    n->tag = tensor_new(d * tags, sqrt(1.0 / (double)d), r);
    n->tag_bias = tensor_new(tags, 0, r);
    n->name = tensor_new(d * names, sqrt(1.0 / (double)d), r);
    n->name_bias = tensor_new(names, 0, r);
    n->name_step = tensor_new(names * names, 0, r);
    size_t rows = trunk_row_count(s->tables);
    n->rows = tensor_new(rows * d / 2, 0.3, r);
    n->touched = calloc(rows, sizeof *n->touched);
    n->is_touched = calloc(rows, 1);
    n->decay_mean = n->decay_square = 1;
    make_turned(n);
    return n;
}

enum { DENSE_MOST = 2 * NET_LAYERS_MOST + 12 };

/* Every tensor but the rows, in a fixed order. */
static size_t dense_tensors(network *n, tensor **out) {
    size_t count = 0;
    for (uint32_t l = 0; l < n->shape.layers + n->shape.name_layers; l++) {
        out[count++] = &n->convolution[l];
        out[count++] = &n->convolution_bias[l];
    }
    tensor *rest[] = { &n->slot,     &n->start,  &n->absent,      &n->label,
                       &n->bias_row, &n->action, &n->action_bias, &n->tag,
                       &n->tag_bias, &n->name,   &n->name_bias,   &n->name_step };
    for (size_t i = 0; i < sizeof rest / sizeof *rest; i++)
        out[count++] = rest[i];
    return count;
}

void net_free(network *n) {
    if (!n)
        return;
    tensor *dense[DENSE_MOST];
    size_t count = dense_tensors(n, dense);
    for (size_t i = 0; i < count; i++)
        tensor_free(dense[i]);
    tensor_free(&n->rows);
    for (uint32_t l = 0; l < NET_LAYERS_MOST; l++)
        free(n->convolution_turned[l]);
    free(n->slot_turned);
    free(n->action_turned);
    free(n->tag_turned);
    free(n->name_turned);
    free(n->touched);
    free(n->is_touched);
    free(n);
}

float *net_touch(network *n, uint32_t row) {
    if (!n->is_touched[row]) {
        n->is_touched[row] = 1;
        n->touched[n->n_touched++] = row;
    }
    return n->rows.gradient + (size_t)row * (n->shape.width / 2);
}

/* How a step is taken, the same for every number. */
typedef struct pace {
    float rate;         // of learning, with the correction of Adam's first moment
    float square_scale; // correction of the second
    float cut;          // of gradients
    float decay;        // of values
    bool skip;          // only clear the gradients: the step would be absurd
} pace;

static void move(tensor *t, size_t from, size_t n, pace p) {
    float *value = t->value + from, *gradient = t->gradient + from;
    float *mean = t->mean + from, *square = t->square + from;
    if (p.skip) {
        memset(gradient, 0, n * sizeof *gradient);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        float g = gradient[i] * p.cut;
        float m = MEAN_KEEP * mean[i] + (1.0f - MEAN_KEEP) * g;
        float v = SQUARE_KEEP * square[i] + (1.0f - SQUARE_KEEP) * g * g;
        mean[i] = m;
        square[i] = v;
        value[i] -= p.rate * m / (sqrtf(v * p.square_scale) + TINY) + p.decay * value[i];
        gradient[i] = 0;
    }
}

static double gradient_norm(network *n, tensor *const *dense, size_t count) {
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += matrix_squares(dense[i]->gradient, dense[i]->n);
    size_t width = n->shape.width / 2;
    for (size_t i = 0; i < n->n_touched; i++)
        sum += matrix_squares(n->rows.gradient + n->touched[i] * width, width);
    return sqrt(sum);
}

void net_step(network *n, float rate, double norm_most) {
    tensor *dense[DENSE_MOST];
    size_t count = dense_tensors(n, dense), width = n->shape.width / 2;
    n->decay_mean *= (double)MEAN_KEEP;
    n->decay_square *= (double)SQUARE_KEEP;
    double norm = gradient_norm(n, dense, count);
    pace p = {
        .rate = (float)((double)rate / (1 - n->decay_mean)),
        .square_scale = (float)(1 / (1 - n->decay_square)),
        .cut = norm > norm_most ? (float)(norm_most / norm) : 1.0f,
        .skip = !(norm < NORM_ABSURD * norm_most),
        .decay = rate * WEIGHT_DECAY,
    };
    for (size_t i = 0; i < count; i++)
        move(dense[i], 0, dense[i]->n, p);
    p.decay = 0;
    for (size_t i = 0; i < n->n_touched; i++) {
        move(&n->rows, n->touched[i] * width, width, p);
        n->is_touched[n->touched[i]] = 0;
    }
    n->n_touched = 0;
    turn_all(n);
}

/* Every parameter in a fixed order through one function of stdio; false when it came up short. */
static bool pass_all(network *n, FILE *file, bool write) {
    tensor *dense[DENSE_MOST + 1];
    size_t count = dense_tensors(n, dense);
    dense[count++] = &n->rows;
    for (size_t i = 0; i < count; i++) {
        size_t done = write ? fwrite(dense[i]->value, sizeof(float), dense[i]->n, file)
                            : fread(dense[i]->value, sizeof(float), dense[i]->n, file);
        if (done != dense[i]->n)
            return false;
    }
    return true;
}

bool net_save(network *n, const char *path) {
    FILE *file = fopen(path, "wb");
    if (!file)
        return false;
    bool good = pass_all(n, file, true);
    return fclose(file) == 0 && good;
}

bool net_load(network *n, const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file)
        return false;
    bool good = pass_all(n, file, false);
    fclose(file);
    turn_all(n);
    return good;
}
