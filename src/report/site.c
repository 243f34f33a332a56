/* site.c - the record as pages to browse. */
#include "report/site.h"

#include "analysis/ledger.h"
#include "base/error.h"
#include "base/hash.h"
#include "report/deed.h"
#include "report/evidence.h"
#include "report/markup.h"
#include "report/named.h"
#include "report/rates.h"
#include "report/sheet.h"
#include "report/witness.h"
#include "store/query.h"

#include <stdlib.h>
#include <string.h>

enum { FOUND = 200, BAD_QUESTION = 400, NOT_FOUND = 404, BROKEN = 500, HEX_SIZE = 17 };

typedef struct answer {
    site *site;
    const site_question *asked;
    arena *arena;
    buffer *out;
    uh_error error;
} answer;

/* ---- the frame of every page ---- */

void site_policy(buffer *out) {
    buffer_string(out, "default-src 'none'; base-uri 'none'; form-action 'self'; "
                       "frame-ancestors 'none'; style-src '");
    markup_policy_hash(out, text_of(sheet_style));
    buffer_string(out, "'");
}

static void open_page(const site *s, const char *title, buffer *out) {
    markup_raw(out, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                    "<meta name=\"referrer\" content=\"no-referrer\">\n<title>");
    markup_string(out, title);
    markup_raw(out, " \xc2\xb7 ");
    markup_string(out, s->title);
    markup_raw(out, "</title>\n<style>");
    markup_raw(out, sheet_style);
    markup_raw(out, "</style>\n</head>\n<body>\n<div class=\"page\">\n"
                    "<a class=\"skip\" href=\"#main\">Skip to the contents</a>\n<header>\n"
                    "<p class=\"kicker\">The record ");
    markup_string(out, s->title);
    markup_raw(out, "</p>\n<h1>");
    markup_string(out, title);
    markup_raw(
        out,
        "</h1>\n<nav aria-label=\"The record\"><ul><li><a href=\"/\">Overview</a></li>"
        "<li><a href=\"/events\">Events</a></li>"
        "<li><a href=\"/claims\">Claims</a></li>"
        "<li><a href=\"/threats\">Threats</a></li></ul></nav>\n</header>\n<main id=\"main\">\n");
}

static void close_page(buffer *out) {
    markup_raw(out, "</main>\n<footer class=\"fine\">Upperhand " UH_VERSION
                    ": who did what to whom, on whose word.</footer>\n</div>\n</body>\n</html>\n");
}

void site_problem(const site *s, int status, const char *message, buffer *out) {
    open_page(s,
              status == NOT_FOUND      ? "Nothing here"
              : status == BAD_QUESTION ? "This cannot be asked"
                                       : "Something failed",
              out);
    markup_raw(out, "<p>");
    markup_string(out, message);
    markup_raw(out, "</p>\n");
    close_page(out);
}

/* ---- arguments ---- */

static const char *argument(const answer *a, const char *name) {
    for (uint32_t i = 0; i < a->asked->n_arguments; i++)
        if (strcmp(a->asked->arguments[i].name, name) == 0 && a->asked->arguments[i].value &&
            *a->asked->arguments[i].value)
            return a->asked->arguments[i].value;
    return NULL;
}

static uint64_t offset_of(const answer *a) {
    uint64_t n = 0;
    const char *given = argument(a, "offset");
    return given && text_number(text_of(given), UINT32_MAX, &n) ? n : 0;
}

/* Of something that is no number the library says so. */
static double score_of(const answer *a) {
    const char *given = argument(a, "score");
    char *end = NULL;
    double score = given ? strtod(given, &end) : 0;
    return end && *end ? -1 : score;
}

static uh_filter filter_of(const answer *a) {
    return (uh_filter){ .size = sizeof(uh_filter),
                        .actor = argument(a, "actor"),
                        .country = argument(a, "country"),
                        .type = argument(a, "type"),
                        .status = argument(a, "status"),
                        .source = argument(a, "source"),
                        .outlet = argument(a, "outlet"),
                        .since = argument(a, "since"),
                        .until = argument(a, "until"),
                        .text = argument(a, "text"),
                        .place = argument(a, "place"),
                        .score = score_of(a),
                        .limit = SITE_ROWS + 1,
                        .offset = offset_of(a) };
}

static const char *const filters[] = { "actor", "country", "type", "status", "source", "outlet",
                                       "since", "until",   "text", "place",  "score" };
enum { FILTERS = sizeof filters / sizeof *filters };

