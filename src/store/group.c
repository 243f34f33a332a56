/* group.c - events as groups of reports. */
#include "store/group.h"
#include "store/handle.h"

enum { ROLE_OF_ACTOR = 1, ROLE_OF_RECIPIENT = 2 };

/* Calls for each blank-separated code of a list: writes or removes its row in sides. */
static uh_status each_side(store *s, const char *sql, int64_t id, text codes, int side,
                           uh_error *error) {
    uh_status status = UH_OK;
    for (size_t at = 0; at < codes.len && status == UH_OK;) {
        size_t len = text_find(text_cut(codes, at, codes.len), TEXT(" "));
        if (len > codes.len - at)
            len = codes.len - at;
        sqlite3_stmt *q;
        int64_t actor;
        status = handle_name(s, NAME_ACTOR, text_cut(codes, at, at + len), &actor, error);
        if (status == UH_OK)
            status = handle_prepare(s, sql, &q, error);
        if (status == UH_OK) {
            values r = { q, 0 };
            put_number(&r, actor);
            put_number(&r, id);
            put_number(&r, side);
            status = handle_run(s, q, error);
        }
        at += len + 1;
    }
    return status;
}

static const char put_side[] = "INSERT OR IGNORE INTO sides VALUES (?1, ?2, ?3)";
static const char drop_side[] = "DELETE FROM sides WHERE actor = ?1 AND event = ?2 AND role = ?3";

/* Writes or removes the sides of an event, which are those of a report. */
static uh_status sides_of(store *s, const char *sql, int64_t id, int64_t report, uh_error *error) {
    sqlite3_stmt *q;
    uh_status status =
        handle_prepare(s, "SELECT actor, recipient FROM reports WHERE id = ?1", &q, error);
    if (status != UH_OK)
        return status;
    sqlite3_bind_int64(q, 1, report);
    status = handle_step(s, q, error);
    if (status == UH_OK)
        status = each_side(s, sql, id, column_text(q, 0), ROLE_OF_ACTOR, error);
    if (status == UH_OK)
        status = each_side(s, sql, id, column_text(q, 1), ROLE_OF_RECIPIENT, error);
    sqlite3_reset(q);
    return status == UH_END ? UH_OK : status;
}

static uh_status run_with(store *s, const char *sql, int64_t number, uh_error *error) {
    sqlite3_stmt *q;
    uh_status status = handle_prepare(s, sql, &q, error);
    if (status != UH_OK)
        return status;
    sqlite3_bind_int64(q, 1, number);
    return handle_run(s, q, error);
}

uh_status group_alone(store *s, int64_t report, uh_error *error) {
    uh_status status = run_with(s,
                                "INSERT INTO events SELECT id, key, id, ifnull(day, 2147483647), "
                                "type, status, 1, 1, 1 FROM reports WHERE id = ?1",
                                report, error);
    if (status == UH_OK)
        status = run_with(s, "UPDATE reports SET event = id WHERE id = ?1 AND event <> id", report,
                          error);
    return status == UH_OK ? sides_of(s, put_side, report, report, error) : status;
}

uh_status group_remove(store *s, int64_t id, uh_error *error) {
    sqlite3_stmt *q;
    int64_t face = 0;
    uh_status status = handle_prepare(s, "SELECT face FROM events WHERE id = ?1", &q, error);
    if (status != UH_OK)
        return status;
    sqlite3_bind_int64(q, 1, id);
    status = handle_step(s, q, error);
    if (status == UH_OK)
        face = sqlite3_column_int64(q, 0);
    sqlite3_reset(q);
    if (status != UH_OK)
        return status == UH_END ? UH_OK : status;
    status = sides_of(s, drop_side, id, face, error);
    return status == UH_OK ? run_with(s, "DELETE FROM events WHERE id = ?1", id, error) : status;
}

uh_status group_unsettle(store *s, int64_t day, uh_error *error) {
    return run_with(s, "INSERT OR IGNORE INTO unsettled VALUES (?1)", day, error);
}
