/* byline.h - the names in a byline: "By Ann Lee and Bo Ray, Reuters"; "Von Ann Lee, 24.01.2019".
 * Who of several candidates wrote a page is decided in author.h. */
#ifndef UH_BYLINE_H
#define UH_BYLINE_H

#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>

enum { BYLINE_NAMES_MOST = 16 };

/* How sure it is that a line holds names: seen in the page, in an element for them, given. */
typedef enum surety { SEEN = 0, MARKED, GIVEN } surety;

typedef struct byline {
    text names[BYLINE_NAMES_MOST]; // borrowed from the line
    uint32_t n;
    bool says_by; // starts with a word like "By"
} byline;

/* Reads the names of a line; out->n is 0 where it holds none. */
void byline_read(text line, surety how, byline *out);
/* How a line starts: with a word like "By", or it is nothing but the words in front of a name:
 * "By", "Written by:", "Autor". */
typedef enum byline_start { STARTS_OTHERWISE = 1, SAYS_BY, IS_LABEL } byline_start;
byline_start byline_starts(text line);
bool byline_says_by(text line); // a label says so too
bool byline_is_label(text line);
/* Two to four words, each with a capital, as of a person. */
bool byline_is_person(text name);
/* Words that name a newsroom rather than a person: "Redaktion", "Staff Writer", "admin". */
bool byline_is_office(text name);
/* Appends a name unless it is there; false where there is no room. */
bool byline_add(byline *b, text name);

#endif
