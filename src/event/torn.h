/* torn.h - names that the page tore: "Donald tried to oust" is completed where the article, the
 * offices of its time and the rest of the name leave one candidate; else it stays as it is. */
#ifndef UH_TORN_H
#define UH_TORN_H

#include "event/state.h"

/* Whether the page tore any name. */
bool torn_any(const doc *d);
/* Adds hits for torn names that have one candidate; before the sentences are coded. False without
 * memory. */
bool torn_complete(coder *c);

#endif
