/* grove.h - the trees of a new record (btree.h) while they are filled, by a thread of their own
 * where one is asked for. What is put waits in buffers that are bounded, and goes to the trees in
 * the order in which it was put: the file's bytes are the same with and without the thread. While
 * it has something to do it alone writes to the file; another thread meanwhile has the system bring
 * what was written to the disk, which SQLite's files allow beside writing. */
#ifndef UH_GROVE_H
#define UH_GROVE_H

#include "store/btree.h"
#include "store/sheaf.h"

typedef struct grove grove;

typedef struct grove_tree {
    grove *grove;
    btree tree; // the thread's while it runs
} grove_tree;

/* Starts with pages from number first on. NULL: no memory. */
grove *grove_open(sqlite3_file *file, uint32_t page_size, uint32_t first);
/* Plants a tree that takes the place of page root; before grove_start. False: no memory. */
bool grove_plant(grove *g, grove_tree *t, bool is_index, uint32_t root);
/* From now on the trees are filled by a thread. Where none can be had, as before: by the caller. */
void grove_start(grove *g);

/* As btree_row and btree_key; copy the row. */
void grove_row(grove_tree *t, int64_t number, const uint8_t *row, uint32_t n);
void grove_key(grove_tree *t, const uint8_t *row, uint32_t n);
/* Puts the first n rows of a sheaf, in its order, table after table; the others stay in it. What it
 * holds of memory goes to the thread, if there is one, and other memory comes back, unless there is
 * much of it. False: no memory. */
bool grove_sheaf(grove *g, grove_tree *const to[SHEAF_TABLES], sheaf *s, uint32_t n);
/* What went wrong, as far as it is known by now; a code of SQLite. */
int grove_code(const grove *g);
/* Waits until all that was put is in the trees, after which nobody touches the file. */
void grove_settle(grove *g);

/* Ends the thread and writes all pages of n trees but their roots, which are borrowed until
 * grove_close. Returns the number of the last page. */
uint32_t grove_end(grove *g, grove_tree *trees, int n, const uint8_t **roots);
void grove_close(grove *g); // NULL allowed

#endif
