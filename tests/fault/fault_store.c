/* fault_store.c - adding to a record with each allocation, read, write and sync of SQLite, and each
 * allocation of our own, refused once, and with a disk that fills up: every time the run ends with
 * a status and a message, the file can be opened, and the same run again ends in the same record.
 */
#include "tests/fault/wrap.h"
#include "upperhand.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <sqlite3.h>

enum { ROUNDS_MOST = 200000, STRIDE = 7, PATH_SIZE = 128 };

/* ---- SQLite's memory and files, with refusals ---- */

typedef enum fault {
    NO_FAULT,
    FAULT_MEMORY,
    FAULT_READ,
    FAULT_WRITE,
    FAULT_SYNC,
    FAULT_FULL
} fault;

static fault armed;
static long calls_left; // until the call that is refused
static bool refused;
static sqlite3_mem_methods memory;

static bool fails(fault kind) {
    if (armed != kind || calls_left-- > 0)
        return false;
    if (kind != FAULT_FULL) // a full disk stays full
        armed = NO_FAULT;
    refused = true;
    return true;
}

static void *shim_malloc(int n) {
    return fails(FAULT_MEMORY) ? NULL : memory.xMalloc(n);
}

static void *shim_realloc(void *at, int n) {
    return fails(FAULT_MEMORY) ? NULL : memory.xRealloc(at, n);
}

typedef struct shim_file {
    sqlite3_file base;
    sqlite3_file *real;
} shim_file;

static sqlite3_file *real_of(sqlite3_file *f) {
    return ((shim_file *)f)->real;
}

#define PASS(f, method, ...) real_of(f)->pMethods->method(real_of(f), __VA_ARGS__)

static int shim_close(sqlite3_file *f) {
    return real_of(f)->pMethods ? real_of(f)->pMethods->xClose(real_of(f)) : SQLITE_OK;
}

static int shim_read(sqlite3_file *f, void *to, int n, sqlite3_int64 at) {
    return fails(FAULT_READ) ? SQLITE_IOERR_READ : PASS(f, xRead, to, n, at);
}

static int shim_write(sqlite3_file *f, const void *from, int n, sqlite3_int64 at) {
    if (fails(FAULT_WRITE))
        return SQLITE_IOERR_WRITE;
    return fails(FAULT_FULL) ? SQLITE_FULL : PASS(f, xWrite, from, n, at);
}

static int shim_truncate(sqlite3_file *f, sqlite3_int64 n) {
    return fails(FAULT_WRITE) ? SQLITE_IOERR_TRUNCATE : PASS(f, xTruncate, n);
}

static int shim_sync(sqlite3_file *f, int flags) {
    return fails(FAULT_SYNC) ? SQLITE_IOERR_FSYNC : PASS(f, xSync, flags);
}

static int shim_size(sqlite3_file *f, sqlite3_int64 *n) {
    return PASS(f, xFileSize, n);
}

static int shim_lock(sqlite3_file *f, int kind) {
    return PASS(f, xLock, kind);
}

static int shim_unlock(sqlite3_file *f, int kind) {
    return PASS(f, xUnlock, kind);
}

static int shim_reserved(sqlite3_file *f, int *is) {
    return PASS(f, xCheckReservedLock, is);
}

static int shim_control(sqlite3_file *f, int op, void *argument) {
    return PASS(f, xFileControl, op, argument);
}

static int shim_sector(sqlite3_file *f) {
    return real_of(f)->pMethods->xSectorSize(real_of(f));
}

static int shim_device(sqlite3_file *f) {
    return real_of(f)->pMethods->xDeviceCharacteristics(real_of(f));
}

static int shim_map(sqlite3_file *f, int page, int size, int extend, void volatile **at) {
    return PASS(f, xShmMap, page, size, extend, at);
}

static int shim_shm_lock(sqlite3_file *f, int offset, int n, int flags) {
    return PASS(f, xShmLock, offset, n, flags);
}

static void shim_barrier(sqlite3_file *f) {
    real_of(f)->pMethods->xShmBarrier(real_of(f));
}

