/* capture.c - blocks of web archives: their true ends, and pages out of them. */
#include "intake/capture.h"

#include "base/utf8.h"
#include "intake/headers.h"
#include "intake/http.h"

#include <stdlib.h>
#include <string.h>

enum {
    LINE_MOST = 4096,         // bytes in which a record's first line must end
    LOOK_AHEAD = 1024 * 1024, // how far behind a block the next record is looked for
    SEEN_LEAST = 64 * 1024,   // bytes searched at once for the next record
    BLANKS_MOST = 16,         // line ends between a block and the next record
    HOST_MOST = 256,
};

/* ---- where records start ---- */

/* Returns where the next record starts at or behind from, at the start of a line; t.len: nowhere.
 */
static size_t next_start(text t, size_t from, capture_start starts) {
    for (size_t i = from; i < t.len;) {
        if ((i == 0 || t.at[i - 1] == '\n') && starts(text_cut(t, i, t.len)))
            return i;
        const char *feed = memchr(t.at + i, '\n', t.len - i);
        i = feed ? (size_t)(feed - t.at) + 1 : t.len;
    }
    return t.len;
}

static size_t blanks(text t, size_t i) {
    size_t start = i;
    while (i < t.len && (t.at[i] == '\r' || t.at[i] == '\n' || t.at[i] == ' '))
        i++;
    return i - start;
}

/* Passes over bytes that start no record. False: there are none any more. */
static bool pass_rubbish(reader *r, capture_start starts) {
    text seen = stream_peek(&r->stream, SEEN_LEAST);
    if (seen.len == 0)
        return false;
    size_t at = next_start(seen, 1, starts);
    if (at == seen.len && seen.len > LINE_MOST)
        at = seen.len - LINE_MOST + 1;
    stream_take(&r->stream, at);
    return true;
}

bool capture_find(reader *r, doc *d, capture_start starts) {
    uint64_t first = 0, passed = 0;
    bool found = false;
    for (;;) {
        text seen = stream_peek(&r->stream, 1);
        size_t n = blanks(seen, 0);
        if (n) {
            stream_take(&r->stream, n);
            continue;
        }
        found =
            starts(seen) || (seen.len < LINE_MOST && starts(stream_peek(&r->stream, LINE_MOST)));
        if (found)
            break;
        uint64_t before = r->stream.offset;
        first = passed ? first : before;
        if (!pass_rubbish(r, starts))
            break;
        passed += r->stream.offset - before;
    }
    if (passed)
        reader_note(r, d, 0, first, true, "skipped: %llu bytes that are no record",
                    (unsigned long long)passed);
    return found;
}

/* ---- where blocks end ---- */

/* Says whether the two line ends that WARC asks for, a record, or the end of what is in view stand
 * behind a block. */
static bool is_end(text seen, size_t at, capture_start starts) {
    if (text_starts(text_cut(seen, at, seen.len), TEXT("\r\n\r\n")))
        return true;
    size_t n = blanks(seen, at);
    return at + n == seen.len || (n <= BLANKS_MOST && starts(text_cut(seen, at + n, seen.len)));
}

static size_t without_blanks(text seen, size_t end, size_t least) {
    while (end > least && (seen.at[end - 1] == '\n' || seen.at[end - 1] == '\r'))
        end--;
    return end;
}

/* Finds the end of a block whose length cannot be right. */
static size_t true_end(text seen, size_t length, capture_start starts) {
    size_t inside = length < seen.len ? length : seen.len;
    size_t at = next_start(text_cut(seen, 0, inside), 1, starts);
    if (at < inside)
        return without_blanks(seen, at, 0);
    if (inside == seen.len)
        return inside;
    text near = text_cut(seen, 0, seen.len - inside < LOOK_AHEAD ? seen.len : inside + LOOK_AHEAD);
    at = next_start(near, inside, starts);
    return at < near.len ? without_blanks(seen, at, inside) : inside;
}

/* Returns how many bytes the block has in truth. The next record is looked at only where it is in
 * view already: to unpack it for this would cost more than the check is worth. */
static size_t block_length(reader *r, doc *d, capture_start starts, const capture *c) {
    size_t length = (size_t)c->length;
    text seen = stream_peek(&r->stream, length);
    if (seen.len >= length && is_end(seen, length, starts))
        return length;
    size_t end = true_end(seen, length, starts);
    if (end > length || (end < length && seen.len >= length))
        reader_note(r, d, 0, c->offset, false, "the record says it has %zu bytes; it has %zu",
                    length, end);
    else if (end < length && r->stream.status == UH_OK)
        reader_note(r, d, 0, c->offset, false, "the record says it has %zu bytes; %zu are there",
                    length, end);
    return end;
}

