/* operator.c - verbs that govern another act: agree, refuse, threaten, warn, ask, allow, try, deny,
 * plan, say, hope. Each turns the act inside into its own event or lends it status and speaker. */
#include "event/recipient.h"
#include "event/side.h"
#include "event/threat.h"
#include "event/verbal.h"
#include "event/voice.h"

// clang-format off
static const rule refuse_rule  = { .kind = RULE_OP, .type = EVENT_REJECT, .n_slots = 4,
    .slots = { SLOT_COMPLEMENT, SLOT_OBJECT, SLOT_PREP + P_TO, SLOT_PREP + P_WITH } };
static const rule agree_rule   = { .kind = RULE_OP, .type = EVENT_AGREE, .n_slots = 4,
    .slots = { SLOT_PREP + P_WITH, SLOT_PREP + P_TO, SLOT_COMPLEMENT, SLOT_OBJECT } };
// "agreed to pursue X": agreed with others than X
static const rule agree_with_rule = { .kind = RULE_OP, .type = EVENT_AGREE, .n_slots = 1,
    .slots = { SLOT_PREP + P_WITH } };
static const rule request_rule = { .kind = RULE_OP, .type = EVENT_REQUEST, .n_slots = 7,
    .slots = { SLOT_OBJECT, SLOT_PREP + P_ON, SLOT_PREP + P_TO, SLOT_PREP + P_FROM, SLOT_COMPLEMENT, SLOT_PREP + P_FOR, SLOT_PREP + P_OF } };
// clang-format on

/* "has to leave", not "has had it cut" or "has enough to live". */
static bool is_obliged(const coder *c, const verbal *x) {
    const tree *t = &c->tree;
    if (!(tree_is(t, x->v, "have") || tree_is(t, x->v, "need")) || !x->args.n_complements ||
        x->args.object >= 0)
        return false;
    int32_t what = x->args.complements[0];
    return t->at[what].xpos == XPOS_VB && tree_has_word(t, what, G_TO);
}

/* "Johnson said Britain must leave": what one's own country is to do is a policy, no request. */
static bool is_own_land(sides asked, sides speaker) {
    return asked.n == 1 && asked.at[0].kind == SIDE_COUNTRY && sides_share_country(asked, speaker);
}

/* "X said Y must leave". */
static bool demand_by_modal(coder *c, verbal *x) {
    const tree *t = &c->tree;
    bool have = is_obliged(c, x);
    if (x->above->speaker < 0 || !(verbal_obliges(x->tense.modal) || have) || x->args.subject < 0 ||
        x->above->status != STATUS_ASSERTED || x->args.passive || x->tense.negated)
        return false;
    TREE_EACH(t, x->v, k)
    if (t->at[k].grammar == G_SHOULD && k < x->args.subject)
        return false; // "should the U.S. decide": a condition
    sides speaker = side_of(c, x->above->speaker), asked = verbal_coded(c, x->actor);
    bool speaks = sides_any_political(speaker) || sides_pronouns(speaker);
    if (!asked.n || !speaks || sides_equal(asked, speaker) || is_own_land(asked, speaker))
        return false;
    context at = *x->above;
    int mode = verbal_request_mode(c, have ? x->args.complements : &x->v, 1);
    int32_t trigger = x->v;
    TREE_EACH(t, x->v, k)
    if (verbal_obliges(t->at[k].grammar))
        trigger = k;
    draft *d = clause_emit(c, NULL, EVENT_REQUEST, mode, speaker, asked, &at, x->v, trigger);
    if (d)
        d->how = "must";
    TREE_EACH(t, x->v, k) {
        uint8_t main = t->at[k].main;
        if (main == REL_XCOMP || main == REL_CCOMP || main == REL_ADVCL || main == REL_OBJ ||
            main == REL_OBL)
            verbal_absorb(c, k);
    }
    return true;
}

