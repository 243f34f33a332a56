/* chart.c - charts as SVG. */
#include "report/chart.h"

#include "base/date.h"
#include "base/hash.h"
#include "report/balance.h"
#include "report/markup.h"

#include <math.h>

enum {
    TOP = 22,
    BOTTOM = 40,
    LEFT = 40,
    RIGHT_NAMES = 148,
    RIGHT_CODES = 48,
    RIGHT_ALONE = 14,
    LINE = 17, // between the labels of two lines
    TICKS = 5, // about as many as wanted
    TICKS_ALONE = 3,
    STRIP = 64, // under the plot of one patron, for its events
    STRIP_PAD = 10,
    PERIOD_LABEL = 44,  // room that the name of a period needs
    DOTS_MOST = 60,     // periods, more have no dots
    GAP_LABEL_MIN = 84, // room that "no coverage" needs
};

typedef struct frame {
    const hold *h;
    const chart_shape *shape;
    double left, right, top, bottom; // of the plot
    double foot;                     // of the strip below it; bottom where there is none
    double least, greatest, step;    // of the vertical axis
    uint32_t n_periods;
} frame;

/* ---- numbers ---- */

static void add_number(buffer *b, double value) {
    buffer_fixed(b, value, 1);
}

static void add_attribute(buffer *b, const char *name, double value) {
    buffer_format(b, " %s=\"", name);
    add_number(b, value);
    buffer_byte(b, '"');
}

static void add_value(buffer *b, double value, int decimals) {
    if (value <= -0.5 * pow(10, -decimals))
        markup_raw(b, "\xe2\x88\x92"); // the minus sign, as wide as a plus
    buffer_fixed(b, fabs(value), decimals);
}

static void add_point(buffer *b, double x, double y) {
    add_number(b, x);
    buffer_byte(b, ',');
    add_number(b, y);
    buffer_byte(b, ' ');
}

/* ---- the frame ---- */

static bool is_drawn(const frame *f, uint32_t t, uint32_t p) {
    return f->h->series.covered_days[t] > 0 &&
           (f->shape->only == CHART_ALL || (uint32_t)f->shape->only == p);
}

static void widen(frame *f, double value) {
    f->least = value < f->least ? value : f->least;
    f->greatest = value > f->greatest ? value : f->greatest;
}

/* A step of 1, 2 or 5 times a power of ten, for about so many ticks. */
static double nice_step(double range, int ticks) {
    double raw = range / ticks, power = pow(10, floor(log10(raw))), part = raw / power;
    return power * (part < 1.5 ? 1 : part < 3.5 ? 2 : part < 7.5 ? 5 : 10);
}

static void lay_scale(frame *f) {
    const hold *h = f->h;
    f->least = f->greatest = 0;
    for (uint32_t t = 0; t < f->n_periods; t++)
        for (uint32_t p = 0; p < h->n_patrons; p++)
            if (is_drawn(f, t, p)) {
                const balance_point *b = balance_point_of(h, t, p);
                widen(f, b->hold);
                widen(f, b->low);
                widen(f, b->high);
            }
    if (f->greatest - f->least < 0.1)
        f->greatest = f->least + 1;
    f->step = nice_step(f->greatest - f->least, f->shape->only >= 0 ? TICKS_ALONE : TICKS);
    f->least = floor(f->least / f->step) * f->step;
    f->greatest = ceil(f->greatest / f->step) * f->step;
}

static frame lay_frame(const hold *h, const chart_shape *shape) {
    frame f = { .h = h, .shape = shape, .n_periods = h->series.n_periods };
    int right = shape->only >= 0 ? RIGHT_ALONE : shape->codes ? RIGHT_CODES : RIGHT_NAMES;
    f.left = LEFT;
    f.right = shape->width - right;
    f.top = TOP;
    f.foot = shape->height - BOTTOM;
    f.bottom = f.foot - (shape->only >= 0 ? STRIP + STRIP_PAD : 0);
    lay_scale(&f);
    return f;
}

static double slot(const frame *f) {
    return (f->right - f->left) / f->n_periods;
}

/* A value belongs to the end of its period. */
static double x_of(const frame *f, uint32_t t) {
    return f->left + (t + 1.0) * slot(f);
}

