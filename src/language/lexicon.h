/* lexicon.h - what is known of single words: the parts of speech they are seen as, how often, and
 * whether they are the lemma of a verb, noun or adjective. Counted from treebanks by
 * tools/train_lexicon; the model's section "lexicon". */
#ifndef UH_LEXICON_H
#define UH_LEXICON_H

#include "base/text.h"
#include "model/model.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    LEXICON_VERSION = 1,
    LEXICON_BUCKETS = 1 << 13,
    LEXICON_WORDS_MOST = 60000,
    LEXICON_SECONDS = 8, // classes are upos * LEXICON_SECONDS + a code of the second part of speech
};

enum lexicon_flag {
    LEXICON_COUNT = 15, // bits of log2 of the count
    LEXICON_VERB = 16,  // is the lemma of a verb ...
    LEXICON_NOUN = 32,
    LEXICON_ADJECTIVE = 64,
};

typedef struct lexicon_entry {
    uint16_t check;     // the low half of the word's hash
    uint8_t word_class; // 0: not known by its class
    uint8_t flags;      // enum lexicon_flag
} lexicon_entry;

/* As it lies in the model, little-endian; entries follow, sorted by bucket. */
typedef struct lexicon {
    uint32_t version, n_words;
    uint16_t starts[LEXICON_BUCKETS + 1]; // first entry of each bucket
    uint16_t spare;
    lexicon_entry entries[];
} lexicon;

/* Returns the model's lexicon, or NULL where it has none of this version. */
const lexicon *lexicon_of(const uh_model *model);
/* Returns the hash of a word in small letters (ASCII). */
uint32_t lexicon_hash(text word);
/* Returns the entry of a hash; all zero where the word is not known. */
lexicon_entry lexicon_find(const lexicon *l, uint32_t hash);

static inline uint32_t lexicon_bucket(uint32_t hash) {
    return hash >> 19; // 32 - log2 LEXICON_BUCKETS
}

/* Asks memory for what lexicon_find of this hash looks at, while other work goes on. */
static inline void lexicon_ahead(const lexicon *l, uint32_t hash) {
    __builtin_prefetch(&l->entries[l->starts[lexicon_bucket(hash)]]);
}

#endif
