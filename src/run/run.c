/* run.c - uh_run: inputs through the stages to text. */
#include "run/options.h"
#include "run/pipeline.h"

#include "base/error.h"
#include "doc/conllu.h"
#include "exchange/writing.h"
#include "report/lines.h"
#include "report/prose.h"
#include "report/rows.h"
#include "run/layouts.h"

typedef struct output {
    uh_verb verb;
    uh_format format;
    bool explain;
    layout layout; // of others; LAYOUT_NONE: our own formats
    terms terms;
    uh_sink sink;
    bool any; // something was written
} output;

static bool is_possible(uh_verb verb, uh_format format) {
    switch (verb) {
    case UH_READ:
        return format == UH_JSONL || format == UH_TEXT || format == UH_MARKDOWN;
    case UH_PARSE:
        return format == UH_CONLLU;
    case UH_CODE:
        return format == UH_JSONL || format == UH_CSV || format == UH_TSV ||
               layout_of_format(format) != LAYOUT_NONE;
    }
    return false;
}

static row_kind rows_of(uh_format format) {
    return format == UH_CSV ? ROWS_CSV : ROWS_TSV;
}

static void render_read(const output *o, const doc *d, buffer *out) {
    // Which document comes first is known only in order: each starts as a later one does, and the
    // drain takes the parting line off the first.
    if (o->format == UH_JSONL)
        lines_read(out, d, o->explain);
    else if (o->format == UH_MARKDOWN)
        prose_markdown(out, d);
    else if (o->explain)
        prose_explain(out, d);
    else
        prose_text(out, d);
}

static void render_layout(const output *o, const doc *d, buffer *out) {
    char id[LAYOUT_ID];
    buffer words = { 0 };
    for (uint32_t i = 0; i < d->n_events; i++) {
        coded c = coded_of_document(d, i, &words, id);
        row_write(&o->terms, o->layout, &c, out);
    }
    out->failed |= words.failed;
    buffer_free(&words);
}

static void render(void *context, const doc *d, buffer *out) {
    const output *o = context;
    if (o->verb == UH_READ)
        render_read(o, d, out);
    else if (o->verb == UH_PARSE)
        conllu_write(d, out);
    else if (o->format == UH_JSONL)
        lines_code(out, d, o->explain);
    else if (o->layout != LAYOUT_NONE)
        render_layout(o, d, out);
    else
        rows_code(out, d, rows_of(o->format));
}

static uh_status write_out(output *o, text t, uh_error *error) {
    if (t.len == 0)
        return UH_OK;
    if (o->sink.write(o->sink.context, t.at, t.len) != 0)
        return error_set(error, UH_IO, NULL, "the output could not be written");
    o->any = true;
    return UH_OK;
}

static uh_status consume(void *context, const doc *d, bool wanted, text rendered, uh_error *error) {
    output *o = context;
    (void)d;
    if (!wanted)
        return UH_OK;
    if (!o->any && o->verb == UH_READ && o->format != UH_JSONL)
        rendered = text_cut(rendered, sizeof PROSE_PARTING - 1, rendered.len);
    return write_out(o, rendered, error);
}

static uh_status send_header(output *o, uh_error *error) {
    buffer header = { 0 };
    if (o->layout != LAYOUT_NONE)
        row_heading(o->layout, &header);
    else if (o->format == UH_CSV || o->format == UH_TSV)
        rows_code_header(&header, rows_of(o->format));
    uh_status status =
        header.failed ? error_nomem(error) : write_out(o, buffer_view(&header), error);
    buffer_free(&header);
    return status;
}

uh_status uh_run(const uh_model *model, uh_verb verb, const char *const *paths, size_t n_paths,
                 const uh_run_options *options, uh_sink out, uh_counts *counts, uh_error *error) {
    uh_counts own = { 0 };
    run_options o;
    pipeline p;
    uh_status status = options_read(options, &o, error);
    if (status != UH_OK)
        return status;
    uh_format usual = verb == UH_PARSE ? UH_CONLLU : UH_JSONL;
    output to = { .verb = verb,
                  .format = o.given.format ? o.given.format : usual,
                  .explain = o.given.explain,
                  .sink = out };
    if (!is_possible(verb, to.format))
        return error_set(error, UH_ARGUMENT, NULL, "this format is not available here");
    status = options_pipeline(&o, model, paths, n_paths, &p, error);
    if (status != UH_OK)
        return status;
    to.layout = layout_of_format(to.format);
    if (to.layout != LAYOUT_NONE)
        status = terms_open(model, false, &to.terms, error);
    p.stages = verb == UH_READ    ? STAGES_PAGE
               : verb == UH_PARSE ? STAGES_LANGUAGE
               : to.explain       ? STAGES_REASONS
                                  : STAGES_EVENTS;
    p.render = render;
    p.consume = consume;
    p.context = &to;
    if (status == UH_OK)
        status = send_header(&to, error);
    if (status == UH_OK)
        status = pipeline_run(&p, &own, error);
    intake_close(p.intake);
    terms_close(&to.terms);
    if (counts)
        *counts = own;
    return status;
}
