/* balance.c - the answer of balance as words, table, chart, CSV and JSON lines. */
#include "report/balance.h"

#include "base/date.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/utf8.h"

#include <string.h>

enum {
    DECIMALS = 4,     // in files
    SHOWN = 2,        // in tables
    CHART_WIDTH = 56, // columns between the least and the greatest value
    LABEL_SIZE = 16,
};

const balance_point *balance_point_of(const hold *h, uint32_t period, uint32_t patron) {
    return &h->series.points[(size_t)period * h->n_patrons + patron];
}

/* ---- words ---- */

static const char *month_name(int month) {
    static const char *const months[] = { "January",   "February", "March",    "April",
                                          "May",       "June",     "July",     "August",
                                          "September", "October",  "November", "December" };
    return months[(month - 1) % 12];
}

void balance_day(buffer *out, int32_t day) {
    int year, month, of_month;
    date_civil(day, &year, &month, &of_month);
    buffer_format(out, "%d %s %d", of_month, month_name(month), year);
}

void balance_period_name(buffer *out, balance_period by, int32_t first_day) {
    int year, month, day;
    date_civil(first_day, &year, &month, &day);
    if (by == BALANCE_YEAR)
        buffer_format(out, "%d", year);
    else if (by == BALANCE_MONTH)
        buffer_format(out, "%s %d", month_name(month), year);
    else {
        buffer_string(out, "the week of ");
        balance_day(out, first_day);
    }
}

static void add_name(buffer *out, const book *names, text code) {
    buffer_text(out, book_name(names, code));
}

static void add_count(buffer *out, uint64_t n, const char *one, const char *many) {
    buffer_format(out, "%llu %s", (unsigned long long)n, n == 1 ? one : many);
}

static bool has_leader(const hold *h) {
    return h->series.leader != UINT32_MAX;
}

static bool is_thin(const hold *h) {
    return h->lead.events < EVIDENCE_MIN || h->series.leader_sure < SURE_AT_ALL;
}

void balance_headline(buffer *out, const hold *h, const book *names) {
    text country = h->asked.country;
    if (h->record.articles == 0)
        buffer_string(out, "No answer: the record holds no article");
    else if (h->record.n_days == 0)
        buffer_string(out, "No answer: no article of this time is dated to the day");
    else if (h->n_events == 0) {
        buffer_string(out, "No answer: nothing in the record counts between ");
        add_name(out, names, country);
        buffer_string(out, " and another power");
    } else if (!has_leader(h)) {
        buffer_string(out, "Nobody holds the upper hand in ");
        add_name(out, names, country);
        buffer_string(out, ": no power's help outweighs its pressure");
    } else {
        add_name(out, names, h->patrons[h->series.leader]);
        if (is_thin(h))
            buffer_string(out, " perhaps ahead in ");
        else
            buffer_string(out, h->series.leader_sure < SURE_ENOUGH ? " probably ahead in "
                                                                   : " ahead in ");
        add_name(out, names, country);
        buffer_string(out, " since ");
        balance_period_name(out, h->asked.by, h->series.first_day[h->series.leader_since]);
    }
}

static void add_evidence(buffer *out, const hold_evidence *e) {
    add_count(out, e->events, "event", "events");
    buffer_string(out, " in ");
    add_count(out, e->stories, "story", "stories");
    buffer_string(out, ", ");
    add_count(out, e->sources, "independent report", "independent reports");
}

void balance_grounds(buffer *out, const hold *h, const book *names) {
    if (has_leader(h)) {
        add_evidence(out, &h->lead);
        if (h->n_stories == 1) {
            buffer_string(out, " since then: thin evidence, and one story alone gives no interval");
            return;
        }
        buffer_format(out, " since then; first in %d %% of resamples",
                      (int)(h->series.leader_sure * 100 + 0.5));
        if (is_thin(h))
            buffer_string(out, ": thin evidence");
        return;
    }
    add_count(out, h->n_events, "event", "events");
    buffer_string(out, " around ");
    add_name(out, names, h->asked.country);
    buffer_string(out, " counted, from ");
    add_count(out, h->record.articles, "article", "articles");
    buffer_string(out, " on ");
    add_count(out, h->record.n_days, "day", "days");
}