static double middle_of(const frame *f, uint32_t t) {
    return f->left + (t + 0.5) * slot(f);
}

static double y_of(const frame *f, double value) {
    return f->bottom - (value - f->least) / (f->greatest - f->least) * (f->bottom - f->top);
}

uint32_t chart_period(const hold *h, int32_t day) {
    uint32_t t = 0;
    while (t + 1 < h->series.n_periods && h->series.first_day[t + 1] <= day)
        t++;
    return t;
}

static double x_of_day(const frame *f, int32_t day) {
    const balance_series *s = &f->h->series;
    uint32_t t = chart_period(f->h, day);
    double length = s->last_day[t] - s->first_day[t] + 1;
    double part = (day - s->first_day[t] + 0.5) / length;
    return f->left + (t + (part < 0 ? 0 : part > 1 ? 1 : part)) * slot(f);
}

/* ---- axes ---- */

static void draw_horizontal(buffer *b, const frame *f) {
    int decimals = f->step < 1 ? 1 : 0;
    int n = (int)((f->greatest - f->least) / f->step + 0.5);
    for (int i = 0; i <= n; i++) {
        double value = f->least + i * f->step, y = y_of(f, value);
        bool zero = fabs(value) < f->step / 2;
        markup_raw(b, zero ? "<line class=\"zero\"" : "<line class=\"grid\"");
        add_attribute(b, "x1", f->left);
        add_attribute(b, "x2", f->right);
        add_attribute(b, "y1", y);
        add_attribute(b, "y2", y);
        markup_raw(b, "/><text class=\"tick\" text-anchor=\"end\"");
        add_attribute(b, "x", f->left - 8);
        add_attribute(b, "y", y + 4);
        buffer_byte(b, '>');
        add_value(b, zero ? 0 : value, decimals);
        markup_raw(b, "</text>\n");
    }
}

static void add_period(buffer *b, const frame *f, uint32_t t, bool year) {
    static const char months[][4] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
    int y, month, day;
    date_civil(f->h->series.first_day[t], &y, &month, &day);
    if (f->h->asked.by == BALANCE_YEAR || year)
        buffer_format(b, "%d", y);
    else if (f->h->asked.by == BALANCE_WEEK)
        buffer_format(b, "%d %s", day, months[month - 1]);
    else
        buffer_string(b, months[month - 1]);
}

static void tick_text(buffer *b, const frame *f, uint32_t t, bool year) {
    markup_raw(b, year ? "<text class=\"tick year\" text-anchor=\"middle\""
                       : "<text class=\"tick\" text-anchor=\"middle\"");
    add_attribute(b, "x", middle_of(f, t));
    add_attribute(b, "y", f->foot + (year ? 33 : 18));
    buffer_byte(b, '>');
    add_period(b, f, t, year);
    markup_raw(b, "</text>\n");
}

static int year_of(const frame *f, uint32_t t) {
    int year, month, day;
    date_civil(f->h->series.first_day[t], &year, &month, &day);
    return year;
}

static void draw_periods(buffer *b, const frame *f) {
    uint32_t every = (uint32_t)ceil(PERIOD_LABEL * f->n_periods / (f->right - f->left));
    if (f->h->asked.by == BALANCE_MONTH && every > 1) // 2, 3, 4, 6, 12: the same months each year
        while (12 % every != 0 && every < 12)
            every++;
    int last_year = -1;
    for (uint32_t t = 0; t < f->n_periods; t += every ? every : 1) {
        tick_text(b, f, t, false);
        if (f->h->asked.by != BALANCE_YEAR && year_of(f, t) != last_year)
            tick_text(b, f, t, true);
        last_year = year_of(f, t);
    }
}

static void draw_gaps(buffer *b, const frame *f) {
    for (uint32_t t = 0; t < f->n_periods; t++) {
        uint32_t end = t;
        while (end < f->n_periods && f->h->series.covered_days[end] == 0)
            end++;
        if (end == t)
            continue;
        double x = f->left + t * slot(f), width = (end - t) * slot(f);
        markup_raw(b, "<rect class=\"gap\"");
        add_attribute(b, "x", x);
        add_attribute(b, "y", f->top);
        add_attribute(b, "width", width);
        add_attribute(b, "height", f->foot - f->top);
        markup_raw(b, "/>\n");
        if (width >= GAP_LABEL_MIN) {
            markup_raw(b, "<text class=\"tick\" text-anchor=\"middle\"");
            add_attribute(b, "x", x + width / 2);
            add_attribute(b, "y", f->top + 14);
            markup_raw(b, ">no coverage</text>\n");
        }
        t = end;
    }
}

