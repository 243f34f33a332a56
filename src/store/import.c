/* import.c - rows that others coded. One row touches five tables, so that what is looked up for it
 * is remembered: articles by their key, names by their hash (handle.h). */
#include "store/import.h"
#include "store/handle.h"

#include <stdlib.h>
#include <string.h>

enum {
    ARTICLES_KEPT = 500000, // articles that are remembered; then they are looked up again
    ROWS_MOST = (1 << DOCUMENT_BITS) - 1,
    TENTHS = 10000, // of a degree
};
#define BULK_MEMORY ((size_t)256 * 1024 * 1024)

/* An article that rows name, and the number of its next report. */
typedef struct article_row {
    int64_t document;
    uint32_t next;
} article_row;

struct bulk {
    arena memory;
    map known; // key of an article -> articles
    article_row *articles;
    uint32_t n, cap;
    int64_t next_document;
    bool is_deferred;       // indexes are made at the end
    bool is_fresh;          // the record held no documents, and all since are remembered
    int64_t empty;          // the sentence that stands for none; 0: not made yet
    int64_t nothing, coded; // phrases: "", and the reason of these rows
    uint64_t made;
    text path; // of the file at hand, and its phrase
    int64_t container;
};

/* ---- indexes ---- */

/* A record that is empty when the import begins gets these when it ends: sorting once costs less
 * than finding each row's place. Killed in between, it gets them when it is next opened to be
 * written (store.c); until then questions are answered without, more slowly. */
static const char drop_indexes[] =
    "DROP INDEX IF EXISTS events_day; DROP INDEX IF EXISTS events_type; "
    "DROP INDEX IF EXISTS reports_event; DROP INDEX IF EXISTS documents_name; "
    "DROP INDEX IF EXISTS documents_day; DROP INDEX IF EXISTS documents_story";
static const char name_index[] = "CREATE INDEX IF NOT EXISTS documents_name ON documents (name)";
static const char all_indexes[] = "CREATE INDEX IF NOT EXISTS documents_name ON documents (name);"
                                  "CREATE INDEX IF NOT EXISTS documents_day ON documents (day);"
                                  "CREATE INDEX IF NOT EXISTS documents_story ON documents (story);"
                                  "CREATE INDEX IF NOT EXISTS reports_event ON reports (event);"
                                  "CREATE INDEX IF NOT EXISTS events_day ON events (day, key);"
                                  "CREATE INDEX IF NOT EXISTS events_type ON events (type, day)";

uh_status import_indexes(store *s, uh_error *error) {
    return handle_exec(s, all_indexes, error);
}

/* ---- beginning and end ---- */

static uh_status number_of(store *s, const char *sql, int64_t *out, uh_error *error) {
    sqlite3_stmt *q;
    uh_status status = handle_prepare(s, sql, &q, error);
    if (status == UH_OK)
        status = handle_step(s, q, error);
    if (status != UH_OK)
        return status;
    *out = sqlite3_column_int64(q, 0);
    sqlite3_reset(q);
    return UH_OK;
}

uh_status import_begin(store *s, uh_error *error) {
    import_end(s);
    s->bulk = calloc(1, sizeof *s->bulk);
    if (!s->bulk)
        return error_nomem(error);
    s->bulk->memory.limit = BULK_MEMORY;
    uh_status status = number_of(s, "SELECT ifnull(max(id), 0) + 1 FROM documents",
                                 &s->bulk->next_document, error);
    s->bulk->is_fresh = status == UH_OK && s->bulk->next_document == 1;
    s->bulk->is_deferred = s->bulk->is_fresh;
    return s->bulk->is_fresh ? handle_exec(s, drop_indexes, error) : status;
}

void import_end(store *s) {
    if (!s->bulk)
        return;
    arena_free(&s->bulk->memory);
    free(s->bulk);
    s->bulk = NULL;
}

uh_status import_finish(store *s, uh_error *error) {
    bool due = s->bulk && s->bulk->is_deferred;
    uh_status status = store_commit(s, error);
    import_end(s);
    return status == UH_OK && due ? import_indexes(s, error) : status;
}

uint64_t import_articles(const store *s) {
    return s->bulk ? s->bulk->made : 0;
}

/* ---- articles ---- */

static uh_status set_container(store *s, text path, uh_error *error) {
    struct bulk *b = s->bulk;
    if (b->container && text_equal(b->path, path))
        return UH_OK;
    uh_status status = handle_name(s, NAME_PHRASE, path, &b->container, error);
    b->path = arena_text(&b->memory, path);
    return status == UH_OK && !b->path.at ? error_nomem(error) : status;
}

static void put_day(values *r, date d) {
    if (d.precision)
        put_number(r, d.day);
    else
        put_null(r);
}

