/* net.c - see net.h. Both networks add up rows and rectify; the sure one's sums also take the
 * states of the two words at the place, behind the convolutions of flow.h. */
#include "net.h"

#include "matrix.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    Q = ENDING_QUICK_HIDDEN,
    H = ENDING_HIDDEN,
    D = FLOW_WIDTH,
    IN = FLOW_INPUT,
    WIDE = FLOW_WINDOW * D,
    LAYERS = FLOW_LAYERS,
    MOST = PASSAGE_MOST,
    QUICK_EPOCHS = 8,
    SURE_EPOCHS = 4,
    MEAN_STEP = 2000, // examples between two weights that the quick network's mean is of
    INPUT_UNIT = 32,  // of the trunk's bytes
    SAMPLE_STEP = 23, // every so many passages one calibrates the states' shifts
    SHIFTS = 10,
};

static const float PI = 3.14159265f, TINY = 1e-6f;
static const float QUICK_RATE = 0.04f, QUICK_DROP = 0.4f, QUICK_MORE = 0.1f; // more ends
static const float RATE = 1e-3f, ROW_RATE = 40, TRAIT_RATE = 20; // the latter two in RATEs
static const float DROP_ROW = 0.6f, DROP_INPUT = 0.15f, DROP_WORD = 0.1f, DROP_STATE = 0.25f;
static const float ROW_DECAY = 1e-3f, TRAIT_DECAY = 1e-5f, DECAY = 1e-4f;
static const float MEAN_KEEP = 0.9f, SQUARE_KEEP = 0.99f;

uint64_t net_random(uint64_t *state) {
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * 0x2545f4914f6cdd1dULL;
}

static float unit(uint64_t *seed) {
    return (float)(net_random(seed) >> 40) / (1 << 24);
}

static int rounded(float x, int most) {
    float r = x < 0 ? x - 0.5f : x + 0.5f;
    return r > (float)most ? most : r < -(float)most ? -most : (int)r;
}

/* One step of AdaGrad for a row. */
static void step_row(float *value, float *sum, const float *gradient, int n, float rate,
                     float decay) {
    for (int j = 0; j < n; j++) {
        float g = gradient[j] + decay * value[j];
        sum[j] += g * g;
        value[j] -= rate * g / (sqrtf(sum[j]) + TINY);
    }
}

/* ---- the quick network ---- */

typedef struct quick {
    float rows[ENDING_ROWS][Q], rows_sum[ENDING_ROWS][Q];
    float bias[Q], bias_sum[Q], out[Q], out_sum[Q], out_bias, out_bias_sum;
} quick;

static void quick_learn(quick *n, const place *p, uint64_t *seed) {
    float hidden[Q], back[Q], forth[Q], y = n->out_bias;
    uint16_t kept[ENDING_FEATURES];
    int n_kept = 0;
    for (int f = 0; f < ENDING_FEATURES; f++)
        if (unit(seed) >= QUICK_DROP)
            kept[n_kept++] = p->rows[f];
    memcpy(hidden, n->bias, sizeof hidden);
    for (int f = 0; f < n_kept; f++)
        for (int j = 0; j < Q; j++)
            hidden[j] += n->rows[kept[f]][j];
    for (int j = 0; j < Q; j++)
        y += hidden[j] > 0 ? hidden[j] * n->out[j] : 0;
    float error = 1.0f / (1.0f + expf(-y)) - (float)p->ends;
    for (int j = 0; j < Q; j++) {
        forth[j] = hidden[j] > 0 ? error * hidden[j] : 0;
        back[j] = hidden[j] > 0 ? error * n->out[j] : 0;
    }
    step_row(n->out, n->out_sum, forth, Q, QUICK_RATE, 0);
    step_row(n->bias, n->bias_sum, back, Q, QUICK_RATE, 0);
    for (int f = 0; f < n_kept; f++)
        step_row(n->rows[kept[f]], n->rows_sum[kept[f]], back, Q, QUICK_RATE, ROW_DECAY);
    step_row(&n->out_bias, &n->out_bias_sum, &error, 1, QUICK_RATE, 0);
}

static void quick_add(quick *sum, const quick *n) {
    for (size_t r = 0; r < ENDING_ROWS; r++)
        for (int j = 0; j < Q; j++)
            sum->rows[r][j] += n->rows[r][j];
    for (int j = 0; j < Q; j++) {
        sum->bias[j] += n->bias[j];
        sum->out[j] += n->out[j];
    }
    sum->out_bias += n->out_bias;
}

