/* tree.c - see tree.h. */
#include "language/tree.h"

#include <string.h>

enum { PARTS = 1 + TRANSITION_SLOTS + TRANSITION_LABELS + 3 };

bool tree_reserve(tree_space *space, const weights *w, size_t n, arena *memory) {
    size_t slots = (size_t)TRANSITION_SLOTS * w->shape.hidden;
    space->slot = arena_room(memory, n + 1, slots * sizeof *space->slot);
    space->filled = arena_room(memory, n + 1, sizeof *space->filled);
    space->sums = arena_room(memory, TREE_BLOCK,
                             (size_t)TRANSITION_NEAR * w->shape.hidden * sizeof *space->sums);
    space->hidden = arena_room(memory, w->shape.hidden, sizeof *space->hidden);
    space->scores =
        arena_room(memory, weights_padded(weights_actions(&w->shape)), sizeof *space->scores);
    space->memory = arena_alloc(memory, transition_size(n));
    return !memory->failed;
}

static int16_t *slot_of(const tree_space *space, const weights *w, size_t token, size_t slot) {
    return space->slot + (token * TRANSITION_SLOTS + slot) * w->shape.hidden;
}

/* Each token's vectors for the places that nearly all take. */
static void fill_near(tree_space *space, const weights *w, const kernel *k, size_t tokens) {
    uint32_t width = w->shape.width, near = TRANSITION_NEAR * w->shape.hidden;
    kernel_dense dense = { w->shape.slot_width, near, w->near, w->slot_bias };
    for (size_t i = 0; i < tokens; i += TREE_BLOCK) {
        size_t block = tokens - i < TREE_BLOCK ? tokens - i : TREE_BLOCK;
        k->product(&dense, space->states + i * width, width, block, space->sums);
        for (size_t b = 0; b < block; b++)
            k->narrow(space->sums + b * near, w->slot_shift, near, slot_of(space, w, i + b, 0));
    }
    memset(space->filled, 0, tokens * sizeof *space->filled);
}

static void fill_far(tree_space *space, const weights *w, const kernel *k, size_t token,
                     size_t slot) {
    uint32_t width = w->shape.width, in = w->shape.slot_width, hidden = w->shape.hidden;
    size_t at = slot * hidden;
    kernel_dense dense = { in, hidden, w->far + (slot - TRANSITION_NEAR) * hidden * in,
                           w->slot_bias + at };
    k->product(&dense, space->states + token * width, width, 1, space->sums);
    k->narrow(space->sums, w->slot_shift + at, hidden, slot_of(space, w, token, slot));
    space->filled[token] |= (uint16_t)(1u << slot);
}

static void gather(tree_space *space, const weights *w, const kernel *k,
                   const transition_view *view, const int16_t *parts[PARTS]) {
    size_t hidden = w->shape.hidden, relations = w->shape.n_relations, n = 0;
    parts[n++] = w->start;
    for (size_t s = 0; s < TRANSITION_SLOTS; s++) {
        size_t token = (size_t)view->token[s];
        bool is_absent = view->token[s] == TRANSITION_NONE;
        if (!is_absent && s >= TRANSITION_NEAR && !(space->filled[token] >> s & 1))
            fill_far(space, w, k, token, s);
        parts[n++] = is_absent ? w->absent + s * hidden : slot_of(space, w, token, s);
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
    gather(space, w, k, &view, parts);
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
    space->states = states;
    fill_near(space, w, k, n + 1);
    transition_start(state, space->memory, n);
    while (!transition_done(state)) {
        unsigned allowed = allowed_moves(state);
        size_t action = allowed == 1 << MOVE_SHIFT ? 0 : choose(space, w, k, allowed);
        enum move move = action == 0 ? MOVE_SHIFT : action <= relations ? MOVE_LEFT : MOVE_RIGHT;
        transition_apply(state, move, action ? (int32_t)((action - 1) % relations) : 0);
    }
}
