/* gist.h - the words of a text for counting: lower case, no function words, plural endings off.
 * Only for likeness; the language stage knows better and is not needed here. */
#ifndef UH_GIST_H
#define UH_GIST_H

#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>

enum { WORD_BYTES_MOST = 64, STEM_BITS = 24 }; // of a word that counts

/* Start from { .in = text }. */
typedef struct gist_reader {
    text in;
    size_t at;
    char word[WORD_BYTES_MOST + 1]; // lower case (ASCII), NUL behind it
    size_t len;
} gist_reader;

/* Finds the next word; a number keeps the points and commas inside it. False at the end. */
bool gist_next(gist_reader *w);
/* Tells whether the word says nothing about a subject: "the", "said", "because". */
bool gist_is_function(const gist_reader *w);
/* Hash of the word as it stands. */
uint64_t gist_hash(const gist_reader *w);
/* Hash, STEM_BITS, of the word without the ending of a plural; changes the word. */
uint32_t gist_stem_hash(gist_reader *w);

#endif
