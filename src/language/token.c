/* token.c - a chunk (what stands between white space) at a time. Most chunks are letters, or
 * letters and one mark, and take the short way; the rest are cut from left to right, each kind of
 * character saying whether the word goes on over it. */
#include "language/token.h"

#include "language/kind.h"
#include "language/word.h"

#include <string.h>

enum {
    GROUPS_MOST = 6,   // of digits in a telephone number or date
    LOOK_MOST = 256,   // bytes of a word looked at to decide on one hyphen
    ADDRESS_LEAST = 4, // bytes of an address on the net
};

#define BIT(k) (1u << (k))

typedef struct cutter {
    doc *d;
    text t;           // doc.text[0, end of the range)
    size_t from, end; // the chunk
    uint32_t first;   // token of the chunk
    bool quoted;      // inside single quotes
    bool full;        // no more tokens can be held
} cutter;

/* ---- looking ---- */

static kind look(const cutter *c, size_t i) {
    size_t len;
    return i < c->end ? kind_at(c->t, i, &len) : KIND_SPACE;
}

static size_t after(const cutter *c, size_t i) {
    size_t len;
    kind_at(c->t, i, &len);
    return i + len;
}

static int byte_at(const cutter *c, size_t i) {
    return i < c->end ? (unsigned char)c->t.at[i] : 0;
}

static text part(const cutter *c, size_t from, size_t to) {
    return text_cut(c->t, from, to);
}

static size_t run_of(const cutter *c, size_t i, unsigned kinds) {
    while (i < c->end && (BIT(look(c, i)) & kinds))
        i = after(c, i);
    return i;
}

static size_t letters(const cutter *c, size_t i) {
    return run_of(c, i, BIT(KIND_LETTER));
}

static size_t digits(const cutter *c, size_t i) {
    while (is_digit(byte_at(c, i)))
        i++;
    return i;
}

static bool is_word(kind k) {
    return k == KIND_LETTER || k == KIND_DIGIT || k == KIND_UNDERSCORE;
}

static kind before(const cutter *c, size_t i) {
    if (i <= c->from)
        return KIND_SPACE;
    size_t at = i - 1, len;
    while (at > c->from && ((unsigned char)c->t.at[at] & 0xc0) == 0x80)
        at--;
    return kind_at(c->t, at, &len);
}

/* The kind of the first character of the next chunk. */
static kind next_chunk(const cutter *c, size_t *at) {
    size_t i = c->end, len = 1;
    while (i < c->t.len && kind_at(c->t, i, &len) == KIND_SPACE)
        i += len;
    *at = i;
    return i < c->t.len ? kind_at(c->t, i, &len) : KIND_SPACE;
}

/* ---- adding ---- */

static void add(cutter *c, size_t from, size_t to, unsigned flags) {
    if (from >= to || c->full)
        return;
    token *t = c->d->n_tokens < DOC_TOKENS_MOST ? doc_add_token(c->d) : NULL;
    if (!t) {
        c->full = true;
        return;
    }
    t->start = (uint32_t)from;
    t->end = (uint32_t)to;
    t->flags = (uint8_t)flags;
}

/* "its" written for "it's": before a word that cannot follow the possessive. */
static bool is_it_is(const cutter *c, size_t from, size_t to) {
    static const char *const words[] = { "a",   "an",  "the",  "not", "been",   "my",    "your",
                                         "his", "our", "what", "how", "really", "gonna", "anyone" };
    if (to != from + 3 || to != c->end || !text_equal_nocase(part(c, from, to), TEXT("its")))
        return false;
    size_t at, end;
    if (next_chunk(c, &at) != KIND_LETTER)
        return false;
    for (end = at; end < c->t.len && is_alpha((unsigned char)c->t.at[end]);)
        end++;
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (text_reads(part(c, at, end), words[k]))
            return true;
    return false;
}

/* Adds a word, divided where it stands for two. */
static void add_word(cutter *c, size_t from, size_t to) {
    size_t joint = word_joint(part(c, from, to));
    if (!joint && is_it_is(c, from, to))
        joint = 2;
    add(c, from, joint ? from + joint : to, 0);
    if (joint)
        add(c, from + joint, to, TOKEN_JOINED);
}

