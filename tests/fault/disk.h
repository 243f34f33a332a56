/* disk.h - SQLite's memory and files, with refusals: the n-th allocation, read, write or sync
 * fails, or the disk is full from then on. Included once a test program. */
#ifndef UH_DISK_H
#define UH_DISK_H

#include <stdbool.h>
#include <stddef.h>

#include <cmocka.h>
#include <sqlite3.h>

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

/* Where nothing is refused there is nothing to wait for: the machine itself stays up. */
static int shim_sync(sqlite3_file *f, int flags) {
    (void)f, (void)flags;
    return fails(FAULT_SYNC) ? SQLITE_IOERR_FSYNC : SQLITE_OK;
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

#endif
