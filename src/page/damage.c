/* damage.c - places where a page has lost words. Each rule asks for a closed class on one side of
 * the hole, so that sound prose hardly ever matches. */
#include "page/damage.h"

#include "base/stretch.h"
#include "base/utf8.h"

#include <string.h>

enum { TOKENS_MOST = 2000, NAME_TOKENS_MOST = 3, GLUED_LEAST = 3, THOUGHT_LEAST = 5 };

typedef struct piece {
    uint32_t start, end; // in the line
    char before;         // ' ', '"' (a quote), '.' (a sentence ended), ',' (other punctuation)
} piece;

typedef struct line {
    doc *d;
    text t;
    uint32_t start; // in doc.text
    uint32_t n;
    bool failed;
    bool has_high;             // bytes beyond ASCII
    piece pieces[TOKENS_MOST]; // the first n
} line;

#define T(word)                                                                                    \
    { (word), sizeof(word) - 1 }
// clang-format off
/* Preterites of English that are no adjectives, so that "how" or "why" never stands before them
 * without a subject between. */
static const text preterites[] = {
    T("became"), T("began"), T("brought"), T("built"), T("came"), T("caught"), T("chose"), T("fell"), T("fled"), T("flew"), T("forgot"), T("fought"),
    T("found"), T("gave"), T("got"), T("grew"), T("held"), T("kept"), T("knew"), T("led"), T("left"), T("lost"), T("made"), T("met"), T("ran"),
    T("rose"), T("said"), T("saw"), T("sent"), T("spoke"), T("stole"), T("stood"), T("threw"), T("told"), T("took"), T("tried"), T("went"), T("won"),
    T("wrote"), T("turned"), T("failed"), T("helped"), T("bought"), T("sold"), T("beat"), T("broke"),
};
/* What may not stand directly behind a given name where a surname is expected. */
static const text actions[] = {
    T("tried"), T("tries"), T("said"), T("says"), T("told"), T("tells"), T("wants"), T("wanted"), T("announced"), T("announces"), T("ordered"),
    T("orders"), T("vowed"), T("vows"), T("warned"), T("warns"), T("threatened"), T("threatens"), T("accused"), T("accuses"), T("urged"), T("urges"),
    T("signed"), T("signs"), T("met"), T("meets"), T("imposed"), T("imposes"), T("rejected"), T("rejects"), T("refused"), T("refuses"), T("called"),
    T("calls"), T("has"), T("was"), T("is"), T("will"), T("would"), T("had"), T("claimed"), T("claims"), T("demanded"), T("demands"), T("backed"),
    T("backs"),
};
/* Given names of statesmen, of the kind that press never uses alone for them. */
static const text given_names[] = {
    T("Alexander"), T("Angela"), T("Antony"), T("Barack"), T("Bashar"), T("Benjamin"), T("Boris"), T("Donald"), T("Dmitry"), T("Emmanuel"),
    T("Francois"), T("Hugo"), T("Jair"), T("Jean-Claude"), T("Justin"), T("Kamala"), T("Leonid"), T("Mahmoud"), T("Margaret"), T("Mikhail"),
    T("Mike"), T("Narendra"), T("Nicolas"), T("Nicolás"), T("Rex"), T("Recep"), T("Ronald"), T("Sergei"), T("Sergey"), T("Theresa"), T("Viktor"),
    T("Vladimir"), T("Volodymyr"), T("Xi"), T("Yulia"),
};
static const text prepositions[] = {
    T("of"), T("on"), T("in"), T("at"), T("by"), T("for"), T("from"), T("with"), T("to"), T("against"), T("into"), T("under"), T("over"), T("about"),
    T("between"), T("behind"), T("near"), T("despite"), T("because"), T("after"), T("before"), T("during"), T("and"), T("or"), T("but"), T("that"),
    T("as"), T("than"),
};
static const text copulas[] = {
    T("are"), T("were"), T("have"), T("is"), T("was"), T("has"),
};
/* None is shorter than THOUGHT_LEAST. */
static const text thinking[] = {
    T("think"), T("thinks"), T("thought"), T("believe"), T("believes"), T("believed"),
};
static const text openers[] = {
    T("which"), T("who"), T("what"), T("that"), T("whom"), T("where"), T("when"), T("whoever"), T("whatever"), T("how"), T("why"), T("than"), T("as"),
    T("whose"), T("and"), T("it"), T("you"),
};
/* Third persons that headlines start with only where their subject was lost. */
static const text headline_verbs[] = {
    T("accuses"), T("announces"), T("backs"), T("blames"), T("condemns"), T("demands"), T("denies"), T("fires"), T("hits"), T("invites"),
    T("launches"), T("meets"), T("orders"), T("praises"), T("pulls"), T("refuses"), T("rejects"), T("reveals"), T("says"), T("seeks"), T("sends"),
    T("signs"), T("slams"), T("tells"), T("threatens"), T("urges"), T("vows"), T("wants"), T("warns"),
};
static const text questions[] = {
    T("How"), T("Why"), T("HOW"), T("WHY"),
};
static const text joiners[] = {
    T("and"), T("or"),
};
// clang-format on
#define COUNT(list)  (sizeof(list) / sizeof *(list))
#define HAS(list, w) has(list, COUNT(list), w)

