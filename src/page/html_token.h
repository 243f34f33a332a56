/* html_token.h - markup to tokens (WHATWG 13.2.5), pulled one by one by the tree builder, which
 * sets the state behind a start tag. Used by html files only. */
#ifndef UH_HTML_TOKEN_H
#define UH_HTML_TOKEN_H

#include "base/hash.h"
#include "page/html.h"

typedef enum token_type {
    TOKEN_END = 0, // of the markup
    TOKEN_TEXT,    // markup bytes [start, end)
    TOKEN_CHARACTER,
    TOKEN_NUL,
    TOKEN_START_TAG,
    TOKEN_END_TAG,
    TOKEN_COMMENT,
    TOKEN_DOCTYPE,
} token_type;

typedef enum token_state {
    STATE_DATA = 0,
    STATE_RCDATA,
    STATE_RAWTEXT,
    STATE_SCRIPT,
    STATE_PLAINTEXT,
} token_state;

typedef struct html_token {
    token_type type;
    uint32_t start, end; // of the tag, or of the text of a comment
    uint32_t c[2];       // of a character
    uint16_t tag;
    uint16_t n_attributes; // behind html.n_attributes, not yet taken
    uint64_t names;        // of them, as bits: those known as in html_node.has, others above
    bool self_closing;
    html_doctype doctype;
} html_token;

typedef struct tokenizer {
    html *h;
    uint32_t at;
    token_state state;
    uint16_t raw_tag;   // whose end tag ends raw text
    uint32_t raw_end;   // where the raw text ends; 0 or before `at`: not yet known
    uint32_t cdata_end; // inside a CDATA section: where it ends
    bool in_foreign;    // the current node is not HTML: CDATA sections are known
    map names;
    bool failed;
} tokenizer;

void token_next(tokenizer *z, html_token *t);
/* The number of a lower-case element name; new ones are added. */
uint16_t token_tag(tokenizer *z, text name);

#endif
