/* error.c - filling the caller's uh_error. */
#include "base/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

__attribute__((format(printf, 4, 0))) static uh_status
fill(uh_error *error, uh_status status, const char *where, const char *format, va_list args) {
    if (!error)
        return status;
    *error = (uh_error){ .status = status };
    snprintf(error->where, sizeof error->where, "%s", where ? where : "");
    vsnprintf(error->message, sizeof error->message, format, args);
    return status;
}

uh_status error_set(uh_error *error, uh_status status, const char *where, const char *format, ...) {
    va_list args;
    va_start(args, format);
    fill(error, status, where, format, args);
    va_end(args);
    return status;
}

uh_status error_at(uh_error *error, uh_status status, const char *where, uint32_t line,
                   uint64_t offset, const char *format, ...) {
    va_list args;
    va_start(args, format);
    fill(error, status, where, format, args);
    va_end(args);
    if (error) {
        error->line = line;
        error->offset = offset;
    }
    return status;
}

uh_status error_nomem(uh_error *error) {
    return error_set(error, UH_NOMEM, NULL, "out of memory");
}

uh_status error_errno(uh_error *error, const char *path, const char *verb) {
    char cause[128];
    int number = errno;
    if (strerror_r(number, cause, sizeof cause) != 0)
        snprintf(cause, sizeof cause, "error %d", number);
    return error_set(error, number == ENOMEM ? UH_NOMEM : UH_IO, path, "cannot %s: %s", verb,
                     cause);
}

const char *uh_status_name(uh_status status) {
    static const char *const names[] = {
        "ok",           "end",       "out of memory", "limit passed", "bad input",
        "input/output", "bad model", "bad store",     "bad argument",
    };
    return (unsigned)status < sizeof names / sizeof *names ? names[status] : "unknown";
}

uint32_t uh_abi(void) {
    return UH_ABI;
}

const char *uh_version(void) {
    return UH_VERSION;
}
