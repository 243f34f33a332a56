/* verdict.h - the verdict on a page's pieces: by the role model where the caller's knowledge has
 * it, by rules where it has none. */
#ifndef UH_VERDICT_H
#define UH_VERDICT_H

#include "model/model.h"
#include "page/view.h"

/* Gives every piece of an HTML page or scrape its role, kept, weight and reason. False when memory
 * refuses. */
bool verdict_give(const uh_model *model, view *v);

#endif
