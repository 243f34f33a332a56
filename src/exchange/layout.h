/* layout.h - the layouts of event data: their columns in order, and which one a file has. */
#ifndef UH_LAYOUT_H
#define UH_LAYOUT_H

#include "doc/coded.h"
#include "exchange/tabs.h"

enum {
    LAYOUT_COLUMNS_MOST = 64,
    ROW_FIELDS_MOST = 256,
    DAY_DIGITS = 8, // of YYYYMMDD
};

const char *layout_name(layout l);  // "gdelt2" ...; "" for none
layout layout_of(text name);        // LAYOUT_NONE for an unknown name
const char *layout_shown(layout l); // "GDELT 2.0 events"
/* Columns have numbers (columns.h); GDELT 1.0 has those of 2.0 and does not write three of them. */
int layout_slots(layout l);                      // numbers are below this
bool layout_writes(layout l, int column);        // it has this one
const char *layout_column(layout l, int column); // as its owner writes it; NULL: has it not
bool layout_has_heading(layout l);               // files start with a row of names

/* How the rows of one file lie. */
typedef struct row_shape {
    layout layout;
    bool is_csv; // parted by separator, quotes as in RFC 4180; else tabs, quotes are bytes
    char separator;
    bool has_heading;                // the first row holds names
    bool is_canonical;               // rows have all fields of the layout, in its order, by tabs
    int n_fields;                    // of a row of this file
    int16_t at[LAYOUT_COLUMNS_MOST]; // column of the layout -> field of the row; -1: none
    text unknown; // first name in the heading that the layout does not have; "": none
} row_shape;

/* Finds the shape of a file by its first row (without byte-order mark and line end) and, where that
 * holds no names, by the number and kind of its fields.
 * wanted   LAYOUT_NONE: any; else the one the caller says it is
 * returns  false: not event data that it knows; *why says what was seen and what was expected */
bool layout_sniff(text row, layout wanted, row_shape *out, buffer *why);

/* The fields of a row, one after the other with a byte between them: its first ROW_FIELDS_MOST.
 * They are looked at where they lie when they are asked for. */
typedef struct row_fields {
    const char *at;
    int n; // that the row has
    // before each field and behind the last; the one before the first is that before 0
    uint32_t edges[1 + ROW_FIELDS_MOST + TABS_BLOCK];
} row_fields;

static inline text row_fields_at(const row_fields *f, int i) {
    uint32_t start = f->edges[i] + 1;
    return (text){ f->at + start, f->edges[i + 1] - start };
}

/* n fields that follow one another, with what lies between them. */
static inline text row_fields_from(const row_fields *f, int i, int n) {
    uint32_t start = f->edges[i] + 1;
    return (text){ f->at + start, f->edges[i + n] - start };
}

/* Splits a row into fields. They borrow from the row, or, where fields are quoted, from copy, which
 * it is then unquoted in; that may fail. *open: a quotation mark was not closed (then the row goes
 * on in the next line). */
void layout_split(const row_shape *s, text row, buffer *copy, row_fields *out, bool *open);

#endif
