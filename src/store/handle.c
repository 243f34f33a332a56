/* handle.c - the open database: statements, errors in words, strings kept once, transactions. */
#include "store/handle.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum { PATH_MOST = 4096 };

/* ---- errors ---- */

static bool folder_stands(const char *path) {
    const char *slash = strrchr(path, '/');
    char folder[PATH_MOST];
    struct stat st;
    if (slash && (size_t)(slash - path) >= sizeof folder)
        return false;
    snprintf(folder, sizeof folder, "%.*s/", slash ? (int)(slash - path) : 1, slash ? path : ".");
    return stat(folder, &st) == 0;
}

/* SQLite tries a file it may not make once more for reading; what then is missing was refused. */
static uh_status cannot_open(const store *s, uh_error *error) {
    errno = s->db ? sqlite3_system_errno(s->db) : 0;
    if (errno == ENOENT && folder_stands(s->path))
        errno = EACCES;
    if (errno)
        return error_errno(error, s->path, "open");
    return error_set(error, UH_IO, s->path, "cannot open");
}

/* Of what the database did, or of what was written to its file without it (graft.h). */
static int system_error(const store *s) {
    int number = sqlite3_system_errno(s->db);
    if (number == 0)
        sqlite3_file_control(s->db, "main", SQLITE_FCNTL_LAST_ERRNO, &number);
    return number;
}

static uh_status io_error(const store *s, const char *doing, uh_error *error) {
    errno = system_error(s);
    if (errno)
        return error_errno(error, s->path, doing);
    return error_set(error, UH_IO, s->path, "cannot %s: disk error", doing);
}

uh_status handle_error(const store *s, int code, const char *doing, uh_error *error) {
    switch (code & 0xff) {
    case SQLITE_NOMEM:
        return error_nomem(error);
    case SQLITE_FULL:
        return error_set(error, UH_STORE, s->path,
                         "the disk is full; what was committed before stands");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return error_set(error, UH_STORE, s->path,
                         "another process is writing to it (waited %d seconds)",
                         STORE_WAIT_MS / 1000);
    case SQLITE_READONLY:
        return error_set(error, UH_STORE, s->path, "cannot be written: read-only");
    case SQLITE_NOTADB:
        return error_set(error, UH_STORE, s->path, "not a database; nothing was changed");
    case SQLITE_CORRUPT:
        return error_set(error, UH_STORE, s->path, "the database is damaged; nothing was changed");
    case SQLITE_CANTOPEN:
        return cannot_open(s, error);
    case SQLITE_IOERR:
        return code == SQLITE_IOERR_NOMEM ? error_nomem(error) : io_error(s, doing, error);
    default:
        return error_set(error, UH_STORE, s->path, "cannot %s: %s", doing, sqlite3_errmsg(s->db));
    }
}

/* ---- statements ---- */

uh_status handle_prepare(store *s, const char *sql, sqlite3_stmt **q, uh_error *error) {
    int i = 0;
    while (i < s->n_statements && s->statements[i].sql != sql)
        i++;
    if (i == s->n_statements) {
        assert(i < STATEMENTS_MOST);
        sqlite3_stmt *made = NULL;
        int code = sqlite3_prepare_v3(s->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &made, NULL);
        if (code != SQLITE_OK)
            return handle_error(s, code, "read", error);
        s->statements[s->n_statements++] = (statement){ sql, made };
    }
    *q = s->statements[i].prepared;
    return UH_OK;
}

uh_status handle_step(store *s, sqlite3_stmt *q, uh_error *error) {
    int code = sqlite3_step(q);
    if (code == SQLITE_ROW)
        return UH_OK;
    if (code != SQLITE_DONE) {
        uh_status status = handle_error(s, sqlite3_extended_errcode(s->db), "write", error);
        sqlite3_reset(q);
        return status;
    }
    sqlite3_reset(q);
    return UH_END;
}

uh_status handle_run(store *s, sqlite3_stmt *q, uh_error *error) {
    uh_status status = handle_step(s, q, error);
    if (status == UH_OK)
        sqlite3_reset(q);
    return status == UH_END ? UH_OK : status;
}

static uh_status prepare_numbers(store *s, const char *sql, const int64_t *numbers, int n,
                                 sqlite3_stmt **q, uh_error *error) {
    uh_status status = handle_prepare(s, sql, q, error);
    for (int i = 0; i < n && status == UH_OK; i++)
        sqlite3_bind_int64(*q, i + 1, numbers[i]);
    return status;
}

