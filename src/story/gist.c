/* gist.c - words for counting. */
#include "story/gist.h"
#include "base/hash.h"
#include "doc/doc.h"

#include <string.h>

/* Words that say nothing about what an article is about, in byte order. */
static const char *const function_words[] = {
    "about",  "after", "against", "all",     "also",  "an",     "and",    "any",     "are",
    "as",     "at",    "be",      "because", "been",  "before", "being",  "between", "but",
    "by",     "can",   "could",   "did",     "do",    "does",   "during", "each",    "even",
    "first",  "for",   "from",    "had",     "has",   "have",   "he",     "her",     "here",
    "him",    "his",   "how",     "if",      "in",    "into",   "is",     "it",      "its",
    "just",   "last",  "made",    "may",     "more",  "most",   "much",   "must",    "new",
    "no",     "not",   "now",     "of",      "on",    "one",    "only",   "or",      "other",
    "our",    "out",   "over",    "per",     "said",  "same",   "say",    "says",    "she",
    "should", "since", "so",      "some",    "still", "such",   "than",   "that",    "the",
    "their",  "them",  "then",    "there",   "these", "they",   "this",   "those",   "through",
    "to",     "two",   "under",   "until",   "up",    "was",    "we",     "were",    "what",
    "when",   "where", "which",   "while",   "who",   "whose",  "will",   "with",    "without",
    "would",  "year",  "you",     "your",
};

enum { FUNCTION_WORDS = sizeof function_words / sizeof *function_words, FUNCTION_BYTES_MOST = 7 };

/* Where the words begin that do with a letter, and behind the last. */
static const uint8_t starts[] = { 0,  11, 19, 21, 25, 27, 30, 30, 39, 45,  46,  46,  47, 53,
                                  57, 66, 67, 67, 67, 78, 92, 95, 95, 109, 109, 112, 112 };

bool gist_is_function(const gist_reader *w) {
    unsigned letter = (unsigned)(unsigned char)w->word[0] - 'a';
    if (w->len < 2 || w->len > FUNCTION_BYTES_MOST || letter > 'z' - 'a')
        return false;
    for (uint8_t i = starts[letter]; i < starts[letter + 1]; i++)
        if (function_words[i][1] == w->word[1] && strcmp(function_words[i], w->word) == 0)
            return true;
    return false;
}

static bool is_word(int c) {
    return is_alnum(c) || c >= 0x80;
}

bool gist_next(gist_reader *w) {
    const unsigned char *s = (const unsigned char *)w->in.at;
    size_t n = w->in.len;
    while (w->at < n && !is_word(s[w->at]))
        w->at++;
    w->len = 0;
    for (; w->at < n; w->at++) {
        int c = s[w->at];
        bool inside = (c == '.' || c == ',') && w->len && is_digit(s[w->at - 1]) && w->at + 1 < n &&
                      is_digit(s[w->at + 1]);
        if (!is_word(c) && !inside)
            break;
        if (w->len < WORD_BYTES_MOST)
            w->word[w->len++] = (char)to_lower(c);
    }
    w->word[w->len] = '\0';
    return w->len > 0;
}

/* Takes off the ending of a plural, roughly: what counts is that both forms come out the same. */
static text stem(gist_reader *w) {
    size_t len = w->len;
    if (len > 4 && memcmp(w->word + len - 3, "ies", 3) == 0) {
        w->word[len - 3] = 'y';
        len -= 2;
    } else if (len > 3 && w->word[len - 1] == 's' && w->word[len - 2] != 's') {
        len--;
    }
    return (text){ w->word, len };
}

uint64_t gist_hash(const gist_reader *w) {
    return hash_text((text){ w->word, w->len });
}

uint32_t gist_stem_hash(gist_reader *w) {
    return (uint32_t)hash_text(stem(w)) & ((1u << STEM_BITS) - 1);
}