static void add_escaped(buffer *out, const char *value) {
    for (const char *c = value; *c; c++)
        if (is_alnum((unsigned char)*c) || strchr("-._~", *c))
            buffer_byte(out, *c);
        else
            buffer_format(out, "%%%02X", (unsigned char)*c);
}

/* The same question from another row on, as a link. */
static void add_turn(answer *a, uint64_t offset, const char *words) {
    markup_raw(a->out, "<a href=\"");
    markup_string(a->out, a->asked->path);
    buffer_format(a->out, "?offset=%llu", (unsigned long long)offset);
    for (int i = 0; i < FILTERS; i++) {
        const char *value = argument(a, filters[i]);
        if (!value)
            continue;
        buffer_format(a->out, "&amp;%s=", filters[i]);
        add_escaped(a->out, value);
    }
    buffer_format(a->out, "\">%s</a> ", words);
}

static void add_turns(answer *a, bool more) {
    uint64_t offset = offset_of(a);
    markup_raw(a->out, "<p class=\"note\">");
    if (offset)
        add_turn(a, offset > SITE_ROWS ? offset - SITE_ROWS : 0, "earlier rows");
    if (more)
        add_turn(a, offset + SITE_ROWS, "further rows");
    markup_raw(a->out, "</p>\n");
}

static void add_input(answer *a, const char *name, const char *label, const char *type) {
    const char *value = argument(a, name);
    buffer_format(a->out, "<label>%s <input name=\"%s\" type=\"%s\"", label, name, type);
    markup_attribute(a->out, "value", text_of(value));
    markup_raw(a->out, "></label>");
}

static void add_option(answer *a, const char *name, const char *value) {
    const char *chosen = argument(a, name);
    markup_raw(a->out, chosen && strcmp(chosen, value) == 0 ? "<option selected>" : "<option>");
    markup_string(a->out, value);
    markup_raw(a->out, "</option>");
}

static void add_form(answer *a, bool events) {
    markup_raw(a->out, "<form class=\"filter\" method=\"get\">");
    add_input(a, "text", "Words", "search");
    add_input(a, "actor", "Actor", "text");
    add_input(a, "country", "Country", "text");
    if (events) {
        markup_raw(a->out, "<label>Type <select name=\"type\"><option value=\"\">all</option>");
        for (int t = EVENT_NONE + 1; t < EVENT_TYPES; t++)
            add_option(a, "type", plover_type_name((event_type)t));
        markup_raw(a->out, "</select></label><label>Status <select name=\"status\">"
                           "<option value=\"\">all</option>");
        for (int s = 0; s < STATUSES; s++)
            add_option(a, "status", plover_status_name((event_status)s));
        markup_raw(a->out, "</select></label>");
        add_input(a, "place", "Place", "text");
        add_input(a, "score", "Score from", "text");
    }
    add_input(a, "source", "Source", "text");
    add_input(a, "outlet", "Outlet", "text");
    add_input(a, "since", "From", "date");
    add_input(a, "until", "To", "date");
    markup_raw(a->out, "<button>Show</button></form>\n");
}

/* ---- cells ---- */

static void add_listed(buffer *out, text words) {
    for (size_t i = 0; i < words.len;) {
        size_t at = text_find(text_cut(words, i, words.len), TEXT("\n"));
        size_t end = at == SIZE_MAX ? words.len : i + at;
        markup_raw(out, i ? ", " : "");
        markup_text(out, text_cut(words, i, end));
        i = end + 1;
    }
}

/* A side as it was written, or by its codes where that only points back. */
static void add_side(answer *a, text words, text codes) {
    bool written = words.len && !(codes.len && named_is_pronoun(words));
    markup_raw(a->out, "<b>");
    if (written)
        add_listed(a->out, words);
    else
        named_sides(a->out, a->site->names, codes);
    markup_raw(a->out, "</b>");
    if (codes.len) {
        markup_raw(a->out, " <span class=\"fine\">");
        markup_text(a->out, codes);
        markup_raw(a->out, "</span>");
    }
}

static void add_day(answer *a, date d) {
    char day[DATE_SIZE];
    date_write(d, day);
    markup_raw(a->out, "<th scope=\"row\" class=\"when\">");
    markup_string(a->out, *day ? day : "no date");
    markup_raw(a->out, "</th>");
}

