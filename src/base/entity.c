/* entity.c - character references. */
#include "base/entity.h"

#include "base/utf8.h"

#include <string.h>

typedef struct entity {
    const char *name; // with its semicolon, where it has one
    uint8_t len;
    uint32_t c[2];
} entity;

static const entity entities[] = {
#include "base/entities.inc"
};
enum { ENTITIES = sizeof entities / sizeof *entities, NAME_MOST = 33 };

/* Numbers that pages mean as windows-1252 (WHATWG 13.2.5.80). */
static const uint16_t windows[32] = {
    0x20ac, 0x81,   0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021, 0x2c6,  0x2030, 0x160,
    0x2039, 0x152,  0x8d,   0x17d,  0x8f,   0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0x9d,   0x17e,  0x178,
};

static int digit_of(int c, uint32_t base) {
    if (is_digit(c))
        return c - '0';
    c = to_lower(c);
    return base == 16 && c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static uint32_t numeric(text t, uint32_t out[2]) {
    bool is_hex = t.len > 2 && (t.at[2] == 'x' || t.at[2] == 'X');
    uint32_t base = is_hex ? 16 : 10, value = 0;
    size_t start = is_hex ? 3 : 2, i = start;
    for (int d; i < t.len && (d = digit_of((unsigned char)t.at[i], base)) >= 0; i++)
        if (value <= 0x10ffff)
            value = value * base + (uint32_t)d;
    if (i == start)
        return 0;
    if (value == 0 || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff))
        value = UTF8_BAD;
    else if (value >= 0x80 && value < 0xa0)
        value = windows[value - 0x80];
    out[0] = value;
    out[1] = 0;
    return (uint32_t)(i < t.len && t.at[i] == ';' ? i + 1 : i);
}

/* Narrows [*low, *high) to the names whose byte i is c. */
static void narrow(int *low, int *high, size_t i, unsigned char c) {
    int a = *low, b = *high;
    while (a < b) {
        int middle = a + (b - a) / 2;
        const entity *e = &entities[middle];
        if (e->len <= i || (unsigned char)e->name[i] < c)
            a = middle + 1;
        else
            b = middle;
    }
    *low = a;
    b = *high;
    while (a < b) {
        int middle = a + (b - a) / 2;
        const entity *e = &entities[middle];
        if (e->len > i && (unsigned char)e->name[i] > c)
            b = middle;
        else
            a = middle + 1;
    }
    *high = a;
}

/* The longest name that the text starts with. */
static const entity *longest(text t) {
    const entity *best = NULL;
    int low = 0, high = ENTITIES;
    for (size_t i = 0; i + 1 < t.len && i < NAME_MOST; i++) {
        narrow(&low, &high, i, (unsigned char)t.at[i + 1]);
        if (low >= high)
            break;
        // Of names with a common beginning the shortest comes first.
        if (entities[low].len == i + 1)
            best = &entities[low];
    }
    return best;
}

uint32_t entity_read(text t, bool in_attribute, uint32_t out[2]) {
    if (t.len < 3)
        return 0;
    if (t.at[1] == '#')
        return numeric(t, out);
    if (!is_alnum((unsigned char)t.at[1]))
        return 0;
    const entity *e = longest(t);
    if (!e)
        return 0;
    size_t used = (size_t)e->len + 1;
    if (in_attribute && e->name[e->len - 1] != ';' && used < t.len &&
        (t.at[used] == '=' || is_alnum((unsigned char)t.at[used])))
        return 0;
    out[0] = e->c[0];
    out[1] = e->c[1];
    return (uint32_t)used;
}

void entity_decode(buffer *out, text t, bool in_attribute) {
    for (size_t i = 0; i < t.len;) {
        uint32_t c[2], used;
        if (t.at[i] == '&' && (used = entity_read(text_cut(t, i, t.len), in_attribute, c)) != 0) {
            utf8_add(out, c[0]);
            if (c[1])
                utf8_add(out, c[1]);
            i += used;
        } else if (t.at[i] == '\r') {
            buffer_byte(out, '\n');
            i += i + 1 < t.len && t.at[i + 1] == '\n' ? 2 : 1;
        } else if (t.at[i] == '\0') {
            utf8_add(out, UTF8_BAD);
            i++;
        } else {
            buffer_byte(out, t.at[i++]);
        }
    }
}
