/* upperhand.h - the whole public face of libupperhand.
 *
 * Upperhand reads news pages and keeps the record: who did what to whom, on whose word. A caller
 * opens a model once (read-only, shared by threads), then runs inputs through the stages, or adds
 * them to a store and asks the store. The library never prints, exits, aborts or reads the
 * environment.
 *
 * Conventions. Every function that can fail returns uh_status and takes a uh_error last (NULL is
 * allowed). On failure outputs are untouched or NULL. Text is UTF-8; C strings are file names and
 * literals. Option structs start with their own size (sizeof); zero in a field means its default.
 * Handles are opaque; each has one owner, freed by its uh_x_close or uh_x_free, which accept NULL.
 * A handle belongs to one thread at a time, except uh_model, which is immutable. */
#ifndef UPPERHAND_H
#define UPPERHAND_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define UH_VERSION "0.1.0"
#define UH_ABI     1 // counts changes after which a caller must be compiled again

#if defined(__GNUC__)
#define UH_API     __attribute__((visibility("default")))
#define UH_CHECKED __attribute__((warn_unused_result))
#else
#define UH_API
#define UH_CHECKED
#endif

/* ---- status and errors ---- */

typedef enum uh_status {
    UH_OK = 0,
    UH_END,      // nothing more to read; not an error
    UH_NOMEM,    // an allocation failed
    UH_LIMIT,    // a named limit was passed (document size, depth, operations)
    UH_INPUT,    // an input cannot be read as what it claims to be
    UH_IO,       // the operating system refused a read or a write
    UH_MODEL,    // the model file is cut, altered or of another version
    UH_STORE,    // the database is unusable: locked, corrupt, newer, read-only, disk full
    UH_ARGUMENT, // the caller asked for something that does not exist
} uh_status;

enum { UH_ERROR_WHERE = 256, UH_ERROR_MESSAGE = 512 };

/* What went wrong: status, the place (file, line from 1 or 0, byte offset) and the cause in words,
 * lower case, no full stop. Filled by the failing function; owned by the caller. */
typedef struct uh_error {
    uh_status status;
    uint32_t line;
    uint64_t offset;
    char where[UH_ERROR_WHERE];
    char message[UH_ERROR_MESSAGE];
} uh_error;

/* Returns the name of a status ("ok", "out of memory" ...); static, never NULL. */
UH_API const char *uh_status_name(uh_status status);

/* Returns the version of the library, for example "0.1.0"; static. */
UH_API const char *uh_version(void);

/* Returns UH_ABI of the library, for callers that were not compiled with it. */
UH_API uint32_t uh_abi(void);

/* ---- sinks: where output goes ---- */

/* Takes n bytes of output; returns 0, or anything else to stop the run with UH_IO. Called from the
 * thread that made the call, in order. */
typedef int (*uh_write_fn)(void *context, const void *bytes, size_t n);

typedef struct uh_sink {
    uh_write_fn write;
    void *context;
} uh_sink;

/* ---- model: knowledge and weights ---- */

typedef struct uh_model uh_model;

/* Opens the knowledge (lexicons, actors, rules, weights) that every stage reads.
 * path     a folder of text files laid out like data/, with the weights of the one built in; a file
 *          made by tools/pack; or NULL for the one built into the library
 * returns  UH_OK, UH_IO, UH_MODEL (wrong version, checksum or bounds; a fault in a text file, which
 *          the message names), UH_LIMIT, UH_NOMEM; *out is the caller's
 * cost     a few milliseconds, a folder some tens; the handle is immutable and may be shared by any
 *          number of threads */
UH_API UH_CHECKED uh_status uh_model_open(const char *path, uh_model **out, uh_error *error);
UH_API void uh_model_close(uh_model *model);

/* Returns 16 hexadecimal digits that name the content of the model; borrowed from it. */
UH_API const char *uh_model_hash(const uh_model *model);

typedef enum uh_part {
    UH_KNOWLEDGE = 1, // lexicons, actors, rules
    UH_WEIGHTS,
} uh_part;

