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
        s->state[k] = arena_room(memory, FLOW_MOST, FLOW_WIDTH * sizeof *s->state[k]);
        s->bytes[k] = arena_room(memory, FLOW_LAYERS + 1, FLOW_MOST * FLOW_WIDTH);
    }
    s->forms = arena_room(memory, FLOW_MOST, sizeof *s->forms);
    s->windows = arena_room(memory, FLOW_MOST, FLOW_WINDOW * FLOW_WIDTH);
    s->sums = arena_room(memory, FLOW_MOST, FLOW_WIDTH * sizeof *s->sums);
    return !memory->failed && trunk_reserve(&s->trunk, w, FLOW_MOST, memory);
}

static void read_forms(flow *s, const doc *d, uint32_t from, uint32_t to) {
    for (uint32_t i = from; i < to; i++)
        s->forms[i - from] = doc_form(d, &d->tokens[i]);
}

const uint8_t *flow_states(flow *s, const doc *d, uint32_t from, uint32_t to) {
    read_forms(s, d, from, to);
    trunk_shared(&s->trunk, s->w, s->k, s->forms, to - from);
    return s->trunk.bytes;
}

/* Places of a piece, a bit each. */
static uint64_t places_below(size_t n) {
    return n < FLOW_MOST ? ((uint64_t)1 << n) - 1 : UINT64_MAX;
}

static size_t first_of(uint64_t places) {
    return (size_t)__builtin_ctzll(places);
}

static uint8_t *bytes_at(const flow *s, int net, uint32_t layer, size_t place) {
    return s->bytes[net] + ((size_t)layer * FLOW_MOST + place) * FLOW_WIDTH;
}

/* The states of a place before a layer, or behind the last, as bytes. */
static void activate(flow *s, int net, uint32_t layer, size_t place) {
    s->k->activate(s->state[net] + place * FLOW_WIDTH, FLOW_WIDTH, s->table[net].state_shift[layer],
                   bytes_at(s, net, layer, place));
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

/* The states that the convolutions of a net start from at places [from, to), whose trunk's states
 * lie one behind the other: these, and each word's traits. */
static void embed(flow *s, int net, const ending_scan *scan, const uint8_t *trunk, size_t from,
                  size_t to) {
    const flow_table *t = &s->table[net];
    kernel_dense dense = { FLOW_INPUT, FLOW_WIDTH, t->project, t->project_bias };
    s->k->product(&dense, trunk, FLOW_INPUT, to - from, s->sums);
    for (size_t i = from; i < to; i++) {
        int16_t *state = s->state[net] + i * FLOW_WIDTH;
        s->k->narrow(s->sums + (i - from) * FLOW_WIDTH, t->project_shift, FLOW_WIDTH, state);
        add_traits(s, t, scan, i, state);
        activate(s, net, 0, i);
    }
}

/* Starts places [first, end). */
static void start_run(flow *s, const ending_scan *scan, size_t first, size_t end) {
    size_t n = s->to - s->from, layers = s->w->shape.layers;
    size_t from = first > layers ? first - layers : 0; // what a cut spoils lies outside
    size_t to = end + layers < n ? end + layers : n + 1;
    trunk_part(&s->trunk, s->w, s->k, s->forms, n, from, to);
    for (int net = 0; net < ENDING_NETS; net++)
        embed(s, net, scan, s->trunk.bytes + (first - from) * FLOW_INPUT, first, end);
    s->done[0] |= places_below(end) & ~places_below(first);
}

/* Starts the places that are wanted and not started yet. */
static void start_states(flow *s, const ending_scan *scan, uint64_t wanted) {
    for (uint64_t left = wanted & ~s->done[0]; left; left = wanted & ~s->done[0]) {
        size_t first = first_of(left);
        uint64_t behind = ~(left >> first);
        start_run(s, scan, first, behind ? first + first_of(behind) : FLOW_MOST);
    }
}

static void fill_window(const flow *s, int net, uint32_t layer, size_t place, uint8_t *window) {
    size_t reach = flow_reach(layer), n = s->to - s->from;
    const uint8_t *here = bytes_at(s, net, layer, place);
    if (place >= reach)
        memcpy(window, here - reach * FLOW_WIDTH, FLOW_WIDTH);
    else
        memset(window, KERNEL_ZERO, FLOW_WIDTH);
    memcpy(window + FLOW_WIDTH, here, FLOW_WIDTH);
    if (place + reach < n)
        memcpy(window + 2 * FLOW_WIDTH, here + reach * FLOW_WIDTH, FLOW_WIDTH);
    else
        memset(window + 2 * FLOW_WIDTH, KERNEL_ZERO, FLOW_WIDTH);
}

/* Takes some places through a layer. */
static void convolve(flow *s, int net, uint32_t layer, uint64_t places) {
    const flow_table *t = &s->table[net];
    kernel_dense dense = { FLOW_WINDOW * FLOW_WIDTH, FLOW_WIDTH, t->layer[layer], t->bias[layer] };
    size_t n = 0;
    for (uint64_t p = places; p; p &= p - 1, n++)
        fill_window(s, net, layer, first_of(p), s->windows + n * FLOW_WINDOW * FLOW_WIDTH);
    s->k->product(&dense, s->windows, FLOW_WINDOW * FLOW_WIDTH, n, s->sums);
    const int32_t *sums = s->sums;
    for (uint64_t p = places; p; p &= p - 1, sums += FLOW_WIDTH) {
        s->k->residual(sums, t->shift[layer], FLOW_WIDTH, s->state[net] + first_of(p) * FLOW_WIDTH);
        activate(s, net, layer + 1, first_of(p));
    }
}

/* Takes to the end what is wanted there, and before each layer only what that is built on. */
static void advance(flow *s, const ending_scan *scan, uint64_t wanted) {
    uint64_t before[FLOW_LAYERS + 1], all = places_below(s->to - s->from);
    before[FLOW_LAYERS] = wanted & all;
    for (uint32_t l = FLOW_LAYERS; l-- > 0;) {
        uint64_t w = before[l + 1];
        before[l] = (w | w << flow_reach(l) | w >> flow_reach(l)) & all;
    }
    start_states(s, scan, before[0]);
    for (uint32_t l = 0; l < FLOW_LAYERS; l++) {
        uint64_t places = before[l + 1] & ~s->done[l + 1];
        for (int net = 0; net < ENDING_NETS && places; net++)
            convolve(s, net, l, places);
        s->done[l + 1] |= places;
    }
}

static void open_piece(flow *s, const doc *d, uint32_t from, uint32_t to) {
    s->from = from;
    s->to = to;
    memset(s->done, 0, sizeof s->done);
    read_forms(s, d, from, to);
}

void flow_look(flow *s, const doc *d, const ending_scan *scan, uint32_t i, ending_around *out) {
    uint32_t from, to;
    int32_t sums[ENDING_HIDDEN];
    flow_piece(scan->first, scan->end, i, &from, &to);
    if (from != s->from || to != s->to)
        open_piece(s, d, from, to);
    advance(s, scan, (uint64_t)3 << (i - from));
    for (int net = 0; net < ENDING_NETS; net++) {
        const flow_table *t = &s->table[net];
        kernel_dense dense = { 2 * FLOW_WIDTH, ENDING_HIDDEN, t->side, t->side_bias };
        s->k->product(&dense, bytes_at(s, net, FLOW_LAYERS, i - from), FLOW_WIDTH, 1, sums);
        s->k->narrow(sums, t->side_shift, ENDING_HIDDEN, out->hidden[net]);
    }
}