/* The sentence, its trigger marked where it stands first. */
static void add_sentence(answer *a, text words, text trigger) {
    size_t at = trigger.len ? text_find(words, trigger) : SIZE_MAX;
    markup_raw(a->out, "<blockquote>");
    if (at == SIZE_MAX)
        markup_text(a->out, words);
    else {
        markup_text(a->out, text_cut(words, 0, at));
        markup_raw(a->out, "<mark>");
        markup_text(a->out, trigger);
        markup_raw(a->out, "</mark>");
        markup_text(a->out, text_cut(words, at + trigger.len, words.len));
    }
    markup_raw(a->out, "</blockquote>");
}

static void add_page(answer *a, const page_row *p) {
    char day[DATE_SIZE];
    date_write(p->published, day);
    if (p->outlet.len) {
        markup_text(a->out, p->outlet);
        markup_raw(a->out, ", ");
    }
    markup_string(a->out, *day ? day : "no date");
    markup_raw(a->out, ": ");
    text title = p->title.len ? p->title : p->own_id;
    if (!markup_is_link(p->url)) {
        markup_text(a->out, title);
        return;
    }
    markup_raw(a->out, "<a rel=\"noreferrer\"");
    markup_attribute(a->out, "href", p->url);
    markup_raw(a->out, ">");
    markup_text(a->out, title);
    markup_raw(a->out, "</a>");
}

static void add_source(answer *a, text said_by, text codes) {
    if (said_by.len == 0)
        return;
    markup_raw(a->out, "On the word of <b>");
    markup_text(a->out, said_by);
    markup_raw(a->out, "</b>");
    if (codes.len) {
        markup_raw(a->out, " (");
        markup_text(a->out, codes);
        markup_raw(a->out, ")");
    }
    markup_raw(a->out, ". ");
}

static void open_table(answer *a, const char *const *heads, int n) {
    markup_raw(a->out, "<table class=\"events\"><caption>");
    buffer_format(a->out, "By date, from row %llu on", (unsigned long long)offset_of(a) + 1);
    markup_raw(a->out, "</caption>\n<thead><tr>");
    for (int i = 0; i < n; i++) {
        markup_raw(a->out, i == 0   ? "<th scope=\"col\" class=\"when\">"
                           : i == 1 ? "<th scope=\"col\" class=\"deed\">"
                                    : "<th scope=\"col\">");
        markup_raw(a->out, heads[i]);
        markup_raw(a->out, "</th>");
    }
    markup_raw(a->out, "</tr></thead>\n<tbody>\n");
}

#define OPEN_TABLE(a, ...)                                                                         \
    open_table(a, (const char *const[]){ __VA_ARGS__ },                                            \
               sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(const char *))

/* ---- events ---- */

static void add_event(answer *a, const event_row *e) {
    char id[HEX_SIZE];
    hash_hex(e->key, id);
    markup_raw(a->out, "<tr>");
    add_day(a, e->face.when);
    markup_raw(a->out, "<td class=\"deed\">");
    add_side(a, e->face.actor_text, e->face.actor);
    markup_raw(a->out, " ");
    const deed_act act = { e->face.type, e->face.mode, e->face.status };
    bool alone = e->face.recipient_text.len == 0 && e->face.recipient.len == 0;
    deed_verb(a->out, &act, alone);
    if (!alone) {
        markup_raw(a->out, " ");
        add_side(a, e->face.recipient_text, e->face.recipient);
    }
    markup_raw(a->out, "<span class=\"tag\">");
    markup_string(a->out, plover_type_name(e->face.type));
    markup_raw(a->out, ", ");
    markup_string(a->out, plover_status_name(e->face.status));
    if (e->face.score > 0)
        buffer_format(a->out, ", score %.2f", e->face.score);
    buffer_format(a->out,
                  "<br><a href=\"/event/%s\">evidence: %u report%s, %u independent</a>"
                  "</span></td><td>",
                  id, e->reports, e->reports == 1 ? "" : "s", e->sources);
    add_sentence(a, e->face.sentence, e->face.trigger);
    markup_raw(a->out, "<p class=\"word\">");
    add_source(a, e->face.said_by, e->face.said_by_code);
    add_page(a, &e->face.page);
    markup_raw(a->out, "</p></td></tr>\n");
}

