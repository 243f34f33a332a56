/* dispute.c - accounts that do not agree, side by side: those of analysis/denial.h, and charges
 * with their answers. */
#include "report/dispute.h"

#include "analysis/denial.h"
#include "doc/code.h"
#include "report/markup.h"

#include <stdlib.h>

enum {
    ANSWER_DAYS = 7, // from a charge on
    PAIRS_MOST = 20, // of each kind: the latest
};

/* ---- charges and answers ---- */

typedef struct dispute_pair {
    uint32_t charge, answer; // in the record
} dispute_pair;

typedef struct answers {
    dispute_pair items[PAIRS_MOST];
    uint32_t n;
} answers;

static bool is_charge(const hold *h, const around_event *e) {
    return e->type == EVENT_ACCUSE && deed_is_counted(h, e) && !code_meet(e->actor, e->recipient);
}

static bool is_answer(const hold *h, const around_event *charge, const around_event *e) {
    return (e->type == EVENT_ACCUSE || e->type == EVENT_REJECT) && deed_is_counted(h, e) &&
           code_meet(charge->actor, e->recipient) && code_meet(charge->recipient, e->actor);
}

static bool is_taken(const answers *all, uint32_t i) {
    for (uint32_t k = 0; k < all->n; k++)
        if (all->items[k].charge == i || all->items[k].answer == i)
            return true;
    return false;
}

static bool find_answer(const hold *h, uint32_t i, const answers *found, uint32_t *out) {
    const around_event *events = h->record.events;
    uint32_t from = i;
    while (from > 0 && events[from - 1].day == events[i].day)
        from--;
    for (uint32_t k = from; k < h->record.n_events && events[k].day <= events[i].day + ANSWER_DAYS;
         k++)
        if (k != i && !is_taken(found, k) && is_answer(h, &events[i], &events[k])) {
            *out = k;
            return true;
        }
    return false;
}

/* The latest first, for they are what is disputed now; each event stands in one pair. */
static void find_answers(const hold *h, answers *found) {
    found->n = 0;
    for (uint32_t i = h->record.n_events; i-- > 0 && found->n < PAIRS_MOST;) {
        uint32_t k;
        if (is_charge(h, &h->record.events[i]) && !is_taken(found, i) &&
            find_answer(h, i, found, &k))
            found->items[found->n++] = (dispute_pair){ i, k };
    }
}

/* ---- writing ---- */

/* One of an event's accounts, by the number of its report. */
static void add_side(sheet *p, const around_event *e, uint32_t at) {
    arena_mark mark = arena_save(p->arena);
    uint32_t n;
    const around_report *r = deed_reports(p, e, &n);
    markup_raw(p->out, "<td>");
    if (r && at < n) {
        around_event told = *e;
        told.status = r[at].status;
        deed_line(p, &told, &r[at]);
        markup_raw(p->out, "<p class=\"word\">");
        bool linked = deed_link(p, e);
        deed_date(p->out, e->day);
        markup_raw(p->out, linked ? "</a>: " : ": ");
        deed_report(p, &r[at]);
        markup_raw(p->out, "</p>");
    }
    markup_raw(p->out, "</td>");
    arena_rewind(p->arena, mark);
}

static void open_pairs(buffer *out, const char *caption, const char *one, const char *other) {
    buffer_format(out,
                  "<table class=\"pairs\"><caption>%s</caption>\n<thead><tr>"
                  "<th scope=\"col\">%s</th><th scope=\"col\">%s</th></tr></thead>\n<tbody>\n",
                  caption, one, other);
}

static void add_denial(sheet *p, const denial *d) {
    arena_mark mark = arena_save(p->arena);
    around_event one, other;
    if (p->status == UH_OK)
        p->status = around_event_of(p->store, d->one, p->arena, &one, p->error);
    if (p->status == UH_OK)
        p->status = around_event_of(p->store, d->other, p->arena, &other, p->error);
    if (p->status == UH_OK) {
        markup_raw(p->out, "<tr>");
        add_side(p, &one, d->at);
        add_side(p, &other, d->other_at);
        markup_raw(p->out, "</tr>\n");
    }
    arena_rewind(p->arena, mark);
}

/* Appends the latest contradictions of a kind, in the order of time. */
static bool add_denials(sheet *p, const denials *all, denial_kind kind) {
    static const char *const words[][3] = {
        [DENIAL_OF_ACT] = { "Told and denied", "Told as done", "Denied" },
        [DENIAL_OF_NUMBER] = { "Told with other numbers", "One account", "Another" },
    };
    uint32_t from = all->n, n = 0;
    for (; from > 0 && n < PAIRS_MOST; from--)
        n += all->items[from - 1].kind == kind;
    if (n == 0)
        return false;
    open_pairs(p->out, words[kind][0], words[kind][1], words[kind][2]);
    for (uint32_t i = from; i < all->n; i++)
        if (all->items[i].kind == kind)
            add_denial(p, &all->items[i]);
    markup_raw(p->out, "</tbody></table>\n");
    return true;
}

static bool add_answers(sheet *p) {
    const around_event *events = p->hold->record.events;
    answers all;
    find_answers(p->hold, &all);
    if (all.n == 0)
        return false;
    open_pairs(p->out, "Charges, and how the other side answered", "Charge", "Answer");
    for (uint32_t i = all.n; i-- > 0;) {
        markup_raw(p->out, "<tr>");
        add_side(p, &events[all.items[i].charge], 0);
        add_side(p, &events[all.items[i].answer], 0);
        markup_raw(p->out, "</tr>\n");
    }
    markup_raw(p->out, "</tbody></table>\n");
    return true;
}

void dispute_write(sheet *p) {
    arena_mark mark = arena_save(p->arena);
    const hold_question *asked = &p->hold->asked;
    denials found = { .n = 0 };
    if (p->status == UH_OK)
        p->status = denial_find(p->store, asked->country, asked->since, asked->until, p->arena,
                                &found, p->error);
    markup_raw(p->out, "<section aria-labelledby=\"disputes\"><h2 id=\"disputes\">Accounts that "
                       "contradict each other</h2>\n<p>Within a week of each other, the latest at "
                       "most. Which of them is right the record cannot tell.</p>\n");
    bool any = add_denials(p, &found, DENIAL_OF_ACT);
    any = add_denials(p, &found, DENIAL_OF_NUMBER) || any;
    any = add_answers(p) || any;
    if (!any)
        markup_raw(p->out, "<p>None is on record: no act is told by one and denied by another, and "
                           "no charge is answered by a charge.</p>\n");
    markup_raw(p->out, "</section>\n");
    arena_rewind(p->arena, mark);
}
