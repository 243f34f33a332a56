/* ending.h - what the text around a token says about a sentence ending there: candidates and their
 * features as rows of a weight table. Shared by the splitter and its trainer. */
#ifndef UH_ENDING_H
#define UH_ENDING_H

#include "doc/doc.h"
#include "language/kernel.h"
#include "language/lexicon.h"

enum {
    ENDING_FEATURES = 72,
    ENDING_TRAITS = 4,          // of one word, for flow.h
    ENDING_ROWS = 1 << 13,      // of the features' tables
    ENDING_SEEN_BITS = 1 << 13, // of the filter of words seen in small letters
    ENDING_QUICK_HIDDEN = 16,
    ENDING_HIDDEN = 32,
    ENDING_NETS = 2,                    // that decide together where the quick one leaves it open
    ENDING_QUICK_SCALE = 32,            // of its numbers
    ENDING_SCALE = 256,                 // of the other table's rows, biases and sums
    ENDING_OUT_SCALE = 1024,            // of what they are multiplied by at the end, and of scores
    ENDING_OPEN = 3 * ENDING_OUT_SCALE, // a quick score nearer to 0 is open: odds under 20 to 1
    ENDING_OPEN_LINES = 5 * ENDING_OUT_SCALE / 2, // ... in a document that has kept its lines
};

/* The trained tables as they lie in the model, little-endian: a quick one for all places, and
 * others for those that it leaves open, which also see the words around in the stream. Rows are
 * added up, with the bias, and rectified; out makes one score of the sums. */
typedef struct ending_net {
    int32_t out_bias;
    int16_t bias[ENDING_HIDDEN], out[ENDING_HIDDEN];
    int8_t rows[ENDING_ROWS][ENDING_HIDDEN];
} ending_net;

typedef struct ending_table {
    int32_t quick_out_bias;
    int16_t quick_bias[ENDING_QUICK_HIDDEN], quick_out[ENDING_QUICK_HIDDEN];
    int8_t quick_rows[ENDING_ROWS][ENDING_QUICK_HIDDEN];
    ending_net net[ENDING_NETS];
} ending_table;

/* What flow.h sees around a place, for each net. */
typedef struct ending_around {
    int16_t hidden[ENDING_NETS][ENDING_HIDDEN];
} ending_around;

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
/* Fills what is known of word i alone. */
void ending_traits(const ending_scan *s, uint32_t i, uint16_t traits[ENDING_TRAITS]);
/* Scores a candidate by its rows alone: above 0, a sentence ends there. */
int32_t ending_quick(const ending_table *t, const kernel *k, const uint16_t rows[ENDING_FEATURES]);
/* Decides by the rows, by what flow.h sees around, and by the quick score. */
bool ending_sure(const ending_table *t, const kernel *k, const uint16_t rows[ENDING_FEATURES],
                 const ending_around *around, int32_t quick);
/* Goes behind token i, where a sentence ends or not. */
void ending_step(ending_scan *s, uint32_t i, bool ends);

#endif
