/* reasons.h - why a sentence has the events it has, and why no others. */
#ifndef UH_REASONS_H
#define UH_REASONS_H

#include "doc/doc.h"

/* Appends the field "sentences" of a JSON object: each sentence that names a side or has a word of
 * the rules, with its tree (rows of ID FORM LEMMA UPOS HEAD DEPREL), its sides with the line of the
 * lexicon that knows them, and each word at which coding stopped, with the reason. A sentence with
 * sides and an empty "stopped" has no word of a rule.
 * cost     linear in the document */
void reasons_write(buffer *out, const doc *d);

#endif