/* Rounds a sum of networks; dropped features are made up for. */
static void quick_round(const quick *sum, float taken, ending_table *t) {
    float scale = ENDING_QUICK_SCALE / taken;
    for (int r = 0; r < ENDING_ROWS; r++)
        for (int j = 0; j < Q; j++)
            t->quick_rows[r][j] =
                (int8_t)rounded(sum->rows[r][j] * scale * (1 - QUICK_DROP), INT8_MAX);
    for (int j = 0; j < Q; j++) {
        t->quick_bias[j] = (int16_t)rounded(sum->bias[j] * scale, INT16_MAX);
        t->quick_out[j] = (int16_t)rounded(sum->out[j] * scale, INT16_MAX);
    }
    t->quick_out_bias = rounded(
        (sum->out_bias / taken + QUICK_MORE) * ENDING_QUICK_SCALE * ENDING_QUICK_SCALE, 1 << 30);
}

static void *zeroed(size_t n, size_t size) {
    void *p = calloc(n, size);
    if (!p)
        abort();
    return p;
}

/* The places of the text as it is written. */
static const place **list_places(const passages *from, size_t *n) {
    size_t at = 0;
    *n = 0;
    for (size_t i = 0; i < from->n_plain; i++)
        *n += from->at[i].n_places;
    const place **list = zeroed(*n + 1, sizeof *list);
    for (size_t i = 0; i < from->n_plain; i++)
        for (uint32_t k = 0; k < from->at[i].n_places; k++)
            list[at++] = &from->at[i].places[k];
    return list;
}

/* Takes the weights' mean over the later half (Polyak and Juditsky 1992). */
static void quick_train(const passages *from, uint64_t *seed, ending_table *t) {
    size_t n_words, done = 0;
    const place **list = list_places(from, &n_words);
    quick *n = zeroed(1, sizeof *n), *mean = zeroed(1, sizeof *mean);
    float taken = 0;
    for (size_t r = 0; r < ENDING_ROWS; r++)
        for (int j = 0; j < Q; j++)
            n->rows[r][j] = (unit(seed) - 0.5f) * 0.1f;
    for (int j = 0; j < Q; j++)
        n->out[j] = j % 2 ? 0.5f : -0.5f;
    for (int epoch = 0; epoch < QUICK_EPOCHS; epoch++) {
        for (size_t i = n_words; i > 1; i--) {
            size_t j = net_random(seed) % i;
            const place *keep = list[i - 1];
            list[i - 1] = list[j];
            list[j] = keep;
        }
        for (size_t i = 0; i < n_words; i++) {
            quick_learn(n, list[i], seed);
            if (++done > QUICK_EPOCHS * n_words / 2 && done % MEAN_STEP == 0) {
                quick_add(mean, n);
                taken++;
            }
        }
    }
    quick_round(mean, taken, t);
    free(list);
    free(mean);
    free(n);
}

/* ---- the sure network ---- */

typedef struct tensor {
    float *value, *gradient, *mean, *square;
    size_t n;
} tensor;

typedef struct network {
    tensor project, layer[LAYERS], bias[LAYERS]; // [IN][D], [WIDE][D], [D]
    tensor side;                                 // [2 * D][H]
    tensor hidden_bias, out, out_bias;
    float *rows, *rows_sum;   // [ENDING_ROWS][H]
    float *trait, *trait_sum; // [ENDING_TRAITS][FLOW_TRAIT_ROWS][D]
    size_t steps;
    uint64_t *seed;
    bool learns;
    // one passage's numbers
    float *input, *mask; // [MOST][IN], [MOST][D] dropout
    float *state[LAYERS + 1], *window[LAYERS], *sum[LAYERS];
    float *state_gradient, *sum_gradient, *window_gradient, *turned;
} network;

static float bell(uint64_t *seed) { // about a standard normal number
    return (unit(seed) + unit(seed) + unit(seed) - 1.5f) * 2;
}

static tensor tensor_new(size_t n, float size, uint64_t *seed) {
    tensor t = { matrix_alloc(n), matrix_alloc(n), matrix_alloc(n), matrix_alloc(n), n };
    for (size_t i = 0; i < n; i++)
        t.value[i] = bell(seed) * size;
    return t;
}

