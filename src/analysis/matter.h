/* matter.h - whether two events are of one matter: by the words that say what their articles are
 * about, weighed by how rare they are among the articles learnt from. The cosine of the vector
 * space model (Salton, Wong, Yang 1975). */
#ifndef UH_MATTER_H
#define UH_MATTER_H

#include "base/hash.h"
#include "store/around.h"

/* Likeness of two articles from which on they are of one matter: what stories take for faint. */
#define MATTER_LIKE 0.15

/* Reads articles' words when they are first asked for. status says what failed. */
typedef struct matter {
    store *store;
    const around *record;
    const uint32_t *of; // index into record.events
    arena *arena;
    map rows; // article -> index into words
    around_words *words;
    uint32_t n, cap;
    map counts; // term -> how many articles learnt from have it
    uint32_t n_learnt;
    uh_error *error;
    uh_status status;
} matter;

void matter_open(matter *m, store *s, const around *record, const uint32_t *of, arena *a,
                 uh_error *error);
/* Counts the words of an act's article, once an article. */
void matter_learn(matter *m, uint32_t act);
/* True for one article, for articles alike, and where nothing is known of one of them. context: the
 * matter. */
bool matter_same(void *context, uint32_t a, uint32_t b);

#endif
