/* country.c - the report about a country: one HTML page. */
#include "report/country.h"

#include "base/date.h"
#include "base/error.h"
#include "report/apart.h"
#include "report/atlas.h"
#include "report/balance.h"
#include "report/bluff.h"
#include "report/chart.h"
#include "report/dispute.h"
#include "report/dyads.h"
#include "report/markup.h"
#include "report/parallels.h"
#include "report/proof.h"
#include "report/questions.h"
#include "report/sheet.h"

#include <math.h>

enum {
    WIDE = 1000,
    WIDE_HEIGHT = 460,
    NARROW = 360,
    NARROW_HEIGHT = 340,
    SMALL = 340,
    SMALL_HEIGHT = 236,
};

static void add_country(sheet *p) {
    markup_text(p->out, book_name(p->names, p->hold->asked.country));
}

/* Appends what a writer of plain words says, escaped. */
static void add_words(sheet *p, void (*write)(buffer *, const hold *, const book *)) {
    buffer words = { 0 };
    write(&words, p->hold, p->names);
    markup_text(p->out, text_trim(buffer_view(&words)));
    p->out->failed = p->out->failed || words.failed;
    buffer_free(&words);
}

static bool has_series(const hold *h) {
    return h->n_patrons && h->n_events && h->series.last_covered != UINT32_MAX;
}

/* ---- head ---- */

void country_policy(buffer *out) {
    markup_raw(out, "default-src 'none'; base-uri 'none'; form-action 'none'; style-src '");
    markup_policy_hash(out, text_of(sheet_style));
    markup_raw(out, "'; script-src '");
    markup_policy_hash(out, text_of(sheet_script));
    markup_raw(out, "'");
}

static void add_policy(sheet *p) {
    markup_raw(p->out, "<meta http-equiv=\"Content-Security-Policy\" content=\"");
    country_policy(p->out);
    markup_raw(p->out, "\">\n");
}

