/* query.c - questions to a record: SQL put together from a filter, rows read into structs. */
#include "store/query.h"
#include "base/utf8.h"
#include "store/handle.h"

#include <stdlib.h>
#include <string.h>

enum { VALUES_MOST = 24 };

/* SQL with the values of its parameters ?1, ?2 ... */
struct query {
    store *s;
    sqlite3_stmt *q;
    buffer sql;
    int n_values;
    struct {
        text words; // {NULL, 0}: a number
        int64_t number;
    } values[VALUES_MOST];
    buffer match; // words for the full-text index
    int next;     // column to read
};

/* ---- building ---- */

static void say(query *q, const char *sql) {
    buffer_string(&q->sql, sql);
}

/* Appends a parameter. */
static void put_words(query *q, text words) {
    q->values[q->n_values].words = words.at ? words : (text){ "", 0 };
    buffer_format(&q->sql, "?%d", ++q->n_values);
}

static void put_int(query *q, int64_t number) {
    q->values[q->n_values].number = number;
    buffer_format(&q->sql, "?%d", ++q->n_values);
}

static query *make_query(store *s, const char *sql) {
    query *q = calloc(1, sizeof *q);
    if (!q)
        return NULL;
    q->s = s;
    say(q, sql);
    return q;
}

/* Prepares what was put together; takes the query in any case. */
static uh_status open_query(query *q, query **out, uh_error *error) {
    uh_status status = UH_OK;
    if (!q || q->sql.failed || q->match.failed) {
        query_close(q);
        return error_nomem(error);
    }
    if (sqlite3_prepare_v2(q->s->db, q->sql.at, (int)q->sql.len, &q->q, NULL) != SQLITE_OK)
        status = handle_error(q->s, sqlite3_extended_errcode(q->s->db), "read", error);
    for (int i = 0; i < q->n_values && status == UH_OK; i++)
        if (q->values[i].words.at)
            bind_text(q->q, i + 1, q->values[i].words);
        else
            sqlite3_bind_int64(q->q, i + 1, q->values[i].number);
    if (status == UH_OK)
        *out = q;
    else
        query_close(q);
    return status;
}

void query_close(query *q) {
    if (!q)
        return;
    sqlite3_finalize(q->q);
    buffer_free(&q->sql);
    buffer_free(&q->match);
    free(q);
}

/* ---- filters ---- */

/* A filter with its words read. */
typedef struct wanted {
    uh_filter f;
    int type, status; // 0, -1: any
    bool since_set, until_set;
    int32_t since, until;
} wanted;

static uh_status read_day(const char *given, const char *name, bool *set, int32_t *day,
                          uh_error *error) {
    date d;
    if (!given)
        return UH_OK;
    if (!date_iso(text_of(given), &d) || d.precision < DATE_DAY)
        return error_set(error, UH_ARGUMENT, NULL, "%s: '%s' is no date like 2019-03-24", name,
                         given);
    *set = true;
    *day = d.day;
    return UH_OK;
}

static uh_status read_filter(const uh_filter *given, wanted *w, uh_error *error) {
    *w = (wanted){ .status = -1 };
    if (!given)
        return UH_OK;
    memcpy(&w->f, given, given->size < sizeof w->f ? given->size : sizeof w->f);
    if (w->f.type && (w->type = plover_type(text_of(w->f.type))) == EVENT_NONE)
        return error_set(error, UH_ARGUMENT, NULL, "'%s' is no PLOVER type", w->f.type);
    event_status named;
    if (w->f.status && !plover_status(text_of(w->f.status), &named))
        return error_set(error, UH_ARGUMENT, NULL, "'%s' is no status of an event", w->f.status);
    if (w->f.status)
        w->status = (int)named;
    uh_status status = read_day(w->f.since, "since", &w->since_set, &w->since, error);
    return status == UH_OK ? read_day(w->f.until, "until", &w->until_set, &w->until, error)
                           : status;
}

