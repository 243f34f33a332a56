/* acts.c - the acts of the whole record. */
#include "store/acts.h"

#include "base/error.h"
#include "store/handle.h"

#include <stdlib.h>
#include <string.h>

enum { ROLE_ACTOR = 1, BESIDE_MOST = 64 };

static const char events_sql[] =
    "SELECT id, key, day, type, status FROM events e "
    "WHERE (1 << type) & ?1 AND (1 << status) & ?5 AND day BETWEEN ?2 AND ?3 AND rejected = 0 AND "
    "(type <> ?4 OR "
    "EXISTS (SELECT 1 FROM reports r WHERE r.id = e.face AND (r.trigger LIKE 'veto%' OR "
    "r.trigger LIKE 'reject%' OR r.trigger LIKE 'block%' OR r.trigger LIKE 'vote%'))) ORDER BY id";

static const char actors_sql[] = "SELECT id, code FROM actors ORDER BY id";

static const char sides_sql[] = "SELECT actor, event, role FROM sides ORDER BY actor, event, role";

static const char day_sql[] = "SELECT day FROM documents WHERE day > ?1 AND day <= ?2 AND "
                              "article = 1 AND precision >= 4 ORDER BY day LIMIT 1";

static const char face_sql[] =
    "SELECT s.sentence, r.trigger, r.contexts, r.start - s.start, r.mode, "
    "coalesce(d.day, 2147483647) FROM events e JOIN reports r ON r.id = e.face "
    "JOIN sentences s ON s.id = r.sentence JOIN documents d ON d.id = r.id >> 18 WHERE e.id = ?1";

static const char reports_sql[] =
    "SELECT s.sentence, r.trigger, r.start - s.start, d.own_id FROM events e "
    "JOIN reports r ON r.event = e.id JOIN sentences s ON s.id = r.sentence "
    "JOIN documents d ON d.id = r.id >> 18 WHERE e.id = ?1 "
    "ORDER BY r.id <> e.face, coalesce(d.day, 2147483647), d.second, r.key LIMIT ?2";

static const char beside_sql[] =
    "SELECT actor, recipient FROM reports WHERE id BETWEEN ?1 << 18 AND (?1 + 1 << 18) - 1 "
    "ORDER BY id LIMIT ?2";

static uh_status ended(uh_status status, const arena *a, uh_error *error) {
    if (status != UH_OK && status != UH_END)
        return status;
    return a->failed ? error_nomem(error) : UH_OK;
}

uh_status acts_hold(store *s, bool *began, uh_error *error) {
    *began = false;
    if (!sqlite3_get_autocommit(s->db)) // somebody holds it already
        return UH_OK;
    uh_status status = handle_exec(s, "PRAGMA cache_size = -65536", error); // 64 MiB
    if (status == UH_OK)
        status = handle_exec(s, "BEGIN", error);
    *began = status == UH_OK;
    return status;
}

void acts_release(store *s, bool began) {
    if (began)
        sqlite3_exec(s->db, "COMMIT", NULL, NULL, NULL); // nothing was written: it cannot fail
}

/* ---- events ---- */

static uh_status find_events(store *s, const uint8_t *types, uint32_t n_types, int32_t since,
                             int32_t until, arena *a, around *out, uh_error *error) {
    sqlite3_stmt *q;
    int64_t wanted = 0;
    uh_status status = handle_prepare(s, events_sql, &q, error);
    if (status != UH_OK)
        return status;
    for (uint32_t i = 0; i < n_types; i++)
        wanted |= (int64_t)1 << types[i];
    sqlite3_bind_int64(q, 1, wanted);
    sqlite3_bind_int(q, 2, since);
    sqlite3_bind_int(q, 3, until);
    sqlite3_bind_int(q, 4, EVENT_REJECT);
    sqlite3_bind_int(q, 5,
                     1 << STATUS_ASSERTED | 1 << STATUS_PLANNED | 1 << STATUS_HYPOTHETICAL |
                         1 << STATUS_DENIED);
    while ((status = handle_step(s, q, error)) == UH_OK) {
        around_event *e = ARENA_PUSH(a, out->events, out->n_events, out->events_cap);
        if (!e)
            break;
        *e = (around_event){ .id = sqlite3_column_int64(q, 0),
                             .key = column_key(q, 1),
                             .day = sqlite3_column_int(q, 2),
                             .type = (uint8_t)sqlite3_column_int(q, 3),
                             .status = (uint8_t)sqlite3_column_int(q, 4),
                             .actor = { "", 0 },
                             .recipient = { "", 0 } };
    }
    sqlite3_reset(q);
    return ended(status, a, error);
}