static bool has(const text *list, size_t n, text w) {
    for (size_t i = 0; i < n; i++)
        if (list[i].len == w.len && list[i].at[0] == w.at[0] &&
            memcmp(list[i].at, w.at, w.len) == 0)
            return true;
    return false;
}

static text form(const line *l, uint32_t i) {
    return i < l->n ? text_cut(l->t, l->pieces[i].start, l->pieces[i].end) : TEXT("");
}

static bool is_name(const line *l, uint32_t i) {
    text w = form(l, i);
    size_t at = 0;
    return w.len > 1 && utf8_is_upper(utf8_next(w, &at));
}

static bool in_word(text t, size_t at, uint32_t c, bool open) {
    if (c == ' ')
        return false;
    if (c == '\'' || c == 0x2019 || c == '-')
        return open && at < t.len && is_alnum((unsigned char)t.at[at]);
    return c < 0x80 ? is_alnum((int)c) : utf8_kind(c) & (UTF8_LETTER | UTF8_MARK);
}

/* A line being cut into words. */
typedef struct splitter {
    char before;  // what stands in front of the next word, as in piece
    bool is_open; // the last word may go on
} splitter;

/* False where the line has no more room for words. */
static bool open_word(line *l, splitter *s, uint32_t at) {
    if (l->n == TOKENS_MOST)
        return false;
    l->pieces[l->n++] = (piece){ at, at, s->before };
    s->is_open = true;
    return true;
}

/* What the characters between two words amount to. */
static char between(char was, uint32_t c) {
    if (c == ' ')
        return was;
    if (c == '.' || c == '!' || c == '?' || c == ':' || c == ';' || c == 0x2026 || c == 0x2014)
        return '.';
    if (c == '"' || c == 0x201c || c == 0x201d || c == '(' || c == ')')
        return was == '.' ? '.' : '"';
    if (utf8_is_space(c) || was == '.' || was == '"')
        return was;
    return ',';
}

/* Goes on over the ASCII letters and digits at i. */
static size_t alnum_end(text t, size_t i) {
    for (unsigned n = EIGHT; n == EIGHT && i < t.len; i += n) {
        uint64_t bytes = eight_at(t, i);
        n = eight_run(eight_letters(bytes) | eight_digits(bytes));
    }
    return i;
}

/* Takes the character at i, which is no ASCII letter or digit; returns the one behind. */
static size_t split_at(line *l, splitter *s, size_t i) {
    const text t = l->t;
    uint32_t at = (uint32_t)i, c = utf8_next(t, &i);
    l->has_high |= c >= 0x80;
    if (in_word(t, i, c, s->is_open)) {
        if (!s->is_open && !open_word(l, s, at))
            return t.len;
        l->pieces[l->n - 1].end = (uint32_t)i;
        return i;
    }
    s->before = between(s->is_open ? ' ' : s->before, c);
    s->is_open = false;
    return i;
}

