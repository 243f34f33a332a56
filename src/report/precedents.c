/* precedents.c - episodes side by side. */
#include "report/precedents.h"

#include "base/date.h"
#include "base/error.h"
#include "base/hash.h"
#include "report/listing.h"

#include <string.h>

// clang-format off
static const column columns[] = {
    { "country", CELL_TEXT, 0, 0, false },
    { "from", CELL_TEXT, 0, 0, false },
    { "to", CELL_TEXT, 0, 0, false },
    { "alike", CELL_FIXED, 0, 3, false },
    { "chance", CELL_FIXED, 0, 3, false },
    { "patron", CELL_TEXT, 0, 0, true },
    { "rival", CELL_TEXT, 0, 0, true },
    { "steps", CELL_NUMBER, 0, 0, false },
    { "pairs_now", CELL_LIST, 0, 0, false },
    { "pairs_then", CELL_LIST, 0, 0, false },
    { "tone", CELL_FIXED, 0, 2, false },
    { "next_covered", CELL_NUMBER, 0, 0, false },
    { "next_steps", CELL_NUMBER, 0, 0, false },
    { "next_tone", CELL_FIXED, 0, 2, false },
    { "next", CELL_LIST, 0, 0, false },
};
// clang-format on

enum { COLUMNS = sizeof columns / sizeof *columns, HEX_SIZE = 17, SIDE_WIDTH = 60, ACT_WIDTH = 27 };

static const around_event *event_of(const precedents *p, uint32_t number) {
    return &p->events[number];
}

/* ---- rows ---- */

static void add_id(buffer *list, const precedents *p, uint32_t number) {
    char id[HEX_SIZE];
    hash_hex(event_of(p, number)->key, id);
    if (list->len)
        buffer_byte(list, ' ');
    buffer_string(list, id);
}

static bool put_row(listing *rows, const precedents *p, const precedent *one) {
    buffer now = { 0 }, then = { 0 }, next = { 0 };
    char from[DATE_SIZE], to[DATE_SIZE];
    date_write_day(one->then.first_day, from);
    date_write_day(one->then.last_day, to);
    for (uint32_t i = 0; i < one->pairs.n; i++) {
        add_id(&now, p, p->now.steps[one->pairs.pairs[i].now].event);
        add_id(&then, p, one->then.steps[one->pairs.pairs[i].then].event);
    }
    for (uint32_t i = 0; i < one->n_next; i++)
        add_id(&next, p, one->next[i]);
    cell c[COLUMNS] = {
        { .text = one->then.country },
        { .text = text_of(from) },
        { .text = text_of(to) },
        { .fixed = one->alike },
        { .fixed = one->chance },
        { .text = one->then.patron },
        { .text = one->then.rival },
        { .number = one->then.n_steps },
        { .text = buffer_view(&now), .between = ' ' },
        { .text = buffer_view(&then), .between = ' ' },
        { .fixed = one->then.tone },
        { .number = one->next_covered },
        { .number = one->next_steps },
        { .fixed = one->next_tone },
        { .text = buffer_view(&next), .between = ' ' },
    };
    bool good = !now.failed && !then.failed && !next.failed && listing_put(rows, c);
    buffer_free(&now);
    buffer_free(&then);
    buffer_free(&next);
    return good;
}

static uh_status write_rows(const precedents *p, uh_format format, uh_sink out, uh_error *error) {
    listing rows;
    uh_status status = listing_open(&rows, format, columns, COLUMNS, out, error);
    if (status != UH_OK)
        return status;
    for (uint32_t i = 0; i < p->n; i++)
        if (!put_row(&rows, p, &p->items[i]))
            break;
    return listing_close(&rows, error);
}

/* ---- words ---- */

typedef struct telling {
    buffer out;
    store *store;
    const precedents *p;
    const book *names;
    arena *arena;
} telling;

static void add_span(buffer *b, const episode *e) {
    char from[DATE_SIZE], to[DATE_SIZE];
    date_write_day(e->first_day, from);
    date_write_day(e->last_day, to);
    buffer_format(b, "%s to %s", from, to);
}

static void pad_to(buffer *b, size_t start, size_t width) {
    size_t n = 0;
    for (size_t i = start; i < b->len; i++)
        n += ((unsigned char)b->at[i] & 0xc0) != 0x80;
    while (n++ < width)
        buffer_byte(b, ' ');
}

/* "2019-03-24 RUS AID VEN": the act as its codes. */
static void add_act(telling *t, uint32_t number) {
    const around_event *e = event_of(t->p, number);
    char day[DATE_SIZE];
    date_write_day(e->day, day);
    buffer_format(&t->out, "%s ", day);
    buffer_text(&t->out, e->actor.len ? e->actor : TEXT("-"));
    buffer_format(&t->out, " %s ", plover_type_name((event_type)e->type));
    buffer_text(&t->out, e->recipient.len ? e->recipient : TEXT("-"));
}

