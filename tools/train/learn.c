/* learn.c - forward and backward passes over one sentence; see learn.h. */
#include "learn.h"

#include "matrix.h"
#include "model/weights.h"

#include <stdlib.h>
#include <string.h>

enum {
    TOKENS_MOST = CORPUS_SENTENCE_MOST + 1, // with ROOT
    MOVES_MOST = 2 * TOKENS_MOST,
    LABELS_MOST = 256,
    WINDOW_MOST = 3, // tokens that a convolution sees
};

struct learner {
    network *net;
    rng *random;
    size_t n;       // tokens of the sentence with ROOT
    uint32_t *rows; // [n][TRUNK_FEATURES]
    text forms[TOKENS_MOST];
    bool hidden_word[TOKENS_MOST];
    float *mask;                          // [n][width] dropout
    float *state[NET_LAYERS_MOST + 1];    // [n][width] before and after each convolution
    float *window[NET_LAYERS_MOST];       // [n][shape_window]
    float *sum[NET_LAYERS_MOST];          // [n][width] before the rectifier
    float *state_gradient, *sum_gradient; // [n][width]
    float *window_gradient;               // [n][shape_window]
    float *score;                         // [n][labels]
    float *forth, *back, *name_gradient;  // [n][names] of the CRF
    float *slot, *slot_gradient;          // [n][slots * hidden]
    float *hidden, *hidden_gradient;      // [moves][hidden]
    float *action;                        // [moves][actions]
    transition_view view[MOVES_MOST];
    void *transition_memory;
    int16_t head[TOKENS_MOST];
};

learner *learner_new(network *n, rng *r) {
    learner *l = calloc(1, sizeof *l);
    if (!l)
        abort();
    const shape *s = &n->shape;
    size_t states = (size_t)TOKENS_MOST * s->width;
    size_t slots = (size_t)TOKENS_MOST * TRANSITION_SLOTS * s->hidden;
    l->net = n;
    l->random = r;
    l->rows = calloc(TOKENS_MOST * TRUNK_FEATURES, sizeof *l->rows);
    l->transition_memory = malloc(transition_size(TOKENS_MOST));
    l->mask = matrix_alloc(states);
    for (uint32_t i = 0; i <= s->layers + s->name_layers; i++)
        l->state[i] = matrix_alloc(states);
    for (uint32_t i = 0; i < s->layers + s->name_layers; i++) {
        l->window[i] = matrix_alloc((size_t)TOKENS_MOST * shape_window(s, i));
        l->sum[i] = matrix_alloc(states);
    }
    l->state_gradient = matrix_alloc(states);
    l->sum_gradient = matrix_alloc(states);
    l->window_gradient = matrix_alloc(WINDOW_MOST * states);
    l->score = matrix_alloc((size_t)TOKENS_MOST * LABELS_MOST);
    l->forth = matrix_alloc((size_t)TOKENS_MOST * LABELS_MOST);
    l->back = matrix_alloc((size_t)TOKENS_MOST * LABELS_MOST);
    l->name_gradient = matrix_alloc((size_t)TOKENS_MOST * LABELS_MOST);
    l->slot = matrix_alloc(slots);
    l->slot_gradient = matrix_alloc(slots);
    l->hidden = matrix_alloc((size_t)MOVES_MOST * s->hidden);
    l->hidden_gradient = matrix_alloc((size_t)MOVES_MOST * s->hidden);
    l->action = matrix_alloc((size_t)MOVES_MOST * weights_padded(shape_actions(s)));
    return l;
}