static void split(line *l) {
    const text t = l->t;
    splitter s = { .before = '.' };
    l->n = 0;
    l->has_high = false;
    for (size_t i = 0; i < t.len;) {
        size_t end = alnum_end(t, i);
        if (end > i) {
            if (!s.is_open && !open_word(l, &s, (uint32_t)i))
                return;
            l->pieces[l->n - 1].end = (uint32_t)end;
            if (end < t.len && t.at[end] == ' ') {
                s = (splitter){ .before = ' ' };
                i = end + 1;
                continue;
            }
        }
        i = end < t.len ? split_at(l, &s, end) : end;
    }
}

static void mark(line *l, uint32_t from, uint32_t to, damage_kind kind, const char *why) {
    damage *m = doc_add_damage(l->d);
    if (!m) {
        l->failed = true;
        return;
    }
    *m = (damage){ l->start + l->pieces[from].start, l->start + l->pieces[to].end, (uint8_t)kind,
                   text_of(why) };
}

/* "How lost control": a question word, then a finite verb, and no auxiliary that would make the
 * verb an adjective ("how lost they were"). */
static void missing_subject(line *l, uint32_t i) {
    text w = form(l, i + 1);
    if (HAS(questions, form(l, i)) && l->pieces[i].before == '.' && i + 2 < l->n &&
        l->pieces[i + 1].before == ' ' && HAS(preterites, w) && !HAS(copulas, form(l, i + 2)) &&
        !HAS(copulas, form(l, i + 3)))
        mark(l, i, i + 1, DAMAGE_MISSING_SUBJECT,
             "no subject between the question word and its verb");
}

/* "I don't think is keen": the clause that was thought lacks its subject, unless a word before asks
 * or relates ("who they think is"). */
static void missing_thought(line *l, uint32_t i) {
    if (!HAS(thinking, form(l, i)) || i == 0 || i + 1 >= l->n || l->pieces[i + 1].before != ' ' ||
        !HAS(copulas, form(l, i + 1)))
        return;
    for (uint32_t k = i + 1; k > 0 && i - (k - 1) < 14; k--) {
        if (k < i + 1 && HAS(openers, form(l, k - 1)))
            return;
        if (l->pieces[k - 1].before != ' ')
            break;
    }
    text before = form(l, i - 1);
    if (text_ends(before, TEXT("n't")) || text_ends(before, TEXT("n\xe2\x80\x99t")) ||
        text_equal(before, TEXT("not")))
        mark(l, i, i + 1, DAMAGE_MISSING_SUBJECT, "no subject in the clause that was thought");
}

/* "Donald tried": a statesman's given name, then a verb where his surname belongs. Where the text
 * names him by it elsewhere, with or without surname, it is a person of that name. */
static bool used_elsewhere(const line *l, text name, uint32_t at) {
    text all = doc_text(l->d, 0, l->d->text_len);
    for (size_t i = 0; i < all.len;) {
        size_t found = text_find(text_cut(all, i, all.len), name);
        if (found == SIZE_MAX)
            return false;
        if (i + found != at)
            return true;
        i += found + name.len;
    }
    return false;
}

static void missing_surname(line *l, uint32_t i) {
    text name = form(l, i), verb = form(l, i + 1);
    if (verb.len == 0 || !is_lower((unsigned char)verb.at[0]) || l->pieces[i + 1].before != ' ' ||
        !HAS(given_names, name) || !HAS(actions, verb))
        return;
    if (i > 0 && l->pieces[i].before == ' ' && is_name(l, i - 1))
        return;
    if (!used_elsewhere(l, name, l->start + l->pieces[i].start))
        mark(l, i, i + 1, DAMAGE_MISSING_NAME,
             "a given name, and a verb where the surname belongs");
}

