/* bluff.c - the report's ledger of threats. */
#include "report/bluff.h"

#include "analysis/term.h"
#include "report/markup.h"
#include "report/named.h"
#include "report/rates.h"

enum { SIDES_MOST = 12, THREATS_MOST = 60, RATE_WIDTH = 160, RATE_HEIGHT = 16 };

/* ---- which threats ---- */

static bool mentions_country(const ledger *l, const uint32_t *side, uint8_t n, text country) {
    for (uint8_t i = 0; i < n; i++)
        if (text_starts(l->parties[side[i]], country))
            return true;
    return false;
}

static bool concerns(const ledger *l, const threat *t, text country) {
    const threat_act *first = &l->acts[t->first];
    return mentions_country(l, first->by, first->n_by, country) ||
           mentions_country(l, first->to, first->n_to, country) ||
           (first->n_to == 0 && mentions_country(l, first->aim, first->n_aim, country));
}

uh_status bluff_ledger(store *s, const hold *h, arena *a, ledger *out, uh_error *error) {
    around wider;
    uh_status status =
        around_with_unnamed(s, &h->record, h->asked.since, h->asked.until, a, &wider, error);
    if (status == UH_OK)
        status = ledger_make(s, &wider, a, out, error);
    if (status != UH_OK)
        return status;
    threat_ledger *all = &out->threats;
    uint32_t n = 0;
    for (uint32_t i = 0; i < all->n; i++)
        if (concerns(out, &all->items[i], h->asked.country))
            all->items[n++] = all->items[i];
    all->n = n;
    return UH_OK;
}

/* ---- how often it was meant ---- */

static void add_number(buffer *out, const char *name, double value) {
    buffer_format(out, " %s=\"", name);
    buffer_fixed(out, value, 1);
    buffer_byte(out, '"');
}

/* A bar from no to every threat, with the interval and the rate on it. */
static void draw_rate(buffer *out, double done, double low, double high) {
    const double middle = RATE_HEIGHT / 2.0, inset = 6, span = RATE_WIDTH - 2 * inset;
    buffer_format(out, "<svg class=\"rate c0\" viewBox=\"0 0 %d %d\" aria-hidden=\"true\">",
                  RATE_WIDTH, RATE_HEIGHT);
    buffer_format(out, "<line class=\"grid\"");
    add_number(out, "x1", inset);
    add_number(out, "x2", inset + span);
    add_number(out, "y1", middle);
    add_number(out, "y2", middle);
    markup_raw(out, "/><line class=\"span\"");
    add_number(out, "x1", inset + low * span);
    add_number(out, "x2", inset + high * span);
    add_number(out, "y1", middle);
    add_number(out, "y2", middle);
    markup_raw(out, "/><circle class=\"dot\" r=\"4\"");
    add_number(out, "cx", inset + done * span);
    add_number(out, "cy", middle);
    markup_raw(out, "/></svg>");
}

static int percent(double part) {
    return (int)(part * 100 + 0.5);
}

static void add_rate_cell(buffer *out, const rate *r) {
    uint32_t known = r->n - r->outcomes[THREAT_OPEN], done = r->outcomes[THREAT_CARRIED_OUT];
    double low, high;
    if (known == 0) {
        markup_raw(out, "<td>not known</td>");
        return;
    }
    threat_rate(done, known, &low, &high);
    markup_raw(out, "<td>");
    draw_rate(out, (double)done / known, low, high);
    buffer_format(out, " %d %% (%d\xe2\x80\x93%d)</td>", percent((double)done / known),
                  percent(low), percent(high));
}

static void add_side(sheet *p, const rate *r) {
    static const threat_outcome order[] = { THREAT_CARRIED_OUT, THREAT_YIELDED, THREAT_EASED,
                                            THREAT_NOT_SEEN, THREAT_OPEN };
    markup_raw(p->out, "<tr><th scope=\"row\">");
    named_side(p->out, p->names, p->ledger->parties[r->party]);
    buffer_format(p->out, "</th><td class=\"num\">%u</td>", r->n);
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        buffer_format(p->out, "<td class=\"num%s\">%u</td>", r->outcomes[order[i]] ? "" : " none",
                      r->outcomes[order[i]]);
    add_rate_cell(p->out, r);
    markup_raw(p->out, "</tr>\n");
}

static void add_sides(sheet *p) {
    const rate *rates = rates_of(p->ledger, p->arena);
    if (!rates) {
        p->status = UH_NOMEM;
        return;
    }
    markup_raw(p->out,
               "<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
               "aria-label=\"Table of sides that threaten\"><table class=\"rates\"><caption>How "
               "often each side carried out what it threatened, with the 90 % interval</caption>\n"
               "<thead><tr><th scope=\"col\">Side</th><th scope=\"col\" class=\"num\">Made</th>"
               "<th scope=\"col\" class=\"num\">Carried out</th>"
               "<th scope=\"col\" class=\"num\">Yielded to</th>"
               "<th scope=\"col\" class=\"num\">Eased</th>"
               "<th scope=\"col\" class=\"num\">Not seen to happen</th>"
               "<th scope=\"col\" class=\"num\">Without coverage</th>"
               "<th scope=\"col\">Carried out, of those known</th></tr></thead>\n<tbody>\n");
    for (uint32_t i = 0; i < p->ledger->n_parties && i < SIDES_MOST && rates[i].n; i++)
        add_side(p, &rates[i]);
    markup_raw(p->out, "</tbody></table></div>\n");
}

