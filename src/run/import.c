/* import.c - uh_store_import: files of other people's event data, row after row, into a record. */
#include "store/import.h"
#include "exchange/reading.h"
#include "intake/paths.h"
#include "intake/stream.h"
#include "run/options.h"
#include "store/store.h"

#include "base/encoding.h"
#include "base/error.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

enum {
    COMMIT_ROWS = 32768,   // a transaction: what a kill can cost
    PROGRESS_ROWS = 10000, // rows between two calls of progress
    SNIFF_ROWS = 20,       // that may be broken before one that can be told
    HEAD = 4096,
};

typedef struct importing {
    store *s;
    uh_import_options o;
    terms terms;
    uh_counts counts;
    uint64_t in_batch;
} importing;

/* One file on its way in. */
typedef struct file {
    importing *in;
    const char *path;
    stream stream;
    reading r;
    text row; // as it came; borrowed from the stream, or joined of several lines
    buffer joined;
    uint32_t line;        // of the row's first line
    uint32_t lines;       // read so far
    uint64_t offset;      // of the row
    uint64_t next_offset; // of the line read last
    bool is_done;         // the limit is reached
} file;

/* ---- notes ---- */

static uh_status tell(file *f, bool skipped, text row, const char *message, uh_error *error) {
    uh_note n = { .path = f->path,
                  .stage = "import",
                  .message = message,
                  .offset = f->offset,
                  .line = f->line,
                  .skipped = skipped };
    f->in->counts.skipped += skipped;
    if (f->in->o.note)
        f->in->o.note(f->in->o.context, &n);
    return import_note(f->in->s, &n, row, error);
}

static uh_status note_buffer(file *f, bool skipped, buffer *message, uh_error *error) {
    buffer_byte(message, 0);
    if (message->failed)
        return error_nomem(error);
    return tell(f, skipped, f->row, message->at, error);
}

/* ---- rows ---- */

static void count_rows(importing *in, import_counts c) {
    in->counts.events = c.made;
    in->counts.unchanged = c.known;
    in->counts.articles = c.articles;
}

/* Another row stands under the id of this one. */
static uh_status refuse(void *context, const import_place *at, text raw, uh_error *error) {
    file f = { .in = context, .path = at->path.at, .line = at->line, .offset = at->offset };
    return tell(&f, true, raw, "another row stands under this id", error);
}

static uh_status end_batch(importing *in, uh_error *error) {
    if (in->o.progress && in->counts.pages % PROGRESS_ROWS == 0) {
        count_rows(in, import_counted(in->s));
        in->o.progress(in->o.context, &in->counts);
    }
    if (++in->in_batch < COMMIT_ROWS)
        return UH_OK;
    in->in_batch = 0;
    return import_commit(in->s, error);
}

static uh_status take_good(file *f, uh_error *error) {
    importing *in = f->in;
    import_place at = { text_of(f->path), f->offset, f->line };
    uh_status status =
        import_row(in->s, f->r.shape.layout, &f->r.coded, f->r.canonical, f->row, &at, error);
    if (status != UH_OK)
        return status;
    return f->r.warning.len ? note_buffer(f, false, &f->r.warning, error) : UH_OK;
}

/* Reads the row at hand; *open: it goes on in the next line. */
static uh_status take_row(file *f, bool *open, uh_error *error) {
    uh_status status = UH_OK;
    row_result result = row_read(&f->r, f->row);
    if (reading_failed(&f->r))
        return error_nomem(error);
    *open = result == ROW_OPEN;
    if (*open || result == ROW_EMPTY)
        return UH_OK;
    f->in->counts.pages++;
    status = result == ROW_GOOD ? take_good(f, error) : note_buffer(f, true, &f->r.why, error);
    return status == UH_OK ? end_batch(f->in, error) : status;
}

/* ---- lines ---- */

/* Takes the next line; *any false at the end. Lines that are too long are noted and left out. */
static uh_status next_line(file *f, text *line, bool *any, uh_error *error) {
    char message[96];
    for (;;) {
        f->next_offset = f->stream.offset;
        stream_line got = stream_next_line(&f->stream, ROW_MOST, line);
        *any = got == STREAM_LINE;
        if (got == STREAM_NO_LINE)
            return UH_OK;
        f->lines++;
        if (got == STREAM_LINE)
            return UH_OK;
        f->line = f->lines;
        snprintf(message, sizeof message, "a row of %zu bytes, more than %d", line->len, ROW_MOST);
        f->in->counts.pages++;
        uh_status status = tell(f, true, (text){ "", 0 }, message, error);
        if (status != UH_OK)
            return status;
    }
}

