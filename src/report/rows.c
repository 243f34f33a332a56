/* rows.c - events as rows. */
#include "report/rows.h"

#include <string.h>

static const char *const columns[] = {
    "id",
    "date",
    "type",
    "mode",
    "contexts",
    "quad",
    "intensity",
    "score",
    "status",
    "actor",
    "recipient",
    "actor_text",
    "recipient_text",
    "trigger",
    "said_by",
    "said_by_code",
    "event_date",
    "event_date_precision",
    "place",
    "rule",
    "sentence",
    "start",
    "end",
    "url",
    "site",
};

static void csv_field(buffer *out, text value) {
    bool quoted = false;
    for (size_t i = 0; i < value.len && !quoted; i++)
        quoted = strchr("\",\r\n", value.at[i]) != NULL;
    if (!quoted) {
        buffer_text(out, value);
        return;
    }
    buffer_byte(out, '"');
    for (size_t i = 0; i < value.len; i++) {
        if (value.at[i] == '"')
            buffer_byte(out, '"');
        buffer_byte(out, value.at[i]);
    }
    buffer_byte(out, '"');
}

static void tsv_field(buffer *out, text value) {
    for (size_t i = 0; i < value.len; i++) {
        char c = value.at[i];
        buffer_byte(out, c == '\t' || c == '\n' || c == '\r' ? ' ' : c);
    }
}

void rows_field(buffer *out, row_kind kind, text value, bool is_first) {
    if (!is_first)
        buffer_byte(out, kind == ROWS_CSV ? ',' : '\t');
    if (kind == ROWS_CSV)
        csv_field(out, value);
    else
        tsv_field(out, value);
}

void rows_end(buffer *out, row_kind kind) {
    buffer_string(out, kind == ROWS_CSV ? "\r\n" : "\n");
}

void rows_code_header(buffer *out, row_kind kind) {
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        rows_field(out, kind, text_of(columns[i]), i == 0);
    rows_end(out, kind);
}

static void add(buffer *out, row_kind kind, text value) {
    rows_field(out, kind, value, false);
}

static void add_list(buffer *out, row_kind kind, const text *items, size_t n, buffer *work) {
    buffer_clear(work);
    for (size_t i = 0; i < n; i++) {
        buffer_string(work, i ? "|" : "");
        buffer_text(work, items[i]);
    }
    add(out, kind, buffer_view(work));
}

static void add_contexts(buffer *out, row_kind kind, uint64_t bits, buffer *work) {
    buffer_clear(work);
    for (int i = 0; i < plover_contexts(); i++)
        if (bits >> i & 1) {
            buffer_string(work, work->len ? "|" : "");
            buffer_string(work, plover_context_name(i));
        }
    add(out, kind, buffer_view(work));
}

static void add_fixed(buffer *out, row_kind kind, double value, int decimals, buffer *work) {
    buffer_clear(work);
    buffer_fixed(work, value, decimals);
    add(out, kind, buffer_view(work));
}

static void add_number(buffer *out, row_kind kind, uint32_t value, buffer *work) {
    buffer_clear(work);
    buffer_number(work, value);
    add(out, kind, buffer_view(work));
}

static void add_what(buffer *out, row_kind kind, const event *e, buffer *work) {
    event_type type = (event_type)e->type;
    add(out, kind, text_of(plover_type_name(type)));
    add(out, kind, text_of(plover_mode_name(type, e->mode)));
    add_contexts(out, kind, e->contexts, work);
    add(out, kind, text_of(plover_quad_name(plover_quad(type))));
    add_fixed(out, kind, (double)e->intensity, 1, work);
    add_fixed(out, kind, (double)e->score, 3, work);
    add(out, kind, text_of(plover_status_name((event_status)e->status)));
}

static void add_who(buffer *out, row_kind kind, const doc *d, const event *e, buffer *work) {
    add_list(out, kind, e->actor.codes, e->actor.n_codes, work);
    add_list(out, kind, e->recipient.codes, e->recipient.n_codes, work);
    add_list(out, kind, e->actor.words, e->actor.n_words, work);
    add_list(out, kind, e->recipient.words, e->recipient.n_words, work);
    add(out, kind, doc_form(d, &d->tokens[e->trigger]));
    add(out, kind, e->said_by);
    add_list(out, kind, e->said_by_code.codes, e->said_by_code.n_codes, work);
}

static void add_where(buffer *out, row_kind kind, const doc *d, const event *e, buffer *work) {
    const sentence *s = &d->sentences[e->sentence];
    uint32_t start, end;
    char day[DATE_SIZE];
    date_write(e->when, day);
    doc_source_range(d, s->start, s->end, &start, &end);
    add(out, kind, text_of(day));
    add(out, kind, text_of(date_precision_name(e->when.precision)));
    add(out, kind, e->place);
    add(out, kind, e->rule);
    add(out, kind, doc_text(d, s->start, s->end));
    add_number(out, kind, start, work);
    add_number(out, kind, end, work);
}

void rows_code(buffer *out, const doc *d, row_kind kind) {
    const article *a = &d->article;
    char day[DATE_SIZE];
    date_write(a->published, day);
    buffer work = { 0 };
    for (uint32_t i = 0; i < d->n_events; i++) {
        rows_field(out, kind, d->page.id, true);
        add(out, kind, text_of(day));
        add_what(out, kind, &d->events[i], &work);
        add_who(out, kind, d, &d->events[i], &work);
        add_where(out, kind, d, &d->events[i], &work);
        add(out, kind, a->canonical.len ? a->canonical : d->page.url);
        add(out, kind, a->site.len ? a->site : d->page.outlet);
        rows_end(out, kind);
    }
    out->failed |= work.failed;
    buffer_free(&work);
}