static void add_own_dot(cutter *c, size_t at, unsigned marks) {
    add(c, at, at + 1, 0);
    if (!c->full)
        c->d->tokens[c->d->n_tokens - 1].spare = (uint8_t)(TOKEN_OWN_DOT | marks);
}

/* ---- whole things: addresses, emoticons ---- */

static bool starts_nocase(text t, text start) {
    return t.len >= start.len && text_equal_nocase(text_cut(t, 0, start.len), start);
}

/* Takes the marks off the end of an address that belong to the sentence. */
static size_t trim_address(const cutter *c, size_t from, size_t to) {
    while (to > from) {
        int last = byte_at(c, to - 1);
        bool opened = last == ')' && memchr(c->t.at + from, '(', to - from);
        if (!strchr(".,;:!?)]}>'\"", last) || opened)
            break;
        to--;
    }
    return to;
}

static size_t address_end(const cutter *c, size_t i) {
    size_t to = i;
    while (to < c->end && !strchr("<>\"", byte_at(c, to)) && (unsigned char)c->t.at[to] < 128)
        to++;
    return trim_address(c, i, to);
}

static size_t web_address(const cutter *c, size_t i) {
    text t = part(c, i, c->end);
    if (!starts_nocase(t, TEXT("http://")) && !starts_nocase(t, TEXT("https://")) &&
        !starts_nocase(t, TEXT("ftp://")) && !starts_nocase(t, TEXT("www.")) &&
        !starts_nocase(t, TEXT("mailto:")))
        return 0;
    size_t to = address_end(c, i);
    return to > i + ADDRESS_LEAST ? to : 0;
}

static bool is_mail_byte(int b) {
    return is_alnum(b) || b == '.' || b == '_' || b == '-' || b == '+' || b == '%';
}

static size_t mail_address(const cutter *c, size_t i) {
    size_t at = i;
    while (is_mail_byte(byte_at(c, at)))
        at++;
    if (byte_at(c, at) != '@' || !is_alnum(byte_at(c, at + 1)))
        return 0;
    size_t to = at + 1;
    while (is_mail_byte(byte_at(c, to)))
        to++;
    return trim_address(c, i, to);
}

/* The end of the last part of a name like "galleryfurniture.com" or "report.pdf", 0: none. */
static size_t host_name(const cutter *c, size_t i) {
    size_t to = i, dot = 0, n_dots = 0;
    bool lower = true;
    while (is_alnum(byte_at(c, to)) || byte_at(c, to) == '_' || byte_at(c, to) == '-' ||
           (byte_at(c, to) == '.' && is_alnum(byte_at(c, to + 1)))) {
        if (byte_at(c, to) == '.')
            dot = to, n_dots++;
        lower = lower && !is_upper(byte_at(c, to));
        to++;
    }
    if (!dot || dot < i + 2 || to == dot + 1 || is_digit(byte_at(c, i)))
        return 0;
    bool known = word_is_ending(part(c, dot + 1, to));
    bool group = lower && n_dots >= 2 && dot - i > 2 * n_dots; // comp.sources.unix, not a.k.a
    if (!known && !group)
        return 0;
    return byte_at(c, to) == '/' && known ? address_end(c, i) : to;
}

static size_t emoticon(const cutter *c, size_t i) {
    size_t n = word_emoticon(part(c, i, c->end));
    if (!n || is_word(look(c, i + n)))
        return 0;
    return is_word(before(c, i)) && is_alnum(byte_at(c, i + n - 1)) ? 0 : i + n;
}

/* ---- words: does one go on over a mark? ---- */

