/* sheaf.h - rows of several tables that lie in one buffer, and the order in which they go into
 * their trees: what is put at once, without a copy of each row. */
#ifndef UH_SHEAF_H
#define UH_SHEAF_H

#include "store/sorting.h"

#include "base/text.h"

enum { SHEAF_TABLES = 3 };

/* A row of each table, all of one number; their bytes lie one after the other. */
typedef struct sheaf_row {
    int64_t id;
    uint32_t at, n[SHEAF_TABLES];
} sheaf_row;

/* Start from {0}; sheaf_free it. */
typedef struct sheaf {
    buffer bytes;
    sheaf_row *rows;
    sorting_pair *order; // [2 * cap] number and place of each row
    uint32_t n, cap;
} sheaf;

static inline const uint8_t *sheaf_at(const sheaf *s, const sheaf_row *r, int table) {
    const char *at = s->bytes.at + r->at;
    for (int i = 0; i < table; i++)
        at += r->n[i];
    return (const uint8_t *)at;
}

/* Makes room for one more row of so many bytes. False: no memory. */
bool sheaf_reserve(sheaf *s, size_t bytes);
void sheaf_sort(sheaf *s);
/* Puts the rows with numbers above id into another, or leaves them alone in the same. False: no
 * memory for the other. */
bool sheaf_keep(sheaf *s, int64_t id, sheaf *to);
void sheaf_free(sheaf *s);

#endif
