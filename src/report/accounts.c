/* accounts.c - who contradicts whom, whose word others bear out, who does what he threatens. */
#include "report/accounts.h"

#include "analysis/credit.h"
#include "analysis/denial.h"
#include "base/date.h"
#include "base/error.h"
#include "base/hash.h"
#include "report/listing.h"
#include "report/rates.h"
#include "store/around.h"

#include <string.h>

/* The whole record: 1,000,000 events at about 100 bytes. */
#define ACCOUNTS_MEMORY ((size_t)1024 * 1024 * 1024)

enum { HEX_SIZE = 17 };

// clang-format off
static const column dispute_columns[] = {
    { "kind", CELL_TEXT, 6, 0, false },
    { "date", CELL_TEXT, 10, 0, false },
    { "type", CELL_TEXT, 9, 0, false },
    { "actor", CELL_LIST, 12, 0, false },
    { "recipient", CELL_LIST, 12, 0, false },
    { "event", CELL_TEXT, 0, 0, false },
    { "said_by", CELL_TEXT, 14, 0, true },
    { "sentence", CELL_TEXT, 60, 0, false },
    { "doc", CELL_TEXT, 0, 0, false },
    { "other_event", CELL_TEXT, 0, 0, false },
    { "other_said_by", CELL_TEXT, 14, 0, true },
    { "other_sentence", CELL_TEXT, 60, 0, false },
    { "other_doc", CELL_TEXT, 0, 0, false },
};
static const column rate_columns[] = {
    { "side", CELL_TEXT, 8, 0, false },
    { "act_type", CELL_TEXT, 9, 0, false },
    { "form", CELL_TEXT, 11, 0, false },
    { "threats", CELL_NUMBER, 7, 0, false },
    { "carried_out", CELL_NUMBER, 11, 0, false },
    { "yielded", CELL_NUMBER, 7, 0, false },
    { "eased", CELL_NUMBER, 5, 0, false },
    { "not_seen", CELL_NUMBER, 8, 0, false },
    { "open", CELL_NUMBER, 4, 0, false },
    { "rate", CELL_FIXED, 6, 3, false },
    { "low", CELL_FIXED, 6, 3, false },
    { "high", CELL_FIXED, 6, 3, false },
};
static const column source_columns[] = {
    { "source", CELL_TEXT, 12, 0, false },
    { "told", CELL_NUMBER, 6, 0, false },
    { "confirmed", CELL_NUMBER, 9, 0, false },
    { "denied", CELL_NUMBER, 6, 0, false },
    { "rate", CELL_FIXED, 6, 3, false },
    { "low", CELL_FIXED, 6, 3, false },
    { "high", CELL_FIXED, 6, 3, false },
};
// clang-format on

#define N_COLUMNS(columns) (sizeof(columns) / sizeof *(columns))

/* What a list is asked for. */
typedef struct request {
    store *store;
    arena arena;
    text country;
    int32_t since, until;
    uint64_t limit, offset;
    listing rows;
    uh_error *error;
} request;

static uh_status read_day(const char *given, const char *name, int32_t *day, uh_error *error) {
    date d;
    if (!given)
        return UH_OK;
    if (!date_iso(text_of(given), &d) || d.precision < DATE_DAY)
        return error_set(error, UH_ARGUMENT, NULL, "%s: '%s' is no date like 2019-03-24", name,
                         given);
    *day = d.day;
    return UH_OK;
}

static uh_status read_filter(const uh_filter *given, request *r) {
    uh_filter f = { 0 };
    if (given)
        memcpy(&f, given, given->size < sizeof f ? given->size : sizeof f);
    const struct {
        const char *value, *name;
    } others[] = { { f.actor, "actor" },   { f.type, "type" },     { f.status, "status" },
                   { f.source, "source" }, { f.outlet, "outlet" }, { f.text, "text" },
                   { f.place, "place" } };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (others[i].value)
            return error_set(r->error, UH_ARGUMENT, NULL, "%s means nothing for this list",
                             others[i].name);
    if (f.score > 0)
        return error_set(r->error, UH_ARGUMENT, NULL, "score means nothing for this list");
    r->country = text_of(f.country);
    r->limit = f.limit ? f.limit : UINT64_MAX;
    r->offset = f.offset;
    uh_status status = read_day(f.since, "since", &r->since, r->error);
    return status == UH_OK ? read_day(f.until, "until", &r->until, r->error) : status;
}

/* True where a row of n lies in the part that was asked for. */
static bool is_asked(const request *r, uint32_t row) {
    return row >= r->offset && row - r->offset < r->limit;
}

/* ---- contradictions ---- */

/* One side: the event and the report of it that is meant. */
typedef struct version {
    around_event event;
    const around_report *report;
    char id[HEX_SIZE];
} version;

static uh_status read_version(request *r, int64_t id, uint32_t at, version *out) {
    around_report *reports;
    uint32_t n;
    uh_status status = around_event_of(r->store, id, &r->arena, &out->event, r->error);
    if (status == UH_OK)
        status = around_reports(r->store, id, &r->arena, &reports, &n, r->error);
    if (status != UH_OK)
        return status == UH_END ? error_set(r->error, UH_STORE, NULL, "an event is gone") : status;
    static const around_report none;
    out->report = at < n ? &reports[at] : &none;
    hash_hex(out->event.key, out->id);
    return UH_OK;
}

