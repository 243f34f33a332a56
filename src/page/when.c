/* when.c - dates as pages write them. */
#include "page/when.h"

#include "base/utf8.h"

#include <string.h>

enum { NAME_MOST = 32, PARTS_MOST = 4, YEAR_FIRST = 1900, YEAR_LAST = 2100 };

typedef struct month_name {
    text name;
    uint8_t month;
} month_name;

#define M(word, month)                                                                             \
    { { (word), sizeof(word) - 1 }, (month) }

// clang-format off
/* Names and short forms of months in European languages, lower case without accents. */
static const month_name months[] = {
    M("january", 1), M("jan", 1), M("januar", 1), M("januari", 1), M("janvier", 1), M("janv", 1),
    M("enero", 1), M("ene", 1), M("gennaio", 1), M("gen", 1), M("janeiro", 1), M("janner", 1), M("stycznia", 1), M("tammikuuta", 1), M("tammikuu", 1), M("ledna", 1), M("ianuarie", 1),
    M("february", 2), M("feb", 2), M("februar", 2), M("februari", 2), M("fevrier", 2), M("fevr", 2), M("febrero", 2), M("febbraio", 2), M("fevereiro", 2), M("fev", 2), M("lutego", 2), M("helmikuuta", 2), M("unora", 2), M("februarie", 2),
    M("march", 3), M("mar", 3), M("marz", 3), M("maerz", 3), M("mars", 3), M("marzo", 3), M("marco", 3), M("maart", 3), M("marts", 3), M("mrt", 3), M("marca", 3), M("maaliskuuta", 3), M("brezna", 3), M("martie", 3),
    M("april", 4), M("apr", 4), M("avril", 4), M("avr", 4), M("abril", 4), M("abr", 4), M("aprile", 4), M("kwietnia", 4), M("huhtikuuta", 4), M("dubna", 4), M("aprilie", 4),
    M("may", 5), M("mai", 5), M("mayo", 5), M("maggio", 5), M("mag", 5), M("maio", 5), M("mei", 5), M("maj", 5), M("maja", 5), M("toukokuuta", 5), M("kvetna", 5),
    M("june", 6), M("jun", 6), M("juni", 6), M("juin", 6), M("junio", 6), M("giugno", 6), M("giu", 6), M("junho", 6), M("czerwca", 6), M("kesakuuta", 6), M("cervna", 6), M("iunie", 6),
    M("july", 7), M("jul", 7), M("juli", 7), M("juillet", 7), M("juil", 7), M("julio", 7), M("luglio", 7), M("lug", 7), M("julho", 7), M("lipca", 7), M("heinakuuta", 7), M("cervence", 7), M("iulie", 7),
    M("august", 8), M("aug", 8), M("aout", 8), M("agosto", 8), M("ago", 8), M("augustus", 8), M("augusti", 8), M("sierpnia", 8), M("elokuuta", 8), M("srpna", 8),
    M("september", 9), M("sept", 9), M("sep", 9), M("septembre", 9), M("septiembre", 9), M("setiembre", 9), M("settembre", 9), M("set", 9), M("setembro", 9), M("wrzesnia", 9), M("syyskuuta", 9), M("zari", 9), M("septembrie", 9),
    M("october", 10), M("oct", 10), M("oktober", 10), M("okt", 10), M("octobre", 10), M("octubre", 10), M("ottobre", 10), M("ott", 10), M("outubro", 10), M("out", 10), M("pazdziernika", 10), M("lokakuuta", 10), M("rijna", 10), M("octombrie", 10),
    M("november", 11), M("nov", 11), M("novembre", 11), M("noviembre", 11), M("novembro", 11), M("listopada", 11), M("marraskuuta", 11), M("listopadu", 11), M("noiembrie", 11),
    M("december", 12), M("dec", 12), M("dezember", 12), M("dez", 12), M("decembre", 12), M("diciembre", 12), M("dic", 12), M("dicembre", 12), M("dezembro", 12), M("desember", 12), M("des", 12), M("grudnia", 12), M("joulukuuta", 12), M("prosince", 12), M("decembrie", 12),
    M("januara", 1), M("januarja", 1), M("sijecnja", 1), M("ocak", 1), M("\xd1\x8f\xd0\xbd\xd0\xb2\xd0\xb0\xd1\x80\xd1\x8f", 1), M("\xd1\x81\xd1\x96\xd1\x87\xd0\xbd\xd1\x8f", 1), M("\xd1\x81\xd1\x82\xd1\x83\xd0\xb4\xd0\xb7\xd0\xb5\xd0\xbd\xd1\x8f", 1), M("\xd1\x8f\xd0\xbd\xd1\x83\xd0\xb0\xd1\x80\xd0\xb8", 1), M("\xd1\x98\xd0\xb0\xd0\xbd\xd1\x83\xd0\xb0\xd1\x80\xd0\xb0", 1), M("\xce\xb9\xce\xb1\xce\xbd\xce\xbf\xcf\x85\xce\xb1\xcf\x81\xce\xaf\xce\xbf\xcf\x85", 1), M("sausio", 1), M("jaanuar", 1), M("jaanuari", 1), M("janvaris", 1), M("janvari", 1),
    M("februara", 2), M("februarja", 2), M("veljace", 2), M("subat", 2), M("\xd1\x84\xd0\xb5\xd0\xb2\xd1\x80\xd0\xb0\xd0\xbb\xd1\x8f", 2), M("\xd0\xbb\xd1\x8e\xd1\x82\xd0\xbe\xd0\xb3\xd0\xbe", 2), M("\xd0\xbb\xd1\x8e\xd1\x82\xd0\xb0\xd0\xb3\xd0\xb0", 2), M("\xd1\x84\xd0\xb5\xd0\xb2\xd1\x80\xd1\x83\xd0\xb0\xd1\x80\xd0\xb8", 2), M("\xd1\x84\xd0\xb5\xd0\xb1\xd1\x80\xd1\x83\xd0\xb0\xd1\x80\xd0\xb0", 2), M("\xcf\x86\xce\xb5\xce\xb2\xcf\x81\xce\xbf\xcf\x85\xce\xb1\xcf\x81\xce\xaf\xce\xbf\xcf\x85", 2), M("vasario", 2), M("veebruar", 2), M("februaris", 2),
    M("marec", 3), M("ozujka", 3), M("mart", 3), M("\xd0\xbc\xd0\xb0\xd1\x80\xd1\x82\xd0\xb0", 3), M("\xd0\xb1\xd0\xb5\xd1\x80\xd0\xb5\xd0\xb7\xd0\xbd\xd1\x8f", 3), M("\xd1\x81\xd0\xb0\xd0\xba\xd0\xb0\xd0\xb2\xd1\x96\xd0\xba\xd0\xb0", 3), M("\xd0\xbc\xd0\xb0\xd1\x80\xd1\x82", 3), M("\xce\xbc\xce\xb1\xcf\x81\xcf\x84\xce\xaf\xce\xbf\xcf\x85", 3), M("kovo", 3), M("marta", 3), M("marcius", 3),
    M("aprila", 4), M("travnja", 4), M("nisan", 4), M("\xd0\xb0\xd0\xbf\xd1\x80\xd0\xb5\xd0\xbb\xd1\x8f", 4), M("\xd0\xba\xd0\xb2\xd1\x96\xd1\x82\xd0\xbd\xd1\x8f", 4), M("\xd0\xba\xd1\x80\xd0\xb0\xd1\x81\xd0\xb0\xd0\xb2\xd1\x96\xd0\xba\xd0\xb0", 4), M("\xd0\xb0\xd0\xbf\xd1\x80\xd0\xb8\xd0\xbb", 4), M("\xd0\xb0\xd0\xbf\xd1\x80\xd0\xb8\xd0\xbb\xd0\xb0", 4), M("\xce\xb1\xcf\x80\xcf\x81\xce\xb9\xce\xbb\xce\xaf\xce\xbf\xcf\x85", 4), M("balandzio", 4), M("aprill", 4), M("aprilis", 4), M("aprili", 4),
    M("svibnja", 5), M("mayis", 5), M("\xd0\xbc\xd0\xb0\xd1\x8f", 5), M("\xd1\x82\xd1\x80\xd0\xb0\xd0\xb2\xd0\xbd\xd1\x8f", 5), M("\xd0\xbc\xd0\xb0\xd0\xb9", 5), M("\xd0\xbc\xd0\xb0\xd1\x98\xd0\xb0", 5), M("\xce\xbc\xce\xb1\xce\x90\xce\xbf\xcf\x85", 5), M("geguzes", 5), M("maijs", 5), M("maija", 5), M("majus", 5),
    M("juna", 6), M("junija", 6), M("lipnja", 6), M("haziran", 6), M("\xd0\xb8\xd1\x8e\xd0\xbd\xd1\x8f", 6), M("\xd1\x87\xd0\xb5\xd1\x80\xd0\xb2\xd0\xbd\xd1\x8f", 6), M("\xd1\x87\xd1\x8d\xd1\x80\xd0\xb2\xd0\xb5\xd0\xbd\xd1\x8f", 6), M("\xd1\x8e\xd0\xbd\xd0\xb8", 6), M("\xd1\x98\xd1\x83\xd0\xbd\xd0\xb0", 6), M("\xce\xb9\xce\xbf\xcf\x85\xce\xbd\xce\xaf\xce\xbf\xcf\x85", 6), M("birzelio", 6), M("juuni", 6), M("junijs", 6), M("junius", 6),
    M("jula", 7), M("julija", 7), M("srpnja", 7), M("temmuz", 7), M("\xd0\xb8\xd1\x8e\xd0\xbb\xd1\x8f", 7), M("\xd0\xbb\xd0\xb8\xd0\xbf\xd0\xbd\xd1\x8f", 7), M("\xd0\xbb\xd1\x96\xd0\xbf\xd0\xb5\xd0\xbd\xd1\x8f", 7), M("\xd1\x8e\xd0\xbb\xd0\xb8", 7), M("\xd1\x98\xd1\x83\xd0\xbb\xd0\xb0", 7), M("\xce\xb9\xce\xbf\xcf\x85\xce\xbb\xce\xaf\xce\xbf\xcf\x85", 7), M("liepos", 7), M("juuli", 7), M("julijs", 7), M("julius", 7),
    M("augusta", 8), M("avgusta", 8), M("kolovoza", 8), M("agustos", 8), M("\xd0\xb0\xd0\xb2\xd0\xb3\xd1\x83\xd1\x81\xd1\x82\xd0\xb0", 8), M("\xd1\x81\xd0\xb5\xd1\x80\xd0\xbf\xd0\xbd\xd1\x8f", 8), M("\xd0\xb6\xd0\xbd\xd1\x96\xd1\x9e\xd0\xbd\xd1\x8f", 8), M("\xd0\xb0\xd0\xb2\xd0\xb3\xd1\x83\xd1\x81\xd1\x82", 8), M("\xce\xb1\xcf\x85\xce\xb3\xce\xbf\xcf\x8d\xcf\x83\xcf\x84\xce\xbf\xcf\x85", 8), M("rugpjucio", 8), M("augusts", 8), M("agust", 8), M("augusztus", 8),
    M("septembra", 9), M("rujna", 9), M("eylul", 9), M("\xd1\x81\xd0\xb5\xd0\xbd\xd1\x82\xd1\x8f\xd0\xb1\xd1\x80\xd1\x8f", 9), M("\xd0\xb2\xd0\xb5\xd1\x80\xd0\xb5\xd1\x81\xd0\xbd\xd1\x8f", 9), M("\xd0\xb2\xd0\xb5\xd1\x80\xd0\xb0\xd1\x81\xd0\xbd\xd1\x8f", 9), M("\xd1\x81\xd0\xb5\xd0\xbf\xd1\x82\xd0\xb5\xd0\xbc\xd0\xb2\xd1\x80\xd0\xb8", 9), M("\xd1\x81\xd0\xb5\xd0\xbf\xd1\x82\xd0\xb5\xd0\xbc\xd0\xb1\xd1\x80\xd0\xb0", 9), M("\xcf\x83\xce\xb5\xcf\x80\xcf\x84\xce\xb5\xce\xbc\xce\xb2\xcf\x81\xce\xaf\xce\xbf\xcf\x85", 9), M("rugsejo", 9), M("septembris", 9), M("septembri", 9), M("szeptember", 9),
    M("oktobra", 10), M("ekim", 10), M("\xd0\xbe\xd0\xba\xd1\x82\xd1\x8f\xd0\xb1\xd1\x80\xd1\x8f", 10), M("\xd0\xb6\xd0\xbe\xd0\xb2\xd1\x82\xd0\xbd\xd1\x8f", 10), M("\xd0\xba\xd0\xb0\xd1\x81\xd1\x82\xd1\x80\xd1\x8b\xd1\x87\xd0\xbd\xd1\x96\xd0\xba\xd0\xb0", 10), M("\xd0\xbe\xd0\xba\xd1\x82\xd0\xbe\xd0\xbc\xd0\xb2\xd1\x80\xd0\xb8", 10), M("\xd0\xbe\xd0\xba\xd1\x82\xd0\xbe\xd0\xb1\xd1\x80\xd0\xb0", 10), M("\xce\xbf\xce\xba\xcf\x84\xcf\x89\xce\xb2\xcf\x81\xce\xaf\xce\xbf\xcf\x85", 10), M("spalio", 10), M("oktoober", 10), M("oktobris", 10), M("oktobri", 10),
    M("novembra", 11), M("studenoga", 11), M("studenog", 11), M("kasim", 11), M("\xd0\xbd\xd0\xbe\xd1\x8f\xd0\xb1\xd1\x80\xd1\x8f", 11), M("\xd0\xbb\xd0\xb8\xd1\x81\xd1\x82\xd0\xbe\xd0\xbf\xd0\xb0\xd0\xb4\xd0\xb0", 11), M("\xd0\xbb\xd1\x96\xd1\x81\xd1\x82\xd0\xb0\xd0\xbf\xd0\xb0\xd0\xb4\xd0\xb0", 11), M("\xd0\xbd\xd0\xbe\xd0\xb5\xd0\xbc\xd0\xb2\xd1\x80\xd0\xb8", 11), M("\xd0\xbd\xd0\xbe\xd0\xb2\xd0\xb5\xd0\xbc\xd0\xb1\xd1\x80\xd0\xb0", 11), M("\xce\xbd\xce\xbf\xce\xb5\xce\xbc\xce\xb2\xcf\x81\xce\xaf\xce\xbf\xcf\x85", 11), M("lapkricio", 11), M("novembris", 11), M("novembri", 11),
    M("decembra", 12), M("prosinca", 12), M("aralik", 12), M("\xd0\xb4\xd0\xb5\xd0\xba\xd0\xb0\xd0\xb1\xd1\x80\xd1\x8f", 12), M("\xd0\xb3\xd1\x80\xd1\x83\xd0\xb4\xd0\xbd\xd1\x8f", 12), M("\xd1\x81\xd0\xbd\xd0\xb5\xd0\xb6\xd0\xbd\xd1\x8f", 12), M("\xd0\xb4\xd0\xb5\xd0\xba\xd0\xb5\xd0\xbc\xd0\xb2\xd1\x80\xd0\xb8", 12), M("\xd0\xb4\xd0\xb5\xd1\x86\xd0\xb5\xd0\xbc\xd0\xb1\xd1\x80\xd0\xb0", 12), M("\xce\xb4\xce\xb5\xce\xba\xce\xb5\xce\xbc\xce\xb2\xcf\x81\xce\xaf\xce\xbf\xcf\x85", 12), M("gruodzio", 12), M("detsember", 12), M("decembris", 12), M("decembri", 12),
};
// clang-format on

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

int when_month(text word) {
    char name[NAME_MOST];
    size_t n = 0;
    for (size_t i = 0; i < word.len;) {
        if (n + UTF8_MOST > sizeof name)
            return 0;
        n += utf8_put(plain_letter(utf8_next(word, &i)), name + n);
    }
    for (size_t i = 0; n >= 3 && i < sizeof months / sizeof *months; i++)
        if (n == months[i].name.len && name[0] == months[i].name.at[0] &&
            memcmp(name, months[i].name.at, n) == 0)
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
        if (text_reads(w, tails[i]))
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

static bool has_digit(text t) {
    for (size_t i = 0; i < t.len; i++)
        if (is_digit((unsigned char)t.at[i]))
            return true;
    return false;
}

bool when_find(text t, when_order order, date *out, size_t *start, size_t *end) {
    row r = { .n = 0 };
    if (!has_digit(t)) // most lines; no date is without
        return false;
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
