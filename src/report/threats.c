/* threats.c - the ledger of threats as rows, and the sides' rates. */
#include "report/threats.h"

#include "analysis/term.h"
#include "base/date.h"
#include "base/error.h"
#include "base/hash.h"
#include "report/listing.h"
#include "report/rates.h"

#include <stdlib.h>
#include <string.h>

// clang-format off
static const column columns[] = {
    { "by", CELL_LIST, 14, 0, false },
    { "to", CELL_LIST, 14, 0, false },
    { "act_type", CELL_TEXT, 9, 0, false },
    { "form", CELL_TEXT, 11, 0, false },
    { "date", CELL_TEXT, 10, 0, false },
    { "condition", CELL_TEXT, 40, 0, true },
    { "deadline", CELL_TEXT, 10, 0, true },
    { "mentions", CELL_NUMBER, 8, 0, false },
    { "outcome", CELL_TEXT, 11, 0, false },
    { "outcome_date", CELL_TEXT, 12, 0, true },
    { "days_covered", CELL_NUMBER, 12, 0, false },
    { "docs", CELL_LIST, 0, 0, false },
    { "outcome_docs", CELL_LIST, 0, 0, false },
    { "sentences", CELL_LIST, 0, 0, false },
    { "events", CELL_LIST, 0, 0, false },
    { "outcome_event", CELL_TEXT, 0, 0, true },
};
// clang-format on

enum { COLUMNS = sizeof columns / sizeof *columns, HEX_SIZE = 17, IGO_CODE = 6 };

/* What one row is made of. */
typedef struct row {
    buffer by, to, docs, outcome_docs, sentences, events;
    text condition;
    char date[DATE_SIZE], deadline[DATE_SIZE], outcome_date[DATE_SIZE], outcome_event[HEX_SIZE];
} row;

static void row_clear(row *r) {
    buffer *all[] = { &r->by, &r->to, &r->docs, &r->outcome_docs, &r->sentences, &r->events };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        buffer_clear(all[i]);
    r->condition = (text){ "", 0 };
    r->date[0] = r->deadline[0] = r->outcome_date[0] = r->outcome_event[0] = '\0';
}

static bool row_free(row *r) {
    buffer *all[] = { &r->by, &r->to, &r->docs, &r->outcome_docs, &r->sentences, &r->events };
    bool good = true;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        good = good && !all[i]->failed;
        buffer_free(all[i]);
    }
    return good;
}

/* Adds an item to a list parted by a byte, once; line ends inside it become blanks. */
static void add_item(buffer *list, text item, char between) {
    text rest = buffer_view(list);
    while (rest.len) {
        const char *end = memchr(rest.at, between, rest.len);
        size_t len = end ? (size_t)(end - rest.at) : rest.len;
        if (text_equal(text_cut(rest, 0, len), item))
            return;
        rest = text_cut(rest, len < rest.len ? len + 1 : len, rest.len);
    }
    if (list->len)
        buffer_byte(list, between);
    for (size_t i = 0; i < item.len; i++)
        buffer_byte(list, item.at[i] == '\n' || item.at[i] == '\r' ? ' ' : item.at[i]);
}

static void add_codes(buffer *list, text codes) {
    while ((codes = text_trim(codes)).len) {
        size_t at = text_find(codes, TEXT(" "));
        size_t len = at < codes.len ? at : codes.len;
        size_t shown = len > IGO_CODE && text_starts(codes, TEXT("IGO")) ? IGO_CODE : len;
        add_item(list, text_cut(codes, 0, shown), ' '); // of an organisation, not its organ
        codes = text_cut(codes, len, codes.len);
    }
}

static const around_event *event_of(const ledger *l, uint32_t act) {
    return &l->record.events[l->of[act]];
}

static void read_sentence(row *r, const act_report *report, int32_t day) {
    int32_t deadline;
    if (r->condition.len == 0)
        r->condition = term_condition(report->sentence, report->at);
    if (!r->deadline[0] && term_deadline(report->sentence, day, &deadline))
        date_write_day(deadline, r->deadline);
}

static uh_status add_mention(row *r, store *s, const ledger *l, uint32_t act, arena *a,
                             uh_error *error) {
    const around_event *e = event_of(l, act);
    act_report *reports;
    uint32_t n;
    char id[HEX_SIZE];
    uh_status status = ledger_reports(l, s, act, a, &reports, &n, error);
    if (status != UH_OK)
        return status;
    hash_hex(e->key, id);
    add_item(&r->events, text_of(id), ' ');
    add_codes(&r->by, e->actor);
    add_codes(&r->to, e->recipient);
    for (uint32_t i = 0; i < n; i++) {
        add_item(&r->docs, reports[i].own_id, '\n');
        add_item(&r->sentences, reports[i].sentence, '\n');
        read_sentence(r, &reports[i], e->day);
    }
    return UH_OK;
}

