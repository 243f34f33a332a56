/* agent.c - who acts where a passive verb names no agent; see agent.h. */
#include "event/agent.h"

#include "event/clause.h"
#include "event/match.h"
#include "event/partner.h"
#include "event/recipient.h"
#include "event/side.h"

/* "killed in an attack by X", "in an Isis ambush". */
sides agent_attackers(coder *c, const verbal *x) {
    static const char *const fights[] = { "clash",    "fight",    "fighting",  "battle",  "combat",
                                          "skirmish", "gunfight", "firefight", "shootout" };
    for (uint32_t i = 0; i < x->args.n_obliques; i++) {
        int p = x->args.obliques[i].preposition;
        int32_t noun = x->args.obliques[i].node;
        const rule *r = p == P_IN || p == P_BY || p == P_DURING ? match_noun(c, noun) : NULL;
        sides by = r && r->type == EVENT_ASSAULT ? match_noun_actor(c, noun) : nobody;
        if (!by.n && r && r->type == EVENT_ASSAULT && TREE_IS_ANY(&c->tree, noun, fights) &&
            match_parties(c, noun).n < 2) {
            by = match_noun_recipient(c, noun, side_of(c, x->args.object));
            clause_take(c, noun); // "killed in clashes with X"
        }
        if (by.n)
            return by;
    }
    return nobody;
}

/* "aid from X will be sent": who gives it, where the verb names nobody. */
sides agent_giver(coder *c, int32_t gift, sides none) {
    if (gift >= 0)
        TREE_EACH(&c->tree, gift, k)
    if (c->tree.at[k].main == REL_NMOD && tree_preposition(&c->tree, k) == P_FROM) {
        sides from = verbal_coded(c, side_of(c, k));
        if (sides_any_political(from))
            return from;
    }
    return none;
}

/* "arrested in Turkey": the state of the place acts, where the other side is a foreigner. */
sides agent_state(coder *c, const verbal *x, sides recipient) {
    for (uint32_t i = 0; i < x->args.n_obliques; i++) {
        int32_t where = x->args.obliques[i].node;
        const hit *h = x->args.obliques[i].preposition == P_IN ? side_hit(c, where) : NULL;
        if (!h || (h->kind != ACTOR_COUNTRY && h->kind != ACTOR_CITY && h->kind != ACTOR_SEAT))
            continue;
        side state = {
            .code = text_cut(h->code, 0, 3), .kind = SIDE_COUNTRY, .head = where, .actor = h->actor
        };
        sides by = { &state, 1, true };
        return sides_any_political(recipient) && !sides_share_country(by, recipient)
                   ? sides_copy(c, &state, 1)
                   : nobody;
    }
    return nobody;
}

/* Acts that two sides do together: "ties between X and Y were restored", "a truce was agreed". */
static bool is_mutual(uint8_t type) {
    return type == EVENT_CONSULT || type == EVENT_AGREE || type == EVENT_SUPPORT ||
           type == EVENT_COOPERATE || type == EVENT_CONCEDE || type == EVENT_ASSAULT;
}

void agent_partners(coder *c, verbal *x, uint8_t type, sides *recipient) {
    if (!x->args.passive || sides_any_political(x->actor) || x->noun < 0 || !is_mutual(type))
        return;
    sides by = match_between(c, x->noun), to = nobody; // "a summit between X and Y to be held"
    by = by.n > 1 ? by : match_between(c, x->v);       // "was signed between X and Y"
    if (by.n < 2 && type == EVENT_CONSULT && partners_meet(c, x->noun, &by, &to))
        *recipient = to.n ? to : *recipient;
    if (by.n > 1) {
        x->actor = by;
        *recipient = to;
    }
}

void agent_moved(coder *c, verbal *x, uint8_t type, sides *recipient) {
    static const char *const verbs[] = { "send", "deploy", "dispatch", "place",   "redeploy",
                                         "mass", "call",   "post",     "mobilize" };
    sides moved = verbal_coded(c, side_of(c, x->args.object));
    if (type != EVENT_MOBILIZE || !x->args.passive || sides_any_political(x->actor) ||
        x->above->relative != REL_NONE ||
        !(TREE_IS_ANY(&c->tree, x->v, verbs) || x->rule->kind == RULE_VP) || !moved.n ||
        !side_is_armed(&moved.at[0]) || !moved.at[0].code.len)
        return;
    x->actor = moved;
    *recipient = sides_share_country(moved, *recipient) ? nobody : *recipient;
}