void learner_free(learner *l) {
    if (!l)
        return;
    for (int i = 0; i < NET_LAYERS_MOST; i++) {
        free(l->window[i]);
        free(l->sum[i]);
    }
    for (int i = 0; i <= NET_LAYERS_MOST; i++)
        free(l->state[i]);
    float *rest[] = { l->name_gradient,
                      l->mask,
                      l->state_gradient,
                      l->sum_gradient,
                      l->window_gradient,
                      l->score,
                      l->forth,
                      l->back,
                      l->slot,
                      l->slot_gradient,
                      l->hidden,
                      l->hidden_gradient,
                      l->action };
    for (size_t i = 0; i < sizeof rest / sizeof *rest; i++)
        free(rest[i]);
    free(l->rows);
    free(l->transition_memory);
    free(l);
}

/* ---- trunk ---- */

static void embed(learner *l, const learn_options *o) {
    size_t width = l->net->shape.width;
    float keep = 1.0f / (1.0f - o->drop);
    for (size_t i = 0; i < l->n; i++) {
        float *state = l->state[0] + i * width, *mask = l->mask + i * width;
        memset(state, 0, width * sizeof *state);
        l->hidden_word[i] = rng_share(l->random) < o->word_drop;
        for (int f = l->hidden_word[i] ? TRUNK_WORD_FEATURES : 0; f < TRUNK_FEATURES; f++)
            matrix_add(state + trunk_half(f, width),
                       l->net->rows.value + l->rows[i * TRUNK_FEATURES + f] * (width / 2), 1,
                       width / 2);
        for (size_t d = 0; d < width; d++) {
            mask[d] = rng_share(l->random) < o->drop ? 0 : keep;
            state[d] *= mask[d];
        }
    }
}

/* A token's window: the last numbers of the one before, its own, the first of the one behind. */
static void fill_window(const float *state, size_t n, size_t width, size_t reach, float *window) {
    for (size_t i = 0; i < n; i++, window += width + 2 * reach) {
        const float *own = state + i * width;
        float *behind = window + reach + width;
        if (i)
            memcpy(window, own - reach, reach * sizeof *window);
        else
            memset(window, 0, reach * sizeof *window);
        memcpy(window + reach, own, width * sizeof *window);
        if (i + 1 < n)
            memcpy(behind, own + width, reach * sizeof *window);
        else
            memset(behind, 0, reach * sizeof *window);
    }
}

static void convolve(learner *l, uint32_t layer) {
    size_t width = l->net->shape.width, wide = shape_window(&l->net->shape, layer);
    const float *bias = l->net->convolution_bias[layer].value;
    float *sum = l->sum[layer], *in = l->state[layer], *out = l->state[layer + 1];
    fill_window(in, l->n, width, l->net->shape.reach[layer], l->window[layer]);
    matrix_product((strided){ l->window[layer], wide, 1 }, l->net->convolution[layer].value, width,
                   sum, width, l->n, width, wide, false);
    for (size_t i = 0; i < l->n; i++)
        for (size_t d = 0; d < width; d++) {
            float x = sum[i * width + d] + bias[d];
            sum[i * width + d] = x;
            out[i * width + d] = in[i * width + d] + (x > 0 ? x : 0);
        }
}

static void convolve_back(learner *l, uint32_t layer) {
    size_t width = l->net->shape.width, wide = shape_window(&l->net->shape, layer), n = l->n;
    size_t reach = l->net->shape.reach[layer];
    float *grad = l->state_gradient, *sum_grad = l->sum_gradient, *window = l->window_gradient;
    const float *sum = l->sum[layer];
    for (size_t i = 0; i < n * width; i++)
        sum_grad[i] = sum[i] > 0 ? grad[i] : 0;
    for (size_t i = 0; i < n; i++)
        matrix_add(l->net->convolution_bias[layer].gradient, sum_grad + i * width, 1, width);
    matrix_product((strided){ l->window[layer], 1, wide }, sum_grad, width,
                   l->net->convolution[layer].gradient, width, wide, width, n, true);
    matrix_product((strided){ sum_grad, width, 1 }, l->net->convolution_turned[layer], wide, window,
                   wide, n, wide, width, false);
    for (size_t i = 0; i < n; i++, window += wide) {
        if (i)
            matrix_add(grad + i * width - reach, window, 1, reach);
        matrix_add(grad + i * width, window + reach, 1, width);
        if (i + 1 < n)
            matrix_add(grad + (i + 1) * width, window + reach + width, 1, reach);
    }
}

