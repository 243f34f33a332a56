/* stream.c - answers as Arrow C streams. A list is read a page at a time over a connection of its
 * own, inside one transaction, so that it does not depend on the store that it was asked of. */
#include "base/error.h"
#include "report/arrow.h"
#include "report/documents.h"
#include "report/lists.h"
#include "run/ask.h"
#include "run/options.h"
#include "run/pipeline.h"
#include "store/store.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* A stream's own copy of the strings of a filter. */
typedef struct kept_filter {
    uh_filter filter;
    buffer words[10];
} kept_filter;

typedef struct answer {
    store *own; // NULL: the rows are all here already
    uh_list list;
    kept_filter kept;
    uint64_t left, offset;
    bool is_bounded, ended;
    arrow_rows rows;
    struct ArrowArray *ready; // [n_ready] batches of a run, [0, n_given) handed out
    uint32_t n_ready, n_given, ready_cap;
    uh_error error;
} answer;

enum { BATCH_ROWS = 65536 }; // of a run

static int no_bytes(void *context, const void *bytes, size_t n) {
    (void)context, (void)bytes;
    return n != 0;
}

static uh_sink sink_of(arrow_rows *rows) {
    return (uh_sink){ no_bytes, rows };
}

static void free_answer(answer *a) {
    if (!a)
        return;
    store_close(a->own);
    for (uint32_t i = a->n_given; i < a->n_ready; i++)
        a->ready[i].release(&a->ready[i]);
    free(a->ready);
    arrow_rows_free(&a->rows);
    for (size_t i = 0; i < sizeof a->kept.words / sizeof *a->kept.words; i++)
        buffer_free(&a->kept.words[i]);
    free(a);
}

static bool keep_filter(kept_filter *k, const uh_filter *given) {
    size_t n = 0;
    if (given)
        memcpy(&k->filter, given, given->size < sizeof k->filter ? given->size : sizeof k->filter);
    k->filter.size = sizeof k->filter;
    const char **strings[] = { &k->filter.actor,  &k->filter.country, &k->filter.type,
                               &k->filter.status, &k->filter.source,  &k->filter.outlet,
                               &k->filter.since,  &k->filter.until,   &k->filter.text,
                               &k->filter.place };
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) {
        if (!*strings[i])
            continue;
        buffer *b = &k->words[n++];
        buffer_string(b, *strings[i]);
        buffer_byte(b, 0);
        if (b->failed)
            return false;
        *strings[i] = b->at;
    }
    return true;
}

/* ---- the stream's calls ---- */

static int fail(answer *a, uh_status status) {
    a->error.status = status;
    if (!a->error.message[0])
        error_set(&a->error, status, NULL, "%s", uh_status_name(status));
    return status == UH_NOMEM ? ENOMEM : status == UH_ARGUMENT ? EINVAL : EIO;
}

/* Reads the next page of a list into rows. */
static uh_status read_page(answer *a) {
    uint64_t want = a->is_bounded && a->left < ARROW_ROWS ? a->left : ARROW_ROWS;
    if (!a->own || a->ended || want == 0)
        return UH_OK;
    a->kept.filter.limit = want;
    a->kept.filter.offset = a->offset;
    uh_status status =
        lists_write(a->own, a->list, &a->kept.filter, LISTING_ARROW, sink_of(&a->rows), &a->error);
    a->ended = (uint64_t)a->rows.n_rows < want || a->list == UH_LIST_STATS;
    a->offset += (uint64_t)a->rows.n_rows;
    a->left -= a->is_bounded ? (uint64_t)a->rows.n_rows : 0;
    return status;
}

static int get_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out) {
    answer *a = stream->private_data;
    uh_status status = arrow_schema(&a->rows, out);
    return status == UH_OK ? 0 : fail(a, status);
}

static int get_next(struct ArrowArrayStream *stream, struct ArrowArray *out) {
    answer *a = stream->private_data;
    *out = (struct ArrowArray){ .release = NULL };
    if (a->n_given < a->n_ready) {
        *out = a->ready[a->n_given++];
        return 0;
    }
    uh_status status = a->rows.n_rows ? UH_OK : read_page(a);
    if (status == UH_OK && a->rows.n_rows)
        status = arrow_take(&a->rows, out);
    return status == UH_OK ? 0 : fail(a, status);
}

static const char *get_last_error(struct ArrowArrayStream *stream) {
    answer *a = stream->private_data;
    return a->error.message[0] ? a->error.message : NULL;
}

static void release(struct ArrowArrayStream *stream) {
    free_answer(stream->private_data);
    stream->release = NULL;
}

static void open_stream(answer *a, struct ArrowArrayStream *out) {
    *out = (struct ArrowArrayStream){ get_schema, get_next, get_last_error, release, a };
}

/* ---- the public functions ---- */

