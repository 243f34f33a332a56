/* language.h - the language stage: an article's text to sentences and tokens, with tags, lemmas,
 * names and trees. */
#ifndef UH_LANGUAGE_H
#define UH_LANGUAGE_H

#include "doc/doc.h"
#include "model/model.h"

/* Fills doc.sentences and doc.tokens from the title and the kept blocks.
 * model    weights and lexicons; borrowed
 * doc      needs text and blocks
 * returns  UH_OK, UH_LIMIT (over DOC_TOKENS_MOST, DOC_SENTENCES_MOST or the document's memory),
 *          UH_NOMEM
 * cost     linear in bytes; any thread, one document at a time */
uh_status language_parse(const uh_model *model, doc *d);

/* The same in steps and without names, for the stages that code events, which know names from the
 * lexicon: sentences and tokens first, where text that is not English is left out with a note; then
 * tags, lemmas and trees of the sentences that need them, then of single ones that turn out to need
 * them. */
uh_status language_sentences(const uh_model *model, doc *d);
uh_status language_trees(const uh_model *model, doc *d);
uh_status language_tree(const uh_model *model, doc *d, uint32_t number);

#endif
