/* deed.c - events in the report. */
#include "report/deed.h"

#include "base/hash.h"
#include "report/balance.h"
#include "report/chart.h"
#include "report/markup.h"

#include <math.h>
#include <stdlib.h>

enum {
    EVENTS_MOST = 200, // of one patron on the page: the heaviest
    APART_MOST = 120,
    CONFLICT_DAYS = 7, // between a denied event and the told one that it contradicts
    OTHERS_MOST = 8,   // further reports named with an event
    SNIPPET = 220,     // bytes of a sentence in a list
};

/* ---- words ---- */

void deed_verb(buffer *out, event_type type, int mode) {
    static const char *const verbs[EVENT_TYPES] = {
        [EVENT_NONE] = "acts on",
        [EVENT_AGREE] = "agrees with",
        [EVENT_CONSULT] = "meets",
        [EVENT_SUPPORT] = "backs",
        [EVENT_CONCEDE] = "gives in to",
        [EVENT_COOPERATE] = "cooperates with",
        [EVENT_AID] = "aids",
        [EVENT_RETREAT] = "eases off",
        [EVENT_REQUEST] = "asks",
        [EVENT_ACCUSE] = "accuses",
        [EVENT_REJECT] = "refuses",
        [EVENT_THREATEN] = "threatens",
        [EVENT_PROTEST] = "protests to",
        [EVENT_SANCTION] = "sanctions",
        [EVENT_MOBILIZE] = "mobilises against",
        [EVENT_COERCE] = "coerces",
        [EVENT_ASSAULT] = "attacks",
    };
    markup_raw(out, verbs[(unsigned)type < EVENT_TYPES ? type : EVENT_NONE]);
    if (*plover_mode_name(type, mode)) {
        markup_raw(out, " (");
        markup_string(out, plover_mode_name(type, mode));
        markup_raw(out, ")");
    }
}

void deed_signed(buffer *out, double value, int decimals) {
    markup_raw(out, value < 0 ? "\xe2\x88\x92" : "+");
    buffer_fixed(out, fabs(value), decimals);
}

static void add_anchor(sheet *p, uint32_t patron, uint64_t key) {
    chart_anchor(p->out, patron, key);
}

/* Appends texts parted by line feeds, joined for reading. */
static void add_words(buffer *out, text words) {
    for (bool first = true; words.len; first = false) {
        size_t at = text_find(words, TEXT("\n"));
        size_t end = at < words.len ? at : words.len;
        if (!first)
            markup_raw(out, " and ");
        markup_text(out, text_cut(words, 0, end));
        words = text_cut(words, end + 1 < words.len ? end + 1 : words.len, words.len);
    }
}

/* A side as the page wrote it, or its codes where it wrote none. */
static void add_side(buffer *out, text words, text codes) {
    markup_raw(out, "<b>");
    if (words.len)
        add_words(out, words);
    else
        markup_text(out, codes);
    markup_raw(out, "</b>");
}

static void add_date(buffer *out, int32_t day) {
    char iso[DATE_SIZE];
    if (day == INT32_MAX) {
        markup_raw(out, "no date");
        return;
    }
    date_write_day(day, iso);
    buffer_format(out, "<time datetime=\"%s\">", iso);
    balance_day(out, day);
    markup_raw(out, "</time>");
}

static void add_sentence(buffer *out, const around_report *r) {
    markup_text(out, text_cut(r->sentence, 0, r->trigger_start));
    if (r->trigger_end > r->trigger_start) {
        markup_raw(out, "<mark>");
        markup_text(out, text_cut(r->sentence, r->trigger_start, r->trigger_end));
        markup_raw(out, "</mark>");
    }
    markup_text(out, text_cut(r->sentence, r->trigger_end, r->sentence.len));
}

/* ---- where it comes from ---- */

static void add_source(buffer *out, const around_report *r) {
    if (r->source.len == 0) {
        markup_raw(out, "The writer\xe2\x80\x99s own account");
        return;
    }
    markup_raw(out, "On the word of <b>");
    markup_text(out, r->source);
    markup_raw(out, "</b>");
    if (r->source_codes.len) {
        markup_raw(out, " (");
        markup_text(out, r->source_codes);
        markup_raw(out, ")");
    }
}

