/* fresh.c - a new record's tables, written as trees. Rows wait in a window (window.h); what indexes
 * need is held until the end and sorted then. */
#include "store/fresh.h"
#include "store/graft.h"
#include "store/indexes.h"
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

struct fresh {
    graft graft;
    arena memory, scratch; // scratch: of one step
    grove *grove;
    grove_tree trees[TREES];
    strings names[NAMES];
    held held;
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
    held_free(&f->held);
    free(f);
}

void fresh_settle(fresh *f) {
    grove_settle(f->grove);
}

bool fresh_is_full(const fresh *f) {
    return f->held.n_events >= ROWS_FULL || f->held.n_documents >= DOCUMENTS_FULL;
}

/* ---- keys ---- */

/* The slot of a key: the event's, or a free one. Numbers that follow one another lie together. */
static uint32_t slot_of(const fresh *f, uint64_t key) {
    uint32_t at = (uint32_t)(hash_mix(key >> 3, 0) << 3 | (key & 7)) & (f->n_slots - 1);
    while (f->slots[at] && f->held.events[f->slots[at] - 1].key != key)
        at = (at + 1) & (f->n_slots - 1);
    return at;
}

static bool add_slots(fresh *f) {
    uint32_t n = f->n_slots ? f->n_slots : SLOTS_LEAST;
    while (n / 4 < f->held.n_events)
        n *= 2;
    f->n_slots = n;
    f->slots = arena_array(&f->memory, n, sizeof *f->slots);
    for (uint32_t i = 0; f->slots && i < f->held.n_events; i++)
        f->slots[slot_of(f, f->held.events[i].key)] = i + 1;
    return f->slots != NULL;
}

/* The key is higher than all that came, and those came in ascending order, as rows of a file most
 * often do. */
static bool is_next(const fresh *f, uint64_t key) {
    return !f->slots && (f->held.n_events == 0 || f->held.events[f->held.n_events - 1].key < key);
}

/* Finds the event of a key among those in ascending order. */
static const held_event *search(const fresh *f, uint64_t key) {
    uint32_t low = 0, high = f->held.n_events;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (f->held.events[middle].key < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low < f->held.n_events && f->held.events[low].key == key ? &f->held.events[low] : NULL;
}

static const held_event *find_event(const fresh *f, uint64_t key) {
    if (is_next(f, key))
        return NULL;
    if (!f->slots)
        return search(f, key);
    uint32_t place = f->slots[slot_of(f, key)];
    return place ? &f->held.events[place - 1] : NULL;
}

fresh_found fresh_look(fresh *f, layout l, uint64_t key, text original) {
    f->print = hash_seeded(original, (uint64_t)l);
    const held_event *e = find_event(f, key);
    if (!e)
        return FRESH_NEW;
    return e->print == f->print ? FRESH_SAME : FRESH_OTHER;
}

static bool keep_event(fresh *f, const batch_row *r, bool is_late) {
    const coded *c = r->c;
    bool needs_slot = !is_next(f, c->key);
    const held_event e = { .key = c->key,
                           .print = f->print,
                           .id = is_late ? 0 : r->id,
                           .day = day_of_event(c->when),
                           .type = (uint8_t)c->type };
    if (needs_slot && f->held.n_events * 2 >= f->n_slots && !add_slots(f))
        return false;
    if (!held_event_add(&f->held, &e))
        return false;
    if (needs_slot)
        f->slots[slot_of(f, c->key)] = f->held.n_events;
    return true;
}

/* ---- names ---- */

/* Keeps the sides of the event kept last. */
static uh_status keep_sides(fresh *f, text codes, uint32_t as, uh_error *error) {
    uh_status status = UH_OK;
    uint32_t last = f->held.n_events - 1;
    for (text code; status == UH_OK && code_next(&codes, &code);) {
        int64_t actor = 0;
        status = fresh_name(f, NAME_ACTOR, code, &actor, error);
        if (status == UH_OK &&
            !held_side_add(&f->held, (held_side){ (uint32_t)actor, last * 2 + as }))
            status = error_nomem(error);
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
    return (window_trees){ f->grove,
                           { &f->trees[REPORTS], &f->trees[EVENTS], &f->trees[ORIGINALS] } };
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
    status = keep_sides(f, r->c->actor, 0, error);
    if (status == UH_OK)
        status = keep_sides(f, r->c->recipient, 1, error);
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
    const held_document d = { (int32_t)handle_mark(a->key), a->published.day,
                              a->published.precision != 0 };
    return held_document_add(&f->held, d) ? written(s, f, error) : error_nomem(error);
}

/* ---- the end ---- */

static bool fill_indexes(fresh *f) {
    const index_trees to = { &f->trees[REPORTS_KEY],    &f->trees[EVENTS_DAY],
                             &f->trees[EVENTS_TYPE],    &f->trees[SIDES],
                             &f->trees[DOCUMENTS_NAME], &f->trees[DOCUMENTS_DAY] };
    return indexes_fill(&f->held, !f->slots, f->names[kind_of(NAME_ACTOR)].n, &to);
}

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
    window_free(&f->window); // the indexes may need as much
    if (!fill_indexes(f))
        return error_nomem(error);
    fill_names(f);
    status = written(s, f, error);
    if (status == UH_OK)
        status = put_all(s, f, error);
    return status == UH_OK ? store_commit(s, error) : status;
}

uh_status fresh_end(store *s, fresh *f, uh_error *error) {
    bool any = f->held.n_events > 0;
    uh_status status = any ? finish(s, f, error) : UH_OK;
    fresh_drop(s, f); // after a commit there is nothing to take back
    return status;
}