/* ---- lines and bands ---- */

static void draw_band(buffer *b, const frame *f, uint32_t p, uint32_t from, uint32_t to) {
    if (to - from < 2) {
        const balance_point *only = balance_point_of(f->h, from, p);
        markup_raw(b, "<line class=\"span\"");
        add_attribute(b, "x1", x_of(f, from));
        add_attribute(b, "x2", x_of(f, from));
        add_attribute(b, "y1", y_of(f, only->low));
        add_attribute(b, "y2", y_of(f, only->high));
        markup_raw(b, "/>");
        return;
    }
    markup_raw(b, "<polygon class=\"band\" points=\"");
    for (uint32_t t = from; t < to; t++)
        add_point(b, x_of(f, t), y_of(f, balance_point_of(f->h, t, p)->high));
    for (uint32_t t = to; t-- > from;)
        add_point(b, x_of(f, t), y_of(f, balance_point_of(f->h, t, p)->low));
    markup_raw(b, "\"/>");
}

static void draw_line(buffer *b, const frame *f, uint32_t p, uint32_t from, uint32_t to) {
    if (to - from < 2)
        return;
    markup_raw(b, "<polyline class=\"line\" points=\"");
    for (uint32_t t = from; t < to; t++)
        add_point(b, x_of(f, t), y_of(f, balance_point_of(f->h, t, p)->hold));
    markup_raw(b, "\"/>");
}

static bool has_rows(const frame *f, uint32_t p, uint32_t t) {
    const chart_rows *rows = f->shape->rows ? &f->shape->rows[p] : NULL;
    for (uint32_t i = 0; rows && i < rows->n; i++)
        if (chart_period(f->h, f->h->events[rows->events[i]].day) == t)
            return true;
    return false;
}

static void draw_dot(buffer *b, const frame *f, uint32_t p, uint32_t t) {
    const balance_point *at = balance_point_of(f->h, t, p);
    bool leads = has_rows(f, p, t);
    char label[16];
    balance_label(f->h->asked.by, f->h->series.first_day[t], label);
    if (leads) {
        markup_raw(b, "<a tabindex=\"-1\" href=\"#");
        chart_period_anchor(b, p, t);
        markup_raw(b, "\">");
    }
    markup_raw(b, leads ? "<circle class=\"dot full\" r=\"4\"" : "<circle class=\"dot\" r=\"3\"");
    add_attribute(b, "cx", x_of(f, t));
    add_attribute(b, "cy", y_of(f, at->hold));
    markup_raw(b, "><title>");
    buffer_format(b, "%s: hold ", label);
    add_value(b, at->hold, 2);
    markup_raw(b, ", 90 % interval ");
    add_value(b, at->low, 2);
    markup_raw(b, " to ");
    add_value(b, at->high, 2);
    buffer_format(b, "; %u event%s</title></circle>", at->n_events, at->n_events == 1 ? "" : "s");
    markup_raw(b, leads ? "</a>" : "");
}

static void draw_dots(buffer *b, const frame *f, uint32_t p, uint32_t from, uint32_t to) {
    if (f->n_periods > DOTS_MOST && to - from > 1)
        return;
    for (uint32_t t = from; t < to; t++)
        draw_dot(b, f, p, t);
}

typedef void (*draw_fn)(buffer *, const frame *, uint32_t p, uint32_t from, uint32_t to);

/* Calls draw for each unbroken run of covered periods. */
static void each_run(buffer *b, const frame *f, uint32_t p, draw_fn draw) {
    for (uint32_t t = 0; t < f->n_periods; t++) {
        uint32_t end = t;
        while (end < f->n_periods && is_drawn(f, end, p))
            end++;
        if (end > t) {
            draw(b, f, p, t, end);
            t = end;
        }
    }
}

