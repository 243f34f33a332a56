/* query.c - questions to a record: the columns of each list, rows read into structs. */
#include "store/query.h"
#include "store/question.h"

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

#define STORY_KEY "(SELECT y.key FROM documents y WHERE y.id = " STORY_OF("d.id") ")"

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
    PAGE_COLUMNS                                                                                   \
    ", r.id, r.key, r.type, r.mode, r.status, r.contexts, ifnull(r.day, 0), 0, "                   \
    "r.precision, r.intensity, r.score, r.trigger, r.actor, r.recipient, "                         \
    "r.actor_text, r.recipient_text, s.name, r.place, r.country, r.latitude, "                     \
    "r.longitude, r.counts, p.phrase, y.phrase, " WORDS_OF(                                        \
        "n") ", n.source, n.start, " SENTENCE_END("n") ", r.start, n.role, v.phrase, m.hash"
#define REPORT_TABLES                                                                              \
    " JOIN documents d ON d.id = r.id >> 18" PAGE_TABLES                                           \
    " JOIN sentences n ON n.id = r.sentence JOIN phrases p ON p.id = r.rule "                      \
    "JOIN phrases y ON y.id = r.why JOIN models m ON m.id = d.model "                              \
    "LEFT JOIN sources s ON s.id = r.source "                                                      \
    "LEFT JOIN phrases v ON v.id = n.why"

static void next_place(query *q, report_row *r) {
    r->place = next_text(q);
    r->country = next_text(q);
    r->located = !next_is_null(q);
    r->latitude = (double)next_int(q) / DEGREE;
    r->longitude = (double)next_int(q) / DEGREE;
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
    r->intensity = (double)next_int(q) / POINT;
    r->score = (double)next_int(q) / SCORE;
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
    uh_status status = filter_read(filter, &w, error);
    if (status != UH_OK)
        return status;
    // The page of rows is chosen first, on narrow rows, and only then are their texts fetched.
    query *q = question_make(s, "SELECT " REPORT_COLUMNS
                                ", e.key, e.reports, e.outlets, e.sources, " STORY_KEY " FROM "
                                "(SELECT e.id, e.day FROM events e WHERE 1");
    if (!q)
        return error_nomem(error);
    filter_events(q, &w);
    say(q, " ORDER BY e.day, e.key");
    filter_limit(q, &w);
    say(q, ") t CROSS JOIN events e ON e.id = t.id JOIN reports r ON r.id = " FACE REPORT_TABLES
           " ORDER BY e.day, e.key");
    return question_open(q, out, error);
}

uh_status query_all_reports(store *s, const uh_filter *filter, query **out, uh_error *error) {
    wanted w;
    uh_status status = filter_read(filter, &w, error);
    if (status != UH_OK)
        return status;
    query *q = question_make(s, "SELECT " REPORT_COLUMNS
                                ", e.key, e.reports, e.outlets, e.sources, " STORY_KEY " FROM "
                                "(SELECT r.id, e.id AS event FROM events e JOIN reports r "
                                "ON " OF_EVENT("r", "e.id") " WHERE 1");
    if (!q)
        return error_nomem(error);
    filter_events(q, &w);
    say(q, " ORDER BY e.day, e.key, r.key");
    filter_limit(q, &w);
    say(q, ") t CROSS JOIN events e ON e.id = t.event JOIN reports r ON r.id = t.id" REPORT_TABLES
           " ORDER BY e.day, e.key, r.key");
    return question_open(q, out, error);
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
        question_make(s, "SELECT " REPORT_COLUMNS " FROM reports r" REPORT_TABLES " JOIN (SELECT ");
    if (!q)
        return error_nomem(error);
    put_int(q, id);
    say(q, " AS event) w ON " OF_EVENT(
               "r", "w.event") " ORDER BY ifnull(d.day, 2147483647), d.second, r.key");
    return question_open(q, out, error);
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
    query *q = question_make(s, "SELECT p.phrase FROM reports r CROSS JOIN json_each('[' || "
                                "r.entries || ']') e JOIN phrases p ON p.id = e.value "
                                "WHERE r.id = ");
    if (!q)
        return error_nomem(error);
    put_int(q, report);
    say(q, " ORDER BY phrase");
    return question_open(q, out, error);
}

uh_status query_entry(query *q, text *entry, uh_error *error) {
    uh_status status = step(q, error);
    if (status == UH_OK)
        *entry = next_text(q);
    return status;
}

/* ---- stories ---- */

