/* reading.h - a row of somebody's event data becomes an event in our terms, or the reason why it
 * cannot. Reads no files: the run hands in line after line. */
#ifndef UH_READING_H
#define UH_READING_H

#include "exchange/layout.h"
#include "exchange/terms.h"

enum {
    ROW_MOST = 256 * 1024, // bytes of a row, quoted line ends included
    SIDES_KEPT = 200000,   // sides that are remembered; then they are forgotten and learnt again
};

typedef enum row_result {
    ROW_GOOD,
    ROW_BAD,   // why says what and what was expected
    ROW_OPEN,  // a quotation mark is not closed: hand the row in again with the next line
    ROW_EMPTY, // nothing but white space
} row_result;

/* The sides that a layout's words mean, remembered. */
typedef struct side_memory {
    arena arena;
    map rows;
    struct known_side {
        text code;
        bool is_unknown; // it names a state that nobody knows
    } * sides;
    uint32_t n, cap;
} side_memory;

/* What one file's rows are read with. Start from {0} with terms and shape set; reading_close it. */
typedef struct reading {
    const terms *terms;
    row_shape shape;
    row_fields fields;
    coded coded;    // of the last good row
    text canonical; // its fields in the layout's order, parted by tabs
    buffer why;     // of the last bad row
    buffer warning; // what was odd about a good one, or empty
    side_memory memory;
    buffer work, unquoted, row, words;
    char day_read[DAY_DIGITS]; // YYYYMMDD as read last, for rows of one day stand together
    date day;
} reading;

/* Reads a row without its line end, from which then is borrowed.
 * returns  what came of it, which counts for nothing where reading_failed says so */
row_result row_read(reading *r, text row);
bool reading_failed(const reading *r); // out of memory
void reading_close(reading *r);

/* ---- for the layouts, one file each ---- */

text row_trimmed(text t); // "" where it says that there is nothing ("NA")
/* The same of a field, and of one that is missing; most are plain, which is seen without a call. */
static inline text row_field(const reading *r, int column) {
    int at = r->shape.at[column];
    text t = at < 0 ? (text){ "", 0 } : row_fields_at(&r->fields, at);
    unsigned char first = t.len ? (unsigned char)t.at[0] : 0;
    bool is_plain = first > ' ' && (unsigned char)t.at[t.len - 1] > ' ' && first != '-' &&
                    first != 'N' && first != 'n';
    return is_plain || t.len == 0 ? t : row_trimmed(t);
}
bool row_bad(reading *r, const char *format, ...) __attribute__((format(printf, 2, 3)));
void row_warn(reading *r, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Says of a value that it is not what is expected, or that it was read as a number on the way. */
bool row_wrong(reading *r, text value, const char *what, const char *expected);
/* YYYYMMDD, as most rows have it, without the detours of all that ISO 8601 allows. */
bool row_plain_day(reading *r, text t, date *out);
/* Reads a day: YYYYMMDD or ISO 8601; bad where it is neither. */
bool row_day(reading *r, int column, date *out);
/* Takes type, mode, contexts and score of a CAMEO code; bad where there is none. */
bool row_cameo(reading *r, int column);
void row_act(reading *r, const coded_act *a);
void row_place(reading *r, int latitude, int longitude);
/* Finds the memory of a side by a key; NULL: not met yet (or without memory). */
const struct known_side *row_side(reading *r, uint64_t key);
const struct known_side *row_remember(reading *r, uint64_t key, text code, bool is_unknown);
/* The sector of the role that takes precedence in a list; "" for none. */
text row_sector(const reading *r, text list, char separator);
/* The key of an own id within a kind of data; where it is known to be a number, that number. */
uint64_t row_key(text kind, text id);
uint64_t row_number_key(text kind, text id, uint64_t number);

bool gdelt_read(reading *r);
bool icews_read(reading *r);
bool polecat_read(reading *r);
bool acled_read(reading *r);
bool phoenix_read(reading *r);

#endif
