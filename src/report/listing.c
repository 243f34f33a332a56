/* listing.c - rows to a sink in the format that was asked for. JSON lines are written here. */
#include "report/listing.h"
#include "base/error.h"
#include "base/json.h"
#include "report/arrow.h"
#include "report/csv.h"
#include "report/table.h"

#include <assert.h>

enum { PENDING_MOST = 64 * 1024 }; // bytes before the sink is called

static void flush(listing *l) {
    if (l->pending.len && !l->failed && !l->pending.failed)
        l->failed = l->out.write(l->out.context, l->pending.at, l->pending.len) != 0;
    buffer_clear(&l->pending);
}

static void add_list(buffer *b, const cell *c) {
    buffer_byte(b, '[');
    for (size_t at = 0; c->text.len && at <= c->text.len;) {
        size_t end = at;
        while (end < c->text.len && c->text.at[end] != c->between)
            end++;
        json_comma(b);
        json_string(b, text_cut(c->text, at, end));
        at = end + 1;
    }
    buffer_byte(b, ']');
}

static void add_json(buffer *b, const column *how, const cell *c) {
    json_key(b, how->name);
    if (c->null || (how->empty_is_null && c->text.len == 0)) {
        buffer_string(b, "null");
        return;
    }
    switch ((cell_kind)how->kind) {
    case CELL_TEXT:
        json_string(b, c->text);
        break;
    case CELL_NUMBER:
        buffer_number(b, c->number);
        break;
    case CELL_FIXED:
        buffer_fixed(b, c->fixed, how->decimals);
        break;
    case CELL_LIST:
        add_list(b, c);
        break;
    case CELL_BOOL:
        buffer_string(b, c->number ? "true" : "false");
        break;
    case CELL_RAW_JSON:
        buffer_text(b, c->text);
        break;
    }
}

uh_status listing_open(listing *l, uh_format format, const column *columns, uint32_t n_columns,
                       uh_sink out, uh_error *error) {
    assert(n_columns <= LISTING_COLUMNS_MOST);
    *l = (listing){ .out = out, .format = format, .columns = columns, .n_columns = n_columns };
    switch ((int)format) {
    case UH_TABLE:
        table_heading(&l->pending, columns, n_columns);
        return UH_OK;
    case UH_CSV:
    case UH_TSV:
        csv_heading(&l->pending, columns, n_columns, format == UH_TSV);
        return UH_OK;
    case UH_JSONL:
        return UH_OK;
    case LISTING_ARROW:
        return arrow_start(out.context, columns, n_columns) ? UH_OK : error_nomem(error);
    default:
        return error_set(error, UH_ARGUMENT, NULL,
                         "a list has the formats table, csv, tsv and jsonl");
    }
}

bool listing_put(listing *l, const cell *cells) {
    buffer *b = &l->pending;
    if (l->format == LISTING_ARROW)
        return arrow_put(l->out.context, cells);
    if (l->format == UH_TABLE) {
        table_row(b, l->columns, cells, l->n_columns);
    } else if (l->format == UH_JSONL) {
        buffer_byte(b, '{');
        for (uint32_t i = 0; i < l->n_columns; i++)
            add_json(b, &l->columns[i], &cells[i]);
        buffer_string(b, "}\n");
    } else {
        csv_row(b, l->columns, cells, l->n_columns, l->format == UH_TSV);
    }
    if (b->len >= PENDING_MOST)
        flush(l);
    return !l->failed && !b->failed;
}

uh_status listing_close(listing *l, uh_error *error) {
    flush(l);
    bool nomem =
        l->pending.failed || (l->format == LISTING_ARROW && ((arrow_rows *)l->out.context)->failed);
    buffer_free(&l->pending);
    if (nomem)
        return error_nomem(error);
    return l->failed ? error_set(error, UH_IO, NULL, "the output was refused") : UH_OK;
}

void listing_drop(listing *l) {
    buffer_free(&l->pending);
}