/* ---- sides ---- */

typedef struct actor_row {
    int64_t id;
    text name;
} actor_row;

typedef struct actor_rows {
    actor_row *items; // [n] by id
    uint32_t n, cap;
} actor_rows;

static uh_status find_codes(store *s, arena *a, actor_rows *out, uh_error *error) {
    sqlite3_stmt *q;
    uh_status status = handle_prepare(s, actors_sql, &q, error);
    if (status != UH_OK)
        return status;
    while ((status = handle_step(s, q, error)) == UH_OK) {
        actor_row *c = ARENA_PUSH(a, out->items, out->n, out->cap);
        if (!c)
            break;
        *c = (actor_row){ sqlite3_column_int64(q, 0), arena_text(a, column_text(q, 1)) };
    }
    sqlite3_reset(q);
    return ended(status, a, error);
}

/* Finds an event by its id from a place on: of one actor the ids ascend, so that the next is mostly
 * near. ids: [n] of the events, ascending. *at: the place, moved to it; UINT32_MAX: not there. */
static uint32_t row_of(const int64_t *ids, uint32_t n, int64_t id, uint32_t *at) {
    uint32_t low = *at, step = 1;
    while (low + step < n && ids[low + step] < id) {
        low += step;
        step *= 2;
    }
    uint32_t high = low + step < n ? low + step + 1 : n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (ids[middle] < id)
            low = middle + 1;
        else
            high = middle;
    }
    *at = low;
    return low < n && ids[low] == id ? low : UINT32_MAX;
}

static text joined(arena *a, text list, text next) {
    if (list.len == 0)
        return next;
    char *at = arena_alloc(a, list.len + next.len + 1);
    if (!at)
        return list;
    memcpy(at, list.at, list.len);
    at[list.len] = ' ';
    memcpy(at + list.len + 1, next.at, next.len);
    return (text){ at, list.len + next.len + 1 };
}

static uh_status find_sides(store *s, arena *a, around *out, uh_error *error) {
    sqlite3_stmt *q;
    actor_rows known = { 0 };
    uh_status status = find_codes(s, a, &known, error);
    if (status == UH_OK)
        status = handle_prepare(s, sides_sql, &q, error);
    if (status != UH_OK)
        return status;
    int64_t *ids = arena_array(a, out->n_events, sizeof *ids);
    for (uint32_t i = 0; ids && i < out->n_events; i++)
        ids[i] = out->events[i].id;
    uint32_t at = 0, place = 0;
    while ((status = handle_step(s, q, error)) == UH_OK && !a->failed) {
        int64_t actor = sqlite3_column_int64(q, 0);
        for (; at < known.n && known.items[at].id < actor; at++)
            place = 0;
        uint32_t row = row_of(ids, out->n_events, sqlite3_column_int64(q, 1), &place);
        around_event *e = row < UINT32_MAX ? &out->events[row] : NULL;
        if (!e || at == known.n || known.items[at].id != actor)
            continue;
        text *list = sqlite3_column_int(q, 2) == ROLE_ACTOR ? &e->actor : &e->recipient;
        *list = joined(a, *list, known.items[at].name);
    }
    sqlite3_reset(q);
    return ended(status, a, error);
}

/* ---- days ---- */

/* Coverage: from day to day by the index, not through all documents. */
static uh_status find_days(store *s, int32_t since, int32_t until, arena *a, around *out,
                           uh_error *error) {
    sqlite3_stmt *q;
    int64_t after = (int64_t)since - 1;
    uh_status status = UH_OK;
    while (status == UH_OK && !a->failed) {
        status = handle_prepare(s, day_sql, &q, error);
        if (status != UH_OK)
            return status;
        sqlite3_bind_int64(q, 1, after);
        sqlite3_bind_int(q, 2, until);
        status = handle_step(s, q, error);
        if (status == UH_OK) {
            around_day *day = ARENA_PUSH(a, out->days, out->n_days, out->days_cap);
            after = sqlite3_column_int(q, 0);
            if (day)
                *day = (around_day){ .day = (int32_t)after };
        }
        sqlite3_reset(q);
    }
    return ended(status, a, error);
}

