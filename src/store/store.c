/* store.c - runs, batches, and which pages a record holds. It is opened in open.c; the rows of a
 * page are written in pages.c and taken away in remove.c. */
#include "store/handle.h"
#include "store/pages.h"

#include <stdlib.h>
#include <string.h>

/* ---- batches ---- */

uh_status store_hold(store *s, uh_error *error) {
    return handle_exec(s, "BEGIN", error);
}

const char *store_path(const store *s) {
    return s->path;
}

uh_status store_commit(store *s, uh_error *error) {
    if (!s->in_transaction)
        return UH_OK;
    if (s->broken) {
        handle_rollback(s);
        return error_set(error, UH_STORE, s->path, "the batch was dropped after an error");
    }
    uh_status status = handle_exec(s, "COMMIT", error);
    handle_drop_facts(s);
    if (status == UH_OK)
        s->in_transaction = false;
    else
        handle_rollback(s);
    return status;
}

void store_pack(store *s) {
    static const char sql[] = "INSERT INTO sentence_words (sentence_words) VALUES ('optimize');"
                              "VACUUM";
    int64_t bytes = 0;
    uh_error ignored;
    if (s->in_transaction || handle_bytes(s, &bytes, &ignored) != UH_OK || bytes < 2 * s->bytes ||
        bytes > STORE_PACK_MOST)
        return;
    sqlite3_busy_timeout(s->db, 0); // who writes at the moment may go on
    if (handle_exec(s, sql, &ignored) == UH_OK && handle_bytes(s, &bytes, &ignored) == UH_OK)
        s->bytes = bytes;
    sqlite3_busy_timeout(s->db, STORE_WAIT_MS);
}

/* ---- what this run met ---- */

static uh_status mark_seen(store *s, int64_t document, uh_error *error) {
    size_t byte = (size_t)document / 8;
    if (byte >= s->seen_bytes) {
        size_t more = byte + 1 > 2 * s->seen_bytes ? byte + 1024 : 2 * s->seen_bytes;
        uint8_t *grown = realloc(s->seen, more);
        if (!grown)
            return error_nomem(error);
        memset(grown + s->seen_bytes, 0, more - s->seen_bytes);
        s->seen = grown;
        s->seen_bytes = more;
    }
    s->seen[byte] |= (uint8_t)(1u << (document % 8));
    return UH_OK;
}

static bool was_seen(const store *s, int64_t document) {
    size_t byte = (size_t)document / 8;
    return byte < s->seen_bytes && (s->seen[byte] >> (document % 8) & 1);
}

static uh_status doubt(store *s, int64_t document, uh_error *error) {
    if (s->n_doubts == s->doubts_cap) {
        uint32_t cap = s->doubts_cap ? 2 * s->doubts_cap : 64;
        int64_t *grown = realloc(s->doubts, cap * sizeof *grown);
        if (!grown)
            return error_nomem(error);
        s->doubts = grown;
        s->doubts_cap = cap;
    }
    s->doubts[s->n_doubts++] = document;
    return UH_OK;
}

