/* threat.c - threats in a clause. A threat names a hostile act and ties it to the will of who
 * speaks: by a verb of threatening, or by a condition that the other side can meet. */
#include "event/threat.h"

#include "event/recipient.h"
#include "event/side.h"

#include <stdio.h>
#include <string.h>

enum { CLIMB_MOST = 6 };

// clang-format off
static const rule threat_rule  = { .kind = RULE_OP, .type = EVENT_THREATEN, .n_slots = 5,
    .slots = { SLOT_COMPLEMENT, SLOT_OBJECT, SLOT_PREP + P_WITH, SLOT_PREP + P_AGAINST, SLOT_PREP + P_TO } };
static const rule answer_rule  = { .kind = RULE_OP, .type = EVENT_THREATEN, .n_slots = 4,
    .slots = { SLOT_OBJECT, SLOT_PREP + P_TO, SLOT_PREP + P_AGAINST, SLOT_PREP + P_ON } };
// clang-format on

/* ---- what the words say ---- */

bool threat_verb_in(coder *c, int32_t v, word_class class) {
    if (match_verb_is(c, v, class))
        return true;
    bool next = v + 1 < c->tree.n && c->tree.at[v + 1].upos != UPOS_NOUN;
    return next && words_get(c->words, class,
                             words_join(c->tree.at[v].lemma, c->tree.at[v + 1].form)); // "stand by"
}

bool threat_is_hostile(uint8_t type) {
    return is_material_conflict(type) || type == EVENT_THREATEN;
}

/* "end the strike", "stop the raids": what undoes a hostile act is none. */
static bool undoes(coder *c, int32_t object) {
    const rule *r = object >= 0 ? match_noun(c, object) : NULL;
    return r && threat_is_hostile(r->type);
}

static bool opens_condition(const coder *c, int32_t clause) {
    TREE_EACH(&c->tree, clause, k) {
        uint8_t g = c->tree.at[k].grammar, main = c->tree.at[k].main;
        bool mark = main == REL_MARK || main == REL_ADVMOD || main == REL_AUX;
        if (mark && (g == G_IF || g == G_UNLESS || g == G_UNTIL || g == G_PROVIDED))
            return true;
        if (main == REL_AUX && g == G_SHOULD && k < clause && c->tree.at[clause].main == REL_ADVCL)
            return true;
    }
    return false;
}

/* "in the event of", "in case of". */
static bool is_case(coder *c, int32_t i) {
    return (tree_is(&c->tree, i, "event") || tree_is(&c->tree, i, "case")) &&
           tree_preposition(&c->tree, i) == P_IN;
}

/* The clause that sets the condition of an act: below it, or beside what governs it; -1 none. */
int32_t threat_condition(coder *c, int32_t v) {
    const node *at = c->tree.at;
    for (int32_t i = v; i >= 0; i = tree_after(&c->tree, i, v))
        if ((at[i].main == REL_ADVCL && opens_condition(c, i)) || is_case(c, i))
            return i;
    for (int step = 0; step < CLIMB_MOST; step++) {
        uint8_t main = at[v].main;
        if (at[v].head < 0 ||
            (main != REL_CCOMP && main != REL_XCOMP && main != REL_CONJ && main != REL_PARATAXIS))
            return -1;
        v = at[v].head;
        TREE_EACH(&c->tree, v, k)
        if ((at[k].main == REL_ADVCL && opens_condition(c, k)) || is_case(c, k))
            return k;
    }
    return -1;
}

/* An act still to come in the words of who would do it. */
bool threat_lies_ahead(const verbal *x) {
    uint8_t m = x->tense.modal;
    return x->future || m == G_WOULD || m == G_MAY || m == G_MIGHT || m == G_COULD;
}

/* ---- who threatens whom ---- */

bool threat_by_somebody(sides s) {
    for (uint32_t i = 0; i < s.n; i++)
        if (!s.at[i].owned && (side_is_political(&s.at[i]) || s.at[i].pronoun))
            return true;
    return false;
}

/* Who the words threaten with: the doer, where he is the speaker or nobody else speaks; of a
 * passive without a doer the speaker. */
sides threat_maker(const verbal *x) {
    if (x->args.passive && !x->actor.n)
        return x->speaker;
    bool told = false; // by somebody of whom it is known that he is another
    for (uint32_t i = 0; i < x->speaker.n; i++)
        told |= x->speaker.at[i].code.len > 0;
    return told && !x->mine ? nobody : x->actor;
}

/* The sides of a phrase and of what hangs on it that are not the threatener's. */
static sides aimed_at(coder *c, int32_t i, sides actor) {
    side kept[SIDES_MOST];
    uint32_t n = 0;
    sides s = verbal_coded(c, side_of(c, i));
    for (uint32_t k = 0; k < s.n; k++) {
        bool own = s.at[k].pronoun;
        for (uint32_t a = 0; a < actor.n; a++)
            own |= actor.at[a].head == s.at[k].head || side_same(&actor.at[a], &s.at[k]);
        if (!own)
            kept[n++] = s.at[k];
    }
    return sides_copy(c, kept, n);
}

/* Opponents at home: without a country of their own they may be threatened too. */
static bool is_rival(const side *s) {
    uint8_t part = side_sector(s);
    return part == SECTOR_OPP || part == SECTOR_REB || part == SECTOR_LAB || part == SECTOR_PRO ||
           part == SECTOR_PTY || part == SECTOR_LEG;
}

