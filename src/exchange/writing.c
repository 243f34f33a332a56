/* writing.c - events in the layouts of GDELT, ICEWS and POLECAT. What a layout has no word for is
 * left empty, as its owner leaves it. */
#include "exchange/writing.h"

#include "exchange/columns.h"

#include <string.h>

enum { FIELD_MOST = 1024, CODE_PART = 3, PLACE_DECIMALS = 4, DAYS_A_YEAR = 365 };

/* A row being written: columns in order, each once; those passed over are empty. */
typedef struct row_writer {
    const terms *terms;
    layout layout;
    buffer *out;
    int next;          // column
    const char *empty; // what stands for nothing
} row_writer;

static void pass_to(row_writer *w, int column) {
    for (; w->next < column; w->next++)
        if (layout_writes(w->layout, w->next)) {
            buffer_string(w->out, w->empty);
            buffer_byte(w->out, '\t');
        }
}

static void put(row_writer *w, int column, text t) {
    pass_to(w, column);
    w->next = column + 1;
    if (!layout_writes(w->layout, column))
        return;
    if (t.len == 0)
        buffer_string(w->out, w->empty);
    for (size_t i = 0; i < t.len && i < FIELD_MOST; i++)
        buffer_byte(w->out, t.at[i] == '\t' || t.at[i] == '\n' || t.at[i] == '\r' ? ' ' : t.at[i]);
    buffer_byte(w->out, '\t');
}

static void put_number(row_writer *w, int column, int64_t number) {
    char digits[24];
    buffer b = { 0 };
    buffer_number(&b, number);
    size_t n = b.len < sizeof digits ? b.len : 0;
    if (n)
        memcpy(digits, b.at, n);
    buffer_free(&b);
    put(w, column, (text){ digits, n });
}

static void put_fixed(row_writer *w, int column, double number, int decimals) {
    buffer b = { 0 };
    buffer_fixed(&b, number, decimals);
    put(w, column, buffer_view(&b));
    w->out->failed |= b.failed;
    buffer_free(&b);
}

/* The row ends behind its last column; the tab of that becomes the line's end. */
static void end_row(row_writer *w) {
    pass_to(w, layout_slots(w->layout));
    if (w->out->len && !w->out->failed)
        w->out->at[w->out->len - 1] = '\n';
}

void row_heading(layout l, buffer *out) {
    if (!layout_has_heading(l))
        return;
    for (int c = 0; c < layout_slots(l); c++) {
        if (c)
            buffer_byte(out, '\t');
        buffer_string(out, layout_column(l, c));
    }
    buffer_byte(out, '\n');
}

/* ---- sides ---- */

/* A side's code taken apart: state, organisation, part of society. */
typedef struct side_parts {
    text code, words;
    const state *state;
    text group; // CAMEO's code of an organisation
    const role_row *role;
} side_parts;

/* CAMEO's code of the organisation that a code of ours starts with, the longest first. */
static text group_code(const terms *t, text code, size_t *len) {
    text found = { "", 0 };
    *len = 0;
    for (uint32_t i = 0; i < t->n_groups; i++)
        if (t->groups_ours[i].len > *len && text_starts(code, t->groups_ours[i])) {
            found = t->groups_theirs[i];
            *len = t->groups_ours[i].len;
        }
    return found;
}

static const role_row *role_of(const terms *t, text sector) {
    for (int i = 0; i < t->n_roles; i++)
        if (sector.len && text_equal(t->roles[i].sector, sector))
            return &t->roles[i];
    return NULL;
}

static side_parts take_apart(const terms *t, text code, text words) {
    side_parts s = { .code = code, .words = words };
    if (code.len < CODE_PART)
        return s;
    size_t at = 0;
    s.group = group_code(t, code, &at);
    if (s.group.len == 0)
        s.state = terms_state(t, text_cut(code, 0, CODE_PART), NULL);
    if (s.state)
        at = CODE_PART;
    s.role = role_of(t, text_cut(code, at, at + CODE_PART < code.len ? at + CODE_PART : code.len));
    return s;
}

/* The next of the items of a list; false at its end. */
static bool next_item(text *rest, char between, text *item) {
    if (rest->len == 0)
        return false;
    const char *end = memchr(rest->at, between, rest->len);
    size_t len = end ? (size_t)(end - rest->at) : rest->len;
    *item = text_cut(*rest, 0, len);
    *rest = text_cut(*rest, len + (end != NULL), rest->len);
    return true;
}

