/* cue.h - set phrases by which a line names its own purpose: "read more", "follow us", "related
 * articles", "all rights reserved". A closed list with a role and a reason for each. */
#ifndef UH_CUE_H
#define UH_CUE_H

#include "doc/doc.h"
#include "page/shape.h"

typedef struct cue {
    const char *phrase; // lower-case words with one space between
    uint8_t role;       // enum role
    uint8_t place;      // enum cue_place
    uint8_t most_words; // of the line; a longer one is prose that happens to hold the phrase
    bool opens_box;     // the short lines behind it belong to it
    const char *why;
} cue;

enum cue_place { CUE_WHOLE = 1, CUE_START, CUE_END, CUE_ANY };

/* Asks memory for what many lines are about to be looked at by. */
void cue_ahead(void);
/* Finds the most telling cue of a line (whole before start before end before any); NULL if none. */
const cue *cue_find(const shape *s, const word_list *words);

#endif
