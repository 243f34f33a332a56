/* html_build.c - the tree builder's operations on the tree. */
#include "page/html_build.h"

#include <string.h>

enum { ADOPTIONS_MOST = 8, ADOPTION_DEPTH = 3, FAMILY = 3, COMPARED_MOST = 16 };

const uint8_t html_flags[TAGS_KNOWN] = {
    0,
#define TAG(constant, name, flags, start, end) flags,
#include "page/html_tags.inc"
#undef TAG
};

/* ---- questions ---- */

bool build_is_text_point(const builder *b, uint32_t node) {
    const html_node *n = build_node(b, node);
    return n->space == SPACE_MATH && (n->tag == TAG_MI || n->tag == TAG_MO || n->tag == TAG_MN ||
                                      n->tag == TAG_MS || n->tag == TAG_MTEXT);
}

bool build_is_html_point(const builder *b, uint32_t node) {
    const html_node *n = build_node(b, node);
    if (n->space == SPACE_SVG)
        return n->tag == TAG_FOREIGNOBJECT || n->tag == TAG_DESC || n->tag == TAG_TITLE;
    if (n->space != SPACE_MATH || n->tag != TAG_ANNOTATION_XML)
        return false;
    text encoding = html_raw_value(b->h, node, ATTR_ENCODING);
    return text_equal_nocase(encoding, TEXT("text/html")) ||
           text_equal_nocase(encoding, TEXT("application/xhtml+xml"));
}

static bool is_foreign_boundary(const builder *b, uint32_t node) {
    const html_node *n = build_node(b, node);
    if (n->space == SPACE_SVG)
        return n->tag == TAG_FOREIGNOBJECT || n->tag == TAG_DESC || n->tag == TAG_TITLE;
    return build_is_text_point(b, node) || (n->space == SPACE_MATH && n->tag == TAG_ANNOTATION_XML);
}

bool build_is_special(const builder *b, uint32_t node) {
    return build_has_flag(b, node, HTML_SPECIAL) || is_foreign_boundary(b, node);
}

static bool ends_scope(const builder *b, uint32_t node, html_scope scope) {
    const html_node *n = build_node(b, node);
    if (n->space != SPACE_HTML)
        return scope != SCOPE_TABLE && is_foreign_boundary(b, node);
    if (scope == SCOPE_TABLE)
        return n->tag == TAG_HTML || n->tag == TAG_TABLE || n->tag == TAG_TEMPLATE;
    if (scope == SCOPE_LIST && (n->tag == TAG_OL || n->tag == TAG_UL))
        return true;
    if (scope == SCOPE_BUTTON && n->tag == TAG_BUTTON)
        return true;
    return n->tag < TAGS_KNOWN && (html_flags[n->tag] & HTML_SCOPE);
}

bool build_in_scope(const builder *b, uint16_t tag, html_scope scope) {
    for (uint32_t i = b->n_stack; i > 0; i--) {
        if (build_is(b, b->stack[i - 1], tag))
            return true;
        if (ends_scope(b, b->stack[i - 1], scope))
            return false;
    }
    return false;
}

bool build_node_in_scope(const builder *b, uint32_t node) {
    for (uint32_t i = b->n_stack; i > 0; i--) {
        if (b->stack[i - 1] == node)
            return true;
        if (ends_scope(b, b->stack[i - 1], SCOPE_ANY))
            return false;
    }
    return false;
}

bool build_is_open(const builder *b, uint16_t tag) {
    for (uint32_t i = b->n_stack; i > 0; i--)
        if (build_is(b, b->stack[i - 1], tag))
            return true;
    return false;
}

static uint32_t stack_index(const builder *b, uint32_t node) {
    for (uint32_t i = b->n_stack; i > 0; i--)
        if (b->stack[i - 1] == node)
            return i - 1;
    return UINT32_MAX;
}

/* ---- nodes ---- */

uint32_t build_make(builder *b, html_kind kind, uint16_t tag) {
    html *h = b->h;
    if (h->n_nodes == HTML_NODES_MOST) {
        h->is_cut = b->stopped = true;
        return 0;
    }
    html_node *n = ARENA_PUSH(h->arena, h->nodes, h->n_nodes, h->nodes_cap);
    if (!n) {
        b->z.failed = b->stopped = true;
        return 0;
    }
    n->kind = (uint8_t)kind;
    n->tag = tag;
    return h->n_nodes - 1;
}

