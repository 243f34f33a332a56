/* matter.h - whether two events are of one matter: by the words that say what their articles are
 * about, weighed by how rare they are among the articles learnt from. The cosine of the vector
 * space model (Salton, Wong, Yang 1975). */
#ifndef UH_MATTER_H
#define UH_MATTER_H

#include "base/hash.h"
#include "store/around.h"

/* What the likeness of articles is taken for where nothing is known of one of them. */
#define MATTER_UNKNOWN 0.15

/* An article's words with their weights once all is learnt. */
typedef struct matter_words {
    around_words words;
    double *weights; // [words.n]; NULL until they are first compared
    double length;
} matter_words;

/* Reads articles' words when they are first asked for. status says what failed. */
typedef struct matter {
    store *store;
    const around *record;
    const uint32_t *of; // index into record.events
    arena *arena;
    map rows;         // article -> index into items
    uint32_t *of_act; // [n_acts] index into items, UINT32_MAX: not asked yet
    matter_words *items;
    uint32_t n, cap;
    map counts; // term -> how many articles learnt from have it
    uint32_t n_learnt;
    uh_error *error;
    uh_status status;
} matter;

/* of: [n_acts] index into record's events. */
void matter_open(matter *m, store *s, const around *record, const uint32_t *of, uint32_t n_acts,
                 arena *a, uh_error *error);
/* Counts the words of an act's article, once an article; nothing may be compared before the last.
 */
void matter_learn(matter *m, uint32_t act);
/* Tells how like the articles of two acts are, 0 to 1: 1 for one article, MATTER_UNKNOWN where
 * nothing is known of one of them. context: the matter. */
double matter_like(void *context, uint32_t a, uint32_t b);

#endif
