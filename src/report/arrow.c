/* arrow.c - columns in the making, and their memory handed over. Each array owns its own buffers,
 * for a consumer may take a child and release the rest. */
#include "report/arrow.h"

#include "base/date.h"

#include <stdlib.h>
#include <string.h>

typedef enum arrow_type {
    ARROW_TEXT,
    ARROW_WHOLE,
    ARROW_REAL,
    ARROW_TRUTH,
    ARROW_DAY,
    ARROW_LIST,
} arrow_type;

enum { ARROW_BYTES_MOST = INT32_MAX - 1 }; // of a column's text: offsets have 32 bits

struct arrow_column {
    arrow_type type;
    buffer valid;   // a bit a row
    buffer offsets; // int32, one more than rows (items of lists: than items)
    buffer data;    // values; the text
    buffer starts;  // of lists: int32 first item of each row, one more than rows
    int64_t n_null, n_items;
};

static bool is_day(const char *name) {
    static const char *const days[] = { "date",     "published", "first_day",
                                        "last_day", "deadline",  "outcome_date" };
    for (size_t i = 0; i < sizeof days / sizeof *days; i++)
        if (strcmp(name, days[i]) == 0)
            return true;
    return false;
}

static arrow_type type_of(const column *c) {
    switch ((cell_kind)c->kind) {
    case CELL_NUMBER:
        return ARROW_WHOLE;
    case CELL_FIXED:
        return ARROW_REAL;
    case CELL_BOOL:
        return ARROW_TRUTH;
    case CELL_LIST:
    case CELL_RAW_JSON: // in rows that are no JSON: items parted by |
        return ARROW_LIST;
    case CELL_TEXT:
        break;
    }
    return is_day(c->name) ? ARROW_DAY : ARROW_TEXT;
}

/* ---- gathering ---- */

static void put_int(buffer *b, int64_t value) {
    int32_t narrow = (int32_t)value;
    buffer_add(b, &narrow, sizeof narrow);
}

static void open_columns(arrow_rows *rows) {
    for (uint32_t i = 0; i < rows->n_columns; i++) {
        struct arrow_column *c = &rows->built[i];
        c->type = type_of(&rows->columns[i]);
        if (c->type == ARROW_TEXT || c->type == ARROW_LIST)
            put_int(&c->offsets, 0);
        if (c->type == ARROW_LIST)
            put_int(&c->starts, 0);
        rows->failed = rows->failed || c->offsets.failed || c->starts.failed;
    }
}

bool arrow_start(arrow_rows *rows, const column *columns, uint32_t n_columns) {
    if (rows->built)
        return !rows->failed;
    rows->columns = columns;
    rows->n_columns = n_columns;
    rows->built = calloc(n_columns ? n_columns : 1, sizeof *rows->built);
    rows->failed = !rows->built;
    if (!rows->failed)
        open_columns(rows);
    return !rows->failed;
}

static void put_bit(buffer *b, int64_t row, bool set) {
    if (row % 8 == 0)
        buffer_byte(b, 0);
    if (set && !b->failed)
        b->at[row / 8] = (char)((unsigned char)b->at[row / 8] | 1u << (row % 8));
}

static void put_string(struct arrow_column *c, text t) {
    buffer_text(&c->data, t);
    put_int(&c->offsets, (int64_t)c->data.len);
}

static void put_list(struct arrow_column *c, text list, char between) {
    for (size_t at = 0; list.len && at <= list.len;) {
        size_t end = at;
        while (end < list.len && list.at[end] != between)
            end++;
        put_string(c, text_cut(list, at, end));
        c->n_items++;
        at = end + 1;
    }
    put_int(&c->starts, c->n_items);
}

static bool put_day(struct arrow_column *c, text t) {
    date d = { 0 };
    bool good = date_iso(t, &d);
    put_int(&c->data, good ? d.day : 0);
    return good;
}

