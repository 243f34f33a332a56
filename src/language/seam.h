/* seam.h - what the tagger and the parser make of the text around a place where a sentence may end:
 * words that belong to two sentences hang together by one loose arc, or badly. More features for
 * the places that ending.c's own leave open. */
#ifndef UH_SEAM_H
#define UH_SEAM_H

#include "doc/doc.h"
#include "language/kernel.h"
#include "language/tree.h"
#include "language/trunk.h"
#include "model/weights.h"

enum {
    SEAM_FEATURES = 24,
    SEAM_SIDE = 14, // tokens looked at on either side, at most
};

/* Working memory for one document. */
typedef struct seam {
    const weights *w;
    const kernel *k;
    trunk_space trunk;
    tree_space tree;
    text *forms;   // [2 * SEAM_SIDE]
    uint8_t *tags; // [2 * SEAM_SIDE]
} seam;

/* Takes the memory; false when the arena refuses or the weights are for other features. */
bool seam_open(seam *s, const weights *w, arena *memory);
/* Parses tokens [from, end) as one sentence and describes how it hangs together between token at
 * and the one behind it: from <= at < end - 1, at most SEAM_SIDE tokens on either side. */
void seam_features(seam *s, const doc *d, uint32_t from, uint32_t at, uint32_t end,
                   uint32_t hashes[SEAM_FEATURES]);

#endif
