/* rows.h - events as rows of a table file: CSV (RFC 4180, lines end in CR LF) and tab-separated
 * (tabs and line feeds inside a field become spaces). Several codes in a field are parted by |. */
#ifndef UH_ROWS_H
#define UH_ROWS_H

#include "base/text.h"
#include "doc/doc.h"

typedef enum row_kind { ROWS_CSV = 0, ROWS_TSV } row_kind;

void rows_code_header(buffer *out, row_kind kind);
/* Appends one row an event. */
void rows_code(buffer *out, const doc *d, row_kind kind);
/* Appends one field; is_first: no separator before it. */
void rows_field(buffer *out, row_kind kind, text value, bool is_first);
void rows_end(buffer *out, row_kind kind);

#endif