static void embed_back(learner *l) {
    size_t width = l->net->shape.width;
    for (size_t i = 0; i < l->n; i++) {
        float *grad = l->state_gradient + i * width;
        for (size_t d = 0; d < width; d++)
            grad[d] *= l->mask[i * width + d];
        for (int f = l->hidden_word[i] ? TRUNK_WORD_FEATURES : 0; f < TRUNK_FEATURES; f++)
            matrix_add(net_touch(l->net, l->rows[i * TRUNK_FEATURES + f]),
                       grad + trunk_half(f, width), 1, width / 2);
    }
}

/* ---- heads ---- */

/* Scores [n][padded] of a dense head over states. */
static void head_forth(learner *l, const float *state, const tensor *matrix, const tensor *bias,
                       size_t n) {
    size_t width = l->net->shape.width, padded = bias->n;
    matrix_product((strided){ state, width, 1 }, matrix->value, padded, l->score, padded, n, padded,
                   width, false);
    for (size_t i = 0; i < n; i++)
        matrix_add(l->score + i * padded, bias->value, 1, padded);
}

/* From the gradient of the scores to those of weights, bias and states. */
static void head_back(learner *l, const float *state, tensor *matrix, tensor *bias,
                      const float *turned, size_t n) {
    size_t width = l->net->shape.width, padded = bias->n;
    for (size_t i = 0; i < n; i++)
        matrix_add(bias->gradient, l->score + i * padded, 1, padded);
    matrix_product((strided){ state, 1, width }, l->score, padded, matrix->gradient, padded, width,
                   padded, n, true);
    matrix_product((strided){ l->score, padded, 1 }, turned, width, l->state_gradient, width, n,
                   width, padded, true);
}

static float greatest(const float *x, size_t n, size_t *at) {
    *at = 0;
    for (size_t i = 1; i < n; i++)
        if (x[i] > x[*at])
            *at = i;
    return x[*at];
}

static void block_padding(float *score, size_t n, size_t padded) {
    for (size_t i = n; i < padded; i++)
        score[i] = -1e9f;
}

static void learn_tags(learner *l, const word *words, size_t n, learn_report *report) {
    network *net = l->net;
    size_t tags = net->shape.n_tags, padded = net->tag_bias.n;
    const float *state = l->state[net->shape.layers];
    head_forth(l, state, &net->tag, &net->tag_bias, n);
    for (size_t i = 0; i < n; i++) {
        float *score = l->score + i * padded;
        size_t best;
        block_padding(score, tags, padded);
        float sum = matrix_exp(score, padded, greatest(score, tags, &best));
        size_t gold = words[i].tag;
        report->tags++;
        report->tags_right += best == gold;
        report->tag_loss -= (double)matrix_log(score[gold] / sum + 1e-9f);
        for (size_t j = 0; j < padded; j++)
            score[j] = j < tags ? score[j] / sum : 0;
        score[gold] -= 1;
    }
    head_back(l, state, &net->tag, &net->tag_bias, net->tag_turned, n);
}

/* ---- names: a linear-chain CRF with scaled forward and backward sums (Rabiner 1989) ---- */

static const float POTENTIAL_LEAST = 1e-20f, TINY_SUM = 1e-37f; // keep sums above 0

/* Scores to exp(score - greatest), a token at a time. */
static void name_potentials(learner *l, size_t n) {
    size_t names = l->net->shape.n_names, padded = l->net->name_bias.n;
    for (size_t i = 0; i < n; i++) {
        float *score = l->score + i * padded;
        size_t best;
        block_padding(score, names, padded);
        matrix_exp(score, padded, greatest(score, names, &best));
        for (size_t j = 0; j < names; j++)
            score[j] += POTENTIAL_LEAST;
    }
}

