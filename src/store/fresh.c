/* fresh.c - a new record's tables, written as trees. Rows wait in a window (window.h); what indexes
 * need is held until the end and sorted then. */
#include "store/fresh.h"
#include "store/graft.h"
#include "store/strings.h"
#include "store/tuple.h"
#include "store/window.h"

#include "doc/code.h"

#include <stdlib.h>

enum {
    ROWS_FULL = 1 << 21, // with what indexes need of them it takes less than 500 MB
    DOCUMENTS_FULL = 1 << 20,
    SLOTS_LEAST = 1 << 12, // of the table of keys; a power of two, of which half stay free
    NAMES = 3,             // kinds of strings
};
#define MEMORY_MOST ((size_t)1 << 30)

/* ---- trees ---- */

typedef enum tree_name {
    DOCUMENTS,
    SENTENCES,
    REPORTS,
    EVENTS,
    ORIGINALS,
    SIDES,
    REPORTS_KEY,
    DOCUMENTS_NAME,
    DOCUMENTS_DAY,
    EVENTS_DAY,
    EVENTS_TYPE,
    PHRASES,
    OUTLETS,
    ACTORS,
    PHRASES_MARK,
    OUTLETS_NAME,
    ACTORS_CODE,
    TREES,
} tree_name;

static const struct {
    const char *name; // in the schema
    bool is_index;
} trees[TREES] = {
    [DOCUMENTS] = { "documents", false },
    [SENTENCES] = { "sentences", false },
    [REPORTS] = { "reports", false },
    [EVENTS] = { "events", false },
    [ORIGINALS] = { "originals", false },
    [SIDES] = { "sides", true }, // WITHOUT ROWID
    [REPORTS_KEY] = { "sqlite_autoindex_reports_1", true },
    [DOCUMENTS_NAME] = { "documents_name", true },
    [DOCUMENTS_DAY] = { "documents_day", true },
    [EVENTS_DAY] = { "events_day", true },
    [EVENTS_TYPE] = { "events_type", true },
    [PHRASES] = { "phrases", false },
    [OUTLETS] = { "outlets", false },
    [ACTORS] = { "actors", false },
    [PHRASES_MARK] = { "phrases_mark", true },
    [OUTLETS_NAME] = { "sqlite_autoindex_outlets_1", true },
    [ACTORS_CODE] = { "sqlite_autoindex_actors_1", true },
};

/* Nothing but these trees hangs on the tables, and the two indexes that stay empty. */
static const char fits_sql[] =
    "SELECT (SELECT count(*) FROM sqlite_schema WHERE tbl_name IN ('documents', 'sentences', "
    "'reports', 'events', 'originals', 'sides', 'phrases', 'outlets', 'actors')) = 19 AND NOT "
    "EXISTS (SELECT 1 FROM documents) AND NOT EXISTS (SELECT 1 FROM sentences) AND NOT EXISTS "
    "(SELECT 1 FROM reports) AND NOT EXISTS (SELECT 1 FROM events) AND NOT EXISTS (SELECT 1 FROM "
    "originals) AND NOT EXISTS (SELECT 1 FROM sides) AND NOT EXISTS (SELECT 1 FROM notes)";
static const char root_sql[] = "SELECT rootpage FROM sqlite_schema WHERE name = ?1";

/* ---- what is held ---- */

/* A row that came, for keys and indexes. */
typedef struct fresh_event {
    uint64_t key, print;
    int64_t id; // 0: it is late
    int32_t day;
    uint8_t type;
} fresh_event;

typedef struct fresh_side {
    uint32_t actor;
    uint32_t event; // its place * 2, + 1: recipient
} fresh_side;

typedef struct fresh_document {
    int32_t mark, day;
    bool is_dated;
} fresh_document;

struct fresh {
    graft graft;
    arena memory, scratch; // scratch: of one step
    grove *grove;
    grove_tree trees[TREES];
    strings names[NAMES];
    fresh_event *events;
    fresh_side *sides;
    fresh_document *documents;
    uint32_t n_events, events_cap, n_sides, sides_cap, n_documents, documents_cap;
    uint32_t *slots; // of keys: place of the event + 1; NULL: keys came in ascending order
    uint32_t n_slots;
    uint64_t print; // of the row looked for last: hash of layout and original
    window window;
    int64_t imported, nothing; // rows of the phrases that every report names
};

/* ---- beginning ---- */