uh_status uh_store_stream(uh_store *s, uh_list list, const uh_filter *filter,
                          struct ArrowArrayStream *out, uh_error *error) {
    answer *a = calloc(1, sizeof *a);
    if (!a || !keep_filter(&a->kept, filter)) {
        free_answer(a);
        return error_nomem(error);
    }
    a->list = list;
    a->offset = a->kept.filter.offset;
    a->is_bounded = a->kept.filter.limit != 0;
    a->left = a->kept.filter.limit;
    uh_status status = store_open(store_path(s), false, &a->own, error);
    if (status == UH_OK)
        status = store_hold(a->own, error);
    if (status == UH_OK) { // the first page now, so that a bad filter is told here
        status = read_page(a);
        if (status != UH_OK && error)
            *error = a->error;
    }
    if (status == UH_OK)
        open_stream(a, out);
    else
        free_answer(a);
    return status;
}

static uh_status end_answer(answer *a, uh_status status, struct ArrowArrayStream *out) {
    if (status == UH_OK)
        open_stream(a, out);
    else
        free_answer(a);
    return status;
}

uh_status uh_balance_stream(uh_store *s, const uh_model *model, const char *country,
                            const uh_balance_options *options, struct ArrowArrayStream *out,
                            uh_error *error) {
    answer *a = calloc(1, sizeof *a);
    if (!a)
        return error_nomem(error);
    return end_answer(
        a, uh_balance(s, model, country, options, LISTING_ARROW, sink_of(&a->rows), error), out);
}

uh_status uh_threats_stream(uh_store *s, const uh_filter *filter, struct ArrowArrayStream *out,
                            uh_error *error) {
    answer *a = calloc(1, sizeof *a);
    if (!a)
        return error_nomem(error);
    return end_answer(a, uh_threats(s, filter, LISTING_ARROW, sink_of(&a->rows), error), out);
}

uh_status uh_alerts_stream(uh_store *s, const uh_model *model, const uh_filter *filter,
                           struct ArrowArrayStream *out, uh_error *error) {
    answer *a = calloc(1, sizeof *a);
    if (!a)
        return error_nomem(error);
    return end_answer(a, uh_alerts(s, model, filter, LISTING_ARROW, sink_of(&a->rows), error), out);
}

uh_status uh_precedents_stream(uh_store *s, const uh_model *model, const char *country,
                               const uh_precedent_options *options, struct ArrowArrayStream *out,
                               uh_error *error) {
    answer *a = calloc(1, sizeof *a);
    if (!a)
        return error_nomem(error);
    return end_answer(
        a, uh_precedents(s, model, country, options, LISTING_ARROW, sink_of(&a->rows), error), out);
}

/* ---- runs ---- */

/* A run whose rows are gathered on the calling thread, in input order. */
typedef struct gathering {
    answer *a;
    documents_kind kind;
    listing rows;
} gathering;

/* Closes a full batch, so that no column outgrows its offsets. */
static uh_status end_batch(answer *a, uh_error *error) {
    if (a->n_ready == a->ready_cap) {
        uint32_t cap = a->ready_cap ? 2 * a->ready_cap : 8;
        struct ArrowArray *grown = realloc(a->ready, cap * sizeof *grown);
        if (!grown)
            return error_nomem(error);
        a->ready = grown;
        a->ready_cap = cap;
    }
    uh_status status = arrow_take(&a->rows, &a->ready[a->n_ready]);
    a->n_ready += status == UH_OK;
    return status == UH_OK ? UH_OK : error_nomem(error);
}

static uh_status gather(void *context, const doc *d, bool wanted, text rendered, uh_error *error) {
    gathering *g = context;
    (void)rendered;
    if (!wanted)
        return UH_OK;
    if (!documents_put(&g->rows, g->kind, d))
        return error_nomem(error);
    return g->a->rows.n_rows < BATCH_ROWS ? UH_OK : end_batch(g->a, error);
}

static uh_status run_all(gathering *g, const uh_model *model, const char *const *paths,
                         size_t n_paths, const run_options *o, uh_counts *counts, uh_error *error) {
    pipeline p;
    uh_status status = options_pipeline(o, model, paths, n_paths, &p, error);
    if (status != UH_OK)
        return status;
    p.stages = g->kind == DOCUMENTS_ARTICLES ? STAGES_PAGE : STAGES_EVENTS;
    p.consume = gather;
    p.context = g;
    status = documents_open(&g->rows, g->kind, LISTING_ARROW, sink_of(&g->a->rows), error);
    if (status == UH_OK) {
        status = pipeline_run(&p, counts, error);
        listing_drop(&g->rows);
    }
    intake_close(p.intake);
    return status;
}

uh_status uh_run_stream(const uh_model *model, uh_verb verb, const char *const *paths,
                        size_t n_paths, const uh_run_options *options, struct ArrowArrayStream *out,
                        uh_counts *counts, uh_error *error) {
    uh_counts own = { 0 };
    run_options o;
    uh_status status = options_read(options, &o, error);
    if (status != UH_OK)
        return status;
    if (verb != UH_READ && verb != UH_CODE)
        return error_set(error, UH_ARGUMENT, NULL, "a stream has the rows of read or code");
    answer *a = calloc(1, sizeof *a);
    if (!a)
        return error_nomem(error);
    gathering g = { .a = a, .kind = verb == UH_READ ? DOCUMENTS_ARTICLES : DOCUMENTS_EVENTS };
    status = run_all(&g, model, paths, n_paths, &o, &own, error);
    if (counts)
        *counts = own;
    return end_answer(a, status, out);
}
