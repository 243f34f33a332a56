/* dyads.c - the report's network. Two hubs, the country's government and its challengers; the sides
 * with most independent reports stand around them on an ellipse, those that deal with the
 * government near it, those that deal with the challengers near them. So the layout is the same
 * whenever the record is. */
#include "report/dyads.h"

#include "doc/code.h"
#include "report/bunch.h"
#include "report/chart.h"
#include "report/markup.h"

#include <math.h>
#include <stdlib.h>

enum {
    GOVERNMENT = 0,
    CHALLENGERS,
    HUBS,
    HOME = HUBS,     // the pair of the two hubs
    SIDES_MOST = 14, // around the hubs
    OTHERS_MOST = 8, // sides of one event
    WIDE = 1000,
    WIDE_HEIGHT = 480,
    NARROW = 360,
    NARROW_HEIGHT = 460,
    LABEL_GAP = 6,
};

#define HALF_TURN   3.141592653589793
#define HUB_RADIUS  15.0
#define SIDE_RADIUS 7.0
#define LINE_MIN    1.5
#define LINE_MOST   11.0

/* Two sides that deal with each other. */
typedef struct pair {
    text side; // that is not a hub; "" for HOME
    uint8_t hub;
} pair;

typedef struct node {
    text side;
    uint32_t reports[HUBS]; // with each hub
    double x, y;
} node;

typedef struct dyads {
    sheet *page;
    bunches all;
    pair *pairs; // [all.n], by number
    uint32_t n_pairs, pairs_cap;
    node nodes[SIDES_MOST];
    uint32_t n_nodes, n_left_out;
} dyads;

/* ---- gathering ---- */

typedef struct party {
    bool hub[HUBS];
    text others[OTHERS_MOST];
    uint32_t n;
} party;

static bool is_in(const party *p, text side) {
    for (uint32_t i = 0; i < p->n; i++)
        if (text_equal(p->others[i], side))
            return true;
    return false;
}

static party party_of(text codes, text country) {
    party found = { .n = 0 };
    text code;
    while (code_next(&codes, &code)) {
        text side = code_patron(code);
        if (text_starts(code, country))
            found.hub[code_contends(code) ? CHALLENGERS : GOVERNMENT] = true;
        else if (side.len && found.n < OTHERS_MOST && !is_in(&found, side))
            found.others[found.n++] = side;
    }
    return found;
}

static void add_pair(dyads *d, text side, int hub, uint32_t i) {
    sheet *p = d->page;
    uint32_t row =
        bunch_add(&d->all, p->arena, hash_mix(hash_text(side), (uint64_t)hub), &p->hold->record, i);
    if (row == d->n_pairs) {
        pair *made = ARENA_PUSH(p->arena, d->pairs, d->n_pairs, d->pairs_cap);
        if (made)
            *made = (pair){ side, (uint8_t)hub };
    }
    if (row >= d->n_pairs)
        p->status = UH_NOMEM;
}

static void add_pairs(dyads *d, const party *hubs, const party *others, uint32_t i) {
    for (int hub = 0; hub < HUBS; hub++)
        for (uint32_t k = 0; hubs->hub[hub] && k < others->n; k++)
            add_pair(d, others->others[k], hub, i);
}

/* Actors deal with recipients; where there are none, with each other. */
static void take_event(dyads *d, uint32_t i) {
    const around_event *e = &d->page->hold->record.events[i];
    party from = party_of(e->actor, d->page->hold->asked.country);
    party to = party_of(e->recipient, d->page->hold->asked.country);
    if (e->recipient.len == 0) {
        add_pairs(d, &from, &from, i);
        to = from;
    } else {
        add_pairs(d, &from, &to, i);
        add_pairs(d, &to, &from, i);
    }
    if ((from.hub[GOVERNMENT] && to.hub[CHALLENGERS]) ||
        (from.hub[CHALLENGERS] && to.hub[GOVERNMENT]))
        add_pair(d, (text){ "", 0 }, HOME, i);
}

/* ---- who is drawn ---- */

static uint32_t weight(const node *n) {
    return n->reports[GOVERNMENT] + n->reports[CHALLENGERS];
}

static int by_weight(const void *a, const void *b) {
    const node *x = a, *y = b;
    if (weight(x) != weight(y))
        return weight(x) < weight(y) ? 1 : -1;
    return text_compare(x->side, y->side);
}

/* From those that deal with the government alone to those that deal with the challengers alone. */
static int by_leaning(const void *a, const void *b) {
    const node *x = a, *y = b;
    uint64_t left = (uint64_t)x->reports[GOVERNMENT] * weight(y);
    uint64_t right = (uint64_t)y->reports[GOVERNMENT] * weight(x);
    return left != right ? (left < right ? 1 : -1) : by_weight(a, b);
}

