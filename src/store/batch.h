/* batch.h - rows of an import that wait to be written. SQLite reads them as tables of its own
 * (eponymous virtual tables: import_articles, import_rows, import_sides), so that one statement
 * writes a table's share of the whole batch: it finds the end of the table once, not for every row,
 * and binds nothing. Only src/store includes it. */
#ifndef UH_BATCH_H
#define UH_BATCH_H

#include "doc/coded.h"
#include "store/handle.h"

enum { BATCH_ROWS = 4096 };                   // as many as a processor's cache holds
#define BATCH_BYTES ((size_t)8 * 1024 * 1024) // of texts, after which a batch is full

/* An article that is new with this batch. Goes in only where a row of it does. */
typedef struct batch_article {
    int64_t id;
    uint64_t key;
    int64_t outlet, container; // rows
    text own_id, url, title;
    date published;
    uint64_t offset; // of the row that named it
    uint32_t line;
    bool is_left_out;
} batch_article;

typedef struct batch_row {
    int64_t id;
    int64_t words;  // row of the sentence: its own, or one that stands for none
    const coded *c; // the caller's, and when the row waits the batch's own
    text original;  // its fields in the layout's order
    text raw;       // as it came
    layout layout;
    uint64_t article_key;
    uint32_t article; // the caller's number of it
    text path;        // borrowed from the caller until the batch is written
    uint64_t offset;
    uint32_t line;
    bool is_left_out; // its key stands already
    bool is_worded;   // the sentence is written with it
} batch_row;

typedef struct batch_side {
    int64_t actor;
    uint32_t row;
    int8_t role; // 1 actor, 2 recipient
} batch_side;

typedef struct batch {
    arena memory;
    batch_article articles[BATCH_ROWS];
    batch_row rows[BATCH_ROWS];
    coded coded[BATCH_ROWS]; // of each row; texts in the batch's memory
    batch_side *sides;       // [n_sides]
    uint32_t n_articles, n_rows, n_sides, sides_cap;
    uint32_t n_worded; // rows with a sentence to write
    size_t bytes;
} batch;

/* Copies a text into the batch; one that lies in original, which was copied, is found there.
 * {NULL, 0} without memory. */
text batch_text(batch *b, text t, text original, text copy);
bool batch_is_full(const batch *b);
void batch_clear(batch *b); // keeps the memory

/* Lets SQL of this connection read the batch that s->feed points to: NULL is an empty one. */
UH_CHECKED uh_status batch_offer(store *s, uh_error *error);

#endif
