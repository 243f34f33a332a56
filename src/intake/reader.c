/* reader.c - what the formats share. */
#include "intake/reader.h"

#include "base/encoding.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>

enum { NOTE_BYTES = 512 };

void reader_note(reader *r, doc *d, uint32_t line, uint64_t offset, bool skipped,
                 const char *format, ...) {
    char words[NOTE_BYTES];
    va_list args;
    va_start(args, format);
    vsnprintf(words, sizeof words, format, args);
    va_end(args);
    if (d->page.container.len == 0)
        d->page.container = arena_text(&d->arena, text_of(r->path));
    uint32_t before = d->n_notes;
    doc_note(d, "intake", offset, skipped, "%s", words);
    if (d->n_notes > before)
        d->notes[before].line = line;
}

void reader_page(reader *r, doc *d, text id, uint64_t offset, media m) {
    page *p = &d->page;
    p->id = arena_text(&d->arena, id.len ? id : r->stem);
    p->container = arena_text(&d->arena, text_of(r->path));
    p->offset = offset;
    p->line = r->line;
    p->media = m;
}

text reader_numbered(const reader *r, doc *d, uint64_t number) {
    enum { STEM_MOST = 200 };
    char name[STEM_MOST + 24];
    int stem = (int)(r->stem.len < STEM_MOST ? r->stem.len : STEM_MOST);
    snprintf(name, sizeof name, "%.*s-%llu", stem, r->stem.at, (unsigned long long)number);
    return arena_text(&d->arena, text_of(name));
}

/* Says in what charset bytes are that are not UTF-8; NULL: they are, but for slips. */
static const char *charset_of(text t) {
    size_t n_malformed, n_high;
    encoding_count(t, &n_malformed, &n_high);
    return n_malformed * ENCODING_MENDED_SHARE <= n_high ? NULL : encoding_guess(t);
}

text reader_text(reader *r, doc *d, text t, uint32_t line, uint64_t offset) {
    size_t bad = utf8_check(t);
    if (bad == t.len)
        return arena_text(&d->arena, t);
    buffer good = { 0 };
    const char *name = charset_of(t);
    size_t n = name ? encoding_decode(&good, t, name) : utf8_mend(&good, t);
    text copy = { 0 };
    if (good.failed)
        d->arena.failed = true;
    else
        copy = arena_text(&d->arena, buffer_view(&good));
    buffer_free(&good);
    if (name)
        reader_note(r, d, line, offset + bad, false, "no UTF-8 from byte %zu on; read as %s", bad,
                    name);
    else
        reader_note(r, d, line, offset + bad, false,
                    "%zu bytes that are no UTF-8 were replaced, the first at byte %zu", n, bad);
    return copy;
}

bool reader_decoded(reader *r, doc *d, text label, buffer *own, text *out) {
    char name[ENCODING_NAME];
    text all = stream_peek(&r->stream, (size_t)READER_LINE_MOST + 1);
    if (all.len > READER_LINE_MOST) {
        reader_note(r, d, 0, READER_LINE_MOST, true, "cut short: more than %d bytes",
                    READER_LINE_MOST);
        all.len = READER_LINE_MOST;
    }
    *out = all;
    size_t bad = utf8_check(all);
    if (bad == all.len)
        return true;
    const char *charset = charset_of(all);
    if (charset && !encoding_is_utf8(label) && encoding_name(label, name))
        charset = name;
    if (!charset || encoding_decode(own, all, charset) == SIZE_MAX) {
        buffer_clear(own);
        size_t n = utf8_mend(own, all);
        reader_note(r, d, 0, bad, false, "%zu bytes that are no UTF-8 were replaced", n);
    } else if (charset != name) {
        reader_note(r, d, 0, bad, false, "no UTF-8 and no charset named; read as %s", charset);
    }
    *out = buffer_view(own);
    return !own->failed;
}

void reader_take(reader *r, doc *d, size_t n, size_t from, size_t to) {
    text bytes;
    d->page.raw = (text){ 0 };
    if (!arena_count(&d->arena, n))
        stream_take(&r->stream, n);
    else if (stream_give(&r->stream, n, &d->taken, &bytes))
        d->page.raw = text_cut(bytes, from, to);
    else
        d->arena.failed = true;
}

uh_status reader_whole(reader *r, doc *d, media m) {
    if (r->done)
        return UH_END;
    r->done = true;
    text all = stream_peek(&r->stream, (size_t)READER_PAGE_MOST + 1);
    if (all.len > READER_PAGE_MOST) {
        reader_note(r, d, 0, 0, true, "skipped: a page of more than %d bytes", READER_PAGE_MOST);
        return UH_OK;
    }
    if (text_trim(all).len == 0)
        return UH_END;
    size_t mark = m != MEDIA_HTML && text_starts(all, TEXT("\xef\xbb\xbf")) ? 3 : 0;
    reader_page(r, d, (text){ 0 }, r->stream.offset + mark, m);
    reader_take(r, d, all.len, mark, all.len);
    if (r->stream.is_wide)
        d->page.charset = TEXT("utf-8"); // whatever the page says of itself
    return UH_OK;
}