static void draw_patrons(buffer *b, const frame *f, draw_fn draw) {
    for (uint32_t p = f->h->n_patrons; p-- > 0;) { // the heaviest on top
        if (f->shape->only != CHART_ALL && (uint32_t)f->shape->only != p)
            continue;
        buffer_format(b, "<g class=\"c%u\">", p % CHART_COLOURS);
        each_run(b, f, p, draw);
        markup_raw(b, "</g>\n");
    }
}

/* ---- labels at the lines ---- */

typedef struct label {
    double y;
    uint32_t patron;
} label;

static void sort_labels(label *l, uint32_t n) {
    for (uint32_t i = 1; i < n; i++)
        for (uint32_t k = i; k > 0 && l[k].y < l[k - 1].y; k--) {
            label swap = l[k];
            l[k] = l[k - 1];
            l[k - 1] = swap;
        }
}

/* Moves labels apart, first down, then up from the lower edge. */
static void part_labels(const frame *f, label *l, uint32_t n) {
    sort_labels(l, n);
    for (uint32_t i = 1; i < n; i++)
        if (l[i].y < l[i - 1].y + LINE)
            l[i].y = l[i - 1].y + LINE;
    double edge = f->bottom;
    for (uint32_t i = n; i-- > 0; edge = l[i].y - LINE)
        if (l[i].y > edge)
            l[i].y = edge;
}

text chart_short_code(text code) {
    return text_starts(code, TEXT("IGO")) && code.len > 3 ? text_cut(code, 3, code.len) : code;
}

static void draw_labels(buffer *b, const frame *f, const book *names) {
    label l[BALANCE_PATRONS_MOST];
    uint32_t n = f->h->n_patrons, last = f->h->series.last_covered;
    for (uint32_t p = 0; p < n; p++)
        l[p] = (label){ y_of(f, balance_point_of(f->h, last, p)->hold), p };
    part_labels(f, l, n);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t p = l[i].patron;
        const balance_point *at = balance_point_of(f->h, last, p);
        buffer_format(b, "<g class=\"c%u\"><polyline class=\"leader\" points=\"",
                      p % CHART_COLOURS);
        add_point(b, x_of(f, last) + 5, y_of(f, at->hold));
        add_point(b, f->right - 2, l[i].y);
        add_point(b, f->right + 4, l[i].y);
        markup_raw(b, "\"/><text class=\"name\"");
        add_attribute(b, "x", f->right + 8);
        add_attribute(b, "y", l[i].y + 4);
        buffer_byte(b, '>');
        markup_text(b, f->shape->codes ? chart_short_code(f->h->patrons[p])
                                       : book_name(names, f->h->patrons[p]));
        if (!f->shape->codes) {
            markup_raw(b, "<tspan class=\"value\"> ");
            add_value(b, at->hold, 1);
            markup_raw(b, "</tspan>");
        }
        markup_raw(b, "</text></g>\n");
    }
}

/* ---- stems: the events themselves ---- */

void chart_anchor(buffer *out, uint32_t patron, uint64_t key) {
    char id[17];
    hash_hex(key, id);
    buffer_format(out, "e-%u-%s", patron, id);
}

void chart_period_anchor(buffer *out, uint32_t patron, uint32_t period) {
    buffer_format(out, "t-%u-%u", patron, period);
}

static void add_stem_title(buffer *b, const around_event *e, double weight) {
    markup_raw(b, "<title>");
    balance_day(b, e->day);
    buffer_format(b, ": %s, ", plover_type_name((event_type)e->type));
    add_value(b, weight, 2);
    markup_raw(b, "</title>");
}

static double longest_stem(const frame *f, const chart_rows *rows) {
    double most = 0.1;
    for (uint32_t i = 0; i < rows->n; i++) {
        double weight = fabs(balance_weight(&f->h->events[rows->events[i]]));
        most = weight > most ? weight : most;
    }
    return most;
}

