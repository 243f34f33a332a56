/* html_foreign.c - tokens inside SVG and MathML (WHATWG 13.2.6.5). */
#include "page/html_modes.h"

bool mode_is_foreign(const builder *b, const html_token *t) {
    uint32_t node = build_adjusted(b);
    if (b->n_stack == 0 || build_node(b, node)->space == SPACE_HTML || t->type == TOKEN_END)
        return false;
    bool start = t->type == TOKEN_START_TAG;
    if (build_is_text_point(b, node) &&
        (mode_is_text(t) || (start && t->tag != TAG_MGLYPH && t->tag != TAG_MALIGNMARK)))
        return false;
    if (build_node(b, node)->space == SPACE_MATH &&
        build_node(b, node)->tag == TAG_ANNOTATION_XML && start && t->tag == TAG_SVG)
        return false;
    return !(build_is_html_point(b, node) && (start || mode_is_text(t)));
}

static bool breaks_out(const builder *b, const html_token *t) {
    if (t->type == TOKEN_END_TAG)
        return t->tag == TAG_BR || t->tag == TAG_P;
    if (t->tag == TAG_FONT)
        return mode_attribute(b, t, ATTR_COLOR) || mode_attribute(b, t, ATTR_FACE) ||
               mode_attribute(b, t, ATTR_SIZE);
    return t->tag < TAGS_KNOWN && (html_flags[t->tag] & HTML_BREAKOUT);
}

static void leave_foreign(builder *b) {
    while (b->n_stack && build_node(b, build_current(b))->space != SPACE_HTML &&
           !build_is_text_point(b, build_current(b)) && !build_is_html_point(b, build_current(b)))
        build_pop(b);
}

/* An end tag closes the nearest foreign element of its name; behind an HTML one, the mode decides.
 */
static bool foreign_end(builder *b, html_token *t) {
    for (uint32_t i = b->n_stack; i > 1; i--) {
        const html_node *n = build_node(b, b->stack[i - 1]);
        if (i < b->n_stack && n->space == SPACE_HTML)
            return mode_current(b, t);
        if (n->tag == t->tag) {
            b->n_stack = i - 1;
            return true;
        }
    }
    return true;
}

bool mode_in_foreign(builder *b, html_token *t) {
    switch (t->type) {
    case TOKEN_NUL:
        t->type = TOKEN_CHARACTER;
        t->c[0] = 0xfffd;
        t->c[1] = 0;
        build_text(b, t);
        return true;
    case TOKEN_TEXT:
    case TOKEN_CHARACTER:
        build_text(b, t);
        if (mode_blank_bytes(b, t) != t->end - t->start)
            b->frameset_ok = false;
        return true;
    case TOKEN_COMMENT:
        build_comment(b, t, USUAL_PLACE);
        return true;
    case TOKEN_START_TAG:
        if (breaks_out(b, t)) {
            leave_foreign(b);
            return mode_current(b, t);
        }
        build_insert(b, t, (html_space)build_node(b, build_adjusted(b))->space);
        if (t->self_closing)
            build_pop(b);
        return true;
    case TOKEN_END_TAG:
        if (breaks_out(b, t)) {
            leave_foreign(b);
            return mode_current(b, t);
        }
        return foreign_end(b, t);
    default:
        return true;
    }
}

/* A newline right behind <pre>, <listing> and <textarea> is not part of the text. */