static uh_status write_events(answer *a) {
    uh_filter f = filter_of(a);
    query *q;
    event_row row;
    uint32_t n = 0;
    uh_status status = query_events(a->site->store, &f, &q, &a->error);
    if (status != UH_OK)
        return status;
    open_page(a->site, "Events", a->out);
    add_form(a, true);
    OPEN_TABLE(a, "Date", "Who did what to whom", "The sentence, on whose word, and where");
    while (n <= SITE_ROWS && (status = query_event(q, &row, &a->error)) == UH_OK)
        if (n++ < SITE_ROWS)
            add_event(a, &row);
    query_close(q);
    markup_raw(a->out, "</tbody></table>\n");
    if (n == 0)
        markup_raw(a->out, "<p>No event answers to this.</p>\n");
    add_turns(a, n > SITE_ROWS);
    close_page(a->out);
    return status == UH_END ? UH_OK : status;
}

/* ---- one event ---- */

static int take(void *context, const void *bytes, size_t n) {
    buffer_add(context, bytes, n);
    return 0;
}

static uh_status write_event(answer *a, const char *id) {
    buffer words = { 0 };
    uh_sink sink = { take, &words };
    uh_status status = evidence_write(a->site->store, id, UH_TEXT, sink, &a->error);
    if (status == UH_OK) {
        open_page(a->site, "The evidence for one event", a->out);
        witness_write(a->out, buffer_view(&words));
        close_page(a->out);
    }
    a->out->failed = a->out->failed || words.failed;
    buffer_free(&words);
    return status;
}

/* ---- claims ---- */

static void add_claim(answer *a, const claim_row *c) {
    markup_raw(a->out, "<tr>");
    add_day(a, c->page.published);
    markup_raw(a->out, "<td class=\"deed\">");
    add_side(a, c->speaker, c->speaker_code);
    markup_raw(a->out, "<span class=\"tag\">about ");
    markup_text(a->out, c->about.len ? c->about : TEXT("\xe2\x80\x94"));
    markup_raw(a->out, "</span></td><td>");
    add_sentence(a, c->sentence, c->claim);
    markup_raw(a->out, "<p class=\"word\">");
    add_page(a, &c->page);
    markup_raw(a->out, "</p></td></tr>\n");
}

static uh_status write_claims(answer *a) {
    uh_filter f = filter_of(a);
    query *q;
    claim_row row;
    uint32_t n = 0;
    uh_status status = query_claims(a->site->store, &f, &q, &a->error);
    if (status != UH_OK)
        return status;
    open_page(a->site, "Claims", a->out);
    add_form(a, false);
    OPEN_TABLE(a, "Date", "Who says it", "What is said, and where");
    while (n <= SITE_ROWS && (status = query_claim(q, &row, &a->error)) == UH_OK)
        if (n++ < SITE_ROWS)
            add_claim(a, &row);
    query_close(q);
    markup_raw(a->out, "</tbody></table>\n");
    if (n == 0)
        markup_raw(a->out, "<p>No claim answers to this.</p>\n");
    add_turns(a, n > SITE_ROWS);
    close_page(a->out);
    return status == UH_END ? UH_OK : status;
}

/* ---- threats ---- */

static void add_threat(answer *a, const ledger *l, const threat *t) {
    const around_event *e = &l->record.events[l->of[t->first]];
    arena_mark mark = arena_save(a->arena);
    around_report *r;
    uint32_t n;
    char id[HEX_SIZE];
    if (around_reports(a->site->store, e->id, a->arena, &r, &n, &a->error) == UH_OK && n) {
        hash_hex(e->key, id);
        markup_raw(a->out, "<tr>");
        add_day(a, (date){ .day = l->acts[t->first].day, .precision = DATE_DAY });
        markup_raw(a->out, "<td class=\"deed\">");
        add_side(a, r->actor, e->actor);
        markup_raw(a->out, " threatened ");
        if (r->recipient.len + e->recipient.len)
            add_side(a, r->recipient, e->recipient);
        markup_raw(a->out, "<span class=\"tag\">");
        markup_string(a->out, plover_type_name((event_type)t->act_type));
        markup_raw(a->out, ": ");
        markup_raw(a->out, rate_outcome((threat_outcome)t->outcome));
        buffer_format(a->out,
                      "<br><a href=\"/event/%s\">evidence: %u mention%s</a></span></td><td>", id,
                      t->n_mentions, t->n_mentions == 1 ? "" : "s");
        add_sentence(a, r->sentence, text_cut(r->sentence, r->trigger_start, r->trigger_end));
        if (t->outcome_act != UINT32_MAX) {
            hash_hex(l->record.events[l->of[t->outcome_act]].key, id);
            buffer_format(a->out, "<p class=\"word\"><a href=\"/event/%s\">what came of it</a></p>",
                          id);
        }
        markup_raw(a->out, "</td></tr>\n");
    }
    arena_rewind(a->arena, mark);
}