/* Writes 16 hexadecimal digits and a NUL that name the content of a part; cost: a millisecond. */
UH_API void uh_model_part_hash(const uh_model *model, uh_part part, char out[17]);

/* ---- runs: inputs through the stages to text ---- */

typedef enum uh_verb { UH_READ = 1, UH_PARSE, UH_CODE } uh_verb;

typedef enum uh_format {
    UH_FORMAT_DEFAULT = 0,
    UH_JSONL,
    UH_TEXT,
    UH_MARKDOWN,
    UH_CONLLU,
    UH_CSV,
    UH_TSV,
    UH_TABLE,
    UH_CHART,
    UH_GDELT,
    UH_ICEWS,
    UH_POLECAT,
    UH_GDELT1, // UH_GDELT is 2.0
    UH_GEOJSON,
    UH_GRAPHML,
    UH_GEXF,
} uh_format;

/* What an input is; UH_KIND_SNIFF looks at its content. */
typedef enum uh_kind {
    UH_KIND_SNIFF = 0,
    UH_KIND_TEXT,
    UH_KIND_HTML,
    UH_KIND_JSONL,
    UH_KIND_WARC,
    UH_KIND_FEED,
    UH_KIND_CONLLU,
} uh_kind;

/* One thing that went wrong with an input while the run went on. Strings are borrowed for the call.
 */
typedef struct uh_note {
    const char *path;    // the input, or the database
    const char *stage;   // "intake", "page", ...
    const char *message; // what and what was expected
    uint64_t offset;     // byte in the input
    uint32_t line;       // from 1; 0 where lines mean nothing
    int skipped;         // 1: the input, or this record of it, was skipped
} uh_note;

typedef struct uh_counts {
    uint64_t inputs;    // files opened
    uint64_t pages;     // pages taken from them
    uint64_t articles;  // pages that hold an article
    uint64_t sentences; // in those
    uint64_t events;    // coded
    uint64_t skipped;   // inputs and records skipped, each with a note
    uint64_t unchanged; // pages the store held already
    uint64_t bytes;     // read
    uint64_t passed;    // records of web archives that hold no page: requests, pictures, errors
    uint64_t elsewhere; // pages that belong to other shards
} uh_counts;

typedef struct uh_run_options {
    size_t size;       // sizeof(uh_run_options)
    uh_format format;  // default: UH_JSONL, for UH_PARSE UH_CONLLU
    uh_kind kind;      // default: by content
    int jobs;          // worker threads; 0: one a processor
    int explain;       // 1: the why of each block or event too
    uint64_t limit;    // pages at most; 0: all
    const char *since; // first and last article date taken, YYYY-MM-DD; NULL: any
    const char *until;
    uint64_t doc_limit; // bytes of memory a document may take; 0: 64 MiB
    int dry_run;        // 1: uh_store_add reads and counts, and writes nothing
    void (*note)(void *context, const uh_note *note);         // called in input order; may be NULL
    void (*progress)(void *context, const uh_counts *counts); // called now and then; may be NULL
    void *context;                                            // handed to both
    uint32_t shard, shards; // uh_store_add: only part shard (from 1) of shards; 0: all pages
} uh_run_options;

/* Runs inputs through the stages that a verb needs and writes the result, in input order.
 * paths    files, folders (walked, sorted by name), "-" (standard input), "@list" (a file of paths)
 * returns  UH_OK though single inputs were skipped (see counts, notes); UH_IO when the sink fails,
 *          UH_NOMEM, UH_ARGUMENT; counts is filled in any case
 * cost     memory bounded by jobs and doc_limit, whatever the size of the inputs; the bytes written
 *          are the same for every number of jobs */
UH_API UH_CHECKED uh_status uh_run(const uh_model *model, uh_verb verb, const char *const *paths,
                                   size_t n_paths, const uh_run_options *options, uh_sink out,
                                   uh_counts *counts, uh_error *error);

