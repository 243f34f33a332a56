/* alike.c - things of a page that have a number in common. */
#include "page/alike.h"

enum { FACTOR_SHIFT = 32 };

/* Fibonacci hashing: the upper bits of a product spread any keys (Knuth, volume 3, section 6.4). */
static uint32_t slot_of(uint32_t key, uint32_t mask) {
    return (uint32_t)(key * UINT64_C(0x9e3779b97f4a7c15) >> FACTOR_SHIFT) & mask;
}

bool alike_group(alike *a, arena *scratch, const uint32_t *keys, uint32_t n) {
    uint32_t room = 4;
    if (n > UINT32_MAX / 4)
        return false;
    while (room < 2 * n)
        room *= 2;
    uint32_t *slots = arena_array(scratch, room, sizeof *slots); // 1 + the group
    a->group = arena_room(scratch, n, sizeof *a->group);
    a->first = arena_room(scratch, n, sizeof *a->first);
    a->n_groups = 0;
    if (!slots || !a->group || !a->first)
        return false;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t k = slot_of(keys[i], room - 1);
        while (slots[k] && keys[a->first[slots[k] - 1]] != keys[i])
            k = (k + 1) & (room - 1);
        if (!slots[k]) {
            a->first[a->n_groups] = i;
            slots[k] = ++a->n_groups;
        }
        a->group[i] = slots[k] - 1;
    }
    return true;
}
