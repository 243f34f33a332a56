/* sheaf.c - rows in one buffer. */
#include "store/sheaf.h"

#include <stdlib.h>

enum { ROWS_LEAST = 4096 };

static bool add_rows(sheaf *s) {
    uint32_t cap = s->cap ? s->cap * 2 : ROWS_LEAST;
    sheaf_row *rows = realloc(s->rows, cap * sizeof *rows);
    if (rows)
        s->rows = rows;
    sorting_pair *order = rows ? realloc(s->order, 2 * (size_t)cap * sizeof *order) : NULL;
    if (!order)
        return false;
    s->order = order;
    s->cap = cap;
    return true;
}

bool sheaf_reserve(sheaf *s, size_t bytes) {
    return buffer_reserve(&s->bytes, bytes) && (s->n < s->cap || add_rows(s));
}

void sheaf_sort(sheaf *s) {
    for (uint32_t i = 0; i < s->n; i++)
        s->order[i] = (sorting_pair){ (uint64_t)s->rows[i].id, i };
    if (s->n)
        sorting_pairs(s->order, s->order + s->cap, s->n);
}

static size_t length_of(const sheaf_row *r) {
    size_t n = 0;
    for (int i = 0; i < SHEAF_TABLES; i++)
        n += r->n[i];
    return n;
}

bool sheaf_keep(sheaf *s, int64_t id, sheaf *to) {
    uint32_t n = s->n;
    to->n = 0;
    buffer_clear(&to->bytes);
    for (uint32_t i = 0; i < n; i++) {
        sheaf_row r = s->rows[i];
        size_t bytes = length_of(&r);
        if (r.id <= id)
            continue;
        if (!sheaf_reserve(to, bytes))
            return false;
        memmove(to->bytes.at + to->bytes.len, s->bytes.at + r.at, bytes);
        r.at = (uint32_t)to->bytes.len;
        to->rows[to->n++] = r;
        to->bytes.len += bytes;
    }
    return true;
}

void sheaf_free(sheaf *s) {
    buffer_free(&s->bytes);
    free(s->rows);
    free(s->order);
    *s = (sheaf){ 0 };
}
