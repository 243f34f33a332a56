/* json.c - JSON written to a buffer and read by a pull parser. */
#include "base/json.h"

#include "base/utf8.h"

#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum state { WANT_VALUE, WANT_KEY, WANT_KEY_OR_END, WANT_VALUE_OR_END, WANT_COMMA, DONE, BROKEN };

/* ---- writing ---- */

static void write_escaped(buffer *b, uint32_t c) {
    switch (c) {
    case '"':
        buffer_string(b, "\\\"");
        break;
    case '\\':
        buffer_string(b, "\\\\");
        break;
    case '\n':
        buffer_string(b, "\\n");
        break;
    case '\t':
        buffer_string(b, "\\t");
        break;
    case '\r':
        buffer_string(b, "\\r");
        break;
    default:
        buffer_format(b, "\\u%04x", (unsigned)c);
    }
}

static bool is_plain(unsigned char c) {
    return c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
}

#ifdef __SSE2__
/* Which of sixteen bytes are not plain. */
static unsigned odd_ones(const char *at) {
    const __m128i least = _mm_set1_epi8(0x1f), last = _mm_set1_epi8(0x7f),
                  quote = _mm_set1_epi8('"'), slash = _mm_set1_epi8('\\');
    __m128i x = _mm_loadu_si128((const __m128i *)(const void *)at);
    // Compares are signed: bytes from 0x80 on are below the least.
    __m128i plain = _mm_and_si128(_mm_cmpgt_epi8(x, least), _mm_cmplt_epi8(x, last));
    __m128i marks = _mm_or_si128(_mm_cmpeq_epi8(x, quote), _mm_cmpeq_epi8(x, slash));
    return ~(unsigned)_mm_movemask_epi8(_mm_andnot_si128(marks, plain)) & 0xffff;
}
#endif

/* The end of a run of plain characters, by sixteen bytes a step; the last step goes back over bytes
 * that were seen before. */
static size_t plain_end(text t, size_t i) {
#ifdef __SSE2__
    for (; i + 16 <= t.len; i += 16) {
        unsigned odd = odd_ones(t.at + i);
        if (odd)
            return i + (size_t)__builtin_ctz(odd);
    }
    if (t.len >= 16 && i < t.len) {
        unsigned odd = odd_ones(t.at + t.len - 16) >> (i + 16 - t.len);
        return odd ? i + (size_t)__builtin_ctz(odd) : t.len;
    }
#endif
    while (i < t.len && is_plain((unsigned char)t.at[i]))
        i++;
    return i;
}

/* True for a character of two bytes, or of three that is neither a separator of lines nor what
 * stands for malformed bytes: it is copied as it stands. */
static bool is_usual(text t, size_t i) {
    const unsigned char *at = (const unsigned char *)t.at + i;
    if (t.len - i < 3 || (at[1] & 0xc0) != 0x80)
        return false;
    if (at[0] >= 0xc2 && at[0] <= 0xdf)
        return true;
    return at[0] > 0xe0 && at[0] < 0xef && at[0] != 0xed && (at[2] & 0xc0) == 0x80 &&
           !(at[0] == 0xe2 && at[1] == 0x80 && (at[2] | 1) == 0xa9);
}

/* Adds characters, those from the first one that is not plain on looked at one by one. */
static void add_escaped(buffer *b, text t, size_t odd) {
    size_t start = 0; // of a run that is copied as it stands
    for (size_t i = odd; i < t.len; i = plain_end(t, i)) {
        size_t at = i;
        if (is_usual(t, i)) {
            i += (unsigned char)t.at[i] < 0xe0 ? 2 : 3;
            continue;
        }
        uint32_t c = utf8_next(t, &i);
        bool is_escaped =
            c < 0x20 || c == '"' || c == '\\' || c == 0x7f || c == 0x2028 || c == 0x2029;
        if (!is_escaped && c != UTF8_BAD)
            continue;
        buffer_text(b, text_cut(t, start, at));
        if (is_escaped)
            write_escaped(b, c);
        else
            utf8_add(b, c);
        start = i;
    }
    if (start < t.len)
        buffer_text(b, text_cut(t, start, t.len));
}

