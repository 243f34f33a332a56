/* ending.h - what the text around a token says about a sentence ending there: candidates, and their
 * features as rows of a weight table. Shared by the splitter and its trainer. */
#ifndef UH_ENDING_H
#define UH_ENDING_H

#include "doc/doc.h"
#include "language/lexicon.h"

enum {
    ENDING_FEATURES = 72,
    ENDING_ROWS = 1 << 14,
    ENDING_SEEN_BITS = 1 << 13, // of the filter of words seen in small letters
    ENDING_HIDDEN = 16,
    ENDING_SCALE = 32, // of the table's numbers
};

/* The trained table: one hidden layer of rectified sums of rows. Little-endian as it lies in the
 * model. */
typedef struct ending_table {
    int32_t out_bias;
    int16_t bias[ENDING_HIDDEN], out[ENDING_HIDDEN];
    int8_t rows[ENDING_ROWS][ENDING_HIDDEN];
} ending_table;

/* What a token looks like; tokens outside the block are blank. */
typedef struct ending_word {
    uint32_t word;      // hash in small letters
    uint32_t tail;      // hash of the last three bytes
    uint32_t verbs;     // verbs before it in the document
    uint8_t shape;      // enum shape (ending.c)
    uint8_t word_class; // of the lexicon, or of the shape where it has none
    uint8_t len;
    bool is_verb, space; // most often a verb; white space follows
} ending_word;

/* The tokens of one document, and the state of the sentence under way. */
typedef struct ending_scan {
    const doc *d;
    ending_word *words;  // [n_tokens of the document]; in scratch
    uint64_t *seen;      // [ENDING_SEEN_BITS / 64] filter of words that stand in small letters
    uint64_t *named;     // the same of words that stand capitalised after a small word
    uint32_t first, end; // the block
    uint32_t start;      // of the sentence under way
    uint32_t capitals, smalls; // words of it so far
    uint32_t next_stop;        // cached: the next stop at or after a place
    int32_t depth;             // of open brackets
    uint32_t style;            // of the document
    bool alone;                // the document is one block: its line ends may be lost
    bool quoted;               // inside double quotes
} ending_scan;

/* Looks at all tokens of the document once; memory from d.scratch, which the caller rewinds. False
 * when it refuses. */
bool ending_open(ending_scan *s, const lexicon *l, doc *d, bool alone);
/* Goes to a block: tokens [first, end). */
void ending_block(ending_scan *s, uint32_t first, uint32_t end);
/* May a sentence end with token i? */
bool ending_possible(const ending_scan *s, uint32_t i);
/* Fills the rows of a candidate. */
void ending_features(ending_scan *s, uint32_t i, uint16_t rows[ENDING_FEATURES]);
/* Does a sentence end at the candidate with these rows? */
bool ending_decide(const ending_table *t, const uint16_t rows[ENDING_FEATURES]);
/* Goes behind token i, where a sentence ends or not. */
void ending_step(ending_scan *s, uint32_t i, bool ends);

#endif