/* What is left of the potentials where labels must be the words' own; unknown ones stay free. */
static void constrain_names(learner *l, const word *words, size_t n) {
    size_t padded = l->net->name_bias.n;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < padded && words[i].name != CORPUS_UNKNOWN; j++)
            if (j != words[i].name)
                l->score[i * padded + j] = 0;
}

static float scale_to_one(float *x, size_t n) {
    float sum = TINY_SUM;
    for (size_t j = 0; j < n; j++)
        sum += x[j];
    for (size_t j = 0; j < n; j++)
        x[j] /= sum;
    return sum;
}

/* Returns the logarithm of the sum over all paths. */
static double name_forth(learner *l, const float *step, size_t n) {
    size_t names = l->net->shape.n_names, padded = l->net->name_bias.n;
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        float *now = l->forth + i * padded;
        const float *score = l->score + i * padded, *before = now - padded;
        for (size_t j = 0; j < names; j++) {
            float in = i ? 0 : 1;
            for (size_t k = 0; k < names && i; k++)
                in += before[k] * step[k * padded + j];
            now[j] = in * score[j];
        }
        sum += (double)matrix_log(scale_to_one(now, names));
    }
    return sum;
}

static void name_back(learner *l, const float *step, size_t n) {
    size_t names = l->net->shape.n_names, padded = l->net->name_bias.n;
    for (size_t j = 0; j < names; j++)
        l->back[(n - 1) * padded + j] = 1;
    for (size_t i = n - 1; i-- > 0;) {
        float *now = l->back + i * padded;
        const float *after = now + padded, *score = l->score + (i + 1) * padded;
        for (size_t j = 0; j < names; j++) {
            now[j] = 0;
            for (size_t k = 0; k < names; k++)
                now[j] += step[j * padded + k] * score[k] * after[k];
        }
        scale_to_one(now, names);
    }
}

/* Adds the probabilities of neighbouring labels to the steps' gradient. In double: a label that the
 * model thinks impossible makes products that single precision loses. */
static void name_step_gradient(learner *l, const float *step, size_t n, float scale) {
    size_t names = l->net->shape.n_names, padded = l->net->name_bias.n;
    double pair[LABELS_MOST];
    float *gradient = l->net->name_step.gradient;
    for (size_t i = 1; i < n; i++) {
        const float *before = l->forth + (i - 1) * padded, *after = l->back + i * padded;
        const float *score = l->score + i * padded;
        double sum = 0;
        for (size_t j = 0; j < names; j++)
            for (size_t k = 0; k < names; k++)
                sum += pair[j * names + k] = (double)before[j] * (double)step[j * padded + k] *
                                             (double)score[k] * (double)after[k];
        for (size_t j = 0; j < names && sum > 0; j++)
            for (size_t k = 0; k < names; k++)
                gradient[j * padded + k] += scale * (float)(pair[j * names + k] / sum);
    }
}

/* Adds scale times the probability of each label to the gradient of the scores; returns the
 * logarithm of the sum over all paths. */
static double name_pass(learner *l, const float *step, size_t n, float scale) {
    size_t names = l->net->shape.n_names, padded = l->net->name_bias.n;
    double sum = name_forth(l, step, n);
    name_back(l, step, n);
    name_step_gradient(l, step, n, scale);
    for (size_t i = 0; i < n; i++) {
        const float *forth = l->forth + i * padded, *back = l->back + i * padded;
        double all = 0;
        for (size_t j = 0; j < names; j++)
            all += (double)forth[j] * (double)back[j];
        for (size_t j = 0; j < names && all > 0; j++)
            l->name_gradient[i * padded + j] +=
                scale * (float)((double)forth[j] * (double)back[j] / all);
    }
    return sum;
}

/* The gradient is that of all paths less that of the paths with the right labels; where a word's
 * label is not known, all of its labels are right (Tsuboi et al. 2008). */
