/* atlas.h - the report's map: the told events around the country where they happened, or at the
 * capital of who acted where no place is told. Only the report includes it. */
#ifndef UH_ATLAS_H
#define UH_ATLAS_H

#include "report/deed.h"

/* Appends the section with the same in a table; says so in words where nothing can be placed. */
void atlas_write(sheet *p);

#endif
