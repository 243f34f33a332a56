/* import.c - rows that others coded. Into a new record they go by fresh.h as long as it takes them,
 * else they wait in a batch (batch.h) that is written table by table;
 * what is looked up for a row is remembered: articles by their key, names by their hash (handle.h).
 * A row whose key stands already is seen when the batch is written. */
#include "store/import.h"
#include "store/batch.h"
#include "store/fresh.h"

#include <stdlib.h>
#include <string.h>

enum {
    ARTICLES_KEPT = 500000, // articles that are remembered; then they are looked up again
    ROWS_MOST = (1 << DOCUMENT_BITS) - 1,
    ROWS_FEW = 1 << 16, // it costs little to sort their indexes once more
};
#define NOTES_MEMORY ((size_t)64 * 1024 * 1024)
#define BULK_MEMORY  ((size_t)256 * 1024 * 1024)

/* An article that rows name, and the number of its next report. */
typedef struct article_row {
    int64_t document; // 0: none stands
    uint32_t next;
} article_row;

/* A note that waits until a new record's tables stand. */
typedef struct waiting_note {
    uh_note note;
    text row;
} waiting_note;

struct bulk {
    batch waiting;
    fresh *fresh; // a new record's tables being written; NULL: SQLite writes
    waiting_note *notes;
    uint32_t n_notes, notes_cap;
    arena notes_memory;
    arena memory;
    map known; // key of an article -> articles
    article_row *articles;
    uint32_t n, cap;
    int64_t next_document, next_sentence;
    bool is_alone;          // nobody else reads: there is no log
    bool is_deferred;       // indexes are made at the end
    bool is_fresh;          // the record held no documents, and all since are remembered
    bool is_writing;        // the batch is being written
    bool has_looked;        // for the empty sentence of an earlier import
    int64_t empty;          // the sentence that stands for none; 0: not made yet
    int64_t nothing, coded; // phrases: "", and the reason of these rows
    import_counts counts;
    import_refuse *refuse;
    void *context;
    text path; // of the file at hand, and its phrase
    int64_t container;
};

/* ---- indexes ---- */

/* A record that is empty when the import begins gets these when it ends: sorting once costs less
 * than finding each row's place. Killed in between, it gets them when it is next opened to be
 * written (open.c); until then questions are answered without, more slowly. */
static const char drop_indexes[] =
    "DROP INDEX IF EXISTS events_day; DROP INDEX IF EXISTS events_type; "
    "DROP INDEX IF EXISTS documents_name; DROP INDEX IF EXISTS documents_day";
static const char name_index[] = "CREATE INDEX IF NOT EXISTS documents_name ON documents (name)";
static const char all_indexes[] = "CREATE INDEX IF NOT EXISTS documents_name ON documents (name);"
                                  "CREATE INDEX IF NOT EXISTS documents_day ON documents (day);"
                                  "CREATE INDEX IF NOT EXISTS events_day ON events (day);"
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

/* While nobody else reads a new record, its pages are written once, at the end of the file, and
 * not to a log first. Where somebody does, the log stays. */
static void write_once(store *s) {
    sqlite3_exec(s->db, "PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = FULL", NULL, NULL,
                 NULL);
}

