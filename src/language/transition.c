/* transition.c - arc-hybrid states and moves; see transition.h. */
#include "language/transition.h"

#include <string.h>

enum { COUNT_MOST = 3, INT_ARRAYS = 5, BYTE_ARRAYS = 2 };

size_t transition_size(size_t n) {
    return (n + 1) * (INT_ARRAYS * sizeof(int32_t) + BYTE_ARRAYS);
}

void transition_start(transition_state *state, void *memory, size_t n) {
    size_t items = n + 1;
    int32_t *numbers = memory;
    *state = (transition_state){
        .n = (int32_t)n,
        .stack = numbers,
        .head = numbers + items,
        .relation = numbers + 2 * items,
        .leftmost = numbers + 3 * items,
        .rightmost = numbers + 4 * items,
        .n_left = (uint8_t *)(numbers + 5 * items),
    };
    state->n_right = state->n_left + items;
    for (size_t i = 0; i < INT_ARRAYS * items; i++)
        numbers[i] = TRANSITION_NONE;
    memset(state->n_left, 0, 2 * items);
}

bool transition_done(const transition_state *state) {
    return state->next == state->n && state->depth == 0;
}

bool transition_allows(const transition_state *state, enum move move) {
    switch (move) {
    case MOVE_SHIFT:
        return state->next < state->n;
    case MOVE_LEFT: // to ROOT only the last one standing
        return state->depth > 0 && (state->next < state->n || state->depth == 1);
    default:
        return state->depth > 1;
    }
}

static void count(uint8_t *n) {
    if (*n < COUNT_MOST)
        ++*n;
}

void transition_apply(transition_state *state, enum move move, int32_t relation) {
    if (move == MOVE_SHIFT) {
        state->stack[state->depth++] = state->next++;
        return;
    }
    int32_t child = state->stack[--state->depth];
    int32_t head = move == MOVE_LEFT ? state->next : state->stack[state->depth - 1];
    state->head[child] = head;
    state->relation[child] = relation;
    if (move == MOVE_LEFT) {
        state->leftmost[head] = child;
        count(&state->n_left[head]);
    } else {
        state->rightmost[head] = child;
        count(&state->n_right[head]);
    }
}

static int32_t bucket(int32_t distance) {
    if (distance < 5)
        return distance;
    return distance < 8 ? 5 : distance < 12 ? 6 : 7;
}

static int32_t child_of(const int32_t *children, int32_t token) {
    return token == TRANSITION_NONE ? TRANSITION_NONE : children[token];
}

void transition_look(const transition_state *s, transition_view *view) {
    int32_t s0 = s->depth > 0 ? s->stack[s->depth - 1] : TRANSITION_NONE;
    int32_t s1 = s->depth > 1 ? s->stack[s->depth - 2] : TRANSITION_NONE;
    int32_t s2 = s->depth > 2 ? s->stack[s->depth - 3] : TRANSITION_NONE;
    int32_t b0 = s->next;
    int32_t *token = view->token;
    token[0] = s0;
    token[1] = s1;
    token[2] = b0;
    token[3] = b0 + 1 <= s->n ? b0 + 1 : TRANSITION_NONE;
    token[4] = b0 + 2 <= s->n ? b0 + 2 : TRANSITION_NONE;
    token[5] = child_of(s->leftmost, s0);
    token[6] = child_of(s->rightmost, s0);
    token[7] = child_of(s->leftmost, s1);
    token[8] = child_of(s->rightmost, s1);
    token[9] = s->leftmost[b0];
    token[10] = s2;
    token[11] = child_of(s->rightmost, token[6]);
    static const int8_t labelled[TRANSITION_LABELS] = { 5, 6, 8, 9 };
    for (int i = 0; i < TRANSITION_LABELS; i++)
        view->label[i] = child_of(s->relation, token[labelled[i]]);
    int32_t far = s0 < 0 ? 0 : bucket(b0 - s0), near = s1 < 0 ? 0 : bucket(s0 - s1);
    view->distance = far * 8 + near;
    view->valency[0] = s0 < 0 ? 0 : s->n_left[s0] * 4 + s->n_right[s0];
    view->valency[1] = s1 < 0 ? 0 : s->n_right[s1] * 4 + s->n_left[b0];
}
