/* deed.c - events in the report. */
#include "report/deed.h"

#include "doc/code.h"
#include "report/balance.h"
#include "report/chart.h"
#include "report/markup.h"
#include "report/named.h"

#include <math.h>
#include <stdlib.h>

enum {
    OTHERS_MOST = 8, // further reports named with an event
    SNIPPET = 220,   // bytes of a sentence in a list
};

bool deed_is_counted(const hold *h, const around_event *e) {
    return e->status == STATUS_ASSERTED && e->type != EVENT_NONE && e->day != INT32_MAX &&
           (h->record.n_days == 0 || e->day <= h->record.days[h->record.n_days - 1].day);
}

/* ---- words ---- */

typedef struct verb {
    const char *done, *base, *towards;
} verb;

static const verb *verb_of(event_type type) {
    static const verb verbs[EVENT_TYPES] = {
        [EVENT_NONE] = { "acted", "act", " on" },
        [EVENT_AGREE] = { "agreed", "agree", " with" },
        [EVENT_CONSULT] = { "met", "meet", "" },
        [EVENT_SUPPORT] = { "backed", "back", "" },
        [EVENT_CONCEDE] = { "gave in", "give in", " to" },
        [EVENT_COOPERATE] = { "cooperated", "cooperate", " with" },
        [EVENT_AID] = { "aided", "aid", "" },
        [EVENT_RETREAT] = { "let up", "let up", " on" },
        [EVENT_REQUEST] = { "asked", "ask", "" },
        [EVENT_ACCUSE] = { "accused", "accuse", "" },
        [EVENT_REJECT] = { "refused", "refuse", "" },
        [EVENT_THREATEN] = { "threatened", "threaten", "" },
        [EVENT_PROTEST] = { "protested", "protest", " to" },
        [EVENT_SANCTION] = { "sanctioned", "sanction", "" },
        [EVENT_MOBILIZE] = { "mobilised", "mobilise", " against" },
        [EVENT_COERCE] = { "coerced", "coerce", "" },
        [EVENT_ASSAULT] = { "attacked", "attack", "" },
    };
    return &verbs[(unsigned)type < EVENT_TYPES ? type : EVENT_NONE];
}

void deed_verb(buffer *out, const deed_act *act, bool alone) {
    static const char *const before[STATUSES] = {
        [STATUS_DENIED] = "did not ",
        [STATUS_PLANNED] = "will ",
        [STATUS_DEMANDED] = "should ",
        [STATUS_HYPOTHETICAL] = "might ",
    };
    const verb *v = verb_of(act->type);
    const char *mode = plover_mode_name(act->type, act->mode);
    const char *modal = (unsigned)act->status < STATUSES ? before[act->status] : NULL;
    markup_raw(out, modal ? modal : "");
    markup_raw(out, modal ? v->base : v->done);
    if (*mode) {
        markup_raw(out, " (");
        markup_string(out, mode);
        markup_raw(out, ")");
    }
    markup_raw(out, alone ? "" : v->towards);
}

void deed_signed(buffer *out, double value, int decimals) {
    if (fabs(value) < 0.5 * pow(10, -decimals)) {
        markup_raw(out, "0");
        return;
    }
    markup_raw(out, value < 0 ? "\xe2\x88\x92" : "+");
    buffer_fixed(out, fabs(value), decimals);
}

/* Appends texts parted by line feeds, joined for reading: "Spain, France and Germany". */
static void add_words(buffer *out, text words) {
    for (bool first = true; words.len; first = false) {
        size_t at = text_find(words, TEXT("\n"));
        size_t end = at < words.len ? at : words.len;
        text rest = text_cut(words, end + 1 < words.len ? end + 1 : words.len, words.len);
        markup_raw(out, first ? "" : rest.len ? ", " : " and ");
        markup_text(out, text_cut(words, 0, end));
        words = rest;
    }
}

/* A side as the page wrote it, or by its codes where the page only points back or wrote nothing. */
static void add_side(const sheet *p, text words, text codes) {
    markup_raw(p->out, "<b>");
    if (words.len && !(codes.len && named_is_pronoun(words)))
        add_words(p->out, words);
    else
        named_sides(p->out, p->names, codes);
    markup_raw(p->out, "</b>");
}

