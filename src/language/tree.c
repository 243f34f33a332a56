/* tree.c - see tree.h. */
#include "language/tree.h"

enum { PARTS = 1 + TRANSITION_SLOTS + TRANSITION_LABELS + 3 };

bool tree_reserve(tree_space *space, const weights *w, size_t n, arena *memory) {
    size_t slots = (size_t)TRANSITION_SLOTS * w->shape.hidden;
    space->slot = arena_array(memory, n + 1, slots * sizeof *space->slot);
    space->sums = arena_array(memory, TREE_BLOCK, slots * sizeof *space->sums);
    space->hidden = arena_array(memory, w->shape.hidden, sizeof *space->hidden);
    space->scores =
        arena_array(memory, weights_padded(weights_actions(&w->shape)), sizeof *space->scores);
    space->memory = arena_alloc(memory, transition_size(n));
    return !memory->failed;
}

/* Each token's vector for each place it may take in the parser's view. */
static void fill_slots(tree_space *space, const weights *w, const kernel *k, const uint8_t *states,
                       size_t tokens) {
    uint32_t width = w->shape.width, slots = TRANSITION_SLOTS * w->shape.hidden;
    kernel_dense dense = { width, slots, w->slot, w->slot_bias };
    for (size_t i = 0; i < tokens; i += TREE_BLOCK) {
        size_t block = tokens - i < TREE_BLOCK ? tokens - i : TREE_BLOCK;
        k->product(&dense, states + i * width, width, block, space->sums);
        for (size_t b = 0; b < block; b++)
            k->narrow(space->sums + b * slots, w->slot_shift, slots, space->slot + (i + b) * slots);
    }
}

static void gather(const tree_space *space, const weights *w, const transition_view *view,
                   const int16_t *parts[PARTS]) {
    size_t hidden = w->shape.hidden, relations = w->shape.n_relations, n = 0;
    parts[n++] = w->start;
    for (size_t s = 0; s < TRANSITION_SLOTS; s++) {
        int32_t token = view->token[s];
        parts[n++] = token == TRANSITION_NONE
                         ? w->absent + s * hidden
                         : space->slot + ((size_t)token * TRANSITION_SLOTS + s) * hidden;
    }
    for (size_t l = 0; l < TRANSITION_LABELS; l++) {
        size_t relation = view->label[l] == TRANSITION_NONE ? relations : (size_t)view->label[l];
        parts[n++] = w->label + (l * (relations + 1) + relation) * hidden;
    }
    const int16_t *near = w->bias_row + TRANSITION_DISTANCES * hidden;
    parts[n++] = w->bias_row + (size_t)view->distance * hidden;
    parts[n++] = near + (size_t)view->valency[0] * hidden;
    parts[n++] = near + (size_t)(TRANSITION_VALENCIES + view->valency[1]) * hidden;
}

static unsigned allowed_moves(const transition_state *state) {
    unsigned allowed = 0;
    for (int m = 0; m < MOVE_KINDS; m++)
        allowed |= (unsigned)transition_allows(state, (enum move)m) << m;
    return allowed;
}

/* The best action; where weights prefer one that is not allowed, the first move that is. */
static size_t choose(tree_space *space, const weights *w, const kernel *k, unsigned allowed) {
    transition_view view;
    const int16_t *parts[PARTS];
    uint32_t padded = weights_padded(weights_actions(&w->shape)), relations = w->shape.n_relations;
    transition_look(&space->state, &view);
    gather(space, w, &view, parts);
    k->hidden(parts, PARTS, w->shape.hidden, space->hidden);
    kernel_fine layer = { w->shape.hidden, padded, w->action,
                          w->action_bias + (size_t)allowed * padded };
    k->fine(&layer, space->hidden, space->scores);
    size_t best = k->greatest(space->scores, padded);
    enum move move = best == 0 ? MOVE_SHIFT : best <= relations ? MOVE_LEFT : MOVE_RIGHT;
    if (best < weights_actions(&w->shape) && allowed >> move & 1)
        return best;
    return allowed & 1 << MOVE_SHIFT ? 0 : allowed & 1 << MOVE_LEFT ? 1 : relations + 1;
}

void tree_read(tree_space *space, const weights *w, const kernel *k, const uint8_t *states,
               size_t n) {
    transition_state *state = &space->state;
    size_t relations = w->shape.n_relations;
    fill_slots(space, w, k, states, n + 1);
    transition_start(state, space->memory, n);
    while (!transition_done(state)) {
        unsigned allowed = allowed_moves(state);
        size_t action = allowed == 1 << MOVE_SHIFT ? 0 : choose(space, w, k, allowed);
        enum move move = action == 0 ? MOVE_SHIFT : action <= relations ? MOVE_LEFT : MOVE_RIGHT;
        transition_apply(state, move, action ? (int32_t)((action - 1) % relations) : 0);
    }
}
