/* table.h - a row as a line of an aligned table. Widths are the columns' own, so that a list of any
 * length is written as it comes; a longer value is cut with an ellipsis. Numbers stand to the
 * right. */
#ifndef UH_TABLE_H
#define UH_TABLE_H

#include "report/listing.h"

void table_heading(buffer *b, const column *columns, uint32_t n);
void table_row(buffer *b, const column *columns, const cell *cells, uint32_t n);

#endif
