/* facet.c - what a side is, once it is found: its country, sector and code. Declared in side.h. */
#include "event/side.h"

#include <string.h>

bool is_body(text code) {
    static const char *const bodies[] = { "IGO", "UNO", "NGO", "IMG", "MNC", "EUR" };
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++)
        if (code.len >= 3 && memcmp(code.at, bodies[i], 3) == 0)
            return true;
    return false;
}

text side_country(const side *s) {
    return (text){ s->code.at, s->code.len < 3 ? s->code.len : 3 };
}

bool side_is_political(const side *s) {
    return s->code.len > 0 || s->sector != SECTOR_NONE;
}

/* PLOVER's bodies without a state are NGO; those of one country are of its society. */
static sector sector_at_home(const side *s) {
    return s->sector == SECTOR_NGO && s->code.len && !is_body(s->code) ? SECTOR_SOC
                                                                       : (sector)s->sector;
}

/* "RUSGOV"; of a body behind its own letters: "IGOEUULEG". */
uint8_t side_sector(const side *s) {
    uint8_t sec = (uint8_t)sector_at_home(s);
    for (size_t at = 3; !sec && at + 3 <= s->code.len; at += 3)
        sec = (uint8_t)sector_of(text_cut(s->code, at, at + 3));
    return sec;
}

bool side_is_armed(const side *s) {
    uint8_t sec = side_sector(s);
    return sec == SECTOR_MIL || sec == SECTOR_COP || sec == SECTOR_REB || sec == SECTOR_PRM;
}

size_t side_code(const side *s, char out[16]) {
    size_t n = s->code.len < 12 ? s->code.len : 12;
    const char *sec = s->sector == SECTOR_INS ? "" : sector_name(sector_at_home(s));
    if (n == 0) {
        out[0] = '\0';
        return 0;
    }
    memcpy(out, s->code.at, n);
    bool body = is_body(s->code);
    if (n <= 3 && !(body && s->sector == SECTOR_GOV)) {
        memcpy(out + n, sec, strlen(sec));
        n += strlen(sec);
    }
    out[n] = '\0';
    return n;
}

bool side_same(const side *a, const side *b) {
    char x[16], y[16];
    return side_code(a, x) == side_code(b, y) && strcmp(x, y) == 0;
}

bool is_acronym(text form) {
    for (size_t i = 0; i < form.len; i++)
        if (is_lower((unsigned char)form.at[i]))
            return false;
    return true;
}

bool sides_any_political(sides s) {
    for (uint32_t i = 0; i < s.n; i++)
        if (side_is_political(&s.at[i]))
            return true;
    return false;
}

bool sides_share_country(sides a, sides b) {
    for (uint32_t i = 0; i < a.n; i++)
        for (uint32_t j = 0; j < b.n; j++)
            if (a.at[i].code.len && b.at[j].code.len &&
                text_equal(side_country(&a.at[i]), side_country(&b.at[j])))
                return true;
    return false;
}

bool sides_of_several(sides s) {
    for (uint32_t i = 1; i < s.n; i++)
        if (s.at[i].code.len && s.at[0].code.len &&
            !text_equal(side_country(&s.at[i]), side_country(&s.at[0])))
            return true;
    return false;
}

bool sides_equal(sides a, sides b) {
    if (a.n != b.n)
        return false;
    for (uint32_t i = 0; i < a.n; i++)
        if (!side_same(&a.at[i], &b.at[i]))
            return false;
    return true;
}

bool sides_pronouns(sides s) {
    for (uint32_t i = 0; i < s.n; i++)
        if (!s.at[i].pronoun)
            return false;
    return s.n > 0;
}
