/* memory.c - what an article has taught. */
#include "event/memory.h"

void memory_learn(memory *m, uint64_t name, text code, uint8_t sector, uint32_t sentence) {
    uint32_t known;
    if (code.len == 0 || map_get(&m->names, name, &known))
        return;
    learnt *item = ARENA_PUSH(m->arena, m->items, m->n, m->cap);
    if (!item || !map_put(&m->names, m->arena, name, m->n - 1))
        return; // without memory an article teaches nothing; the arena keeps the failure
    *item = (learnt){ name, code, sector, sentence };
}

const learnt *memory_recall(const memory *m, uint64_t name) {
    uint32_t at;
    return map_get(&m->names, name, &at) ? &m->items[at] : NULL;
}