static void remark_status(buffer *out, const hold *h) {
    uint32_t n = 0;
    for (int s = 0; s < STATUSES; s++)
        n += h->n_other[s];
    if (n == 0)
        return;
    buffer_string(out, "Not counted, because it is not told as done: ");
    bool first = true;
    for (int s = 0; s < STATUSES; s++) {
        if (h->n_other[s] == 0)
            continue;
        buffer_format(out, "%s%u %s", first ? "" : ", ", h->n_other[s],
                      plover_status_name((event_status)s));
        first = false;
    }
    buffer_string(out, ".\n");
}

void balance_remarks(buffer *out, const hold *h, const book *names) {
    if (h->asked_itself) {
        add_name(out, names, h->asked.country);
        buffer_string(out, " cannot be its own patron and was left out.\n");
    }
    if (h->n_events == 1)
        buffer_string(out, "One event only: an interval says nothing yet.\n");
    else if (h->n_events && h->n_stories == 1)
        buffer_string(out, "All events are of one story: an interval says nothing yet.\n");
    if (h->series.n_periods == 1 && h->n_events)
        buffer_string(out, "All coverage lies in one period: no change can be seen.\n");
    remark_status(out, h);
    if (h->n_undated) {
        add_count(out, h->n_undated, "event", "events");
        buffer_string(out, " without a date not counted.\n");
    }
    if (h->n_late) {
        add_count(out, h->n_late, "event", "events");
        buffer_string(out, " dated after the last article not counted.\n");
    }
    if (h->n_candidates > h->n_patrons && h->asked.n_patrons == 0) {
        add_count(out, h->n_candidates - h->n_patrons, "lighter patron", "lighter patrons");
        buffer_string(out, " not shown; name them with --patrons.\n");
    }
}

/* ---- table ---- */

static size_t width_of(text t) {
    size_t n = 0;
    for (size_t i = 0; i < t.len; n++)
        utf8_next(t, &i);
    return n;
}

static void pad(buffer *out, size_t n) {
    while (n-- > 0)
        buffer_byte(out, ' ');
}

static void add_left(buffer *out, text t, size_t width) {
    buffer_text(out, t);
    if (width_of(t) < width)
        pad(out, width - width_of(t));
}

static void add_right(buffer *out, text t, size_t width) {
    if (width_of(t) < width)
        pad(out, width - width_of(t));
    buffer_text(out, t);
}

static void add_fixed(buffer *out, double value, int decimals, size_t width) {
    buffer number = { 0 };
    buffer_fixed(&number, value, decimals);
    add_right(out, buffer_view(&number), width);
    out->failed = out->failed || number.failed;
    buffer_free(&number);
}

static void add_interval(buffer *out, const balance_point *p, size_t width) {
    buffer words = { 0 };
    buffer_byte(&words, '[');
    buffer_fixed(&words, p->low, SHOWN);
    buffer_string(&words, ", ");
    buffer_fixed(&words, p->high, SHOWN);
    buffer_byte(&words, ']');
    add_right(out, buffer_view(&words), width);
    out->failed = out->failed || words.failed;
    buffer_free(&words);
}

static void table_patrons(buffer *out, const hold *h, const book *names) {
    size_t widest = 6;
    for (uint32_t p = 0; p < h->n_patrons; p++) {
        size_t width = width_of(book_name(names, h->patrons[p])) + h->patrons[p].len + 3;
        widest = width > widest ? width : widest;
    }
    add_left(out, TEXT("patron"), widest);
    buffer_string(out, "     hold   90 % interval  share  dipl.   info.   milit.  econ.  "
                       "challengers  events  stories\n");
    for (uint32_t k = 0; k < h->n_patrons; k++) {
        uint32_t p = hold_ranked(h, k);
        const balance_point *b = balance_point_of(h, h->series.last_covered, p);
        buffer name = { 0 };
        buffer_text(&name, book_name(names, h->patrons[p]));
        if (!text_equal(book_name(names, h->patrons[p]), h->patrons[p])) {
            buffer_string(&name, " (");
            buffer_text(&name, h->patrons[p]);
            buffer_byte(&name, ')');
        }
        add_left(out, buffer_view(&name), widest);
        buffer_free(&name);
        add_fixed(out, b->hold, SHOWN, 9);
        add_interval(out, b, 16);
        add_fixed(out, b->share * 100, 0, 5);
        buffer_string(out, " %");
        for (int s = 0; s < STRANDS; s++)
            add_fixed(out, b->strand[s], SHOWN, s == 0 ? 7 : 8);
        add_fixed(out, b->challenger, SHOWN, 12);
        buffer_format(out, "%8u%9u\n", h->evidence[p].events, h->evidence[p].stories);
    }
}

