/* coding.h - the content codings of HTTP (RFC 9110, 8.4): gzip, deflate, br, zstd. */
#ifndef UH_CODING_H
#define UH_CODING_H

#include "base/text.h"

typedef enum coding_result {
    CODING_DONE,    // all of it
    CODING_PART,    // damaged or cut: what came before it
    CODING_PLAIN,   // it was not coded at all, as crawlers leave it that unpack and keep the header
    CODING_UNKNOWN, // a coding of another name
    CODING_LONG,    // more than most bytes
    CODING_NOMEM,
} coding_result;

/* Unpacks bytes and appends them.
 * name     of the coding, as the header says it
 * most     bytes at most
 * returns  see above; after CODING_PLAIN, CODING_UNKNOWN, CODING_LONG out is as it was */
coding_result coding_decode(text name, text in, size_t most, buffer *out);

#endif
