/* embedded.h - the model that is built into the library. */
#ifndef UH_EMBEDDED_H
#define UH_EMBEDDED_H

#include "base/text.h"

text embedded_model(void);

#endif
