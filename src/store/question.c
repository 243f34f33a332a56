/* question.c - conditions of SQL from a filter. */
#include "store/question.h"

#include "base/utf8.h"
#include "store/value.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { TYPE_SIZE = 32 }; // a name of a type is shorter

/* ---- building ---- */

void say(query *q, const char *sql) {
    buffer_string(&q->sql, sql);
}

void put_words(query *q, text words) {
    assert(q->n_values < VALUES_MOST);
    q->values[q->n_values].words = words.at ? words : (text){ "", 0 };
    buffer_format(&q->sql, "?%d", ++q->n_values);
}

void put_int(query *q, int64_t number) {
    assert(q->n_values < VALUES_MOST);
    q->values[q->n_values].number = number;
    buffer_format(&q->sql, "?%d", ++q->n_values);
}

query *question_make(store *s, const char *sql) {
    query *q = calloc(1, sizeof *q);
    if (!q)
        return NULL;
    q->s = s;
    say(q, sql);
    return q;
}

uh_status question_open(query *q, query **out, uh_error *error) {
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

bool filter_match(buffer *match, text words) {
    bool open = false, any = false;
    for (size_t i = 0; i < words.len;) {
        size_t start = i;
        uint32_t c = utf8_next(words, &i);
        bool part = utf8_is_letter(c) || utf8_is_digit(c) || utf8_is_mark(c);
        if (part != open)
            buffer_string(match, part ? " \"" : c == '*' ? "\"*" : "\"");
        open = part;
        any |= part;
        if (part)
            buffer_text(match, text_cut(words, start, i));
    }
    if (open)
        buffer_byte(match, '"');
    return any;
}

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

/* A type, in capitals or not. */
static int type_of(const char *given) {
    char name[TYPE_SIZE];
    size_t len = strlen(given);
    if (len >= sizeof name)
        return EVENT_NONE;
    for (size_t i = 0; i <= len; i++)
        name[i] = (char)to_upper((unsigned char)given[i]);
    return plover_type(text_of(name));
}

static uh_status check_country(const char *given, uh_error *error) {
    enum { LETTERS = 3 };
    if (!given || strlen(given) >= LETTERS)
        return UH_OK;
    return error_set(error, UH_ARGUMENT, NULL,
                     "'%s' is no country's code of three letters like VEN", given);
}

uh_status filter_read(const uh_filter *given, wanted *w, uh_error *error) {
    *w = (wanted){ .status = -1 };
    if (!given)
        return UH_OK;
    memcpy(&w->f, given, given->size < sizeof w->f ? given->size : sizeof w->f);
    if (!(w->f.score >= 0 && w->f.score <= 1))
        return error_set(error, UH_ARGUMENT, NULL, "score: %g is no number from 0 to 1",
                         w->f.score);
    if (w->f.type && (w->type = type_of(w->f.type)) == EVENT_NONE)
        return error_set(error, UH_ARGUMENT, NULL, "'%s' is no PLOVER type", w->f.type);
    event_status named;
    w->rejected = w->f.status && strcmp(w->f.status, "rejected") == 0;
    if (w->f.status && !w->rejected && !plover_status(text_of(w->f.status), &named))
        return error_set(error, UH_ARGUMENT, NULL, "'%s' is no status of an event", w->f.status);
    if (w->f.status && !w->rejected)
        w->status = (int)named;
    buffer match = { 0 };
    bool words = !w->f.text || filter_match(&match, text_of(w->f.text));
    buffer_free(&match);
    if (!words)
        return error_set(error, UH_ARGUMENT, NULL, "'%s' holds no word", w->f.text);
    uh_status status = check_country(w->f.country, error);
    if (status == UH_OK)
        status = read_day(w->f.since, "since", &w->since_set, &w->since, error);
    if (status == UH_OK)
        status = read_day(w->f.until, "until", &w->until_set, &w->until, error);
    if (status == UH_OK && w->since_set && w->until_set && w->since > w->until)
        return error_set(error, UH_ARGUMENT, NULL, "since %s lies after until %s", w->f.since,
                         w->f.until);
    return status;
}

/* A side of the event e has a code that begins so. */
static void side_begins(query *q, const char *code) {
    say(q, " AND e.id IN (SELECT x.event FROM sides x JOIN actors a ON a.id = x.actor "
           "WHERE substr(a.code, 1, ");
    put_int(q, (int64_t)strlen(code));
    say(q, ") = upper(");
    put_words(q, text_of(code));
    say(q, "))");
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

void name_contains(query *q, const char *column, const char *part) {
    buffer_format(&q->sql, "instr(lower(%s), lower(", column);
    put_words(q, text_of(part));
    say(q, ")) > 0");
}

/* Rows whose sentences hold the words. */
static void sentence_matches(query *q, const wanted *w, const char *column) {
    buffer_clear(&q->match);
    filter_match(&q->match, text_of(w->f.text));
    buffer_format(&q->sql, " AND %s (SELECT rowid FROM sentence_words WHERE sentence_words MATCH ",
                  column);
    put_words(q, buffer_view(&q->match));
    say(q, ")");
}

static void filter_source(query *q, const wanted *w) {
    if (!w->f.source)
        return;
    say(q, " AND e.id IN (SELECT x.event FROM reports x WHERE x.source IN "
           "(SELECT id FROM sources WHERE ");
    name_contains(q, "name", w->f.source);
    say(q, "))");
}

static void filter_place(query *q, const wanted *w) {
    if (!w->f.place)
        return;
    say(q, " AND e.id IN (SELECT x.event FROM reports x WHERE x.country = upper(");
    put_words(q, text_of(w->f.place));
    say(q, ") OR ");
    name_contains(q, "x.place", w->f.place);
    say(q, ")");
}

static void filter_score(query *q, const wanted *w) {
    if (w->f.score <= 0)
        return;
    say(q, " AND EXISTS (SELECT 1 FROM reports x WHERE " OF_EVENT("x", "e.id") " AND x.score >= ");
    put_int(q, in_parts(w->f.score, SCORE));
    say(q, ")");
}

/* What an event e says, whenever and wherever it was printed. */
static void filter_acts(query *q, const wanted *w) {
    say(q, w->rejected ? " AND e.rejected = 1" : " AND e.rejected = 0");
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
    filter_source(q, w);
    filter_place(q, w);
    filter_score(q, w);
}

static bool asks_for_acts(const wanted *w) {
    return w->type || w->status >= 0 || w->rejected || w->f.place || w->f.score > 0;
}

static bool asks_for_sides(const wanted *w) {
    return w->f.actor || w->f.country || w->f.source;
}

void filter_events(query *q, const wanted *w) {
    filter_acts(q, w);
    day_between(q, w, "e.day");
    if (w->f.outlet) {
        say(q, " AND EXISTS (SELECT 1 FROM reports x JOIN documents y ON y.id = x.id >> 18 "
               "JOIN outlets z ON z.id = y.outlet WHERE " OF_EVENT("x", "e.id") " AND ");
        name_contains(q, "z.name", w->f.outlet);
        say(q, ")");
    }
    if (w->f.text) {
        sentence_matches(q, w,
                         "e.id IN (SELECT x.event FROM sentences m JOIN reports x ON x.id BETWEEN "
                         "m.document << 18 AND (m.document << 18) + 262143 AND x.sentence = m.id "
                         "WHERE m.id IN");
        say(q, ")");
    }
}

void filter_pages(query *q, const wanted *w) {
    day_between(q, w, "ifnull(d.day, 2147483647)");
    if (w->f.outlet) {
        say(q, " AND ");
        name_contains(q, "o.name", w->f.outlet);
    }
}

void filter_stories(query *q, const wanted *w) {
    filter_pages(q, w);
    if (asks_for_acts(w) || asks_for_sides(w)) {
        say(q, " AND d.id IN (SELECT x.id >> 18 FROM events e JOIN reports x ON " OF_EVENT(
                   "x", "e.id") " "
                                "WHERE 1");
        filter_acts(q, w);
        say(q, ")");
    }
    if (w->f.text) {
        sentence_matches(q, w, "d.id IN (SELECT m.document FROM sentences m WHERE m.id IN");
        say(q, ")");
    }
}

/* One of the blank-separated codes of a column begins with this. */
static void code_begins(query *q, const char *column, const char *code) {
    buffer_format(&q->sql, "instr(' ' || %s, ' ' || upper(", column);
    put_words(q, text_of(code));
    say(q, ")) > 0");
}

/* Who says the claim l, with the source s, or whom it is about. */
static void claim_side(query *q, const char *code) {
    if (!code)
        return;
    say(q, " AND (");
    code_begins(q, "l.about", code);
    say(q, " OR ");
    code_begins(q, "substr(s.name, instr(s.name, char(10)) + 1)", code);
    say(q, ")");
}

static void claim_sides(query *q, const wanted *w) {
    claim_side(q, w->f.actor);
    claim_side(q, w->f.country);
    if (w->f.source) {
        say(q, " AND ");
        name_contains(q, "s.name", w->f.source);
    }
}

/* The sentence tells of an event of this type, status or place. */
static void sentence_acts(query *q, const wanted *w, const char *column) {
    buffer_format(&q->sql,
                  "%s IN (SELECT x.sentence FROM events e JOIN reports x ON " OF_EVENT(
                      "x", "e.id") " WHERE 1",
                  column);
    filter_acts(q, w);
    say(q, ")");
}

void filter_claims(query *q, const wanted *w) {
    filter_pages(q, w);
    claim_sides(q, w);
    if (asks_for_acts(w)) {
        wanted acts = *w;
        acts.f.actor = acts.f.country = acts.f.source = NULL; // those are the claim's own
        say(q, " AND ");
        sentence_acts(q, &acts, "l.sentence");
    }
    if (w->f.text)
        sentence_matches(q, w, "l.sentence IN");
}

void filter_sentences(query *q, const wanted *w) {
    filter_pages(q, w);
    if (w->f.text)
        sentence_matches(q, w, "n.id IN");
    if (!asks_for_acts(w) && !asks_for_sides(w))
        return;
    say(q, " AND (");
    sentence_acts(q, w, "n.id");
    if (!asks_for_acts(w)) {
        say(q, " OR n.id IN (SELECT l.sentence FROM claims l JOIN sources s ON s.id = l.source "
               "WHERE 1");
        claim_sides(q, w);
        say(q, ")");
    }
    say(q, ")");
}

void filter_limit(query *q, const wanted *w) {
    say(q, " LIMIT ");
    put_int(q, w->f.limit && w->f.limit < INT64_MAX ? (int64_t)w->f.limit : -1);
    say(q, " OFFSET ");
    put_int(q, w->f.offset < INT64_MAX ? (int64_t)w->f.offset : INT64_MAX);
}