/* "text" as the full-text index asks for it: each word in quotes, all of them wanted. */
static void match_words(buffer *match, text words) {
    bool open = false;
    for (size_t i = 0; i < words.len;) {
        size_t start = i;
        uint32_t c = utf8_next(words, &i);
        bool part = utf8_is_letter(c) || utf8_is_digit(c) || utf8_is_mark(c);
        if (part != open)
            buffer_string(match, part ? " \"" : "\"");
        open = part;
        if (part)
            buffer_text(match, text_cut(words, start, i));
    }
    if (open)
        buffer_byte(match, '"');
}

/* Codes that begin with these letters: code >= X and code < X followed by the highest byte. */
static void side_begins(query *q, const char *code) {
    say(q, " AND e.id IN (SELECT x.event FROM sides x JOIN actors a ON a.id = x.actor "
           "WHERE substr(a.code, 1, ");
    put_int(q, (int64_t)strlen(code));
    say(q, ") = ");
    put_words(q, text_of(code));
    say(q, ")");
}

static void day_between(query *q, const wanted *w, const char *column) {
    if (w->since_set) {
        buffer_format(&q->sql, " AND %s >= ", column);
        put_int(q, w->since);
        buffer_format(&q->sql, " AND %s < 2147483647", column);
    }
    if (w->until_set) {
        buffer_format(&q->sql, " AND %s <= ", column);
        put_int(q, w->until);
    }
}

static void name_contains(query *q, const char *column, const char *part) {
    buffer_format(&q->sql, "instr(lower(%s), lower(", column);
    put_words(q, text_of(part));
    say(q, ")) > 0");
}

static void say_limit(query *q, const wanted *w) {
    say(q, " LIMIT ");
    put_int(q, w->f.limit && w->f.limit < INT64_MAX ? (int64_t)w->f.limit : -1);
    say(q, " OFFSET ");
    put_int(q, w->f.offset < INT64_MAX ? (int64_t)w->f.offset : INT64_MAX);
}

static void filter_events(query *q, const wanted *w) {
    if (w->f.actor)
        side_begins(q, w->f.actor);
    if (w->f.country)
        side_begins(q, w->f.country);
    if (w->type) {
        say(q, " AND e.type = ");
        put_int(q, w->type);
    }
    if (w->status >= 0) {
        say(q, " AND e.status = ");
        put_int(q, w->status);
    }
    day_between(q, w, "e.day");
    if (w->f.source) {
        say(q, " AND e.id IN (SELECT x.event FROM reports x WHERE x.source IN "
               "(SELECT id FROM sources WHERE ");
        name_contains(q, "name", w->f.source);
        say(q, "))");
    }
    if (w->f.outlet) {
        say(q, " AND EXISTS (SELECT 1 FROM reports x JOIN documents y ON y.id = x.id >> 18 "
               "JOIN outlets z ON z.id = y.outlet WHERE x.event = e.id AND ");
        name_contains(q, "z.name", w->f.outlet);
        say(q, ")");
    }
    if (w->f.text) {
        match_words(&q->match, text_of(w->f.text));
        say(q, " AND e.id IN (SELECT x.event FROM sentence_words w JOIN reports x ON x.id BETWEEN "
               "(w.rowid >> 18) << 18 AND ((w.rowid >> 18) << 18) + 262143 "
               "AND x.sentence = w.rowid WHERE w.sentence_words MATCH ");
        put_words(q, buffer_view(&q->match));
        say(q, ")");
    }
}

/* ---- reading columns ---- */

static uint64_t next_key(query *q) {
    return column_key(q->q, q->next++);
}

static int64_t next_int(query *q) {
    return sqlite3_column_int64(q->q, q->next++);
}

static text next_text(query *q) {
    return column_text(q->q, q->next++);
}

static bool next_is_null(const query *q) {
    return sqlite3_column_type(q->q, q->next) == SQLITE_NULL;
}

static date next_date(query *q) {
    date d = { .day = (int32_t)next_int(q) };
    d.second = (int32_t)next_int(q);
    d.precision = (date_precision)next_int(q);
    return d;
}

