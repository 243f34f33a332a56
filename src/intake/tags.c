/* tags.c - between XML and HTML. */
#include "intake/tags.h"

#include "base/entity.h"

#include <string.h>

enum {
    TAG_MOST = 8192
}; // bytes of a tag; without a bound each "<" would be looked behind to the end

static bool is_wanted(text name) {
    static const char *const wanted[] = { "href", "src",   "alt", "class",
                                          "id",   "title", "rel", "datetime" };
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        if (text_equal(name, text_of(wanted[i])))
            return true;
    return false;
}

static void escape(buffer *out, text t, char also, const char *as) {
    for (size_t i = 0; i < t.len; i++)
        if (t.at[i] == '&')
            buffer_string(out, "&amp;");
        else if (t.at[i] == also)
            buffer_string(out, as);
        else
            buffer_byte(out, t.at[i]);
}

void tags_start(buffer *out, text name, const xml_tag *tag) {
    buffer_byte(out, '<');
    buffer_text(out, name);
    for (size_t i = 0; i < tag->n_attributes; i++) {
        const xml_attribute *a = &tag->attributes[i];
        if (!is_wanted(a->name))
            continue;
        buffer_byte(out, ' ');
        buffer_text(out, a->name);
        buffer_string(out, "=\"");
        escape(out, a->value, '"', "&quot;");
        buffer_byte(out, '"');
    }
    buffer_byte(out, '>');
}

void tags_end(buffer *out, text name) {
    static const char *const empty[] = { "br",  "img",  "hr",  "input",  "meta",  "link",
                                         "wbr", "area", "col", "source", "embed", "param" };
    for (size_t i = 0; i < sizeof empty / sizeof *empty; i++)
        if (text_equal(name, text_of(empty[i])))
            return;
    buffer_string(out, "</");
    buffer_text(out, name);
    buffer_byte(out, '>');
}

void tags_words(buffer *out, text t) {
    escape(out, t, '<', "&lt;");
}

/* The length of the tag or comment at the start of t; 0 where there is none. */
static size_t tag_length(text t) {
    int next = t.len > 1 ? (unsigned char)t.at[1] : 0;
    if (text_starts(t, TEXT("<!--"))) {
        size_t end = text_find(t, TEXT("-->"));
        return end == SIZE_MAX ? t.len : end + 3;
    }
    if (!is_alpha(next) && next != '/' && next != '!' && next != '?')
        return 0;
    const char *close = memchr(t.at, '>', t.len < TAG_MOST ? t.len : TAG_MOST);
    return close ? (size_t)(close - t.at) + 1 : 0;
}

/* The length of what stands in an element whose words are not for readers, from its start tag on.
 */
static size_t hidden_length(text t) {
    static const char *const hidden[][2] = { { "<script", "</script" }, { "<style", "</style" } };
    for (size_t i = 0; i < 2; i++) {
        text start = text_of(hidden[i][0]);
        if (t.len > start.len && text_equal_nocase(text_cut(t, 0, start.len), start)) {
            size_t end = text_find_nocase(t, text_of(hidden[i][1]));
            return end == SIZE_MAX ? t.len : end;
        }
    }
    return 0;
}

/* Takes a character, joining blanks. */
static void add_joined(buffer *out, text t, bool *blank) {
    for (size_t i = 0; i < t.len; i++) {
        if (is_space((unsigned char)t.at[i])) {
            *blank = true;
            continue;
        }
        if (*blank && out->len)
            buffer_byte(out, ' ');
        *blank = false;
        buffer_byte(out, t.at[i]);
    }
}

void tags_plain(buffer *out, text html) {
    bool blank = false;
    buffer decoded = { 0 };
    for (size_t i = 0; i < html.len;) {
        text rest = text_cut(html, i, html.len);
        size_t n = rest.at[0] == '<' ? tag_length(rest) : 0;
        if (n) {
            size_t hidden = hidden_length(rest);
            i += hidden > n ? hidden : n;
            continue;
        }
        for (n = 1; n < rest.len && rest.at[n] != '<'; n++)
            ;
        buffer_clear(&decoded);
        entity_decode(&decoded, text_cut(rest, 0, n), false);
        add_joined(out, buffer_view(&decoded), &blank);
        i += n;
    }
    out->failed = out->failed || decoded.failed;
    buffer_free(&decoded);
}

void tags_joined(buffer *out, text t) {
    bool blank = false;
    add_joined(out, t, &blank);
}

bool tags_are_in(text t) {
    uint32_t c[2];
    for (size_t i = 0; i < t.len; i++) {
        text rest = text_cut(t, i, t.len);
        if ((t.at[i] == '<' && tag_length(rest) > 2) ||
            (t.at[i] == '&' && entity_read(rest, true, c)))
            return true;
    }
    return false;
}
