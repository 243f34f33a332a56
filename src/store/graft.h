/* graft.h - trees that were written behind the end of a record's file become part of it, all at
 * once or not at all. Until then readers do not see them: the file's head says how long it is. The
 * pages that change are kept in a rollback journal first, in SQLite's own format, so that whoever
 * opens the file after a kill takes them back (sqlite.org/fileformat2.html, 3). All goes through
 * SQLite's own file, with its locks. */
#ifndef UH_GRAFT_H
#define UH_GRAFT_H

#include "store/handle.h"

typedef struct graft_root {
    uint32_t number;
    const uint8_t *page;
} graft_root;

typedef struct graft {
    sqlite3_file *file;
    uint32_t page_size;
    uint32_t n_pages; // of the file, as its head says
    uint32_t changes; // how often it was changed
    bool is_begun;    // what was written is to be taken back by the journal
} graft;

/* Looks whether the file can be grafted on: it has a journal, not a log, and plain pages. Needs an
 * open transaction for writing, in which SQLite has written nothing. UH_OK, UH_IO */
UH_CHECKED uh_status graft_begin(store *s, graft *g, bool *fits, uh_error *error);
/* Reads a page of the file into page_size bytes. */
UH_CHECKED uh_status graft_read(store *s, const graft *g, uint32_t number, uint8_t *out,
                                uh_error *error);
/* Puts roots in the place of the pages that have their numbers, and lengthens the file to n_pages.
 * The caller then commits. UH_OK, UH_STORE (somebody reads all the time), UH_IO, UH_NOMEM */
UH_CHECKED uh_status graft_put(store *s, graft *g, const graft_root *roots, int n, uint32_t n_pages,
                               uh_error *error);
/* Takes away what lies behind the end of the file, where graft_put was not called. */
void graft_drop(const graft *g);

#endif
