/* byline.c - the names in a byline. */
#include "page/byline.h"

#include "page/shape.h"
#include "page/slots.h"
#include "page/when.h"

#include "base/utf8.h"

#include <string.h>

enum {
    NAME_WORDS_MOST = 6,
    NAME_BYTES_MOST = 60,
    GIVEN_BYTES_MOST = 80,
    PERSON_WORDS_MOST = 4,
    DEGREE_LETTERS_MOST = 6,
};

/* ---- the words in front of names ---- */

// clang-format off
#define T(word)                                                                                    \
    { (word), sizeof(word) - 1 }
/* In the order of their bytes. */
static const text starts[] = {
#define START(words) T(words),
#include "page/byline_starts.inc"
#undef START
};
/* The first two bytes of each, as a set; no line that begins otherwise has a start. */
static const uint64_t start_pairs[] = {
#include "page/byline_starts_slots.inc"
};
// clang-format on
enum { STARTS = sizeof starts / sizeof *starts, PAIRS = sizeof start_pairs * 8, PAIR_FACTOR = 31 };

/* True if a part that begins alike stands here. */
static bool goes_on(text t, size_t at, text part) {
    return part.len == 1 || (to_lower((unsigned char)t.at[at + 1]) == (unsigned char)part.at[1] &&
                             text_equal_nocase(text_cut(t, at, at + part.len), part));
}