static float *table_new(size_t n, float size, uint64_t *seed) {
    float *x = matrix_alloc(n);
    for (size_t i = 0; i < n; i++)
        x[i] = bell(seed) * size;
    return x;
}

static network *network_new(uint64_t *seed) {
    network *n = zeroed(1, sizeof *n);
    size_t traits = (size_t)ENDING_TRAITS * FLOW_TRAIT_ROWS * D, rows = (size_t)ENDING_ROWS * H;
    n->seed = seed;
    n->project = tensor_new((size_t)IN * D, 0.05f, seed);
    for (int l = 0; l < LAYERS; l++) {
        n->layer[l] = tensor_new((size_t)WIDE * D, 0.6f / sqrtf(WIDE), seed);
        n->bias[l] = tensor_new(D, 0, seed);
        n->window[l] = matrix_alloc((size_t)MOST * WIDE);
        n->sum[l] = matrix_alloc((size_t)MOST * D);
    }
    for (int l = 0; l <= LAYERS; l++)
        n->state[l] = matrix_alloc((size_t)MOST * D);
    n->side = tensor_new((size_t)2 * D * H, 0.05f, seed);
    n->hidden_bias = tensor_new(H, 0, seed);
    n->out = tensor_new(H, 0.2f, seed);
    n->out_bias = tensor_new(MATRIX_LANES, 0, seed); // the first is used
    n->rows = table_new(rows, 0.02f, seed);
    n->rows_sum = matrix_alloc(rows);
    n->trait = table_new(traits, 0.03f, seed);
    n->trait_sum = matrix_alloc(traits);
    n->input = matrix_alloc((size_t)MOST * IN);
    n->mask = matrix_alloc((size_t)MOST * D);
    n->state_gradient = matrix_alloc((size_t)MOST * D);
    n->sum_gradient = matrix_alloc((size_t)MOST * D);
    n->window_gradient = matrix_alloc((size_t)MOST * WIDE);
    n->turned = matrix_alloc((size_t)WIDE * D);
    return n;
}

static void tensor_free(tensor *t) {
    free(t->value);
    free(t->gradient);
    free(t->mean);
    free(t->square);
}

static void network_free(network *n) {
    tensor *tensors[] = { &n->project, &n->side, &n->hidden_bias, &n->out, &n->out_bias };
    float *tables[] = { n->rows,           n->rows_sum,     n->trait,          n->trait_sum,
                        n->input,          n->mask,         n->state[LAYERS],  n->turned,
                        n->state_gradient, n->sum_gradient, n->window_gradient };
    for (int l = 0; l < LAYERS; l++) {
        tensor_free(&n->layer[l]);
        tensor_free(&n->bias[l]);
        free(n->window[l]);
        free(n->sum[l]);
        free(n->state[l]);
    }
    for (size_t i = 0; i < sizeof tensors / sizeof *tensors; i++)
        tensor_free(tensors[i]);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        free(tables[i]);
    free(n);
}

static float *trait_row(float *table, int f, uint16_t trait) {
    return table + ((size_t)f * FLOW_TRAIT_ROWS + trait % FLOW_TRAIT_ROWS) * D;
}

static void embed(network *n, const passage *p) {
    for (uint32_t i = 0; i < p->n; i++) {
        bool hides = n->learns && unit(n->seed) < DROP_WORD;
        for (int k = 0; k < IN; k++) {
            bool drops = hides || (n->learns && unit(n->seed) < DROP_INPUT);
            float x = ((float)p->states[(size_t)i * IN + (size_t)k] - KERNEL_ZERO) / INPUT_UNIT;
            n->input[(size_t)i * IN + (size_t)k] = drops ? 0 : n->learns ? x / (1 - DROP_INPUT) : x;
        }
    }
    matrix_product((strided){ n->input, IN, 1 }, n->project.value, D, n->state[0], D, p->n, D, IN,
                   false);
    for (uint32_t i = 0; i < p->n; i++) {
        float *state = n->state[0] + (size_t)i * D, *mask = n->mask + (size_t)i * D;
        for (int f = 0; f < ENDING_TRAITS; f++)
            matrix_add(state, trait_row(n->trait, f, p->traits[i][f]), 1, D);
        for (int j = 0; j < D && n->learns; j++) {
            mask[j] = unit(n->seed) < DROP_STATE ? 0 : 1 / (1 - DROP_STATE);
            state[j] *= mask[j];
        }
    }
}

