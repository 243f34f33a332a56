/* tag.h - parts of speech, universal and Penn at once: each state's greatest score among the pairs
 * that the training data know. */
#ifndef UH_TAG_H
#define UH_TAG_H

#include "language/kernel.h"
#include "model/weights.h"

#include <stddef.h>
#include <stdint.h>

enum { TAG_BLOCK = 16 }; // tokens scored at a time

/* Fills tags [n] with numbers of w->tag_label from n states. */
void tag_read(const weights *w, const kernel *k, const uint8_t *states, size_t n, uint8_t *tags);

#endif