static void pass(reader *r, uint64_t n) {
    while (n > 0) {
        text seen = stream_peek(&r->stream, 1);
        if (seen.len == 0)
            return;
        size_t step = seen.len < n ? seen.len : (size_t)n;
        stream_take(&r->stream, step);
        n -= step;
    }
}

/* ---- what a block holds ---- */

static bool starts_html(text body) {
    text t = text_starts(body, TEXT("\xef\xbb\xbf")) ? text_cut(body, 3, body.len) : body;
    t = text_trim(text_cut(t, 0, t.len < READER_HEAD ? t.len : READER_HEAD));
    static const char *const starts[] = { "<!doctype html", "<html", "<head", "<body" };
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        text start = text_of(starts[i]);
        if (t.len >= start.len && text_equal_nocase(text_cut(t, 0, start.len), start))
            return true;
    }
    return text_starts(t, TEXT("<?xml")) && text_find_nocase(t, TEXT("<html")) != SIZE_MAX;
}

/* Pictures and the like under the name of a page. */
static bool is_foreign(text body) {
    static const text starts[] = { { "%PDF-", 5 },     { "\x89PNG", 4 },    { "\xff\xd8\xff", 3 },
                                   { "GIF8", 4 },      { "PK\x03\x04", 4 }, { "\x1f\x8b\x08", 3 },
                                   { "\0\0\x01\0", 4 } };
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (text_starts(body, starts[i]))
            return true;
    return false;
}

static media media_of(text type, text body) {
    if (is_foreign(body) || text_trim(body).len == 0)
        return MEDIA_UNKNOWN;
    static const char *const html[] = { "text/html", "application/xhtml+xml",
                                        "application/vnd.wap.xhtml+xml" };
    for (size_t i = 0; i < sizeof html / sizeof *html; i++)
        if (text_equal_nocase(type, text_of(html[i])))
            return MEDIA_HTML;
    static const char *const other[] = {
        "text/plain",      "",       "application/octet-stream", "text/xml", "application/xml",
        "unknown/unknown", "no-type"
    };
    for (size_t i = 0; i < sizeof other / sizeof *other; i++)
        if (text_equal_nocase(type, text_of(other[i])))
            return starts_html(body) ? MEDIA_HTML : i == 0 ? MEDIA_TEXT : MEDIA_UNKNOWN;
    return MEDIA_UNKNOWN;
}

/* Says by the first bytes of a block whether it is worth taking; the answer's head is read then. */
static bool is_worth(const capture *c, text start, http *h) {
    if (!c->is_wanted || c->length == 0)
        return false;
    if (!c->is_http)
        return true;
    if (!http_head(
            text_cut(start, 0, start.len < CAPTURE_HEAD_MOST ? start.len : CAPTURE_HEAD_MOST), h))
        return false;
    return h->status >= 200 && h->status < 300;
}

/* ---- pages ---- */

static text settle(doc *d, text t) {
    if (utf8_check(t) == t.len)
        return arena_text(&d->arena, t);
    buffer mended = { 0 };
    utf8_mend(&mended, t);
    text copy = mended.failed ? (text){ 0 } : arena_text(&d->arena, buffer_view(&mended));
    buffer_free(&mended);
    return copy;
}

/* The host of an address in small letters, without "www.". */
static text host_of(text url, char out[HOST_MOST]) {
    size_t start = text_find(url, TEXT("://"));
    if (start == SIZE_MAX)
        return TEXT("");
    text rest = text_cut(url, start + 3, url.len);
    size_t end = 0, n = 0;
    while (end < rest.len && !strchr("/?#", rest.at[end]))
        end++;
    for (size_t i = 0; i < end; i++)
        if (rest.at[i] == '@')
            n = i + 1;
    rest = text_cut(rest, n, end);
    if (rest.len > 4 && text_equal_nocase(text_cut(rest, 0, 4), TEXT("www.")))
        rest = text_cut(rest, 4, rest.len);
    for (n = 0; n < rest.len && n < HOST_MOST && rest.at[n] != ':'; n++)
        out[n] = (char)to_lower((unsigned char)rest.at[n]);
    return (text){ out, n };
}

static void fill_page(reader *r, doc *d, const capture *c, text charset, media m) {
    char host[HOST_MOST];
    if (c->id.len)
        reader_page(r, d, settle(d, c->id), c->offset, m);
    else
        reader_page(r, d, reader_numbered(r, d, r->n_given + 1), c->offset, m);
    page *p = &d->page;
    p->url = settle(d, c->url);
    p->outlet = settle(d, host_of(c->url, host));
    p->charset = settle(d, charset);
    p->fetched = c->fetched;
}

