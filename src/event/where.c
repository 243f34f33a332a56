/* where.c - the place of an event. */
#include "event/where.h"

#include "event/side.h"

enum { REACH = 4 };

static bool is_place_phrase(int p) {
    return p == P_IN || p == P_AT || p == P_NEAR || p == P_ACROSS || p == P_AROUND ||
           p == P_OUTSIDE || p == P_INSIDE || p == P_WITHIN || p == P_THROUGHOUT || p == P_OFF ||
           p == P_ALONG;
}

static bool is_place(const hit *h) {
    return h && (h->kind == ACTOR_CITY || h->kind == ACTOR_PLACE || h->kind == ACTOR_SEAT ||
                 h->kind == ACTOR_COUNTRY);
}

static bool in_reach(const coder *c, int32_t i, int32_t top) {
    for (int step = 0; i >= 0 && step < REACH; step++, i = c->tree.at[i].head)
        if (i == top)
            return true;
    return false;
}

/* A meaning of the name with coordinates, of the same country. */
static const meaning *located(const coder *c, const hit *h) {
    for (uint32_t i = h->actor; i != NO_ACTOR; i = c->actors->items[i].next) {
        const meaning *m = &c->actors->items[i];
        if (m->kind == ACTOR_PLACE && text_equal(actor_text(c->actors, m->code), h->code))
            return m;
    }
    return NULL;
}

void where_write(coder *c, const draft *d, event *e) {
    int32_t best = -1;
    for (int32_t i = 0; i < c->tree.n; i++) {
        const node *n = &c->tree.at[i];
        if ((n->main != REL_OBL && n->main != REL_NMOD) || !is_place(side_hit(c, i)) ||
            !is_place_phrase(tree_preposition(&c->tree, i)))
            continue;
        if (!in_reach(c, i, d->verb) && !in_reach(c, i, d->trigger))
            continue;
        bool city = side_hit(c, i)->kind != ACTOR_COUNTRY;
        if (best < 0 || (city && side_hit(c, best)->kind == ACTOR_COUNTRY))
            best = i;
    }
    if (best < 0)
        return;
    const hit *h = side_hit(c, best);
    e->place = doc_text(c->doc, c->doc->tokens[h->first].start, c->doc->tokens[h->last].end);
    e->place_code = text_cut(h->code, 0, h->code.len < 3 ? h->code.len : 3);
    const meaning *m = located(c, h);
    if (m) {
        e->latitude = m->latitude;
        e->longitude = m->longitude;
    }
}
