/* ahead.h - memory asked for before it is needed: tables that are looked into all over come from
 * far when many bytes have passed since, one line of memory after the other waited for. */
#ifndef UH_AHEAD_H
#define UH_AHEAD_H

#include <stddef.h>

enum { AHEAD_LINE = 64 };

/* Asks for n bytes, which may be needed soon; nothing waits for them. */
static inline void ahead(const void *at, size_t n) {
    for (size_t i = 0; i < n; i += AHEAD_LINE)
        __builtin_prefetch((const char *)at + i, 0, 2);
}

#endif
