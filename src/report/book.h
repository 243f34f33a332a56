/* book.h - where reports find the names of codes; the run hands one in, so that reports need no
 * model. */
#ifndef UH_BOOK_H
#define UH_BOOK_H

#include "base/text.h"

typedef struct book {
    text (*find)(const void *context, text code); // the code itself where it has no name
    const void *context;
    text model; // hash of the model that the names are from
} book;

text book_name(const book *b, text code);

#endif
