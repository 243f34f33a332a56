/* text.c - borrowed text and the growing byte buffer. */
#include "base/text.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BUFFER_START = 256, NUMBER_SIZE = 32, SHORT_TEXT = 512 };

bool text_same_letters(const char *a, const char *b, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (to_lower((unsigned char)a[i]) != to_lower((unsigned char)b[i]))
            return false;
    return true;
}

int text_compare(text a, text b) {
    size_t n = a.len < b.len ? a.len : b.len;
    int order = n ? memcmp(a.at, b.at, n) : 0;
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

bool text_starts(text whole, text start) {
    return whole.len >= start.len && text_equal(text_cut(whole, 0, start.len), start);
}

bool text_ends(text whole, text end) {
    return whole.len >= end.len && text_equal(text_cut(whole, whole.len - end.len, whole.len), end);
}

text text_trim(text t) {
    size_t from = 0, to = t.len;
    while (from < to && is_space((unsigned char)t.at[from]))
        from++;
    while (to > from && is_space((unsigned char)t.at[to - 1]))
        to--;
    return text_cut(t, from, to);
}

/* The place of the byte that text holds most seldom: the search hops from one to the next. */
static size_t anchor_of(text part) {
    static const char common[] = " etaoinsrldcu\"=/<>-mphgyfbwvk.,:";
    size_t best = 0, top = 0;
    for (size_t i = 0; i < part.len; i++) {
        const char *at = part.at[i] ? strchr(common, part.at[i]) : NULL;
        size_t rank = at ? (size_t)(at - common) : sizeof common;
        if (rank > top) {
            top = rank;
            best = i;
        }
    }
    return best;
}

text text_opening(text t, size_t least) {
    size_t end = t.len < least ? t.len : least;
    while (end < t.len && t.at[end] != ' ')
        end++;
    return text_cut(t, 0, end);
}

size_t text_find(text whole, text part) {
    if (part.len == 0)
        return 0;
    if (whole.len < part.len)
        return SIZE_MAX;
    size_t anchor = whole.len > SHORT_TEXT ? anchor_of(part) : 0;
    const char *at = whole.at + anchor, *last = whole.at + (whole.len - part.len) + anchor;
    while (at <= last && (at = memchr(at, part.at[anchor], (size_t)(last - at) + 1)) != NULL) {
        if (memcmp(at - anchor, part.at, part.len) == 0)
            return (size_t)(at - anchor - whole.at);
        at++;
    }
    return SIZE_MAX;
}

size_t text_find_nocase(text whole, text part) {
    int first = part.len ? to_lower((unsigned char)part.at[0]) : 0;
    for (size_t i = 0; i + part.len <= whole.len; i++)
        if ((part.len == 0 || to_lower((unsigned char)whole.at[i]) == first) &&
            text_equal_nocase(text_cut(whole, i, i + part.len), part))
            return i;
    return SIZE_MAX;
}

bool text_number(text t, uint64_t limit, uint64_t *out) {
    uint64_t number = 0;
    if (t.len == 0)
        return false;
    for (size_t i = 0; i < t.len; i++) {
        if (!is_digit((unsigned char)t.at[i]))
            return false;
        uint64_t digit = (uint64_t)(t.at[i] - '0');
        if (number > (UINT64_MAX - digit) / 10)
            return false;
        number = number * 10 + digit;
    }
    if (number > limit)
        return false;
    *out = number;
    return true;
}

void buffer_free(buffer *b) {
    free(b->at);
    *b = (buffer){ 0 };
}

void buffer_clear(buffer *b) {
    b->len = 0;
    b->failed = false;
}

bool buffer_reserve(buffer *b, size_t more) {
    if (b->failed || more > SIZE_MAX / 2 - b->len) {
        b->failed = true;
        return false;
    }
    if (b->len + more <= b->cap)
        return true;
    size_t cap = b->cap ? b->cap : BUFFER_START;
    while (cap < b->len + more)
        cap *= 2;
    char *at = realloc(b->at, cap);
    if (!at) {
        b->failed = true;
        return false;
    }
    b->at = at;
    b->cap = cap;
    return true;
}

void buffer_add(buffer *b, const void *bytes, size_t n) {
    if (!buffer_reserve(b, n ? n : 1))
        return;
    if (n)
        memcpy(b->at + b->len, bytes, n);
    b->len += n;
}

void buffer_text(buffer *b, text t) {
    buffer_add(b, t.at, t.len);
}

void buffer_string(buffer *b, const char *string) {
    buffer_add(b, string, strlen(string));
}

void buffer_number(buffer *b, int64_t number) {
    char digits[NUMBER_SIZE];
    int n = snprintf(digits, sizeof digits, "%lld", (long long)number);
    buffer_add(b, digits, (size_t)n);
}

void buffer_fixed(buffer *b, double number, int decimals) {
    static const double scales[] = { 1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9 };
    double scaled = nearbyint(fabs(number) * scales[decimals]);
    if (!(scaled < 9e18)) {
        buffer_string(b, "null");
        return;
    }
    uint64_t units = (uint64_t)scaled, scale = (uint64_t)scales[decimals];
    if (number < 0 && units != 0)
        buffer_byte(b, '-');
    buffer_number(b, (int64_t)(units / scale));
    if (decimals > 0)
        buffer_format(b, ".%0*llu", decimals, (unsigned long long)(units % scale));
}

void buffer_format(buffer *b, const char *format, ...) {
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (n < 0)
        b->failed = true;
    else if (buffer_reserve(b, (size_t)n + 1)) {
        vsnprintf(b->at + b->len, (size_t)n + 1, format, again);
        b->len += (size_t)n;
    }
    va_end(again);
}

text buffer_view(const buffer *b) {
    return (text){ b->at, b->len };
}