/* The first of the starts that begin with a byte, found by halving. */
static size_t first_start(unsigned char byte) {
    size_t low = 0, high = STARTS;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if ((unsigned char)starts[middle].at[0] < byte)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool may_start(unsigned char first, unsigned char second) {
    unsigned pair = (first * (unsigned)PAIR_FACTOR + second) % PAIRS;
    return start_pairs[pair / 64] >> pair % 64 & 1;
}

/* Bytes of a space, one that does not break included, or of a colon. */
static size_t width_of_gap(text t, size_t at) {
    if (is_space((unsigned char)t.at[at]) || t.at[at] == ':')
        return 1;
    return text_starts(text_cut(t, at, t.len), TEXT("\xc2\xa0")) ? 2 : 0;
}

/* Bytes of the start that a line has, 0 if none; a colon may follow it. */
static size_t start_of(text t) {
    size_t best = 0;
    if (t.len < 2)
        return 0;
    unsigned char first = (unsigned char)to_lower((unsigned char)t.at[0]),
                  second = (unsigned char)to_lower((unsigned char)t.at[1]);
    if (!may_start(first, second))
        return 0;
    for (size_t i = first_start(first); i < STARTS && (unsigned char)starts[i].at[0] == first;
         i++) {
        text s = starts[i];
        if (t.len < s.len || s.len <= best || !goes_on(t, 0, s))
            continue;
        size_t end = s.len;
        while (end < t.len && width_of_gap(t, end))
            end += width_of_gap(t, end);
        // "ByAnn Lee": the page parts them by its style alone.
        bool glued = text_equal(s, TEXT("by")) && end == s.len && end < t.len &&
                     is_upper((unsigned char)t.at[end]) && is_lower((unsigned char)t.at[1]);
        if (end > s.len || end == t.len || glued)
            best = end;
    }
    return best;
}

static text without_start(text t) {
    for (int round = 0; round < 2; round++) {
        size_t end = start_of(t);
        if (end == 0 || end == t.len)
            break;
        t = text_trim(text_cut(t, end, t.len));
    }
    return t;
}

byline_start byline_starts(text line) {
    line = text_trim(line);
    size_t end = line.len ? start_of(line) : 0;
    return end == 0 ? STARTS_OTHERWISE : end == line.len ? IS_LABEL : SAYS_BY;
}

bool byline_says_by(text line) {
    return byline_starts(line) != STARTS_OTHERWISE;
}

bool byline_is_label(text line) {
    return byline_starts(line) == IS_LABEL;
}

/* ---- names ---- */

static bool has_letter(text t) {
    for (size_t i = 0; i < t.len; i++)
        if ((unsigned char)t.at[i] >= 0x80 || is_alpha((unsigned char)t.at[i]))
            return true;
    return false;
}

static bool is_address(text t) {
    return text_starts(t, TEXT("http")) || text_find(t, TEXT("://")) != SIZE_MAX ||
           text_starts(t, TEXT("/")) || text_starts(t, TEXT("www."));
}

/* Words that stand beside names in bylines and are of none: posts held, buttons, dates; and words
 * of newsrooms. */
enum byline_kind { IS_POST = 1, IS_OFFICE = 2 };

typedef struct byline_word {
    text word;
    uint8_t kinds; // bits of enum byline_kind
} byline_word;

static const byline_word byline_words[] = {
    { { "", 0 }, 0 },
#define WORD(word, kinds) { { word, sizeof(word) - 1 }, kinds },
#include "page/byline_words.inc"
#undef WORD
};

static const uint16_t byline_slots[] = {
#include "page/byline_words_slots.inc"
};
enum { BYLINE_SLOTS = sizeof byline_slots / sizeof *byline_slots };

static unsigned kinds_of(text w, uint32_t hash) {
    for (uint32_t k = slots_first(hash, BYLINE_SLOTS); byline_slots[k];
         k = slots_next(k, BYLINE_SLOTS))
        if (slots_same(w, byline_words[byline_slots[k]].word))
            return byline_words[byline_slots[k]].kinds;
    return 0;
}

static bool has_kind(text line, const word_list *words, enum byline_kind kind) {
    for (uint32_t i = 0; i < words->n; i++)
        if (kinds_of(text_cut(line, words->at[i].start, words->at[i].end), words->at[i].hash) &
            kind)
            return true;
    return false;
}

/* Two capitals alone are the letters of a missing portrait. */
static bool is_no_name(text t, const word_list *words) {
    return has_kind(t, words, IS_POST) || (t.len <= 2 && is_upper((unsigned char)t.at[0]));
}

static bool is_byline_word(text t) {
    word_list words;
    shape_words(t, &words);
    return is_no_name(t, &words);
}

bool byline_is_office(text t) {
    word_list words;
    shape_words(t, &words);
    return has_kind(t, &words, IS_OFFICE);
}

/* A name that is given as one: no address, not empty, not a sentence. */
static bool is_given_name(text t) {
    static const text none[] = { T("null"),    T("undefined"), T("admin"),
                                 T("unknown"), T("none"),      T("n/a") };
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        if (text_equal_nocase(t, none[i]))
            return false;
    return t.len >= 2 && t.len <= GIVEN_BYTES_MOST && !is_address(t) && has_letter(t) &&
           text_find(t, TEXT("@")) == SIZE_MAX && t.at[0] != '#' && t.at[0] != '(' &&
           text_find(t, TEXT("{{")) == SIZE_MAX;
}

static bool is_particle(text w) {
    static const text list[] = { T("van"), T("von"),   T("der"),   T("den"), T("de"),  T("la"),
                                 T("le"),  T("da"),    T("di"),    T("du"),  T("del"), T("dos"),
                                 T("das"), T("bin"),   T("ibn"),   T("al"),  T("el"),  T("zu"),
                                 T("zum"), T("ten"),   T("ter"),   T("af"),  T("av"),  T("las"),
                                 T("los"), T("della"), T("dello"), T("do"),  T("und"), T("y"),
                                 T("e"),   T("st") };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (text_equal(w, list[i]))
            return true;
    return false;
}

/* Words of a name that are written small: "von der". */
static uint32_t count_particles(text t, const word_list *words) {
    uint32_t n = 0;
    for (uint32_t i = 1; i < words->n; i++)
        n += is_particle(text_cut(t, words->at[i].start, words->at[i].end));
    return n;
}

/* A name seen in a line: few words, each with a capital, no digits, nothing else beside it. */
static bool looks_like_name(text t, const shape *s, const word_list *words) {
    if (t.len < 3 || t.len > NAME_BYTES_MOST || is_address(t) ||
        text_find(t, TEXT("(")) != SIZE_MAX || text_find(t, TEXT(": ")) != SIZE_MAX)
        return false;
    if (s->n_digits || s->has_address || s->n_words > NAME_WORDS_MOST || s->n_words == 0 ||
        s->ends_colon || s->starts_lower || s->n_letters * 4 < s->n_chars * 3)
        return false;
    uint32_t n_named = s->n_capital + count_particles(t, words);
    return (n_named * 3 >= s->n_words * 2 || s->n_capital == 0) && !is_no_name(t, words) &&
           !when_month(t);
}

static bool is_seen_name(text t) {
    shape s;
    word_list words;
    if (t.len < 3 || t.len > NAME_BYTES_MOST)
        return false;
    shape_of(t, &s, &words);
    return looks_like_name(t, &s, &words);
}

static bool is_name(text t, surety how) {
    if (how == GIVEN)
        return is_given_name(t);
    if (is_seen_name(t))
        return true;
    shape s;
    word_list words;
    if (how != MARKED || !is_given_name(t) || is_byline_word(t) || byline_is_label(t))
        return false;
    shape_of(t, &s, &words);
    // A name with digits is a user's and has no space.
    return s.n_words <= 3 && !s.ends_colon && !word_is_function(t) &&
           (s.n_digits == 0 || (s.n_words == 1 && s.n_digits * 2 < s.n_chars && s.n_letters > 2)) &&
           !when_month(text_cut(t, 0, words.n ? words.at[0].end : 0));
}

bool byline_is_person(text t) {
    shape s;
    word_list words;
    shape_of(t, &s, &words);
    return s.n_words >= 2 && s.n_words <= PERSON_WORDS_MOST && s.n_digits == 0 &&
           s.n_capital >= 2 && s.n_capital + 2 >= s.n_words && !s.ends_stop && !s.ends_colon &&
           looks_like_name(t, &s, &words) && !has_kind(t, &words, IS_OFFICE);
}

/* ---- lines ---- */

static bool starts_separator(char c) {
    return c == ' ' || c == ',' || c == ';' || c == '|' || c == '/' || c == '\n' || c == '\xe2' ||
           c == '\xe3';
}

static bool is_separator(text t, size_t at, size_t *len) {
    static const text parts[] = { T(";"),
                                  T(","),
                                  T("|"),
                                  T("/"),
                                  T(" and "),
                                  T(" & "),
                                  T(" und "),
                                  T(" et "),
                                  T(" y "),
                                  T(" e "),
                                  T(" en "),
                                  T(" og "),
                                  T(" och "),
                                  T(" with "),
                                  T("\xe2\x80\xa2"),
                                  T("\n"),
                                  T(" \xc2\xb7 "),
                                  T(" - "),
                                  T(" \xe2\x80\x93 "),
                                  T(" \xe2\x80\x94 "),
                                  T("\xe3\x80\x81"),
                                  T(" @ "),
                                  T(" ja "),
                                  T(" i ") };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        text part = parts[i];
        if (at + part.len <= t.len && t.at[at] == part.at[0] && goes_on(t, at, part)) {
            *len = part.len;
            return true;
        }
    }
    return false;
}

