/* slots.h - looking a word up in a closed list through the table that tools/gen-slots made of it.
 */
#ifndef UH_SLOTS_H
#define UH_SLOTS_H

#include "base/eight.h"

enum { SLOTS_HASH_START = 0x811c9dc5, SLOTS_FACTOR = 16777619 };

/* FNV-1a: short keys, no need of strength. */
static inline uint32_t slots_step(uint32_t hash, unsigned char byte) {
    return (hash ^ byte) * (uint32_t)SLOTS_FACTOR;
}

/* slots_step over n <= EIGHT bytes, the first one lowest, the others 0: a factor of 1 leaves the
 * hash as it is. There is no loop whose end could be foretold wrongly, as the length of most words
 * is. */
extern const uint32_t slots_factors[EIGHT + 1][EIGHT];
static inline uint32_t slots_steps(uint32_t hash, uint64_t bytes, unsigned n) {
    for (unsigned i = 0; i < EIGHT; i++)
        hash = (hash ^ (uint32_t)(bytes >> 8 * i & 0xff)) * slots_factors[n][i];
    return hash;
}

/* The first slot of a word by its hash; n_slots is a power of two. */
static inline uint32_t slots_first(uint32_t hash, uint32_t n_slots) {
    return (hash ^ hash >> 15) & (n_slots - 1);
}

static inline uint32_t slots_next(uint32_t slot, uint32_t n_slots) {
    return (slot + 1) & (n_slots - 1);
}

/* True if a word is, but for capitals, the one of a list, which is in lower case. */
static inline bool slots_same(text written, text listed) {
    if (written.len != listed.len)
        return false;
    for (size_t i = 0; i < written.len; i++)
        if (to_lower((unsigned char)written.at[i]) != (unsigned char)listed.at[i])
            return false;
    return true;
}

#endif
