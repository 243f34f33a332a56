/* markup.h - text into HTML: everything is escaped but what markup_raw takes. Characters that would
 * not show, or would change how the line around them reads, become U+FFFD. */
#ifndef UH_MARKUP_H
#define UH_MARKUP_H

#include "base/text.h"

/* Appends text as character data or inside a quoted attribute: & < > " ' become references,
 * malformed UTF-8, controls and the marks that turn the direction of writing become U+FFFD. */
void markup_text(buffer *b, text t);
void markup_string(buffer *b, const char *string);
/* Appends markup as it stands; only for literals of the program. */
void markup_raw(buffer *b, const char *markup);
/* Appends a space, the name and the quoted value. */
void markup_attribute(buffer *b, const char *name, text value);
/* True for an address that may stand in a link: http:// or https://, printable. */
bool markup_is_link(text address);
/* Appends the base64 of a SHA-256, as a content-security policy names an inline script or sheet. */
void markup_policy_hash(buffer *b, text content);

#endif