static void add_outlet(buffer *out, const around_report *r) {
    text name = r->outlet.len ? r->outlet : r->own_id;
    if (markup_is_link(r->url)) {
        markup_raw(out, "<a rel=\"noopener noreferrer nofollow\"");
        markup_attribute(out, "href", r->url);
        markup_raw(out, ">");
        markup_text(out, name);
        markup_raw(out, "</a>");
    } else
        markup_text(out, name);
    if (r->day != INT32_MAX) {
        markup_raw(out, ", ");
        add_date(out, r->day);
    }
}

static void add_others(buffer *out, const around_report *r, uint32_t n) {
    if (n < 2)
        return;
    markup_raw(out, "<p class=\"word\">Also told by ");
    for (uint32_t i = 1; i < n && i <= OTHERS_MOST; i++) {
        markup_raw(out, i == 1 ? "" : "; ");
        add_outlet(out, &r[i]);
        if (r[i].is_reprint)
            markup_raw(out, " (reprint)");
    }
    if (n > OTHERS_MOST + 1)
        buffer_format(out, "; and %u more", n - OTHERS_MOST - 1);
    markup_raw(out, ".</p>");
}

static void add_trace(buffer *out, const around_event *e, const around_report *r) {
    char id[17];
    hash_hex(e->key, id);
    markup_raw(out, "<p class=\"word\">Event <code>");
    markup_raw(out, id);
    markup_raw(out, "</code>, rule <code>");
    markup_text(out, r->rule);
    markup_raw(out, "</code>, bytes ");
    buffer_format(out, "%llu\xe2\x80\x93%llu of <code>", (unsigned long long)r->page_start,
                  (unsigned long long)r->page_end);
    markup_text(out, r->own_id);
    markup_raw(out, "</code>.</p>");
}

static void add_account(buffer *out, const around_event *e, const around_report *r, uint32_t n) {
    markup_raw(out, "<td class=\"said\"><blockquote>");
    add_sentence(out, r);
    markup_raw(out, "</blockquote><p class=\"word\">");
    add_source(out, r);
    markup_raw(out, "; printed by ");
    add_outlet(out, r);
    if (r->title.len) {
        markup_raw(out, ", \xe2\x80\x9c");
        markup_text(out, r->title);
        markup_raw(out, "\xe2\x80\x9d");
    }
    markup_raw(out, ".</p>");
    add_others(out, r, n);
    add_trace(out, e, r);
    markup_raw(out, "</td>");
}

/* Finds an event's reports; NULL: none, or a failure that status holds. */
static const around_report *reports_of(sheet *p, const around_event *e, uint32_t *n) {
    around_report *r = NULL;
    *n = 0;
    if (p->status == UH_OK)
        p->status = around_reports(p->store, e->id, p->arena, &r, n, p->error);
    return *n ? r : NULL;
}

/* ---- the evidence ---- */

static void add_strand_name(buffer *out, const around_event *e) {
    markup_raw(out, strand_name(strand_of((event_type)e->type, e->mode, e->contexts)));
}

static void add_deed(buffer *out, const around_event *e, const around_report *r) {
    markup_raw(out, "<td class=\"deed\">");
    add_side(out, r->actor, e->actor);
    buffer_byte(out, ' ');
    deed_verb(out, (event_type)e->type, e->mode);
    buffer_byte(out, ' ');
    add_side(out, r->recipient, e->recipient);
    markup_raw(out, "<span class=\"tag\">");
    markup_string(out, plover_type_name((event_type)e->type));
    markup_raw(out, " \xc2\xb7 ");
    add_strand_name(out, e);
    markup_raw(out, " \xc2\xb7 ");
    markup_text(out, e->actor);
    if (e->recipient.len) {
        markup_raw(out, " \xe2\x86\x92 ");
        markup_text(out, e->recipient);
    }
    markup_raw(out, "</span>");
}