static uh_status step(query *q, uh_error *error) {
    int code = sqlite3_step(q->q);
    q->next = 0;
    if (code == SQLITE_ROW)
        return UH_OK;
    if (code == SQLITE_DONE)
        return UH_END;
    return handle_error(q->s, sqlite3_extended_errcode(q->s->db), "read", error);
}

/* ---- pages and reports ---- */

#define PAGE_COLUMNS                                                                               \
    "d.key, d.own_id, o.name, d.url, d.title, c.phrase, d.offset, d.line, ifnull(d.day, 0), "      \
    "d.second, d.precision"
#define PAGE_TABLES " JOIN outlets o ON o.id = d.outlet JOIN phrases c ON c.id = d.container"

#define STORY_KEY "(SELECT y.key FROM documents y WHERE y.id = d.story)"

static page_row next_page(query *q) {
    page_row p;
    p.key = next_key(q);
    p.own_id = next_text(q);
    p.outlet = next_text(q);
    p.url = next_text(q);
    p.title = next_text(q);
    p.container = next_text(q);
    p.offset = (uint64_t)next_int(q);
    p.line = (uint32_t)next_int(q);
    p.published = next_date(q);
    return p;
}

#define REPORT_COLUMNS                                                                             \
    PAGE_COLUMNS ", r.id, r.key, r.type, r.mode, r.status, r.contexts, ifnull(r.day, 0), 0, "      \
                 "r.precision, r.intensity, r.score, r.trigger, r.actor, r.recipient, "            \
                 "r.actor_text, r.recipient_text, s.name, r.place, r.country, r.latitude, "        \
                 "r.longitude, r.counts, p.phrase, y.phrase, n.sentence, n.source, n.start, "      \
                 "n.end, r.start, n.role, v.phrase, m.hash"
#define REPORT_TABLES                                                                              \
    " JOIN documents d ON d.id = r.id >> 18" PAGE_TABLES                                           \
    " JOIN sentences n ON n.id = r.sentence JOIN phrases p ON p.id = r.rule "                      \
    "JOIN phrases y ON y.id = r.why JOIN models m ON m.id = d.model "                              \
    "LEFT JOIN sources s ON s.id = r.source "                                                      \
    "LEFT JOIN phrases v ON v.id = n.why"

/* A source's row: the words, a line feed, the codes. */
static void split_source(text name, text *words, text *codes) {
    size_t at = text_find(name, TEXT("\n"));
    *words = at == SIZE_MAX ? name : text_cut(name, 0, at);
    *codes = at == SIZE_MAX ? (text){ "", 0 } : text_cut(name, at + 1, name.len);
}

static void next_place(query *q, report_row *r) {
    r->place = next_text(q);
    r->country = next_text(q);
    r->located = !next_is_null(q);
    r->latitude = (double)next_int(q) / 10000.0;
    r->longitude = (double)next_int(q) / 10000.0;
}

static void next_report(query *q, report_row *r) {
    r->page = next_page(q);
    r->id = next_int(q);
    r->key = next_key(q);
    r->type = (event_type)next_int(q);
    r->mode = (int)next_int(q);
    r->status = (event_status)next_int(q);
    r->contexts = next_key(q);
    r->when = next_date(q);
    r->intensity = (double)next_int(q) / 100.0;
    r->score = (double)next_int(q) / 1000.0;
    r->trigger = next_text(q);
    r->actor = next_text(q);
    r->recipient = next_text(q);
    r->actor_text = next_text(q);
    r->recipient_text = next_text(q);
    split_source(next_text(q), &r->said_by, &r->said_by_code);
    next_place(q, r);
    r->counts = next_text(q);
    r->rule = next_text(q);
    r->why = next_text(q);
    r->sentence = next_text(q);
    r->source = next_text(q);
    r->start = (uint32_t)next_int(q);
    r->end = (uint32_t)next_int(q);
    r->trigger_at = (uint32_t)next_int(q);
    r->role = (role)next_int(q);
    r->block_why = next_text(q);
    r->model = next_text(q);
}

/* ---- events ---- */