void build_detach(builder *b, uint32_t node) {
    html_node *n = build_node(b, node);
    if (n->prev)
        build_node(b, n->prev)->next = n->next;
    else if (build_node(b, n->parent)->first == node)
        build_node(b, n->parent)->first = n->next;
    if (n->next)
        build_node(b, n->next)->prev = n->prev;
    else if (build_node(b, n->parent)->last == node)
        build_node(b, n->parent)->last = n->prev;
    n->parent = n->next = n->prev = 0;
}

void build_attach(builder *b, uint32_t node, place where) {
    if (node == 0 || node == where.parent)
        return;
    html_node *n = build_node(b, node), *parent = build_node(b, where.parent);
    n->parent = where.parent;
    n->next = where.before;
    n->prev = where.before ? build_node(b, where.before)->prev : parent->last;
    if (n->prev)
        build_node(b, n->prev)->next = node;
    else
        parent->first = node;
    if (where.before)
        build_node(b, where.before)->prev = node;
    else
        parent->last = node;
}

/* Content of a template goes into its content node. */
static uint32_t inside(const builder *b, uint32_t node) {
    return build_is(b, node, TAG_TEMPLATE) ? build_node(b, node)->first : node;
}

static place foster_place(const builder *b) {
    for (uint32_t i = b->n_stack; i > 0; i--) {
        uint32_t node = b->stack[i - 1];
        if (build_is(b, node, TAG_TEMPLATE))
            return (place){ inside(b, node), 0 };
        if (!build_is(b, node, TAG_TABLE))
            continue;
        const html_node *table = build_node(b, node);
        if (table->parent || table->prev || table->next || node == b->stack[0])
            return (place){ table->parent, node };
        return (place){ inside(b, b->stack[i - 2]), 0 };
    }
    return (place){ b->n_stack ? b->stack[0] : 0, 0 };
}

place build_place(const builder *b, uint32_t override) {
    uint32_t target = override ? override : build_current(b);
    if (b->foster && build_has_flag(b, target, HTML_ROWS))
        return foster_place(b);
    return (place){ inside(b, target), 0 };
}

static uint32_t insert_node(builder *b, uint32_t node) {
    if (node == 0)
        return 0;
    if (build_node(b, node)->tag == TAG_TEMPLATE && build_node(b, node)->space == SPACE_HTML) {
        uint32_t content = build_make(b, HTML_CONTENT, TAG_NONE);
        if (content == 0)
            return 0;
        build_attach(b, content, (place){ node, 0 });
    }
    // Deeper elements become siblings, so that every walk up the stack stays short.
    if (b->n_stack == HTML_DEPTH_MOST)
        b->n_stack--;
    build_attach(b, node, build_place(b, 0));
    build_push(b, node);
    return node;
}

uint32_t build_insert(builder *b, const html_token *t, html_space space) {
    uint32_t node = build_make(b, HTML_ELEMENT, t->tag);
    if (node == 0)
        return 0;
    html_node *n = build_node(b, node);
    n->space = (uint8_t)space;
    n->start = t->start;
    n->end = t->end;
    n->attribute = b->h->n_attributes;
    n->n_attributes = t->n_attributes;
    n->has = t->names & HTML_KNOWN;
    b->h->n_attributes += t->n_attributes;
    return insert_node(b, node);
}

uint32_t build_insert_named(builder *b, uint16_t tag) {
    uint32_t node = build_make(b, HTML_ELEMENT, tag);
    if (node)
        build_node(b, node)->start = build_node(b, node)->end = b->z.at;
    return insert_node(b, node);
}

/* A second element like the first, sharing its attributes. */
static uint32_t copy_of(builder *b, uint32_t node) {
    uint32_t copy = build_make(b, HTML_ELEMENT, build_node(b, node)->tag);
    if (copy == 0)
        return 0;
    html_node *to = build_node(b, copy);
    const html_node *from = build_node(b, node);
    to->start = from->start;
    to->end = from->end;
    to->attribute = from->attribute;
    to->n_attributes = from->n_attributes;
    to->has = from->has;
    return copy;
}

/* ---- text ---- */

