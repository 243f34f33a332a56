/* view.h - a page taken apart, before anything is judged: decoded, parsed, cut into pieces, its
 * metadata gathered and its title found. The trainer of the role model sees pages through it too.
 */
#ifndef UH_VIEW_H
#define UH_VIEW_H

#include "page/html.h"
#include "page/metadata.h"
#include "page/piece.h"
#include "page/trait.h"

typedef struct view {
    trail raw, utf8;
    trail carried; // of an HTML page whose story stands in its scripts alone, with it written out
    trail blocks;  // the text of an HTML page's pieces
    html h;
    pieces ps;
    metadata m;
    text title; // where no piece is the title
    bool is_html;
} view;

/* Takes apart doc.page; memory from doc.scratch. Plain text is judged by rules on the way, which
 * its title needs. False when memory refuses. */
bool view_open(view *v, doc *d);
/* What the role model sees of it. */
bool view_traits(view *v, traits *t);
/* Adds what a first judgement says. */
bool view_judged(view *v, traits *t, const uint8_t *score);

#endif
