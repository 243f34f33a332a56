/* value.h - values as the record's file has them: fractions as whole numbers, keys as signed ones.
 * Only src/store includes it. */
#ifndef UH_VALUE_H
#define UH_VALUE_H

#include "base/text.h"

#include <sqlite3.h>

/* Parts that are kept of a degree, of a PLOVER point and of a probability. */
enum { DEGREE = 10000, POINT = 100, SCORE = 1000 };

static inline int64_t in_parts(double value, int parts) {
    double x = value * parts;
    return (int64_t)(x < 0 ? x - 0.5 : x + 0.5);
}

/* The bits of a key as a number of the file, and back. */
static inline int64_t key_to_number(uint64_t key) {
    int64_t number;
    memcpy(&number, &key, sizeof number);
    return number;
}

static inline uint64_t number_to_key(int64_t number) {
    uint64_t key;
    memcpy(&key, &number, sizeof key);
    return key;
}

/* What a function of SQL is given; borrowed for the call. */
static inline text value_text(sqlite3_value *value) {
    const void *at = sqlite3_value_text(value);
    int len = sqlite3_value_bytes(value);
    return at && len > 0 ? (text){ at, (size_t)len } : (text){ "", 0 };
}

static inline text value_blob(sqlite3_value *value) {
    const void *at = sqlite3_value_blob(value);
    int len = sqlite3_value_bytes(value);
    return at && len > 0 ? (text){ at, (size_t)len } : (text){ "", 0 };
}

/* A function of SQL that answers the same to the same values. */
typedef struct value_function {
    const char *name;
    int n_values;
    void (*answer)(sqlite3_context *out, int n, sqlite3_value **given);
} value_function;

/* Makes n functions, which find user as sqlite3_user_data; returns a code of SQLite. */
static inline int value_functions(sqlite3 *db, const value_function *all, size_t n, void *user) {
    enum { FLAGS = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY };
    int code = SQLITE_OK;
    for (size_t i = 0; i < n && code == SQLITE_OK; i++)
        code = sqlite3_create_function_v2(db, all[i].name, all[i].n_values, FLAGS, user,
                                          all[i].answer, NULL, NULL, NULL);
    return code;
}

/* A part of a text, as far as it lies in it: the file may be damaged. */
static inline text value_part(text t, int64_t at, int64_t bytes) {
    if (at < 0 || bytes < 0 || (uint64_t)at > t.len || (uint64_t)bytes > t.len - (size_t)at)
        return (text){ "", 0 };
    return text_cut(t, (size_t)at, (size_t)(at + bytes));
}

#endif
