/* hint.h - what the words of a piece and the names of the elements around it are worth as signs
 * that it is story or none: two tables of learned weights, looked up by hashes, so that neither
 * words nor names are kept. The trees of the role model take the sums as two of their traits. */
#ifndef UH_HINT_H
#define UH_HINT_H

#include "page/html.h"
#include "page/piece.h"

enum {
    HINT_SLOTS = 1 << 15,   // of a table
    HINT_WORDS_MOST = 64,   // slots of one piece
    HINT_NAMES_MOST = 1024, //
};

/* Tables of HINT_SLOTS weights, borrowed; words in 1/16, names in 1/32 of a logit. */
typedef struct hint_tables {
    const signed char *words, *names; // NULL where there is no markup
} hint_tables;

/* The slots of a piece's words; returns their number. */
uint32_t hint_words(const pieces *ps, const piece *p, uint16_t slot[HINT_WORDS_MOST]);
/* The slots of the names of the elements around a piece. */
uint32_t hint_names(const pieces *ps, const html *h, const markup *m,
                    uint16_t slot[HINT_NAMES_MOST]);
/* The sum of n slots of words as a score from 0 to 255, 128 in doubt. */
uint8_t hint_score_words(const signed char *table, const uint16_t *slot, uint32_t n);
uint8_t hint_score_names(const signed char *table, const uint16_t *slot, uint32_t n);
/* The scores of all pieces: words[n]; names[n] where h is given. False when memory refuses. */
bool hint_pieces(const hint_tables *t, const pieces *ps, const html *h, uint8_t *words,
                 uint8_t *names);

#endif
