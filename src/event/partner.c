/* partner.c - who takes part in an act told by a noun that his own phrase does not name; see
 * partner.h. */
#include "event/partner.h"

#include "event/match.h"
#include "event/side.h"
#include "event/verbal.h"

enum { PAIR_REACH = 6, CLIMB_MOST = 6 };

sides partner_of(coder *c, int32_t i) {
    return verbal_coded(c, side_of(c, i));
}

sides partner_subject(coder *c, int32_t v) {
    return partner_of(c, match_subject(c, v));
}

/* "at talks with Y": the clause's subject takes part. */
sides partner_in_clause(coder *c, int32_t i) {
    const node *at = c->tree.at;
    int32_t v = at[i].head;
    for (int step = 0;
         v >= 0 && at[v].upos != UPOS_VERB && !tree_has(&c->tree, v, REL_COP) && step <= c->tree.n;
         step++) // "is in Moscow for talks with X"
        v = at[v].head;
    if (v < 0)
        return nobody;
    sides by = partner_subject(c, v), any = side_of(c, match_subject(c, v));
    if (match_passive(c, v)) { // "during talks with X, we were told"
        arguments a;
        match_arguments(c, v, &a);
        by = nobody;
        any = side_of(c, a.object);
    }
    return by.n || !sides_pronouns(any) ? by : any;
}

uint32_t partners_differ(sides s) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.n; i++) {
        bool again = false;
        for (uint32_t k = 0; k < i; k++)
            again |= text_equal(s.at[i].code, s.at[k].code);
        n += !again;
    }
    return n;
}

/* Who stands behind "of" under a noun: "the withdrawal of US troops". */
sides partner_behind_of(coder *c, int32_t i) {
    TREE_EACH(&c->tree, i, k)
    if (c->tree.at[k].main == REL_NMOD && tree_preposition(&c->tree, k) == P_OF)
        return partner_of(c, k);
    return nobody;
}

/* Who takes part in the meeting that a clause is set in: "in a phone call, X urged Y", "EC
 * ministers agreed at a meeting". */
static bool attendants(coder *c, int32_t i, sides *actor, sides *recipient) {
    const node *at = c->tree.at;
    int32_t top = i; // "gave support for a scheme at a meeting": hung on the scheme
    int p = at[i].main == REL_OBL || at[i].main == REL_NMOD ? tree_preposition(&c->tree, i) : 0;
    for (int step = 0;
         p == P_AT && at[top].main == REL_NMOD && at[top].head >= 0 && step < CLIMB_MOST; step++)
        top = at[top].head;
    int32_t v = at[top].main == REL_NMOD ? -1 : at[top].head;
    if ((p != P_IN && p != P_AT && p != P_DURING) || v < 0 || at[v].upos != UPOS_VERB)
        return false;
    sides by = partner_subject(c, v);
    int32_t object = tree_kid(&c->tree, v, REL_OBJ), second = tree_kid(&c->tree, v, REL_IOBJ);
    sides to = partner_of(c, second >= 0 ? second : object);
    bool body = by.n && is_body(by.at[0].code);
    bool two = !body && by.n && to.n && by.at[0].code.len && to.at[0].code.len &&
               !sides_share_country(by, to) && !to.at[0].owned;
    if (!body && !two && partners_differ(by) < 2)
        return false;
    *actor = by;
    *recipient = two ? to : nobody;
    return true;
}

/* "the visit of the minister of X to Y", "by the minister", where Y was hung on the minister. */
bool partners_visit(coder *c, int32_t i, sides *actor, sides *recipient) {
    const node *at = c->tree.at;
    sides to = nobody;
    side kept[SIDES_MOST] = { { .head = -1 } };
    uint32_t n = 0;
    TREE_EACH(&c->tree, i, k) {
        int p = at[k].main == REL_NMOD ? tree_preposition(&c->tree, k) : 0;
        if (p != P_OF && p != P_BY)
            continue;
        TREE_EACH(&c->tree, k, g)
        if (at[g].main == REL_NMOD && tree_preposition(&c->tree, g) == P_TO)
            to = partner_of(c, g);
        sides by = partner_of(c, k);
        for (uint32_t s = 0; s < by.n && to.n && n < SIDES_MOST; s++)
            if (!text_equal(side_country(&by.at[s]), side_country(&to.at[0])))
                kept[n++] = by.at[s];
    }
    if (!n)
        return false;
    *actor = sides_copy(c, kept, n);
    *recipient = to;
    return true;
}

/* "Turkish-Greek talks", "the Iran-Turkey commission": the two names that a hyphen joins. */
bool partners_joined(coder *c, int32_t i, sides *out) {
    const node *at = c->tree.at;
    for (int32_t k = i - 1; k > 1 && k > i - PAIR_REACH; k--) {
        const hit *last = side_hit(c, k), *first = side_hit(c, k - 2);
        if (!last || !first || at[k - 1].grammar != G_HYPHEN || !tree_under(&c->tree, k, i) ||
            text_equal(last->code, first->code))
            continue;
        side pair[2] = { { .code = first->code, .kind = SIDE_ADJECTIVE, .head = k - 2 },
                         { .code = last->code, .kind = SIDE_ADJECTIVE, .head = k } };
        pair[0].actor = first->actor;
        pair[1].actor = last->actor;
        *out = sides_copy(c, pair, 2);
        return true;
    }
    return false;
}

/* "a meeting of EC ministers": a body, or several states, that meet. */
static bool members(coder *c, int32_t i, sides *out) {
    TREE_EACH(&c->tree, i, k) {
        if (c->tree.at[k].main != REL_NMOD || tree_preposition(&c->tree, k) != P_OF)
            continue;
        sides s = partner_of(c, k);
        bool body = s.n && is_body(s.at[0].code);
        if (body || partners_differ(s) > 1) {
            *out = s;
            return true;
        }
        if (partners_joined(c, k, out))
            return true;
    }
    return false;
}

/* "is in Athens for talks", "was in Iran on a visit": who is there, and where. */
static bool guests(coder *c, int32_t i, sides *actor, sides *recipient) {
    int32_t there = c->tree.at[i].head;
    int p = c->tree.at[i].main == REL_NMOD || c->tree.at[i].main == REL_OBL
                ? tree_preposition(&c->tree, i)
                : 0;
    if ((p != P_FOR && p != P_ON) || there < 0 || !side_hit(c, there) ||
        !tree_has(&c->tree, there, REL_COP) || tree_preposition(&c->tree, there) != P_IN)
        return false;
    side land = { .code = text_cut(side_hit(c, there)->code, 0, 3),
                  .kind = SIDE_COUNTRY,
                  .head = there,
                  .actor = NO_ACTOR };
    *actor = partner_subject(c, there);
    *recipient = sides_copy(c, &land, 1);
    return actor->n > 0;
}

bool partners_meet(coder *c, int32_t i, sides *actor, sides *recipient) {
    return partners_visit(c, i, actor, recipient) || members(c, i, actor) ||
           partners_joined(c, i, actor) || guests(c, i, actor, recipient) ||
           attendants(c, i, actor, recipient);
}
