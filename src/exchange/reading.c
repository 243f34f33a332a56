/* reading.c - what the layouts share: fields, days, places, sides, rows in their own order. */
#include "exchange/reading.h"

#include "base/encoding.h"
#include "base/utf8.h"
#include "model/source.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum {
    MESSAGE_MOST = 300,
    VALUE_MOST = 40,
    KIND_BITS = 24,
    ID_BITS = 40,
    SIDES_MEMORY = 64 * 1024 * 1024
};

/* ---- messages ---- */

__attribute__((format(printf, 2, 0))) static void put_message(buffer *b, const char *format,
                                                              va_list values) {
    char message[MESSAGE_MOST];
    vsnprintf(message, sizeof message, format, values);
    text t = text_of(message); // it may have been cut inside a character
    utf8_mend(b, t);
}

bool row_bad(reading *r, const char *format, ...) {
    va_list values;
    buffer_clear(&r->why);
    va_start(values, format);
    put_message(&r->why, format, values);
    va_end(values);
    return false;
}

void row_warn(reading *r, const char *format, ...) {
    va_list values;
    if (r->warning.len)
        buffer_string(&r->warning, "; ");
    va_start(values, format);
    put_message(&r->warning, format, values);
    va_end(values);
}

/* ---- fields ---- */

/* Words by which files say that there is nothing. */
static bool says_nothing(text t) {
    switch (t.len) {
    case 0:
        return true;
    case 2:
        return memcmp(t.at, "NA", 2) == 0 || memcmp(t.at, "--", 2) == 0;
    case 3:
        return memcmp(t.at, "nan", 3) == 0 || memcmp(t.at, "NaN", 3) == 0 ||
               memcmp(t.at, "N/A", 3) == 0 || memcmp(t.at, "---", 3) == 0;
    case 4:
        return memcmp(t.at, "None", 4) == 0 || memcmp(t.at, "NULL", 4) == 0 ||
               memcmp(t.at, "null", 4) == 0;
    default:
        return false;
    }
}

text row_trimmed(text t) {
    t = text_trim(t);
    return says_nothing(t) ? (text){ "", 0 } : t;
}

static bool read_plain_day(text t, date *out) {
    int n[3] = { 0 };
    static const int ends[3] = { 4, 6, DAY_DIGITS };
    for (int part = 0, i = 0; part < 3; part++)
        for (; i < ends[part]; i++) {
            if (!is_digit((unsigned char)t.at[i]))
                return false;
            n[part] = n[part] * 10 + (t.at[i] - '0');
        }
    if (!date_valid(n[0], n[1], n[2]))
        return false;
    *out = (date){ .day = date_day(n[0], n[1], n[2]), .precision = DATE_DAY };
    return true;
}

bool row_plain_day(reading *r, text t, date *out) {
    if (t.len != DAY_DIGITS)
        return false;
    if (!r->day.precision || memcmp(t.at, r->day_read, DAY_DIGITS) != 0) {
        if (!read_plain_day(t, &r->day))
            return false;
        memcpy(r->day_read, t.at, DAY_DIGITS);
    }
    *out = r->day;
    return true;
}

/* "20190301.0": a program took a column of digits for numbers with a fraction, as pandas does where
 * one of them is missing. */
static bool was_number(text t) {
    size_t point = text_find(t, TEXT("."));
    uint64_t whole, rest;
    return point != SIZE_MAX && text_number(text_cut(t, 0, point), UINT64_MAX, &whole) &&
           text_number(text_cut(t, point + 1, t.len), 0, &rest);
}

bool row_wrong(reading *r, text value, const char *what, const char *expected) {
    int len = (int)(value.len < VALUE_MOST ? value.len : VALUE_MOST);
    if (was_number(value))
        return row_bad(r,
                       "%s '%.*s' was read as a number on the way; read the column as text there "
                       "and write the file again",
                       what, len, value.at);
    return row_bad(r, "%s '%.*s' is no %s", what, len, value.at, expected);
}

