/* clause.c - the walk over the clauses of a sentence. */
#include "event/clause.h"

#include "event/adjective.h"
#include "event/agent.h"
#include "event/aspect.h"
#include "event/frame.h"
#include "event/partner.h"
#include "event/recipient.h"
#include "event/side.h"
#include "event/verbal.h"
#include "event/voice.h"

#include <string.h>

enum { STEPS_MOST = 4096 };

/* ---- reading a verb ---- */

static void find_rule(coder *c, verbal *x) {
    uint32_t sectors = match_sectors(x->actor);
    if (sides_pronouns(x->actor))
        sectors |= match_sectors(x->speaker);
    if (match_heads_in(c, x->args.subject, WORD_INSTRUMENT))
        sectors |= (uint32_t)1 << SECTOR_INS;
    x->rule = match_verb(c, x->v, &x->args, sectors, &x->noun);
    bool light = match_verb_is(c, x->v, WORD_LIGHT);
    if (x->args.object < 0 || !light || (x->rule && x->rule->kind != RULE_V))
        return;
    const rule *r = match_noun(c, x->args.object);
    if (r) {
        int32_t heads[HEADS_MOST];
        uint32_t n = match_heads(c, x->args.object, heads);
        x->rule = r;
        x->noun = x->args.object;
        for (uint32_t i = 0; i < n; i++)
            if (match_noun(c, heads[i]) == r) {
                x->noun = heads[i];
                break;
            }
    }
}

static bool offers(const rule *r) {
    return r && (r->type == EVENT_AID || r->type == EVENT_COOPERATE || r->type == EVENT_CONSULT);
}

/* "would have attacked": it did not come to that. */
static bool is_unreal(const coder *c, int32_t v) {
    return tree_has_word_as(&c->tree, v, G_HAVE, REL_AUX);
}

/* "Will Russia hit back?", "did they attack?": asked, and nobody says so. */
static bool is_asked(const coder *c, int32_t v) {
    const tree *t = &c->tree;
    int32_t subject = tree_kid(t, v, REL_NSUBJ), last = t->n - 1;
    bool inverted = false;
    while (last > 0 && t->at[last].upos == UPOS_PUNCT && !tree_is(t, last, "?"))
        last--;
    if (subject < 0 || subject > v || !tree_is(t, last, "?"))
        return false;
    TREE_EACH(t, v, k) {
        inverted |= t->at[k].main == REL_AUX && k < subject;
        if (k < subject && t->at[k].main == REL_ADVMOD)
            return false; // "why did they attack?"
    }
    return inverted;
}

/* Modality: may, could, should make an act hypothetical; a would under a speaker is a future. */
static void find_status(coder *c, verbal *x) {
    uint8_t modal = x->tense.modal;
    bool doubt = modal == G_MAY || modal == G_MIGHT || modal == G_COULD || modal == G_CAN ||
                 verbal_obliges(modal);
    x->status = x->above->status;
    x->future = x->tense.future || x->above->future;
    int32_t h = c->tree.at[x->v].head;
    bool told = (c->tree.at[x->v].main == REL_CCOMP || c->tree.at[x->v].main == REL_PARATAXIS) &&
                h >= 0 && verbal_says(c, h);
    x->condition = verbal_conditional(c, x->v, -1) || (told && verbal_conditional(c, h, x->v));
    x->mine =
        x->speaker.n && (sides_pronouns(x->actor) || sides_share_country(x->actor, x->speaker));
    if (doubt && x->status == STATUS_ASSERTED)
        x->status = STATUS_HYPOTHETICAL;
    if ((modal == G_MAY || modal == G_MIGHT || modal == G_COULD) && x->condition && x->mine) {
        x->future = true;
        x->status = x->above->status;
    }
    if (modal == G_CAN && x->mine && !x->condition && offers(x->rule)) {
        x->future = true; // "we can help": an offer
        x->status = x->above->status;
    }
    if (x->status == STATUS_ASSERTED && is_asked(c, x->v))
        x->status = STATUS_HYPOTHETICAL;
    if (modal != G_WOULD)
        return;
    if (is_unreal(c, x->v))
        x->status = STATUS_HYPOTHETICAL;
    else if (x->above->speaker >= 0 && !x->above->adverbial && x->condition)
        x->future = true;
    else if (x->above->adverbial || verbal_strictly(c, x->v) ||
             (x->above->speaker < 0 && x->above->depth > 0))
        x->status = x->status == STATUS_ASSERTED ? STATUS_HYPOTHETICAL : x->status;
    else
        x->future = true;
}

