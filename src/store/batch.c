/* batch.c - rows that wait, and the three tables as which SQLite reads them. */
#include "store/batch.h"

#include <stdio.h>
#include <string.h>

enum { DECLARATION = 400 }; // bytes of SQL

/* ---- filling ---- */

text batch_text(batch *b, text t, text original, text copy) {
    uintptr_t at = (uintptr_t)t.at, from = (uintptr_t)original.at;
    if (t.len == 0)
        return (text){ "", 0 };
    if (at >= from && at + t.len <= from + original.len)
        return text_cut(copy, at - from, at - from + t.len);
    b->bytes += t.len;
    return arena_text(&b->memory, t);
}

bool batch_is_full(const batch *b) {
    return b->n_rows == BATCH_ROWS || b->bytes > BATCH_BYTES;
}

void batch_clear(batch *b) {
    arena_rewind(&b->memory, (arena_mark){ NULL, 0 });
    b->sides = NULL;
    b->n_articles = b->n_rows = b->n_sides = b->sides_cap = b->n_worded = 0;
    b->bytes = 0;
}

/* ---- what a column of a table says ---- */

static void show_text(sqlite3_context *out, text t) {
    sqlite3_result_text64(out, t.len ? t.at : "", t.len, SQLITE_STATIC, SQLITE_UTF8);
}

static void show_number(sqlite3_context *out, int64_t number) {
    sqlite3_result_int64(out, number);
}

static void show_key(sqlite3_context *out, uint64_t key) {
    sqlite3_result_int64(out, key_to_number(key));
}

static void show_day(sqlite3_context *out, date d) {
    if (d.precision)
        sqlite3_result_int64(out, d.day);
}

static void show_degrees(sqlite3_context *out, bool located, double degrees) {
    if (located)
        sqlite3_result_int64(out, in_parts(degrees, DEGREE));
}

static const char article_columns[] = "id, key, own_id, outlet, container, offset, line, day, "
                                      "second, precision, url, title";

static void show_article(const batch *b, uint32_t i, int column, sqlite3_context *out) {
    const batch_article *a = &b->articles[i];
    switch (column) {
    case 0:
        return show_number(out, a->id);
    case 1:
        return show_key(out, a->key);
    case 2:
        return show_text(out, a->own_id);
    case 3:
        return show_number(out, a->outlet);
    case 4:
        return show_number(out, a->container);
    case 5:
        return show_number(out, (int64_t)a->offset);
    case 6:
        return show_number(out, a->line);
    case 7:
        return show_day(out, a->published);
    case 8:
        return show_number(out, a->published.second);
    case 9:
        return show_number(out, a->published.precision);
    case 10:
        return show_text(out, a->url);
    default:
        return show_text(out, a->title);
    }
}

static const char row_columns[] =
    "id, key, words, type, mode, status, contexts, day, precision, intensity, code, actor, "
    "recipient, actor_text, recipient_text, place, country, latitude, longitude, counts, sentence, "
    "event_day, reports, sources, layout, original, worded";

static void show_row(const batch *b, uint32_t i, int column, sqlite3_context *out) {
    const batch_row *r = &b->rows[i];
    const coded *c = r->c;
    switch (column) {
    case 0:
        return show_number(out, r->id);
    case 1:
        return show_key(out, c->key);
    case 2:
        return show_number(out, r->words);
    case 3:
        return show_number(out, c->type);
    case 4:
        return show_number(out, c->mode);
    case 5:
        return show_number(out, c->status);
    case 6:
        return show_key(out, c->contexts);
    case 7:
        return show_day(out, c->when);
    case 8:
        return show_number(out, c->when.precision);
    case 9:
        return show_number(out, in_parts(c->intensity, POINT));
    case 10:
        return show_text(out, c->code);
    case 11:
        return show_text(out, c->actor);
    case 12:
        return show_text(out, c->recipient);
    case 13:
        return show_text(out, c->actor_text);
    case 14:
        return show_text(out, c->recipient_text);
    case 15:
        return show_text(out, c->place);
    case 16:
        return show_text(out, c->country);
    case 17:
        return show_degrees(out, c->located, c->latitude);
    case 18:
        return show_degrees(out, c->located, c->longitude);
    case 19:
        return show_text(out, c->counts);
    case 20:
        return show_text(out, c->sentence);
    case 21:
        return show_number(out, day_of_event(c->when));
    case 22:
        return show_number(out, c->reports);
    case 23:
        return show_number(out, c->sources);
    case 24:
        return show_number(out, r->layout);
    case 25:
        return show_text(out, r->original);
    default:
        return show_number(out, r->is_worded);
    }
}

static const char side_columns[] = "actor, event, role";

static void show_side(const batch *b, uint32_t i, int column, sqlite3_context *out) {
    const batch_side *s = &b->sides[i];
    switch (column) {
    case 0:
        return show_number(out, s->actor);
    case 1:
        return show_number(out, b->rows[s->row].id);
    default:
        return show_number(out, s->role);
    }
}

static uint32_t n_articles(const batch *b) {
    return b->n_articles;
}

static uint32_t n_rows(const batch *b) {
    return b->n_rows;
}

