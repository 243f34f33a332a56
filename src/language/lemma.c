/* lemma.c - English inflection undone: -s, -ed, -ing, -er, -est. Where spelling leaves a choice
 * (hoping: hope or hop) the candidates stand in the order of likelihood, and the first that the
 * lexicon knows as a lemma of the class wins. */
#include "language/lemma.h"

#include <string.h>

enum { CANDIDATES = 3, STEM_LEAST = 2 };

/* A form in small letters that rules cut and add to. */
typedef struct stem {
    char at[LEMMA_MOST + 4];
    size_t len;
} stem;

static bool is_vowel(int c) {
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

static int back(const stem *s, size_t n) { // the n-th byte from the end, from 1
    return n <= s->len ? (unsigned char)s->at[s->len - n] : 0;
}

static bool ends(const stem *s, const char *with) {
    size_t n = strlen(with);
    return s->len > n && memcmp(s->at + s->len - n, with, n) == 0;
}

static stem cut(const stem *s, size_t n, const char *add) {
    stem r = *s;
    size_t m = strlen(add);
    r.len -= n;
    memcpy(r.at + r.len, add, m);
    r.len += m;
    return r;
}

static bool ends_in_any(const stem *s, const char *const *list, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (ends(s, list[i]))
            return true;
    return false;
}

/* Groups of vowels; y counts after a consonant. */
static int syllables(const stem *s) {
    int n = 0;
    bool in = false;
    for (size_t i = 0; i < s->len; i++) {
        bool v = is_vowel(s->at[i]) || (s->at[i] == 'y' && i > 0);
        n += v && !in;
        in = v;
    }
    return n;
}

static bool is_doubled(const stem *s) {
    return s->len > 3 && back(s, 1) == back(s, 2) && !is_vowel(back(s, 1));
}

/* One vowel and one consonant at the end: did the base end in e? */
static bool short_end_takes_e(const stem *s) {
    int v = back(s, 2), c = back(s, 1);
    bool one = syllables(s) == 1;
    switch (c) {
    case 'w':
    case 'x':
    case 'y':
    case 'h':
        return false;
    case 't':
        return one || v == 'a' || v == 'u';
    case 'r':
        return one ? v != 'e' : v != 'e' && v != 'o';
    case 'n':
        return one || v == 'i' || v == 'u';
    case 'l':
        return one || v == 'i' || v == 'u';
    case 'p':
        return one || v == 'a' || v == 'i';
    default:
        return true;
    }
}

/* Did what is left before -ed, -ing, -er lose an e? A guess by spelling. */
static bool takes_e(const stem *s) {
    int c = back(s, 1), b = back(s, 2), a = back(s, 3);
    static const char *const always[] = { "v",  "u",  "c",  "dg", "rg", "lg", "iz",
                                          "yz", "bl", "cl", "dl", "fl", "gl", "kl",
                                          "pl", "tl", "zl", "rs", "ns", "ls", "ps" };
    if (ends_in_any(s, always, sizeof always / sizeof *always))
        return true;
    if (c == 's')
        return b != 's' && (b != 'u' || a == 'a' || a == 'o' || a == 'c');
    if (c == 'g')
        return b == 'n' ? syllables(s) > 1 : is_vowel(b);
    if (is_vowel(c) || !(is_vowel(b) || b == 'y'))
        return false;
    return !is_vowel(a) || (a == 'u' && s->len > 3 && back(s, 4) == 'q') ? short_end_takes_e(s)
                                                                         : false;
}

/* The first candidate that is a lemma of the class, else the first. */
static const stem *choose(const lexicon *l, const stem *c, size_t n, unsigned flag) {
    for (size_t i = 0; i < n; i++)
        if (lexicon_find(l, lexicon_hash((text){ c[i].at, c[i].len })).flags & flag)
            return &c[i];
    return &c[0];
}

/* Bases of what is left before -ed, -ing, -er, -est. */
static stem base_of(const lexicon *l, const stem *s, unsigned flag) {
    stem c[CANDIDATES];
    size_t n = 0;
    bool e = takes_e(s);
    if (is_doubled(s)) {
        bool kept = strchr("lsfz", back(s, 1)) != NULL;
        c[n++] = kept ? *s : cut(s, 1, "");
        c[n++] = kept ? cut(s, 1, "") : *s;
    } else {
        c[n++] = e ? cut(s, 0, "e") : *s;
        c[n++] = e ? *s : cut(s, 0, "e");
    }
    return *choose(l, c, n, flag);
}

static bool has_vowel(const stem *s) {
    return syllables(s) > 0;
}

/* Undoes -ied, -ier, -iest: "studied", "tied", "happier". */
static stem base_in_y(const lexicon *l, const stem *s, size_t n, unsigned flag) {
    stem c[2] = { cut(s, n, "y"), cut(s, n, "ie") };
    if (s->len - n <= 2) {
        stem swap = c[0];
        c[0] = c[1];
        c[1] = swap;
    }
    return *choose(l, c, 2, flag);
}

/* Undoes an ending of letters that starts with e or i, at least a vowel before it. */
static stem undo(const lexicon *l, const stem *s, const char *ending, unsigned flag) {
    size_t n = strlen(ending);
    if (!ends(s, ending))
        return *s;
    stem left = cut(s, n, "");
    if (left.len < STEM_LEAST || !has_vowel(&left))
        return *s;
    if (ending[0] == 'e' && back(&left, 1) == 'i')
        return base_in_y(l, &left, 1, flag);
    if (ending[0] == 'e' && back(&left, 1) == 'e') // agreed, freer
        return cut(&left, 0, "e");
    return base_of(l, &left, flag);
}

static const char *const hissing[] = { "ss", "sh", "ch", "x", "zz", "o" };

/* Undoes -s of verbs and nouns. */
static stem undo_s(const lexicon *l, const stem *s, unsigned flag) {
    if (ends(s, "'s"))
        return cut(s, 2, "");
    if (!ends(s, "s") || ends(s, "ss") || s->len < 3)
        return *s;
    if (ends(s, "ies"))
        return base_in_y(l, s, 3, flag);
    stem without = cut(s, 1, "");
    if (!ends(s, "es"))
        return without;
    stem c[CANDIDATES] = { without, cut(s, 2, ""), without };
    size_t n = 2;
    if (ends_in_any(&c[1], hissing, sizeof hissing / sizeof *hissing)) {
        c[0] = c[1];
        c[1] = without;
    }
    if (flag == LEXICON_NOUN && ends(s, "ves")) {
        c[1] = cut(s, 3, "f");
        c[n++] = cut(s, 3, "fe");
    }
    if (flag == LEXICON_NOUN && ends(s, "yses"))
        return cut(s, 2, "is");
    return *choose(l, c, n, flag);
}

static stem singular(const lexicon *l, const stem *s) {
    if (ends(s, "men"))
        return cut(s, 2, "an");
    if (ends(s, "children"))
        return cut(s, 3, "");
    if (ends(s, "us") || ends(s, "is")) {
        stem c[2] = { *s, cut(s, 1, "") };
        return *choose(l, c, 2, LEXICON_NOUN);
    }
    return undo_s(l, s, LEXICON_NOUN);
}

/* "going", "goin", "goin'". */
static stem going(const lexicon *l, const stem *s) {
    stem whole = ends(s, "in") ? cut(s, 0, "g") : ends(s, "in'") ? cut(s, 1, "g") : *s;
    return undo(l, &whole, "ing", LEXICON_VERB);
}

/* ---- by tag ---- */

static stem by_tag(const lexicon *l, const stem *s, xpos x) {
    switch (x) {
    case XPOS_NNS:
    case XPOS_NNPS:
        return singular(l, s);
    case XPOS_VBZ:
        return undo_s(l, s, LEXICON_VERB);
    case XPOS_VBD:
    case XPOS_VBN:
        return undo(l, s, "ed", LEXICON_VERB);
    case XPOS_VBG:
        return going(l, s);
    case XPOS_JJR:
    case XPOS_RBR:
        return undo(l, s, "er", LEXICON_ADJECTIVE);
    case XPOS_JJS:
    case XPOS_RBS:
        return undo(l, s, "est", LEXICON_ADJECTIVE);
    default:
        return *s;
    }
}

/* "United" of "United Nations" is the verb's form with a name's tag. */
static xpos tag_of_name_part(text form, upos u) {
    if (u == UPOS_VERB)
        return text_ends(form, TEXT("ing")) ? XPOS_VBG : XPOS_VBN;
    return u == UPOS_NOUN ? XPOS_NNS : XPOS_NNP;
}

static size_t mark(text form, xpos x, char out[LEMMA_MOST]) {
    static const struct {
        const char *form, *lemma;
    } marks[] = { { "–", "-" }, { "—", "-" }, { "--", "-" },  { "“", "\"" },  { "”", "\"" },
                  { "‘", "'" }, { "’", "'" }, { "’’", "''" }, { "‘’", "''" }, { "``", "\"" } };
    if (x == XPOS_COLON && text_equal(form, TEXT("...")))
        return (size_t)(stpcpy(out, "…") - out);
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (text_equal(form, text_of(marks[i].form)))
            return (size_t)(stpcpy(out, marks[i].lemma) - out);
    return 0;
}

static size_t number(text form, char out[LEMMA_MOST]) {
    size_t n = 0;
    for (size_t i = 0; i < form.len; i++)
        if (form.at[i] != ',')
            out[n++] = (char)to_lower((unsigned char)form.at[i]);
    return n;
}

static bool keeps_capitals(text form, upos u, bool first) {
    bool all = form.len > 1;
    for (size_t i = 0; i < form.len; i++)
        all = all && !is_lower((unsigned char)form.at[i]);
    return u == UPOS_PROPN || (u == UPOS_NOUN && all && form.len < 6) || (u == UPOS_ADJ && !first);
}

size_t lemma_rule(const lexicon *l, text form, upos u, xpos x, bool first, char out[LEMMA_MOST]) {
    if (form.len == 0 || form.len > LEMMA_MOST)
        return 0;
    if (u == UPOS_PUNCT || u == UPOS_SYM)
        return mark(form, x, out);
    if (x == XPOS_CD)
        return number(form, out);
    if (x == XPOS_NNP)
        x = tag_of_name_part(form, u);
    if ((x == XPOS_NNS || x == XPOS_NNPS) && is_digit((unsigned char)form.at[form.len / 2]))
        return 0; // the 1970s
    stem s = { .len = form.len };
    for (size_t i = 0; i < form.len; i++)
        s.at[i] = (char)to_lower((unsigned char)form.at[i]);
    s = by_tag(l, &s, x);
    if (s.len == 0 || s.len > LEMMA_MOST)
        return 0;
    memcpy(out, s.at, s.len);
    if (keeps_capitals(form, u, first)) {
        for (size_t i = 0;
             i < s.len && i < form.len && to_lower((unsigned char)form.at[i]) == out[i]; i++)
            out[i] = form.at[i];
    }
    return s.len;
}

/* ---- the table ---- */

uint32_t lemma_key(text form, xpos x) {
    uint32_t h = (lexicon_hash(form) ^ ((uint32_t)x * 0x9e3779b9u)) * 0xc2b2ae35u;
    return h ^ (h >> 16);
}

static const lemma_table *table_of(const uh_model *model) {
    text section = model_section(model, "lemmas");
    const lemma_table *t = (const void *)section.at;
    if (section.len < sizeof *t || t->version != LEMMA_VERSION || t->n > LEMMA_ENTRIES_MOST ||
        section.len != sizeof *t + t->n * sizeof *t->entries + t->n_bytes ||
        t->starts[LEMMA_BUCKETS] != t->n)
        return NULL;
    return t;
}

/* A damaged file's places may lead anywhere: they are asked where they are used, since all of them
 * are too many for every document. */
static text find(const lemma_table *t, text form, xpos x) {
    uint32_t key = lemma_key(form, x), end = t->starts[lemma_bucket(key) + 1];
    const char *strings = (const char *)(t->entries + t->n);
    for (uint32_t i = t->starts[lemma_bucket(key)]; i < end && i < t->n; i++) {
        uint32_t at = t->entries[i].at >> 8, len = t->entries[i].at & 255;
        if (t->entries[i].key == key)
            return at + len > t->n_bytes ? (text){ 0 } : (text){ strings + at, len };
    }
    return (text){ 0 };
}

/* A tag for a word that has none, by its class and ending. */
static xpos guess(const lexicon *l, text form) {
    uint32_t first = lexicon_find(l, lexicon_hash(form)).word_class / LEXICON_SECONDS;
    bool s = text_ends(form, TEXT("s"));
    if (first == UPOS_NOUN)
        return s ? XPOS_NNS : XPOS_NN;
    if (first != UPOS_VERB)
        return XPOS_NONE;
    return text_ends(form, TEXT("ing"))  ? XPOS_VBG
           : text_ends(form, TEXT("ed")) ? XPOS_VBD
           : s                           ? XPOS_VBZ
                                         : XPOS_VB;
}

/* "'s" before "been" and "got" is has. */
static bool is_has(const doc *d, const token *k, const token *end) {
    text form = doc_form(d, k);
    if (k->upos != UPOS_AUX || k->xpos != XPOS_VBZ || form.len > sizeof "’s" - 1 ||
        !text_ends(form, TEXT("s")) || text_equal_nocase(form, TEXT("is")))
        return false;
    for (k++; k < end && (k->upos == UPOS_ADV || k->upos == UPOS_PART); k++)
        ;
    if (k == end || k->xpos != XPOS_VBN)
        return false;
    text next = doc_form(d, k);
    return text_equal_nocase(next, TEXT("been")) || text_equal_nocase(next, TEXT("got")) ||
           text_equal_nocase(next, TEXT("had"));
}

/* "withheld" and "forgave" are no base forms, whatever the tagger took them for: a form that is
 * only an irregular past is one. The table of lemmas alone knows which, so their tags are mended
 * here. */
static void mend_past(const lemma_table *t, const lexicon *l, text form, token *k) {
    if (k->upos != UPOS_VERB || (k->xpos != XPOS_VB && k->xpos != XPOS_VBP) ||
        lexicon_find(l, lexicon_hash(form)).flags & LEXICON_VERB || find(t, form, XPOS_VB).len)
        return;
    if (find(t, form, XPOS_VBD).len)
        k->xpos = XPOS_VBD;
    else if (find(t, form, XPOS_VBN).len)
        k->xpos = XPOS_VBN;
}

static bool lemmatize(const lemma_table *t, const lexicon *l, doc *d, token *k, bool first) {
    char out[LEMMA_MOST];
    text form = doc_form(d, k);
    mend_past(t, l, form, k);
    xpos x = k->xpos != XPOS_NONE ? (xpos)k->xpos : guess(l, form);
    if (x == XPOS_NNP && k->upos == UPOS_VERB)
        x = tag_of_name_part(form, UPOS_VERB);
    text known = find(t, form, x);
    if (known.len)
        return doc_set_lemma(d, k, known);
    size_t n = lemma_rule(l, form, (upos)k->upos, x, first, out);
    return doc_set_lemma(d, k, n ? (text){ out, n } : form);
}

uh_status lemma_run(const uh_model *model, doc *d, uint32_t from, uint32_t to) {
    const lemma_table *t = table_of(model);
    const lexicon *l = lexicon_of(model);
    if (!t || !l)
        return UH_MODEL;
    for (uint32_t s = from; s < to; s++) {
        if (d->sentences[s].need != NEED_TREE)
            continue;
        token *first = d->tokens + d->sentences[s].first, *end = first + d->sentences[s].n_tokens;
        for (token *k = first; k < end; k++)
            if (!(is_has(d, k, end) ? doc_set_lemma(d, k, TEXT("have"))
                                    : lemmatize(t, l, d, k, k == first)))
                return doc_status(d);
    }
    return UH_OK;
}
