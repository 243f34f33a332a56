/* json.h - JSON (RFC 8259) written to a buffer and read by a pull parser. The reader keeps no tree
 * and does not recurse: depth is a counter with a limit. */
#ifndef UH_JSON_H
#define UH_JSON_H

#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>

/* ---- writing ---- */

/* Appends a string with quotes. Malformed UTF-8 becomes U+FFFD; U+2028/9 and controls are escaped.
 */
void json_string(buffer *b, text t);
/* Appends "key": and the value; a comma before it unless the byte before is { or [. The key needs
 * no escapes. */
void json_key_text(buffer *b, text key);
static inline void json_key(buffer *b, const char *key) { // a literal is measured by the compiler
    json_key_text(b, text_of(key));
}

static inline void json_field(buffer *b, const char *key, text value) {
    json_key(b, key);
    json_string(b, value);
}

static inline void json_field_bool(buffer *b, const char *key, bool value) {
    json_key(b, key);
    buffer_text(b, value ? TEXT("true") : TEXT("false"));
}

void json_field_number(buffer *b, const char *key, int64_t value);
void json_field_fixed(buffer *b, const char *key, double value, int decimals);
void json_comma(buffer *b); // unless the byte before is { or [ or there is none

/* ---- reading ---- */

typedef enum json_kind {
    JSON_END = 0, // of the input
    JSON_BAD,     // error and at say what and where
    JSON_OBJECT,
    JSON_OBJECT_END,
    JSON_ARRAY,
    JSON_ARRAY_END,
    JSON_KEY,
    JSON_STRING,
    JSON_NUMBER,
    JSON_TRUE,
    JSON_FALSE,
    JSON_NULL,
} json_kind;

enum { JSON_DEPTH = 64 };

typedef struct json_reader {
    text in;
    size_t at;       // the next byte
    text raw;        // the last key, string (between its quotes, escapes as they stand) or number
    bool escaped;    // raw holds escapes
    const char *why; // after JSON_BAD
    uint64_t arrays; // bit d: depth d is an array
    uint32_t depth;
    uint8_t state;
} json_reader;

json_reader json_open(text in);
/* Reads the next thing. After JSON_BAD and JSON_END it stays there. */
json_kind json_next(json_reader *r);
/* Skips the value that starts with the kind just read (an object or array to its end). */
json_kind json_skip(json_reader *r, json_kind kind);
/* Appends the last key or string with its escapes resolved. Lone surrogates become U+FFFD. */
void json_unescape(buffer *b, text raw);

#endif
