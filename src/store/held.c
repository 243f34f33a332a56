/* held.c - long arrays. */
#include "store/held.h"

#include "base/large.h"

#include <stdlib.h>

#define BYTES_MOST ((size_t)1 << 30) // of an array

/* Makes room for one more item. An array that has become long gets room for many at once, for what
 * is not touched costs nothing. NULL: no memory. */
static void *room_for_one(void *items, uint32_t n, uint32_t *cap, size_t size) {
    enum { LEAST = 1024, MANY = 16 };
    if (n < *cap)
        return items;
    uint32_t more = *cap ? *cap * 2 : LEAST;
    if (*cap * size < LARGE_LEAST && more * size >= LARGE_LEAST)
        more *= MANY;
    void *moved = more <= BYTES_MOST / size ? large_grow(items, n * size, more * size) : NULL;
    *cap = moved ? more : *cap;
    return moved;
}

bool held_event_add(held *h, const held_event *e) {
    held_event *events = room_for_one(h->events, h->n_events, &h->events_cap, sizeof *events);
    if (!events)
        return false;
    h->events = events;
    events[h->n_events++] = *e;
    if (e->id == 0)
        return true;
    h->is_shuffled |= e->id < h->last_id;
    h->is_shuffled_by_day |= e->day < h->last_day && h->last_id;
    h->last_id = e->id;
    h->last_day = e->day;
    return true;
}

bool held_side_add(held *h, held_side side) {
    held_side *sides = room_for_one(h->sides, h->n_sides, &h->sides_cap, sizeof *sides);
    if (!sides)
        return false;
    h->sides = sides;
    sides[h->n_sides++] = side;
    return true;
}

bool held_document_add(held *h, held_document d) {
    held_document *documents =
        room_for_one(h->documents, h->n_documents, &h->documents_cap, sizeof *documents);
    if (!documents)
        return false;
    h->documents = documents;
    documents[h->n_documents++] = d;
    return true;
}

void held_free(held *h) {
    free(h->events);
    free(h->sides);
    free(h->documents);
    *h = (held){ 0 };
}