/* "Putin and are grappling": a sentence starts with a name and "and", and has no second name. */
static void missing_partner(line *l, uint32_t i) {
    if (l->pieces[i].before != '.' || !is_name(l, i))
        return;
    uint32_t k = i;
    while (k < l->n && k - i < NAME_TOKENS_MOST && is_name(l, k) &&
           (k == i || l->pieces[k].before == ' '))
        k++;
    if (k + 1 < l->n && HAS(joiners, form(l, k)) && l->pieces[k].before == ' ' &&
        l->pieces[k + 1].before == ' ' && HAS(copulas, form(l, k + 1)))
        mark(l, i, k + 1, DAMAGE_MISSING_NAME, "a second name is missing after \"and\"");
}

/* "'s strongman act", "on 's doorstep": an ending without the word it belongs to. */
static void missing_owner(line *l, uint32_t i) {
    text t = l->t;
    uint32_t at = l->pieces[i].start, end = l->pieces[i].end;
    if (end - at != 1 || t.at[at] != 's' || i + 1 >= l->n || l->pieces[i + 1].before != ' ')
        return;
    size_t quote = at;
    uint32_t c = 0;
    if (at > 0)
        quote = utf8_before(t, at, &c);
    if ((c != '\'' && c != 0x2019) || (quote > 0 && t.at[quote - 1] != ' '))
        return;
    // A tokenized text writes "Cairo 's": there the owner stands before the space.
    bool starts = l->pieces[i].before == '.' && (i == 0 || quote == 0 || !is_name(l, i - 1));
    if (starts || (i > 0 && HAS(prepositions, form(l, i - 1))))
        mark(l, i, i + 1, DAMAGE_MISSING_OWNER, "an owner is missing before \"'s\"");
}

static void missing_headline_subject(line *l) {
    if (l->n >= 3 && l->n <= 20 && HAS(headline_verbs, form(l, 0)) && l->pieces[0].start == 0 &&
        l->pieces[1].before == ' ')
        mark(l, 0, 0, DAMAGE_MISSING_SUBJECT, "the line starts with a verb in lower case");
}

bool damage_is_glued(text t, size_t *len) {
    size_t n = 0;
    while (n < t.len && is_alpha((unsigned char)t.at[n]))
        n++;
    *len = n;
    if (n % 2 || n < 2 * GLUED_LEAST)
        return false;
    text first = text_cut(t, 0, n / 2), second = text_cut(t, n / 2, n);
    // "NONO" and "blabla" are words of their own; a case change inside is none.
    return text_equal_nocase(first, second) && is_upper((unsigned char)second.at[0]) &&
           is_lower((unsigned char)second.at[1]) &&
           is_lower((unsigned char)first.at[first.len - 1]);
}

/* "putinPutin": the file name of a picture ran into its caption. Everything but the first letters
 * must be equal: names like "McMc" do not occur. */
static void glued(line *l) {
    size_t len;
    if (l->n && damage_is_glued(l->t, &len)) {
        mark(l, 0, 0, DAMAGE_GLUED, "a file name ran into the caption");
        l->pieces[0].start += (uint32_t)(len / 2); // the caption proper
    }
}

static bool is_cut_off(text t) {
    return text_ends(t, TEXT("...")) || text_ends(t, TEXT("\xe2\x80\xa6"));
}

static void cut_off(line *l) {
    if (l->n >= 4 && is_cut_off(l->t))
        mark(l, l->n - 1, l->n - 1, DAMAGE_CUT, "the line ends in dots");
}

/* UTF-8 that was read as windows-1252 and written again leaves these pairs; one replaced character
 * is enough. */
static bool is_garbled(text w) {
    static const char *const marks[] = {
        "\xc3\xa2\xe2\x82\xac", // "â€"
        "\xc3\x83\xc2\xa9",     // "Ã©"
        "\xc3\x83\xc2\xa1",     "\xc3\x83\xc2\xb3", "\xc3\x83\xc2\xbc",
    };
    if (text_find(w, TEXT("\xef\xbf\xbd")) != SIZE_MAX)
        return true;
    bool has_first = w.len && memchr(w.at, '\xc3', w.len);
    for (size_t i = 0; has_first && i < sizeof marks / sizeof *marks; i++)
        if (text_find(w, text_of(marks[i])) != SIZE_MAX)
            return true;
    return false;
}