static bool over_dot(const cutter *c, size_t from, size_t i) {
    size_t next = i + 1;
    if (is_digit(byte_at(c, next)) && before(c, i) == KIND_DIGIT)
        return true;
    if (look(c, next) != KIND_LETTER || before(c, i) != KIND_LETTER)
        return false;
    size_t piece = i; // single letters with dots between: U.S, a.k.a, Ph.D
    while (piece > from && is_alpha(byte_at(c, piece - 1)))
        piece--;
    size_t to = letters(c, next);
    bool single = i - piece == 1 && (piece == from || byte_at(c, piece - 1) == '.');
    bool degree = i - piece == 2 && is_upper(byte_at(c, piece)) && to - next <= 2;
    return (single && to - next <= 3) ||
           (degree && is_upper(byte_at(c, next)) && byte_at(c, to) == '.');
}

static bool over_comma(const cutter *c, size_t from, size_t i) {
    size_t start = i;
    while (start > from && is_digit(byte_at(c, start - 1)))
        start--;
    size_t to = digits(c, i + 1);
    return byte_at(c, i) == ',' && i > start && i - start <= 3 && to == i + 4;
}

/* Digits in groups with hyphens between, as telephone numbers and dates have them. */
static size_t number_groups(const cutter *c, size_t from, size_t len[GROUPS_MOST], size_t *n) {
    size_t i = from;
    for (*n = 0; *n < GROUPS_MOST;) {
        size_t to = digits(c, i);
        if (to == i)
            break;
        len[(*n)++] = to - i;
        i = to;
        if (byte_at(c, to) != '-' || !is_digit(byte_at(c, to + 1)))
            break;
        i++;
    }
    return i;
}

static bool is_round(const cutter *c, size_t end) {
    return byte_at(c, end - 1) == '0' && byte_at(c, end - 2) == '0';
}

static bool is_grouped_number(const cutter *c, size_t from) {
    size_t len[GROUPS_MOST], n, end = number_groups(c, from, len, &n);
    if (is_word(look(c, end)))
        return false;
    if (n == 2)
        return (len[0] == 3 && len[1] == 4 && !is_round(c, end)) ||
               ((len[0] == 5 || len[0] == 1) && len[1] == 4);
    if (n == 3)
        return (len[0] == 3 && len[2] == 4) || (len[0] == 4 && len[1] <= 2 && len[2] <= 2) ||
               (len[0] <= 2 && len[1] <= 2 && (len[2] == 2 || len[2] == 4));
    return n == 4 && len[3] == 4;
}

static bool all_letters(text t) {
    for (size_t i = 0; i < t.len; i++)
        if (!is_alpha((unsigned char)t.at[i]))
            return false;
    return t.len > 0;
}

static bool all_upper(text t) {
    for (size_t i = 0; i < t.len; i++)
        if (!is_upper((unsigned char)t.at[i]))
            return false;
    return t.len > 0;
}

static bool over_prefix(const cutter *c, size_t from, size_t i) {
    text word = part(c, from, i);
    size_t to = letters(c, i + 1);
    if (word.len > LISTED_WORD_MOST || !word_is_prefix(word) ||
        text_equal_nocase(part(c, i + 1, to), TEXT("the")))
        return false;
    return word.len == 1 || !all_upper(word) || all_upper(part(c, i + 1, to));
}

/* What keeps a hyphen behind it: the start of a word broken off, "pre-" of "pre- and post-war". */
static bool is_cut_off(text word) {
    if (!all_letters(word) || (word.len > 1 && all_upper(word)))
        return false;
    return word.len <= 3 || word_is_prefix(word);
}

static bool over_hyphen(const cutter *c, size_t from, size_t i) {
    size_t next = after(c, i);
    kind k = look(c, next);
    text word = part(c, from, i);
    if (word.len > LOOK_MOST)
        return false;
    if (is_digit(byte_at(c, from)) && is_grouped_number(c, from))
        return true;
    if (k == KIND_LETTER || k == KIND_DIGIT) {
        if (over_prefix(c, from, i))
            return true;
        return k == KIND_LETTER && word_is_suffix(part(c, next, letters(c, next)));
    }
    return is_cut_off(word) && byte_at(c, i) == '-' && !is_word(k) && k != KIND_HYPHEN;
}

