/* intake.c - the iterator over the pages of all inputs. */
#include "intake/intake.h"

#include "base/encoding.h"
#include "base/error.h"
#include "intake/paths.h"
#include "intake/reader.h"

#include <stdlib.h>
#include <string.h>

struct intake {
    intake_options options;
    paths *paths;
    reader reader;
    const input_format *format; // of the open input; NULL: none is open
    uh_counts counts;
};

uh_status intake_open(const char *const *names, size_t n_names, const intake_options *options,
                      intake **out, uh_error *error) {
    intake *in = calloc(1, sizeof *in);
    if (!in)
        return error_nomem(error);
    in->options = *options;
    uh_status status = paths_open(names, n_names, &in->paths, error);
    if (status != UH_OK)
        free(in);
    else
        *out = in;
    return status;
}

static void close_input(intake *in) {
    if (in->format && in->format->close)
        in->format->close(&in->reader);
    in->counts.bytes += in->reader.stream.bytes_in;
    in->counts.passed += in->reader.n_passed;
    stream_close(&in->reader.stream);
    buffer_free(&in->reader.work);
    in->reader = (reader){ .stream = { .fd = -1 } };
    in->format = NULL;
}

void intake_close(intake *in) {
    if (!in)
        return;
    close_input(in);
    paths_close(in->paths);
    free(in);
}

void intake_counts(const intake *in, uh_counts *counts) {
    counts->inputs = in->counts.inputs;
    counts->pages = in->counts.pages;
    counts->bytes = in->counts.bytes + in->reader.stream.bytes_in;
    counts->passed = in->counts.passed + in->reader.n_passed;
}

/* The base name without the ending, nor that of the compression before it. */
static text stem_of(const char *path) {
    const char *slash = strrchr(path, '/');
    text name = text_of(slash ? slash + 1 : path);
    static const char *const packed[] = { ".gz", ".zst" };
    for (size_t i = 0; i < sizeof packed / sizeof *packed; i++)
        if (text_ends(name, text_of(packed[i])) && name.len > strlen(packed[i]))
            name.len -= strlen(packed[i]);
    for (size_t i = name.len; i > 1; i--)
        if (name.at[i - 1] == '.') {
            name.len = i - 1;
            break;
        }
    return name;
}

/* The first bytes of the input. Text in UTF-16 is shown as UTF-8 from here on. */
static text see_head(reader *r, doc *d) {
    text head = stream_peek(&r->stream, READER_HEAD);
    const char *wide =
        encoding_wide(text_cut(head, 0, head.len < READER_HEAD ? head.len : READER_HEAD));
    if (wide && stream_widen(&r->stream, wide[strlen("UTF-16")] == 'B')) {
        reader_note(r, d, 0, 0, false, "the text is %s", wide);
        head = stream_peek(&r->stream, READER_HEAD);
    }
    if (head.len > READER_HEAD)
        head.len = READER_HEAD;
    return head;
}

/* Opens the next input. It may fail with a note in d, which then is to be given. */
static void open_input(intake *in, const char *path, doc *d) {
    reader *r = &in->reader;
    *r = (reader){ .path = path, .stem = stem_of(path) };
    uh_error error = { 0 };
    if (stream_open(&r->stream, path, &error) != UH_OK) {
        reader_note(r, d, 0, 0, true, "skipped: %s", error.message);
        close_input(in);
        return;
    }
    in->counts.inputs++;
    text head = see_head(r, d);
    const char *what = "";
    if (head.len == 0 && r->stream.status == UH_OK) {
        reader_note(r, d, 0, 0, true, "skipped: the input is empty");
    } else if (head.len == 0) {
        reader_note(r, d, 0, r->stream.broken_at, true, "skipped: %s", r->stream.why);
    } else {
        in->format = format_find(in->options.kind, head, &what);
        if (in->format)
            return;
        if (what)
            reader_note(r, d, 0, 0, true, "skipped: the input is %s, which is not read", what);
        else
            reader_note(r, d, 0, 0, true, "skipped: the input is neither text nor known data");
    }
    close_input(in);
}

/* Damage that was passed over since it was asked last. */
static void tell_damage(reader *r, doc *d) {
    uint64_t from, to;
    const char *why;
    if (stream_damage(&r->stream, &from, &to, &why))
        reader_note(r, d, 0, from, true, "damaged: %s; read on at byte %llu", why,
                    (unsigned long long)to);
}

/* Closes an input that came to its end. True: d carries a note that is to be given. */
static bool finish_input(intake *in, doc *d) {
    reader *r = &in->reader;
    tell_damage(r, d);
    if (r->stream.status != UH_OK)
        reader_note(r, d, 0, r->stream.broken_at, true, "cut short: %s", r->stream.why);
    else if (r->n_given == 0 && r->n_passed > 0)
        reader_note(r, d, 0, 0, false, "no page: all %llu records are of other kinds",
                    (unsigned long long)r->n_passed);
    else if (r->n_given == 0 && d->n_notes == 0)
        reader_note(r, d, 0, 0, true, "skipped: there is nothing in the input");
    close_input(in);
    return d->n_notes > 0 || d->notes_lost > 0;
}

/* What the document has no room for is given up with a note. */
static void give_up(intake *in, doc *d) {
    uh_status status = doc_status(d);
    page gone = d->page;
    uint32_t line = gone.line ? gone.line : in->reader.line;
    uint64_t offset = gone.offset;
    doc_reset(d);
    reader_note(&in->reader, d, line, offset, true,
                status == UH_LIMIT ? "skipped: the page needs more memory than a document may take"
                                   : "skipped: out of memory");
}

static bool has_page(const doc *d) {
    return d->page.media != MEDIA_UNKNOWN;
}

/* Takes the next page of the open input. False: there is none, the input is closed. */
static bool next_page(intake *in, doc *d) {
    stream_reclaim(&in->reader.stream, &d->taken);
    uh_status status = in->format->next(&in->reader, d);
    if (status == UH_END)
        return finish_input(in, d);
    in->reader.n_given++;
    if (status != UH_OK || doc_status(d) != UH_OK)
        give_up(in, d);
    tell_damage(&in->reader, d);
    in->counts.pages += has_page(d);
    return true;
}

uh_status intake_next(intake *in, doc *d, uh_error *error) {
    if (in->options.limit && in->counts.pages >= in->options.limit)
        return UH_END;
    for (;;) {
        if (in->format && next_page(in, d))
            return UH_OK;
        if (in->format)
            continue;
        const char *path = "";
        uh_error cause = { 0 };
        uh_status status = paths_next(in->paths, &path, &cause);
        if (status == UH_END)
            return UH_END;
        if (status == UH_NOMEM)
            return error_nomem(error);
        in->reader.path = path;
        if (status == UH_OK)
            open_input(in, path, d);
        else
            reader_note(&in->reader, d, 0, cause.offset, true, "skipped: %s", cause.message);
        if (!in->format && (d->n_notes || d->notes_lost))
            return UH_OK;
    }
}