/* "agreed to a truce to end the fighting": the noun is what was agreed, the clause its purpose. */
static void agreed_noun(coder *c, verbal *x) {
    if (!(x->ops & OP_AGREE) || !x->args.n_complements ||
        c->tree.at[x->args.complements[0]].main != REL_ADVCL)
        return;
    bool noun = x->args.object >= 0;
    for (uint32_t i = 0; i < x->args.n_obliques; i++) {
        int p = x->args.obliques[i].preposition;
        noun |= p == P_TO || p == P_ON || p == P_UPON;
    }
    if (noun)
        x->args.n_complements = 0;
}

static void read_verb(coder *c, int32_t v, const context *above, pending *next, verbal *x) {
    *x = (verbal){ .v = v, .above = above, .next = next, .noun = -1 };
    match_arguments(c, v, &x->args);
    x->actor = side_of(c, x->args.subject);
    if (!sides_any_political(x->actor) && x->args.subject >= 0 &&
        node_in(&c->tree.at[x->args.subject], WORD_SPEECH)) {
        sides by = match_noun_actor(c, x->args.subject); // "the resolution from Western powers"
        x->actor = by.n ? by : x->actor;
    }
    if (!sides_any_political(x->actor) && x->args.subject >= 0 && !x->args.passive) {
        sides by = match_parties(c, x->args.subject); // "the summit between X and Y failed to"
        x->actor = by.n > 1 ? by : x->actor;
    }
    sides clear = sides_unowned(c, x->actor);
    x->actor = clear.n ? clear : x->actor; // a country beats a thing that it owns
    x->speaker = above->speaker >= 0 ? verbal_coded(c, side_of(c, above->speaker)) : nobody;
    x->tense = clause_tense(c, v);
    if (frame_decreed(c, v) && x->tense.modal == G_WOULD) // "passed a bill that would ban"
        x->tense.modal = G_NONE;
    x->ops = match_operators(c, v, &x->args);
    agreed_noun(c, x);
    find_rule(c, x);
    find_status(c, x);
    if (x->args.n_complements)
        x->act = match_act(c, x->args.complements, x->args.n_complements);
    x->own = *above;
    x->own.status = x->status;
    x->own.future = x->future;
    x->own.conditional = x->condition;
}

/* ---- the verb's own rule ---- */

/* "brokered a deal that opens the border between X and Y": those whom the deal is for. */
static bool is_brokered(const rule *r) {
    return r->type == EVENT_CONSULT && verbal_is_mode(r->type, r->mode, "third-party");
}

static sides recipient_by_rule(coder *c, verbal *x, const rule *r, int *slot) {
    const tree *t = &c->tree;
    sides found = nobody;
    *slot = SLOT_NONE;
    if (x->noun >= 0 && x->args.n_complements && r->type == EVENT_REQUEST) {
        found = match_in_complements(c, x->args.complements, x->args.n_complements, x->actor);
        *slot = SLOT_COMPLEMENT;
    }
    if (!found.n)
        found = match_recipient(c, r, x->v, &x->args, x->noun, x->actor, slot);
    if (!found.n && x->args.passive && x->args.second >= 0) // "was offered help"
        found = verbal_coded(c, side_of(c, x->args.second));
    bool governs = r->type == EVENT_REQUEST || r->type == EVENT_THREATEN ||
                   (r->type == EVENT_AGREE && !sides_of_several(x->actor)) ||
                   r->type == EVENT_REJECT;
    if (!found.n && x->noun >= 0 && !x->args.n_complements && governs)
        TREE_EACH(t, x->noun, k)
    if ((t->at[k].main == REL_ACL || t->at[k].main == REL_CCOMP) && !found.n)
        found = match_in_complements(c, &k, 1, x->actor);
    bool nowhere = r->n_slots == 1 && r->slots[0] == SLOT_NOWHERE;
    bool somebody = sides_any_political(x->actor) ||
                    (x->actor.n && (x->actor.at[0].pronoun || x->actor.at[0].kind == SIDE_NAMED));
    if (!found.n && x->noun >= 0 && r->type == EVENT_ASSAULT) // "launched the invasion of X"
        found = match_noun_recipient(c, x->noun, x->actor);
    if (!found.n && !nowhere && x->noun >= 0 && !match_blames(c, r, &x->args, x->noun))
        found = match_addressed(c, r->type, x->v, &x->args, x->noun, x->actor);
    if (!found.n)
        found = match_suspect(c, r, &x->args, x->noun, x->actor);
    if (!found.n && !nowhere && somebody && !match_blames(c, r, &x->args, x->noun))
        found = match_deep(c, x->v, x->actor, is_brokered(r) ? EVENT_AGREE : r->type);
    return found;
}