/* Adds or copies between the states and the windows that see them. */
static void fill_window(network *n, int l, size_t n_words) {
    size_t reach = flow_reach((uint32_t)l), bytes = D * sizeof(float);
    for (size_t i = 0; i < n_words; i++) {
        float *window = n->window[l] + i * WIDE;
        const float *here = n->state[l] + i * D;
        memset(window, 0, WIDE * sizeof *window);
        if (i >= reach)
            memcpy(window, here - reach * D, bytes);
        memcpy(window + D, here, bytes);
        if (i + reach < n_words)
            memcpy(window + 2 * D, here + reach * D, bytes);
    }
}

static void forth(network *n, const passage *p) {
    embed(n, p);
    for (int l = 0; l < LAYERS; l++) {
        fill_window(n, l, p->n);
        matrix_product((strided){ n->window[l], WIDE, 1 }, n->layer[l].value, D, n->sum[l], D, p->n,
                       D, WIDE, false);
        for (size_t i = 0; i < p->n; i++)
            for (size_t j = 0; j < D; j++) {
                float *sum = n->sum[l] + i * D + j;
                *sum += n->bias[l].value[j];
                n->state[l + 1][i * D + j] = n->state[l][i * D + j] + (*sum > 0 ? *sum : 0);
            }
    }
}

static void back_layer(network *n, int l, size_t n_words) {
    size_t reach = flow_reach((uint32_t)l);
    for (size_t i = 0; i < n_words * D; i++)
        n->sum_gradient[i] = n->sum[l][i] > 0 ? n->state_gradient[i] : 0;
    for (size_t i = 0; i < n_words; i++)
        matrix_add(n->bias[l].gradient, n->sum_gradient + i * D, 1, D);
    matrix_product((strided){ n->window[l], 1, WIDE }, n->sum_gradient, D, n->layer[l].gradient, D,
                   WIDE, D, n_words, true);
    matrix_turn(n->layer[l].value, WIDE, D, n->turned);
    matrix_product((strided){ n->sum_gradient, D, 1 }, n->turned, WIDE, n->window_gradient, WIDE,
                   n_words, WIDE, D, false);
    for (size_t i = 0; i < n_words; i++) {
        const float *window = n->window_gradient + i * WIDE;
        float *here = n->state_gradient + i * D;
        if (i >= reach)
            matrix_add(here - reach * D, window, 1, D);
        matrix_add(here, window + D, 1, D);
        if (i + reach < n_words)
            matrix_add(here + reach * D, window + 2 * D, 1, D);
    }
}

static void back_embed(network *n, const passage *p, float rate) {
    for (size_t i = 0; i < (size_t)p->n * D; i++)
        n->state_gradient[i] *= n->mask[i];
    matrix_product((strided){ n->input, 1, IN }, n->state_gradient, D, n->project.gradient, D, IN,
                   D, p->n, true);
    for (uint32_t i = 0; i < p->n; i++)
        for (int f = 0; f < ENDING_TRAITS; f++)
            step_row(trait_row(n->trait, f, p->traits[i][f]),
                     trait_row(n->trait_sum, f, p->traits[i][f]), n->state_gradient + (size_t)i * D,
                     D, rate * TRAIT_RATE, TRAIT_DECAY);
}

/* Scores a place and moves what it is read off; the states' gradient is added to. */
static double learn_place(network *n, const place *p, float rate) {
    const float *states = n->state[LAYERS] + (size_t)p->word * D; // two words'
    float hidden[H], back[H], y = n->out_bias.value[0];
    uint16_t kept[ENDING_FEATURES];
    int n_kept = 0;
    for (int f = 0; f < ENDING_FEATURES; f++)
        if (unit(n->seed) >= DROP_ROW)
            kept[n_kept++] = p->rows[f];
    matrix_product((strided){ states, 2 * D, 1 }, n->side.value, H, hidden, H, 1, H, 2 * D, false);
    matrix_add(hidden, n->hidden_bias.value, 1, H);
    for (int f = 0; f < n_kept; f++)
        matrix_add(hidden, n->rows + (size_t)kept[f] * H, 1, H);
    for (int j = 0; j < H; j++)
        y += hidden[j] > 0 ? hidden[j] * n->out.value[j] : 0;
    float error = 1.0f / (1.0f + expf(-y)) - (float)p->ends;
    n->out_bias.gradient[0] += error;
    for (int j = 0; j < H; j++) {
        back[j] = hidden[j] > 0 ? error * n->out.value[j] : 0;
        n->out.gradient[j] += hidden[j] > 0 ? error * hidden[j] : 0;
        n->hidden_bias.gradient[j] += back[j];
    }
    float *gradient = n->state_gradient + (size_t)p->word * D;
    for (size_t k = 0; k < 2 * D; k++) {
        const float *side = n->side.value + k * H;
        matrix_add(n->side.gradient + k * H, back, states[k], H);
        for (int j = 0; j < H; j++)
            gradient[k] += side[j] * back[j];
    }
    for (int f = 0; f < n_kept; f++)
        step_row(n->rows + (size_t)kept[f] * H, n->rows_sum + (size_t)kept[f] * H, back, H,
                 rate * ROW_RATE, ROW_DECAY);
    return (double)log1pf(expf(p->ends ? -y : y));
}

