/* flow.c - see flow.h. */
#include "language/flow.h"

#include <string.h>

enum { BIAS_MOST = 1 << 29 };

uint32_t flow_reach(uint32_t layer) {
    return layer < 2 ? 1 : 1u << (layer - 1);
}

void flow_piece(uint32_t first, uint32_t end, uint32_t i, uint32_t *from, uint32_t *to) {
    uint32_t start = first + (i - first) / FLOW_STEP * FLOW_STEP;
    *from = start - first < FLOW_EDGE ? first : start - FLOW_EDGE;
    *to = end - start < FLOW_STEP + FLOW_EDGE ? end : start + FLOW_STEP + FLOW_EDGE;
}

static bool in_bounds(const int32_t *x, size_t n, int32_t least, int32_t most) {
    for (size_t i = 0; i < n; i++)
        if (x[i] < least || x[i] > most)
            return false;
    return true;
}

/* Whether sums keep within 32 bits and shifts are such. */
static bool is_sound(const flow_table *t) {
    size_t all = (size_t)FLOW_LAYERS * FLOW_WIDTH;
    return in_bounds(t->project_bias, FLOW_WIDTH, -BIAS_MOST, BIAS_MOST) &&
           in_bounds(t->project_shift, FLOW_WIDTH, 0, WEIGHTS_SHIFT_MOST) &&
           in_bounds(t->bias[0], all, -BIAS_MOST, BIAS_MOST) &&
           in_bounds(t->shift[0], all, 0, WEIGHTS_SHIFT_MOST) &&
           in_bounds(t->side_bias, ENDING_HIDDEN, -BIAS_MOST, BIAS_MOST) &&
           in_bounds(t->side_shift, ENDING_HIDDEN, 0, WEIGHTS_SHIFT_MOST) &&
           in_bounds(t->state_shift, FLOW_LAYERS + 1, 0, 15);
}

bool flow_open(flow *s, const flow_table *table, const weights *w, arena *memory) {
    *s = (flow){ .table = table, .w = w, .k = kernel_find(KERNEL_BEST) };
    if (!trunk_fits(w) || w->shape.width != FLOW_INPUT)
        return false;
    for (int k = 0; k < ENDING_NETS; k++) {
        if (!is_sound(&table[k]))
            return false;
        s->bytes[k] = arena_room(memory, FLOW_MOST, FLOW_WIDTH);
    }
    s->forms = arena_room(memory, FLOW_MOST, sizeof *s->forms);
    s->state = arena_room(memory, FLOW_MOST, FLOW_WIDTH * sizeof *s->state);
    s->windows = arena_room(memory, FLOW_MOST, FLOW_WINDOW * FLOW_WIDTH);
    s->sums = arena_room(memory, FLOW_MOST, FLOW_WIDTH * sizeof *s->sums);
    return !memory->failed && trunk_reserve(&s->trunk, w, FLOW_MOST, memory);
}

const uint8_t *flow_states(flow *s, const doc *d, uint32_t from, uint32_t to) {
    for (uint32_t i = from; i < to; i++)
        s->forms[i - from] = doc_form(d, &d->tokens[i]);
    trunk_shared(&s->trunk, s->w, s->k, s->forms, to - from);
    return s->trunk.bytes;
}

static void activate(flow *s, int net, uint32_t layer, size_t n) {
    s->k->activate(s->state, n * FLOW_WIDTH, s->table[net].state_shift[layer], s->bytes[net]);
}

static void add_traits(const flow *s, const flow_table *t, const ending_scan *scan, size_t i,
                       int16_t *state) {
    int16_t added[FLOW_WIDTH];
    uint16_t trait[ENDING_TRAITS];
    const int8_t *rows[ENDING_TRAITS];
    ending_traits(scan, s->from + (uint32_t)i, trait);
    for (int f = 0; f < ENDING_TRAITS; f++)
        rows[f] = t->trait[f][trait[f] % FLOW_TRAIT_ROWS];
    s->k->sum(rows, ENDING_TRAITS, FLOW_WIDTH, added);
    for (int j = 0; j < FLOW_WIDTH; j++) {
        int32_t sum = state[j] + added[j];
        state[j] = (int16_t)(sum > INT16_MAX ? INT16_MAX : sum < INT16_MIN ? INT16_MIN : sum);
    }
}

