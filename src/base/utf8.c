/* utf8.c - UTF-8 read, checked and written; case and category by utf8proc. */
#include "base/utf8.h"

#include <string.h>
#include <utf8proc.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

static bool is_tail(unsigned char c) {
    return (c & 0xc0) == 0x80;
}

/* The lowest and highest second byte that a lead byte allows, and the bytes that follow it. */
static int tails_of(unsigned char lead, unsigned char *low, unsigned char *high) {
    *low = 0x80;
    *high = 0xbf;
    if (lead >= 0xc2 && lead <= 0xdf)
        return 1;
    if (lead >= 0xe0 && lead <= 0xef) {
        if (lead == 0xe0)
            *low = 0xa0;
        if (lead == 0xed)
            *high = 0x9f;
        return 2;
    }
    if (lead >= 0xf0 && lead <= 0xf4) {
        if (lead == 0xf0)
            *low = 0x90;
        if (lead == 0xf4)
            *high = 0x8f;
        return 3;
    }
    return 0;
}

/* Decodes; *good tells a character from a malformed byte (a written U+FFFD is good). */
static uint32_t decode(text t, size_t *i, bool *good) {
    const unsigned char *at = (const unsigned char *)t.at;
    unsigned char lead = at[*i], low, high;
    *good = true;
    ++*i;
    if (lead < 0x80)
        return lead;
    int n = tails_of(lead, &low, &high);
    uint32_t character = lead & (0x3fu >> n);
    for (int k = 0; k < n; k++) {
        if (*i >= t.len || at[*i] < (k ? 0x80 : low) || at[*i] > (k ? 0xbf : high)) {
            *good = false;
            return UTF8_BAD;
        }
        character = character << 6 | (at[(*i)++] & 0x3fu);
    }
    *good = n > 0;
    return n > 0 ? character : UTF8_BAD;
}

/* The length of a character of the most usual forms of two and three bytes; 0: of another form. */
static size_t usual_length(text t, size_t i) {
    const unsigned char *at = (const unsigned char *)t.at + i;
    if (at[0] >= 0xc2 && at[0] <= 0xdf)
        return t.len - i >= 2 && is_tail(at[1]) ? 2 : 0;
    bool is_three = at[0] > 0xe0 && at[0] <= 0xef && at[0] != 0xed;
    return is_three && t.len - i >= 3 && is_tail(at[1]) && is_tail(at[2]) ? 3 : 0;
}

uint32_t utf8_next_long(text t, size_t *i) {
    const unsigned char *at = (const unsigned char *)t.at + *i;
    bool good;
    if (usual_length(t, *i) != 3)
        return decode(t, i, &good);
    *i += 3;
    return (at[0] & 0x0fu) << 12 | (at[1] & 0x3fu) << 6 | (at[2] & 0x3fu);
}

size_t utf8_before(text t, size_t i, uint32_t *character) {
    size_t start = i - 1;
    while (start > 0 && i - start < UTF8_MOST && is_tail((unsigned char)t.at[start]))
        start--;
    size_t end = start;
    uint32_t found = utf8_next(t, &end);
    if (end != i) {
        *character = UTF8_BAD;
        return i - 1;
    }
    *character = found;
    return start;
}