/* What the archive's own tools found the payload to be counts more than what the server said, but
 * for plain text, which they say of much HTML. */
static text type_of(const capture *c, const http *h, text *charset) {
    text said = headers_find(h->head, "Content-Type");
    text type = headers_plain(said);
    *charset = headers_parameter(said, "charset");
    return c->type.len && !text_equal_nocase(c->type, TEXT("text/plain")) ? c->type : type;
}

static uh_status give_plain(reader *r, doc *d, const capture *c, text bytes) {
    media m = media_of(c->type, bytes);
    if (m == MEDIA_UNKNOWN) {
        r->n_passed++;
        return UH_OK;
    }
    fill_page(r, d, c, c->charset, m);
    d->page.raw = bytes;
    return UH_OK;
}

static uh_status give_http(reader *r, doc *d, const capture *c, const http *h, text bytes) {
    http_work *work = r->own;
    text charset, body = { 0 };
    const char *why = "";
    if (!work)
        work = r->own = calloc(1, sizeof *work);
    if (!work)
        return UH_NOMEM;
    text type = type_of(c, h, &charset);
    if (media_of(type, TEXT("<html")) == MEDIA_UNKNOWN) {
        r->n_passed++;
        return UH_OK;
    }
    http_result result = http_body(h, bytes, READER_PAGE_MOST, work, &body, &why);
    if (result == HTTP_NOMEM)
        return UH_NOMEM;
    media m = media_of(type, body);
    if (result == HTTP_LONG || (result == HTTP_UNKNOWN && m != MEDIA_UNKNOWN)) {
        reader_note(r, d, 0, c->offset, true,
                    result == HTTP_LONG ? "skipped: a page of more than %d bytes, unpacked"
                                        : "skipped: a page in a content coding that is not read",
                    READER_PAGE_MOST);
        return UH_OK;
    }
    if (m == MEDIA_UNKNOWN) {
        r->n_passed++;
        return UH_OK;
    }
    if (result == HTTP_ODD)
        reader_note(r, d, 0, c->offset, false, "%s", why);
    fill_page(r, d, c, charset, m);
    d->page.raw = body;
    return UH_OK;
}

/* Moves behind a record's bytes. The page that was found in them becomes the document's own: they
 * are handed over to it; one that was unpacked stands elsewhere and is copied. */
static void take_bytes(reader *r, doc *d, text bytes) {
    text raw = d->page.raw;
    size_t from = (size_t)((uintptr_t)raw.at - (uintptr_t)bytes.at);
    if (raw.len && from <= bytes.len && raw.len <= bytes.len - from) {
        reader_take(r, d, bytes.len, from, from + raw.len);
        return;
    }
    if (raw.len)
        d->page.raw = arena_text(&d->arena, raw);
    stream_take(&r->stream, bytes.len);
}

uh_status capture_take(reader *r, doc *d, capture_start starts, const capture *c) {
    http h = { 0 };
    text start = stream_peek(&r->stream, 1);
    bool is_short = start.len < CAPTURE_HEAD_MOST && start.len < c->length;
    if (c->is_wanted && c->is_http && is_short && !http_head(start, &h))
        start = stream_peek(&r->stream, CAPTURE_HEAD_MOST);
    if (!is_worth(c, start, &h)) {
        pass(r, start.len > c->length ? block_length(r, d, starts, c) : c->length);
        r->n_passed++;
        return UH_OK;
    }
    if (c->length > READER_PAGE_MOST) {
        pass(r, c->length);
        reader_note(r, d, 0, c->offset, true, "skipped: a record of more than %d bytes",
                    READER_PAGE_MOST);
        return UH_OK;
    }
    size_t n = block_length(r, d, starts, c);
    text bytes = text_cut(stream_peek(&r->stream, n), 0, n);
    uh_status status = UH_OK;
    if (!c->is_http)
        status = give_plain(r, d, c, bytes);
    else if (http_head(text_cut(bytes, 0, n < CAPTURE_HEAD_MOST ? n : CAPTURE_HEAD_MOST), &h))
        status = give_http(r, d, c, &h, bytes);
    else
        r->n_passed++;
    take_bytes(r, d, bytes);
    return status;
}

void capture_close(reader *r) {
    if (r->own)
        http_work_free(r->own);
    free(r->own);
    r->own = NULL;
}