uh_status query_events(store *s, const uh_filter *filter, query **out, uh_error *error) {
    wanted w;
    uh_status status = read_filter(filter, &w, error);
    if (status != UH_OK)
        return status;
    // The page of rows is chosen first, on narrow rows, and only then are their texts fetched.
    query *q = make_query(s, "SELECT " REPORT_COLUMNS
                             ", e.key, e.reports, e.outlets, e.sources, " STORY_KEY " FROM "
                             "(SELECT e.id, e.day FROM events e WHERE 1");
    if (!q)
        return error_nomem(error);
    filter_events(q, &w);
    say(q, " ORDER BY e.day, e.key");
    say_limit(q, &w);
    say(q, ") t CROSS JOIN events e ON e.id = t.id JOIN reports r ON r.id = e.face" REPORT_TABLES
           " ORDER BY e.day, e.key");
    return open_query(q, out, error);
}

uh_status query_event(query *q, event_row *row, uh_error *error) {
    uh_status status = step(q, error);
    if (status != UH_OK)
        return status;
    next_report(q, &row->face);
    row->key = next_key(q);
    row->reports = (uint32_t)next_int(q);
    row->outlets = (uint32_t)next_int(q);
    row->sources = (uint32_t)next_int(q);
    row->story = next_key(q);
    return UH_OK;
}

/* The event that a key names, its own or that of one of its reports. */
static uh_status find_event(store *s, uint64_t key, int64_t *id, uh_error *error) {
    sqlite3_stmt *q;
    uh_status status = handle_prepare(s, "SELECT event FROM reports WHERE key = ?1", &q, error);
    if (status != UH_OK)
        return status;
    bind_key(q, 1, key);
    status = handle_step(s, q, error);
    if (status == UH_OK)
        *id = sqlite3_column_int64(q, 0);
    sqlite3_reset(q);
    if (status == UH_END)
        return error_set(error, UH_ARGUMENT, s->path, "no event %016llx", (unsigned long long)key);
    return status;
}

uh_status query_reports(store *s, uint64_t key, query **out, uh_error *error) {
    int64_t id = 0;
    uh_status status = find_event(s, key, &id, error);
    if (status != UH_OK)
        return status;
    query *q =
        make_query(s, "SELECT " REPORT_COLUMNS " FROM reports r" REPORT_TABLES " WHERE r.event = ");
    if (!q)
        return error_nomem(error);
    put_int(q, id);
    say(q, " ORDER BY ifnull(d.day, 2147483647), d.second, r.key");
    return open_query(q, out, error);
}

uh_status query_counts(store *s, uint64_t key, event_counts *out, uh_error *error) {
    int64_t id = 0;
    sqlite3_stmt *q;
    uh_status status = find_event(s, key, &id, error);
    if (status == UH_OK)
        status = handle_prepare(
            s, "SELECT key, reports, outlets, sources FROM events WHERE id = ?1", &q, error);
    if (status != UH_OK)
        return status;
    sqlite3_bind_int64(q, 1, id);
    status = handle_step(s, q, error);
    if (status == UH_OK)
        *out = (event_counts){ column_key(q, 0), (uint32_t)sqlite3_column_int64(q, 1),
                               (uint32_t)sqlite3_column_int64(q, 2),
                               (uint32_t)sqlite3_column_int64(q, 3) };
    sqlite3_reset(q);
    return status == UH_END ? handle_error(s, SQLITE_CORRUPT, "read", error) : status;
}

uh_status query_report(query *q, report_row *row, uh_error *error) {
    uh_status status = step(q, error);
    if (status == UH_OK)
        next_report(q, row);
    return status;
}

uh_status query_entries(store *s, int64_t report, query **out, uh_error *error) {
    query *q = make_query(s, "SELECT phrase FROM entries JOIN phrases ON id = entry "
                             "WHERE report = ");
    if (!q)
        return error_nomem(error);
    put_int(q, report);
    say(q, " ORDER BY phrase");
    return open_query(q, out, error);
}

uh_status query_entry(query *q, text *entry, uh_error *error) {
    uh_status status = step(q, error);
    if (status == UH_OK)
        *entry = next_text(q);
    return status;
}

