/* correct.c - the user's corrections: kept, applied to reports as they come, taken back. */
#include "store/correct.h"
#include "store/group.h"
#include "store/handle.h"
#include "store/question.h"

/* Rows of reports with their keys and the days that settling has to look at. */
typedef struct found {
    int64_t id, event, day;
    uint64_t key;
    group_event counts; // reports 0: the event had several rows, or there is none
} found;

typedef struct found_list {
    found *items;
    uint32_t n, cap;
} found_list;

/* ---- which reports ---- */

static uh_status read_found(store *s, sqlite3_stmt *q, found_list *out, uh_error *error) {
    uh_status status;
    while ((status = handle_step(s, q, error)) == UH_OK) {
        found *f = ARENA_PUSH(&s->page_memory, out->items, out->n, out->cap);
        if (!f) {
            sqlite3_reset(q);
            return error_nomem(error);
        }
        *f = (found){ .id = sqlite3_column_int64(q, 0),
                      .event = sqlite3_column_int64(q, 1),
                      .day = sqlite3_column_int64(q, 2),
                      .key = column_key(q, 3) };
    }
    return status == UH_END ? UH_OK : status;
}

#define FOUND_COLUMNS "SELECT r.id, r.event, ifnull(d.day, 2147483647), r.key FROM reports r "
#define FOUND_DAY     "JOIN documents d ON d.id = r.id >> 18 "

/* Appends all reports of the event that a key names. */
static uh_status find_reports(store *s, uint64_t key, found_list *out, uh_error *error) {
    sqlite3_stmt *q;
    uint32_t before = out->n;
    uh_status status = handle_prepare(
        s,
        FOUND_COLUMNS FOUND_DAY
        "WHERE " OF_EVENT("r", "(SELECT event FROM reports WHERE key = ?1)") " ORDER BY r.id",
        &q, error);
    if (status != UH_OK)
        return status;
    bind_key(q, 1, key);
    status = read_found(s, q, out, error);
    if (status == UH_OK && out->n == before)
        return error_set(error, UH_ARGUMENT, s->path, "no event %016llx", (unsigned long long)key);
    return status;
}

/* Appends the reports that were merged with one of those found, by either side's word. */
static uh_status find_tied(store *s, uint64_t key, found_list *out, uh_error *error) {
    sqlite3_stmt *q;
    uh_status status = handle_prepare(
        s,
        FOUND_COLUMNS FOUND_DAY "WHERE r.key IN (SELECT other FROM corrections WHERE report = ?1 "
                                "AND act = 2 UNION SELECT report FROM corrections "
                                "WHERE other = ?1 AND act = 2) ORDER BY r.id",
        &q, error);
    if (status != UH_OK)
        return status;
    bind_key(q, 1, key);
    return read_found(s, q, out, error);
}

static bool holds(const found_list *l, uint64_t key) {
    for (uint32_t i = 0; i < l->n; i++)
        if (l->items[i].key == key)
            return true;
    return false;
}

/* ---- events taken apart, and left to settling ---- */

/* What others coded carries their own count of reports: an event of one row keeps its counts. */
static uh_status keep_counts(store *s, found *f, uh_error *error) {
    sqlite3_stmt *q;
    uh_status status = handle_prepare(
        s,
        "SELECT e.reports, e.outlets, e.sources FROM events e WHERE e.id = ?1 AND NOT EXISTS "
        "(SELECT 1 FROM reports r WHERE r.event = ?1 AND r.event <> r.id)",
        &q, error);
    if (status != UH_OK)
        return status;
    sqlite3_bind_int64(q, 1, f->id);
    status = handle_step(s, q, error);
    if (status == UH_OK)
        f->counts = (group_event){ .first = f->id,
                                   .face = f->id,
                                   .reports = (uint32_t)sqlite3_column_int64(q, 0),
                                   .outlets = (uint32_t)sqlite3_column_int64(q, 1),
                                   .sources = (uint32_t)sqlite3_column_int64(q, 2) };
    sqlite3_reset(q);
    return status == UH_END ? UH_OK : status;
}

static uh_status remove_events(store *s, const found_list *l, uh_error *error) {
    uh_status status = UH_OK;
    for (uint32_t i = 0; i < l->n && status == UH_OK; i++)
        status = keep_counts(s, &l->items[i], error);
    for (uint32_t i = 0; i < l->n && status == UH_OK; i++) {
        status = group_remove(s, l->items[i].event, error);
        if (status == UH_OK)
            status = group_unsettle(s, l->items[i].day, error);
    }
    return status;
}

