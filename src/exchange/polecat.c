/* polecat.c - rows of POLECAT: types, modes, contexts and sectors are PLOVER's already. */
#include "exchange/columns.h"
#include "exchange/reading.h"

enum { OF_COUNTRY = 1, OF_SECTOR = 3, OF_RAW = 6, SIDES_MOST = 8 };

/* The next of a list's items, parted by ; or , or |. */
static bool next_item(text *rest, text *item) {
    while (rest->len) {
        size_t n = 0;
        while (n < rest->len && rest->at[n] != ';' && rest->at[n] != ',' && rest->at[n] != '|')
            n++;
        *item = text_trim(text_cut(*rest, 0, n));
        *rest = text_cut(*rest, n < rest->len ? n + 1 : n, rest->len);
        if (item->len)
            return true;
    }
    return false;
}

static text head_of(reading *r, text country) {
    static const char *const others[] = { "IGO", "NGO", "ISM", "IMG", "MNC" };
    bool is_region = false;
    const state *s = terms_state(r->terms, country, &is_region);
    if (s)
        return s->iso;
    if (text_equal(country, TEXT("EUR")))
        return TEXT("IGOEUU");
    text group = terms_group(r->terms, country);
    if (group.len)
        return group;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (text_equal(country, text_of(others[i])))
            return country;
    if (!is_region)
        row_warn(r, "no country '%.*s' is known", (int)(country.len < 20 ? country.len : 20),
                 country.at);
    return (text){ "", 0 };
}

/* Our codes of a side, into the row's words; where they start is kept, for the words may move. */
static size_t put_side(reading *r, int name_column, size_t *len) {
    size_t start = r->words.len;
    text rest = row_field(r, name_column + OF_COUNTRY), country;
    text sector = row_field(r, name_column + OF_SECTOR);
    for (int i = 0; i < SIDES_MOST && next_item(&rest, &country); i++) {
        text head = head_of(r, country);
        if (head.len == 0)
            continue;
        if (r->words.len > start)
            buffer_byte(&r->words, ' ');
        buffer_text(&r->words, head);
        if (head.len == 3 && sector.len == 3 && !text_equal(sector, TEXT("UNK")) &&
            !text_equal(sector, head))
            buffer_text(&r->words, sector);
    }
    *len = r->words.len - start;
    return start;
}

static bool read_act(reading *r) {
    coded *c = &r->coded;
    text type = row_field(r, PO_TYPE), mode = row_field(r, PO_MODE), context;
    text contexts = row_field(r, PO_CONTEXTS);
    c->type = plover_type(type);
    if (c->type == EVENT_NONE)
        return row_bad(r, "no PLOVER type '%.*s'", (int)(type.len < 20 ? type.len : 20), type.at);
    c->code = text_of(plover_type_name(c->type));
    c->mode = plover_mode(c->type, mode);
    if (c->mode < 0) {
        row_warn(r, "%s has no mode '%.*s'", plover_type_name(c->type),
                 (int)(mode.len < 20 ? mode.len : 20), mode.at);
        c->mode = 0;
    }
    while (next_item(&contexts, &context)) {
        int bit = plover_context(context);
        if (bit >= 0)
            c->contexts |= (uint64_t)1 << bit;
    }
    c->intensity = plover_score(c->type, c->mode);
    return true;
}

/* The name as resolved, else as it stands in the text. */
static text name_of(const reading *r, int name_column) {
    text name = row_field(r, name_column);
    return name.len ? name : row_field(r, name_column + OF_RAW);
}

static void read_place(reading *r) {
    static const int places[] = { PO_PLACE, PO_CITY, PO_PROVINCE, PO_COUNTRY };
    coded *c = &r->coded;
    for (int i = 0; i < 4 && c->place.len == 0; i++)
        c->place = row_field(r, places[i]);
    const state *s = terms_state(r->terms, row_field(r, PO_COUNTRY), NULL);
    if (s)
        c->country = s->iso;
    if (c->place.len)
        row_place(r, PO_LATITUDE, PO_LONGITUDE);
}

/* Rows name no story; those of one share its people, bodies and places. */
static void read_article(reading *r, size_t *start) {
    static const int parts[] = { PO_PEOPLE, PO_ORGANIZATIONS, PO_LOCATIONS };
    uint64_t key = 0;
    bool any = false;
    for (int i = 0; i < 3; i++) {
        text part = row_field(r, parts[i]);
        any = any || part.len;
        key = hash_mix(key, hash_text(part));
    }
    *start = r->words.len;
    if (any)
        buffer_format(&r->words, "story %016llx", (unsigned long long)key);
}

bool polecat_read(reading *r) {
    coded *c = &r->coded;
    size_t actor_len = 0, recipient_len = 0, article = 0;
    c->id = row_field(r, PO_ID);
    if (c->id.len == 0)
        return row_bad(r, "no event id");
    if (!row_day(r, PO_DAY, &c->when) || !read_act(r))
        return false;
    c->key = row_key(TEXT("polecat"), c->id);
    c->published = c->when;
    if (row_field(r, PO_PUBLISHED).len && !row_day(r, PO_PUBLISHED, &c->published))
        return false;
    c->outlet = row_field(r, PO_SOURCE);
    size_t actor = put_side(r, PO_ACTOR_NAME, &actor_len);
    size_t recipient = put_side(r, PO_RECIPIENT_NAME, &recipient_len);
    read_article(r, &article);
    text words = buffer_view(&r->words);
    c->actor = text_cut(words, actor, actor + actor_len);
    c->recipient = text_cut(words, recipient, recipient + recipient_len);
    c->article = text_cut(words, article, words.len);
    c->actor_text = name_of(r, PO_ACTOR_NAME);
    c->recipient_text = name_of(r, PO_RECIPIENT_NAME);
    read_place(r);
    return true;
}
