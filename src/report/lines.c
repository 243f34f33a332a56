/* lines.c - JSON lines of documents. */
#include "report/lines.h"

#include "base/json.h"
#include "report/reasons.h"

enum { WEIGHT_DECIMALS = 2, SCORE_DECIMALS = 3, INTENSITY_DECIMALS = 1, PLACE_DECIMALS = 4 };

void lines_text(buffer *out, const char *key, text value) {
    if (value.len) {
        json_field(out, key, value);
        return;
    }
    json_key(out, key);
    buffer_string(out, "null");
}

void lines_texts(buffer *out, const char *key, const text *items, size_t n) {
    json_key(out, key);
    buffer_byte(out, '[');
    for (size_t i = 0; i < n; i++) {
        json_comma(out);
        json_string(out, items[i]);
    }
    buffer_byte(out, ']');
}

static void date_fields(buffer *out, date d) {
    char day[DATE_SIZE];
    date_write(d, day);
    lines_text(out, "date", text_of(day));
    lines_text(out, "date_precision", text_of(date_precision_name(d.precision)));
}

/* Commas stand by the byte before; an object in a list starts with its own. */
void lines_open_item(buffer *out) {
    json_comma(out);
    buffer_byte(out, '{');
}

void lines_open_list(buffer *out, const char *key) {
    json_key(out, key);
    buffer_byte(out, '[');
}

static void source_fields(buffer *out, const doc *d, uint32_t start, uint32_t end) {
    uint32_t source_start, source_end;
    doc_source_range(d, start, end, &source_start, &source_end);
    json_field_number(out, "start", source_start);
    json_field_number(out, "end", source_end);
}

static void kept_text(buffer *out, const doc *d) {
    buffer kept = { 0 };
    doc_kept_text(d, &kept);
    out->failed |= kept.failed;
    json_field(out, "text", buffer_view(&kept));
    buffer_free(&kept);
}

/* A page has hundreds of blocks: what is the same in all of them is written as it stands. */
static void block_fields(buffer *out, const doc *d, const block *b) {
    buffer_text(out, TEXT("{\"role\":\""));
    buffer_string(out, role_name((role)b->role));
    buffer_text(out, TEXT("\",\"text\":"));
    json_string(out, doc_block_text(d, b));
    buffer_text(out, b->kept ? TEXT(",\"kept\":true,\"why\":") : TEXT(",\"kept\":false,\"why\":"));
    json_string(out, b->why);
}

static void blocks(buffer *out, const doc *d, bool explain) {
    lines_open_list(out, "blocks");
    for (uint32_t i = 0; i < d->n_blocks; i++) {
        const block *b = &d->blocks[i];
        json_comma(out);
        block_fields(out, d, b);
        if (explain) {
            json_field_fixed(out, "weight", (double)b->weight, WEIGHT_DECIMALS);
            json_field_number(out, "start", b->source_start);
            json_field_number(out, "end", b->source_end);
        }
        buffer_byte(out, '}');
    }
    buffer_byte(out, ']');
}

static void damages(buffer *out, const doc *d, bool explain) {
    lines_open_list(out, "damage");
    for (uint32_t i = 0; i < d->n_damages; i++) {
        const damage *m = &d->damages[i];
        lines_open_item(out);
        json_field(out, "kind", text_of(damage_name((damage_kind)m->kind)));
        source_fields(out, d, m->start, m->end);
        if (explain) {
            json_field(out, "words", doc_text(d, m->start, m->end));
            json_field(out, "why", m->why);
        }
        buffer_byte(out, '}');
    }
    buffer_byte(out, ']');
}

static void notes(buffer *out, const doc *d) {
    lines_open_list(out, "notes");
    for (uint32_t i = 0; i < d->n_notes; i++) {
        json_comma(out);
        json_string(out, d->notes[i].message);
    }
    buffer_byte(out, ']');
}