/* "they must withdraw": a deed that is asked of somebody whom only a pronoun names. */
static bool demand_of_deed(coder *c, verbal *x) {
    bool modal = x->tense.modal == G_MUST || x->tense.modal == G_SHOULD;
    uint8_t type = x->rule ? x->rule->type : 0;
    bool deed = type == EVENT_RETREAT || type == EVENT_CONCEDE || type == EVENT_AID;
    if (x->above->speaker < 0 || !modal || !deed || x->tense.negated || x->args.passive ||
        x->above->status != STATUS_ASSERTED || !x->actor.n || !x->actor.at[0].pronoun)
        return false;
    uint8_t g = c->tree.at[x->actor.at[0].head].grammar;
    sides speaker = side_of(c, x->above->speaker);
    if ((g != G_THEY && g != G_YOU) || !sides_any_political(speaker) ||
        sides_share_country(x->actor, speaker))
        return false;
    context at = *x->above;
    at.speaker = -1;
    draft *d = clause_emit(c, NULL, EVENT_REQUEST, verbal_mode_for(EVENT_REQUEST, type), speaker,
                           x->actor, &at, x->v, x->v);
    if (d)
        d->how = "must";
    if (x->args.object >= 0)
        clause_take(c, x->args.object);
    return true;
}

/* Refusing a claim is no event. */
static bool denies_claim(coder *c, verbal *x) {
    if (!x->rule || x->rule->type != EVENT_REJECT ||
        !match_heads_in(c, x->args.object, WORD_PURSUIT))
        return false;
    verbal_absorb(c, x->args.object);
    return true;
}

static bool refuses(coder *c, verbal *x) {
    if (!(x->ops & OP_REFUSE) || x->args.passive || !x->args.n_complements)
        return false;
    verbal_absorb_all(c, x);
    int32_t what = x->args.complements[0];
    bool talks = tree_is(&c->tree, x->v, "refuse") && tree_is(&c->tree, what, "discuss");
    if (node_in(&c->tree.at[what], WORD_MUTE) && !talks)
        return true;
    sides recipient = verbal_recipient(c, x, &refuse_rule, -1, EVENT_REJECT);
    if (x->tense.negated)
        x->own.status = STATUS_DENIED;
    x->own.future = false;
    draft *d = clause_emit(c, NULL, EVENT_REJECT, verbal_mode_for(EVENT_REJECT, x->act.type),
                           x->actor, recipient, &x->own, x->v, x->v);
    if (d)
        d->how = "refuse";
    return true;
}

static bool agrees(coder *c, verbal *x) {
    static const char *const vows[] = { "vow", "swear", "promise", "pledge" };
    static const char *const oaths[] = { "vow", "swear" };
    static const char *const offers[] = { "offer", "promise", "vow", "pledge" };
    bool gives_way = x->act.type == EVENT_RETREAT && x->act.mode &&
                     !verbal_is_mode(EVENT_RETREAT, x->act.mode, "access") &&
                     !verbal_is_mode(EVENT_RETREAT, x->act.mode, "resign");
    static const char *const hunts[] = { "pursue", "curb",   "isolate", "contain", "counter",
                                         "target", "tackle", "combat",  "freeze",  "track" };
    static const char *const loose[] = { "vow", "swear", "volunteer", "commit" };
    const tree *t = &c->tree;
    if (!(x->ops & OP_AGREE) || !x->args.n_complements || verbal_is_sense(x->rule) ||
        x->args.passive)
        return false;
    int32_t first = x->args.complements[0];
    uint8_t inner = x->act.type, type = EVENT_AGREE;
    int mode = 0;
    bool stative = tree_is(t, first, "be") || tree_is(t, first, "have");
    if (!inner && (TREE_IS_ANY(t, x->v, loose) || stative))
        return false;
    bool heavy = is_material_conflict(inner);
    bool shuns = rules_operators(c->rules, t->at[first].lemma) & OP_FAIL; // "to avoid attacking"
    if ((heavy || inner == EVENT_THREATEN) &&
        (shuns || clause_tense(c, first).negated)) { // "never to attack again"
        type = EVENT_CONCEDE;
    } else if ((heavy && inner != EVENT_MOBILIZE && inner != EVENT_SANCTION &&
                !(inner == EVENT_COERCE && !TREE_IS_ANY(t, x->v, oaths))) || // "agreed to curbs"
               (heavy && inner != EVENT_COERCE && TREE_IS_ANY(t, x->v, vows)) ||
               inner == EVENT_THREATEN) {
        type = EVENT_THREATEN;
        mode = clause_threat_mode(inner, x->act.mode);
    } else if (inner == EVENT_REJECT) {
        type = EVENT_REJECT;
        mode = x->act.mode;
    } else if ((inner == EVENT_CONCEDE || gives_way) && TREE_IS_ANY(t, x->v, offers)) {
        type = EVENT_CONCEDE;
    }
    int slot;
    sides recipient =
        type == EVENT_AGREE && ((heavy && inner != EVENT_MOBILIZE) || is_verbal_conflict(inner) ||
                                TREE_IS_ANY(t, first, hunts))
            ? match_recipient(c, &agree_with_rule, x->v, &x->args, -1, x->actor, &slot)
            : verbal_recipient(c, x, &agree_rule, -1, type);
    if (x->tense.negated) {
        type = EVENT_REJECT;
        mode = 0;
    }
    x->own.future = false;
    draft *d = clause_emit(c, NULL, type, mode, x->actor, recipient, &x->own, x->v, x->v);
    if (d)
        d->how = "agree";
    verbal_absorb_all(c, x);
    return true;
}

