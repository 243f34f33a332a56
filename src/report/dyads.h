/* dyads.h - the report's network: the country's government and its challengers in the middle, the
 * sides that deal with them around. Only the report includes it. */
#ifndef UH_DYADS_H
#define UH_DYADS_H

#include "report/deed.h"

/* Appends the section with the same in a table; says so in words where nobody deals with anybody.
 */
void dyads_write(sheet *p);

#endif
