/* questions.c - four questions to the record. */
#include "report/questions.h"

#include "base/date.h"
#include "report/balance.h"
#include "report/markup.h"

#include <math.h>

enum { ITEMS_MOST = 6 };
#define MOSTLY 0.5 // part of the favours that a strand must have to name the motive
#define PARTLY 0.2 // and to be named beside others

static int percent(double part) {
    return (int)(part * 100 + 0.5);
}

static void add_name(sheet *p, uint32_t patron) {
    markup_raw(p->out, "<b>");
    markup_text(p->out, book_name(p->names, p->hold->patrons[patron]));
    markup_raw(p->out, "</b>");
}

/* ---- picking events ---- */

typedef bool (*pick_fn)(const balance_event *e, int wanted);

/* What an event still counts for at the end of the record. */
static double present_weight(const hold *h, const balance_event *e) {
    int32_t end = h->series.last_day[h->series.last_covered];
    return fabs(balance_weight(e)) * exp2(-(end - e->day) / h->asked.half_life_days);
}

/* Appends the heaviest picked events as a list, heaviest first. */
static void list_heaviest(sheet *p, pick_fn pick, int wanted) {
    uint32_t chosen[ITEMS_MOST], n = 0;
    for (uint32_t i = 0; i < p->hold->n_events; i++) {
        const balance_event *e = &p->hold->events[i];
        if (!pick(e, wanted))
            continue;
        double weight = present_weight(p->hold, e);
        uint32_t at = n;
        while (at > 0 && present_weight(p->hold, &p->hold->events[chosen[at - 1]]) < weight)
            at--;
        if (at == ITEMS_MOST)
            continue;
        n += n < ITEMS_MOST;
        for (uint32_t k = n - 1; k > at; k--)
            chosen[k] = chosen[k - 1];
        chosen[at] = i;
    }
    markup_raw(p->out, n ? "<ul>\n" : "");
    for (uint32_t i = 0; i < n; i++) {
        markup_raw(p->out, "<li>");
        deed_brief(p, chosen[i]);
        markup_raw(p->out, "</li>\n");
    }
    markup_raw(p->out, n ? "</ul>\n" : "");
}

static bool is_favour(const balance_event *e, int wanted) {
    (void)wanted;
    return e->intensity > 0 && !e->on_challenger && !e->by_client;
}

static bool is_economic_favour(const balance_event *e, int patron) {
    return (int)e->patron == patron && e->intensity > 0 && !e->on_challenger &&
           strand_of((event_type)e->type, e->mode, e->contexts) == STRAND_ECONOMIC;
}

static bool is_of_leader(const balance_event *e, int patron) {
    return (int)e->patron == patron && !e->on_challenger;
}

/* ---- who props it up ---- */

static void list_favours(sheet *p) {
    const hold *h = p->hold;
    bool used[BALANCE_PATRONS_MOST] = { false }, any = false;
    for (uint32_t round = 0; round < h->n_patrons; round++) {
        uint32_t best = UINT32_MAX;
        for (uint32_t i = 0; i < h->n_patrons; i++)
            if (!used[i] && h->series.mix[i].favours > 0.005 &&
                (best == UINT32_MAX || h->series.mix[i].favours > h->series.mix[best].favours))
                best = i;
        if (best == UINT32_MAX)
            break;
        used[best] = true;
        markup_raw(p->out, any ? ", " : "");
        add_name(p, best);
        markup_raw(p->out, " with favours worth ");
        buffer_fixed(p->out, h->series.mix[best].favours, 2);
        any = true;
    }
    markup_raw(p->out, any ? ". The heaviest of them, by what they still count for:</p>\n"
                           : "No favour to the government is on record.</p>\n");
}

static void ask_props(sheet *p) {
    markup_raw(p->out, "<li><h3>Who props up the government?</h3>\n<p>");
    list_favours(p);
    list_heaviest(p, is_favour, 0);
    markup_raw(p->out, "</li>\n");
}