static bool is_question(const coder *c, const verbal *x) {
    static const grammar openers[] = { G_WHETHER, G_IF, G_HOW, G_WHAT, G_WHY, G_WHEN };
    for (uint32_t i = 0; i < x->args.n_complements; i++)
        for (size_t k = 0; k < sizeof openers / sizeof *openers; k++)
            if (tree_has_word(&c->tree, x->args.complements[i], openers[k]))
                return true;
    return false;
}

static bool has_infinitive(const coder *c, const verbal *x) {
    for (uint32_t i = 0; i < x->args.n_complements; i++) {
        const node *n = &c->tree.at[x->args.complements[i]];
        if (n->main == REL_XCOMP && n->xpos == XPOS_VB)
            return true;
    }
    return false;
}

/* "insisted it would push them out": a clause of its own tense, that nobody is asked for. */
static bool claims(coder *c, const verbal *x) {
    for (uint32_t i = 0; i < x->args.n_complements; i++) {
        int32_t k = x->args.complements[i];
        tense t = clause_tense(c, k);
        sides who = side_of(c, match_subject(c, k));
        bool own = sides_pronouns(who) || sides_share_country(who, x->actor);
        if (c->tree.at[k].main == REL_CCOMP && !verbal_obliges(t.modal) &&
            (own || t.future || t.modal == G_WOULD))
            return true;
    }
    return false;
}

/* Verbs that ask only with a clause: "want Y to leave". */
static bool asks_in_this_frame(coder *c, const verbal *x) {
    static const char *const clausal[] = { "want", "require", "compel",    "challenge",
                                           "tell", "propose", "recommend", "expect" };
    const tree *t = &c->tree;
    bool asked = x->args.n_complements || (x->rule && x->rule->type == EVENT_REQUEST);
    for (uint32_t i = 0; i < x->args.n_obliques && !asked; i++) {
        uint64_t p = words_hash(text_of(preposition_name(x->args.obliques[i].preposition)));
        asked = rules_operators(c->rules, words_join(t->at[x->v].lemma, p)) != 0;
    }
    if (!asked || (verbal_is_sense(x->rule) && x->rule->type != EVENT_REQUEST))
        return false;
    if (tree_is(t, x->v, "tell") && !has_infinitive(c, x))
        return false;
    if (TREE_IS_ANY(t, x->v, clausal) && !x->args.n_complements)
        return false;
    if (tree_is(t, x->v, "expect") && (x->args.passive || !tree_has(t, x->v, REL_OBJ)))
        return false;
    if (tree_is(t, x->v, "insist") && x->args.n_complements && !x->act.type) {
        for (uint32_t i = 0; i < x->args.n_complements; i++)
            if (clause_tense(c, x->args.complements[i]).modal)
                return true;
        return false;
    }
    if (tree_is(t, x->v, "insist") && claims(c, x))
        return false;
    return !(tree_is(t, x->v, "ask") && is_question(c, x));
}

static int mode_asked(coder *c, const verbal *x) {
    if (tree_is(&c->tree, x->v, "invite"))
        return verbal_mode(EVENT_REQUEST, "meet");
    if (x->args.n_complements)
        return verbal_request_mode(c, x->args.complements, x->args.n_complements);
    const rule *r = x->args.object >= 0 && x->rule && x->rule->kind == RULE_V
                        ? match_noun(c, x->args.object)
                        : NULL;
    if (r)
        return verbal_mode_for(EVENT_REQUEST, r->type);
    return x->rule && x->rule->type == EVENT_REQUEST ? x->rule->mode : 0;
}

