/* acts.c - the acts of the whole record. */
#include "store/acts.h"

#include "base/error.h"
#include "base/hash.h"
#include "store/handle.h"

#include <stdlib.h>
#include <string.h>

enum { BESIDE_MOST = 64 };

/* In the order of the rows: a face is mostly its event's first report. */
static const char acts_sql[] =
    "SELECT e.id, e.key, e.day, e.type, e.status, e.reports, e.sources, r.intensity, r.actor, "
    "r.recipient FROM events e CROSS JOIN reports r ON r.id = " FACE " "
    "WHERE (1 << e.type) & ?1 AND (1 << e.status) & ?2 AND +e.day BETWEEN ?3 AND ?4 "
    "AND e.rejected = 0 AND (e.type <> ?5 OR r.trigger LIKE 'veto%' OR r.trigger LIKE 'reject%' "
    "OR r.trigger LIKE 'block%' OR r.trigger LIKE 'vote%') ORDER BY e.id";

static const char day_sql[] = "SELECT day FROM documents WHERE day > ?1 AND day <= ?2 AND "
                              "article = 1 AND precision >= 4 ORDER BY day LIMIT 1";

static const char face_sql[] = "SELECT " WORDS_OF(
    "s") ", r.trigger, r.contexts, r.start - s.start, r.mode, "
         "coalesce(d.day, 2147483647), d.own_id FROM events e JOIN reports r ON r.id = " FACE " "
         "JOIN sentences s ON s.id = r.sentence JOIN documents d ON d.id = r.id >> 18 WHERE e.id = "
         "?1";

static const char reports_sql[] = "SELECT " WORDS_OF(
    "s") ", r.trigger, r.start - s.start, d.own_id FROM events e "
         "JOIN reports r ON " OF_EVENT(
             "r", "e.id") " JOIN sentences s ON s.id = r.sentence "
                          "JOIN documents d ON d.id = r.id >> 18 WHERE e.id = ?1 "
                          "ORDER BY r.id <> " FACE
                          ", coalesce(d.day, 2147483647), d.second, r.key LIMIT ?2";

static const char article_sql[] =
    "SELECT d.own_id FROM events e JOIN documents d ON d.id = " FACE " >> 18 WHERE e.id = ?1";

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

typedef struct reader {
    act_table *out;
    arena *arena;
    map lists; // hash of a list of codes -> index into lists
} reader;

static bool list_of(reader *r, text codes, uint32_t *list) {
    uint64_t key = hash_text(codes);
    if (map_get(&r->lists, key, list))
        return true;
    text *made = ARENA_PUSH(r->arena, r->out->lists, r->out->n_lists, r->out->lists_cap);
    *list = r->out->n_lists - 1;
    if (!made || !map_put(&r->lists, r->arena, key, *list))
        return false;
    *made = arena_text(r->arena, codes);
    return made->at != NULL;
}

static bool read_act(reader *r, sqlite3_stmt *q) {
    act_row *e = ARENA_PUSH(r->arena, r->out->items, r->out->n, r->out->cap);
    if (!e)
        return false;
    *e = (act_row){ .id = sqlite3_column_int64(q, 0),
                    .key = column_key(q, 1),
                    .day = sqlite3_column_int(q, 2),
                    .type = (uint8_t)sqlite3_column_int(q, 3),
                    .status = (uint8_t)sqlite3_column_int(q, 4),
                    .reports = (uint32_t)sqlite3_column_int(q, 5),
                    .sources = (uint32_t)sqlite3_column_int(q, 6),
                    .intensity = (float)sqlite3_column_int(q, 7) / POINT };
    if (e->sources == 0)
        e->sources = 1;
    return list_of(r, column_text(q, 8), &e->actor) && list_of(r, column_text(q, 9), &e->recipient);
}

static uh_status find_acts(store *s, const acts_wanted *wanted, arena *a, act_table *out,
                           uh_error *error) {
    sqlite3_stmt *q;
    reader r = { .out = out, .arena = a };
    uint32_t nobody;
    uh_status status = handle_prepare(s, acts_sql, &q, error);
    if (status != UH_OK)
        return status;
    sqlite3_bind_int64(q, 1, wanted->types);
    sqlite3_bind_int64(q, 2, wanted->statuses);
    sqlite3_bind_int(q, 3, wanted->since);
    sqlite3_bind_int(q, 4, wanted->until);
    sqlite3_bind_int(q, 5, wanted->only_vetoes ? EVENT_REJECT : -1);
    bool good = list_of(&r, (text){ "", 0 }, &nobody);
    while (good && (status = handle_step(s, q, error)) == UH_OK)
        good = read_act(&r, q);
    sqlite3_reset(q);
    return ended(status, a, error);
}

/* ---- days ---- */

