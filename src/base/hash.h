/* hash.h - XXH3 64 (libxxhash) and an open-addressing map from 64-bit keys to 32-bit values. */
#ifndef UH_HASH_H
#define UH_HASH_H

#include "base/arena.h"
#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>

uint64_t hash_text(text t);
uint64_t hash_seeded(text t, uint64_t seed);
void hash_hex(uint64_t hash, char out[17]);   // 16 digits and NUL
bool hash_of_hex(text digits, uint64_t *out); // false where it is not 16 digits

/* Of two numbers; order matters. */
static inline uint64_t hash_mix(uint64_t a, uint64_t b) {
    uint64_t x = (a ^ (b + 0x9e3779b97f4a7c15u + (a << 6) + (a >> 2))) * 0xff51afd7ed558ccdu;
    x ^= x >> 33;
    x *= 0xc4ceb9fe1a85ec53u;
    return x ^ (x >> 33);
}

/* A map in an arena; key 0 is kept apart. Not for output: iteration order is not defined. */
typedef struct map {
    uint64_t *keys;
    uint32_t *values;
    uint32_t n, cap;
    uint32_t zero;
    bool has_zero;
} map;

/* Makes room for so many keys together; false when the arena refuses. */
bool map_reserve(map *m, arena *a, size_t keys);
/* Returns the place of a key's value, which is put there as it is given where there is none; good
 * until the next key is put. NULL when the arena refuses. */
uint32_t *map_place(map *m, arena *a, uint64_t key, uint32_t value);
/* Asks memory for what is looked at for a key, while other work goes on. */
void map_ahead(const map *m, uint64_t key);
/* Sets key to value; false when the arena refuses. */
bool map_put(map *m, arena *a, uint64_t key, uint32_t value);
/* Finds the value of key; false where there is none. */
bool map_get(const map *m, uint64_t key, uint32_t *value);

#endif
