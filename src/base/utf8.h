/* utf8.h - UTF-8 read, checked and written; case and category by utf8proc. */
#ifndef UH_UTF8_H
#define UH_UTF8_H

#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    UTF8_BAD = 0xfffd,
    UTF8_MOST = 4,
    UTF8_TWO_BYTES = 0x800, // characters below have at most two
};

/* Decodes the character at t.at[*i] and moves *i behind it; needs *i < t.len. A malformed byte
 * gives UTF8_BAD and moves one byte (the maximal subpart of the Unicode standard, section 3.9). */
uint32_t utf8_next_long(text t, size_t *i); // the same, called where it is longer or malformed
static inline uint32_t utf8_next(text t, size_t *i) {
    unsigned char byte = (unsigned char)t.at[*i];
    if (byte < 0x80)
        return ++*i, byte;
    unsigned second =
        byte >= 0xc2 && byte <= 0xdf && t.len - *i > 1 ? (unsigned char)t.at[*i + 1] ^ 0x80u : 0x80;
    return second < 0x40 ? (*i += 2, (byte & 0x1fu) << 6 | second) : utf8_next_long(t, i);
}

/* Decodes the character that ends before t.at[i], needs 0 < i; returns where it starts. */
size_t utf8_before(text t, size_t i, uint32_t *character);
size_t utf8_put(uint32_t character, char out[UTF8_MOST]); // bytes written
void utf8_add(buffer *b, uint32_t character);
/* Returns the first malformed byte, or t.len. */
size_t utf8_check(text t);
/* Copies t, each malformed byte replaced by U+FFFD; returns how many were. */
size_t utf8_mend(buffer *b, text t);
uint32_t utf8_lower(uint32_t character);
bool utf8_is_upper(uint32_t character);
bool utf8_is_lower(uint32_t character);
bool utf8_is_letter(uint32_t character);
bool utf8_is_digit(uint32_t character);
bool utf8_is_space(
    uint32_t character); // ASCII, U+00A0, U+2000-200A, U+2028/9, U+202F, U+205F, U+3000
bool utf8_is_mark(uint32_t character); // combining
/* The same by one look: what a character is, as bits; a space is none of it. */
enum utf8_kind { UTF8_UPPER = 1, UTF8_LOWER = 2, UTF8_LETTER = 4, UTF8_DIGIT = 8, UTF8_MARK = 16 };
unsigned utf8_kind_long(uint32_t character); // the same, called where it has over two bytes
extern const uint8_t utf8_kinds[UTF8_TWO_BYTES];
static inline unsigned utf8_kind(uint32_t character) {
    return character < UTF8_TWO_BYTES ? utf8_kinds[character] : utf8_kind_long(character);
}

/* Appends t lower-cased, with accents taken off the letters of the Latin script ("Nicolás" ->
 * "nicolas"). */
void utf8_fold(buffer *b, text t);

#endif