static void add_weight(buffer *out, const balance_event *b) {
    markup_raw(out, "<td class=\"num\">");
    deed_signed(out, balance_weight(b), 2);
    if (b->on_challenger)
        markup_raw(out, "<span class=\"tag\">for challengers, apart</span>");
    else if (b->by_client)
        markup_raw(out, "<span class=\"tag\">the country\xe2\x80\x99s own act</span>");
    if (b->sources > 1)
        buffer_format(out, "<span class=\"tag\">%u independent</span>", b->sources);
    markup_raw(out, "</td>");
}

static void add_row(sheet *p, uint32_t i) {
    const balance_event *b = &p->hold->events[i];
    const around_event *e = &p->hold->record.events[p->hold->of[i]];
    arena_mark mark = arena_save(p->arena);
    uint32_t n;
    const around_report *r = reports_of(p, e, &n);
    if (r) {
        markup_raw(p->out, "<tr id=\"");
        add_anchor(p, b->patron, e->key);
        markup_raw(p->out, "\" data-strand=\"");
        add_strand_name(p->out, e);
        buffer_format(p->out, "\" data-patron=\"%u\"><th scope=\"row\" class=\"when\">", b->patron);
        add_date(p->out, e->day);
        markup_raw(p->out, "</th>");
        add_deed(p->out, e, r);
        markup_raw(p->out, "</td>");
        add_account(p->out, e, r, n);
        add_weight(p->out, b);
        markup_raw(p->out, "</tr>\n");
    }
    arena_rewind(p->arena, mark);
}

typedef struct heavy {
    uint32_t event;
    double weight;
} heavy;

static int by_weight(const void *a, const void *b) {
    const heavy *x = a, *y = b;
    if (x->weight != y->weight)
        return x->weight < y->weight ? 1 : -1;
    return (x->event > y->event) - (x->event < y->event);
}

static int by_event(const void *a, const void *b) {
    const heavy *x = a, *y = b;
    return (x->event > y->event) - (x->event < y->event);
}

/* Lists a patron's heaviest events, at most EVENTS_MOST, in the order of time. */
static heavy *heaviest(sheet *p, uint32_t patron, uint32_t *n) {
    heavy *all = arena_array(p->arena, p->hold->n_events, sizeof *all);
    *n = 0;
    if (!all) {
        p->status = UH_NOMEM;
        return NULL;
    }
    for (uint32_t i = 0; i < p->hold->n_events; i++)
        if (p->hold->events[i].patron == patron)
            all[(*n)++] = (heavy){ i, fabs(balance_weight(&p->hold->events[i])) };
    if (*n > EVENTS_MOST) {
        qsort(all, *n, sizeof *all, by_weight);
        *n = EVENTS_MOST;
        qsort(all, *n, sizeof *all, by_event);
    }
    return all;
}

static void add_table(sheet *p, uint32_t patron) {
    arena_mark mark = arena_save(p->arena);
    uint32_t n;
    heavy *events = heaviest(p, patron, &n);
    text name = book_name(p->names, p->hold->patrons[patron]);
    buffer_format(p->out, "<section class=\"patron\" id=\"p-%u\"><h3 class=\"c%u\">", patron,
                  patron % CHART_COLOURS);
    markup_text(p->out, name);
    markup_raw(p->out, "</h3>\n<table class=\"events\"><caption>");
    if (n < p->hold->evidence[patron].events)
        buffer_format(p->out, "The heaviest %u of ", n);
    buffer_format(p->out, "%u event%s between ", p->hold->evidence[patron].events,
                  p->hold->evidence[patron].events == 1 ? "" : "s");
    markup_text(p->out, name);
    markup_raw(p->out, " and ");
    markup_text(p->out, book_name(p->names, p->hold->asked.country));
    markup_raw(p->out, ", by date</caption>\n");
    markup_raw(p->out, "<thead><tr><th scope=\"col\" class=\"when\">Date</th>"
                       "<th scope=\"col\" class=\"deed\">Who did what to whom</th>"
                       "<th scope=\"col\">On whose word, and where</th>"
                       "<th scope=\"col\" class=\"num\">Weight</th></tr></thead>\n<tbody>\n");
    for (uint32_t i = 0; events && i < n; i++)
        add_row(p, events[i].event);
    markup_raw(p->out, "</tbody></table></section>\n");
    arena_rewind(p->arena, mark);
}

