/* markup.c - text into HTML. */
#include "report/markup.h"

#include "base/sha256.h"
#include "base/utf8.h"

static bool is_shown(uint32_t c) {
    if (c < 0x20)
        return c == '\t' || c == '\n';
    if (c >= 0x7f && c < 0xa0)
        return false;
    if ((c >= 0x200e && c <= 0x200f) || (c >= 0x202a && c <= 0x202e))
        return false; // marks, embeddings and overrides of direction
    if (c >= 0x2066 && c <= 0x2069)
        return false; // isolates of direction
    return c != 0xfeff && (c & 0xfffe) != 0xfffe && !(c >= 0xfdd0 && c <= 0xfdef);
}

static const char *reference_of(uint32_t c) {
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

void markup_text(buffer *b, text t) {
    for (size_t i = 0; i < t.len;) {
        uint32_t c = utf8_next(t, &i);
        const char *reference = reference_of(c);
        if (reference)
            buffer_string(b, reference);
        else
            utf8_add(b, is_shown(c) ? c : UTF8_BAD);
    }
}

void markup_string(buffer *b, const char *string) {
    markup_text(b, text_of(string));
}

void markup_raw(buffer *b, const char *markup) {
    buffer_string(b, markup);
}

void markup_attribute(buffer *b, const char *name, text value) {
    buffer_byte(b, ' ');
    buffer_string(b, name);
    buffer_string(b, "=\"");
    markup_text(b, value);
    buffer_byte(b, '"');
}

bool markup_is_link(text address) {
    if (!text_starts(address, TEXT("https://")) && !text_starts(address, TEXT("http://")))
        return false;
    for (size_t i = 0; i < address.len; i++)
        if ((unsigned char)address.at[i] <= ' ' || address.at[i] == 0x7f)
            return false;
    return true;
}

void markup_policy_hash(buffer *b, text content) {
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    unsigned char hash[SHA256_BYTES + 1] = { 0 };
    sha256(content, hash);
    buffer_string(b, "sha256-");
    for (int i = 0; i < SHA256_BYTES; i += 3) {
        uint32_t bits = (uint32_t)hash[i] << 16 | (uint32_t)hash[i + 1] << 8 |
                        (i + 2 < SHA256_BYTES ? hash[i + 2] : 0u);
        for (int k = 0; k < 4; k++)
            buffer_byte(b, i + k > SHA256_BYTES ? '=' : digits[bits >> (18 - 6 * k) & 63]);
    }
}