static void start_row(file *f, text line) {
    f->line = f->lines;
    f->offset = f->next_offset;
    f->row = line;
}

/* A quoted field may hold line ends: lines are added until its mark is closed, or it is clear that
 * a stray mark opened it. */
static uh_status close_quotation(file *f, uh_error *error) {
    bool open = true, any = true;
    buffer_clear(&f->joined);
    buffer_text(&f->joined, f->row);
    f->row = buffer_view(&f->joined);
    while (open) {
        text line;
        uh_status status = next_line(f, &line, &any, error);
        if (status != UH_OK)
            return status;
        if (!any || f->row.len + line.len >= ROW_MOST) {
            f->in->counts.pages++;
            return tell(f, true, f->row, "a quotation mark is not closed", error);
        }
        buffer_byte(&f->joined, '\n');
        buffer_text(&f->joined, line);
        f->row = buffer_view(&f->joined);
        if (f->joined.failed)
            return error_nomem(error);
        status = take_row(f, &open, error);
        if (status != UH_OK)
            return status;
    }
    return UH_OK;
}

static uh_status take_rows(file *f, uh_error *error) {
    uh_status status = UH_OK;
    while (status == UH_OK && !f->is_done) {
        text line;
        bool any, open = false;
        status = next_line(f, &line, &any, error);
        if (status != UH_OK || !any)
            break;
        start_row(f, line);
        status = take_row(f, &open, error);
        if (status == UH_OK && open)
            status = close_quotation(f, error);
        f->is_done = f->in->o.limit && f->in->counts.pages >= f->in->o.limit;
    }
    return status;
}

/* ---- what kind of file ---- */

static text without_end(text line) {
    return line.len && line.at[line.len - 1] == '\r' ? text_cut(line, 0, line.len - 1) : line;
}

static void pass_mark(stream *s) {
    static const char mark[] = "\xef\xbb\xbf";
    const char *wide = encoding_wide(stream_peek(s, HEAD));
    if (wide)
        stream_widen(s, strcmp(wide, "UTF-16BE") == 0);
    text head = stream_peek(s, 3);
    if (text_starts(head, TEXT(mark)))
        stream_take(s, 3);
}

/* Keeps apart the rows that came before the first that told the layout. */
static uh_status tell_before(file *f, text rows, uint32_t n, uh_error *error) {
    uint32_t line = f->line;
    uh_status status = UH_OK;
    for (uint32_t i = 0; i < n && status == UH_OK; i++) {
        const char *end = memchr(rows.at, '\n', rows.len);
        size_t len = end ? (size_t)(end - rows.at) : rows.len;
        f->line = i + 1;
        f->in->counts.pages++;
        status =
            tell(f, true, text_cut(rows, 0, len), "no row of the layout that the file has", error);
        rows = text_cut(rows, len + (end != NULL), rows.len);
    }
    f->line = line;
    return status;
}

/* Finds the layout by the first row that tells it. */
static uh_status find_shape(file *f, bool *found, uh_error *error) {
    buffer why = { 0 }, later = { 0 }, before = { 0 };
    uh_status status = UH_OK;
    uint32_t n = 0;
    *found = false;
    while (n < SNIFF_ROWS && !*found && !later.failed) {
        text line;
        bool any;
        status = next_line(f, &line, &any, error);
        if (status != UH_OK || !any)
            break;
        start_row(f, line);
        buffer_clear(&later);
        *found = layout_sniff(without_end(f->row), (layout)f->in->o.layout, &f->r.shape,
                              why.len ? &later : &why);
        if (*found)
            break;
        n++;
        buffer_text(&before, line);
        buffer_byte(&before, '\n');
    }
    buffer_byte(&why, 0);
    if (why.failed || later.failed || before.failed)
        status = error_nomem(error);
    else if (status == UH_OK && *found)
        status = tell_before(f, buffer_view(&before), n, error);
    if (status == UH_OK && !*found) {
        f->line = n ? 1 : 0;
        f->offset = 0;
        status = tell(f, true, (text){ "", 0 }, n ? why.at : "empty: no event data", error);
    }
    buffer_free(&why);
    buffer_free(&later);
    buffer_free(&before);
    return status;
}

