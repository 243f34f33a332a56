/* compare.c - shares and their difference, a row a period and patron. */
#include "report/compare.h"

#include "base/date.h"
#include "base/error.h"
#include "report/listing.h"

// clang-format off
static const column columns[] = {
    { "period", CELL_TEXT, 8, 0, false },
    { "first_day", CELL_TEXT, 0, 0, false },
    { "last_day", CELL_TEXT, 0, 0, false },
    { "gap", CELL_BOOL, 5, 0, false },
    { "one", CELL_TEXT, 6, 0, false },
    { "other", CELL_TEXT, 6, 0, false },
    { "patron", CELL_TEXT, 8, 0, true },
    { "share_one", CELL_FIXED, 9, 3, false },
    { "low_one", CELL_FIXED, 7, 3, false },
    { "high_one", CELL_FIXED, 8, 3, false },
    { "share_other", CELL_FIXED, 11, 3, false },
    { "low_other", CELL_FIXED, 9, 3, false },
    { "high_other", CELL_FIXED, 10, 3, false },
    { "difference", CELL_FIXED, 10, 3, false },
    { "low", CELL_FIXED, 6, 3, false },
    { "high", CELL_FIXED, 6, 3, false },
    { "ahead", CELL_FIXED, 5, 3, false },
};
// clang-format on

enum { COLUMNS = sizeof columns / sizeof *columns, LABEL_SIZE = 16 };

static bool put_row(listing *l, const compare *c, const compare_row *r) {
    const hold *h = c->of_one;
    char label[LABEL_SIZE], first[DATE_SIZE], last[DATE_SIZE];
    balance_label(h->asked.by, h->series.first_day[r->period], label);
    date_write_day(h->series.first_day[r->period], first);
    date_write_day(h->series.last_day[r->period], last);
    const cell cells[COLUMNS] = {
        { .text = text_of(label) },
        { .text = text_of(first) },
        { .text = text_of(last) },
        { .number = r->gap },
        { .text = c->one },
        { .text = c->other },
        { .text = r->patron },
        { .fixed = r->one.share, .null = r->gap },
        { .fixed = r->one.low, .null = r->gap },
        { .fixed = r->one.high, .null = r->gap },
        { .fixed = r->other.share, .null = r->gap },
        { .fixed = r->other.low, .null = r->gap },
        { .fixed = r->other.high, .null = r->gap },
        { .fixed = r->difference.share, .null = r->gap },
        { .fixed = r->difference.low, .null = r->gap },
        { .fixed = r->difference.high, .null = r->gap },
        { .fixed = r->ahead, .null = r->gap },
    };
    return listing_put(l, cells);
}

static uh_status say(uh_sink out, buffer *b, uh_error *error) {
    uh_status status = UH_OK;
    if (b->failed)
        status = error_nomem(error);
    else if (out.write(out.context, b->at, b->len) != 0)
        status = error_set(error, UH_IO, NULL, "the output could not be written");
    buffer_free(b);
    return status;
}

/* What stands above a table: who is compared, or why nothing is. */
static uh_status write_heading(const compare *c, const book *names, uh_sink out, uh_error *error) {
    buffer b = { 0 };
    buffer_text(&b, book_name(names, c->one));
    buffer_string(&b, " (one) and ");
    buffer_text(&b, book_name(names, c->other));
    buffer_string(&b, " (other)");
    if (c->n && c->rows[0].patron.len == 0) {
        buffer_string(&b, " in ");
        buffer_text(&b, book_name(names, c->of_one->asked.country));
    }
    buffer_string(&b, c->n ? ": shares of all hold, each with its 90 % interval\n"
                           : ": no answer, for nothing in the record counts in both\n");
    return say(out, &b, error);
}

uh_status compare_write(const compare *c, const book *names, uh_format format, uh_sink out,
                        uh_error *error) {
    listing l;
    uh_status status = UH_OK;
    bool table = format == UH_FORMAT_DEFAULT || format == UH_TABLE;
    if (table)
        status = write_heading(c, names, out, error);
    if (status != UH_OK || (table && c->n == 0))
        return status;
    status = listing_open(&l, table ? UH_TABLE : format, columns, COLUMNS, out, error);
    if (status != UH_OK)
        return status;
    for (uint32_t i = 0; i < c->n; i++)
        if (!put_row(&l, c, &c->rows[i]))
            break;
    return listing_close(&l, error);
}