static int shim_unmap(sqlite3_file *f, int remove_it) {
    return PASS(f, xShmUnmap, remove_it);
}

static const sqlite3_io_methods shim_methods = {
    2,           shim_close, shim_read,     shim_write,    shim_truncate, shim_sync,
    shim_size,   shim_lock,  shim_unlock,   shim_reserved, shim_control,  shim_sector,
    shim_device, shim_map,   shim_shm_lock, shim_barrier,  shim_unmap,    NULL,
    NULL,
};

static sqlite3_vfs shim, *real_vfs;

static int shim_open(sqlite3_vfs *v, const char *name, sqlite3_file *f, int flags, int *out) {
    shim_file *mine = (shim_file *)f;
    (void)v;
    mine->real = (sqlite3_file *)(void *)(mine + 1);
    int code = real_vfs->xOpen(real_vfs, name, mine->real, flags, out);
    mine->base.pMethods = mine->real->pMethods ? &shim_methods : NULL;
    return code;
}

static void put_shim(void) {
    sqlite3_mem_methods mine;
    assert_int_equal(sqlite3_config(SQLITE_CONFIG_GETMALLOC, &memory), SQLITE_OK);
    mine = memory;
    mine.xMalloc = shim_malloc;
    mine.xRealloc = shim_realloc;
    assert_int_equal(sqlite3_config(SQLITE_CONFIG_MALLOC, &mine), SQLITE_OK);
    assert_int_equal(sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0), SQLITE_OK);
    assert_int_equal(sqlite3_initialize(), SQLITE_OK);
    real_vfs = sqlite3_vfs_find(NULL);
    shim = *real_vfs;
    shim.zName = "shim";
    shim.szOsFile = (int)sizeof(shim_file) + real_vfs->szOsFile;
    shim.xOpen = shim_open;
    shim.pNext = NULL;
    assert_int_equal(sqlite3_vfs_register(&shim, 1), SQLITE_OK);
}

/* ---- a record and a run ---- */

static char folder[] = "/tmp/upperhand-store-XXXXXX";
static char record[PATH_SIZE], old_pages[PATH_SIZE], new_pages[PATH_SIZE];
static uh_model *model;
static char *expected; // the dump after an undisturbed run; ours

static void put(const char *path, const char *bytes) {
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(bytes, file);
    assert_int_equal(fclose(file), 0);
}

static void remove_record(void) {
    static const char *const ends[] = { "", "-wal", "-shm", "-journal" };
    char name[PATH_SIZE + 16];
    for (int i = 0; i < 4; i++) {
        snprintf(name, sizeof name, "%s%s", record, ends[i]);
        unlink(name);
    }
}

static uh_status add(const char *path, uh_error *error) {
    uh_store *store = NULL;
    uh_run_options options = { .size = sizeof options, .jobs = 1 };
    uh_status status = uh_store_open(record, 1, &store, error);
    if (status == UH_OK)
        status = uh_store_add(store, model, &path, 1, &options, NULL, error);
    uh_store_close(store);
    return status;
}

typedef struct taken {
    char *bytes;
    size_t n;
} taken;

static int take(void *context, const void *bytes, size_t n) {
    taken *t = context;
    t->bytes = realloc(t->bytes, t->n + n + 1);
    assert_non_null(t->bytes);
    memcpy(t->bytes + t->n, bytes, n);
    t->n += n;
    t->bytes[t->n] = '\0';
    return 0;
}

/* What the record says; the caller frees it. */
static char *dump(void) {
    static const uh_list lists[] = { UH_LIST_EVENTS,   UH_LIST_STORIES,   UH_LIST_CLAIMS,
                                     UH_LIST_PROBLEMS, UH_LIST_SENTENCES, UH_LIST_STATS };
    taken t = { NULL, 0 };
    uh_store *store = NULL;
    uh_error error;
    assert_int_equal(uh_store_open(record, 0, &store, &error), UH_OK);
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        assert_int_equal(
            uh_store_list(store, lists[i], NULL, UH_JSONL, (uh_sink){ take, &t }, &error), UH_OK);
    uh_store_close(store);
    return t.bytes;
}

