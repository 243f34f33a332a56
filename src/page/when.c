/* when.c - dates as pages write them. */
#include "page/when.h"

#include "base/utf8.h"
#include "page/slots.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum {
    VECTOR = 16,
    TAIL_MOST = 2,
    NAME_MOST = 32,
    PARTS_MOST = 4,
    YEAR_FIRST = 1900,
    YEAR_OF_WEB = 1990,
    YEAR_LAST = 2100
};

typedef struct month_name {
    text name;
    uint8_t month;
} month_name;

static const month_name months[] = {
    { { "", 0 }, 0 },
#define MONTH(word, month) { { word, sizeof(word) - 1 }, month },
#include "page/months.inc"
#undef MONTH
};

static const uint16_t month_slots[] = {
#include "page/months_slots.inc"
};
enum { MONTH_SLOTS = sizeof month_slots / sizeof *month_slots };

/* Latin letters without their accents; others as they are. */
static uint32_t plain_letter(uint32_t c) {
    static const struct {
        uint16_t first, last;
        char letter;
    } plain[] = {
        { 0xe0, 0xe5, 'a' },   { 0xe7, 0xe7, 'c' },   { 0xe8, 0xeb, 'e' },   { 0xec, 0xef, 'i' },
        { 0xf1, 0xf1, 'n' },   { 0xf2, 0xf6, 'o' },   { 0xf9, 0xfc, 'u' },   { 0xfd, 0xfd, 'y' },
        { 0x101, 0x105, 'a' }, { 0x107, 0x10d, 'c' }, { 0x10f, 0x10f, 'd' }, { 0x113, 0x11b, 'e' },
        { 0x11d, 0x123, 'g' }, { 0x129, 0x131, 'i' }, { 0x137, 0x137, 'k' }, { 0x13a, 0x13e, 'l' },
        { 0x144, 0x148, 'n' }, { 0x14d, 0x151, 'o' }, { 0x155, 0x159, 'r' }, { 0x15b, 0x161, 's' },
        { 0x163, 0x165, 't' }, { 0x169, 0x173, 'u' }, { 0x17a, 0x17e, 'z' }, { 0x219, 0x219, 's' },
    };
    c = utf8_lower(c);
    for (size_t i = 0; c >= 0xe0 && c < 0x300 && i < sizeof plain / sizeof *plain; i++)
        if (c >= plain[i].first && c <= plain[i].last)
            return (unsigned char)plain[i].letter;
    return c;
}

static int month_of(text name) {
    uint32_t hash = SLOTS_HASH_START;
    for (size_t i = 0; i < name.len; i++)
        hash = slots_step(hash, (unsigned char)name.at[i]);
    for (uint32_t k = slots_first(hash, MONTH_SLOTS); month_slots[k];
         k = slots_next(k, MONTH_SLOTS))
        if (text_equal(name, months[month_slots[k]].name))
            return months[month_slots[k]].month;
    return 0;
}

int when_month(text word) {
    char name[NAME_MOST];
    size_t n = 0;
    for (size_t i = 0; i < word.len;) {
        unsigned char byte = (unsigned char)word.at[i];
        if (n + UTF8_MOST > sizeof name)
            return 0;
        if (byte < 0x80) {
            name[n++] = (char)to_lower(byte);
            i++;
        } else {
            n += utf8_put(plain_letter(utf8_next(word, &i)), name + n);
        }
    }
    return n < 3 ? 0 : month_of((text){ name, n });
}

/* A part of a written date: a number with its digits, or a month. */
typedef struct part {
    uint32_t value, digits;
    bool is_month;
    char before; // the separator in front of it, ' ' for any that is not - / .
    size_t start, end;
} part;

static bool date_of(int year, int month, int day, date *out) {
    if (year < YEAR_FIRST || year > YEAR_LAST || !date_valid(year, month, day))
        return false;
    *out = (date){ .day = date_day(year, month, day), .precision = DATE_DAY };
    return true;
}

