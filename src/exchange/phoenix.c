/* phoenix.c - rows of the Phoenix pipeline: CAMEO acts and actor codes, addresses of the reports.
 */
#include "exchange/columns.h"
#include "exchange/reading.h"
#include "model/source.h"

enum { OF_ROOT = 1, OF_AGENT = 2, PART = 3, CODE_MOST = 16, HEAD_MOST = 8 };

static text side_of(reading *r, int column) {
    char code[CODE_MOST];
    size_t n = 0;
    bool is_region = false;
    text raw = row_field(r, column), root = row_field(r, column + OF_ROOT);
    if (raw.len == 0)
        return raw;
    uint64_t key = hash_mix(hash_text(raw), hash_text(row_field(r, column + OF_AGENT)));
    const struct known_side *known = row_side(r, key);
    if (known)
        return known->code;
    if (root.len == 0)
        root = text_cut(raw, 0, raw.len < PART ? raw.len : PART);
    const state *s = terms_state(r->terms, root, &is_region);
    text group = terms_group(r->terms, root), head = s ? s->iso : group;
    text agent = row_field(r, column + OF_AGENT), sector = row_sector(r, agent, ';');
    if (head.len == 0 && (text_equal(root, TEXT("IGO")) || text_equal(root, TEXT("NGO"))))
        head = root;
    for (size_t i = 0; i < head.len && n < HEAD_MOST; i++)
        code[n++] = head.at[i];
    for (size_t i = 0; head.len && i < sector.len && n < sizeof code; i++)
        code[n++] = sector.at[i];
    known = row_remember(r, key, (text){ code, n }, !head.len && !is_region);
    if (known && known->is_unknown)
        row_warn(r, "no country '%.*s' is known", (int)(root.len < 20 ? root.len : 20), root.at);
    return known ? known->code : (text){ "", 0 };
}

static text first_of(text list) {
    text item = { "", 0 };
    source_item(&list, ';', &item);
    return item;
}

/* Addresses are parted by ; and each is one report. */
static uint32_t items_of(text list) {
    uint32_t n = 0;
    text item;
    while (source_item(&list, ';', &item))
        n++;
    return n ? n : 1;
}

bool phoenix_read(reading *r) {
    static const int places[] = { PH_PLACE, PH_STATE, PH_COUNTRY };
    coded *c = &r->coded;
    c->id = row_field(r, PH_ID);
    if (c->id.len == 0)
        return row_bad(r, "no event id");
    if (!row_day(r, PH_DAY, &c->when) || !row_cameo(r, PH_CODE))
        return false;
    c->key = row_key(TEXT("phoenix"), c->id);
    c->published = c->when;
    c->actor = side_of(r, PH_SOURCE);
    c->recipient = side_of(r, PH_TARGET);
    c->actor_text = row_field(r, PH_SOURCE);
    c->recipient_text = row_field(r, PH_TARGET);
    c->url = first_of(row_field(r, PH_URLS));
    c->article = c->url;
    c->outlet = first_of(row_field(r, PH_NEWS_SOURCES));
    c->sources = items_of(row_field(r, PH_NEWS_SOURCES));
    for (int i = 0; i < 3 && c->place.len == 0; i++)
        c->place = row_field(r, places[i]);
    const state *s = terms_state(r->terms, row_field(r, PH_COUNTRY), NULL);
    if (s)
        c->country = s->iso;
    if (c->place.len)
        row_place(r, PH_LATITUDE, PH_LONGITUDE);
    return true;
}
