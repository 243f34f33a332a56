/* warc.c - WARC (ISO 28500:2017, and the drafts before it): response, resource and conversion
 * records become pages; requests, metadata and the rest are counted. */
#include "intake/capture.h"

#include "intake/headers.h"

bool warc_is(text head) {
    size_t i = 5;
    if (!text_starts(head, TEXT("WARC/")))
        return false;
    while (i < head.len && (is_digit((unsigned char)head.at[i]) || head.at[i] == '.'))
        i++;
    size_t digits = i - 5;
    while (i < head.len && (head.at[i] == ' ' || head.at[i] == '\r'))
        i++;
    return digits > 0 && i < head.len && head.at[i] == '\n';
}

/* Copies the head at the stream's place into reader.work and moves behind it; false: it does not
 * end. */
static bool take_head(reader *r) {
    size_t want = 1;
    for (;;) {
        text seen = stream_peek(&r->stream, want);
        bool is_all = seen.len < want;
        if (seen.len > CAPTURE_HEAD_MOST)
            seen.len = CAPTURE_HEAD_MOST;
        size_t n = headers_length(seen);
        if (n) {
            buffer_clear(&r->work);
            buffer_add(&r->work, seen.at, n);
            stream_take(&r->stream, n);
            return true;
        }
        if (is_all || seen.len == CAPTURE_HEAD_MOST) {
            stream_take(&r->stream, seen.len);
            return false;
        }
        want = seen.len + 1;
    }
}

/* Addresses stand in angle brackets by some versions of the standard. */
static text bare(text url) {
    bool is_bracketed = url.len > 2 && url.at[0] == '<' && url.at[url.len - 1] == '>';
    return is_bracketed ? text_cut(url, 1, url.len - 1) : url;
}

static void read_kind(capture *c, text head, text type) {
    text kind = headers_find(head, "WARC-Type");
    text plain = headers_plain(type);
    bool is_response = text_equal_nocase(kind, TEXT("response"));
    c->is_http = is_response && text_equal_nocase(plain, TEXT("application/http"));
    bool is_own = text_starts(c->url, TEXT("metadata:")); // what a crawler says of itself
    c->is_wanted = is_response || text_equal_nocase(kind, TEXT("conversion")) ||
                   (text_equal_nocase(kind, TEXT("resource")) && !is_own);
    c->type = headers_plain(headers_find(head, "WARC-Identified-Payload-Type"));
    if (c->is_http)
        return;
    c->charset = headers_parameter(type, "charset");
    if (c->type.len == 0)
        c->type = plain;
}

static void read_head(capture *c, text head) {
    text length = headers_find(head, "Content-Length");
    c->has_length = text_number(length, UINT64_MAX / 2, &c->length);
    c->id = headers_find(head, "WARC-Record-ID");
    c->url = bare(headers_find(head, "WARC-Target-URI"));
    date_iso(headers_find(head, "WARC-Date"), &c->fetched);
    read_kind(c, head, headers_find(head, "Content-Type"));
}

uh_status warc_next(reader *r, doc *d) {
    while (capture_find(r, d, warc_is)) {
        capture c = { .offset = r->stream.offset };
        if (!take_head(r)) {
            reader_note(r, d, 0, c.offset, true, "skipped: the head of a record does not end");
            return UH_OK;
        }
        if (r->work.failed)
            return UH_NOMEM;
        read_head(&c, buffer_view(&r->work));
        if (!c.has_length) {
            reader_note(r, d, 0, c.offset, true, "skipped: a record without a length");
            return UH_OK;
        }
        uh_status status = capture_take(r, d, warc_is, &c);
        if (status != UH_OK || d->page.media != MEDIA_UNKNOWN || d->n_notes)
            return status;
    }
    return UH_END;
}