/* "does not recognise", "did not agree", "has not accepted the offer": a refusal, where nothing
 * says "until". */
static bool is_refusal(coder *c, const verbal *x, uint8_t type) {
    static const char *const verbs[] = { "accept", "recognise", "recognize", "endorse", "embrace",
                                         "accede", "grant",     "heed",      "respond" };
    bool answers = verbal_is_sense(x->rule) && TREE_IS_ANY(&c->tree, x->v, verbs);
    bool does = answers && !x->args.passive, until = false;
    TREE_EACH(&c->tree, x->v, k) {
        does |= c->tree.at[k].main == REL_AUX && tree_is(&c->tree, k, "do");
        until |= tree_has_word(&c->tree, k, G_UNTIL) || tree_preposition(&c->tree, k) == P_UNTIL ||
                 tree_is(&c->tree, k, "immediately") || tree_is(&c->tree, k, "yet");
    }
    bool kind = type == EVENT_SUPPORT || type == EVENT_AGREE || (answers && type == EVENT_CONCEDE);
    return does && !until && kind &&
           (x->own.status == STATUS_ASSERTED || (answers && x->tense.modal == G_CAN)) &&
           (answers || x->rule->kind == RULE_V);
}

/* Negation and future change type and status; false when the rule asks for another frame. */
static bool settle(coder *c, verbal *x, const rule *r, uint8_t *type, int *mode) {
    bool friendly = is_verbal_cooperation(*type) || is_material_cooperation(*type);
    context *at = &x->own;
    if (x->tense.negated && !x->future && *type != EVENT_REJECT) {
        if (is_refusal(c, x, *type)) {
            *type = EVENT_REJECT;
            *mode = 0;
            at->status = x->above->status;
        } else {
            at->status = STATUS_DENIED;
        }
    }
    if (x->above->failed && *type == EVENT_AGREE) { // "failed to reach agreement"
        *type = EVENT_REJECT;
        *mode = 0;
        at->status = STATUS_ASSERTED;
    }
    if (x->tense.negated && x->future) {
        if (friendly) {
            *mode = r->type == EVENT_CONSULT ? verbal_mode(EVENT_REJECT, "meet")
                    : r->type == EVENT_AID || r->type == EVENT_COOPERATE || r->type == EVENT_SUPPORT
                        ? verbal_mode(EVENT_REJECT, "assist")
                        : verbal_mode(EVENT_REJECT, "yield");
            *type = EVENT_REJECT;
        } else {
            at->status = STATUS_DENIED;
        }
        x->future = false;
    }
    if (x->above->negated) {
        if (friendly) {
            *type = EVENT_REJECT;
            *mode = 0;
        }
        x->future = false;
    }
    if ((r->flags & RULE_FUTURE) && !(x->future && x->condition))
        return false;
    if ((r->flags & RULE_FUTURE_ANY) && !x->future)
        return false;
    at->future = x->future;
    if (x->future)
        clause_future(c, x->v, type, mode, at);
    return true;
}

/* "a visit to Israel, which has refused": the relative clause is about the name. */
static bool is_of_name(coder *c, int32_t k) {
    int32_t who = c->tree.at[k].rel == REL_ACL_RELCL ? match_subject(c, k) : -1;
    return who >= 0 && who != c->tree.at[k].head && side_hit(c, who);
}