static void table_periods(buffer *out, const hold *h) {
    add_left(out, TEXT("period"), 10);
    buffer_string(out, "covered");
    for (uint32_t k = 0; k < h->n_patrons; k++)
        add_right(out, h->patrons[hold_ranked(h, k)], 9);
    buffer_string(out, "   ahead, in so many resamples\n");
    for (uint32_t t = 0; t < h->series.n_periods; t++) {
        char label[LABEL_SIZE];
        balance_label(h->asked.by, h->series.first_day[t], label);
        add_left(out, text_of(label), 10);
        if (h->series.covered_days[t] == 0) {
            buffer_string(out, "     no coverage\n");
            continue;
        }
        buffer_format(out, "%4u d ", h->series.covered_days[t]);
        const char *separator = "   ";
        for (uint32_t k = 0; k < h->n_patrons; k++)
            add_fixed(out, balance_point_of(h, t, hold_ranked(h, k))->hold, SHOWN, 9);
        for (uint32_t p = 0; p < h->n_patrons; p++)
            if (balance_point_of(h, t, p)->rank == 1 && balance_point_of(h, t, p)->hold > 0) {
                buffer_string(out, separator);
                buffer_text(out, h->patrons[p]);
                buffer_format(out, " %d %%", (int)(balance_point_of(h, t, p)->first * 100 + 0.5));
            }
        buffer_byte(out, '\n');
    }
}

void balance_hands(buffer *out, const hold *h, const book *names) {
    for (uint32_t i = 0; i < h->series.n_hands; i++) {
        const balance_hand *hand = &h->series.hands[i];
        buffer_string(out, hand->sure >= SURE_ENOUGH   ? "The upper hand passes from "
                           : hand->sure >= SURE_AT_ALL ? "The upper hand probably passes from "
                                                       : "The upper hand may have passed from ");
        add_name(out, names, h->patrons[hand->from]);
        buffer_string(out, " to ");
        add_name(out, names, h->patrons[hand->to]);
        buffer_string(out, " in ");
        balance_period_name(out, h->asked.by, h->series.first_day[hand->period]);
        buffer_format(out, ", in %d %% of resamples.\n", (int)(hand->sure * 100 + 0.5));
    }
}

static void add_head(buffer *out, const hold *h, const book *names) {
    balance_headline(out, h, names);
    buffer_byte(out, '\n');
    balance_grounds(out, h, names);
    buffer_byte(out, '\n');
}

static bool has_series(const hold *h) {
    return h->n_patrons && h->n_events && h->series.last_covered != UINT32_MAX;
}

static void add_remarks(buffer *out, const hold *h, const book *names) {
    size_t before = out->len;
    buffer_byte(out, '\n');
    size_t start = out->len;
    balance_remarks(out, h, names);
    if (out->len == start)
        out->len = before;
}

void balance_table(buffer *out, const hold *h, const book *names) {
    add_head(out, h, names);
    if (has_series(h)) {
        buffer_string(out, "\nat the end of ");
        balance_period_name(out, h->asked.by, h->series.first_day[h->series.last_covered]);
        buffer_string(out, ", half life ");
        buffer_fixed(out, h->asked.half_life_days, 0);
        buffer_string(out, " days\n");
        table_patrons(out, h, names);
        buffer_byte(out, '\n');
        table_periods(out, h);
        buffer_string(out, h->series.n_hands ? "\n" : "");
        balance_hands(out, h, names);
    }
    add_remarks(out, h, names);
}

/* ---- chart ---- */

typedef struct scale {
    double least, greatest;
} scale;

