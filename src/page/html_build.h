/* html_build.h - the tree builder's state and its operations on the tree (WHATWG 13.2.4, 13.2.6.1):
 * stack of open elements, active formatting elements, places of insertion. Used by html files only.
 */
#ifndef UH_HTML_BUILD_H
#define UH_HTML_BUILD_H

#include "page/html_token.h"

enum html_flag {
    HTML_SPECIAL = 1,
    HTML_SCOPE = 2,     // ends every scope but that of tables
    HTML_IMPLIED = 4,   // its end tag may be left out
    HTML_THOROUGH = 8,  // the same at the end of a template
    HTML_FORMAT = 16,   // a formatting element
    HTML_ROWS = 32,     // table, tbody, tfoot, thead, tr: text in them is moved out
    HTML_BREAKOUT = 64, // its start tag ends foreign content
};

/* What a start tag does in the mode "in body". */
enum html_start {
    START_OTHER = 0,
    START_HTML,
    START_BODY,
    START_FRAMESET,
    START_HEAD,
    START_BLOCK,
    START_HEADING,
    START_PRE,
    START_FORM,
    START_LI,
    START_DD,
    START_PLAINTEXT,
    START_BUTTON,
    START_A,
    START_FORMAT,
    START_NOBR,
    START_OBJECT,
    START_TABLE,
    START_VOID,
    START_INPUT,
    START_PARAM,
    START_HR,
    START_IMAGE,
    START_TEXTAREA,
    START_XMP,
    START_IFRAME,
    START_RAW,
    START_SELECT,
    START_OPTION,
    START_OPTGROUP,
    START_RUBY_BASE,
    START_RUBY_TEXT,
    START_MATH,
    START_SVG,
    START_IGNORED
};
enum html_end {
    END_OTHER = 0,
    END_BODY,
    END_HTML,
    END_TEMPLATE,
    END_BLOCK,
    END_FORM,
    END_P,
    END_LI,
    END_DD,
    END_HEADING,
    END_FORMAT,
    END_OBJECT,
    END_BR
};

typedef enum html_mode {
    MODE_INITIAL = 0,
    MODE_BEFORE_HTML,
    MODE_BEFORE_HEAD,
    MODE_IN_HEAD,
    MODE_IN_HEAD_NOSCRIPT,
    MODE_AFTER_HEAD,
    MODE_IN_BODY,
    MODE_TEXT,
    MODE_IN_TABLE,
    MODE_IN_CAPTION,
    MODE_IN_COLUMN_GROUP,
    MODE_IN_TABLE_BODY,
    MODE_IN_ROW,
    MODE_IN_CELL,
    MODE_IN_TEMPLATE,
    MODE_AFTER_BODY,
    MODE_IN_FRAMESET,
    MODE_AFTER_FRAMESET,
    MODE_AFTER_AFTER_BODY,
    MODE_AFTER_AFTER_FRAMESET
} html_mode;

typedef enum html_scope { SCOPE_ANY = 0, SCOPE_LIST, SCOPE_BUTTON, SCOPE_TABLE } html_scope;

enum {
    MARKER = UINT32_MAX,
    USUAL_PLACE = UINT32_MAX,
    PENDING_MOST = 256,
    TEMPLATES_MOST = HTML_DEPTH_MOST
};

/* Where a node goes: into parent, in front of before (0: at the end). */
typedef struct place {
    uint32_t parent, before;
} place;

typedef struct builder {
    html *h;
    tokenizer z;
    html_mode mode, original;
    uint32_t stack[HTML_DEPTH_MOST]; // of open elements
    uint32_t n_stack;
    uint32_t n_p; // open <p>, at least: those that leave the stack in other ways still count
    uint32_t formats[HTML_FORMATS_MOST]; // node or MARKER
    uint32_t n_formats;
    html_mode templates[TEMPLATES_MOST];
    uint32_t n_templates;
    html_chunk pending[PENDING_MOST]; // text inside a table, until it is known whether it is blank
    uint32_t n_pending;
    uint32_t head, form;
    uint32_t context; // element whose content is parsed, 0: a document
    bool frameset_ok, foster, skip_newline, stopped;
} builder;

extern const uint8_t html_flags[TAGS_KNOWN];

static inline html_node *build_node(const builder *b, uint32_t node) {
    return &b->h->nodes[node];
}

static inline uint32_t build_current(const builder *b) { // 0: none
    return b->n_stack ? b->stack[b->n_stack - 1] : 0;
}

/* The context, where only the root is open. */
static inline uint32_t build_adjusted(const builder *b) {
    return b->n_stack == 1 && b->context ? b->context : build_current(b);
}

/* True for an HTML element of that name. */
static inline bool build_is(const builder *b, uint32_t node, uint16_t tag) {
    const html_node *n = build_node(b, node);
    return n->tag == tag && n->space == SPACE_HTML && n->kind == HTML_ELEMENT;
}

static inline bool build_has_flag(const builder *b, uint32_t node, unsigned flag) {
    const html_node *n = build_node(b, node);
    return n->space == SPACE_HTML && n->tag < TAGS_KNOWN && (html_flags[n->tag] & flag);
}

bool build_is_special(const builder *b, uint32_t node);
bool build_is_text_point(const builder *b, uint32_t node); // MathML text integration point
bool build_is_html_point(const builder *b, uint32_t node); // HTML integration point

uint32_t build_make(builder *b, html_kind kind, uint16_t tag);
void build_attach(builder *b, uint32_t node, place where);
void build_detach(builder *b, uint32_t node);
place build_place(const builder *b, uint32_t override); // 0: the current node
/* Makes an element of a start tag, puts it in its place and opens it. */
uint32_t build_insert(builder *b, const html_token *t, html_space space);
uint32_t build_insert_named(builder *b, uint16_t tag); // without attributes
void build_text(builder *b, const html_token *t);
void build_comment(builder *b, const html_token *t, uint32_t parent); // USUAL_PLACE or a node

void build_push(builder *b, uint32_t node);
void build_pop(builder *b);
void build_pop_until(builder *b, uint16_t tag); // and that one too
void build_remove(builder *b, uint32_t node);   // from the stack
bool build_in_scope(const builder *b, uint16_t tag, html_scope scope);
bool build_node_in_scope(const builder *b, uint32_t node);
bool build_is_open(const builder *b, uint16_t tag);
void build_close_implied(builder *b, uint16_t but);
void build_close_thoroughly(builder *b);
void build_close_p(builder *b); // if one is in button scope

void build_format_push(builder *b, uint32_t node);
void build_format_mark(builder *b);
void build_format_clear(builder *b); // to the last marker
void build_format_remove(builder *b, uint32_t node);
uint32_t build_format_find(const builder *b, uint16_t tag); // behind the last marker; 0: none
void build_reopen(builder *b); // formatting elements that were closed by others
static inline void build_reconstruct(builder *b) {
    if (b->n_formats)
        build_reopen(b);
}
/* The adoption agency for an end tag; false: it is to be treated like any other end tag. */
bool build_adopt(builder *b, uint16_t tag);
void build_reset_mode(builder *b);

/* Takes one token by the rules of the current mode (html_modes.c). */
void build_take(builder *b, html_token *t);

#endif
