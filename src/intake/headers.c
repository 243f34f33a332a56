/* headers.c - finding values in the head of a record. */
#include "intake/headers.h"

#include <string.h>

size_t headers_length(text t) {
    for (size_t i = 0; i < t.len;) {
        const char *feed = memchr(t.at + i, '\n', t.len - i);
        if (!feed)
            return 0;
        size_t next = (size_t)(feed - t.at) + 1;
        if (next - i == 1 || (next - i == 2 && t.at[i] == '\r'))
            return next;
        i = next;
    }
    return 0;
}

/* Where the line at i ends, with the folded lines that go on with it. */
static size_t line_end(text head, size_t i) {
    while (i < head.len) {
        const char *feed = memchr(head.at + i, '\n', head.len - i);
        if (!feed)
            return head.len;
        i = (size_t)(feed - head.at) + 1;
        if (i == head.len || (head.at[i] != ' ' && head.at[i] != '\t'))
            return i;
    }
    return i;
}

text headers_find(text head, const char *name) {
    size_t n = strlen(name);
    for (size_t i = 0; i < head.len;) {
        size_t end = line_end(head, i);
        text line = text_cut(head, i, end);
        i = end;
        if (line.len <= n ||
            to_lower((unsigned char)line.at[0]) != to_lower((unsigned char)name[0]))
            continue;
        size_t colon = n;
        while (colon < line.len && (line.at[colon] == ' ' || line.at[colon] == '\t'))
            colon++;
        if (colon < line.len && line.at[colon] == ':' &&
            text_equal_nocase(text_cut(line, 0, n), (text){ name, n }))
            return text_trim(text_cut(line, colon + 1, line.len));
    }
    return TEXT("");
}

text headers_plain(text value) {
    const char *mark = value.len ? memchr(value.at, ';', value.len) : NULL;
    return text_trim(mark ? text_cut(value, 0, (size_t)(mark - value.at)) : value);
}

text headers_parameter(text value, const char *name) {
    size_t n = strlen(name);
    for (;;) {
        const char *mark = value.len ? memchr(value.at, ';', value.len) : NULL;
        if (!mark)
            return TEXT("");
        value = text_trim(text_cut(value, (size_t)(mark - value.at) + 1, value.len));
        if (value.len <= n || !text_equal_nocase(text_cut(value, 0, n), (text){ name, n }))
            continue;
        text rest = text_trim(text_cut(value, n, value.len));
        if (rest.len == 0 || rest.at[0] != '=')
            continue;
        rest = headers_plain(text_cut(rest, 1, rest.len));
        while (rest.len && (rest.at[0] == '"' || rest.at[0] == '\''))
            rest = text_cut(rest, 1, rest.len);
        while (rest.len && (rest.at[rest.len - 1] == '"' || rest.at[rest.len - 1] == '\''))
            rest.len--;
        return text_trim(rest);
    }
}

bool headers_last(text *list, text *element) {
    *list = text_trim(*list);
    while (list->len && list->at[list->len - 1] == ',')
        *list = text_trim(text_cut(*list, 0, list->len - 1));
    if (list->len == 0)
        return false;
    size_t start = list->len;
    while (start > 0 && list->at[start - 1] != ',')
        start--;
    *element = text_trim(text_cut(*list, start, list->len));
    list->len = start;
    return true;
}