static uint32_t n_sides(const batch *b) {
    return b->n_sides;
}

static bool leaves_article(const batch *b, uint32_t i) {
    return b->articles[i].is_left_out;
}

static bool leaves_row(const batch *b, uint32_t i) {
    return b->rows[i].is_left_out;
}

static bool leaves_side(const batch *b, uint32_t i) {
    return b->rows[b->sides[i].row].is_left_out;
}

typedef struct table_feed {
    const char *name, *columns;
    uint32_t (*count)(const batch *b);
    bool (*leaves)(const batch *b, uint32_t i);
    void (*show)(const batch *b, uint32_t i, int column, sqlite3_context *out);
} table_feed;

static const table_feed feeds[] = {
    { "import_articles", article_columns, n_articles, leaves_article, show_article },
    { "import_rows", row_columns, n_rows, leaves_row, show_row },
    { "import_sides", side_columns, n_sides, leaves_side, show_side },
};

enum { FEEDS = sizeof feeds / sizeof *feeds };

/* ---- as SQLite asks for it ---- */

typedef struct feed_table {
    sqlite3_vtab base; // first: SQLite knows it by its address
    const table_feed *feed;
    const store *store;
} feed_table;

typedef struct feed_cursor {
    sqlite3_vtab_cursor base;
    const table_feed *feed;
    const batch *rows;
    uint32_t at, n;
} feed_cursor;

static int connect_feed(sqlite3 *db, void *context, int n, const char *const *names,
                        sqlite3_vtab **out, char **why) {
    char sql[DECLARATION];
    feed_table *t = sqlite3_malloc(sizeof *t);
    (void)n, (void)why;
    if (!t)
        return SQLITE_NOMEM;
    *t = (feed_table){ .feed = feeds, .store = context };
    while (strcmp(t->feed->name, names[0]) != 0)
        t->feed++;
    snprintf(sql, sizeof sql, "CREATE TABLE x(%s)", t->feed->columns);
    int code = sqlite3_declare_vtab(db, sql);
    if (code == SQLITE_OK)
        *out = &t->base;
    else
        sqlite3_free(t);
    return code;
}

static int disconnect_feed(sqlite3_vtab *t) {
    sqlite3_free(t);
    return SQLITE_OK;
}

static int plan_feed(sqlite3_vtab *t, sqlite3_index_info *plan) {
    (void)t;
    plan->estimatedCost = BATCH_ROWS;
    return SQLITE_OK;
}

static int open_feed(sqlite3_vtab *t, sqlite3_vtab_cursor **out) {
    feed_cursor *c = sqlite3_malloc(sizeof *c);
    if (!c)
        return SQLITE_NOMEM;
    *c = (feed_cursor){ .feed = ((feed_table *)t)->feed };
    *out = &c->base;
    return SQLITE_OK;
}

static int close_feed(sqlite3_vtab_cursor *c) {
    sqlite3_free(c);
    return SQLITE_OK;
}

static void pass_left_out(feed_cursor *c) {
    while (c->at < c->n && c->feed->leaves(c->rows, c->at))
        c->at++;
}

static int start_feed(sqlite3_vtab_cursor *cursor, int plan, const char *name, int n,
                      sqlite3_value **bound) {
    feed_cursor *c = (feed_cursor *)cursor;
    (void)plan, (void)name, (void)n, (void)bound;
    c->rows = ((const feed_table *)cursor->pVtab)->store->feed;
    c->at = 0;
    c->n = c->rows ? c->feed->count(c->rows) : 0;
    pass_left_out(c);
    return SQLITE_OK;
}

static int next_of_feed(sqlite3_vtab_cursor *cursor) {
    feed_cursor *c = (feed_cursor *)cursor;
    c->at++;
    pass_left_out(c);
    return SQLITE_OK;
}

static int feed_ended(sqlite3_vtab_cursor *cursor) {
    const feed_cursor *c = (const feed_cursor *)cursor;
    return c->at >= c->n;
}

static int column_of_feed(sqlite3_vtab_cursor *cursor, sqlite3_context *out, int column) {
    const feed_cursor *c = (const feed_cursor *)cursor;
    c->feed->show(c->rows, c->at, column, out);
    return SQLITE_OK;
}

static int row_of_feed(sqlite3_vtab_cursor *cursor, sqlite3_int64 *row) {
    *row = ((const feed_cursor *)cursor)->at;
    return SQLITE_OK;
}

static const sqlite3_module feed_module = {
    .xConnect = connect_feed, // and no xCreate: the table is there without being made
    .xBestIndex = plan_feed,
    .xDisconnect = disconnect_feed,
    .xOpen = open_feed,
    .xClose = close_feed,
    .xFilter = start_feed,
    .xNext = next_of_feed,
    .xEof = feed_ended,
    .xColumn = column_of_feed,
    .xRowid = row_of_feed,
};

uh_status batch_offer(store *s, uh_error *error) {
    for (int i = 0; i < FEEDS && !s->has_feeds; i++) {
        int code = sqlite3_create_module(s->db, feeds[i].name, &feed_module, s);
        if (code != SQLITE_OK)
            return handle_error(s, code, "read", error);
    }
    s->has_feeds = true;
    return UH_OK;
}