static bool find_node(const node *nodes, uint32_t n, text side, uint32_t *at) {
    for (*at = 0; *at < n; ++*at)
        if (text_equal(nodes[*at].side, side))
            return true;
    return false;
}

static void choose_nodes(dyads *d) {
    sheet *p = d->page;
    arena_mark mark = arena_save(p->arena);
    node *all = arena_array(p->arena, d->all.n, sizeof *all);
    uint32_t n = 0, at;
    for (uint32_t i = 0; all && i < d->all.n; i++) {
        const pair *of = &d->pairs[d->all.items[i].number];
        if (of->hub == HOME)
            continue;
        if (!find_node(all, n, of->side, &at))
            all[n++].side = of->side;
        all[at].reports[of->hub] += d->all.items[i].n_reports;
    }
    if (n)
        qsort(all, n, sizeof *all, by_weight);
    d->n_nodes = n < SIDES_MOST ? n : SIDES_MOST;
    d->n_left_out = n - d->n_nodes;
    for (uint32_t i = 0; i < d->n_nodes; i++)
        d->nodes[i] = all[i];
    qsort(d->nodes, d->n_nodes, sizeof *d->nodes, by_leaning);
    arena_rewind(p->arena, mark);
    if (!all)
        p->status = UH_NOMEM;
}

static bool is_drawn(const dyads *d, const pair *of, uint32_t *at) {
    return of->hub == HOME || find_node(d->nodes, d->n_nodes, of->side, at);
}

/* ---- the layout ---- */

typedef struct stage {
    int width, height;
    bool upright; // the hubs one above the other
    double hub_x[HUBS], hub_y[HUBS];
} stage;

static stage wide_stage(void) {
    return (stage){ WIDE,
                    WIDE_HEIGHT,
                    false,
                    { WIDE * 0.42, WIDE * 0.58 },
                    { WIDE_HEIGHT / 2.0, WIDE_HEIGHT / 2.0 } };
}

static stage narrow_stage(void) {
    return (stage){ NARROW,
                    NARROW_HEIGHT,
                    true,
                    { NARROW / 2.0, NARROW / 2.0 },
                    { NARROW_HEIGHT * 0.4, NARROW_HEIGHT * 0.6 } };
}

/* Sets the sides on an ellipse: the first beside the government, the others by turns on both
 * flanks, the last beside the challengers. */
static void place_nodes(dyads *d, const stage *s) {
    double across = s->upright ? 0.36 : 0.33, down = s->upright ? 0.42 : 0.4;
    for (uint32_t i = 0; i < d->n_nodes; i++) {
        double turn = (double)((i + 1) / 2) * 2.0 * HALF_TURN / d->n_nodes;
        double angle = i % 2 ? turn : -turn;
        double along = -cos(angle), beside = sin(angle);
        d->nodes[i].x = s->width * (0.5 + across * (s->upright ? beside : along));
        d->nodes[i].y = s->height * (0.5 + down * (s->upright ? along : beside));
    }
}

/* ---- drawing ---- */

static void add_number(buffer *out, const char *name, double value) {
    buffer_format(out, " %s=\"", name);
    buffer_fixed(out, value, 1);
    buffer_byte(out, '"');
}

static uint32_t events_of(const bunch *b, bool conflict) {
    return conflict ? b->events[QUAD_VERBAL_CONFLICT] + b->events[QUAD_MATERIAL_CONFLICT]
                    : b->events[QUAD_VERBAL_COOPERATION] + b->events[QUAD_MATERIAL_COOPERATION];
}

static uint32_t reports_of(const bunch *b, bool conflict) {
    return conflict ? b->reports[QUAD_VERBAL_CONFLICT] + b->reports[QUAD_MATERIAL_CONFLICT]
                    : b->reports[QUAD_VERBAL_COOPERATION] + b->reports[QUAD_MATERIAL_COOPERATION];
}

static double line_width(const dyads *d, uint32_t reports) {
    uint32_t most = 1;
    for (uint32_t i = 0; i < d->all.n; i++)
        for (int conflict = 0; conflict < 2; conflict++) {
            uint32_t n = reports_of(&d->all.items[i], conflict);
            most = n > most ? n : most;
        }
    return LINE_MIN + (LINE_MOST - LINE_MIN) * reports / most;
}

static void add_pair_name(const dyads *d, const pair *of) {
    buffer *out = d->page->out;
    if (of->hub == HOME)
        markup_raw(out, "the government");
    else
        markup_text(out, book_name(d->page->names, of->side));
    markup_raw(out, of->hub == GOVERNMENT ? " and the government" : " and its challengers");
}

