/* html.h - HTML by the WHATWG standard (section 13.2): markup to a tree of compact nodes. Text and
 * attributes are not copied: nodes hold places in the markup. Scripting is off. */
#ifndef UH_HTML_H
#define UH_HTML_H

#include "base/arena.h"
#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    HTML_DEPTH_MOST = 512,      // open elements; deeper ones become siblings
    HTML_NODES_MOST = 400000,   // a page with more is read so far
    HTML_ATTRIBUTES_MOST = 128, // of one tag; further ones are dropped
    HTML_FORMATS_MOST = 64,     // active formatting elements; the oldest is forgotten
    HTML_NAMES_MOST = 4096,     // element names outside the standard
};

typedef enum html_kind {
    HTML_DOCUMENT = 1,
    HTML_ELEMENT,
    HTML_TEXT,
    HTML_COMMENT,
    HTML_DOCTYPE,
    HTML_CONTENT, // of a template
} html_kind;

typedef enum html_space { SPACE_HTML = 0, SPACE_SVG, SPACE_MATH } html_space;

#define TAG(constant, name, flags, start, end) TAG_##constant,
typedef enum html_tag {
    TAG_NONE = 0,
#include "page/html_tags.inc"
    TAGS_KNOWN // names outside the standard count on from here
} html_tag;
#undef TAG

#define ATTRIBUTE(constant, name) ATTR_##constant,
typedef enum html_known {
    ATTR_OTHER = 0, // nobody asks for it
#include "page/html_attributes.inc"
    ATTRS_KNOWN
} html_known;
#undef ATTRIBUTE

#define HTML_HAS(name) (UINT64_C(1) << ATTR_##name)
/* All of them; ATTR_OTHER is none. */
#define HTML_KNOWN ((UINT64_C(1) << ATTRS_KNOWN) - 2)

/* Links are indexes of nodes; 0 is none, for the document (node 0) is nobody's child. */
typedef struct html_node {
    uint32_t parent, first, last, next, prev;
    uint32_t start, end; // element: its start tag; comment: its text; text: first and last chunk
    uint64_t has;        // the attributes of a known name, as bits 1 << enum html_known
    uint32_t attribute;  // the first of all
    uint16_t n_attributes;
    uint16_t tag;
    uint8_t kind;  // enum html_kind
    uint8_t space; // enum html_space
} html_node;

typedef struct html_attribute {
    uint32_t name, value; // places in the markup
    uint32_t value_len;
    uint16_t name_len;
    uint8_t known; // enum html_known
} html_attribute;

/* A run of text: markup bytes [start, end) as they stand, or, where c[0] is not 0, one or two
 * characters that a reference or a NUL there stands for. */
typedef struct html_chunk {
    uint32_t start, end;
    uint32_t next; // of the same text node; 0: the last
    uint32_t c[2];
} html_chunk;

typedef struct html_doctype {
    text name, public_id, system_id;
    bool has_public, has_system, quirks;
} html_doctype;

typedef struct html {
    text in; // borrowed markup, valid UTF-8
    arena *arena;
    html_node *nodes;
    html_attribute *attributes;
    html_chunk *chunks; // [0] is not used
    text *names;        // of tags from TAGS_KNOWN on
    uint32_t n_nodes, nodes_cap, n_attributes, attributes_cap, n_chunks, chunks_cap;
    uint32_t n_names, names_cap;
    html_doctype doctype;
    bool quirks;
    bool is_cut; // HTML_NODES_MOST was reached
} html;

/* Parses markup.
 * context  name of the element whose content the markup is ("td", "svg path"), "" for a document
 * arena    takes the tree; out lives as long
 * returns  false when the arena refuses
 * cost     linear in bytes; memory about the size of the markup */
bool html_parse(html *out, arena *a, text in, text context);

/* The lower-case name of an element. */
text html_name(const html *h, uint32_t node);
/* The attributes of an element that have a known name, as bits 1 << enum html_known. */
static inline uint64_t html_has(const html *h, uint32_t node) {
    return h->nodes[node].has;
}
/* Finds an attribute; NULL if there is none. */
const html_attribute *html_attribute_of(const html *h, uint32_t node, html_known name);
/* The value as it stands in the markup, references undecoded; "" if there is no such attribute. */
text html_raw_value(const html *h, uint32_t node, html_known name);
/* True if two attributes have one name. */
bool html_same_name(const html *h, const html_attribute *a, const html_attribute *b);
/* Appends an attribute's value, references decoded. */
void html_value(const html *h, const html_attribute *a, buffer *out);
/* Appends a text node's characters, line ends as \n. */
void html_text(const html *h, uint32_t node, buffer *out);
/* The next node of a walk in page order below root, without the node's children; 0 at its end. */
static inline uint32_t html_skip(const html *h, uint32_t node, uint32_t root) {
    while (node != root && !h->nodes[node].next)
        node = h->nodes[node].parent;
    return node == root ? 0 : h->nodes[node].next;
}
/* The same with them. */
static inline uint32_t html_walk(const html *h, uint32_t node, uint32_t root) {
    return h->nodes[node].first ? h->nodes[node].first : html_skip(h, node, root);
}

#endif
