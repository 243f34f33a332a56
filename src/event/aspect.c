/* aspect.c - acts told through another verb. */
#include "event/aspect.h"

#include "event/side.h"

// clang-format off
static const rule sent_rule = { .kind = RULE_OP, .type = EVENT_ACCUSE, .n_slots = 4,
    .slots = { SLOT_PREP + P_TO, SLOT_PREP + P_IN, SLOT_PREP + P_INTO, SLOT_COMPLEMENT } };
// clang-format on

static bool is_act_clause(const coder *c, int32_t i) {
    const node *n = &c->tree.at[i];
    return n->upos == UPOS_VERB && (n->xpos == XPOS_VBG || n->xpos == XPOS_VB);
}

/* "stopped shelling the town", "suspended supplying arms". */
static bool ends(coder *c, verbal *x) {
    if (!words_get(c->words, WORD_ENDING, c->tree.at[x->v].lemma) || !x->args.n_complements ||
        x->args.object >= 0 || x->args.passive || !is_act_clause(c, x->args.complements[0]))
        return false;
    act ended = match_ended(x->act);
    if (!ended.type)
        return false;
    sides recipient =
        match_in_complements(c, x->args.complements, x->args.n_complements, x->actor);
    uint8_t type = ended.type;
    int mode = ended.mode;
    if (x->tense.negated && x->future) {
        type = EVENT_REJECT;
        mode = verbal_mode(EVENT_REJECT, "yield");
        x->own.future = false;
    } else if (x->tense.negated) {
        x->own.status = STATUS_DENIED;
    } else if (x->future) {
        clause_future(c, x->v, &type, &mode, &x->own);
    }
    draft *d = clause_emit(c, NULL, type, mode, x->actor, recipient, &x->own, x->v, x->v);
    if (d)
        d->how = "end";
    verbal_absorb_all(c, x);
    return true;
}

/* "sent a team to X to investigate": what those sent shall do is the act. */
static bool sends(coder *c, verbal *x) {
    static const uint8_t investigate = EVENT_ACCUSE;
    bool probe = x->act.type == investigate && verbal_is_mode(x->act.type, x->act.mode, "investigate");
    if (!words_get(c->words, WORD_SENDING, c->tree.at[x->v].lemma) || !probe ||
        x->args.object < 0 || x->tense.negated)
        return false;
    sides recipient = verbal_recipient(c, x, &sent_rule, -1, EVENT_ACCUSE);
    draft *d = clause_emit(c, NULL, EVENT_ACCUSE, x->act.mode, x->actor, recipient, &x->own, x->v,
                           x->v);
    if (d)
        d->how = "send";
    clause_take(c, x->args.object);
    verbal_absorb_all(c, x);
    return true;
}

/* "failed to reach agreement": the act did not come about; what was to be agreed was refused. */
static bool fails(coder *c, verbal *x) {
    if (!(x->ops & OP_FAIL) || x->rule || !x->args.n_complements ||
        words_get(c->words, WORD_ENDING, c->tree.at[x->v].lemma))
        return false;
    context at = verbal_below(x);
    at.status = STATUS_DENIED;
    at.failed = true;
    verbal_visit_all(x, &at);
    return true;
}

bool aspect_apply(coder *c, verbal *x) {
    return ends(c, x) || sends(c, x) || fails(c, x);
}
