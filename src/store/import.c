/* import.c - rows that others coded. Into a new record they go by fresh.h as long as it takes them,
 * else they wait in a batch (batch.h) that load.h writes. What is looked up for a row is
 * remembered: articles by their key (place.h), names by their hash (handle.h). */
#include "store/import.h"
#include "store/load.h"
#include "store/place.h"

#include "doc/code.h"

#include <stdlib.h>

enum { ROWS_FEW = 1 << 16 };                    // it costs little to sort their indexes once more
#define NOTES_MEMORY ((size_t)32 * 1024 * 1024) // of notes that wait, after which they are written
#define BULK_MEMORY  ((size_t)256 * 1024 * 1024)

/* ---- indexes ---- */

/* A record that is empty when the import begins gets these when it ends: sorting once costs less
 * than finding each row's place. Killed in between, it gets them when it is next opened to be
 * written (open.c); until then questions are answered without, more slowly. */
static const char drop_indexes[] =
    "DROP INDEX IF EXISTS events_day; DROP INDEX IF EXISTS events_type; "
    "DROP INDEX IF EXISTS documents_name; DROP INDEX IF EXISTS documents_day";
static const char all_indexes[] = "CREATE INDEX IF NOT EXISTS documents_name ON documents (name);"
                                  "CREATE INDEX IF NOT EXISTS documents_day ON documents (day);"
                                  "CREATE INDEX IF NOT EXISTS events_day ON events (day);"
                                  "CREATE INDEX IF NOT EXISTS events_type ON events (type, day)";

uh_status import_indexes(store *s, uh_error *error) {
    return handle_exec(s, all_indexes, error);
}

/* ---- beginning and end ---- */

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

uh_status import_begin(store *s, bool is_threaded, import_refuse *refuse, void *context,
                       uh_error *error) {
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
    b->notes_memory.limit = 2 * NOTES_MEMORY;
    status =
        handle_number(s, "SELECT ifnull(max(id), 0) + 1 FROM documents", &b->next_document, error);
    if (status == UH_OK)
        status = handle_number(s, "SELECT ifnull(max(id), 0) + 1 FROM sentences", &b->next_sentence,
                               error);
    if (status != UH_OK || b->next_document != 1)
        return status;
    b->is_fresh = b->is_alone = true;
    write_once(s);
    status = fresh_begin(s, is_threaded, &b->fresh, error);
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

/* ---- a row joins the batch ---- */

static uh_status wait_sides(store *s, text codes, int8_t side_of, uh_error *error) {
    batch *b = &s->bulk->waiting;
    for (text code; code_next(&codes, &code);) {
        int64_t actor;
        uh_status status = place_name(s, NAME_ACTOR, code, &actor, error);
        if (status != UH_OK)
            return status;
        batch_side *side = ARENA_PUSH(&b->memory, b->sides, b->n_sides, b->sides_cap);
        if (!side)
            return error_nomem(error);
        *side = (batch_side){ actor, b->n_rows, side_of };
    }
    return UH_OK;
}

/* Makes the texts of a row the batch's own. */
static bool keep_texts(batch *b, batch_row *r, text original, text raw) {
    coded *c = &b->coded[r - b->rows];
    *c = *r->c;
    r->c = c;
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
    a->own_id = r->c->article.len ? r->c->article : r->c->id;
    a->url = r->c->url;
    a->title = r->c->title;
}

/* Looks once for the empty sentence that an earlier import made. */
static uh_status look_for_empty(store *s, uh_error *error) {
    if (s->bulk->has_looked)
        return UH_OK;
    s->bulk->has_looked = true;
    return handle_number(
        s,
        "SELECT ifnull((SELECT n.id FROM originals o JOIN reports r ON r.id = o.report "
        "JOIN sentences n ON n.id = r.sentence WHERE n.bytes = 0 LIMIT 1), 0)",
        &s->bulk->empty, error);
}

/* Gives a row its sentence: its own words, or the empty one that all without words share. */
static void word_row(struct bulk *b, batch_row *r) {
    r->is_worded = r->c->sentence.len || b->empty == 0;
    r->words = r->is_worded ? b->next_sentence++ : b->empty;
    if (r->c->sentence.len == 0)
        b->empty = r->words;
    b->waiting.n_worded += r->is_worded;
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
    uh_status status = wait_sides(s, r->c->actor, 1, error);
    if (status == UH_OK)
        status = wait_sides(s, r->c->recipient, 2, error);
    b->waiting.n_rows++;
    return status;
}

static uh_status add_row(store *s, layout l, const coded *c, text original, text raw,
                         const import_place *at, uh_error *error) {
    struct bulk *b = s->bulk;
    uint32_t before = b->waiting.n_articles;
    batch_row *r = &b->waiting.rows[b->waiting.n_rows];
    r->article_key = place_expect(s, l, c);
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
    r->article_key = place_expect(s, l, c);
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
    uh_status status = place_name(s, NAME_PHRASE, (text){ "", 0 }, &b->nothing, error);
    return status == UH_OK ? place_name(s, NAME_PHRASE, TEXT("imported"), &b->coded, error)
                           : status;
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
        status = place_forget(s, error);
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

/* ---- notes and the end ---- */

uh_status import_flush(store *s, uh_error *error) {
    const struct bulk *b = s->bulk;
    if (b && b->fresh)
        fresh_settle(b->fresh);
    bool is_due = b && !b->fresh && !b->is_writing && b->waiting.n_rows > 0;
    return is_due ? load_batch(s, error) : UH_OK;
}

uh_status import_note(store *s, const uh_note *n, text row, uh_error *error) {
    sqlite3_stmt *q;
    struct bulk *b = s->bulk;
    bool is_fresh = b && b->fresh;
    if (is_fresh && b->notes_memory.total < NOTES_MEMORY)
        return keep_note(b, n, row, error);
    uh_status status = is_fresh ? go_on(s, error) : UH_OK;
    if (status == UH_OK)
        status = import_flush(s, error); // notes stand in the order of lines
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