static uh_status insert_article(store *s, const coded *c, uint64_t key, int64_t document,
                                int64_t outlet, const import_place *at, uh_error *error) {
    sqlite3_stmt *q;
    uh_status status =
        handle_prepare(s,
                       "INSERT INTO documents VALUES (?1, ?2, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 0, "
                       "?10, ?11, ?12, 1, 0, ?13, ?14, '', ?1, ?1, NULL)",
                       &q, error);
    if (status != UH_OK)
        return status;
    values r = { q, 0 };
    put_number(&r, document);
    put_key(&r, key);
    put_number(&r, s->model);
    put_text(&r, c->article.len ? c->article : c->id);
    put_number(&r, outlet);
    put_number(&r, s->bulk->container);
    put_number(&r, (int64_t)at->offset);
    put_number(&r, at->line);
    put_number(&r, MEDIA_CODED);
    put_day(&r, c->published);
    put_number(&r, c->published.second);
    put_number(&r, c->published.precision);
    put_text(&r, c->url);
    put_text(&r, c->title);
    return handle_run(s, q, error);
}

/* Looks for an article of an earlier import: its row, and the number after its last report. */
static uh_status find_article(store *s, uint64_t key, bool *found, article_row *out,
                              uh_error *error) {
    sqlite3_stmt *q;
    *found = false;
    if (s->bulk->is_fresh) // all that stands is remembered
        return UH_OK;
    uh_status status = handle_prepare(
        s,
        "SELECT d.id, ifnull((SELECT max(r.id) & 262143 FROM reports r WHERE r.id BETWEEN "
        "d.id << 18 AND (d.id << 18) + 262143) + 1, 0) FROM documents d WHERE d.name = ?1 AND "
        "d.key = ?1",
        &q, error);
    if (status != UH_OK)
        return status;
    bind_key(q, 1, key);
    status = handle_step(s, q, error);
    *found = status == UH_OK;
    if (*found)
        *out = (article_row){ sqlite3_column_int64(q, 0), (uint32_t)sqlite3_column_int64(q, 1) };
    sqlite3_reset(q);
    return status == UH_END ? UH_OK : status;
}

static void forget_articles(struct bulk *b) {
    arena_reset(&b->memory);
    b->known = (map){ 0 };
    b->articles = NULL;
    b->n = b->cap = 0;
    b->container = 0; // its path went too
    b->is_fresh = false;
}

static article_row *remember(struct bulk *b, uint64_t key) {
    if (b->n >= ARTICLES_KEPT)
        forget_articles(b);
    article_row *row = ARENA_PUSH(&b->memory, b->articles, b->n, b->cap);
    return row && map_put(&b->known, &b->memory, key, b->n - 1) ? row : NULL;
}

/* Finds or makes the article of a row. A row that names none is an article of its own. */
static uh_status article_of(store *s, layout l, const coded *c, const import_place *at,
                            article_row **out, uh_error *error) {
    struct bulk *b = s->bulk;
    int64_t outlet;
    uint32_t known;
    bool found = false;
    uint64_t key = hash_mix(0x696d706f7274, (uint64_t)l);
    key = c->article.len ? hash_mix(hash_mix(key, hash_text(c->outlet)), hash_text(c->article))
                         : hash_mix(key, c->key);
    if (map_get(&b->known, key, &known)) {
        *out = &b->articles[known];
        return UH_OK;
    }
    bool was_fresh = b->is_fresh;
    article_row *row = remember(b, key);
    if (!row)
        return error_nomem(error);
    if (was_fresh && !b->is_fresh) { // from now on they are looked up
        uh_status made = handle_exec(s, name_index, error);
        if (made != UH_OK)
            return made;
    }
    *row = (article_row){ b->next_document, 0 };
    *out = row;
    uh_status status = find_article(s, key, &found, row, error);
    if (status != UH_OK || found)
        return status;
    b->next_document++;
    b->made++;
    status = set_container(s, at->path, error);
    if (status == UH_OK)
        status = handle_name(s, NAME_OUTLET, c->outlet, &outlet, error);
    return status == UH_OK ? insert_article(s, c, key, row->document, outlet, at, error) : status;
}

/* ---- sentences ---- */

static uh_status insert_sentence(store *s, int64_t id, text words, uh_error *error) {
    sqlite3_stmt *q;
    uh_status status =
        handle_prepare(s, "INSERT INTO sentences VALUES (?1, 0, NULL, 0, 0, ?2, NULL)", &q, error);
    if (status != UH_OK)
        return status;
    values r = { q, 0 };
    put_number(&r, id);
    put_text(&r, words);
    status = handle_run(s, q, error);
    if (status != UH_OK || words.len == 0)
        return status;
    status = handle_prepare(s, "INSERT INTO sentence_words (rowid, sentence) VALUES (?1, ?2)", &q,
                            error);
    if (status != UH_OK)
        return status;
    r = (values){ q, 0 };
    put_number(&r, id);
    put_text(&r, words);
    return handle_run(s, q, error);
}

