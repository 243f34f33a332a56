/* import.h - rows that others coded, into the same tables as reports of our own, so that every
 * question and analysis takes them in. A run of imports goes like one of pages:
 *
 *   store_open -> store_run_begin -> import_begin -> for each row: import_row; import_reject for
 *   what could not be taken; store_commit now and then -> import_finish -> store_run_end
 *
 * A row is known by its layout's kind and its own id. */
#ifndef UH_IMPORT_H
#define UH_IMPORT_H

#include "doc/coded.h"
#include "store/store.h"

typedef enum import_outcome {
    IMPORT_NEW,
    IMPORT_KNOWN, // the same row stands already
    IMPORT_CLASH, // another row stands under its id
} import_outcome;

typedef struct import_place {
    text path; // of the file
    uint64_t offset;
    uint32_t line;
} import_place;

/* Starts an import in a run; import_finish commits it and makes what was put off, import_end only
 * frees what it holds. UH_OK, UH_STORE, UH_NOMEM */
UH_CHECKED uh_status import_begin(store *s, uh_error *error);
UH_CHECKED uh_status import_finish(store *s, uh_error *error);
void import_end(store *s);
/* Makes the indexes that an import which was killed left out; quick where none is missing. */
UH_CHECKED uh_status import_indexes(store *s, uh_error *error);

/* Stores a row.
 * original  its fields in the layout's order, a tab between
 * returns   UH_OK, UH_STORE, UH_IO, UH_NOMEM, UH_LIMIT (more than 262143 rows of one article) */
UH_CHECKED uh_status import_row(store *s, layout l, const coded *c, text original,
                                const import_place *at, import_outcome *out, uh_error *error);
/* Notes what is wrong with a row and, where it was left out, keeps it apart. */
UH_CHECKED uh_status import_note(store *s, const uh_note *n, text row, uh_error *error);
/* Articles that this import made. */
uint64_t import_articles(const store *s);

/* Reads the original of an event's face.
 * returns  UH_OK; UH_END: others did not code it, or the user recoded it; borrowed until the next
 *          call */
UH_CHECKED uh_status import_original(store *s, int64_t report, layout *l, text *row,
                                     uh_error *error);

#endif
