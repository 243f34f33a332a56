/* http.c - chunks (RFC 9112, 7.1) and content codings. */
#include "intake/http.h"

#include "intake/coding.h"
#include "intake/headers.h"

#include <string.h>

bool http_head(text bytes, http *out) {
    if (!text_starts(bytes, TEXT("HTTP/")))
        return false;
    size_t n = headers_length(bytes);
    const char *feed = n ? memchr(bytes.at, '\n', n) : NULL;
    if (!feed)
        return false;
    text line = text_cut(bytes, 0, (size_t)(feed - bytes.at));
    size_t i = 0;
    while (i < line.len && line.at[i] != ' ')
        i++;
    while (i < line.len && line.at[i] == ' ')
        i++;
    uint64_t status;
    if (!text_number(text_cut(line, i, i + 3 < line.len ? i + 3 : line.len), 999, &status))
        status = 0;
    out->status = (int)status;
    out->head = text_cut(bytes, line.len + 1, n);
    out->body_at = n;
    return true;
}

/* ---- chunks ---- */

static int hex_digit(int c) {
    if (is_digit(c))
        return c - '0';
    c = to_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Reads the line with a chunk's size at *i and moves behind it; false: there is none. */
static bool take_size(text t, size_t *i, size_t *size) {
    enum { DIGITS_MOST = 12, LINE_MOST = 1024 };
    size_t at = *i, digits = 0, n = 0;
    for (int digit; at < t.len && (digit = hex_digit((unsigned char)t.at[at])) >= 0; at++) {
        n = n * 16 + (size_t)digit;
        if (++digits > DIGITS_MOST)
            return false;
    }
    while (at < t.len && t.at[at] == ' ')
        at++;
    if (digits == 0 || at == t.len || (t.at[at] != '\r' && t.at[at] != '\n' && t.at[at] != ';'))
        return false;
    size_t look = t.len - at < LINE_MOST ? t.len - at : LINE_MOST;
    const char *feed = memchr(t.at + at, '\n', look);
    if (!feed)
        return false;
    *i = (size_t)(feed - t.at) + 1;
    *size = n;
    return true;
}

/* Joins the chunks. A body whose first chunk is none was never chunked, or was joined before. */
static text join_chunks(text t, buffer *out, const char **why) {
    size_t i = 0, size = 0;
    if (!take_size(t, &i, &size))
        return t;
    buffer_clear(out);
    while (size > 0) {
        size_t n = size < t.len - i ? size : t.len - i;
        buffer_add(out, t.at + i, n);
        i += n;
        if (n < size) {
            *why = "the body ends inside a chunk";
            break;
        }
        if (i < t.len && t.at[i] == '\r')
            i++;
        if (i < t.len && t.at[i] == '\n')
            i++;
        if (!take_size(t, &i, &size)) {
            *why = i < t.len ? "a broken chunk; the body is cut there"
                             : "the body ends without its last chunk";
            break;
        }
    }
    return buffer_view(out);
}

/* ---- codings ---- */

static http_result take_coding(text name, size_t most, buffer *out, text *body, const char **why) {
    buffer_clear(out);
    switch (coding_decode(name, *body, most, out)) {
    case CODING_DONE:
        *body = buffer_view(out);
        return HTTP_GOOD;
    case CODING_PART:
        *body = buffer_view(out);
        *why = "the coded body is damaged or cut; it ends early";
        return HTTP_GOOD;
    case CODING_PLAIN:
        return HTTP_GOOD;
    case CODING_UNKNOWN:
        return HTTP_UNKNOWN;
    case CODING_LONG:
        return HTTP_LONG;
    case CODING_NOMEM:
        break;
    }
    return HTTP_NOMEM;
}

static bool is_chunked(const http *h) {
    text list = headers_find(h->head, "Transfer-Encoding"), element;
    while (headers_last(&list, &element))
        if (text_equal_nocase(element, TEXT("chunked")))
            return true;
    return false;
}

http_result http_body(const http *h, text bytes, size_t most, http_work *work, text *out,
                      const char **why) {
    text body = text_cut(bytes, h->body_at, bytes.len);
    *why = "";
    if (is_chunked(h))
        body = join_chunks(body, &work->a, why);
    text list = headers_find(h->head, "Content-Encoding"), name;
    http_result result = HTTP_GOOD;
    // The chunks went into a; the first coding goes from there into b, the next back into a.
    buffer *to = &work->b;
    for (int i = 0; result == HTTP_GOOD && headers_last(&list, &name); i++) {
        if (i == HTTP_CODINGS_MOST)
            return HTTP_UNKNOWN;
        result = take_coding(name, most, to, &body, why);
        if (body.at == to->at)
            to = to == &work->b ? &work->a : &work->b;
    }
    if (work->a.failed || work->b.failed)
        return HTTP_NOMEM;
    *out = body;
    return result == HTTP_GOOD && body.len > most ? HTTP_LONG
           : result == HTTP_GOOD && **why         ? HTTP_ODD
                                                  : result;
}

void http_work_free(http_work *work) {
    buffer_free(&work->a);
    buffer_free(&work->b);
}