static void take_phrases(coder *c, const verbal *x, uint8_t type) {
    const tree *t = &c->tree;
    bool talk = is_verbal_conflict(type);
    bool soft = type == EVENT_SUPPORT || type == EVENT_AGREE || type == EVENT_CONCEDE;
    TREE_EACH(t, x->v, k) {
        uint8_t main = t->at[k].main;
        bool tied =
            main == REL_ADVCL &&
            (tree_has_word(t, k, G_FOR) || tree_has_word(t, k, G_OF) ||
             tree_has_word(t, k, G_OVER) || tree_has_word(t, k, G_ON) ||
             tree_has_word(t, k, G_AGAINST) || tree_has_word(t, k, G_TO) ||
             tree_has_word(t, k, G_FROM) || (type == EVENT_ACCUSE && tree_has_word(t, k, G_WITH)));
        if ((talk || soft) && (main == REL_XCOMP || main == REL_CCOMP || tied))
            verbal_absorb(c, k);
    }
    if (x->noun >= 0) {
        int32_t phrases[2] = { x->args.object, x->noun };
        for (int i = 0; i < 2; i++)
            if (phrases[i] >= 0)
                TREE_EACH(t, phrases[i], k)
        if (t->at[k].main == REL_ACL && !is_of_name(c, k))
            verbal_absorb(c, k);
    }
    if (x->args.object >= 0 && (talk || soft)) // "condemned the decision to leave"
        TREE_EACH(t, x->args.object, k)
    if (t->at[k].rel == REL_ACL && t->at[k].xpos == XPOS_VB)
        verbal_absorb(c, k);
    bool nothing = x->own.purpose || x->own.status == STATUS_HYPOTHETICAL;
    uint8_t mark = nothing ? MARK_IDLE : MARK_TAKEN;
    if (x->args.object >= 0 &&
        !((type == EVENT_ACCUSE || type == EVENT_SUPPORT) && frame_deed_of_another(c, x)))
        verbal_mark(c, x->args.object, mark);
    if (x->noun >= 0)
        verbal_mark(c, x->noun, mark);
    if (talk || is_verbal_cooperation(type))
        for (uint32_t i = 0; i < x->args.n_obliques; i++) {
            int p = x->args.obliques[i].preposition; // a meeting it was set in is another act
            bool later = p == P_AFTER || p == P_FOLLOWING || p == P_SINCE || p == P_AMID;
            const rule *r = p == P_IN || p == P_ON ? match_noun(c, x->args.obliques[i].node) : NULL;
            bool set_in = later || p == P_AT || p == P_DURING ||
                          (r && r->type == EVENT_CONSULT && !(r->flags & RULE_WEAK));
            if (!(type == EVENT_CONSULT && x->actor.n ? later : set_in))
                clause_take(c, x->args.obliques[i].node);
        }
}

/* A passive without an agent under a speaker: "said X would be attacked" threatens. */
static void threat_by_speaker(verbal *x, uint8_t *type, int *mode) {
    if (!x->args.passive || x->actor.n || !x->speaker.n || !is_material_conflict(*type) ||
        !(x->future || x->tense.modal == G_WOULD))
        return;
    x->actor = x->speaker;
    x->future = false;
    *mode = clause_threat_mode(*type, *mode);
    *type = EVENT_THREATEN;
    x->own.status = x->above->status;
}

/* "said the prisoners will not be released": the speaker refuses. */
static void refuse_by_speaker(verbal *x, uint8_t type) {
    bool gives = is_material_cooperation(type) || type == EVENT_CONCEDE;
    if (x->args.passive && !x->actor.n && x->speaker.n && x->tense.negated && gives &&
        (x->future || x->tense.modal == G_WOULD)) {
        x->actor = x->speaker;
        x->future = true;
    }
}

/* "before he leaves for Washington": a visit ahead. */
static void expect_visit(coder *c, verbal *x, uint8_t type) {
    uint8_t tag = c->tree.at[x->v].xpos;
    if (type != EVENT_CONSULT || x->above->adverbial != G_BEFORE + 1 ||
        x->status != STATUS_HYPOTHETICAL || (tag != XPOS_VBZ && tag != XPOS_VBP))
        return;
    x->own.status = x->status = STATUS_ASSERTED;
    x->future = true;
}

/* "received a death sentence", "suffered an attack": the subject is the other side. */
static bool is_suffered(coder *c, const verbal *x, const rule *r) {
    static const char *const verbs[] = { "face", "receive", "suffer", "get", "see", "attract" };
    return r->kind == RULE_N && (is_material_conflict(r->type) || is_verbal_conflict(r->type)) &&
           r->type != EVENT_PROTEST && r->type != EVENT_REQUEST && !x->args.passive &&
           TREE_IS_ANY(&c->tree, x->v, verbs);
}

/* Actor and recipient change places: "came under Russian bombardment", "fled the assault on Y". */
static sides invert(coder *c, verbal *x, sides recipient) {
    sides bearer = x->args.passive ? verbal_coded(c, side_of(c, x->args.object)) : x->actor;
    sides doer = recipient, own = nobody;
    int32_t cause = x->args.subject; // "angered by the attacks in X": X did not do them
    if (cause >= 0 && node_in(&c->tree.at[cause], WORD_WRONG))
        bearer = match_noun_actor(c, cause);
    if (x->noun >= 0) {
        sides by = match_noun_actor(c, x->noun);
        doer = by.n ? by : doer;
        own = match_noun_recipient(c, x->noun, doer);
    }
    x->actor = doer;
    return sides_any_political(own) && own.at[0].code.len ? own : bearer;
}

