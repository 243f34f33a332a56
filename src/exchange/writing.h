/* writing.h - an event as a row in somebody's layout. */
#ifndef UH_WRITING_H
#define UH_WRITING_H

#include "exchange/layout.h"
#include "exchange/terms.h"

/* Appends the heading that files of a layout start with; nothing where they have none. */
void row_heading(layout l, buffer *out);
/* Appends a row that came in one layout as a row of another: as it is where both are the same, or
 * with the columns of the other where both are GDELT's. False: they are neither. */
bool row_carry(layout from, layout to, text row, buffer *out);
/* Appends an event as one row, or, where a layout knows one actor a side, a row a pair of sides.
 * l        LAYOUT_GDELT1, LAYOUT_GDELT2, LAYOUT_ICEWS or LAYOUT_POLECAT
 * returns  false: the layout cannot say it (not asserted, undated, no code for the act) */
bool row_write(const terms *t, layout l, const coded *c, buffer *out);

#endif
