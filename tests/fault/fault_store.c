/* fault_store.c - all that writes a record, with each allocation, read, write and sync of SQLite,
 * and each allocation of our own, refused once, and with a disk that fills up: every time it ends
 * with a status and a message, the file can be opened, and the same again ends in the same record.
 *
 *   fault_store [all]    all: each allocation of SQLite too, and not each of the first ones only */
#include "tests/fault/wrap.h"
#include "upperhand.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include "tests/fault/disk.h"

enum { ROUNDS_MOST = 200000, EACH_FIRST = 60, STRIDE = 5, PATH_SIZE = 128, GDELT_FIELDS = 61 };

static char folder[] = "/tmp/upperhand-store-XXXXXX";
static char record[PATH_SIZE], part[PATH_SIZE], old_pages[PATH_SIZE], new_pages[PATH_SIZE],
    rows[PATH_SIZE];
static uh_model *model;
static bool all_of_them;

/* ---- files ---- */

typedef struct bytes {
    char *at;
    size_t n;
} bytes;

static int take(void *context, const void *at, size_t n) {
    bytes *b = context;
    b->at = realloc(b->at, b->n + n + 1);
    assert_non_null(b->at);
    memcpy(b->at + b->n, at, n);
    b->n += n;
    b->at[b->n] = '\0';
    return 0;
}

static void put(const char *path, bytes b) {
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(b.at, 1, b.n, file), b.n);
    assert_int_equal(fclose(file), 0);
}

static bytes get(const char *path) {
    bytes b = { NULL, 0 };
    char block[4096];
    size_t n;
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    while ((n = fread(block, 1, sizeof block, file)) > 0)
        take(&b, block, n);
    fclose(file);
    return b;
}

static void put_line(bytes *b, const char *line) {
    take(b, line, strlen(line));
}

static void remove_record(const char *path) {
    static const char *const ends[] = { "", "-wal", "-shm", "-journal" };
    char name[PATH_SIZE + 16];
    for (int i = 0; i < 4; i++) {
        snprintf(name, sizeof name, "%s%s", path, ends[i]);
        unlink(name);
    }
}

/* ---- what is done to a record ---- */

static char first_event[17]; // id

static uh_status add(const char *to, const char *path, uh_error *error) {
    uh_store *store = NULL;
    uh_run_options options = { .size = sizeof options, .jobs = 1 };
    uh_status status = uh_store_open(to, 1, &store, error);
    if (status == UH_OK)
        status = uh_store_add(store, model, &path, 1, &options, NULL, error);
    uh_store_close(store);
    return status;
}

static uh_status add_new(uh_error *error) {
    return add(record, new_pages, error);
}

static uh_status import(uh_error *error) {
    uh_store *store = NULL;
    const char *path = rows;
    uh_counts counts = { 0 };
    uh_import_options options = { .size = sizeof options, .jobs = 1 };
    uh_status status = uh_store_open(record, 1, &store, error);
    if (status == UH_OK)
        status = uh_store_import(store, model, &path, 1, &options, &counts, error);
    uh_store_close(store);
    return status;
}

static uh_status merge(uh_error *error) {
    uh_store *store = NULL;
    const char *path = part;
    uh_counts counts = { 0 };
    uh_status status = uh_store_open(record, 1, &store, error);
    if (status == UH_OK)
        status = uh_store_merge(store, &path, 1, &counts, error);
    uh_store_close(store);
    return status;
}

static uh_status correct(uh_error *error) {
    uh_store *store = NULL;
    uh_correction c = { .size = sizeof c, .act = "recode", .event = first_event, .actor = "TUR" };
    uh_status status = uh_store_open(record, 1, &store, error);
    if (status == UH_OK)
        status = uh_store_correct(store, &c, error);
    uh_store_close(store);
    return status;
}

static uh_status bring_up(uh_error *error) {
    uh_store *store = NULL;
    uh_status status = uh_store_open(record, 1, &store, error);
    uh_store_close(store);
    return status;
}