static void add_head(sheet *p) {
    markup_raw(p->out, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    add_policy(p);
    markup_raw(p->out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                       "<meta name=\"referrer\" content=\"no-referrer\">\n<title>");
    add_words(p, balance_headline);
    markup_raw(p->out, "</title>\n<style>");
    markup_raw(p->out, sheet_style);
    markup_raw(p->out, "</style>\n</head>\n<body>\n<div class=\"page\">\n"
                       "<a class=\"skip\" href=\"#main\">Skip to the contents</a>\n");
}

static void add_fact(sheet *p, uint64_t n, const char *what) {
    buffer_format(p->out, "<div><dt>%s</dt><dd>%llu</dd></div>", what, (unsigned long long)n);
}

static void add_span(sheet *p) {
    const around *r = &p->hold->record;
    if (r->n_days == 0)
        return;
    markup_raw(p->out, ", ");
    balance_day(p->out, r->days[0].day);
    if (r->n_days > 1) {
        markup_raw(p->out, " to ");
        balance_day(p->out, r->days[r->n_days - 1].day);
    }
}

/* Names the sections that the page has. */
static void add_contents(sheet *p) {
    static const struct {
        const char *anchor, *words;
        bool always;
    } sections[] = {
        { "hold", "Hold over time", false },
        { "patrons", "Patrons", false },
        { "map", "Map", false },
        { "network", "Network", false },
        { "questions", "Four questions", false },
        { "threats", "Threats", false },
        { "disputes", "Contradictions", false },
        { "precedents", "Precedents", false },
        { "evidence", "The evidence", false },
        { "apart", "Not counted", true },
        { "method", "Coverage and method", true },
    };
    markup_raw(p->out, "<nav aria-label=\"On this page\"><ul>");
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
        if (sections[i].always || has_series(p->hold))
            buffer_format(p->out, "<li><a href=\"#%s\">%s</a></li>", sections[i].anchor,
                          sections[i].words);
    markup_raw(p->out, "</ul></nav>\n");
}

static void add_masthead(sheet *p) {
    const hold *h = p->hold;
    markup_raw(p->out, "<header>\n<p class=\"kicker\">The record on ");
    add_country(p);
    add_span(p);
    markup_raw(p->out, "</p>\n<h1>");
    add_words(p, balance_headline);
    markup_raw(p->out, "</h1>\n<p class=\"standfirst\">");
    add_words(p, balance_grounds);
    markup_raw(p->out, ".");
    size_t before = p->out->len;
    markup_raw(p->out, " ");
    if (has_series(h) && questions_threats(p))
        markup_raw(p->out, ".");
    else
        p->out->len = before;
    markup_raw(p->out, "</p>\n<dl class=\"facts\">");
    add_fact(p, h->record.articles, "articles read");
    add_fact(p, h->record.outlets, "outlets");
    add_fact(p, h->record.n_days, "days with coverage");
    add_fact(p, h->n_events, "events counted");
    add_fact(p, h->n_stories, "stories behind them");
    markup_raw(p->out, "</dl>\n");
    add_contents(p);
    markup_raw(p->out, "</header>\n<main id=\"main\">\n");
}

/* ---- hold over time ---- */

/* Appends sentences, one a line, as a list. */
static void add_lines(sheet *p, void (*write)(buffer *, const hold *, const book *)) {
    buffer words = { 0 };
    write(&words, p->hold, p->names);
    text rest = buffer_view(&words);
    markup_raw(p->out, rest.len ? "<ul>\n" : "");
    bool any = rest.len > 0;
    while (rest.len) {
        size_t at = text_find(rest, TEXT("\n"));
        markup_raw(p->out, "<li>");
        markup_text(p->out, text_cut(rest, 0, at < rest.len ? at : rest.len));
        markup_raw(p->out, "</li>\n");
        rest = text_cut(rest, at < rest.len ? at + 1 : rest.len, rest.len);
    }
    markup_raw(p->out, any ? "</ul>\n" : "");
    p->out->failed = p->out->failed || words.failed;
    buffer_free(&words);
}

static void add_chart(sheet *p, int only, int width, int height, bool narrow) {
    chart_shape shape = {
        .width = width, .height = height, .only = only, .codes = narrow, .rows = p->rows
    };
    chart_hold(p->out, p->hold, p->names, &shape);
}

static void add_hold(sheet *p) {
    markup_raw(p->out, "<section aria-labelledby=\"hold\"><h2 id=\"hold\">Hold over time</h2>\n");
    markup_raw(p->out, "<p>What each power does for ");
    add_country(p);
    markup_raw(p->out,
               "\xe2\x80\x99s government, less what it does against it. Above the line help "
               "outweighs pressure, below it pressure outweighs help.</p>\n<figure>\n"
               "<div class=\"wide\">");
    add_chart(p, CHART_ALL, WIDE, WIDE_HEIGHT, false);
    markup_raw(p->out, "</div><div class=\"narrow\">");
    add_chart(p, CHART_ALL, NARROW, NARROW_HEIGHT, true);
    markup_raw(p->out,
               "</div>\n<figcaption>Hold at the end of each period; an event loses half its "
               "weight in ");
    buffer_fixed(p->out, p->hold->asked.half_life_days, 0);
    markup_raw(p->out, " days. Bands hold 90 % of resamples of the stories. Shaded: no article, so "
                       "nothing is known; the line stops.</figcaption>\n</figure>\n");
    add_lines(p, balance_hands);
    markup_raw(p->out, "</section>\n");
}

/* ---- patrons ---- */

static void add_value_cell(sheet *p, double value) {
    bool nothing = fabs(value) < 0.005;
    markup_raw(p->out, nothing ? "<td class=\"num none\">" : "<td class=\"num\">");
    if (nothing)
        markup_raw(p->out, "0");
    else
        deed_signed(p->out, value, 2);
    markup_raw(p->out, "</td>");
}

static void add_interval_cell(sheet *p, const balance_point *b) {
    if (p->hold->n_stories == 1) {
        markup_raw(p->out, "<td class=\"num none\">one story</td>");
        return;
    }
    markup_raw(p->out, "<td class=\"num\">");
    deed_signed(p->out, b->low, 2);
    markup_raw(p->out, " to ");
    deed_signed(p->out, b->high, 2);
    markup_raw(p->out, "</td>");
}

static void add_patron_row(sheet *p, uint32_t i) {
    const hold *h = p->hold;
    const balance_point *b = balance_point_of(h, h->series.last_covered, i);
    markup_raw(p->out, i == h->series.leader ? "<tr class=\"leads\">" : "<tr>");
    buffer_format(p->out, "<th scope=\"row\"><span class=\"key c%u\"></span><a href=\"#p-%u\">",
                  i % CHART_COLOURS, i);
    markup_text(p->out, book_name(p->names, h->patrons[i]));
    markup_raw(p->out, "</a></th>");
    add_value_cell(p, b->hold);
    add_interval_cell(p, b);
    buffer_format(p->out, "<td class=\"num\">%d %%</td>", (int)(b->share * 100 + 0.5));
    for (int s = 0; s < STRANDS; s++)
        add_value_cell(p, b->strand[s]);
    add_value_cell(p, b->challenger);
    buffer_format(p->out, "<td class=\"num\">%u</td><td class=\"num\">%u</td></tr>\n",
                  h->evidence[i].events, h->evidence[i].sources);
}

static void add_patron_table(sheet *p) {
    markup_raw(
        p->out,
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table of patrons\">"
        "<table><caption>Hold at the end of ");
    balance_period_name(p->out, p->hold->asked.by,
                        p->hold->series.first_day[p->hold->series.last_covered]);
    markup_raw(p->out,
               ", by strand. <em>Share</em> is of all hold above zero. What a power does for the "
               "government\xe2\x80\x99s challengers stands apart and is no part of hold."
               "</caption>\n<thead><tr><th scope=\"col\">Patron</th>"
               "<th scope=\"col\" class=\"num\">Hold</th>"
               "<th scope=\"col\" class=\"num\">90 % interval</th>"
               "<th scope=\"col\" class=\"num\">Share</th>");
    for (int s = 0; s < STRANDS; s++) {
        markup_raw(p->out, "<th scope=\"col\" class=\"num\">");
        markup_string(p->out, strand_name((strand)s));
        markup_raw(p->out, "</th>");
    }
    markup_raw(p->out, "<th scope=\"col\" class=\"num\">For challengers</th>"
                       "<th scope=\"col\" class=\"num\">Events</th>"
                       "<th scope=\"col\" class=\"num\">Independent reports</th></tr></thead>\n"
                       "<tbody>\n");
    for (uint32_t i = 0; i < p->hold->n_patrons; i++)
        add_patron_row(p, hold_ranked(p->hold, i));
    markup_raw(p->out, "</tbody></table></div>\n");
}

static void add_strand_list(sheet *p, const balance_mix *mix) {
    bool first = true;
    if (!(mix->favours > 0))
        return;
    markup_raw(p->out, "<p class=\"fine\">");
    for (int s = 0; s < STRANDS; s++) {
        if (mix->part[s] < 0.005)
            continue;
        buffer_format(p->out, "%s%s %d %%", first ? "" : " \xc2\xb7 ", strand_name((strand)s),
                      (int)(mix->part[s] * 100 + 0.5));
        first = false;
    }
    markup_raw(p->out, "</p>\n");
}

static void add_card(sheet *p, uint32_t i) {
    const hold *h = p->hold;
    const balance_mix *mix = &h->series.mix[i];
    buffer_format(p->out, "<article><h3 class=\"c%u\">", i % CHART_COLOURS);
    markup_text(p->out, book_name(p->names, h->patrons[i]));
    markup_raw(p->out, "</h3>\n");
    add_chart(p, (int)i, SMALL, SMALL_HEIGHT, false);
    markup_raw(p->out, "<p>");
    questions_motive(p->out, h, p->names, i);
    if (mix->burdens < -0.005) {
        markup_raw(p->out, " Against it stands pressure worth ");
        deed_signed(p->out, mix->burdens, 2);
        markup_raw(p->out, ".");
    }
    markup_raw(p->out, "</p>\n");
    chart_mix(p->out, mix, i);
    add_strand_list(p, mix);
    markup_raw(p->out, "</article>\n");
}

static void add_patrons(sheet *p) {
    markup_raw(p->out,
               "<section aria-labelledby=\"patrons\"><h2 id=\"patrons\">The patrons</h2>\n");
    add_patron_table(p);
    markup_raw(p->out,
               "<p class=\"note\">Under each line stand its events as stems: up for "
               "help, down for pressure, as long as their weight; dotted where they concern "
               "the challengers. A stem leads to its sentence. The bar shows what the "
               "favours are made of.</p>\n"
               "<div class=\"small\">\n");
    for (uint32_t i = 0; i < p->hold->n_patrons; i++)
        add_card(p, hold_ranked(p->hold, i));
    markup_raw(p->out, "</div></section>\n");
}

/* ---- coverage and method ---- */

/* Finds the longest run of days without an article between two with one. */
static void find_longest_gap(const around *r, int32_t *from, int32_t *length) {
    *length = 0;
    for (uint32_t i = 1; i < r->n_days; i++) {
        int32_t days = r->days[i].day - r->days[i - 1].day - 1;
        if (days > *length) {
            *length = days;
            *from = r->days[i - 1].day + 1;
        }
    }
}

static void add_count(buffer *out, uint64_t n, const char *what) {
    buffer_format(out, "%llu %s%s", (unsigned long long)n, what, n == 1 ? "" : "s");
}

static void add_covered_days(sheet *p, const around *r) {
    int32_t first = r->days[0].day, last = r->days[r->n_days - 1].day;
    if (first == last) {
        markup_raw(p->out, ", all of one day, ");
        balance_day(p->out, first);
        return;
    }
    buffer_format(p->out, ", on %u of %d days from ", r->n_days, (int)(last - first + 1));
    balance_day(p->out, first);
    markup_raw(p->out, " to ");
    balance_day(p->out, last);
}

static void add_coverage(sheet *p) {
    const around *r = &p->hold->record;
    int32_t from = 0, length;
    find_longest_gap(r, &from, &length);
    markup_raw(p->out, "<p>The record holds ");
    add_count(p->out, r->pages, "page");
    buffer_format(p->out, ", %llu of them with an article, of ", (unsigned long long)r->articles);
    add_count(p->out, r->outlets, "outlet");
    if (r->n_days)
        add_covered_days(p, r);
    markup_raw(p->out, ".");
    if (length > 0) {
        markup_raw(p->out, " The longest stretch without an article is ");
        add_count(p->out, (uint64_t)length, "day");
        markup_raw(p->out, ", from ");
        balance_day(p->out, from);
        markup_raw(p->out, ".");
    }
    markup_raw(p->out,
               " Silence without coverage is not peace: it is not known what happened on the "
               "other days.</p>\n");
}

static void add_versions(sheet *p) {
    const around *r = &p->hold->record;
    markup_raw(p->out, "<p class=\"fine\">Upperhand " UH_VERSION);
    markup_raw(p->out, "; names from model <code>");
    markup_text(p->out, p->names->model);
    markup_raw(p->out, "</code>; pages coded by model ");
    for (uint32_t i = 0; i < r->n_models && i < AROUND_MODELS_MOST; i++) {
        markup_raw(p->out, i ? ", <code>" : "<code>");
        markup_text(p->out, r->models[i]);
        markup_raw(p->out, "</code>");
    }
    if (r->n_models > 1)
        markup_raw(p->out, " (several: numbers of different models do not compare)");
    buffer_format(p->out, "; seed %llu. The same record gives the same page, byte for byte.</p>\n",
                  (unsigned long long)p->hold->asked.seed);
}

static void add_method(sheet *p) {
    markup_raw(p->out,
               "<section aria-labelledby=\"method\"><h2 id=\"method\">Coverage and method</h2>\n");
    add_coverage(p);
    add_lines(p, balance_remarks);
    markup_raw(
        p->out,
        "<div class=\"box\"><h3>How hold is computed</h3>\n<pre>"
        "weight(e)  = direction(e) \xc3\x97 intensity(e)/10 \xc3\x97 (1 + ln sources(e))\n"
        "hold(p, t) = \xce\xa3 weight(e) \xc3\x97 2^(\xe2\x88\x92 age of e in days / half "
        "life)</pre>\n"
        "<p><em>Intensity</em> is the PLOVER score of the act, &minus;10 to 10. "
        "<em>Direction</em> is 1 for what the patron does and 0.5 for what the country does "
        "towards it. <em>Sources</em> are independent reports: ten papers with one agency text "
        "are one. Only what is told as done counts; what is denied, planned, demanded, supposed "
        "or long past does not. Intervals come from drawing whole stories with replacement, "
        "200 times. An act of pressure is no proof of intent, nor a favour of friendship: the "
        "numbers weigh what was reported.</p>\n");
    markup_raw(p->out, "<p>Half life ");
    buffer_fixed(p->out, p->hold->asked.half_life_days, 0);
    markup_raw(p->out, " days");
    if (p->hold->asked.only_strand >= 0)
        buffer_format(p->out, "; only the %s strand counts",
                      strand_name((strand)p->hold->asked.only_strand));
    markup_raw(p->out, ".</p>\n");
    add_versions(p);
    markup_raw(p->out, "</div></section>\n");
}

uh_status country_write(buffer *out, store *s, const hold *h, const book *names, arena *a,
                        uh_error *error) {
    ledger l;
    uh_status status = bluff_ledger(s, h, a, &l, error);
    if (status != UH_OK)
        return status;
    sheet p = { .out = out,
                .store = s,
                .hold = h,
                .ledger = &l,
                .names = names,
                .arena = a,
                .error = error,
                .status = UH_OK };
    deed_choose_rows(&p);
    add_head(&p);
    add_masthead(&p);
    if (has_series(h)) {
        add_hold(&p);
        add_patrons(&p);
        atlas_write(&p);
        dyads_write(&p);
        questions_write(&p);
        bluff_write(&p);
        dispute_write(&p);
        parallels_write(&p);
        proof_write(&p);
    }
    apart_write(&p);
    add_method(&p);
    markup_raw(out,
               "</main>\n<footer class=\"fine\">Written by Upperhand: who did what to whom, on "
               "whose word.</footer>\n</div>\n<script>");
    markup_raw(out, sheet_script);
    markup_raw(out, "</script>\n</body>\n</html>\n");
    if (p.status != UH_OK)
        return p.status;
    return a->failed ? error_nomem(error) : UH_OK;
}