/* Who says it: the words, or the code where they are a mere pronoun's. */
static text said_by(const around_report *r) {
    return r->source_codes.len ? r->source_codes : r->source;
}

static uh_status put_dispute(request *r, const denial *d, bool *good) {
    arena_mark mark = arena_save(&r->arena);
    version one, other;
    char day[DATE_SIZE];
    uh_status status = read_version(r, d->one, d->at, &one);
    if (status == UH_OK)
        status = read_version(r, d->other, d->other_at, &other);
    if (status == UH_OK) {
        date_write_day(d->day, day);
        const cell cells[] = {
            { .text = text_of(d->kind == DENIAL_OF_ACT ? "denied" : "number") },
            { .text = text_of(day) },
            { .text = text_of(plover_type_name((event_type)one.event.type)) },
            { .text = one.event.actor, .between = ' ' },
            { .text = one.event.recipient, .between = ' ' },
            { .text = text_of(one.id) },
            { .text = said_by(one.report) },
            { .text = one.report->sentence },
            { .text = one.report->own_id },
            { .text = text_of(other.id) },
            { .text = said_by(other.report) },
            { .text = other.report->sentence },
            { .text = other.report->own_id },
        };
        *good = listing_put(&r->rows, cells);
    }
    arena_rewind(&r->arena, mark);
    return status;
}

static uh_status write_disputes(request *r) {
    denials found;
    bool good = true;
    uh_status status =
        denial_find(r->store, r->country, r->since, r->until, &r->arena, &found, r->error);
    for (uint32_t i = 0; status == UH_OK && good && i < found.n; i++)
        if (is_asked(r, i))
            status = put_dispute(r, &found.items[i], &good);
    return status;
}

/* ---- records of sources ---- */

static uh_status write_sources(request *r) {
    credits found;
    bool good = true;
    uh_status status =
        credit_find(r->store, r->country, r->since, r->until, &r->arena, &found, r->error);
    for (uint32_t i = 0; status == UH_OK && good && i < found.n; i++) {
        const credit *c = &found.items[i];
        const cell cells[] = {
            { .text = c->source },
            { .number = c->told },
            { .number = c->confirmed },
            { .number = c->denied },
            { .fixed = (double)c->confirmed / c->told },
            { .fixed = c->low },
            { .fixed = c->high },
        };
        if (is_asked(r, i))
            good = listing_put(&r->rows, cells);
    }
    return status;
}

/* ---- rates of threats ---- */

static bool put_rate(request *r, text side, const rate_kind *k) {
    uint32_t known = k->n - k->outcomes[THREAT_OPEN], done = k->outcomes[THREAT_CARRIED_OUT];
    double low, high;
    threat_rate(done, known, &low, &high);
    const cell cells[] = {
        { .text = side },
        { .text = text_of(plover_type_name((event_type)k->act_type)) },
        { .text = text_of(threat_form_name((threat_form)k->form)) },
        { .number = k->n },
        { .number = done },
        { .number = k->outcomes[THREAT_YIELDED] },
        { .number = k->outcomes[THREAT_EASED] },
        { .number = k->outcomes[THREAT_NOT_SEEN] },
        { .number = k->outcomes[THREAT_OPEN] },
        { .fixed = known ? (double)done / known : 0, .null = known == 0 },
        { .fixed = low, .null = known == 0 },
        { .fixed = high, .null = known == 0 },
    };
    return listing_put(&r->rows, cells);
}

static uh_status write_rates(request *r) {
    ledger l;
    uint32_t n = 0;
    bool good = true;
    uh_status status =
        ledger_find(r->store, r->country, r->since, r->until, &r->arena, &l, r->error);
    rate_kind *kinds = status == UH_OK ? rates_by_kind(&l, &r->arena, &n) : NULL;
    if (status == UH_OK && !kinds)
        return error_nomem(r->error);
    for (uint32_t i = 0; i < n && good; i++)
        if (is_asked(r, i))
            good = put_rate(r, l.parties[kinds[i].party], &kinds[i]);
    return status;
}

uh_status accounts_write(store *s, uh_list list, const uh_filter *filter, uh_format format,
                         uh_sink out, uh_error *error) {
    request r = { .store = s,
                  .arena = { .limit = ACCOUNTS_MEMORY },
                  .since = INT32_MIN,
                  .until = INT32_MAX,
                  .error = error };
    static const struct {
        uh_list list;
        const column *columns;
        uint32_t n_columns;
        uh_status (*write)(request *);
    } kinds[] = {
        { UH_LIST_DISPUTES, dispute_columns, N_COLUMNS(dispute_columns), write_disputes },
        { UH_LIST_SOURCES, source_columns, N_COLUMNS(source_columns), write_sources },
        { UH_LIST_RATES, rate_columns, N_COLUMNS(rate_columns), write_rates },
    };
    size_t k = 0;
    while (kinds[k].list != list)
        k++;
    uh_status status = read_filter(filter, &r);
    if (status == UH_OK)
        status = listing_open(&r.rows, format == UH_FORMAT_DEFAULT ? UH_TABLE : format,
                              kinds[k].columns, kinds[k].n_columns, out, error);
    if (status != UH_OK)
        return status;
    status = kinds[k].write(&r);
    arena_free(&r.arena);
    if (status == UH_OK)
        return listing_close(&r.rows, error);
    listing_drop(&r.rows);
    return status;
}