static void by_rule(coder *c, verbal *x) {
    const rule *r = x->rule;
    const tree *t = &c->tree;
    int slot, mode = r->mode;
    uint8_t type = r->type;
    sides recipient = recipient_by_rule(c, x, r, &slot);
    if (r->kind == RULE_N && x->noun >= 0) {
        bool somebody = sides_pronouns(x->actor) || sides_any_political(x->actor);
        sides by = somebody ? nobody : match_noun_actor(c, x->noun);
        if (by.n)
            x->actor = by;
    }
    agent_partners(c, x, type, &recipient);
    if (x->args.passive && !sides_any_political(x->actor) && type == EVENT_AID)
        x->actor = agent_giver(c, x->args.object, x->actor);
    if (type == EVENT_CONSULT && !recipient.n && x->args.subject >= 0 && !x->args.passive)
        (void)partners_joined(c, x->args.subject, &x->actor); // "the Iran-Turkey commission met"
    agent_moved(c, x, type, &recipient);
    if (x->args.passive && !sides_any_political(x->actor) && type == EVENT_ASSAULT) {
        sides by = agent_attackers(c, x);
        x->actor = by.n ? by : x->actor;
    }
    bool court = (type == EVENT_COERCE && (mode == verbal_mode(EVENT_COERCE, "arrest") ||
                                           mode == verbal_mode(EVENT_COERCE, "deport"))) ||
                 (type == EVENT_SANCTION && mode == verbal_mode(EVENT_SANCTION, "convict")) ||
                 (type == EVENT_ACCUSE && mode == verbal_mode(EVENT_ACCUSE, "investigate"));
    court |= (type == EVENT_AID && x->noun >= 0 && tree_is(t, x->noun, "asylum")) ||
             (type == EVENT_CONCEDE && tree_is(t, x->v, "acquit"));
    if (x->args.passive && court && !sides_any_political(x->actor)) {
        sides by = agent_state(c, x, recipient);
        x->actor = by.n ? by : x->actor;
    }
    expect_visit(c, x, type);
    if (type == EVENT_CONCEDE && frame_regrets_another(c, x, recipient, slot)) {
        type = EVENT_ACCUSE;
        mode = verbal_mode(EVENT_ACCUSE, "disapprove");
    }
    if ((r->flags & RULE_INVERSE) || is_suffered(c, x, r))
        recipient = invert(c, x, recipient);
    bool light = match_verb_is(c, x->v, WORD_LIGHT);
    int32_t trigger = light && x->noun >= 0 && r->kind != RULE_V ? x->noun : x->v;
    if (r->flags & RULE_SPEAKER) {
        bool own = r->type == EVENT_ACCUSE && sides_share_country(x->speaker, x->actor);
        if (!x->speaker.n || own)
            return;
        if (!(r->flags & RULE_INVERSE) && !recipient.n)
            recipient = verbal_coded(c, x->actor);
        x->actor = x->speaker;
    }
    threat_by_speaker(x, &type, &mode);
    refuse_by_speaker(x, type);
    if (!settle(c, x, r, &type, &mode))
        return;
    bool stative = r->kind == RULE_V && (tree_is(t, x->v, "be") || tree_is(t, x->v, "have"));
    draft *d =
        stative ? NULL : clause_emit(c, r, type, mode, x->actor, recipient, &x->own, x->v, trigger);
    if (d)
        d->noun = x->noun;
    take_phrases(c, x, type);
}

/* "expressed condolences over the attack that killed": what hangs on it is no news either. */
static void silence(coder *c, const verbal *x) {
    if (x->args.object >= 0)
        verbal_absorb(c, x->args.object);
    for (uint32_t i = 0; i < x->args.n_obliques; i++)
        verbal_absorb(c, x->args.obliques[i].node);
}

static void walk_verb(coder *c, int32_t v, const context *above, pending *next) {
    verbal x;
    read_verb(c, v, above, next, &x);
    if (x.rule && (x.rule->flags & RULE_SILENT)) {
        silence(c, &x);
        return;
    }
    if (frame_commands(c, &x)) {
        x.rule = NULL;
        x.noun = -1;
    }
    if (aspect_apply(c, &x) || operator_apply(c, &x))
        return;
    x.rule = frame_rule(c, &x);
    if (x.rule && !frame_enacts(c, &x))
        by_rule(c, &x);
}

/* ---- the walk ---- */

