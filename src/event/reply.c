/* reply.c - threats to answer: "would respond if attacked", "vowed to avenge", "reserves the right
 * to strike back". */
#include "event/recipient.h"
#include "event/side.h"
#include "event/threat.h"

static bool avenges(const coder *c, int32_t v) {
    static const char *const verbs[] = { "avenge", "retaliate" };
    return TREE_IS_ANY(&c->tree, v, verbs);
}

/* "respond to the attack", "respond": to a question or a call nobody threatens to respond. */
static bool answers_blow(coder *c, int32_t v) {
    if (avenges(c, v))
        return true;
    if (!threat_verb_in(c, v, WORD_ANSWER))
        return false;
    TREE_EACH(&c->tree, v, k) {
        uint8_t main = c->tree.at[k].main;
        int p = main == REL_OBL ? tree_preposition(&c->tree, k) : 0;
        if (tree_is(&c->tree, k, "positively") || tree_is(&c->tree, k, "favourably"))
            return false;
        if ((main != REL_OBJ && p != P_TO && p != P_AGAINST) || side_hit(c, k))
            continue;
        const rule *r = match_noun(c, k);
        if (!(r && threat_is_hostile(r->type)) && !node_in(&c->tree.at[k], WORD_WRONG))
            return false;
    }
    return true;
}

static bool is_provoked(coder *c, int32_t v) {
    int32_t clause = threat_condition(c, v);
    return clause >= 0 && threat_is_hostile(match_act(c, &clause, 1).type);
}

/* "vowed to respond to the attack": the complement that tells of the answer, -1 none. */
static int32_t sworn(coder *c, const verbal *x) {
    static const char *const vows[] = { "vow", "swear", "promise", "pledge" };
    if (!TREE_IS_ANY(&c->tree, x->v, vows) || x->args.passive || x->tense.negated ||
        !x->args.n_complements)
        return -1;
    int32_t first = x->args.complements[0];
    return answers_blow(c, first) && !clause_tense(c, first).negated ? first : -1;
}

/* "reserves the right to respond". */
static int32_t reserved(coder *c, const verbal *x) {
    int32_t o = x->args.object;
    if (!tree_is(&c->tree, x->v, "reserve") || x->tense.negated || o < 0 ||
        !tree_is(&c->tree, o, "right"))
        return -1;
    for (int32_t i = x->v; i >= 0; i = tree_after(&c->tree, i, x->v))
        if (i > o && c->tree.at[i].xpos == XPOS_VB &&
            (answers_blow(c, i) || threat_is_hostile(match_act(c, &i, 1).type)))
            return i;
    return -1;
}

static bool announced(coder *c, const verbal *x) {
    if (x->rule || x->tense.negated || !threat_lies_ahead(x))
        return false;
    return tree_is(&c->tree, x->v, "avenge") || (answers_blow(c, x->v) && is_provoked(c, x->v));
}

bool threat_reply(coder *c, verbal *x) {
    int32_t what = sworn(c, x);
    what = what >= 0 ? what : reserved(c, x);
    if (what < 0 && !announced(c, x))
        return false;
    sides by = what >= 0 ? x->actor : threat_maker(x);
    if (!threat_by_somebody(by))
        return false;
    sides to = what >= 0 ? match_in_complements(c, &what, 1, by) : threat_answered(c, x, by);
    threat_emit(c, x, (act){ EVENT_ASSAULT, 0, x->v }, by, to, "reply");
    if (what >= 0)
        verbal_absorb(c, what);
    return true;
}