/* An apostrophe inside a word: o'clock, Ba'athist, 60's; not before a short form. */
static bool over_apostrophe(const cutter *c, size_t i) {
    size_t next = after(c, i), to = letters(c, next);
    kind last = before(c, i);
    if (to == next)
        return false;
    bool clitic = word_is_clitic(part(c, next, to)) && !is_word(look(c, to));
    return last == KIND_DIGIT ? clitic : last == KIND_LETTER && !clitic;
}

/* Short forms that are written with a slash. */
static bool is_short_for(text t) {
    return text_equal_nocase(t, TEXT("w/")) || text_equal_nocase(t, TEXT("w/o")) ||
           text_equal_nocase(t, TEXT("b/c")) || text_equal_nocase(t, TEXT("n/a"));
}

static bool over_sign(const cutter *c, size_t from, size_t i, kind k) {
    kind last = before(c, i), next = look(c, i + 1);
    if (k == KIND_AMPERSAND)
        return last == KIND_LETTER && next == KIND_LETTER && i - from <= 3;
    if (k == KIND_AT)
        return is_word(last) && is_word(next);
    if (k == KIND_SLASH &&
        is_short_for(part(c, from, run_of(c, i, BIT(KIND_SLASH) | BIT(KIND_LETTER)))))
        return true;
    if (k == KIND_CURRENCY) // US$
        return byte_at(c, i) == '$' && i - from <= 3 && all_upper(part(c, from, i)) &&
               next != KIND_LETTER;
    return last == KIND_DIGIT && next == KIND_DIGIT; // 7:30, 9/11
}

static bool goes_over(const cutter *c, size_t from, size_t i, kind k) {
    switch (k) {
    case KIND_DOT:
        return over_dot(c, from, i);
    case KIND_COMMA:
        return over_comma(c, from, i);
    case KIND_HYPHEN:
        return over_hyphen(c, from, i);
    case KIND_APOSTROPHE:
        return over_apostrophe(c, i);
    case KIND_COLON:
    case KIND_SLASH:
    case KIND_AMPERSAND:
    case KIND_AT:
    case KIND_CURRENCY:
        return over_sign(c, from, i, k);
    default:
        return false;
    }
}

/* Does a currency sign stand right before? */
static bool after_currency(const cutter *c, size_t from) {
    const token *last = c->d->n_tokens ? &c->d->tokens[c->d->n_tokens - 1] : NULL;
    if (!last || last->end != from)
        return false;
    size_t len;
    return byte_at(c, from - 1) == '$' || kind_at(c->t, last->start, &len) == KIND_CURRENCY;
}

/* A unit written to its number: "7:30pm", "65k", "$3M", "5p.m.". */
static bool unit_starts(const cutter *c, size_t from, size_t i) {
    size_t to = letters(c, i);
    if (byte_at(c, to) == '.' && is_alpha(byte_at(c, to + 1)) && byte_at(c, to + 2) == '.')
        return true;
    return !is_word(look(c, to)) && word_is_unit(part(c, i, to), after_currency(c, from));
}

static size_t word_end(const cutter *c, size_t from) {
    size_t i = from;
    kind last = KIND_SPACE;
    while (i < c->end) {
        size_t len;
        kind k = kind_at(c->t, i, &len);
        if (last == KIND_DIGIT && k == KIND_LETTER && is_digit(byte_at(c, from)) &&
            unit_starts(c, from, i))
            break;
        if (!is_word(k) && !goes_over(c, from, i, k))
            break;
        last = k;
        i += len;
        if (k == KIND_CURRENCY)
            break;
    }
    return i;
}

/* ---- words: what follows them ---- */

/* "do" of "don't": where "n't" starts, when the word ends so; else 0. */
static size_t not_start(const cutter *c, size_t from, size_t to) {
    if (to - from < 4 || to_lower(byte_at(c, to - 1)) != 't')
        return 0;
    size_t mark = to - 2;
    while (mark > from && ((unsigned char)c->t.at[mark] & 0xc0) == 0x80)
        mark--;
    if (look(c, mark) != KIND_APOSTROPHE || mark <= from + 1)
        return 0;
    return to_lower(byte_at(c, mark - 1)) == 'n' ? mark - 1 : 0;
}

