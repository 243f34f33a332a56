/* html.c - the parser's door: markup to a tree, and what the tree is asked for. */
#include "page/html.h"

#include "base/entity.h"
#include "base/utf8.h"
#include "page/html_build.h"

#include <string.h>

enum {
    CONTEXT_MOST = 64,
    BYTES_A_NODE = 48,
    START_NODES = 64
}; // markup of news pages has one node in about so many

/* Room for what a page of this size holds, so that growing copies little. */
static bool reserve(html *h) {
    size_t guess = h->in.len / BYTES_A_NODE + START_NODES;
    if (guess > HTML_NODES_MOST)
        guess = HTML_NODES_MOST;
    h->nodes = arena_room(h->arena, guess, sizeof *h->nodes);
    h->attributes = arena_room(h->arena, guess, sizeof *h->attributes);
    h->chunks = arena_room(h->arena, guess, sizeof *h->chunks);
    h->nodes_cap = h->attributes_cap = h->chunks_cap = (uint32_t)guess;
    h->n_chunks = 1;
    return h->nodes && h->attributes && h->chunks;
}

/* Sets the parser up for the content of an element (13.4). */
static void open_fragment(builder *b, text context) {
    html_space space = SPACE_HTML;
    if (text_starts(context, TEXT("svg ")))
        space = SPACE_SVG;
    else if (text_starts(context, TEXT("math ")))
        space = SPACE_MATH;
    if (space != SPACE_HTML)
        context = text_cut(context, space == SPACE_SVG ? 4 : 5, context.len);
    char lower[CONTEXT_MOST];
    size_t n = context.len < sizeof lower ? context.len : sizeof lower;
    for (size_t i = 0; i < n; i++)
        lower[i] = (char)to_lower((unsigned char)context.at[i]);
    uint16_t tag = token_tag(&b->z, (text){ lower, n });
    b->context = build_make(b, HTML_ELEMENT, tag);
    if (b->context == 0)
        return;
    build_node(b, b->context)->space = (uint8_t)space;
    build_insert_named(b, TAG_HTML);
    if (space == SPACE_HTML) {
        // No start tag was seen, so that no end tag ends the text: raw_tag stays TAG_NONE.
        if (tag == TAG_TITLE || tag == TAG_TEXTAREA)
            b->z.state = STATE_RCDATA;
        else if (tag == TAG_STYLE || tag == TAG_XMP || tag == TAG_IFRAME || tag == TAG_NOEMBED ||
                 tag == TAG_NOFRAMES)
            b->z.state = STATE_RAWTEXT;
        else if (tag == TAG_SCRIPT)
            b->z.state = STATE_SCRIPT;
        else if (tag == TAG_PLAINTEXT)
            b->z.state = STATE_PLAINTEXT;
        else if (tag == TAG_TEMPLATE)
            b->templates[b->n_templates++] = MODE_IN_TEMPLATE;
        if (tag == TAG_FORM)
            b->form = b->context;
    }
    build_reset_mode(b);
    b->z.in_foreign = space != SPACE_HTML;
}

bool html_parse(html *h, arena *a, text in, text context) {
    *h = (html){ .in = in, .arena = a };
    if (in.len >= UINT32_MAX / 2)
        return false;
    if (!reserve(h))
        return false;
    builder *b = arena_alloc(a, sizeof *b);
    if (!b)
        return false;
    b->h = h;
    b->z.h = h;
    b->frameset_ok = true;
    build_make(b, HTML_DOCUMENT, TAG_NONE);
    b->stopped = false;
    if (context.len)
        open_fragment(b, context);
    html_token t = { .type = TOKEN_TEXT };
    while (!b->stopped && !b->z.failed && t.type != TOKEN_END) {
        token_next(&b->z, &t);
        build_take(b, &t);
    }
    return !b->z.failed;
}

_Static_assert(ATTRS_KNOWN <= 64, "a set of attributes is a mask");

const html_attribute *html_attribute_of(const html *h, uint32_t node, html_known name) {
    const html_node *n = &h->nodes[node];
    for (uint32_t i = 0; n->has >> name & 1 && i < n->n_attributes; i++)
        if (h->attributes[n->attribute + i].known == name)
            return &h->attributes[n->attribute + i];
    return NULL;
}

bool html_same_name(const html *h, const html_attribute *a, const html_attribute *b) {
    if (a->known || b->known)
        return a->known == b->known;
    return text_equal_nocase(text_cut(h->in, a->name, a->name + a->name_len),
                             text_cut(h->in, b->name, b->name + b->name_len));
}

text html_raw_value(const html *h, uint32_t node, html_known name) {
    const html_attribute *a = html_attribute_of(h, node, name);
    return a ? text_cut(h->in, a->value, a->value + a->value_len) : TEXT("");
}

void html_value(const html *h, const html_attribute *a, buffer *out) {
    entity_decode(out, text_cut(h->in, a->value, a->value + a->value_len), true);
}

/* Adds markup as it stands, each "\r\n" and each "\r" as one line feed. */
static void add_run(buffer *out, text in, uint32_t at, uint32_t end) {
    while (at < end) {
        const char *feed = memchr(in.at + at, '\r', end - at);
        uint32_t stop = feed ? (uint32_t)(feed - in.at) : end;
        buffer_text(out, text_cut(in, at, stop));
        if (feed && (stop + 1 >= in.len || in.at[stop + 1] != '\n'))
            buffer_byte(out, '\n');
        at = stop + 1;
    }
}

void html_text(const html *h, uint32_t node, buffer *out) {
    for (uint32_t i = h->nodes[node].start; i; i = h->chunks[i].next) {
        const html_chunk *c = &h->chunks[i];
        if (c->c[0]) {
            utf8_add(out, c->c[0]);
            if (c->c[1])
                utf8_add(out, c->c[1]);
            continue;
        }
        add_run(out, h->in, c->start, c->end);
    }
}
