/* aspect.h - acts told through another verb: putting an end to one ("stopped shelling"), sending
 * somebody to do one ("sent a team to investigate"), failing at one. */
#ifndef UH_ASPECT_H
#define UH_ASPECT_H

#include "event/verbal.h"

/* True where the verb is done with. */
bool aspect_apply(coder *c, verbal *x);

/* A predicate that judges under a speaker: "X said the sanctions were illegal". True: it did. */
bool aspect_judge(coder *c, int32_t i, const context *above);

#endif
