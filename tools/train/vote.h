/* vote.h - name labels for unlabelled text: a network's own spans, made consistent by a vote over
 * the whole text and by lists of names that are known. */
#ifndef TRAIN_VOTE_H
#define TRAIN_VOTE_H

#include "corpus.h"

typedef struct vote vote;

vote *vote_new(inventory *labels);
void vote_free(vote *v);
/* Adds names from a file of lines "PER<TAB>Full Name", "TITLE<TAB>word"; ends the program when it
 * cannot be read. */
void vote_list(vote *v, const char *path);
/* Takes words that lists hold as TITLE off the beginning of persons' names. */
void vote_titles(const vote *v, corpus *c);
/* Gives single words that lists hold as NORP this label, where they are not part of a longer name.
 */
void vote_groups(const vote *v, corpus *c);
/* Takes the words' labels as votes, decides on each string, and labels the words again. Proper
 * nouns that stay without a label are then CORPUS_UNKNOWN, but for those that lists hold as TITLE
 * or OUTSIDE. */
void vote_names(vote *v, corpus *c);

#endif
