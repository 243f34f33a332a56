/* coded.h - sentences whose acts are known, for the trainers of the event stage. A file has "s"
 * and sent_id, then a line an act, by tabs. What people coded: trigger, type, mode, actor,
 * recipient, status, source; a side is the head word of each who stands there, joined by +, or -.
 * What a model told: trigger, type, and how likely it is, of 100. The sentences themselves stand
 * in CoNLL-U files. Without memory or files they end. */
#ifndef UH_CODED_H
#define UH_CODED_H

#include "base/arena.h"
#include "base/hash.h"
#include "doc/plover.h"
#include "event/watch.h"

enum { CODED_ACTS_MOST = 24, CODED_FILES = 2, CODED_SURE = 100 };

typedef struct coded_act {
    text trigger;
    uint8_t type;
    uint8_t sure; // of CODED_SURE
    text actor, recipient;
} coded_act;

typedef struct coded {
    coded_act acts[CODED_ACTS_MOST];
    uint32_t n;
    bool by_hand;
} coded;

typedef struct coded_set {
    buffer files[CODED_FILES]; // that the texts are borrowed from
    arena memory;
    map known; // sent_id to its place
    coded *at;
    uint32_t n, cap;
} coded_set;

/* What people coded, and what a model did (NULL: nothing). */
void coded_read(coded_set *s, const char *by_hand, const char *by_model);
void coded_free(coded_set *s);

/* What stands before a mark, or all; rest becomes what stands behind. */
text coded_until(text *rest, char mark);
/* The rows of a sentence of a CoNLL-U file, as far as an empty line; those of its marks that are
 * not there are the ones before it. */
typedef struct coded_rows {
    text all, id, article;
} coded_rows;

/* Goes on to the next sentence; false at the end. */
bool coded_next(text *rest, coded_rows *rows);
/* What the sentence reads; in d, whose memory is used. Empty where the rows are odd. */
text coded_text(const coded_rows *rows, doc *d);

/* The node of a word as they wrote it, "word" or "word#2"; of several the one nearest to another
 * node, the first where that is -1. -1: it does not stand there. */
int32_t coded_word(const coder *c, text word, int32_t near);

/* The sentence at hand. */
typedef struct coded_place {
    int64_t number; // in the set, -1 where it is not there
    uint32_t texts; // read so far
} coded_place;

/* Codes every sentence of a CoNLL-U file as a text of its own, with somebody who looks on and is
 * told which it is; who looks at hands alone sees those of the set alone. */
void coded_trees(const coded_set *s, const uh_model *model, const char *path,
                 const coder_watcher *watcher, coded_place *place);

#endif
