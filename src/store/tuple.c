/* tuple.c - rows of imported events, as import.c's SQL would write them. */
#include "store/tuple.h"
#include "store/btree.h"

#include "doc/doc.h"

enum {
    DEGREE = 10000,  // parts of it that are kept
    INTENSITY = 100, // the same of a point
    COLUMNS_MOST = 32,
    HEAD_ROOM = 192, // bytes of a row's head: its length and a kind a column
};

/* ---- numbers ---- */

static void put_big(uint8_t *at, uint64_t number, int bytes) {
    for (int i = bytes - 1; i >= 0; i--, number >>= 8)
        at[i] = (uint8_t)number;
}

/* ---- a row ---- */

/* Its columns are put in order into memory that the caller holds: the values behind room for the
 * head, which says what they are. */
typedef struct row_out {
    uint8_t *at, *end; // of the values
    uint8_t *start;
    uint32_t kinds[COLUMNS_MOST];
    int n;
} row_out;

static void row_start(row_out *r, uint8_t *room) {
    r->start = room;
    r->at = r->end = room + HEAD_ROOM;
    r->n = 0;
}

static void row_null(row_out *r) {
    r->kinds[r->n++] = 0;
}

static void row_number(row_out *r, int64_t number) {
    static const uint8_t bytes[] = { 0, 1, 2, 3, 4, 6, 8 };
    uint64_t size = (uint64_t)(number < 0 ? ~number : number);
    uint32_t kind;
    if (size < 2 && number >= 0) {
        r->kinds[r->n++] = 8 + (uint32_t)number;
        return;
    }
    kind = size < 1u << 7    ? 1
           : size < 1u << 15 ? 2
           : size < 1u << 23 ? 3
           : size < 1u << 31 ? 4
           : size >> 47 == 0 ? 5
                             : 6;
    put_big(r->end, (uint64_t)number, bytes[kind]);
    r->end += bytes[kind];
    r->kinds[r->n++] = kind;
}

static void row_text(row_out *r, text t) {
    if (t.len)
        memcpy(r->end, t.at, t.len);
    r->end += t.len;
    r->kinds[r->n++] = 13 + 2 * (uint32_t)t.len;
}

static uint32_t row_end(row_out *r) {
    uint8_t head[HEAD_ROOM];
    size_t n = 1, n_values = (size_t)(r->end - r->at);
    for (int i = 0; i < r->n; i++)
        n += (size_t)btree_varint(head + n, r->kinds[i]);
    if (n < 128) {
        head[0] = (uint8_t)n;
        memcpy(r->start, head, n);
    } else { // its own length takes two bytes
        btree_varint(r->start, ++n);
        memcpy(r->start + 2, head + 1, n - 2);
    }
    memmove(r->start + n, r->at, n_values);
    return (uint32_t)(n + n_values);
}

/* ---- columns ---- */

static int64_t scaled(double value, double by) {
    double x = value * by;
    return (int64_t)(x < 0 ? x - 0.5 : x + 0.5);
}

static void put_key_of(row_out *r, uint64_t key) {
    int64_t number;
    memcpy(&number, &key, sizeof number);
    row_number(r, number);
}

static void put_day(row_out *r, date d) {
    if (d.precision)
        row_number(r, d.day);
    else
        row_null(r);
}

static void put_degrees(row_out *r, bool located, double degrees) {
    if (located)
        row_number(r, scaled(degrees, DEGREE));
    else
        row_null(r);
}

/* ---- tables ---- */