static void draw_stem(buffer *b, const frame *f, uint32_t i, double zero, double longest) {
    const balance_event *e = &f->h->events[i];
    const around_event *of = &f->h->record.events[f->h->of[i]];
    double weight = balance_weight(e), x = x_of_day(f, e->day);
    double y = zero - weight / longest * (STRIP / 2.0 - 4);
    markup_raw(b, "<a tabindex=\"-1\" href=\"#");
    chart_anchor(b, e->patron, of->key);
    markup_raw(b, e->on_challenger ? "\" class=\"stem apart\">" : "\" class=\"stem\">");
    add_stem_title(b, of, weight);
    markup_raw(b, "<line");
    add_attribute(b, "x1", x);
    add_attribute(b, "x2", x);
    add_attribute(b, "y1", zero);
    add_attribute(b, "y2", y);
    markup_raw(b, "/><circle r=\"2.5\"");
    add_attribute(b, "cx", x);
    add_attribute(b, "cy", y);
    markup_raw(b, "/></a>");
}

/* The strip below the plot has its own scale: the longest stem fills half of it. */
static void draw_stems(buffer *b, const frame *f) {
    const chart_rows *rows = &f->shape->rows[f->shape->only];
    double zero = f->foot - STRIP / 2.0, longest = longest_stem(f, rows);
    markup_raw(b, "<line class=\"grid\"");
    add_attribute(b, "x1", f->left);
    add_attribute(b, "x2", f->right);
    add_attribute(b, "y1", zero);
    add_attribute(b, "y2", zero);
    markup_raw(b, "/><text class=\"tick\" text-anchor=\"end\"");
    add_attribute(b, "x", f->left - 8);
    add_attribute(b, "y", zero + 4);
    buffer_format(b, ">acts</text>\n<g class=\"c%d\">", f->shape->only % CHART_COLOURS);
    for (uint32_t i = 0; i < rows->n; i++)
        draw_stem(b, f, rows->events[i], zero, longest);
    markup_raw(b, "</g>\n");
}

/* ---- the charts ---- */

static void open_svg(buffer *b, const hold *h, const book *names, const chart_shape *shape) {
    buffer_format(b,
                  "<svg class=\"chart\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Hold over ",
                  shape->width, shape->height);
    markup_text(b, book_name(names, h->asked.country));
    markup_raw(b, " through time. ");
    for (uint32_t p = 0; p < h->n_patrons; p++) {
        if (shape->only != CHART_ALL && (uint32_t)shape->only != p)
            continue;
        markup_text(b, book_name(names, h->patrons[p]));
        markup_raw(b, " ends at ");
        add_value(b, balance_point_of(h, h->series.last_covered, p)->hold, 2);
        markup_raw(b, ". ");
    }
    markup_raw(b, "\">\n");
}

void chart_hold(buffer *out, const hold *h, const book *names, const chart_shape *shape) {
    if (h->series.last_covered == UINT32_MAX || h->n_patrons == 0)
        return;
    frame f = lay_frame(h, shape);
    open_svg(out, h, names, shape);
    draw_gaps(out, &f);
    draw_horizontal(out, &f);
    draw_periods(out, &f);
    draw_patrons(out, &f, draw_band);
    if (shape->only >= 0 && shape->rows)
        draw_stems(out, &f);
    draw_patrons(out, &f, draw_line);
    if (shape->only < 0) {
        draw_patrons(out, &f, draw_dots);
        draw_labels(out, &f, names);
    }
    markup_raw(out, "</svg>\n");
}

enum { MIX_WIDTH = 300, MIX_HEIGHT = 14 };

void chart_mix(buffer *out, const balance_mix *mix, uint32_t patron) {
    double x = 0;
    if (!(mix->favours > 0))
        return;
    buffer_format(out,
                  "<svg class=\"mix c%u\" viewBox=\"0 0 %d %d\" preserveAspectRatio=\"none\" "
                  "aria-hidden=\"true\">",
                  patron % CHART_COLOURS, MIX_WIDTH, MIX_HEIGHT);
    for (int s = 0; s < STRANDS; s++) {
        double width = mix->part[s] * MIX_WIDTH;
        if (width > 0) {
            buffer_format(out, "<rect class=\"s%d\" height=\"%d\"", s, MIX_HEIGHT);
            add_attribute(out, "x", x);
            add_attribute(out, "width", width > 2 ? width - 1 : width);
            markup_raw(out, "/>");
        }
        x += width;
    }
    markup_raw(out, "</svg>\n");
}
