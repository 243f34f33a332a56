/* csv.h - a row as CSV (RFC 4180, lists parted by |) or TSV (tabs and line ends become blanks).
 */
#ifndef UH_CSV_H
#define UH_CSV_H

#include "report/listing.h"

void csv_heading(buffer *b, const column *columns, uint32_t n, bool tabs);
void csv_row(buffer *b, const column *columns, const cell *cells, uint32_t n, bool tabs);

#endif
