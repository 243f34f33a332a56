/* encoding.c - labels, a guess from the text itself, and iconv. */
#include "base/encoding.h"

#include "base/utf8.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>
#include <utf8proc.h>

/* Labels whose meaning differs from their name, and what iconv calls it. */
static const struct {
    const char *alias, *name;
} labels[] = {
    { "iso-8859-1", "WINDOWS-1252" },
    { "iso8859-1", "WINDOWS-1252" },
    { "iso_8859-1", "WINDOWS-1252" },
    { "latin1", "WINDOWS-1252" },
    { "latin-1", "WINDOWS-1252" },
    { "l1", "WINDOWS-1252" },
    { "ascii", "WINDOWS-1252" },
    { "us-ascii", "WINDOWS-1252" },
    { "cp1252", "WINDOWS-1252" },
    { "x-cp1252", "WINDOWS-1252" },
    { "iso-8859-9", "WINDOWS-1254" },
    { "latin5", "WINDOWS-1254" },
    { "cp1251", "WINDOWS-1251" },
    { "x-cp1251", "WINDOWS-1251" },
    { "win-1251", "WINDOWS-1251" },
    { "cp1250", "WINDOWS-1250" },
    { "koi8", "KOI8-R" },
    { "koi", "KOI8-R" },
    { "gb2312", "GB18030" },
    { "gb_2312-80", "GB18030" },
    { "gbk", "GB18030" },
    { "x-gbk", "GB18030" },
    { "shift_jis", "CP932" },
    { "shift-jis", "CP932" },
    { "sjis", "CP932" },
    { "x-sjis", "CP932" },
    { "ms_kanji", "CP932" },
    { "windows-31j", "CP932" },
    { "x-euc-jp", "EUC-JP" },
    { "euc-kr", "CP949" },
    { "ks_c_5601-1987", "CP949" },
    { "korean", "CP949" },
    { "windows-949", "CP949" },
    { "big5", "BIG5-HKSCS" },
    { "x-x-big5", "BIG5-HKSCS" },
    { "iso-8859-11", "CP874" },
    { "tis-620", "CP874" },
    { "windows-874", "CP874" },
    { "x-mac-roman", "MACINTOSH" },
    { "x-mac-cyrillic", "MAC-CYRILLIC" },
    { "iso-8859-8-i", "ISO-8859-8" },
    { "logical", "ISO-8859-8" },
};

bool encoding_is_utf8(text label) {
    label = text_trim(label);
    return text_equal_nocase(label, TEXT("utf-8")) || text_equal_nocase(label, TEXT("utf8")) ||
           text_equal_nocase(label, TEXT("unicode-1-1-utf-8"));
}

bool encoding_name(text label, char out[ENCODING_NAME]) {
    label = text_trim(label);
    if (label.len == 0 || label.len >= ENCODING_NAME)
        return false;
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (text_equal_nocase(label, text_of(labels[i].alias))) {
            memcpy(out, labels[i].name, strlen(labels[i].name) + 1);
            return true;
        }
    for (size_t i = 0; i < label.len; i++) {
        unsigned char c = (unsigned char)label.at[i];
        if (!is_alnum(c) && c != '-' && c != '_' && c != ':')
            return false;
    }
    for (size_t i = 0; i < label.len; i++)
        out[i] = (char)to_upper((unsigned char)label.at[i]);
    out[label.len] = '\0';
    return true;
}

/* ---- UTF-16 ---- */

const char *encoding_wide(text head) {
    enum { LEAST = 8, SHARE = 2 }; // units looked at; one in SHARE must have a NUL half
    if (text_starts(head, TEXT("\xff\xfe")))
        return "UTF-16LE";
    if (text_starts(head, TEXT("\xfe\xff")))
        return "UTF-16BE";
    size_t zeros[2] = { 0, 0 }, units = head.len / 2;
    for (size_t i = 0; i < 2 * units; i++)
        zeros[i % 2] += head.at[i] == '\0';
    if (units < LEAST)
        return NULL;
    if (zeros[1] * SHARE > units && zeros[0] == 0)
        return "UTF-16LE";
    return zeros[0] * SHARE > units && zeros[1] == 0 ? "UTF-16BE" : NULL;
}

