/* atlas.c - the report's map. A place is a pie: a sector a quad class, clockwise from the top, its
 * area the number of events. Pressure is hatched, so that no colour has to be told apart. */
#include "report/atlas.h"

#include "doc/code.h"
#include "report/bunch.h"
#include "report/chart.h"
#include "report/markup.h"
#include "report/outline.h"

#include <math.h>

enum {
    PLACES_MOST = 40, // drawn and listed
    NAMED_MOST = 14,  // with a name on the map
    WIDE = 1000,
    NARROW = 360,
    STATE_CODE = 3,
    LETTER = 7, // width of one, about
    LINE = 14,
    LABEL_PAD = 4,
};

#define FULL_TURN   6.283185307179586
#define RADIUS_PART 0.02 // of the map's width: the radius of the busiest place
#define RADIUS_MIN  3.0

typedef struct spot {
    text name;
    double x, y;            // units of the outlines
    uint32_t told, capital; // events that name the place, and those put at the actor's capital
} spot;

typedef struct atlas {
    sheet *page;
    bunches places;
    spot *spots; // [places.n], by number
    uint32_t n_spots, spots_cap;
    uint32_t n_nowhere; // events without a place and an actor's capital
} atlas;

/* ---- where an event is ---- */

typedef struct where {
    text name;
    float latitude, longitude;
    bool told;
} where;

static bool on_earth(float latitude, float longitude) {
    return latitude >= -90 && latitude <= 90 && longitude >= -180 && longitude <= 180;
}

static bool at_capital(const sheet *p, text state, where *out) {
    if (state.len < STATE_CODE)
        return false;
    out->name =
        book_capital(p->names, text_cut(state, 0, STATE_CODE), &out->latitude, &out->longitude);
    return out->name.len > 0;
}

static bool locate(const sheet *p, const around_event *e, where *out) {
    text codes = e->actor, code;
    out->told = true;
    if (e->located && on_earth(e->latitude, e->longitude)) {
        *out = (where){ e->place, e->latitude, e->longitude, true };
        return true;
    }
    if (at_capital(p, e->country, out))
        return true;
    out->told = false;
    while (code_next(&codes, &code))
        if (!code_is_organisation(code) && at_capital(p, code, out))
            return true;
    return false;
}

static uint64_t key_of(const where *w) {
    return hash_mix((uint64_t)(int64_t)lround(w->latitude * 100.0),
                    (uint64_t)(int64_t)lround(w->longitude * 100.0));
}

static void take_event(atlas *a, uint32_t i) {
    const around *record = &a->page->hold->record;
    where at;
    if (!locate(a->page, &record->events[i], &at)) {
        a->n_nowhere++;
        return;
    }
    uint32_t row = bunch_add(&a->places, a->page->arena, key_of(&at), record, i);
    if (row == a->n_spots) {
        spot *s = ARENA_PUSH(a->page->arena, a->spots, a->n_spots, a->spots_cap);
        if (s) {
            s->name = at.name;
            outline_point(at.latitude, at.longitude, &s->x, &s->y);
        }
    }
    if (row < a->n_spots) {
        a->spots[row].told += at.told;
        a->spots[row].capital += !at.told;
    } else
        a->page->status = UH_NOMEM;
}

static void gather(atlas *a) {
    const around *record = &a->page->hold->record;
    for (uint32_t i = 0; i < record->n_events && a->page->status == UH_OK; i++)
        if (deed_is_counted(a->page->hold, &record->events[i]))
            take_event(a, i);
    bunch_sort(&a->places);
}

static uint32_t count_shown(const atlas *a) {
    return a->places.n < PLACES_MOST ? a->places.n : PLACES_MOST;
}

/* ---- the land ---- */

static void add_path(buffer *out, const char *classes, int colour) {
    markup_raw(out, "<path class=\"");
    markup_raw(out, classes);
    if (colour >= 0)
        buffer_format(out, " c%d", colour);
    markup_raw(out, "\" d=\"");
}

/* The patrons stand in their colours, the country itself in the ink's. */
static void add_land(sheet *p) {
    text own[BALANCE_PATRONS_MOST + 1];
    uint32_t n = p->hold->n_patrons;
    buffer path = { 0 };
    for (uint32_t i = 0; i < n; i++)
        own[i] = p->hold->patrons[i];
    own[n] = p->hold->asked.country;
    markup_raw(p->out, "<g id=\"land\">");
    add_path(p->out, "land", -1);
    outline_others(p->out, p->names->outlines, own, n + 1);
    markup_raw(p->out, "\"/>\n");
    for (uint32_t i = 0; i <= n; i++) {
        buffer_clear(&path);
        if (!outline_state(&path, p->names->outlines, own[i]))
            continue;
        add_path(p->out, i == n ? "land here" : "land patron",
                 i == n ? -1 : (int)(i % CHART_COLOURS));
        buffer_text(p->out, buffer_view(&path));
        markup_raw(p->out, "\"/>\n");
    }
    p->out->failed = p->out->failed || path.failed;
    buffer_free(&path);
    markup_raw(p->out, "</g>\n");
}

