/* load.c - the batch is written; rows that stand already are seen by what the reports leave out. */
#include "store/load.h"

/* ---- tables ---- */

static uh_status write_reports(store *s, uh_error *error) {
    return handle_run_numbers(
        s,
        "INSERT OR IGNORE INTO reports SELECT id, key, id, words, type, mode, status, contexts, "
        "day, precision, intensity, 0, 0, code, actor, recipient, actor_text, recipient_text, "
        "NULL, place, country, latitude, longitude, counts, ?1, ?2, '' FROM import_rows",
        (const int64_t[]){ s->bulk->coded, s->bulk->nothing }, 2, error);
}

static uh_status write_sentences(store *s, uh_error *error) {
    uh_status status =
        handle_run_numbers(s,
                           "INSERT INTO sentences SELECT words, id >> 18, 0, NULL, 0, 0, "
                           "0, 0, length(CAST(sentence AS BLOB)), words_packed(sentence), "
                           "NULL FROM import_rows WHERE worded",
                           NULL, 0, error);
    return status != UH_OK
               ? status
               : handle_run_numbers(s,
                                    "INSERT INTO sentence_words (rowid, sentence) SELECT words, "
                                    "sentence FROM import_rows WHERE sentence <> ''",
                                    NULL, 0, error);
}

/* What hangs on the reports; shares that are left out have none. */
static uh_status write_rest(store *s, uh_error *error) {
    static const char *const shares[] = {
        ("INSERT INTO events SELECT id, key, NULL, event_day, type, status, reports, 1, sources, 0 "
         "FROM import_rows"),
        "INSERT OR IGNORE INTO sides SELECT actor, event, role FROM import_sides",
        "INSERT INTO originals SELECT id, layout, original FROM import_rows",
    };
    uh_status status =
        handle_run_numbers(s,
                           "INSERT INTO documents SELECT id, key, key >> 32, ?1, own_id, "
                           "outlet, container, offset, line, "
                           "?2, 0, day, second, precision, 1, 0, url, title, '', "
                           "NULL, NULL FROM import_articles",
                           (const int64_t[]){ s->model, MEDIA_CODED }, 2, error);
    if (status == UH_OK && s->bulk->waiting.n_worded)
        status = write_sentences(s, error);
    for (size_t i = 0; i < sizeof shares / sizeof *shares && status == UH_OK; i++)
        status = handle_run_numbers(s, shares[i], NULL, 0, error);
    return status;
}

/* ---- rows that stand already ---- */

/* Numbers go on behind the last row that went in, and an article without any has not come. */
static void settle_articles(struct bulk *b) {
    batch *w = &b->waiting;
    for (uint32_t i = 0; i < w->n_rows; i++) {
        article_row *a = &b->articles[w->rows[i].article];
        uint32_t number = (uint32_t)(w->rows[i].id & (ROWS_OF_ARTICLE - 1));
        if (number < a->next)
            a->next = number;
    }
    for (uint32_t i = 0; i < w->n_rows; i++) {
        article_row *a = &b->articles[w->rows[i].article];
        uint32_t number = (uint32_t)(w->rows[i].id & (ROWS_OF_ARTICLE - 1));
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
        batch_row *r = &w->rows[i];
        status =
            handle_stands(s, "SELECT 1 FROM reports WHERE id = ?1 AND key = ?2",
                          (const int64_t[]){ r->id, key_to_number(r->c->key) }, 2, &stands, error);
        r->is_left_out = !stands;
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
    bind_key(q, 1, r->c->key);
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

uh_status load_batch(store *s, uh_error *error) {
    struct bulk *b = s->bulk;
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