static uh_status stand_alone(store *s, const found_list *l, uh_error *error) {
    uh_status status = UH_OK;
    for (uint32_t i = 0; i < l->n && status == UH_OK; i++) {
        found *f = &l->items[i];
        status = group_remove(s, f->id, error); // a report may be found twice
        if (status == UH_OK && f->counts.reports)
            status = group_alone_as(s, &f->counts, error);
        else if (status == UH_OK)
            status = group_alone(s, f->id, error);
    }
    return status;
}

/* ---- recoding ---- */

/* Puts what the coder said back. */
static uh_status restore(store *s, int64_t report, uh_error *error) {
    uh_status status = handle_run_with(
        s,
        "UPDATE reports SET (type, mode, status, day, precision, intensity, actor, recipient) = "
        "(SELECT type, mode, status, day, precision, intensity, actor, recipient FROM coded "
        "WHERE report = ?1) WHERE id = ?1 AND EXISTS (SELECT 1 FROM coded WHERE report = ?1)",
        report, error);
    return status == UH_OK
               ? handle_run_with(s, "DELETE FROM coded WHERE report = ?1", report, error)
               : status;
}

/* The intensity follows the type and mode. */
static uh_status weigh_again(store *s, int64_t report, uh_error *error) {
    sqlite3_stmt *q;
    uh_status status = handle_prepare(s, "SELECT type, mode FROM reports WHERE id = ?1", &q, error);
    if (status != UH_OK)
        return status;
    sqlite3_bind_int64(q, 1, report);
    status = handle_step(s, q, error);
    if (status != UH_OK)
        return status == UH_END ? UH_OK : status;
    double score = plover_score((event_type)sqlite3_column_int(q, 0), sqlite3_column_int(q, 1));
    sqlite3_reset(q);
    return handle_run_numbers(s, "UPDATE reports SET intensity = ?2 WHERE id = ?1",
                              (const int64_t[]){ report, in_parts(score, POINT) }, 2, error);
}

uh_status correct_any(store *s, bool *any, uh_error *error) {
    standing_facts *known = &s->facts;
    uh_status status = UH_OK;
    *any = known->has_corrections;
    if (!known->corrections_asked)
        status = handle_stands(s, "SELECT 1 FROM corrections LIMIT 1", NULL, 0, any, error);
    known->corrections_asked = status == UH_OK && s->in_transaction;
    known->has_corrections = *any;
    return status;
}

uh_status correct_report(store *s, int64_t report, uint64_t key, uh_error *error) {
    sqlite3_stmt *q;
    bool any;
    uh_status status = correct_any(s, &any, error);
    if (status != UH_OK || !any)
        return status;
    status =
        handle_prepare(s, "SELECT type FROM corrections WHERE report = ?1 AND act = 4", &q, error);
    if (status != UH_OK)
        return status;
    bind_key(q, 1, key);
    status = handle_step(s, q, error);
    bool typed = status == UH_OK && sqlite3_column_type(q, 0) != SQLITE_NULL;
    sqlite3_reset(q);
    if (status != UH_OK)
        return status == UH_END ? UH_OK : status;
    status = handle_run_with(
        s,
        "INSERT OR IGNORE INTO coded SELECT id, type, mode, status, day, precision, "
        "intensity, actor, recipient FROM reports WHERE id = ?1",
        report, error);
    if (status == UH_OK)
        status = handle_run_numbers(s,
                                    "UPDATE reports SET type = ifnull(c.type, reports.type), "
                                    "mode = ifnull(c.mode, reports.mode), "
                                    "status = ifnull(c.status, reports.status), "
                                    "precision = iif(c.day IS NULL, reports.precision, 4), "
                                    "day = ifnull(c.day, reports.day), "
                                    "actor = ifnull(c.actor, reports.actor), "
                                    "recipient = ifnull(c.recipient, reports.recipient) "
                                    "FROM corrections c WHERE reports.id = ?1 AND c.report = ?2 "
                                    "AND c.act = 4",
                                    (const int64_t[]){ report, key_to_number(key) }, 2, error);
    return status == UH_OK && typed ? weigh_again(s, report, error) : status;
}

