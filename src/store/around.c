/* around.c - the record around a country. */
#include "store/around.h"

#include "base/error.h"
#include "base/hash.h"
#include "store/handle.h"
#include "store/print.h"

#include <stdlib.h>
#include <string.h>

/* Columns that the rows are read from. */
enum {
    EVENT_ID,
    EVENT_KEY,
    EVENT_DAY,
    EVENT_PRECISION,
    EVENT_STORY,
    EVENT_TYPE,
    EVENT_MODE,
    EVENT_STATUS,
    EVENT_CONTEXTS,
    EVENT_INTENSITY,
    EVENT_REPORTS,
    EVENT_OUTLETS,
    EVENT_SOURCES,
    EVENT_ACTOR,
    EVENT_RECIPIENT,
    EVENT_PLACE,
    EVENT_COUNTRY,
    EVENT_LATITUDE,
    EVENT_LONGITUDE,
};

#define EVENT_COLUMNS                                                                              \
    "SELECT e.id, e.key, e.day, r.precision, " STORY_OF(                                           \
        "r.id >> 18") ", e.type, r.mode, e.status, r.contexts, "                                   \
                      "r.intensity, e.reports, e.outlets, e.sources, r.actor, r.recipient, "       \
                      "r.place, r.country, "                                                       \
                      "r.latitude, r.longitude "

static const char event_sql[] =
    EVENT_COLUMNS "FROM events e JOIN reports r ON r.id = " FACE " "
                  "JOIN documents d ON d.id = r.id >> 18 WHERE e.id = ?1";

/* From the country's sides on, in the order of events: the days may be all there are. */
static const char events_sql[] = EVENT_COLUMNS
    "FROM (SELECT DISTINCT s.event AS event FROM actors a JOIN sides s ON s.actor = a.id "
    "WHERE a.code >= ?1 AND a.code < ?1 || '~' ORDER BY 1 LIMIT -1) x "
    "CROSS JOIN events e ON e.id = x.event CROSS JOIN reports r ON r.id = " FACE " "
    "CROSS JOIN documents d ON d.id = r.id >> 18 "
    "WHERE e.day BETWEEN ?2 AND ?3";

/* Threats whose words name nobody they are aimed at. */
static const char unnamed_sql[] = EVENT_COLUMNS
    "FROM events e JOIN reports r ON r.id = " FACE " JOIN documents d ON d.id = r.id >> 18 "
    "WHERE e.type = ?1 AND e.day BETWEEN ?2 AND ?3 AND r.recipient = '' AND r.actor <> ''";

#define DAYS_OF(documents)                                                                         \
    "SELECT day, count(*) FROM " documents " WHERE article = 1 AND precision >= 4 "                \
    "AND day BETWEEN ?1 AND ?2 GROUP BY day ORDER BY day"
static const char some_days_sql[] = DAYS_OF("documents");
static const char all_days_sql[] = DAYS_OF("documents NOT INDEXED"); // a pass is faster

static const char totals_sql[] =
    "SELECT count(*), coalesce(sum(article), 0), count(DISTINCT outlet) FROM documents";

static const char models_sql[] =
    "SELECT hash FROM models WHERE id IN (SELECT model FROM documents) ORDER BY id";

// clang-format off
static const char reports_sql[] =
    "SELECT " WORDS_OF("s") ", r.start - s.start, r.trigger, coalesce(w.name, ''), r.actor_text, "
    "r.recipient_text, o.name, d.url, d.title, d.own_id, f.phrase, p.phrase, s.start, "
    SENTENCE_END("s") ", coalesce(d.day, 2147483647), d.line, r.id = " FACE ", "
    IS_REPRINT("d.id") ", r.status, r.counts FROM events e JOIN reports r ON "
    OF_EVENT("r", "e.id") " JOIN sentences s ON s.id = r.sentence "
    "JOIN documents d ON d.id = r.id >> 18 JOIN outlets o ON o.id = d.outlet "
    "JOIN phrases f ON f.id = d.container JOIN phrases p ON p.id = r.rule "
    "LEFT JOIN sources w ON w.id = r.source WHERE e.id = ?1 "
    "ORDER BY r.id <> " FACE ", coalesce(d.day, 2147483647), d.second, r.key LIMIT ?2";
// clang-format on

static text kept(sqlite3_stmt *q, int column, arena *a) {
    return arena_text(a, column_text(q, column));
}

static uh_status memory(const arena *a, uh_error *error) {
    return a->failed ? error_nomem(error) : UH_OK;
}