/* "Asked by reporters about ...", "asked him if ...": a question put to somebody is no request. */
static bool is_put_question(coder *c, const verbal *x) {
    static const grammar openers[] = { G_IF, G_WHETHER };
    if (!tree_is(&c->tree, x->v, "ask"))
        return false;
    bool question = is_question(c, x) || verbal_has_clause(c, x->v, -1, openers, 2);
    if (question && !has_infinitive(c, x))
        return true;
    if (!x->args.passive || has_infinitive(c, x)) // "was asked to leave"
        return false;
    sides by = side_of(c, x->args.subject);
    bool press = by.n && side_sector(&by.at[0]) == SECTOR_JRN;
    return press || verbal_has_preposition(x, P_ABOUT) || x->args.subject < 0;
}

/* "pleaded not guilty": an answer to a charge. */
static bool is_plea(const coder *c, const verbal *x) {
    if (!tree_is(&c->tree, x->v, "plead"))
        return false;
    TREE_EACH(&c->tree, x->v, k)
    if (k > x->v && (tree_is(&c->tree, k, "guilty") || tree_is(&c->tree, k, "innocent")))
        return true;
    return false;
}

/* "asked not to be named". */
static bool asks_for_silence(coder *c, const verbal *x) {
    int32_t first = x->args.n_complements ? x->args.complements[0] : -1;
    return first >= 0 && match_passive(c, first) && clause_tense(c, first).negated &&
           node_in(&c->tree.at[first], WORD_MUTE);
}

static bool requests(coder *c, verbal *x) {
    const tree *t = &c->tree;
    if (is_put_question(c, x) || is_plea(c, x))
        return true;
    if (!(x->ops & OP_REQUEST) || !asks_in_this_frame(c, x))
        return false;
    if (asks_for_silence(c, x)) {
        verbal_absorb_all(c, x);
        return true;
    }
    int32_t wanted = tree_kid(t, x->v, REL_OBJ); // "goals that we want to reach"
    if (tree_is(t, x->v, "want") &&
        (wanted < 0 || t->at[wanted].grammar == G_THAT || t->at[wanted].grammar == G_WHICH)) {
        context at = verbal_below(x);
        bool with = x->act.type == EVENT_AGREE && wanted < 0 && !x->tense.negated;
        at.status = with ? x->status : STATUS_HYPOTHETICAL; // "wants to expand ties"
        at.future = at.under = with;
        verbal_visit_all(x, &at);
        return true;
    }
    bool own = x->rule && x->rule->type == EVENT_REQUEST;
    const rule *slots = own && x->rule->kind != RULE_V ? x->rule : &request_rule;
    sides recipient = verbal_recipient(c, x, slots, x->noun, EVENT_REQUEST);
    if (x->args.object >= 0 && x->args.n_complements) {
        sides object = side_of(c, x->args.object), clear = verbal_coded(c, object);
        if (clear.n == object.n && clear.n)
            recipient = clear;
    }
    uint8_t type = EVENT_REQUEST;
    int mode = mode_asked(c, x), slot;
    const rule *r = tree_is(t, x->v, "order") && x->args.object >= 0 && !x->args.n_complements
                        ? match_noun(c, x->args.object)
                        : NULL;
    if (r &&
        (is_material_conflict(r->type) || r->type == EVENT_RETREAT)) { // ordered the expulsion of
        type = r->type;
        mode = r->mode;
        recipient = match_recipient(c, r, x->v, &x->args, x->args.object, x->actor, &slot);
    }
    if (x->tense.negated)
        x->own.status = STATUS_DENIED;
    x->own.future = x->future;
    draft *d =
        clause_emit(c, own ? x->rule : NULL, type, mode, x->actor, recipient, &x->own, x->v, x->v);
    if (d)
        d->how = "request";
    verbal_absorb_all(c, x);
    for (uint32_t i = 0; i < x->args.n_obliques; i++) // "asked for support": not given yet
        if (x->args.obliques[i].preposition == P_FOR)
            clause_take(c, x->args.obliques[i].node);
    return true;
}