/* ---- writing corrections ---- */

static void put_set(values *r, int number) {
    if (number < 0)
        put_null(r);
    else
        put_number(r, number);
}

static void put_codes(values *r, text codes) {
    if (codes.at)
        put_text(r, codes);
    else
        put_null(r);
}

/* Keeps a correction under the id of a report. */
static uh_status put_correction(store *s, uint64_t report, const correction *c, uh_error *error) {
    const recoding *x = &c->given;
    bool recode = c->act == CORRECT_RECODE;
    sqlite3_stmt *q;
    s->facts.corrections_asked = false;
    uh_status status = handle_prepare(
        s,
        "INSERT OR REPLACE INTO corrections VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        &q, error);
    if (status != UH_OK)
        return status;
    values r = { q, 0 };
    put_key(&r, report);
    put_number(&r, c->act);
    if (c->act == CORRECT_MERGE)
        put_key(&r, c->other);
    else
        put_null(&r);
    put_set(&r, recode ? x->type : -1);
    put_set(&r, recode ? x->mode : -1);
    put_set(&r, recode ? x->status : -1);
    if (recode && x->day_set)
        put_number(&r, x->day);
    else
        put_null(&r);
    put_codes(&r, recode ? x->actor : (text){ 0 });
    put_codes(&r, recode ? x->recipient : (text){ 0 });
    put_text(&r, c->why);
    put_number(&r, c->made);
    return handle_run(s, q, error);
}

static uh_status take_back(store *s, const found *f, uh_error *error) {
    uh_status status = restore(s, f->id, error);
    return status == UH_OK
               ? handle_run_with(
                     s, "DELETE FROM corrections WHERE report = ?1 OR (other = ?1 AND act = 2)",
                     key_to_number(f->key), error)
               : status;
}

static uh_status correct_one(store *s, const correction *c, const found *f, uh_error *error) {
    if (c->act == CORRECT_UNDO)
        return take_back(s, f, error);
    uh_status status = c->act == CORRECT_RECODE ? restore(s, f->id, error) : UH_OK;
    if (status == UH_OK)
        status = put_correction(s, f->key, c, error);
    return status == UH_OK && c->act == CORRECT_RECODE ? correct_report(s, f->id, f->key, error)
                                                       : status;
}

/* The first n of l are the event's own reports. */
static uh_status write_corrections(store *s, const correction *c, const found_list *l, uint32_t n,
                                   uh_error *error) {
    uh_status status = UH_OK;
    if (c->act == CORRECT_SPLIT)
        return put_correction(s, c->other, c, error);
    if (c->act == CORRECT_MERGE) { // one tie is enough
        correction tie = *c;
        tie.other = l->items[n].key;
        return put_correction(s, l->items[0].key, &tie, error);
    }
    for (uint32_t i = 0; i < n && status == UH_OK; i++)
        status = correct_one(s, c, &l->items[i], error);
    return status;
}

/* Fills l with the event's reports, *n of them, then with those of others that change too. */
static uh_status find_all(store *s, const correction *c, found_list *l, uint32_t *n,
                          uh_error *error) {
    uh_status status = find_reports(s, c->of, l, error);
    *n = l->n;
    if (status == UH_OK && c->act == CORRECT_MERGE) {
        status = find_reports(s, c->other, l, error);
        if (status == UH_OK && l->items[0].event == l->items[*n].event)
            return error_set(error, UH_ARGUMENT, s->path, "%016llx and %016llx are one event",
                             (unsigned long long)c->of, (unsigned long long)c->other);
    }
    if (status == UH_OK && c->act == CORRECT_SPLIT && !holds(l, c->other))
        return error_set(error, UH_ARGUMENT, s->path, "%016llx is no report of event %016llx",
                         (unsigned long long)c->other, (unsigned long long)c->of);
    for (uint32_t i = 0; i < *n && status == UH_OK && c->act == CORRECT_UNDO; i++)
        status = find_tied(s, l->items[i].key, l, error);
    return status;
}

uh_status correct_event(store *s, const correction *c, uh_error *error) {
    found_list l = { 0 };
    uint32_t n = 0;
    arena_reset(&s->page_memory);
    uh_status status = handle_begin(s, error);
    if (status == UH_OK)
        status = find_all(s, c, &l, &n, error);
    if (status == UH_OK)
        status = remove_events(s, &l, error);
    if (status == UH_OK)
        status = write_corrections(s, c, &l, n, error);
    if (status == UH_OK)
        status = stand_alone(s, &l, error);
    if (status != UH_OK)
        handle_rollback(s);
    return status;
}

/* ---- merging ---- */

uh_status correct_read_ties(store *s, arena *a, correct_ties *out, uh_error *error) {
    sqlite3_stmt *q;
    uh_status status =
        handle_prepare(s,
                       "SELECT x, y FROM (SELECT " STORY_OF("r.id >> 18") " AS x, " STORY_OF(
                           "t.id >> 18") " AS y "
                                         "FROM corrections c JOIN reports r ON r.key = c.report "
                                         "JOIN reports t ON t.key = c.other "
                                         "WHERE c.act = 2) WHERE x <> y",
                       &q, error);
    if (status != UH_OK)
        return status;
    *out = (correct_ties){ 0 };
    while ((status = handle_step(s, q, error)) == UH_OK) {
        correct_tie *t = ARENA_PUSH(a, out->ties, out->n, out->cap);
        if (!t) {
            sqlite3_reset(q);
            return error_nomem(error);
        }
        *t = (correct_tie){ sqlite3_column_int64(q, 0), sqlite3_column_int64(q, 1) };
    }
    return status == UH_END ? UH_OK : status;
}

uh_status correct_unsettle(store *s, uh_error *error) {
    return handle_exec(
        s,
        "INSERT OR IGNORE INTO unsettled SELECT ifnull(d.day, 2147483647) FROM corrections c "
        "JOIN reports r ON r.key IN (c.report, c.other) JOIN documents d ON d.id = r.id >> 18 "
        "WHERE c.act = 2 AND EXISTS (SELECT 1 FROM unsettled) AND EXISTS (SELECT 1 FROM reports t "
        "JOIN documents u ON u.id = t.id >> 18 WHERE t.key IN (c.report, c.other) "
        "AND u.day IS NULL)",
        error);
}

/* Counts the reports of two events as one; the earliest report is its first, and the event that had
 * it lends the face. */
static uh_status count_both(store *s, int64_t a, int64_t b, group_event *out, uh_error *error) {
    sqlite3_stmt *q;
    uh_status status = handle_prepare(
        s,
        "WITH all_of AS (SELECT r.id, r.key, r.event, d.day, d.second, d.key AS page, "
        "CASE WHEN o.name = '' THEN 0 ELSE o.id END AS outlet, "
        "CASE WHEN p.name = '' THEN 0 ELSE p.id END AS source FROM reports r "
        "JOIN documents d ON d.id = r.id >> 18 JOIN outlets o ON o.id = d.outlet "
        "JOIN documents g ON g.id = ifnull((SELECT t.original FROM stories t WHERE t.document = "
        "d.id), d.id) JOIN outlets p ON p.id = g.outlet "
        "WHERE " OF_EVENT("r", "?1") " OR " OF_EVENT(
            "r", "?2") "), first AS (SELECT id, event FROM all_of "
                       "ORDER BY ifnull(day, 2147483647), second, page, key LIMIT 1) "
                       "SELECT first.id, " FACE
                       " , count(*), count(DISTINCT outlet), count(DISTINCT "
                       "source) "
                       "FROM all_of, first JOIN events e ON e.id = first.event",
        &q, error);
    if (status != UH_OK)
        return status;
    sqlite3_bind_int64(q, 1, a);
    sqlite3_bind_int64(q, 2, b);
    status = handle_step(s, q, error);
    if (status == UH_OK)
        *out = (group_event){
            sqlite3_column_int64(q, 0),           sqlite3_column_int64(q, 1),
            (uint32_t)sqlite3_column_int64(q, 2), (uint32_t)sqlite3_column_int64(q, 3),
            (uint32_t)sqlite3_column_int64(q, 4), false
        };
    sqlite3_reset(q);
    return status == UH_END ? UH_OK : status;
}

static uh_status join_events(store *s, int64_t a, int64_t b, uh_error *error) {
    group_event both = { 0 };
    uh_status status = count_both(s, a, b, &both, error);
    if (status != UH_OK || !both.first)
        return status;
    status = handle_stands(s, "SELECT 1 FROM events WHERE id IN (?1, ?2) AND rejected <> 0",
                           (const int64_t[]){ a, b }, 2, &both.rejected, error);
    if (status == UH_OK)
        status = group_remove(s, a, error);
    if (status == UH_OK)
        status = group_remove(s, b, error);
    if (status == UH_OK)
        status = group_write_event(s, &both, error);
    if (status != UH_OK)
        return status;
    return handle_run_numbers(s,
                              "UPDATE reports SET event = ?1 WHERE (id IN (?2, ?3) AND event IN "
                              "(?2, ?3)) OR (event IN (?2, ?3) AND event <> id)",
                              (const int64_t[]){ both.first, a, b }, 3, error);
}

/* A report whose event went with another story stands for itself. */
static uh_status make_whole(store *s, int64_t *row, int64_t report, uh_error *error) {
    bool stands;
    uh_status status =
        handle_stands(s, "SELECT 1 FROM events WHERE id = ?1", row, 1, &stands, error);
    if (status != UH_OK || stands)
        return status;
    *row = report;
    return group_alone(s, report, error);
}

/* The event that a report is in now. */
static uh_status event_of(store *s, int64_t report, int64_t *row, uh_error *error) {
    sqlite3_stmt *q;
    uh_status status = handle_prepare(s, "SELECT event FROM reports WHERE id = ?1", &q, error);
    if (status != UH_OK)
        return status;
    sqlite3_bind_int64(q, 1, report);
    status = handle_step(s, q, error);
    *row = status == UH_OK ? sqlite3_column_int64(q, 0) : 0;
    sqlite3_reset(q);
    return status == UH_OK ? make_whole(s, row, report, error) : status;
}

uh_status correct_merge(store *s, uh_error *error) {
    sqlite3_stmt *q;
    arena_reset(&s->page_memory);
    found_list pairs = { 0 };
    uh_status status = handle_prepare(
        s,
        "SELECT r.id, t.id, 0, c.other FROM corrections c JOIN reports r ON r.key = c.report "
        "JOIN reports t ON t.key = c.other WHERE c.act = 2 ORDER BY c.report",
        &q, error);
    if (status == UH_OK)
        status = read_found(s, q, &pairs, error);
    for (uint32_t i = 0; i < pairs.n && status == UH_OK; i++) {
        int64_t a = 0, b = 0;
        status = event_of(s, pairs.items[i].id, &a, error);
        if (status == UH_OK)
            status = event_of(s, pairs.items[i].event, &b, error);
        if (status == UH_OK && a != b)
            status = join_events(s, a, b, error);
    }
    return status;
}

/* ---- questions ---- */

uh_status query_corrections(store *s, uint64_t report, query **out, uh_error *error) {
    query *q = question_make(
        s, "SELECT c.act, ifnull(c.other, 0), c.note, ifnull(k.type, 0), ifnull(k.mode, 0), "
           "ifnull(k.status, 0), ifnull(k.actor, ''), ifnull(k.recipient, '') FROM corrections c "
           "LEFT JOIN reports r ON r.key = c.report LEFT JOIN coded k ON k.report = r.id "
           "WHERE c.report = ");
    if (!q)
        return error_nomem(error);
    put_int(q, key_to_number(report));
    say(q, " ORDER BY c.act");
    return question_open(q, out, error);
}

uh_status query_correction(query *q, correction_row *row, uh_error *error) {
    int code = sqlite3_step(q->q);
    if (code == SQLITE_DONE)
        return UH_END;
    if (code != SQLITE_ROW)
        return handle_error(q->s, sqlite3_extended_errcode(q->s->db), "read", error);
    *row = (correction_row){ .act = (correction_act)sqlite3_column_int(q->q, 0),
                             .other = column_key(q->q, 1),
                             .note = column_text(q->q, 2) };
    if (row->act != CORRECT_RECODE)
        return UH_OK;
    event_type type = (event_type)sqlite3_column_int(q->q, 3);
    buffer_clear(&q->match);
    buffer_format(&q->match, "%s %s, %s, ", plover_type_name(type),
                  plover_mode_name(type, sqlite3_column_int(q->q, 4)),
                  plover_status_name((event_status)sqlite3_column_int(q->q, 5)));
    buffer_text(&q->match, column_text(q->q, 6));
    buffer_string(&q->match, " to ");
    buffer_text(&q->match, column_text(q->q, 7));
    row->coded = buffer_view(&q->match);
    return q->match.failed ? error_nomem(error) : UH_OK;
}