void json_string(buffer *b, text t) {
    size_t odd = plain_end(t, 0);
    if (!buffer_reserve(b, t.len + 2))
        return;
    b->at[b->len++] = '"';
    if (odd < t.len)
        add_escaped(b, t, odd);
    else
        buffer_text(b, t);
    buffer_byte(b, '"');
}

void json_comma(buffer *b) {
    if (b->len && b->at[b->len - 1] != '{' && b->at[b->len - 1] != '[' && b->at[b->len - 1] != '\n')
        buffer_byte(b, ',');
}

void json_key_text(buffer *b, text key) {
    json_comma(b);
    if (!buffer_reserve(b, key.len + 3))
        return;
    char *at = b->at + b->len;
    at[0] = '"';
    memcpy(at + 1, key.at, key.len);
    memcpy(at + 1 + key.len, "\":", 2);
    b->len += key.len + 3;
}

void json_field_number(buffer *b, const char *key, int64_t value) {
    json_key(b, key);
    buffer_number(b, value);
}

void json_field_fixed(buffer *b, const char *key, double value, int decimals) {
    json_key(b, key);
    buffer_fixed(b, value, decimals);
}

/* ---- reading ---- */

json_reader json_open(text in) {
    return (json_reader){ .in = in, .state = WANT_VALUE };
}

static json_kind bad(json_reader *r, const char *why) {
    r->why = why;
    r->state = BROKEN;
    return JSON_BAD;
}

static int peek(json_reader *r) {
    while (r->at < r->in.len && (r->in.at[r->at] == ' ' || r->in.at[r->at] == '\t' ||
                                 r->in.at[r->at] == '\n' || r->in.at[r->at] == '\r'))
        r->at++;
    return r->at < r->in.len ? (unsigned char)r->in.at[r->at] : -1;
}

static void after_value(json_reader *r) {
    r->state = r->depth ? WANT_COMMA : DONE;
}

static bool read_string(json_reader *r) {
    size_t start = ++r->at;
    r->escaped = false;
    for (; r->at < r->in.len; r->at++) {
        unsigned char c = (unsigned char)r->in.at[r->at];
        if (c == '"') {
            r->raw = text_cut(r->in, start, r->at++);
            return true;
        }
        if (c == '\\') {
            r->escaped = true;
            if (++r->at == r->in.len)
                break;
        } else if (c < 0x20)
            return bad(r, "control character in a string"), false;
    }
    return bad(r, "string without an end"), false;
}

static json_kind read_number(json_reader *r) {
    size_t start = r->at;
    while (r->at < r->in.len &&
           (is_alnum((unsigned char)r->in.at[r->at]) || memchr("+-.", r->in.at[r->at], 3)))
        r->at++;
    r->raw = text_cut(r->in, start, r->at);
    if (!is_digit((unsigned char)r->raw.at[r->raw.len - 1]))
        return bad(r, "malformed number");
    after_value(r);
    return JSON_NUMBER;
}

static json_kind read_word(json_reader *r) {
    static const struct {
        text word;
        json_kind kind;
    } words[] = { { { "true", 4 }, JSON_TRUE },
                  { { "false", 5 }, JSON_FALSE },
                  { { "null", 4 }, JSON_NULL } };
    text rest = text_cut(r->in, r->at, r->in.len);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (text_starts(rest, words[i].word)) {
            r->at += words[i].word.len;
            after_value(r);
            return words[i].kind;
        }
    return bad(r, "unknown word where a value was expected");
}

static json_kind open_container(json_reader *r, bool is_array) {
    if (r->depth >= JSON_DEPTH - 1)
        return bad(r, "nested too deep");
    r->at++;
    r->depth++;
    r->arrays = (r->arrays & ~(1ull << r->depth)) | ((uint64_t)is_array << r->depth);
    r->state = is_array ? WANT_VALUE_OR_END : WANT_KEY_OR_END;
    return is_array ? JSON_ARRAY : JSON_OBJECT;
}