static bool allows(coder *c, verbal *x) {
    if (!(x->ops & OP_ALLOW) || !x->args.n_complements || (x->rule && x->rule->kind == RULE_VO) ||
        x->status != STATUS_ASSERTED || !sides_any_political(x->actor))
        return false;
    sides allowed = x->args.object >= 0 ? side_of(c, x->args.object)
                                        : match_in_complements(c, x->args.complements,
                                                               x->args.n_complements, x->actor);
    if (!sides_any_political(allowed))
        return false;
    uint8_t type = x->tense.negated ? EVENT_REJECT : x->future ? EVENT_CONCEDE : EVENT_RETREAT;
    int mode = type == EVENT_RETREAT  ? verbal_mode(EVENT_RETREAT, "access")
               : type == EVENT_REJECT ? verbal_mode(EVENT_REJECT, "yield")
                                      : 0;
    x->own.future = false;
    draft *d = clause_emit(c, NULL, type, mode, x->actor, allowed, &x->own, x->v, x->v);
    if (d)
        d->how = "allow";
    verbal_absorb_all(c, x);
    return true;
}

/* Saying: the complement has a speaker. */
static bool says(coder *c, verbal *x) {
    bool clause = tree_has_main(&c->tree, x->v, REL_CCOMP);
    if (!(x->ops & OP_SAY) || x->tense.negated ||
        (x->rule && (x->rule->type == EVENT_ACCUSE || x->rule->type == EVENT_SUPPORT) && !clause))
        return false;
    context at = *x->above;
    static const char *const certain[] = { "confirm", "reveal", "report", "announce", "admit" };
    bool surely = (x->tense.modal == G_MUST || x->tense.modal == G_CAN) &&
                  TREE_IS_ANY(&c->tree, x->v, certain); // "we must confirm that"
    at.status = surely ? x->above->status : x->status;
    at.future = false;
    int32_t speaker = voice_quoted(c, x->v);
    if (speaker < 0)
        speaker = x->args.passive ? match_agent(c, x->v) : x->args.subject;
    if (speaker >= 0 && voice_speaks(c, speaker))
        voice_enter(&at, speaker, x->v);
    uint8_t who = speaker >= 0 ? c->tree.at[speaker].grammar : G_NONE;
    bool first_person = who == G_I || who == G_WE; // "I think" in a quotation is only politeness
    if (first_person) {
        at.speaker = x->above->speaker;
        at.speaker_verb = x->above->speaker_verb;
        at.beyond = x->above->beyond;
    }
    if (node_in(&c->tree.at[x->v], WORD_DOUBT) && !first_person && at.status == STATUS_ASSERTED)
        at.status = STATUS_HYPOTHETICAL;
    verbal_visit_all(x, &at);
    return true;
}

/* Verbs that only colour the act they govern: begin, fail, deny, plan, hope. */
static bool colours(coder *c, verbal *x) {
    static const char *const goes_on[] = { "continue", "keep", "begin", "start", "resume" };
    const tree *t = &c->tree;
    if (!x->args.n_complements || verbal_is_sense(x->rule))
        return false;
    const node *first = &t->at[x->args.complements[0]];
    context at = verbal_below(x);
    if ((x->ops & OP_TRY) && !(x->rule && x->args.object >= 0)) {
        at.under = true;
        at.future = x->future && (t->at[x->v].grammar == G_GOING ||
                                  TREE_IS_ANY(t, x->v, goes_on)); // "will continue supporting"
        at.trying =
            tree_is(t, x->v, "try") || tree_is(t, x->v, "attempt") || tree_is(t, x->v, "seek");
        if (x->tense.negated)
            at.status = STATUS_DENIED;
    } else if ((x->ops & OP_FAIL) && !x->rule) {
        at.status = STATUS_DENIED;
    } else if (x->ops & OP_DENY) {
        at.status = STATUS_DENIED;
        at.speaker = x->args.subject;
        at.speaker_verb = x->v;
    } else if ((x->ops & OP_INTEND) &&
               (first->main == REL_XCOMP || first->xpos == XPOS_VB || first->xpos == XPOS_VBG)) {
        at.future = true;
        at.under = true;
        at.negated = x->tense.negated;
    } else if (x->ops & OP_SAY) {
        return says(c, x);
    } else {
        return false;
    }
    verbal_visit_all(x, &at);
    return true;
}