static void learn_names(learner *l, const word *words, size_t n, float scale,
                        learn_report *report) {
    network *net = l->net;
    size_t padded = net->name_bias.n;
    const float *state = l->state[net->shape.layers + net->shape.name_layers];
    float step[LABELS_MOST];
    head_forth(l, state, &net->name, &net->name_bias, n);
    name_potentials(l, n);
    memcpy(step, net->name_step.value, padded * padded * sizeof *step);
    matrix_exp(step, padded * padded, 0);
    memset(l->name_gradient, 0, n * padded * sizeof *l->name_gradient);
    double all = name_pass(l, step, n, scale);
    constrain_names(l, words, n);
    report->name_loss += all - name_pass(l, step, n, -scale);
    report->names += n;
    memcpy(l->score, l->name_gradient, n * padded * sizeof *l->score);
    head_back(l, state, &net->name, &net->name_bias, net->name_turned, n);
}

/* ---- trees ---- */

/* How many gold arcs each kind of move makes unreachable; -1: not allowed. */
static void move_costs(const transition_state *s, const int16_t *head, int costs[MOVE_KINDS]) {
    int32_t s0 = s->depth > 0 ? s->stack[s->depth - 1] : -1;
    int32_t s1 = s->depth > 1 ? s->stack[s->depth - 2] : -1;
    int lost = 0;
    costs[MOVE_SHIFT] = costs[MOVE_LEFT] = costs[MOVE_RIGHT] = -1;
    if (transition_allows(s, MOVE_SHIFT)) {
        costs[MOVE_SHIFT] = 0;
        for (int32_t i = 0; i < s->depth; i++) {
            costs[MOVE_SHIFT] += head[s->stack[i]] == s->next;
            costs[MOVE_SHIFT] += i < s->depth - 1 && head[s->next] == s->stack[i];
        }
    }
    for (int32_t i = s->next; i < s->n && s0 >= 0; i++)
        lost += head[i] == s0;
    if (transition_allows(s, MOVE_LEFT))
        costs[MOVE_LEFT] = lost + ((s1 >= 0 && head[s0] == s1) || head[s0] > s->next);
    if (transition_allows(s, MOVE_RIGHT))
        costs[MOVE_RIGHT] = lost + (head[s0] >= s->next);
}

static enum move move_of(size_t action, size_t n_relations) {
    return action == 0 ? MOVE_SHIFT : action <= n_relations ? MOVE_LEFT : MOVE_RIGHT;
}

static int32_t action_relation(size_t action, size_t n_relations) {
    return (int32_t)(action == 0 ? 0 : (action - 1) % n_relations);
}

/* Marks the actions that cost least; of a gold arc only the gold relation is right. */
static void right_actions(const transition_state *s, const int16_t *head, const word *words,
                          size_t n_relations, bool *allowed, bool *right) {
    int costs[MOVE_KINDS], least = -1;
    move_costs(s, head, costs);
    for (int m = 0; m < MOVE_KINDS; m++)
        if (costs[m] >= 0 && (least < 0 || costs[m] < least))
            least = costs[m];
    for (size_t a = 0; a < 1 + 2 * n_relations; a++) {
        enum move move = move_of(a, n_relations);
        allowed[a] = costs[move] >= 0;
        right[a] = allowed[a] && costs[move] == least;
        if (move == MOVE_SHIFT || !right[a])
            continue;
        int32_t child = s->stack[s->depth - 1];
        int32_t to = move == MOVE_LEFT ? s->next : s->stack[s->depth - 2];
        if (head[child] == to)
            right[a] = action_relation(a, n_relations) == words[child].relation;
    }
}

static const float *slot_of(const learner *l, int32_t token, size_t slot) {
    size_t hidden = l->net->shape.hidden;
    if (token == TRANSITION_NONE)
        return l->net->absent.value + slot * hidden;
    return l->slot + ((size_t)token * TRANSITION_SLOTS + slot) * hidden;
}