static text name_of(const side_parts *s) {
    return s->words.len ? s->words : s->state && !s->role ? s->state->name : (text){ "", 0 };
}

/* ---- GDELT ---- */

static const coded_act *act_of(const terms *t, const coded *c) {
    const coded_act *a = terms_cameo(t, c->code);
    return a ? a : terms_cameo(t, terms_cameo_of(t, c->type, c->mode));
}

static void put_day(row_writer *w, int column, date d, const char *behind) {
    int year, month, day;
    buffer b = { 0 };
    if (d.precision) {
        date_civil(d.day, &year, &month, &day);
        buffer_format(&b, "%04d%02d%02d%s", year, month, day, behind);
    }
    put(w, column, buffer_view(&b));
    w->out->failed |= b.failed;
    buffer_free(&b);
}

static void put_gdelt_days(row_writer *w, date d) {
    int year, month, day;
    date_civil(d.day, &year, &month, &day);
    put_day(w, GD_DAY, d, "");
    put_number(w, GD_MONTH, year * 100 + month);
    put_number(w, GD_YEAR, year);
    // As the codebook has it: 30 days a month, 365 a year.
    put_fixed(w, GD_FRACTION, year + (double)(month * 30 + day) / DAYS_A_YEAR, 4);
}

static void put_gdelt_side(row_writer *w, int first, const side_parts *s) {
    text role = s->role ? s->role->cameo : (text){ "", 0 };
    put(w, first, s->group.len ? s->group : s->code);
    put(w, first + GD_A1_NAME - GD_A1_CODE, name_of(s));
    put(w, first + GD_A1_COUNTRY - GD_A1_CODE, s->state ? s->state->iso : (text){ "", 0 });
    put(w, first + GD_A1_GROUP - GD_A1_CODE, s->group);
    put(w, first + GD_A1_TYPE1 - GD_A1_CODE, s->group.len ? TEXT("IGO") : role);
}

static void put_gdelt_act(row_writer *w, const coded *c, const coded_act *a) {
    size_t base = a->code.len < 3 ? a->code.len : 3;
    put_number(w, GD_IS_ROOT, 1);
    put(w, GD_CODE, a->code);
    put(w, GD_BASE_CODE, text_cut(a->code, 0, base));
    put(w, GD_ROOT_CODE, text_cut(a->code, 0, 2));
    put_number(w, GD_QUAD, plover_quad(c->type));
    put_fixed(w, GD_GOLDSTEIN, a->goldstein, 1);
    put_number(w, GD_MENTIONS, c->reports);
    put_number(w, GD_SOURCES, c->sources);
    put_number(w, GD_ARTICLES, c->reports);
}

static void put_gdelt_place(row_writer *w, const coded *c) {
    const state *s = terms_state(w->terms, c->country, NULL);
    if (c->place.len == 0)
        return;
    put_number(w, GD_GEO, s && text_equal(s->name, c->place) ? 1 : 4);
    put(w, GD_PLACE, c->place);
    put(w, GD_FIPS, s ? s->fips : (text){ "", 0 });
    if (c->located) {
        put_fixed(w, GD_LATITUDE, c->latitude, PLACE_DECIMALS);
        put_fixed(w, GD_LONGITUDE, c->longitude, PLACE_DECIMALS);
    }
}

static void write_gdelt(row_writer *w, const coded *c, const coded_act *a, uint64_t key,
                        const side_parts *actor, const side_parts *recipient) {
    put_number(w, GD_ID, (int64_t)(key >> 1)); // ids are whole numbers above zero
    put_gdelt_days(w, c->when);
    put_gdelt_side(w, GD_A1_CODE, actor);
    put_gdelt_side(w, GD_A2_CODE, recipient);
    put_gdelt_act(w, c, a);
    put_gdelt_place(w, c);
    put_day(w, GD_ADDED, c->published.precision ? c->published : c->when,
            w->layout == LAYOUT_GDELT2 ? "000000" : "");
    put(w, GD_URL, c->url.len ? c->url : c->article);
}

/* ---- ICEWS ---- */

