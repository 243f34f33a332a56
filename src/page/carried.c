/* carried.c - a story that stands in a page's scripts alone. */
#include "page/carried.h"

#include "base/entity.h"
#include "base/json.h"
#include "base/utf8.h"

enum {
    SHORTEST = 400, // bytes of a string that may be a story
    ESCAPE = 6,     // bytes of \uXXXX
};

/* A string of data, between its quotes, in bytes of the page. */
typedef struct quoted {
    uint32_t start, end;
    bool in_attribute; // where quotes are written &quot;
} quoted;

/* What stands before the "/p" that ends a paragraph in a string of a script. */
static const text openings[] = {
    { "\\u003c", 6 }, { "\\u003C", 6 }, { "<\\", 2 }, { "&lt;\\", 5 }
};

static text quote_of(bool in_attribute) {
    return in_attribute ? TEXT("&quot;") : TEXT("\"");
}

/* Whether a string is markup from its start on: others are programs or data around markup. */
static bool is_markup(text t) {
    t = text_trim(t);
    return text_starts(t, TEXT("<")) || text_starts(t, TEXT("&lt;")) ||
           text_starts(t, TEXT("\\u003c")) || text_starts(t, TEXT("\\u003C"));
}

/* Whether an odd number of backslashes stands before. */
static bool is_escaped(text t, size_t at) {
    size_t n = 0;
    while (n < at && t.at[at - 1 - n] == '\\')
        n++;
    return n % 2 == 1;
}

/* Where the first paragraph ends; one search for what all ends share keeps this linear. */
static size_t first_end(text t, size_t from) {
    for (size_t at = from, next; (next = text_find(text_cut(t, at, t.len), TEXT("/p"))) != SIZE_MAX;
         at++) {
        at += next;
        for (size_t k = 0; k < sizeof openings / sizeof *openings; k++)
            if (text_ends(text_cut(t, from, at), openings[k]))
                return at;
    }
    return SIZE_MAX;
}

static size_t quote_before(text t, size_t at, size_t least, text quote) {
    for (; at >= least + quote.len; at--)
        if (text_starts(text_cut(t, at - quote.len, t.len), quote) &&
            !is_escaped(t, at - quote.len))
            return at;
    return SIZE_MAX;
}

static size_t quote_behind(text t, size_t at, text quote) {
    for (size_t next; (next = text_find(text_cut(t, at, t.len), quote)) != SIZE_MAX; at++) {
        at += next;
        if (!is_escaped(t, at))
            return at;
    }
    return SIZE_MAX;
}

/* Looks through bytes [from, to) of the page for a string longer than the best so far. */
static void look_through(text in, uint32_t from, uint32_t to, bool in_attribute, quoted *best) {
    text t = text_cut(in, 0, to), quote = quote_of(in_attribute);
    for (size_t at = from, mark; (mark = first_end(t, at)) != SIZE_MAX;) {
        size_t start = quote_before(t, mark, at, quote);
        size_t end = start == SIZE_MAX ? SIZE_MAX : quote_behind(t, mark, quote);
        at = mark + 1;
        if (end == SIZE_MAX)
            continue;
        if (end - start >= SHORTEST && end - start > best->end - best->start &&
            is_markup(text_cut(t, start, end)))
            *best = (quoted){ (uint32_t)start, (uint32_t)end, in_attribute };
        at = end;
    }
}

static quoted longest(const html *h) {
    quoted best = { 0, 0, false };
    for (uint32_t node = html_walk(h, 0, 0); node; node = html_walk(h, node, 0)) {
        const html_node *n = &h->nodes[node];
        if (n->kind == HTML_TEXT && h->nodes[n->parent].tag == TAG_SCRIPT)
            for (uint32_t i = n->start; i; i = h->chunks[i].next)
                if (!h->chunks[i].c[0])
                    look_through(h->in, h->chunks[i].start, h->chunks[i].end, false, &best);
        if (n->kind != HTML_ELEMENT)
            continue;
        for (uint32_t i = 0; i < n->n_attributes; i++) {
            const html_attribute *a = &h->attributes[n->attribute + i];
            if (a->value_len >= SHORTEST)
                look_through(h->in, a->value, a->value + a->value_len, true, &best);
        }
    }
    return best;
}

/* Adds one escape of JSON; returns its bytes. A line's end parts paragraphs of nothing, so it is a
 * blank like others. */
static size_t add_escape(trail *out, text t, size_t at, size_t end) {
    size_t n = 2;
    if (at + 1 < end && t.at[at + 1] == 'u') {
        n = ESCAPE;
        if (at + 2 * ESCAPE <= end && text_starts(text_cut(t, at + ESCAPE, end), TEXT("\\ud")))
            n = 2 * ESCAPE; // half a character
    }
    buffer b = { 0 };
    json_unescape(&b, text_cut(t, at, at + n < end ? at + n : end));
    trail_add(out, buffer_view(&b), (uint32_t)at, false);
    buffer_free(&b);
    return n;
}

static size_t add_reference(trail *out, text t, size_t at, size_t end) {
    uint32_t c[2];
    char bytes[2 * UTF8_MOST];
    size_t n = entity_read(text_cut(t, at, end), true, c);
    if (n == 0) {
        trail_add(out, TEXT("&"), (uint32_t)at, true);
        return 1;
    }
    size_t len = utf8_put(c[0], bytes);
    if (c[1])
        len += utf8_put(c[1], bytes + len);
    trail_add(out, (text){ bytes, len }, (uint32_t)at, false);
    return n;
}

static void add_string(trail *out, text in, const quoted *q) {
    for (size_t at = q->start; at < q->end;) {
        size_t run = at;
        while (run < q->end && in.at[run] != '\\' && !(q->in_attribute && in.at[run] == '&'))
            run++;
        trail_add(out, text_cut(in, at, run), (uint32_t)at, true);
        at = run;
        if (at < q->end && in.at[at] == '&')
            at += add_reference(out, in, at, q->end);
        else if (at + 1 < q->end && q->in_attribute && in.at[at + 1] == '&')
            at++; // an escaped quote
        else if (at < q->end)
            at += add_escape(out, in, at, q->end);
    }
}

void carried_write_out(const html *h, const trail *whole, arena *a, trail *out) {
    *out = (trail){ .arena = a, .parent = whole };
    quoted q = longest(h);
    if (q.end == 0)
        return;
    trail_add(out, h->in, 0, true);
    trail_add(out, TEXT("<article>"), q.start, false);
    add_string(out, h->in, &q);
    trail_add(out, TEXT("</article>"), q.start, false);
    if (a->failed)
        out->len = 0;
}
