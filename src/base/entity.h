/* entity.h - HTML character references: named (2,231), decimal and hexadecimal. */
#ifndef UH_ENTITY_H
#define UH_ENTITY_H

#include "base/text.h"

/* Reads the reference that starts with the "&" at the start of t.
 * in_attribute  names without a semicolon are not taken before "=" and letters (WHATWG 13.2.5.73)
 * out           one or two characters, the second 0 if there is none
 * returns       bytes used, 0 if it is no reference */
uint32_t entity_read(text t, bool in_attribute, uint32_t out[2]);
/* Appends text with its references decoded and line ends made \n. */
void entity_decode(buffer *out, text t, bool in_attribute);

#endif
