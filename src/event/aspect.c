/* aspect.c - acts told through another verb. */
#include "event/aspect.h"

#include "event/blame.h"
#include "event/recipient.h"
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
    if (!node_in(&c->tree.at[x->v], WORD_ENDING) || !x->args.n_complements || x->args.object >= 0 ||
        x->args.passive || !is_act_clause(c, x->args.complements[0]))
        return false;
    act ended = match_ended(x->act);
    if (!ended.type)
        return false;
    sides recipient = match_in_complements(c, x->args.complements, x->args.n_complements, x->actor);
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
    bool probe =
        x->act.type == investigate && verbal_is_mode(x->act.type, x->act.mode, "investigate");
    if (!node_in(&c->tree.at[x->v], WORD_SENDING) || !probe || x->args.object < 0 ||
        x->tense.negated)
        return false;
    sides recipient = verbal_recipient(c, x, &sent_rule, -1, EVENT_ACCUSE);
    draft *d =
        clause_emit(c, NULL, EVENT_ACCUSE, x->act.mode, x->actor, recipient, &x->own, x->v, x->v);
    if (d)
        d->how = "send";
    clause_take(c, x->args.object);
    verbal_absorb_all(c, x);
    return true;
}

/* "failed to reach agreement": the act did not come about; what was to be agreed was refused. */
static bool fails(coder *c, verbal *x) {
    if (!(x->ops & OP_FAIL) || x->rule || !x->args.n_complements ||
        node_in(&c->tree.at[x->v], WORD_ENDING))
        return false;
    context at = verbal_below(x);
    at.status = STATUS_DENIED;
    at.failed = true;
    verbal_visit_all(x, &at);
    return true;
}

/* "agreed with X that it was so": of one mind, no more. */
static bool concurs(coder *c, verbal *x) {
    const tree *t = &c->tree;
    if (!(tree_is(t, x->v, "agree") || tree_is(t, x->v, "concur")) || !x->args.n_complements)
        return false;
    int32_t said = x->args.complements[0];
    tense told = clause_tense(c, said);
    bool finite = t->at[said].main == REL_CCOMP && tree_has_main(t, said, REL_NSUBJ) &&
                  t->at[said].xpos != XPOS_VB;
    if (!finite || told.future || told.modal)
        return false;
    context at = verbal_below(x);
    at.status = STATUS_HYPOTHETICAL;
    verbal_visit_all(x, &at);
    return true;
}

/* ---- judgements ---- */

/* ACCUSE or SUPPORT by the word itself; 0 neither. */
static uint8_t judgement(const coder *c, int32_t i) {
    const tree *t = &c->tree;
    TREE_EACH(t, i, k) // "was behind the attack"
    if (t->at[k].main == REL_CASE && tree_is(t, k, "behind") && tree_has(t, i, REL_COP))
        return EVENT_ACCUSE;
    const node *n = &t->at[i];
    uint64_t pair = i > 0 ? words_join(n[-1].lemma, n->lemma) : 0;
    if (node_in(n, WORD_BLAME) || node_form_in(n, WORD_BLAME) ||
        words_get(c->words, WORD_BLAME, pair))
        return EVENT_ACCUSE;
    return node_in(n, WORD_PRAISE) ? EVENT_SUPPORT : 0;
}

/* By the word or what stands before it: "a blatant violation", "dangerous subversives". */
static uint8_t judgement_of_phrase(const coder *c, int32_t i) {
    uint8_t type = judgement(c, i);
    TREE_EACH(&c->tree, i, k)
    if (!type && c->tree.at[k].main == REL_AMOD && is_noun(&c->tree.at[i]))
        type = judgement(c, k);
    return type;
}

/* Whose thing is judged: its sides, or those it belongs to, other than the judge. */
static sides judged(coder *c, int32_t thing, sides judge) {
    side kept[SIDES_MOST];
    uint32_t n = 0;
    sides s = side_of(c, thing);
    bool owned = s.n > 0;
    for (uint32_t i = 0; i < s.n; i++)
        owned &= s.at[i].owned;
    if (thing >= 0 &&
        (owned || !sides_any_political(s))) // "the presence of outsiders in X" is not X's
        s = blame_owner(c, thing);
    for (uint32_t i = 0; i < s.n; i++) {
        sides one = { &s.at[i], 1, true };
        bool rival = s.at[i].kind == SIDE_LEADER && judge.n && !side_same(&s.at[i], &judge.at[0]);
        if (s.at[i].code.len && (rival || !sides_share_country(one, judge))) {
            kept[n] = s.at[i];
            kept[n++].owned = false;
        }
    }
    return sides_copy(c, kept, n);
}