/* The sentence of an event, cut at a width on a character's edge. */
static uh_status add_sentence(telling *t, uint32_t number, uh_error *error) {
    arena_mark mark = arena_save(t->arena);
    around_report *reports;
    uint32_t n;
    uh_status status =
        around_reports(t->store, event_of(t->p, number)->id, t->arena, &reports, &n, error);
    if (status == UH_OK && n) {
        text words = reports[0].sentence;
        size_t end = words.len;
        if (end > 2 * SIDE_WIDTH)
            for (end = 2 * SIDE_WIDTH; end && ((unsigned char)words.at[end] & 0xc0) == 0x80;)
                end--;
        for (size_t i = 0; i < end; i++)
            buffer_byte(&t->out, is_space((unsigned char)words.at[i]) ? ' ' : words.at[i]);
        buffer_string(&t->out, end < words.len ? "\xe2\x80\xa6" : "");
    }
    arena_rewind(t->arena, mark);
    return status;
}

static uh_status add_line(telling *t, const char *when, uint32_t number, uh_error *error) {
    size_t start = t->out.len;
    buffer_format(&t->out, "   %-5s ", when);
    add_act(t, number);
    pad_to(&t->out, start, SIDE_WIDTH);
    buffer_string(&t->out, " ");
    uh_status status = add_sentence(t, number, error);
    buffer_byte(&t->out, '\n');
    return status;
}

static void add_powers(telling *t, const episode *e) {
    if (e->patron.len) {
        buffer_string(&t->out, ", patron ");
        buffer_text(&t->out, book_name(t->names, e->patron));
    }
    if (e->rival.len) {
        buffer_string(&t->out, ", rival ");
        buffer_text(&t->out, book_name(t->names, e->rival));
    }
}

static void add_next(telling *t, const precedent *one) {
    if (one->next_steps) {
        buffer_format(&t->out, "   next  %u steps; help less pressure ", one->next_steps);
        buffer_fixed(&t->out, one->then.tone, 1);
        buffer_string(&t->out, " then, ");
        buffer_fixed(&t->out, one->next_tone, 1);
        buffer_string(&t->out, " after it:\n");
    } else if (one->next_covered)
        buffer_format(&t->out, "   next  nothing seen in %u days with coverage\n",
                      one->next_covered);
    else
        buffer_string(&t->out, "   next  not known: no coverage\n");
}

static uh_status add_precedent(telling *t, uint32_t i, uh_error *error) {
    const precedent *one = &t->p->items[i];
    uh_status status = UH_OK;
    buffer_format(&t->out, "\n%u. ", i + 1);
    buffer_text(&t->out, book_name(t->names, one->then.country));
    buffer_string(&t->out, ", ");
    add_span(&t->out, &one->then);
    buffer_string(&t->out, ": alike ");
    buffer_fixed(&t->out, one->alike, 2);
    buffer_format(&t->out, "; in another order as much so in %d of 100 draws",
                  (int)(one->chance * 100 + 0.5));
    add_powers(t, &one->then);
    buffer_byte(&t->out, '\n');
    for (uint32_t k = 0; k < one->pairs.n && status == UH_OK; k++) {
        status = add_line(t, "now", t->p->now.steps[one->pairs.pairs[k].now].event, error);
        if (status == UH_OK)
            status = add_line(t, "then", one->then.steps[one->pairs.pairs[k].then].event, error);
    }
    add_next(t, one);
    for (uint32_t k = 0; k < one->n_next && status == UH_OK; k++)
        status = add_line(t, "", one->next[k], error);
    return status;
}

static bool add_opening(telling *t) {
    const precedents *p = t->p;
    buffer_text(&t->out, book_name(t->names, p->now.country));
    if (p->now.n_steps < PRECEDENT_STEPS_LEAST) {
        buffer_format(&t->out,
                      ": too little to compare: %u steps in the window, at least %d are needed\n",
                      p->now.n_steps, PRECEDENT_STEPS_LEAST);
        return false;
    }
    buffer_string(&t->out, ", ");
    add_span(&t->out, &p->now);
    buffer_format(&t->out, ": %u steps", p->now.n_steps);
    add_powers(t, &p->now);
    if (p->n == 0) {
        buffer_format(&t->out,
                      "\nno precedent: the record holds no earlier episode of at least %d steps\n",
                      PRECEDENT_STEPS_LEAST);
        return false;
    }
    buffer_format(&t->out, "; compared with %u earlier episodes\n", p->n_compared);
    return true;
}

static uh_status tell(store *s, const precedents *p, const book *names, arena *a, uh_sink out,
                      uh_error *error) {
    telling t = { .store = s, .p = p, .names = names, .arena = a };
    uh_status status = UH_OK;
    if (add_opening(&t))
        for (uint32_t i = 0; i < p->n && status == UH_OK; i++)
            status = add_precedent(&t, i, error);
    if (status == UH_OK && t.out.failed)
        status = error_nomem(error);
    if (status == UH_OK && out.write(out.context, t.out.at, t.out.len) != 0)
        status = error_set(error, UH_IO, NULL, "the output could not be written");
    buffer_free(&t.out);
    return status;
}

uh_status precedents_write(store *s, const precedents *p, const book *names, uh_format format,
                           arena *a, uh_sink out, uh_error *error) {
    if (format == UH_FORMAT_DEFAULT || format == UH_TABLE)
        return tell(s, p, names, a, out, error);
    return write_rows(p, format, out, error);
}