static uh_status root_of(store *s, const char *name, uint32_t *root, uh_error *error) {
    sqlite3_stmt *q;
    uh_status status = handle_prepare(s, root_sql, &q, error);
    if (status != UH_OK)
        return status;
    bind_text(q, 1, text_of(name));
    status = handle_step(s, q, error);
    *root = status == UH_OK ? (uint32_t)sqlite3_column_int64(q, 0) : 0;
    sqlite3_reset(q);
    return status == UH_END ? UH_OK : status;
}

/* A tree can be replaced that is one leaf. */
static uh_status plant(store *s, fresh *f, tree_name which, bool *fits, uh_error *error) {
    enum { INDEX_LEAF = 10, TABLE_LEAF = 13 };
    uint32_t root;
    uh_status status = root_of(s, trees[which].name, &root, error);
    if (status != UH_OK || root < 2) {
        *fits = false;
        return status;
    }
    arena_mark mark = arena_save(&f->scratch);
    uint8_t *leaf = arena_room(&f->scratch, 1, f->graft.page_size);
    status = leaf ? graft_read(s, &f->graft, root, leaf, error) : error_nomem(error);
    *fits = status == UH_OK && leaf[0] == (trees[which].is_index ? INDEX_LEAF : TABLE_LEAF);
    arena_rewind(&f->scratch, mark);
    if (status == UH_OK && *fits &&
        !grove_plant(f->grove, &f->trees[which], trees[which].is_index, root))
        return error_nomem(error);
    return status;
}

static int kind_of(name_table table) {
    return table == NAME_PHRASE ? 0 : table == NAME_OUTLET ? 1 : 2;
}

uh_status fresh_name(fresh *f, name_table table, text name, int64_t *id, uh_error *error) {
    *id = strings_row(&f->names[kind_of(table)], &f->memory, name);
    return *id ? UH_OK : error_nomem(error);
}

/* Learns the strings that stand; their rows must count from 1 on. */
static uh_status learn_names(store *s, fresh *f, const char *sql, name_table table, bool *fits,
                             uh_error *error) {
    sqlite3_stmt *q;
    strings *names = &f->names[kind_of(table)];
    uh_status status = handle_prepare(s, sql, &q, error);
    if (status != UH_OK)
        return status;
    while ((status = handle_step(s, q, error)) == UH_OK && *fits) {
        *fits = sqlite3_column_int64(q, 0) == names->n + 1;
        if (*fits && !strings_row(names, &f->memory, column_text(q, 1)))
            break;
    }
    sqlite3_reset(q);
    if (f->memory.failed)
        return error_nomem(error);
    return status == UH_END ? UH_OK : status;
}

static uh_status learn_all(store *s, fresh *f, bool *fits, uh_error *error) {
    uh_status status =
        learn_names(s, f, "SELECT id, phrase FROM phrases ORDER BY id", NAME_PHRASE, fits, error);
    if (status == UH_OK)
        status =
            learn_names(s, f, "SELECT id, name FROM outlets ORDER BY id", NAME_OUTLET, fits, error);
    if (status == UH_OK)
        status =
            learn_names(s, f, "SELECT id, code FROM actors ORDER BY id", NAME_ACTOR, fits, error);
    if (status == UH_OK)
        status = fresh_name(f, NAME_PHRASE, (text){ "", 0 }, &f->nothing, error);
    return status == UH_OK ? fresh_name(f, NAME_PHRASE, TEXT("imported"), &f->imported, error)
                           : status;
}

static uh_status prepare(store *s, fresh *f, bool *fits, uh_error *error) {
    int64_t is_empty = 0;
    uh_status status = handle_number(s, fits_sql, &is_empty, error);
    *fits = is_empty;
    if (status == UH_OK && *fits)
        status = graft_begin(s, &f->graft, fits, error);
    if (status != UH_OK || !*fits)
        return status;
    f->grove = grove_open(f->graft.file, f->graft.page_size, f->graft.n_pages + 1);
    if (!f->grove)
        return error_nomem(error);
    for (int i = 0; i < TREES && status == UH_OK && *fits; i++)
        status = plant(s, f, (tree_name)i, fits, error);
    if (status == UH_OK && *fits)
        status = learn_all(s, f, fits, error);
    return status;
}

uh_status fresh_begin(store *s, bool is_threaded, fresh **out, uh_error *error) {
    bool fits = false;
    *out = NULL;
    uh_status status = handle_begin(s, error);
    fresh *f = status == UH_OK ? calloc(1, sizeof *f) : NULL;
    if (!f)
        return status == UH_OK ? error_nomem(error) : status;
    f->memory.limit = f->scratch.limit = MEMORY_MOST;
    status = prepare(s, f, &fits, error);
    if (status == UH_OK && fits && is_threaded)
        grove_start(f->grove);
    if (status == UH_OK && fits)
        *out = f;
    else
        fresh_drop(s, f);
    return status;
}