/* Checks knowledge files and runs the examples inside them.
 * folder   a data/ folder, or NULL for the one the library was built from (its examples only)
 * out      one line a finding, file:line:column: message, the line and a caret; then a summary
 * returns  UH_OK, UH_INPUT when there were findings, UH_IO */
UH_API UH_CHECKED uh_status uh_check(const char *folder, uh_sink out, uh_error *error);

/* ---- store: the record, one SQLite file ---- */

typedef struct uh_store uh_store;

/* Opens a record, and makes it where it is missing and may be written.
 * writable 1: for uh_store_add, one writer at a time; 0: for questions only
 * returns  UH_OK, UH_STORE (no database, newer version, corrupt, locked), UH_IO; *out is the
 * caller's */
UH_API UH_CHECKED uh_status uh_store_open(const char *path, int writable, uh_store **out,
                                          uh_error *error);
UH_API void uh_store_close(uh_store *store);

/* Runs inputs through all stages into the store, a transaction a batch. Killed at any moment, the
 * same call goes on where it was; the same page with the same model changes nothing. */
UH_API UH_CHECKED uh_status uh_store_add(uh_store *store, const uh_model *model,
                                         const char *const *paths, size_t n_paths,
                                         const uh_run_options *options, uh_counts *counts,
                                         uh_error *error);

/* Whose event data a file holds; UH_LAYOUT_SNIFF looks at its first row. */
typedef enum uh_layout {
    UH_LAYOUT_SNIFF = 0,
    UH_LAYOUT_GDELT1,
    UH_LAYOUT_GDELT2,
    UH_LAYOUT_ICEWS,
    UH_LAYOUT_POLECAT,
    UH_LAYOUT_ACLED,
    UH_LAYOUT_PHOENIX,
} uh_layout;

typedef struct uh_import_options {
    size_t size;      // sizeof(uh_import_options)
    uh_layout layout; // default: by content
    int published;    // 1: CAMEO as in the table published with PLOVER, where the manual differs
    uint64_t limit;   // rows at most; 0: all
    void (*note)(void *context, const uh_note *note); // as in uh_run_options
    void (*progress)(void *context, const uh_counts *counts);
    void *context;
    int jobs; // threads: of more than one a second writes a new record's pages; 0: one a processor
} uh_import_options;

/* Takes in event data that others coded (GDELT 1 and 2, ICEWS, POLECAT, ACLED, Phoenix), so that
 * every question and analysis works on it. Rows are known by their own ids: the same file again
 * changes nothing. Compressed files are unpacked on the way; memory does not grow with them. The
 * bytes written are the same for every number of jobs.
 * counts   inputs: files; pages: rows; articles: those they name, where new; events: rows taken in;
 *          unchanged: rows that stood already; skipped: rows and files left out, each with a note,
 *          and kept apart in the record
 * returns  UH_OK though rows were left out; UH_STORE, UH_IO, UH_NOMEM, UH_ARGUMENT, UH_MODEL */
UH_API UH_CHECKED uh_status uh_store_import(uh_store *store, const uh_model *model,
                                            const char *const *paths, size_t n_paths,
                                            const uh_import_options *options, uh_counts *counts,
                                            uh_error *error);

/* Takes the pages of other records over, with all that was found in them, and tells stories again:
 * the shards of one input merged are the record of the whole. Merged twice they change nothing.
 * counts   pages: taken; unchanged: held already; inputs: records
 * returns  UH_OK, UH_ARGUMENT (the record itself), UH_STORE, UH_IO, UH_NOMEM; parts before the one
 *          that failed stand */
UH_API UH_CHECKED uh_status uh_store_merge(uh_store *store, const char *const *parts,
                                           size_t n_parts, uh_counts *counts, uh_error *error);

