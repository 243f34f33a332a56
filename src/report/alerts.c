/* alerts.c - alerts as rows, and in words. */
#include "report/alerts.h"

#include "base/date.h"
#include "base/error.h"
#include "base/hash.h"
#include "report/listing.h"

// clang-format off
static const column columns[] = {
    { "one", CELL_TEXT, 0, 0, false },
    { "other", CELL_TEXT, 0, 0, false },
    { "kind", CELL_TEXT, 0, 0, false },
    { "change", CELL_TEXT, 0, 0, false },
    { "since", CELL_TEXT, 0, 0, false },
    { "sure", CELL_FIXED, 0, 3, false },
    { "before", CELL_FIXED, 0, 3, false },
    { "after", CELL_FIXED, 0, 3, false },
    { "events_before", CELL_NUMBER, 0, 0, false },
    { "events_after", CELL_NUMBER, 0, 0, false },
    { "false_alarms", CELL_FIXED, 0, 4, false },
    { "driving", CELL_LIST, 0, 0, false },
};
// clang-format on

enum { COLUMNS = sizeof columns / sizeof *columns, HEX_SIZE = 17, SENTENCE_LEAST = 160 };

static const char *kind_name(watch_kind kind) {
    return kind == WATCH_CONFLICT ? "conflict" : "cooperation";
}

static const char *change_name(const alert_change *c) {
    return c->after > c->before ? "rising" : "falling";
}

/* ---- rows ---- */

static bool put_row(listing *rows, const watch *w, const watch_alert *a) {
    buffer driving = { 0 };
    char since[DATE_SIZE], id[HEX_SIZE];
    date_write_day(a->since, since);
    for (uint32_t i = 0; i < a->n_driving; i++) {
        hash_hex(a->driving[i].key, id);
        buffer_string(&driving, i ? " " : "");
        buffer_string(&driving, id);
    }
    cell c[COLUMNS] = {
        { .text = a->one },
        { .text = a->other },
        { .text = text_of(kind_name(a->kind)) },
        { .text = text_of(change_name(&a->change)) },
        { .text = text_of(since) },
        { .fixed = a->change.sure },
        { .fixed = a->change.before },
        { .fixed = a->change.after },
        { .number = a->change.n_before },
        { .number = a->change.n_after },
        { .fixed = w->false_alarms },
        { .text = buffer_view(&driving), .between = ' ' },
    };
    bool good = !driving.failed && listing_put(rows, c);
    buffer_free(&driving);
    return good;
}

static uh_status write_rows(const watch *w, uh_format format, uh_sink out, uh_error *error) {
    listing rows;
    uh_status status = listing_open(&rows, format, columns, COLUMNS, out, error);
    if (status != UH_OK)
        return status;
    for (uint32_t i = 0; i < w->n; i++)
        if (!put_row(&rows, w, &w->alerts[i]))
            break;
    return listing_close(&rows, error);
}

/* ---- words ---- */

static void add_head(buffer *b, const watch *w) {
    buffer_format(b,
                  "%u alert%s from %u series of at least %d events; of the same series with their "
                  "weeks shuffled ",
                  w->n, w->n == 1 ? "" : "s", w->n_series, WATCH_EVENTS_LEAST);
    buffer_fixed(b, w->false_alarms * 100, 1);
    buffer_string(b, " % would be one\n");
}

static uh_status add_driving(buffer *b, store *s, const around_event *e, arena *a,
                             uh_error *error) {
    arena_mark mark = arena_save(a);
    around_report *r;
    uint32_t n;
    char day[DATE_SIZE];
    uh_status status = around_reports(s, e->id, a, &r, &n, error);
    date_write_day(e->day, day);
    buffer_format(b, "    %s ", day);
    buffer_text(b, e->actor.len ? e->actor : TEXT("-"));
    buffer_format(b, " %s ", plover_type_name((event_type)e->type));
    buffer_text(b, e->recipient.len ? e->recipient : TEXT("-"));
    if (status == UH_OK && n) {
        text shown = text_opening(r[0].sentence, SENTENCE_LEAST);
        buffer_string(b, ": ");
        buffer_text(b, shown);
        buffer_string(b, shown.len < r[0].sentence.len ? " \xe2\x80\xa6" : "");
    }
    buffer_byte(b, '\n');
    arena_rewind(a, mark);
    return status;
}

static uh_status add_alert(buffer *b, store *s, const watch_alert *one, const book *names, arena *a,
                           uh_error *error) {
    uh_status status = UH_OK;
    char since[DATE_SIZE];
    date_write_day(one->since, since);
    buffer_byte(b, '\n');
    buffer_text(b, book_name(names, one->one));
    buffer_string(b, " and ");
    buffer_text(b, book_name(names, one->other));
    buffer_format(b, ": %s %s since the week of %s (sure %d %%): ", kind_name(one->kind),
                  change_name(&one->change), since, (int)(one->change.sure * 100));
    buffer_fixed(b, one->change.before, 2);
    buffer_string(b, " events a covered week before, ");
    buffer_fixed(b, one->change.after, 2);
    buffer_string(b, " since\n");
    for (uint32_t i = 0; i < one->n_driving && status == UH_OK; i++)
        status = add_driving(b, s, &one->driving[i], a, error);
    return status;
}

static uh_status tell(store *s, const watch *w, const book *names, arena *a, uh_sink out,
                      uh_error *error) {
    buffer b = { 0 };
    uh_status status = UH_OK;
    add_head(&b, w);
    for (uint32_t i = 0; i < w->n && status == UH_OK; i++)
        status = add_alert(&b, s, &w->alerts[i], names, a, error);
    if (status == UH_OK && b.failed)
        status = error_nomem(error);
    if (status == UH_OK && out.write(out.context, b.at, b.len) != 0)
        status = error_set(error, UH_IO, NULL, "the output could not be written");
    buffer_free(&b);
    return status;
}

uh_status alerts_write(store *s, const watch *w, const book *names, uh_format format, arena *a,
                       uh_sink out, uh_error *error) {
    if (format == UH_FORMAT_DEFAULT || format == UH_TABLE)
        return tell(s, w, names, a, out, error);
    return write_rows(w, format, out, error);
}
