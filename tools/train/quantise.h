/* quantise.h - from floating point to the whole numbers that are shipped: scales are powers of two
 * where sums are shifted, and free where scores are only compared. */
#ifndef TRAIN_QUANTISE_H
#define TRAIN_QUANTISE_H

#include "corpus.h"
#include "learn.h"
#include "net.h"

#include <stddef.h>

/* Makes the weights file in memory; the caller frees it.
 * from     sentences whose states say how large numbers get; from training data */
unsigned char *quantise(network *n, learner *l, const inventory *labels, const corpus *from,
                        size_t *size);

#endif