/* Which rows a question wants. Strings NULL: any. */
typedef struct uh_filter {
    size_t size;         // sizeof(uh_filter)
    const char *actor;   // code or its beginning, on either side: "RUS", "VENGOV"
    const char *country; // ISO 3166 alpha-3, on either side
    const char *type;    // PLOVER type, "AID"
    const char *status;  // "asserted" ..., or "rejected" by the user; NULL: any but those
    const char *source;  // said_by or its code contains this
    const char *outlet;  // outlet contains this
    const char *since;   // event date, YYYY-MM-DD
    const char *until;
    const char *text;  // sentence contains these words; "word*" is a beginning
    uint64_t limit;    // rows at most; 0: all
    uint64_t offset;   // rows to leave out first
    const char *place; // name of the place contains this, or it is its country's code
    double score;      // 0 to 1: the likeliest report of the event is right with at least this
                       // probability (imported events have none); 0: any
} uh_filter;

typedef enum uh_list {
    UH_LIST_EVENTS = 1,
    UH_LIST_STORIES,
    UH_LIST_CLAIMS,
    UH_LIST_PROBLEMS,
    UH_LIST_STATS,
    UH_LIST_SENTENCES, // those behind events and claims, by the words in filter.text
    UH_LIST_REPORTS,   // of the events that a filter takes: what each article says of each
    UH_LIST_RUNS,      // the account of each run: what it read, took in and skipped
    UH_LIST_MATTERS,   // the claims by the story that they are of
    UH_LIST_DISPUTES,  // accounts that contradict each other: what is denied, other numbers
    UH_LIST_SOURCES,   // each source's record: how much of what it told others told too
    UH_LIST_RATES,     // how often each side carried out each kind of threat
} uh_list;

/* Writes a list from the store in a stable order: UH_TABLE, UH_CSV, UH_TSV or UH_JSONL. */
UH_API UH_CHECKED uh_status uh_store_list(uh_store *store, uh_list list, const uh_filter *filter,
                                          uh_format format, uh_sink out, uh_error *error);

/* Writes events in the formats of others: UH_CSV, UH_TSV, UH_JSONL; the layouts UH_GDELT (2.0),
 * UH_GDELT1, UH_ICEWS, UH_POLECAT; UH_GEOJSON; UH_GRAPHML and UH_GEXF as a network of sides. A row
 * that came in a layout goes out in it as it came.
 * left_out  may be NULL: events that the format cannot say: in the layouts those that are not
 *           asserted or not dated to a day, in GeoJSON those without a place, in networks those
 *           without both sides
 * returns   UH_OK, UH_ARGUMENT (filter, format), UH_STORE, UH_IO, UH_NOMEM, UH_MODEL */
UH_API UH_CHECKED uh_status uh_store_export(uh_store *store, const uh_model *model,
                                            const uh_filter *filter, uh_format format, uh_sink out,
                                            uint64_t *left_out, uh_error *error);

/* Writes the whole evidence of one event: reports, sentence, source bytes, rule, lexicon entry. */
UH_API UH_CHECKED uh_status uh_store_explain(uh_store *store, const char *id, uh_format format,
                                             uh_sink out, uh_error *error);

/* What the user knows better about an event. */
typedef struct uh_correction {
    size_t size;       // sizeof(uh_correction)
    const char *act;   // "reject", "merge", "split", "recode", "undo"
    const char *event; // id of the event, or of one of its reports
    const char *other; // merge: another event; split: the report that tells of another event
    const char *type;  // recode: new values; NULL leaves what was coded
    const char *mode;
    const char *status;
    const char *date;      // YYYY-MM-DD
    const char *actor;     // codes joined by commas; "-" for none
    const char *recipient; // the same
    const char *note;      // why, in words; NULL: none
} uh_correction;

/* Corrects an event of a writable record. Corrections are kept apart from what was read and hold
 * again when its pages come again; explain shows them, and "undo" takes all of an event back.
 * returns  UH_OK, UH_ARGUMENT (no such act, event, report or value), UH_STORE, UH_IO, UH_NOMEM
 * cost     stories around the event's days are told again */
UH_API UH_CHECKED uh_status uh_store_correct(uh_store *store, const uh_correction *correction,
                                             uh_error *error);

/* ---- analyses ---- */