/* Where a report's sentence is: its own words, or the one empty sentence of this import. */
static int64_t sentence_of(const store *s, const coded *c, int64_t report) {
    return c->sentence.len || s->bulk->empty == 0 ? report : s->bulk->empty;
}

/* ---- a row ---- */

static int64_t scaled(double value, double by) {
    double x = value * by;
    return (int64_t)(x < 0 ? x - 0.5 : x + 0.5);
}

static void put_place(values *r, const coded *c) {
    put_text(r, c->place);
    put_text(r, c->country);
    for (int i = 0; i < 2; i++)
        if (c->located)
            put_number(r, scaled(i ? c->longitude : c->latitude, TENTHS));
        else
            put_null(r);
}

static uh_status insert_report(store *s, const coded *c, int64_t id, int64_t words, bool *made,
                               uh_error *error) {
    sqlite3_stmt *q;
    uh_status status = handle_prepare(s,
                                      "INSERT OR IGNORE INTO reports VALUES (?1, ?2, ?1, ?3, ?4, "
                                      "?5, ?6, ?7, ?8, ?9, ?10, 0, 0, ?11, ?12, ?13, ?14, ?15, "
                                      "NULL, ?16, ?17, ?18, ?19, ?20, ?21, ?22)",
                                      &q, error);
    if (status != UH_OK)
        return status;
    values r = { q, 0 };
    put_number(&r, id);
    put_key(&r, c->key);
    put_number(&r, words);
    put_number(&r, c->type);
    put_number(&r, c->mode);
    put_number(&r, c->status);
    put_key(&r, c->contexts);
    put_day(&r, c->when);
    put_number(&r, c->when.precision);
    put_number(&r, scaled(c->intensity, 100));
    put_text(&r, c->code);
    put_text(&r, c->actor);
    put_text(&r, c->recipient);
    put_text(&r, c->actor_text);
    put_text(&r, c->recipient_text);
    put_place(&r, c);
    put_text(&r, c->counts);
    put_number(&r, s->bulk->coded);
    put_number(&r, s->bulk->nothing);
    status = handle_run(s, q, error);
    *made = sqlite3_changes(s->db) == 1;
    return status;
}

static uh_status insert_event(store *s, const coded *c, int64_t id, uh_error *error) {
    sqlite3_stmt *q;
    uh_status status = handle_prepare(
        s, "INSERT INTO events VALUES (?1, ?2, ?1, ?3, ?4, ?5, ?6, 1, ?7, 0)", &q, error);
    if (status != UH_OK)
        return status;
    values r = { q, 0 };
    put_number(&r, id);
    put_key(&r, c->key);
    put_number(&r, c->when.precision ? c->when.day : DAY_UNKNOWN);
    put_number(&r, c->type);
    put_number(&r, c->status);
    put_number(&r, c->reports);
    put_number(&r, c->sources);
    return handle_run(s, q, error);
}

static uh_status insert_sides(store *s, text codes, int side, int64_t id, uh_error *error) {
    uh_status status = UH_OK;
    for (size_t at = 0; at < codes.len && status == UH_OK;) {
        text rest = text_cut(codes, at, codes.len);
        const char *blank = memchr(rest.at, ' ', rest.len);
        size_t len = blank ? (size_t)(blank - rest.at) : rest.len;
        sqlite3_stmt *q;
        int64_t actor;
        status = handle_name(s, NAME_ACTOR, text_cut(rest, 0, len), &actor, error);
        if (status == UH_OK)
            status =
                handle_prepare(s, "INSERT OR IGNORE INTO sides VALUES (?1, ?2, ?3)", &q, error);
        if (status != UH_OK)
            break;
        values r = { q, 0 };
        put_number(&r, actor);
        put_number(&r, id);
        put_number(&r, side);
        status = handle_run(s, q, error);
        at += len + 1;
    }
    return status;
}

static uh_status insert_original(store *s, layout l, text row, int64_t id, uh_error *error) {
    sqlite3_stmt *q;
    uh_status status = handle_prepare(s, "INSERT INTO originals VALUES (?1, ?2, ?3)", &q, error);
    if (status != UH_OK)
        return status;
    values r = { q, 0 };
    put_number(&r, id);
    put_number(&r, l);
    put_text(&r, row);
    return handle_run(s, q, error);
}

/* The row that stands under the id is this one, or another. */
static uh_status compare(store *s, const coded *c, layout l, text original, import_outcome *out,
                         uh_error *error) {
    sqlite3_stmt *q;
    uh_status status = handle_prepare(s,
                                      "SELECT o.layout, o.row FROM reports r JOIN originals o "
                                      "ON o.report = r.id WHERE r.key = ?1",
                                      &q, error);
    if (status != UH_OK)
        return status;
    bind_key(q, 1, c->key);
    status = handle_step(s, q, error);
    *out = status == UH_OK && sqlite3_column_int64(q, 0) == (int64_t)l &&
                   text_equal(column_text(q, 1), original)
               ? IMPORT_KNOWN
               : IMPORT_CLASH;
    sqlite3_reset(q);
    return status == UH_END ? UH_OK : status;
}

