/* proof.c - the report's evidence: every event that counts, with its sentence and its source. */
#include "report/proof.h"

#include "report/balance.h"
#include "report/chart.h"
#include "report/markup.h"

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
    const around_report *r = deed_reports(p, e, &n);
    if (r) {
        markup_raw(p->out, "<tr id=\"");
        chart_anchor(p->out, b->patron, e->key);
        markup_raw(p->out, "\" data-strand=\"");
        markup_raw(p->out, strand_name(strand_of((event_type)e->type, e->mode, e->contexts)));
        buffer_format(p->out, "\" data-patron=\"%u\"><th scope=\"row\" class=\"when\">", b->patron);
        deed_date(p->out, e->day);
        markup_raw(p->out, "</th>");
        markup_raw(p->out, "<td class=\"deed\">");
        deed_line(p, e, r);
        markup_raw(p->out, "</td>");
        deed_account(p, e, r, n);
        add_weight(p->out, b);
        markup_raw(p->out, "</tr>\n");
    }
    arena_rewind(p->arena, mark);
}

/* A group of rows a period, so that a point of the chart leads to what happened in it. */
static void add_rows(sheet *p, uint32_t patron) {
    const chart_rows *rows = &p->rows[patron];
    uint32_t open = UINT32_MAX;
    for (uint32_t i = 0; i < rows->n; i++) {
        uint32_t t = chart_period(p->hold, p->hold->events[rows->events[i]].day);
        if (t != open) {
            markup_raw(p->out, i ? "</tbody>\n<tbody id=\"" : "<tbody id=\"");
            chart_period_anchor(p->out, patron, t);
            markup_raw(p->out, "\">\n");
            open = t;
        }
        add_row(p, rows->events[i]);
    }
    markup_raw(p->out, rows->n ? "</tbody>" : "<tbody></tbody>");
}

static void add_table(sheet *p, uint32_t patron) {
    uint32_t n = p->rows[patron].n;
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
                       "<th scope=\"col\" class=\"num\">Weight</th></tr></thead>\n");
    add_rows(p, patron);
    markup_raw(p->out, "</table></section>\n");
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

void proof_write(sheet *p) {
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
