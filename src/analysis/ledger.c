/* ledger.c - the record as the ledger of threats sees it. */
#include "analysis/ledger.h"

#include "analysis/matter.h"

#include "base/date.h"
#include "base/error.h"
#include "base/hash.h"

#include <string.h>

enum { CODE_PART = 3, CODE_STATE_AND_PART = 6, HOURS_A_DAY = 24, DEADLINE_MOST = 730 };

/* ---- parties ---- */

static bool next_code(text *codes, text *code) {
    *codes = text_trim(*codes);
    if (codes->len == 0)
        return false;
    size_t at = text_find(*codes, TEXT(" "));
    *code = text_cut(*codes, 0, at < codes->len ? at : codes->len);
    *codes = text_cut(*codes, code->len, codes->len);
    return true;
}

static text state_of(text code) {
    size_t len = text_starts(code, TEXT("IGO")) ? CODE_STATE_AND_PART : CODE_PART;
    return text_cut(code, 0, code.len < len ? code.len : len);
}

/* A part of a society: "BRALAB". */
static text domestic_of(text code) {
    return text_cut(code, 0, code.len < CODE_STATE_AND_PART ? code.len : CODE_STATE_AND_PART);
}

/* True where every code of both sides is of one state. */
static bool is_domestic(text actor, text recipient) {
    text code, first = { "", 0 };
    text lists[2] = { actor, recipient };
    for (int i = 0; i < 2; i++)
        while (next_code(&lists[i], &code)) {
            if (first.len == 0)
                first = state_of(code);
            else if (!text_equal(first, state_of(code)))
                return false;
        }
    return first.len > 0;
}

typedef struct builder {
    ledger *out;
    arena *arena;
    map rows; // hash of a party's code -> its number
    uint32_t acts_cap, of_cap;
} builder;

static bool party_of(builder *b, text code, uint32_t *party) {
    uint64_t key = hash_text(code);
    if (map_get(&b->rows, key, party))
        return true;
    text *p = ARENA_PUSH(b->arena, b->out->parties, b->out->n_parties, b->out->parties_cap);
    *party = b->out->n_parties - 1;
    if (!p || !map_put(&b->rows, b->arena, key, *party))
        return false;
    *p = code;
    return true;
}

/* without: a state that the list must not name as a whole, for nobody threatens himself. */
static bool add_side(builder *b, text codes, bool domestic, text without, uint32_t *side,
                     uint8_t *n) {
    text code;
    while (next_code(&codes, &code) && *n < THREAT_SIDES_MOST) {
        uint32_t party;
        bool known = text_equal(code, without);
        if (known)
            continue;
        if (!party_of(b, domestic ? domestic_of(code) : state_of(code), &party))
            return false;
        for (uint8_t i = 0; i < *n; i++)
            known = known || side[i] == party;
        if (!known)
            side[(*n)++] = party;
    }
    return true;
}

/* ---- what is threatened ---- */

static bool has_context(uint64_t contexts, const char *name) {
    return contexts >> plover_context(text_of(name)) & 1;
}

static bool has_part(text codes, const char *part) {
    text code;
    while (next_code(&codes, &code))
        for (size_t i = CODE_PART; i + CODE_PART <= code.len; i += CODE_PART)
            if (text_equal(text_cut(code, i, i + CODE_PART), text_of(part)))
                return true;
    return false;
}

static event_type act_of_mode(const around_event *e) {
    static const struct {
        const char *mode;
        event_type act;
    } acts[] = {
        { "restrict", EVENT_SANCTION },  { "arrest", EVENT_COERCE },
        { "relations", EVENT_SANCTION }, { "expel", EVENT_SANCTION },
        { "territory", EVENT_ASSAULT },  { "violence", EVENT_ASSAULT },
    };
    const char *mode = plover_mode_name((event_type)e->type, e->mode);
    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
        if (strcmp(mode, acts[i].mode) == 0)
            return acts[i].act;
    return EVENT_NONE;
}

/* Where the mode is silent, who threatens whom says most: unions strike, a government vetoes its
 * parliament, states threaten others with force where the matter is military, else with trade. */
