/* source.c - reviewed text files of knowledge, read line by line. */
#include "model/source.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { MESSAGE_MOST = 400, SHOWN_MOST = 160 };

source source_open(text name, text bytes, findings *found) {
    return (source){ .name = name, .bytes = bytes, .found = found };
}

bool source_next(source *s) {
    while (s->at < s->bytes.len) {
        const char *start = s->bytes.at + s->at;
        const char *end = memchr(start, '\n', s->bytes.len - s->at);
        size_t len = end ? (size_t)(end - start) : s->bytes.len - s->at;
        s->at += len + (end ? 1 : 0);
        s->line++;
        s->whole = (text){ start, len };
        s->row = text_trim(s->whole);
        if (s->row.len && s->row.at[0] != '#')
            return true;
    }
    return false;
}

uint32_t source_fields(const source *s, text fields[SOURCE_FIELDS_MOST]) {
    uint32_t n = 0;
    text rest = s->row;
    for (uint32_t i = 0; i < SOURCE_FIELDS_MOST; i++)
        fields[i] = (text){ "", 0 };
    while (n < SOURCE_FIELDS_MOST) {
        const char *bar = rest.len ? memchr(rest.at, '|', rest.len) : NULL;
        size_t len = bar ? (size_t)(bar - rest.at) : rest.len;
        text field = text_trim(text_cut(rest, 0, len));
        fields[n++] = text_equal(field, TEXT("-")) ? (text){ field.at, 0 } : field;
        if (!bar)
            break;
        rest = text_cut(rest, len + 1, rest.len);
    }
    return n;
}

bool source_item(text *rest, char separator, text *item) {
    while (rest->len) {
        const char *stop = memchr(rest->at, separator, rest->len);
        size_t len = stop ? (size_t)(stop - rest->at) : rest->len;
        *item = text_trim(text_cut(*rest, 0, len));
        *rest = text_cut(*rest, len + (stop ? 1 : 0), rest->len);
        if (item->len)
            return true;
    }
    return false;
}

void source_fault(source *s, text at, const char *format, ...) {
    char message[MESSAGE_MOST];
    buffer *out = &s->found->out;
    size_t column = 0;
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    if (at.at && at.at >= s->whole.at && at.at <= s->whole.at + s->whole.len)
        column = (size_t)(at.at - s->whole.at);
    buffer_text(out, s->name);
    buffer_format(out, ":%u:%zu: %s\n", s->line, column + 1, message);
    size_t from = column > SHOWN_MOST ? column - SHOWN_MOST / 2 : 0;
    buffer_text(out, text_cut(s->whole, from,
                              s->whole.len < from + SHOWN_MOST ? s->whole.len : from + SHOWN_MOST));
    buffer_byte(out, '\n');
    for (size_t i = from; i < column; i++)
        buffer_byte(out, s->whole.at[i] == '\t' ? '\t' : ' ');
    buffer_string(out, "^\n");
    s->found->n++;
}