/* ---- stories ---- */

static void filter_pages(query *q, const wanted *w) {
    day_between(q, w, "ifnull(d.day, 2147483647)");
    if (w->f.outlet) {
        say(q, " AND ");
        name_contains(q, "o.name", w->f.outlet);
    }
}

uh_status query_stories(store *s, const uh_filter *filter, query **out, uh_error *error) {
    wanted w;
    uh_status status = read_filter(filter, &w, error);
    if (status != UH_OK)
        return status;
    query *q = make_query(s, "SELECT " PAGE_COLUMNS ", " STORY_KEY ", l.own_id, g.own_id "
                             "FROM documents d" PAGE_TABLES " JOIN documents l ON l.id = d.lead "
                             "LEFT JOIN documents g ON g.id = d.original WHERE d.article = 1");
    if (!q)
        return error_nomem(error);
    filter_pages(q, &w);
    say(q, " ORDER BY ifnull(d.day, 2147483647), d.second, d.own_id, d.key");
    say_limit(q, &w);
    return open_query(q, out, error);
}

uh_status query_story(query *q, story_row *row, uh_error *error) {
    uh_status status = step(q, error);
    if (status != UH_OK)
        return status;
    row->page = next_page(q);
    row->story = next_key(q);
    row->lead = next_text(q);
    row->reprint_of = next_text(q);
    return UH_OK;
}

/* ---- claims ---- */

/* One of the blank-separated codes of a column begins with this. */
static void code_begins(query *q, const char *column, const char *code) {
    buffer_format(&q->sql, "instr(' ' || %s, ' ' || ", column);
    put_words(q, text_of(code));
    say(q, ") > 0");
}

static void claim_side(query *q, const char *code) {
    if (!code)
        return;
    say(q, " AND (");
    code_begins(q, "l.about", code);
    say(q, " OR ");
    code_begins(q, "substr(s.name, instr(s.name, char(10)) + 1)", code);
    say(q, ")");
}

uh_status query_claims(store *s, const uh_filter *filter, query **out, uh_error *error) {
    wanted w;
    uh_status status = read_filter(filter, &w, error);
    if (status != UH_OK)
        return status;
    query *q = make_query(s, "SELECT " PAGE_COLUMNS ", s.name, l.about, l.at, l.bytes, "
                             "n.sentence, l.quotation, l.start, l.end FROM claims l "
                             "JOIN documents d ON d.id = l.id >> 18" PAGE_TABLES
                             " JOIN sources s ON s.id = l.source "
                             "JOIN sentences n ON n.id = l.sentence WHERE 1");
    if (!q)
        return error_nomem(error);
    claim_side(q, w.f.actor);
    claim_side(q, w.f.country);
    filter_pages(q, &w);
    if (w.f.source) {
        say(q, " AND ");
        name_contains(q, "s.name", w.f.source);
    }
    if (w.f.text) {
        match_words(&q->match, text_of(w.f.text));
        say(q, " AND l.sentence IN (SELECT rowid FROM sentence_words WHERE sentence_words MATCH ");
        put_words(q, buffer_view(&q->match));
        say(q, ")");
    }
    say(q, " ORDER BY ifnull(d.day, 2147483647), d.second, d.own_id, d.key, l.start, l.end, l.id");
    say_limit(q, &w);
    return open_query(q, out, error);
}

/* A part of a text, as far as it lies in it: the file may be damaged. */
static text part_of(text t, int64_t at, int64_t bytes) {
    if (at < 0 || bytes < 0 || (uint64_t)at > t.len || (uint64_t)bytes > t.len - (size_t)at)
        return (text){ "", 0 };
    return text_cut(t, (size_t)at, (size_t)(at + bytes));
}

uh_status query_claim(query *q, claim_row *row, uh_error *error) {
    uh_status status = step(q, error);
    if (status != UH_OK)
        return status;
    row->page = next_page(q);
    split_source(next_text(q), &row->speaker, &row->speaker_code);
    row->about = next_text(q);
    int64_t at = next_int(q), bytes = next_int(q);
    row->sentence = next_text(q);
    row->claim = part_of(row->sentence, at, bytes);
    row->quotation = next_int(q) != 0;
    row->start = (uint32_t)next_int(q);
    row->end = (uint32_t)next_int(q);
    row->key = hash_mix(hash_mix(row->page.key, row->start), row->end);
    return UH_OK;
}