void deed_date(buffer *out, int32_t day) {
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

static void add_speaker(const sheet *p, const around_report *r) {
    if (r->source_codes.len && named_is_pronoun(r->source))
        named_sides(p->out, p->names, r->source_codes);
    else
        markup_text(p->out, r->source);
}

static void add_source(const sheet *p, const around_report *r) {
    if (r->source.len == 0) {
        markup_raw(p->out, "The writer\xe2\x80\x99s own account");
        return;
    }
    markup_raw(p->out, "On the word of <b>");
    add_speaker(p, r);
    markup_raw(p->out, "</b>");
    if (r->source_codes.len) {
        markup_raw(p->out, " (");
        markup_text(p->out, r->source_codes);
        markup_raw(p->out, ")");
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
        deed_date(out, r->day);
    }
}

/* Tells whether an earlier report stands on the same page. */
static bool is_again(const around_report *r, uint32_t i) {
    for (uint32_t k = 0; k < i; k++)
        if (text_equal(r[k].own_id, r[i].own_id) && text_equal(r[k].outlet, r[i].outlet) &&
            text_equal(r[k].url, r[i].url))
            return true;
    return false;
}

static void add_others(buffer *out, const around_report *r, uint32_t n) {
    uint32_t named = 0;
    for (uint32_t i = 1; i < n; i++) {
        if (is_again(r, i) || ++named > OTHERS_MOST)
            continue;
        markup_raw(out, named == 1 ? "<p class=\"word\">Also told by " : "; ");
        add_outlet(out, &r[i]);
        if (r[i].is_reprint)
            markup_raw(out, " (reprint)");
    }
    if (named > OTHERS_MOST)
        buffer_format(out, "; and %u more", named - OTHERS_MOST);
    markup_raw(out, named ? ".</p>" : "");
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

void deed_account(const sheet *p, const around_event *e, const around_report *r, uint32_t n) {
    buffer *out = p->out;
    markup_raw(out, "<td class=\"said\"><blockquote>");
    add_sentence(out, r);
    markup_raw(out, "</blockquote><p class=\"word\">");
    add_source(p, r);
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

const around_report *deed_reports(sheet *p, const around_event *e, uint32_t *n) {
    around_report *r = NULL;
    *n = 0;
    if (p->status == UH_OK)
        p->status = around_reports(p->store, e->id, p->arena, &r, n, p->error);
    return *n ? r : NULL;
}

/* Actors that deal with each other have no recipient, whatever words stand there. */
static bool is_alone(const around_event *e, const around_report *r) {
    text codes = e->actor, code;
    int n = 0;
    while (code_next(&codes, &code))
        n++;
    return e->recipient.len == 0 && (n > 1 || r->recipient.len == 0);
}

void deed_line(const sheet *p, const around_event *e, const around_report *r) {
    buffer *out = p->out;
    const deed_act act = { (event_type)e->type, e->mode, (event_status)e->status };
    bool alone = is_alone(e, r);
    add_side(p, r->actor, e->actor);
    buffer_byte(out, ' ');
    deed_verb(out, &act, alone);
    if (!alone) {
        buffer_byte(out, ' ');
        add_side(p, r->recipient, e->recipient);
    }
    markup_raw(out, "<span class=\"tag\">");
    markup_string(out, plover_type_name(act.type));
    markup_raw(out, " \xc2\xb7 ");
    markup_raw(out, strand_name(strand_of(act.type, e->mode, e->contexts)));
    markup_raw(out, " \xc2\xb7 ");
    markup_text(out, e->actor.len ? e->actor : TEXT("\xe2\x80\x94"));
    if (e->recipient.len) {
        markup_raw(out, " \xe2\x86\x92 ");
        markup_text(out, e->recipient);
    }
    markup_raw(out, "</span>");
}

/* ---- which events have a row ---- */

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

/* Lists a patron's heaviest events, at most DEED_ROWS_MOST, in the order of time. */
static bool choose(sheet *p, uint32_t patron) {
    const hold *h = p->hold;
    chart_rows *rows = &p->rows[patron];
    heavy *all = arena_array(p->arena, h->n_events, sizeof *all);
    if (!all)
        return false;
    for (uint32_t i = 0; i < h->n_events; i++)
        if (h->events[i].patron == patron)
            all[rows->n++] = (heavy){ i, fabs(balance_weight(&h->events[i])) };
    if (rows->n > DEED_ROWS_MOST) {
        qsort(all, rows->n, sizeof *all, by_weight);
        rows->n = DEED_ROWS_MOST;
        qsort(all, rows->n, sizeof *all, by_event);
    }
    rows->events = arena_array(p->arena, rows->n, sizeof *rows->events);
    for (uint32_t i = 0; rows->events && i < rows->n; i++)
        rows->events[i] = all[i].event;
    return rows->events != NULL;
}

void deed_choose_rows(sheet *p) {
    uint32_t patron;
    for (uint32_t k = 0; k < p->hold->n_patrons; k++) {
        if (!choose(p, k)) {
            p->status = UH_NOMEM;
            return;
        }
        for (uint32_t i = 0; i < p->rows[k].n; i++) {
            uint64_t id = (uint64_t)p->hold->record.events[p->hold->of[p->rows[k].events[i]]].id;
            if (!map_get(&p->row_of, id, &patron) && !map_put(&p->row_of, p->arena, id, k))
                p->status = UH_NOMEM;
        }
    }
}

/* ---- in lists ---- */

static void add_snippet(buffer *out, const around_report *r) {
    around_report cut = *r;
    cut.sentence = text_opening(r->sentence, SNIPPET > r->trigger_end ? SNIPPET : r->trigger_end);
    add_sentence(out, &cut);
    if (cut.sentence.len < r->sentence.len)
        markup_raw(out, " \xe2\x80\xa6");
}

bool deed_link(sheet *p, const around_event *e) {
    uint32_t patron;
    if (!map_get(&p->row_of, (uint64_t)e->id, &patron))
        return false;
    markup_raw(p->out, "<a href=\"#");
    chart_anchor(p->out, patron, e->key);
    markup_raw(p->out, "\">");
    return true;
}

void deed_report(sheet *p, const around_report *r) {
    add_snippet(p->out, r);
    markup_raw(p->out, " <span class=\"fine\">");
    if (r->source.len) {
        markup_raw(p->out, "On the word of ");
        add_speaker(p, r);
        markup_raw(p->out, "; ");
    }
    add_outlet(p->out, r);
    markup_raw(p->out, "</span>");
}

void deed_told(sheet *p, const around_event *e) {
    arena_mark mark = arena_save(p->arena);
    uint32_t n;
    const around_report *r = deed_reports(p, e, &n);
    if (r)
        deed_report(p, r);
    arena_rewind(p->arena, mark);
}

void deed_brief(sheet *p, const around_event *e) {
    bool linked = deed_link(p, e);
    deed_date(p->out, e->day);
    markup_raw(p->out, linked ? "</a>: " : ": ");
    deed_told(p, e);
}
