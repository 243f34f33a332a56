/* table.c - rows as an aligned table. */
#include "report/table.h"
#include "base/utf8.h"

#include <string.h>

static uint32_t width_of(const column *c) {
    size_t name = strlen(c->name);
    return c->width && c->width < name ? (uint32_t)name : c->width;
}

static bool is_number(const column *c) {
    return c->kind == CELL_NUMBER || c->kind == CELL_FIXED;
}

/* Adds at most width characters of a text on one line; returns how many. */
static uint32_t add_cut(buffer *b, text t, uint32_t width, char between) {
    uint32_t n = 0;
    for (size_t i = 0; i < t.len && n < width;) {
        size_t start = i;
        uint32_t c = utf8_next(t, &i);
        if (utf8_is_mark(c)) { // stands over the character before it
            buffer_text(b, text_cut(t, start, i));
            continue;
        }
        if (n + 1 == width && i < t.len)
            c = 0x2026; // an ellipsis: more follows
        else if (between && c == (unsigned char)between)
            c = ',';
        else if (c < ' ' || c == 0x7f)
            c = ' ';
        utf8_add(b, c);
        n++;
    }
    return n;
}

static void add_blanks(buffer *b, uint32_t n) {
    while (n--)
        buffer_byte(b, ' ');
}

static void add_number(buffer *b, const column *how, const cell *c) {
    if (c->null)
        return;
    if (how->kind == CELL_FIXED)
        buffer_fixed(b, c->fixed, how->decimals);
    else if (how->kind == CELL_BOOL)
        buffer_string(b, c->number ? "yes" : "no");
    else
        buffer_number(b, c->number);
}

/* What a cell shows, on one line. */
static text words_of(const column *how, const cell *c, buffer *number) {
    if (how->kind == CELL_TEXT || how->kind == CELL_LIST || how->kind == CELL_RAW_JSON)
        return c->null ? (text){ "", 0 } : c->text;
    buffer_clear(number);
    add_number(number, how, c);
    return buffer_view(number);
}

static void add_cell(buffer *b, text words, const column *how, char between) {
    uint32_t width = width_of(how);
    if (is_number(how) && words.len < width)
        add_blanks(b, width - (uint32_t)words.len);
    uint32_t n = add_cut(b, words, is_number(how) ? UINT32_MAX : width, between);
    if (!is_number(how))
        add_blanks(b, width - n);
    buffer_string(b, "  ");
}

static void end_line(buffer *b) {
    while (b->len && b->at[b->len - 1] == ' ')
        b->len--;
    buffer_byte(b, '\n');
}

void table_row(buffer *b, const column *columns, const cell *cells, uint32_t n) {
    buffer number = { 0 };
    for (uint32_t i = 0; i < n; i++)
        if (columns[i].width)
            add_cell(b, words_of(&columns[i], &cells[i], &number), &columns[i],
                     columns[i].kind == CELL_LIST ? cells[i].between : '\0');
    b->failed |= number.failed;
    buffer_free(&number);
    end_line(b);
}

void table_heading(buffer *b, const column *columns, uint32_t n) {
    for (uint32_t i = 0; i < n; i++)
        if (columns[i].width)
            add_cell(b, text_of(columns[i].name), &columns[i], '\0');
    end_line(b);
}