/* ---- UTF-8 with faults ---- */

void encoding_count(text t, size_t *malformed, size_t *high) {
    *malformed = *high = 0;
    for (size_t i = 0; i < t.len; i++)
        *high += (unsigned char)t.at[i] >= 0x80;
    for (size_t i = 0; i < t.len;) {
        text rest = text_cut(t, i, t.len);
        size_t good = utf8_check(rest), next = good;
        if (good == rest.len)
            return;
        utf8_next(rest, &next);
        i += next;
        ++*malformed;
    }
}

/* ---- iconv ---- */

/* Converts what it can; moves *i behind it. False at a byte that starts no character. */
static bool convert(iconv_t cd, buffer *out, text t, size_t *i) {
    char *from = (char *)(size_t)(t.at + *i);
    size_t left = t.len - *i;
    for (;;) {
        if (!buffer_reserve(out, left + UTF8_MOST))
            return true;
        char *to = out->at + out->len;
        size_t room = out->cap - out->len, before = room;
        size_t result = iconv(cd, &from, &left, &to, &room);
        out->len += before - room;
        *i = t.len - left;
        if (result != (size_t)-1)
            return true;
        if (errno != E2BIG)
            return false;
    }
}

size_t encoding_decode(buffer *out, text t, const char *name) {
    iconv_t cd = iconv_open("UTF-8", name);
    if (cd == (iconv_t)-1)
        return SIZE_MAX;
    size_t n_bad = 0;
    for (size_t i = 0; i < t.len && !out->failed;) {
        if (convert(cd, out, t, &i))
            break;
        buffer_string(out, "\xef\xbf\xbd");
        iconv(cd, NULL, NULL, NULL, NULL);
        n_bad++;
        i++;
    }
    iconv_close(cd);
    return n_bad;
}

/* ---- guessing ---- */

enum {
    SAMPLE_MOST = 32 * 1024, // bytes looked at
    // Points for a character beyond ASCII in its surroundings.
    FITS = 2,     // a letter beside letters of its script
    COMMON = 4,   // and one of the most frequent of its language
    LONELY = 0,   // a letter or mark that neither fits nor disturbs
    ODD = -3,     // a symbol inside a word, a capital behind a small letter
    FOREIGN = -6, // a letter beside letters of another script
    IMPOSSIBLE = -20,
};

typedef enum script {
    NO_SCRIPT,
    LATIN,
    CYRILLIC,
    GREEK,
    HEBREW,
    ARABIC,
    THAI,
    KANA,
    HAN,
    HANGUL
} script;

/* The commonest is first: of several with the same points the first is taken. */
static const char *const candidates[] = { "WINDOWS-1252", "WINDOWS-1251", "GB18030",
                                          "CP932",        "EUC-JP",       "CP949",
                                          "BIG5-HKSCS",   "WINDOWS-1250", "KOI8-R",
                                          "WINDOWS-1256", "WINDOWS-1255", "WINDOWS-1253",
                                          "CP874",        "WINDOWS-1254" };

/* The most frequent characters of each script's languages, by common knowledge. */
static const char common_letters[] =
    "оеаинтсрвлкмдпуяἁαοιετσνηυρπκμλςωάέίόήתויהלאברמשנاليمنرتبوعدسفهةกานรอเงมยลวดทสตะีิ่้"
    "のにはをたがでてとしれさるいなもコンスルトリアラーッイロ"
    "的一是不了人我在有他这为之大来以个中上们到说国和地也子时道出而要于就下得可你年生"
    "這為來個們說國時於後對學將還見從開關發動電會經過無兩東車門間問長應當"
    "日本年大人会国事者社行東京新聞分時月何見言上下"
    "이다는의에을를가은로하고지한사도서자기대시인해정리부";