static size_t label_row(const network *n, const transition_view *view, size_t label) {
    size_t relations = n->shape.n_relations;
    size_t relation = view->label[label] < 0 ? relations : (size_t)view->label[label];
    return (label * (relations + 1) + relation) * n->shape.hidden;
}

static void bias_rows(const network *n, const transition_view *view, size_t out[3]) {
    size_t hidden = n->shape.hidden;
    out[0] = (size_t)view->distance * hidden;
    out[1] = (size_t)(TRANSITION_DISTANCES + view->valency[0]) * hidden;
    out[2] = (size_t)(TRANSITION_DISTANCES + TRANSITION_VALENCIES + view->valency[1]) * hidden;
}

static void hidden_forth(const learner *l, const transition_view *view, float *hidden) {
    const network *n = l->net;
    const float *part[1 + TRANSITION_SLOTS + TRANSITION_LABELS + 3];
    size_t count = 0, rows[3], width = n->shape.hidden;
    part[count++] = n->start.value;
    for (size_t k = 0; k < TRANSITION_SLOTS; k++)
        part[count++] = slot_of(l, view->token[k], k);
    for (size_t k = 0; k < TRANSITION_LABELS; k++)
        part[count++] = n->label.value + label_row(n, view, k);
    bias_rows(n, view, rows);
    for (int k = 0; k < 3; k++)
        part[count++] = n->bias_row.value + rows[k];
    matrix_rectified_sum(part, count, width, hidden);
}

static void hidden_back(learner *l, const transition_view *view, const float *gradient) {
    network *n = l->net;
    size_t width = n->shape.hidden, rows[3];
    matrix_add(n->start.gradient, gradient, 1, width);
    for (size_t k = 0; k < TRANSITION_SLOTS; k++) {
        int32_t token = view->token[k];
        float *to = token == TRANSITION_NONE
                        ? n->absent.gradient + k * width
                        : l->slot_gradient + ((size_t)token * TRANSITION_SLOTS + k) * width;
        matrix_add(to, gradient, 1, width);
    }
    for (size_t k = 0; k < TRANSITION_LABELS; k++)
        matrix_add(n->label.gradient + label_row(n, view, k), gradient, 1, width);
    bias_rows(n, view, rows);
    for (int k = 0; k < 3; k++)
        matrix_add(n->bias_row.gradient + rows[k], gradient, 1, width);
}

/* Turns scores into the gradient of -log(probability of the right actions); returns the loss. Best
 * and gold are the greatest of the allowed and of the right ones. */
static float action_gradient(float *score, size_t n, size_t padded, const bool *allowed,
                             const bool *right, size_t *best, size_t *gold) {
    *best = *gold = SIZE_MAX;
    for (size_t a = 0; a < padded; a++) {
        if (a >= n || !allowed[a]) {
            score[a] = -1e9f;
            continue;
        }
        if (*best == SIZE_MAX || score[a] > score[*best])
            *best = a;
        if (right[a] && (*gold == SIZE_MAX || score[a] > score[*gold]))
            *gold = a;
    }
    float sum = matrix_exp(score, padded, score[*best]), good = 0;
    for (size_t a = 0; a < n; a++)
        if (right[a])
            good += score[a];
    for (size_t a = 0; a < n; a++) {
        float p = allowed[a] ? score[a] : 0;
        score[a] = p / sum - (right[a] ? p / (good + 1e-12f) : 0);
    }
    memset(score + n, 0, (padded - n) * sizeof *score);
    return -matrix_log(good / sum + 1e-9f);
}

/* Walks through the sentence, noting each state seen and the gradient of its scores; returns the
 * moves. */