/* ---- events ---- */

static void read_event(sqlite3_stmt *q, arena *a, around_event *e) {
    *e = (around_event){
        .id = sqlite3_column_int64(q, EVENT_ID),
        .key = column_key(q, EVENT_KEY),
        .day = sqlite3_column_int(q, EVENT_DAY),
        .precision = (uint8_t)sqlite3_column_int(q, EVENT_PRECISION),
        .story = column_key(q, EVENT_STORY),
        .type = (uint8_t)sqlite3_column_int(q, EVENT_TYPE),
        .mode = (uint8_t)sqlite3_column_int(q, EVENT_MODE),
        .status = (uint8_t)sqlite3_column_int(q, EVENT_STATUS),
        .contexts = column_key(q, EVENT_CONTEXTS),
        .intensity = (float)sqlite3_column_int(q, EVENT_INTENSITY) / POINT,
        .reports = (uint32_t)sqlite3_column_int(q, EVENT_REPORTS),
        .outlets = (uint32_t)sqlite3_column_int(q, EVENT_OUTLETS),
        .sources = (uint32_t)sqlite3_column_int(q, EVENT_SOURCES),
        .actor = kept(q, EVENT_ACTOR, a),
        .recipient = kept(q, EVENT_RECIPIENT, a),
        .place = kept(q, EVENT_PLACE, a),
        .country = kept(q, EVENT_COUNTRY, a),
        .latitude = (float)sqlite3_column_int(q, EVENT_LATITUDE) / DEGREE,
        .longitude = (float)sqlite3_column_int(q, EVENT_LONGITUDE) / DEGREE,
        .located = sqlite3_column_type(q, EVENT_LATITUDE) != SQLITE_NULL &&
                   sqlite3_column_type(q, EVENT_LONGITUDE) != SQLITE_NULL,
    };
    if (e->sources == 0)
        e->sources = 1;
}

uh_status around_event_of(store *s, int64_t id, arena *a, around_event *out, uh_error *error) {
    sqlite3_stmt *q;
    uh_status status = handle_prepare(s, event_sql, &q, error);
    if (status != UH_OK)
        return status;
    sqlite3_bind_int64(q, 1, id);
    status = handle_step(s, q, error);
    if (status == UH_OK)
        read_event(q, a, out);
    sqlite3_reset(q);
    return status == UH_OK ? memory(a, error) : status;
}

static uh_status find_events(store *s, text country, int32_t since, int32_t until, arena *a,
                             around *out, uh_error *error) {
    sqlite3_stmt *q;
    uh_status status = handle_prepare(s, events_sql, &q, error);
    if (status != UH_OK)
        return status;
    bind_text(q, 1, country);
    sqlite3_bind_int(q, 2, since);
    sqlite3_bind_int(q, 3, until);
    while ((status = handle_step(s, q, error)) == UH_OK) {
        around_event *e = ARENA_PUSH(a, out->events, out->n_events, out->events_cap);
        if (e)
            read_event(q, a, e);
        if (a->failed)
            break;
    }
    sqlite3_reset(q);
    return status == UH_END || status == UH_OK ? memory(a, error) : status;
}

static int by_day(const void *a, const void *b) {
    const around_event *x = a, *y = b;
    if (x->day != y->day)
        return x->day < y->day ? -1 : 1;
    int64_t key_x = (int64_t)x->key, key_y = (int64_t)y->key; // as SQLite orders them
    if (key_x != key_y)
        return key_x < key_y ? -1 : 1;
    return (x->id > y->id) - (x->id < y->id);
}

void around_sort(around *a) {
    if (a->n_events)
        qsort(a->events, a->n_events, sizeof *a->events, by_day);
}

static bool learn_articles(const around *from, map *articles, arena *a) {
    for (uint32_t i = 0; i < from->n_events; i++)
        if (!map_put(articles, a, (uint64_t)around_article(&from->events[i]), i))
            return false;
    return true;
}

/* An event that is there already has the country for its actor. */
static bool is_new(const around *from, const map *articles, int64_t id) {
    around_event sought = { .id = id };
    uint32_t row;
    if (!map_get(articles, (uint64_t)around_article(&sought), &row))
        return false;
    for (uint32_t i = 0; i < from->n_events; i++)
        if (from->events[i].id == id)
            return false;
    return true;
}