static bool is_between(uint32_t c, uint32_t low, uint32_t high) {
    return c >= low && c <= high;
}

static script script_of(uint32_t c) {
    if (c < 0x250)
        return utf8_is_letter(c) && c != 0xaa && c != 0xba ? LATIN : NO_SCRIPT;
    return is_between(c, 0x370, 0x3ff)     ? GREEK
           : is_between(c, 0x400, 0x52f)   ? CYRILLIC
           : is_between(c, 0x590, 0x5ff)   ? HEBREW
           : is_between(c, 0x600, 0x6ff)   ? ARABIC
           : is_between(c, 0xe00, 0xe7f)   ? THAI
           : is_between(c, 0x3040, 0x30ff) ? KANA
           : is_between(c, 0x4e00, 0x9fff) ? HAN
           : is_between(c, 0xac00, 0xd7a3) ? HANGUL
                                           : NO_SCRIPT;
}

static bool go_together(script a, script b) {
    bool east_a = a == KANA || a == HAN || a == HANGUL,
         east_b = b == KANA || b == HAN || b == HANGUL;
    return a == b || a == NO_SCRIPT || b == NO_SCRIPT || (east_a && (east_b || b == LATIN)) ||
           (east_b && a == LATIN);
}

static bool is_common(uint32_t c) {
    text all = TEXT(common_letters);
    for (size_t i = 0; i < all.len;)
        if (utf8_next(all, &i) == c)
            return true;
    return false;
}

/* Points of a character beyond ASCII; before and after are its neighbours, 0 at the ends. */
static int points_of(uint32_t before, uint32_t c, uint32_t after) {
    script s = script_of(c), left = script_of(before), right = script_of(after);
    if (c == UTF8_BAD || is_between(c, 0x80, 0x9f) || is_between(c, 0xe000, 0xf8ff))
        return IMPOSSIBLE;
    if (s == NO_SCRIPT)
        return utf8_is_mark(c)                                         ? LONELY
               : left != NO_SCRIPT && right != NO_SCRIPT && c < 0x2000 ? ODD
                                                                       : LONELY;
    if (!go_together(left, s) || !go_together(s, right))
        return FOREIGN;
    if (utf8_is_upper(c) && utf8_is_lower(before))
        return ODD;
    // An accented Latin letter stands among plain ones; words of such letters only are no words.
    if (s == LATIN)
        return (left == LATIN && before < 0x80) || (right == LATIN && after < 0x80) ? FITS
               : left == NO_SCRIPT && right == NO_SCRIPT                            ? LONELY
                                                                                    : ODD;
    if (is_common(c))
        return COMMON;
    return left == s || right == s ? FITS : LONELY;
}

/* Says how well the bytes read in a charset, in points a character beyond ASCII, times 100. */
static int score(text t, const char *name, buffer *decoded) {
    buffer_clear(decoded);
    if (encoding_decode(decoded, t, name) == SIZE_MAX || decoded->failed)
        return IMPOSSIBLE * 100;
    text d = buffer_view(decoded);
    int64_t sum = 0;
    int n = 0;
    uint32_t before = 0, c = 0;
    for (size_t i = 0; i <= d.len;) {
        uint32_t after = i < d.len ? utf8_next(d, &i) : (i++, 0);
        if (c >= 0x80) {
            sum += points_of(before, c, after);
            n++;
        }
        before = c;
        c = after;
    }
    return n ? (int)(sum * 100 / n) : 0;
}

const char *encoding_guess(text t) {
    if (t.len > SAMPLE_MOST)
        t.len = SAMPLE_MOST;
    buffer decoded = { 0 };
    int best = -1, best_points = 0;
    for (size_t i = 0; i < sizeof candidates / sizeof *candidates; i++) {
        int points = score(t, candidates[i], &decoded);
        if (best < 0 || points > best_points) {
            best = (int)i;
            best_points = points;
        }
    }
    buffer_free(&decoded);
    return candidates[best];
}
