/* hash.c - XXH3 64 (libxxhash) and an open-addressing map from 64-bit keys to 32-bit values. */
#include "base/hash.h"

#define XXH_INLINE_ALL // words are short: the call would cost more than the hash
#include <xxhash.h>

enum { MAP_START = 64 };

uint64_t hash_text(text t) {
    return XXH3_64bits(t.at, t.len);
}

uint64_t hash_seeded(text t, uint64_t seed) {
    return XXH3_64bits_withSeed(t.at, t.len, seed);
}

void hash_hex(uint64_t hash, char out[17]) {
    static const char digits[] = "0123456789abcdef";
    for (int i = 0; i < 16; i++)
        out[i] = digits[(hash >> (60 - 4 * i)) & 15];
    out[16] = '\0';
}

bool hash_of_hex(text digits, uint64_t *out) {
    uint64_t hash = 0;
    if (digits.len != 16)
        return false;
    for (size_t i = 0; i < digits.len; i++) {
        int c = to_lower((unsigned char)digits.at[i]);
        if (!is_digit(c) && (c < 'a' || c > 'f'))
            return false;
        hash = hash << 4 | (uint64_t)(is_digit(c) ? c - '0' : c - 'a' + 10);
    }
    *out = hash;
    return true;
}

static uint32_t first_slot(const map *m, uint64_t key) {
    return (uint32_t)hash_mix(key, 0) & (m->cap - 1);
}

static uint32_t slot_of(const map *m, uint64_t key) {
    uint32_t mask = m->cap - 1, slot = first_slot(m, key);
    while (m->keys[slot] && m->keys[slot] != key)
        slot = (slot + 1) & mask;
    return slot;
}

static bool enlarge(map *m, arena *a, uint32_t cap) {
    map larger = { .n = m->n, .cap = cap, .zero = m->zero, .has_zero = m->has_zero };
    larger.keys = arena_array(a, cap, sizeof *larger.keys);
    larger.values = arena_array(a, cap, sizeof *larger.values);
    if (!larger.keys || !larger.values)
        return false;
    for (uint32_t i = 0; i < m->cap; i++)
        if (m->keys[i]) {
            uint32_t slot = slot_of(&larger, m->keys[i]);
            larger.keys[slot] = m->keys[i];
            larger.values[slot] = m->values[i];
        }
    *m = larger;
    return true;
}

bool map_reserve(map *m, arena *a, size_t keys) {
    uint32_t cap = m->cap ? m->cap : MAP_START;
    while (cap / 2 < keys)
        if (cap > UINT32_MAX / 4)
            return false;
        else
            cap *= 2;
    return cap == m->cap || enlarge(m, a, cap);
}

void map_ahead(const map *m, uint64_t key) {
    if (m->cap == 0)
        return;
    uint32_t slot = first_slot(m, key);
    __builtin_prefetch(&m->keys[slot]);
    __builtin_prefetch(&m->values[slot]);
}

uint32_t *map_place(map *m, arena *a, uint64_t key, uint32_t value) {
    if (key == 0) {
        m->zero = m->has_zero ? m->zero : value;
        m->has_zero = true;
        return &m->zero;
    }
    if (!map_reserve(m, a, (size_t)m->n + 1))
        return NULL;
    uint32_t slot = slot_of(m, key);
    if (!m->keys[slot]) {
        m->n++;
        m->keys[slot] = key;
        m->values[slot] = value;
    }
    return &m->values[slot];
}

bool map_put(map *m, arena *a, uint64_t key, uint32_t value) {
    uint32_t *place = map_place(m, a, key, value);
    if (place)
        *place = value;
    return place != NULL;
}

bool map_get(const map *m, uint64_t key, uint32_t *value) {
    if (key == 0) {
        if (m->has_zero)
            *value = m->zero;
        return m->has_zero;
    }
    if (m->cap == 0)
        return false;
    uint32_t slot = slot_of(m, key);
    if (!m->keys[slot])
        return false;
    *value = m->values[slot];
    return true;
}
