/* apart.c - what the report does not count: denied, planned, demanded, supposed, long past. */
#include "report/apart.h"

#include "report/markup.h"

enum { APART_MOST = 120 };

/* Where nothing counts there is no patron either; then all that is told of the country concerns. */
static bool concerns_patrons(const sheet *p, const around_event *e) {
    bool by_client, on_challenger;
    if (p->hold->n_patrons == 0)
        return true;
    for (uint32_t i = 0; i < p->hold->n_patrons; i++)
        if (hold_sides(e, p->hold->asked.country, p->hold->patrons[i], &by_client, &on_challenger))
            return true;
    return false;
}

static void add_row(sheet *p, const around_event *e) {
    arena_mark mark = arena_save(p->arena);
    uint32_t n;
    const around_report *r = deed_reports(p, e, &n);
    if (r) {
        markup_raw(p->out, "<tr><th scope=\"row\" class=\"when\">");
        deed_date(p->out, e->day);
        markup_raw(p->out, "</th>");
        markup_raw(p->out, "<td class=\"deed\">");
        deed_line(p, e, r);
        markup_raw(p->out, "</td>");
        deed_account(p, e, r, n);
        markup_raw(p->out, "</tr>\n");
    }
    arena_rewind(p->arena, mark);
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

static void add_table(sheet *p, int status, uint32_t most) {
    const hold *h = p->hold;
    uint32_t n = 0;
    for (uint32_t i = 0; i < h->record.n_events; i++) {
        const around_event *e = &h->record.events[i];
        if (e->status != status || e->type == EVENT_NONE || deed_is_counted(h, e) ||
            !concerns_patrons(p, e))
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
            add_row(p, e);
    }
    if (n)
        markup_raw(p->out, "</tbody></table>\n");
    if (n > most)
        buffer_format(p->out, "<p class=\"note\">%u more are in the record.</p>\n", n - most);
    if (n)
        markup_raw(p->out, "</section>\n");
}

void apart_write(sheet *p) {
    markup_raw(p->out,
               "<section aria-labelledby=\"apart\"><h2 id=\"apart\">Kept apart, not counted</h2>\n"
               "<p>What was denied, planned, demanded, supposed or long past is in the record, and "
               "in no number above.</p>\n");
    size_t before = p->out->len;
    add_table(p, STATUS_DENIED, APART_MOST);
    for (int s = 0; s < STATUSES; s++)
        if (s != STATUS_DENIED)
            add_table(p, s, APART_MOST);
    if (p->out->len == before)
        markup_raw(p->out, "<p>Nothing had to be kept apart.</p>\n");
    markup_raw(p->out, "</section>\n");
}