static void start_record(void) {
    uh_error error;
    remove_record();
    assert_int_equal(add(old_pages, &error), UH_OK);
}

static int set_up(void **state) {
    (void)state;
    put_shim();
    if (!mkdtemp(folder) || uh_model_open(NULL, &model, NULL) != UH_OK)
        return -1;
    snprintf(record, sizeof record, "%s/r.db", folder);
    snprintf(old_pages, sizeof old_pages, "%s/old.jsonl", folder);
    snprintf(new_pages, sizeof new_pages, "%s/new.jsonl", folder);
    put(old_pages, "{\"id\":\"1\",\"date\":\"2019-01-02\",\"text\":\"Iran warned Iraq on Friday. "
                   "Iraq said that Iran had attacked Kuwait.\"}\n");
    put(new_pages, "{\"id\":\"2\",\"date\":\"2019-01-03\",\"text\":\"Iran warned Iraq on Friday. "
                   "Iraq said that Iran had attacked Kuwait.\"}\n{broken\n"
                   "{\"id\":\"3\",\"date\":\"2019-01-04\",\"text\":\"Russia visited Syria.\"}\n");
    start_record();
    uh_error error;
    assert_int_equal(add(new_pages, &error), UH_OK);
    expected = dump();
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    remove_record();
    unlink(old_pages);
    unlink(new_pages);
    rmdir(folder);
    free(expected);
    uh_model_close(model);
    return 0;
}

/* The record is whole, and the run goes on where it was. */
static void expect_recovery(void) {
    uh_error error;
    assert_int_equal(add(new_pages, &error), UH_OK);
    char *now = dump();
    assert_string_equal(now, expected);
    free(now);
}

/* Refuses the n-th call of a kind for every n up to the last; after the first ones, of which each
 * is tried, in growing steps. */
static void each(fault kind, long least) {
    for (long i = 0; i < ROUNDS_MOST; i += 1 + i / STRIDE) {
        uh_error error = { .status = UH_OK };
        start_record();
        refused = false;
        calls_left = i;
        armed = kind;
        uh_status status = add(new_pages, &error);
        armed = NO_FAULT;
        if (!refused) {
            assert_int_equal(status, UH_OK);
            assert_true(i > least);
            expect_recovery();
            return;
        }
        if (status != UH_OK) {
            assert_true(error.message[0] != '\0');
            assert_true(kind != FAULT_MEMORY || status == UH_NOMEM || status == UH_STORE);
        }
        expect_recovery();
    }
    fail();
}

static void test_memory_of_sqlite(void **state) {
    (void)state;
    each(FAULT_MEMORY, 500);
}

static void test_reads(void **state) {
    (void)state;
    each(FAULT_READ, 10);
}

static void test_writes(void **state) {
    (void)state;
    each(FAULT_WRITE, 20);
}

static void test_syncs(void **state) {
    (void)state;
    each(FAULT_SYNC, 0);
}

static void test_a_disk_that_fills_up(void **state) {
    (void)state;
    each(FAULT_FULL, 20);
}

static void test_memory_of_ours(void **state) {
    (void)state;
    for (long i = 0; i < ROUNDS_MOST; i += 1 + i / STRIDE) {
        uh_error error = { .status = UH_OK };
        start_record();
        atomic_store(&was_refused, false);
        atomic_store(&allocations_left, i);
        uh_status status = add(new_pages, &error);
        atomic_store(&allocations_left, -1);
        if (!atomic_load(&was_refused)) {
            assert_int_equal(status, UH_OK);
            assert_true(i > 20);
            return;
        }
        assert_true(status == UH_OK || status == UH_NOMEM || status == UH_IO);
        expect_recovery();
    }
    fail();
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_memory_of_sqlite),
        cmocka_unit_test(test_reads),
        cmocka_unit_test(test_writes),
        cmocka_unit_test(test_syncs),
        cmocka_unit_test(test_a_disk_that_fills_up),
        cmocka_unit_test(test_memory_of_ours),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
