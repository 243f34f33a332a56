/* score.h - how good predictions are: tags, heads, relations with their subtypes, name spans. */
#ifndef TRAIN_SCORE_H
#define TRAIN_SCORE_H

#include "corpus.h"

#include <stdio.h>

enum { SCORE_KINDS = 3 };

typedef struct score {
    size_t words, upos, tags, heads, arcs; // arcs: head and relation with subtype
    size_t spans_gold[SCORE_KINDS], spans_said[SCORE_KINDS],
        spans_right[SCORE_KINDS]; // PER, LOC, ORG
    size_t relation_gold[256], relation_said[256], relation_right[256];
} score;

void score_sentence(score *s, const inventory *labels, const word *gold, const word *said, size_t n,
                    bool has_tree);
void score_print(const score *s, const char *name, bool has_tree, FILE *out);
/* F1 of the relations that events hang on: head and relation with its subtype right. */
void score_relations(const score *s, const inventory *labels, FILE *out);
double score_arcs(const score *s);  // LAS in percent
double score_names(const score *s); // F1 in percent

#endif