/* Somebody's doing, whoever it was: "called the attack", "described the move as", "called it". */
static bool is_deed(const coder *c, int32_t thing, int32_t verb) {
    static const char *const deeds[] = {
        "move",      "decision",  "step",     "statement", "remark",     "comment",  "plan",
        "policy",    "measure",   "ruling",   "verdict",   "resolution", "proposal", "bill",
        "law",       "action",    "act",      "agreement", "deal",       "conduct",  "behavior",
        "behaviour", "treatment", "response", "speech",    "operation",  "approach", "campaign"
    };
    const node *n = &c->tree.at[thing];
    return node_in(n, WORD_WRONG) ||
           (verb != thing && c->tree.at[verb].upos == UPOS_VERB &&
            (n->grammar == G_IT || n->grammar == G_THIS || TREE_IS_ANY(&c->tree, thing, deeds)));
}

static bool emit_judgement(coder *c, uint8_t type, sides judge, int32_t thing, const context *at,
                           int32_t verb, int32_t trigger) {
    static const char *const guilt[] = { "responsible", "guilty",   "complicit",  "culprit",
                                         "liable",      "culpable", "accountable" };
    sides whose = judged(c, thing, judge);
    bool deed = type == EVENT_ACCUSE && sides_any_political(judge) && is_deed(c, thing, verb);
    if (!(whose.n || deed) || !judge.n || (type == EVENT_SUPPORT && !sides_any_political(judge)))
        return false;
    bool behind = tree_preposition(&c->tree, trigger) == P_BEHIND;
    const char *name = behind || TREE_IS_ANY(&c->tree, trigger, guilt) ? "allege" : "disapprove";
    int mode = type == EVENT_ACCUSE ? verbal_mode(EVENT_ACCUSE, name) : 0;
    draft *d = clause_emit(c, NULL, type, mode, judge, whose, at, verb, trigger);
    if (d)
        d->how = "judge";
    return true;
}

/* What a verb of calling calls its object: its predicate, or what stands behind "as"; -1 nothing
 * that judges. */
static int32_t label_of(coder *c, const verbal *x) {
    tree *t = &c->tree;
    int32_t label = -1, thing = x->args.object;
    for (uint32_t i = 0; i < x->args.n_complements; i++)
        if (judgement_of_phrase(c, x->args.complements[i]))
            label = x->args.complements[i];
    TREE_EACH(t, x->v, k)
    if ((t->at[k].main == REL_OBL || t->at[k].main == REL_ADVCL || t->at[k].main == REL_XCOMP) &&
        (tree_preposition(t, k) == P_AS || tree_has_word(t, k, G_AS) ||
         t->at[k].main == REL_XCOMP) &&
        judgement_of_phrase(c, k))
        label = k;
    else if (t->at[k].main == REL_OBJ && k != thing && judgement_of_phrase(c, k))
        label = k; // "which it considers a terrorist group"
    for (uint32_t i = 0; i < x->args.n_complements && label < 0; i++) // "the US move as illegal"
        if (x->args.complements[i] == thing + 1)
            TREE_EACH(t, thing + 1, k)
    if (tree_preposition(t, k) == P_AS && judgement_of_phrase(c, k))
        label = k;
    return label;
}

/* "described the response as unconstructive", "called the vote a sham". */
static bool labels(coder *c, verbal *x) {
    if (!node_in(&c->tree.at[x->v], WORD_LABELLING) || x->args.object < 0 ||
        (x->args.passive && x->args.subject < 0) || x->tense.negated ||
        x->status != STATUS_ASSERTED)
        return false;
    int32_t label = label_of(c, x);
    if (label < 0 ||
        !emit_judgement(c, judgement_of_phrase(c, label), verbal_judge(c, x->args.subject),
                        x->args.object, &x->own, x->v, x->v))
        return false;
    verbal_absorb(c, label);
    clause_take(c, x->args.object);
    return true;
}

