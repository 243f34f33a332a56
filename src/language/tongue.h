/* tongue.h - whether a text is English, told from the share of its words that bind others ("the",
 * "which") and that do so in other languages ("der", "que"), and from its letters. It does not say
 * which other language it is. */
#ifndef UH_TONGUE_H
#define UH_TONGUE_H

#include "base/text.h"
#include "model/words.h"

#include <stdbool.h>
#include <stdint.h>

/* Words of a text. */
typedef struct tongue {
    uint32_t n_english; // that bind others in English
    uint32_t n_foreign; // that do so in other languages and not in English
    uint32_t n_other;   // in other letters; some letters count as a word where no spaces divide
    uint32_t n_running; // that begin with a small letter
} tongue;

/* Counts a text's words.
 * cost  linear in bytes */
tongue tongue_of(const words *w, text t);
tongue tongue_sum(tongue a, tongue b);

/* The words are another language's; with too few words of either kind: false.
 * declared  the page says that it is in another language: half the evidence will do */
bool tongue_is_foreign(tongue t, bool declared);
/* Enough words to judge a piece of text by itself. */
bool tongue_is_plain(tongue t);
/* A declared language ("en-GB", "de") that is not English. */
bool tongue_declares_another(text language);

#endif
