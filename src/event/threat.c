/* threat.c - threats in a clause. */
#include "event/threat.h"

#include "event/side.h"

// clang-format off
static const rule threat_rule  = { .kind = RULE_OP, .type = EVENT_THREATEN, .n_slots = 5,
    .slots = { SLOT_COMPLEMENT, SLOT_OBJECT, SLOT_PREP + P_WITH, SLOT_PREP + P_AGAINST, SLOT_PREP + P_TO } };
// clang-format on

bool threat_threaten(coder *c, verbal *x) {
    bool object = x->args.object >= 0;
    if (!(x->ops & OP_THREATEN) || !(x->args.n_complements || object || x->args.n_obliques) ||
        (x->rule && x->rule->kind != RULE_V && x->rule->type != EVENT_THREATEN))
        return false;
    act inner = x->act;
    if (!x->args.n_complements && object && !verbal_has_preposition(x, P_WITH) &&
        !verbal_has_preposition(x, P_AGAINST)) {
        const rule *r = match_noun(c, x->args.object);
        if (r)
            inner = (act){ r->type, r->mode, x->args.object };
    }
    for (uint32_t i = 0; i < x->args.n_obliques && !inner.type; i++)
        if (x->args.obliques[i].preposition == P_WITH) {
            const rule *r = match_noun(c, x->args.obliques[i].node);
            if (r)
                inner = (act){ r->type, r->mode, x->args.obliques[i].node };
        }
    sides recipient = verbal_recipient(c, x, &threat_rule, -1, EVENT_THREATEN);
    bool anybody = false;
    for (uint32_t i = 0; i < x->actor.n; i++)
        anybody |=
            !x->actor.at[i].owned && (side_is_political(&x->actor.at[i]) || x->actor.at[i].pronoun);
    x->own.future = false;
    if (anybody && !x->tense.negated) { // a threat that was not made is no event
        draft *d = clause_emit(c, NULL, EVENT_THREATEN, clause_threat_mode(inner.type, inner.mode),
                               x->actor, recipient, &x->own, x->v, x->v);
        if (d)
            d->how = "threaten";
    }
    verbal_absorb_all(c, x);
    return true;
}

static bool subject_is_speaker(coder *c, int32_t complement, sides speaker) {
    int32_t s = match_subject(c, complement);
    sides who = side_of(c, s);
    if (!who.n || !speaker.n)
        return false;
    if (who.at[0].pronoun) {
        uint8_t g = c->tree.at[who.at[0].head].grammar;
        return g == G_IT || g == G_THEY || g == G_HE || g == G_SHE || g == G_WE || g == G_I;
    }
    return sides_share_country(who, speaker);
}

/* "warned of retaliation": a hostile act of the speaker's own. */
static act act_warned_of(coder *c, const verbal *x) {
    for (uint32_t i = 0; i < x->args.n_obliques; i++) {
        int p = x->args.obliques[i].preposition;
        int32_t noun = x->args.obliques[i].node;
        const rule *r = p == P_OF || p == P_ABOUT ? match_noun(c, noun) : NULL;
        if (!r || !(is_material_conflict(r->type) || r->type == EVENT_THREATEN))
            continue;
        sides by = match_noun_actor(c, noun);
        if (!by.n || sides_share_country(by, x->actor))
            return (act){ r->type, r->mode, noun };
    }
    return (act){ 0, 0, -1 };
}

static bool warns_of(coder *c, verbal *x) {
    act inner = act_warned_of(c, x);
    if (!inner.type || !sides_any_political(x->actor))
        return false;
    sides recipient = verbal_recipient(c, x, &threat_rule, -1, EVENT_THREATEN);
    draft *d = clause_emit(c, NULL, EVENT_THREATEN, clause_threat_mode(inner.type, inner.mode),
                           x->actor, recipient, &x->own, x->v, x->v);
    if (d)
        d->how = "warn";
    clause_take(c, inner.node);
    return true;
}