static scale find_scale(const hold *h) {
    scale s = { 0, 0 };
    for (uint32_t t = 0; t < h->series.n_periods; t++)
        for (uint32_t p = 0; h->series.covered_days[t] && p < h->n_patrons; p++) {
            const balance_point *b = balance_point_of(h, t, p);
            s.least = b->low < s.least ? b->low : s.least;
            s.least = b->hold < s.least ? b->hold : s.least;
            s.greatest = b->high > s.greatest ? b->high : s.greatest;
            s.greatest = b->hold > s.greatest ? b->hold : s.greatest;
        }
    if (s.greatest - s.least < 1e-9)
        s.greatest = s.least + 1;
    return s;
}

static int column_of(scale s, double value) {
    double at = (value - s.least) / (s.greatest - s.least) * (CHART_WIDTH - 1);
    return at < 0 ? 0 : at > CHART_WIDTH - 1 ? CHART_WIDTH - 1 : (int)(at + 0.5);
}

static void fill(char *row, int from, int to, char with) {
    if (from > to) {
        int swap = from;
        from = to;
        to = swap;
    }
    for (int i = from; i <= to; i++)
        row[i] = with;
}

static void chart_row(buffer *out, scale s, const balance_point *b) {
    char row[CHART_WIDTH + 1];
    memset(row, ' ', CHART_WIDTH);
    row[CHART_WIDTH] = '\0';
    int zero = column_of(s, 0);
    fill(row, zero, column_of(s, b->hold), b->hold < 0 ? '-' : '=');
    int low = column_of(s, b->low), high = column_of(s, b->high);
    for (int i = low; i <= high; i++)
        if (row[i] == ' ')
            row[i] = '.';
    row[zero] = '|';
    buffer_string(out, row);
    add_fixed(out, b->hold, SHOWN, 8);
    buffer_byte(out, '\n');
}

static void chart_patron(buffer *out, const hold *h, const book *names, uint32_t p, scale s) {
    buffer_byte(out, '\n');
    add_name(out, names, h->patrons[p]);
    buffer_byte(out, '\n');
    for (uint32_t t = 0; t < h->series.n_periods; t++) {
        char label[LABEL_SIZE];
        balance_label(h->asked.by, h->series.first_day[t], label);
        add_left(out, text_of(label), 10);
        if (h->series.covered_days[t])
            chart_row(out, s, balance_point_of(h, t, p));
        else
            buffer_string(out, "  no coverage\n");
    }
}

void balance_chart(buffer *out, const hold *h, const book *names) {
    add_head(out, h, names);
    if (has_series(h)) {
        scale s = find_scale(h);
        buffer_string(out, "\n= hold above zero   - below   . 90 % interval   | zero\n");
        for (uint32_t k = 0; k < h->n_patrons; k++)
            chart_patron(out, h, names, hold_ranked(h, k), s);
    }
    add_remarks(out, h, names);
}

/* ---- CSV ---- */

static void csv_text(buffer *out, text t) {
    bool quoted = false;
    for (size_t i = 0; i < t.len; i++)
        quoted = quoted || strchr(",\"\r\n", t.at[i]) != NULL;
    if (!quoted) {
        buffer_text(out, t);
        return;
    }
    buffer_byte(out, '"');
    for (size_t i = 0; i < t.len; i++) {
        if (t.at[i] == '"')
            buffer_byte(out, '"');
        buffer_byte(out, t.at[i]);
    }
    buffer_byte(out, '"');
}

static void csv_number(buffer *out, double value, bool known) {
    buffer_byte(out, ',');
    if (known)
        buffer_fixed(out, value, DECIMALS);
}

static void csv_row(buffer *out, const hold *h, const book *names, uint32_t t, uint32_t p) {
    const balance_point *b = balance_point_of(h, t, p);
    bool known = h->series.covered_days[t] > 0;
    char label[LABEL_SIZE], first[DATE_SIZE], last[DATE_SIZE];
    balance_label(h->asked.by, h->series.first_day[t], label);
    date_write_day(h->series.first_day[t], first);
    date_write_day(h->series.last_day[t], last);
    buffer_text(out, h->asked.country);
    buffer_byte(out, ',');
    buffer_text(out, h->patrons[p]);
    buffer_byte(out, ',');
    csv_text(out, book_name(names, h->patrons[p]));
    buffer_format(out, ",%s,%s,%s,%u,%d", label, first, last, h->series.covered_days[t], !known);
    csv_number(out, b->hold, known);
    csv_number(out, b->low, known);
    csv_number(out, b->high, known);
    csv_number(out, b->share, known);
    csv_number(out, b->first, known);
    if (known)
        buffer_format(out, ",%u", b->rank);
    else
        buffer_byte(out, ',');
    for (int s = 0; s < STRANDS; s++)
        csv_number(out, b->strand[s], known);
    csv_number(out, b->challenger, known);
    buffer_format(out, ",%u,%u\r\n", b->n_events, b->n_sources);
}

