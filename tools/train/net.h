/* net.h - the network in floating point: its parameters, and how they move (Adam, Kingma and Ba
 * 2015). What a sentence teaches is in learn.h; the whole numbers that are shipped are made by
 * quantise.h. */
#ifndef TRAIN_NET_H
#define TRAIN_NET_H

#include "corpus.h"
#include "language/transition.h"
#include "language/trunk.h"
#include "rng.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { NET_LAYERS_MOST = 8 };

typedef struct shape {
    uint32_t width, hidden;
    uint32_t layers;                 // convolutions that all tasks share
    uint32_t name_layers;            // further ones for names alone
    uint32_t reach[NET_LAYERS_MOST]; // numbers that a convolution sees of each neighbour
    uint32_t slot_width;             // numbers of a state that the parser's vectors come from
    trunk_tables tables;
    uint32_t n_tags, n_relations, n_names;
} shape;

uint32_t shape_window(const shape *s, uint32_t layer); // inputs of a convolution
uint32_t shape_actions(const shape *s);

/* Parameters with gradient and Adam's two moments. */
typedef struct tensor {
    float *value, *gradient, *mean, *square;
    size_t n;
    bool decays; // towards 0
} tensor;

typedef struct network {
    shape shape;
    tensor rows;                              // [row][width / 2]; only touched rows are moved
    tensor convolution[NET_LAYERS_MOST];      // [shape_window][width]
    tensor convolution_bias[NET_LAYERS_MOST]; // [width]
    tensor slot;                              // [slot_width][slots * hidden]
    tensor absent;                            // [slots][hidden]
    tensor label;                             // [labels][n_relations + 1][hidden]
    tensor bias_row;                          // [TRANSITION_BIAS_ROWS][hidden]
    tensor start;                             // [hidden]
    tensor action;                            // [hidden][padded actions]
    tensor action_bias;                       // [padded actions]
    tensor tag;                               // [width][padded tags]
    tensor tag_bias;
    tensor name; // [width][padded names]
    tensor name_bias;
    tensor name_step; // [padded names][padded names] from, to

    // turned copies, for the way back
    float *convolution_turned[NET_LAYERS_MOST], *slot_turned, *action_turned, *tag_turned,
        *name_turned;

    uint32_t *touched; // rows with a gradient
    size_t n_touched;
    uint8_t *is_touched;
    double decay_mean, decay_square; // powers of Adam's constants after the steps so far
} network;

network *net_new(const shape *s, rng *r);
void net_free(network *n);
/* Marks a row as touched and returns its gradient. */
float *net_touch(network *n, uint32_t row);
/* Moves the parameters against the gradients, which are cut to norm_most and then cleared. */
void net_step(network *n, float rate, double norm_most);
/* The parameters as plain floats, for going on later; false when the file fails. */
bool net_save(network *n, const char *path);
bool net_load(network *n, const char *path);

#endif
