/* vote.h - name labels for unlabelled text: a network's own spans, made consistent by a vote over
 * the whole text and by lists of names that are known. */
#ifndef TRAIN_VOTE_H
#define TRAIN_VOTE_H

#include "corpus.h"

typedef struct vote vote;

vote *vote_new(inventory *labels);
void vote_free(vote *v);
/* Adds names from a file of lines "PER<TAB>Full Name"; ends the program when it cannot be read. */
void vote_list(vote *v, const char *path);
/* Gives single words that lists hold as NORP this label, where they are not part of a longer name.
 */
void vote_groups(const vote *v, corpus *c);
/* Takes the words' labels as votes, decides on each string, and labels the words again. */
void vote_names(vote *v, corpus *c);

#endif
