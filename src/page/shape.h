/* shape.h - what can be seen of a line by its letters alone: lengths, punctuation, case, function
 * words, marks of a caption, a price, a file name. No meaning, no neighbours. */
#ifndef UH_SHAPE_H
#define UH_SHAPE_H

#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>

enum { SHAPE_WORDS_MOST = 48, WORD_MOST = 64 };

/* A word of a line: its bytes and the hash of its lower-cased letters and digits. */
typedef struct word {
    uint32_t start, end; // in the line, without punctuation at its ends
    uint32_t hash;
} word;

typedef struct shape {
    uint32_t n_chars, n_letters, n_digits;
    uint32_t n_words;    // of all of it; a Chinese or Japanese character counts half a word
    uint32_t n_function; // words like "the", "and", "der", "les"
    uint32_t n_verbs;    // finite verbs and auxiliaries of a closed list, lower-case "-ed" words
    uint32_t n_capital;  // words that start with a capital
    uint32_t n_stops;    // sentence ends inside and at the end
    uint32_t n_commas;
    uint32_t hash; // of its letters and digits, lower-cased
    bool starts_upper, starts_lower, starts_quote, starts_digit;
    bool ends_stop, ends_colon, ends_dots;
    bool all_capitals;
    bool has_price, has_address; // "$199", "http", "@name"
} shape;

/* The first words of a line. */
typedef struct word_list {
    uint32_t n;
    word at[SHAPE_WORDS_MOST];
} word_list;

/* The same, borrowed. */
typedef struct word_row {
    const word *at;
    uint32_t n;
} word_row;

/* One of 64 bits for a word: a set of words may hold it only if the bits of the set do. */
static inline uint64_t word_bit(word w) {
    return UINT64_C(1) << (w.hash >> 26);
}

/* True if one of n words has that hash. */
bool word_holds(const word *row, uint32_t n, uint32_t hash);
/* Asks memory for what many lines are about to be looked at by. */
void shape_ahead(void);
/* Looks at one line of valid UTF-8; linear. */
void shape_of(text line, shape *out, word_list *words);
/* The first words of a line alone. */
void shape_words(text line, word_list *words);
/* The hash of a lower-case ASCII word, as in word.hash. */
uint32_t word_hash(text lower);
/* True if the word is in the closed list of function words. */
bool word_is_function(text w);
bool word_is_verb(text w);

#endif
