/* model.h - the model: one packed, read-only block of named sections, shared by all threads.
 * tools/pack writes it from data/ and models/; every offset is checked when it is opened. Each kind
 * of knowledge has its own file here (actors, rules, weights ...) that reads its section in place.
 */
#ifndef UH_MODEL_H
#define UH_MODEL_H

#include "base/text.h"
#include "model/source.h"
#include "upperhand.h"

/* Returns a section's bytes, aligned to 64; {NULL, 0} where the model has none of that name. */
text model_section(const uh_model *model, const char *name);

/* Makes a model of knowledge files as they are now, with the weights of another model.
 * names    below the data folder, sorted
 * returns  UH_OK, UH_MODEL, UH_NOMEM; what is wrong in the files goes to found; *out is the
 * caller's */
uh_status model_compile(const uh_model *weights, const text *names, const text *files, uint32_t n,
                        findings *found, uh_model **out, uh_error *error);

#endif
