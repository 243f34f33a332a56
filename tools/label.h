/* label.h - which pieces of a page are of its known story. */
#ifndef UH_LABEL_H
#define UH_LABEL_H

#include "answer.h"

#include "page/piece.h"

/* What is fitted needs about so many words of a story where it is not known how many there are. */
enum { LABEL_WORDS = 300 };

/* Labels each piece: 1 of the story, 0 not, -1 not known. Returns the words of the story. */
uint32_t label_pieces(const answer *known, const pieces *ps, int *label);

#endif
