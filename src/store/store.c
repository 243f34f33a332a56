/* store.c - opening, creating and closing a record; runs, batches, and which pages it holds. The
 * rows of a page are written in pages.c. */
#include "store/handle.h"
#include "store/import.h"
#include "store/pages.h"
#include "store/schema.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { CACHE_KIB = 64 * 1024, PRAGMA_SIZE = 128, OPEN_PAUSE_MS = 50 };
#define RUN_MEMORY_MOST ((size_t)1 << 30) // names of some ten million inputs

/* ---- opening ---- */

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
    static const char sql[] = "SELECT c.page_count * z.page_size FROM pragma_page_count c, "
                              "pragma_page_size z";
    sqlite3_stmt *q = NULL;
    struct stat file;
    bool whole = stat(s->path, &file) != 0 || has_beside(s, "-wal");
    if (whole)
        return UH_OK;
    int code = sqlite3_prepare_v2(s->db, sql, -1, &q, NULL);
    bool read = code == SQLITE_OK && sqlite3_step(q) == SQLITE_ROW;
    whole = read && sqlite3_column_int64(q, 0) <= (int64_t)file.st_size;
    code = sqlite3_extended_errcode(s->db);
    sqlite3_finalize(q);
    if (!read)
        return handle_error(s, code, "read", error);
    return whole ? UH_OK : handle_error(s, SQLITE_CORRUPT, "read", error);
}

/* Brings a file from its format to today's, all steps or none. */
static uh_status migrate(store *s, uh_error *error) {
    int64_t version;
    bool empty;
    char pragma[PRAGMA_SIZE];
    uh_status status = handle_begin(s, error);
    if (status == UH_OK) // again, now that nobody else can write
        status = read_format(s, &version, &empty, error);
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
             "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -%d",
             CACHE_KIB);
    uh_status status = handle_exec(s, pragma, error);
    if (status == UH_OK && version < STORE_FORMAT)
        status = migrate(s, error);
    if (status == UH_OK)
        status = import_indexes(s, error);
    s->has_originals = status == UH_OK;
    return status;
}

static uh_status open_file(store *s, const char *name, int flags, uh_error *error) {
    int code = sqlite3_open_v2(name, &s->db, flags | SQLITE_OPEN_NOMUTEX, NULL);
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
        sqlite3_close(s->db);
        s->db = NULL;
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
    snprintf(pragma, sizeof pragma, "PRAGMA cache_size = -%d", CACHE_KIB);
    status = handle_exec(s, pragma, error);
    if (status != UH_OK)
        return status;
    if (version < STORE_READABLE)
        return error_set(error, UH_STORE, s->path,
                         "format %lld of an older upperhand; add to it once to bring it up to %d",
                         (long long)version, STORE_FORMAT);
    s->has_originals = version >= STORE_ORIGINALS;
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
        sqlite3_close(s->db);
        s->db = NULL;
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
    handle_rollback(s);
    import_end(s);
    for (int i = 0; i < s->n_statements; i++)
        sqlite3_finalize(s->statements[i].prepared);
    sqlite3_close(s->db);
    arena_free(&s->names_memory);
    arena_free(&s->page_memory);
    arena_free(&s->run_memory);
    buffer_free(&s->scratch);
    free(s->seen);
    free(s->doubts);
    free(s->path);
    free(s);
}

uh_status store_hold(store *s, uh_error *error) {
    return handle_exec(s, "BEGIN", error);
}

const char *store_path(const store *s) {
    return s->path;
}

uh_status store_commit(store *s, uh_error *error) {
    if (!s->in_transaction)
        return UH_OK;
    if (s->broken) {
        handle_rollback(s);
        return error_set(error, UH_STORE, s->path, "the batch was dropped after an error");
    }
    uh_status status = handle_exec(s, "COMMIT", error);
    if (status == UH_OK)
        s->in_transaction = false;
    else
        handle_rollback(s);
    return status;
}

/* ---- what this run met ---- */

static uh_status mark_seen(store *s, int64_t document, uh_error *error) {
    size_t byte = (size_t)document / 8;
    if (byte >= s->seen_bytes) {
        size_t more = byte + 1 > 2 * s->seen_bytes ? byte + 1024 : 2 * s->seen_bytes;
        uint8_t *grown = realloc(s->seen, more);
        if (!grown)
            return error_nomem(error);
        memset(grown + s->seen_bytes, 0, more - s->seen_bytes);
        s->seen = grown;
        s->seen_bytes = more;
    }
    s->seen[byte] |= (uint8_t)(1u << (document % 8));
    return UH_OK;
}

static bool was_seen(const store *s, int64_t document) {
    size_t byte = (size_t)document / 8;
    return byte < s->seen_bytes && (s->seen[byte] >> (document % 8) & 1);
}

