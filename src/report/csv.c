/* csv.c - rows as comma- or tab-separated values. */
#include "report/csv.h"

static void add_value(buffer *b, text t, bool tabs) {
    bool quoted = false;
    for (size_t i = 0; i < t.len && !quoted && !tabs; i++)
        quoted = t.at[i] == '"' || t.at[i] == ',' || t.at[i] == '\n' || t.at[i] == '\r';
    if (quoted)
        buffer_byte(b, '"');
    for (size_t i = 0; i < t.len; i++) {
        char c = t.at[i];
        if (quoted && c == '"')
            buffer_byte(b, '"');
        buffer_byte(b, tabs && (c == '\t' || c == '\n' || c == '\r') ? ' ' : c);
    }
    if (quoted)
        buffer_byte(b, '"');
}

/* A list is copied into its place with | between. */
static void add_list(buffer *b, const cell *c, bool tabs) {
    buffer joined = { 0 };
    for (size_t i = 0; i < c->text.len; i++)
        buffer_byte(&joined, c->text.at[i] == c->between ? '|' : c->text.at[i]);
    b->failed |= joined.failed;
    if (!joined.failed)
        add_value(b, buffer_view(&joined), tabs);
    buffer_free(&joined);
}

static void add_cell(buffer *b, const column *how, const cell *c, bool tabs) {
    if (c->null)
        return;
    switch ((cell_kind)how->kind) {
    case CELL_TEXT:
    case CELL_RAW_JSON:
        add_value(b, c->text, tabs);
        break;
    case CELL_LIST:
        add_list(b, c, tabs);
        break;
    case CELL_NUMBER:
        buffer_number(b, c->number);
        break;
    case CELL_FIXED:
        buffer_fixed(b, c->fixed, how->decimals);
        break;
    case CELL_BOOL:
        buffer_string(b, c->number ? "true" : "false");
        break;
    }
}

void csv_heading(buffer *b, const column *columns, uint32_t n, bool tabs) {
    for (uint32_t i = 0; i < n; i++) {
        if (i)
            buffer_byte(b, tabs ? '\t' : ',');
        buffer_string(b, columns[i].name);
    }
    buffer_string(b, tabs ? "\n" : "\r\n");
}

void csv_row(buffer *b, const column *columns, const cell *cells, uint32_t n, bool tabs) {
    for (uint32_t i = 0; i < n; i++) {
        if (i)
            buffer_byte(b, tabs ? '\t' : ',');
        add_cell(b, &columns[i], &cells[i], tabs);
    }
    buffer_string(b, tabs ? "\n" : "\r\n");
}
