/* fresh.h - the tables of a record that is new, filled by an import in one go. SQLite asks some
 * microseconds for a row of six tables and their indexes; where no row stands yet their trees can
 * be written in order instead (btree.h) and put into the file at the end (graft.h). What they hold
 * is what load.c's SQL would have put there: a test compares the two.
 *
 *   fresh_begin -> for each row: fresh_look; fresh_article where it names a new one; fresh_row
 *   -> fresh_end, or fresh_drop
 *
 * While it lasts, SQLite writes nothing to the file, and strings get their rows from fresh_name. */
#ifndef UH_FRESH_H
#define UH_FRESH_H

#include "store/batch.h"

typedef struct fresh fresh;

typedef enum fresh_found { FRESH_NEW, FRESH_SAME, FRESH_OTHER } fresh_found;

/* Starts, in a transaction of its own, where the record holds no row of the tables and none is on
 * its way; else *out is NULL and no transaction is open. is_threaded: a second thread writes the
 * pages. UH_OK, UH_STORE, UH_IO, UH_NOMEM */
UH_CHECKED uh_status fresh_begin(store *s, bool is_threaded, fresh **out, uh_error *error);
/* Waits until no thread of it is at work on the file, which SQLite may then read. */
void fresh_settle(fresh *f);
/* It has taken as many rows as memory is meant for. */
bool fresh_is_full(const fresh *f);
/* Whether a row with this key came before, and whether it was the same. */
fresh_found fresh_look(fresh *f, layout l, uint64_t key, text original);
/* Finds or makes the row of a string. */
UH_CHECKED uh_status fresh_name(fresh *f, name_table table, text name, int64_t *id,
                                uh_error *error);
/* Takes a document of the run's model; ids count from 1 on. */
UH_CHECKED uh_status fresh_article(store *s, fresh *f, const batch_article *a, uh_error *error);
/* Takes the one sentence, that stands for none. */
void fresh_empty_sentence(fresh *f, int64_t id, int64_t document);
/* Takes the row that fresh_look found to be new. *is_late: it belongs to an article whose rows
 * are written already, so it is left to the caller, who adds it when the rest stands. */
UH_CHECKED uh_status fresh_row(store *s, fresh *f, const batch_row *r, bool *is_late,
                               uh_error *error);
/* Puts everything into the record and commits. f is freed, whatever comes of it. */
UH_CHECKED uh_status fresh_end(store *s, fresh *f, uh_error *error);
/* Leaves the record as it was; NULL allowed. */
void fresh_drop(store *s, fresh *f);

#endif