static sides clear_targets(coder *c, sides s, bool rivals) {
    side kept[SIDES_MOST];
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.n; i++)
        if (s.at[i].code.len || (rivals && is_rival(&s.at[i])))
            kept[n++] = s.at[i];
    return n == s.n ? s : sides_copy(c, kept, n);
}

static sides condition_side(coder *c, int32_t clause, sides actor) {
    const node *at = c->tree.at;
    int32_t subject = is_noun(&at[clause]) ? -1 : match_subject(c, clause);
    sides found = subject >= 0 ? clear_targets(c, aimed_at(c, subject, actor), true) : nobody;
    if (found.n)
        return found;
    arguments a;
    match_arguments(c, clause, &a);
    if (a.passive && match_agent(c, clause) >= 0)
        found = aimed_at(c, match_agent(c, clause), actor);
    if (!found.n && subject >= 0) // "if U.S. tariffs are imposed"
        found = match_noun_actor(c, subject);
    side kept[SIDES_MOST];
    uint32_t n = 0;
    for (uint32_t i = 0; i < found.n; i++) {
        bool own = false;
        for (uint32_t k = 0; k < actor.n; k++)
            own |= text_equal(side_country(&actor.at[k]), side_country(&found.at[i]));
        if (!own)
            kept[n++] = found.at[i];
    }
    return sides_copy(c, kept, n);
}

/* Whom the speaker's verb speaks to: "told Japan that". */
static sides addressee(coder *c, int32_t verb, sides actor) {
    const node *at = c->tree.at;
    if (verb < 0 || at[verb].upos != UPOS_VERB)
        return nobody;
    TREE_EACH(&c->tree, verb, k)
    if (at[k].main == REL_OBJ || at[k].main == REL_IOBJ) {
        sides found = clear_targets(c, aimed_at(c, k, actor), false);
        if (found.n)
            return found;
    }
    return nobody;
}

bool threat_at_home(sides actor, sides recipient) {
    for (uint32_t i = 0; i < recipient.n; i++) {
        bool home = false;
        for (uint32_t k = 0; k < actor.n; k++)
            home |= text_equal(side_country(&actor.at[k]), side_country(&recipient.at[i]));
        if (!home)
            return false;
    }
    return recipient.n > 0 && actor.n > 0;
}

/* Nobody is threatened by what he reports himself. */
static sides without_speaker(coder *c, sides s, int32_t speaker) {
    side kept[SIDES_MOST];
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.n; i++)
        if (speaker < 0 || !tree_under(&c->tree, s.at[i].head, speaker))
            kept[n++] = s.at[i];
    return n == s.n ? s : sides_copy(c, kept, n);
}

void threat_aim(coder *c, draft *d) {
    if (d->type != EVENT_THREATEN)
        return;
    d->recipient = without_speaker(c, d->recipient, d->context.speaker);
    sides by = d->actor;
    if (sides_pronouns(by) && d->context.speaker >= 0) // "Iran said it would"
        by = verbal_coded(c, side_of(c, d->context.speaker));
    if (d->recipient.n && !threat_at_home(by, d->recipient))
        return;
    int32_t clause = threat_condition(c, d->verb);
    sides found = clause >= 0 ? condition_side(c, clause, by) : nobody;
    if (!found.n && !d->recipient.n)
        found = addressee(c, d->context.speaker_verb, by);
    if (found.n)
        d->recipient = found;
}

draft *threat_emit(coder *c, const verbal *x, act inner, sides by, sides to, const char *how) {
    context at = x->own;
    at.status = x->above->status;
    at.future = at.purpose = false;
    draft *d = clause_emit(c, NULL, EVENT_THREATEN, clause_threat_mode(inner.type, inner.mode), by,
                           to, &at, x->v, x->v);
    if (d)
        d->how = how;
    return d;
}

/* "the group", "the ministry": a body without a name is the speaker's own. */
static bool is_own_body(coder *c, const verbal *x) {
    static const char *const bodies[] = {
        "group",       "body",     "organization", "organisation", "bloc",       "community",
        "alliance",    "movement", "party",        "union",        "federation", "ministry",
        "country",     "nation",   "state",        "republic",     "coalition",  "league",
        "association", "cabinet",  "commission",   "council",      "committee",  "administration",
        "army",        "navy",     "force",        "government"
    };
    int32_t s = x->args.subject;
    if (s < 0 || !x->speaker.n || sides_any_political(verbal_coded(c, x->actor)))
        return false;
    return TREE_IS_ANY(&c->tree, s, bodies) && tree_has_word(&c->tree, s, G_THE) &&
           !tree_has_main(&c->tree, s, REL_NMOD);
}

/* Reads the verb anew where a speaker's own body acts, or the condition stands further off. */
bool threat_prepare(coder *c, verbal *x) {
    if (x->above->speaker >= 0 && is_own_body(c, x)) {
        x->actor = x->speaker;
        x->mine = true;
    }
    if (!x->condition && threat_lies_ahead(x) && threat_condition(c, x->v) >= 0)
        x->condition = true;
    uint8_t m = x->tense.modal;
    if (x->mine && x->condition && (m == G_MAY || m == G_MIGHT || m == G_COULD)) {
        x->future = true;
        x->status = x->own.status = x->above->status;
        x->own.future = true;
    }
    x->own.conditional = x->condition;
    return false;
}

