/* adjective.c - acts told by a predicate adjective or by a participle of a state. */
#include "event/adjective.h"

#include "event/recipient.h"
#include "event/side.h"

static bool needs_complement(const tree *t, int32_t i) {
    static const char *const words_[] = { "ready", "willing", "prepared",   "eager",    "keen",
                                          "open",  "set",     "determined", "committed" };
    return TREE_IS_ANY(t, i, words_);
}

bool adjective_walk(coder *c, int32_t i, const context *above, pending *next) {
    static const char *const unsure[] = { "likely",    "unlikely",  "possible",   "able",
                                          "unable",    "due",       "impossible", "expected",
                                          "supposed",  "hard",      "difficult",  "easy",
                                          "important", "necessary", "essential",  "better",
                                          "vital",     "crucial",   "set",        "poised",
                                          "scheduled", "slated" };
    static const char *const scheduled[] = { "due", "set", "poised", "scheduled", "slated" };
    const tree *t = &c->tree;
    tense tn = clause_tense(c, i);
    arguments a;
    int slot;
    match_arguments(c, i, &a);
    const rule *r = match_adjective(c, i, tn.negated);
    bool to = false;
    for (uint32_t k = 0; k < a.n_obliques; k++)
        to |= a.obliques[k].preposition == P_TO;
    if (r && needs_complement(t, i) && !a.n_complements && !to)
        r = NULL;
    act inner = match_act(c, a.complements, a.n_complements);
    if (r && r->type == EVENT_AGREE && a.n_complements && !inner.type)
        r = NULL;
    if (r) {
        sides by = sides_unowned(c, side_of(c, match_subject(c, i)));
        uint8_t type = r->type;
        int mode = r->mode;
        bool hostile = is_material_conflict(inner.type) && inner.type != EVENT_MOBILIZE;
        if (type == EVENT_AGREE && (hostile || inner.type == EVENT_THREATEN)) {
            type = EVENT_THREATEN;
            mode = clause_threat_mode(inner.type, inner.mode);
        } else if (type == EVENT_AGREE && is_verbal_conflict(inner.type)) {
            type = inner.type;
            mode = inner.mode;
        } else if (type == EVENT_AGREE && inner.type == EVENT_CONCEDE) {
            type = EVENT_CONCEDE;
        }
        if (type == EVENT_REJECT && inner.type)
            mode = verbal_mode_for(EVENT_REJECT, inner.type);
        a.object = a.second = -1;
        sides recipient = match_recipient(c, r, i, &a, -1, by, &slot);
        if (!recipient.n && type == EVENT_AGREE) // "is committed to joining X"
            recipient = match_in_complements(c, a.complements, a.n_complements, by);
        TREE_EACH(t, i, k)
        if (!recipient.n && type == EVENT_AGREE && t->at[k].main == REL_ADVCL &&
            t->at[k].xpos == XPOS_VBG && tree_has_word(t, k, G_TO))
            recipient = match_in_complements(c, &k, 1, by);
        context at = *above;
        if (tn.modal && !(tn.modal == G_WOULD && (at.speaker >= 0 || at.depth == 0)))
            at.status = STATUS_HYPOTHETICAL;
        if (tn.future && type == EVENT_ACCUSE) // "will be dismayed"
            at.status = STATUS_HYPOTHETICAL;
        draft *d = clause_emit(c, r, type, mode, by, recipient, &at, i, i);
        if (d)
            d->how = "adjective";
        for (uint32_t k = 0; k < a.n_complements; k++)
            if (type != EVENT_ACCUSE || t->at[a.complements[k]].main != REL_CCOMP)
                verbal_absorb(c, a.complements[k]);
        return true;
    }
    if (!TREE_IS_ANY(t, i, unsure))
        return false;
    TREE_EACH(t, i, k) {
        uint8_t main = t->at[k].main;
        if (main == REL_XCOMP || main == REL_CCOMP || main == REL_CSUBJ || main == REL_ADVCL) {
            context at = *above;
            if (TREE_IS_ANY(t, i, scheduled) && main != REL_CSUBJ)
                at.future = at.under = true;
            else
                at.status = STATUS_HYPOTHETICAL;
            at.depth++;
            verbal_visit(next, k, &at);
        }
    }
    return true;
}

bool adjective_heads_clause(const coder *c, int32_t v) {
    static const char *const heads[] = { "likely", "unlikely", "able", "unable", "due" };
    static const char *const links[] = { "remain", "stay",  "become", "feel", "seem",
                                         "look",   "sound", "grow",   "stand" };
    const node *n = &c->tree.at[v];
    return n->upos == UPOS_ADJ &&
           (tree_has(&c->tree, v, REL_COP) || n->main == REL_ROOT ||
            tree_has_main(&c->tree, v, REL_NSUBJ) || TREE_IS_ANY(&c->tree, v, heads) ||
            (n->main == REL_XCOMP && n->head >= 0 && TREE_IS_ANY(&c->tree, n->head, links)));
}

/* "is committed to", "remains determined to": a participle that tells of a state. */
bool adjective_is_state(coder *c, int32_t v) {
    const node *n = &c->tree.at[v];
    if (n->xpos != XPOS_VBN)
        return false;
    bool plans = rules_operators(c->rules, n->lemma) & OP_INTEND; // "are prepared to"
    return !plans && !tree_has(&c->tree, v, REL_OBJ) && match_agent(c, v) < 0 &&
           (match_passive(c, v) || n->main == REL_XCOMP) &&
           match_adjective(c, v, clause_tense(c, v).negated);
}