/* What the record says; the caller frees it. */
static bytes dump(void) {
    static const uh_list lists[] = { UH_LIST_EVENTS,   UH_LIST_STORIES,   UH_LIST_CLAIMS,
                                     UH_LIST_PROBLEMS, UH_LIST_SENTENCES, UH_LIST_STATS };
    bytes b = { NULL, 0 };
    uh_store *store = NULL;
    uh_error error;
    assert_int_equal(uh_store_open(record, 0, &store, &error), UH_OK);
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        assert_int_equal(
            uh_store_list(store, lists[i], NULL, UH_JSONL, (uh_sink){ take, &b }, &error), UH_OK);
    uh_store_close(store);
    return b;
}

/* ---- the files to begin with ---- */

/* A row of GDELT 2.0 with what an event needs. */
static void put_row(bytes *b, int id) {
    char field[32];
    for (int i = 0; i < GDELT_FIELDS; i++) {
        snprintf(field, sizeof field, "%d", i == 0 ? id : 1);
        const char *is = i == 0               ? field
                         : i == 1             ? "20190305"
                         : i == 5 || i == 7   ? "RUS"
                         : i == 15 || i == 17 ? "SYR"
                         : i == 26 || i == 27 ? "042"
                         : i == 28            ? "04"
                         : i == 59            ? "20190305120000"
                         : i == 60            ? "http://x.example/a"
                         : i > 24 && i < 35   ? field
                                              : "";
        put_line(b, is);
        put_line(b, i + 1 < GDELT_FIELDS ? "\t" : "\n");
    }
}

static void put_inputs(void) {
    bytes old = { NULL, 0 }, new = { NULL, 0 }, coded = { NULL, 0 };
    put_line(&old, "{\"id\":\"1\",\"date\":\"2019-01-02\",\"text\":\"Iran warned Iraq on Friday. "
                   "Iraq said that Iran had attacked Kuwait.\"}\n");
    put_line(&new, "{\"id\":\"2\",\"date\":\"2019-01-03\",\"text\":\"Iran warned Iraq on Friday. "
                   "Iraq said that Iran had attacked Kuwait.\"}\n{broken\n"
                   "{\"id\":\"3\",\"date\":\"2019-01-04\",\"text\":\"Russia visited Syria.\"}\n");
    put_row(&coded, 7);
    put_row(&coded, 8);
    put_line(&coded, "9\tbroken\n");
    put(old_pages, old);
    put(new_pages, new);
    put(rows, coded);
    free(old.at);
    free(new.at);
    free(coded.at);
}

static bytes record_of_today(void) {
    uh_error error;
    remove_record(record);
    assert_int_equal(add(record, old_pages, &error), UH_OK);
    return get(record);
}

static bytes record_of_nothing(void) {
    uh_error error;
    uh_store *store = NULL;
    remove_record(record);
    assert_int_equal(uh_store_open(record, 1, &store, &error), UH_OK);
    uh_store_close(store);
    return get(record);
}

