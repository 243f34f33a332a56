/* piece.h - the page as a row of pieces before judgement: each a line or block of text with what is
 * seen of it; and the pieces made into the document's blocks. */
#ifndef UH_PIECE_H
#define UH_PIECE_H

#include "base/hash.h"
#include "page/class.h"
#include "page/cue.h"
#include "page/shape.h"
#include "page/trail.h"

/* Where in the tree a piece of an HTML page stands. */
typedef struct markup {
    uint64_t near, far; // purposes by class names: of the nearest two blocks, of all above them
    uint32_t node;      // the element that holds it
    uint32_t block[4];  // the blocks around it, nearest first
    uint32_t link_chars, bold_chars;
    uint32_t signature; // names and classes of the nearest two blocks
    uint32_t kind[2];   // name and class of the second and third block around
    uint16_t above;     // bits of enum element_kind: what stands above
    uint16_t tag;       // of the nearest block
    uint16_t n_links, depth;
    uint8_t n_media;    // pictures and films since the piece before, at most 255
    uint8_t level;      // of a heading
    uint8_t item_depth; // of lists around it
    uint16_t article;   // number of the nearest article element, in page order; 0: none
    bool is_hidden;
} markup;

enum element_kind {
    IN_ARTICLE = 1,
    IN_MAIN = 2,
    IN_ASIDE = 4,
    IN_NAV = 8,
    IN_HEADER = 16,
    IN_FOOTER = 32,
    IN_FIGURE = 64,
    IN_FORM = 128,
    IN_TABLE = 256,
    IN_QUOTE = 512,
    IN_LIST = 1024,
    IN_BODY_PROPERTY = 2048, // itemprop articleBody
    IN_BUTTON = 4096,
    IN_HEADING = 8192,
    IN_ADDRESS = 16384,
    IN_DIALOG = 32768,
};

typedef struct piece {
    uint32_t start, end;    // in the trail
    uint32_t word, n_words; // its first words, in pieces.words
    shape shape;
    const cue *cue; // borrowed from the list; NULL: none
    bool gap;       // a blank line stands before it
    bool glued;     // starts with a file name run into a word
    bool is_prose;  // sentences
    uint8_t credit; // of a picture: 1 and the words behind it; 0: none
    // the verdict
    uint8_t role; // enum role
    bool kept;
    bool is_firm; // a rule that a model does not overrule
    uint8_t level;
    float weight;
    const char *why; // static
} piece;

typedef struct pieces {
    trail *trail;         // the text
    arena *scratch;       // owns the rest
    class_index *classes; // of an HTML page, else NULL
    piece *at;
    uint32_t n, cap;
    word *words;
    uint32_t n_words, words_cap;
    markup *markup; // [n] of an HTML page, else NULL
    uint32_t n_markup, markup_cap;
    uint32_t title;       // index; NO_INDEX: none found
    bool title_is_apart;  // the title's words come from elsewhere
    bool is_given;        // an article already: nothing is judged, so nothing is looked at
    uint32_t first, last; // of the story: pieces [first, last)
} pieces;

void pieces_open(pieces *ps, trail *t, arena *scratch);
/* The same for the text of an article record, whose lines are taken at their word. */
void pieces_open_given(pieces *ps, trail *t, arena *scratch);
/* Makes room for about n pieces of a tree with so many bytes of text, before the first is added, so
 * that growing copies little; false when memory refuses. */
bool pieces_reserve(pieces *ps, uint32_t n, size_t bytes);
/* Looks at trail bytes [start, end) and appends them as a piece; NULL when memory refuses. */
piece *pieces_add(pieces *ps, uint32_t start, uint32_t end);
static inline text piece_text(const pieces *ps, const piece *p) {
    return trail_text(ps->trail, p->start, p->end);
}
/* Its first words, at most SHAPE_WORDS_MOST, borrowed until the next piece is added; their places
 * count in piece_text. */
word_row piece_words(const pieces *ps, const piece *p);
/* Where piece i stands in the tree; all zero in plain text. */
const markup *piece_markup(const pieces *ps, uint32_t i);
/* Whether piece i is a link for the most part; stands among comments; in navigation, an aside or a
 * footer. None of it in plain text. */
bool piece_is_link(const pieces *ps, uint32_t i);
bool piece_is_comment(const pieces *ps, uint32_t i);
bool piece_is_aside(const pieces *ps, uint32_t i);
/* Whether a line of plain text stands just above its story or begins it: where that starts is surer
 * than which line is the title. */
bool piece_is_above_story(const pieces *ps, uint32_t i);
/* Where in the markup the title starts; 0 in plain text and where no piece is the title. */
uint32_t pieces_title_source(const pieces *ps);
void piece_say(piece *p, role r, float weight, const char *why);
/* Writes title and blocks into the document. */
bool pieces_emit(const pieces *ps, doc *d);

#endif
