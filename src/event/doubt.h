/* doubt.h - threats that are none after all. */
#ifndef UH_DOUBT_H
#define UH_DOUBT_H

#include "event/state.h"

/* Why a draft whose sides are known is no threat; NULL: it may stand, or is none of a threat. */
const char *doubt_of(coder *c, const draft *d);

#endif
