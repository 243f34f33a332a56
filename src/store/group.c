/* group.c - events as groups of reports. */
#include "store/group.h"
#include "store/correct.h"
#include "store/handle.h"
#include "store/print.h"

#include "doc/code.h"

enum { ROLE_OF_ACTOR = 1, ROLE_OF_RECIPIENT = 2 };

/* Calls for each blank-separated code of a list: writes or removes its row in sides. */
static uh_status each_side(store *s, const char *sql, int64_t id, text codes, int side,
                           uh_error *error) {
    uh_status status = UH_OK;
    for (text code; status == UH_OK && code_next(&codes, &code);) {
        int64_t actor;
        status = handle_name(s, NAME_ACTOR, code, &actor, error);
        if (status == UH_OK)
            status = handle_run_numbers(s, sql, (const int64_t[]){ actor, id, side }, 3, error);
    }
    return status;
}

static const char put_side[] = "INSERT OR IGNORE INTO sides VALUES (?1, ?2, ?3)";
static const char drop_side[] = "DELETE FROM sides WHERE actor = ?1 AND event = ?2 AND role = ?3";

/* What an event shows of its reports, and the key of its first. */
#define FACE_OF_EVENT                                                                              \
    "SELECT f.actor, f.recipient, r.key, f.day, f.type, f.status FROM reports r, reports f "       \
    "WHERE r.id = ?1 AND f.id = ?2"

/* Writes or removes the sides of an event, which are those of its face. */
static uh_status sides_of(store *s, const char *sql, int64_t id, sqlite3_stmt *face,
                          uh_error *error) {
    uh_status status = each_side(s, sql, id, column_text(face, 0), ROLE_OF_ACTOR, error);
    return status == UH_OK ? each_side(s, sql, id, column_text(face, 1), ROLE_OF_RECIPIENT, error)
                           : status;
}

/* Binds ?1 to ?6: the event, its face, its counts. */
static void bind_event(sqlite3_stmt *q, const group_event *e) {
    values r = { q, 0 };
    put_number(&r, e->first);
    put_number_or_null(&r, e->face == e->first ? 0 : e->face);
    put_number(&r, e->reports);
    put_number(&r, e->outlets);
    put_number(&r, e->sources);
    put_number(&r, e->rejected);
}

/* One row of values: a statement that reads its rows would make the full-text index write out
 * what it holds each time. */
static uh_status insert_event(store *s, const group_event *e, sqlite3_stmt *face, uh_error *error) {
    sqlite3_stmt *q;
    uh_status status = handle_prepare(
        s, "INSERT INTO events VALUES (?1, ?7, ?2, ?8, ?9, ?10, ?3, ?4, ?5, ?6)", &q, error);
    if (status != UH_OK)
        return status;
    bind_event(q, e);
    values r = { q, 6 };
    put_key(&r, column_key(face, 2));
    put_number(&r, sqlite3_column_type(face, 3) == SQLITE_NULL ? DAY_UNKNOWN
                                                               : sqlite3_column_int64(face, 3));
    put_number(&r, sqlite3_column_int64(face, 4));
    put_number(&r, sqlite3_column_int64(face, 5));
    return handle_run(s, q, error);
}

uh_status group_write_event(store *s, const group_event *e, uh_error *error) {
    sqlite3_stmt *face;
    uh_status status = handle_prepare(s, FACE_OF_EVENT, &face, error);
    if (status != UH_OK)
        return status;
    sqlite3_bind_int64(face, 1, e->first);
    sqlite3_bind_int64(face, 2, e->face);
    status = handle_step(s, face, error);
    if (status == UH_OK)
        status = insert_event(s, e, face, error);
    if (status == UH_OK && !e->rejected)
        status = sides_of(s, put_side, e->first, face, error);
    sqlite3_reset(face);
    return status == UH_END ? UH_OK : status;
}