/* "MD", "Ph.D.", "Jr.": it belongs to the name in front of it. */
static bool is_degree(text t) {
    static const text list[] = { T("Ph.D."), T("PhD"),  T("Jr."),  T("Jr"),
                                 T("Sr."),   T("Esq."), T("M.D."), T("III") };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (text_equal(t, list[i]))
            return true;
    if (t.len < 2 || t.len > DEGREE_LETTERS_MOST)
        return false;
    for (size_t i = 0; i < t.len; i++)
        if (!is_upper((unsigned char)t.at[i]) && t.at[i] != '.' && t.at[i] != '-')
            return false;
    return true;
}

/* True if a bracket or a small letter stands behind something that is none. */
static bool may_have_tail(text t) {
    for (size_t i = 1; i < t.len; i++)
        if (t.at[i] == '(' ||
            (is_lower((unsigned char)t.at[i]) && !is_alpha((unsigned char)t.at[i - 1])))
            return true;
    return false;
}

/* "Ann Lee on behalf of ...": a name ends in front of a word in lower case. */
static text without_tail(text t) {
    shape s;
    word_list words;
    if (!may_have_tail(t))
        return t;
    shape_of(t, &s, &words);
    size_t paren = text_find(t, TEXT(" ("));
    if (paren != SIZE_MAX && paren > 2)
        return text_trim(text_cut(t, 0, paren));
    if (s.starts_lower)
        return t;
    for (uint32_t i = 1; i < words.n; i++) {
        text w = text_cut(t, words.at[i].start, words.at[i].end);
        if (w.len && is_lower((unsigned char)w.at[0]) && !is_particle(w))
            return text_trim(text_cut(t, 0, words.at[i].start));
    }
    return t;
}

bool byline_add(byline *b, text name) {
    for (uint32_t i = 0; i < b->n; i++)
        if (text_equal_nocase(b->names[i], name))
            return true;
    if (b->n == BYLINE_NAMES_MOST)
        return false;
    b->names[b->n++] = name;
    return true;
}

/* "ann-lee" beside "Ann Lee" is the end of her page's address. */
static bool is_slug(text t) {
    bool hyphen = false;
    for (size_t i = 0; i < t.len; i++) {
        hyphen |= t.at[i] == '-';
        if (!is_lower((unsigned char)t.at[i]) && t.at[i] != '-')
            return false;
    }
    return hyphen;
}