static uh_status write_threats(answer *a) {
    ledger l;
    const char *country = argument(a, "country");
    uint64_t from = offset_of(a);
    uh_status status = ledger_find(a->site->store, text_of(country), INT32_MIN, INT32_MAX, a->arena,
                                   &l, &a->error);
    if (status != UH_OK)
        return status;
    open_page(a->site, "Threats, and what came of them", a->out);
    markup_raw(a->out, "<form class=\"filter\" method=\"get\">");
    add_input(a, "country", "Country", "text");
    markup_raw(a->out, "<button>Show</button></form>\n");
    OPEN_TABLE(a, "Date", "Who threatens whom", "The sentence");
    for (uint64_t i = from; i < l.threats.n && i < from + SITE_ROWS; i++)
        add_threat(a, &l, &l.threats.items[i]);
    markup_raw(a->out, "</tbody></table>\n");
    add_turns(a, l.threats.n > from + SITE_ROWS);
    close_page(a->out);
    return a->error.status;
}

/* ---- overview ---- */

static uh_status add_numbers(answer *a) {
    query *q;
    text name, value;
    uh_status status = query_stats(a->site->store, &q, &a->error);
    if (status != UH_OK)
        return status;
    markup_raw(a->out, "<dl class=\"facts\">");
    while ((status = query_stat(q, &name, &value, &a->error)) == UH_OK) {
        markup_raw(a->out, "<div><dt>");
        markup_text(a->out, name);
        markup_raw(a->out, "</dt><dd>");
        markup_text(a->out, value);
        markup_raw(a->out, "</dd></div>");
    }
    query_close(q);
    markup_raw(a->out, "</dl>\n");
    return status == UH_END ? UH_OK : status;
}

static uh_status write_overview(answer *a) {
    open_page(a->site, "What the record holds", a->out);
    uh_status status = add_numbers(a);
    markup_raw(a->out,
               "<section><h2>Who holds the upper hand</h2>\n<p>The countries with most "
               "events; each leads to the report about it.</p>\n<table><caption>Countries by events"
               "</caption><thead><tr><th scope=\"col\">Country</th><th scope=\"col\" "
               "class=\"num\">Events</th>"
               "</tr></thead>\n<tbody>\n");
    for (uint32_t i = 0; i < a->site->n_states; i++) {
        const around_state *s = &a->site->states[i];
        markup_raw(a->out, "<tr><th scope=\"row\"><a href=\"/country/");
        markup_text(a->out, s->code);
        markup_raw(a->out, "\">");
        markup_text(a->out, book_name(a->site->names, s->code));
        markup_raw(a->out, "</a></th><td class=\"num\"><a href=\"/events?country=");
        markup_text(a->out, s->code);
        buffer_format(a->out, "\">%llu</a></td></tr>\n", (unsigned long long)s->events);
    }
    markup_raw(a->out, "</tbody></table></section>\n");
    close_page(a->out);
    return status;
}

/* ---- which page ---- */

uh_status site_open(site *s, arena *a, uh_error *error) {
    return around_states(s->store, SITE_STATES, a, &s->states, &s->n_states, error);
}

static int status_of(uh_status status, bool whole) {
    if (!whole)
        return BROKEN;
    return status == UH_OK ? FOUND : status == UH_ARGUMENT ? BAD_QUESTION : BROKEN;
}

int site_answer(site *s, const site_question *q, arena *mem, buffer *out) {
    static const struct {
        const char *path;
        uh_status (*write)(answer *a);
    } pages[] = { { "/", write_overview },
                  { "/events", write_events },
                  { "/claims", write_claims },
                  { "/threats", write_threats } };
    static const char one[] = "/event/";
    answer a = { .site = s, .asked = q, .arena = mem, .out = out };
    uh_status status = UH_END;
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        if (strcmp(q->path, pages[i].path) == 0)
            status = pages[i].write(&a);
    if (strncmp(q->path, one, sizeof one - 1) == 0)
        status = write_event(&a, q->path + sizeof one - 1);
    int code = status == UH_END ? NOT_FOUND : status_of(status, !out->failed);
    if (code == BAD_QUESTION && strncmp(q->path, one, sizeof one - 1) == 0)
        code = NOT_FOUND;
    if (code != FOUND) {
        buffer_clear(out);
        site_problem(s, code,
                     code == NOT_FOUND ? "There is no page with this address." : a.error.message,
                     out);
    }
    return code;
}
