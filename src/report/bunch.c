/* bunch.c - events gathered under what they share. */
#include "report/bunch.h"

#include "report/markup.h"

#include <math.h>
#include <stdlib.h>

/* ---- gathering ---- */

/* The better told goes first; of two alike the weightier, then the later one. */
static bool is_better(const around *record, uint32_t a, uint32_t b) {
    const around_event *x = &record->events[a], *y = &record->events[b];
    if (x->sources != y->sources)
        return x->sources > y->sources;
    if (fabsf(x->intensity) != fabsf(y->intensity))
        return fabsf(x->intensity) > fabsf(y->intensity);
    return a > b;
}

static void show(bunch *b, const around *record, uint32_t i) {
    uint32_t at = b->n_shown;
    while (at > 0 && is_better(record, i, b->shown[at - 1]))
        at--;
    if (at == BUNCH_SHOWN)
        return;
    b->n_shown += b->n_shown < BUNCH_SHOWN;
    for (uint32_t k = b->n_shown - 1; k > at; k--)
        b->shown[k] = b->shown[k - 1];
    b->shown[at] = i;
}

static bool count_reports(bunches *all, arena *a, bunch *b, const around_event *e,
                          quad_class quad) {
    uint64_t key = hash_mix(hash_mix(b->key, (uint64_t)quad), e->story);
    uint32_t most = 0;
    map_get(&all->stories, key, &most);
    if (e->sources <= most)
        return true;
    b->reports[quad] += e->sources - most;
    b->n_reports += e->sources - most;
    return map_put(&all->stories, a, key, e->sources);
}

uint32_t bunch_add(bunches *all, arena *a, uint64_t key, const around *record, uint32_t i) {
    const around_event *e = &record->events[i];
    quad_class quad = plover_quad((event_type)e->type);
    uint32_t row;
    if (!map_get(&all->rows, key, &row)) {
        bunch *b = ARENA_PUSH(a, all->items, all->n, all->cap);
        if (!b || !map_put(&all->rows, a, key, all->n - 1))
            return UINT32_MAX;
        row = b->number = all->n - 1;
        b->key = key;
    }
    bunch *b = &all->items[row];
    b->n_events++;
    b->events[quad]++;
    show(b, record, i);
    return count_reports(all, a, b, e, quad) ? row : UINT32_MAX;
}

static int by_reports(const void *a, const void *b) {
    const bunch *x = a, *y = b;
    if (x->n_reports != y->n_reports)
        return x->n_reports < y->n_reports ? 1 : -1;
    return (x->number > y->number) - (x->number < y->number);
}

void bunch_sort(bunches *all) {
    if (all->n)
        qsort(all->items, all->n, sizeof *all->items, by_reports);
}

/* ---- writing ---- */

const char *bunch_quad_name(quad_class quad) {
    static const char *const names[BUNCH_QUADS] = {
        [QUAD_NONE] = "neither",
        [QUAD_VERBAL_COOPERATION] = "help in words",
        [QUAD_MATERIAL_COOPERATION] = "help in deeds",
        [QUAD_VERBAL_CONFLICT] = "pressure in words",
        [QUAD_MATERIAL_CONFLICT] = "pressure in deeds",
    };
    return names[quad];
}

void bunch_hatches(buffer *out) {
    markup_raw(out, "<svg class=\"defs\" aria-hidden=\"true\"><defs>");
    for (int q = QUAD_VERBAL_CONFLICT; q < BUNCH_QUADS; q++)
        buffer_format(out,
                      "<pattern id=\"hatch-%d\" width=\"5\" height=\"5\" "
                      "patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
                      "<rect class=\"hatch-%d\" width=\"5\" height=\"5\"/>"
                      "<line class=\"hatch-line\" y2=\"5\"/></pattern>",
                      q, q);
    markup_raw(out, "</defs></svg>\n");
}

void bunch_legend(buffer *out) {
    markup_raw(out, "<ul class=\"legend\">");
    for (int q = QUAD_VERBAL_COOPERATION; q < BUNCH_QUADS; q++)
        buffer_format(out,
                      "<li><svg class=\"swatch\" viewBox=\"0 0 16 16\" aria-hidden=\"true\">"
                      "<circle class=\"q%d\" cx=\"8\" cy=\"8\" r=\"7\"/></svg> %s</li>",
                      q, bunch_quad_name((quad_class)q));
    markup_raw(out, "</ul>\n");
}

void bunch_open_table(sheet *p, const char *caption, const char *first_column) {
    markup_raw(p->out, "<table class=\"events bunches\"><caption>");
    markup_string(p->out, caption);
    markup_raw(p->out, "</caption>\n<thead><tr><th scope=\"col\" class=\"who\">");
    markup_string(p->out, first_column);
    markup_raw(p->out, "</th>");
    for (int q = QUAD_VERBAL_COOPERATION; q < BUNCH_QUADS; q++)
        buffer_format(p->out, "<th scope=\"col\" class=\"num\">%s</th>",
                      bunch_quad_name((quad_class)q));
    markup_raw(p->out, "<th scope=\"col\" class=\"num\">independent reports</th>"
                       "<th scope=\"col\">Events</th></tr></thead>\n<tbody>\n");
}

static int by_number(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* The shown events in the order of time. */
static void add_events(sheet *p, const bunch *b, const char *anchor) {
    uint32_t shown[BUNCH_SHOWN];
    for (uint32_t i = 0; i < b->n_shown; i++)
        shown[i] = b->shown[i];
    qsort(shown, b->n_shown, sizeof *shown, by_number);
    buffer_format(p->out, "<details><summary>%u event%s</summary>\n<ul id=\"%s-%u\">\n",
                  b->n_events, b->n_events == 1 ? "" : "s", anchor, b->number);
    for (uint32_t i = 0; i < b->n_shown; i++) {
        markup_raw(p->out, "<li>");
        deed_brief(p, &p->hold->record.events[shown[i]]);
        markup_raw(p->out, "</li>\n");
    }
    markup_raw(p->out, "</ul>");
    if (b->n_shown < b->n_events)
        buffer_format(p->out, "<p class=\"fine\">These %u are the best told of %u.</p>", b->n_shown,
                      b->n_events);
    markup_raw(p->out, "</details>");
}

void bunch_cells(sheet *p, const bunch *b, const char *anchor) {
    for (int q = QUAD_VERBAL_COOPERATION; q < BUNCH_QUADS; q++)
        buffer_format(p->out, "<td class=\"num%s\" data-of=\"%s\">%u</td>",
                      b->events[q] ? "" : " none", bunch_quad_name((quad_class)q), b->events[q]);
    buffer_format(p->out, "<td class=\"num\" data-of=\"independent reports\">%u</td><td>",
                  b->n_reports);
    add_events(p, b, anchor);
    markup_raw(p->out, "</td>");
}