static uh_status add_unnamed(store *s, const around *from, const map *articles, int32_t since,
                             int32_t until, arena *a, around *out, uh_error *error) {
    sqlite3_stmt *q;
    uh_status status = handle_prepare(s, unnamed_sql, &q, error);
    if (status != UH_OK)
        return status;
    sqlite3_bind_int(q, 1, EVENT_THREATEN);
    sqlite3_bind_int(q, 2, since);
    sqlite3_bind_int(q, 3, until);
    while (!a->failed && (status = handle_step(s, q, error)) == UH_OK) {
        if (!is_new(from, articles, sqlite3_column_int64(q, EVENT_ID)))
            continue;
        around_event *e = ARENA_PUSH(a, out->events, out->n_events, out->events_cap);
        if (e)
            read_event(q, a, e);
    }
    sqlite3_reset(q);
    return status == UH_END || status == UH_OK ? memory(a, error) : status;
}

uh_status around_with_unnamed(store *s, const around *from, int32_t since, int32_t until, arena *a,
                              around *out, uh_error *error) {
    map articles = { 0 };
    *out = *from;
    out->events = arena_array(a, from->n_events, sizeof *out->events);
    out->events_cap = from->n_events;
    if (!out->events || !learn_articles(from, &articles, a))
        return error_nomem(error);
    if (from->n_events)
        memcpy(out->events, from->events, from->n_events * sizeof *out->events);
    uh_status status = add_unnamed(s, from, &articles, since, until, a, out, error);
    if (status == UH_OK)
        around_sort(out);
    return status;
}

static uh_status find_days(store *s, int32_t since, int32_t until, arena *a, around *out,
                           uh_error *error) {
    sqlite3_stmt *q;
    bool all = since == INT32_MIN && until == INT32_MAX;
    uh_status status = handle_prepare(s, all ? all_days_sql : some_days_sql, &q, error);
    if (status != UH_OK)
        return status;
    sqlite3_bind_int(q, 1, since);
    sqlite3_bind_int(q, 2, until);
    while ((status = handle_step(s, q, error)) == UH_OK) {
        around_day *day = ARENA_PUSH(a, out->days, out->n_days, out->days_cap);
        if (!day)
            break;
        day->day = sqlite3_column_int(q, 0);
        day->articles = (uint32_t)sqlite3_column_int(q, 1);
    }
    sqlite3_reset(q);
    return status == UH_END || status == UH_OK ? memory(a, error) : status;
}

static uh_status find_totals(store *s, arena *a, around *out, uh_error *error) {
    sqlite3_stmt *q;
    uh_status status = handle_prepare(s, totals_sql, &q, error);
    if (status == UH_OK)
        status = handle_step(s, q, error);
    if (status != UH_OK)
        return status;
    out->pages = (uint64_t)sqlite3_column_int64(q, 0);
    out->articles = (uint64_t)sqlite3_column_int64(q, 1);
    out->outlets = (uint64_t)sqlite3_column_int64(q, 2);
    sqlite3_reset(q);
    status = handle_prepare(s, models_sql, &q, error);
    if (status != UH_OK)
        return status;
    while ((status = handle_step(s, q, error)) == UH_OK) {
        if (out->n_models < AROUND_MODELS_MOST)
            out->models[out->n_models] = kept(q, 0, a);
        out->n_models++;
    }
    sqlite3_reset(q);
    return status == UH_END ? memory(a, error) : status;
}

uh_status around_country(store *s, text country, int32_t since, int32_t until, arena *a,
                         around *out, uh_error *error) {
    around found = { 0 };
    uh_status status = find_events(s, country, since, until, a, &found, error);
    around_sort(&found); // quicker here than as rows of the question
    if (status == UH_OK)
        status = find_days(s, since, until, a, &found, error);
    if (status == UH_OK)
        status = find_totals(s, a, &found, error);
    if (status == UH_OK)
        *out = found;
    return status;
}

/* ---- reports ---- */

/* Marks the trigger: at its byte of the page where the sentence reads straight from it, otherwise
 * where its words stand first. */
static void find_trigger(around_report *r, int64_t offset, text trigger) {
    size_t at = offset >= 0 ? (size_t)offset : SIZE_MAX;
    if (trigger.len == 0)
        return;
    if (at > r->sentence.len || !text_starts(text_cut(r->sentence, at, r->sentence.len), trigger))
        at = text_find(r->sentence, trigger);
    if (at == SIZE_MAX)
        return;
    r->trigger_start = (uint32_t)at;
    r->trigger_end = (uint32_t)(at + trigger.len);
}

