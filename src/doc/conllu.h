/* conllu.h - the CoNLL-U text view of a parsed document (universaldependencies.org/format.html),
 * written and read. Names go in MISC as Name=B-PER; title and headings are comments. */
#ifndef UH_CONLLU_H
#define UH_CONLLU_H

#include "doc/doc.h"

/* Appends the document's sentences: # newdoc, # newpar, # sent_id, # text, a line a word, ranges
 * for words written as one, SpaceAfter=No. A document without sentences has its # newdoc line only.
 */
void conllu_write(const doc *d, buffer *out);

/* Reads one document: fills text, blocks, sentences, tokens with their tags and trees.
 * d        a reset document; bytes may be its page.raw, then doc_source_of leads to the lines
 * bytes    UTF-8; malformed lines are skipped, heads that form no tree are left out, each with a
 * note that holds the line returns  UH_OK, UH_INPUT (not one word line), UH_LIMIT, UH_NOMEM cost
 * linear in bytes */
uh_status conllu_read(doc *d, text bytes);

/* Returns the length of the first document of a file of many: up to the next # newdoc line. */
size_t conllu_document(text bytes);

#endif