static void move(tensor *t, size_t steps, float rate) {
    double mean_scale = 1 - pow((double)MEAN_KEEP, (double)steps);
    float square_scale = (float)(1 / (1 - pow((double)SQUARE_KEEP, (double)steps)));
    for (size_t i = 0; i < t->n; i++) {
        float g = t->gradient[i];
        t->mean[i] = MEAN_KEEP * t->mean[i] + (1 - MEAN_KEEP) * g;
        t->square[i] = SQUARE_KEEP * t->square[i] + (1 - SQUARE_KEEP) * g * g;
        t->value[i] -=
            rate / (float)mean_scale * t->mean[i] / (sqrtf(t->square[i] * square_scale) + TINY) +
            rate * DECAY * t->value[i];
        t->gradient[i] = 0;
    }
}

static double learn_passage(network *n, const passage *p, float rate) {
    double loss = 0;
    forth(n, p);
    memset(n->state_gradient, 0, (size_t)p->n * D * sizeof(float));
    for (uint32_t k = 0; k < p->n_places; k++)
        loss += learn_place(n, &p->places[k], rate);
    for (int l = LAYERS - 1; l >= 0; l--)
        back_layer(n, l, p->n);
    back_embed(n, p, rate);
    n->steps++;
    tensor *tensors[] = { &n->project, &n->side, &n->hidden_bias, &n->out, &n->out_bias };
    for (size_t i = 0; i < sizeof tensors / sizeof *tensors; i++)
        move(tensors[i], n->steps, rate);
    for (int l = 0; l < LAYERS; l++) {
        move(&n->layer[l], n->steps, rate);
        move(&n->bias[l], n->steps, rate);
    }
    return loss;
}

/* ---- whole numbers ---- */

static double lost(const float *x, size_t n, double scale) {
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        double q = nearbyint((double)x[i] * scale);
        q = q < -KERNEL_ZERO ? -KERNEL_ZERO : q > KERNEL_ZERO - 1 ? KERNEL_ZERO - 1 : q;
        double e = q / scale - (double)x[i];
        sum += e * e;
    }
    return sum;
}

/* Finds for each layer the shift from states to bytes that loses least. */
static void calibrate(network *n, const passages *from, flow_table *t) {
    double loss[LAYERS + 1][SHIFTS] = { { 0 } };
    for (size_t i = 0; i < from->n; i += SAMPLE_STEP) {
        forth(n, &from->at[i]);
        for (int l = 0; l <= LAYERS; l++)
            for (int k = 0; k < SHIFTS; k++)
                loss[l][k] += lost(n->state[l], (size_t)from->at[i].n * D,
                                   (double)FLOW_UNIT / (double)(1 << k));
    }
    for (int l = 0; l <= LAYERS; l++)
        for (int k = 1; k < SHIFTS; k++)
            if (loss[l][k] < loss[l][t->state_shift[l]])
                t->state_shift[l] = k;
}

/* A dense layer's weights [n_in][n_out] as kernel.h has them; ratio is the unit of the sums over
 * the unit of the input bytes. Each output takes the largest power of two that its weights bear. */
