/* learn.h - what one sentence teaches: the way forth and back through the network. Tags by
 * cross-entropy, names by a linear-chain CRF, trees by a dynamic oracle with exploration (Goldberg
 * and Nivre 2013). */
#ifndef TRAIN_LEARN_H
#define TRAIN_LEARN_H

#include "net.h"

typedef struct learn_options {
    float drop;       // share of state numbers set to 0
    float word_drop;  // share of words whose form is hidden, so that affixes must do
    float explore;    // share of parser moves that follow the network, right or wrong
    float name_scale; // of the names' gradient
} learn_options;

typedef struct learn_report {
    double tag_loss, move_loss, name_loss;
    size_t tags, tags_right, moves, names;
} learn_report;

typedef struct learner learner;

learner *learner_new(network *n, rng *r);
void learner_free(learner *l);
/* Adds the gradients of one sentence of words. */
void learner_sentence(learner *l, const word *words, size_t n, bool has_tree, bool has_names,
                      const learn_options *options, learn_report *report);

/* What the network says without dropout; heads as in word, out [n]. */
void learner_predict(learner *l, const word *words, size_t n, bool has_tree, bool has_names,
                     word *out);

/* What a sentence's numbers were, for choosing ranges. */
typedef struct learner_view {
    const float *state[NET_LAYERS_MOST + 1]; // [n_state] before and after each layer
    size_t n_state;
} learner_view;

/* Runs all layers and shows the numbers; good until the next call. */
learner_view learner_watch(learner *l, const word *words, size_t n);

#endif