/* Forces and organs without a country of their own are the speaker's: "warned the army could". */
static bool subject_is_own_force(coder *c, int32_t complement, sides speaker) {
    sides who = side_of(c, match_subject(c, complement));
    arguments a;
    match_arguments(c, complement, &a);
    if (a.passive && a.object >= 0)
        who = side_of(c, a.object);
    return who.n && !who.at[0].code.len && side_is_armed(&who.at[0]) && speaker.n &&
           speaker.at[0].code.len;
}

bool threat_warn(coder *c, verbal *x) {
    if (!(x->ops & OP_WARN) || x->args.passive)
        return false;
    if (warns_of(c, x))
        return true;
    int32_t object = x->args.second >= 0 ? x->args.second : x->args.object;
    sides warned = verbal_coded(c, side_of(c, object));
    bool own = false, future = false;
    for (uint32_t i = 0; i < x->args.n_complements; i++) {
        own |= subject_is_speaker(c, x->args.complements[i], x->actor) ||
               subject_is_own_force(c, x->args.complements[i], x->actor);
        tense t = clause_tense(c, x->args.complements[i]);
        future |= t.future || t.modal == G_WOULD;
    }
    bool hostile = is_material_conflict(x->act.type) || x->act.type == EVENT_REJECT;
    bool to_act = x->args.n_complements && c->tree.at[x->args.complements[0]].main == REL_XCOMP;
    bool direct = warned.n && (hostile || verbal_has_preposition(x, P_AGAINST) ||
                               !x->args.n_complements || to_act);
    if (((own && (hostile || future)) || direct) && sides_any_political(x->actor)) {
        sides recipient = warned.n ? warned
                                   : match_in_complements(c, x->args.complements,
                                                          x->args.n_complements, x->actor);
        draft *d =
            clause_emit(c, NULL, EVENT_THREATEN, clause_threat_mode(x->act.type, x->act.mode),
                        x->actor, recipient, &x->own, x->v, x->v);
        if (d)
            d->how = "warn";
        verbal_absorb_all(c, x);
        return true;
    }
    context at = verbal_below(x);
    at.speaker = x->args.subject;
    at.speaker_verb = x->v;
    at.status = STATUS_HYPOTHETICAL;
    verbal_visit_all(x, &at);
    return true;
}

/* "would not hesitate to strike". */
bool threat_hesitate(coder *c, verbal *x) {
    if (!tree_is(&c->tree, x->v, "hesitate") || !x->tense.negated || !x->args.n_complements)
        return false;
    x->own.status = x->above->status;
    x->own.future = false;
    sides recipient = match_in_complements(c, x->args.complements, x->args.n_complements, x->actor);
    draft *d = clause_emit(c, NULL, EVENT_THREATEN, clause_threat_mode(x->act.type, x->act.mode),
                           x->actor, recipient, &x->own, x->v, x->v);
    if (d)
        d->how = "hesitate";
    verbal_absorb_all(c, x);
    return true;
}

/* "must leave or face sanctions": the speaker threatens. */
bool threat_face(coder *c, verbal *x) {
    static const char *const verbs[] = { "face", "risk", "suffer" };
    const tree *t = &c->tree;
    const rule *r = x->args.object >= 0 ? match_noun(c, x->args.object) : NULL;
    bool alternative = tree_has_word(t, x->v, G_OR);
    if (!VERBAL_IS_ANY(t, x->v, verbs) || !alternative || !r ||
        !(is_material_conflict(r->type) || r->type == EVENT_THREATEN))
        return false;
    sides speaker = x->above->speaker >= 0 ? side_of(c, x->above->speaker) : x->speaker;
    if (!speaker.n)
        return false;
    context at = *x->above;
    at.status = STATUS_ASSERTED;
    draft *d = clause_emit(c, NULL, EVENT_THREATEN, clause_threat_mode(r->type, r->mode), speaker,
                           verbal_coded(c, x->actor), &at, x->v, x->v);
    if (d)
        d->how = "or face";
    clause_take(c, x->args.object);
    return true;
}