static void garbled(line *l) {
    if (l->n && (l->has_high || l->n == TOKENS_MOST) && is_garbled(l->t))
        mark(l, 0, l->n - 1, DAMAGE_GARBLED, "characters were decoded wrongly or lost");
}

/* Most words are in small letters, and no rule asks for them: without a branch for each of the
 * reasons why. */
static bool is_passed_over(unsigned char first, uint32_t len) {
    bool thinks = ((first == 't') | (first == 'b')) & (len >= THOUGHT_LEAST);
    bool owns = (first == 's') & (len == 1);
    return (unsigned char)(first - 'a') < 26 && !(thinks | owns);
}

static void look_at_word(line *l, uint32_t i) {
    unsigned char first = (unsigned char)l->t.at[l->pieces[i].start];
    if (is_passed_over(first, l->pieces[i].end - l->pieces[i].start))
        return;
    if (first == 'H' || first == 'W')
        missing_subject(l, i);
    if (first == 't' || first == 'b')
        missing_thought(l, i);
    if (is_upper(first))
        missing_surname(l, i);
    if (is_upper(first) || first >= 0x80)
        missing_partner(l, i);
    if (first == 's')
        missing_owner(l, i);
}

/* ---- what a line must hold to be looked at ---- */

/* Two words with a space between, without which a rule for words does not apply. */
static const struct couple {
    const text *first, *second;
    uint8_t n_first, n_second;
    bool is_name; // the first has a capital
} couples[] = {
    { questions, preterites, COUNT(questions), COUNT(preterites), true },
    { given_names, actions, COUNT(given_names), COUNT(actions), true },
    { thinking, copulas, COUNT(thinking), COUNT(copulas), false },
    { joiners, copulas, COUNT(joiners), COUNT(copulas), false },
};

/* For each byte the couples, as bits, of which a first word ends with it or a second one starts. */
typedef struct hints {
    uint8_t ends[256], starts[256];
    uint8_t names; // those of which the first has a capital
} hints;

static void hints_open(hints *h) {
    *h = (hints){ .names = 0 };
    for (uint32_t k = 0; k < COUNT(couples); k++) {
        const struct couple *c = &couples[k];
        uint8_t bit = (uint8_t)(1u << k);
        for (uint32_t i = 0; i < c->n_first; i++)
            h->ends[(unsigned char)c->first[i].at[c->first[i].len - 1]] |= bit;
        for (uint32_t i = 0; i < c->n_second; i++)
            h->starts[(unsigned char)c->second[i].at[0]] |= bit;
        h->names |= c->is_name ? bit : 0;
    }
}

static bool starts_one(const text *list, size_t n, text t) {
    for (size_t i = 0; i < n; i++)
        if (list[i].at[0] == t.at[0] && text_starts(t, list[i]))
            return true;
    return false;
}

static bool ends_one(const text *list, size_t n, text t) {
    for (size_t i = 0; i < n; i++)
        if (list[i].at[list[i].len - 1] == t.at[t.len - 1] && text_ends(t, list[i]))
            return true;
    return false;
}

/* True if one of these couples may stand around the space at `at`. */
static bool has_couple(text t, size_t at, unsigned which) {
    text before = text_cut(t, 0, at), behind = text_cut(t, at + 1, t.len);
    for (uint32_t k = 0; k < COUNT(couples); k++)
        if (which >> k & 1 && ends_one(couples[k].first, couples[k].n_first, before) &&
            starts_one(couples[k].second, couples[k].n_second, behind))
            return true;
    return false;
}

static bool starts_owned(text t) {
    return text_starts(t, TEXT("'s")) || text_starts(t, TEXT("\xe2\x80\x99s"));
}