/* "the killings must end", "an intervention must be avoided": asked of whoever does it. */
static bool is_act_to_end(coder *c, const verbal *x, int32_t what) {
    static const char *const undone[] = { "lift", "avoid", "prevent", "stop" };
    const rule *told = match_noun(c, what);
    bool ends = node_in(&c->tree.at[x->v], WORD_ENDING) || TREE_IS_ANY(&c->tree, x->v, undone);
    return ends && told && is_material_conflict(told->type) && told->type != EVENT_PROTEST;
}

/* "X said the blockade must end": a demand on whose the thing is. */
static bool demands(coder *c, verbal *x) {
    bool eases = x->rule && is_step_back(x->rule->type);
    bool must = x->tense.modal == G_MUST || (x->tense.modal == G_SHOULD && eases);
    int32_t subject = x->args.passive ? x->args.object : x->args.subject;
    if (!must || x->above->speaker < 0 || subject < 0 || x->above->status != STATUS_ASSERTED ||
        x->tense.negated || x->above->adverbial || x->above->relative ||
        (x->args.passive && x->args.subject >= 0))
        return false;
    sides judge = verbal_coded(c, side_of(c, x->above->speaker)), own = side_of(c, subject);
    if (!x->args.passive && verbal_coded(c, own).n)
        return false; // asked of the side itself: the operators' matter
    sides asked = judged(c, subject, judge);
    bool of_anybody = is_act_to_end(c, x, subject);
    if (!(asked.n || of_anybody) || !sides_any_political(judge))
        return false;
    context at = *x->above;
    int mode = of_anybody ? verbal_mode(EVENT_REQUEST, "yield") : verbal_request_mode(c, &x->v, 1);
    draft *d = clause_emit(c, NULL, EVENT_REQUEST, mode, judge, asked, &at, x->v, x->v);
    if (d)
        d->how = "must";
    clause_take(c, subject);
    verbal_absorb_all(c, x);
    return true;
}

/* "must be ready", "should be more open"; "should be proud" asks for nothing. */
static bool wishes_state(const coder *c, int32_t i, uint8_t modal) {
    static const char *const moods[] = { "scared", "afraid", "worried", "fearful",  "wary",
                                         "proud",  "able",   "ashamed", "grateful", "careful",
                                         "ready",  "likely", "clear",   "possible", "concerned" };
    return modal == G_MUST || (modal == G_SHOULD && c->tree.at[i].upos == UPOS_ADJ &&
                               !TREE_IS_ANY(&c->tree, i, moods));
}

/* "X said Y must be ready": a demand on Y. */
static bool demands_state(coder *c, int32_t i, int32_t subject, const context *above) {
    sides judge = verbal_coded(c, side_of(c, above->speaker));
    sides asked = verbal_coded(c, side_of(c, subject));
    if (!asked.n || !asked.at[0].code.len || !sides_any_political(judge) ||
        sides_equal(asked, judge))
        return false;
    context at = *above;
    draft *d = clause_emit(c, NULL, EVENT_REQUEST, verbal_mode(EVENT_REQUEST, "change"), judge,
                           asked, &at, i, i);
    if (d)
        d->how = "must";
    return true;
}

/* "X said Y should be held responsible": blame, no wish. */
static bool holds_to_account(coder *c, verbal *x) {
    bool due = verbal_obliges(x->tense.modal) || x->tense.future;
    bool blames = x->rule && x->rule->type == EVENT_ACCUSE &&
                  verbal_is_mode(EVENT_ACCUSE, x->rule->mode, "allege");
    if (!due || !blames || !x->args.passive || x->args.subject >= 0 || x->above->speaker < 0 ||
        x->above->status != STATUS_ASSERTED || x->tense.negated)
        return false;
    sides judge = verbal_judge(c, x->above->speaker), whom = side_of(c, x->args.object);
    if (!judge.n || !verbal_coded(c, whom).n)
        return false;
    context at = *x->above;
    draft *d = clause_emit(c, NULL, EVENT_ACCUSE, x->rule->mode, judge, whom, &at, x->v, x->v);
    if (d)
        d->how = "judge";
    verbal_absorb_all(c, x);
    return true;
}