static bool is_verb_clause(const coder *c, int32_t v) {
    const node *n = &c->tree.at[v];
    uint32_t found;
    if (n->main == REL_AMOD && n->upos == UPOS_VERB)
        return false;
    if (n->upos == UPOS_VERB || n->upos == UPOS_AUX)
        return true;
    return is_noun(n) && !tree_has(&c->tree, v, REL_COP) &&
           (n->main == REL_ROOT || n->main == REL_CONJ || n->main == REL_CCOMP) &&
           (tree_has(&c->tree, v, REL_NSUBJ) || tree_has(&c->tree, v, REL_OBJ)) &&
           rules_find(c->rules, RULE_V, n->lemma, 0, &found);
}

/* "had seized", "has fought", "attacked": told as done, whatever the clause above only thinks of.
 */
static bool is_past(coder *c, int32_t v) {
    bool had = false;
    TREE_EACH(&c->tree, v, k) {
        uint8_t g = c->tree.at[k].grammar;
        bool perfect =
            g == G_HAD || ((g == G_HAS || g == G_HAVE) && c->tree.at[v].xpos == XPOS_VBN);
        had |= c->tree.at[k].main == REL_AUX && perfect;
    }
    return c->tree.at[v].upos == UPOS_VERB && (had || c->tree.at[v].xpos == XPOS_VBD) &&
           !clause_tense(c, v).modal;
}

/* A finite verb without a modal. */
static bool is_told_as_fact(coder *c, int32_t v) {
    const node *at = c->tree.at;
    tense t = clause_tense(c, v);
    bool finite = has_tense(&at[v]);
    TREE_EACH(&c->tree, v, k)
    if (at[k].main == REL_AUX || at[k].main == REL_COP)
        finite |= has_tense(&at[k]);
    return finite && !t.modal && !t.future;
}

/* "appointed him before resigning", "left before Turkey attacked": both came about. */
static bool is_told_after(coder *c, int32_t k) {
    const node *n = &c->tree.at[k];
    if (n->head < 0)
        return false;
    tense above = clause_tense(c, n->head);
    bool past = is_past(c, k) && !above.modal && !above.future;
    return (past || (n->xpos == XPOS_VBG && c->tree.at[n->head].xpos == XPOS_VBD)) &&
           !above.negated;
}

/* "in case X attacks", "in the event that". */
static bool opens_case(const coder *c, int32_t mark) {
    return c->tree.at[mark].grammar == G_IN && mark + 1 < c->tree.n &&
           tree_is(&c->tree, mark + 1, "case");
}

/* What an adverbial clause inherits: "if", "after", "before", "to". */
static void enter_adverbial(coder *c, int32_t k, context *at) {
    at->depth++;
    at->adverbial = 1;
    TREE_EACH(&c->tree, k, m) {
        uint8_t g = c->tree.at[m].grammar, main = c->tree.at[m].main;
        if (main != REL_MARK && main != REL_CASE && main != REL_ADVMOD)
            continue;
        at->adverbial = (uint8_t)(g + 1);
        bool else_done = main != REL_ADVMOD &&
                         (tree_is(&c->tree, m, "instead") || tree_is(&c->tree, m, "rather"));
        if (else_done && at->status == STATUS_ASSERTED) // "instead of bombing them"
            at->status = STATUS_HYPOTHETICAL;
        if (g == G_IF || g == G_UNLESS || g == G_LEST || g == G_WHETHER || opens_case(c, m))
            at->status = STATUS_HYPOTHETICAL;
        if (g == G_AFTER || g == G_SINCE) {
            at->background = true;
            if (at->status == STATUS_HYPOTHETICAL && is_past(c, k))
                at->status = STATUS_ASSERTED; // "before falling after X attacked"
        }
        bool told = g == G_BEFORE && is_told_after(c, k);
        if ((g == G_BEFORE || g == G_UNTIL) && at->status == STATUS_ASSERTED && !told)
            at->status = STATUS_HYPOTHETICAL;
    }
    if ((c->tree.at[k].xpos == XPOS_VB && tree_has_word(&c->tree, k, G_TO)) ||
        (c->tree.at[k].xpos == XPOS_VBG &&
         (at->adverbial == G_ON + 1 || at->adverbial == G_ABOUT + 1)))
        at->purpose = true;
}

/* "the decision to withdraw" is an act to come; "troops to guard it" only a purpose. */
static void enter_infinitive(coder *c, int32_t k, context *at) {
    static const char *const tries[] = { "attempt", "effort", "bid" };
    int32_t noun = c->tree.at[k].head;
    uint8_t type = match_act(c, &k, 1).type;
    bool deed = is_material_conflict(type) || is_material_cooperation(type);
    bool resolved = node_in(&c->tree.at[noun], WORD_RESOLVE);
    if (deed && TREE_IS_ANY(&c->tree, noun, tries) && tree_preposition(&c->tree, noun) != P_IN) {
        // "attempts to drive them out", not "in a bid to"
        at->under = at->trying = true;
        return;
    }
    at->purpose |= !resolved;
    at->future |= resolved;
    at->under |= resolved;
}