/* ---- each threat ---- */

void bluff_outcome(sheet *p, const threat *t) {
    static const char *const words[THREAT_OUTCOMES] = {
        [THREAT_OPEN] = "Without coverage: too few days after it to tell.",
        [THREAT_NOT_SEEN] = "Not seen to happen",
        [THREAT_CARRIED_OUT] = "Carried out",
        [THREAT_YIELDED] = "The other side gave way",
        [THREAT_EASED] = "Eased by the side that made it",
    };
    markup_raw(p->out, "<b>");
    markup_raw(p->out, words[t->outcome < THREAT_OUTCOMES ? t->outcome : THREAT_OPEN]);
    markup_raw(p->out, "</b>");
    if (t->outcome == THREAT_NOT_SEEN)
        buffer_format(p->out, " in the %d days after, of the first %d of which %u are covered.",
                      THREAT_HORIZON_DAYS, THREAT_WATCH_DAYS, t->days_covered);
    if (t->outcome_act == UINT32_MAX)
        return;
    int32_t days = p->ledger->acts[t->outcome_act].day - p->ledger->acts[t->first].day;
    buffer_format(p->out, " after %d day%s: ", days, days == 1 ? "" : "s");
    deed_brief(p, &p->ledger->record.events[p->ledger->of[t->outcome_act]]);
}

/* A threat that names nobody stands here for what its article is about. */
static void add_aim(sheet *p, const threat_act *a) {
    if (a->n_to || !mentions_country(p->ledger, a->aim, a->n_aim, p->hold->asked.country))
        return;
    markup_raw(p->out, "; aimed, by its article, at ");
    named_side(p->out, p->names, p->ledger->parties[a->aim[0]]);
}

static void add_terms(sheet *p, const threat *t, const around_report *r) {
    text condition = term_condition(r->sentence, r->trigger_start);
    markup_raw(p->out, "<span class=\"tag\">what is threatened: ");
    markup_string(p->out, plover_type_name((event_type)t->act_type));
    if (condition.len) {
        markup_raw(p->out, "; ");
        markup_text(p->out, condition);
    }
    if (t->deadline) {
        markup_raw(p->out, "; by ");
        deed_date(p->out, t->deadline);
    }
    add_aim(p, &p->ledger->acts[t->first]);
    if (t->n_mentions > 1)
        buffer_format(p->out, "; told %u times", t->n_mentions);
    markup_raw(p->out, "</span>");
}

static void add_threat(sheet *p, const threat *t) {
    const around_event *e = &p->ledger->record.events[p->ledger->of[t->first]];
    arena_mark mark = arena_save(p->arena);
    uint32_t n;
    const around_report *r = deed_reports(p, e, &n);
    if (r) {
        markup_raw(p->out, "<tr><th scope=\"row\" class=\"when\">");
        deed_date(p->out, p->ledger->acts[t->first].day);
        markup_raw(p->out, "</th><td class=\"deed\">");
        deed_line(p, e, r);
        add_terms(p, t, r);
        markup_raw(p->out, "<p class=\"word\">");
        bluff_outcome(p, t);
        markup_raw(p->out, "</p></td>");
        deed_account(p, e, r, n);
        markup_raw(p->out, "</tr>\n");
    }
    arena_rewind(p->arena, mark);
}

static void add_ledger(sheet *p) {
    const threat_ledger *all = &p->ledger->threats;
    uint32_t from = all->n > THREATS_MOST ? all->n - THREATS_MOST : 0;
    markup_raw(p->out, "<table class=\"events ledger\"><caption>");
    if (from)
        buffer_format(p->out, "The last %d of %u threats", THREATS_MOST, all->n);
    else
        buffer_format(p->out, "%u threat%s", all->n, all->n == 1 ? "" : "s");
    markup_raw(p->out, " by or to the country, by date</caption>\n<thead><tr>"
                       "<th scope=\"col\" class=\"when\">Date</th>"
                       "<th scope=\"col\" class=\"deed\">Who threatens whom, and what came of it"
                       "</th><th scope=\"col\">On whose word, and where</th></tr></thead>\n"
                       "<tbody>\n");
    for (uint32_t i = from; i < all->n; i++)
        add_threat(p, &all->items[i]);
    markup_raw(p->out, "</tbody></table>\n");
}

void bluff_write(sheet *p) {
    arena_mark mark = arena_save(p->arena);
    markup_raw(p->out, "<section aria-labelledby=\"threats\"><h2 id=\"threats\">Threats, and what "
                       "came of them</h2>\n");
    if (p->ledger->threats.n == 0)
        markup_raw(p->out, "<p>No threat by or to the country is on record.</p>\n");
    else {
        add_sides(p);
        add_ledger(p);
    }
    markup_raw(p->out, "</section>\n");
    arena_rewind(p->arena, mark);
}
