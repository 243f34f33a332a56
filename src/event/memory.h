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

typedef struct memory {
    arena *arena;
    map names; // hash of the last word of a name -> items
    learnt *items;
    uint32_t n, cap;
} memory;

/* Keeps what a name stands for; the first explanation stays. */
void memory_learn(memory *m, uint64_t name, text code, uint8_t sector, uint32_t sentence);
const learnt *memory_recall(const memory *m, uint64_t name);

#endif
