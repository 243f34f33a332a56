/* acled.c - rows of ACLED: names of forces and groups, its own event types, a sentence or two of
 * notes. Source: the ACLED codebook. */
#include "exchange/columns.h"
#include "exchange/reading.h"
#include "model/source.h"

enum { INTER_MOST = 8, CODE_MOST = 8, CODE_FULL = 6 };
#define EXTERNAL "External/Other forces"

/* "05 January 2023", which older exports have. */
static bool written_day(text t, date *out) {
    static const char *const months[] = { "January",   "February", "March",    "April",
                                          "May",       "June",     "July",     "August",
                                          "September", "October",  "November", "December" };
    text parts[3];
    uint64_t day, year;
    for (int i = 0; i < 3; i++)
        if (!source_item(&t, ' ', &parts[i]))
            return false;
    if (t.len || !text_number(parts[0], 31, &day) || !text_number(parts[2], 9999, &year))
        return false;
    for (int m = 0; m < 12; m++)
        if (text_equal_nocase(parts[1], text_of(months[m])) &&
            date_valid((int)year, m + 1, (int)day)) {
            *out = (date){ .day = date_day((int)year, m + 1, (int)day), .precision = DATE_DAY };
            return true;
        }
    return false;
}

/* The kind of an actor, by number in older files and by words in newer ones. */
static text kind_of(text inter) {
    static const char *const numbered[] = { "",
                                            "State forces",
                                            "Rebel group",
                                            "Political militia",
                                            "Identity militia",
                                            "Rioters",
                                            "Protesters",
                                            "Civilians",
                                            EXTERNAL };
    uint64_t number;
    return text_number(inter, INTER_MOST, &number) ? text_of(numbered[number]) : inter;
}

static text inter_sector(const reading *r, text kind, text name) {
    if (text_starts(name, TEXT("Police Forces")))
        return TEXT("COP");
    if (text_starts(name, TEXT("Military Forces")))
        return TEXT("MIL");
    if (text_starts(name, TEXT("Government")))
        return TEXT("GOV");
    return row_sector(r, kind, ';');
}

/* The state that a name holds: "Military Forces of Syria (2000-)", "Civilians (Iraq)". */
static const state *state_in(const reading *r, text name) {
    size_t open = text_find(name, TEXT(" ("));
    text head = open == SIZE_MAX ? name : text_trim(text_cut(name, 0, open));
    if (open != SIZE_MAX) {
        text inside = text_cut(name, open + 2, name.len);
        size_t close = text_find(inside, TEXT(")"));
        const state *s = terms_state(
            r->terms, text_cut(inside, 0, close < inside.len ? close : inside.len), NULL);
        if (s)
            return s;
    }
    size_t of = text_find(head, TEXT(" of "));
    while (of != SIZE_MAX) {
        head = text_cut(head, of + 4, head.len);
        const state *s = terms_state(r->terms, head, NULL);
        if (s)
            return s;
        of = text_find(head, TEXT(" of "));
    }
    return NULL;
}

/* Who a name without a state belongs to: forces from outside are not the country's where they
 * fight; some are organisations that the gazetteer knows by the name before a colon or bracket. */
static text owner_of(const reading *r, text name, text kind, text country) {
    if (!text_equal(kind, TEXT(EXTERNAL)))
        return country;
    size_t colon = text_find(name, TEXT(":")), open = text_find(name, TEXT(" ("));
    size_t end = colon < open ? colon : open;
    return terms_name(r->terms, end == SIZE_MAX ? name : text_trim(text_cut(name, 0, end)));
}

static text side_of(reading *r, int name_column, text country) {
    char code[CODE_MOST];
    size_t n = 0;
    text name = row_field(r, name_column), inter = row_field(r, name_column + 2);
    if (name.len == 0)
        return name;
    uint64_t key = hash_mix(hash_mix(hash_text(name), hash_text(inter)), hash_text(country));
    const struct known_side *s = row_side(r, key);
    if (s)
        return s->code;
    const state *of = state_in(r, name);
    text kind = kind_of(inter), head = of ? of->iso : owner_of(r, name, kind, country);
    text sector = inter_sector(r, kind, name);
    bool is_state = of || !text_equal(kind, TEXT(EXTERNAL)); // an organisation has no sectors
    for (size_t i = 0; i < head.len && n < CODE_FULL; i++)
        code[n++] = head.at[i];
    for (size_t i = 0; is_state && head.len && i < sector.len && n < CODE_FULL; i++)
        code[n++] = sector.at[i];
    s = row_remember(r, key, (text){ code, n }, false);
    return s ? s->code : (text){ "", 0 };
}

static void read_sides(reading *r, bool is_swapped) {
    coded *c = &r->coded;
    int first = is_swapped ? AC_ACTOR2 : AC_ACTOR1, second = is_swapped ? AC_ACTOR1 : AC_ACTOR2;
    c->actor = side_of(r, first, c->country);
    c->recipient = side_of(r, second, c->country);
    c->actor_text = row_field(r, first);
    c->recipient_text = row_field(r, second);
}

/* 1 the day, 2 a part of a month, for which the file names a day in it, 3 the month. */
static date_precision precision_of(const reading *r) {
    text t = row_field(r, AC_PRECISION);
    return text_equal(t, TEXT("2")) ? DATE_WEEK : text_equal(t, TEXT("3")) ? DATE_MONTH : DATE_DAY;
}

/* "ISW; General Staff": sources by their names. */
static uint32_t sources_in(text list) {
    uint32_t n = 0;
    text item;
    while (source_item(&list, ';', &item))
        n++;
    return n ? n : 1;
}

bool acled_read(reading *r) {
    static const int places[] = { AC_PLACE, AC_ADMIN1, AC_COUNTRY };
    coded *c = &r->coded;
    uint64_t dead;
    text day, subtype = row_field(r, AC_SUBTYPE), country = row_field(r, AC_COUNTRY);
    c->id = row_field(r, AC_ID);
    if (c->id.len == 0)
        return row_bad(r, "no event id");
    day = row_field(r, AC_DAY);
    if (!written_day(day, &c->when) && !row_day(r, AC_DAY, &c->when))
        return false;
    const coded_act *a = terms_acled(r->terms, subtype);
    if (!a)
        return row_bad(r, "no ACLED sub-event type '%.*s'",
                       (int)(subtype.len < 60 ? subtype.len : 60), subtype.at);
    row_act(r, a);
    c->key = row_key(TEXT("acled"), c->id);
    c->published = c->when;
    c->when.precision = precision_of(r);
    const state *s = terms_state(r->terms, country, NULL);
    if (s)
        c->country = s->iso;
    else
        row_warn(r, "no country '%.*s' is known", (int)(country.len < 40 ? country.len : 40),
                 country.at);
    read_sides(r, a->is_swapped);
    c->article = c->id;
    c->outlet = row_field(r, AC_SOURCE);
    c->sources = sources_in(c->outlet);
    c->sentence = row_field(r, AC_NOTES);
    for (int i = 0; i < 3 && c->place.len == 0; i++)
        c->place = row_field(r, places[i]);
    row_place(r, AC_LATITUDE, AC_LONGITUDE);
    if (text_number(row_field(r, AC_FATALITIES), 100000000, &dead) && dead) {
        buffer_format(&r->words, "dead %llu ", (unsigned long long)dead);
        c->counts = buffer_view(&r->words);
    }
    return true;
}