/* "used drones to attack the town": what a weapon was used for was done. */
static bool uses(coder *c, verbal *x) {
    static const char *const arms[] = { "drone",  "weapon", "force",   "veto",  "jet",
                                        "troops", "tank",   "warship", "knife", "gas",
                                        "army",   "police", "aircraft" };
    const tree *t = &c->tree;
    int32_t o = x->args.object;
    bool arm = o >= 0 && (TREE_IS_ANY(t, o, arms) || node_in(&t->at[o], WORD_INSTRUMENT));
    if (!tree_is(t, x->v, "use") || !arm || !x->args.n_complements || x->rule ||
        t->at[x->v].xpos == XPOS_VB || x->tense.negated)
        return false;
    context at = verbal_below(x);
    at.under = true;
    verbal_visit_all(x, &at);
    return true;
}

/* "denied a report that X will ...": what the report says did not happen, says the speaker. */
static bool denies_report(coder *c, verbal *x) {
    const tree *t = &c->tree;
    int32_t o = x->args.object;
    if (!(x->ops & OP_DENY) || o < 0 || !node_in(&t->at[o], WORD_PURSUIT))
        return false;
    context at = verbal_below(x);
    at.status = STATUS_DENIED;
    at.speaker = x->args.subject;
    at.speaker_verb = x->v;
    TREE_EACH(t, o, k)
    if (t->at[k].main == REL_ACL || t->at[k].main == REL_CCOMP)
        verbal_visit(x->next, k, &at);
    TREE_EACH(t, x->v, k)
    if ((t->at[k].main == REL_CCOMP || t->at[k].main == REL_ADVCL) && k > o)
        verbal_visit(x->next, k, &at);
    at.status = STATUS_HYPOTHETICAL;
    TREE_EACH(t, x->v, k) // "denied accusations of espionage and plotting to overthrow"
    if (t->at[k].main == REL_CONJ && t->at[k].xpos == XPOS_VBG && !tree_has(t, k, REL_AUX))
        verbal_visit(x->next, k, &at);
    clause_take(c, o);
    return true;
}

static bool hopes(coder *c, verbal *x) {
    if (!(x->ops & OP_HOPE) || x->rule || !x->args.n_complements || verbal_is_sense(x->rule))
        return false;
    context at = verbal_below(x);
    bool seems = tree_is(&c->tree, x->v, "seem") || tree_is(&c->tree, x->v, "appear");
    at.status = seems ? x->status : STATUS_HYPOTHETICAL;
    verbal_visit_all(x, &at);
    return true;
}

/* "had no intention of leaving". */
static bool has_no_intention(coder *c, verbal *x) {
    static const char *const wishes[] = { "intention", "plan", "desire", "wish" };
    const tree *t = &c->tree;
    int32_t o = x->args.object;
    if (!tree_is(t, x->v, "have") || o < 0 || !TREE_IS_ANY(t, o, wishes) ||
        !(tree_has_word(t, o, G_NO) || tree_has_word(t, x->v, G_NOT) ||
          tree_has_word(t, x->v, G_NT)))
        return false;
    context at = x->own;
    at.status = STATUS_DENIED;
    at.under = true;
    TREE_EACH(t, o, k)
    if (t->at[k].main == REL_ACL)
        verbal_visit(x->next, k, &at);
    verbal_visit_all(x, &at);
    return true;
}

bool operator_apply(coder *c, verbal *x) {
    typedef bool (*operator_fn)(coder *, verbal *);
    static const operator_fn operators[] = { threat_prepare,   threat_driven,
                                             threat_call,      threat_permit,
                                             threat_demand,    demand_by_modal,
                                             demand_of_deed,   threat_face,
                                             denies_report,    denies_claim,
                                             threat_threaten,  threat_reply,
                                             refuses,          agrees,
                                             threat_warn,      requests,
                                             threat_hesitate,  allows,
                                             threat_answer,    threat_provoke,
                                             threat_announce,  threat_deadline,
                                             colours,          hopes,
                                             has_no_intention, uses };
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
        if (operators[i](c, x))
            return true;
    return false;
}