static uh_status add_outcome(row *r, store *s, const ledger *l, const threat *t, arena *a,
                             uh_error *error) {
    text *own_ids;
    uint32_t n;
    if (t->outcome_act == UINT32_MAX)
        return UH_OK;
    const around_event *e = event_of(l, t->outcome_act);
    uh_status status = ledger_articles(l, s, t->outcome_act, a, &own_ids, &n, error);
    if (status != UH_OK)
        return status;
    date_write_day(e->day, r->outcome_date);
    hash_hex(e->key, r->outcome_event);
    for (uint32_t i = 0; i < n; i++)
        add_item(&r->outcome_docs, own_ids[i], '\n');
    return UH_OK;
}

static uh_status read_row(row *r, store *s, const ledger *l, const threat *t, arena *a,
                          uh_error *error) {
    uh_status status = UH_OK;
    row_clear(r);
    date_write_day(l->acts[t->first].day, r->date);
    for (uint32_t i = t->first; i != UINT32_MAX && status == UH_OK; i = l->threats.next[i])
        status = add_mention(r, s, l, i, a, error);
    return status == UH_OK ? add_outcome(r, s, l, t, a, error) : status;
}

static bool put_row(listing *out, const row *r, const threat *t) {
    cell c[COLUMNS] = {
        { .text = buffer_view(&r->by), .between = ' ' },
        { .text = buffer_view(&r->to), .between = ' ' },
        { .text = text_of(plover_type_name((event_type)t->act_type)) },
        { .text = text_of(threat_form_name((threat_form)t->form)) },
        { .text = text_of(r->date) },
        { .text = r->condition },
        { .text = text_of(r->deadline) },
        { .number = t->n_mentions },
        { .text = text_of(threat_outcome_name((threat_outcome)t->outcome)) },
        { .text = text_of(r->outcome_date) },
        { .number = t->days_covered },
        { .text = buffer_view(&r->docs), .between = '\n' },
        { .text = buffer_view(&r->outcome_docs), .between = '\n' },
        { .text = buffer_view(&r->sentences), .between = '\n' },
        { .text = buffer_view(&r->events), .between = ' ' },
        { .text = text_of(r->outcome_event) },
    };
    return listing_put(out, c);
}

static uh_status write_rows(store *s, const ledger *l, uh_format format, arena *a, uh_sink out,
                            uh_error *error) {
    listing rows;
    row r = { .condition = { "", 0 } };
    uh_status status = listing_open(&rows, format, columns, COLUMNS, out, error);
    if (status != UH_OK)
        return status;
    for (uint32_t i = 0; i < l->threats.n; i++) {
        arena_mark mark = arena_save(a);
        status = read_row(&r, s, l, &l->threats.items[i], a, error);
        bool good = status == UH_OK && put_row(&rows, &r, &l->threats.items[i]);
        arena_rewind(a, mark);
        if (!good)
            break;
    }
    if (!row_free(&r) && status == UH_OK)
        status = error_nomem(error);
    if (status == UH_OK)
        return listing_close(&rows, error);
    listing_drop(&rows);
    return status;
}

/* ---- rates ---- */

enum { BAR = 40 };

/* Threats whose outcome is open are left out: nothing was there to see it. */
static void add_rate(buffer *out, const ledger *l, const rate *r) {
    uint32_t known = r->n - r->outcomes[THREAT_OPEN], done = r->outcomes[THREAT_CARRIED_OUT];
    double low, high;
    text name = l->parties[r->party];
    buffer_text(out, name);
    for (size_t i = name.len; i < 8; i++)
        buffer_byte(out, ' ');
    buffer_format(out, "%5u%9u%9u%7u%10u%6u  ", r->n, done, r->outcomes[THREAT_YIELDED],
                  r->outcomes[THREAT_EASED], r->outcomes[THREAT_NOT_SEEN],
                  r->outcomes[THREAT_OPEN]);
    threat_rate(done, known, &low, &high);
    int filled = known ? (int)((double)done / known * BAR + 0.5) : 0;
    for (int i = 0; i < BAR; i++)
        buffer_byte(out, i < filled                                       ? '='
                         : i >= (int)(low * BAR) && i < (int)(high * BAR) ? '.'
                                                                          : ' ');
    if (known)
        buffer_format(out, "| %d %% (%d-%d)\n", (int)(100.0 * done / known + 0.5),
                      (int)(low * 100 + 0.5), (int)(high * 100 + 0.5));
    else
        buffer_string(out, "| not known\n");
}

static uh_status write_rates(const ledger *l, arena *a, uh_sink out, uh_error *error) {
    rate *rates = rates_of(l, a);
    buffer b = { 0 };
    if (!rates)
        return error_nomem(error);
    buffer_string(&b,
                  "side    threats  carried  yielded  eased  not seen  open  carried out, of those "
                  "known; . 90 % interval\n");
    for (uint32_t p = 0; p < l->n_parties && rates[p].n; p++)
        add_rate(&b, l, &rates[p]);
    uh_status status = b.failed ? error_nomem(error) : UH_OK;
    if (status == UH_OK && out.write(out.context, b.at, b.len) != 0)
        status = error_set(error, UH_IO, NULL, "the output could not be written");
    buffer_free(&b);
    return status;
}

uh_status threats_write(store *s, const ledger *l, uh_format format, arena *a, uh_sink out,
                        uh_error *error) {
    if (format == UH_CHART)
        return write_rates(l, a, out, error);
    return write_rows(s, l, format ? format : UH_TABLE, a, out, error);
}
