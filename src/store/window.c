/* window.c - rows sorted by their numbers, some ten thousand at a time. */
#include "store/window.h"
#include "store/tuple.h"

enum {
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

void window_put(window *w, const batch_row *r, int64_t rule, int64_t why) {
    sheaf *s = &w->sheaf;
    uint8_t *start = (uint8_t *)s->bytes.at + s->bytes.len, *at = start;
    sheaf_row *row = &s->rows[s->n++];
    row->id = r->id;
    row->at = (uint32_t)s->bytes.len;
    at += row->n[0] = tuple_report(at, r, rule, why);
    at += row->n[1] = tuple_event(at, r);
    at += row->n[2] = tuple_original(at, r);
    s->bytes.len += (size_t)(at - start);
}

/* Writes the first n rows in their order, table after table. False: no memory. */
static bool write_rows(window *w, uint32_t n, const window_trees *trees) {
    if (n == 0)
        return true;
    w->written = (int64_t)w->sheaf.order[n - 1].high;
    return grove_sheaf(trees->grove, trees->of, &w->sheaf, n);
}

/* ---- room ---- */

/* Of the last quarter that came, some belong to the lower half: with a smaller window they would
 * have been too late, and in this one the next may be. */
static bool reaches_back(const window *w) {
    uint32_t far = 0, last = w->sheaf.n / 4;
    for (uint32_t i = w->sheaf.n - last; i < w->sheaf.n; i++)
        far += (uint64_t)w->sheaf.rows[i].id < w->sheaf.order[w->sheaf.n / 2].high;
    return far > last / FAR_SHARE;
}

/* How many rows came between a row's place and the row, at most. */
static uint32_t lateness(const window *w) {
    uint32_t most = 0;
    for (uint32_t i = 0; i < w->sheaf.n; i++)
        if (w->sheaf.order[i].low > i + most)
            most = (uint32_t)w->sheaf.order[i].low - i;
    return most;
}

/* The size that suits the rows that wait, and one of so many bytes. */
static size_t size_for(const window *w, size_t bytes) {
    if (bytes > w->size)
        return w->size * 2;
    if (w->size == SIZE_SMALL)
        return w->was_late || lateness(w) > w->sheaf.n / STILL_NEAR ? SIZE_FIRST : SIZE_SMALL;
    if (w->size < SIZE_MOST && reaches_back(w))
        return w->size * 2;
    if (w->size == SIZE_FIRST && !w->was_late && lateness(w) < w->sheaf.n / NEAR)
        return SIZE_SMALL;
    return w->size;
}

static bool has_room(const window *w, size_t bytes) {
    return bytes <= w->size && w->sheaf.bytes.len <= w->size - bytes;
}

/* How many rows stay in a window of a size, for articles that came last may come again: a quarter
 * of what it holds, or, where it is small, as many as a row may come late. */
static uint32_t rows_to_stay(const window *w, size_t size) {
    if (size < w->size)
        return w->sheaf.n / SHRINK / 4;
    return w->sheaf.n / (size == SIZE_SMALL ? STILL_NEAR : 4);
}

static bool make_room(window *w, size_t bytes, const window_trees *trees) {
    sheaf_sort(&w->sheaf);
    size_t size = size_for(w, bytes);
    uint32_t stay = rows_to_stay(w, size);
    bool grows = size > w->size;
    w->size = size;
    w->was_late = false;
    if (grows)
        return true;
    if (!write_rows(w, w->sheaf.n - stay, trees))
        return false;
    if (has_room(w, bytes))
        return true;
    sheaf_sort(&w->sheaf);
    return write_rows(w, w->sheaf.n, trees);
}

bool window_room(window *w, const batch_row *r, const window_trees *trees) {
    size_t bytes = bytes_of(r);
    if (w->size == 0)
        w->size = SIZE_SMALL;
    if (bytes > SIZE_MOST)
        return false;
    while (!has_room(w, bytes))
        if (!make_room(w, bytes, trees))
            return false;
    return sheaf_reserve(&w->sheaf, bytes);
}

bool window_is_past(window *w, const batch_row *r) {
    bool is_past = r->id <= w->written;
    w->was_late |= is_past;
    return is_past;
}

bool window_empty(window *w, const window_trees *trees) {
    sheaf_sort(&w->sheaf);
    return write_rows(w, w->sheaf.n, trees);
}

void window_free(window *w) {
    sheaf_free(&w->sheaf);
    *w = (window){ 0 };
}