static uh_status doubt(store *s, int64_t document, uh_error *error) {
    if (s->n_doubts == s->doubts_cap) {
        uint32_t cap = s->doubts_cap ? 2 * s->doubts_cap : 64;
        int64_t *grown = realloc(s->doubts, cap * sizeof *grown);
        if (!grown)
            return error_nomem(error);
        s->doubts = grown;
        s->doubts_cap = cap;
    }
    s->doubts[s->n_doubts++] = document;
    return UH_OK;
}

static int by_row(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* Removes the pages whose file was read to its end and holds, under their name, only others. */
static uh_status drop_doubts(store *s, uh_error *error) {
    uh_status status = UH_OK;
    if (s->n_doubts)
        qsort(s->doubts, s->n_doubts, sizeof *s->doubts, by_row);
    for (uint32_t i = 0; i < s->n_doubts && status == UH_OK; i++)
        if (!was_seen(s, s->doubts[i]) && (i == 0 || s->doubts[i] != s->doubts[i - 1]))
            status = page_remove(s, s->doubts[i], error);
    s->n_doubts = 0;
    return status;
}

/* ---- runs ---- */

static void forget_run(store *s) {
    arena_free(&s->run_memory);
    s->paths_met = (map){ 0 };
    s->n_doubts = 0;
    if (s->seen_bytes)
        memset(s->seen, 0, s->seen_bytes);
    s->run = 0;
}

uh_status store_run_begin(store *s, const char *model_hash, int64_t now, uh_error *error) {
    sqlite3_stmt *q;
    forget_run(s);
    uh_status status = handle_begin(s, error);
    if (status == UH_OK)
        status = handle_name(s, NAME_MODEL, text_of(model_hash), &s->model, error);
    if (status == UH_OK)
        status = handle_prepare(
            s, "INSERT INTO runs VALUES (NULL, ?1, ?2, ?3, NULL, 0, 0, 0, 0, 0, 0, 0, 0, 0)", &q,
            error);
    if (status == UH_OK) {
        values r = { q, 0 };
        put_text(&r, TEXT(UH_VERSION));
        put_number(&r, s->model);
        put_number(&r, now);
        status = handle_run(s, q, error);
    }
    int64_t run = sqlite3_last_insert_rowid(s->db);
    if (status == UH_OK)
        status = store_commit(s, error);
    if (status == UH_OK)
        s->run = run;
    else
        handle_rollback(s);
    return status;
}

static uh_status close_account(store *s, const uh_counts *counts, bool complete, int64_t now,
                               uh_error *error) {
    sqlite3_stmt *q;
    uh_status status = handle_prepare(
        s,
        "UPDATE runs SET ended = ?1, complete = ?2, inputs = ?3, pages = ?4, articles = ?5, "
        "sentences = ?6, events = ?7, skipped = ?8, unchanged = ?9, bytes = ?10 WHERE id = ?11",
        &q, error);
    if (status != UH_OK)
        return status;
    const uint64_t numbers[] = { counts->inputs,    counts->pages,  counts->articles,
                                 counts->sentences, counts->events, counts->skipped,
                                 counts->unchanged, counts->bytes };
    values r = { q, 0 };
    put_number(&r, now);
    put_number(&r, complete);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        put_number(&r, (int64_t)numbers[i]);
    put_number(&r, s->run);
    return handle_run(s, q, error);
}

uh_status store_run_end(store *s, const uh_counts *counts, bool complete, int64_t now,
                        uh_error *error) {
    uh_status status = store_commit(s, error);
    if (status == UH_OK)
        status = handle_begin(s, error);
    if (status == UH_OK && complete)
        status = drop_doubts(s, error);
    if (status == UH_OK)
        status = close_account(s, counts, complete, now, error);
    if (status == UH_OK)
        status = store_commit(s, error);
    if (status != UH_OK)
        handle_rollback(s);
    forget_run(s);
    return status;
}

/* ---- notes of inputs ---- */

/* Drops the notes that earlier runs left on a path, once a run. */
static uh_status meet_path(store *s, text path, uh_error *error) {
    sqlite3_stmt *any, *kept, *drop;
    uint32_t known;
    uint64_t key = hash_text(path);
    if (map_get(&s->paths_met, key, &known))
        return UH_OK;
    if (!map_put(&s->paths_met, &s->run_memory, key, 1))
        return error_nomem(error);
    uh_status status = handle_prepare(
        s, "SELECT 1 FROM notes WHERE path = (SELECT id FROM phrases WHERE phrase = ?1) LIMIT 1",
        &any, error);
    if (status != UH_OK)
        return status;
    bind_text(any, 1, path);
    status = handle_step(s, any, error);
    sqlite3_reset(any);
    if (status != UH_OK) // most often there are none, and nothing needs a transaction
        return status == UH_END ? UH_OK : status;
    status = handle_begin(s, error);
    if (status == UH_OK)
        status = handle_prepare(s,
                                "DELETE FROM rejects WHERE note IN (SELECT id FROM notes WHERE "
                                "path = (SELECT id FROM phrases WHERE phrase = ?1))",
                                &kept, error);
    if (status == UH_OK) {
        bind_text(kept, 1, path);
        status = handle_run(s, kept, error);
    }
    if (status == UH_OK)
        status = handle_prepare(
            s, "DELETE FROM notes WHERE path = (SELECT id FROM phrases WHERE phrase = ?1)", &drop,
            error);
    if (status != UH_OK)
        return status;
    bind_text(drop, 1, path);
    return handle_run(s, drop, error);
}

uh_status store_meet(store *s, const char *path, uh_error *error) {
    return meet_path(s, text_of(path), error);
}

/* ---- pages ---- */

/* Where a page stands among those with its name. */
typedef struct standing {
    int64_t row;  // 0: not stored
    bool current; // coded by the run's model
    bool moves;   // the file at hand is the one to name
} standing;

/* Of several files that hold the same page the first in byte order is named, so that the order in
 * which they came does not matter. */
static bool stands_earlier(const page *p, text container, int64_t offset) {
    int order = text_compare(p->container, container);
    return order < 0 || (order == 0 && (int64_t)p->offset < offset);
}

static uh_status look_up(store *s, const page *p, const page_key *key, standing *out,
                         uh_error *error) {
    sqlite3_stmt *q;
    uh_status status =
        handle_prepare(s,
                       "SELECT d.id, d.key, d.model, c.phrase, d.offset FROM documents d "
                       "JOIN phrases c ON c.id = d.container WHERE d.name = ?1",
                       &q, error);
    *out = (standing){ 0 };
    if (status != UH_OK)
        return status;
    bind_key(q, 1, key->name);
    while ((status = handle_step(s, q, error)) == UH_OK) {
        int64_t document = sqlite3_column_int64(q, 0);
        if (column_key(q, 1) == key->key) {
            out->row = document;
            out->current = sqlite3_column_int64(q, 2) == s->model;
            out->moves = stands_earlier(p, column_text(q, 3), sqlite3_column_int64(q, 4));
            status = mark_seen(s, document, error);
        } else if (text_equal(column_text(q, 3), p->container)) {
            status = doubt(s, document, error);
        }
        if (status != UH_OK)
            break;
    }
    sqlite3_reset(q);
    return status == UH_END ? UH_OK : status;
}

static uh_status move_page(store *s, const page *p, int64_t document, uh_error *error) {
    sqlite3_stmt *q;
    int64_t container;
    uh_status status = handle_begin(s, error);
    if (status == UH_OK)
        status = handle_name(s, NAME_PHRASE, p->container, &container, error);
    if (status == UH_OK)
        status = handle_prepare(
            s, "UPDATE documents SET container = ?1, offset = ?2, line = ?3 WHERE id = ?4", &q,
            error);
    if (status != UH_OK)
        return status;
    values r = { q, 0 };
    put_number(&r, container);
    put_number(&r, (int64_t)p->offset);
    put_number(&r, p->line);
    put_number(&r, document);
    return handle_run(s, q, error);
}

uh_status store_has(store *s, const page *p, bool *has, uh_error *error) {
    standing at;
    page_key key = page_key_of(p);
    uh_status status = meet_path(s, p->container, error);
    if (status == UH_OK)
        status = look_up(s, p, &key, &at, error);
    if (status == UH_OK && at.row && at.current && at.moves)
        status = move_page(s, p, at.row, error);
    if (status == UH_OK)
        *has = at.row && at.current;
    return status;
}

uint32_t store_part(const page *p, uint32_t n) {
    return (uint32_t)(page_key_of(p).name % n);
}

uh_status store_add(store *s, const doc *d, bool *changed, uh_error *error) {
    standing at;
    page_key key = page_key_of(&d->page);
    *changed = false;
    uh_status status = handle_begin(s, error);
    if (status == UH_OK)
        status = look_up(s, &d->page, &key, &at, error);
    if (status != UH_OK || (at.row && at.current))
        return status;
    s->broken = true; // until the page is whole
    if (at.row)
        status = page_remove(s, at.row, error);
    if (status == UH_OK)
        status = page_insert(s, d, &key, &at.row, error);
    if (status == UH_OK)
        status = mark_seen(s, at.row, error);
    s->broken = status != UH_OK;
    *changed = status == UH_OK;
    return status;
}

uh_status store_note(store *s, const uh_note *n, uh_error *error) {
    sqlite3_stmt *q;
    int64_t path;
    uh_status status = handle_begin(s, error);
    if (status == UH_OK)
        status = handle_name(s, NAME_PHRASE, text_of(n->path), &path, error);
    if (status == UH_OK)
        status = meet_path(s, text_of(n->path), error);
    if (status == UH_OK)
        status = handle_prepare(s, "INSERT INTO notes VALUES (NULL, ?1, NULL, ?2, ?3, ?4, ?5, ?6)",
                                &q, error);
    if (status != UH_OK)
        return status;
    values r = { q, 0 };
    put_number(&r, path);
    put_text(&r, text_of(n->stage));
    put_number(&r, (int64_t)n->offset);
    put_number(&r, n->line);
    put_number(&r, n->skipped != 0);
    put_text(&r, text_of(n->message));
    return handle_run(s, q, error);
}
