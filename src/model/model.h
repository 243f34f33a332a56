/* model.h - the model: one packed, read-only block of named sections, shared by all threads.
 * tools/pack writes it from data/ and models/; every offset is checked when it is opened. Each kind
 * of knowledge has its own file here (actors, rules, weights ...) that reads its section in place.
 */
#ifndef UH_MODEL_H
#define UH_MODEL_H

#include "base/text.h"
#include "upperhand.h"

/* Returns a section's bytes, aligned to 64; {NULL, 0} where the model has none of that name. */
text model_section(const uh_model *model, const char *name);

#endif
