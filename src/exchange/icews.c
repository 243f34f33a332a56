/* icews.c - rows of ICEWS: names and lists of sectors, CAMEO codes. An id stands twice in some
 * years; with its day it is one of a kind. */
#include "exchange/columns.h"
#include "exchange/reading.h"

enum { CODE_MOST = 32 };

static const struct known_side *learn_side(reading *r, int name_column, uint64_t key) {
    char code[CODE_MOST];
    size_t n = 0;
    bool is_region = false;
    text country = row_field(r, name_column + 2);
    text sector = row_sector(r, row_field(r, name_column + 1), ',');
    const state *s = country.len ? terms_state(r->terms, country, &is_region) : NULL;
    text head =
        s ? s->iso : terms_name(r->terms, country.len ? country : row_field(r, name_column));
    bool is_body = text_equal(sector, TEXT("IGO")) || text_equal(sector, TEXT("NGO"));
    if (head.len == 0 && is_body)
        head = sector;
    if (is_body || head.len != 3 || text_equal(sector, head))
        sector = (text){ "", 0 };
    for (size_t i = 0; i < head.len && n < sizeof code; i++)
        code[n++] = head.at[i];
    for (size_t i = 0; head.len && i < sector.len && n < sizeof code; i++)
        code[n++] = sector.at[i];
    return row_remember(r, key, (text){ code, n }, country.len && !head.len && !is_region);
}

static text side_of(reading *r, int name_column) {
    uint64_t key = hash_text(row_field(r, name_column));
    key = hash_mix(key, hash_text(row_field(r, name_column + 1)));
    key = hash_mix(key, hash_text(row_field(r, name_column + 2)));
    const struct known_side *s = row_side(r, key);
    if (!s)
        s = learn_side(r, name_column, key);
    if (s && s->is_unknown) {
        text country = row_field(r, name_column + 2);
        row_warn(r, "no country '%.*s' is known", (int)(country.len < 40 ? country.len : 40),
                 country.at);
    }
    return s ? s->code : (text){ "", 0 };
}

bool icews_read(reading *r) {
    static const int places[] = { IC_CITY, IC_DISTRICT, IC_PROVINCE, IC_COUNTRY };
    coded *c = &r->coded;
    c->id = row_field(r, IC_ID);
    if (c->id.len == 0)
        return row_bad(r, "no event id");
    if (!row_day(r, IC_DAY, &c->when) || !row_cameo(r, IC_CODE))
        return false;
    c->key = hash_mix(row_key(TEXT("icews"), c->id), (uint64_t)(int64_t)c->when.day);
    c->published = c->when;
    c->article = row_field(r, IC_STORY);
    c->outlet = row_field(r, IC_PUBLISHER);
    c->actor = side_of(r, IC_SOURCE_NAME);
    c->recipient = side_of(r, IC_TARGET_NAME);
    c->actor_text = row_field(r, IC_SOURCE_NAME);
    c->recipient_text = row_field(r, IC_TARGET_NAME);
    for (int i = 0; i < 4 && c->place.len == 0; i++)
        c->place = row_field(r, places[i]);
    const state *s = terms_state(r->terms, row_field(r, IC_COUNTRY), NULL);
    if (s)
        c->country = s->iso;
    if (c->place.len)
        row_place(r, IC_LATITUDE, IC_LONGITUDE);
    return true;
}