static void put_icews_side(row_writer *w, int first, const side_parts *s) {
    text name = name_of(s);
    put(w, first, name.len ? name : s->code);
    put(w, first + 1,
        s->group.len ? TEXT("International Government Organization")
        : s->role    ? s->role->icews
                     : (text){ "", 0 });
    put(w, first + 2, s->state ? s->state->name : (text){ "", 0 });
}

static void write_icews(row_writer *w, const coded *c, const coded_act *a, uint64_t key,
                        const side_parts *actor, const side_parts *recipient) {
    char day[DATE_SIZE];
    const state *s = terms_state(w->terms, c->country, NULL);
    date_write(c->when, day);
    put_number(w, IC_ID, (int64_t)(key >> 1));
    put(w, IC_DAY, text_of(day));
    put_icews_side(w, IC_SOURCE_NAME, actor);
    put(w, IC_TEXT, text_of(plover_type_name(c->type)));
    put(w, IC_CODE, a->code);
    put_fixed(w, IC_INTENSITY, a->goldstein, 1);
    put_icews_side(w, IC_TARGET_NAME, recipient);
    put(w, IC_STORY, c->article);
    put(w, IC_PUBLISHER, c->outlet);
    put(w, IC_CITY, s && text_equal(s->name, c->place) ? (text){ "", 0 } : c->place);
    put(w, IC_COUNTRY, s ? s->name : (text){ "", 0 });
    if (c->located) {
        put_fixed(w, IC_LATITUDE, c->latitude, PLACE_DECIMALS);
        put_fixed(w, IC_LONGITUDE, c->longitude, PLACE_DECIMALS);
    }
}

/* One row a pair of sides; an empty side is one too. */
static void write_pairs(row_writer *w, const coded *c, const coded_act *a) {
    text actors = c->actor, actor = { "", 0 }, actor_words = c->actor_text;
    uint64_t n = 0;
    bool any = next_item(&actors, ' ', &actor);
    do {
        text recipients = c->recipient, recipient = { "", 0 }, words = { "", 0 };
        text recipient_words = c->recipient_text;
        next_item(&actor_words, '\n', &words);
        side_parts by = take_apart(w->terms, actor, words);
        bool more = next_item(&recipients, ' ', &recipient);
        do {
            words = (text){ "", 0 };
            next_item(&recipient_words, '\n', &words);
            side_parts to = take_apart(w->terms, recipient, words);
            w->next = 0;
            (w->layout == LAYOUT_ICEWS ? write_icews : write_gdelt)(
                w, c, a, n ? hash_mix(c->key, n) : c->key, &by, &to);
            end_row(w);
            n++;
        } while (more && (more = next_item(&recipients, ' ', &recipient)));
    } while (any && (any = next_item(&actors, ' ', &actor)));
}

/* ---- POLECAT ---- */

static void put_list(row_writer *w, int column, text codes,
                     text (*part)(const terms *, const side_parts *)) {
    buffer b = { 0 };
    text code;
    for (int n = 0; next_item(&codes, ' ', &code); n++) {
        side_parts s = take_apart(w->terms, code, (text){ "", 0 });
        if (n)
            buffer_byte(&b, ';');
        buffer_text(&b, part(w->terms, &s));
    }
    put(w, column, buffer_view(&b));
    w->out->failed |= b.failed;
    buffer_free(&b);
}

static text country_part(const terms *t, const side_parts *s) {
    (void)t;
    return s->state ? s->state->iso : s->group.len ? s->group : s->code;
}

static text cow_part(const terms *t, const side_parts *s) {
    (void)t;
    return s->state ? s->state->cow : (text){ "", 0 };
}

static text sector_part(const terms *t, const side_parts *s) {
    (void)t;
    return s->role ? s->role->sector : (text){ "", 0 };
}

static void put_polecat_side(row_writer *w, int first, text codes, text words) {
    text code = { "", 0 }, rest = codes, name = { "", 0 };
    next_item(&rest, ' ', &code);
    next_item(&words, '\n', &name);
    side_parts s = take_apart(w->terms, code, name);
    put(w, first, name_of(&s));
    put_list(w, first + PO_ACTOR_COUNTRY - PO_ACTOR_NAME, codes, country_part);
    put_list(w, first + PO_ACTOR_COW - PO_ACTOR_NAME, codes, cow_part);
    put(w, first + PO_ACTOR_SECTOR - PO_ACTOR_NAME, sector_part(w->terms, &s));
    put_list(w, first + PO_ACTOR_SECTORS - PO_ACTOR_NAME, codes, sector_part);
    put(w, first + PO_ACTOR_RAW - PO_ACTOR_NAME, name);
}

