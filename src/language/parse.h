/* parse.h - sentences to tags, names and trees: the network run over a document. */
#ifndef UH_PARSE_H
#define UH_PARSE_H

#include "doc/doc.h"
#include "language/kernel.h"
#include "model/weights.h"
#include "upperhand.h"

/* Fills upos, xpos, name, head and relation of the tokens of every sentence.
 * doc      needs sentences and tokens
 * returns  UH_OK, UH_MODEL (weights for other features), UH_LIMIT, UH_NOMEM; tokens are then
 * untouched from the first sentence that failed cost     linear in tokens; any thread, one document
 * at a time; the kernels give the same bytes */
UH_CHECKED uh_status parse_sentences(const weights *w, enum kernel_kind kind, doc *d,
                                     uh_error *error);

/* The same without names for those of sentences [from, to) that need a tree now: names cost layers
 * of their own, and only who reads trees wants them. */
UH_CHECKED uh_status parse_trees(const weights *w, enum kernel_kind kind, doc *d, uint32_t from,
                                 uint32_t to, uh_error *error);

#endif