static int by_day(const void *a, const void *b) {
    const around_event *x = a, *y = b;
    if (x->day != y->day)
        return x->day < y->day ? -1 : 1;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return (x->id > y->id) - (x->id < y->id);
}

uh_status acts_find(store *s, const uint8_t *types, uint32_t n_types, int32_t since, int32_t until,
                    arena *a, around *out, uh_error *error) {
    around found = { 0 };
    uh_status status = find_events(s, types, n_types, since, until, a, &found, error);
    if (status == UH_OK)
        status = find_sides(s, a, &found, error);
    if (status == UH_OK)
        status = find_days(s, since, until, a, &found, error);
    if (status != UH_OK)
        return status;
    if (found.n_events)
        qsort(found.events, found.n_events, sizeof *found.events, by_day);
    *out = found;
    return UH_OK;
}

/* ---- one event, one article ---- */

/* Where a trigger stands: at its byte, or where its words stand first. */
static uint32_t place_of(text words, text trigger, int64_t at) {
    bool inside = at >= 0 && (uint64_t)at < words.len;
    size_t found = inside ? (size_t)at : text_find(words, trigger);
    return found == SIZE_MAX ? 0 : (uint32_t)found;
}

uh_status acts_reports(store *s, int64_t id, arena *a, act_report **out, uint32_t *n,
                       uh_error *error) {
    sqlite3_stmt *q;
    act_report *found = NULL;
    uint32_t n_found = 0, cap = 0;
    uh_status status = handle_prepare(s, reports_sql, &q, error);
    if (status != UH_OK)
        return status;
    sqlite3_bind_int64(q, 1, id);
    sqlite3_bind_int(q, 2, AROUND_REPORTS_MOST);
    while ((status = handle_step(s, q, error)) == UH_OK && !a->failed) {
        act_report *r = ARENA_PUSH(a, found, n_found, cap);
        if (r)
            *r = (act_report){ .sentence = arena_text(a, column_text(q, 0)),
                               .own_id = arena_text(a, column_text(q, 3)),
                               .at = place_of(column_text(q, 0), column_text(q, 1),
                                              sqlite3_column_int64(q, 2)) };
    }
    sqlite3_reset(q);
    *out = found;
    *n = n_found;
    return ended(status, a, error);
}

uh_status acts_face(store *s, int64_t id, arena *a, act_face *out, uh_error *error) {
    sqlite3_stmt *q;
    uh_status status = handle_prepare(s, face_sql, &q, error);
    if (status != UH_OK)
        return status;
    *out = (act_face){ .sentence = { "", 0 }, .trigger = { "", 0 }, .day = INT32_MAX };
    sqlite3_bind_int64(q, 1, id);
    status = handle_step(s, q, error);
    if (status == UH_OK) {
        int64_t at = sqlite3_column_int64(q, 3);
        *out = (act_face){ .sentence = arena_text(a, column_text(q, 0)),
                           .trigger = arena_text(a, column_text(q, 1)),
                           .contexts = column_key(q, 2),
                           .mode = (uint8_t)sqlite3_column_int(q, 4),
                           .day = sqlite3_column_int(q, 5) };
        out->at = place_of(out->sentence, out->trigger, at);
    }
    sqlite3_reset(q);
    return ended(status, a, error);
}

uh_status acts_beside(store *s, int64_t number, arena *a, act_sides **out, uint32_t *n,
                      uh_error *error) {
    sqlite3_stmt *q;
    act_sides *found = NULL;
    uint32_t n_found = 0, cap = 0;
    uh_status status = handle_prepare(s, beside_sql, &q, error);
    if (status != UH_OK)
        return status;
    sqlite3_bind_int64(q, 1, number);
    sqlite3_bind_int(q, 2, BESIDE_MOST);
    while ((status = handle_step(s, q, error)) == UH_OK && !a->failed) {
        act_sides *one = ARENA_PUSH(a, found, n_found, cap);
        if (one)
            *one =
                (act_sides){ arena_text(a, column_text(q, 0)), arena_text(a, column_text(q, 1)) };
    }
    sqlite3_reset(q);
    *out = found;
    *n = n_found;
    return ended(status, a, error);
}
