/* when.c - dates as pages write them. */
#include "page/when.h"

#include "base/utf8.h"

#include <string.h>

enum { NAME_MOST = 24, PARTS_MOST = 4, YEAR_FIRST = 1900, YEAR_LAST = 2100 };

typedef struct month_name {
    const char *name;
    uint8_t month;
} month_name;

// clang-format off
/* Names and short forms of months in European languages, lower case without accents. */
static const month_name months[] = {
    { "january", 1 }, { "jan", 1 }, { "januar", 1 }, { "januari", 1 }, { "janvier", 1 }, { "janv", 1 },
    { "enero", 1 }, { "ene", 1 }, { "gennaio", 1 }, { "gen", 1 }, { "janeiro", 1 }, { "janner", 1 }, { "stycznia", 1 }, { "tammikuuta", 1 }, { "tammikuu", 1 }, { "ledna", 1 }, { "ianuarie", 1 },
    { "february", 2 }, { "feb", 2 }, { "februar", 2 }, { "februari", 2 }, { "fevrier", 2 }, { "fevr", 2 }, { "febrero", 2 }, { "febbraio", 2 }, { "fevereiro", 2 }, { "fev", 2 }, { "lutego", 2 }, { "helmikuuta", 2 }, { "unora", 2 }, { "februarie", 2 },
    { "march", 3 }, { "mar", 3 }, { "marz", 3 }, { "maerz", 3 }, { "mars", 3 }, { "marzo", 3 }, { "marco", 3 }, { "maart", 3 }, { "marts", 3 }, { "mrt", 3 }, { "marca", 3 }, { "maaliskuuta", 3 }, { "brezna", 3 }, { "martie", 3 },
    { "april", 4 }, { "apr", 4 }, { "avril", 4 }, { "avr", 4 }, { "abril", 4 }, { "abr", 4 }, { "aprile", 4 }, { "kwietnia", 4 }, { "huhtikuuta", 4 }, { "dubna", 4 }, { "aprilie", 4 },
    { "may", 5 }, { "mai", 5 }, { "mayo", 5 }, { "maggio", 5 }, { "mag", 5 }, { "maio", 5 }, { "mei", 5 }, { "maj", 5 }, { "maja", 5 }, { "toukokuuta", 5 }, { "kvetna", 5 },
    { "june", 6 }, { "jun", 6 }, { "juni", 6 }, { "juin", 6 }, { "junio", 6 }, { "giugno", 6 }, { "giu", 6 }, { "junho", 6 }, { "czerwca", 6 }, { "kesakuuta", 6 }, { "cervna", 6 }, { "iunie", 6 },
    { "july", 7 }, { "jul", 7 }, { "juli", 7 }, { "juillet", 7 }, { "juil", 7 }, { "julio", 7 }, { "luglio", 7 }, { "lug", 7 }, { "julho", 7 }, { "lipca", 7 }, { "heinakuuta", 7 }, { "cervence", 7 }, { "iulie", 7 },
    { "august", 8 }, { "aug", 8 }, { "aout", 8 }, { "agosto", 8 }, { "ago", 8 }, { "augustus", 8 }, { "augusti", 8 }, { "sierpnia", 8 }, { "elokuuta", 8 }, { "srpna", 8 },
    { "september", 9 }, { "sept", 9 }, { "sep", 9 }, { "septembre", 9 }, { "septiembre", 9 }, { "setiembre", 9 }, { "settembre", 9 }, { "set", 9 }, { "setembro", 9 }, { "wrzesnia", 9 }, { "syyskuuta", 9 }, { "zari", 9 }, { "septembrie", 9 },
    { "october", 10 }, { "oct", 10 }, { "oktober", 10 }, { "okt", 10 }, { "octobre", 10 }, { "octubre", 10 }, { "ottobre", 10 }, { "ott", 10 }, { "outubro", 10 }, { "out", 10 }, { "pazdziernika", 10 }, { "lokakuuta", 10 }, { "rijna", 10 }, { "octombrie", 10 },
    { "november", 11 }, { "nov", 11 }, { "novembre", 11 }, { "noviembre", 11 }, { "novembro", 11 }, { "listopada", 11 }, { "marraskuuta", 11 }, { "listopadu", 11 }, { "noiembrie", 11 },
    { "december", 12 }, { "dec", 12 }, { "dezember", 12 }, { "dez", 12 }, { "decembre", 12 }, { "diciembre", 12 }, { "dic", 12 }, { "dicembre", 12 }, { "dezembro", 12 }, { "desember", 12 }, { "des", 12 }, { "grudnia", 12 }, { "joulukuuta", 12 }, { "prosince", 12 }, { "decembrie", 12 },
};
// clang-format on

/* Lower case without accents, for the letters that month names use. */
static uint32_t plain_letter(uint32_t c) {
    c = utf8_lower(c);
    if (c >= 0xe0 && c <= 0xe5)
        return 'a';
    if (c == 0xe7)
        return 'c';
    if (c >= 0xe8 && c <= 0xeb)
        return 'e';
    if (c >= 0xec && c <= 0xef)
        return 'i';
    if (c >= 0xf9 && c <= 0xfc)
        return 'u';
    switch (c) {
    case 0x10d:
        return 'c';
    case 0x11b:
        return 'e';
    case 0x144:
        return 'n';
    case 0x159:
        return 'r';
    case 0x15b:
        return 's';
    case 0x16f:
        return 'u';
    case 0x17a:
    case 0x17c:
    case 0x17e:
        return 'z';
    default:
        return c;
    }
}

int when_month(text word) {
    char name[NAME_MOST];
    size_t n = 0;
    for (size_t i = 0; i < word.len && n + 1 < sizeof name;) {
        uint32_t c = plain_letter(utf8_next(word, &i));
        if (c >= 0x80)
            return 0;
        name[n++] = (char)c;
    }
    text key = { name, n };
    for (size_t i = 0; n >= 3 && i < sizeof months / sizeof *months; i++)
        if (text_equal(key, text_of(months[i].name)))
            return months[i].month;
    return 0;
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
        if (text_equal_nocase(w, text_of(tails[i])))
            return true;
    return false;
}

static size_t word_end(text t, size_t i) {
    while (i < t.len) {
        size_t next = i;
        uint32_t c = utf8_next(t, &next);
        if (c < 0x80 ? !is_alpha((int)c) : !utf8_is_letter(c))
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

/* Reads a word at i: a month, a tail of a number, or something that breaks the row. */
static size_t take_word(row *r, text t, size_t i) {
    size_t end = word_end(t, i);
    text w = text_cut(t, i, end);
    int month = when_month(w);
    size_t first = i;
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

bool when_find(text t, when_order order, date *out, size_t *start, size_t *end) {
    row r = { .n = 0 };
    for (size_t i = 0; i < t.len;) {
        size_t at = i;
        uint32_t c = utf8_next(t, &i), value;
        if (c < 0x80 && is_digit((int)c)) {
            i = number_end(t, at, &value);
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
        // A longer number must not be cut: 24/01/20190 is no date, nor is 1.2.2019.4.
        bool runs_on = i < t.len && is_digit((unsigned char)t.at[i]);
        if (!runs_on && row_date(&r, order, out)) {
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
