/* indexes.c - sorting what is held, and keys of indexes. Rows most often come in the order of their
 * numbers; then they are in order already, or need only be dealt out by their types and actors. */
#include "store/indexes.h"
#include "store/cell.h"
#include "store/sorting.h"
#include "store/tuple.h"

#include "base/large.h"

#include <stdlib.h>
#include <string.h>

/* What is sorted or dealt out: the pairs of an index. */
typedef struct sorter {
    const held *h;
    bool keys_ascend;
    sorting_pair *pairs, *spare; // spare: as many to sort with
    uint32_t n;
    uint32_t *starts; // [kinds + 1] where the pairs of a kind go
} sorter;

static uint32_t longer(uint32_t a, uint32_t b) {
    return a > b ? a : b;
}

/* Memory for the longest index, and half of it again where one is sorted. */
static bool begin(sorter *s, const held *h, bool keys_ascend, uint32_t n_actors) {
    uint32_t sorted = h->n_documents, n;
    if (!keys_ascend || h->is_shuffled || h->is_shuffled_by_day)
        sorted = longer(sorted, h->n_events);
    if (h->is_shuffled)
        sorted = longer(sorted, h->n_sides);
    n = longer(sorted, longer(h->n_events, h->n_sides));
    *s = (sorter){ .h = h, .keys_ascend = keys_ascend };
    s->pairs = large_room(((size_t)n + sorted + 1) * sizeof *s->pairs);
    s->starts = malloc(((size_t)longer(n_actors, UINT8_MAX) + 2) * sizeof *s->starts);
    s->spare = s->pairs ? s->pairs + n : NULL;
    return s->pairs && s->starts;
}

static void end(sorter *s) {
    free(s->pairs);
    free(s->starts);
}

static void sort(sorter *s) {
    sorting_pairs(s->pairs, s->spare, s->n);
}

/* A key that ends with a number. begun: what is before it. */
static void add_key(grove_tree *to, const cell_out *begun, int64_t last) {
    cell_out key = *begun;
    cell_number(&key, last);
    grove_key(to, key.start, cell_end(&key));
}

/* What was counted for each kind, one place on, becomes where the kind starts. */
static void find_starts(uint32_t *starts, uint32_t kinds) {
    for (uint32_t i = 1; i <= kinds; i++)
        starts[i] += starts[i - 1];
}

/* ---- events ---- */

static uint64_t rank_of_day(uint32_t type, int32_t day) {
    return (uint64_t)type << 32 | ((uint32_t)day ^ (uint32_t)1 << 31);
}

static int64_t day_of_rank(uint64_t rank) {
    return (int64_t)(rank & UINT32_MAX) - ((int64_t)1 << 31);
}

static bool are_in_order(const held *h) {
    return !h->is_shuffled && !h->is_shuffled_by_day;
}

/* Pairs of what rank says of all events that are not late and of their ids. */
static void take_events(sorter *s, uint64_t (*rank)(const held_event *)) {
    s->n = 0;
    for (uint32_t i = 0; i < s->h->n_events; i++) {
        const held_event *e = &s->h->events[i];
        if (e->id)
            s->pairs[s->n++] = (sorting_pair){ rank(e), (uint64_t)e->id };
    }
}

static uint64_t by_key(const held_event *e) {
    return sorting_signed(key_to_number(e->key));
}

static uint64_t by_day(const held_event *e) {
    return rank_of_day(0, e->day);
}

static uint64_t by_type(const held_event *e) {
    return rank_of_day(e->type, e->day);
}

static void index_keys(sorter *s, grove_tree *to) {
    uint8_t room[TUPLE_ROOM];
    cell_out key;
    take_events(s, by_key);
    if (!s->keys_ascend)
        sort(s);
    for (uint32_t i = 0; i < s->n; i++) {
        cell_start(&key, room, 2, 0);
        cell_number(&key, sorting_number(s->pairs[i].high));
        add_key(to, &key, (int64_t)s->pairs[i].low);
    }
}

static void index_event_days(sorter *s, grove_tree *to) {
    uint8_t room[TUPLE_ROOM];
    cell_out day;
    take_events(s, by_day);
    if (!are_in_order(s->h))
        sort(s);
    for (uint32_t i = 0; i < s->n; i++) {
        const sorting_pair *p = &s->pairs[i];
        if (i == 0 || p->high != p[-1].high) {
            cell_start(&day, room, 2, 0);
            cell_number(&day, day_of_rank(p->high));
        }
        add_key(to, &day, (int64_t)p->low);
    }
}

static void deal_by_type(sorter *s) {
    memset(s->starts, 0, (UINT8_MAX + 2) * sizeof *s->starts);
    for (uint32_t i = 0; i < s->h->n_events; i++)
        s->starts[s->h->events[i].type + 1] += s->h->events[i].id != 0;
    find_starts(s->starts, UINT8_MAX + 1);
    for (uint32_t i = 0; i < s->h->n_events; i++) {
        const held_event *e = &s->h->events[i];
        if (e->id)
            s->pairs[s->starts[e->type]++] = (sorting_pair){ by_type(e), (uint64_t)e->id };
    }
}