static void round_dense(const float *value, const float *bias, size_t n_in, size_t n_out,
                        double ratio, double sum_unit, int8_t *quads, int32_t *bias_out,
                        int32_t *shift_out) {
    for (size_t j = 0; j < n_out; j++) {
        double most = TINY;
        int32_t shift = 0, sum = 0;
        for (size_t i = 0; i < n_in; i++)
            if (fabs((double)value[i * n_out + j]) * ratio > most)
                most = fabs((double)value[i * n_out + j]) * ratio;
        while (shift < WEIGHTS_SHIFT_MOST - 8 && most * (2u << shift) <= KERNEL_WEIGHT_MOST)
            shift++;
        for (size_t i = 0; i < n_in; i++) {
            float w = value[i * n_out + j] * (float)ratio * (float)(1u << shift);
            int8_t *quad = quads + (i / 4 * n_out + j) * 4 + i % 4;
            *quad = (int8_t)rounded(w, KERNEL_WEIGHT_MOST);
            sum += *quad;
        }
        double b = bias ? (double)bias[j] * sum_unit * (double)(1u << shift) : 0;
        bias_out[j] = (int32_t)nearbyint(b) + (shift ? 1 << (shift - 1) : 0) - KERNEL_ZERO * sum;
        shift_out[j] = shift;
    }
}

static void round_flow(const network *n, flow_table *t) {
    round_dense(n->project.value, NULL, IN, D, (double)FLOW_UNIT / INPUT_UNIT, FLOW_UNIT,
                t->project, t->project_bias, t->project_shift);
    for (int l = 0; l < LAYERS; l++)
        round_dense(n->layer[l].value, n->bias[l].value, WIDE, D, (double)(1 << t->state_shift[l]),
                    FLOW_UNIT, t->layer[l], t->bias[l], t->shift[l]);
    round_dense(n->side.value, NULL, (size_t)2 * D, H,
                (double)ENDING_SCALE / FLOW_UNIT * (double)(1 << t->state_shift[LAYERS]),
                ENDING_SCALE, t->side, t->side_bias, t->side_shift);
    int8_t *trait = t->trait[0][0];
    for (size_t i = 0; i < sizeof t->trait; i++)
        trait[i] = (int8_t)rounded(n->trait[i] * FLOW_UNIT, INT8_MAX);
}

static void round_sure(const network *n, ending_net *t) {
    for (size_t r = 0; r < ENDING_ROWS; r++)
        for (size_t j = 0; j < H; j++)
            t->rows[r][j] =
                (int8_t)rounded(n->rows[r * H + j] * ENDING_SCALE * (1 - DROP_ROW), INT8_MAX);
    for (int j = 0; j < H; j++) {
        t->bias[j] = (int16_t)rounded(n->hidden_bias.value[j] * ENDING_SCALE, INT16_MAX);
        t->out[j] = (int16_t)rounded(n->out.value[j] * ENDING_OUT_SCALE, INT16_MAX);
    }
    t->out_bias = rounded(n->out_bias.value[0] * ENDING_SCALE * ENDING_OUT_SCALE, 1 << 30);
}

static void sure_train(const passages *from, uint64_t *seed, ending_net *net, flow_table *around) {
    network *n = network_new(seed);
    size_t *order = zeroed(from->n + 1, sizeof *order), all = from->n * SURE_EPOCHS, done = 0;
    n->learns = true;
    for (int epoch = 0; epoch < SURE_EPOCHS; epoch++) {
        double loss = 0, places = 0;
        for (size_t i = 0; i < from->n; i++)
            order[i] = i;
        for (size_t i = from->n; i > 1; i--) {
            size_t j = net_random(seed) % i, keep = order[i - 1];
            order[i - 1] = order[j];
            order[j] = keep;
        }
        for (size_t i = 0; i < from->n; i++) {
            float at = (float)done++ / (float)all;
            float rate = RATE * 0.5f * (float)(1 + matrix_cosine((double)(PI * at)));
            loss += learn_passage(n, &from->at[order[i]], rate);
            places += from->at[order[i]].n_places;
        }
        printf("epoch %d  places %.0f  loss %.5f\n", epoch + 1, places, loss / places);
        fflush(stdout);
    }
    n->learns = false;
    calibrate(n, from, around);
    round_flow(n, around);
    round_sure(n, net);
    free(order);
    network_free(n);
}

void net_train(const passages *from, uint64_t *seed, sentence_tables *out) {
    memset(out, 0, sizeof *out);
    quick_train(from, seed, &out->ending);
    for (int k = 0; k < ENDING_NETS; k++)
        sure_train(from, seed, &out->ending.net[k], &out->flow[k]);
}
