/* code.c - reading the codes of actors. */
#include "doc/code.h"

enum { CODE_PART = 3 };

static bool is_one_of(text part, const char *const *names, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (text_equal(part, text_of(names[i])))
            return true;
    return false;
}

#define IS_ONE_OF(part, names) is_one_of(part, names, sizeof names / sizeof *(names))

/* Parts of a society that act for themselves, not for their state. */
static const char *const apart[] = { "OPP", "REB", "PRO", "UAF", "CRM", "JRN", "CVL", "REF",
                                     "NGO", "EDU", "REL", "LAB", "MED", "SOC", "PRE" };
/* Those that contend with it for power. */
static const char *const contending[] = { "OPP", "REB", "PRO", "UAF" };
/* Beginnings that stand for no state and no organisation of states. */
static const char *const no_patron[] = { "NGO", "IMG", "ISM", "MNC", "UNK" };
static const char *const sectors[] = { "GOV", "MIL", "LEG", "JUD", "COP", "SPY", "PTY", "BUS" };

static text part_of(text code, size_t from) {
    size_t start = from < code.len ? from : code.len;
    size_t end = from + CODE_PART < code.len ? from + CODE_PART : code.len;
    return text_cut(code, start, end);
}

static bool has_part(text code, const char *const *names, size_t n) {
    for (size_t i = CODE_PART; i + CODE_PART <= code.len; i += CODE_PART)
        if (is_one_of(part_of(code, i), names, n))
            return true;
    return false;
}

#define HAS_PART(code, names) has_part(code, names, sizeof names / sizeof *(names))

bool code_next(text *codes, text *code) {
    size_t at = 0, end = codes->len;
    while (at < end && is_space((unsigned char)codes->at[at]))
        at++;
    while (end > at && is_space((unsigned char)codes->at[end - 1]))
        end--;
    text rest = text_cut(*codes, at, end);
    for (at = 0; at < rest.len && rest.at[at] != ' ';)
        at++;
    *code = text_cut(rest, 0, at);
    *codes = text_cut(rest, at, rest.len);
    return at > 0;
}

/* PLOVER writes the United Nations as a country. */
static bool is_united_nations(text code) {
    return text_starts(code, TEXT("UNO"));
}

bool code_is_organisation(text code) {
    return text_starts(code, TEXT("IGO")) || is_united_nations(code);
}

text code_patron(text code) {
    text none = { "", 0 }, first = part_of(code, 0), second;
    if (code.len < CODE_PART || IS_ONE_OF(first, no_patron) || HAS_PART(code, apart))
        return none;
    if (!code_is_organisation(code) || is_united_nations(code))
        return first;
    second = part_of(code, CODE_PART);
    if (second.len < CODE_PART || IS_ONE_OF(second, sectors))
        return none; // some organisation, not known which
    return text_cut(code, 0, 2 * (size_t)CODE_PART);
}

bool code_contends(text code) {
    return HAS_PART(code, contending);
}

bool code_meet(text codes, text others) {
    text one, rest, other;
    while (code_next(&codes, &one))
        for (rest = others; code_next(&rest, &other);)
            if (text_starts(other, one) || text_starts(one, other))
                return true;
    return false;
}
