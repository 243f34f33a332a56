/* wrap.h - the calls that a fault test can make fail, put between the program and libc by the
 * linker. Included once a test program. Counters are atomic: workers allocate too. */
#ifndef UH_WRAP_H
#define UH_WRAP_H

#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* How many go well until one is refused; under 0: none is. */
static atomic_long allocations_left = -1, reads_left = -1, writes_left = -1;
static atomic_bool was_refused;

static bool refuse(atomic_long *left) {
    if (atomic_load(left) < 0 || atomic_fetch_sub(left, 1) != 0)
        return false;
    atomic_store(&was_refused, true);
    return true;
}

void *__real_malloc(size_t n);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *at, size_t n);
ssize_t __real_read(int fd, void *to, size_t n);
ssize_t __real_write(int fd, const void *from, size_t n);
FILE *__real_fopen(const char *path, const char *mode);
size_t __real_fread(void *to, size_t size, size_t count, FILE *file);
size_t __real_fwrite(const void *from, size_t size, size_t count, FILE *file);
void *__wrap_malloc(size_t n);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *at, size_t n);
ssize_t __wrap_read(int fd, void *to, size_t n);
ssize_t __wrap_write(int fd, const void *from, size_t n);
FILE *__wrap_fopen(const char *path, const char *mode);
size_t __wrap_fread(void *to, size_t size, size_t count, FILE *file);
size_t __wrap_fwrite(const void *from, size_t size, size_t count, FILE *file);

void *__wrap_malloc(size_t n) {
    return refuse(&allocations_left) ? NULL : __real_malloc(n);
}

void *__wrap_calloc(size_t count, size_t size) {
    return refuse(&allocations_left) ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *at, size_t n) {
    return refuse(&allocations_left) ? NULL : __real_realloc(at, n);
}

ssize_t __wrap_read(int fd, void *to, size_t n) {
    if (!refuse(&reads_left))
        return __real_read(fd, to, n);
    errno = EIO;
    return -1;
}

ssize_t __wrap_write(int fd, const void *from, size_t n) {
    if (!refuse(&writes_left))
        return __real_write(fd, from, n);
    errno = ENOSPC;
    return -1;
}

FILE *__wrap_fopen(const char *path, const char *mode) {
    if (!refuse(&reads_left))
        return __real_fopen(path, mode);
    errno = EIO;
    return NULL;
}

size_t __wrap_fread(void *to, size_t size, size_t count, FILE *file) {
    return refuse(&reads_left) ? 0 : __real_fread(to, size, count, file);
}

size_t __wrap_fwrite(const void *from, size_t size, size_t count, FILE *file) {
    return refuse(&writes_left) ? 0 : __real_fwrite(from, size, count, file);
}

#endif