/* ---- what moves them ---- */

static int main_strand(const balance_mix *mix) {
    int best = 0;
    for (int s = 1; s < STRANDS; s++)
        if (mix->part[s] > mix->part[best])
            best = s;
    return best;
}

void questions_motive(buffer *out, const hold *h, const book *names, uint32_t patron) {
    const balance_mix *mix = &h->series.mix[patron];
    text country = book_name(names, h->asked.country);
    if (!(mix->favours > 0)) {
        markup_raw(out, "No favours to the government on record.");
        return;
    }
    int main = main_strand(mix);
    if (mix->part[main] >= MOSTLY) {
        buffer_format(out, "Mostly %s: %d %% of its favours to ", strand_name((strand)main),
                      percent(mix->part[main]));
        markup_text(out, country);
        buffer_format(out, " (90 %% interval %d\xe2\x80\x93%d %%).", percent(mix->low[main]),
                      percent(mix->high[main]));
        return;
    }
    markup_raw(out, "Mixed: ");
    bool first = true;
    for (int s = 0; s < STRANDS; s++)
        if (mix->part[s] >= PARTLY) {
            buffer_format(out, "%s%s %d %% (%d\xe2\x80\x93%d)", first ? "" : ", ",
                          strand_name((strand)s), percent(mix->part[s]), percent(mix->low[s]),
                          percent(mix->high[s]));
            first = false;
        }
    markup_raw(out, ".");
}

static void ask_motives(sheet *p) {
    const hold *h = p->hold;
    uint32_t best = UINT32_MAX;
    markup_raw(p->out, "<li><h3>What moves each patron?</h3>\n<ul>\n");
    for (uint32_t k = 0; k < h->n_patrons; k++) {
        uint32_t i = hold_ranked(h, k);
        double economic = h->series.mix[i].part[STRAND_ECONOMIC];
        markup_raw(p->out, "<li>");
        add_name(p, i);
        markup_raw(p->out, ": ");
        questions_motive(p->out, h, p->names, i);
        markup_raw(p->out, "</li>\n");
        if (economic > 0 &&
            (best == UINT32_MAX || economic > h->series.mix[best].part[STRAND_ECONOMIC]))
            best = i;
    }
    markup_raw(p->out, "</ul>\n");
    if (best != UINT32_MAX) {
        markup_raw(p->out, "<p>The economic share is greatest for ");
        add_name(p, best);
        markup_raw(p->out, "; it rests on:</p>\n");
        list_heaviest(p, is_economic_favour, (int)best);
    }
    markup_raw(p->out, "</li>\n");
}

/* ---- threats ---- */

static bool is_threat(const balance_event *e) {
    return e->type == EVENT_THREATEN && !e->by_client && !e->on_challenger;
}

static bool is_hard_act(const balance_event *e) {
    return plover_quad((event_type)e->type) == QUAD_MATERIAL_CONFLICT && !e->by_client &&
           !e->on_challenger;
}

/* Finds the first hard act of the same patron on a later day, within the horizon. */
static bool find_act(const hold *h, uint32_t threat, uint32_t *act) {
    const balance_event *t = &h->events[threat];
    for (uint32_t i = threat + 1; i < h->n_events; i++) {
        const balance_event *e = &h->events[i];
        if (e->day > t->day + QUESTIONS_HORIZON_DAYS)
            return false;
        if (e->patron == t->patron && e->day > t->day && is_hard_act(e)) {
            *act = i;
            return true;
        }
    }
    return false;
}

static uint32_t covered_after(const hold *h, int32_t day) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < h->record.n_days; i++)
        n += h->record.days[i].day > day && h->record.days[i].day <= day + QUESTIONS_HORIZON_DAYS;
    return n;
}