/* The states that the convolutions start from: the trunk's, and each word's traits. */
static void embed(flow *s, int net, const ending_scan *scan, size_t n) {
    const flow_table *t = &s->table[net];
    kernel_dense dense = { FLOW_INPUT, FLOW_WIDTH, t->project, t->project_bias };
    s->k->product(&dense, s->trunk.bytes, FLOW_INPUT, n, s->sums);
    for (size_t i = 0; i < n; i++) {
        int16_t *state = s->state + i * FLOW_WIDTH;
        s->k->narrow(s->sums + i * FLOW_WIDTH, t->project_shift, FLOW_WIDTH, state);
        add_traits(s, t, scan, i, state);
    }
    activate(s, net, 0, n);
}

static void fill_windows(flow *s, int net, size_t reach, size_t n) {
    uint8_t *window = s->windows;
    for (size_t i = 0; i < n; i++, window += FLOW_WINDOW * FLOW_WIDTH) {
        const uint8_t *here = s->bytes[net] + i * FLOW_WIDTH;
        if (i >= reach)
            memcpy(window, here - reach * FLOW_WIDTH, FLOW_WIDTH);
        else
            memset(window, KERNEL_ZERO, FLOW_WIDTH);
        memcpy(window + FLOW_WIDTH, here, FLOW_WIDTH);
        if (i + reach < n)
            memcpy(window + 2 * FLOW_WIDTH, here + reach * FLOW_WIDTH, FLOW_WIDTH);
        else
            memset(window + 2 * FLOW_WIDTH, KERNEL_ZERO, FLOW_WIDTH);
    }
}

static void convolve(flow *s, int net, uint32_t layer, size_t n) {
    const flow_table *t = &s->table[net];
    kernel_dense dense = { FLOW_WINDOW * FLOW_WIDTH, FLOW_WIDTH, t->layer[layer], t->bias[layer] };
    fill_windows(s, net, flow_reach(layer), n);
    s->k->product(&dense, s->windows, FLOW_WINDOW * FLOW_WIDTH, n, s->sums);
    for (size_t i = 0; i < n; i++)
        s->k->residual(s->sums + i * FLOW_WIDTH, t->shift[layer], FLOW_WIDTH,
                       s->state + i * FLOW_WIDTH);
    activate(s, net, layer + 1, n);
}

static void read_piece(flow *s, const doc *d, const ending_scan *scan, uint32_t from, uint32_t to) {
    s->from = from;
    s->to = to;
    flow_states(s, d, from, to);
    for (int net = 0; net < ENDING_NETS; net++) {
        embed(s, net, scan, to - from);
        for (uint32_t l = 0; l < FLOW_LAYERS; l++)
            convolve(s, net, l, to - from);
    }
}

void flow_look(flow *s, const doc *d, const ending_scan *scan, uint32_t i, ending_around *out) {
    uint32_t from, to;
    int32_t sums[ENDING_HIDDEN];
    flow_piece(scan->first, scan->end, i, &from, &to);
    if (from != s->from || to != s->to)
        read_piece(s, d, scan, from, to);
    for (int net = 0; net < ENDING_NETS; net++) {
        const flow_table *t = &s->table[net];
        kernel_dense dense = { 2 * FLOW_WIDTH, ENDING_HIDDEN, t->side, t->side_bias };
        s->k->product(&dense, s->bytes[net] + (size_t)(i - from) * FLOW_WIDTH, FLOW_WIDTH, 1, sums);
        s->k->narrow(sums, t->side_shift, ENDING_HIDDEN, out->hidden[net]);
    }
}
