/* encoding.h - charsets other than UTF-8: what a label means (the Encoding Standard of WHATWG),
 * which one unlabelled bytes are in, and the way to UTF-8 (iconv). */
#ifndef UH_ENCODING_H
#define UH_ENCODING_H

#include "base/text.h"

enum {
    ENCODING_NAME = 40,          // bytes of a name, its NUL too
    ENCODING_MENDED_SHARE = 100, // one malformed byte in so many is a slip, more is another charset
};

/* Finds what iconv calls the charset of a label; false if it cannot be a label. */
bool encoding_name(text label, char out[ENCODING_NAME]);
bool encoding_is_utf8(text label);
/* Says by a byte-order mark or the places of NUL bytes whether text is UTF-16: "UTF-16LE" or
 * "UTF-16BE"; NULL: neither. */
const char *encoding_wide(text head);
/* Counts the malformed sequences of UTF-8 and the bytes over 127. */
void encoding_count(text t, size_t *malformed, size_t *high);
/* Guesses the charset of bytes that are not UTF-8 by how well letters follow one another: the name
 * for iconv, "WINDOWS-1252" where nothing speaks for another. */
const char *encoding_guess(text t);
/* Appends t as UTF-8.
 * returns  how many bytes stand for no character and became U+FFFD; SIZE_MAX: iconv does not know
 *          the charset */
size_t encoding_decode(buffer *out, text t, const char *name);

#endif