static event_type act_of_sides(const around_event *e, bool domestic) {
    if (has_part(e->actor, "LAB") || has_part(e->actor, "OPP") || has_part(e->actor, "CVL"))
        return EVENT_PROTEST;
    if (domestic && (has_part(e->recipient, "LEG") || has_part(e->actor, "LEG")))
        return EVENT_REJECT;
    if (domestic)
        return EVENT_COERCE;
    if (has_context(e->contexts, "military") || has_context(e->contexts, "terrorism") ||
        has_part(e->actor, "MIL") || has_part(e->actor, "REB"))
        return EVENT_ASSAULT;
    return EVENT_SANCTION;
}

/* Firms, the press, scholars and notables warn of much; the ledger keeps political sides. */
static bool is_political(text codes) {
    static const char *const others[] = { "BUS", "JRN", "EDU", "ELI", "MED" };
    text code;
    while (next_code(&codes, &code)) {
        bool other = false;
        for (size_t i = 0; i < sizeof others / sizeof *others; i++)
            other = other || has_part(code, others[i]);
        if (!other)
            return true;
    }
    return false;
}

static event_type act_threatened(const around_event *e, bool domestic) {
    if (e->type != EVENT_THREATEN)
        return (event_type)e->type;
    event_type act = act_of_mode(e);
    return act != EVENT_NONE ? act : act_of_sides(e, domestic);
}

/* ---- the record ---- */

static bool add_act(builder *b, uint32_t i) {
    const around_event *e = &b->out->record.events[i];
    uint32_t n = b->out->n_acts;
    if (e->day == INT32_MAX || (e->type == EVENT_THREATEN && !is_political(e->actor)))
        return true;
    threat_act *a = ARENA_PUSH(b->arena, b->out->acts, b->out->n_acts, b->acts_cap);
    uint32_t *of = ARENA_PUSH(b->arena, b->out->of, n, b->of_cap);
    if (!a || !of)
        return false;
    bool domestic = is_domestic(e->actor, e->recipient);
    *of = i;
    a->day = e->day;
    a->contexts = e->contexts;
    a->type = e->type;
    a->mode = e->mode;
    a->status = e->status;
    a->act_type = (uint8_t)act_threatened(e, domestic);
    text none = { "", 0 }, own = domestic ? state_of(text_trim(e->actor)) : none;
    return add_side(b, e->actor, domestic, none, a->by, &a->n_by) &&
           add_side(b, e->recipient, domestic, own, a->to, &a->n_to);
}

static uh_status find_threats(store *s, ledger *l, const int32_t *days, arena *a, uh_error *error) {
    matter m;
    matter_open(&m, s, &l->record, l->of, a, error);
    for (uint32_t i = 0; i < l->n_acts; i++)
        if (threat_is(&l->acts[i]))
            matter_learn(&m, i);
    threat_matter same = { matter_same, &m };
    uh_status status = threat_find(l->acts, l->n_acts, l->n_parties, days, l->record.n_days, &same,
                                   a, &l->threats);
    if (m.status != UH_OK)
        return m.status;
    return status == UH_OK ? UH_OK : error_nomem(error);
}

uh_status ledger_make(store *s, const around *record, arena *a, ledger *out, uh_error *error) {
    builder b = { .out = out, .arena = a };
    *out = (ledger){ .record = *record };
    int32_t *days = arena_array(a, record->n_days, sizeof *days);
    if (!days)
        return error_nomem(error);
    for (uint32_t i = 0; i < record->n_days; i++)
        days[i] = record->days[i].day;
    for (uint32_t i = 0; i < record->n_events; i++)
        if (!add_act(&b, i))
            return error_nomem(error);
    return find_threats(s, out, days, a, error);
}

uh_status ledger_find(store *s, text country, int32_t since, int32_t until, arena *a, ledger *out,
                      uh_error *error) {
    around record;
    uh_status status = around_country(s, country, since, until, a, &record, error);
    if (status != UH_OK)
        return status;
    return ledger_make(s, &record, a, out, error);
}

/* ---- what the sentence says ---- */

static bool is_word_at(text t, size_t at, const char *word) {
    size_t n = strlen(word);
    if (at + n > t.len || !text_equal_nocase(text_cut(t, at, at + n), text_of(word)))
        return false;
    return (at == 0 || !is_alnum((unsigned char)t.at[at - 1])) &&
           (at + n == t.len || !is_alnum((unsigned char)t.at[at + n]));
}

