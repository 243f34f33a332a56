/* linked.h - the JSON-LD of a page: what its article objects say (schema.org). */
#ifndef UH_LINKED_H
#define UH_LINKED_H

#include "doc/doc.h"

enum { LINKED_AUTHORS_MOST = 12, LINKED_TAGS_MOST = 32 };

/* Strings are in the arena, unescaped; "" where nothing is said. */
typedef struct linked {
    text headline, published, modified, section, body, site, language, keywords, image, licence;
    text any_published; // of an object of any kind
    text person;        // where the page names one person outside of any article
    text authors[LINKED_AUTHORS_MOST];
    uint32_t n_authors;
    bool is_article; // an article object was found, not just a web page
    bool is_paid;    // isAccessibleForFree is false
} linked;

/* Reads one script; fields that an earlier one has set stay. False when the arena refuses; broken
 * JSON ends the reading and nothing else. */
bool linked_read(linked *out, arena *a, text json);

#endif