size_t utf8_put(uint32_t c, char out[UTF8_MOST]) {
    unsigned char *at = (unsigned char *)out;
    if (c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
        c = UTF8_BAD;
    if (c < 0x80) {
        at[0] = (unsigned char)c;
        return 1;
    }
    size_t n = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    static const unsigned char leads[] = { 0, 0, 0xc0, 0xe0, 0xf0 };
    for (size_t k = n - 1; k > 0; k--, c >>= 6)
        at[k] = (unsigned char)(0x80 | (c & 0x3f));
    at[0] = (unsigned char)(leads[n] | c);
    return n;
}

void utf8_add(buffer *b, uint32_t character) {
    char bytes[UTF8_MOST];
    buffer_add(b, bytes, utf8_put(character, bytes));
}

/* The end of a run of ASCII, by sixty-four bytes a step, then by eight. */
static size_t ascii_end(text t, size_t i) {
    uint64_t eight;
#ifdef __SSE2__
    for (; i + 64 <= t.len; i += 64) {
        const __m128i *at = (const __m128i *)(const void *)(t.at + i);
        __m128i x[4] = { _mm_loadu_si128(at), _mm_loadu_si128(at + 1), _mm_loadu_si128(at + 2),
                         _mm_loadu_si128(at + 3) };
        __m128i any = _mm_or_si128(_mm_or_si128(x[0], x[1]), _mm_or_si128(x[2], x[3]));
        if (_mm_movemask_epi8(any)) {
            uint64_t high = 0;
            for (int k = 3; k >= 0; k--)
                high = high << 16 | (unsigned)_mm_movemask_epi8(x[k]);
            return i + (size_t)__builtin_ctzll(high);
        }
    }
#endif
    for (; i + sizeof eight <= t.len; i += sizeof eight) {
        memcpy(&eight, t.at + i, sizeof eight);
        if (eight & UINT64_C(0x8080808080808080))
            break;
    }
    while (i < t.len && (unsigned char)t.at[i] < 0x80)
        i++;
    return i;
}

size_t utf8_check(text t) {
    for (size_t i = ascii_end(t, 0); i < t.len;) {
        size_t start = i, n = usual_length(t, i);
        bool good = n > 0;
        i += n;
        if (!good)
            decode(t, &i, &good);
        if (!good)
            return start;
        if (i < t.len && (unsigned char)t.at[i] < 0x80)
            i = ascii_end(t, i);
    }
    return t.len;
}

size_t utf8_mend(buffer *b, text t) {
    size_t bad = 0;
    for (size_t i = 0; i < t.len;) {
        size_t good_to = i + utf8_check(text_cut(t, i, t.len));
        buffer_text(b, text_cut(t, i, good_to));
        i = good_to;
        if (i < t.len) {
            utf8_next(t, &i);
            utf8_add(b, UTF8_BAD);
            bad++;
        }
    }
    return bad;
}

uint32_t utf8_lower(uint32_t c) {
    if (c < 0x80)
        return (uint32_t)to_lower((int)c);
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)c);
}

const uint8_t utf8_kinds[UTF8_TWO_BYTES] = {
#include "base/utf8_kinds.inc"
};

static unsigned kind_by_category(uint32_t c) {
    switch (utf8proc_category((utf8proc_int32_t)c)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LT:
        return UTF8_UPPER | UTF8_LETTER;
    case UTF8PROC_CATEGORY_LL:
        return UTF8_LOWER | UTF8_LETTER;
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
        return UTF8_LETTER;
    case UTF8PROC_CATEGORY_ND:
        return UTF8_DIGIT;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
        return UTF8_MARK;
    default:
        return 0;
    }
}

/* General punctuation, quotes and dashes before all. */
static bool is_punctuation(uint32_t c) {
    return c >= 0x2000 && c < 0x2070;
}

unsigned utf8_kind_long(uint32_t c) {
    return is_punctuation(c) ? 0 : kind_by_category(c);
}

bool utf8_is_upper(uint32_t c) {
    return utf8_kind(c) & UTF8_UPPER;
}

bool utf8_is_lower(uint32_t c) {
    return utf8_kind(c) & UTF8_LOWER;
}

bool utf8_is_letter(uint32_t c) {
    return utf8_kind(c) & UTF8_LETTER;
}

bool utf8_is_digit(uint32_t c) {
    return utf8_kind(c) & UTF8_DIGIT;
}

bool utf8_is_space(uint32_t c) {
    if (c < 0x80)
        return is_space((int)c);
    return c == 0xa0 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f ||
           c == 0x205f || c == 0x3000;
}

bool utf8_is_mark(uint32_t c) {
    return utf8_kind(c) & UTF8_MARK;
}

/* The letter without its accents: the first character of the canonical decomposition. */
static uint32_t bare(uint32_t c) {
    utf8proc_int32_t parts[8];
    int bound = 0;
    utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)c, parts, 8,
                                                 UTF8PROC_DECOMPOSE | UTF8PROC_STABLE, &bound);
    return n > 0 && n <= 8 && c < 0x250 ? (uint32_t)parts[0] : c;
}

void utf8_fold(buffer *b, text t) {
    for (size_t i = 0; i < t.len;) {
        uint32_t c = utf8_next(t, &i);
        if (c >= 0x80) {
            if (utf8_is_mark(c))
                continue;
            c = bare(c);
        }
        utf8_add(b, utf8_lower(c));
    }
}
