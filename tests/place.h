/* place.h - a record in a folder of its own for each test, and what stands in it. */
#ifndef UH_TEST_PLACE_H
#define UH_TEST_PLACE_H

#include "analysis/hold.h"
#include "store/store.h"
#include "store/wording.h"
#include "tests/pages.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

enum { NAME_SIZE = 64, WORDS_SIZE = 256 };

/* A folder of its own for each test. */
typedef struct place {
    char folder[NAME_SIZE];
    char path[NAME_SIZE + 8];
    store *s;
    doc d;
    arena a;
    buffer b;
    hold h;      // what a test asked for
    int n_pages; // told by it
    uh_error error;
} place;

static inline int make_place(void **state) {
    place *p = calloc(1, sizeof *p);
    assert_non_null(p);
    strcpy(p->folder, "/tmp/uh-store-XXXXXX");
    assert_non_null(mkdtemp(p->folder));
    snprintf(p->path, sizeof p->path, "%s/r.db", p->folder);
    doc_open(&p->d, 0);
    *state = p;
    return 0;
}

static inline void remove_record(place *p) {
    char name[NAME_SIZE + 16];
    for (int i = 0; i < 3; i++) {
        static const char *const ends[] = { "", "-wal", "-shm" };
        snprintf(name, sizeof name, "%s%s", p->path, ends[i]);
        unlink(name);
    }
}

static inline int drop_place(void **state) {
    place *p = *state;
    store_close(p->s);
    remove_record(p);
    rmdir(p->folder);
    doc_free(&p->d);
    arena_free(&p->a);
    buffer_free(&p->b);
    free(p);
    return 0;
}

static inline void open_run(place *p) {
    assert_int_equal(store_open(p->path, true, &p->s, &p->error), UH_OK);
    assert_int_equal(store_run_begin(p->s, "0123456789abcdef", 0, &p->error), UH_OK);
}

/* A place whose record is open, with a run begun. */
static inline int make_record(void **state) {
    make_place(state);
    open_run(*state);
    return 0;
}

static inline void close_run(place *p, bool complete) {
    uh_counts counts = { 0 };
    assert_int_equal(store_run_end(p->s, &counts, complete, 0, &p->error), UH_OK);
    store_close(p->s);
    p->s = NULL;
}

static inline bool add(place *p) {
    bool changed;
    built_page(&p->d);
    assert_int_equal(store_add(p->s, &p->d, &changed, &p->error), UH_OK);
    return changed;
}

static inline void start(place *p, const char *id, const char *container) {
    build_page(&p->d, id, "Daily", container, "2019-03-03");
}

/* Puts all values that a question gives into words, a blank between. */
static inline void answer_to(place *p, const char *sql, char *words, size_t size) {
    sqlite3 *db;
    sqlite3_stmt *q;
    size_t n = 0;
    words[0] = '\0';
    assert_int_equal(sqlite3_open_v2(p->path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    wording *w = wording_open(db);
    assert_non_null(w);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &q, NULL), SQLITE_OK);
    while (sqlite3_step(q) == SQLITE_ROW)
        for (int i = 0; i < sqlite3_column_count(q); i++) {
            const char *value = (const char *)sqlite3_column_text(q, i);
            n += (size_t)snprintf(words + n, size - n, "%s%s", n ? " " : "", value ? value : "-");
        }
    sqlite3_finalize(q);
    sqlite3_close(db);
    wording_close(w);
}

static inline void expect(place *p, const char *sql, const char *expected) {
    char words[WORDS_SIZE];
    answer_to(p, sql, words, sizeof words);
    assert_string_equal(words, expected);
}

static inline void expect_sound(place *p) {
    expect(p, "PRAGMA foreign_key_check", "");
    expect(p, "PRAGMA integrity_check", "ok");
}

static inline void change(place *p, const char *sql) {
    sqlite3 *db;
    assert_int_equal(sqlite3_open(p->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

#endif