bool row_day(reading *r, int column, date *out) {
    text t = row_field(r, column);
    if (row_plain_day(r, t, out) || (date_iso(t, out) && out->precision >= DATE_DAY))
        return true;
    return row_wrong(r, t, layout_column(r->shape.layout, column),
                     "day; expected YYYYMMDD or YYYY-MM-DD");
}

void row_act(reading *r, const coded_act *a) {
    coded *c = &r->coded;
    c->type = a->type;
    c->mode = a->mode;
    c->contexts = a->contexts;
    c->code = a->code;
    c->intensity = a->score;
}

bool row_cameo(reading *r, int column) {
    text code = row_field(r, column);
    const coded_act *a = terms_cameo(r->terms, code);
    if (a) {
        row_act(r, a);
        return true;
    }
    a = terms_shortened(r->terms, code);
    if (a)
        return row_bad(r,
                       "CAMEO code '%.*s' has lost its first zero (%.*s): the column was read as "
                       "numbers on the way; read it as text there and write the file again",
                       (int)code.len, code.at, (int)a->code.len, a->code.at);
    if (was_number(code))
        return row_wrong(r, code, "CAMEO code", "code");
    return row_bad(r, "no CAMEO code '%.*s'", (int)(code.len < 20 ? code.len : 20), code.at);
}

void row_place(reading *r, int latitude, int longitude) {
    coded *c = &r->coded;
    text y = row_field(r, latitude), x = row_field(r, longitude);
    if (y.len == 0 && x.len == 0)
        return;
    c->located = terms_number(y, &c->latitude) && terms_number(x, &c->longitude) &&
                 c->latitude >= -90 && c->latitude <= 90 && c->longitude >= -180 &&
                 c->longitude <= 180;
    if (!c->located)
        row_warn(r, "no place at latitude '%.*s', longitude '%.*s'", (int)(y.len < 20 ? y.len : 20),
                 y.at, (int)(x.len < 20 ? x.len : 20), x.at);
}

/* Numbers keep their order, so that rows that come in order are also stored in order. */
uint64_t row_number_key(text kind, text id, uint64_t number) {
    bool is_plain = id.at[0] != '0' && number <= (uint64_t)1 << (ID_BITS - 1);
    return is_plain ? hash_text(kind) << ID_BITS | number
                    : hash_mix(hash_text(kind), hash_text(id));
}

uint64_t row_key(text kind, text id) {
    uint64_t number;
    return text_number(id, UINT64_MAX, &number) ? row_number_key(kind, id, number)
                                                : hash_mix(hash_text(kind), hash_text(id));
}

/* ---- sides ---- */

const struct known_side *row_side(reading *r, uint64_t key) {
    uint32_t row;
    return map_get(&r->memory.rows, key, &row) ? &r->memory.sides[row] : NULL;
}

const struct known_side *row_remember(reading *r, uint64_t key, text code, bool is_unknown) {
    side_memory *m = &r->memory;
    m->arena.limit = SIDES_MEMORY;
    struct known_side *s = ARENA_PUSH(&m->arena, m->sides, m->n, m->cap);
    text copy = arena_text(&m->arena, code);
    if (!s || !copy.at || !map_put(&m->rows, &m->arena, key, m->n - 1))
        return NULL;
    *s = (struct known_side){ copy, is_unknown };
    return s;
}

text row_sector(const reading *r, text list, char separator) {
    int best = TERMS_ROLES_MOST;
    text item;
    while (source_item(&list, separator, &item)) {
        int role = terms_role(r->terms, item);
        if (role >= 0 && role < best)
            best = role;
    }
    return best < r->terms->n_roles ? r->terms->roles[best].sector : (text){ "", 0 };
}

/* ---- a row ---- */