void lines_read(buffer *out, const doc *d, bool explain) {
    const article *a = &d->article;
    char modified[DATE_SIZE];
    buffer_byte(out, '{');
    json_field(out, "id", d->page.id);
    lines_text(out, "url", a->canonical.len ? a->canonical : d->page.url);
    lines_text(out, "site", a->site.len ? a->site : d->page.outlet);
    lines_text(out, "title", a->title);
    lines_texts(out, "authors", a->authors, a->n_authors);
    date_fields(out, a->published);
    lines_text(out, "date_from", a->date_from);
    lines_text(out, "lang", a->language);
    date_write(a->modified, modified);
    lines_text(out, "modified", text_of(modified));
    lines_text(out, "section", a->section);
    lines_texts(out, "tags", a->tags, a->n_tags);
    lines_text(out, "image", a->image);
    lines_text(out, "licence", a->licence);
    json_field_bool(out, "paywalled", a->paywalled);
    kept_text(out, d);
    blocks(out, d, explain);
    damages(out, d, explain);
    notes(out, d);
    buffer_string(out, "}\n");
}

/* One code stands alone, several in a list, none is null. */
static void said_by_code(buffer *out, const side_list *s) {
    if (s->n_codes > 1)
        lines_texts(out, "said_by_code", s->codes, s->n_codes);
    else
        lines_text(out, "said_by_code", s->n_codes ? s->codes[0] : (text){ 0 });
}

static void contexts(buffer *out, uint64_t bits) {
    lines_open_list(out, "contexts");
    for (int i = 0; i < plover_contexts(); i++)
        if (bits >> i & 1) {
            json_comma(out);
            json_string(out, text_of(plover_context_name(i)));
        }
    buffer_byte(out, ']');
}

static void counts(buffer *out, const event *e) {
    lines_open_list(out, "counts");
    for (uint8_t i = 0; i < e->n_counts; i++) {
        lines_open_item(out);
        json_field(out, "of", text_of(count_name(e->counts[i].kind)));
        json_field_number(out, "value", e->counts[i].value);
        lines_text(out, "unit", e->counts[i].unit);
        buffer_byte(out, '}');
    }
    buffer_byte(out, ']');
}

static void explain_event(buffer *out, const event *e) {
    json_field(out, "why", e->why);
    lines_text(out, "place_code", e->place_code);
    if (e->latitude != 0 || e->longitude != 0) {
        json_field_fixed(out, "latitude", (double)e->latitude, PLACE_DECIMALS);
        json_field_fixed(out, "longitude", (double)e->longitude, PLACE_DECIMALS);
    }
    counts(out, e);
}

static void one_event(buffer *out, const doc *d, const event *e, bool explain) {
    const sentence *s = &d->sentences[e->sentence];
    event_type type = (event_type)e->type;
    lines_open_item(out);
    json_field(out, "type", text_of(plover_type_name(type)));
    lines_text(out, "mode", text_of(plover_mode_name(type, e->mode)));
    contexts(out, e->contexts);
    lines_texts(out, "actor", e->actor.codes, e->actor.n_codes);
    lines_texts(out, "recipient", e->recipient.codes, e->recipient.n_codes);
    lines_texts(out, "actor_text", e->actor.words, e->actor.n_words);
    lines_texts(out, "recipient_text", e->recipient.words, e->recipient.n_words);
    json_field(out, "trigger", doc_form(d, &d->tokens[e->trigger]));
    json_field(out, "status", text_of(plover_status_name((event_status)e->status)));
    lines_text(out, "said_by", e->said_by);
    said_by_code(out, &e->said_by_code);
    date_fields(out, e->when);
    lines_text(out, "place", e->place);
    json_field(out, "quad", text_of(plover_quad_name(plover_quad(type))));
    json_field_fixed(out, "intensity", (double)e->intensity, INTENSITY_DECIMALS);
    json_field_fixed(out, "score", (double)e->score, SCORE_DECIMALS);
    json_field(out, "rule", e->rule);
    json_field(out, "sentence", doc_text(d, s->start, s->end));
    source_fields(out, d, s->start, s->end);
    if (explain)
        explain_event(out, e);
    buffer_byte(out, '}');
}

void lines_code(buffer *out, const doc *d, bool explain) {
    char day[DATE_SIZE];
    date_write(d->article.published, day);
    buffer_byte(out, '{');
    json_field(out, "id", d->page.id);
    lines_text(out, "date", text_of(day));
    lines_open_list(out, "events");
    for (uint32_t i = 0; i < d->n_events; i++)
        one_event(out, d, &d->events[i], explain);
    buffer_byte(out, ']');
    if (explain)
        reasons_write(out, d);
    buffer_string(out, "}\n");
}