void balance_csv(buffer *out, const hold *h, const book *names) {
    buffer_string(out,
                  "country,patron,name,period,first_day,last_day,covered_days,gap,hold,low,"
                  "high,share,first,rank,diplomatic,informational,military,economic,challenger,"
                  "events,sources\r\n");
    for (uint32_t p = 0; p < h->n_patrons; p++)
        for (uint32_t t = 0; t < h->series.n_periods; t++)
            csv_row(out, h, names, t, p);
}

/* ---- JSON lines ---- */

static void json_number(buffer *out, const char *key, double value, bool known) {
    if (known) {
        json_field_fixed(out, key, value, DECIMALS);
        return;
    }
    json_key(out, key);
    buffer_string(out, "null");
}

static void json_day(buffer *out, const char *key, int32_t day, bool known) {
    char words[DATE_SIZE];
    json_key(out, key);
    if (known) {
        date_write_day(day, words);
        json_string(out, text_of(words));
    } else
        buffer_string(out, "null");
}

static void json_words(buffer *out, const char *key, const hold *h, const book *names,
                       void (*write)(buffer *, const hold *, const book *)) {
    buffer words = { 0 };
    write(&words, h, names);
    json_field(out, key, text_trim(buffer_view(&words)));
    out->failed = out->failed || words.failed;
    buffer_free(&words);
}

static void json_options(buffer *out, const hold *h) {
    static const char *const periods[] = { "month", "week", "year" };
    json_field(out, "by", text_of(periods[h->asked.by]));
    json_key(out, "strand");
    if (h->asked.only_strand >= 0)
        json_string(out, text_of(strand_name((strand)h->asked.only_strand)));
    else
        buffer_string(out, "null");
    json_field_fixed(out, "half_life_days", h->asked.half_life_days, 1);
    json_key(out, "seed");
    buffer_format(out, "%llu", (unsigned long long)h->asked.seed);
}

static void json_models(buffer *out, const hold *h) {
    json_field(out, "version", text_of(UH_VERSION));
    json_key(out, "models");
    buffer_byte(out, '[');
    for (uint32_t i = 0; i < h->record.n_models && i < AROUND_MODELS_MOST; i++) {
        json_comma(out);
        json_string(out, h->record.models[i]);
    }
    buffer_byte(out, ']');
}

static void json_hands(buffer *out, const hold *h) {
    json_key(out, "hands");
    buffer_byte(out, '[');
    for (uint32_t i = 0; i < h->series.n_hands; i++) {
        const balance_hand *hand = &h->series.hands[i];
        char label[LABEL_SIZE];
        balance_label(h->asked.by, h->series.first_day[hand->period], label);
        json_comma(out);
        buffer_byte(out, '{');
        json_field(out, "period", text_of(label));
        json_field(out, "from", h->patrons[hand->from]);
        json_field(out, "to", h->patrons[hand->to]);
        json_number(out, "sure", hand->sure, true);
        buffer_byte(out, '}');
    }
    buffer_byte(out, ']');
}

