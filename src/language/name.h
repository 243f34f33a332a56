/* name.h - names of persons, organisations, places and groups: the best path of BIO labels through
 * a sentence (Viterbi 1967), with the steps that a CRF learnt. */
#ifndef UH_NAME_H
#define UH_NAME_H

#include "language/kernel.h"
#include "model/weights.h"

#include <stddef.h>
#include <stdint.h>

/* Bytes of working memory that n tokens need. */
size_t name_space(size_t n);
/* Fills labels [n] with enum name_tag from n states; space is name_space(n) bytes, aligned to 16.
 */
void name_read(const weights *w, const kernel *k, const uint8_t *states, size_t n, void *space,
               uint8_t *labels);

#endif