static size_t clause_end(text t, size_t at) {
    while (at < t.len && !memchr(";.\"", t.at[at], 3))
        at++;
    return at;
}

text ledger_condition(text words, uint32_t trigger) {
    static const char *const openers[] = { "if",      "unless",       "until",
                                           "in case", "in the event", "should" };
    for (size_t i = 0; i < words.len; i++)
        for (size_t k = 0; k < sizeof openers / sizeof *openers; k++) {
            if (!is_word_at(words, i, openers[k]))
                continue;
            if (k == sizeof openers / sizeof *openers - 1 && i > 0)
                continue; // "should" opens a condition only at the head: "should they attack"
            size_t end = clause_end(words, i);
            size_t comma = text_find(text_cut(words, i, end), TEXT(","));
            if (comma != SIZE_MAX && i < trigger)
                end = i + comma; // the threat follows its condition
            return text_trim(text_cut(words, i, end));
        }
    return (text){ "", 0 };
}

static bool next_word(text t, size_t *at, text *word) {
    while (*at < t.len && !is_alnum((unsigned char)t.at[*at]))
        ++*at;
    size_t from = *at;
    while (*at < t.len && is_alnum((unsigned char)t.at[*at]))
        ++*at;
    *word = text_cut(t, from, *at);
    return word->len > 0;
}

static bool number_of(text word, uint64_t *out) {
    static const char *const names[] = { "zero", "one",    "two",   "three", "four",
                                         "five", "six",    "seven", "eight", "nine",
                                         "ten",  "eleven", "twelve" };
    if (text_number(word, DEADLINE_MOST, out))
        return true;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (text_equal_nocase(word, text_of(names[i]))) {
            *out = i;
            return true;
        }
    return false;
}

static bool span_of(text unit, uint64_t n, int32_t *days) {
    static const struct {
        const char *name;
        int32_t days;
    } units[] = { { "day", 1 },   { "days", 1 },   { "week", 7 },
                  { "weeks", 7 }, { "month", 30 }, { "months", 30 } };
    if (text_equal_nocase(unit, TEXT("hours")) || text_equal_nocase(unit, TEXT("hour"))) {
        *days = (int32_t)((n + HOURS_A_DAY - 1) / HOURS_A_DAY);
        return true;
    }
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (text_equal_nocase(unit, text_of(units[i].name))) {
            *days = (int32_t)n * units[i].days;
            return *days <= DEADLINE_MOST;
        }
    return false;
}

static int month_of(text word) {
    static const char months[][4] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
    for (int m = 0; m < 12; m++)
        if (word.len >= 3 && text_equal_nocase(text_cut(word, 0, 3), text_of(months[m])) &&
            is_upper((unsigned char)word.at[0]))
            return m + 1;
    return 0;
}

/* The day of a month nearest after a day. */
static bool day_after(int32_t day, int month, uint64_t of_month, int32_t *out) {
    int year, m, d;
    date_civil(day, &year, &m, &d);
    for (int i = 0; i < 2; i++, year++) {
        if (of_month < 1 || !date_valid(year, month, (int)of_month))
            return false;
        *out = date_day(year, month, (int)of_month);
        if (*out >= day)
            return true;
    }
    return false;
}

bool ledger_deadline(text words, int32_t day, int32_t *deadline) {
    text word, second, third;
    for (size_t at = 0; next_word(words, &at, &word);) {
        bool span = text_equal_nocase(word, TEXT("within")) || text_equal_nocase(word, TEXT("in"));
        bool point = text_equal_nocase(word, TEXT("by")) ||
                     text_equal_nocase(word, TEXT("before")) ||
                     text_equal_nocase(word, TEXT("until"));
        size_t ahead = at;
        uint64_t n;
        int32_t days;
        if ((!span && !point) || !next_word(words, &ahead, &second) ||
            !next_word(words, &ahead, &third))
            continue;
        if (span && number_of(second, &n) && span_of(third, n, &days)) {
            *deadline = day + days;
            return true;
        }
        if (point && month_of(second) && number_of(third, &n) &&
            day_after(day, month_of(second), n, deadline))
            return true;
        if (point && month_of(third) && number_of(second, &n) &&
            day_after(day, month_of(third), n, deadline))
            return true;
    }
    return false;
}
