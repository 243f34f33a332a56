/* block.h - the tree of a page to pieces: each run of text between block elements, with where it
 * stands. Scripts, styles, templates and the like hold no text. */
#ifndef UH_BLOCK_H
#define UH_BLOCK_H

#include "page/html.h"
#include "page/piece.h"

/* Walks the tree; text goes into ps->trail (whose parent is the decoded page), pieces and their
 * markup into ps. noscript: whether what is shown without scripts is read too. False when memory
 * refuses. */
bool block_walk(const html *h, pieces *ps, bool noscript);

#endif