static bytes record_of_format_3(void) {
    sqlite3 *db;
    bytes sql = get("tests/records/format-3.sql");
    remove_record(record);
    assert_int_equal(sqlite3_open(record, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql.at, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    free(sql.at);
    return get(record);
}

static int set_up(void **state) {
    (void)state;
    uh_error error;
    put_shim();
    if (!mkdtemp(folder) || uh_model_open(NULL, &model, NULL) != UH_OK)
        return -1;
    snprintf(record, sizeof record, "%s/r.db", folder);
    snprintf(part, sizeof part, "%s/part.db", folder);
    snprintf(old_pages, sizeof old_pages, "%s/old.jsonl", folder);
    snprintf(new_pages, sizeof new_pages, "%s/new.jsonl", folder);
    snprintf(rows, sizeof rows, "%s/rows.csv", folder);
    put_inputs();
    assert_int_equal(add(part, new_pages, &error), UH_OK);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    remove_record(record);
    remove_record(part);
    unlink(old_pages);
    unlink(new_pages);
    unlink(rows);
    rmdir(folder);
    uh_model_close(model);
    return 0;
}

/* ---- refusing ---- */

typedef struct deed {
    uh_status (*act)(uh_error *error);
    bytes before;   // the record's file
    bytes expected; // what it says after an undisturbed act
} deed;

static void start(const deed *d) {
    remove_record(record);
    put(record, d->before);
}

static void expect_done(const deed *d) {
    bytes now = dump();
    assert_string_equal(now.at, d->expected.at);
    free(now.at);
}

/* The record is whole, and the same again ends where it was to end. */
static void expect_recovery(const deed *d) {
    uh_error error;
    assert_int_equal(d->act(&error), UH_OK);
    expect_done(d);
}

static long next(long i, fault kind) {
    bool each = all_of_them || kind != FAULT_MEMORY || i < EACH_FIRST;
    return each ? i + 1 : i + i / STRIDE;
}

/* Refuses the n-th call of a kind, for every n up to the last. */
static void refuse_each(const deed *d, fault kind) {
    for (long i = 0; i < ROUNDS_MOST; i = next(i, kind)) {
        uh_error error = { .status = UH_OK };
        start(d);
        refused = false;
        calls_left = i;
        armed = kind;
        uh_status status = d->act(&error);
        armed = NO_FAULT;
        if (status == UH_OK) {
            expect_done(d);
        } else {
            assert_true(refused && error.message[0] != '\0');
            assert_true(kind != FAULT_MEMORY || status == UH_NOMEM || status == UH_STORE);
        }
        expect_recovery(d);
        if (!refused) {
            assert_true(i > 0);
            return;
        }
    }
    fail();
}

static void refuse_each_of_ours(const deed *d) {
    for (long i = 0; i < ROUNDS_MOST; i++) {
        uh_error error = { .status = UH_OK };
        start(d);
        atomic_store(&was_refused, false);
        atomic_store(&allocations_left, i);
        uh_status status = d->act(&error);
        atomic_store(&allocations_left, -1);
        assert_true(status == UH_OK || status == UH_NOMEM || status == UH_IO);
        if (status == UH_OK && d->act != add_new) // a page without memory becomes a note
            expect_done(d);
        expect_recovery(d);
        if (!atomic_load(&was_refused)) {
            assert_true(i > 0);
            return;
        }
    }
    fail();
}

static void refuse_all(uh_status (*act)(uh_error *), bytes before) {
    static const fault kinds[] = { FAULT_MEMORY, FAULT_READ, FAULT_WRITE, FAULT_SYNC, FAULT_FULL };
    deed d = { .act = act, .before = before };
    uh_error error;
    start(&d);
    assert_int_equal(act(&error), UH_OK);
    d.expected = dump();
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        refuse_each(&d, kinds[i]);
    refuse_each_of_ours(&d);
    free(d.before.at);
    free(d.expected.at);
}

static void test_adding(void **state) {
    (void)state;
    refuse_all(add_new, record_of_today());
}

static void test_importing(void **state) {
    (void)state;
    refuse_all(import, record_of_today());
}

/* Its tables are written as trees. */
static void test_importing_anew(void **state) {
    (void)state;
    refuse_all(import, record_of_nothing());
}

static void test_merging(void **state) {
    (void)state;
    refuse_all(merge, record_of_today());
}

static void test_correcting(void **state) {
    (void)state;
    bytes before = record_of_today(), lists = dump();
    const char *id = strstr(lists.at, "\"id\":\"");
    assert_non_null(id);
    snprintf(first_event, sizeof first_event, "%s", id + strlen("\"id\":\""));
    free(lists.at);
    refuse_all(correct, before);
}

static void test_bringing_up(void **state) {
    (void)state;
    refuse_all(bring_up, record_of_format_3());
}

int main(int argc, char **argv) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_adding),         cmocka_unit_test(test_importing),
        cmocka_unit_test(test_importing_anew), cmocka_unit_test(test_merging),
        cmocka_unit_test(test_correcting),     cmocka_unit_test(test_bringing_up),
    };
    all_of_them = argc > 1 && strcmp(argv[1], "all") == 0;
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
