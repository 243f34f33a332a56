/* tuple.c - rows of imported events, as load.c's SQL would write them. */
#include "store/tuple.h"
#include "store/btree.h"

#include "doc/doc.h"

#include <assert.h>

enum {
    ZERO = 8,       // 0 and 1 are kinds of their own
    TEXT_KIND = 13, // of a text of no bytes; a byte more is two more
    NUMBER_BITS = 64,
};

/* Columns of the tables. */
enum {
    REPORT_COLUMNS = 27,
    EVENT_COLUMNS = 10,
    ORIGINAL_COLUMNS = 3,
    DOCUMENT_COLUMNS = 21,
    SENTENCE_COLUMNS = 11,
};

/* ---- a row ---- */

/* Its columns are put in order into memory that the caller holds. The head, which says how long it
 * is and what the columns are, comes first: its length must be known before. */
typedef struct row_out {
    uint8_t *start, *kind, *end; // where the next kind and the next value go
} row_out;

/* Bytes that the kind of a text takes beyond the one that every column has. */
static size_t more_of(text t) {
    enum { ONE = (128 - TEXT_KIND) / 2, TWO = (16384 - TEXT_KIND) / 2 };
    return t.len <= ONE ? 0 : t.len <= TWO ? 1 : t.len < 1 << 20 ? 2 : 3;
}

static void row_start(row_out *r, uint8_t *room, int n_columns, size_t more) {
    size_t head = 1 + (size_t)n_columns + more;
    assert(head < 128); // else its length would take two bytes
    room[0] = (uint8_t)head;
    *r = (row_out){ room, room + 1, room + head };
}

static void row_null(row_out *r) {
    *r->kind++ = 0;
}

/* Writes eight bytes: what a shorter number leaves of them the next column overwrites. */
static void put_eight(uint8_t *at, uint64_t number) {
    at[0] = (uint8_t)(number >> 56);
    at[1] = (uint8_t)(number >> 48);
    at[2] = (uint8_t)(number >> 40);
    at[3] = (uint8_t)(number >> 32);
    at[4] = (uint8_t)(number >> 24);
    at[5] = (uint8_t)(number >> 16);
    at[6] = (uint8_t)(number >> 8);
    at[7] = (uint8_t)number;
}

/* What a number of so many bits is kept as. */
#define EIGHT_OF(kind) kind, kind, kind, kind, kind, kind, kind, kind
static const uint8_t kind_of_bits[NUMBER_BITS] = { EIGHT_OF(1), EIGHT_OF(2), EIGHT_OF(3),
                                                   EIGHT_OF(4), EIGHT_OF(5), EIGHT_OF(5),
                                                   EIGHT_OF(6), EIGHT_OF(6) };

/* In line, for it is called for dozens of columns of a row. */
static inline __attribute__((always_inline)) void row_number(row_out *r, int64_t number) {
    static const uint8_t bytes[] = { 0, 1, 2, 3, 4, 6, 8 };
    uint64_t size = (uint64_t)(number < 0 ? ~number : number);
    if (number == 0 || number == 1) {
        *r->kind++ = (uint8_t)(ZERO + number);
        return;
    }
    uint8_t kind = kind_of_bits[NUMBER_BITS - __builtin_clzll(size | 1)];
    put_eight(r->end, (uint64_t)number << (NUMBER_BITS - 8 * bytes[kind]));
    r->end += bytes[kind];
    *r->kind++ = kind;
}

/* The same of a number below 128, as most are, without asking for its size. */
static inline void row_small(row_out *r, int number) {
    assert(number >= 0 && number < 128);
    bool is_kept = number > 1;
    *r->end = (uint8_t)number;
    r->end += is_kept;
    *r->kind++ = (uint8_t)(is_kept ? 1 : ZERO + number);
}

static void row_text(row_out *r, text t) {
    if (t.len)
        memcpy(r->end, t.at, t.len);
    r->end += t.len;
    r->kind += btree_varint(r->kind, TEXT_KIND + 2 * (uint64_t)t.len);
}

static uint32_t row_end(const row_out *r) {
    assert(r->kind == r->start + r->start[0]);
    return (uint32_t)(r->end - r->start);
}

/* ---- columns ---- */

static void put_key_of(row_out *r, uint64_t key) {
    row_number(r, key_to_number(key));
}

static void put_day(row_out *r, date d) {
    if (d.precision)
        row_number(r, d.day);
    else
        row_null(r);
}

static void put_degrees(row_out *r, bool located, double degrees) {
    if (located)
        row_number(r, in_parts(degrees, DEGREE));
    else
        row_null(r);
}

/* ---- tables ---- */