typedef struct uh_balance_options {
    size_t size;         // sizeof(uh_balance_options)
    const char *patrons; // codes joined by commas; NULL: the most active ones
    const char *by;      // "month" (default), "week", "year"
    const char *strand;  // "diplomatic", "informational", "military", "economic"; NULL: all
    const char *since;
    const char *until;
    double half_life_days; // of an event's weight; 0: 180
    uint64_t seed;         // of the resampling; 0: 1
    const char *compare;   // of uh_balance: another country, or two patrons joined by a comma
} uh_balance_options;

/* Writes each patron's hold over a country through time; docs/methods.md has every formula.
 * country  ISO 3166 alpha-3 or a country's name
 * returns  UH_OK, UH_ARGUMENT (unknown or ambiguous country, with suggestions), UH_STORE */
UH_API UH_CHECKED uh_status uh_balance(uh_store *store, const uh_model *model, const char *country,
                                       const uh_balance_options *options, uh_format format,
                                       uh_sink out, uh_error *error);

/* Writes the ledger of threats: who threatened whom with what, and whether it was carried out,
 * yielded to, eased, not seen to happen while there was coverage, or is open.
 * filter   country, since and until count; NULL: all
 * format   UH_TABLE, UH_CSV, UH_TSV, UH_JSONL; UH_CHART: how often each side carried out
 * returns  UH_OK, UH_ARGUMENT, UH_STORE, UH_IO, UH_NOMEM */
UH_API UH_CHECKED uh_status uh_threats(uh_store *store, const uh_filter *filter, uh_format format,
                                       uh_sink out, uh_error *error);

/* Writes the alerts: pairs of states whose conflict or cooperation has lately changed its rate, how
 * sure that is, the events that drive it, and how often shuffled weeks would give an alert.
 * filter   country and until count; NULL: all
 * format   UH_TABLE, UH_CSV, UH_TSV, UH_JSONL
 * returns  UH_OK, UH_ARGUMENT (country, date, format), UH_STORE, UH_IO, UH_NOMEM */
UH_API UH_CHECKED uh_status uh_alerts(uh_store *store, const uh_model *model,
                                      const uh_filter *filter, uh_format format, uh_sink out,
                                      uh_error *error);

typedef struct uh_precedent_options {
    size_t size;         // sizeof(uh_precedent_options)
    int64_t window_days; // length of an episode, 7 to 3660; 0: 90
    const char *until;   // the present episode ends with the last covered day up to this one
    uint64_t seed;       // of the shuffles; 0: 1
} uh_precedent_options;

/* Writes the past episodes, of any country, whose row of events is most like that of a country's
 * present one: the steps that answer each other, and what came next. docs/methods.md has the
 * formulas.
 * country  ISO 3166 alpha-3 or a country's name
 * format   UH_TABLE, UH_CSV, UH_TSV, UH_JSONL
 * returns  UH_OK, also where the record holds too little (UH_TABLE says so, the others have no
 *          rows), UH_ARGUMENT (country, window, date, format), UH_STORE, UH_IO, UH_NOMEM */
UH_API UH_CHECKED uh_status uh_precedents(uh_store *store, const uh_model *model,
                                          const char *country, const uh_precedent_options *options,
                                          uh_format format, uh_sink out, uh_error *error);

/* Writes one self-contained HTML page: the hold over time, and the events behind it. */
UH_API UH_CHECKED uh_status uh_report(uh_store *store, const uh_model *model, const char *country,
                                      const uh_balance_options *options, uh_sink out,
                                      uh_error *error);

/* ---- serving: the record to browse ---- */

typedef struct uh_server uh_server;

/* Serves a record as pages on the loopback address 127.0.0.1, to this machine alone; nothing can be
 * written through it. A thread of its own answers; store and model must not be used otherwise, nor
 * closed, before uh_server_close.
 * title    shown on every page, such as the record's file name; copied
 * port     0: one that is free
 * returns  UH_OK, UH_IO (the port is taken or refused), UH_STORE, UH_NOMEM; *out is the caller's */