/* "bears responsibility". */
static bool bears_guilt(coder *c, const verbal *x) {
    static const char *const verbs[] = { "bear", "carry", "shoulder", "share", "have" };
    static const char *const guilt[] = { "responsibility", "blame", "guilt", "culpability" };
    return TREE_IS_ANY(&c->tree, x->v, verbs) && x->args.object >= 0 &&
           TREE_IS_ANY(&c->tree, x->args.object, guilt);
}

/* "represents a threat", "amounts to blackmail". */
static bool amounts_to_wrong(coder *c, const verbal *x) {
    static const char *const verbs[] = { "represent", "constitute", "pose",
                                         "amount",    "remain",     "present" };
    int32_t what = x->args.object;
    for (uint32_t i = 0; i < x->args.n_obliques && what < 0; i++)
        if (x->args.obliques[i].preposition == P_TO)
            what = x->args.obliques[i].node;
    return TREE_IS_ANY(&c->tree, x->v, verbs) && what >= 0 && judgement(c, what) == EVENT_ACCUSE;
}

/* "has not kept its promises", "failed to honour the deal": who is bound and does not do it. */
static bool breaks_faith(coder *c, const verbal *x) {
    static const char *const bonds[] = { "promise",        "commitment", "obligation", "pledge",
                                         "word",           "agreement",  "deal",       "accord",
                                         "undertaking",    "duty",       "resolution", "ceasefire",
                                         "truce",          "treaty",     "term",       "part",
                                         "responsibility", "provision",  "jcpoa",      "vow" };
    if (!(x->tense.negated || x->above->failed) || !match_verb_is(c, x->v, WORD_FAITH))
        return false;
    if (x->args.object >= 0 && TREE_IS_ANY(&c->tree, x->args.object, bonds))
        return true;
    for (uint32_t i = 0; i < x->args.n_obliques; i++)
        if (TREE_IS_ANY(&c->tree, x->args.obliques[i].node, bonds))
            return true;
    return false;
}

/* The verb is an act of its own, between two sides. */
static bool is_told(coder *c, const verbal *x) {
    return x->rule && !((x->rule->flags & RULE_WEAK) &&
                        !sides_any_political(verbal_coded(c, side_of(c, x->args.object))));
}

/* What a stranger does that is wrong and no act of its own: "had lied", "bears the blame". */
static bool does_wrong(coder *c, const verbal *x) {
    bool wrong = !x->tense.negated && !is_told(c, x) && x->above->status == STATUS_ASSERTED &&
                 x->status == STATUS_ASSERTED;
    return (wrong &&
            (match_verb_is(c, x->v, WORD_OFFEND) || bears_guilt(c, x) || amounts_to_wrong(c, x))) ||
           (breaks_faith(c, x) && (x->above->failed || x->status == STATUS_ASSERTED) &&
            !x->tense.modal && !x->future);
}

/* "X said Y had lied": a stranger's wrong that is no act of its own is alleged. */
static bool alleges(coder *c, verbal *x) {
    if (x->above->speaker < 0 || x->args.subject < 0 || x->above->relative || !does_wrong(c, x))
        return false;
    sides judge = verbal_judge(c, x->above->speaker), whom = judged(c, x->args.subject, judge);
    if (!judge.n || !whom.n)
        return false;
    context at = *x->above;
    at.status = STATUS_ASSERTED;
    draft *d = clause_emit(c, NULL, EVENT_ACCUSE, verbal_mode(EVENT_ACCUSE, "allege"), judge, whom,
                           &at, x->v, x->v);
    if (d)
        d->how = "judge";
    verbal_absorb_all(c, x);
    if (x->args.object >= 0)
        clause_take(c, x->args.object);
    return true;
}

/* "alleged that the spy recruited agents", "complained that Y dumped its goods": what is laid at
 * the other's door is told in the clause. */
static bool charges(coder *c, verbal *x) {
    static const char *const verbs[] = { "allege", "charge", "complain", "protest", "object" };
    const tree *t = &c->tree;
    if (!TREE_IS_ANY(t, x->v, verbs) || x->args.passive || x->tense.negated ||
        x->status != STATUS_ASSERTED || !x->args.n_complements || x->args.object >= 0)
        return false;
    int32_t told = x->args.complements[0], who = match_subject(c, told);
    if (t->at[told].main != REL_CCOMP || who < 0)
        return false;
    sides judge = verbal_judge(c, x->args.subject), whom = judged(c, who, judge);
    bool named = tree_is(t, x->v, "allege") && t->at[who].upos == UPOS_PROPN; // whoever it is
    if (!judge.n || !(whom.n || named) || !sides_any_political(judge))
        return false;
    const char *name =
        tree_is(t, x->v, "allege") || tree_is(t, x->v, "charge") ? "allege" : "disapprove";
    draft *d = clause_emit(c, NULL, EVENT_ACCUSE, verbal_mode(EVENT_ACCUSE, name), judge, whom,
                           &x->own, x->v, x->v);
    if (d)
        d->how = "judge";
    verbal_absorb_all(c, x);
    return true;
}

