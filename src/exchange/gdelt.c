/* gdelt.c - rows of GDELT 1.0 and 2.0. Acts are CAMEO codes, sides CAMEO actor codes taken apart
 * in columns, places FIPS 10-4. Source: the GDELT 2.0 event codebook. */
#include "exchange/columns.h"
#include "exchange/reading.h"

/* Columns of a side, counted from its code. */
enum {
    OF_NAME = 1,
    OF_COUNTRY = 2,
    OF_GROUP = 3,
    OF_TYPE1 = 7,
    OF_TYPES = 3,
    OF_ALL = OF_TYPE1 + OF_TYPES,
    CODE_MOST = 16
};

static text side_sector(const reading *r, int first) {
    int best = TERMS_ROLES_MOST;
    for (int i = 0; i < OF_TYPES; i++) {
        int role = terms_role(r->terms, row_field(r, first + OF_TYPE1 + i));
        if (role >= 0 && role < best)
            best = role;
    }
    return best < r->terms->n_roles ? r->terms->roles[best].sector : (text){ "", 0 };
}

/* Our code for a side: an organisation, or a state with a part of its society. A role without a
 * state stays words. */
static const struct known_side *learn_side(reading *r, int first, uint64_t key) {
    char code[CODE_MOST];
    size_t n = 0;
    bool is_region = false;
    text country = row_field(r, first + OF_COUNTRY), sector = side_sector(r, first);
    text group = terms_group(r->terms, row_field(r, first + OF_GROUP));
    const state *s = country.len ? terms_state(r->terms, country, &is_region) : NULL;
    text head = group.len ? group : s ? s->iso : (text){ "", 0 };
    if (head.len == 0 && (text_equal(sector, TEXT("IGO")) || text_equal(sector, TEXT("NGO")))) {
        head = sector;
        sector = (text){ "", 0 };
    }
    if (group.len || text_equal(sector, TEXT("IGO")))
        sector = (text){ "", 0 };
    for (size_t i = 0; i < head.len && n < sizeof code; i++)
        code[n++] = head.at[i];
    for (size_t i = 0; head.len && i < sector.len && n < sizeof code; i++)
        code[n++] = sector.at[i];
    return row_remember(r, key, (text){ code, n }, country.len && !s && !is_region && !group.len);
}

/* All columns of a side. Where they lie together they are looked at as one. */
static uint64_t side_key(const reading *r, int first) {
    uint64_t key = 0;
    if (r->shape.is_canonical)
        return hash_text(row_fields_from(&r->fields, r->shape.at[first], OF_ALL));
    for (int i = 0; i < OF_ALL; i++)
        key = hash_mix(key, hash_text(row_field(r, first + i)));
    return key;
}

static text side_of(reading *r, int first) {
    text raw = row_field(r, first);
    if (raw.len == 0)
        return raw;
    uint64_t key = side_key(r, first);
    const struct known_side *s = row_side(r, key);
    if (!s)
        s = learn_side(r, first, key);
    if (s && s->is_unknown) {
        text country = row_field(r, first + OF_COUNTRY);
        row_warn(r, "no country '%.*s' is known", (int)(country.len < 20 ? country.len : 20),
                 country.at);
    }
    return s ? s->code : (text){ "", 0 };
}

static uint32_t count_of(const reading *r, int column) {
    uint64_t n;
    return text_number(row_field(r, column), UINT32_MAX, &n) && n > 0 ? (uint32_t)n : 1;
}

/* The day of the article: when GDELT met it, where it names its address. Rows without one come from
 * archives that were read long after; their day is the event's. */
static bool read_published(reading *r) {
    coded *c = &r->coded;
    text added = row_field(r, GD_ADDED);
    c->published = c->when;
    if (c->url.len == 0 || added.len < DAY_DIGITS)
        return true;
    text day = text_cut(added, 0, DAY_DIGITS);
    if (!row_plain_day(r, day, &c->published) && !date_iso(day, &c->published))
        return row_wrong(r, added, "DATEADDED", "day; expected YYYYMMDD or YYYYMMDDHHMMSS");
    return true;
}

/* Where the host of an address starts; SIZE_MAX: it names none. */
static size_t host_start(text url) {
    enum { SCHEME_MOST = 8 };
    static const text secure = { "https://", 8 }, behind = { "://", 3 };
    size_t most = SCHEME_MOST + behind.len;
    if (text_starts(url, secure)) // as most do
        return secure.len;
    size_t at = text_find(text_cut(url, 0, url.len < most ? url.len : most), behind);
    return at == SIZE_MAX ? at : at + behind.len;
}

/* The outlet is the host of the address. */
static text host_of(text url) {
    size_t start = host_start(url), end = 0;
    if (start == SIZE_MAX)
        return (text){ "", 0 };
    text rest = text_cut(url, start, url.len);
    while (end < rest.len && rest.at[end] != '/' && rest.at[end] != '?' && rest.at[end] != ':')
        end++;
    text host = text_cut(rest, 0, end);
    return text_starts(host, TEXT("www.")) ? text_cut(host, 4, host.len) : host;
}

bool gdelt_read(reading *r) {
    coded *c = &r->coded;
    uint64_t number;
    c->id = row_field(r, GD_ID);
    if (!text_number(c->id, INT64_MAX, &number))
        return row_wrong(r, c->id, "id", "number");
    if (!row_day(r, GD_DAY, &c->when) || !row_cameo(r, GD_CODE))
        return false;
    c->key = row_number_key(TEXT("gdelt"), c->id, number);
    c->url = row_field(r, GD_URL);
    if (!read_published(r))
        return false;
    c->article = c->url;
    c->outlet = host_of(c->url);
    c->actor = side_of(r, GD_A1_CODE);
    c->recipient = side_of(r, GD_A2_CODE);
    c->actor_text = row_field(r, GD_A1_CODE + OF_NAME);
    c->recipient_text = row_field(r, GD_A2_CODE + OF_NAME);
    c->place = row_field(r, GD_PLACE);
    const state *s = terms_fips(r->terms, row_field(r, GD_FIPS));
    if (s)
        c->country = s->iso;
    if (c->place.len)
        row_place(r, GD_LATITUDE, GD_LONGITUDE);
    c->sources = count_of(r, GD_SOURCES);
    return true;
}