static void put_cell(struct arrow_column *c, const column *how, const cell *value, int64_t row) {
    bool is_text = how->kind == CELL_TEXT;
    bool is_null = value->null || (is_text && how->empty_is_null && value->text.len == 0);
    text t = is_null ? (text){ "", 0 } : value->text;
    switch (c->type) {
    case ARROW_TEXT:
        put_string(c, t);
        break;
    case ARROW_WHOLE:
        buffer_add(&c->data, &value->number, sizeof value->number);
        break;
    case ARROW_REAL:
        buffer_add(&c->data, &value->fixed, sizeof value->fixed);
        break;
    case ARROW_TRUTH:
        put_bit(&c->data, row, value->number != 0);
        break;
    case ARROW_DAY:
        is_null = !put_day(c, t);
        break;
    case ARROW_LIST:
        put_list(c, t, how->kind == CELL_LIST ? value->between : '|');
        break;
    }
    put_bit(&c->valid, row, !is_null);
    c->n_null += is_null;
}

bool arrow_put(arrow_rows *rows, const cell *cells) {
    for (uint32_t i = 0; i < rows->n_columns && !rows->failed; i++) {
        struct arrow_column *c = &rows->built[i];
        put_cell(c, &rows->columns[i], &cells[i], rows->n_rows);
        rows->failed = c->valid.failed || c->offsets.failed || c->data.failed || c->starts.failed ||
                       c->data.len > ARROW_BYTES_MOST;
    }
    rows->n_rows += !rows->failed;
    return !rows->failed;
}

static void free_column(struct arrow_column *c) {
    buffer_free(&c->valid);
    buffer_free(&c->offsets);
    buffer_free(&c->data);
    buffer_free(&c->starts);
    *c = (struct arrow_column){ .type = c->type };
}

void arrow_rows_free(arrow_rows *rows) {
    for (uint32_t i = 0; rows->built && i < rows->n_columns; i++)
        free_column(&rows->built[i]);
    free(rows->built);
    *rows = (arrow_rows){ 0 };
}

/* ---- handing over ---- */

enum { BUFFERS_MOST = 3 };

/* What an array owns. */
typedef struct holding {
    void *owned[BUFFERS_MOST];
    const void *buffers[BUFFERS_MOST];
    struct ArrowArray *children, **pointers;
} holding;

static void release_array(struct ArrowArray *a) {
    holding *h = a->private_data;
    for (int64_t i = 0; i < a->n_children; i++)
        if (a->children[i]->release)
            a->children[i]->release(a->children[i]);
    for (int i = 0; i < BUFFERS_MOST; i++)
        free(h->owned[i]);
    free(h->children);
    free(h->pointers);
    free(h);
    a->release = NULL;
}

static holding *make_array(struct ArrowArray *out, int64_t length, int64_t n_buffers,
                           uint32_t n_children) {
    holding *h = calloc(1, sizeof *h);
    if (!h)
        return NULL;
    if (n_children) {
        h->children = calloc(n_children, sizeof *h->children);
        h->pointers = calloc(n_children, sizeof *h->pointers);
        if (!h->children || !h->pointers) {
            free(h->children);
            free(h->pointers);
            free(h);
            return NULL;
        }
    }
    for (uint32_t i = 0; i < n_children; i++)
        h->pointers[i] = &h->children[i];
    *out = (struct ArrowArray){ .length = length,
                                .n_buffers = n_buffers,
                                .n_children = n_children,
                                .buffers = h->buffers,
                                .children = h->pointers,
                                .release = release_array,
                                .private_data = h };
    return h;
}

/* Moves a buffer's bytes to an array; an empty one still needs an address. */
static void give(holding *h, int place, buffer *b) {
    static const int64_t nothing = 0;
    h->owned[place] = b->at;
    h->buffers[place] = b->at ? (const void *)b->at : (const void *)&nothing;
    *b = (buffer){ 0 };
}

static bool take_strings(struct arrow_column *c, int64_t length, struct ArrowArray *out) {
    holding *h = make_array(out, length, 3, 0);
    if (!h)
        return false;
    give(h, 1, &c->offsets);
    give(h, 2, &c->data);
    return true;
}

