/* text.h - borrowed text (pointer and length) and the growing byte buffer. NUL is a byte like any
 * other. */
#ifndef UH_TEXT_H
#define UH_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Borrowed bytes; at may be NULL only where len is 0. */
typedef struct text {
    const char *at;
    size_t len;
} text;

#define TEXT(literal) ((text){ (literal), sizeof(literal) - 1 })

/* A C string; NULL gives the empty text. */
static inline text text_of(const char *string) {
    return (text){ string, string ? strlen(string) : 0 };
}

static inline bool text_equal(text a, text b) {
    return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

static inline text text_cut(text t, size_t from, size_t to) {
    return t.at ? (text){ t.at + from, to - from } : (text){ NULL, 0 };
}

int text_compare(text a, text b); // byte order, shorter first
static inline bool text_starts(text whole, text start) {
    return whole.len >= start.len && text_equal(text_cut(whole, 0, start.len), start);
}

static inline bool text_ends(text whole, text end) {
    return whole.len >= end.len && text_equal(text_cut(whole, whole.len - end.len, whole.len), end);
}

/* Its first bytes, at least as many as asked, up to the next blank; all of it where it is shorter.
 */
text text_opening(text t, size_t least);
/* Returns the place of part in whole, or SIZE_MAX. */
size_t text_find(text whole, text part);
size_t text_find_nocase(text whole, text part); // ASCII letters only
/* True if one of n parts stands in it, whatever the case of its ASCII letters. */
bool text_has_any(text whole, const text *parts, size_t n);

/* ASCII classes and case, whatever the locale. */
static inline bool is_space(int c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static inline bool is_digit(int c) {
    return c >= '0' && c <= '9';
}

static inline bool is_upper(int c) {
    return c >= 'A' && c <= 'Z';
}

static inline bool is_lower(int c) {
    return c >= 'a' && c <= 'z';
}

static inline bool is_alpha(int c) {
    return is_upper(c) || is_lower(c);
}

static inline bool is_alnum(int c) {
    return is_alpha(c) || is_digit(c);
}

static inline int to_lower(int c) {
    return is_upper(c) ? c + ('a' - 'A') : c;
}

static inline int to_upper(int c) {
    return is_lower(c) ? c - ('a' - 'A') : c;
}

static inline text text_trim(text t) { // without ASCII white space at both ends
    size_t from = 0, to = t.len;
    while (from < to && is_space((unsigned char)t.at[from]))
        from++;
    while (to > from && is_space((unsigned char)t.at[to - 1]))
        to--;
    return text_cut(t, from, to);
}

/* Whether two runs of n bytes are the same but for the case of ASCII letters. */
bool text_same_letters(const char *a, const char *b, size_t n);

/* Equal but for the case of ASCII letters. Most texts differ in length or in the first byte, which
 * is seen without a call. */
static inline bool text_equal_nocase(text a, text b) {
    return a.len == b.len &&
           (a.len == 0 || (to_lower((unsigned char)a.at[0]) == to_lower((unsigned char)b.at[0]) &&
                           text_same_letters(a.at + 1, b.at + 1, a.len - 1)));
}

/* The same with a C string, which is read only as far as both agree. */
static inline bool text_reads(text t, const char *word) {
    for (size_t i = 0; i < t.len; i++) {
        unsigned char a = (unsigned char)t.at[i], differs = a ^ (unsigned char)word[i];
        if ((differs & ~0x20) || (differs && !is_alpha(a)) || !word[i]) // 0x20 parts the cases
            return false;
    }
    return !word[t.len];
}

/* Reads a decimal number that fills the whole text; false if it does not or passes the limit. */
bool text_number(text t, uint64_t limit, uint64_t *out);

/* A growing buffer on the heap. Sticky: after a failed allocation, further adds do nothing and
 * failed stays true; append freely, check once. Start from {0}; at is never NULL after an add. */
typedef struct buffer {
    char *at;
    size_t len;
    size_t cap;
    bool failed;
} buffer;

void buffer_free(buffer *b);  // and makes it {0} again
void buffer_clear(buffer *b); // keeps the memory
bool buffer_grow(buffer *b, size_t more);
static inline bool buffer_reserve(buffer *b, size_t more) {
    return (!b->failed && more <= b->cap - b->len) || buffer_grow(b, more);
}

static inline void buffer_add(buffer *b, const void *bytes, size_t n) {
    if (!buffer_reserve(b, n ? n : 1))
        return;
    if (n)
        memcpy(b->at + b->len, bytes, n);
    b->len += n;
}

static inline void buffer_text(buffer *b, text t) {
    buffer_add(b, t.at, t.len);
}

static inline void buffer_string(buffer *b, const char *string) {
    buffer_add(b, string, strlen(string));
}

static inline void buffer_byte(buffer *b, int byte) {
    if (buffer_reserve(b, 1))
        b->at[b->len++] = (char)byte;
}
void buffer_number(buffer *b, int64_t number);
/* Writes a number with a fixed count of decimals (0-9), whatever the locale; never "-0.00". Not
 * finite: "null". */
void buffer_fixed(buffer *b, double number, int decimals);
void buffer_format(buffer *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
text buffer_view(const buffer *b);

#endif
