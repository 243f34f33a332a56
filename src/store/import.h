/* import.h - rows that others coded, into the same tables as reports of our own, so that every
 * question and analysis takes them in. A run of imports goes like one of pages:
 *
 *   store_open -> store_run_begin -> import_begin -> for each row: import_row; import_note for
 *   what could not be taken; import_commit now and then -> import_finish -> store_run_end
 *
 * A row is known by its layout's kind and its own id. Rows are written some thousands at a time;
 * what came of them is counted then. Those of a new record are written as pages of its file
 * (fresh.h) and stand when all are there. */
#ifndef UH_IMPORT_H
#define UH_IMPORT_H

#include "doc/coded.h"
#include "store/store.h"

typedef struct import_place {
    text path; // of the file
    uint64_t offset;
    uint32_t line;
} import_place;

/* What came of the rows that are written. */
typedef struct import_counts {
    uint64_t made;     // rows that are new
    uint64_t known;    // that stood already, the same
    uint64_t articles; // new ones that they name
} import_counts;

/* Is told of a row under whose id another stands, while the batch is written. */
typedef uh_status import_refuse(void *context, const import_place *at, text raw, uh_error *error);

/* Starts an import in a run; import_finish commits it, makes what was put off and tells what came
 * of it; import_end only frees what it holds. is_threaded: the pages of a new record are written by
 * a second thread; what stands then is the same to the byte. UH_OK, UH_STORE, UH_IO, UH_NOMEM */
UH_CHECKED uh_status import_begin(store *s, bool is_threaded, import_refuse *refuse, void *context,
                                  uh_error *error);
UH_CHECKED uh_status import_finish(store *s, import_counts *counts, uh_error *error);
void import_end(store *s);
/* Makes the indexes that an import which was killed left out; quick where none is missing. */
UH_CHECKED uh_status import_indexes(store *s, uh_error *error);

/* Takes a row; copies all but the path, which must stay until the row is written.
 * original  its fields in the layout's order, a tab between; raw: as it came
 * returns   UH_OK, UH_STORE, UH_IO, UH_NOMEM, UH_LIMIT (more than 262144 rows of one article) */
UH_CHECKED uh_status import_row(store *s, layout l, const coded *c, text original, text raw,
                                const import_place *at, uh_error *error);
/* Writes the rows taken so far, with which their paths may go; and with import_commit ends the
 * transaction. Of a new record both leave all to import_finish. */
UH_CHECKED uh_status import_flush(store *s, uh_error *error);
UH_CHECKED uh_status import_commit(store *s, uh_error *error);
/* Notes what is wrong with a row, behind those before it, and, where it was left out, keeps it
 * apart. */
UH_CHECKED uh_status import_note(store *s, const uh_note *n, text row, uh_error *error);
import_counts import_counted(const store *s);

/* Reads the original of an event's face.
 * returns  UH_OK; UH_END: others did not code it, or the user recoded it; borrowed until the next
 *          call */
UH_CHECKED uh_status import_original(store *s, int64_t report, layout *l, text *row,
                                     uh_error *error);

#endif