static void add_filter(sheet *p) {
    markup_raw(p->out,
               "<form class=\"filter\" id=\"filter\" hidden>"
               "<label>Words <input name=\"words\" type=\"search\" autocomplete=\"off\">"
               "</label><label>Patron <select name=\"patron\"><option value=\"\">all</option>");
    for (uint32_t i = 0; i < p->hold->n_patrons; i++) {
        buffer_format(p->out, "<option value=\"%u\">", i);
        markup_text(p->out, book_name(p->names, p->hold->patrons[i]));
        markup_raw(p->out, "</option>");
    }
    markup_raw(p->out, "</select></label><label>Strand <select name=\"strand\">"
                       "<option value=\"\">all</option>");
    for (int s = 0; s < STRANDS; s++)
        buffer_format(p->out, "<option>%s</option>", strand_name((strand)s));
    markup_raw(p->out, "</select></label><output name=\"seen\"></output></form>\n");
}

void deed_evidence(sheet *p) {
    markup_raw(p->out,
               "<section aria-labelledby=\"evidence\"><h2 id=\"evidence\">The evidence</h2>\n"
               "<p>Every event that counts, with the sentence it was read from. The marked words "
               "are the act. <em>Weight</em> is what the event adds to hold on its own day.</p>\n");
    add_filter(p);
    for (uint32_t k = 0; k < p->hold->n_patrons; k++)
        if (p->hold->evidence[hold_ranked(p->hold, k)].events)
            add_table(p, hold_ranked(p->hold, k));
    markup_raw(p->out, "</section>\n");
}

/* ---- in lists ---- */

static void add_snippet(buffer *out, const around_report *r) {
    around_report cut = *r;
    cut.sentence = text_opening(r->sentence, SNIPPET > r->trigger_end ? SNIPPET : r->trigger_end);
    add_sentence(out, &cut);
    if (cut.sentence.len < r->sentence.len)
        markup_raw(out, " \xe2\x80\xa6");
}

/* Finds the patron under which an event of the record has its row; UINT32_MAX: it has none. */
static uint32_t patron_of(const hold *h, uint32_t i) {
    for (uint32_t k = 0; k < h->n_events; k++)
        if (h->of[k] == i)
            return h->events[k].patron;
    return UINT32_MAX;
}

void deed_brief(sheet *p, uint32_t i) {
    const around_event *e = &p->hold->record.events[i];
    uint32_t patron = patron_of(p->hold, i);
    arena_mark mark = arena_save(p->arena);
    uint32_t n;
    const around_report *r = reports_of(p, e, &n);
    if (r) {
        if (patron != UINT32_MAX) {
            markup_raw(p->out, "<a href=\"#");
            add_anchor(p, patron, e->key);
            markup_raw(p->out, "\">");
        }
        add_date(p->out, e->day);
        markup_raw(p->out, patron != UINT32_MAX ? "</a>: " : ": ");
        add_snippet(p->out, r);
        markup_raw(p->out, " <span class=\"fine\">");
        add_outlet(p->out, r);
        markup_raw(p->out, "</span>");
    }
    arena_rewind(p->arena, mark);
}

/* ---- not counted ---- */

static bool concerns_patrons(const sheet *p, const around_event *e, uint32_t *patron) {
    bool by_client, on_challenger;
    for (*patron = 0; *patron < p->hold->n_patrons; ++*patron)
        if (hold_sides(e, p->hold->asked.country, p->hold->patrons[*patron], &by_client,
                       &on_challenger))
            return true;
    return false;
}

/* Finds the told event that a denied one contradicts: of the same type and patron, within a week.
 */
static bool find_conflict(const sheet *p, const around_event *e, uint32_t patron, uint32_t *i) {
    for (*i = 0; *i < p->hold->n_events; ++*i) {
        const balance_event *b = &p->hold->events[*i];
        if (b->patron == patron && b->type == e->type && abs(b->day - e->day) <= CONFLICT_DAYS)
            return true;
    }
    return false;
}