/* Signs in front of a name, and a name that stands twice without a space between. */
static text bare_name(text t) {
    static const text signs[] = {
        T("\xe2\x9c\x89"), T("\xe2\x80\xa2"), T("\xc2\xb7"), T("-"),
        T("\xe2\x80\x93"), T("\xc2\xa9"),     T("*"),        T("\xef\xbc\x9a")
    };
    t = without_start(text_trim(t));
    size_t colon = text_find(t, TEXT("\xef\xbc\x9a")); // the full-width one of Chinese labels
    if (colon != SIZE_MAX && colon + 3 < t.len)
        t = text_trim(text_cut(t, colon + 3, t.len));
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (text_starts(t, signs[i]))
            t = text_trim(text_cut(t, signs[i].len, t.len));
    text half = text_cut(t, 0, t.len / 2);
    return t.len > 6 && t.len % 2 == 0 && text_equal(half, text_cut(t, t.len / 2, t.len)) ? half
                                                                                          : t;
}

/* "Ann Lee / TNN": behind a stroke such letters are an agency. */
static bool is_agency(text letters, text name) {
    const char *end = name.at + name.len;
    return text_find((text){ end, (size_t)(letters.at - end) }, TEXT("/")) != SIZE_MAX;
}

static void add_part(byline *out, text part, surety how) {
    text name = bare_name(part);
    while (name.len && (name.at[name.len - 1] == '.' || name.at[name.len - 1] == ':') &&
           !is_degree(name) && name.len > 4 && name.at[name.len - 3] != ' ' &&
           name.at[name.len - 2] != '.' && !text_ends(name, TEXT("Jr.")))
        name = text_trim(text_cut(name, 0, name.len - 1));
    text *last = out->n ? &out->names[out->n - 1] : NULL;
    if (last && is_degree(name) && name.at > last->at && byline_is_person(*last)) {
        if (!is_agency(name, *last))
            *last = (text){ last->at, (size_t)(name.at + name.len - last->at) };
        return;
    }
    if (how != GIVEN)
        name = without_tail(name);
    // Behind a name, a post held is no name, nor is the end of the address of a page.
    bool is_more = out->n && (is_slug(name) || (how == GIVEN && is_byline_word(name)));
    if (is_name(name, how) && !is_more)
        byline_add(out, name);
}

/* What is given as one name may hold several, if the first of them is one of a person. */
static bool starts_with_person(text line) {
    size_t at = 0, len = 0;
    while (at < line.len && !(starts_separator(line.at[at]) && is_separator(line, at, &len)))
        at++;
    return at < line.len && byline_is_person(text_trim(text_cut(line, 0, at)));
}

/* "By Ann Writer": right behind "By" such a word is a surname, unless it comes first. */
static bool is_surname_behind(text part) {
    size_t space = text_find(part, TEXT(" "));
    if (space == SIZE_MAX || text_find(text_cut(part, space + 1, part.len), TEXT(" ")) != SIZE_MAX)
        return false;
    text first = text_cut(part, 0, space), last = text_cut(part, space + 1, part.len);
    return last.len > 2 && is_seen_name(first) && is_upper((unsigned char)last.at[0]) &&
           is_alpha((unsigned char)last.at[last.len - 1]) && is_byline_word(last) &&
           !byline_is_office(first);
}

void byline_read(text line, surety how, byline *out) {
    line = text_trim(line);
    *out = (byline){ .n = 0 };
    text bare = without_start(line);
    out->says_by = bare.len < line.len;
    if (how == GIVEN && text_find(bare, TEXT(";")) == SIZE_MAX &&
        text_find(bare, TEXT("|")) == SIZE_MAX && text_find(bare, TEXT("\n")) == SIZE_MAX &&
        !out->says_by && !starts_with_person(bare)) {
        add_part(out, bare, how);
        return;
    }
    size_t start = 0, len = 0;
    for (size_t at = 0; at <= bare.len; at++) {
        if (at < bare.len && !(starts_separator(bare.at[at]) && is_separator(bare, at, &len)))
            continue;
        text part = text_trim(text_cut(bare, start, at));
        bool is_surname = start == 0 && out->says_by && is_surname_behind(part);
        add_part(out, part, is_surname ? GIVEN : how);
        start = at + (at < bare.len ? len : 0);
        at = start > at ? start - 1 : at;
    }
}