static size_t walk(learner *l, const word *words, size_t n, float explore, learn_report *report) {
    network *net = l->net;
    size_t actions = shape_actions(&net->shape), padded = net->action_bias.n;
    size_t hidden = net->shape.hidden, relations = net->shape.n_relations, t = 0;
    bool allowed[LABELS_MOST * 2], right[LABELS_MOST * 2];
    transition_state state;
    transition_start(&state, l->transition_memory, n);
    for (; !transition_done(&state); t++) {
        float *layer = l->hidden + t * hidden, *score = l->action + t * padded;
        size_t best, gold;
        transition_look(&state, &l->view[t]);
        hidden_forth(l, &l->view[t], layer);
        matrix_product((strided){ layer, hidden, 1 }, net->action.value, padded, score, padded, 1,
                       padded, hidden, false);
        matrix_add(score, net->action_bias.value, 1, padded);
        right_actions(&state, l->head, words, relations, allowed, right);
        report->move_loss +=
            (double)action_gradient(score, actions, padded, allowed, right, &best, &gold);
        size_t taken = rng_share(l->random) < explore ? best : gold;
        transition_apply(&state, move_of(taken, relations), action_relation(taken, relations));
    }
    report->moves += t;
    return t;
}

static void learn_tree(learner *l, const word *words, size_t n, float explore,
                       learn_report *report) {
    network *net = l->net;
    size_t width = net->shape.width, hidden = net->shape.hidden, padded = net->action_bias.n;
    size_t slots = TRANSITION_SLOTS * hidden, in = net->shape.slot_width;
    const float *state = l->state[net->shape.layers];
    for (size_t i = 0; i < n; i++)
        l->head[i] = words[i].head < 0 ? (int16_t)n : words[i].head;
    l->head[n] = -5; // ROOT hangs on nothing
    matrix_product((strided){ state, width, 1 }, net->slot.value, slots, l->slot, slots, n + 1,
                   slots, in, false);
    size_t moves = walk(l, words, n, explore, report);
    for (size_t t = 0; t < moves; t++)
        matrix_add(net->action_bias.gradient, l->action + t * padded, 1, padded);
    matrix_product((strided){ l->hidden, 1, hidden }, l->action, padded, net->action.gradient,
                   padded, hidden, padded, moves, true);
    matrix_product((strided){ l->action, padded, 1 }, net->action_turned, hidden,
                   l->hidden_gradient, hidden, moves, hidden, padded, false);
    memset(l->slot_gradient, 0, (n + 1) * slots * sizeof *l->slot_gradient);
    for (size_t t = 0; t < moves; t++) {
        float *gradient = l->hidden_gradient + t * hidden;
        for (size_t j = 0; j < hidden; j++)
            gradient[j] = l->hidden[t * hidden + j] > 0 ? gradient[j] : 0;
        hidden_back(l, &l->view[t], gradient);
    }
    matrix_product((strided){ state, 1, width }, l->slot_gradient, slots, net->slot.gradient, slots,
                   in, slots, n + 1, true);
    matrix_product((strided){ l->slot_gradient, slots, 1 }, net->slot_turned, in, l->state_gradient,
                   width, n + 1, in, slots, true);
}

static void forth(learner *l, const word *words, size_t n, uint32_t layers,
                  const learn_options *options) {
    for (size_t i = 0; i < n; i++)
        l->forms[i] = words[i].form;
    l->n = n + 1;
    trunk_rows(l->forms, n, l->net->shape.tables, l->rows);
    embed(l, options);
    for (uint32_t i = 0; i < layers; i++)
        convolve(l, i);
}

void learner_sentence(learner *l, const word *words, size_t n, bool has_tree, bool has_names,
                      const learn_options *options, learn_report *report) {
    const shape *s = &l->net->shape;
    uint32_t layers = has_names ? s->layers + s->name_layers : s->layers;
    forth(l, words, n, layers, options);
    memset(l->state_gradient, 0, l->n * s->width * sizeof *l->state_gradient);
    if (has_names)
        learn_names(l, words, n, options->name_scale, report);
    for (uint32_t i = layers; i-- > s->layers;)
        convolve_back(l, i);
    if (has_tree) {
        learn_tags(l, words, n, report);
        learn_tree(l, words, n, options->explore, report);
    }
    for (uint32_t i = s->layers; i-- > 0;)
        convolve_back(l, i);
    embed_back(l);
}

