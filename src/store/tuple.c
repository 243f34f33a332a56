/* tuple.c - rows of imported events, as load.c's SQL would write them. */
#include "store/tuple.h"
#include "store/cell.h"

#include "doc/doc.h"

/* Columns of the tables. */
enum {
    REPORT_COLUMNS = 27,
    EVENT_COLUMNS = 10,
    ORIGINAL_COLUMNS = 3,
    DOCUMENT_COLUMNS = 21,
    SENTENCE_COLUMNS = 11,
};

/* ---- columns ---- */

static void put_key_of(cell_out *r, uint64_t key) {
    cell_number(r, key_to_number(key));
}

static void put_day(cell_out *r, date d) {
    if (d.precision)
        cell_number(r, d.day);
    else
        cell_null(r);
}

static void put_degrees(cell_out *r, bool located, double degrees) {
    if (located)
        cell_number(r, in_parts(degrees, DEGREE));
    else
        cell_null(r);
}

/* ---- tables ---- */

uint32_t tuple_report(uint8_t *room, const batch_row *b, int64_t rule, int64_t why) {
    cell_out r;
    const coded *c = b->c;
    size_t more = cell_more(c->code) + cell_more(c->actor) + cell_more(c->recipient) +
                  cell_more(c->actor_text) + cell_more(c->recipient_text) + cell_more(c->place) +
                  cell_more(c->country) + cell_more(c->counts);
    cell_start(&r, room, REPORT_COLUMNS, more);
    cell_null(&r); // id: the row's number
    put_key_of(&r, c->key);
    cell_number(&r, b->id); // event
    cell_number(&r, b->words);
    cell_small(&r, (int)c->type);
    cell_small(&r, c->mode);
    cell_small(&r, (int)c->status);
    put_key_of(&r, c->contexts);
    put_day(&r, c->when);
    cell_small(&r, (int)c->when.precision);
    cell_number(&r, in_parts(c->intensity, POINT));
    cell_small(&r, 0); // score
    cell_small(&r, 0); // start
    cell_text(&r, c->code);
    cell_text(&r, c->actor);
    cell_text(&r, c->recipient);
    cell_text(&r, c->actor_text);
    cell_text(&r, c->recipient_text);
    cell_null(&r); // source
    cell_text(&r, c->place);
    cell_text(&r, c->country);
    put_degrees(&r, c->located, c->latitude);
    put_degrees(&r, c->located, c->longitude);
    cell_text(&r, c->counts);
    cell_number(&r, rule);
    cell_number(&r, why);
    cell_text(&r, (text){ "", 0 }); // entries
    return cell_end(&r);
}

uint32_t tuple_event(uint8_t *room, const batch_row *b) {
    cell_out r;
    const coded *c = b->c;
    cell_start(&r, room, EVENT_COLUMNS, 0);
    cell_null(&r); // id
    put_key_of(&r, c->key);
    cell_null(&r); // face
    cell_number(&r, day_of_event(c->when));
    cell_small(&r, (int)c->type);
    cell_small(&r, (int)c->status);
    cell_number(&r, c->reports);
    cell_small(&r, 1); // outlets
    cell_number(&r, c->sources);
    cell_small(&r, 0); // rejected
    return cell_end(&r);
}

uint32_t tuple_original(uint8_t *room, const batch_row *b) {
    cell_out r;
    cell_start(&r, room, ORIGINAL_COLUMNS, cell_more(b->original));
    cell_null(&r); // report
    cell_small(&r, (int)b->layout);
    cell_text(&r, b->original);
    return cell_end(&r);
}

uint32_t tuple_document(uint8_t *room, const batch_article *a, int64_t model) {
    cell_out r;
    cell_start(&r, room, DOCUMENT_COLUMNS,
               cell_more(a->own_id) + cell_more(a->url) + cell_more(a->title));
    cell_null(&r); // id
    put_key_of(&r, a->key);
    cell_number(&r, handle_mark(a->key)); // name
    cell_number(&r, model);
    cell_text(&r, a->own_id);
    cell_number(&r, a->outlet);
    cell_number(&r, a->container);
    cell_number(&r, (int64_t)a->offset);
    cell_number(&r, a->line);
    cell_small(&r, MEDIA_CODED);
    cell_small(&r, 0); // bytes
    put_day(&r, a->published);
    cell_number(&r, a->published.second);
    cell_small(&r, (int)a->published.precision);
    cell_small(&r, 1); // article
    cell_small(&r, 0); // sentences
    cell_text(&r, a->url);
    cell_text(&r, a->title);
    cell_text(&r, (text){ "", 0 }); // language
    cell_null(&r);                  // first
    cell_null(&r);                  // kept
    return cell_end(&r);
}

uint32_t tuple_empty_sentence(uint8_t *room, int64_t document) {
    cell_out r;
    cell_start(&r, room, SENTENCE_COLUMNS, 0);
    cell_null(&r); // id
    cell_number(&r, document);
    cell_small(&r, 0); // role
    cell_null(&r);     // why
    cell_small(&r, 0); // start
    cell_small(&r, 0); // end
    cell_small(&r, 0); // back
    cell_small(&r, 0); // at
    cell_small(&r, 0); // bytes
    cell_text(&r, (text){ "", 0 });
    cell_null(&r); // source
    return cell_end(&r);
}

uint32_t tuple_name(uint8_t *room, text name, bool is_marked) {
    cell_out r;
    cell_start(&r, room, 2 + is_marked, cell_more(name));
    cell_null(&r); // id
    cell_text(&r, name);
    if (is_marked)
        cell_number(&r, handle_mark(hash_text(name)));
    return cell_end(&r);
}

/* ---- indexes ---- */

uint32_t tuple_by_number(uint8_t *room, int64_t number, int64_t id) {
    cell_out r;
    cell_start(&r, room, 2, 0);
    cell_number(&r, number);
    cell_number(&r, id);
    return cell_end(&r);
}

uint32_t tuple_by_name(uint8_t *room, text name, int64_t id) {
    cell_out r;
    cell_start(&r, room, 2, cell_more(name));
    cell_text(&r, name);
    cell_number(&r, id);
    return cell_end(&r);
}