static void json_head(buffer *out, const hold *h, const book *names) {
    const balance_series *s = &h->series;
    bool led = has_leader(h), days = h->record.n_days > 0;
    char label[LABEL_SIZE] = "";
    buffer_byte(out, '{');
    json_field(out, "kind", TEXT("headline"));
    json_field(out, "country", h->asked.country);
    json_field(out, "name", book_name(names, h->asked.country));
    json_words(out, "text", h, names, balance_headline);
    json_words(out, "grounds", h, names, balance_grounds);
    json_words(out, "remarks", h, names, balance_remarks);
    json_key(out, "leader");
    if (led) {
        balance_label(h->asked.by, s->first_day[s->leader_since], label);
        json_string(out, h->patrons[s->leader]);
        json_field(out, "since", text_of(label));
    } else
        buffer_string(out, "null,\"since\":null");
    json_number(out, "sure", s->leader_sure, led);
    json_hands(out, h);
    json_field_number(out, "events", led ? h->lead.events : h->n_events);
    json_field_number(out, "sources", led ? h->lead.sources : 0);
    json_day(out, "first_day", days ? h->record.days[0].day : 0, days);
    json_day(out, "last_day", days ? h->record.days[h->record.n_days - 1].day : 0, days);
    json_field_number(out, "covered_days", h->record.n_days);
    json_field_number(out, "articles", (int64_t)h->record.articles);
    json_options(out, h);
    json_models(out, h);
    buffer_string(out, "}\n");
}

static void json_strands(buffer *out, const char *key, const double *values, bool known) {
    json_key(out, key);
    buffer_byte(out, '{');
    for (int s = 0; s < STRANDS; s++)
        json_number(out, strand_name((strand)s), values[s], known);
    buffer_byte(out, '}');
}

static void json_point(buffer *out, const balance_point *b, bool known) {
    json_number(out, "hold", b->hold, known);
    json_number(out, "low", b->low, known);
    json_number(out, "high", b->high, known);
    json_number(out, "share", b->share, known);
    json_number(out, "first", b->first, known);
    json_key(out, "rank");
    if (known)
        buffer_format(out, "%u", b->rank);
    else
        buffer_string(out, "null");
    json_strands(out, "strands", b->strand, known);
    json_number(out, "challenger", b->challenger, known);
}

static void json_patron(buffer *out, const hold *h, const book *names, uint32_t p) {
    const balance_point none = { 0 };
    bool known = h->series.last_covered != UINT32_MAX;
    const balance_point *b = known ? balance_point_of(h, h->series.last_covered, p) : &none;
    const balance_mix *mix = known ? &h->series.mix[p] : NULL;
    buffer_byte(out, '{');
    json_field(out, "kind", TEXT("patron"));
    json_field(out, "country", h->asked.country);
    json_field(out, "patron", h->patrons[p]);
    json_field(out, "name", book_name(names, h->patrons[p]));
    json_point(out, b, known);
    if (mix) {
        bool any = mix->favours > 0;
        json_strands(out, "mix", mix->part, any);
        json_strands(out, "mix_low", mix->low, any);
        json_strands(out, "mix_high", mix->high, any);
        json_number(out, "favours", mix->favours, true);
        json_number(out, "burdens", mix->burdens, true);
    }
    json_field_number(out, "events", h->evidence[p].events);
    json_field_number(out, "stories", h->evidence[p].stories);
    json_field_number(out, "sources", h->evidence[p].sources);
    buffer_string(out, "}\n");
}

static void json_events(buffer *out, const hold *h, uint32_t t, uint32_t p) {
    json_key(out, "events");
    buffer_byte(out, '[');
    for (uint32_t i = 0; i < h->n_events; i++) {
        const balance_event *e = &h->events[i];
        char id[17];
        if (e->patron != p || (t > 0 && e->day < h->series.first_day[t]) ||
            e->day > h->series.last_day[t])
            continue;
        hash_hex(h->record.events[h->of[i]].key, id);
        json_comma(out);
        json_string(out, text_of(id));
    }
    buffer_byte(out, ']');
}

static void json_period(buffer *out, const hold *h, uint32_t t, uint32_t p) {
    const balance_point *b = balance_point_of(h, t, p);
    bool known = h->series.covered_days[t] > 0;
    char label[LABEL_SIZE];
    balance_label(h->asked.by, h->series.first_day[t], label);
    buffer_byte(out, '{');
    json_field(out, "kind", TEXT("period"));
    json_field(out, "country", h->asked.country);
    json_field(out, "patron", h->patrons[p]);
    json_field(out, "period", text_of(label));
    json_day(out, "first_day", h->series.first_day[t], true);
    json_day(out, "last_day", h->series.last_day[t], true);
    json_field_number(out, "covered_days", h->series.covered_days[t]);
    json_field_bool(out, "gap", !known);
    json_point(out, b, known);
    json_events(out, h, t, p);
    json_field_number(out, "sources", b->n_sources);
    buffer_string(out, "}\n");
}