/* ---- prediction ---- */

static void predict_tags(learner *l, size_t n, word *out) {
    network *net = l->net;
    head_forth(l, l->state[net->shape.layers], &net->tag, &net->tag_bias, n);
    for (size_t i = 0; i < n; i++) {
        size_t best;
        greatest(l->score + i * net->tag_bias.n, net->shape.n_tags, &best);
        out[i].tag = (uint8_t)best;
    }
}

static void predict_names(learner *l, size_t n, word *out) {
    network *net = l->net;
    size_t names = net->shape.n_names, padded = net->name_bias.n;
    const float *step = net->name_step.value;
    uint8_t from[TOKENS_MOST][16];
    head_forth(l, l->state[net->shape.layers + net->shape.name_layers], &net->name, &net->name_bias,
               n);
    for (size_t i = 1; i < n; i++)
        for (size_t j = 0; j < names; j++) {
            float reached[16];
            for (size_t k = 0; k < names; k++)
                reached[k] = l->score[(i - 1) * padded + k] + step[k * padded + j];
            size_t best;
            l->score[i * padded + j] += greatest(reached, names, &best);
            from[i][j] = (uint8_t)best;
        }
    size_t at;
    greatest(l->score + (n - 1) * padded, names, &at);
    for (size_t i = n; i-- > 0; at = from[i][at])
        out[i].name = (uint8_t)at;
}

static void predict_tree(learner *l, size_t n, word *out) {
    network *net = l->net;
    size_t width = net->shape.width, hidden = net->shape.hidden, padded = net->action_bias.n;
    size_t slots = TRANSITION_SLOTS * hidden, relations = net->shape.n_relations;
    matrix_product((strided){ l->state[net->shape.layers], width, 1 }, net->slot.value, slots,
                   l->slot, slots, n + 1, slots, net->shape.slot_width, false);
    transition_state state;
    transition_start(&state, l->transition_memory, n);
    while (!transition_done(&state)) {
        size_t best = SIZE_MAX;
        transition_look(&state, l->view);
        hidden_forth(l, l->view, l->hidden);
        matrix_product((strided){ l->hidden, hidden, 1 }, net->action.value, padded, l->action,
                       padded, 1, padded, hidden, false);
        matrix_add(l->action, net->action_bias.value, 1, padded);
        for (size_t a = 0; a < shape_actions(&net->shape); a++)
            if (transition_allows(&state, move_of(a, relations)) &&
                (best == SIZE_MAX || l->action[a] > l->action[best]))
                best = a;
        transition_apply(&state, move_of(best, relations), action_relation(best, relations));
    }
    for (size_t i = 0; i < n; i++) {
        out[i].head = state.head[i] == (int32_t)n ? -1 : (int16_t)state.head[i];
        out[i].relation = (uint8_t)state.relation[i];
    }
}

void learner_predict(learner *l, const word *words, size_t n, bool has_tree, bool has_names,
                     word *out) {
    const shape *s = &l->net->shape;
    static const learn_options plain = { 0 };
    uint32_t layers = has_names ? s->layers + s->name_layers : s->layers;
    forth(l, words, n, layers, &plain);
    if (has_tree) {
        predict_tags(l, n, out);
        predict_tree(l, n, out);
    }
    if (has_names)
        predict_names(l, n, out);
}

learner_view learner_watch(learner *l, const word *words, size_t n) {
    static const learn_options plain = { 0 };
    const shape *s = &l->net->shape;
    uint32_t layers = s->layers + s->name_layers;
    forth(l, words, n, layers, &plain);
    learner_view view = { .n_state = l->n * s->width };
    for (uint32_t i = 0; i <= layers; i++)
        view.state[i] = l->state[i];
    return view;
}
