/* charset.c - a page's bytes to UTF-8 with the way back. Charsets other than UTF-8 and UTF-16 go
 * character by character through iconv, so that each keeps its place. */
#include "page/charset.h"

#include "base/encoding.h"
#include "base/utf8.h"

#include <iconv.h>
#include <string.h>

enum {
    PRESCAN = 4096,     // bytes in which a meta tag is looked for; the standard asks for 1,024
    CHARACTER_MOST = 4, // bytes of one in any charset taken here
};

/* The charset that a meta tag or an XML declaration names in the first bytes. */
static text declared_inside(text raw) {
    static const char *const keys[] = { "charset", "encoding" };
    text head = text_cut(raw, 0, raw.len < PRESCAN ? raw.len : PRESCAN);
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
        size_t at = text_find_nocase(head, text_of(keys[k]));
        if (at == SIZE_MAX)
            continue;
        at += strlen(keys[k]);
        while (at < head.len && (is_space((unsigned char)head.at[at]) || head.at[at] == '=' ||
                                 head.at[at] == '"' || head.at[at] == '\''))
            at++;
        size_t end = at;
        while (end < head.len && (is_alnum((unsigned char)head.at[end]) || head.at[end] == '-' ||
                                  head.at[end] == '_'))
            end++;
        if (end > at)
            return text_cut(head, at, end);
    }
    return TEXT("");
}

/* ---- UTF-8 with malformed bytes ---- */

static bool mend(text t, trail *out) {
    for (size_t i = 0; i < t.len;) {
        text rest = text_cut(t, i, t.len);
        size_t good = utf8_check(rest), next = good;
        if (!trail_add(out, text_cut(rest, 0, good), (uint32_t)i, true))
            return false;
        i += good;
        if (good == rest.len)
            break;
        utf8_next(rest, &next);
        if (!trail_add(out, TEXT("\xef\xbf\xbd"), (uint32_t)i, false))
            return false;
        i += next - good;
    }
    return true;
}

/* ---- other charsets ---- */

static uint32_t utf16_unit(text t, size_t i, bool big) {
    unsigned char a = (unsigned char)t.at[i], b = (unsigned char)t.at[i + 1];
    return big ? (uint32_t)a << 8 | b : (uint32_t)b << 8 | a;
}

static bool from_utf16(text t, bool big, trail *out) {
    for (size_t i = 2; i + 1 < t.len;) {
        size_t start = i;
        uint32_t c = utf16_unit(t, i, big);
        i += 2;
        if (c >= 0xd800 && c < 0xdc00 && i + 1 < t.len) {
            uint32_t low = utf16_unit(t, i, big);
            if (low >= 0xdc00 && low < 0xe000) {
                c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
                i += 2;
            }
        }
        if (c >= 0xd800 && c < 0xe000)
            c = UTF8_BAD;
        char bytes[UTF8_MOST];
        if (!trail_add(out, (text){ bytes, utf8_put(c, bytes) }, (uint32_t)start, false))
            return false;
    }
    return true;
}

/* Converts the character at t.at[i]; returns its bytes, 0 if iconv knows none there. */
static size_t convert_one(iconv_t cd, text t, size_t i, char out[8], size_t *n_out) {
    for (size_t n = 1; n <= CHARACTER_MOST && i + n <= t.len; n++) {
        char in[CHARACTER_MOST], *from = in, *to = out;
        size_t left = n, room = 8;
        memcpy(in, t.at + i, n);
        iconv(cd, NULL, NULL, NULL, NULL);
        if (iconv(cd, &from, &left, &to, &room) != (size_t)-1 && left == 0 && room < 8) {
            *n_out = 8 - room;
            return n;
        }
    }
    return 0;
}

/* ASCII runs on one to one in every charset that comes here. */
static bool from_iconv(iconv_t cd, text t, trail *out, size_t *n_bad) {
    for (size_t i = 0; i < t.len;) {
        size_t end = i;
        while (end < t.len && (unsigned char)t.at[end] < 0x80)
            end++;
        if (end > i) {
            if (!trail_add(out, text_cut(t, i, end), (uint32_t)i, true))
                return false;
            i = end;
            continue;
        }
        char bytes[8];
        size_t n_out = 0, n = convert_one(cd, t, i, bytes, &n_out);
        text piece = n ? (text){ bytes, n_out } : TEXT("\xef\xbf\xbd");
        *n_bad += n == 0;
        if (!trail_add(out, piece, (uint32_t)i, false))
            return false;
        i += n ? n : 1;
    }
    return true;
}

static bool from_charset(doc *d, text t, const char *name, trail *out) {
    size_t n_bad = 0;
    iconv_t cd = iconv_open("UTF-8", name);
    if (cd == (iconv_t)-1) {
        doc_note(d, "page", 0, false, "charset %s is not known; read as windows-1252", name);
        cd = iconv_open("UTF-8", "WINDOWS-1252");
    }
    if (cd == (iconv_t)-1)
        return mend(t, out);
    bool good = from_iconv(cd, t, out, &n_bad);
    iconv_close(cd);
    if (n_bad)
        doc_note(d, "page", 0, false, "%zu bytes are not %s and are replaced", n_bad, name);
    return good;
}

bool charset_decode(doc *d, arena *a, trail *raw, trail *out) {
    text t = d->page.raw;
    if (!trail_over(raw, a, t))
        return false;
    *out = *raw;
    size_t bad = utf8_check(t);
    if (bad == t.len)
        return true;
    *out = (trail){ .arena = a };
    if (text_starts(t, TEXT("\xff\xfe")) || text_starts(t, TEXT("\xfe\xff")))
        return from_utf16(t, t.at[0] == '\xfe', out);
    char name[ENCODING_NAME];
    bool may_say = d->page.media == MEDIA_HTML; // words of a text say nothing of its charset
    text label = d->page.charset.len ? d->page.charset : may_say ? declared_inside(t) : TEXT("");
    size_t n_malformed, n_high;
    encoding_count(t, &n_malformed, &n_high);
    // A page that claims UTF-8 and mostly keeps to it is mended; else it is another charset.
    if (n_malformed * ENCODING_MENDED_SHARE <= n_high ||
        (encoding_is_utf8(label) && n_malformed * 4 <= n_high)) {
        doc_note(d, "page", bad, false, "malformed UTF-8 is replaced");
        return mend(t, out);
    }
    if (!encoding_is_utf8(label) && encoding_name(label, name))
        return from_charset(d, t, name, out);
    const char *guess = encoding_guess(t);
    doc_note(d, "page", bad, false, "no UTF-8 and no charset named; read as %s", guess);
    return from_charset(d, t, guess, out);
}
