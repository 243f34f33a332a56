/* lexicon.c - a word is found by its hash alone: bucket by the high bits, check by the low ones;
 * one unknown word in some twenty thousand is taken for another. */
#include "language/lexicon.h"

const lexicon *lexicon_of(const uh_model *model) {
    text section = model_section(model, "lexicon");
    if (section.len < sizeof(lexicon))
        return NULL;
    const lexicon *l = (const void *)section.at;
    if (l->version != LEXICON_VERSION || l->n_words > LEXICON_WORDS_MOST ||
        section.len != sizeof *l + l->n_words * sizeof *l->entries ||
        l->starts[LEXICON_BUCKETS] != l->n_words)
        return NULL;
    return l;
}

uint32_t lexicon_hash(text word) {
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < word.len; i++)
        h = (h ^ (uint32_t)to_lower((unsigned char)word.at[i])) * 16777619u;
    h = (h ^ (h >> 15)) * 0x85ebca6bu;
    return h ^ (h >> 13);
}

lexicon_entry lexicon_find(const lexicon *l, uint32_t hash) {
    uint32_t bucket = lexicon_bucket(hash), end = l->starts[bucket + 1];
    if (end > l->n_words) // a damaged file; asked here, since all buckets are too many a document
        end = l->n_words;
    for (uint32_t i = l->starts[bucket]; i < end; i++)
        if (l->entries[i].check == (uint16_t)hash)
            return l->entries[i];
    return (lexicon_entry){ 0 };
}
