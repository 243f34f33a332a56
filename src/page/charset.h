/* charset.h - a page's bytes to UTF-8 with the way back: byte-order mark, UTF-8 validity, the
 * charset declared by the transport or in a meta tag, a guess at last. */
#ifndef UH_CHARSET_H
#define UH_CHARSET_H

#include "page/trail.h"

/* Decodes page.raw.
 * raw, out  trails in the arena; out may be raw itself seen again (UTF-8 as it stands)
 * returns   false when memory refuses; malformed bytes become U+FFFD with a note */
bool charset_decode(doc *d, arena *a, trail *raw, trail *out);

#endif
