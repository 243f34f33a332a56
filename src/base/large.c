/* large.c - memory that begins where a large page does. */
#define _DEFAULT_SOURCE // madvise
#include "base/large.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

void *large_room(size_t n) {
    void *at = NULL;
    if (n < LARGE_LEAST)
        return malloc(n);
    if (n > SIZE_MAX / 2)
        return NULL;
    n = (n + LARGE_LEAST - 1) & ~(LARGE_LEAST - 1);
    if (posix_memalign(&at, LARGE_LEAST, n) != 0)
        return NULL;
#ifdef MADV_HUGEPAGE
    (void)madvise(at, n, MADV_HUGEPAGE); // refused, it is as any other
#endif
    return at;
}

void *large_grow(void *at, size_t n, size_t more) {
    if (more < LARGE_LEAST)
        return realloc(at, more);
    void *moved = large_room(more);
    if (moved && n)
        memcpy(moved, at, n);
    if (moved)
        free(at);
    return moved;
}