uh_status group_put_report(store *s, int64_t report, int64_t into, uh_error *error) {
    return handle_run_numbers(s, "UPDATE reports SET event = ?2 WHERE id = ?1 AND event <> ?2",
                              (const int64_t[]){ report, into }, 2, error);
}

static uh_status is_rejected(store *s, int64_t report, bool *rejected, uh_error *error) {
    bool any;
    *rejected = false;
    uh_status status = correct_any(s, &any, error);
    if (status != UH_OK || !any)
        return status;
    return handle_stands(s,
                         "SELECT 1 FROM corrections c JOIN reports r "
                         "ON r.key = c.report WHERE r.id = ?1 AND c.act = 1",
                         &report, 1, rejected, error);
}

uh_status group_alone_as(store *s, const group_event *counts, uh_error *error) {
    group_event alone = *counts;
    uh_status status = is_rejected(s, alone.first, &alone.rejected, error);
    if (status == UH_OK)
        status = group_write_event(s, &alone, error);
    return status == UH_OK ? group_put_report(s, alone.first, alone.first, error) : status;
}

uh_status group_alone(store *s, int64_t report, uh_error *error) {
    const group_event alone = { report, report, 1, 1, 1, false };
    return group_alone_as(s, &alone, error);
}

uh_status group_event_stands(store *s, const group_event *e, bool *stands, uh_error *error) {
    sqlite3_stmt *q;
    uh_status status =
        handle_prepare(s,
                       "SELECT 1 FROM events WHERE id = ?1 AND face IS ?2 AND reports = ?3 "
                       "AND outlets = ?4 AND sources = ?5 AND rejected = ?6",
                       &q, error);
    if (status != UH_OK)
        return status;
    bind_event(q, e);
    status = handle_step(s, q, error);
    *stands = status == UH_OK;
    sqlite3_reset(q);
    return status == UH_END ? UH_OK : status;
}

uh_status group_remove(store *s, int64_t id, uh_error *error) {
    sqlite3_stmt *q;
    uh_status status = handle_prepare(s,
                                      "SELECT f.actor, f.recipient FROM events e "
                                      "JOIN reports f ON f.id = " FACE " WHERE e.id = ?1",
                                      &q, error);
    if (status != UH_OK)
        return status;
    sqlite3_bind_int64(q, 1, id);
    status = handle_step(s, q, error);
    if (status == UH_OK)
        status = sides_of(s, drop_side, id, q, error);
    sqlite3_reset(q);
    if (status != UH_OK)
        return status == UH_END ? UH_OK : status;
    return handle_run_with(s, "DELETE FROM events WHERE id = ?1", id, error);
}

uh_status group_unsettle(store *s, int64_t day, uh_error *error) {
    standing_facts *known = &s->facts;
    if (known->has_day && known->day == day)
        return UH_OK;
    uh_status status =
        handle_run_with(s, "INSERT OR IGNORE INTO unsettled VALUES (?1)", day, error);
    known->has_day = status == UH_OK && s->in_transaction;
    known->day = day;
    return status;
}

uh_status group_settled(store *s, uh_error *error) {
    s->facts.has_day = false;
    return handle_exec(s, "DELETE FROM unsettled", error);
}

uh_status group_begin(store *s, uh_error *error) {
    return handle_begin(s, error);
}

void group_drop(store *s) {
    handle_rollback(s);
}

uh_status group_write_story(store *s, int64_t document, int64_t story, int64_t lead,
                            int64_t original, uh_error *error) {
    sqlite3_stmt *q;
    if (story == document && lead == document && !original)
        return handle_run_with(s, "DELETE FROM stories WHERE document = ?1", document, error);
    uh_status status =
        handle_prepare(s, "INSERT OR REPLACE INTO stories VALUES (?1, ?2, ?3, ?4)", &q, error);
    if (status != UH_OK)
        return status;
    values r = { q, 0 };
    put_number(&r, document);
    put_number(&r, story);
    put_number(&r, lead);
    put_number_or_null(&r, original);
    return handle_run(s, q, error);
}

