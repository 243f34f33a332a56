/* listing.h - rows of named cells for people and programs: an aligned table, CSV, TSV or JSON
 * lines. Every list that the program writes goes through here, so that one change of a format is a
 * change everywhere. */
#ifndef UH_LISTING_H
#define UH_LISTING_H

#include "base/text.h"
#include "upperhand.h"

#include <stdbool.h>
#include <stdint.h>

enum { LISTING_COLUMNS_MOST = 48 };

/* A format within the library: no bytes, but rows for an Arrow stream (report/arrow.h), which the
 * sink's context points to. */
#define LISTING_ARROW ((uh_format)0x41)

typedef enum cell_kind {
    CELL_TEXT = 0,
    CELL_NUMBER, // whole
    CELL_FIXED,  // with the column's decimals
    CELL_LIST,   // text cut at the cell's separator; JSON: an array of strings
    CELL_BOOL,
    CELL_RAW_JSON, // text that is JSON already; CSV: as it stands
} cell_kind;

typedef struct column {
    const char *name;
    uint8_t kind;  // enum cell_kind
    uint8_t width; // characters in a table; 0: not shown there
    uint8_t decimals;
    bool empty_is_null; // JSON: null for "" (CELL_TEXT)
} column;

/* A value; which field counts is said by the column. null: JSON null, else nothing. */
typedef struct cell {
    text text;
    int64_t number;
    double fixed;
    char between; // of CELL_LIST: ' ' or '\n'
    bool null;
} cell;

typedef struct listing {
    uh_sink out;
    uh_format format;      // UH_TABLE, UH_CSV, UH_TSV or UH_JSONL
    const column *columns; // [n_columns]
    uint32_t n_columns;
    buffer pending;
    bool failed; // the sink refused
} listing;

/* Starts, with the heading that the format has. Columns are borrowed until listing_close.
 * returns  UH_OK, UH_ARGUMENT (a format that has no rows) */
uh_status listing_open(listing *l, uh_format format, const column *columns, uint32_t n_columns,
                       uh_sink out, uh_error *error);
/* Writes a row: cells[n_columns]. False once the sink refused or memory ended: stop then. */
bool listing_put(listing *l, const cell *cells);
/* Writes what is left. returns UH_OK, UH_IO (the sink), UH_NOMEM */
uh_status listing_close(listing *l, uh_error *error);

void listing_drop(listing *l); // without writing what is left

#endif
