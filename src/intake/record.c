/* record.c - article records: JSON objects under the names that the tools of the field give their
 * fields (Media Cloud, news-please, datatrove, trafilatura, GDELT, NGEC). */
#include "intake/record.h"

#include "base/json.h"
#include "base/utf8.h"

#include <string.h>

typedef enum field {
    FIELD_TEXT,
    FIELD_HTML,
    FIELD_ID,
    FIELD_URL,
    FIELD_TITLE,
    FIELD_DATE,
    FIELD_FETCHED,
    FIELD_OUTLET,
    FIELD_AUTHOR,
    FIELD_LANGUAGE,
    FIELDS,
} field;

enum {
    NAMES_MOST = 8,
    AUTHORS_MOST = 32,
    NESTED_RANK = 16, // a name inside "metadata" counts after all names outside
    NO_RANK = 255,
};

// clang-format off
static const char *const names[FIELDS][NAMES_MOST] = {
    [FIELD_TEXT]     = { "text", "maintext", "text_content", "event_text", "body", "content" },
    [FIELD_HTML]     = { "html", "raw_html", "html_content" },
    [FIELD_ID]       = { "id", "url", "WARC-Record-ID", "hash", "original_url", "link" },
    [FIELD_URL]      = { "url", "canonical_url", "original_url", "normalized_url", "link", "WARC-Target-URI" },
    [FIELD_TITLE]    = { "title", "article_title", "headline", "heading" },
    [FIELD_DATE]     = { "date", "date_publish", "publication_date", "pub_date", "published", "seendate" },
    [FIELD_FETCHED]  = { "date_download", "fetch_date", "parsed_date", "WARC-Date" },
    [FIELD_OUTLET]   = { "source", "source_domain", "canonical_domain", "domain", "publisher", "origin", "hostname", "sitename" },
    [FIELD_AUTHOR]   = { "author", "authors", "byline" },
    [FIELD_LANGUAGE] = { "language", "lang" },
};
// clang-format on

/* A value as it stands in the line. */
typedef struct value {
    text raw;
    uint8_t rank; // of its name; NO_RANK: none yet
    bool escaped;
    bool is_number;
} value;

typedef struct record {
    value values[FIELDS];
    text authors[AUTHORS_MOST]; // raw, of a list
    size_t n_authors;
    bool has_text; // named, though it may be empty
} record;

static bool is_missing(text raw) {
    text t = text_trim(raw);
    return t.len == 0 || text_equal(t, TEXT("None"));
}

/* Takes a value for every field that its key may name, unless a better name came before. */
static void take(record *rec, text key, bool nested, json_kind kind, const json_reader *r) {
    if ((kind != JSON_STRING && kind != JSON_NUMBER) || is_missing(r->raw))
        return;
    for (int f = 0; f < FIELDS; f++)
        for (uint8_t rank = 0; rank < NAMES_MOST && names[f][rank]; rank++) {
            uint8_t counted = (uint8_t)(rank + (nested ? NESTED_RANK : 0));
            if (counted < rec->values[f].rank && text_equal(key, text_of(names[f][rank])))
                rec->values[f] = (value){ r->raw, counted, r->escaped, kind == JSON_NUMBER };
        }
}

static bool names_field(text key, field f) {
    for (int rank = 0; rank < NAMES_MOST && names[f][rank]; rank++)
        if (text_equal(key, text_of(names[f][rank])))
            return true;
    return false;
}

/* Reads a list of names. */
static json_kind take_authors(record *rec, json_reader *r) {
    json_kind kind;
    while ((kind = json_next(r)) != JSON_ARRAY_END && kind != JSON_BAD && kind != JSON_END) {
        if (kind == JSON_STRING && !is_missing(r->raw) && rec->n_authors < AUTHORS_MOST)
            rec->authors[rec->n_authors++] = r->raw;
        kind = json_skip(r, kind);
    }
    return kind;
}