static int by_row(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* Removes the pages whose file was read to its end and holds, under their name, only others. */
static uh_status drop_doubts(store *s, uh_error *error) {
    uh_status status = UH_OK;
    if (s->n_doubts)
        qsort(s->doubts, s->n_doubts, sizeof *s->doubts, by_row);
    for (uint32_t i = 0; i < s->n_doubts && status == UH_OK; i++)
        if (!was_seen(s, s->doubts[i]) && (i == 0 || s->doubts[i] != s->doubts[i - 1]))
            status = page_remove(s, s->doubts[i], error);
    s->n_doubts = 0;
    return status;
}

/* ---- runs ---- */

static void forget_run(store *s) {
    arena_free(&s->run_memory);
    s->paths_met = (map){ 0 };
    s->n_doubts = 0;
    if (s->seen_bytes)
        memset(s->seen, 0, s->seen_bytes);
    s->run = 0;
}

uh_status store_run_begin(store *s, const char *model_hash, int64_t now, uh_error *error) {
    sqlite3_stmt *q;
    forget_run(s);
    uh_status status = handle_begin(s, error);
    if (status == UH_OK)
        status = handle_name(s, NAME_MODEL, text_of(model_hash), &s->model, error);
    if (status == UH_OK)
        status = handle_prepare(
            s, "INSERT INTO runs VALUES (NULL, ?1, ?2, ?3, NULL, 0, 0, 0, 0, 0, 0, 0, 0, 0)", &q,
            error);
    if (status == UH_OK) {
        values r = { q, 0 };
        put_text(&r, TEXT(UH_VERSION));
        put_number(&r, s->model);
        put_number(&r, now);
        status = handle_run(s, q, error);
    }
    int64_t run = sqlite3_last_insert_rowid(s->db);
    if (status == UH_OK)
        status = store_commit(s, error);
    if (status == UH_OK)
        s->run = run;
    else
        handle_rollback(s);
    return status;
}

static uh_status close_account(store *s, const uh_counts *counts, bool complete, int64_t now,
                               uh_error *error) {
    sqlite3_stmt *q;
    uh_status status = handle_prepare(
        s,
        "UPDATE runs SET ended = ?1, complete = ?2, inputs = ?3, pages = ?4, articles = ?5, "
        "sentences = ?6, events = ?7, skipped = ?8, unchanged = ?9, bytes = ?10 WHERE id = ?11",
        &q, error);
    if (status != UH_OK)
        return status;
    const uint64_t numbers[] = { counts->inputs,    counts->pages,  counts->articles,
                                 counts->sentences, counts->events, counts->skipped,
                                 counts->unchanged, counts->bytes };
    values r = { q, 0 };
    put_number(&r, now);
    put_number(&r, complete);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        put_number(&r, (int64_t)numbers[i]);
    put_number(&r, s->run);
    return handle_run(s, q, error);
}

uh_status store_run_end(store *s, const uh_counts *counts, bool complete, int64_t now,
                        uh_error *error) {
    uh_status status = store_commit(s, error);
    if (status == UH_OK)
        status = handle_begin(s, error);
    if (status == UH_OK && complete)
        status = drop_doubts(s, error);
    if (status == UH_OK)
        status = close_account(s, counts, complete, now, error);
    if (status == UH_OK)
        status = store_commit(s, error);
    if (status != UH_OK)
        handle_rollback(s);
    forget_run(s);
    return status;
}

/* ---- notes of inputs ---- */

/* Drops the notes that earlier runs left on a path, once a run. */
static uh_status meet_path(store *s, text path, uh_error *error) {
    uint32_t known;
    int64_t id = 0;
    bool has_notes = false;
    uint64_t key = hash_text(path);
    if (map_get(&s->paths_met, key, &known))
        return UH_OK;
    if (!map_put(&s->paths_met, &s->run_memory, key, 1))
        return error_nomem(error);
    uh_status status = handle_find_name(s, NAME_PHRASE, path, &id, error);
    if (status == UH_OK)
        status = handle_stands(s, "SELECT 1 FROM notes WHERE path = ?1 LIMIT 1", &id, 1, &has_notes,
                               error);
    if (!has_notes) // as most often, and nothing needs a transaction
        return status == UH_END ? UH_OK : status;
    status = handle_begin(s, error);
    if (status == UH_OK)
        status = handle_run_with(
            s, "DELETE FROM rejects WHERE note IN (SELECT id FROM notes WHERE path = ?1)", id,
            error);
    return status == UH_OK ? handle_run_with(s, "DELETE FROM notes WHERE path = ?1", id, error)
                           : status;
}

uh_status store_meet(store *s, const char *path, uh_error *error) {
    return meet_path(s, text_of(path), error);
}

/* ---- pages ---- */

/* Where a page stands among those with its name. */
typedef struct standing {
    int64_t row;  // 0: not stored
    bool named;   // some page stands under its name
    bool current; // coded by the run's model
    bool moves;   // the file at hand is the one to name
} standing;

/* Of several files that hold the same page the first in byte order is named, so that the order in
 * which they came does not matter. */
static bool stands_earlier(const page *p, text container, int64_t offset) {
    int order = text_compare(p->container, container);
    return order < 0 || (order == 0 && (int64_t)p->offset < offset);
}

static uh_status look_up(store *s, const page *p, const page_key *key, standing *out,
                         uh_error *error) {
    sqlite3_stmt *q;
    uh_status status =
        handle_prepare(s,
                       "SELECT d.id, d.key, d.model, c.phrase, d.offset, d.own_id FROM documents d "
                       "JOIN phrases c ON c.id = d.container WHERE d.name = ?1",
                       &q, error);
    *out = (standing){ 0 };
    if (status != UH_OK)
        return status;
    sqlite3_bind_int64(q, 1, handle_mark(key->name));
    while ((status = handle_step(s, q, error)) == UH_OK) {
        int64_t document = sqlite3_column_int64(q, 0);
        out->named = true;
        if (column_key(q, 1) == key->key) {
            out->row = document;
            out->current = sqlite3_column_int64(q, 2) == s->model;
            out->moves = stands_earlier(p, column_text(q, 3), sqlite3_column_int64(q, 4));
            status = mark_seen(s, document, error);
        } else if (text_equal(column_text(q, 5), p->id) &&
                   text_equal(column_text(q, 3), p->container)) {
            status = doubt(s, document, error);
        }
        if (status != UH_OK)
            break;
    }
    sqlite3_reset(q);
    return status == UH_END ? UH_OK : status;
}

static uh_status move_page(store *s, const page *p, int64_t document, uh_error *error) {
    int64_t container;
    uh_status status = handle_begin(s, error);
    if (status == UH_OK)
        status = handle_name(s, NAME_PHRASE, p->container, &container, error);
    if (status != UH_OK)
        return status;
    return handle_run_numbers(
        s, "UPDATE documents SET container = ?1, offset = ?2, line = ?3 WHERE id = ?4",
        (const int64_t[]){ container, (int64_t)p->offset, p->line, document }, 4, error);
}

/* Remembers that no page stood under a name, as long as it is sure. */
static void note_absent(store *s, uint64_t name, bool absent) {
    if (s->in_transaction && !map_put(&s->facts.absent, &s->facts.memory, name, absent))
        handle_drop_facts(s); // it is asked again
}

static bool is_absent(const store *s, uint64_t name) {
    uint32_t absent = 0;
    return map_get(&s->facts.absent, name, &absent) && absent;
}

uh_status store_has(store *s, const page *p, bool *has, uh_error *error) {
    standing at;
    page_key key = page_key_of(p);
    uh_status status = meet_path(s, p->container, error);
    if (status == UH_OK)
        status = look_up(s, p, &key, &at, error);
    if (status == UH_OK && !at.named)
        note_absent(s, key.name, true);
    if (status == UH_OK && at.row && at.current && at.moves)
        status = move_page(s, p, at.row, error);
    if (status == UH_OK)
        *has = at.row && at.current;
    return status;
}

uint32_t store_part(const page *p, uint32_t n) {
    return (uint32_t)(page_key_of(p).name % n);
}

uh_status store_add(store *s, const doc *d, bool *changed, uh_error *error) {
    standing at = { .row = 0 };
    page_key key = page_key_of(&d->page);
    *changed = false;
    uh_status status = handle_begin(s, error);
    if (status == UH_OK && !is_absent(s, key.name))
        status = look_up(s, &d->page, &key, &at, error);
    if (status != UH_OK || (at.row && at.current))
        return status;
    s->broken = true; // until the page is whole
    note_absent(s, key.name, false);
    if (at.row)
        status = page_remove(s, at.row, error);
    if (status == UH_OK)
        status = page_insert(s, d, &key, &at.row, error);
    if (status == UH_OK)
        status = mark_seen(s, at.row, error);
    s->broken = status != UH_OK;
    *changed = status == UH_OK;
    return status;
}

uh_status store_note(store *s, const uh_note *n, uh_error *error) {
    sqlite3_stmt *q;
    int64_t path;
    uh_status status = handle_begin(s, error);
    if (status == UH_OK)
        status = handle_name(s, NAME_PHRASE, text_of(n->path), &path, error);
    if (status == UH_OK)
        status = meet_path(s, text_of(n->path), error);
    if (status == UH_OK)
        status = handle_prepare(s, "INSERT INTO notes VALUES (NULL, ?1, NULL, ?2, ?3, ?4, ?5, ?6)",
                                &q, error);
    if (status != UH_OK)
        return status;
    values r = { q, 0 };
    put_number(&r, path);
    put_text(&r, text_of(n->stage));
    put_number(&r, (int64_t)n->offset);
    put_number(&r, n->line);
    put_number(&r, n->skipped != 0);
    put_text(&r, text_of(n->message));
    return handle_run(s, q, error);
}