/* Adds a chunk behind the last one of a text node; runs that meet in the markup become one. */
static void add_chunk(builder *b, uint32_t node, const html_token *t) {
    html *h = b->h;
    html_node *n = build_node(b, node);
    bool plain = t->type == TOKEN_TEXT;
    html_chunk *last = n->end ? &h->chunks[n->end] : NULL;
    if (plain && last && last->c[0] == 0 && last->end == t->start) {
        last->end = t->end;
        return;
    }
    html_chunk *c = ARENA_PUSH(h->arena, h->chunks, h->n_chunks, h->chunks_cap);
    if (!c) {
        b->z.failed = b->stopped = true;
        return;
    }
    *c = (html_chunk){ t->start, t->end, 0, { 0, 0 } };
    if (!plain)
        memcpy(c->c, t->c, sizeof c->c);
    uint32_t index = h->n_chunks - 1;
    if (n->end)
        h->chunks[n->end].next = index;
    else
        n->start = index;
    n->end = index;
}

void build_text(builder *b, const html_token *t) {
    place where = build_place(b, 0);
    if (where.parent == 0 || t->start == t->end)
        return;
    uint32_t before =
        where.before ? build_node(b, where.before)->prev : build_node(b, where.parent)->last;
    if (before == 0 || build_node(b, before)->kind != HTML_TEXT) {
        before = build_make(b, HTML_TEXT, TAG_NONE);
        if (before == 0)
            return;
        build_attach(b, before, where);
    }
    add_chunk(b, before, t);
}

void build_comment(builder *b, const html_token *t, uint32_t parent) {
    uint32_t node = build_make(b, HTML_COMMENT, TAG_NONE);
    if (node == 0)
        return;
    build_node(b, node)->start = t->start;
    build_node(b, node)->end = t->end;
    place where = { parent, 0 };
    if (parent == USUAL_PLACE)
        where = build_place(b, 0);
    build_attach(b, node, where);
}

/* ---- the stack ---- */

void build_push(builder *b, uint32_t node) {
    if (node && b->n_stack < HTML_DEPTH_MOST) {
        b->stack[b->n_stack++] = node;
        b->n_p += build_is(b, node, TAG_P);
    }
}

static void forget_p(builder *b, uint32_t node) {
    b->n_p -= b->n_p > 0 && build_is(b, node, TAG_P);
}

void build_pop(builder *b) {
    if (b->n_stack)
        forget_p(b, b->stack[--b->n_stack]);
}

void build_pop_until(builder *b, uint16_t tag) {
    while (b->n_stack) {
        uint32_t node = build_current(b);
        build_pop(b);
        if (build_is(b, node, tag))
            return;
    }
}

void build_remove(builder *b, uint32_t node) {
    uint32_t i = stack_index(b, node);
    if (i == UINT32_MAX)
        return;
    b->n_stack--;
    forget_p(b, node);
    memmove(&b->stack[i], &b->stack[i + 1], (b->n_stack - i) * sizeof *b->stack);
}

static void stack_put(builder *b, uint32_t node, uint32_t i) {
    if (b->n_stack == HTML_DEPTH_MOST || i > b->n_stack)
        return;
    memmove(&b->stack[i + 1], &b->stack[i], (b->n_stack - i) * sizeof *b->stack);
    b->stack[i] = node;
    b->n_stack++;
}

void build_close_implied(builder *b, uint16_t but) {
    while (b->n_stack && build_has_flag(b, build_current(b), HTML_IMPLIED) &&
           build_node(b, build_current(b))->tag != but)
        build_pop(b);
}

void build_close_thoroughly(builder *b) {
    while (b->n_stack && build_has_flag(b, build_current(b), HTML_THOROUGH))
        build_pop(b);
}

void build_close_p(builder *b) {
    if (b->n_p == 0 || !build_in_scope(b, TAG_P, SCOPE_BUTTON))
        return;
    build_close_implied(b, TAG_P);
    build_pop_until(b, TAG_P);
}

/* ---- formatting elements ---- */

static bool same_attribute(const html *h, const html_attribute *x, const html_attribute *y) {
    return html_same_name(h, x, y) &&
           text_equal(text_cut(h->in, x->value, x->value + x->value_len),
                      text_cut(h->in, y->value, y->value + y->value_len));
}

