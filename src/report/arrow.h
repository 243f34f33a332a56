/* arrow.h - rows of named cells as Arrow record batches: the structs of the C data interface
 * (upperhand.h), filled by hand, so that no library is needed on this side. A text column is utf8,
 * a whole number int64, a number float64, a truth bool, a list list<utf8>; columns named date,
 * published, first_day, last_day or deadline are date32. Source: "The Arrow C data interface",
 * format 1. */
#ifndef UH_REPORT_ARROW_H
#define UH_REPORT_ARROW_H

#include "report/listing.h"

enum { ARROW_ROWS = 8192 }; // of a batch, where the caller pages

/* Rows being gathered. Start from {0}; arrow_rows_free it. */
typedef struct arrow_rows {
    const column *columns; // set by the first listing; borrowed, must be static
    uint32_t n_columns;
    int64_t n_rows;
    struct arrow_column *built; // [n_columns]
    bool failed;                // memory
} arrow_rows;

/* Sets the columns; false without memory. Further calls must name the same ones. */
bool arrow_start(arrow_rows *rows, const column *columns, uint32_t n_columns);
/* Adds a row; false without memory. */
bool arrow_put(arrow_rows *rows, const cell *cells);
/* Hands the rows over as one struct array, and starts anew. UH_OK, UH_NOMEM; release *out. */
UH_CHECKED uh_status arrow_take(arrow_rows *rows, struct ArrowArray *out);
/* Describes the columns. UH_OK, UH_NOMEM; release *out. */
UH_CHECKED uh_status arrow_schema(const arrow_rows *rows, struct ArrowSchema *out);
void arrow_rows_free(arrow_rows *rows);

#endif
