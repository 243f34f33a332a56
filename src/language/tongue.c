/* tongue.c - whether a text is English; see tongue.h. A headline, a list of names and a table have
 * few words that bind others in any language, so that they pass: it takes the presence of another
 * language, or running text without any English, to refuse. */
#include "language/tongue.h"

#include "base/utf8.h"

enum {
    FOREIGN_LEAST = 4,   // words, before they tell a language
    FOREIGN_SHARE = 2,   // times the English ones: names bring some along
    OTHER_SHARE = 8,     // times the English ones, which may stand beside their translation
    PLAIN_LEAST = 6,     // words that tell a language, before a piece is judged by itself
    RUNNING_LEAST = 100, // words with small letters, before the lack of English ones tells
    RUNNING_SHARE = 30,  // in running English at least one word in so many binds others
    LETTERS_A_WORD = 4,  // where words are not divided by spaces
    GREEK = 0x370,       // from here on letters are of other scripts, but for the next range
    LATIN_ADDITIONAL = 0x1e00,
    LATIN_ADDITIONAL_END = 0x1f00,
    LETTERLIKE = 0x2000, // signs and fullwidth forms of Latin letters are no other script
    LETTERLIKE_END = 0x2e80,
    MATHEMATICAL = 0x1d400,
    MATHEMATICAL_END = 0x1d800,
};

static bool is_other_script(uint32_t c) {
    return c >= GREEK && !(c >= LATIN_ADDITIONAL && c < LATIN_ADDITIONAL_END) &&
           !(c >= LETTERLIKE && c < LETTERLIKE_END) && !(c >= MATHEMATICAL && c < MATHEMATICAL_END);
}

/* A word of n letters, the first of which is a small one where small. */
static void count_word(tongue *out, const words *w, text word, uint32_t n_other, bool small) {
    if (n_other) {
        out->n_other += (n_other + LETTERS_A_WORD - 1) / LETTERS_A_WORD;
        return;
    }
    uint64_t classes = words_classes(w, words_hash(word));
    out->n_running += small;
    if (classes >> WORD_ENGLISH & 1)
        out->n_english++;
    else if (small && classes >> WORD_FOREIGN & 1) // not of a name: "El Paso"
        out->n_foreign++;
}

tongue tongue_of(const words *w, text t) {
    tongue out = { 0 };
    size_t start = 0, i = 0;
    uint32_t n = 0, n_other = 0;
    bool small = false;
    while (i < t.len) {
        size_t at = i;
        uint32_t c = utf8_next(t, &i);
        unsigned kind = utf8_kind(c);
        if (kind & UTF8_LETTER) {
            if (n == 0) {
                start = at;
                small = (kind & UTF8_LOWER) != 0;
            }
            n++;
            n_other += is_other_script(c);
        } else if (n && !(kind & UTF8_MARK)) {
            count_word(&out, w, text_cut(t, start, at), n_other, small);
            n = n_other = 0;
        }
    }
    if (n)
        count_word(&out, w, text_cut(t, start, t.len), n_other, small);
    return out;
}

tongue tongue_sum(tongue a, tongue b) {
    return (tongue){ a.n_english + b.n_english, a.n_foreign + b.n_foreign, a.n_other + b.n_other,
                     a.n_running + b.n_running };
}

bool tongue_is_foreign(tongue t, bool declared) {
    uint32_t english = declared ? t.n_english / 2 : t.n_english;
    if (t.n_foreign >= FOREIGN_LEAST && t.n_foreign > FOREIGN_SHARE * english)
        return true;
    if (t.n_other >= FOREIGN_LEAST && t.n_other > OTHER_SHARE * english)
        return true;
    return t.n_running >= RUNNING_LEAST && t.n_english * RUNNING_SHARE < t.n_running;
}

bool tongue_is_plain(tongue t) {
    return t.n_english + t.n_foreign + t.n_other >= PLAIN_LEAST;
}

bool tongue_declares_another(text language) {
    text l = text_trim(language);
    bool letters = l.len >= 2 && (l.len == 2 || l.at[2] == '-' || l.at[2] == '_');
    return letters && !text_equal_nocase(text_cut(l, 0, 2), TEXT("en"));
}
