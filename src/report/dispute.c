/* dispute.c - accounts that do not agree, side by side. */
#include "report/dispute.h"

#include "doc/code.h"
#include "report/markup.h"

#include <stdlib.h>

enum {
    NEAR_DAYS = 7, // between two accounts of one matter
    PAIRS_MOST = 20,
};

typedef struct dispute {
    uint32_t one, other; // in the record
} dispute;

typedef struct disputes {
    dispute items[PAIRS_MOST];
    uint32_t n;
} disputes;

/* ---- who is meant ---- */

static bool same_sides(const around_event *a, const around_event *b) {
    if (a->recipient.len == 0 || b->recipient.len == 0)
        return a->actor.len && text_equal(a->actor, b->actor);
    return code_meet(a->actor, b->actor) && code_meet(a->recipient, b->recipient);
}

static bool turned_sides(const around_event *a, const around_event *b) {
    return code_meet(a->actor, b->recipient) && code_meet(a->recipient, b->actor) &&
           !code_meet(a->actor, a->recipient);
}

/* ---- finding them ---- */

typedef bool (*answers_fn)(const hold *h, const around_event *a, const around_event *b);

/* b denies what a tells. */
static bool is_denied(const hold *h, const around_event *a, const around_event *b) {
    return a->type == b->type && b->status == STATUS_DENIED && deed_is_counted(h, a) &&
           same_sides(a, b);
}

/* a charges, and b is the other side's answer. */
static bool is_answered(const hold *h, const around_event *a, const around_event *b) {
    return a->type == EVENT_ACCUSE && b->day >= a->day && deed_is_counted(h, a) &&
           deed_is_counted(h, b) && (b->type == EVENT_ACCUSE || b->type == EVENT_REJECT) &&
           turned_sides(a, b);
}

static bool is_taken(const disputes *d, uint32_t number) {
    for (uint32_t i = 0; i < d->n; i++)
        if (d->items[i].one == number || d->items[i].other == number)
            return true;
    return false;
}

static bool is_near(const around_event *a, const around_event *b) {
    return a->day != INT32_MAX && b->day != INT32_MAX && abs(a->day - b->day) <= NEAR_DAYS;
}

/* Finds event i's answer among those of the days around it; each event stands in one pair. */
static bool find_answer(const hold *h, uint32_t i, const disputes *found, answers_fn answers,
                        uint32_t *out) {
    const around_event *events = h->record.events;
    uint32_t from = i;
    while (from > 0 && is_near(&events[from - 1], &events[i]))
        from--;
    for (uint32_t k = from; k < h->record.n_events && (k < i || is_near(&events[k], &events[i]));
         k++)
        if (k != i && !is_taken(found, k) && answers(h, &events[i], &events[k])) {
            *out = k;
            return true;
        }
    return false;
}

/* The latest first, for they are what is disputed now. */
static void find_all(const hold *h, answers_fn answers, disputes *found) {
    found->n = 0;
    for (uint32_t i = h->record.n_events; i-- > 0 && found->n < PAIRS_MOST;) {
        uint32_t other;
        if (!is_taken(found, i) && find_answer(h, i, found, answers, &other))
            found->items[found->n++] = (dispute){ i, other };
    }
}

/* ---- writing ---- */

static void add_side(sheet *p, uint32_t i) {
    const around_event *e = &p->hold->record.events[i];
    arena_mark mark = arena_save(p->arena);
    uint32_t n;
    const around_report *r = deed_reports(p, e, &n);
    markup_raw(p->out, "<td>");
    if (r)
        deed_line(p, e, r);
    arena_rewind(p->arena, mark);
    markup_raw(p->out, "<p class=\"word\">");
    deed_brief(p, e);
    markup_raw(p->out, "</p></td>");
}

static void add_pairs(sheet *p, const disputes *d, const char *caption, const char *one,
                      const char *other) {
    if (d->n == 0)
        return;
    buffer_format(p->out,
                  "<table class=\"pairs\"><caption>%s</caption>\n<thead><tr>"
                  "<th scope=\"col\">%s</th><th scope=\"col\">%s</th></tr></thead>\n<tbody>\n",
                  caption, one, other);
    for (uint32_t i = d->n; i-- > 0;) {
        markup_raw(p->out, "<tr>");
        add_side(p, d->items[i].one);
        add_side(p, d->items[i].other);
        markup_raw(p->out, "</tr>\n");
    }
    markup_raw(p->out, "</tbody></table>\n");
}

void dispute_write(sheet *p) {
    disputes denied, answered;
    find_all(p->hold, is_denied, &denied);
    find_all(p->hold, is_answered, &answered);
    markup_raw(p->out, "<section aria-labelledby=\"disputes\"><h2 id=\"disputes\">Accounts that "
                       "contradict each other</h2>\n");
    if (denied.n + answered.n == 0)
        markup_raw(p->out, "<p>No act is told by one and denied by another within a week, and no "
                           "charge is answered by a charge.</p>\n");
    else
        markup_raw(p->out, "<p>Within a week of each other, the latest at most. Which of them is "
                           "right the record cannot tell.</p>\n");
    add_pairs(p, &denied, "Told and denied", "Told as done", "Denied");
    add_pairs(p, &answered, "Charges, and how the other side answered", "Charge", "Answer");
    markup_raw(p->out, "</section>\n");
}