/* ---- the places ---- */

static void add_number(buffer *out, const char *name, double value) {
    buffer_format(out, " %s=\"", name);
    buffer_fixed(out, value, 1);
    buffer_byte(out, '"');
}

static void add_corner(buffer *out, double x, double y, double r, double part) {
    buffer_fixed(out, x + r * sin(part * FULL_TURN), 1);
    buffer_byte(out, ' ');
    buffer_fixed(out, y - r * cos(part * FULL_TURN), 1);
}

static void add_sector(buffer *out, double x, double y, double r, double from, double to) {
    markup_raw(out, " d=\"M");
    buffer_fixed(out, x, 1);
    buffer_byte(out, ' ');
    buffer_fixed(out, y, 1);
    markup_raw(out, "L");
    add_corner(out, x, y, r, from);
    buffer_byte(out, 'A');
    buffer_fixed(out, r, 1);
    buffer_byte(out, ' ');
    buffer_fixed(out, r, 1);
    buffer_format(out, " 0 %d 1 ", to - from > 0.5);
    add_corner(out, x, y, r, to);
    markup_raw(out, "z\"/>");
}

static void add_pie(buffer *out, const bunch *b, double x, double y, double r) {
    uint32_t before = 0;
    for (int q = 0; q < BUNCH_QUADS; q++) {
        if (b->events[q] == b->n_events) {
            buffer_format(out, "<circle class=\"q%d\"", q);
            add_number(out, "cx", x);
            add_number(out, "cy", y);
            add_number(out, "r", r);
            markup_raw(out, "/>");
            return;
        }
        if (b->events[q] == 0)
            continue;
        buffer_format(out, "<path class=\"q%d\"", q);
        add_sector(out, x, y, r, (double)before / b->n_events,
                   (double)(before + b->events[q]) / b->n_events);
        before += b->events[q];
    }
}

/* "Moscow: 14 events: 9 help in words, 5 help in deeds" */
static void add_account(buffer *out, const bunch *b, text name) {
    const char *between = ": ";
    markup_text(out, name);
    buffer_format(out, ": %u event%s", b->n_events, b->n_events == 1 ? "" : "s");
    for (int q = 0; q < BUNCH_QUADS; q++)
        if (b->events[q]) {
            buffer_format(out, "%s%u %s", between, b->events[q], bunch_quad_name((quad_class)q));
            between = ", ";
        }
}

static double radius_of(const atlas *a, const bunch *b, int width) {
    uint32_t most = 1;
    for (uint32_t i = 0; i < a->places.n; i++)
        if (a->places.items[i].n_events > most)
            most = a->places.items[i].n_events;
    double r = width * RADIUS_PART * sqrt((double)b->n_events / most);
    return r < RADIUS_MIN ? RADIUS_MIN : r;
}

static void add_place(const atlas *a, const bunch *b, int width) {
    const spot *s = &a->spots[b->number];
    buffer *out = a->page->out;
    double scale = (double)width / OUTLINE_WIDTH;
    buffer_format(out, "<a href=\"#at-%u\" class=\"place\" aria-label=\"", b->number);
    add_account(out, b, s->name);
    markup_raw(out, "\"><title>");
    add_account(out, b, s->name);
    markup_raw(out, "</title>");
    add_pie(out, b, s->x * scale, s->y * scale, radius_of(a, b, width));
    markup_raw(out, "</a>\n");
}

/* ---- names on the map ---- */

typedef struct box {
    double left, right, top, bottom;
} box;

static bool overlap(const box *a, const box *b) {
    return a->left < b->right && b->left < a->right && a->top < b->bottom && b->top < a->bottom;
}

static box round_box(const atlas *a, const bunch *b, int width) {
    const spot *s = &a->spots[b->number];
    double scale = (double)width / OUTLINE_WIDTH, r = radius_of(a, b, width);
    double x = s->x * scale, y = s->y * scale;
    return (box){ x - r, x + r, y - r, y + r };
}

static bool is_free(const atlas *a, const box *wanted, const box *taken, uint32_t n, int width) {
    for (uint32_t i = 0; i < n; i++)
        if (overlap(wanted, &taken[i]))
            return false;
    for (uint32_t i = 0; i < count_shown(a) && i < NAMED_MOST; i++) {
        box place = round_box(a, &a->places.items[i], width);
        if (overlap(wanted, &place))
            return false;
    }
    return wanted->left >= 0 && wanted->right <= width;
}

/* Finds room for a name to the right or the left of its place, or above or below it. */
static bool find_room(const atlas *a, const bunch *b, const box *taken, uint32_t n, box *out) {
    box at = round_box(a, b, WIDE);
    double length = (double)a->spots[b->number].name.len * LETTER;
    double x = (at.left + at.right) / 2, y = (at.top + at.bottom) / 2;
    const box tries[] = {
        { at.right + LABEL_PAD, at.right + LABEL_PAD + length, y - LINE / 2.0, y + LINE / 2.0 },
        { at.left - LABEL_PAD - length, at.left - LABEL_PAD, y - LINE / 2.0, y + LINE / 2.0 },
        { x - length / 2, x + length / 2, at.top - LABEL_PAD - LINE, at.top - LABEL_PAD },
        { x - length / 2, x + length / 2, at.bottom + LABEL_PAD, at.bottom + LABEL_PAD + LINE },
    };
    for (size_t i = 0; i < sizeof tries / sizeof *tries; i++)
        if (is_free(a, &tries[i], taken, n, WIDE)) {
            *out = tries[i];
            return true;
        }
    return false;
}