/* Pairs are as many as the days had. */
static void index_event_types(sorter *s, grove_tree *to) {
    uint8_t room[TUPLE_ROOM];
    cell_out day;
    if (are_in_order(s->h)) {
        deal_by_type(s);
    } else {
        take_events(s, by_type);
        sort(s);
    }
    for (uint32_t i = 0; i < s->n; i++) {
        const sorting_pair *p = &s->pairs[i];
        if (i == 0 || p->high != p[-1].high) {
            cell_start(&day, room, 3, 0);
            cell_small(&day, (int)(p->high >> 32));
            cell_number(&day, day_of_rank(p->high));
        }
        add_key(to, &day, (int64_t)p->low);
    }
}

/* ---- sides ---- */

static sorting_pair pair_of_side(const held *h, const held_side *side) {
    uint64_t id = (uint64_t)h->events[side->event >> 1].id;
    return (sorting_pair){ side->actor, id << 1 | (side->event & 1) };
}

static void take_sides(sorter *s) {
    for (uint32_t i = 0; i < s->n; i++)
        s->pairs[i] = pair_of_side(s->h, &s->h->sides[i]);
    sort(s);
}

static void deal_by_actor(sorter *s, uint32_t n_actors) {
    const held_side *sides = s->h->sides;
    memset(s->starts, 0, (n_actors + 2) * sizeof *s->starts);
    for (uint32_t i = 0; i < s->n; i++)
        s->starts[sides[i].actor + 1]++;
    find_starts(s->starts, n_actors + 1);
    for (uint32_t i = 0; i < s->n; i++)
        s->pairs[s->starts[sides[i].actor]++] = pair_of_side(s->h, &sides[i]);
}

/* A side stands once in an event, however often it is named. */
static void fill_sides(sorter *s, uint32_t n_actors, grove_tree *to) {
    uint8_t room[TUPLE_ROOM];
    cell_out actor;
    s->n = s->h->n_sides;
    if (s->h->is_shuffled)
        take_sides(s);
    else
        deal_by_actor(s, n_actors);
    for (uint32_t i = 0; i < s->n; i++) {
        const sorting_pair *p = &s->pairs[i];
        if (i == 0 || p->high != p[-1].high) {
            cell_start(&actor, room, 3, 0);
            cell_number(&actor, (int64_t)p->high);
        } else if (p->low == p[-1].low) {
            continue;
        }
        cell_out side = actor;
        cell_number(&side, (int64_t)(p->low >> 1));
        cell_small(&side, (int)(p->low & 1) + 1);
        grove_key(to, room, cell_end(&side));
    }
}

/* ---- documents ---- */

static void index_names(sorter *s, grove_tree *to) {
    uint8_t room[TUPLE_ROOM];
    cell_out name;
    for (uint32_t i = 0; i < s->n; i++)
        s->pairs[i] = (sorting_pair){ sorting_signed(s->h->documents[i].mark), i + 1 };
    sort(s);
    for (uint32_t i = 0; i < s->n; i++) {
        cell_start(&name, room, 2, 0);
        cell_number(&name, sorting_number(s->pairs[i].high));
        add_key(to, &name, (int64_t)s->pairs[i].low);
    }
}

/* Those without a day come first. */
static void index_days(sorter *s, grove_tree *to) {
    uint8_t room[TUPLE_ROOM];
    cell_out day;
    for (uint32_t i = 0; i < s->n; i++) {
        const held_document *d = &s->h->documents[i];
        s->pairs[i] = (sorting_pair){ d->is_dated ? sorting_signed(d->day) : 0, i + 1 };
    }
    sort(s);
    for (uint32_t i = 0; i < s->n; i++) {
        const sorting_pair *p = &s->pairs[i];
        cell_start(&day, room, 2, 0);
        if (p->high)
            cell_number(&day, sorting_number(p->high));
        else
            cell_null(&day);
        add_key(to, &day, (int64_t)p->low);
    }
}

static void fill(sorter *s, uint32_t n_actors, const index_trees *to) {
    index_keys(s, to->reports_key);
    index_event_days(s, to->events_day);
    index_event_types(s, to->events_type);
    fill_sides(s, n_actors, to->sides);
    s->n = s->h->n_documents;
    index_names(s, to->documents_name);
    index_days(s, to->documents_day);
}

bool indexes_fill(const held *h, bool keys_ascend, uint32_t n_actors, const index_trees *to) {
    sorter s;
    bool has_memory = begin(&s, h, keys_ascend, n_actors);
    if (has_memory)
        fill(&s, n_actors, to);
    end(&s);
    return has_memory;
}