uh_status handle_run_numbers(store *s, const char *sql, const int64_t *numbers, int n,
                             uh_error *error) {
    sqlite3_stmt *q;
    uh_status status = prepare_numbers(s, sql, numbers, n, &q, error);
    return status == UH_OK ? handle_run(s, q, error) : status;
}

uh_status handle_run_with(store *s, const char *sql, int64_t number, uh_error *error) {
    return handle_run_numbers(s, sql, &number, 1, error);
}

uh_status handle_stands(store *s, const char *sql, const int64_t *numbers, int n, bool *stands,
                        uh_error *error) {
    sqlite3_stmt *q;
    uh_status status = prepare_numbers(s, sql, numbers, n, &q, error);
    if (status == UH_OK)
        status = handle_step(s, q, error);
    *stands = status == UH_OK;
    if (status != UH_OK)
        return status == UH_END ? UH_OK : status;
    sqlite3_reset(q);
    return UH_OK;
}

uh_status handle_number(store *s, const char *sql, int64_t *number, uh_error *error) {
    sqlite3_stmt *q;
    uh_status status = handle_prepare(s, sql, &q, error);
    if (status == UH_OK)
        status = handle_step(s, q, error);
    if (status != UH_OK)
        return status;
    *number = sqlite3_column_int64(q, 0);
    sqlite3_reset(q);
    return UH_OK;
}

uh_status handle_bytes(store *s, int64_t *bytes, uh_error *error) {
    static const char sql[] = "SELECT c.page_count * z.page_size FROM pragma_page_count c, "
                              "pragma_page_size z";
    sqlite3_stmt *q = NULL;
    int code = sqlite3_prepare_v2(s->db, sql, -1, &q, NULL);
    bool read = code == SQLITE_OK && sqlite3_step(q) == SQLITE_ROW;
    if (read)
        *bytes = sqlite3_column_int64(q, 0);
    code = sqlite3_extended_errcode(s->db);
    sqlite3_finalize(q); // not kept: the file may be closed and opened again
    return read ? UH_OK : handle_error(s, code, "read", error);
}

uh_status handle_exec(store *s, const char *sql, uh_error *error) {
    int code = sqlite3_exec(s->db, sql, NULL, NULL, NULL);
    if (code == SQLITE_OK)
        return UH_OK;
    return handle_error(s, sqlite3_extended_errcode(s->db), "write", error);
}

void bind_text(sqlite3_stmt *q, int column, text t) {
    sqlite3_bind_text64(q, column, t.len ? t.at : "", t.len, SQLITE_STATIC, SQLITE_UTF8);
}

void bind_key(sqlite3_stmt *q, int column, uint64_t key) {
    sqlite3_bind_int64(q, column, key_to_number(key));
}

void put_text(values *r, text t) {
    bind_text(r->q, ++r->n, t);
}

void put_number(values *r, int64_t number) {
    sqlite3_bind_int64(r->q, ++r->n, number);
}

void put_key(values *r, uint64_t key) {
    bind_key(r->q, ++r->n, key);
}

void put_null(values *r) {
    sqlite3_bind_null(r->q, ++r->n);
}

void put_number_or_null(values *r, int64_t number) {
    if (number)
        put_number(r, number);
    else
        put_null(r);
}

void put_bytes(values *r, const void *bytes, size_t n) {
    sqlite3_bind_blob64(r->q, ++r->n, n ? bytes : "", n, SQLITE_STATIC);
}

text column_text(sqlite3_stmt *q, int column) {
    const void *at = sqlite3_column_text(q, column);
    int len = sqlite3_column_bytes(q, column);
    return at && len > 0 ? (text){ at, (size_t)len } : (text){ "", 0 };
}

text column_bytes(sqlite3_stmt *q, int column) {
    const void *at = sqlite3_column_blob(q, column);
    int len = sqlite3_column_bytes(q, column);
    return at && len > 0 ? (text){ at, (size_t)len } : (text){ "", 0 };
}

uint64_t column_key(sqlite3_stmt *q, int column) {
    return number_to_key(sqlite3_column_int64(q, column));
}

/* ---- strings kept once ---- */