void fresh_drop(store *s, fresh *f) {
    if (!f)
        return;
    grove_close(f->grove); // it is done with the file
    if (s->in_transaction)
        graft_drop(&f->graft);
    handle_rollback(s);
    arena_free(&f->memory);
    arena_free(&f->scratch);
    window_free(&f->window);
    free(f->documents);
    free(f->sides);
    free(f->events);
    free(f);
}

void fresh_settle(fresh *f) {
    grove_settle(f->grove);
}

bool fresh_is_full(const fresh *f) {
    return f->n_events >= ROWS_FULL || f->n_documents >= DOCUMENTS_FULL;
}

/* ---- keys ---- */

/* The slot of a key: the event's, or a free one. Numbers that follow one another lie together. */
static uint32_t slot_of(const fresh *f, uint64_t key) {
    uint32_t at = (uint32_t)(hash_mix(key >> 3, 0) << 3 | (key & 7)) & (f->n_slots - 1);
    while (f->slots[at] && f->events[f->slots[at] - 1].key != key)
        at = (at + 1) & (f->n_slots - 1);
    return at;
}

static bool add_slots(fresh *f) {
    uint32_t n = f->n_slots ? f->n_slots : SLOTS_LEAST;
    while (n / 4 < f->n_events)
        n *= 2;
    f->n_slots = n;
    f->slots = arena_array(&f->memory, n, sizeof *f->slots);
    for (uint32_t i = 0; f->slots && i < f->n_events; i++)
        f->slots[slot_of(f, f->events[i].key)] = i + 1;
    return f->slots != NULL;
}

/* The key is higher than all that came, and those came in ascending order, as rows of a file most
 * often do. */
static bool is_next(const fresh *f, uint64_t key) {
    return !f->slots && (f->n_events == 0 || f->events[f->n_events - 1].key < key);
}

