/* token.h - the tokenizer: text to words and marks as in Universal Dependencies' English treebanks
 * (EWT, GUM): "do|n't", "can|not", "Bush|'s" (joined), "long|-|term", "non-violent", "$|5",
 * "7:30|pm". It decides nothing about sentences; a full stop that may belong to the word before it
 * is a token of its own until token_settle. */
#ifndef UH_TOKEN_H
#define UH_TOKEN_H

#include "doc/doc.h"

/* In token.spare until token_settle. */
enum token_mark {
    TOKEN_OWN_DOT = 1,  // a full stop that belongs to the word before, unless it ends a sentence
    TOKEN_ENDS = 2,     // the last token of a sentence
    TOKEN_NEW_LINE = 4, // two line ends, or one and a bullet, follow
    TOKEN_ACRONYM = 8,  // of an own dot: the word before has inner dots
};

/* Cuts doc.text[start, end) and appends the tokens.
 * returns  UH_OK, UH_LIMIT (over DOC_TOKENS_MOST or the document's memory), UH_NOMEM
 * cost     one pass; each byte is looked at a few times at most */
uh_status token_cut(doc *d, uint32_t start, uint32_t end);

/* Moves tokens [from, end) down to place to, joins each own dot to its word where it does not end a
 * sentence, and leaves TOKEN_ENDS alone in spare. Returns one past the last token moved. */
uint32_t token_settle(doc *d, uint32_t from, uint32_t end, uint32_t to);

#endif
