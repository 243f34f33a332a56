/* html_modes.h - what the files of the insertion modes share. Each mode takes a token and says
 * whether it is done with it; if not, the token is taken again by the mode that is current then.
 * Used by html files only. */
#ifndef UH_HTML_MODES_H
#define UH_HTML_MODES_H

#include "page/html_build.h"

bool mode_in_head(builder *b, html_token *t);
bool mode_in_body(builder *b, html_token *t);
bool mode_in_table(builder *b, html_token *t);
bool mode_in_caption(builder *b, html_token *t);
bool mode_in_column_group(builder *b, html_token *t);
bool mode_in_table_body(builder *b, html_token *t);
bool mode_in_row(builder *b, html_token *t);
bool mode_in_cell(builder *b, html_token *t);
bool mode_current(builder *b, html_token *t); // the current one

bool mode_is_foreign(const builder *b,
                     const html_token *t); // taken by the rules of foreign content
bool mode_in_foreign(builder *b, html_token *t);

/* ---- tokens ---- */

bool mode_starts(const html_token *t, uint16_t tag); // a start tag of that name
bool mode_ends(const html_token *t, uint16_t tag);   // an end tag
bool mode_is_text(const html_token *t);
bool mode_is_any(uint16_t tag, const uint16_t *list, size_t n);
#define ANY(tag, ...)                                                                              \
    mode_is_any(tag, (const uint16_t[]){ __VA_ARGS__ },                                            \
                sizeof((const uint16_t[]){ __VA_ARGS__ }) / sizeof(uint16_t))

/* How many bytes of white space a text starts with. */
uint32_t mode_blank_bytes(const builder *b, const html_token *t);
/* Splits the white space off the front of a text: takes it by `insert` or drops it; true if nothing
 * is left. */
bool mode_take_blank(builder *b, html_token *t, bool insert);
const html_attribute *mode_attribute(const builder *b, const html_token *t, html_known name);
bool mode_is_hidden(const builder *b, const html_token *t); // an input of that type

/* ---- steps of one mode that another takes too ---- */

void mode_body_text(builder *b, html_token *t);
void mode_end_scoped(builder *b, uint16_t tag, html_scope scope, uint16_t but);
void mode_flush_text(builder *b); // the text held back inside a table

#endif
