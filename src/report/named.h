/* named.h - the codes of a side as people read them: "Russia's military", "Russia, China and Cuba".
 */
#ifndef UH_NAMED_H
#define UH_NAMED_H

#include "report/book.h"

/* Appends one code's name; the code itself where nothing is known of it. */
void named_side(buffer *out, const book *names, text code);
/* Appends the names of blank-separated codes; a dash where there is none. */
void named_sides(buffer *out, const book *names, text codes);
/* True for words that only point back: "he", "they" ... */
bool named_is_pronoun(text words);

#endif