/* ---- verbs of threatening ---- */

/* Firms and banks threaten each other with contracts and the markets with intervention. */
static bool is_business(coder *c, const verbal *x, act inner, sides to) {
    if (to.n || threat_is_hostile(inner.type))
        return false;
    for (uint32_t i = 0; i < x->args.n_complements; i++) {
        int32_t object = tree_kid(&c->tree, x->args.complements[i], REL_OBJ);
        if (object >= 0 && match_heads_in(c, object, WORD_COMMERCE))
            return true;
    }
    int32_t s = x->args.subject;
    for (int32_t i = s; i >= 0; i = tree_after(&c->tree, i, s))
        if (tree_is(&c->tree, i, "bank"))
            return true;
    return false;
}

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
    x->own.future = false;
    if (object && !x->args.n_complements && match_heads_in(c, x->args.object, WORD_VALUE)) {
        verbal_absorb_all(c, x); // "groups that threaten our security": a danger, not a threat
        return true;
    }
    bool bare = !object && !x->args.n_complements && !recipient.n; // "crop threatened"
    if (!bare && threat_by_somebody(x->actor) && !x->tense.negated &&
        !is_business(c, x, inner, recipient)) { // a threat that was not made is no event
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
    bool people = who.at[0].kind == SIDE_LEADER && speaker.at[0].kind == SIDE_LEADER;
    if (people && who.at[0].actor != speaker.at[0].actor)
        return false; // of one country, but another man
    return sides_share_country(who, speaker);
}

