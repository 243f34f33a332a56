/* ending.h - what the text around a token says about a sentence ending there: candidates, and their
 * features as rows of a weight table. Shared by the splitter and its trainer. */
#ifndef UH_ENDING_H
#define UH_ENDING_H

#include "doc/doc.h"
#include "language/lexicon.h"

enum {
    ENDING_FEATURES = 72,
    ENDING_MORE = 24,            // features of seam.h behind them, for places that are left open
    ENDING_ROWS = 1 << 14,       // of the features' table; those of seam.h have as many more
    ENDING_QUICK_ROWS = 1 << 13, // of the first table: row numbers modulo this
    ENDING_SEEN_BITS = 1 << 13,  // of the filter of words seen in small letters
    ENDING_HIDDEN = 16,
    ENDING_SCALE = 32, // of the table's numbers
    ENDING_OPEN =
        3 * ENDING_SCALE * ENDING_SCALE, // a score nearer to 0 is open: odds under 20 to 1
};

/* Behind a table of rows: one hidden layer of their rectified sums, and its output. */
typedef struct ending_layer {
    int32_t out_bias;
    int16_t bias[ENDING_HIDDEN], out[ENDING_HIDDEN];
} ending_layer;

/* The trained tables as they lie in the model, little-endian: one for all places, and one that sees
 * more for those the first leaves open. */
typedef struct ending_table {
    ending_layer quick, sure;
    int8_t quick_rows[ENDING_QUICK_ROWS][ENDING_HIDDEN];
    int8_t sure_rows[2 * ENDING_ROWS][ENDING_HIDDEN];
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

static inline uint32_t ending_mix(uint32_t a, uint32_t b) {
    uint32_t h = (a ^ (b + 0x9e3779b9u + (a << 6))) * 0x85ebca6bu;
    return h ^ (h >> 15);
}

/* Looks at all tokens of the document once; memory from d.scratch, which the caller rewinds. False
 * when it refuses. */
bool ending_open(ending_scan *s, const lexicon *l, doc *d, bool alone);
/* Goes to a block: tokens [first, end). */
void ending_block(ending_scan *s, uint32_t first, uint32_t end);
/* May a sentence end with token i? */
bool ending_possible(const ending_scan *s, uint32_t i);
/* Fills the rows of a candidate. */
void ending_features(ending_scan *s, uint32_t i, uint16_t rows[ENDING_FEATURES]);
/* Scores a candidate by its first rows alone, and by all: above 0, a sentence ends there. */
int32_t ending_quick(const ending_table *t, const uint16_t rows[ENDING_FEATURES]);
int32_t ending_sure(const ending_table *t, const uint16_t rows[ENDING_FEATURES + ENDING_MORE]);
/* The stretch around token i that is looked at for more: from the sentence's start to the next full
 * stop, at most side tokens on either side. Returns one past its last token. */
uint32_t ending_stretch(ending_scan *s, uint32_t i, uint32_t side, uint32_t *from);
/* Goes behind token i, where a sentence ends or not. */
void ending_step(ending_scan *s, uint32_t i, bool ends);

#endif