/* Two numbers and a year, by the separator, the order given or the one that is possible. */
static bool numbers_of(const part *p, when_order order, date *out) {
    int a = (int)p[0].value, b = (int)p[1].value, year = (int)p[2].value;
    if (p[1].before != p[2].before || p[1].before == ' ' || p[0].digits > 2 || p[1].digits > 2)
        return false;
    if (p[2].digits == 2 && p[1].before != ' ')
        year += year < 70 ? 2000 : 1900;
    if (p[1].before == '.' || a > 12)
        order = WHEN_DAY_FIRST;
    else if (b > 12)
        order = WHEN_MONTH_FIRST;
    else if (a == b)
        order = WHEN_DAY_FIRST;
    if (order == WHEN_UNKNOWN)
        return false;
    return order == WHEN_DAY_FIRST ? date_of(year, b, a, out) : date_of(year, a, b, out);
}

static bool parts_of(const part *p, when_order order, date *out) {
    if (p[0].is_month && !p[1].is_month && p[1].digits <= 2 && p[2].digits == 4)
        return date_of((int)p[2].value, (int)p[0].value, (int)p[1].value, out);
    if (p[1].is_month && !p[0].is_month && p[0].digits <= 2 && p[2].digits == 4)
        return date_of((int)p[2].value, (int)p[1].value, (int)p[0].value, out);
    if (p[1].is_month && p[0].digits == 4 && p[2].digits <= 2)
        return date_of((int)p[0].value, (int)p[1].value, (int)p[2].value, out);
    if (p[0].is_month || p[1].is_month || p[2].is_month)
        return false;
    if (p[0].digits == 4 && p[1].digits <= 2 && p[2].digits <= 2 && p[1].before == p[2].before &&
        p[1].before != ' ')
        return date_of((int)p[0].value, (int)p[1].value, (int)p[2].value, out);
    return (p[2].digits == 4 || p[2].digits == 2) && p[2].digits != 0 &&
           (p[2].digits == 4 || p[1].before == '.') && numbers_of(p, order, out);
}

static bool is_number_tail(text w) {
    static const char *const tails[] = { "st", "nd", "rd", "th", "er", "de", "of", "do" };
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
        if (text_reads(w, tails[i]))
            return true;
    return false;
}

static size_t word_end(text t, size_t i) {
    while (i < t.len) {
        size_t next = i;
        if (is_alpha((unsigned char)t.at[i])) {
            i++;
            continue;
        }
        if ((unsigned char)t.at[i] < 0x80 || !utf8_is_letter(utf8_next(t, &next)))
            break;
        i = next;
    }
    return i;
}

static size_t number_end(text t, size_t i, uint32_t *value) {
    *value = 0;
    while (i < t.len && is_digit((unsigned char)t.at[i])) {
        if (*value < 100000000)
            *value = *value * 10 + (uint32_t)(t.at[i] - '0');
        i++;
    }
    return i;
}

/* "28.09.1912:44" is of the year 19, with an hour that a page put no space before. */
static size_t unglue_year(text t, size_t start, size_t end, uint32_t *value) {
    bool is_year = *value >= YEAR_OF_WEB && *value <= YEAR_LAST;
    if (end - start != 4 || is_year || end + 2 >= t.len || t.at[end] != ':' ||
        !is_digit((unsigned char)t.at[end + 1]) || !is_digit((unsigned char)t.at[end + 2]))
        return end;
    *value /= 100;
    return end - 2;
}

/* The years, months and days of Chinese, Japanese and Korean dates stand before their unit. */
static bool is_unit(uint32_t c) {
    return c == 0x5e74 || c == 0x6708 || c == 0x65e5 || c == 0xb144 || c == 0xc6d4 || c == 0xc77c;
}

/* Scans for parts and keeps the last three in a row; anything that is no part breaks the row. */
typedef struct row {
    part parts[3];
    int n;
    char separator;
} row;

static void row_add(row *r, part p) {
    p.before = r->separator;
    if (r->n == 3) {
        r->parts[0] = r->parts[1];
        r->parts[1] = r->parts[2];
        r->n = 2;
    }
    r->parts[r->n++] = p;
    r->separator = 0;
}

static bool row_date(const row *r, when_order order, date *out) {
    return r->n == 3 && parts_of(r->parts, order, out);
}