/* "for Y", which is told what to do. */
static int32_t addressed(coder *c, int32_t i) {
    TREE_EACH(&c->tree, i, k)
    if (tree_preposition(&c->tree, k) == P_FOR && is_noun(&c->tree.at[k]))
        return k;
    return -1;
}

/* "X said it was time for Y to leave", "essential for Y to talk": a demand on Y. */
static bool demands_of(coder *c, int32_t i, const context *above) {
    static const char *const due[] = { "important", "necessary",  "essential", "vital", "crucial",
                                       "critical",  "imperative", "incumbent", "time",  "up" };
    if (!TREE_IS_ANY(&c->tree, i, due) || above->speaker < 0 || above->status != STATUS_ASSERTED ||
        clause_tense(c, i).negated)
        return false;
    sides judge = verbal_coded(c, side_of(c, above->speaker));
    TREE_EACH(&c->tree, i, k) {
        int32_t who = tree_kid(&c->tree, k, REL_NSUBJ);
        who = who >= 0 ? who : addressed(c, i);
        if (c->tree.at[k].xpos != XPOS_VB || who < 0 || !tree_has_word(&c->tree, k, G_TO))
            continue;
        sides asked = verbal_coded(c, side_of(c, who));
        if (!asked.n || !sides_any_political(judge) || sides_share_country(asked, judge))
            continue;
        context at = *above;
        at.speaker = -1;
        draft *d = clause_emit(c, NULL, EVENT_REQUEST, verbal_request_mode(c, &k, 1), judge, asked,
                               &at, i, i);
        if (d)
            d->how = "must";
        verbal_absorb(c, k);
        return true;
    }
    return false;
}

/* In a relative clause that says on its own, unless the speaker's verb stands in it too: "an
 * interview in which he claimed that Iran was to blame". */
static bool is_beside(const coder *c, const context *above) {
    int32_t said = above->speaker_verb;
    return above->relative && !(said >= 0 && (c->marks[said] & MARK_CONTEXT) &&
                                c->contexts[said].relative == above->relative);
}

bool aspect_judge(coder *c, int32_t i, const context *above) {
    if (demands_of(c, i, above))
        return true;
    uint8_t type = judgement(c, i);
    if (!type && judgement_of_phrase(c, i) == EVENT_ACCUSE)
        type = EVENT_ACCUSE;
    tense t = clause_tense(c, i);
    int32_t subject = match_subject(c, i);
    bool told = above->speaker >= 0 && subject >= 0 && above->status == STATUS_ASSERTED &&
                !above->adverbial && !is_beside(c, above);
    if (told && wishes_state(c, i, t.modal) && !t.negated && demands_state(c, i, subject, above))
        return true;
    int32_t said = above->speaker_verb; // "..., adding that Iran was a problem"
    bool apart =
        (above->adverbial || is_beside(c, above)) &&
        !(said >= 0 && c->tree.at[said].main == REL_ADVCL && tree_under(&c->tree, i, said));
    if (!type || above->speaker < 0 || subject < 0 || above->status != STATUS_ASSERTED || t.modal ||
        t.future || apart)
        return false;
    if (t.negated && !tree_has_word(&c->tree, i, G_BUT) && type == EVENT_ACCUSE)
        return false; // "not wrong" is no praise
    if (t.negated)
        type = EVENT_ACCUSE; // "not fair"
    sides judge = verbal_judge(c, above->speaker);
    context at = *above;
    return emit_judgement(c, type, judge, subject, &at, i, i);
}

bool aspect_apply(coder *c, verbal *x) {
    return ends(c, x) || sends(c, x) || fails(c, x) || concurs(c, x) || labels(c, x) ||
           charges(c, x) || holds_to_account(c, x) || alleges(c, x) || demands(c, x);
}