static void add_names(const atlas *a) {
    box taken[NAMED_MOST];
    buffer *out = a->page->out;
    for (uint32_t i = 0, n = 0; i < count_shown(a) && n < NAMED_MOST; i++) {
        const bunch *b = &a->places.items[i];
        if (!find_room(a, b, taken, n, &taken[n]))
            continue;
        markup_raw(out, "<text class=\"where\" text-anchor=\"middle\" aria-hidden=\"true\"");
        add_number(out, "x", (taken[n].left + taken[n].right) / 2);
        add_number(out, "y", taken[n].bottom - LINE / 4.0);
        buffer_byte(out, '>');
        markup_text(out, a->spots[b->number].name);
        markup_raw(out, "</text>\n");
        n++;
    }
}

/* ---- the section ---- */

static void open_map(const atlas *a, int width) {
    buffer_format(a->page->out,
                  "<svg class=\"chart world\" viewBox=\"0 0 %d %d\" role=\"group\" "
                  "aria-label=\"Map of the world with %u places; the table below says the "
                  "same\">\n",
                  width, OUTLINE_HEIGHT * width / OUTLINE_WIDTH, count_shown(a));
    markup_raw(a->page->out, "<g transform=\"scale(");
    buffer_fixed(a->page->out, (double)width / OUTLINE_WIDTH, 3);
    markup_raw(a->page->out, ")\">");
}

static void add_maps(const atlas *a) {
    buffer *out = a->page->out;
    bunch_hatches(out);
    markup_raw(out, "<figure>\n<div class=\"wide\">");
    open_map(a, WIDE);
    add_land(a->page);
    markup_raw(out, "</g>\n");
    for (uint32_t i = 0; i < count_shown(a); i++)
        add_place(a, &a->places.items[i], WIDE);
    add_names(a);
    markup_raw(out, "</svg></div>\n<div class=\"narrow\">");
    open_map(a, NARROW);
    markup_raw(out, "<use href=\"#land\"/></g>\n");
    for (uint32_t i = 0; i < count_shown(a); i++)
        add_place(a, &a->places.items[i], NARROW);
    markup_raw(out, "</svg></div>\n<figcaption>");
    bunch_legend(out);
    markup_raw(out, "The larger, the more events; a place opens them. States are drawn in the "
                    "colours of the patrons, the country itself dark. Outlines: Natural Earth, "
                    "public domain.</figcaption>\n</figure>\n");
}

static void add_row(const atlas *a, const bunch *b) {
    const spot *s = &a->spots[b->number];
    buffer *out = a->page->out;
    markup_raw(out, "<tr><th scope=\"row\">");
    markup_text(out, s->name);
    if (s->capital && s->told)
        buffer_format(out,
                      "<span class=\"tag\">%u named, %u by the actor\xe2\x80\x99s capital</span>",
                      s->told, s->capital);
    else if (s->capital)
        markup_raw(out, "<span class=\"tag\">the actor\xe2\x80\x99s capital</span>");
    markup_raw(out, "</th>");
    bunch_cells(a->page, b, "at");
    markup_raw(out, "</tr>\n");
}

static void add_rest(const atlas *a) {
    uint32_t further = 0;
    for (uint32_t i = count_shown(a); i < a->places.n; i++)
        further += a->places.items[i].n_events;
    if (further)
        buffer_format(a->page->out,
                      "<p class=\"note\">%u events at %u further places are not "
                      "drawn.</p>\n",
                      further, a->places.n - count_shown(a));
    if (a->n_nowhere)
        buffer_format(a->page->out,
                      "<p class=\"note\">%u event%s could not be placed: no place told, and no "
                      "state acts.</p>\n",
                      a->n_nowhere, a->n_nowhere == 1 ? "" : "s");
}

void atlas_write(sheet *p) {
    atlas a = { .page = p };
    markup_raw(p->out, "<section aria-labelledby=\"map\"><h2 id=\"map\">Where it happened</h2>\n");
    gather(&a);
    if (a.places.n == 0)
        markup_raw(p->out, "<p>No told event can be placed on a map.</p>\n");
    else {
        markup_raw(p->out, "<p>Every told event around the country, at the place that its page "
                           "names; where none is told, at the capital of who acts.</p>\n");
        if (p->names->outlines.len)
            add_maps(&a);
        bunch_open_table(p, "The places, by independent reports", "Place");
        for (uint32_t i = 0; i < count_shown(&a); i++)
            add_row(&a, &a.places.items[i]);
        markup_raw(p->out, "</tbody></table>\n");
    }
    add_rest(&a);
    markup_raw(p->out, "</section>\n");
}