/* The row at hand, that told the layout: names, or already an event. */
static uh_status take_first(file *f, uh_error *error) {
    bool open = false;
    if (!f->r.shape.has_heading)
        return take_row(f, &open, error);
    if (f->r.shape.unknown.len == 0)
        return UH_OK;
    buffer message = { 0 };
    text name = f->r.shape.unknown;
    buffer_format(&message, "%s has no column '%.*s'; it is left out",
                  layout_shown(f->r.shape.layout), (int)(name.len < 60 ? name.len : 60), name.at);
    uh_status status = note_buffer(f, false, &message, error);
    buffer_free(&message);
    return status;
}

static uh_status tell_end(file *f, uh_error *error) {
    const stream *s = &f->stream;
    if (s->status == UH_OK)
        return UH_OK;
    if (s->status == UH_NOMEM)
        return error_nomem(error);
    f->line = f->lines;
    f->offset = s->broken_at;
    return tell(f, true, (text){ "", 0 }, s->why, error);
}

static uh_status take_file(importing *in, const char *path, uh_error *error) {
    uh_error cause = { .status = UH_OK };
    bool found = false;
    file f = { .in = in, .path = path, .r = { .terms = &in->terms } };
    uh_status status = store_meet(in->s, path, error);
    if (status != UH_OK)
        return status;
    status = stream_open(&f.stream, path, &cause);
    if (status == UH_IO) {
        status = tell(&f, true, (text){ "", 0 }, cause.message, error);
    } else if (status == UH_OK) {
        in->counts.inputs++;
        pass_mark(&f.stream);
        status = find_shape(&f, &found, error);
        if (status == UH_OK && found)
            status = take_first(&f, error);
        if (status == UH_OK && found)
            status = take_rows(&f, error);
        if (status == UH_OK)
            status = import_flush(in->s, error); // its path goes
        if (status == UH_OK)
            status = tell_end(&f, error);
        in->counts.bytes += f.stream.bytes_in;
    }
    stream_close(&f.stream);
    reading_close(&f.r);
    buffer_free(&f.joined);
    return status;
}

/* ---- a run ---- */

static uh_status take_files(importing *in, paths *all, uh_error *error) {
    const char *path;
    for (;;) {
        uh_error cause = { .status = UH_OK };
        uh_status status = paths_next(all, &path, &cause);
        if (status == UH_END || (in->o.limit && in->counts.pages >= in->o.limit))
            return UH_OK;
        if (status == UH_OK) {
            status = take_file(in, path, error);
        } else if (status == UH_IO || status == UH_LIMIT) {
            file f = { .in = in, .path = path };
            status = tell(&f, true, (text){ "", 0 }, cause.message, error);
        } else if (error) {
            *error = cause;
        }
        if (status != UH_OK)
            return status;
    }
}

static uh_status run(importing *in, const uh_model *model, paths *all, uh_error *error) {
    uh_status status = store_run_begin(in->s, uh_model_hash(model), (int64_t)time(NULL), error);
    if (status == UH_OK)
        status = import_begin(in->s, pipeline_threads(in->o.jobs) > 1, refuse, in, error);
    if (status == UH_OK)
        status = take_files(in, all, error);
    import_counts counts = import_counted(in->s);
    if (status == UH_OK)
        status = import_finish(in->s, &counts, error);
    count_rows(in, counts);
    import_end(in->s);
    if (status == UH_OK)
        status = store_run_end(in->s, &in->counts, in->o.limit == 0, (int64_t)time(NULL), error);
    return status;
}

uh_status uh_store_import(uh_store *s, const uh_model *model, const char *const *names,
                          size_t n_names, const uh_import_options *options, uh_counts *counts,
                          uh_error *error) {
    importing in = { .s = s };
    paths *all = NULL;
    uh_status status = options_copy(options, &in.o, sizeof in.o, error);
    if (status == UH_OK && (in.o.layout < UH_LAYOUT_SNIFF || in.o.layout > UH_LAYOUT_PHOENIX))
        status = error_set(error, UH_ARGUMENT, NULL, "no such layout");
    if (status == UH_OK)
        status = options_jobs(in.o.jobs, error);
    if (status == UH_OK)
        status = terms_open(model, in.o.published != 0, &in.terms, error);
    if (status == UH_OK)
        status = paths_open(names, n_names, &all, error);
    if (status == UH_OK)
        status = run(&in, model, all, error);
    paths_close(all);
    terms_close(&in.terms);
    if (counts)
        *counts = in.counts;
    return status;
}