static uh_status write_to_log(store *s, uh_error *error) {
    return handle_exec(s, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL", error);
}

static uh_status defer_indexes(store *s, uh_error *error) {
    s->bulk->is_deferred = true;
    return handle_exec(s, drop_indexes, error);
}

uh_status import_begin(store *s, import_refuse *refuse, void *context, uh_error *error) {
    import_end(s);
    uh_status status = store_commit(s, error);
    if (status == UH_OK)
        status = batch_offer(s, error);
    if (status != UH_OK)
        return status;
    struct bulk *b = s->bulk = calloc(1, sizeof *s->bulk);
    if (!b)
        return error_nomem(error);
    s->feed = &b->waiting;
    b->refuse = refuse;
    b->context = context;
    b->memory.limit = b->waiting.memory.limit = BULK_MEMORY;
    b->notes_memory.limit = NOTES_MEMORY;
    status = number_of(s, "SELECT ifnull(max(id), 0) + 1 FROM documents", &b->next_document, error);
    if (status == UH_OK)
        status =
            number_of(s, "SELECT ifnull(max(id), 0) + 1 FROM sentences", &b->next_sentence, error);
    if (status != UH_OK || b->next_document != 1)
        return status;
    b->is_fresh = b->is_alone = true;
    write_once(s);
    status = fresh_begin(s, &b->fresh, error);
    return status == UH_OK && !b->fresh ? defer_indexes(s, error) : status;
}

void import_end(store *s) {
    if (!s->bulk)
        return;
    fresh_drop(s, s->bulk->fresh);
    arena_free(&s->bulk->notes_memory);
    arena_free(&s->bulk->waiting.memory);
    arena_free(&s->bulk->memory);
    free(s->bulk);
    s->bulk = NULL;
    s->feed = NULL;
}

import_counts import_counted(const store *s) {
    return s->bulk ? s->bulk->counts : (import_counts){ 0 };
}

/* ---- articles ---- */

static uh_status name_of(store *s, name_table table, text name, int64_t *id, uh_error *error) {
    fresh *f = s->bulk->fresh;
    return f ? fresh_name(f, table, name, id, error) : handle_name(s, table, name, id, error);
}

static uh_status set_container(store *s, text path, uh_error *error) {
    struct bulk *b = s->bulk;
    if (b->container && text_equal(b->path, path))
        return UH_OK;
    uh_status status = name_of(s, NAME_PHRASE, path, &b->container, error);
    b->path = arena_text(&b->memory, path);
    return status == UH_OK && !b->path.at ? error_nomem(error) : status;
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
        "d.id << 18 AND (d.id << 18) + 262143) + 1, 0) FROM documents d WHERE d.name = ?2 AND "
        "d.key = ?1",
        &q, error);
    if (status != UH_OK)
        return status;
    bind_key(q, 1, key);
    sqlite3_bind_int64(q, 2, handle_mark(key));
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

/* Between batches, articles are forgotten when they are too many; from then on they are looked up.
 */
static uh_status make_room(store *s, uh_error *error) {
    bool was_fresh = s->bulk->is_fresh;
    if (s->bulk->n < ARTICLES_KEPT)
        return UH_OK;
    forget_articles(s->bulk);
    return was_fresh ? handle_exec(s, name_index, error) : UH_OK;
}

/* Finds the place of an article among those remembered; *known: it was there. */
static uh_status place_of(store *s, uint64_t key, uint32_t *place, bool *known, uh_error *error) {
    struct bulk *b = s->bulk;
    *known = map_get(&b->known, key, place);
    if (*known)
        return UH_OK;
    const article_row *made = ARENA_PUSH(&b->memory, b->articles, b->n, b->cap);
    if (!made || !map_put(&b->known, &b->memory, key, b->n - 1))
        return error_nomem(error);
    *place = b->n - 1;
    return UH_OK;
}

/* Takes an article that is new: into the tables of a new record, or into the batch. */
static uh_status take_article(store *s, const coded *c, uint64_t key, const import_place *at,
                              article_row *row, uh_error *error) {
    struct bulk *b = s->bulk;
    batch_article a = { .id = b->next_document,
                        .key = key,
                        .own_id = c->article.len ? c->article : c->id,
                        .url = c->url,
                        .title = c->title,
                        .published = c->published,
                        .offset = at->offset,
                        .line = at->line };
    uh_status status = set_container(s, at->path, error);
    a.container = b->container;
    if (status == UH_OK)
        status = name_of(s, NAME_OUTLET, c->outlet, &a.outlet, error);
    if (status == UH_OK && b->fresh)
        status = fresh_article(s, b->fresh, &a, error);
    if (status != UH_OK)
        return status;
    *row = (article_row){ b->next_document++, 0 };
    if (b->fresh)
        b->counts.articles++;
    else
        b->waiting.articles[b->waiting.n_articles++] = a;
    return UH_OK;
}

/* Finds or makes the article of a row. A row that names none is an article of its own. */
static uh_status article_of(store *s, layout l, const coded *c, const import_place *at,
                            uint32_t *place, uh_error *error) {
    bool known = false;
    uint64_t key = hash_mix(0x696d706f7274, (uint64_t)l);
    key = c->article.len ? hash_mix(hash_mix(key, hash_text(c->outlet)), hash_text(c->article))
                         : hash_mix(key, c->key);
    uh_status status = place_of(s, key, place, &known, error);
    article_row *row = &s->bulk->articles[*place];
    if (status != UH_OK || (known && row->document))
        return status;
    status = find_article(s, key, &known, row, error);
    return status != UH_OK || known ? status : take_article(s, c, key, at, row, error);
}

/* ---- a row joins the batch ---- */

static uh_status wait_sides(store *s, text codes, int8_t side_of, uh_error *error) {
    batch *b = &s->bulk->waiting;
    for (size_t at = 0; at < codes.len;) {
        text rest = text_cut(codes, at, codes.len);
        const char *blank = memchr(rest.at, ' ', rest.len);
        size_t len = blank ? (size_t)(blank - rest.at) : rest.len;
        int64_t actor;
        uh_status status = name_of(s, NAME_ACTOR, text_cut(rest, 0, len), &actor, error);
        if (status != UH_OK)
            return status;
        batch_side *side = ARENA_PUSH(&b->memory, b->sides, b->n_sides, b->sides_cap);
        if (!side)
            return error_nomem(error);
        *side = (batch_side){ actor, b->n_rows, side_of };
        at += len + 1;
    }
    return UH_OK;
}

/* Makes the texts of a row the batch's own. */
static bool keep_texts(batch *b, batch_row *r, text original, text raw) {
    coded *c = &r->c;
    text *const texts[] = { &c->id,         &c->actor,   &c->recipient,
                            &c->actor_text, &c->article, &c->recipient_text,
                            &c->outlet,     &c->url,     &c->title,
                            &c->sentence,   &c->place,   &c->country,
                            &c->counts,     &c->code };
    r->original = arena_text(&b->memory, original);
    r->raw = text_equal(raw, original) ? r->original : arena_text(&b->memory, raw);
    b->bytes += original.len;
    for (size_t i = 0; r->original.at && i < sizeof texts / sizeof *texts; i++)
        *texts[i] = batch_text(b, *texts[i], original, r->original);
    return !b->memory.failed;
}

/* The article that came with the row borrows from it. */
static void keep_article(batch *b, const batch_row *r) {
    batch_article *a = &b->articles[b->n_articles - 1];
    a->own_id = r->c.article.len ? r->c.article : r->c.id;
    a->url = r->c.url;
    a->title = r->c.title;
}

/* Looks once for the empty sentence that an earlier import made. */
static uh_status look_for_empty(store *s, uh_error *error) {
    if (s->bulk->has_looked)
        return UH_OK;
    s->bulk->has_looked = true;
    return number_of(
        s,
        "SELECT ifnull((SELECT n.id FROM originals o JOIN reports r ON r.id = o.report "
        "JOIN sentences n ON n.id = r.sentence WHERE n.bytes = 0 LIMIT 1), 0)",
        &s->bulk->empty, error);
}

/* Gives a row its sentence: its own words, or the empty one that all without words share. */
static void word_row(struct bulk *b, batch_row *r) {
    r->is_worded = r->c.sentence.len || b->empty == 0;
    r->words = r->is_worded ? b->next_sentence++ : b->empty;
    if (r->c.sentence.len == 0)
        b->empty = r->words;
    b->waiting.n_worded += r->is_worded;
}

/* Gives a row its article and its number there. */
static uh_status place_row(store *s, layout l, const coded *c, const import_place *at, batch_row *r,
                           uh_error *error) {
    uint32_t place;
    uh_status status = article_of(s, l, c, at, &place, error);
    if (status != UH_OK)
        return status;
    article_row *known = &s->bulk->articles[place];
    if (known->next > ROWS_MOST)
        return error_set(error, UH_LIMIT, s->path, "more than %d rows name one article", ROWS_MOST);
    *r = (batch_row){ .id = known->document << DOCUMENT_BITS | known->next++,
                      .c = *c,
                      .layout = l,
                      .article = place,
                      .path = at->path,
                      .offset = at->offset,
                      .line = at->line };
    return UH_OK;
}

/* Puts a row that has its place at the end of the batch. */
static uh_status wait_row(store *s, text original, text raw, bool has_new_article,
                          uh_error *error) {
    struct bulk *b = s->bulk;
    batch_row *r = &b->waiting.rows[b->waiting.n_rows];
    if (!keep_texts(&b->waiting, r, original, raw))
        return error_nomem(error);
    if (has_new_article)
        keep_article(&b->waiting, r);
    uh_status status = wait_sides(s, r->c.actor, 1, error);
    if (status == UH_OK)
        status = wait_sides(s, r->c.recipient, 2, error);
    b->waiting.n_rows++;
    return status;
}

static uh_status add_row(store *s, layout l, const coded *c, text original, text raw,
                         const import_place *at, uh_error *error) {
    struct bulk *b = s->bulk;
    uint32_t before = b->waiting.n_articles;
    batch_row *r = &b->waiting.rows[b->waiting.n_rows];
    uh_status status = place_row(s, l, c, at, r, error);
    if (status != UH_OK)
        return status;
    word_row(b, r);
    return wait_row(s, original, raw, b->waiting.n_articles > before, error);
}

/* ---- a new record ---- */

static void word_fresh(struct bulk *b, batch_row *r) {
    if (b->empty == 0) {
        b->empty = b->next_sentence++;
        fresh_empty_sentence(b->fresh, b->empty, r->id >> DOCUMENT_BITS);
    }
    r->words = b->empty;
}

/* A row whose article is written already waits for the batch behind the rest. */
static uh_status add_fresh(store *s, layout l, const coded *c, text original, text raw,
                           const import_place *at, uh_error *error) {
    struct bulk *b = s->bulk;
    batch_row *r = &b->waiting.rows[b->waiting.n_rows];
    bool is_late = false;
    fresh_found found = fresh_look(b->fresh, l, c->key, original);
    if (found == FRESH_OTHER)
        return b->refuse(b->context, at, raw, error);
    if (found == FRESH_SAME) {
        b->counts.known++;
        return UH_OK;
    }
    uh_status status = place_row(s, l, c, at, r, error);
    if (status != UH_OK)
        return status;
    r->path = (text){ "", 0 }; // its file may be closed when it is written
    r->original = original;
    word_fresh(b, r);
    status = fresh_row(s, b->fresh, r, &is_late, error);
    if (status == UH_OK && is_late)
        return wait_row(s, original, raw, false, error);
    b->counts.made += status == UH_OK;
    return status;
}

static uh_status keep_note(struct bulk *b, const uh_note *n, text row, uh_error *error) {
    arena *a = &b->notes_memory;
    waiting_note *w = ARENA_PUSH(a, b->notes, b->n_notes, b->notes_cap);
    if (!w)
        return error_nomem(error);
    *w = (waiting_note){ *n, arena_text(a, row) };
    w->note.path = arena_text(a, text_of(n->path)).at;
    w->note.stage = arena_text(a, text_of(n->stage)).at;
    w->note.message = arena_text(a, text_of(n->message)).at;
    return a->failed ? error_nomem(error) : UH_OK;
}

static uh_status write_notes(store *s, uh_error *error) {
    struct bulk *b = s->bulk;
    uh_status status = UH_OK;
    for (uint32_t i = 0; i < b->n_notes && status == UH_OK; i++)
        status = import_note(s, &b->notes[i].note, b->notes[i].row, error);
    arena_free(&b->notes_memory);
    b->notes = NULL;
    b->n_notes = b->notes_cap = 0;
    return status;
}

/* Puts the tables into the record; what waited for them follows. */
static uh_status leave_fresh(store *s, uh_error *error) {
    struct bulk *b = s->bulk;
    fresh *f = b->fresh;
    b->fresh = NULL;
    uh_status status = fresh_end(s, f, error);
    if (status == UH_OK)
        status = handle_begin(s, error);
    if (status == UH_OK)
        status = import_flush(s, error);
    return status == UH_OK ? write_notes(s, error) : status;
}

/* The other rows go the usual way. */
static uh_status go_on(store *s, uh_error *error) {
    uh_status status = leave_fresh(s, error);
    return status == UH_OK && s->bulk->counts.made < ROWS_FEW ? defer_indexes(s, error) : status;
}

static uh_status phrases(store *s, uh_error *error) {
    struct bulk *b = s->bulk;
    if (b->coded)
        return UH_OK;
    uh_status status = name_of(s, NAME_PHRASE, (text){ "", 0 }, &b->nothing, error);
    return status == UH_OK ? name_of(s, NAME_PHRASE, TEXT("imported"), &b->coded, error) : status;
}

static uh_status take_row(store *s, layout l, const coded *c, text original, text raw,
                          const import_place *at, uh_error *error) {
    struct bulk *b = s->bulk;
    uh_status status = handle_begin(s, error);
    if (status == UH_OK)
        status = phrases(s, error);
    if (status == UH_OK && b->fresh)
        return add_fresh(s, l, c, original, raw, at, error);
    if (status == UH_OK && batch_is_full(&b->waiting))
        status = import_flush(s, error);
    if (status == UH_OK && b->waiting.n_rows == 0)
        status = make_room(s, error);
    if (status == UH_OK && c->sentence.len == 0)
        status = look_for_empty(s, error);
    return status == UH_OK ? add_row(s, l, c, original, raw, at, error) : status;
}

uh_status import_row(store *s, layout l, const coded *c, text original, text raw,
                     const import_place *at, uh_error *error) {
    const struct bulk *b = s->bulk;
    bool is_over =
        b->fresh && (c->sentence.len || fresh_is_full(b->fresh) || batch_is_full(&b->waiting));
    uh_status status = is_over ? go_on(s, error) : UH_OK;
    if (status == UH_OK)
        status = take_row(s, l, c, original, raw, at, error);
    s->broken |= status != UH_OK;
    return status;
}

/* ---- the batch is written ---- */

static uh_status write_share(store *s, const char *sql, int64_t first, int64_t second,
                             uh_error *error) {
    sqlite3_stmt *q;
    uh_status status = handle_prepare(s, sql, &q, error);
    if (status != UH_OK)
        return status;
    values r = { q, 0 };
    if (sqlite3_bind_parameter_count(q) > 0)
        put_number(&r, first);
    if (sqlite3_bind_parameter_count(q) > 1)
        put_number(&r, second);
    return handle_run(s, q, error);
}

static uh_status write_reports(store *s, uh_error *error) {
    return write_share(
        s,
        "INSERT OR IGNORE INTO reports SELECT id, key, id, words, type, mode, status, contexts, "
        "day, precision, intensity, 0, 0, code, actor, recipient, actor_text, recipient_text, "
        "NULL, place, country, latitude, longitude, counts, ?1, ?2, '' FROM import_rows",
        s->bulk->coded, s->bulk->nothing, error);
}

static uh_status write_sentences(store *s, uh_error *error) {
    uh_status status = write_share(s,
                                   "INSERT INTO sentences SELECT words, id >> 18, 0, NULL, 0, 0, "
                                   "0, 0, length(CAST(sentence AS BLOB)), words_packed(sentence), "
                                   "NULL FROM import_rows WHERE worded",
                                   0, 0, error);
    return status != UH_OK
               ? status
               : write_share(s,
                             "INSERT INTO sentence_words (rowid, sentence) SELECT words, "
                             "sentence FROM import_rows WHERE sentence <> ''",
                             0, 0, error);
}

/* What hangs on the reports; shares that are left out have none. */
static uh_status write_rest(store *s, uh_error *error) {
    static const char *const shares[] = {
        ("INSERT INTO events SELECT id, key, NULL, event_day, type, status, reports, 1, sources, 0 "
         "FROM import_rows"),
        "INSERT OR IGNORE INTO sides SELECT actor, event, role FROM import_sides",
        "INSERT INTO originals SELECT id, layout, original FROM import_rows",
    };
    uh_status status = write_share(s,
                                   "INSERT INTO documents SELECT id, key, key >> 32, ?1, own_id, "
                                   "outlet, container, offset, line, "
                                   "?2, 0, day, second, precision, 1, 0, url, title, '', "
                                   "NULL, NULL FROM import_articles",
                                   s->model, MEDIA_CODED, error);
    if (status == UH_OK && s->bulk->waiting.n_worded)
        status = write_sentences(s, error);
    for (size_t i = 0; i < sizeof shares / sizeof *shares && status == UH_OK; i++)
        status = write_share(s, shares[i], 0, 0, error);
    return status;
}

/* ---- rows that stand already ---- */

static uh_status find_report(store *s, const batch_row *r, bool *stands, uh_error *error) {
    sqlite3_stmt *q;
    uh_status status =
        handle_prepare(s, "SELECT 1 FROM reports WHERE id = ?1 AND key = ?2", &q, error);
    if (status != UH_OK)
        return status;
    sqlite3_bind_int64(q, 1, r->id);
    bind_key(q, 2, r->c.key);
    status = handle_step(s, q, error);
    *stands = status == UH_OK;
    sqlite3_reset(q);
    return status == UH_END ? UH_OK : status;
}

/* Numbers go on behind the last row that went in, and an article without any has not come. */
static void settle_articles(struct bulk *b) {
    batch *w = &b->waiting;
    for (uint32_t i = 0; i < w->n_rows; i++) {
        article_row *a = &b->articles[w->rows[i].article];
        uint32_t number = (uint32_t)(w->rows[i].id & ROWS_MOST);
        if (number < a->next)
            a->next = number;
    }
    for (uint32_t i = 0; i < w->n_rows; i++) {
        article_row *a = &b->articles[w->rows[i].article];
        uint32_t number = (uint32_t)(w->rows[i].id & ROWS_MOST);
        if (!w->rows[i].is_left_out && number >= a->next)
            a->next = number + 1;
    }
    for (uint32_t i = 0; i < w->n_articles; i++) {
        uint32_t place = 0;
        batch_article *a = &w->articles[i];
        bool known = map_get(&b->known, a->key, &place);
        a->is_left_out = known && b->articles[place].next == 0;
        if (a->is_left_out)
            b->articles[place].document = 0;
    }
}

/* The row that brought the empty sentence did not come in: the first that did takes its part. */
static void settle_empty(struct bulk *b) {
    bool is_gone = false;
    for (uint32_t i = 0; i < b->waiting.n_rows; i++) {
        batch_row *r = &b->waiting.rows[i];
        if (r->words != b->empty)
            continue;
        is_gone |= r->is_left_out && r->is_worded;
        if (r->is_left_out || !is_gone)
            continue;
        r->is_worded = true;
        return;
    }
    if (is_gone)
        b->empty = 0;
}

static uh_status leave_out(store *s, uh_error *error) {
    batch *w = &s->bulk->waiting;
    uh_status status = UH_OK;
    for (uint32_t i = 0; i < w->n_rows && status == UH_OK; i++) {
        bool stands = false;
        status = find_report(s, &w->rows[i], &stands, error);
        w->rows[i].is_left_out = !stands;
    }
    if (status != UH_OK)
        return status;
    settle_articles(s->bulk);
    settle_empty(s->bulk);
    return UH_OK;
}

/* The row that stands under the key is this one, or another. */
static uh_status compare(store *s, const batch_row *r, bool *same, uh_error *error) {
    sqlite3_stmt *q;
    uh_status status = handle_prepare(s,
                                      "SELECT o.layout, o.row FROM reports r JOIN originals o "
                                      "ON o.report = r.id WHERE r.key = ?1",
                                      &q, error);
    if (status != UH_OK)
        return status;
    bind_key(q, 1, r->c.key);
    status = handle_step(s, q, error);
    *same = status == UH_OK && sqlite3_column_int64(q, 0) == (int64_t)r->layout &&
            text_equal(column_text(q, 1), r->original);
    sqlite3_reset(q);
    return status == UH_END ? UH_OK : status;
}

static uh_status tell_left_out(store *s, uh_error *error) {
    struct bulk *b = s->bulk;
    uh_status status = UH_OK;
    for (uint32_t i = 0; i < b->waiting.n_rows && status == UH_OK; i++) {
        const batch_row *r = &b->waiting.rows[i];
        const import_place at = { r->path, r->offset, r->line };
        bool same = false;
        if (!r->is_left_out)
            continue;
        status = compare(s, r, &same, error);
        b->counts.known += status == UH_OK && same;
        if (status == UH_OK && !same)
            status = b->refuse(b->context, &at, r->raw, error);
    }
    return status;
}

static void count_batch(struct bulk *b) {
    for (uint32_t i = 0; i < b->waiting.n_rows; i++)
        b->counts.made += !b->waiting.rows[i].is_left_out;
    for (uint32_t i = 0; i < b->waiting.n_articles; i++)
        b->counts.articles += !b->waiting.articles[i].is_left_out;
}

uh_status import_flush(store *s, uh_error *error) {
    struct bulk *b = s->bulk;
    if (!b || b->fresh || b->is_writing || b->waiting.n_rows == 0)
        return UH_OK;
    b->is_writing = s->broken = true; // until the batch is whole
    uh_status status = write_reports(s, error);
    bool all = status == UH_OK && (uint32_t)sqlite3_changes(s->db) == b->waiting.n_rows;
    if (status == UH_OK && !all)
        status = leave_out(s, error);
    if (status == UH_OK)
        status = write_rest(s, error);
    if (status == UH_OK && !all)
        status = tell_left_out(s, error);
    if (status == UH_OK)
        count_batch(b);
    batch_clear(&b->waiting);
    b->is_writing = false;
    s->broken = status != UH_OK;
    return status;
}

/* ---- notes and the end ---- */

uh_status import_note(store *s, const uh_note *n, text row, uh_error *error) {
    sqlite3_stmt *q;
    if (s->bulk && s->bulk->fresh)
        return keep_note(s->bulk, n, row, error);
    uh_status status = import_flush(s, error); // notes stand in the order of lines
    if (status == UH_OK)
        status = store_note(s, n, error);
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

uh_status import_commit(store *s, uh_error *error) {
    if (s->bulk && s->bulk->fresh) // all at once, when it ends
        return UH_OK;
    uh_status status = import_flush(s, error);
    return status == UH_OK ? store_commit(s, error) : status;
}

uh_status import_finish(store *s, import_counts *counts, uh_error *error) {
    const struct bulk *b = s->bulk;
    uh_status status = b->fresh ? leave_fresh(s, error) : UH_OK;
    if (status == UH_OK)
        status = import_commit(s, error);
    bool is_deferred = b->is_deferred, is_alone = b->is_alone;
    *counts = b->counts;
    import_end(s);
    if (status == UH_OK && is_deferred)
        status = import_indexes(s, error);
    return status == UH_OK && is_alone ? write_to_log(s, error) : status;
}

uh_status import_original(store *s, int64_t report, layout *l, text *row, uh_error *error) {
    sqlite3_stmt *q;
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