static bool is_acronym(text w) {
    return w.len >= 3 && memchr(w.at, '.', w.len) && is_alpha((unsigned char)w.at[0]) &&
           w.len <= 12;
}

/* Does a dot right after this word, with more of the chunk behind it, belong to the word? */
static bool dot_inside(const cutter *c, text word, size_t dot) {
    kind next = look(c, dot + 1);
    if (next == KIND_DOT || next == KIND_STOP)
        return false;
    return is_acronym(word) || (word.len == 1 && is_upper((unsigned char)word.at[0])) ||
           word_abbreviation(word) >= ABBREVIATION_NAME ||
           word_abbreviation(word) == ABBREVIATION_BEFORE;
}

static bool is_capital(const cutter *c, size_t i) {
    return i < c->t.len && is_upper((unsigned char)c->t.at[i]);
}

enum dot { DOT_APART, DOT_PART, DOT_OPEN };

/* A dot at the end of the chunk, by its word's class and what the next chunk starts with. */
static enum dot dot_of_listed(const cutter *c, text word, abbreviation a) {
    size_t at;
    kind next = next_chunk(c, &at);
    bool capital = is_upper((unsigned char)word.at[0]);
    if (next == KIND_SPACE)
        return DOT_APART;
    if (a == ABBREVIATION_BEFORE)
        return DOT_PART;
    if (a == ABBREVIATION_NUMBER)
        return next == KIND_DIGIT ? DOT_PART : DOT_APART;
    if (a == ABBREVIATION_NAME && !capital && word.len > 2)
        return DOT_APART;
    return next == KIND_DIGIT && a == ABBREVIATION_NAME ? DOT_PART : DOT_OPEN;
}

static enum dot dot_at_end(const cutter *c, text word) {
    abbreviation a = word_abbreviation(word);
    if (a)
        return dot_of_listed(c, word, a);
    if (is_acronym(word))
        return DOT_OPEN;
    if (word.len != 1 || !is_alpha((unsigned char)word.at[0]))
        return DOT_APART;
    size_t at;
    kind next = next_chunk(c, &at);
    if (next == KIND_SPACE)
        return DOT_APART;
    return word.at[0] != 'I' || is_capital(c, at) ? DOT_OPEN : DOT_APART;
}

/* Adds a word and, where it is one, the dot of its abbreviation; returns where the rest starts. */
static size_t close_word(cutter *c, size_t from, size_t to) {
    if (byte_at(c, to) != '.' || to - from > LISTED_WORD_MOST) {
        add_word(c, from, to);
        return to;
    }
    text word = part(c, from, to);
    bool last = to + 1 == c->end;
    enum dot dot = !last ? (dot_inside(c, word, to) ? DOT_PART : DOT_APART) : dot_at_end(c, word);
    if (dot == DOT_PART) {
        add(c, from, to + 1, 0);
        return to + 1;
    }
    add_word(c, from, to);
    if (dot == DOT_APART)
        return to;
    add_own_dot(c, to, is_acronym(word) ? TOKEN_ACRONYM : 0);
    return to + 1;
}

static size_t cut_word(cutter *c, size_t from) {
    size_t to = word_end(c, from);
    size_t not = not_start(c, from, to);
    if (not ) {
        add(c, from, not, 0);
        add(c, not, to, TOKEN_JOINED);
        return to;
    }
    return close_word(c, from, to);
}

/* ---- marks ---- */

/* Cut-off words that start with an apostrophe: 'em, 'til, '72, '60s. */
static size_t elision(const cutter *c, size_t i) {
    size_t next = after(c, i), to = letters(c, next), number = digits(c, next);
    if (number == next + 2 && !is_word(look(c, number)))
        return number;
    if (number == next + 2 && byte_at(c, number) == 's' && !is_word(look(c, number + 1)))
        return number + 1;
    static const char *const words[] = { "em",   "til",   "till", "cause", "n",
                                         "bout", "round", "cos",  "coz" };
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (text_reads(part(c, next, to), words[k]))
            return to;
    return 0;
}

