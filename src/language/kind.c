/* kind.c - ASCII by table; the punctuation of Latin-1 and General Punctuation by hand; the rest by
 * Unicode category. */
#include "language/kind.h"

#include "base/utf8.h"

// clang-format off
#define S KIND_SPACE
#define L KIND_LETTER
#define D KIND_DIGIT
#define O KIND_OTHER
#define R KIND_REPEAT
const uint8_t kinds_of_ascii[128] = {
    O, O, O, O, O, O, O, O, O, S, S, S, S, S, O, O,
    O, O, O, O, O, O, O, O, O, O, O, O, S, S, S, S,
    S, KIND_STOP, KIND_QUOTE, KIND_HASH, KIND_CURRENCY, O, KIND_AMPERSAND, KIND_APOSTROPHE,
    KIND_OPEN, KIND_CLOSE, R, R, KIND_COMMA, KIND_HYPHEN, KIND_DOT, KIND_SLASH,
    D, D, D, D, D, D, D, D, D, D, KIND_COLON, KIND_COMMA, R, R, R, KIND_STOP,
    KIND_AT, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L,
    L, L, L, L, L, L, L, L, L, L, L, KIND_OPEN, R, KIND_CLOSE, R, KIND_UNDERSCORE,
    KIND_APOSTROPHE, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L,
    L, L, L, L, L, L, L, L, L, L, L, KIND_OPEN, R, KIND_CLOSE, R, O,
};
#undef S
#undef L
#undef D
#undef O
#undef R
// clang-format on

/* U+0080 to U+00BF. */
static kind of_latin_sign(uint32_t c) {
    switch (c) {
    case 0x85:
    case 0xa0:
        return KIND_SPACE;
    case 0xa2:
    case 0xa3:
    case 0xa5:
        return KIND_CURRENCY;
    case 0xaa:
    case 0xad: // a soft hyphen is part of its word
    case 0xb5:
    case 0xba:
        return KIND_LETTER;
    case 0xab:
    case 0xbb:
        return KIND_QUOTE;
    case 0xb4:
        return KIND_APOSTROPHE;
    default:
        return KIND_OTHER;
    }
}

/* U+2000 to U+206F. */
static kind of_punctuation(uint32_t c) {
    if (c <= 0x200a || c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f)
        return KIND_SPACE;
    if ((c >= 0x200b && c <= 0x200f) || c == 0x2060)
        return KIND_LETTER;
    if (c == 0x2010 || c == 0x2011)
        return KIND_HYPHEN;
    if (c >= 0x2012 && c <= 0x2015)
        return KIND_DASH;
    if ((c >= 0x2018 && c <= 0x201b) || c == 0x2032 || c == 0x2035)
        return KIND_APOSTROPHE;
    if ((c >= 0x201c && c <= 0x201f) || c == 0x2033 || c == 0x2039 || c == 0x203a)
        return KIND_QUOTE;
    return c == 0x2026 ? KIND_ELLIPSIS : KIND_OTHER;
}

static kind of_wide(uint32_t c) {
    if (c < 0xc0)
        return of_latin_sign(c);
    if (c < 0x2000)
        return c == 0xd7 || c == 0xf7                              ? KIND_OTHER
               : c == 0x1680                                       ? KIND_SPACE
               : c < 0x2b0                                         ? KIND_LETTER
               : c == 0x2bc || c == 0x2bb                          ? KIND_APOSTROPHE
               : utf8_is_digit(c)                                  ? KIND_DIGIT
               : utf8_is_letter(c) || utf8_is_mark(c) || c < 0x370 ? KIND_LETTER
                                                                   : KIND_OTHER;
    if (c < 0x2070)
        return of_punctuation(c);
    if (c >= 0x20a0 && c <= 0x20cf)
        return KIND_CURRENCY;
    if (c == 0x2212)
        return KIND_DASH;
    if (c == 0x3000)
        return KIND_SPACE;
    if (c == 0xfeff || utf8_is_letter(c) || utf8_is_mark(c))
        return KIND_LETTER;
    return utf8_is_digit(c) ? KIND_DIGIT : KIND_OTHER;
}

kind kind_beyond(text t, size_t i, size_t *len) {
    size_t after = i;
    uint32_t c = utf8_next(t, &after);
    *len = after - i;
    return of_wide(c);
}
