/* window.c - rows sorted by their numbers, some ten thousand at a time. */
#include "store/window.h"
#include "store/tuple.h"

#include <stdlib.h>

enum {
    ROWS_LEAST = 4096,
    FAR_SHARE = 64, // one row in so many from far back makes the window grow
    SHRINK = 16,    // to this part, where no row comes later than ...
    NEAR = 64,      // ... this part of the rows behind its place,
    STILL_NEAR = 8, // and stays so small while none comes later than this
};
#define SIZE_FIRST ((size_t)16 * 1024 * 1024)
#define SIZE_SMALL (SIZE_FIRST / SHRINK)
#define SIZE_MOST  ((size_t)256 * 1024 * 1024)

/* ---- rows ---- */

static size_t bytes_of(const batch_row *r) {
    const coded *c = r->c;
    return 3 * (size_t)TUPLE_ROOM + r->original.len + c->code.len + c->actor.len +
           c->recipient.len + c->actor_text.len + c->recipient_text.len + c->place.len +
           c->country.len + c->counts.len;
}

static bool add_rows(window *w) {
    uint32_t cap = w->cap ? w->cap * 2 : ROWS_LEAST;
    window_row *rows = realloc(w->rows, cap * sizeof *rows);
    if (rows)
        w->rows = rows;
    sorting_pair *order = rows ? realloc(w->order, 2 * (size_t)cap * sizeof *order) : NULL;
    if (!order)
        return false;
    w->order = order;
    w->cap = cap;
    return true;
}

void window_put(window *w, const batch_row *r, int64_t rule, int64_t why) {
    uint8_t *start = (uint8_t *)w->bytes.at + w->bytes.len, *at = start;
    window_row *row = &w->rows[w->n++];
    *row = (window_row){ .id = r->id, .at = (uint32_t)w->bytes.len };
    at += row->report = tuple_report(at, r, rule, why);
    at += row->event = tuple_event(at, r);
    at += row->original = tuple_original(at, r);
    w->bytes.len += (size_t)(at - start);
}

/* ---- writing ---- */

static void sort_rows(window *w) {
    for (uint32_t i = 0; i < w->n; i++)
        w->order[i] = (sorting_pair){ (uint64_t)w->rows[i].id, i };
    sorting_pairs(w->order, w->order + w->cap, w->n);
}

/* Moves the rows that stay to the front. */
static void keep_rows(window *w) {
    uint32_t n = 0;
    size_t to = 0;
    for (uint32_t i = 0; i < w->n; i++) {
        window_row r = w->rows[i];
        size_t bytes = (size_t)r.report + r.event + r.original;
        if (r.id <= w->written)
            continue;
        memmove(w->bytes.at + to, w->bytes.at + r.at, bytes);
        r.at = (uint32_t)to;
        w->rows[n++] = r;
        to += bytes;
    }
    w->n = n;
    w->bytes.len = to;
}

/* Writes the first n rows in their order, table after table. */
static void write_rows(window *w, uint32_t n, const window_trees *trees) {
    const uint8_t *bytes = (const uint8_t *)w->bytes.at;
    for (uint32_t i = 0; i < n; i++) {
        const window_row *r = &w->rows[w->order[i].low];
        grove_row(trees->reports, r->id, bytes + r->at, r->report);
    }
    for (uint32_t i = 0; i < n; i++) {
        const window_row *r = &w->rows[w->order[i].low];
        grove_row(trees->events, r->id, bytes + r->at + r->report, r->event);
    }
    for (uint32_t i = 0; i < n; i++) {
        const window_row *r = &w->rows[w->order[i].low];
        grove_row(trees->originals, r->id, bytes + r->at + r->report + r->event, r->original);
    }
    if (n)
        w->written = (int64_t)w->order[n - 1].high;
    keep_rows(w);
}

/* ---- room ---- */

/* Of the last quarter that came, some belong to the lower half: with a smaller window they would
 * have been too late, and in this one the next may be. */
static bool reaches_back(const window *w) {
    uint32_t far = 0, last = w->n / 4;
    for (uint32_t i = w->n - last; i < w->n; i++)
        far += (uint64_t)w->rows[i].id < w->order[w->n / 2].high;
    return far > last / FAR_SHARE;
}

/* How many rows came between a row's place and the row, at most. */
static uint32_t lateness(const window *w) {
    uint32_t most = 0;
    for (uint32_t i = 0; i < w->n; i++)
        if (w->order[i].low > i + most)
            most = (uint32_t)w->order[i].low - i;
    return most;
}

/* The size that suits the rows that wait, and one of so many bytes. */
static size_t size_for(const window *w, size_t bytes) {
    if (bytes > w->size)
        return w->size * 2;
    if (w->size == SIZE_SMALL)
        return w->was_late || lateness(w) > w->n / STILL_NEAR ? SIZE_FIRST : SIZE_SMALL;
    if (w->size < SIZE_MOST && reaches_back(w))
        return w->size * 2;
    if (w->size == SIZE_FIRST && !w->was_late && lateness(w) < w->n / NEAR)
        return SIZE_SMALL;
    return w->size;
}

static bool has_room(const window *w, size_t bytes) {
    return bytes <= w->size && w->bytes.len <= w->size - bytes;
}

/* How many rows stay in a window of a size, for articles that came last may come again: a quarter
 * of what it holds, or, where it is small, as many as a row may come late. */
static uint32_t rows_to_stay(const window *w, size_t size) {
    if (size < w->size)
        return w->n / SHRINK / 4;
    return w->n / (size == SIZE_SMALL ? STILL_NEAR : 4);
}

static void make_room(window *w, size_t bytes, const window_trees *trees) {
    sort_rows(w);
    size_t size = size_for(w, bytes);
    uint32_t stay = rows_to_stay(w, size);
    bool grows = size > w->size;
    w->size = size;
    w->was_late = false;
    if (grows)
        return;
    write_rows(w, w->n - stay, trees);
    if (has_room(w, bytes))
        return;
    sort_rows(w);
    write_rows(w, w->n, trees);
}

bool window_room(window *w, const batch_row *r, const window_trees *trees) {
    size_t bytes = bytes_of(r);
    if (w->size == 0)
        w->size = SIZE_SMALL;
    if (bytes > SIZE_MOST)
        return false;
    while (!has_room(w, bytes))
        make_room(w, bytes, trees);
    return buffer_reserve(&w->bytes, bytes) && (w->n < w->cap || add_rows(w));
}

bool window_is_past(window *w, const batch_row *r) {
    bool is_past = r->id <= w->written;
    w->was_late |= is_past;
    return is_past;
}

bool window_empty(window *w, const window_trees *trees) {
    if (w->n)
        sort_rows(w);
    write_rows(w, w->n, trees);
    return !w->bytes.failed;
}

void window_free(window *w) {
    buffer_free(&w->bytes);
    free(w->rows);
    free(w->order);
    *w = (window){ 0 };
}