static bool same_element(const builder *b, uint32_t one, uint32_t other) {
    const html_node *x = build_node(b, one), *y = build_node(b, other);
    if (x->tag != y->tag || x->space != y->space || x->n_attributes != y->n_attributes ||
        x->n_attributes > COMPARED_MOST)
        return false;
    for (uint32_t i = 0; i < x->n_attributes; i++) {
        bool found = false;
        for (uint32_t k = 0; k < y->n_attributes && !found; k++)
            found = same_attribute(b->h, &b->h->attributes[x->attribute + i],
                                   &b->h->attributes[y->attribute + k]);
        if (!found)
            return false;
    }
    return true;
}

static void format_cut(builder *b, uint32_t i) {
    b->n_formats--;
    memmove(&b->formats[i], &b->formats[i + 1], (b->n_formats - i) * sizeof *b->formats);
}

/* At most three alike behind the last marker (the "Noah's Ark clause"). */
void build_format_push(builder *b, uint32_t node) {
    uint32_t alike = 0, earliest = 0;
    for (uint32_t i = b->n_formats; i > 0 && b->formats[i - 1] != MARKER; i--)
        if (same_element(b, b->formats[i - 1], node)) {
            alike++;
            earliest = i - 1;
        }
    if (alike >= FAMILY)
        format_cut(b, earliest);
    if (b->n_formats == HTML_FORMATS_MOST)
        format_cut(b, 0);
    b->formats[b->n_formats++] = node;
}

void build_format_mark(builder *b) {
    if (b->n_formats == HTML_FORMATS_MOST)
        format_cut(b, 0);
    b->formats[b->n_formats++] = MARKER;
}

void build_format_clear(builder *b) {
    while (b->n_formats && b->formats[--b->n_formats] != MARKER)
        ;
}

static uint32_t format_index(const builder *b, uint32_t node) {
    for (uint32_t i = b->n_formats; i > 0; i--)
        if (b->formats[i - 1] == node)
            return i - 1;
    return UINT32_MAX;
}

void build_format_remove(builder *b, uint32_t node) {
    uint32_t i = format_index(b, node);
    if (i != UINT32_MAX)
        format_cut(b, i);
}

uint32_t build_format_find(const builder *b, uint16_t tag) {
    for (uint32_t i = b->n_formats; i > 0 && b->formats[i - 1] != MARKER; i--)
        if (build_node(b, b->formats[i - 1])->tag == tag)
            return b->formats[i - 1];
    return 0;
}

void build_reopen(builder *b) {
    uint32_t i = b->n_formats;
    while (i > 0 && b->formats[i - 1] != MARKER && stack_index(b, b->formats[i - 1]) == UINT32_MAX)
        i--;
    for (; i < b->n_formats && !b->stopped; i++) {
        uint32_t node = insert_node(b, copy_of(b, b->formats[i]));
        if (node)
            b->formats[i] = node;
    }
}

/* ---- the adoption agency (13.2.6.4.7) ---- */

/* The topmost special element below a formatting element on the stack; UINT32_MAX: none. */
static uint32_t furthest_block(const builder *b, uint32_t format_at) {
    for (uint32_t i = format_at + 1; i < b->n_stack; i++)
        if (build_is_special(b, b->stack[i]))
            return i;
    return UINT32_MAX;
}

/* Rebuilds the formatting elements between the block and the formatting element; gives the last
 * one moved and the place behind which the new element goes into the list. */
static uint32_t inner_loop(builder *b, uint32_t format, uint32_t block_at, uint32_t *bookmark) {
    uint32_t block = b->stack[block_at], last = block, at = block_at;
    for (uint32_t round = 1; at > 0; round++) {
        uint32_t node = b->stack[--at];
        if (node == format)
            break;
        uint32_t listed = format_index(b, node);
        if (round > ADOPTION_DEPTH && listed != UINT32_MAX) {
            format_cut(b, listed);
            if (listed < *bookmark)
                --*bookmark;
            listed = UINT32_MAX;
        }
        if (listed == UINT32_MAX) {
            memmove(&b->stack[at], &b->stack[at + 1], (b->n_stack - at - 1) * sizeof *b->stack);
            b->n_stack--;
            continue;
        }
        uint32_t copy = copy_of(b, node);
        if (copy == 0)
            return last;
        b->formats[listed] = b->stack[at] = copy;
        if (last == block)
            *bookmark = listed + 1;
        build_detach(b, last);
        build_attach(b, last, (place){ copy, 0 });
        last = copy;
    }
    return last;
}