static void add_conflict(sheet *p, const around_event *e, uint32_t patron) {
    uint32_t i;
    if (e->status != STATUS_DENIED || e->day == INT32_MAX || !find_conflict(p, e, patron, &i))
        return;
    markup_raw(p->out, "<span class=\"tag\">conflicts with <a href=\"#");
    add_anchor(p, patron, p->hold->record.events[p->hold->of[i]].key);
    markup_raw(p->out, "\">a counted account of ");
    balance_day(p->out, p->hold->events[i].day);
    markup_raw(p->out, "</a></span>");
}

static void add_apart(sheet *p, const around_event *e, uint32_t patron) {
    arena_mark mark = arena_save(p->arena);
    uint32_t n;
    const around_report *r = reports_of(p, e, &n);
    if (r) {
        markup_raw(p->out, "<tr><th scope=\"row\" class=\"when\">");
        add_date(p->out, e->day);
        markup_raw(p->out, "</th>");
        add_deed(p->out, e, r);
        add_conflict(p, e, patron);
        markup_raw(p->out, "</td>");
        add_account(p->out, e, r, n);
        markup_raw(p->out, "</tr>\n");
    }
    arena_rewind(p->arena, mark);
}

static bool is_counted(const hold *h, const around_event *e) {
    return e->status == STATUS_ASSERTED && e->day != INT32_MAX &&
           (h->record.n_days == 0 || e->day <= h->record.days[h->record.n_days - 1].day);
}

static const char *why_apart(int status) {
    static const char *const why[STATUSES] = {
        [STATUS_ASSERTED] = "Told, but without a date or dated after the last article",
        [STATUS_DENIED] = "Denied",
        [STATUS_PLANNED] = "Planned or announced, not yet done",
        [STATUS_DEMANDED] = "Demanded of somebody",
        [STATUS_HYPOTHETICAL] = "Supposed or made conditional",
        [STATUS_HISTORICAL] = "Background from earlier times",
    };
    return why[status];
}

static void add_apart_table(sheet *p, int status, uint32_t most) {
    const hold *h = p->hold;
    uint32_t n = 0, patron;
    for (uint32_t i = 0; i < h->record.n_events; i++) {
        const around_event *e = &h->record.events[i];
        if (e->status != status || is_counted(h, e) || !concerns_patrons(p, e, &patron))
            continue;
        if (n++ == 0) {
            markup_raw(p->out, "<section class=\"patron\"><h3>");
            markup_raw(p->out, why_apart(status));
            markup_raw(p->out, "</h3>\n<table class=\"events\"><caption>");
            markup_raw(p->out, plover_status_name((event_status)status));
            markup_raw(p->out, ", not counted, by date</caption>\n<thead><tr>"
                               "<th scope=\"col\" class=\"when\">Date</th>"
                               "<th scope=\"col\" class=\"deed\">Who, what, to whom</th>"
                               "<th scope=\"col\">On whose word, and where</th></tr></thead>\n"
                               "<tbody>\n");
        }
        if (n <= most)
            add_apart(p, e, patron);
    }
    if (n)
        markup_raw(p->out, "</tbody></table>\n");
    if (n > most)
        buffer_format(p->out, "<p class=\"note\">%u more are in the record.</p>\n", n - most);
    if (n)
        markup_raw(p->out, "</section>\n");
}

void deed_apart(sheet *p) {
    markup_raw(p->out,
               "<section aria-labelledby=\"apart\"><h2 id=\"apart\">Kept apart, not counted</h2>\n"
               "<p>What was denied, planned, demanded, supposed or long past is in the record, and "
               "in no number above.</p>\n");
    size_t before = p->out->len;
    add_apart_table(p, STATUS_DENIED, APART_MOST);
    for (int s = 0; s < STATUSES; s++)
        if (s != STATUS_DENIED)
            add_apart_table(p, s, APART_MOST);
    if (p->out->len == before)
        markup_raw(p->out, "<p>Nothing had to be kept apart.</p>\n");
    markup_raw(p->out, "</section>\n");
}