/* ---- reading ---- */

uh_status group_unsettled(store *s, arena *a, group_days *out, uh_error *error) {
    sqlite3_stmt *q;
    uh_status status = handle_prepare(s, "SELECT day FROM unsettled ORDER BY day", &q, error);
    if (status != UH_OK)
        return status;
    while ((status = handle_step(s, q, error)) == UH_OK) {
        int32_t *day = ARENA_PUSH(a, out->days, out->n, out->cap);
        if (!day) {
            sqlite3_reset(q);
            return error_nomem(error);
        }
        *day = (int32_t)sqlite3_column_int64(q, 0);
    }
    return status == UH_END ? UH_OK : status;
}

static void read_page(sqlite3_stmt *q, group_page *p) {
    *p = (group_page){ .id = sqlite3_column_int64(q, 0), .key = column_key(q, 1) };
    p->day = (int32_t)sqlite3_column_int64(q, 2);
    p->second = (int32_t)sqlite3_column_int64(q, 3);
    p->story = sqlite3_column_int64(q, 4);
    p->lead = sqlite3_column_int64(q, 5);
    p->original = sqlite3_column_int64(q, 6);
    p->outlet = sqlite3_column_int64(q, 7);
    p->named = sqlite3_column_int64(q, 8) != 0;
    p->alone = sqlite3_column_int64(q, 9) != 0;
    print_unpack(&p->print, column_bytes(q, 10));
}

#define OF_DAYS     "d.day BETWEEN ?1 AND ?2"
#define OF_NO_DAY   "d.day IS NULL"
#define COUNT_PAGES "SELECT count(*) FROM documents d WHERE "
#define PAGE_OF_GROUP                                                                              \
    "SELECT d.id, d.key, d.day, d.second, ifnull(t.story, d.id), ifnull(t.lead, d.id), "           \
    "t.original, "                                                                                 \
    "d.outlet, o.name <> '', t.document IS NULL AND "                                              \
    "NOT EXISTS (SELECT 1 FROM stories u WHERE u.story = d.id), "                                  \
    "p.print FROM documents d JOIN prints p ON p.document = d.id LEFT JOIN stories t ON "          \
    "t.document = d.id "                                                                           \
    "JOIN outlets o ON o.id = d.outlet WHERE "

/* Some days; none: of pages without a date. */
typedef struct day_range {
    int32_t first, last;
    bool none;
} day_range;

static uh_status ask_days(store *s, day_range days, const char *of_days, const char *of_no_day,
                          sqlite3_stmt **q, uh_error *error) {
    uh_status status = handle_prepare(s, days.none ? of_no_day : of_days, q, error);
    if (status == UH_OK && !days.none) {
        sqlite3_bind_int64(*q, 1, days.first);
        sqlite3_bind_int64(*q, 2, days.last);
    }
    return status;
}

/* Room for the pages of some days, as there may be many. */
static uh_status make_room(store *s, day_range days, arena *a, group_pages *out, uh_error *error) {
    sqlite3_stmt *q;
    int64_t n = 0;
    uh_status status = ask_days(s, days, COUNT_PAGES OF_DAYS, COUNT_PAGES OF_NO_DAY, &q, error);
    if (status != UH_OK)
        return status;
    status = handle_step(s, q, error);
    if (status == UH_OK)
        n = sqlite3_column_int64(q, 0);
    sqlite3_reset(q);
    if (status != UH_OK)
        return status;
    if (n > UINT32_MAX || !(out->pages = arena_room(a, (size_t)n, sizeof *out->pages)))
        return error_nomem(error);
    out->cap = (uint32_t)n;
    return UH_OK;
}

