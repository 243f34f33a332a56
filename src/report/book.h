/* book.h - where reports find the names of codes, the capitals of states and the outlines of the
 * map; the run hands one in, so that reports need no model. */
#ifndef UH_BOOK_H
#define UH_BOOK_H

#include "base/text.h"

typedef struct book {
    text (*find)(const void *context, text code); // the code itself where it has no name
    /* The name of a state's capital and where it lies, in degrees; "": not known. NULL: none is. */
    text (*capital)(const void *context, text state, float *latitude, float *longitude);
    const void *context;
    text model;    // hash of the model that the names are from
    text outlines; // of states: data/outlines.txt; "": no map
} book;

text book_name(const book *b, text code);
text book_capital(const book *b, text state, float *latitude, float *longitude);

#endif