static bool take_list(struct arrow_column *c, int64_t n_rows, struct ArrowArray *out) {
    holding *h = make_array(out, n_rows, 2, 1);
    if (!h)
        return false;
    give(h, 1, &c->starts);
    return take_strings(c, c->n_items, &h->children[0]);
}

static bool take_column(struct arrow_column *c, int64_t n_rows, struct ArrowArray *out) {
    bool taken;
    if (c->type == ARROW_TEXT) {
        taken = take_strings(c, n_rows, out);
    } else if (c->type == ARROW_LIST) {
        taken = take_list(c, n_rows, out);
    } else {
        holding *h = make_array(out, n_rows, 2, 0);
        taken = h != NULL;
        if (taken)
            give(h, 1, &c->data);
    }
    if (!taken)
        return false;
    out->null_count = c->n_null;
    if (c->n_null) // without nulls there is no map of them
        give(out->private_data, 0, &c->valid);
    return true;
}

uh_status arrow_take(arrow_rows *rows, struct ArrowArray *out) {
    struct ArrowArray all;
    if (rows->failed)
        return UH_NOMEM;
    holding *h = make_array(&all, rows->n_rows, 1, rows->n_columns);
    if (!h)
        return UH_NOMEM;
    for (uint32_t i = 0; i < rows->n_columns; i++) {
        if (!take_column(&rows->built[i], rows->n_rows, &h->children[i])) {
            rows->failed = true;
            all.release(&all);
            return UH_NOMEM;
        }
        free_column(&rows->built[i]);
    }
    rows->n_rows = 0;
    open_columns(rows);
    if (rows->failed) {
        all.release(&all);
        return UH_NOMEM;
    }
    *out = all;
    return UH_OK;
}

/* ---- schema ---- */

typedef struct described {
    struct ArrowSchema *children, **pointers;
} described;

static void release_schema(struct ArrowSchema *s) {
    described *d = s->private_data;
    for (int64_t i = 0; i < s->n_children; i++)
        if (s->children[i]->release)
            s->children[i]->release(s->children[i]);
    free(d->children);
    free(d->pointers);
    free(d);
    s->release = NULL;
}

static described *make_schema(struct ArrowSchema *out, const char *format, const char *name,
                              uint32_t n_children) {
    described *d = calloc(1, sizeof *d);
    if (!d)
        return NULL;
    if (n_children) {
        d->children = calloc(n_children, sizeof *d->children);
        d->pointers = calloc(n_children, sizeof *d->pointers);
        if (!d->children || !d->pointers) {
            free(d->children);
            free(d->pointers);
            free(d);
            return NULL;
        }
    }
    for (uint32_t i = 0; i < n_children; i++)
        d->pointers[i] = &d->children[i];
    *out = (struct ArrowSchema){ .format = format,
                                 .name = name,
                                 .flags = n_children && format[1] == 's' ? 0 : ARROW_FLAG_NULLABLE,
                                 .n_children = n_children,
                                 .children = d->pointers,
                                 .release = release_schema,
                                 .private_data = d };
    return d;
}

uh_status arrow_schema(const arrow_rows *rows, struct ArrowSchema *out) {
    static const char *const formats[] = {
        [ARROW_TEXT] = "u",  [ARROW_WHOLE] = "l", [ARROW_REAL] = "g",
        [ARROW_TRUTH] = "b", [ARROW_DAY] = "tdD", [ARROW_LIST] = "+l"
    };
    struct ArrowSchema all;
    described *d = make_schema(&all, "+s", "", rows->n_columns);
    if (!d)
        return UH_NOMEM;
    for (uint32_t i = 0; i < rows->n_columns; i++) {
        arrow_type type = rows->built[i].type;
        bool is_list = type == ARROW_LIST;
        described *child =
            make_schema(&d->children[i], formats[type], rows->columns[i].name, is_list);
        if (!child || (is_list && !make_schema(&child->children[0], "u", "item", 0))) {
            all.release(&all);
            return UH_NOMEM;
        }
    }
    *out = all;
    return UH_OK;
}
