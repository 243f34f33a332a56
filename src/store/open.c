/* open.c - opening, making, bringing up to date and closing a record. */
#include "store/handle.h"
#include "store/import.h"
#include "store/print.h"
#include "store/schema.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Reading goes through a table once, and memory for all of it would cost more than it spares. */
enum { CACHE_KIB = 64 * 1024, READ_CACHE_KIB = 8 * 1024, PRAGMA_SIZE = 128, OPEN_PAUSE_MS = 50 };
#define RUN_MEMORY_MOST ((size_t)1 << 30) // names of some ten million inputs

/* ---- what stands in the file ---- */

/* What stands in the file: *version 0 and *empty where nothing does yet. One statement, so that
 * another process that makes the record at this moment is seen before or after, not between. */
static uh_status read_format(store *s, int64_t *version, bool *empty, uh_error *error) {
    static const char sql[] =
        "SELECT a.application_id, u.user_version, (SELECT count(*) FROM sqlite_schema) "
        "FROM pragma_application_id a, pragma_user_version u";
    sqlite3_stmt *q = NULL;
    int64_t program = 0, tables = 0;
    int code = sqlite3_prepare_v2(s->db, sql, -1, &q, NULL);
    bool read = code == SQLITE_OK && sqlite3_step(q) == SQLITE_ROW;
    if (read) {
        program = sqlite3_column_int64(q, 0);
        *version = sqlite3_column_int64(q, 1);
        tables = sqlite3_column_int64(q, 2);
    }
    code = sqlite3_extended_errcode(s->db);
    sqlite3_finalize(q);
    if (!read)
        return handle_error(s, code, "read", error);
    *empty = program == 0 && *version == 0 && tables == 0;
    if (!*empty && program != STORE_ID)
        return error_set(error, UH_STORE, s->path,
                         "a database of another program; nothing was changed");
    if (*version > STORE_FORMAT)
        return error_set(error, UH_STORE, s->path,
                         "format %lld of a newer upperhand, this one knows %d; nothing was changed",
                         (long long)*version, STORE_FORMAT);
    return UH_OK;
}

/* A writer was killed and left a file beside the record that is not taken in, or not taken back. */
static bool has_beside(const store *s, const char *ending) {
    buffer name = { 0 };
    struct stat st;
    buffer_format(&name, "%s%s%c", s->path, ending, 0);
    bool stands = !name.failed && stat(name.at, &st) == 0 && st.st_size > 0;
    buffer_free(&name);
    return stands;
}

/* A file that lost its end is known by its size, where no log holds the rest. */
static uh_status check_length(store *s, uh_error *error) {
    struct stat file;
    int64_t bytes;
    if (stat(s->path, &file) != 0 || has_beside(s, "-wal"))
        return UH_OK;
    uh_status status = handle_bytes(s, &bytes, error);
    if (status == UH_OK && bytes > (int64_t)file.st_size)
        status = handle_error(s, SQLITE_CORRUPT, "read", error);
    return status;
}

/* ---- bringing up to date ---- */

static void mark_of(sqlite3_context *context, int n, sqlite3_value **given) {
    (void)n;
    sqlite3_result_int64(context, handle_mark(hash_text(value_text(given[0]))));
}

/* A print as it is kept today. */
static void answer_print(sqlite3_context *context, const fingerprint *print) {
    uint8_t packed[PRINT_BLOB];
    sqlite3_result_blob(context, packed, (int)print_pack(print, packed), SQLITE_TRANSIENT);
}

/* exact, words, shingles, terms: as formats up to 3 kept them. */
static void print_of(sqlite3_context *context, int n, sqlite3_value **given) {
    fingerprint print = { .exact = number_to_key(sqlite3_value_int64(given[0])),
                          .n_words = (uint32_t)sqlite3_value_int64(given[1]) };
    (void)n;
    print_read_3(&print, value_blob(given[2]), value_blob(given[3]));
    answer_print(context, &print);
}

/* As formats up to 7 kept it. */
static void print_packed(sqlite3_context *context, int n, sqlite3_value **given) {
    fingerprint print;
    (void)n;
    print_unpack(&print, value_blob(given[0]));
    answer_print(context, &print);
}

