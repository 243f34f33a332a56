/* error.h - filling the caller's uh_error. */
#ifndef UH_ERROR_H
#define UH_ERROR_H

#include "upperhand.h"

#include <stdint.h>

/* Fills *error (NULL allowed) with status, place and cause; returns status, so that a caller writes
 * `return error_set(...)`. where may be NULL; line and offset 0 where they mean nothing. */
uh_status error_set(uh_error *error, uh_status status, const char *where, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
uh_status error_at(uh_error *error, uh_status status, const char *where, uint32_t line,
                   uint64_t offset, const char *format, ...) __attribute__((format(printf, 6, 7)));
uh_status error_nomem(uh_error *error);
/* UH_IO with the words of errno for a path: "PATH: cannot VERB: No such file or directory". */
uh_status error_errno(uh_error *error, const char *path, const char *verb);

#endif
