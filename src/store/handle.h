/* handle.h - the open database behind a store: statements, what its errors mean, strings that are
 * kept once. Only src/store includes it. */
#ifndef UH_HANDLE_H
#define UH_HANDLE_H

#include "base/arena.h"
#include "base/error.h"
#include "base/hash.h"
#include "store/store.h"
#include "store/value.h"
#include "store/wording.h"

#include <sqlite3.h>

enum {
    STATEMENTS_MOST = 160,
    DOCUMENT_BITS = 18,                     // of a report's id: its number in the document
    NUMBER_MOST = (1 << DOCUMENT_BITS) - 1, // of a report or claim in its document
    NAMES_MOST = 200000,    // strings whose row is remembered; then they are looked up again
    DAY_UNKNOWN = INT32_MAX // in events.day: sorts last
};

typedef enum name_table {
    NAME_PHRASE = 0,
    NAME_MODEL,
    NAME_OUTLET,
    NAME_SOURCE,
    NAME_ACTOR,
    NAME_TABLES,
} name_table;

/* A prepared statement is found again by the address of its SQL, a literal. */
typedef struct statement {
    const char *sql;
    sqlite3_stmt *prepared;
} statement;

/* What need not be asked again while a transaction is open, as nobody else can write. */
typedef struct standing_facts {
    int64_t document, sentence; // the next rows; 0: not asked
    int64_t day;                // that is marked as unsettled
    bool has_day;
    bool corrections_asked, has_corrections;
    map absent; // names of pages: 1: none stood, 0: one may by now
    arena memory;
} standing_facts;

struct uh_store {
    sqlite3 *db;
    char *path;
    bool writable;
    bool in_transaction;
    bool broken; // a page was half written: the transaction can only be dropped
    standing_facts facts;
    wording *wording;
    statement statements[STATEMENTS_MOST];
    int n_statements;
    arena names_memory;
    map names[NAME_TABLES]; // hash of a string -> its row; of committed and open rows
    uint32_t n_names;
    int64_t run, model; // rows; 0: no run
    int64_t bytes;      // of the file when it was opened for writing
    arena page_memory;
    arena run_memory;
    map paths_met; // hashes of paths whose older notes are gone
    uint8_t *seen; // [seen_bytes] bit a document's row: this run met it
    size_t seen_bytes;
    int64_t *doubts; // [n_doubts] rows whose file holds another page under their name
    uint32_t n_doubts, doubts_cap;
    struct bulk *bulk;        // of an import under way; NULL: none
    const struct batch *feed; // its rows that wait, as batch.h shows them to SQL
    bool has_feeds;           // the tables that show them are known to the connection
    buffer scratch;
};

/* What a result code of SQLite means for the user; doing: "write", "read". Returns its status. */
uh_status handle_error(const store *s, int code, const char *doing, uh_error *error);

/* Bytes of the file as its pages are counted. */
uh_status handle_bytes(store *s, int64_t *bytes, uh_error *error);
/* Forgets what was known of the transaction, at its end or when it may be so no more. */
void handle_drop_facts(store *s);
/* Finds the statement of a literal, prepared once and reset. */
uh_status handle_prepare(store *s, const char *sql, sqlite3_stmt **q, uh_error *error);
/* Steps a statement that gives no rows, and resets it. */
uh_status handle_run(store *s, sqlite3_stmt *q, uh_error *error);
/* Prepares and runs a statement that gives no rows, with numbers for its n parameters, or for one.
 */
uh_status handle_run_numbers(store *s, const char *sql, const int64_t *numbers, int n,
                             uh_error *error);
uh_status handle_run_with(store *s, const char *sql, int64_t number, uh_error *error);
/* Whether a question with numbers for its n parameters has an answer. */
uh_status handle_stands(store *s, const char *sql, const int64_t *numbers, int n, bool *stands,
                        uh_error *error);
/* Asks a question without parameters whose answer is one number. */
uh_status handle_number(store *s, const char *sql, int64_t *number, uh_error *error);
/* Steps a statement: UH_OK a row stands, UH_END none is left (and it is reset), or an error. */
uh_status handle_step(store *s, sqlite3_stmt *q, uh_error *error);
/* Runs SQL without parameters and rows. */
uh_status handle_exec(store *s, const char *sql, uh_error *error);

/* A row being written: values go into the statement's parameters one after the other. */
typedef struct values {
    sqlite3_stmt *q;
    int n;
} values;

void put_text(values *r, text t); // borrowed until the statement is reset
void put_number(values *r, int64_t number);
void put_key(values *r, uint64_t key);
void put_null(values *r);
void put_number_or_null(values *r, int64_t number); // 0: NULL
void put_bytes(values *r, const void *bytes, size_t n);

void bind_text(sqlite3_stmt *q, int column, text t); // borrowed until the statement is reset
void bind_key(sqlite3_stmt *q, int column, uint64_t key);
text column_text(sqlite3_stmt *q, int column);  // borrowed until the next step
text column_bytes(sqlite3_stmt *q, int column); // the same for a BLOB
uint64_t column_key(sqlite3_stmt *q, int column);

/* Finds the row of a string, makes it where it is missing. */
uh_status handle_name(store *s, name_table table, text name, int64_t *id, uh_error *error);
/* Finds the row of a string; UH_END: there is none. */
uh_status handle_find_name(store *s, name_table table, text name, int64_t *id, uh_error *error);
/* The mark of a hash: its upper 32 bits, signed, which the file keeps in four bytes. */
int64_t handle_mark(uint64_t hash);

/* A source is kept as its words, a line feed and its codes. */
void split_source(text name, text *words, text *codes);

/* A day as events have it. */
static inline int32_t day_of_event(date d) {
    return d.precision ? d.day : DAY_UNKNOWN;
}

/* The report that an event e shows. */
#define FACE "ifnull(e.face, e.id)"
/* The end of a sentence in its page. */
#define SENTENCE_END(n) "ifnull(" n ".end, " n ".start + " n ".bytes)"

/* Conditions for the reports of an event and the documents of a story, each found by an index or a
 * table that leaves out the first of them (schema.sql). Operands are columns or parameters. */
#define OF_EVENT(report, event)                                                                    \
    "((" report ".id = " event " AND " report ".event = " event ") OR (" report ".event = " event  \
    " AND " report ".event <> " report ".id))"
#define OF_STORY(of)                                                                               \
    "(id = " of " OR id IN (SELECT told.document FROM stories told WHERE told.story = " of "))"
/* The first document of a document's story. */
#define STORY_OF(document)                                                                         \
    "ifnull((SELECT told.story FROM stories told WHERE told.document = " document "), " document ")"
/* Whether a document is another's text, printed again. */
#define IS_REPRINT(document)                                                                       \
    "EXISTS (SELECT 1 FROM stories told WHERE told.document = " document                           \
    " AND told.original IS NOT NULL)"
/* Makes the dictionary of packed words once enough stand plain; more: bytes just written plain. */
uh_status handle_learn(store *s, size_t more, uh_error *error);
/* Forgets the rows of strings: after a rollback they may be gone. */
void handle_forget(store *s);

uh_status handle_begin(store *s, uh_error *error); // nothing to do in an open transaction
void handle_rollback(store *s);

#endif
