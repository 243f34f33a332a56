/* answer.h - what is known of a page's story: its text, other tellings that are as good, or strings
 * that belong to it or do not. */
#ifndef UH_ANSWER_H
#define UH_ANSWER_H

#include "base/text.h"

#include <stdint.h>

enum { ANSWER_STRINGS = 64, ANSWER_ALTS = 8 };

typedef struct answer {
    buffer id, site, text, type;
    buffer with[ANSWER_STRINGS], without[ANSWER_STRINGS], alts[ANSWER_ALTS];
    uint32_t n_with, n_without, n_alts;
    bool has_text;
} answer;

/* Reads a line of JSON; *a starts at zero. */
void answer_read(text line, answer *a);
void answer_free(answer *a);

#endif