/* "the idea that the United States trains them": of what is only thought. */
static bool is_only_thought(const coder *c, int32_t noun) {
    static const char *const thoughts[] = { "idea",       "notion",    "theory", "possibility",
                                            "myth",       "rumor",     "rumour", "prospect",
                                            "likelihood", "dream",     "fear",   "suspicion",
                                            "fantasy",    "hypothesis" };
    return TREE_IS_ANY(&c->tree, noun, thoughts);
}

/* "a deal on ending the war": what the deal is about has not come about. */
static bool is_topic(const coder *c, int32_t k) {
    bool about = tree_has_word(&c->tree, k, G_ON) || tree_has_word(&c->tree, k, G_ABOUT) ||
                 tree_has_word(&c->tree, k, G_OVER) || tree_has_word(&c->tree, k, G_FOR);
    return about && !node_in(&c->tree.at[c->tree.at[k].head], WORD_HOLLOW);
}

/* "has to win", "deserved to be tried": to be done yet; "had to leave" was done. */
static bool is_duty(const coder *c, int32_t k) {
    const node *n = &c->tree.at[k];
    uint8_t tag = n->head >= 0 ? c->tree.at[n->head].xpos : XPOS_NONE;
    bool present = tag == XPOS_VB || tag == XPOS_VBP || tag == XPOS_VBZ;
    if (n->main != REL_XCOMP || n->head < 0 || tree_has(&c->tree, n->head, REL_OBJ))
        return false;
    return (tree_is(&c->tree, n->head, "have") && present && n->xpos == XPOS_VB) ||
           (tree_is(&c->tree, n->head, "deserve") && tree_has_word(&c->tree, k, G_TO));
}

/* "executing him would not bring her back": what a "would" is said of has not come about. */
static bool is_supposed(coder *c, int32_t k) {
    const node *n = &c->tree.at[k];
    return n->main == REL_CSUBJ && n->xpos != XPOS_VBD && n->head >= 0 &&
           clause_tense(c, n->head).modal;
}

/* "prevents Turkey from invading": what one is kept from is not done. */
static bool is_prevented(const coder *c, int32_t k) {
    static const char *const keeps[] = { "prevent",  "stop",    "keep",     "deter",   "dissuade",
                                         "bar",      "refrain", "prohibit", "abstain", "discourage",
                                         "restrain", "hinder",  "block",    "desist",  "preclude" };
    const node *n = &c->tree.at[k];
    if (n->xpos != XPOS_VBG || n->head < 0 || !TREE_IS_ANY(&c->tree, n->head, keeps))
        return false;
    return tree_has_word(&c->tree, k, G_FROM);
}

/* "it was unclear if he would go". */
static bool is_doubted(const coder *c, int32_t k) {
    return tree_has_word_as(&c->tree, k, G_IF, REL_MARK);
}

/* "the demand that Greece withdraw": what a noun asks for is not done. */
static bool is_only_asked(const coder *c, int32_t k) {
    static const char *const nouns[] = { "demand",    "proposal",    "request",    "call",
                                         "appeal",    "suggestion",  "insistence", "requirement",
                                         "condition", "expectation", "ultimatum" };
    const node *n = &c->tree.at[k];
    uint8_t tag = n->xpos;
    return n->head >= 0 && TREE_IS_ANY(&c->tree, n->head, nouns) &&
           tree_has_word(&c->tree, k, G_THAT) && (tag == XPOS_VB || tag == XPOS_VBP) &&
           tree_has_main(&c->tree, k, REL_NSUBJ);
}

