/* kind.h - what a character is to the tokenizer: letter, digit, or which kind of mark. Curly and
 * straight quotes, the many dashes and spaces of Unicode are one kind each. */
#ifndef UH_KIND_H
#define UH_KIND_H

#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>

typedef enum kind {
    KIND_SPACE = 0,
    KIND_LETTER, // marks that combine with letters, joiners and soft hyphens too
    KIND_DIGIT,
    KIND_UNDERSCORE,
    KIND_DOT,
    KIND_STOP,       // ! ?
    KIND_ELLIPSIS,   // the one character
    KIND_COMMA,      // and semicolon
    KIND_COLON,      //
    KIND_APOSTROPHE, // ' ` and the curly single quotes
    KIND_QUOTE,      // double quotes and guillemets
    KIND_HYPHEN,     // - and its no-break twin
    KIND_DASH,       // en dash, em dash, bar, minus
    KIND_SLASH,
    KIND_OPEN,  // ( [ {
    KIND_CLOSE, // ) ] }
    KIND_AMPERSAND,
    KIND_AT,
    KIND_HASH,
    KIND_CURRENCY,
    KIND_REPEAT, // = * ~ ^ | + < > \ : a run of one of them is one token
    KIND_OTHER,  // a token by itself: percent, degree, bullets, pictures
    KINDS,
} kind;

extern const uint8_t kinds_of_ascii[128];

/* The kind of an ASCII byte. */
static inline kind kind_ascii(unsigned char byte) {
    return byte < 128 ? (kind)kinds_of_ascii[byte] : KIND_LETTER;
}

/* The same of a character that is not ASCII. */
kind kind_beyond(text t, size_t i, size_t *len);

/* Returns the kind of the character at t.at[i], needs i < t.len; its length goes to *len. */
static inline kind kind_at(text t, size_t i, size_t *len) {
    unsigned char byte = (unsigned char)t.at[i];
    if (byte >= 128)
        return kind_beyond(t, i, len);
    *len = 1;
    return (kind)kinds_of_ascii[byte];
}

#endif
