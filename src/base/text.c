/* text.c - borrowed text and the growing byte buffer. */
#include "base/text.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { BUFFER_START = 256, NUMBER_SIZE = 32, VECTOR = 16, STRETCH = 4 * VECTOR, WIDE_LEAST = 64 };

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

text text_opening(text t, size_t least) {
    size_t end = t.len < least ? t.len : least;
    while (end < t.len && t.at[end] != ' ')
        end++;
    return text_cut(t, 0, end);
}

/* How often a byte stands in text and markup, by rank; 0: seldom. */
static const uint8_t frequency[256] = {
    [' '] = 32, ['e'] = 31, ['t'] = 30, ['a'] = 29, ['o'] = 28, ['i'] = 27, ['n'] = 26, ['s'] = 25,
    ['r'] = 24, ['l'] = 23, ['d'] = 22, ['c'] = 21, ['u'] = 20, ['"'] = 19, ['='] = 18, ['/'] = 17,
    ['<'] = 16, ['>'] = 15, ['-'] = 14, ['m'] = 13, ['p'] = 12, ['h'] = 11, ['g'] = 10, ['y'] = 9,
    ['f'] = 8,  ['b'] = 7,  ['w'] = 6,  ['v'] = 5,  ['k'] = 4,  ['.'] = 3,  [','] = 2,  [':'] = 1,
};

static uint8_t frequency_of(text part, size_t i) {
    return frequency[(unsigned char)part.at[i]];
}

/* The places of the two bytes of a part, of two at least, that text holds most seldom: only where
 * both stand is it looked for. */
static void anchors_of(text part, size_t *one, size_t *other) {
    *one = 0;
    *other = 1;
    if (frequency_of(part, 1) < frequency_of(part, 0)) {
        *one = 1;
        *other = 0;
    }
    for (size_t i = 2; i < part.len; i++)
        if (frequency_of(part, i) < frequency_of(part, *one)) {
            *other = *one;
            *one = i;
        } else if (frequency_of(part, i) < frequency_of(part, *other)) {
            *other = i;
        }
}

#ifdef __SSE2__
static __m128i sixteen(const char *at) {
    return _mm_loadu_si128((const __m128i *)(const void *)at);
}

static __m128i pairs(const char *at, size_t one, size_t other, __m128i a, __m128i b) {
    return _mm_and_si128(_mm_cmpeq_epi8(sixteen(at + one), a),
                         _mm_cmpeq_epi8(sixteen(at + other), b));
}

/* Those of sixteen places at which both bytes stand. */
static unsigned places(const char *at, size_t one, size_t other, __m128i a, __m128i b) {
    return (unsigned)_mm_movemask_epi8(pairs(at, one, other, a, b));
}

/* True if both stand at one of the next STRETCH places. */
static bool stands_within(const char *at, size_t one, size_t other, __m128i a, __m128i b) {
    __m128i first = _mm_or_si128(pairs(at, one, other, a, b), pairs(at + VECTOR, one, other, a, b)),
            second = _mm_or_si128(pairs(at + 2 * VECTOR, one, other, a, b),
                                  pairs(at + 3 * VECTOR, one, other, a, b));
    return _mm_movemask_epi8(_mm_or_si128(first, second)) != 0;
}

/* Looks at sixteen places at once, from *from on, which moves to where the vectors end. */
static size_t find_wide(text whole, text part, size_t *from) {
    size_t one, other, at = 0;
    anchors_of(part, &one, &other);
    const __m128i a = _mm_set1_epi8(part.at[one]), b = _mm_set1_epi8(part.at[other]);
    while (at + VECTOR + part.len - 1 <= whole.len) {
        if (at + STRETCH + part.len - 1 <= whole.len &&
            !stands_within(whole.at + at, one, other, a, b)) {
            at += STRETCH;
            continue;
        }
        unsigned hits = places(whole.at + at, one, other, a, b);
        for (; hits; hits &= hits - 1) {
            size_t place = at + (size_t)__builtin_ctz(hits);
            if (memcmp(whole.at + place, part.at, part.len) == 0)
                return place;
        }
        at += VECTOR;
    }
    *from = at;
    return SIZE_MAX;
}
#else
static size_t find_wide(text whole, text part, size_t *from) {
    (void)whole, (void)part, (void)from;
    return SIZE_MAX;
}
#endif

size_t text_find(text whole, text part) {
    if (part.len == 0)
        return 0;
    if (whole.len < part.len)
        return SIZE_MAX;
    size_t from = 0;
    if (part.len > 1 && whole.len >= WIDE_LEAST) {
        size_t found = find_wide(whole, part, &from);
        if (found != SIZE_MAX)
            return found;
    }
    const char *at = whole.at + from, *last = whole.at + (whole.len - part.len);
    while (at <= last && (at = memchr(at, part.at[0], (size_t)(last - at) + 1)) != NULL) {
        if (memcmp(at, part.at, part.len) == 0)
            return (size_t)(at - whole.at);
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

/* True if one of the parts stands at the start, whatever the case. */
static bool starts_any(text t, const text *parts, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (parts[i].len <= t.len && text_equal_nocase(text_cut(t, 0, parts[i].len), parts[i]))
            return true;
    return false;
}

bool text_has_any(text whole, const text *parts, size_t n) {
    enum { LETTER = 31 }; // what a letter's bits have in both cases
    uint32_t firsts = 0;  // the letters that parts begin with, as bits
    for (size_t i = 0; i < n; i++) {
        if (parts[i].len == 0)
            return true;
        firsts |= UINT32_C(1) << (parts[i].at[0] & LETTER);
    }
    for (size_t i = 0; i < whole.len; i++)
        if (firsts >> (whole.at[i] & LETTER) & 1 &&
            starts_any(text_cut(whole, i, whole.len), parts, n))
            return true;
    return false;
}

bool text_number(text t, uint64_t limit, uint64_t *out) {
    enum { SAFE = 19 }; // digits that never pass 64 bits
    uint64_t number = 0;
    if (t.len == 0)
        return false;
    for (size_t i = 0; i < t.len; i++) {
        if (!is_digit((unsigned char)t.at[i]))
            return false;
        uint64_t digit = (uint64_t)(t.at[i] - '0');
        if (i >= SAFE && number > (UINT64_MAX - digit) / 10)
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

bool buffer_grow(buffer *b, size_t more) {
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

void buffer_number(buffer *b, int64_t number) {
    char digits[NUMBER_SIZE];
    size_t at = sizeof digits;
    uint64_t left = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    do
        digits[--at] = (char)('0' + left % 10);
    while (left /= 10);
    if (number < 0)
        digits[--at] = '-';
    buffer_add(b, digits + at, sizeof digits - at);
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