/* Coverage: from day to day by the index, not through all documents. */
static uh_status find_days(store *s, int32_t since, int32_t until, arena *a, act_table *out,
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

/* ---- order ---- */

static int by_key(const void *a, const void *b) {
    const act_row *x = a, *y = b;
    if (x->day != y->day)
        return x->day < y->day ? -1 : 1;
    int64_t key_x = (int64_t)x->key, key_y = (int64_t)y->key; // as SQLite orders them
    if (key_x != key_y)
        return key_x < key_y ? -1 : 1;
    return (x->id > y->id) - (x->id < y->id);
}

/* The days lie close together as a rule: they are counted first, then each is sorted by itself.
 * Those without a day come last. */
typedef struct span {
    int32_t first;
    uint32_t n_days;
} span;

static span span_of(const act_table *all) {
    int32_t first = INT32_MAX, last = INT32_MIN;
    for (uint32_t i = 0; i < all->n; i++) {
        int32_t day = all->items[i].day;
        first = day < first ? day : first;
        last = day > last && day != INT32_MAX ? day : last;
    }
    return (span){ first, first <= last ? (uint32_t)last - (uint32_t)first + 1 : 0 };
}

static uint32_t place_in(span s, int32_t day) {
    return day == INT32_MAX ? s.n_days : (uint32_t)day - (uint32_t)s.first;
}

static bool sort_acts(act_table *out, arena *a) {
    enum { SPAN_MOST = 1 << 20 };
    span s = span_of(out);
    if (s.n_days > SPAN_MOST) {
        qsort(out->items, out->n, sizeof *out->items, by_key);
        return true;
    }
    uint32_t *from = arena_array(a, (size_t)s.n_days + 2, sizeof *from);
    act_row *sorted = arena_array(a, out->n, sizeof *sorted);
    if (!from || !sorted)
        return false;
    for (uint32_t i = 0; i < out->n; i++)
        from[place_in(s, out->items[i].day) + 1]++;
    for (uint32_t d = 0; d <= s.n_days; d++)
        from[d + 1] += from[d];
    for (uint32_t i = 0; i < out->n; i++)
        sorted[from[place_in(s, out->items[i].day)]++] = out->items[i];
    for (uint32_t d = 0, start = 0; d <= s.n_days; start = from[d++]) // from[d]: now its end
        if (from[d] > start)
            qsort(sorted + start, from[d] - start, sizeof *sorted, by_key);
    out->items = sorted;
    return true;
}

uh_status acts_read(store *s, const acts_wanted *wanted, arena *a, act_table *out,
                    uh_error *error) {
    act_table found = { .n = 0 };
    uh_status status = find_acts(s, wanted, a, &found, error);
    if (status == UH_OK)
        status = find_days(s, wanted->since, wanted->until, a, &found, error);
    if (status != UH_OK)
        return status;
    if (!sort_acts(&found, a))
        return error_nomem(error);
    *out = found;
    return UH_OK;
}

uh_status acts_around(store *s, const acts_wanted *wanted, arena *a, around *out, uh_error *error) {
    act_table found;
    uh_status status = acts_read(s, wanted, a, &found, error);
    if (status != UH_OK)
        return status;
    *out = (around){ .days = found.days, .n_days = found.n_days, .n_events = found.n };
    out->events = arena_array(a, found.n, sizeof *out->events);
    if (!out->events)
        return error_nomem(error);
    for (uint32_t i = 0; i < found.n; i++) {
        const act_row *e = &found.items[i];
        out->events[i] = (around_event){ .id = e->id,
                                         .key = e->key,
                                         .day = e->day,
                                         .intensity = e->intensity,
                                         .type = e->type,
                                         .status = e->status,
                                         .reports = e->reports,
                                         .sources = e->sources,
                                         .actor = found.lists[e->actor],
                                         .recipient = found.lists[e->recipient] };
    }
    return UH_OK;
}

/* ---- one event, one article ---- */

/* Where a trigger stands: at its byte, or where its words stand first. */
static uint32_t place_of(text words, text trigger, int64_t at) {
    bool inside = at >= 0 && (uint64_t)at < words.len;
    size_t found = inside ? (size_t)at : text_find(words, trigger);
    return found == SIZE_MAX ? 0 : (uint32_t)found;
}

uh_status acts_face(store *s, int64_t id, arena *a, act_face *out, uh_error *error) {
    sqlite3_stmt *q;
    text none = { "", 0 };
    uh_status status = handle_prepare(s, face_sql, &q, error);
    if (status != UH_OK)
        return status;
    *out = (act_face){ .sentence = none, .trigger = none, .own_id = none, .day = INT32_MAX };
    sqlite3_bind_int64(q, 1, id);
    status = handle_step(s, q, error);
    if (status == UH_OK) {
        int64_t at = sqlite3_column_int64(q, 3);
        *out = (act_face){ .sentence = arena_text(a, column_text(q, 0)),
                           .trigger = arena_text(a, column_text(q, 1)),
                           .contexts = column_key(q, 2),
                           .mode = (uint8_t)sqlite3_column_int(q, 4),
                           .day = sqlite3_column_int(q, 5),
                           .own_id = arena_text(a, column_text(q, 6)) };
        out->at = place_of(out->sentence, out->trigger, at);
    }
    sqlite3_reset(q);
    return ended(status, a, error);
}

static uh_status only_report(store *s, int64_t id, arena *a, act_report **out, uint32_t *n,
                             uh_error *error) {
    act_face face;
    uh_status status = acts_face(s, id, a, &face, error);
    if (status != UH_OK)
        return status;
    *n = 1;
    *out = arena_alloc(a, sizeof **out);
    if (!*out)
        return error_nomem(error);
    **out = (act_report){ face.sentence, face.own_id, face.at };
    return UH_OK;
}

uh_status acts_reports(store *s, int64_t id, uint32_t n_told, arena *a, act_report **out,
                       uint32_t *n, uh_error *error) {
    sqlite3_stmt *q;
    act_report *found = NULL;
    uint32_t n_found = 0, cap = 0;
    if (n_told == 1)
        return only_report(s, id, a, out, n, error);
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

uh_status acts_article(store *s, int64_t id, arena *a, text *own_id, uh_error *error) {
    sqlite3_stmt *q;
    uh_status status = handle_prepare(s, article_sql, &q, error);
    if (status != UH_OK)
        return status;
    *own_id = (text){ "", 0 };
    sqlite3_bind_int64(q, 1, id);
    status = handle_step(s, q, error);
    if (status == UH_OK)
        *own_id = arena_text(a, column_text(q, 0));
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