static void put_polecat_act(row_writer *w, const coded *c) {
    static const char *const quads[] = { "", "VERBAL COOPERATION", "MATERIAL COOPERATION",
                                         "VERBAL CONFLICT", "MATERIAL CONFLICT" };
    buffer contexts = { 0 };
    put(w, PO_TYPE, text_of(plover_type_name(c->type)));
    put(w, PO_MODE, text_of(plover_mode_name(c->type, c->mode)));
    put_fixed(w, PO_INTENSITY, c->intensity, 1);
    put(w, PO_QUAD, text_of(quads[plover_quad(c->type)]));
    for (int i = 0; i < plover_contexts(); i++)
        if (c->contexts >> i & 1) {
            if (contexts.len)
                buffer_byte(&contexts, ';');
            buffer_string(&contexts, plover_context_name(i));
        }
    put(w, PO_CONTEXTS, buffer_view(&contexts));
    w->out->failed |= contexts.failed;
    buffer_free(&contexts);
}

static void write_polecat(row_writer *w, const coded *c) {
    char day[DATE_SIZE], published[DATE_SIZE];
    date_write(c->when, day);
    date_write(c->published, published);
    w->next = 0;
    put(w, PO_ID, c->id);
    put(w, PO_DAY, text_of(day));
    put_polecat_act(w, c);
    put_polecat_side(w, PO_ACTOR_NAME, c->actor, c->actor_text);
    put_polecat_side(w, PO_RECIPIENT_NAME, c->recipient, c->recipient_text);
    put(w, PO_PLACE, c->place);
    put(w, PO_COUNTRY, c->country);
    if (c->located) {
        put_fixed(w, PO_LATITUDE, c->latitude, PLACE_DECIMALS);
        put_fixed(w, PO_LONGITUDE, c->longitude, PLACE_DECIMALS);
    }
    put(w, PO_SOURCE, c->outlet);
    put(w, PO_PUBLISHED, text_of(published));
    put(w, PO_LANGUAGE, TEXT("en"));
    put(w, PO_VERSION, text_of("upperhand " UH_VERSION));
    end_row(w);
}

static bool is_gdelt(layout l) {
    return l == LAYOUT_GDELT1 || l == LAYOUT_GDELT2;
}

/* GDELT 1.0 dates a row to the day, 2.0 to the second. */
static void carry_gdelt(layout from, layout to, text row, buffer *out) {
    bool is_first = true;
    for (int column = 0; column < layout_slots(from); column++) {
        text field = { "", 0 };
        if (layout_writes(from, column))
            next_item(&row, '\t', &field);
        if (!layout_writes(to, column))
            continue;
        bool is_day = column == GD_ADDED && field.len == DAY_DIGITS;
        if (column == GD_ADDED && to == LAYOUT_GDELT1 && field.len > DAY_DIGITS)
            field.len = DAY_DIGITS;
        if (!is_first)
            buffer_byte(out, '\t');
        buffer_text(out, field);
        buffer_string(out, is_day && to == LAYOUT_GDELT2 ? "000000" : "");
        is_first = false;
    }
}

bool row_carry(layout from, layout to, text row, buffer *out) {
    bool is_same = from == to && from != LAYOUT_NONE;
    if (!is_same && !(is_gdelt(from) && is_gdelt(to)))
        return false;
    if (is_same)
        buffer_text(out, row);
    else
        carry_gdelt(from, to, row, out);
    buffer_byte(out, '\n');
    return true;
}

bool row_write(const terms *t, layout l, const coded *c, buffer *out) {
    row_writer w = { .terms = t, .layout = l, .out = out, .empty = l == LAYOUT_ICEWS ? "NA" : "" };
    // These layouts have no word for what did not happen, and none for a year without a day.
    if (c->status != STATUS_ASSERTED || c->when.precision < DATE_DAY)
        return false;
    if (l == LAYOUT_POLECAT) {
        if (c->type == EVENT_NONE)
            return false;
        write_polecat(&w, c);
        return true;
    }
    const coded_act *a = act_of(t, c);
    if (!a)
        return false;
    write_pairs(&w, c, a);
    return true;
}