static json_kind close_container(json_reader *r, int c) {
    bool is_array = (r->arrays >> r->depth) & 1;
    if (c != (is_array ? ']' : '}'))
        return bad(r, is_array ? "expected , or ]" : "expected , or }");
    r->at++;
    r->depth--;
    after_value(r);
    return is_array ? JSON_ARRAY_END : JSON_OBJECT_END;
}

static json_kind read_key(json_reader *r, int c) {
    if (c != '"')
        return bad(r, "expected a key in quotes");
    if (!read_string(r))
        return JSON_BAD;
    text raw = r->raw;
    bool escaped = r->escaped;
    if (peek(r) != ':')
        return bad(r, "expected : after a key");
    r->at++;
    r->raw = raw;
    r->escaped = escaped;
    r->state = WANT_VALUE;
    return JSON_KEY;
}

static json_kind read_value(json_reader *r, int c) {
    if (c == '{' || c == '[')
        return open_container(r, c == '[');
    if (c == '"') {
        if (!read_string(r))
            return JSON_BAD;
        after_value(r);
        return JSON_STRING;
    }
    if (is_digit(c) || c == '-')
        return read_number(r);
    return c < 0 ? bad(r, "a value is missing at the end") : read_word(r);
}

json_kind json_next(json_reader *r) {
    if (r->state == BROKEN)
        return JSON_BAD;
    int c = peek(r);
    if (r->state == DONE)
        return c < 0 ? JSON_END : bad(r, "text behind the value");
    if (r->state == WANT_COMMA) {
        if (c != ',')
            return close_container(r, c);
        r->at++;
        c = peek(r);
        r->state = (r->arrays >> r->depth) & 1 ? WANT_VALUE : WANT_KEY;
    }
    if (r->state == WANT_KEY_OR_END)
        return c == '}' ? close_container(r, c) : read_key(r, c);
    if (r->state == WANT_KEY)
        return read_key(r, c);
    if (r->state == WANT_VALUE_OR_END && c == ']')
        return close_container(r, c);
    return read_value(r, c);
}

json_kind json_skip(json_reader *r, json_kind kind) {
    if (kind != JSON_OBJECT && kind != JSON_ARRAY)
        return kind;
    uint32_t outside = r->depth - 1;
    while (r->depth > outside) {
        kind = json_next(r);
        if (kind == JSON_BAD || kind == JSON_END)
            break;
    }
    return kind;
}

static int hex_of(int c) {
    if (is_digit(c))
        return c - '0';
    c = to_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Reads four hexadecimal digits at raw[*i]; UTF8_BAD without moving where they are not. */
static uint32_t read_unit(text raw, size_t *i) {
    uint32_t unit = 0;
    if (*i + 4 > raw.len)
        return UTF8_BAD;
    for (size_t k = 0; k < 4; k++) {
        int digit = hex_of((unsigned char)raw.at[*i + k]);
        if (digit < 0)
            return UTF8_BAD;
        unit = unit << 4 | (uint32_t)digit;
    }
    *i += 4;
    return unit;
}

static uint32_t read_escape(text raw, size_t *i) {
    uint32_t high = read_unit(raw, i);
    if (high < 0xd800 || high > 0xdfff)
        return high;
    if (high < 0xdc00 && *i + 6 <= raw.len && raw.at[*i] == '\\' && raw.at[*i + 1] == 'u') {
        size_t ahead = *i + 2;
        uint32_t low = read_unit(raw, &ahead);
        if (low >= 0xdc00 && low <= 0xdfff) {
            *i = ahead;
            return 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
        }
    }
    return UTF8_BAD;
}

void json_unescape(buffer *b, text raw) {
    for (size_t i = 0; i < raw.len;) {
        const char *slash = memchr(raw.at + i, '\\', raw.len - i);
        size_t to = slash ? (size_t)(slash - raw.at) : raw.len;
        buffer_text(b, text_cut(raw, i, to));
        i = to + 1;
        if (i >= raw.len)
            break;
        char c = raw.at[i++];
        static const char from[] = "bfnrt", into[] = "\b\f\n\r\t";
        const char *known = memchr(from, c, sizeof from - 1);
        if (c == 'u')
            utf8_add(b, read_escape(raw, &i));
        else
            buffer_byte(b, known ? into[known - from] : c);
    }
}
