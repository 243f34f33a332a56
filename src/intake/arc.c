/* arc.c - ARC 1 and 2 (https://archive.org/web/researcher/ArcFileFormat.php), the form before WARC:
 * a record starts with a line of fields parted by blanks. */
#include "intake/capture.h"

#include "intake/headers.h"

#include <string.h>

enum {
    FIELDS_MOST = 10, // of version 2
    DATE_DIGITS_LEAST = 12,
    DATE_DIGITS_MOST = 18,
    LINE_MOST = 4096,
};

/* The fields of a record's first line that both versions have. */
typedef struct fields {
    text url, day, type, length;
} fields;

static bool all_of(text t, const char *set) {
    for (size_t i = 0; i < t.len; i++)
        if (!strchr(set, to_lower((unsigned char)t.at[i])) || t.at[i] == '\0')
            return false;
    return t.len > 0;
}

static bool is_day(text t) {
    return t.len >= DATE_DIGITS_LEAST && t.len <= DATE_DIGITS_MOST && all_of(t, "0123456789");
}

static bool has_scheme(text t) {
    size_t i = 0;
    while (i < t.len && (is_alnum((unsigned char)t.at[i]) || t.at[i] == '+' || t.at[i] == '-'))
        i++;
    return i > 0 && i < t.len && t.at[i] == ':';
}

/* Takes the last word off a line. */
static text last_word(text *line) {
    size_t start = line->len;
    while (start > 0 && line->at[start - 1] != ' ')
        start--;
    text word = text_cut(*line, start, line->len);
    line->len = start > 0 ? start - 1 : 0;
    return word;
}

/* Reads a line from its end, for addresses may hold blanks: the day is the word of digits behind
 * the one that is an internet address. */
static bool read_line(text line, fields *out) {
    text words[FIELDS_MOST];
    for (size_t n = 0; n < FIELDS_MOST && line.len; n++) {
        words[n] = last_word(&line);
        if (n < 3 || !is_day(words[n - 1]) || !all_of(words[n], "0123456789abcdef.:"))
            continue;
        *out = (fields){ line, words[n - 1], words[n - 2], words[0] };
        return has_scheme(line);
    }
    return false;
}

static bool first_line(text seen, text *line) {
    size_t look = seen.len < LINE_MOST ? seen.len : LINE_MOST;
    const char *feed = look ? memchr(seen.at, '\n', look) : NULL;
    if (!feed)
        return false;
    *line = text_trim(text_cut(seen, 0, (size_t)(feed - seen.at)));
    return true;
}

bool arc_is(text head) {
    text line;
    fields f;
    return head.len && is_alpha((unsigned char)head.at[0]) && first_line(head, &line) &&
           read_line(line, &f);
}

/* The day of a capture: YYYYMMDDhhmmss, of which some writers leave out the seconds. */
static void read_day(capture *c, text day) {
    char iso[] = "YYYY-MM-DDThh:mm:00Z";
    static const size_t places[] = { 0, 1, 2, 3, 5, 6, 8, 9, 11, 12, 14, 15, 17, 18 };
    for (size_t i = 0; i < sizeof places / sizeof *places && i < day.len; i++)
        iso[places[i]] = day.at[i];
    date_iso(text_of(iso), &c->fetched);
}

/* An ARC gives its records no names: the address and the time together are one. */
static bool read_head(reader *r, capture *c) {
    text line;
    fields f;
    text seen = stream_peek(&r->stream, 1);
    if (!first_line(seen, &line))
        first_line(seen = stream_peek(&r->stream, LINE_MOST), &line);
    read_line(line, &f);
    buffer_clear(&r->work);
    buffer_text(&r->work, f.day);
    buffer_byte(&r->work, '/');
    size_t url_at = r->work.len;
    buffer_text(&r->work, f.url);
    size_t type_at = r->work.len;
    buffer_text(&r->work, f.type);
    if (r->work.failed)
        return false;
    text copy = buffer_view(&r->work);
    c->id = text_cut(copy, 0, type_at);
    c->url = text_cut(copy, url_at, type_at);
    c->type = headers_plain(text_cut(copy, type_at, copy.len));
    c->has_length = text_number(f.length, UINT64_MAX / 2, &c->length);
    c->is_wanted = !text_starts(c->url, TEXT("filedesc:")) && !text_starts(c->url, TEXT("dns:"));
    read_day(c, f.day);
    const char *feed = memchr(seen.at, '\n', seen.len);
    stream_take(&r->stream, (size_t)(feed - seen.at) + 1);
    return true;
}

/* Old crawlers wrote what they got without its HTTP head. */
static bool is_http(reader *r, const capture *c) {
    return c->length && text_starts(stream_peek(&r->stream, 5), TEXT("HTTP/"));
}

uh_status arc_next(reader *r, doc *d) {
    while (capture_find(r, d, arc_is)) {
        capture c = { .offset = r->stream.offset };
        if (!read_head(r, &c))
            return UH_NOMEM;
        if (!c.has_length) {
            if (c.is_wanted)
                reader_note(r, d, 0, c.offset, true, "skipped: a record without a length");
            continue;
        }
        c.is_http = c.is_wanted && is_http(r, &c);
        if (c.is_http)
            c.type = TEXT("");
        uh_status status = capture_take(r, d, arc_is, &c);
        if (status != UH_OK || d->page.media != MEDIA_UNKNOWN || d->n_notes)
            return status;
    }
    return UH_END;
}
