/* memory.c - what an article has taught. */
#include "event/memory.h"

enum { ECHO_SENTENCES = 10, RIVAL_SENTENCES = 4 };

void memory_learn(memory *m, uint64_t name, text code, uint8_t sector, uint32_t sentence) {
    uint32_t known;
    if (m->closed || code.len == 0 || map_get(&m->names, name, &known))
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

void memory_hear(memory *m, uint64_t role, text code, uint8_t sector, uint32_t sentence) {
    uint32_t at;
    if (m->closed || code.len < 3)
        return;
    if (!map_get(&m->roles, role, &at)) {
        echo *item = ARENA_PUSH(m->arena, m->echoes, m->n_echoes, m->echoes_cap);
        if (item && map_put(&m->roles, m->arena, role, m->n_echoes - 1))
            *item = (echo){ code, sector, sentence, 0 };
        return;
    }
    echo *e = &m->echoes[at];
    if (!text_equal(text_cut(e->code, 0, 3), text_cut(code, 0, 3)))
        e->rival = 1 + e->sentence;
    e->code = code;
    e->sector = sector;
    e->sentence = sentence;
}

bool memory_is_disputed(const memory *m, uint64_t role, uint32_t sentence) {
    uint32_t at;
    return map_get(&m->roles, role, &at) && m->echoes[at].rival &&
           sentence - (m->echoes[at].rival - 1) <= RIVAL_SENTENCES;
}

const echo *memory_echo(const memory *m, uint64_t role, uint32_t sentence) {
    uint32_t at;
    if (!map_get(&m->roles, role, &at))
        return NULL;
    const echo *e = &m->echoes[at];
    return !memory_is_disputed(m, role, sentence) && sentence - e->sentence <= ECHO_SENTENCES
               ? e
               : NULL;
}