uh_status group_read_pages(store *s, int32_t first, int32_t last, bool undated, arena *a,
                           group_pages *out, uh_error *error) {
    sqlite3_stmt *q;
    day_range days = { first, last, undated };
    uh_status status = make_room(s, days, a, out, error);
    if (status == UH_OK)
        status = ask_days(s, days, PAGE_OF_GROUP OF_DAYS " ORDER BY d.day, d.second, d.key",
                          PAGE_OF_GROUP OF_NO_DAY " ORDER BY d.second, d.key", &q, error);
    if (status != UH_OK)
        return status;
    while ((status = handle_step(s, q, error)) == UH_OK) {
        group_page *p = ARENA_PUSH(a, out->pages, out->n, out->cap);
        if (!p) {
            sqlite3_reset(q);
            return error_nomem(error);
        }
        read_page(q, p);
    }
    return status == UH_END ? UH_OK : status;
}

uh_status group_story_days(store *s, int64_t story, int32_t *first, int32_t *last,
                           uh_error *error) {
    sqlite3_stmt *q;
    uh_status status = handle_prepare(
        s, "SELECT min(day), max(day) FROM documents WHERE " OF_STORY("?1") " AND day IS NOT NULL",
        &q, error);
    if (status != UH_OK)
        return status;
    sqlite3_bind_int64(q, 1, story);
    status = handle_step(s, q, error);
    if (status == UH_OK && sqlite3_column_type(q, 0) != SQLITE_NULL) {
        *first = (int32_t)sqlite3_column_int64(q, 0);
        *last = (int32_t)sqlite3_column_int64(q, 1);
    }
    sqlite3_reset(q);
    return status == UH_END ? UH_OK : status;
}

static void read_report(sqlite3_stmt *q, arena *a, group_report *r) {
    r->id = sqlite3_column_int64(q, 0);
    r->key = column_key(q, 1);
    r->event = sqlite3_column_int64(q, 2);
    r->type = (uint8_t)sqlite3_column_int64(q, 3);
    r->mode = (uint8_t)sqlite3_column_int64(q, 4);
    r->status = (uint8_t)sqlite3_column_int64(q, 5);
    r->when.day = (int32_t)sqlite3_column_int64(q, 6);
    r->when.precision = (date_precision)sqlite3_column_int64(q, 7);
    r->score = (uint16_t)sqlite3_column_int64(q, 8);
    r->actor = arena_text(a, column_text(q, 9));
    r->recipient = arena_text(a, column_text(q, 10));
    r->trigger = arena_text(a, column_text(q, 11));
    r->sentence = arena_text(a, column_text(q, 12));
    r->rejected = sqlite3_column_int64(q, 13) != 0;
    r->alone = sqlite3_column_int64(q, 14) != 0;
}

uh_status group_read_reports(store *s, int64_t document, arena *a, group_reports *out,
                             uh_error *error) {
    sqlite3_stmt *q;
    uh_status status = handle_prepare(
        s,
        "SELECT r.id, r.key, r.event, r.type, r.mode, r.status, r.day, r.precision, r.score, "
        "r.actor, r.recipient, r.trigger, " WORDS_OF(
            "n") ", "
                 "EXISTS (SELECT 1 FROM corrections c WHERE c.report = r.key AND c.act = 1), "
                 "EXISTS (SELECT 1 FROM corrections c WHERE c.report = r.key AND c.act = 3) "
                 "FROM reports r "
                 "JOIN sentences n ON n.id = r.sentence "
                 "WHERE r.id BETWEEN ?1 << 18 AND (?1 << 18) + 262143 ORDER BY r.id",
        &q, error);
    if (status != UH_OK)
        return status;
    sqlite3_bind_int64(q, 1, document);
    while ((status = handle_step(s, q, error)) == UH_OK) {
        group_report *r = ARENA_PUSH(a, out->reports, out->n, out->cap);
        if (r)
            read_report(q, a, r);
        if (a->failed) {
            sqlite3_reset(q);
            return error_nomem(error);
        }
    }
    return status == UH_END ? UH_OK : status;
}
