/* piece.h - the page as a row of pieces before judgement: each a line or block of text with what is
 * seen of it; and the pieces made into the document's blocks. */
#ifndef UH_PIECE_H
#define UH_PIECE_H

#include "page/cue.h"
#include "page/shape.h"
#include "page/trail.h"

typedef struct piece {
    uint32_t start, end; // in the trail
    shape shape;
    const cue *cue; // borrowed from the list; NULL: none
    bool gap;       // a blank line stands before it
    bool glued;     // starts with a file name run into a word
    bool is_prose;  // sentences
    // the verdict
    uint8_t role; // enum role
    bool kept;
    uint8_t level;
    float weight;
    const char *why; // static
} piece;

typedef struct pieces {
    trail *trail;   // the text
    arena *scratch; // owns the rest
    cue_index *cues;
    piece *at;
    uint32_t n, cap;
    uint32_t title;       // index; NO_INDEX: none found
    uint32_t first, last; // of the story: pieces [first, last)
} pieces;

bool pieces_open(pieces *ps, trail *t, arena *scratch);
/* Looks at trail bytes [start, end) and appends them as a piece; NULL when memory refuses. */
piece *pieces_add(pieces *ps, uint32_t start, uint32_t end);
text piece_text(const pieces *ps, const piece *p);
void piece_say(piece *p, role r, float weight, const char *why);
/* Writes title and blocks into the document. */
bool pieces_emit(const pieces *ps, doc *d);

#endif
