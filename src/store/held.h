/* held.h - what is held of the rows of a new record until its indexes are filled. */
#ifndef UH_HELD_H
#define UH_HELD_H

#include <stdbool.h>
#include <stdint.h>

/* A row that came. */
typedef struct held_event {
    uint64_t key, print; // print: of what the row was
    int64_t id;          // 0: it is late, and no index has it
    int32_t day;
    uint8_t type;
} held_event;

typedef struct held_side {
    uint32_t actor;
    uint32_t event; // its place * 2, + 1: recipient
} held_side;

typedef struct held_document {
    int32_t mark, day;
    bool is_dated;
} held_document;

/* In the order in which they came; documents have the rows of their places, counted from 1. Start
 * from {0}; held_free it. */
typedef struct held {
    held_event *events;
    held_side *sides;
    held_document *documents;
    uint32_t n_events, events_cap, n_sides, sides_cap, n_documents, documents_cap;
    int64_t last_id; // of those that are not late
    int32_t last_day;
    bool is_shuffled;        // their ids did not come in ascending order
    bool is_shuffled_by_day; // or their days did not
} held;

/* False: no memory, and all is as it was. */
bool held_event_add(held *h, const held_event *e);
bool held_side_add(held *h, held_side side);
bool held_document_add(held *h, held_document d);
void held_free(held *h);

#endif