static void move_children(builder *b, uint32_t from, uint32_t to) {
    for (uint32_t child = build_node(b, from)->first; child; child = build_node(b, from)->first) {
        build_detach(b, child);
        build_attach(b, child, (place){ to, 0 });
    }
}

/* One round; false when the agency is done. */
static bool adopt_once(builder *b, uint32_t format, uint32_t format_at) {
    uint32_t block_at = furthest_block(b, format_at);
    if (block_at == UINT32_MAX) {
        b->n_stack = format_at;
        build_format_remove(b, format);
        return false;
    }
    uint32_t block = b->stack[block_at], ancestor = b->stack[format_at - 1];
    uint32_t bookmark = format_index(b, format);
    uint32_t last = inner_loop(b, format, block_at, &bookmark);
    if (b->stopped)
        return false;
    build_detach(b, last);
    bool was = b->foster;
    b->foster = true; // a table as ancestor moves the content in front of it, whatever the mode
    build_attach(b, last, build_place(b, ancestor));
    b->foster = was;
    uint32_t copy = copy_of(b, format);
    if (copy == 0)
        return false;
    move_children(b, inside(b, block), copy);
    build_attach(b, copy, (place){ inside(b, block), 0 });
    uint32_t listed = format_index(b, format);
    format_cut(b, listed);
    if (listed < bookmark)
        bookmark--;
    memmove(&b->formats[bookmark + 1], &b->formats[bookmark],
            (b->n_formats - bookmark) * sizeof *b->formats);
    b->formats[bookmark] = copy;
    b->n_formats++;
    build_remove(b, format);
    stack_put(b, copy, stack_index(b, block) + 1);
    return true;
}

bool build_adopt(builder *b, uint16_t tag) {
    uint32_t current = build_current(b);
    if (build_is(b, current, tag) && format_index(b, current) == UINT32_MAX) {
        build_pop(b);
        return true;
    }
    for (int round = 0; round < ADOPTIONS_MOST && !b->stopped; round++) {
        uint32_t format = build_format_find(b, tag);
        if (format == 0)
            return round > 0;
        uint32_t format_at = stack_index(b, format);
        if (format_at == UINT32_MAX) {
            build_format_remove(b, format);
            return true;
        }
        if (format_at == 0 || !build_node_in_scope(b, format))
            return true;
        if (!adopt_once(b, format, format_at))
            return true;
    }
    return true;
}

/* ---- the mode from the stack ---- */

static bool mode_of(const builder *b, uint16_t tag, bool is_last, html_mode *out) {
    switch (tag) {
    case TAG_TD:
    case TAG_TH:
        *out = MODE_IN_CELL;
        return !is_last;
    case TAG_TR:
        *out = MODE_IN_ROW;
        return true;
    case TAG_TBODY:
    case TAG_THEAD:
    case TAG_TFOOT:
        *out = MODE_IN_TABLE_BODY;
        return true;
    case TAG_CAPTION:
        *out = MODE_IN_CAPTION;
        return true;
    case TAG_COLGROUP:
        *out = MODE_IN_COLUMN_GROUP;
        return true;
    case TAG_TABLE:
        *out = MODE_IN_TABLE;
        return true;
    case TAG_TEMPLATE:
        *out = b->n_templates ? b->templates[b->n_templates - 1] : MODE_IN_BODY;
        return true;
    case TAG_HEAD:
        *out = MODE_IN_HEAD;
        return !is_last;
    case TAG_BODY:
        *out = MODE_IN_BODY;
        return true;
    case TAG_FRAMESET:
        *out = MODE_IN_FRAMESET;
        return true;
    case TAG_HTML:
        *out = b->head ? MODE_AFTER_HEAD : MODE_BEFORE_HEAD;
        return true;
    default:
        return false;
    }
}

void build_reset_mode(builder *b) {
    for (uint32_t i = b->n_stack; i > 0; i--) {
        bool is_last = i == 1;
        uint32_t node = is_last && b->context ? b->context : b->stack[i - 1];
        if (build_node(b, node)->space == SPACE_HTML &&
            mode_of(b, build_node(b, node)->tag, is_last, &b->mode))
            return;
    }
    b->mode = MODE_IN_BODY;
}
