/* side.h - the codes of a side as people read them: "Russia's military", "Russia, China and Cuba".
 */
#ifndef UH_REPORT_SIDE_H
#define UH_REPORT_SIDE_H

#include "report/book.h"

/* Appends one code's name; the code itself where nothing is known of it. */
void side_name(buffer *out, const book *names, text code);
/* Appends the names of blank-separated codes; a dash where there is none. */
void side_names(buffer *out, const book *names, text codes);
/* True for words that only point back: "he", "they" ... */
bool side_is_pronoun(text words);

#endif
