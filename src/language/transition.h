/* transition.h - the arc-hybrid system (Kuhlmann, Gómez-Rodríguez and Satta 2011; ROOT at the end,
 * as Ballesteros and Nivre 2013 advise): the state of a parse, its moves, and what the network
 * looks at. Shared by the parser and its trainer. Knows no weights and no labels beyond their
 * numbers. */
#ifndef UH_TRANSITION_H
#define UH_TRANSITION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    TRANSITION_SLOTS = 12,     // tokens seen: stack 0-1, buffer 0-2, then the others
    TRANSITION_NEAR = 5,       // of them that nearly every token takes in its turn: the first ones
    TRANSITION_LABELS = 4,     // relations of children seen
    TRANSITION_DISTANCES = 64, // 8 buckets of b0-s0 times 8 of s0-s1
    TRANSITION_VALENCIES = 16, // 4 counts on one side times 4 on another
    TRANSITION_BIAS_ROWS = TRANSITION_DISTANCES + 2 * TRANSITION_VALENCIES,
};

enum move { MOVE_SHIFT, MOVE_LEFT, MOVE_RIGHT, MOVE_KINDS };

enum { TRANSITION_NONE = -1 };

/* A parse under way over tokens 0..n-1 and ROOT, which is token n. Arrays have n+1 items. */
typedef struct transition_state {
    int32_t n;     // tokens without ROOT
    int32_t next;  // first token of the buffer; n: only ROOT is left
    int32_t depth; // of stack
    int32_t *stack;
    int32_t *head;     // TRANSITION_NONE until attached
    int32_t *relation; // number of the network's relation
    int32_t *leftmost; // child, or TRANSITION_NONE
    int32_t *rightmost;
    uint8_t *n_left; // children, counted up to 3
    uint8_t *n_right;
} transition_state;

/* What the network sees of a state. */
typedef struct transition_view {
    int32_t token[TRANSITION_SLOTS];  // TRANSITION_NONE: no such token
    int32_t label[TRANSITION_LABELS]; // TRANSITION_NONE: no such child
    int32_t distance;                 // 0..TRANSITION_DISTANCES-1
    int32_t valency[2];               // 0..TRANSITION_VALENCIES-1
} transition_view;

/* Returns the bytes that a state over n tokens needs, for transition_start. */
size_t transition_size(size_t n);
/* Begins a parse; memory has transition_size(n) bytes aligned to 4 and stays the caller's. */
void transition_start(transition_state *state, void *memory, size_t n);
bool transition_done(const transition_state *state);
/* Whether a kind of move is allowed now. Exactly one token ends with ROOT as its head. */
bool transition_allows(const transition_state *state, enum move move);
/* Makes an allowed move; relation counts for MOVE_LEFT and MOVE_RIGHT. */
void transition_apply(transition_state *state, enum move move, int32_t relation);
void transition_look(const transition_state *state, transition_view *view);

#endif
