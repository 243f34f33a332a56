/* questions.c - four questions to the record. */
#include "report/questions.h"

#include "base/date.h"
#include "report/balance.h"
#include "report/bluff.h"
#include "report/markup.h"
#include "report/rates.h"

#include <math.h>

enum {
    ITEMS_MOST = 6,
    THREATS_MOST = 20,
    FAVOURS_FEW = 3, // fewer tell no motive
};
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
        deed_brief(p, &p->hold->record.events[p->hold->of[chosen[i]]]);
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

/* Favours to the government, by the patron itself. */
static uint32_t count_favours(const hold *h, uint32_t patron) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < h->n_events; i++)
        n += h->events[i].patron == patron && h->events[i].intensity > 0 &&
             !h->events[i].on_challenger;
    return n;
}

/* "diplomatic 56 % (19-100), economic 44 % (0-80)." */
static void add_parts(buffer *out, const balance_mix *mix, bool intervals) {
    const char *between = "";
    for (int s = 0; s < STRANDS; s++) {
        if (mix->part[s] < PARTLY)
            continue;
        buffer_format(out, "%s%s %d %%", between, strand_name((strand)s), percent(mix->part[s]));
        if (intervals)
            buffer_format(out, " (%d\xe2\x80\x93%d)", percent(mix->low[s]), percent(mix->high[s]));
        between = ", ";
    }
    markup_raw(out, ".");
}

void questions_motive(buffer *out, const hold *h, const book *names, uint32_t patron) {
    const balance_mix *mix = &h->series.mix[patron];
    text country = book_name(names, h->asked.country);
    if (!(mix->favours > 0)) {
        markup_raw(out, "No favours to the government on record.");
        return;
    }
    int main = main_strand(mix);
    uint32_t n = count_favours(h, patron);
    if (n < FAVOURS_FEW)
        buffer_format(out, "Too few favours to tell, %u on record: ", n);
    else if (mix->low[main] < PARTLY)
        markup_raw(out, "Too few favours to tell: ");
    else if (mix->part[main] >= MOSTLY) {
        buffer_format(out, "%s %s: %d %% of its favours to ",
                      mix->low[main] >= MOSTLY ? "Mostly" : "Perhaps mostly",
                      strand_name((strand)main), percent(mix->part[main]));
        markup_text(out, country);
        buffer_format(out, " (90 %% interval %d\xe2\x80\x93%d %%).", percent(mix->low[main]),
                      percent(mix->high[main]));
        return;
    } else
        markup_raw(out, "Mixed: ");
    add_parts(out, mix, n >= FAVOURS_FEW);
}

static void list_economic(sheet *p) {
    const hold *h = p->hold;
    for (uint32_t k = 0; k < h->n_patrons; k++) {
        uint32_t i = hold_ranked(h, k);
        if (h->series.mix[i].part[STRAND_ECONOMIC] < PARTLY)
            continue;
        markup_raw(p->out, "<p>The economic favours of ");
        add_name(p, i);
        markup_raw(p->out, ":</p>\n");
        list_heaviest(p, is_economic_favour, (int)i);
    }
}

static void ask_motives(sheet *p) {
    markup_raw(p->out, "<li><h3>What moves each patron?</h3>\n<ul>\n");
    for (uint32_t k = 0; k < p->hold->n_patrons; k++) {
        uint32_t i = hold_ranked(p->hold, k);
        markup_raw(p->out, "<li>");
        add_name(p, i);
        markup_raw(p->out, ": ");
        questions_motive(p->out, p->hold, p->names, i);
        markup_raw(p->out, "</li>\n");
    }
    markup_raw(p->out, "</ul>\n");
    list_economic(p);
    markup_raw(p->out, "</li>\n");
}

/* ---- threats ---- */

static bool is_party(const ledger *l, const uint32_t *side, uint8_t n, text code) {
    for (uint8_t i = 0; i < n; i++)
        if (text_equal(l->parties[side[i]], code))
            return true;
    return false;
}

