/* http.h - an HTTP answer as a crawler recorded it: status line, headers, body (RFC 9110, 9112). */
#ifndef UH_HTTP_H
#define UH_HTTP_H

#include "base/text.h"

#include <stdbool.h>

enum { HTTP_CODINGS_MOST = 4 }; // content codings one in the other

typedef struct http {
    int status; // 200 ...
    text head;  // the headers behind the status line, borrowed
    size_t body_at;
} http;

/* Reads the head of an answer; false where the bytes do not start with one that ends in them. */
bool http_head(text bytes, http *out);

typedef enum http_result {
    HTTP_GOOD,
    HTTP_ODD,     // something is wrong, *why says what; the body is what could be read
    HTTP_UNKNOWN, // a coding that is not read
    HTTP_LONG,    // more than most bytes
    HTTP_NOMEM,
} http_result;

/* Buffers that a body passes through, kept from call to call. */
typedef struct http_work {
    buffer a, b;
} http_work;

/* Takes the chunks and codings off a body.
 * out   borrows from bytes or from work
 * why   static words, set with HTTP_ODD, "" else */
http_result http_body(const http *h, text bytes, size_t most, http_work *work, text *out,
                      const char **why);
void http_work_free(http_work *work);

#endif