/* True if a couple may stand around one of the spaces of the stretch that starts at `from`, or an
 * owner's ending behind it, or if it is not a single one between words. has_capital: the word that
 * goes on where the stretch starts. */
static bool may_lack_words(const hints *h, text t, size_t from, const stretch *s,
                           bool *has_capital) {
    uint64_t capitals = stretch_between(s, 'A', 'Z');
    bool goes_on = *has_capital; // the word has one that stands before
    for (uint64_t spaces = stretch_are(s, ' '); spaces; spaces &= spaces - 1) {
        unsigned bit = (unsigned)__builtin_ctzll(spaces);
        size_t at = from + bit;
        if (at == 0 || at + 1 == t.len)
            return true;
        unsigned char last = (unsigned char)t.at[at - 1], next = (unsigned char)t.at[at + 1];
        bool is_name = goes_on || capitals & stretch_first(bit);
        unsigned which = h->ends[last] & h->starts[next] & (is_name ? UINT8_MAX : ~h->names);
        capitals &= ~stretch_first(bit);
        goes_on = false;
        if ((which && has_couple(t, at, which)) || next == ' ')
            return true;
        if ((next == '\'' || next == 0xe2) && starts_owned(text_cut(t, at + 1, t.len)))
            return true;
    }
    *has_capital = goes_on || capitals;
    return false;
}

/* True if white space that is no space stands in the stretch that starts at `from`. */
static bool has_other_space(text t, size_t from, const stretch *s) {
    if (stretch_between(s, '\t', '\r'))
        return true;
    uint64_t starts = stretch_are(s, 0xc2) | stretch_between(s, 0xe2, 0xe3);
    for (; starts; starts &= starts - 1) {
        size_t at = from + (size_t)__builtin_ctzll(starts);
        if (utf8_is_space(utf8_next(t, &at)))
            return true;
    }
    return false;
}

/* False if no rule applies to a line: most lines have no damage, and need not be cut into words. */
static bool may_be_damaged(const hints *h, text t) {
    size_t len;
    bool has_capital = false, has_high = false;
    if (t.len == 0)
        return false;
    for (size_t from = 0; from < t.len; from += STRETCH) {
        const stretch s = stretch_at(t, from);
        bool is_high = stretch_between(&s, 0x80, 0xff) != 0;
        has_high |= is_high;
        if (may_lack_words(h, t, from, &s, &has_capital) ||
            (is_high ? has_other_space(t, from, &s) : stretch_between(&s, '\t', '\r') != 0))
            return true;
    }
    return starts_owned(t) || starts_one(headline_verbs, COUNT(headline_verbs), t) ||
           is_cut_off(t) || t.len >= 2 * TOKENS_MOST - 1 || damage_is_glued(t, &len) ||
           (has_high && is_garbled(t));
}

/* ---- lines ---- */

static bool mark_line(line *l, const hints *h, uint32_t start, uint32_t end, bool is_title) {
    l->t = doc_text(l->d, start, end);
    l->start = start;
    if (!may_be_damaged(h, l->t))
        return true;
    split(l);
    glued(l);
    for (uint32_t i = 0; i < l->n; i++)
        look_at_word(l, i);
    missing_headline_subject(l);
    if (!is_title)
        cut_off(l);
    garbled(l);
    return !l->failed;
}

/* Menus have no sentences that could lack a word. */
static bool may_have_sentences(const block *b) {
    return b->role != ROLE_TITLE && (b->kept || b->role == ROLE_CAPTION ||
                                     b->role == ROLE_RELATED || b->role == ROLE_OTHER_STORY);
}

bool damage_mark(doc *d) {
    line l;
    hints h;
    l.d = d;
    l.failed = false;
    hints_open(&h);
    if (d->title_end > d->title_start && !mark_line(&l, &h, d->title_start, d->title_end, true))
        return false;
    for (uint32_t i = 0; i < d->n_blocks; i++) {
        const block *b = &d->blocks[i];
        if (may_have_sentences(b) && !mark_line(&l, &h, b->start, b->end, false))
            return false;
    }
    return true;
}
