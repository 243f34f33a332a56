/* memory.h - what an article has taught: names explained by an apposition or a title, so that later
 * short forms resolve. */
#ifndef UH_MEMORY_H
#define UH_MEMORY_H

#include "base/arena.h"
#include "base/hash.h"
#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct learnt {
    uint64_t name; // hash of the last word
    text code;
    uint8_t sector;
    uint32_t sentence; // where it was learnt
} learnt;

/* A role that was named with its country: "the Syrian government", later "the government". */
typedef struct echo {
    text code;
    uint8_t sector;
    uint32_t sentence; // where it stood last
    uint32_t rival;    // 1 + the sentence where one of another country stood last, 0 nowhere
} echo;

typedef struct memory {
    arena *arena;
    map names; // hash of the last word of a name -> items
    learnt *items;
    uint32_t n, cap;
    map roles; // hash of a role noun's lemma -> echoes
    echo *echoes;
    uint32_t n_echoes, echoes_cap;
    bool closed; // keeps nothing more, for now
} memory;

/* Keeps what a name stands for; the first explanation stays. */
void memory_learn(memory *m, uint64_t name, text code, uint8_t sector, uint32_t sentence);
const learnt *memory_recall(const memory *m, uint64_t name);

/* Keeps whose a role was; the last one counts. */
void memory_hear(memory *m, uint64_t role, text code, uint8_t sector, uint32_t sentence);
/* Whose the bare role is in a sentence: NULL where none was named a short while ago, or several. */
const echo *memory_echo(const memory *m, uint64_t role, uint32_t sentence);
/* Several countries' were named a short while ago. */
bool memory_is_disputed(const memory *m, uint64_t role, uint32_t sentence);

#endif