/* "warned of retaliation": a hostile act of the speaker's own. */
static act act_warned_of(coder *c, const verbal *x) {
    for (uint32_t i = 0; i < x->args.n_obliques; i++) {
        int p = x->args.obliques[i].preposition;
        int32_t noun = x->args.obliques[i].node;
        const rule *r = p == P_OF || p == P_ABOUT ? match_noun(c, noun) : NULL;
        if (!r || !threat_is_hostile(r->type))
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

/* "that spending could be slashed if ...": a passive without a doer, under a condition. */
static bool is_of_nobody(coder *c, int32_t complement) {
    int32_t agent = match_agent(c, complement); // "by half" is none
    return match_passive(c, complement) && (agent < 0 || !sides_any_political(side_of(c, agent))) &&
           threat_condition(c, complement) >= 0 && threat_verb_in(c, complement, WORD_HARM);
}

static bool is_no_longer(const coder *c, int32_t v) {
    TREE_EACH(&c->tree, v, k)
    if (tree_is(&c->tree, k, "long") || text_equal_nocase(tree_form(&c->tree, k), TEXT("longer")))
        return tree_has_word(&c->tree, k, G_NO);
    return false;
}

/* What is warned of harms, and lies ahead. */
static bool warns_of_harm(coder *c, int32_t complement) {
    tense t = clause_tense(c, complement);
    bool ahead = t.future || t.modal == G_WOULD || t.modal == G_COULD || t.modal == G_MIGHT ||
                 t.modal == G_MAY;
    int32_t object = tree_kid(&c->tree, complement, REL_OBJ);
    bool stays =
        tree_is(&c->tree, complement, "hesitate") || threat_verb_in(c, complement, WORD_BEAR);
    if (stays)
        return ahead && (t.negated || is_no_longer(c, complement));
    if (object < 0 && ahead && !t.negated && threat_verb_in(c, complement, WORD_ANSWER))
        return true; // "warned it would respond"
    return ahead && !t.negated && threat_verb_in(c, complement, WORD_HARM) && !undoes(c, object);
}

/* Bodies that advise, the IMF or the OECD, do not threaten; the Community may. */
static bool is_fighting_side(sides s) {
    for (uint32_t i = 0; i < s.n; i++)
        if (!is_body(s.at[i].code) || text_starts(s.at[i].code, TEXT("IGOEUU")) ||
            text_starts(s.at[i].code, TEXT("IGONAT")) || text_starts(s.at[i].code, TEXT("IMG")))
            return true;
    return false;
}

/* "warned Y against attacking", "warned Y not to attack": addressed, and more than advice. */
static bool is_direct(coder *c, const verbal *x, sides warned, bool hostile) {
    if (!warned.n)
        return false;
    bool public = false;
    for (uint32_t i = 0; i < warned.n; i++) {
        uint8_t part = side_sector(&warned.at[i]);
        public |= part != SECTOR_BUS && part != SECTOR_AGR && part != SECTOR_CVL &&
                  part != SECTOR_JRN && part != SECTOR_EDU && part != SECTOR_MED;
    }
    if (hostile || !public)
        return hostile;
    if (!x->args.n_complements)
        return is_fighting_side(x->actor) || verbal_has_preposition(x, P_AGAINST);
    int32_t first = x->args.complements[0];
    return verbal_has_preposition(x, P_AGAINST) ||
           (c->tree.at[first].main == REL_XCOMP && !threat_verb_in(c, first, WORD_EXPECT));
}

bool threat_warn(coder *c, verbal *x) {
    if (!(x->ops & OP_WARN) || x->args.passive)
        return false;
    if (warns_of(c, x))
        return true;
    int32_t object = x->args.second >= 0 ? x->args.second : x->args.object;
    sides warned = verbal_coded(c, side_of(c, object));
    bool own = false, harm = false;
    for (uint32_t i = 0; i < x->args.n_complements; i++) {
        int32_t v = x->args.complements[i];
        own |= subject_is_speaker(c, v, x->actor) || subject_is_own_force(c, v, x->actor) ||
               is_of_nobody(c, v);
        harm |= warns_of_harm(c, v);
    }
    bool hostile = threat_is_hostile(x->act.type) || x->act.type == EVENT_REJECT;
    if (((own && (hostile || harm)) || is_direct(c, x, warned, hostile)) &&
        threat_by_somebody(x->actor)) {
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

/* "will not go unanswered", "will not leave it unpunished". */
static bool leaves_unanswered(coder *c, const verbal *x) {
    static const char *const verbs[] = { "go", "leave", "remain", "pass", "let", "stay" };
    if (!TREE_IS_ANY(&c->tree, x->v, verbs))
        return false;
    for (int32_t i = x->v; i >= 0; i = tree_after(&c->tree, i, x->v)) {
        text word = tree_form(&c->tree, i);
        if (text_equal_nocase(word, TEXT("unanswered")) ||
            text_equal_nocase(word, TEXT("unpunished")) ||
            text_equal_nocase(word, TEXT("unavenged")))
            return true;
    }
    return false;
}

/* "would not hesitate to strike", "will not tolerate": what is refused is to stay still. */
bool threat_hesitate(coder *c, verbal *x) {
    static const char *const kind[] = { "strengthen", "help",   "support", "develop",
                                        "cooperate",  "assist", "say",     "boost",
                                        "provide",    "share",  "improve", "expand" };
    bool hesitates = tree_is(&c->tree, x->v, "hesitate") && x->args.n_complements;
    if (hesitates && TREE_IS_ANY(&c->tree, x->args.complements[0], kind))
        return false;
    bool leaves = leaves_unanswered(c, x);
    bool refused = x->tense.negated || is_no_longer(c, x->v) ||
                   (x->args.subject >= 0 && tree_has_word(&c->tree, x->args.subject, G_NO));
    if (!refused || !(hesitates || leaves || threat_verb_in(c, x->v, WORD_BEAR)))
        return false;
    bool ahead = x->future || x->tense.modal == G_WOULD || x->tense.modal == G_CAN ||
                 x->tense.modal == G_COULD;
    sides by = leaves && !threat_by_somebody(x->actor) ? x->speaker : threat_maker(x);
    if (!ahead || !threat_by_somebody(by))
        return hesitates;
    sides to = match_in_complements(c, x->args.complements, x->args.n_complements, by);
    if (!to.n && x->args.object >= 0)
        to = verbal_recipient(c, x, &threat_rule, -1, EVENT_THREATEN);
    int32_t o = x->args.object; // "cannot tolerate a rise of the yen"
    bool borne = !hesitates && !leaves && o >= 0 && x->args.n_complements == 0;
    if (borne && !to.n)
        to = match_noun_actor(c, o);
    if (borne && !to.n && !undoes(c, o) && threat_condition(c, x->v) < 0)
        return false;
    threat_emit(c, x, x->act, by, to, hesitates ? "hesitate" : "bear");
    verbal_absorb_all(c, x);
    return true;
}

/* Who stands behind a warning: its owner, "by X", "from X". */
static sides noun_threatener(coder *c, int32_t i) {
    sides by = match_noun_actor(c, i);
    if (by.n)
        return by;
    TREE_EACH(&c->tree, i, k)
    if ((c->tree.at[k].main == REL_NMOD || c->tree.at[k].main == REL_OBL) &&
        tree_preposition(&c->tree, k) == P_FROM) {
        sides from = verbal_coded(c, side_of(c, k));
        if (from.n)
            return from;
    }
    return nobody;
}

/* ---- threats by what the words announce ---- */

/* With what one answers: "with force", "by a strong response". */
static bool find_force(coder *c, const verbal *x, act *out) {
    for (uint32_t i = 0; i < x->args.n_obliques; i++) {
        int p = x->args.obliques[i].preposition;
        int32_t noun = x->args.obliques[i].node;
        if (p != P_WITH && p != P_BY && p != P_IN)
            continue;
        const rule *r = match_noun(c, noun);
        bool kind = p == P_IN && tree_is(&c->tree, noun, "kind");
        if (!kind && !match_heads_in(c, noun, WORD_FORCE) && !(r && threat_is_hostile(r->type)))
            continue;
        *out = r && threat_is_hostile(r->type) ? (act){ r->type, r->mode, noun }
                                               : (act){ EVENT_ASSAULT, 0, noun };
        return true;
    }
    int32_t agent = x->args.passive ? match_agent(c, x->v) : -1;
    if (agent < 0 || !match_heads_in(c, agent, WORD_FORCE))
        return false;
    *out = (act){ EVENT_ASSAULT, 0, agent };
    return true;
}

sides threat_answered(coder *c, const verbal *x, sides by) {
    int slot;
    return match_recipient(c, &answer_rule, x->v, &x->args, -1, by, &slot);
}

/* "will answer any attack with force", "will be met by a strong response". */
bool threat_answer(coder *c, verbal *x) {
    act inner = { 0, 0, -1 };
    if (!threat_verb_in(c, x->v, WORD_ANSWER) || x->tense.negated ||
        !(threat_lies_ahead(x) || x->own.under) || !find_force(c, x, &inner))
        return false;
    sides by = noun_threatener(c, inner.node);
    if (!by.n)
        by = x->args.passive ? x->speaker : threat_maker(x);
    if (!threat_by_somebody(by))
        return false;
    threat_emit(c, x, inner, by, threat_answered(c, x, by), "answer");
    return true;
}

/* The act that somebody says he will be driven to: "would have to retaliate", "will have no choice
 * but to strike", "would be forced to". -1 none. */
static int32_t find_driven(coder *c, const verbal *x) {
    static const char *const choices[] = { "choice", "option", "alternative" };
    const tree *t = &c->tree;
    int32_t o = x->args.object;
    if (tree_is(t, x->v, "have") && o >= 0 && TREE_IS_ANY(t, o, choices) &&
        (tree_has_word(t, o, G_NO) || tree_has_word(t, x->v, G_NOT) ||
         tree_has_word(t, x->v, G_NT))) {
        for (int32_t i = x->v; i >= 0; i = tree_after(t, i, x->v))
            if (i > o && t->at[i].xpos == XPOS_VB)
                return i;
        return -1;
    }
    bool has_to = tree_is(t, x->v, "have") && o < 0;
    bool forced = (x->ops & OP_FORCE) && x->args.passive;
    return (has_to || forced) && x->args.n_complements ? x->args.complements[0] : -1;
}

bool threat_driven(coder *c, verbal *x) {
    int32_t v = find_driven(c, x), noun;
    if (v < 0 || (x->tense.negated && !tree_is(&c->tree, x->v, "have")))
        return false;
    arguments a;
    match_arguments(c, v, &a);
    const rule *r = match_verb(c, v, &a, match_sectors(x->actor), &noun);
    bool hostile =
        r ? threat_is_hostile(r->type) : threat_verb_in(c, v, WORD_HARM) && !undoes(c, a.object);
    bool choice = x->args.object >= 0 && tree_is(&c->tree, x->v, "have");
    bool forced = x->args.passive && x->args.object >= 0; // he is the object of who forces
    sides by = forced ? side_of(c, x->args.object) : threat_maker(x);
    if (!hostile || !(threat_lies_ahead(x) || choice) ||
        (!choice && threat_condition(c, x->v) < 0) || !threat_by_somebody(by))
        return false;
    act inner = r ? (act){ r->type, r->mode, v } : (act){ 0, 0, v };
    threat_emit(c, x, inner, by, match_in_complements(c, &v, 1, by), "driven");
    verbal_absorb(c, v);
    return true;
}

/* "will close the bases if": a harmful act without a rule of its own, under a condition. */
bool threat_announce(coder *c, verbal *x) {
    if (x->rule || x->tense.negated || !threat_lies_ahead(x) ||
        !threat_verb_in(c, x->v, WORD_HARM) || undoes(c, x->args.object) ||
        threat_condition(c, x->v) < 0)
        return false;
    sides by = threat_maker(x);
    if (!threat_by_somebody(by))
        return false;
    sides to = verbal_recipient(c, x, &threat_rule, -1, EVENT_THREATEN);
    threat_emit(c, x, (act){ 0, 0, x->v }, by, to, "announce");
    verbal_absorb_all(c, x);
    return true;
}

/* Sides that may do themselves what they warn of. */
static bool may_fight(const side *s) {
    uint8_t part = side_sector(s);
    return part != SECTOR_BUS && part != SECTOR_JRN && part != SECTOR_EDU && part != SECTOR_ELI &&
           part != SECTOR_MED && part != SECTOR_AGR;
}

/* "Ecuador's union federations", "ground staff": workers by the words of the phrase. */
static sides as_union(coder *c, const verbal *x) {
    static const char *const words_[] = { "union",  "worker",   "staff",   "labour",
                                          "labor",  "employee", "teacher", "miner",
                                          "docker", "seaman",   "driver" };
    bool work = false;
    int32_t s = x->args.subject;
    for (int32_t i = s; i >= 0; i = tree_after(&c->tree, i, s))
        work |= TREE_IS_ANY(&c->tree, i, words_);
    if (!work || (x->actor.n && is_body(x->actor.at[0].code)))
        return x->actor;
    side one = { .code = { "", 0 }, .head = s, .actor = NO_ACTOR };
    if (x->actor.n) {
        one = x->actor.at[0];
        one.code = side_country(&one);
    }
    one.sector = SECTOR_LAB;
    one.kind = SIDE_ROLE;
    one.owned = false;
    return sides_copy(c, &one, 1);
}

/* Unions, parties and crowds that call a strike for a day to come press with it. */
bool threat_call(coder *c, verbal *x) {
    static const char *const verbs[] = { "call",  "announce", "plan",     "set",
                                         "order", "schedule", "proclaim", "declare" };
    int32_t o = x->args.object >= 0 ? x->args.object : tree_kid(&c->tree, x->v, REL_XCOMP);
    if (o < 0 || !is_noun(&c->tree.at[o]) || !TREE_IS_ANY(&c->tree, x->v, verbs) ||
        x->tense.negated || x->args.passive)
        return false;
    const rule *r = match_noun(c, o);
    bool strike = (r && r->type == EVENT_PROTEST) || tree_is(&c->tree, o, "strike") ||
                  tree_is(&c->tree, o, "stoppage");
    sides by = as_union(c, x);
    bool crowd = by.n != x->actor.n || by.at != x->actor.at, ahead = false;
    for (uint32_t i = 0; i < x->actor.n; i++) {
        uint8_t part = side_sector(&x->actor.at[i]);
        crowd |= part == SECTOR_LAB || part == SECTOR_OPP || part == SECTOR_CVL ||
                 part == SECTOR_PTY || part == SECTOR_PRO || part == SECTOR_EDU;
    }
    for (int32_t i = x->v; i >= 0; i = tree_after(&c->tree, i, x->v)) {
        ahead |=
            i > o && node_in(&c->tree.at[i], WORD_TIME) && c->tree.at[i].rel != REL_OBL_UNMARKED;
    }
    if (!strike || !crowd || !ahead)
        return false;
    sides to = verbal_recipient(c, x, &threat_rule, o, EVENT_THREATEN);
    threat_emit(c, x, (act){ EVENT_PROTEST, 0, o }, by, to, "call");
    clause_take(c, o);
    return true;
}

/* "nobody will be allowed to trespass", "will not let Iran close the strait". */
bool threat_permit(coder *c, verbal *x) {
    static const char *const crossings[] = { "trespass", "interfere", "meddle",  "violate",
                                             "infringe", "dictate",   "encroach" };
    static const char *const nobodies[] = { "nobody", "none", "no-one" };
    const tree *t = &c->tree;
    int32_t s = x->args.subject >= 0 ? x->args.subject : x->args.object;
    bool none = s >= 0 && (TREE_IS_ANY(t, s, nobodies) || tree_has_word(t, s, G_NO));
    if (!(x->ops & OP_ALLOW) || !(x->tense.negated || none) || !x->args.n_complements ||
        !(threat_lies_ahead(x) || x->tense.modal == G_CAN))
        return false;
    int32_t first = x->args.complements[0];
    bool crosses = threat_is_hostile(x->act.type) || TREE_IS_ANY(t, first, crossings);
    sides by = x->args.passive ? x->speaker : threat_maker(x);
    if (!crosses || !threat_by_somebody(by))
        return false;
    threat_emit(c, x, (act){ 0, 0, x->v }, by,
                match_in_complements(c, x->args.complements, x->args.n_complements, by), "permit");
    verbal_absorb_all(c, x);
    return true;
}

/* "could provoke a confrontation", said by who would be in it. */
bool threat_provoke(coder *c, verbal *x) {
    static const char *const verbs[] = { "spark",  "provoke", "trigger", "prompt",  "invite",
                                         "draw",   "bring",   "cause",   "unleash", "lead",
                                         "ignite", "mean",    "result" };
    const tree *t = &c->tree;
    int32_t o = x->args.object;
    for (uint32_t i = 0; i < x->args.n_obliques && o < 0; i++)
        if (x->args.obliques[i].preposition == P_TO || x->args.obliques[i].preposition == P_IN)
            o = x->args.obliques[i].node;
    bool warns = x->above->speaker_verb >= 0 && (tree_is(t, x->above->speaker_verb, "warn") ||
                                                 tree_is(t, x->above->speaker_verb, "caution"));
    if (!TREE_IS_ANY(t, x->v, verbs) || o < 0 || !warns || !threat_lies_ahead(x) ||
        x->tense.negated)
        return false;
    const rule *r = match_noun(c, o);
    bool fights = (r && threat_is_hostile(r->type)) || match_heads_in(c, o, WORD_FORCE) ||
                  tree_is(t, o, "confrontation") || tree_is(t, o, "conflict");
    sides by = x->speaker;
    if (!fights || !by.n || is_body(by.at[0].code) || !may_fight(&by.at[0]))
        return false;
    sides to = aimed_at(c, x->args.subject, by);
    uint8_t part = side_sector(&by.at[0]);
    bool crowd = part == SECTOR_LAB || part == SECTOR_OPP || part == SECTOR_PRO ||
                 part == SECTOR_REB || part == SECTOR_CVL;
    if (!crowd && !to.n) // a state's or a party's forecast
        return false;
    draft *d =
        threat_emit(c, x, r ? (act){ r->type, r->mode, o } : (act){ 0, 0, o }, by, to, "provoke");
    if (d && d->context.status == STATUS_HYPOTHETICAL)
        d->context.status = STATUS_ASSERTED; // the warning is given, whatever comes
    return true;
}

/* ---- give in or face it ---- */

/* A span or end of time: "48 hours", "until Friday". */
static bool is_term(coder *c, int32_t i) {
    static const char *const units[] = { "minute", "hour", "day", "week", "month", "deadline" };
    return tree_preposition(&c->tree, i) == P_UNTIL || tree_preposition(&c->tree, i) == P_TILL ||
           TREE_IS_ANY(&c->tree, i, units);
}

/* "gave Assad until the end of February to pull back". */
bool threat_deadline(coder *c, verbal *x) {
    const node *at = c->tree.at;
    int32_t given = x->args.second >= 0 ? x->args.second : x->args.object;
    bool term = false, order = false;
    if (!tree_is(&c->tree, x->v, "give") || given < 0 || x->tense.negated ||
        !threat_by_somebody(x->actor))
        return false;
    for (int32_t i = x->v; i >= 0; i = tree_after(&c->tree, i, x->v)) {
        term |= i > given && is_noun(&at[i]) && is_term(c, i);
        order |= i > given && at[i].xpos == XPOS_VB && tree_has_word(&c->tree, i, G_TO);
    }
    sides to = aimed_at(c, given, x->actor);
    bool public = false;
    for (uint32_t i = 0; i < to.n; i++)
    public |= may_fight(&to.at[i]);
    if (!term || !order || !public)
        return false;
    threat_emit(c, x, (act){ 0, 0, x->v }, x->actor, to, "deadline");
    verbal_absorb_all(c, x);
    return true;
}

/* What is faced hurts. */
static bool is_consequence(coder *c, int32_t o, act *out) {
    const rule *r = o >= 0 ? match_noun(c, o) : NULL;
    *out = r && threat_is_hostile(r->type) ? (act){ r->type, r->mode, o } : (act){ 0, 0, o };
    return o >= 0 && (out->type || match_heads_in(c, o, WORD_CONSEQUENCE));
}

/* "or face ..." somewhere under a demand; -1 none. */
static int32_t find_alternative(coder *c, int32_t v, act *out) {
    static const char *const verbs[] = { "face", "risk", "suffer", "incur", "lose", "meet" };
    const tree *t = &c->tree;
    for (int32_t i = v; i >= 0; i = tree_after(t, i, v))
        if (i != v && t->at[i].main == REL_CONJ && tree_has_word(t, i, G_OR) &&
            TREE_IS_ANY(t, i, verbs) && is_consequence(c, tree_kid(t, i, REL_OBJ), out))
            return i;
    return -1;
}

/* "told Japan to open its markets or face tariffs": the demand goes on as a demand. */
bool threat_demand(coder *c, verbal *x) {
    act inner = { 0, 0, -1 };
    bool asks = (x->ops & (OP_REQUEST | OP_WARN)) ||
                (x->rule && (x->rule->type == EVENT_REQUEST || x->rule->type == EVENT_THREATEN));
    if (!asks || x->args.passive || x->tense.negated || !threat_by_somebody(x->actor))
        return false;
    int32_t face = find_alternative(c, x->v, &inner);
    if (face < 0)
        return false;
    sides to = x->args.object >= 0 ? aimed_at(c, x->args.object, x->actor) : nobody;
    if (!to.n)
        to = match_in_complements(c, x->args.complements, x->args.n_complements, x->actor);
    draft *d = threat_emit(c, x, inner, x->actor, to, "or face");
    if (d)
        d->trigger = face;
    clause_take(c, face);
    return false;
}

static bool will_face(coder *c, const verbal *x, act *inner) {
    static const char *const verbs[] = { "face", "risk", "suffer", "incur" };
    return TREE_IS_ANY(&c->tree, x->v, verbs) && is_consequence(c, x->args.object, inner);
}

static bool pays_dearly(const tree *t, int32_t v) {
    static const char *const ways[] = { "dearly", "heavily", "bitterly" };
    TREE_EACH(t, v, k)
    if (TREE_IS_ANY(t, k, ways))
        return true;
    return false;
}

/* "will pay for what it has done". */
static bool pays_for_deed(coder *c, const verbal *x) {
    static const char *const deeds[] = { "action", "act",     "deed",  "mistake", "this",
                                         "that",   "support", "sin",   "blood",   "behavior",
                                         "it",     "policy",  "folly", "conduct", "misdeed" };
    for (uint32_t i = 0; i < x->args.n_obliques; i++) {
        int32_t k = x->args.obliques[i].node;
        if (x->args.obliques[i].preposition == P_FOR &&
            (node_in(&c->tree.at[k], WORD_WRONG) || TREE_IS_ANY(&c->tree, k, deeds)))
            return true;
    }
    return false;
}

/* "will pay a heavy price", "would regret it". */
static bool will_pay(coder *c, const verbal *x) {
    const tree *t = &c->tree;
    if (!(x->future || x->tense.modal == G_WOULD) || x->tense.negated)
        return false;
    if (tree_is(t, x->v, "pay"))
        return x->args.object < 0 ? pays_dearly(t, x->v) || pays_for_deed(c, x)
                                  : tree_is(t, x->args.object, "price");
    return tree_is(t, x->v, "regret") || tree_is(t, x->v, "rue");
}

/* "must leave or face sanctions": the speaker threatens. */
bool threat_face(coder *c, verbal *x) {
    const tree *t = &c->tree;
    act inner = { 0, 0, -1 };
    bool alternative = tree_has_word(t, x->v, G_OR) || threat_condition(c, x->v) >= 0;
    bool pays = will_pay(c, x);
    if (!(pays || (alternative && will_face(c, x, &inner))) || x->above->speaker < 0)
        return false;
    sides by = x->speaker.n ? x->speaker : side_of(c, x->above->speaker);
    sides to = aimed_at(c, x->args.subject, by);
    if (!to.n && t->at[x->v].main == REL_CONJ)
        to = aimed_at(c, match_subject(c, t->root), by);
    if (!threat_by_somebody(by) || (to.n && sides_share_country(by, to)) || !to.n)
        return false;
    threat_emit(c, x, inner, by, to, pays ? "pay" : "or face");
    if (x->args.object >= 0)
        clause_take(c, x->args.object);
    return true;
}

/* ---- nouns ---- */

/* The clause that tells what a noun is about; it may hang on the verb that governs the noun. */
static int32_t noun_clause(const coder *c, int32_t i) {
    const node *at = c->tree.at;
    TREE_EACH(&c->tree, i, k)
    if (at[k].main == REL_ACL || at[k].main == REL_CCOMP)
        return k;
    if (at[i].head >= 0)
        TREE_EACH(&c->tree, at[i].head, k)
    if (k > i && at[k].main == REL_CCOMP && tree_has_word(&c->tree, k, G_THAT))
        return k;
    return -1;
}

/* What a warning or threat is about: a clause or phrase under it. */
static bool noun_content(coder *c, int32_t i, act *out) {
    const node *at = c->tree.at;
    int32_t clause = noun_clause(c, i);
    if (clause >= 0) {
        *out = match_act(c, &clause, 1);
        if (threat_is_hostile(out->type) || out->type == EVENT_REJECT ||
            threat_verb_in(c, clause, WORD_HARM))
            return true;
    }
    TREE_EACH(&c->tree, i, k) {
        int p = at[k].main == REL_NMOD ? tree_preposition(&c->tree, k) : 0;
        const rule *r = p == P_OF || p == P_ABOUT ? match_noun(c, k) : NULL;
        if (r && threat_is_hostile(r->type)) {
            *out = (act){ r->type, r->mode, k };
            return true;
        }
    }
    return false;
}

/* "a threatened strike by oil workers". */
static bool is_threatened(const coder *c, int32_t i) {
    TREE_EACH(&c->tree, i, k)
    if ((c->tree.at[k].main == REL_AMOD || c->tree.at[k].main == REL_ACL) &&
        tree_is(&c->tree, k, "threaten") && c->tree.at[k].xpos == XPOS_VBN)
        return true;
    TREE_EACH(&c->tree, i, k)
    if (c->tree.at[k].main == REL_AMOD &&
        text_equal_nocase(tree_form(&c->tree, k), TEXT("threatened")))
        return true;
    return false;
}

/* "an act of war", said of what another may do. */
static bool is_cause_of_war(coder *c, int32_t i) {
    static const char *const heads[] = { "act", "cause", "declaration" };
    bool war = tree_is(&c->tree, i, "belli");
    TREE_EACH(&c->tree, i, k) {
        int p = c->tree.at[k].main == REL_NMOD ? tree_preposition(&c->tree, k) : 0;
        war |= (p == P_OF || p == P_FOR) &&
               (tree_is(&c->tree, k, "war") || tree_is(&c->tree, k, "aggression"));
    }
    return war && TREE_IS_ANY(&c->tree, i, heads);
}

/* What is named an act of war: the subject of the clause; -1 where none is. */
static int32_t find_named(coder *c, int32_t i) {
    static const char *const verbs[] = { "consider", "regard",    "treat", "view",
                                         "see",      "interpret", "mean",  "constitute" };
    if (tree_has(&c->tree, i, REL_COP))
        return match_subject(c, i);
    int32_t v = c->tree.at[i].head;
    if (v < 0 || !TREE_IS_ANY(&c->tree, v, verbs))
        return -1;
    int32_t object = tree_kid(&c->tree, v, REL_OBJ);
    return match_passive(c, v) || object < 0 || object == i
               ? tree_kid(&c->tree, v, match_passive(c, v) ? REL_NSUBJ_PASS : REL_NSUBJ)
               : object;
}

static bool threat_of_war(coder *c, int32_t i, const context *here) {
    int32_t named = is_cause_of_war(c, i) ? find_named(c, i) : -1;
    if (named < 0 || here->speaker < 0)
        return false;
    sides by = verbal_coded(c, side_of(c, here->speaker));
    if (!by.n)
        return false;
    sides to = match_noun_actor(c, named);
    if (!to.n)
        to = aimed_at(c, named, by);
    clause_take(c, i);
    clause_take(c, named);
    draft *d = clause_emit(c, NULL, EVENT_THREATEN, clause_threat_mode(EVENT_ASSAULT, 0), by, to,
                           here, i, i);
    if (d)
        d->how = "act of war";
    return d != NULL;
}

bool threat_noun(coder *c, int32_t i, const context *here) {
    if (threat_of_war(c, i, here))
        return true;
    static const char *const nouns[] = { "threat", "warning", "ultimatum", "vow" };
    const tree *t = &c->tree;
    act inner = { 0, 0, -1 };
    bool threatened = is_threatened(c, i);
    if (threatened) {
        const rule *r = match_noun(c, i);
        if (r && threat_is_hostile(r->type))
            inner = (act){ r->type, r->mode, i };
        else if (!match_heads_in(c, i, WORD_CONSEQUENCE))
            return false;
    } else if (!TREE_IS_ANY(t, i, nouns) || !noun_content(c, i, &inner)) {
        return false;
    }
    sides by = noun_threatener(c, i);
    if (!threat_by_somebody(by) || here->status != STATUS_ASSERTED)
        return false;
    sides to = nobody;
    TREE_EACH(t, i, k) {
        int p = t->at[k].main == REL_NMOD ? tree_preposition(&c->tree, k) : 0;
        if (!to.n && (p == P_TO || p == P_AGAINST || p == P_ON))
            to = aimed_at(c, k, by);
    }
    int32_t clause = noun_clause(c, i);
    if (!to.n && clause >= 0)
        to = match_in_complements(c, &clause, 1, by);
    if (!to.n && here->speaker >= 0)
        to = aimed_at(c, here->speaker, by);
    clause_take(c, i);
    draft *d = clause_emit(c, NULL, EVENT_THREATEN, clause_threat_mode(inner.type, inner.mode), by,
                           to, here, i, i);
    if (d)
        d->how = "noun";
    return d != NULL;
}
