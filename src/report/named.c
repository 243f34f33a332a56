/* named.c - the codes of a side as people read them. */
#include "report/named.h"

#include "doc/code.h"
#include "report/markup.h"

enum { CODE_PART = 3, ORGANISATION = 6 };

typedef struct sector_word {
    const char *code, *words;
} sector_word;

static const char *words_of(text part) {
    static const sector_word sectors[] = {
        { "GOV", "government" },
        { "MIL", "military" },
        { "LEG", "parliament" },
        { "JUD", "courts" },
        { "COP", "police" },
        { "SPY", "intelligence" },
        { "PTY", "ruling party" },
        { "BUS", "business" },
        { "OPP", "opposition" },
        { "REB", "rebels" },
        { "PRO", "protesters" },
        { "UAF", "armed groups" },
        { "CRM", "criminals" },
        { "JRN", "press" },
        { "CVL", "people" },
        { "REF", "refugees" },
        { "NGO", "civil groups" },
        { "EDU", "schools" },
        { "REL", "religious groups" },
        { "LAB", "unions" },
        { "MED", "hospitals" },
        { "SOC", "society" },
        { "PRE", "breakaway region" },
        { "AGR", "farmers" },
        { "ELI", "elite" },
        { "PRM", "pro-government militia" },
    };
    for (size_t i = 0; i < sizeof sectors / sizeof *sectors; i++)
        if (text_equal(part, text_of(sectors[i].code)))
            return sectors[i].words;
    return NULL;
}

void named_side(buffer *out, const book *names, text code) {
    size_t whole = text_starts(code, TEXT("IGO")) && code.len >= ORGANISATION ? ORGANISATION
                   : code.len < CODE_PART                                     ? code.len
                                                                              : CODE_PART;
    text owner = text_cut(code, 0, whole), name = book_name(names, owner);
    const char *sector =
        code.len > whole ? words_of(text_cut(code, code.len - CODE_PART, code.len)) : NULL;
    if (code.len > whole && (!sector || text_equal(name, owner))) {
        markup_text(out, code);
        return;
    }
    markup_text(out, name);
    if (!sector)
        return;
    markup_raw(out, text_ends(name, TEXT("s")) ? "\xe2\x80\x99 " : "\xe2\x80\x99s ");
    markup_raw(out, sector);
}

void named_sides(buffer *out, const book *names, text codes) {
    text code, next;
    bool first = true, more = code_next(&codes, &code);
    if (!more)
        markup_raw(out, "\xe2\x80\x94");
    for (; more; code = next, first = false) {
        more = code_next(&codes, &next);
        markup_raw(out, first ? "" : more ? ", " : " and ");
        named_side(out, names, code);
    }
}

bool named_is_pronoun(text words) {
    static const char *const pronouns[] = { "he",   "she",   "it",   "they",  "him",
                                            "her",  "them",  "who",  "which", "that",
                                            "this", "those", "both", "we",    "us" };
    for (size_t i = 0; i < sizeof pronouns / sizeof *pronouns; i++)
        if (text_equal_nocase(words, text_of(pronouns[i])))
            return true;
    return false;
}
