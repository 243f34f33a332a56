/* weights.h - the trained network as it lies in its file: dimensions and arrays, checked at load.
 * Little- endian, sections at multiples of 64 bytes. Knows no arithmetic; language/ computes with
 * it. */
#ifndef UH_WEIGHTS_H
#define UH_WEIGHTS_H

#include "base/text.h"
#include "upperhand.h"

#include <stddef.h>
#include <stdint.h>

enum {
    WEIGHTS_VERSION = 3,
    WEIGHTS_ALIGN = 64,
    WEIGHTS_STEP = 16,        // widths and padded label counts are multiples of this
    WEIGHTS_WIDTH_MOST = 256, // each most is far above what pays, and keeps sums in 32 bits
    WEIGHTS_HIDDEN_MOST = 128,
    WEIGHTS_LAYERS_MOST = 8,
    WEIGHTS_LABELS_MOST = 120, // tags, relations, name labels
    WEIGHTS_BITS_MOST = 18,    // of a hash table's row number
    WEIGHTS_SHIFT_MOST = 30,
    WEIGHTS_SIZE_MOST = 64,   // of a dense weight: see language/kernel.h
    WEIGHTS_FINE_MOST = 1023, // of an action's
    WEIGHTS_CASES = 8,        // which of the three kinds of move are allowed
};

/* The file's numbers. Padded counts are rounded up to WEIGHTS_STEP. */
typedef struct weights_shape {
    uint32_t width;                      // of a token's state
    uint32_t hidden;                     // of the parser's layer
    uint32_t layers;                     // convolutions that all tasks share
    uint32_t name_layers;                // further ones for names alone
    uint32_t reach[WEIGHTS_LAYERS_MOST]; // numbers that each convolution sees of the token before,
                                         // its last ones, and of the one behind, its first
    uint32_t slot_width; // numbers of a state, the first ones, that the parser's vectors come from
    uint32_t features;   // rows a token sums
    uint32_t slots;      // tokens the parser sees
    uint32_t near;       // of them whose vectors are computed for every token
    uint32_t labels;     // relations of children the parser sees
    uint32_t bias_rows;  // distances and valencies
    uint32_t word_bits;  // the first two features have a table of 1 << word_bits rows in common
    uint32_t affix_bits; // large tables of the others; see language/trunk.h
    uint32_t rows;       // of all tables
    uint32_t n_tags, n_relations, n_names;
    uint32_t state_shift[WEIGHTS_LAYERS_MOST + 1]; // of states to bytes, before each layer and last
} weights_shape;

/* The network. Arrays borrow from the block that weights_read was given. Dense weights lie in
 * quads, [inputs / 4][outputs][4]; labels that only pad have the lowest bias. */
typedef struct weights {
    weights_shape shape;
    const int8_t *row;                                     // [rows][width / 2]
    const int8_t *convolution[WEIGHTS_LAYERS_MOST];        // weights_window to width
    const int32_t *convolution_bias[WEIGHTS_LAYERS_MOST];  // [width]
    const int32_t *convolution_shift[WEIGHTS_LAYERS_MOST]; // [width]
    const int8_t *near;                                    // slot_width to near * hidden
    const int8_t *far;         // [slots - near], each slot_width to hidden
    const int32_t *slot_bias;  // [slots * hidden]
    const int32_t *slot_shift; // [slots * hidden]
    const int16_t *absent;     // [slots][hidden]
    const int16_t *label;      // [labels][n_relations + 1][hidden]
    const int16_t *bias_row;   // [bias_rows][hidden]
    const int16_t *start;      // [hidden]
    const int16_t *action;     // hidden to padded actions (shift, lefts, rights), in pairs
    const int32_t
        *action_bias;         // [WEIGHTS_CASES][padded actions]: lowest where a move is not allowed
    const int8_t *tag;        // width to padded n_tags
    const int32_t *tag_bias;  // [padded n_tags]
    const int8_t *name;       // width to padded n_names
    const int32_t *name_bias; // [padded n_names]
    const int32_t *name_step; // [n_names][n_names] from, to
    const uint8_t *tag_label; // [n_tags][2] enum upos, enum xpos
    const uint8_t *relation_label; // [n_relations] enum relation
    const uint8_t *name_label;     // [n_names] enum name_tag
} weights;

/* Returns the model's network, or NULL where it was packed without one. */
const weights *model_weights(const uh_model *model);

/* Returns n rounded up to WEIGHTS_STEP. */
uint32_t weights_padded(uint32_t n);
/* Returns the inputs of a convolution: a token's numbers and those of its neighbours in reach. */
uint32_t weights_window(const weights_shape *s, uint32_t layer);
/* Returns 1 + 2 * n_relations. */
uint32_t weights_actions(const weights_shape *s);

/* Reads a weights file that lies in memory aligned to WEIGHTS_ALIGN.
 * bytes    borrowed as long as *out is used
 * returns  UH_OK, UH_MODEL (not weights, other version, cut, altered, out of bounds)
 * cost     one pass over the bytes; no allocation */
UH_CHECKED uh_status weights_read(text bytes, weights *out, uh_error *error);

/* Returns the size of the file that holds weights of this shape. */
size_t weights_size(const weights_shape *s);
/* Points the arrays of out at their places in bytes, weights_size of them, for a writer to fill.
 * The writer ends with weights_seal. */
void weights_lay(const weights_shape *s, unsigned char *bytes, weights *out);
/* Writes the header: magic, version, size, checksum, shape. */
void weights_seal(const weights_shape *s, unsigned char *bytes);

#endif