/* Reads the members of an object, of "metadata" inside it too. False: broken, r->why says how. */
static bool read_object(json_reader *r, record *rec) {
    if (json_next(r) != JSON_OBJECT) {
        if (r->why == NULL)
            r->why = "expected an object";
        return false;
    }
    for (;;) {
        json_kind kind = json_next(r);
        if (kind == JSON_OBJECT_END) {
            if (r->depth > 0)
                continue;
            return json_next(r) == JSON_END;
        }
        if (kind != JSON_KEY)
            return false;
        text key = r->raw;
        bool nested = r->depth > 1;
        kind = json_next(r);
        rec->has_text = rec->has_text || names_field(key, FIELD_TEXT);
        if (kind == JSON_OBJECT && !nested && text_equal(key, TEXT("metadata")))
            continue;
        if (kind == JSON_ARRAY && names_field(key, FIELD_AUTHOR))
            kind = take_authors(rec, r);
        else
            take(rec, key, nested, kind, r);
        if (json_skip(r, kind) == JSON_BAD)
            return false;
    }
}

/* Copies a value into the document with its escapes resolved. */
static text settle(reader *r, doc *d, const record *rec, field f) {
    const value *v = &rec->values[f];
    if (v->rank == NO_RANK)
        return (text){ 0 };
    if (!v->escaped)
        return arena_text(&d->arena, v->raw);
    buffer_clear(&r->work);
    json_unescape(&r->work, v->raw);
    if (r->work.failed)
        d->arena.failed = true;
    return arena_text(&d->arena, buffer_view(&r->work));
}

/* A date given as a Unix time becomes words like all others. */
static text settle_date(reader *r, doc *d, const record *rec, field f) {
    const value *v = &rec->values[f];
    date day;
    if (v->rank == NO_RANK || !date_unix(v->raw, &day))
        return settle(r, d, rec, f);
    char written[DATE_SIZE];
    date_write(day, written);
    return arena_text(&d->arena, text_of(written));
}

static text settle_authors(reader *r, doc *d, const record *rec) {
    if (rec->n_authors == 0)
        return settle(r, d, rec, FIELD_AUTHOR);
    buffer_clear(&r->work);
    for (size_t i = 0; i < rec->n_authors; i++) {
        buffer_string(&r->work, i ? "; " : "");
        json_unescape(&r->work, rec->authors[i]);
    }
    if (r->work.failed)
        d->arena.failed = true;
    return arena_text(&d->arena, buffer_view(&r->work));
}

static void fill_page(reader *r, doc *d, const record *rec, uint64_t offset) {
    bool is_html =
        rec->values[FIELD_TEXT].rank == NO_RANK && rec->values[FIELD_HTML].rank != NO_RANK;
    text id = settle(r, d, rec, FIELD_ID);
    if (id.len == 0)
        id = reader_numbered(r, d, r->line ? r->line : r->n_given + 1);
    reader_page(r, d, id, offset, is_html ? MEDIA_HTML : MEDIA_ARTICLE);
    page *p = &d->page;
    p->url = settle(r, d, rec, FIELD_URL);
    p->outlet = settle(r, d, rec, FIELD_OUTLET);
    p->given_title = settle(r, d, rec, FIELD_TITLE);
    p->given_author = settle_authors(r, d, rec);
    p->given_date = settle_date(r, d, rec, FIELD_DATE);
    p->given_language = settle(r, d, rec, FIELD_LANGUAGE);
    text fetched = settle_date(r, d, rec, FIELD_FETCHED);
    date_iso(fetched, &p->fetched);
    if (is_html)
        p->charset = TEXT("utf-8"); // JSON is
    p->raw = settle(r, d, rec, is_html ? FIELD_HTML : FIELD_TEXT);
}

void record_read(reader *r, doc *d, text json_text, uint64_t offset) {
    text good = json_text;
    if (utf8_check(json_text) < json_text.len)
        good = reader_text(r, d, json_text, r->line, offset);
    record rec = { .n_authors = 0 };
    for (int f = 0; f < FIELDS; f++)
        rec.values[f].rank = NO_RANK;
    json_reader json = json_open(good);
    if (!read_object(&json, &rec)) {
        reader_note(r, d, r->line, offset + json.at, true, "skipped: no article record: %s",
                    json.why);
        return;
    }
    const value *body = &rec.values[FIELD_TEXT], *html = &rec.values[FIELD_HTML];
    if (!rec.has_text && body->rank == NO_RANK && html->rank == NO_RANK)
        reader_note(r, d, r->line, offset, true,
                    "skipped: a record without text (looked for text, maintext, text_content, "
                    "event_text, body, content)");
    else if (body->raw.len > READER_PAGE_MOST || html->raw.len > READER_PAGE_MOST)
        reader_note(r, d, r->line, offset, true, "skipped: a text of more than %d bytes",
                    READER_PAGE_MOST);
    else
        fill_page(r, d, &rec, offset);
}
