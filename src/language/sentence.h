/* sentence.h - where sentences end, among the tokens of one block. */
#ifndef UH_SENTENCE_H
#define UH_SENTENCE_H

#include "doc/doc.h"

/* Sets TOKEN_ENDS (token.h) on the last token of each sentence among doc.tokens[first, n_tokens),
 * which are the tokens of one block; the block's last one always ends one. */
void sentence_find(doc *d, uint32_t first);

/* Says how a range of tokens is written: sentence.case_kind. */
uint8_t sentence_case(const doc *d, uint32_t first, uint32_t n_tokens);

#endif
