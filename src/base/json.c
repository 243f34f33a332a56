/* json.c - JSON written to a buffer and read by a pull parser. */
#include "base/json.h"

#include "base/stretch.h"
#include "base/utf8.h"

#include <string.h>

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

/* Which bytes of a stretch are not plain; those behind the end of a text are not. */
static uint64_t odd_ones(const stretch *s) {
    return ~stretch_between(s, 0x20, 0x7e) | stretch_are(s, '"') | stretch_are(s, '\\');
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

static bool is_escaped(uint32_t c) {
    return c < 0x20 || c == '"' || c == '\\' || c == 0x7f || c == 0x2028 || c == 0x2029;
}

/* A text being written; what stands from start on is copied as it stands. */
typedef struct writer {
    buffer *out;
    text t;
    size_t start;
} writer;

/* Takes the character at i, which is not plain; returns the one behind. */
static size_t write_odd(writer *w, size_t i) {
    size_t at = i;
    if (is_usual(w->t, i))
        return i + ((unsigned char)w->t.at[i] < 0xe0 ? 2 : 3);
    uint32_t c = utf8_next(w->t, &i);
    if (!is_escaped(c) && c != UTF8_BAD)
        return i;
    buffer_text(w->out, text_cut(w->t, w->start, at));
    if (is_escaped(c))
        write_escaped(w->out, c);
    else
        utf8_add(w->out, c);
    return w->start = i;
}

void json_string(buffer *b, text t) {
    writer w = { .out = b, .t = t };
    size_t taken = 0;
    if (!buffer_reserve(b, t.len + 2))
        return;
    b->at[b->len++] = '"';
    for (size_t from = 0; from < t.len; from += STRETCH) {
        const stretch s = stretch_at(t, from);
        uint64_t odd = odd_ones(&s);
        if (t.len - from < STRETCH)
            odd &= stretch_first((unsigned)(t.len - from));
        for (; odd; odd &= odd - 1) {
            size_t i = from + (size_t)__builtin_ctzll(odd);
            if (i >= taken) // the others are of a character that is taken
                taken = write_odd(&w, i);
        }
    }
    if (w.start < t.len)
        buffer_text(b, text_cut(t, w.start, t.len));
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

/* The next character that is not plain; the end of the text where there is none. */
static size_t plain_end(text t, size_t i) {
    for (; i < t.len; i += STRETCH) {
        const stretch s = stretch_at(t, i);
        uint64_t odd = odd_ones(&s);
        if (odd)
            return i + (size_t)__builtin_ctzll(odd);
    }
    return t.len;
}

static bool read_string(json_reader *r) {
    size_t start = ++r->at;
    r->escaped = false;
    for (; (r->at = plain_end(r->in, r->at)) < r->in.len; r->at++) {
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
