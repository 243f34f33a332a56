/* strings.c - strings that are kept once, and their indexes. */
#include "store/strings.h"
#include "store/sorting.h"
#include "store/tuple.h"

#include "base/eight.h"

#include <stdlib.h>

/* Finds or adds a string; returns its row. */
static uint32_t find(strings *all, arena *a, text name) {
    uint32_t place;
    uint64_t key = hash_text(name);
    if (map_get(&all->known, key, &place))
        return place + 1;
    text *slot = ARENA_PUSH(a, all->items, all->n, all->cap);
    if (!slot || !map_put(&all->known, a, key, all->n - 1))
        return 0;
    *slot = arena_text(a, name);
    return slot->at ? all->n : 0;
}

int64_t strings_row(strings *all, arena *a, text name) {
    if (name.len > EIGHT)
        return find(all, a, name);
    uint64_t bytes = eight_at(name, 0);
    strings_short *s =
        &all->recent[(bytes ^ name.len) * 0x9e3779b97f4a7c15 >> (64 - STRINGS_RECENT_BITS)];
    if (s->row == 0 || s->bytes != bytes || s->len != name.len)
        *s = (strings_short){ bytes, (uint32_t)name.len, find(all, a, name) };
    return s->row;
}

/* ---- tables ---- */

static uint8_t *room_for(arena *scratch, text name) {
    return arena_room(scratch, 1, TUPLE_ROOM + name.len);
}

void strings_fill(const strings *all, grove_tree *table, bool is_marked, arena *scratch) {
    for (uint32_t i = 0; i < all->n; i++) {
        arena_mark mark = arena_save(scratch);
        uint8_t *room = room_for(scratch, all->items[i]);
        if (room)
            grove_row(table, i + 1, room, tuple_name(room, all->items[i], is_marked));
        arena_rewind(scratch, mark);
    }
}

/* ---- indexes ---- */

typedef struct named {
    text name;
    int64_t id;
} named;

static int by_name(const void *a, const void *b) {
    return text_compare(((const named *)a)->name, ((const named *)b)->name);
}

void strings_by_name(const strings *all, grove_tree *index, arena *scratch) {
    arena_mark before = arena_save(scratch);
    named *sorted = arena_room(scratch, all->n, sizeof *sorted);
    for (uint32_t i = 0; sorted && i < all->n; i++)
        sorted[i] = (named){ all->items[i], (int64_t)i + 1 };
    if (sorted && all->n)
        qsort(sorted, all->n, sizeof *sorted, by_name);
    for (uint32_t i = 0; sorted && i < all->n; i++) {
        arena_mark mark = arena_save(scratch);
        uint8_t *room = room_for(scratch, sorted[i].name);
        if (room)
            grove_key(index, room, tuple_by_name(room, sorted[i].name, sorted[i].id));
        arena_rewind(scratch, mark);
    }
    arena_rewind(scratch, before);
}

void strings_by_mark(const strings *all, grove_tree *index, arena *scratch) {
    uint8_t room[TUPLE_ROOM];
    arena_mark mark = arena_save(scratch);
    sorting_pair *p = arena_room(scratch, 2 * (size_t)all->n, sizeof *p);
    for (uint32_t i = 0; p && i < all->n; i++) {
        int64_t number = handle_mark(hash_text(all->items[i]));
        p[i] = (sorting_pair){ sorting_signed(number), i + 1 };
    }
    if (p)
        sorting_pairs(p, p + all->n, all->n);
    for (uint32_t i = 0; p && i < all->n; i++) {
        int64_t id = (int64_t)p[i].low;
        grove_key(index, room, tuple_by_number(room, sorting_number(p[i].high), id));
    }
    arena_rewind(scratch, mark);
}