uint32_t tuple_report(uint8_t *room, const batch_row *b, int64_t rule, int64_t why) {
    row_out r;
    const coded *c = &b->c;
    row_start(&r, room);
    row_null(&r); // id: the row's number
    put_key_of(&r, c->key);
    row_number(&r, b->id); // event
    row_number(&r, b->words);
    row_number(&r, c->type);
    row_number(&r, c->mode);
    row_number(&r, c->status);
    put_key_of(&r, c->contexts);
    put_day(&r, c->when);
    row_number(&r, c->when.precision);
    row_number(&r, scaled(c->intensity, INTENSITY));
    row_number(&r, 0); // score
    row_number(&r, 0); // start
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
    const coded *c = &b->c;
    row_start(&r, room);
    row_null(&r); // id
    put_key_of(&r, c->key);
    row_null(&r); // face
    row_number(&r, c->when.precision ? c->when.day : DAY_UNKNOWN);
    row_number(&r, c->type);
    row_number(&r, c->status);
    row_number(&r, c->reports);
    row_number(&r, 1); // outlets
    row_number(&r, c->sources);
    row_number(&r, 0); // rejected
    return row_end(&r);
}

/* The longest row has the fewest columns: its head is known before its text is copied. */
uint32_t tuple_original(uint8_t *room, const batch_row *b) {
    enum { TINY = 1, TEXT_KIND = 13 }; // kinds: a number of one byte, a text of no bytes
    int n = 3 + btree_varint(room + 3, TEXT_KIND + 2 * (uint64_t)b->original.len);
    room[0] = (uint8_t)n;
    room[1] = 0; // report: the row's number
    room[2] = TINY;
    room[n] = (uint8_t)b->layout;
    if (b->original.len)
        memcpy(room + n + 1, b->original.at, b->original.len);
    return (uint32_t)n + 1 + (uint32_t)b->original.len;
}

uint32_t tuple_document(uint8_t *room, const batch_article *a, int64_t model) {
    row_out r;
    row_start(&r, room);
    row_null(&r); // id
    put_key_of(&r, a->key);
    row_number(&r, handle_mark(a->key)); // name
    row_number(&r, model);
    row_text(&r, a->own_id);
    row_number(&r, a->outlet);
    row_number(&r, a->container);
    row_number(&r, (int64_t)a->offset);
    row_number(&r, a->line);
    row_number(&r, MEDIA_CODED);
    row_number(&r, 0); // bytes
    put_day(&r, a->published);
    row_number(&r, a->published.second);
    row_number(&r, a->published.precision);
    row_number(&r, 1); // article
    row_number(&r, 0); // sentences
    row_text(&r, a->url);
    row_text(&r, a->title);
    row_text(&r, (text){ "", 0 }); // language
    row_null(&r);                  // first
    row_null(&r);                  // kept
    return row_end(&r);
}

uint32_t tuple_empty_sentence(uint8_t *room, int64_t document) {
    row_out r;
    row_start(&r, room);
    row_null(&r); // id
    row_number(&r, document);
    row_number(&r, 0); // role
    row_null(&r);      // why
    row_number(&r, 0); // start
    row_number(&r, 0); // end
    row_number(&r, 0); // back
    row_number(&r, 0); // at
    row_number(&r, 0); // bytes
    row_text(&r, (text){ "", 0 });
    row_null(&r); // source
    return row_end(&r);
}

uint32_t tuple_name(uint8_t *room, text name, bool is_marked) {
    row_out r;
    row_start(&r, room);
    row_null(&r); // id
    row_text(&r, name);
    if (is_marked)
        row_number(&r, handle_mark(hash_text(name)));
    return row_end(&r);
}

/* ---- indexes ---- */

uint32_t tuple_numbers(uint8_t *room, const int64_t *numbers, int n) {
    row_out r;
    row_start(&r, room);
    for (int i = 0; i < n; i++)
        row_number(&r, numbers[i]);
    return row_end(&r);
}

uint32_t tuple_day(uint8_t *room, const int64_t *day, int64_t id) {
    row_out r;
    row_start(&r, room);
    if (day)
        row_number(&r, *day);
    else
        row_null(&r);
    row_number(&r, id);
    return row_end(&r);
}

uint32_t tuple_by_name(uint8_t *room, text name, int64_t id) {
    row_out r;
    row_start(&r, room);
    row_text(&r, name);
    row_number(&r, id);
    return row_end(&r);
}
