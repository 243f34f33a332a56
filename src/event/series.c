/* series.c - who a phrase is with what is coordinated to it, counted or told by name behind it.
 * Declared in side.h. */
#include "event/draft.h"
#include "event/side.h"

enum { COUNTS_MOST = 3, STACK_MOST = 64 };

/* "German officials and soldiers": the country counts for both. */
static void share_country(side_array *out, side_array *more) {
    bool coded = false, sectored = false;
    for (uint32_t i = 0; i < more->n; i++) {
        coded |= more->at[i].code.len > 0;
        sectored |= more->at[i].sector != SECTOR_NONE;
    }
    if (out->n && !coded && sectored && out->at[0].code.len) {
        for (uint32_t i = 0; i < more->n; i++)
            more->at[i].code = draft_country(out->at[0].code);
    } else if (more->n && out->n && !out->at[0].code.len && more->at[0].code.len &&
               !is_body(more->at[0].code) && more->at[0].sector && out->at[0].sector) {
        out->at[0].code = draft_country(more->at[0].code);
    }
}

/* "US and British forces": what the second is a force or an office of, the first is too, where both
 * stand as adjectives; not "US and Kurdish forces". */
static void share_role(coder *c, int32_t h, int32_t i, side_array *out, const side_array *more) {
    const node *at = c->tree.at;
    int32_t adjective = h + 2;
    if (out->n != 1 || more->n != 1 || adjective >= i || at[i].xpos != XPOS_NNS ||
        at[h + 1].grammar != G_AND || !tree_under(&c->tree, adjective, i) ||
        (at[adjective].upos != UPOS_ADJ && (at[i].hit < 0 || at[adjective].hit != at[i].hit)) ||
        !is_acronym(tree_form(&c->tree, h)) || tree_has_main(&c->tree, h, REL_DET))
        return;
    uint8_t of = side_sector(&more->at[0]);
    if (out->at[0].kind != SIDE_COUNTRY || out->at[0].sector || !of || of == SECTOR_REB ||
        is_body(more->at[0].code))
        return;
    out->at[0].sector = of;
    out->at[0].kind = SIDE_ROLE;
}

/* "militant groups, including the Islamic State": one of them, told by name. */
static bool is_included(const coder *c, int32_t g, sides of) {
    if (c->tree.at[g].main != REL_NMOD || !of.n || of.at[0].owned ||
        of.at[0].sector == SECTOR_CVL || (of.at[0].code.len == 3 && !side_is_armed(&of.at[0])) ||
        (!side_is_political(&of.at[0]) && of.at[0].kind != SIDE_WEAK) || !side_hit(c, g))
        return false;
    TREE_EACH(&c->tree, g, k)
    if (c->tree.at[k].main == REL_CASE &&
        (tree_is(&c->tree, k, "include") || tree_is(&c->tree, k, "such")))
        return true;
    return false;
}

/* "his backers, Iran and Russia" read as a list of three: the names say who the backers are. */
static bool is_announced(coder *c, int32_t h) {
    const node *n = &c->tree.at[h];
    if (n->xpos != XPOS_NNS || side_hit(c, h))
        return false;
    TREE_EACH(&c->tree, h, k) {
        const hit *one_ = is_included(c, k, side_alone(c, h)) ? side_hit(c, k) : NULL;
        if (one_ && one_->kind == ACTOR_COUNTRY)
            return true; // "some governments, including those of"
        if (c->tree.at[k].main != REL_CONJ)
            continue;
        const hit *m = k > h && c->tree.at[k - 1].grammar == G_COMMA ? side_hit(c, k) : NULL;
        return m && m->kind == ACTOR_COUNTRY && m->first == c->tree.first + (uint32_t)k;
    }
    return false;
}

sides side_resolve(coder *c, int32_t h) {
    if (h < 0)
        return nobody;
    sides *cached = &c->cache[c->tree.n + h];
    if (cached->known)
        return *cached;
    int32_t stack[STACK_MOST];
    int n = 0;
    side_array out = { .n = 0 };
    stack[n++] = h;
    while (n > 0) { // conjuncts of conjuncts, in order
        int32_t i = stack[--n], kids[STACK_MOST];
        int k = 0;
        sides own = side_alone(c, i);
        side_array more = { .n = 0 };
        if (own.n && !is_announced(c, i))
            for (uint32_t j = 0; j < own.n; j++)
                side_push(&more, own.at[j]);
        if (i != h) {
            share_country(&out, &more);
            share_role(c, h, i, &out, &more);
        }
        for (uint32_t j = 0; j < more.n; j++)
            side_push(&out, more.at[j]);
        TREE_EACH(&c->tree, i, g)
        if (((c->tree.at[g].main == REL_CONJ && is_nominal(&c->tree.at[g])) ||
             is_included(c, g, own)) &&
            k < STACK_MOST)
            kids[k++] = g;
        while (k > 0 && n < STACK_MOST)
            stack[n++] = kids[--k];
    }
    *cached = sides_copy(c, out.at, out.n);
    return *cached;
}

/* "tens of thousands of students": the students. */
static int32_t counted(coder *c, int32_t h) {
    for (int step = 0; h >= 0 && step < COUNTS_MOST; step++) {
        int32_t of = -1;
        if (!node_in(&c->tree.at[h], WORD_QUANTITY))
            return h;
        TREE_EACH(&c->tree, h, k)
        if (of < 0 && c->tree.at[k].main == REL_NMOD && tree_preposition(&c->tree, k) == P_OF)
            of = k;
        if (of < 0)
            return h;
        h = of;
    }
    return h;
}

sides side_of(coder *c, int32_t h) {
    return side_resolve(c, counted(c, h));
}