/* A threat of a patron to the country, by name or, where it names nobody, by what its article is
 * about. */
static bool is_about(const sheet *p, const threat *t, uint32_t patron) {
    const threat_act *first = &p->ledger->acts[t->first];
    return is_party(p->ledger, first->by, first->n_by, p->hold->patrons[patron]) &&
           (is_party(p->ledger, first->to, first->n_to, p->hold->asked.country) ||
            (first->n_to == 0 &&
             is_party(p->ledger, first->aim, first->n_aim, p->hold->asked.country)));
}

static uint32_t count_threats(const sheet *p, uint32_t patron, uint32_t outcomes[THREAT_OUTCOMES]) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < p->ledger->threats.n; i++)
        if (is_about(p, &p->ledger->threats.items[i], patron)) {
            outcomes[p->ledger->threats.items[i].outcome]++;
            n++;
        }
    return n;
}

static void add_threat(sheet *p, const threat *t) {
    markup_raw(p->out, "<li>");
    deed_brief(p, &p->ledger->record.events[p->ledger->of[t->first]]);
    if (t->n_mentions > 1)
        buffer_format(p->out, " <span class=\"fine\">Told %u times in all.</span>", t->n_mentions);
    markup_raw(p->out, "<br>");
    bluff_outcome(p, t);
    markup_raw(p->out, "</li>\n");
}

static bool is_of_a_patron(const sheet *p, const threat *t) {
    for (uint32_t k = 0; k < p->hold->n_patrons; k++)
        if (is_about(p, t, k))
            return true;
    return false;
}

/* The last ones, in the order of time. */
static void list_threats(sheet *p) {
    const threat_ledger *all = &p->ledger->threats;
    uint32_t from = all->n;
    for (uint32_t n = 0; from > 0 && n < THREATS_MOST; from--)
        n += is_of_a_patron(p, &all->items[from - 1]);
    markup_raw(p->out, "<ul>\n");
    for (uint32_t i = from; i < all->n; i++)
        if (is_of_a_patron(p, &all->items[i]))
            add_threat(p, &all->items[i]);
    markup_raw(p->out, "</ul>\n");
}

/* Appends "3 made, 0 carried out, 1 not seen to happen, 2 without coverage". */
static void add_tally(buffer *out, uint32_t n, const uint32_t outcomes[THREAT_OUTCOMES]) {
    static const threat_outcome order[] = { THREAT_YIELDED, THREAT_EASED, THREAT_NOT_SEEN,
                                            THREAT_OPEN };
    buffer_format(out, "%u made, %u carried out", n, outcomes[THREAT_CARRIED_OUT]);
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        if (outcomes[order[i]])
            buffer_format(out, ", %u %s", outcomes[order[i]], rate_outcome(order[i]));
}

bool questions_threats(sheet *p) {
    bool any = false;
    for (uint32_t k = 0; k < p->hold->n_patrons; k++) {
        uint32_t outcomes[THREAT_OUTCOMES] = { 0 }, n = count_threats(p, k, outcomes);
        if (n == 0)
            continue;
        markup_raw(p->out, any ? "; " : "");
        add_name(p, k);
        markup_raw(p->out, " threats: ");
        add_tally(p->out, n, outcomes);
        any = true;
    }
    return any;
}

static void ask_threats(sheet *p) {
    markup_raw(p->out, "<li><h3>Were the threats bluffs?</h3>\n<p>Threats of the patrons to the "
                       "country. ");
    bool any = questions_threats(p);
    markup_raw(p->out, any ? "." : "None is on record.");
    markup_raw(p->out, " A bluff is a threat that was not carried out while there was coverage to "
                       "see it; <a href=\"#threats\">the ledger</a> has those of all sides.</p>\n");
    if (any)
        list_threats(p);
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
        markup_raw(p->out, " with a hold of ");
        deed_signed(p->out, b->hold, 2);
        markup_raw(p->out, " against ");
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