static void read_report(sqlite3_stmt *q, arena *a, around_report *r) {
    *r = (around_report){
        .sentence = kept(q, 0, a),
        .source = kept(q, 3, a),
        .actor = kept(q, 4, a),
        .recipient = kept(q, 5, a),
        .outlet = kept(q, 6, a),
        .url = kept(q, 7, a),
        .title = kept(q, 8, a),
        .own_id = kept(q, 9, a),
        .file = kept(q, 10, a),
        .rule = kept(q, 11, a),
        .page_start = (uint64_t)sqlite3_column_int64(q, 12),
        .page_end = (uint64_t)sqlite3_column_int64(q, 13),
        .day = sqlite3_column_int(q, 14),
        .line = (uint32_t)sqlite3_column_int64(q, 15),
        .is_face = sqlite3_column_int(q, 16) != 0,
        .is_reprint = sqlite3_column_int(q, 17) != 0,
        .status = (uint8_t)sqlite3_column_int(q, 18),
        .counts = kept(q, 19, a),
    };
    find_trigger(r, sqlite3_column_int64(q, 1), column_text(q, 2));
    split_source(r->source, &r->source, &r->source_codes);
}

uh_status around_reports(store *s, int64_t id, arena *a, around_report **out, uint32_t *n,
                         uh_error *error) {
    sqlite3_stmt *q;
    around_report *found = NULL;
    uint32_t n_found = 0, cap = 0;
    uh_status status = handle_prepare(s, reports_sql, &q, error);
    if (status != UH_OK)
        return status;
    sqlite3_bind_int64(q, 1, id);
    sqlite3_bind_int(q, 2, AROUND_REPORTS_MOST);
    while ((status = handle_step(s, q, error)) == UH_OK) {
        around_report *r = ARENA_PUSH(a, found, n_found, cap);
        if (r)
            read_report(q, a, r);
        if (a->failed)
            break;
    }
    sqlite3_reset(q);
    if (status == UH_OK || status == UH_END)
        status = memory(a, error);
    if (status != UH_OK)
        return status;
    *out = found;
    *n = n_found;
    return UH_OK;
}

/* ---- states ---- */

static const char states_sql[] =
    "SELECT substr(a.code, 1, 3) AS state, count(DISTINCT s.event) AS n FROM actors a "
    "JOIN sides s ON s.actor = a.id WHERE length(a.code) >= 3 AND substr(a.code, 1, 3) NOT IN "
    "('IGO', 'UNO', 'NGO', 'IMG', 'ISM', 'MNC', 'UNK') GROUP BY state ORDER BY n DESC, state LIMIT "
    "?1";

uh_status around_states(store *s, uint32_t most, arena *a, around_state **out, uint32_t *n,
                        uh_error *error) {
    sqlite3_stmt *q;
    uh_status status = handle_prepare(s, states_sql, &q, error);
    if (status != UH_OK)
        return status;
    *n = 0;
    *out = arena_array(a, most, sizeof **out);
    sqlite3_bind_int64(q, 1, most);
    while (*out && *n < most && (status = handle_step(s, q, error)) == UH_OK) {
        (*out)[*n].code = kept(q, 0, a);
        (*out)[(*n)++].events = (uint64_t)sqlite3_column_int64(q, 1);
    }
    sqlite3_reset(q);
    return status == UH_END || status == UH_OK ? memory(a, error) : status;
}

/* ---- what an article is about ---- */

int64_t around_article(const around_event *e) {
    return e->id >> DOCUMENT_BITS;
}

uh_status around_about(store *s, int64_t number, arena *a, around_words *out, uh_error *error) {
    sqlite3_stmt *q;
    fingerprint print = { .n_terms = 0 };
    uh_status status = handle_prepare(s, "SELECT print FROM prints WHERE document = ?1", &q, error);
    if (status != UH_OK)
        return status;
    sqlite3_bind_int64(q, 1, number);
    status = handle_step(s, q, error);
    if (status == UH_OK)
        print_unpack(&print, column_bytes(q, 0));
    sqlite3_reset(q);
    if (status != UH_OK && status != UH_END)
        return status;
    uint32_t *terms = arena_array(a, print.n_terms, sizeof *terms);
    uint8_t *weights = arena_array(a, print.n_terms, sizeof *weights);
    if (!terms || !weights)
        return error_nomem(error);
    memcpy(terms, print.terms, print.n_terms * sizeof *terms);
    memcpy(weights, print.weights, print.n_terms * sizeof *weights);
    *out = (around_words){ terms, weights, print.n_terms };
    return UH_OK;
}
