/* layouts.c - events in the terms of the layouts. */
#include "run/layouts.h"

#include "base/hash.h"

layout layout_of_format(uh_format format) {
    switch ((int)format) {
    case UH_GDELT:
        return LAYOUT_GDELT2;
    case UH_GDELT1:
        return LAYOUT_GDELT1;
    case UH_ICEWS:
        return LAYOUT_ICEWS;
    case UH_POLECAT:
        return LAYOUT_POLECAT;
    default:
        return LAYOUT_NONE;
    }
}

coded coded_of_event(const event_row *e, layout original, char id[LAYOUT_ID]) {
    const report_row *r = &e->face;
    hash_hex(e->key, id);
    return (coded){ .key = e->key,
                    .id = text_of(id),
                    .type = r->type,
                    .mode = r->mode,
                    .status = r->status,
                    .contexts = r->contexts,
                    .when = r->when,
                    .published = r->page.published,
                    .actor = r->actor,
                    .recipient = r->recipient,
                    .actor_text = r->actor_text,
                    .recipient_text = r->recipient_text,
                    .article = r->page.own_id,
                    .outlet = r->page.outlet,
                    .url = r->page.url,
                    .title = r->page.title,
                    .sentence = r->sentence,
                    .place = r->place,
                    .country = r->country,
                    .located = r->located,
                    .latitude = r->latitude,
                    .longitude = r->longitude,
                    .intensity = r->intensity,
                    .reports = e->reports,
                    .sources = e->sources,
                    .counts = r->counts,
                    .code = original ? r->trigger : (text){ "", 0 } };
}

/* Joins a list in words; where it starts is kept, for words may move. */
static size_t join(buffer *words, const text *items, size_t n, char between) {
    size_t start = words->len;
    for (size_t i = 0; i < n; i++) {
        if (i)
            buffer_byte(words, between);
        buffer_text(words, items[i]);
    }
    return start;
}

static uint64_t key_of(const doc *d, const event *e) {
    uint64_t key = hash_mix(hash_text(d->page.outlet), hash_text(d->page.id));
    uint32_t at = e->trigger < d->n_tokens ? d->tokens[e->trigger].start : e->trigger;
    key = hash_mix(hash_mix(key, at), (uint64_t)e->type << 8 | e->mode);
    for (int i = 0; i < e->actor.n_codes; i++)
        key = hash_mix(key, hash_text(e->actor.codes[i]));
    for (int i = 0; i < e->recipient.n_codes; i++)
        key = hash_mix(key, hash_text(e->recipient.codes[i]));
    return key;
}

coded coded_of_document(const doc *d, uint32_t number, buffer *words, char id[LAYOUT_ID]) {
    const event *e = &d->events[number];
    const sentence *s = &d->sentences[e->sentence];
    size_t starts[5];
    buffer_clear(words);
    starts[0] = join(words, e->actor.codes, e->actor.n_codes, ' ');
    starts[1] = join(words, e->recipient.codes, e->recipient.n_codes, ' ');
    starts[2] = join(words, e->actor.words, e->actor.n_words, '\n');
    starts[3] = join(words, e->recipient.words, e->recipient.n_words, '\n');
    starts[4] = words->len;
    text all = buffer_view(words), lists[4];
    for (int i = 0; i < 4; i++)
        lists[i] = text_cut(all, starts[i], starts[i + 1]);
    coded c = { .key = key_of(d, e),
                .type = (event_type)e->type,
                .mode = e->mode,
                .status = (event_status)e->status,
                .contexts = e->contexts,
                .when = e->when,
                .published = d->article.published,
                .actor = lists[0],
                .recipient = lists[1],
                .actor_text = lists[2],
                .recipient_text = lists[3],
                .article = d->page.id,
                .outlet = d->article.site.len ? d->article.site : d->page.outlet,
                .url = d->article.canonical.len ? d->article.canonical : d->page.url,
                .title = d->article.title,
                .sentence = doc_text(d, s->start, s->end),
                .place = e->place,
                .country = e->place_code,
                .located = e->latitude != 0 || e->longitude != 0,
                .latitude = (double)e->latitude,
                .longitude = (double)e->longitude,
                .intensity = (double)e->intensity,
                .reports = 1,
                .sources = 1 };
    hash_hex(c.key, id);
    c.id = text_of(id);
    return c;
}