/* "Russia and the government: help 20 events on 12 independent reports, pressure 3 on 2" */
static void add_account(const dyads *d, const bunch *b) {
    buffer *out = d->page->out;
    add_pair_name(d, &d->pairs[b->number]);
    buffer_format(out, ": help, %u event%s on %u independent report%s; pressure, %u on %u",
                  events_of(b, false), events_of(b, false) == 1 ? "" : "s", reports_of(b, false),
                  reports_of(b, false) == 1 ? "" : "s", events_of(b, true), reports_of(b, true));
}

static void add_line(buffer *out, const char *kind, const double from[2], const double to[2],
                     double width) {
    buffer_format(out, "<line class=\"%s\"", kind);
    add_number(out, "x1", from[0]);
    add_number(out, "y1", from[1]);
    add_number(out, "x2", to[0]);
    add_number(out, "y2", to[1]);
    add_number(out, "stroke-width", width);
    markup_raw(out, "/>");
}

/* A line moved to the left of its way by so much. */
static void add_moved(buffer *out, const char *kind, const double from[2], const double to[2],
                      double by, double width) {
    double dx = to[0] - from[0], dy = to[1] - from[1], length = sqrt(dx * dx + dy * dy);
    double mx = length > 0 ? -dy / length * by : 0, my = length > 0 ? dx / length * by : 0;
    const double a[2] = { from[0] + mx, from[1] + my }, b[2] = { to[0] + mx, to[1] + my };
    add_line(out, kind, a, b, width);
}

static void add_edge(const dyads *d, const stage *s, const bunch *b) {
    const pair *of = &d->pairs[b->number];
    buffer *out = d->page->out;
    uint32_t at = 0;
    if (!is_drawn(d, of, &at))
        return;
    bool home = of->hub == HOME;
    const double from[2] = { home ? s->hub_x[GOVERNMENT] : d->nodes[at].x,
                             home ? s->hub_y[GOVERNMENT] : d->nodes[at].y };
    const double to[2] = { s->hub_x[home ? CHALLENGERS : of->hub],
                           s->hub_y[home ? CHALLENGERS : of->hub] };
    double help = events_of(b, false) ? line_width(d, reports_of(b, false)) : 0;
    double press = events_of(b, true) ? line_width(d, reports_of(b, true)) : 0;
    buffer_format(out, "<a href=\"#pair-%u\" class=\"edge\" aria-label=\"", b->number);
    add_account(d, b);
    markup_raw(out, "\"><title>");
    add_account(d, b);
    markup_raw(out, "</title>");
    add_line(out, "reach", from, to, help + press > LINE_MOST ? help + press : LINE_MOST);
    if (help > 0)
        add_moved(out, "help", from, to, press > 0 ? -(help + 1) / 2 : 0, help);
    if (press > 0)
        add_moved(out, "press", from, to, help > 0 ? (press + 1) / 2 : 0, press);
    markup_raw(out, "</a>\n");
}

static void add_dot(buffer *out, const char *kind, double x, double y, double r) {
    buffer_format(out, "<circle class=\"%s\"", kind);
    add_number(out, "cx", x);
    add_number(out, "cy", y);
    add_number(out, "r", r);
    markup_raw(out, "/>");
}

static void open_label(buffer *out, const char *kind, const char *anchor, double x, double y) {
    buffer_format(out, "<text class=\"%s\" text-anchor=\"%s\" aria-hidden=\"true\"", kind, anchor);
    add_number(out, "x", x);
    add_number(out, "y", y);
    buffer_byte(out, '>');
}

/* A side's name stands outside of the ellipse. */
static void add_node(const dyads *d, const stage *s, const node *n) {
    buffer *out = d->page->out;
    double dx = n->x - s->width / 2.0, dy = n->y - s->height / 2.0;
    bool flat = s->upright || fabs(dx) < s->width * 0.06;
    const char *anchor = flat ? "middle" : dx < 0 ? "end" : "start";
    double x = flat ? n->x : n->x + (dx < 0 ? -1 : 1) * (SIDE_RADIUS + LABEL_GAP);
    double y = flat ? n->y + (dy < 0 ? -SIDE_RADIUS - LABEL_GAP : SIDE_RADIUS + 2.6 * LABEL_GAP)
                    : n->y + 4;
    add_dot(out, "side", n->x, n->y, SIDE_RADIUS);
    open_label(out, "name", anchor, x, y);
    markup_text(out, s->upright ? chart_short_code(n->side) : book_name(d->page->names, n->side));
    markup_raw(out, "</text>\n");
}

