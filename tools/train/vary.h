/* vary.h - copies of training sentences as headlines, shouting and careless writers would have
 * them. */
#ifndef TRAIN_VARY_H
#define TRAIN_VARY_H

#include "corpus.h"
#include "rng.h"

typedef struct vary_options {
    float recase; // share of sentences in Title Case, CAPITALS or small letters
    float
        headline; // share of the sentences with a tree that lose articles, auxiliaries and the stop
    float drop_stop; // share of the others that lose their last mark
} vary_options;

typedef struct vary vary;

vary *vary_new(const inventory *labels);
void vary_free(vary *v);
/* Copies words [*n] to a place of its own, changed by chance; *n may shrink. Good until the next
 * call. */
word *vary_sentence(vary *v, const vary_options *options, rng *r, const word *words, size_t *n,
                    bool has_tree);

#endif