UH_API UH_CHECKED uh_status uh_server_open(uh_store *store, const uh_model *model,
                                           const char *title, uint16_t port, uh_server **out,
                                           uh_error *error);
/* Returns the port it listens on. */
UH_API uint16_t uh_server_port(const uh_server *server);
/* Ends all answers and frees it; takes NULL. */
UH_API void uh_server_close(uh_server *server);

/* ---- Arrow: answers as streams for data frames ---- */

/* The structs of the Arrow C data and stream interfaces, as that standard defines them. */
#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE

#define ARROW_FLAG_DICTIONARY_ORDERED 1
#define ARROW_FLAG_NULLABLE           2
#define ARROW_FLAG_MAP_KEYS_SORTED    4

struct ArrowSchema {
    const char *format;
    const char *name;
    const char *metadata;
    int64_t flags;
    int64_t n_children;
    struct ArrowSchema **children;
    struct ArrowSchema *dictionary;
    void (*release)(struct ArrowSchema *);
    void *private_data;
};

struct ArrowArray {
    int64_t length;
    int64_t null_count;
    int64_t offset;
    int64_t n_buffers;
    int64_t n_children;
    const void **buffers;
    struct ArrowArray **children;
    struct ArrowArray *dictionary;
    void (*release)(struct ArrowArray *);
    void *private_data;
};
#endif

#ifndef ARROW_C_STREAM_INTERFACE
#define ARROW_C_STREAM_INTERFACE

struct ArrowArrayStream {
    int (*get_schema)(struct ArrowArrayStream *, struct ArrowSchema *out);
    int (*get_next)(struct ArrowArrayStream *, struct ArrowArray *out);
    const char *(*get_last_error)(struct ArrowArrayStream *);
    void (*release)(struct ArrowArrayStream *);
    void *private_data;
};
#endif

/* Opens a list as an Arrow stream: the columns of UH_CSV, by the same names and in the same order;
 * text is utf8, whole numbers int64, others float64, lists list<utf8>, days date32, none null.
 * filter   as for uh_store_list; copied
 * returns  UH_OK, UH_ARGUMENT, UH_STORE, UH_IO, UH_NOMEM; *out is the caller's, who calls its
 *          release; it reads over a connection of its own, sees the record as it is now, outlives
 *          the store, and may be read by another thread
 * cost     a batch of 8192 rows at a time */
UH_API UH_CHECKED uh_status uh_store_stream(uh_store *store, uh_list list, const uh_filter *filter,
                                            struct ArrowArrayStream *out, uh_error *error);

/* The answers of the analyses as Arrow streams of one batch; arguments and returns as theirs. */
UH_API UH_CHECKED uh_status uh_balance_stream(uh_store *store, const uh_model *model,
                                              const char *country,
                                              const uh_balance_options *options,
                                              struct ArrowArrayStream *out, uh_error *error);
UH_API UH_CHECKED uh_status uh_threats_stream(uh_store *store, const uh_filter *filter,
                                              struct ArrowArrayStream *out, uh_error *error);
UH_API UH_CHECKED uh_status uh_alerts_stream(uh_store *store, const uh_model *model,
                                             const uh_filter *filter, struct ArrowArrayStream *out,
                                             uh_error *error);
UH_API UH_CHECKED uh_status uh_precedents_stream(uh_store *store, const uh_model *model,
                                                 const char *country,
                                                 const uh_precedent_options *options,
                                                 struct ArrowArrayStream *out, uh_error *error);

/* Runs inputs through read or code, with the result as an Arrow stream: a row an article, or a row
 * an event. The run ends before it returns; the rows are held until they are read.
 * returns  as uh_run */
UH_API UH_CHECKED uh_status uh_run_stream(const uh_model *model, uh_verb verb,
                                          const char *const *paths, size_t n_paths,
                                          const uh_run_options *options,
                                          struct ArrowArrayStream *out, uh_counts *counts,
                                          uh_error *error);

#ifdef __cplusplus
}
#endif
#endif
