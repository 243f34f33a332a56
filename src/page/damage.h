/* damage.h - places where a page has lost words: a subject behind "How", a surname behind a given
 * name, the owner before "'s", a name glued to its file name. The marks tell later stages not to
 * trust the words around the hole. */
#ifndef UH_DAMAGE_H
#define UH_DAMAGE_H

#include "doc/doc.h"

/* Marks the damage of the title and of each block; needs text and blocks, fills damages. */
bool damage_mark(doc *d);
/* True if a line starts with a name glued to itself ("putinPutin"); *len is the word's length. */
bool damage_is_glued(text line, size_t *len);

#endif