uint32_t tuple_report(uint8_t *room, const batch_row *b, int64_t rule, int64_t why) {
    row_out r;
    const coded *c = b->c;
    size_t more = more_of(c->code) + more_of(c->actor) + more_of(c->recipient) +
                  more_of(c->actor_text) + more_of(c->recipient_text) + more_of(c->place) +
                  more_of(c->country) + more_of(c->counts);
    row_start(&r, room, REPORT_COLUMNS, more);
    row_null(&r); // id: the row's number
    put_key_of(&r, c->key);
    row_number(&r, b->id); // event
    row_number(&r, b->words);
    row_small(&r, (int)c->type);
    row_small(&r, c->mode);
    row_small(&r, (int)c->status);
    put_key_of(&r, c->contexts);
    put_day(&r, c->when);
    row_small(&r, (int)c->when.precision);
    row_number(&r, in_parts(c->intensity, POINT));
    row_small(&r, 0); // score
    row_small(&r, 0); // start
    row_text(&r, c->code);
    row_text(&r, c->actor);
    row_text(&r, c->recipient);
    row_text(&r, c->actor_text);
    row_text(&r, c->recipient_text);
    row_null(&r); // source
    row_text(&r, c->place);
    row_text(&r, c->country);
    put_degrees(&r, c->located, c->latitude);
    put_degrees(&r, c->located, c->longitude);
    row_text(&r, c->counts);
    row_number(&r, rule);
    row_number(&r, why);
    row_text(&r, (text){ "", 0 }); // entries
    return row_end(&r);
}

uint32_t tuple_event(uint8_t *room, const batch_row *b) {
    row_out r;
    const coded *c = b->c;
    row_start(&r, room, EVENT_COLUMNS, 0);
    row_null(&r); // id
    put_key_of(&r, c->key);
    row_null(&r); // face
    row_number(&r, day_of_event(c->when));
    row_small(&r, (int)c->type);
    row_small(&r, (int)c->status);
    row_number(&r, c->reports);
    row_small(&r, 1); // outlets
    row_number(&r, c->sources);
    row_small(&r, 0); // rejected
    return row_end(&r);
}

uint32_t tuple_original(uint8_t *room, const batch_row *b) {
    row_out r;
    row_start(&r, room, ORIGINAL_COLUMNS, more_of(b->original));
    row_null(&r); // report
    row_small(&r, (int)b->layout);
    row_text(&r, b->original);
    return row_end(&r);
}

uint32_t tuple_document(uint8_t *room, const batch_article *a, int64_t model) {
    row_out r;
    row_start(&r, room, DOCUMENT_COLUMNS, more_of(a->own_id) + more_of(a->url) + more_of(a->title));
    row_null(&r); // id
    put_key_of(&r, a->key);
    row_number(&r, handle_mark(a->key)); // name
    row_number(&r, model);
    row_text(&r, a->own_id);
    row_number(&r, a->outlet);
    row_number(&r, a->container);
    row_number(&r, (int64_t)a->offset);
    row_number(&r, a->line);
    row_small(&r, MEDIA_CODED);
    row_small(&r, 0); // bytes
    put_day(&r, a->published);
    row_number(&r, a->published.second);
    row_small(&r, (int)a->published.precision);
    row_small(&r, 1); // article
    row_small(&r, 0); // sentences
    row_text(&r, a->url);
    row_text(&r, a->title);
    row_text(&r, (text){ "", 0 }); // language
    row_null(&r);                  // first
    row_null(&r);                  // kept
    return row_end(&r);
}

uint32_t tuple_empty_sentence(uint8_t *room, int64_t document) {
    row_out r;
    row_start(&r, room, SENTENCE_COLUMNS, 0);
    row_null(&r); // id
    row_number(&r, document);
    row_small(&r, 0); // role
    row_null(&r);     // why
    row_small(&r, 0); // start
    row_small(&r, 0); // end
    row_small(&r, 0); // back
    row_small(&r, 0); // at
    row_small(&r, 0); // bytes
    row_text(&r, (text){ "", 0 });
    row_null(&r); // source
    return row_end(&r);
}

uint32_t tuple_name(uint8_t *room, text name, bool is_marked) {
    row_out r;
    row_start(&r, room, 2 + is_marked, more_of(name));
    row_null(&r); // id
    row_text(&r, name);
    if (is_marked)
        row_number(&r, handle_mark(hash_text(name)));
    return row_end(&r);
}

/* ---- indexes ---- */

uint32_t tuple_numbers(uint8_t *room, const int64_t *numbers, int n) {
    row_out r;
    row_start(&r, room, n, 0);
    for (int i = 0; i < n; i++)
        row_number(&r, numbers[i]);
    return row_end(&r);
}

uint32_t tuple_day(uint8_t *room, const int64_t *day, int64_t id) {
    row_out r;
    row_start(&r, room, 2, 0);
    if (day)
        row_number(&r, *day);
    else
        row_null(&r);
    row_number(&r, id);
    return row_end(&r);
}

uint32_t tuple_by_name(uint8_t *room, text name, int64_t id) {
    row_out r;
    row_start(&r, room, 2, more_of(name));
    row_text(&r, name);
    row_number(&r, id);
    return row_end(&r);
}