static void enter_child(coder *c, int32_t k, const context *own, pending *next) {
    const node *n = &c->tree.at[k];
    context at = *own;
    if (n->main != REL_CONJ) {
        at.future = false;
        at.under = false;
        at.trying = false;
    }
    at.conditional = false;
    if (at.status == STATUS_ASSERTED && is_prevented(c, k))
        at.status = STATUS_HYPOTHETICAL;
    switch (n->main) {
    case REL_CONJ:
    case REL_PARATAXIS:
        break;
    case REL_CCOMP:
    case REL_XCOMP:
    case REL_CSUBJ:
        at.depth++;
        if (tree_has_word(&c->tree, k, G_WHETHER) || is_doubted(c, k) || is_duty(c, k) ||
            is_supposed(c, k))
            at.status = STATUS_HYPOTHETICAL;
        break;
    case REL_ADVCL:
        enter_adverbial(c, k, &at);
        if (n->rel == REL_ADVCL_RELCL) {
            at.relative = REL_ACL_RELCL;
            at.background = true;
            if (at.status == STATUS_HYPOTHETICAL && !tree_has_word(&c->tree, k, G_IF) &&
                is_told_as_fact(c, k))
                at.status = STATUS_ASSERTED; // "from invading the east, where they are fighting"
        }
        break;
    case REL_ACL:
        if (frame_decreed(c, k))
            break;
        if (n->rel == REL_ACL && at.status == STATUS_ASSERTED && is_only_thought(c, n->head))
            at.status = STATUS_HYPOTHETICAL;
        if (n->rel != REL_ACL_RELCL && n->xpos != XPOS_VBN) {
            int32_t speaker = voice_of_noun(c, n->head);
            if (speaker >= 0)
                voice_enter(&at, speaker, n->head);
        }
        if (is_only_asked(c, k) && at.status == STATUS_ASSERTED)
            at.status = STATUS_HYPOTHETICAL;
        at.depth++;
        at.relative = n->rel;
        if (at.status == STATUS_HYPOTHETICAL && n->rel == REL_ACL_RELCL &&
            (is_past(c, k) || (side_hit(c, n->head) && is_told_as_fact(c, k))))
            at.status = STATUS_ASSERTED; // "could return to a town that Turkey had seized"
        at.background |= n->rel == REL_ACL_RELCL || n->xpos == XPOS_VBN;
        if (n->rel == REL_ACL && n->xpos == XPOS_VB)
            enter_infinitive(c, k, &at);
        if (n->rel == REL_ACL && n->xpos == XPOS_VBG && is_topic(c, k))
            at.purpose = true;
        break;
    default:
        if (n->upos == UPOS_PUNCT || n->child < 0)
            return;
        if (n->main == REL_OBL || n->main == REL_NMOD || n->main == REL_OBJ ||
            n->main == REL_NSUBJ || n->main == REL_APPOS)
            at.depth++;
    }
    verbal_visit(next, k, &at);
}

static void walk_one(coder *c, int32_t v, const context *above, pending *next) {
    context at = *above;
    voice_find(c, v, &at);
    c->contexts[v] = at;
    c->marks[v] |= MARK_WALKED | MARK_CONTEXT;
    if (adjective_is_state(c, v) && adjective_walk(c, v, &c->contexts[v], next))
        clause_take(c, v);
    else if (is_verb_clause(c, v))
        walk_verb(c, v, &c->contexts[v], next);
    else if (tree_has(&c->tree, v, REL_COP) && aspect_judge(c, v, &c->contexts[v]))
        clause_take(c, v);
    else if (adjective_heads_clause(c, v))
        adjective_walk(c, v, &c->contexts[v], next);
    uint32_t handled = next->n;
    TREE_EACH(&c->tree, v, k) {
        bool again = (c->marks[k] & MARK_WALKED) != 0;
        for (uint32_t i = 0; i < handled && !again; i++)
            again = next->items[i].node == k;
        if (!again)
            enter_child(c, k, &c->contexts[v], next);
    }
}

void clause_walk(coder *c) {
    uint32_t n = 0, cap = 2 * (uint32_t)c->tree.n + VERBAL_PENDING_MOST;
    visit *stack = arena_array(c->arena, cap, sizeof *stack);
    pending *next = arena_alloc(c->arena, sizeof *next);
    if (!stack || !next) {
        c->failed = true;
        return;
    }
    context top = { .speaker = -1, .speaker_verb = -1, .beyond = -1 };
    for (int32_t i = 0; i < c->tree.n; i++) // "According to X, ..." wherever it hangs
        if (top.speaker < 0 && is_nominal(&c->tree.at[i]) &&
            tree_preposition(&c->tree, i) == P_ACCORDING_TO && voice_speaks(c, i))
            top.speaker = top.speaker_verb = i;
    stack[n++] = (visit){ c->tree.root, top };
    for (int step = 0; n > 0 && step < STEPS_MOST; step++) {
        visit one = stack[--n];
        if (c->marks[one.node] & MARK_WALKED)
            continue;
        next->n = 0;
        walk_one(c, one.node, &one.at, next);
        while (next->n > 0 && n < cap)
            stack[n++] = next->items[--next->n];
    }
}
