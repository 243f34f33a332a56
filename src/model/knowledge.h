/* knowledge.h - from the text files of data/ to the sections of a model, and the findings on the
 * way. */
#ifndef UH_KNOWLEDGE_H
#define UH_KNOWLEDGE_H

#include "model/pack.h"
#include "model/source.h"

/* Compiles data files into sections: "actors", "words", "rules", "examples"; files of other kinds
 * go in whole, under their names.
 * names    relative to data/, sorted: "countries.txt", "events/aid.rules"
 * returns  false without memory; what is wrong in the files goes to found */
bool knowledge_build(pack *p, const text *names, const text *files, uint32_t n, findings *found);
/* True for the sections that it makes; the others of a model are weights. */
bool knowledge_makes(text section);

#endif
