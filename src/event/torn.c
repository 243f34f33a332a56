/* torn.c - names that the page tore. */
#include "event/torn.h"

#include <limits.h>
#include <string.h>

/* The days in which the article can have been written: its own, or those in which all statesmen it
 * names were in some office. */
typedef struct window {
    int32_t from, to;
} window;

static void widen(const coder *c, uint32_t actor, window *span) {
    const meaning *first = &c->actors->items[actor];
    for (uint32_t i = actor; i != NO_ACTOR; i = c->actors->items[i].next) {
        const meaning *m = &c->actors->items[i];
        if (m->name != first->name)
            continue;
        span->from = m->from < span->from ? m->from : span->from;
        span->to = m->to > span->to ? m->to : span->to;
    }
}

static window article_window(const coder *c) {
    window w = { INT32_MIN, INT32_MAX };
    if (c->day != INT32_MIN)
        return (window){ c->day, c->day };
    for (uint32_t i = 0; i < c->names->n; i++) {
        const hit *h = &c->names->hits[i];
        if (h->kind != ACTOR_LEADER)
            continue;
        window span = { INT32_MAX, INT32_MIN };
        widen(c, h->actor, &span);
        window both = { span.from > w.from ? span.from : w.from, span.to < w.to ? span.to : w.to };
        if (both.from <= both.to) // one who was never in office with the others tells nothing
            w = both;
    }
    return w;
}

static bool begins_with_name(text full, text given) {
    return full.len > given.len + 1 && text_starts(full, given) && full.at[given.len] == ' ';
}

/* The one statesman of the article's countries and time with this given name. */
static uint32_t candidate(const coder *c, text given, window w) {
    uint32_t found = NO_ACTOR;
    for (uint32_t i = 0; i < c->actors->n; i++) {
        const meaning *m = &c->actors->items[i];
        if (m->kind != ACTOR_LEADER || m->sector != SECTOR_GOV || m->from > w.to ||
            m->to < w.from || !begins_with_name(actor_text(c->actors, m->name), given) ||
            !gazette_has_country(c->names, actor_text(c->actors, m->code)))
            continue;
        if (found != NO_ACTOR && c->actors->items[found].name != m->name)
            return NO_ACTOR;
        found = found == NO_ACTOR ? i : found;
    }
    return found;
}

static bool insert_hit(coder *c, hit h) {
    hit *room = ARENA_PUSH(c->arena, c->names->hits, c->names->n, c->names->cap);
    if (!room)
        return false;
    uint32_t at = c->names->n - 1;
    while (at > 0 && c->names->hits[at - 1].first > h.first) {
        c->names->hits[at] = c->names->hits[at - 1];
        at--;
    }
    c->names->hits[at] = h;
    return true;
}

static bool is_taken(const coder *c, uint32_t token_) {
    for (uint32_t i = 0; i < c->names->n; i++)
        if (c->names->hits[i].first <= token_ && token_ <= c->names->hits[i].last)
            return true;
    return false;
}

static bool complete(coder *c, uint32_t s, uint32_t i, window w) {
    text form = doc_form(c->doc, &c->doc->tokens[i]);
    if (form.len < 3 || !is_upper((unsigned char)form.at[0]) || is_taken(c, i))
        return true;
    uint32_t actor = candidate(c, form, w);
    if (actor == NO_ACTOR)
        return true;
    const meaning *m = &c->actors->items[actor];
    return insert_hit(c, (hit){ .sentence = s,
                                .first = i,
                                .last = i,
                                .actor = actor,
                                .code = actor_text(c->actors, m->code),
                                .kind = ACTOR_LEADER,
                                .sector = m->sector,
                                .torn = true });
}

bool torn_any(const doc *d) {
    for (uint32_t i = 0; i < d->n_damages; i++)
        if (d->damages[i].kind == DAMAGE_MISSING_NAME)
            return true;
    return false;
}

bool torn_complete(coder *c) {
    if (!torn_any(c->doc))
        return true;
    window w = article_window(c);
    for (uint32_t s = 0; s < c->doc->n_sentences; s++) {
        const sentence *in = &c->doc->sentences[s];
        for (uint32_t k = 0; k < c->doc->n_damages; k++) {
            const damage *d = &c->doc->damages[k];
            if (d->kind != DAMAGE_MISSING_NAME || d->start < in->start || d->start >= in->end)
                continue;
            for (uint32_t i = in->first; i < in->first + in->n_tokens; i++)
                if (c->doc->tokens[i].start == d->start && !complete(c, s, i, w))
                    return false;
        }
    }
    return true;
}