static void add_hubs(const dyads *d, const stage *s) {
    static const char *const names[HUBS] = { "government", "challengers" };
    buffer *out = d->page->out;
    for (int i = 0; i < HUBS; i++) {
        double y = s->hub_y[i] + (s->upright && i == GOVERNMENT ? -HUB_RADIUS - LABEL_GAP
                                                                : HUB_RADIUS + 2.8 * LABEL_GAP);
        add_dot(out, i == GOVERNMENT ? "hub" : "hub open", s->hub_x[i], s->hub_y[i], HUB_RADIUS);
        open_label(out, "name halo", "middle", s->hub_x[i], y);
        markup_raw(out, names[i]);
        markup_raw(out, "</text>\n");
    }
}

static void add_network(dyads *d, const stage *s) {
    buffer *out = d->page->out;
    place_nodes(d, s);
    buffer_format(out,
                  "<svg class=\"chart net\" viewBox=\"0 0 %d %d\" role=\"group\" "
                  "aria-label=\"Network of %u sides around the government and its challengers; the "
                  "table below says the same\">\n",
                  s->width, s->height, d->n_nodes);
    for (uint32_t i = 0; i < d->all.n; i++)
        add_edge(d, s, &d->all.items[i]);
    for (uint32_t i = 0; i < d->n_nodes; i++)
        add_node(d, s, &d->nodes[i]);
    add_hubs(d, s);
    markup_raw(out, "</svg>");
}

/* ---- the section ---- */

static void add_figure(dyads *d) {
    buffer *out = d->page->out;
    stage wide = wide_stage(), narrow = narrow_stage();
    markup_raw(out, "<figure>\n<div class=\"wide\">");
    add_network(d, &wide);
    markup_raw(out, "</div>\n<div class=\"narrow\">");
    add_network(d, &narrow);
    markup_raw(out,
               "</div>\n<figcaption><ul class=\"legend\">"
               "<li><svg class=\"swatch long\" viewBox=\"0 0 32 16\" aria-hidden=\"true\">"
               "<line class=\"help\" x1=\"1\" x2=\"31\" y1=\"8\" y2=\"8\" stroke-width=\"4\"/>"
               "</svg> help, in words or deeds</li>"
               "<li><svg class=\"swatch long\" viewBox=\"0 0 32 16\" aria-hidden=\"true\">"
               "<line class=\"press\" x1=\"1\" x2=\"31\" y1=\"8\" y2=\"8\" stroke-width=\"4\"/>"
               "</svg> pressure</li></ul>\n"
               "The wider a line, the more independent reports; a line opens its events. "
               "They stand in order, from those nearest to the government to those nearest to "
               "its challengers.</figcaption>\n</figure>\n");
}

static void add_row(dyads *d, const bunch *b) {
    const pair *of = &d->pairs[b->number];
    buffer *out = d->page->out;
    uint32_t at;
    if (!is_drawn(d, of, &at))
        return;
    markup_raw(out, "<tr><th scope=\"row\">");
    if (of->hub == HOME)
        markup_raw(out, "Government");
    else
        markup_text(out, book_name(d->page->names, of->side));
    buffer_format(out, "<span class=\"tag\">and %s</span></th>",
                  of->hub == GOVERNMENT ? "the government" : "the challengers");
    bunch_cells(d->page, b, "pair");
    markup_raw(out, "</tr>\n");
}

static void add_table(dyads *d) {
    bunch_open_table(d->page, "The same pairs, by independent reports", "Between");
    for (uint32_t i = 0; i < d->all.n; i++)
        add_row(d, &d->all.items[i]);
    markup_raw(d->page->out, "</tbody></table>\n");
    if (d->n_left_out)
        buffer_format(d->page->out,
                      "<p class=\"note\">%u further side%s with fewer reports not drawn.</p>\n",
                      d->n_left_out, d->n_left_out == 1 ? " is" : "s are");
}

void dyads_write(sheet *p) {
    dyads d = { .page = p };
    markup_raw(p->out, "<section aria-labelledby=\"network\"><h2 id=\"network\">Who deals with whom"
                       "</h2>\n");
    for (uint32_t i = 0; i < p->hold->record.n_events && p->status == UH_OK; i++)
        if (deed_is_counted(p->hold, &p->hold->record.events[i]))
            take_event(&d, i);
    bunch_sort(&d.all);
    if (p->status == UH_OK)
        choose_nodes(&d);
    if (d.all.n == 0)
        markup_raw(p->out, "<p>No told event has two sides.</p>\n");
    else {
        markup_raw(p->out, "<p>The government and its challengers in the middle, around them the "
                           "sides that most independent reports tie to them.</p>\n");
        add_figure(&d);
        add_table(&d);
    }
    markup_raw(p->out, "</section>\n");
}