/* A long list of strings is found by a mark (schema.sql), ?2. */
static const char *const find_name[NAME_TABLES] = {
    "SELECT id FROM phrases WHERE mark = ?2 AND phrase = ?1",
    "SELECT id FROM models WHERE hash = ?1",
    "SELECT id FROM outlets WHERE name = ?1",
    "SELECT id FROM sources WHERE mark = ?2 AND name = ?1",
    "SELECT id FROM actors WHERE code = ?1",
};

static const char *const make_name[NAME_TABLES] = {
    "INSERT INTO phrases (phrase, mark) VALUES (?1, ?2)",
    "INSERT INTO models (hash) VALUES (?1)",
    "INSERT INTO outlets (name) VALUES (?1)",
    "INSERT INTO sources (name, mark) VALUES (?1, ?2)",
    "INSERT INTO actors (code) VALUES (?1)",
};

void split_source(text name, text *words, text *codes) {
    size_t at = text_find(name, TEXT("\n"));
    *words = at == SIZE_MAX ? name : text_cut(name, 0, at);
    *codes = at == SIZE_MAX ? (text){ "", 0 } : text_cut(name, at + 1, name.len);
}

int64_t handle_mark(uint64_t hash) {
    return (int64_t)(hash >> 32 & 0x7fffffff) - (int64_t)(hash >> 63 << 31);
}

static void bind_name(sqlite3_stmt *q, text name) {
    bind_text(q, 1, name);
    if (sqlite3_bind_parameter_count(q) > 1)
        sqlite3_bind_int64(q, 2, handle_mark(hash_text(name)));
}

void handle_forget(store *s) {
    arena_free(&s->names_memory);
    memset(s->names, 0, sizeof s->names);
    s->n_names = 0;
}

uh_status handle_find_name(store *s, name_table table, text name, int64_t *id, uh_error *error) {
    sqlite3_stmt *q;
    uh_status status = handle_prepare(s, find_name[table], &q, error);
    if (status != UH_OK)
        return status;
    bind_name(q, name);
    status = handle_step(s, q, error);
    if (status == UH_OK)
        *id = sqlite3_column_int64(q, 0);
    sqlite3_reset(q);
    return status;
}

static uh_status find_or_make(store *s, name_table table, text name, int64_t *id, uh_error *error) {
    sqlite3_stmt *make;
    uh_status status = handle_find_name(s, table, name, id, error);
    if (status != UH_END)
        return status;
    status = handle_prepare(s, make_name[table], &make, error);
    if (status != UH_OK)
        return status;
    bind_name(make, name);
    status = handle_run(s, make, error);
    if (status == UH_OK)
        *id = sqlite3_last_insert_rowid(s->db);
    return status;
}

uh_status handle_name(store *s, name_table table, text name, int64_t *id, uh_error *error) {
    uint64_t key = hash_text(name);
    uint32_t known;
    if (map_get(&s->names[table], key, &known)) {
        *id = known;
        return UH_OK;
    }
    uh_status status = find_or_make(s, table, name, id, error);
    if (status != UH_OK || *id > UINT32_MAX)
        return status;
    if (s->n_names == NAMES_MOST)
        handle_forget(s);
    if (map_put(&s->names[table], &s->names_memory, key, (uint32_t)*id))
        s->n_names++;
    else
        handle_forget(s); // it is looked up next time
    return UH_OK;
}

/* ---- packed words ---- */

uh_status handle_learn(store *s, size_t more, uh_error *error) {
    bool due;
    int code = wording_due(s->wording, more, &due);
    if (code != SQLITE_OK)
        return handle_error(s, code, "write", error);
    return due ? handle_exec(s, WORDING_LEARN, error) : UH_OK;
}

/* ---- transactions ---- */

void handle_drop_facts(store *s) {
    arena kept = s->facts.memory;
    arena_reset(&kept);
    s->facts = (standing_facts){ .memory = kept };
}

uh_status handle_begin(store *s, uh_error *error) {
    if (s->in_transaction)
        return UH_OK;
    uh_status status = handle_exec(s, "BEGIN IMMEDIATE", error);
    handle_drop_facts(s);
    s->in_transaction = status == UH_OK;
    return status;
}

void handle_rollback(store *s) {
    if (s->in_transaction)
        sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
    s->in_transaction = s->broken = false;
    handle_drop_facts(s);
    wording_forget(s->wording);
    handle_forget(s);
}