/* ---- problems ---- */

uh_status query_problems(store *s, const uh_filter *filter, query **out, uh_error *error) {
    wanted w;
    uh_status status = read_filter(filter, &w, error);
    if (status != UH_OK)
        return status;
    query *q = make_query(s, "SELECT ifnull(p.phrase, c.phrase) AS path, d.own_id, t.stage, "
                             "t.message, t.offset, t.line, t.skipped FROM notes t "
                             "LEFT JOIN phrases p ON p.id = t.path "
                             "LEFT JOIN documents d ON d.id = t.document "
                             "LEFT JOIN phrases c ON c.id = d.container "
                             "ORDER BY 1, d.offset, d.line, t.line, t.offset, t.stage, t.message, "
                             "d.own_id, d.key");
    if (!q)
        return error_nomem(error);
    say_limit(q, &w);
    return open_query(q, out, error);
}

uh_status query_problem(query *q, problem_row *row, uh_error *error) {
    uh_status status = step(q, error);
    if (status != UH_OK)
        return status;
    row->path = next_text(q);
    row->id = next_text(q);
    row->stage = next_text(q);
    row->message = next_text(q);
    row->offset = (uint64_t)next_int(q);
    row->line = (uint32_t)next_int(q);
    row->skipped = next_int(q) != 0;
    return UH_OK;
}

/* ---- days and numbers ---- */

uh_status query_days(store *s, query **out, uh_error *error) {
    return open_query(make_query(s, "SELECT DISTINCT day FROM documents WHERE article = 1 "
                                    "AND day IS NOT NULL ORDER BY day"),
                      out, error);
}

uh_status query_day(query *q, int32_t *day, uh_error *error) {
    uh_status status = step(q, error);
    if (status == UH_OK)
        *day = (int32_t)next_int(q);
    return status;
}

uh_status query_stats(store *s, query **out, uh_error *error) {
    return open_query(
        make_query(s, "SELECT 'pages', count(*) FROM documents "
                      "UNION ALL SELECT 'articles', count(*) FROM documents WHERE article = 1 "
                      "UNION ALL SELECT 'reprints', count(original) FROM documents "
                      "UNION ALL SELECT 'stories', count(DISTINCT story) FROM documents "
                      "WHERE article = 1 "
                      "UNION ALL SELECT 'outlets', count(DISTINCT outlet) FROM documents "
                      "UNION ALL SELECT 'first published', ifnull(date(min(day) * 86400, "
                      "'unixepoch'), '') FROM documents "
                      "UNION ALL SELECT 'last published', ifnull(date(max(day) * 86400, "
                      "'unixepoch'), '') FROM documents "
                      "UNION ALL SELECT 'sentences', ifnull(sum(sentences), 0) FROM documents "
                      "UNION ALL SELECT 'sentences kept', count(*) FROM sentences "
                      "UNION ALL SELECT 'reports', count(*) FROM reports "
                      "UNION ALL SELECT 'events', count(*) FROM events "
                      "UNION ALL SELECT 'claims', count(*) FROM claims "
                      "UNION ALL SELECT 'sources', count(*) FROM (SELECT source FROM reports "
                      "WHERE source IS NOT NULL UNION SELECT source FROM claims) "
                      "UNION ALL SELECT 'problems', count(*) FROM notes "
                      "UNION ALL SELECT 'skipped', count(*) FROM notes WHERE skipped = 1 "
                      "UNION ALL SELECT 'days to settle', count(*) FROM unsettled"),
        out, error);
}

uh_status query_stat(query *q, text *name, text *value, uh_error *error) {
    uh_status status = step(q, error);
    if (status != UH_OK)
        return status;
    *name = next_text(q);
    *value = next_text(q);
    return UH_OK;
}