/* Takes an article away that was made for a row that did not come in. */
static uh_status drop_article(store *s, article_row *row, uh_error *error) {
    sqlite3_stmt *q;
    if (row->next != 0 || row->document != s->bulk->next_document - 1)
        return UH_OK;
    uh_status status =
        handle_prepare(s,
                       "DELETE FROM documents WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM reports "
                       "WHERE id BETWEEN ?1 << 18 AND (?1 << 18) + 262143)",
                       &q, error);
    if (status != UH_OK)
        return status;
    sqlite3_bind_int64(q, 1, row->document);
    status = handle_run(s, q, error);
    if (status == UH_OK && sqlite3_changes(s->db) == 1) {
        s->bulk->made--;
        forget_articles(s->bulk); // so rare that all may go
    }
    return status;
}

static uh_status phrases(store *s, uh_error *error) {
    struct bulk *b = s->bulk;
    if (b->coded)
        return UH_OK;
    uh_status status = handle_name(s, NAME_PHRASE, (text){ "", 0 }, &b->nothing, error);
    return status == UH_OK ? handle_name(s, NAME_PHRASE, TEXT("imported"), &b->coded, error)
                           : status;
}

static uh_status put_row(store *s, layout l, const coded *c, text original, int64_t id, bool *made,
                         uh_error *error) {
    int64_t words = sentence_of(s, c, id);
    uh_status status = insert_report(s, c, id, words, made, error);
    if (status != UH_OK || !*made)
        return status;
    if (words == id)
        status = insert_sentence(s, id, c->sentence, error);
    if (c->sentence.len == 0)
        s->bulk->empty = words;
    if (status == UH_OK)
        status = insert_event(s, c, id, error);
    if (status == UH_OK)
        status = insert_sides(s, c->actor, 1, id, error);
    if (status == UH_OK)
        status = insert_sides(s, c->recipient, 2, id, error);
    return status == UH_OK ? insert_original(s, l, original, id, error) : status;
}

uh_status import_row(store *s, layout l, const coded *c, text original, const import_place *at,
                     import_outcome *out, uh_error *error) {
    article_row *row = NULL;
    bool made = false;
    uh_status status = handle_begin(s, error);
    if (status == UH_OK)
        status = phrases(s, error);
    s->broken = true; // until the row is whole
    if (status == UH_OK)
        status = article_of(s, l, c, at, &row, error);
    if (status == UH_OK && row->next > ROWS_MOST)
        status =
            error_set(error, UH_LIMIT, s->path, "more than %d rows name one article", ROWS_MOST);
    if (status == UH_OK)
        status =
            put_row(s, l, c, original, row->document << DOCUMENT_BITS | row->next, &made, error);
    if (status == UH_OK && made)
        row->next++;
    if (status == UH_OK && !made)
        status = drop_article(s, row, error);
    *out = IMPORT_NEW;
    if (status == UH_OK && !made)
        status = compare(s, c, l, original, out, error);
    s->broken = status != UH_OK;
    return status;
}

uh_status import_note(store *s, const uh_note *n, text row, uh_error *error) {
    sqlite3_stmt *q;
    uh_status status = store_note(s, n, error);
    if (status != UH_OK || !n->skipped)
        return status;
    int64_t id = sqlite3_last_insert_rowid(s->db);
    status = handle_prepare(s, "INSERT INTO rejects VALUES (?1, ?2)", &q, error);
    if (status != UH_OK)
        return status;
    values r = { q, 0 };
    put_number(&r, id);
    put_text(&r, row);
    return handle_run(s, q, error);
}

uh_status import_original(store *s, int64_t report, layout *l, text *row, uh_error *error) {
    sqlite3_stmt *q;
    if (!s->has_originals)
        return UH_END;
    uh_status status = handle_prepare(s,
                                      "SELECT layout, row FROM originals WHERE report = ?1 "
                                      "AND NOT EXISTS (SELECT 1 FROM coded WHERE report = ?1)",
                                      &q, error);
    if (status != UH_OK)
        return status;
    sqlite3_reset(q); // the row of the last call was borrowed until now
    sqlite3_bind_int64(q, 1, report);
    status = handle_step(s, q, error);
    if (status != UH_OK)
        return status;
    int64_t number = sqlite3_column_int64(q, 0);
    *l = number > 0 && number < LAYOUTS ? (layout)number : LAYOUT_NONE;
    *row = column_text(q, 1);
    return UH_OK;
}