void balance_jsonl(buffer *out, const hold *h, const book *names) {
    json_head(out, h, names);
    for (uint32_t p = 0; p < h->n_patrons; p++)
        json_patron(out, h, names, p);
    for (uint32_t p = 0; p < h->n_patrons; p++)
        for (uint32_t t = 0; t < h->series.n_periods; t++)
            json_period(out, h, t, p);
}

/* ---- rows of an Arrow stream ---- */

static const column balance_columns[] = {
    { "country", CELL_TEXT, 0, 0, false },
    { "patron", CELL_TEXT, 0, 0, false },
    { "name", CELL_TEXT, 0, 0, false },
    { "period", CELL_TEXT, 0, 0, false },
    { "first_day", CELL_TEXT, 0, 0, false },
    { "last_day", CELL_TEXT, 0, 0, false },
    { "covered_days", CELL_NUMBER, 0, 0, false },
    { "gap", CELL_BOOL, 0, 0, false },
    { "hold", CELL_FIXED, 0, DECIMALS, false },
    { "low", CELL_FIXED, 0, DECIMALS, false },
    { "high", CELL_FIXED, 0, DECIMALS, false },
    { "share", CELL_FIXED, 0, DECIMALS, false },
    { "rank", CELL_NUMBER, 0, 0, false },
    { "diplomatic", CELL_FIXED, 0, DECIMALS, false },
    { "informational", CELL_FIXED, 0, DECIMALS, false },
    { "military", CELL_FIXED, 0, DECIMALS, false },
    { "economic", CELL_FIXED, 0, DECIMALS, false },
    { "challenger", CELL_FIXED, 0, DECIMALS, false },
    { "events", CELL_NUMBER, 0, 0, false },
    { "sources", CELL_NUMBER, 0, 0, false },
};

enum { BALANCE_COLUMNS = sizeof balance_columns / sizeof *balance_columns };

static bool put_point(listing *l, const hold *h, const book *names, uint32_t t, uint32_t p) {
    const balance_point *b = balance_point_of(h, t, p);
    bool gap = h->series.covered_days[t] == 0;
    char label[LABEL_SIZE], first[DATE_SIZE], last[DATE_SIZE];
    balance_label(h->asked.by, h->series.first_day[t], label);
    date_write_day(h->series.first_day[t], first);
    date_write_day(h->series.last_day[t], last);
    const cell cells[BALANCE_COLUMNS] = {
        { .text = h->asked.country },
        { .text = h->patrons[p] },
        { .text = book_name(names, h->patrons[p]) },
        { .text = text_of(label) },
        { .text = text_of(first) },
        { .text = text_of(last) },
        { .number = h->series.covered_days[t] },
        { .number = gap },
        { .fixed = b->hold, .null = gap },
        { .fixed = b->low, .null = gap },
        { .fixed = b->high, .null = gap },
        { .fixed = b->share, .null = gap },
        { .number = b->rank, .null = gap },
        { .fixed = b->strand[STRAND_DIPLOMATIC], .null = gap },
        { .fixed = b->strand[STRAND_INFORMATIONAL], .null = gap },
        { .fixed = b->strand[STRAND_MILITARY], .null = gap },
        { .fixed = b->strand[STRAND_ECONOMIC], .null = gap },
        { .fixed = b->challenger, .null = gap },
        { .number = b->n_events },
        { .number = b->n_sources },
    };
    return listing_put(l, cells);
}

uh_status balance_rows(const hold *h, const book *names, uh_sink out, uh_error *error) {
    listing l;
    bool good = true;
    uh_status status =
        listing_open(&l, LISTING_ARROW, balance_columns, BALANCE_COLUMNS, out, error);
    if (status != UH_OK)
        return status;
    for (uint32_t p = 0; p < h->n_patrons && good; p++)
        for (uint32_t t = 0; t < h->series.n_periods && good; t++)
            good = put_point(&l, h, names, t, p);
    return listing_close(&l, error);
}