/* "LeeMarch": a month that a name runs into, where a page puts no space between its elements. */
static int glued_month(text w) {
    for (size_t i = w.len; i > 1; i--)
        if (w.at[i - 1] >= 'A' && w.at[i - 1] <= 'Z')
            return w.at[i - 2] >= 'a' && w.at[i - 2] <= 'z' ? when_month(text_cut(w, i - 1, w.len))
                                                            : 0;
    return 0;
}

/* Reads a word at i: a month, a tail of a number, or something that breaks the row. */
static size_t take_word(row *r, text t, size_t i) {
    size_t end = word_end(t, i);
    text w = text_cut(t, i, end);
    int month = when_month(w);
    size_t first = i;
    if (!month)
        month = glued_month(w);
    uint32_t c = utf8_next(t, &first);
    if (month)
        row_add(r, (part){ (uint32_t)month, 0, true, 0, i, end });
    else if (is_unit(c)) {
        end = first;
        r->separator = '-';
    } else if (!(r->n && is_number_tail(w)))
        r->n = 0;
    return end;
}

/* The next digit from i on; t.len where there is none. */
static size_t next_digit(text t, size_t i) {
#ifdef __SSE2__
    const __m128i zero = _mm_set1_epi8('0'), nine = _mm_set1_epi8(9);
    for (; i + VECTOR <= t.len; i += VECTOR) {
        __m128i x = _mm_loadu_si128((const __m128i *)(const void *)(t.at + i));
        __m128i above = _mm_sub_epi8(x, zero);
        int digits = _mm_movemask_epi8(_mm_cmpeq_epi8(_mm_min_epu8(above, nine), above));
        if (digits)
            return i + (size_t)__builtin_ctz((unsigned)digits);
    }
#endif
    while (i < t.len && !is_digit((unsigned char)t.at[i]))
        i++;
    return i;
}

/* True if ASCII letters that are no tail of a number stand in it: a month, or what breaks a row. */
static bool has_plain_word(text t) {
    size_t run = 0;
    bool found = false;
    for (size_t i = 0; i < t.len; i++) {
        if ((unsigned char)t.at[i] >= 0x80)
            return false;
        run = is_alpha((unsigned char)t.at[i]) ? run + 1 : 0;
        found |= run > TAIL_MOST;
    }
    return found;
}

/* Where to look for a date on, at i, with no part in the row: behind a space, so that the one word
 * in front of the next digit that may be its month is taken. What stands before is of no date, for
 * none has two months. *until moves behind the digit; t.len where none follows. */
static size_t next_start(text t, size_t i, size_t *until) {
    size_t digit = next_digit(t, i), end = digit;
    *until = digit + 1;
    for (size_t at = digit; digit < t.len && at > i; at--) {
        if (t.at[at - 1] != ' ')
            continue;
        if (has_plain_word(text_cut(t, at, end)))
            return at;
        end = at - 1;
    }
    return digit < t.len ? i : digit;
}

bool when_find(text t, when_order order, date *out, size_t *start, size_t *end) {
    row r = { .n = 0 };
    for (size_t i = 0, until = 0; i < t.len;) {
        if (r.n == 0 && i >= until && (i = next_start(t, i, &until)) == t.len)
            return false;
        size_t at = i;
        uint32_t c = utf8_next(t, &i), value;
        if (c < 0x80 && is_digit((int)c)) {
            i = number_end(t, at, &value);
            i = unglue_year(t, at, i, &value);
            row_add(&r, (part){ value, (uint32_t)(i - at), false, 0, at, i });
        } else if (c < 0x80 ? is_alpha((int)c) : utf8_is_letter(c)) {
            i = take_word(&r, t, at);
        } else if (c == '-' || c == '/' || c == '.') {
            r.separator = r.separator ? ' ' : (char)c;
            continue;
        } else {
            if (c != ',' && !utf8_is_space(c))
                r.n = 0;
            if (r.separator == 0 || r.separator == '.')
                r.separator = r.separator == '.' ? '.' : ' ';
            continue;
        }
        if (row_date(&r, order, out)) {
            if (start)
                *start = r.parts[0].start;
            if (end)
                *end = i;
            return true;
        }
    }
    return false;
}

bool when_read(text t, when_order order, date *out) {
    t = text_trim(t);
    return date_iso(t, out) || when_find(t, order, out, NULL, NULL);
}
