/* firm.h - firms known by what ends their names: "Inc", "Corp", whoever else bears the name. */
#ifndef UH_FIRM_H
#define UH_FIRM_H

#include "event/state.h"

/* Whether the sentence is about a firm by its name: "Sterling Drug Inc said it submitted". */
bool firm_in_sentence(const coder *c);
/* Whether a firm is the actor of a draft, by its name or as the "it" of what it says. */
bool firm_acts(const coder *c, const draft *d);

#endif
