/* store.h - the record: one SQLite file that holds what the documents say and where they say it.
 * schema.sql is the whole of its tables. This is the writing half; query.h asks, group.h keeps
 * reports of one event together.
 *
 * How a run writes:
 *
 *   store_open -> store_run_begin -> for each page, in input order:
 *                   store_has; if not: the stages, then store_add; store_note for what went wrong
 *                   store_commit now and then (a batch)
 *              -> store_run_end -> settle (run/settle.h) -> store_close
 *
 * Killed anywhere, the same run over the same inputs ends in the same content. Row numbers and
 * times stay inside: every id that a list shows is made from what was read.
 *
 * A store takes one call at a time; calls from several threads need the caller's lock. */
#ifndef UH_STORE_H
#define UH_STORE_H

#include "doc/doc.h"
#include "upperhand.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct uh_store store;

enum {
    STORE_BATCH = 24000,   // sentences a transaction, some two seconds' work: what a kill can cost
    STORE_PAGE = 8,        // sentences that a page counts for by itself
    STORE_WAIT_MS = 10000, // for another process that writes, before giving up
    STORE_FORMAT = 8,      // user_version of the file
};
#define STORE_PACK_MOST ((int64_t)1 << 30)
#define STORE_ID        0x55704861 // application_id: "UpHa"

/* Opens a record.
 * path      of the file; writable: made where it is missing
 * returns   UH_OK, UH_STORE (no database, of another program, newer, corrupt, locked, read-only),
 *           UH_NOMEM; nothing that stands in the file is overwritten; *out is the caller's
 * cost      milliseconds; a newer program brings an older file up to its own format first */
UH_CHECKED uh_status store_open(const char *path, bool writable, store **out, uh_error *error);
/* Drops what was not committed. */
void store_close(store *s);

/* Starts a run's account. now: seconds since 1970 for the account only (0: not known). */
UH_CHECKED uh_status store_run_begin(store *s, const char *model_hash, int64_t now,
                                     uh_error *error);
/* Commits and closes the account. complete: all inputs were read to their end (no limit, no stop);
 * only then do pages go whose file now holds another text under their id. */
UH_CHECKED uh_status store_run_end(store *s, const uh_counts *counts, bool complete, int64_t now,
                                   uh_error *error);

/* Tells whether this very page was stored by the run's model, so that its stages can be spared.
 * A page is known by outlet, id and content: the same page from two files is one, two pages with
 * one id from two files are two, and a changed page takes the place of the older one. */
UH_CHECKED uh_status store_has(store *s, const page *p, bool *has, uh_error *error);
/* Tells to which of n parts a page belongs, 0 to n - 1: by outlet and id, so that a changed page
 * stays in its part. */
uint32_t store_part(const page *p, uint32_t n);
/* Stores a page with all that the stages found, its notes too; starts a transaction where none is
 * open. A page that store_has would find is left as it is (*changed false). */
UH_CHECKED uh_status store_add(store *s, const doc *d, bool *changed, uh_error *error);
/* Stores a note that belongs to an input and no page of it (unreadable file, broken line). The
 * notes that an earlier run left on the same path go first. */
UH_CHECKED uh_status store_note(store *s, const uh_note *n, uh_error *error);
/* Every question from now on sees the record as it is now, until the store is closed. */
UH_CHECKED uh_status store_hold(store *s, uh_error *error);
/* Meets an input: the notes that an earlier run left on its path go, once a run. */
UH_CHECKED uh_status store_meet(store *s, const char *path, uh_error *error);
/* Ends the open transaction; nothing to do where none is open. */
UH_CHECKED uh_status store_commit(store *s, uh_error *error);

/* Packs the record where it has grown to twice its size since it was opened, so that no record is
 * packed often: rows that came in any order leave pages half empty, and the index of words is in
 * parts. What hinders it, as a disk that is full, leaves the record as it is.
 * cost      reads and writes the file, up to STORE_PACK_MOST bytes of it, larger ones not at all */
void store_pack(store *s);

/* The file's name, for messages; borrowed. */
const char *store_path(const store *s);

#endif