static bool ends_in_s(const cutter *c, size_t i) {
    int last = to_lower(byte_at(c, i - 1));
    return last == 's' || last == 'x' || last == 'z';
}

/* An apostrophe right after a word: a short form, a possessive, a dropped letter, else a quote. */
static size_t cut_after_word(cutter *c, size_t i) {
    size_t next = after(c, i), to = letters(c, next);
    if (to > next && word_is_clitic(part(c, next, to)) && !is_word(look(c, to))) {
        add(c, i, to, TOKEN_JOINED);
        return to;
    }
    bool ends = !is_word(look(c, next)) && look(c, next) != KIND_APOSTROPHE;
    bool owner = ends && !c->quoted && ends_in_s(c, i) && before(c, i) == KIND_LETTER;
    if (ends && c->quoted)
        c->quoted = false;
    add(c, i, next, owner ? TOKEN_JOINED : 0);
    return next;
}

static size_t cut_apostrophe(cutter *c, size_t i) {
    size_t next = after(c, i);
    kind last = before(c, i);
    if (is_word(last) || (last == KIND_DOT && look(c, next) == KIND_LETTER))
        return cut_after_word(c, i);
    if (look(c, next) == KIND_APOSTROPHE) { // two make a double quote
        next = after(c, next);
        add(c, i, next, 0);
        return next;
    }
    size_t to = elision(c, i);
    if (!to && last == KIND_SPACE && byte_at(c, next) == 's' && next + 1 == c->end)
        to = next + 1;
    if (to) {
        add(c, i, to, 0);
        return to;
    }
    c->quoted = is_word(look(c, next));
    add(c, i, next, 0);
    return next;
}

static size_t same_run(const cutter *c, size_t i) {
    size_t to = after(c, i), len = to - i;
    while (to + len <= c->end && memcmp(c->t.at + i, c->t.at + to, len) == 0)
        to += len;
    return to;
}

static size_t mark_end(const cutter *c, size_t i, kind k) {
    switch (k) {
    case KIND_DOT:
    case KIND_STOP:
    case KIND_ELLIPSIS:
        return run_of(c, i, BIT(KIND_DOT) | BIT(KIND_STOP) | BIT(KIND_ELLIPSIS));
    case KIND_HYPHEN:
        if (look(c, after(c, i)) != KIND_HYPHEN && look(c, after(c, i)) != KIND_REPEAT)
            return after(c, i);
        return run_of(c, i, BIT(KIND_HYPHEN) | BIT(KIND_REPEAT) | BIT(KIND_UNDERSCORE));
    case KIND_REPEAT:
        return run_of(c, i, BIT(KIND_HYPHEN) | BIT(KIND_REPEAT) | BIT(KIND_UNDERSCORE));
    case KIND_CURRENCY:
        return look(c, same_run(c, i)) == KIND_DIGIT ? after(c, i) : same_run(c, i);
    case KIND_COMMA:
    case KIND_DASH:
    case KIND_HASH:
    case KIND_SLASH:
        return same_run(c, i);
    case KIND_OTHER: { // a picture takes its modifiers along
        size_t to = after(c, i);
        while (to < c->end && (unsigned char)c->t.at[to] >= 0xe2 && look(c, to) == KIND_LETTER &&
               (unsigned char)c->t.at[to] != 0xe3)
            to = after(c, to);
        return to;
    }
    default:
        return after(c, i);
    }
}

static size_t cut_mark(cutter *c, size_t i, kind k) {
    if (k == KIND_APOSTROPHE)
        return cut_apostrophe(c, i);
    size_t to = 0;
    kind next = look(c, i + 1);
    bool start = !is_word(before(c, i));
    if ((k == KIND_HASH || k == KIND_AT) && start && next == KIND_LETTER)
        to = run_of(c, i + 1, BIT(KIND_LETTER) | BIT(KIND_DIGIT) | BIT(KIND_UNDERSCORE));
    else if (k == KIND_DOT && start && next == KIND_DIGIT)
        to = word_end(c, i + 1);
    else if (k == KIND_DOT && start && next == KIND_LETTER &&
             word_is_ending(part(c, i + 1, letters(c, i + 1))))
        to = letters(c, i + 1);
    else if (byte_at(c, i) == '+' && start && next == KIND_DIGIT)
        to = word_end(c, i + 1);
    else
        to = mark_end(c, i, k);
    add(c, i, to, 0);
    return to;
}

