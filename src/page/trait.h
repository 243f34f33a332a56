/* trait.h - what the role model sees of each piece, as small whole numbers: its letters, its
 * place in the tree, its neighbours, the page around it. Columns of bytes, one a trait. */
#ifndef UH_TRAIT_H
#define UH_TRAIT_H

#include "page/alike.h"
#include "page/html.h"
#include "page/metadata.h"
#include "page/piece.h"

enum {
    CUE_TRAITS = 16,
    NEIGHBOUR_TRAITS = 9,
    NEIGHBOURS = 4, // one and two before, one and two behind
    PURPOSE_TRAITS = 40,
    ABOVE_TRAITS = 16,
    BLOCK_TRAITS = 5, // of each of the four blocks around
    BLOCKS = 4,
    TAG_TRAITS = 12,
};

typedef enum trait {
    // of the text
    F_WORDS = 0,
    F_CHARS,
    F_STOPS,
    F_COMMAS,
    F_FUNCTION,
    F_CAPITAL,
    F_VERBS,
    F_DIGITS,
    F_WORD_LENGTH,
    F_FLAGS_FIRST,
    F_ENDS_STOP = F_FLAGS_FIRST,
    F_ENDS_COLON,
    F_ENDS_DOTS,
    F_STARTS_UPPER,
    F_STARTS_LOWER,
    F_STARTS_QUOTE,
    F_STARTS_DIGIT,
    F_STARTS_SIGN,
    F_ALL_CAPITALS,
    F_PRICE,
    F_ADDRESS,
    F_GLUED,
    F_PROSE,
    F_DATE,
    F_DATE_REST, // bytes beside it
    F_CREDIT,    // of a picture: words behind it
    F_CUE_ROLE,
    F_CUE_PLACE,
    F_CUE, // one for each role
    F_REPEATED = F_CUE + CUE_TRAITS,
    F_FIRST_OF_REPEATED,
    F_TITLE_SHARE,
    F_IS_TITLE,
    F_FROM_TITLE,
    F_PLACE,
    F_WORDS_BEFORE,
    F_PROSE_BEFORE,
    F_PROSE_BEHIND,
    F_PROSE_NEAR,
    F_PROSE_AROUND,
    F_WORDS_NEAR,
    F_WORDS_AROUND,
    F_GAP,
    F_GAP_NEXT,
    F_PAGE_WORDS,
    F_PAGE_PIECES,
    F_PAGE_PROSE,
    F_BOX,
    F_NEIGHBOURS,
    TRAITS_OF_TEXT = F_NEIGHBOURS + NEIGHBOURS * NEIGHBOUR_TRAITS,
    // of the tree
    F_LINKS = TRAITS_OF_TEXT,
    F_LINK_SHARE,
    F_BOLD_SHARE,
    F_DEPTH,
    F_LEVEL,
    F_ITEM_DEPTH,
    F_HIDDEN,
    F_TAG,
    F_ABOVE = F_TAG + TAG_TRAITS,
    F_NEAR = F_ABOVE + ABOVE_TRAITS,
    F_FAR = F_NEAR + PURPOSE_TRAITS,
    F_BLOCKS = F_FAR + PURPOSE_TRAITS,
    F_BEST_LEVEL = F_BLOCKS + BLOCKS * BLOCK_TRAITS,
    F_SIGNATURE_PROSE,
    F_SIGNATURE_COUNT,
    F_SIGNATURE_LINKS,
    F_BODY_SHARE,
    F_PAGE_LINKS,
    F_PAGE_IS_ARTICLE,
    F_ARTICLE,
    F_SAME_ARTICLE,
    F_MAIN_HEADINGS_BEFORE,
    F_SINCE_HEADING,
    F_LAST_LEVEL,
    F_LAST_HEADING_CUE,
    F_TREE_NEIGHBOURS,
    TRAITS_OF_TREE = F_TREE_NEIGHBOURS + NEIGHBOURS * 4,
    // of a first judgement
    F_SCORE = TRAITS_OF_TREE,
    F_SCORE_NEAR, // three before, three behind
    F_SCORE_BLOCK = F_SCORE_NEAR + 6,
    F_SCORE_SIGNATURE = F_SCORE_BLOCK + BLOCKS,
    F_SCORE_BEFORE,
    F_SCORE_BEHIND,
    F_SCORE_SHARE_BEFORE,
    F_SCORE_FROM_FIRST,
    F_SCORE_FROM_LAST,
    F_SCORE_BEST_BEFORE,
    F_SCORE_BEST_BEHIND,
    F_SCORE_REPEATED,
    F_SCORE_PAGE,
    F_HINT_WORDS, // of it and its neighbours
    F_HINT_NAMES = F_HINT_WORDS + 1 + NEIGHBOURS,
    // more of the tree; last, so that the columns of models keep their numbers
    F_TREE_MORE = F_HINT_NAMES + 1 + NEIGHBOURS,
    F_MEDIA_SINCE = F_TREE_MORE, // pieces since the last picture or film
    F_RUN,                       // pieces of its signature that stand together
    F_KINDS,                     // of the second and third block around: how many are of its kind
    TRAITS = F_KINDS + 2,
} trait;

typedef struct traits {
    uint8_t *at; // [TRAITS][stride], stride a multiple of LANES
    uint32_t n, stride;
    alike texts;              // the pieces by their letters
    alike signatures, blocks; // of the tree: by their markup; [BLOCKS] around each by their nodes
} traits;

/* Looks at the pieces; m and h NULL for text without markup. False when memory refuses. */
bool traits_look(traits *f, pieces *ps, const html *h, const metadata *m);
/* Adds what words and names are worth: words[n]; names[n], NULL without markup. */
void traits_hinted(traits *f, const uint8_t *words, const uint8_t *names);
/* Adds what a first judgement says: score[n] from 0 (dropped) to 255 (kept). */
bool traits_judged(traits *f, pieces *ps, const html *h, const uint8_t *score);

#endif