/* Finds the event of a key among those in ascending order. */
static const fresh_event *search(const fresh *f, uint64_t key) {
    uint32_t low = 0, high = f->n_events;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (f->events[middle].key < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low < f->n_events && f->events[low].key == key ? &f->events[low] : NULL;
}

static const fresh_event *find_event(const fresh *f, uint64_t key) {
    if (is_next(f, key))
        return NULL;
    if (!f->slots)
        return search(f, key);
    uint32_t place = f->slots[slot_of(f, key)];
    return place ? &f->events[place - 1] : NULL;
}

fresh_found fresh_look(fresh *f, layout l, uint64_t key, text original) {
    f->print = hash_seeded(original, (uint64_t)l);
    const fresh_event *e = find_event(f, key);
    if (!e)
        return FRESH_NEW;
    return e->print == f->print ? FRESH_SAME : FRESH_OTHER;
}

/* Makes room for one more item. These arrays are long: the heap moves them by their pages and keeps
 * nothing of the old ones, as an arena would. NULL: no memory, and all is as it was. */
static void *room_for_one(void *items, uint32_t n, uint32_t *cap, size_t size) {
    enum { LEAST = 1024 };
    if (n < *cap)
        return items;
    uint32_t more = *cap ? *cap * 2 : LEAST;
    void *moved = more <= MEMORY_MOST / size ? realloc(items, more * size) : NULL;
    *cap = moved ? more : *cap;
    return moved;
}

static bool keep_event(fresh *f, const batch_row *r, bool is_late) {
    const coded *c = r->c;
    bool needs_slot = !is_next(f, c->key);
    if (needs_slot && f->n_events * 2 >= f->n_slots && !add_slots(f))
        return false;
    fresh_event *events = room_for_one(f->events, f->n_events, &f->events_cap, sizeof *events);
    if (!events)
        return false;
    f->events = events;
    events[f->n_events++] = (fresh_event){ .key = c->key,
                                           .print = f->print,
                                           .id = is_late ? 0 : r->id,
                                           .day = day_of_event(c->when),
                                           .type = (uint8_t)c->type };
    if (needs_slot)
        f->slots[slot_of(f, c->key)] = f->n_events;
    return true;
}

/* ---- names ---- */

static uh_status keep_sides(fresh *f, text codes, uint32_t of, uint32_t as, uh_error *error) {
    uh_status status = UH_OK;
    for (text code; status == UH_OK && code_next(&codes, &code);) {
        int64_t actor = 0;
        fresh_side *sides = room_for_one(f->sides, f->n_sides, &f->sides_cap, sizeof *sides);
        f->sides = sides ? sides : f->sides;
        status = sides ? fresh_name(f, NAME_ACTOR, code, &actor, error) : error_nomem(error);
        if (status == UH_OK)
            sides[f->n_sides++] = (fresh_side){ (uint32_t)actor, of * 2 + as };
    }
    return status;
}

/* ---- rows ---- */

static uh_status written(store *s, const fresh *f, uh_error *error) {
    int code = grove_code(f->grove);
    if (f->memory.failed || f->scratch.failed)
        return error_nomem(error);
    return code == SQLITE_OK ? UH_OK : handle_error(s, code, "write", error);
}

static window_trees trees_of_rows(fresh *f) {
    return (window_trees){ &f->trees[REPORTS], &f->trees[EVENTS], &f->trees[ORIGINALS] };
}

uh_status fresh_row(store *s, fresh *f, const batch_row *r, bool *is_late, uh_error *error) {
    const window_trees to = trees_of_rows(f);
    bool has_room = window_room(&f->window, r, &to);
    uh_status status = written(s, f, error);
    *is_late = window_is_past(&f->window, r);
    if (status == UH_OK && (!has_room || !keep_event(f, r, *is_late)))
        status = error_nomem(error);
    if (status != UH_OK || *is_late)
        return status;
    status = keep_sides(f, r->c->actor, f->n_events - 1, 0, error);
    if (status == UH_OK)
        status = keep_sides(f, r->c->recipient, f->n_events - 1, 1, error);
    if (status == UH_OK)
        window_put(&f->window, r, f->imported, f->nothing);
    return status;
}

void fresh_empty_sentence(fresh *f, int64_t id, int64_t document) {
    uint8_t room[TUPLE_ROOM];
    grove_row(&f->trees[SENTENCES], id, room, tuple_empty_sentence(room, document));
}

uh_status fresh_article(store *s, fresh *f, const batch_article *a, uh_error *error) {
    arena_mark mark = arena_save(&f->scratch);
    uint8_t *room =
        arena_room(&f->scratch, 1, TUPLE_ROOM + a->own_id.len + a->url.len + a->title.len);
    if (room)
        grove_row(&f->trees[DOCUMENTS], a->id, room, tuple_document(room, a, s->model));
    arena_rewind(&f->scratch, mark);
    fresh_document *documents =
        room_for_one(f->documents, f->n_documents, &f->documents_cap, sizeof *documents);
    if (!documents)
        return error_nomem(error);
    f->documents = documents;
    documents[f->n_documents++] = (fresh_document){ (int32_t)handle_mark(a->key), a->published.day,
                                                    a->published.precision != 0 };
    return written(s, f, error);
}

/* ---- indexes ---- */

/* Pairs to sort, and as many behind them to sort with; until the next call. */
static sorting_pair *pairs(fresh *f, uint32_t n) {
    void *at = window_lend(&f->window, ((size_t)n * 2 + 2) * sizeof(sorting_pair));
    f->scratch.failed |= !at;
    return at;
}

static void put_numbers(fresh *f, tree_name which, const int64_t *numbers, int n) {
    uint8_t room[TUPLE_ROOM];
    grove_key(&f->trees[which], room, tuple_numbers(room, numbers, n));
}

/* What the three indexes over events sort by. */
static uint64_t rank_of(const fresh_event *e, tree_name which) {
    uint64_t day = (uint32_t)e->day ^ 0x80000000u;
    if (which == EVENTS_DAY)
        return day;
    return which == EVENTS_TYPE ? (uint64_t)e->type << 32 | day
                                : sorting_signed(key_to_number(e->key));
}

static void put_ranked(fresh *f, tree_name which, const sorting_pair *p) {
    int64_t day = (int64_t)(p->high & 0xffffffff) - 0x80000000, id = (int64_t)p->low;
    if (which == EVENTS_DAY)
        put_numbers(f, which, (const int64_t[]){ day, id }, 2);
    else if (which == EVENTS_TYPE)
        put_numbers(f, which, (const int64_t[]){ (int64_t)(p->high >> 32), day, id }, 3);
    else
        put_numbers(f, which, (const int64_t[]){ sorting_number(p->high), id }, 2);
}

static void index_events(fresh *f, tree_name which) {
    sorting_pair *p = pairs(f, f->n_events);
    uint32_t n = 0;
    for (uint32_t i = 0; p && i < f->n_events; i++)
        if (f->events[i].id)
            p[n++] = (sorting_pair){ rank_of(&f->events[i], which), (uint64_t)f->events[i].id };
    if (p)
        sorting_pairs(p, p + n, n);
    for (uint32_t i = 0; i < n; i++)
        put_ranked(f, which, &p[i]);
}

/* A side stands once in an event, however often it is named. */
static void fill_sides(fresh *f) {
    sorting_pair *p = pairs(f, f->n_sides);
    for (uint32_t i = 0; p && i < f->n_sides; i++) {
        const fresh_side *side = &f->sides[i];
        uint64_t id = (uint64_t)f->events[side->event >> 1].id;
        p[i] = (sorting_pair){ side->actor, id << 1 | (side->event & 1) };
    }
    if (p)
        sorting_pairs(p, p + f->n_sides, f->n_sides);
    for (uint32_t i = 0; p && i < f->n_sides; i++)
        if (i == 0 || p[i].high != p[i - 1].high || p[i].low != p[i - 1].low)
            put_numbers(f, SIDES,
                        (const int64_t[]){ (int64_t)p[i].high, (int64_t)(p[i].low >> 1),
                                           (int64_t)(p[i].low & 1) + 1 },
                        3);
}

static void index_document_names(fresh *f, sorting_pair *p) {
    for (uint32_t i = 0; i < f->n_documents; i++)
        p[i] = (sorting_pair){ sorting_signed(f->documents[i].mark), i + 1 };
    sorting_pairs(p, p + f->n_documents, f->n_documents);
    for (uint32_t i = 0; i < f->n_documents; i++)
        put_numbers(f, DOCUMENTS_NAME,
                    (const int64_t[]){ sorting_number(p[i].high), (int64_t)p[i].low }, 2);
}

/* Those without a day come first. */
static void index_document_days(fresh *f, sorting_pair *p) {
    uint8_t room[TUPLE_ROOM];
    for (uint32_t i = 0; i < f->n_documents; i++) {
        const fresh_document *d = &f->documents[i];
        p[i] = (sorting_pair){ d->is_dated ? sorting_signed(d->day) : 0, i + 1 };
    }
    sorting_pairs(p, p + f->n_documents, f->n_documents);
    for (uint32_t i = 0; i < f->n_documents; i++) {
        int64_t day = sorting_number(p[i].high), id = (int64_t)p[i].low;
        grove_key(&f->trees[DOCUMENTS_DAY], room, tuple_day(room, p[i].high ? &day : NULL, id));
    }
}

static void index_documents(fresh *f) {
    sorting_pair *p = pairs(f, f->n_documents);
    if (p) {
        index_document_names(f, p);
        index_document_days(f, p);
    }
}

/* ---- the end ---- */

static void fill_names(fresh *f) {
    const strings *phrases = &f->names[kind_of(NAME_PHRASE)];
    const strings *outlets = &f->names[kind_of(NAME_OUTLET)];
    const strings *actors = &f->names[kind_of(NAME_ACTOR)];
    strings_fill(phrases, &f->trees[PHRASES], true, &f->scratch);
    strings_fill(outlets, &f->trees[OUTLETS], false, &f->scratch);
    strings_fill(actors, &f->trees[ACTORS], false, &f->scratch);
    strings_by_mark(phrases, &f->trees[PHRASES_MARK], &f->scratch);
    strings_by_name(outlets, &f->trees[OUTLETS_NAME], &f->scratch);
    strings_by_name(actors, &f->trees[ACTORS_CODE], &f->scratch);
}

static uh_status put_all(store *s, fresh *f, uh_error *error) {
    const uint8_t *pages[TREES];
    graft_root roots[TREES];
    uint32_t last = grove_end(f->grove, f->trees, TREES, pages);
    for (int i = 0; i < TREES; i++)
        roots[i] = (graft_root){ f->trees[i].tree.root, pages[i] };
    uh_status status = written(s, f, error);
    return status == UH_OK ? graft_put(s, &f->graft, roots, TREES, last, error) : status;
}

static uh_status finish(store *s, fresh *f, uh_error *error) {
    const window_trees to = trees_of_rows(f);
    if (!window_empty(&f->window, &to))
        return error_nomem(error);
    uh_status status = written(s, f, error);
    if (status != UH_OK)
        return status;
    index_events(f, REPORTS_KEY);
    index_events(f, EVENTS_DAY);
    index_events(f, EVENTS_TYPE);
    fill_sides(f);
    index_documents(f);
    fill_names(f);
    status = written(s, f, error);
    if (status == UH_OK)
        status = put_all(s, f, error);
    return status == UH_OK ? store_commit(s, error) : status;
}

uh_status fresh_end(store *s, fresh *f, uh_error *error) {
    bool any = f->n_events > 0;
    uh_status status = any ? finish(s, f, error) : UH_OK;
    fresh_drop(s, f); // after a commit there is nothing to take back
    return status;
}