/* ---- chunks ---- */

static size_t cut_whole(cutter *c, size_t i, unsigned kinds) {
    size_t to = 0;
    if (kinds & (BIT(KIND_SLASH) | BIT(KIND_DOT) | BIT(KIND_AT)))
        to = web_address(c, i);
    if (!to && (kinds & BIT(KIND_AT)))
        to = mail_address(c, i);
    if (!to && (kinds & BIT(KIND_DOT)))
        to = host_name(c, i);
    if (!to && (kinds & (BIT(KIND_COLON) | BIT(KIND_REPEAT) | BIT(KIND_COMMA) | BIT(KIND_HYPHEN) |
                         BIT(KIND_OPEN))))
        to = emoticon(c, i);
    if (to)
        add(c, i, to, 0);
    return to;
}

static void cut_chunk(cutter *c, unsigned kinds) {
    size_t i = c->from;
    while (i < c->end && !c->full) {
        kind k = look(c, i);
        size_t to = is_word(before(c, i)) && is_word(k) ? 0 : cut_whole(c, i, kinds);
        if (!to)
            to = is_word(k) ? cut_word(c, i) : cut_mark(c, i, k);
        i = to;
    }
}

/* Finds the end of the chunk at c->from and which kinds of characters it holds. */
static unsigned find_chunk(cutter *c) {
    unsigned kinds = 0;
    size_t i = c->from, len = 1;
    while (i < c->t.len) {
        kind k = kind_at(c->t, i, &len);
        if (k == KIND_SPACE)
            break;
        kinds |= BIT(k);
        i += len;
    }
    c->end = i;
    return kinds;
}

/* Skips white space; true when it holds an empty line. */
static bool skip_space(cutter *c, size_t *i) {
    int lines = 0;
    size_t len;
    while (*i < c->t.len && kind_at(c->t, *i, &len) == KIND_SPACE) {
        lines += c->t.at[*i] == '\n';
        *i += len;
    }
    return lines > 1;
}

uh_status token_cut(doc *d, uint32_t start, uint32_t end) {
    cutter c = { .d = d, .t = doc_text(d, 0, end), .from = start };
    skip_space(&c, &c.from);
    while (c.from < c.t.len && !c.full) {
        uint32_t first = d->n_tokens;
        unsigned kinds = find_chunk(&c);
        if (kinds == BIT(KIND_LETTER))
            add_word(&c, c.from, c.end);
        else
            cut_chunk(&c, kinds);
        c.from = c.end;
        bool empty_line = skip_space(&c, &c.from);
        if (d->n_tokens > first) {
            token *last = &d->tokens[d->n_tokens - 1];
            last->flags |= TOKEN_SPACE_AFTER;
            last->spare |= empty_line ? TOKEN_NEW_LINE : 0;
        }
    }
    if (!c.full)
        return UH_OK;
    return doc_status(d) == UH_NOMEM ? UH_NOMEM : UH_LIMIT;
}

uint32_t token_settle(doc *d, uint32_t from, uint32_t end, uint32_t to) {
    uint32_t first = to;
    for (uint32_t i = from; i < end; i++) {
        token t = d->tokens[i];
        bool joins = to > first && (t.spare & TOKEN_OWN_DOT) && !(t.spare & TOKEN_ENDS);
        t.spare &= TOKEN_ENDS;
        if (joins) {
            d->tokens[to - 1].end = t.end;
            d->tokens[to - 1].flags |= t.flags & TOKEN_SPACE_AFTER;
        } else {
            d->tokens[to++] = t;
        }
    }
    return to;
}