/* What the steps of schema.c call besides SQL. */
static uh_status put_functions(store *s, uh_error *error) {
    static const value_function functions[] = { { "mark_of", 1, mark_of },
                                                { "print_of", 4, print_of },
                                                { "print_packed", 1, print_packed } };
    int code = value_functions(s->db, functions, sizeof functions / sizeof *functions, NULL);
    return code == SQLITE_OK ? UH_OK : handle_error(s, code, "write", error);
}

/* Brings a file from its format to today's, all steps or none. */
static uh_status migrate(store *s, uh_error *error) {
    int64_t version;
    bool empty;
    char pragma[PRAGMA_SIZE];
    uh_status status = handle_begin(s, error);
    if (status == UH_OK) // again, now that nobody else can write
        status = read_format(s, &version, &empty, error);
    if (status == UH_OK)
        status = put_functions(s, error);
    while (status == UH_OK && version < STORE_FORMAT) {
        status = handle_exec(s, schema_step((int)version).at, error);
        version = version ? version + 1 : STORE_FORMAT;
    }
    snprintf(pragma, sizeof pragma, "PRAGMA application_id = %d; PRAGMA user_version = %d",
             STORE_ID, STORE_FORMAT);
    if (status == UH_OK)
        status = handle_exec(s, pragma, error);
    if (status == UH_OK)
        status = store_commit(s, error);
    if (status != UH_OK)
        handle_rollback(s);
    return status;
}

static uh_status prepare_writing(store *s, int64_t version, uh_error *error) {
    char pragma[PRAGMA_SIZE];
    snprintf(pragma, sizeof pragma,
             "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; "
             "PRAGMA cache_size = -%d",
             CACHE_KIB);
    uh_status status = handle_exec(s, pragma, error);
    if (status == UH_OK && version < STORE_FORMAT)
        status = migrate(s, error);
    if (status == UH_OK)
        status = import_indexes(s, error);
    return status == UH_OK ? handle_bytes(s, &s->bytes, error) : status;
}

static void close_file(store *s) {
    sqlite3_close(s->db);
    wording_close(s->wording);
    s->db = NULL;
    s->wording = NULL;
}

static uh_status open_file(store *s, const char *name, int flags, uh_error *error) {
    int code = sqlite3_open_v2(name, &s->db, flags | SQLITE_OPEN_NOMUTEX, NULL);
    s->wording = code == SQLITE_OK ? wording_open(s->db) : NULL;
    if (code == SQLITE_OK && !s->wording)
        return error_nomem(error);
    if (code == SQLITE_OK) {
        sqlite3_extended_result_codes(s->db, 1);
        sqlite3_busy_timeout(s->db, OPEN_PAUSE_MS);
        return UH_OK;
    }
    return s->db ? handle_error(s, code, "open", error) : error_nomem(error);
}

/* What an import that was killed had half written is taken back by the next who may write; a
 * connection for reading may not. Where nobody may, the reading fails as before. */
static void take_back(const store *s) {
    sqlite3 *db = NULL;
    if (sqlite3_open_v2(s->path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) ==
        SQLITE_OK)
        sqlite3_exec(db, "SELECT count(*) FROM sqlite_schema", NULL, NULL, NULL);
    sqlite3_close(db);
}

/* Opens for reading where the folder refuses the files that WAL needs: as a file that nobody
 * changes, which is true while it has no -wal and no -journal beside it. */
static uh_status connect_immutable(store *s, uh_error *error) {
    buffer name = { 0 };
    bool written = has_beside(s, "-wal"), torn = has_beside(s, "-journal");
    buffer_string(&name, "file:");
    for (const char *c = s->path; *c; c++)
        if (strchr("?#%", *c))
            buffer_format(&name, "%%%02X", (unsigned char)*c);
        else
            buffer_byte(&name, *c);
    buffer_string(&name, "?immutable=1");
    buffer_byte(&name, 0);
    uh_status status = UH_OK;
    if (name.failed)
        status = error_nomem(error);
    else if (written)
        status = error_set(error, UH_STORE, s->path,
                           "cannot be read: its folder is read-only and its -wal not yet taken in");
    else if (torn)
        status = error_set(error, UH_STORE, s->path,
                           "cannot be read: its folder is read-only and its -journal not yet taken "
                           "back");
    else {
        close_file(s);
        status = open_file(s, name.at, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, error);
    }
    buffer_free(&name);
    return status;
}