static void add_threat(sheet *p, uint32_t i) {
    uint32_t act;
    markup_raw(p->out, "<li>");
    deed_brief(p, i);
    markup_raw(p->out, "<br>");
    if (find_act(p->hold, i, &act)) {
        markup_raw(p->out, "Followed within ");
        buffer_format(p->out, "%d days by:<ul>\n<li>",
                      (int)(p->hold->events[act].day - p->hold->events[i].day));
        deed_brief(p, act);
        markup_raw(p->out, "</li></ul>");
    } else
        buffer_format(p->out,
                      "<span class=\"fine\">No hard act of the same side seen in the %d days after "
                      "it, of which the record covers %u.</span>",
                      QUESTIONS_HORIZON_DAYS, covered_after(p->hold, p->hold->events[i].day));
    markup_raw(p->out, "</li>\n");
}

static void ask_threats(sheet *p) {
    const hold *h = p->hold;
    uint32_t n = 0, followed = 0, act;
    for (uint32_t i = 0; i < h->n_events; i++)
        if (is_threat(&h->events[i])) {
            n++;
            followed += find_act(h, i, &act);
        }
    markup_raw(p->out, "<li><h3>Were the threats bluffs?</h3>\n<p>");
    if (n == 0)
        markup_raw(p->out, "No threat of a patron against the government is on record.</p>\n");
    else
        buffer_format(p->out,
                      "%u threat%s against the government; %u followed by a sanction, seizure, "
                      "mobilisation or attack of the same side within %d days, %u not. An act "
                      "that follows need not be the one that was threatened: read the pairs.</p>\n",
                      n, n == 1 ? "" : "s", followed, QUESTIONS_HORIZON_DAYS, n - followed);
    markup_raw(p->out, n ? "<ul>\n" : "");
    for (uint32_t i = 0; i < h->n_events; i++)
        if (is_threat(&h->events[i]))
            add_threat(p, i);
    markup_raw(p->out, n ? "</ul>\n" : "");
    markup_raw(p->out, "</li>\n");
}

/* ---- the upper hand ---- */

static void add_second(sheet *p) {
    const hold *h = p->hold;
    for (uint32_t i = 0; i < h->n_patrons; i++) {
        const balance_point *b = balance_point_of(h, h->series.last_covered, i);
        if (b->rank != 2)
            continue;
        markup_raw(p->out, " Next is ");
        add_name(p, i);
        markup_raw(p->out, " at ");
        deed_signed(p->out, b->hold, 2);
        markup_raw(p->out, " to ");
        deed_signed(p->out, balance_point_of(h, h->series.last_covered, h->series.leader)->hold, 2);
        markup_raw(p->out, ".");
    }
}

static void ask_upper_hand(sheet *p) {
    const hold *h = p->hold;
    markup_raw(p->out, "<li><h3>Who has the upper hand?</h3>\n<p>");
    buffer words = { 0 };
    balance_headline(&words, h, p->names);
    markup_text(p->out, buffer_view(&words));
    markup_raw(p->out, ": ");
    buffer_clear(&words);
    balance_grounds(&words, h, p->names);
    markup_text(p->out, buffer_view(&words));
    p->out->failed = p->out->failed || words.failed;
    buffer_free(&words);
    markup_raw(p->out, ".");
    if (h->series.leader != UINT32_MAX) {
        add_second(p);
        markup_raw(p->out, " The leader\xe2\x80\x99s case rests on:</p>\n");
        list_heaviest(p, is_of_leader, (int)h->series.leader);
    } else
        markup_raw(p->out, "</p>\n");
    markup_raw(p->out, "</li>\n");
}

void questions_write(sheet *p) {
    markup_raw(p->out, "<section aria-labelledby=\"questions\"><h2 id=\"questions\">Four questions "
                       "to the record</h2>\n<ol class=\"questions\">\n");
    ask_upper_hand(p);
    ask_props(p);
    ask_motives(p);
    ask_threats(p);
    markup_raw(p->out, "</ol></section>\n");
}