/* Rows that are not UTF-8 are read as what their bytes speak for; the copy is in work. */
static bool mend_charset(reading *r, text *row) {
    text t = *row;
    if (utf8_check(t) == t.len)
        return true;
    const char *name = encoding_guess(t);
    buffer_clear(&r->work);
    if (encoding_decode(&r->work, t, name) == SIZE_MAX)
        utf8_mend(&r->work, t);
    row_warn(r, "not UTF-8: read as %s", name);
    *row = buffer_view(&r->work);
    return !r->work.failed;
}

/* The fields in the layout's order. A row that stands so already is borrowed. */
static void set_canonical(reading *r, text row) {
    int slots = layout_slots(r->shape.layout), field = 0;
    if (r->shape.is_canonical) {
        r->canonical = row;
        return;
    }
    buffer_clear(&r->row);
    for (int c = 0; c < slots; c++) {
        if (!layout_writes(r->shape.layout, c))
            continue;
        if (field++)
            buffer_byte(&r->row, '\t');
        text t = r->shape.at[c] < 0 ? (text){ "", 0 } : row_fields_at(&r->fields, r->shape.at[c]);
        for (size_t i = 0; i < t.len; i++)
            buffer_byte(&r->row,
                        t.at[i] == '\t' || t.at[i] == '\n' || t.at[i] == '\r' ? ' ' : t.at[i]);
    }
    r->canonical = buffer_view(&r->row);
}

/* Forgets the sides when they are too many; between rows, for a row borrows from them. */
static void make_room(reading *r) {
    if (r->memory.n < SIDES_KEPT && !r->memory.arena.over_limit)
        return;
    arena_free(&r->memory.arena);
    r->memory = (side_memory){ .n = 0 };
}

static bool read_fields(reading *r) {
    static bool (*const readers[LAYOUTS])(reading *) = {
        [LAYOUT_GDELT1] = gdelt_read, [LAYOUT_GDELT2] = gdelt_read,
        [LAYOUT_ICEWS] = icews_read,  [LAYOUT_POLECAT] = polecat_read,
        [LAYOUT_ACLED] = acled_read,  [LAYOUT_PHOENIX] = phoenix_read,
    };
    static const coded nothing = { // a missing text is the empty text, never NULL
                                   .id = { "", 0 },
                                   .actor = { "", 0 },
                                   .recipient = { "", 0 },
                                   .actor_text = { "", 0 },
                                   .recipient_text = { "", 0 },
                                   .article = { "", 0 },
                                   .outlet = { "", 0 },
                                   .url = { "", 0 },
                                   .title = { "", 0 },
                                   .sentence = { "", 0 },
                                   .place = { "", 0 },
                                   .country = { "", 0 },
                                   .counts = { "", 0 },
                                   .code = { "", 0 },
                                   .reports = 1,
                                   .sources = 1
    };
    r->coded = nothing;
    buffer_clear(&r->words);
    make_room(r);
    return readers[r->shape.layout](r);
}

row_result row_read(reading *r, text row) {
    bool open;
    buffer_clear(&r->warning);
    if (text_ends(row, TEXT("\r")))
        row.len--;
    if (text_trim(row).len == 0)
        return ROW_EMPTY;
    if (!mend_charset(r, &row))
        return ROW_BAD;
    layout_split(&r->shape, row, &r->unquoted, &r->fields, &open);
    if (open)
        return ROW_OPEN;
    if (r->fields.n != r->shape.n_fields) {
        row_bad(r, "%d fields where %d are expected", r->fields.n, r->shape.n_fields);
        return ROW_BAD;
    }
    if (!read_fields(r))
        return ROW_BAD;
    set_canonical(r, row);
    return ROW_GOOD;
}

bool reading_failed(const reading *r) {
    return r->row.failed || r->words.failed || r->why.failed || r->warning.failed ||
           r->work.failed || r->unquoted.failed || r->memory.arena.failed;
}

void reading_close(reading *r) {
    arena_free(&r->memory.arena);
    buffer_free(&r->why);
    buffer_free(&r->warning);
    buffer_free(&r->work);
    buffer_free(&r->unquoted);
    buffer_free(&r->row);
    buffer_free(&r->words);
}