static uh_status open_reading(store *s, uh_error *error) {
    int64_t version = 0;
    bool empty = false;
    uh_error first = { 0 };
    uh_status status = open_file(s, s->path, SQLITE_OPEN_READONLY, error);
    if (status != UH_OK)
        return status;
    status = read_format(s, &version, &empty, &first);
    if (status != UH_OK && sqlite3_extended_errcode(s->db) == SQLITE_READONLY_ROLLBACK) {
        take_back(s);
        status = read_format(s, &version, &empty, &first);
    }
    int code = sqlite3_errcode(s->db) & 0xff;
    if (status != UH_OK && (code == SQLITE_CANTOPEN || code == SQLITE_READONLY)) {
        status = connect_immutable(s, &first);
        if (status == UH_OK)
            status = read_format(s, &version, &empty, &first);
    }
    if (status != UH_OK) {
        if (error)
            *error = first;
        return status;
    }
    if (empty)
        return error_set(error, UH_STORE, s->path, "empty: no record yet");
    char pragma[PRAGMA_SIZE];
    snprintf(pragma, sizeof pragma, "PRAGMA cache_size = -%d", READ_CACHE_KIB);
    status = handle_exec(s, pragma, error);
    if (status != UH_OK)
        return status;
    if (version < STORE_FORMAT)
        return error_set(error, UH_STORE, s->path,
                         "format %lld of an older upperhand; add to it once to bring it up to %d",
                         (long long)version, STORE_FORMAT);
    return UH_OK;
}

static uh_status open_writing(store *s, uh_error *error) {
    int64_t version = 0;
    bool empty = false;
    uh_status status = open_file(s, s->path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error);
    if (status == UH_OK)
        status = read_format(s, &version, &empty, error);
    if (status == UH_OK && !empty)
        status = check_length(s, error);
    if (status == UH_OK && sqlite3_db_readonly(s->db, "main") == 1)
        status = handle_error(s, SQLITE_READONLY, "write", error);
    if (status == UH_OK)
        status = prepare_writing(s, version, error);
    return status;
}

/* SQLite gives up at once where waiting could be for ever, as when two processes make one file;
 * opening again is safe, so it is tried until the usual time is over. */
static uh_status open_patiently(store *s, uh_error *error) {
    uh_status status = UH_OK;
    for (int tries = STORE_WAIT_MS / OPEN_PAUSE_MS; tries > 0; tries--) {
        status = s->writable ? open_writing(s, error) : open_reading(s, error);
        if (status != UH_STORE || !s->db || (sqlite3_errcode(s->db) & 0xff) != SQLITE_BUSY)
            break;
        close_file(s);
        sqlite3_sleep(OPEN_PAUSE_MS);
    }
    if (status == UH_OK)
        sqlite3_busy_timeout(s->db, STORE_WAIT_MS);
    return status;
}

uh_status store_open(const char *path, bool writable, store **out, uh_error *error) {
    struct stat st;
    if (!writable && stat(path, &st) != 0)
        return error_errno(error, path, "open");
    store *s = calloc(1, sizeof *s);
    char *name = s ? malloc(strlen(path) + 1) : NULL;
    if (!name) {
        free(s);
        return error_nomem(error);
    }
    s->path = strcpy(name, path);
    s->writable = writable;
    s->run_memory.limit = RUN_MEMORY_MOST;
    uh_status status = open_patiently(s, error);
    if (status == UH_OK)
        *out = s;
    else
        store_close(s);
    return status;
}

void store_close(store *s) {
    if (!s)
        return;
    import_end(s); // it takes back what it wrote, while it has the lock
    handle_rollback(s);
    for (int i = 0; i < s->n_statements; i++)
        sqlite3_finalize(s->statements[i].prepared);
    close_file(s);
    arena_free(&s->names_memory);
    arena_free(&s->page_memory);
    arena_free(&s->run_memory);
    arena_free(&s->facts.memory);
    buffer_free(&s->scratch);
    free(s->seen);
    free(s->doubts);
    free(s->path);
    free(s);
}