uh_status query_stories(store *s, const uh_filter *filter, query **out, uh_error *error) {
    wanted w;
    uh_status status = filter_read(filter, &w, error);
    if (status != UH_OK)
        return status;
    query *q =
        question_make(s, "SELECT " PAGE_COLUMNS ", " STORY_KEY ", l.own_id, g.own_id "
                         "FROM documents d" PAGE_TABLES " LEFT JOIN stories s ON s.document = d.id "
                         "JOIN documents l ON l.id = ifnull(s.lead, d.id) "
                         "LEFT JOIN documents g ON g.id = s.original WHERE d.article = 1");
    if (!q)
        return error_nomem(error);
    filter_stories(q, &w);
    say(q, " ORDER BY ifnull(d.day, 2147483647), d.second, d.own_id, d.key");
    filter_limit(q, &w);
    return question_open(q, out, error);
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

#define CLAIM_START "ifnull(l.start, n.start + l.at)"
#define CLAIM_END   "ifnull(l.end, " CLAIM_START " + l.bytes)"

#define CLAIM_COLUMNS                                                                              \
    PAGE_COLUMNS ", s.name, l.about, l.at, l.bytes, " WORDS_OF("n") ", l.quotation, " CLAIM_START  \
                                                                    ", " CLAIM_END
#define CLAIM_TABLES                                                                               \
    " FROM claims l JOIN sentences n ON n.id = l.sentence JOIN documents d ON d.id = "             \
    "n.document" PAGE_TABLES " JOIN sources s ON s.id = l.source"
#define CLAIM_ORDER                                                                                \
    "ifnull(d.day, 2147483647), d.second, d.own_id, d.key, " CLAIM_START ", " CLAIM_END ", "       \
    "l.number"

/* Opens claims by a SELECT that ends in WHERE 1. */
static uh_status open_claims(store *s, const uh_filter *filter, const char *sql, const char *order,
                             query **out, uh_error *error) {
    wanted w;
    uh_status status = filter_read(filter, &w, error);
    if (status != UH_OK)
        return status;
    query *q = question_make(s, sql);
    if (!q)
        return error_nomem(error);
    filter_claims(q, &w);
    say(q, order);
    filter_limit(q, &w);
    return question_open(q, out, error);
}

uh_status query_claims(store *s, const uh_filter *filter, query **out, uh_error *error) {
    return open_claims(s, filter, "SELECT " CLAIM_COLUMNS CLAIM_TABLES " WHERE 1",
                       " ORDER BY " CLAIM_ORDER, out, error);
}

uh_status query_matters(store *s, const uh_filter *filter, query **out, uh_error *error) {
    return open_claims(
        s, filter,
        "SELECT " CLAIM_COLUMNS ", t.key, t.title, m.speakers" CLAIM_TABLES
        " JOIN documents t ON t.id = " STORY_OF("d.id") " JOIN (SELECT " STORY_OF(
            "z.document") " AS story, "
                          "count(DISTINCT x.source) AS speakers FROM claims x JOIN sentences z ON "
                          "z.id = x.sentence "
                          "GROUP BY 1) m ON m.story = t.id WHERE 1",
        " ORDER BY ifnull(t.day, 2147483647), t.second, t.own_id, t.key, " CLAIM_ORDER, out, error);
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
    row->claim = value_part(row->sentence, at, bytes);
    row->quotation = next_int(q) != 0;
    row->start = (uint32_t)next_int(q);
    row->end = (uint32_t)next_int(q);
    row->key = hash_mix(hash_mix(row->page.key, row->start), row->end);
    return UH_OK;
}

uh_status query_matter(query *q, claim_row *row, uh_error *error) {
    uh_status status = query_claim(q, row, error);
    if (status != UH_OK)
        return status;
    row->story = next_key(q);
    row->matter = next_text(q);
    row->speakers = (uint32_t)next_int(q);
    return UH_OK;
}

/* ---- sentences ---- */

#define EVENTS_OF_SENTENCE                                                                         \
    "(SELECT group_concat(printf('%016x', key), ' ') FROM (SELECT DISTINCT e.key FROM reports x "  \
    "JOIN events e ON e.id = x.event WHERE x.id BETWEEN n.document << 18 AND "                     \
    "(n.document << 18) + 262143 AND x.sentence = n.id AND e.rejected = 0 ORDER BY x.start, "      \
    "x.key))"

uh_status query_sentences(store *s, const uh_filter *filter, query **out, uh_error *error) {
    wanted w;
    uh_status status = filter_read(filter, &w, error);
    if (status != UH_OK)
        return status;
    query *q =
        question_make(s, "SELECT " PAGE_COLUMNS ", " WORDS_OF("n") ", n.start, " SENTENCE_END(
                             "n") ", "
                                  "ifnull(" EVENTS_OF_SENTENCE ", '') FROM sentences n "
                                  "JOIN documents d ON d.id = n.document" PAGE_TABLES " WHERE 1");
    if (!q)
        return error_nomem(error);
    filter_sentences(q, &w);
    say(q, " ORDER BY ifnull(d.day, 2147483647), d.second, d.own_id, d.key, n.start, n.id");
    filter_limit(q, &w);
    return question_open(q, out, error);
}

uh_status query_sentence(query *q, sentence_row *row, uh_error *error) {
    uh_status status = step(q, error);
    if (status != UH_OK)
        return status;
    row->page = next_page(q);
    row->sentence = next_text(q);
    row->start = (uint32_t)next_int(q);
    row->end = (uint32_t)next_int(q);
    row->events = next_text(q);
    return UH_OK;
}

/* ---- problems ---- */

/* Problems have a place, a page and a message, and nothing else to choose by. */
static uh_status filter_problems(query *q, const wanted *w, uh_error *error) {
    const uh_filter *f = &w->f;
    if (f->actor || f->country || f->type || f->status || f->source || f->place || f->score > 0)
        return error_set(error, UH_ARGUMENT, NULL,
                         "problems are chosen by outlet, date and text only");
    filter_pages(q, w);
    if (f->text) {
        say(q, " AND ");
        name_contains(q, "t.message", f->text);
    }
    return UH_OK;
}

uh_status query_problems(store *s, const uh_filter *filter, query **out, uh_error *error) {
    wanted w;
    uh_status status = filter_read(filter, &w, error);
    if (status != UH_OK)
        return status;
    query *q = question_make(s, "SELECT ifnull(p.phrase, c.phrase) AS path, d.own_id, t.stage, "
                                "t.message, t.offset, t.line, t.skipped FROM notes t "
                                "LEFT JOIN phrases p ON p.id = t.path "
                                "LEFT JOIN documents d ON d.id = t.document "
                                "LEFT JOIN outlets o ON o.id = d.outlet "
                                "LEFT JOIN phrases c ON c.id = d.container WHERE 1");
    if (!q)
        return error_nomem(error);
    status = filter_problems(q, &w, error);
    if (status != UH_OK) {
        query_close(q);
        return status;
    }
    say(q, " ORDER BY 1, d.offset, d.line, t.line, t.offset, t.stage, t.message, d.own_id, d.key");
    filter_limit(q, &w);
    return question_open(q, out, error);
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

/* ---- runs ---- */

uh_status query_runs(store *s, const uh_filter *filter, query **out, uh_error *error) {
    wanted w;
    uh_status status = filter_read(filter, &w, error);
    if (status != UH_OK)
        return status;
    query *q = question_make(
        s, "SELECT r.program, m.hash, iif(r.started, datetime(r.started, 'unixepoch'), ''), "
           "iif(r.ended, datetime(r.ended, 'unixepoch'), ''), iif(r.ended IS NULL, 'cut off', "
           "iif(r.complete, 'complete', 'in part')), r.inputs, r.pages, r.articles, r.sentences, "
           "r.events, r.skipped, r.unchanged, r.bytes FROM runs r JOIN models m ON m.id = r.model "
           "ORDER BY r.started, r.id");
    if (!q)
        return error_nomem(error);
    filter_limit(q, &w);
    return question_open(q, out, error);
}

uh_status query_run(query *q, run_row *row, uh_error *error) {
    uh_status status = step(q, error);
    if (status != UH_OK)
        return status;
    row->program = next_text(q);
    row->model = next_text(q);
    row->started = next_text(q);
    row->ended = next_text(q);
    row->state = next_text(q);
    row->inputs = next_int(q);
    row->pages = next_int(q);
    row->articles = next_int(q);
    row->sentences = next_int(q);
    row->events = next_int(q);
    row->skipped = next_int(q);
    row->unchanged = next_int(q);
    row->bytes = next_int(q);
    return UH_OK;
}

/* ---- days and numbers ---- */

uh_status query_days(store *s, query **out, uh_error *error) {
    return question_open(question_make(s, "SELECT DISTINCT day FROM documents WHERE article = 1 "
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
    return question_open(
        question_make(
            s, "SELECT 'pages', count(*) FROM documents "
               "UNION ALL SELECT 'articles', count(*) FROM documents WHERE article = 1 "
               "UNION ALL SELECT 'reprints', count(original) FROM stories "
               "UNION ALL SELECT 'stories', count(DISTINCT " STORY_OF(
                   "id") ") FROM documents "
                         "WHERE article = 1 "
                         "UNION ALL SELECT 'outlets', count(DISTINCT outlet) FROM documents "
                         "UNION ALL SELECT 'first published', ifnull(date(min(day) * 86400, "
                         "'unixepoch'), '') FROM documents "
                         "UNION ALL SELECT 'last published', ifnull(date(max(day) * 86400, "
                         "'unixepoch'), '') FROM documents "
                         "UNION ALL SELECT 'sentences', ifnull(sum(sentences), 0) FROM documents "
                         "UNION ALL SELECT 'sentences kept', count(*) FROM sentences "
                         "UNION ALL SELECT 'reports', count(*) FROM reports "
                         "UNION ALL SELECT 'events', count(*) FROM events WHERE rejected = 0 "
                         "UNION ALL SELECT 'rejected', count(*) FROM events WHERE rejected = 1 "
                         "UNION ALL SELECT 'corrections', count(*) FROM corrections "
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
