/* bulk.h - an import under way, as the files that do it share it: import.c takes rows and notes,
 * place.c finds their articles, load.c writes the batch. Only they include it. */
#ifndef UH_BULK_H
#define UH_BULK_H

#include "store/batch.h"
#include "store/fresh.h"
#include "store/import.h"

enum { ROWS_OF_ARTICLE = 1 << DOCUMENT_BITS };

/* An article that rows name, and the number of its next report. */
typedef struct article_row {
    int64_t document; // 0: none stands
    uint32_t next;
} article_row;

/* A note that waits until a new record's tables stand. */
typedef struct waiting_note {
    uh_note note;
    text row;
} waiting_note;

struct bulk {
    batch waiting;
    fresh *fresh; // a new record's tables being written; NULL: SQLite writes
    waiting_note *notes;
    uint32_t n_notes, notes_cap;
    arena notes_memory;
    arena memory;
    map known; // key of an article -> articles
    article_row *articles;
    uint32_t n, cap;
    uint64_t last_key; // of the article found last
    uint32_t last_place;
    int64_t next_document, next_sentence;
    bool is_alone;          // nobody else reads: there is no log
    bool is_deferred;       // indexes are made at the end
    bool is_fresh;          // the record held no documents, and all since are remembered
    bool is_writing;        // the batch is being written
    bool has_looked;        // for the empty sentence of an earlier import
    int64_t empty;          // the sentence that stands for none; 0: not made yet
    int64_t nothing, coded; // phrases: "", and the reason of these rows
    import_counts counts;
    import_refuse *refuse;
    void *context;
    text path; // of the file at hand, and its phrase
    int64_t container;
};

#endif
