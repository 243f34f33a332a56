/* nominal.c - nouns that tell of an act on their own. */
#include "event/nominal.h"

#include "event/clause.h"
#include "event/match.h"
#include "event/partner.h"
#include "event/recipient.h"
#include "event/side.h"
#include "event/threat.h"
#include "event/verbal.h"

enum { CLIMB_MOST = 6 };

/* "in order to lift the U.S. sanctions": the lifting is no event, the sanctions are. */
static bool comes_to_nothing(const draft *d) {
    return d->dropped || (d->context.purpose && d->type != EVENT_PROTEST) ||
           d->context.status == STATUS_HYPOTHETICAL;
}

/* Taken by an act that is no event. */
static bool is_released(const coder *c, int32_t i) {
    return c->takers[i] && comes_to_nothing(&c->drafts[c->takers[i] - 1]);
}

static bool is_used(const coder *c, int32_t i) {
    for (uint32_t k = 0; k < c->n_drafts; k++)
        if (c->drafts[k].trigger == i ||
            (c->drafts[k].noun == i && !comes_to_nothing(&c->drafts[k])))
            return true;
    return ((c->marks[i] & MARK_TAKEN) && !is_released(c, i)) || side_hit(c, i);
}

/* "Turkey's demands were rebuffed by X": what the sentence is about was asked, and is an act
 * besides its answer. The draft that answers, or NULL. */
static const draft *answer_to(coder *c, int32_t i) {
    const rule *r = c->tree.at[i].rel == REL_NSUBJ_PASS ? match_noun(c, i) : NULL;
    sides by = r && r->type == EVENT_REQUEST ? match_noun_actor(c, i) : nobody;
    for (uint32_t k = 0; by.n && by.at[0].code.len && k < c->n_drafts; k++) {
        const draft *d = &c->drafts[k];
        bool answers = d->type == EVENT_REJECT || d->type == EVENT_AGREE ||
                       d->type == EVENT_SUPPORT || d->type == EVENT_CONCEDE;
        if (answers && d->context.status == STATUS_ASSERTED && tree_under(&c->tree, i, d->verb) &&
            d->trigger != i && d->actor.n && !sides_share_country(by, d->actor))
            return d;
    }
    return NULL;
}

/* A threat may stand inside another act: "rejected a warning from Turkey". */
static bool is_threat_used(const coder *c, int32_t i) {
    bool inside = false;
    for (uint32_t k = 0; k < c->n_drafts; k++) {
        const draft *d = &c->drafts[k];
        bool noun = d->noun == i || d->trigger == i;
        if (noun && d->type != EVENT_REJECT && d->type != EVENT_ACCUSE)
            return true;
        inside |=
            (d->type == EVENT_REJECT || d->type == EVENT_ACCUSE) && c->tree.at[i].head == d->verb;
    }
    return ((c->marks[i] & MARK_TAKEN) && !inside) || side_hit(c, i);
}

/* "are in negotiations", "is at war": the subject of the predicate acts. */
static bool is_engaged(coder *c, int32_t i) {
    int p = tree_preposition(&c->tree, i);
    bool on = p == P_ON && (tree_is(&c->tree, i, "strike") || tree_is(&c->tree, i, "alert"));
    return (p == P_IN || p == P_AT || on) && tree_has(&c->tree, i, REL_COP) &&
           match_subject(c, i) >= 0;
}

static bool same_codes(sides a, sides b) {
    for (uint32_t i = 0; i < a.n; i++) {
        bool found = false;
        for (uint32_t k = 0; k < b.n; k++)
            found |= text_equal(a.at[i].code, b.at[k].code);
        if (!found)
            return false;
    }
    return a.n == b.n;
}

/* "clashes between troops and rebels": sides of one country, told by what they are. */
static bool are_foes(uint8_t type, sides s) {
    for (uint32_t i = 1; type == EVENT_ASSAULT && i < s.n; i++)
        if (side_sector(&s.at[0]) && side_sector(&s.at[i]) &&
            side_sector(&s.at[0]) != side_sector(&s.at[i]) &&
            (side_is_armed(&s.at[0]) || side_is_armed(&s.at[i])))
            return true;
    return false;
}

/* The draft of the noun's own verb, where it tells of the same act. */
static draft *draft_of_verb(coder *c, int32_t v) {
    for (uint32_t i = 0; i < c->n_drafts; i++)
        if (c->drafts[i].verb == v)
            return &c->drafts[i];
    return NULL;
}

static bool holds_trigger(const coder *c, int32_t top, uint8_t type) {
    for (uint32_t i = 0; i < c->n_drafts; i++) // "support for rebels, whom X calls terrorists"
        if (!c->drafts[i].dropped &&
            !(c->drafts[i].context.relative == REL_ACL_RELCL && c->drafts[i].type != type) &&
            tree_under(&c->tree, c->drafts[i].trigger, top))
            return true;
    return false;
}

/* "airstrikes on Aleppo killed civilians": people without a country are of the place hit. */
static sides in_country(coder *c, sides people, text country) {
    side kept[SIDES_MOST];
    for (uint32_t i = 0; i < people.n; i++) {
        kept[i] = people.at[i];
        if (!kept[i].code.len && kept[i].sector && !kept[i].pronoun)
            kept[i].code = country;
    }
    return sides_copy(c, kept, people.n);
}

/* A subject of a verb of happening: its tense is the act's. True when the verb's own draft took the
 * noun in. */
static bool as_subject(coder *c, const rule *r, int32_t v, sides actor, sides recipient,
                       context *at) {
    tense t = clause_tense(c, v);
    if (t.negated)
        at->status = STATUS_DENIED;
    if (t.modal)
        at->status = STATUS_HYPOTHETICAL;
    at->future |= t.future;
    draft *d = draft_of_verb(c, v);
    if (!d || d->type != r->type)
        return false;
    if (!sides_any_political(d->actor) && actor.n)
        d->actor = actor;
    if (recipient.n)
        d->recipient = in_country(c, d->recipient, side_country(&recipient.at[0]));
    if (!d->mode)
        d->mode = r->mode;
    return true;
}

static bool is_withdrawal(const rule *r) {
    return r->type == EVENT_RETREAT && verbal_is_mode(r->type, r->mode, "withdraw");
}

static bool is_resignation(const rule *r) {
    return r->type == EVENT_RETREAT && verbal_is_mode(r->type, r->mode, "resign");
}

static bool all_armed(sides s) {
    for (uint32_t i = 0; i < s.n; i++)
        if (!side_is_armed(&s.at[i]))
            return false;
    return s.n > 0;
}

/* Who goes, moves or fights stands behind "of": "the withdrawal of US troops from Iraq", "the fight
 * of the army against rebels". */
static void read_goer(coder *c, const rule *r, int32_t i, int slot, sides *actor,
                      sides *recipient) {
    bool goes = is_withdrawal(r) || r->type == EVENT_MOBILIZE;
    bool fights =
        r->type == EVENT_ASSAULT && (slot == SLOT_PREP + P_AGAINST || slot == SLOT_PREP + P_WITH);
    if (actor->n || !(goes || fights))
        return;
    if (slot == SLOT_PREP + P_OF) {
        *actor = *recipient;
        *recipient = nobody;
        return;
    }
    sides of = partner_behind_of(c, i);
    if (all_armed(of))
        *actor = of;
}

/* An act that one side makes plain: "the U.S. withdrawal", "airstrikes on Idlib". */
static bool one_side(const rule *r, sides actor, sides recipient, int slot, bool refuses) {
    uint8_t type = r->type;
    bool hard = type == EVENT_SANCTION || type == EVENT_COERCE || type == EVENT_ASSAULT ||
                type == EVENT_MOBILIZE || type == EVENT_PROTEST;
    bool leaves = is_withdrawal(r) || is_resignation(r);
    bool blames = type == EVENT_ACCUSE && !verbal_is_mode(type, r->mode, "investigate");
    if (actor.n)
        return hard || leaves || blames || type == EVENT_REQUEST ||
               (type == EVENT_REJECT && refuses);
    bool at = slot == SLOT_PREP + P_ON || slot == SLOT_PREP + P_AGAINST ||
              slot == SLOT_PREP + P_OF || slot == SLOT_OBJECT ||
              (slot == SLOT_PREP + P_FROM && type == EVENT_ASSAULT);
    return hard && recipient.n && at;
}

/* Complete before the news of its clause: "after", "following", "since". */
static bool lies_back(coder *c, int32_t i) {
    int p = tree_preposition(&c->tree, i);
    return p == P_AFTER || p == P_SINCE || p == P_FOLLOWING;
}

/* "Paris attacks" names a place; "Moscow's attacks" a government. */
static bool is_place(const coder *c, sides s) {
    for (uint32_t i = 0; i < s.n; i++) {
        const hit *h = side_hit(c, s.at[i].head);
        if (s.at[i].head >= 0 && c->tree.at[s.at[i].head].rel == REL_NMOD_POSS)
            continue;
        if (h && (hit_is_town(h) || h->kind == ACTOR_PLACE))
            return true;
    }
    return false;
}

/* The noun only gives time or ground to another act: "during the war", "despite sanctions". */
static bool is_setting(coder *c, int32_t i) {
    const node *at = c->tree.at;
    for (int step = 0; at[i].main == REL_NMOD && at[i].head >= 0 && step < CLIMB_MOST &&
                       node_in(&at[at[i].head], WORD_QUANTITY);
         step++) // "during a week of bombardment"
        i = at[i].head;
    int p = tree_preposition(&c->tree, i);
    return p == P_DURING || p == P_SINCE || p == P_BEFORE || p == P_AS || p == P_LIKE;
}

/* "the next summit", "ahead of the talks", "the purpose of his visit would be". */
static bool lies_ahead(coder *c, int32_t i) {
    const node *at = c->tree.at;
    TREE_EACH(&c->tree, i, k)
    if (at[k].main == REL_AMOD && node_in(&at[k], WORD_COMING))
        return true;
    if (tree_preposition(&c->tree, i) == P_AHEAD_OF)
        return true;
    int32_t top = i;
    for (int step = 0; at[top].main == REL_NMOD && at[top].head >= 0 && step < CLIMB_MOST; step++)
        top = at[top].head;
    if (at[top].main != REL_NSUBJ || at[top].head < 0)
        return false;
    tense t = clause_tense(c, at[top].head);
    return t.future || (t.modal == G_WOULD && verbal_context(c, i).speaker >= 0);
}

/* "threats of military action", "a plan for an invasion": no act yet. */
static bool is_unreal(coder *c, int32_t i) {
    static const char *const unreal[] = {
        "threat",  "possibility", "chance",  "likelihood", "prospect",    "risk",     "danger",
        "fear",    "plan",        "call",    "option",     "talk",        "proposal", "idea",
        "bill",    "draft",       "promise", "vow",        "preparation", "case",     "event",
        "pretext", "demand",      "request", "appeal",     "timeline"
    };
    static const char *const possible[] = { "possible", "potential",    "planned",
                                            "imminent", "proposed",     "any",
                                            "would-be", "hypothetical", "eventual" };
    TREE_EACH(&c->tree, i, k)
    if (k < i && TREE_IS_ANY(&c->tree, k, possible))
        return true;
    static const char *const plans[] = { "prepare",  "plan",    "consider", "mull",
                                         "weigh",    "draft",   "propose",  "contemplate",
                                         "threaten", "demand",  "urge",     "seek",
                                         "advocate", "discuss", "avoid",    "ask",
                                         "request",  "want",    "secure",   "negotiate" };
    static const char *const bans[] = { "bar", "prohibit", "forbid", "outlaw", "preclude" };
    int32_t v = c->tree.at[i].main == REL_OBJ ? c->tree.at[i].head : -1;
    if (v >= 0 && !tree_has_main(&c->tree, i, REL_DET) &&
        (TREE_IS_ANY(&c->tree, v, plans) || TREE_IS_ANY(&c->tree, v, bans)))
        return true; // "is preparing sanctions", "the law bars attacks on journalists"
    int32_t h = c->tree.at[i].main == REL_NMOD ? c->tree.at[i].head : -1;
    int p = h >= 0 ? tree_preposition(&c->tree, i) : 0;
    return h >= 0 && (p == P_OF || p == P_FOR) && TREE_IS_ANY(&c->tree, h, unreal);
}

/* "the Israeli bombardment", "Ankara's offensive", "U.S. sanctions": an act that is known already,
 * where nothing says that it is only feared, planned or asked for. */
static bool is_known(coder *c, uint8_t type, int32_t i) {
    static const char *const more[] = { "new",       "further",   "additional", "more",
                                        "potential", "future",    "possible",   "any",
                                        "fresh",     "tougher",   "another",    "imminent",
                                        "planned",   "proposed",  "stronger",   "harsher",
                                        "such",      "no",        "a",          "an",
                                        "stiffer",   "secondary", "next",       "looming" };
    const node *at = c->tree.at;
    bool definite = type == EVENT_SANCTION;
    TREE_EACH(&c->tree, i, k) {
        if (k < i && TREE_IS_ANY(&c->tree, k, more))
            return false;
        definite |= at[k].rel == REL_NMOD_POSS || at[k].grammar == G_THE || at[k].grammar == G_THIS;
    }
    return definite && !is_unreal(c, i);
}

/* "the occupation must end", "the sanctions should be lifted": it goes on. */
static bool is_to_end(coder *c, int32_t i) {
    static const char *const verbs[] = { "end", "stop", "cease", "halt", "lift", "remove", "ease" };
    const node *n = &c->tree.at[i];
    return n->main == REL_NSUBJ && n->head >= 0 && TREE_IS_ANY(&c->tree, n->head, verbs);
}

/* A meeting that the clause only takes place in, and an act that it answers, stand whatever the
 * clause doubts, denies or aims at. */
static bool is_presupposed(coder *c, uint8_t type, int32_t i) {
    const node *n = &c->tree.at[i];
    int p = n->main == REL_OBL || n->main == REL_NMOD ? tree_preposition(&c->tree, i) : 0;
    if (p == P_DESPITE || p == P_AFTER || p == P_FOLLOWING || p == P_BECAUSE_OF || p == P_DUE_TO)
        return true;
    return type == EVENT_CONSULT && (p == P_AT || p == P_IN || p == P_DURING || p == P_AFTER ||
                                     p == P_FOLLOWING || p == P_AHEAD_OF || p == P_BEFORE);
}

bool nominal_is_done_to_owner(const coder *c, int32_t i) {
    static const char *const nouns[] = {
        "arrest",      "capture",      "killing",     "murder",        "execution",   "detention",
        "jailing",     "release",      "freeing",     "kidnapping",    "abduction",   "beheading",
        "deportation", "imprisonment", "poisoning",   "conviction",    "sentencing",  "indictment",
        "dismissal",   "sacking",      "extradition", "assassination", "impeachment", "ouster",
        "seizure",     "expulsion",    "overthrow",   "ousting",       "shooting",    "beating",
        "prosecution", "removal",      "eviction",    "exile",         "hanging",     "torture",
        "lynching",    "toppling",     "firing",      "suspension",    "sentence",    "term"
    };
    bool his = tree_has(&c->tree, i, REL_NMOD_POSS);
    TREE_EACH(&c->tree, i, k) // "the Soleimani assassination"
    his |= c->tree.at[k].main == REL_COMPOUND && side_hit(c, k) &&
           side_hit(c, k)->kind == ACTOR_LEADER;
    return his && TREE_IS_ANY(&c->tree, i, nouns);
}

static bool are_persons(const coder *c, sides s) {
    for (uint32_t i = 0; i < s.n; i++)
        if (s.at[i].kind != SIDE_LEADER && s.at[i].kind != SIDE_ROLE && !s.at[i].pronoun &&
            !(side_hit(c, s.at[i].head) && side_hit(c, s.at[i].head)->kind == ACTOR_LEADER))
            return false;
    return s.n > 0;
}

/* "soldiers died in clashes with rebels": who fell there fought. */
static sides fallen(coder *c, const rule *r, int32_t i) {
    static const char *const verbs[] = { "die", "fall", "perish" };
    const node *n = &c->tree.at[i];
    int p = n->main == REL_OBL ? tree_preposition(&c->tree, i) : 0;
    bool fell = r->type == EVENT_ASSAULT && (p == P_IN || p == P_DURING) && n->head >= 0 &&
                TREE_IS_ANY(&c->tree, n->head, verbs);
    if (!fell)
        return nobody;
    arguments a;
    match_arguments(c, n->head, &a);
    sides who = partner_of(c, a.passive ? a.object : a.subject);
    for (uint32_t k = 0; k < who.n; k++)
        if (!side_is_armed(&who.at[k]))
            return nobody;
    return who;
}

/* Who bears the act, "circumvents the sanctions", "exports oil despite them": the subject. */
static sides bearer(coder *c, int32_t i, sides actor) {
    const node *at = c->tree.at, *n = &at[i];
    int p = n->main == REL_OBL || n->main == REL_NMOD ? tree_preposition(&c->tree, i) : 0;
    int32_t v = n->head;
    bool under = p == P_UNDER || p == P_DESPITE || p == P_AGAINST || p == P_BECAUSE_OF ||
                 p == P_DUE_TO || p == P_AMID || p == P_FROM ||
                 (p == P_TO && v >= 0 && tree_is(&c->tree, v, "lose")); // "lost it to an assault"
    for (int step = 0; under && v >= 0 && at[v].upos != UPOS_VERB && step < CLIMB_MOST; step++)
        v = at[v].head;
    if (v < 0 || at[v].upos != UPOS_VERB ||
        !(under || (n->main == REL_OBJ && node_in(&at[v], WORD_ENDURE))))
        return nobody;
    int32_t kept = p == P_FROM ? tree_kid(&c->tree, v, REL_OBJ) : -1;
    sides by = kept >= 0 ? partner_of(c, kept) : nobody; // "protects X from it"
    by = by.n ? by : partner_subject(c, v);
    return sides_share_country(by, actor) ? nobody : by;
}

static bool is_borne(uint8_t type, int mode) {
    return (type == EVENT_SANCTION && !verbal_is_mode(type, mode, "withdraw")) ||
           type == EVENT_ASSAULT || type == EVENT_ACCUSE || type == EVENT_COERCE;
}

/* "came into force", "took effect". */
static bool takes_effect(const coder *c, int32_t v) {
    static const char *const verbs[] = { "come", "go", "enter", "take" };
    if (!TREE_IS_ANY(&c->tree, v, verbs))
        return false;
    TREE_EACH(&c->tree, v, k)
    if ((c->tree.at[k].main == REL_OBL || c->tree.at[k].main == REL_OBJ) &&
        (tree_is(&c->tree, k, "force") || tree_is(&c->tree, k, "effect")))
        return true;
    return false;
}

/* "was built in cooperation with X": how a verb's act is done. */
static bool is_manner(coder *c, int32_t i) {
    const node *n = &c->tree.at[i];
    return n->main == REL_OBL && tree_preposition(&c->tree, i) == P_IN && n->head >= 0 &&
           c->tree.at[n->head].upos == UPOS_VERB && !tree_is(&c->tree, n->head, "interest") &&
           !tree_is(&c->tree, n->head, "engage") && !tree_has_main(&c->tree, i, REL_DET);
}

/* The verb that lets the noun's act happen: "riots broke out", "was rocked by protests"; -1 none.
 */
static int32_t happening(coder *c, int32_t i) {
    const node *n = &c->tree.at[i];
    int32_t v = n->head;
    if (v < 0 || c->tree.at[v].upos != UPOS_VERB)
        return -1;
    if (n->main == REL_NSUBJ &&
        (match_verb_is(c, v, WORD_OCCUR) || match_verb_is(c, v, WORD_LIGHT) || takes_effect(c, v)))
        return v;
    bool agent = match_passive(c, v) && match_agent(c, v) == i;
    return agent && match_verb_is(c, v, WORD_OCCUR) ? v : -1;
}

/* "protests that took place in X": the clause about the noun tells where. */
static int32_t happening_beside(coder *c, int32_t i) {
    TREE_EACH(&c->tree, i, k)
    if (c->tree.at[k].rel == REL_ACL_RELCL && match_verb_is(c, k, WORD_OCCUR))
        return k;
    return -1;
}

/* Where it happens: the places of its verb, and what the verb hits. */
static void add_scene(coder *c, int32_t v, arguments *a) {
    arguments verb;
    match_arguments(c, v, &verb);
    for (uint32_t i = 0; i < verb.n_obliques && a->n_obliques < OBLIQUES_MOST; i++)
        a->obliques[a->n_obliques++] = verb.obliques[i];
    if (verb.object >= 0 && match_verb_is(c, v, WORD_OCCUR) && a->n_obliques < OBLIQUES_MOST) {
        a->obliques[a->n_obliques].node = verb.object;
        a->obliques[a->n_obliques++].preposition = P_IN;
    }
}

/* "received an invitation": only one that somebody has followed, "at the invitation of", asked. */
static bool is_only_received(coder *c, int32_t i) {
    int p = tree_is(&c->tree, i, "invitation") ? tree_preposition(&c->tree, i) : P_AT;
    return p != P_AT && p != P_ON && p != P_UPON;
}

static void walk_noun(coder *c, int32_t i) {
    const node *at = c->tree.at, *n = &at[i];
    arguments a;
    int32_t noun;
    const rule *own = match_noun(c, i), *r = match_nominal(c, i, &a, &noun);
    int slot;
    if (!r) {
        r = own;
        a.object = noun = -1;
    }
    if (!r || (own && (own->flags & RULE_SILENT)) || (r->flags & RULE_SILENT) ||
        n->main == REL_COMPOUND || n->main == REL_AMOD || n->main == REL_FLAT)
        return;
    bool hard = r->type == EVENT_SANCTION || r->type == EVENT_ASSAULT || r->type == EVENT_COERCE;
    bool manner = r->type == EVENT_PROTEST && tree_preposition(&c->tree, i) == P_IN;
    const draft *answer = answer_to(c, i);
    bool idle =
        !answer && ((c->marks[i] & MARK_IDLE) || ((c->marks[i] & MARK_TAKEN) && is_released(c, i)));
    if (manner || is_unreal(c, i) || (idle && !hard) || is_only_received(c, i)) // "in protest"
        return;
    int32_t scene = happening(c, i), told = scene >= 0 ? scene : happening_beside(c, i);
    if (told >= 0)
        add_scene(c, told, &a);
    sides actor = match_noun_actor(c, i);
    sides recipient = match_recipient(c, r, i, &a, noun, actor, &slot);
    if (!recipient.n)
        recipient = match_noun_target(c, i);
    if (!recipient.n) // "accusations against X"
        recipient = match_addressed(c, r->type, i, &a, noun, actor);
    if (!recipient.n)
        recipient = match_suspect(c, r, &a, i, actor);
    read_goer(c, r, i, slot, &actor, &recipient);
    int32_t aim =
        tree_kid(&c->tree, i, REL_ACL); // "refusal to talk to X", "the battle to take it from X"
    if (!recipient.n && aim > i && at[aim].xpos == XPOS_VB)
        recipient = match_in_complements(c, &aim, 1, actor);
    bool there = slot == SLOT_PREP + P_IN || slot == SLOT_PREP + P_AT || slot == SLOT_PREP + P_FROM;
    if (r->type == EVENT_REQUEST && !actor.n && tree_is(&c->tree, i, "invitation"))
        actor = partner_behind_of(c, i);
    if (answer && !recipient.n)
        recipient = sides_unowned(c, answer->actor);
    if (nominal_is_done_to_owner(c, i) && actor.n && (!recipient.n || there) &&
        are_persons(c, actor)) {
        recipient = actor;
        actor = nobody;
        slot = tree_has(&c->tree, i, REL_NMOD_POSS) ? slot : SLOT_OBJECT;
    }
    if (actor.n && !recipient.n && is_borne(r->type, r->mode))
        recipient = bearer(c, i, actor);
    if (!actor.n && recipient.n)
        actor = fallen(c, r, i);
    if (is_resignation(r)) {
        actor = actor.n ? actor : recipient; // "the resignation of the minister"
        recipient = nobody;
    }
    if (r->type == EVENT_SANCTION && slot == SLOT_PREP + P_OF && !actor.n &&
        tree_is(&c->tree, i, "sanction")) { // "the sanctions of the United States"
        actor = recipient;
        recipient = nobody;
    }
    if (!actor.n && noun >= 0 && (r->type == EVENT_SANCTION || r->type == EVENT_RETREAT))
        actor = match_noun_actor(c, noun); // "the lifting of U.S. sanctions"
    bool with = slot == SLOT_PREP + P_WITH || slot == SLOT_PREP + P_TO;
    bool between = slot == SLOT_PREP + P_BETWEEN;
    if (r->type == EVENT_CONSULT && actor.n && !recipient.n)
        (void)partners_visit(c, i, &actor, &recipient);
    if (r->type == EVENT_CONSULT && with && !actor.n)
        actor = partner_behind_of(c, i);
    bool beside = n->main == REL_OBL || n->main == REL_NMOD;
    bool works = r->type == EVENT_COOPERATE && is_manner(c, i);
    if ((r->type == EVENT_CONSULT || works) && with && !actor.n && beside)
        actor = partner_in_clause(c, i);
    if (r->type == EVENT_AID && beside && tree_preposition(&c->tree, i) == P_WITH &&
        !recipient.n) { // "with the help of X"
        actor = actor.n ? actor : partner_behind_of(c, i);
        recipient = partner_in_clause(c, i);
    }
    context here = verbal_context(c, i);
    bool good = false, subject = scene >= 0;
    if (subject) {
        if (as_subject(c, r, scene, actor, recipient, &here))
            return;
        good = actor.n || recipient.n;
    } else if (r->type == EVENT_CONSULT && !actor.n && !recipient.n &&
               partners_meet(c, i, &actor, &recipient)) {
        good = true;
    } else if (r->type == EVENT_CONSULT && actor.n && !recipient.n &&
               (lies_ahead(c, i) || is_body(actor.at[0].code) || partners_differ(actor) > 1)) {
        good = true;
    } else if (is_engaged(c, i)) {
        sides by = partner_subject(c, i);
        actor = by.n ? by : actor;
        good = by.n > 0;
    } else if (n->main == REL_ROOT) {
        good = actor.n || recipient.n;
    } else if (actor.n && recipient.n && !same_codes(actor, recipient)) {
        good = true;
    } else if (between && (partners_differ(recipient) > 1 || are_foes(r->type, recipient)) &&
               ((r->flags & RULE_RECIPROCAL) || r->type == EVENT_CONSULT ||
                r->type == EVENT_ASSAULT)) {
        good = true;
    }
    if (!good && !is_setting(c, i) && !is_place(c, actor) &&
        one_side(r, actor, recipient, slot, tree_has(&c->tree, i, REL_ACL)))
        good = true;
    if (!good && !is_setting(c, i) && is_resignation(r) && actor.n && !actor.at[0].owned)
        good = true;
    bool freed = tree_is(&c->tree, i, "release") && are_persons(c, recipient) && !between &&
                 n->main != REL_OBJ && tree_preposition(&c->tree, i) != P_FOR;
    if (!good && freed && r->type == EVENT_RETREAT && !is_setting(c, i)) // "the release of X"
        good = true;
    if ((r->flags & RULE_WEAK) && !(actor.n && recipient.n) &&
        !(between && (partners_differ(recipient) > 1 || are_foes(r->type, recipient))))
        good = false;
    if (hard && actor.n && is_known(c, r->type, i)) {
        here.purpose = false;
        if (is_to_end(c, i))
            here.status = STATUS_ASSERTED;
    }
    if (answer || is_presupposed(c, r->type, i)) {
        here.status = STATUS_ASSERTED;
        here.purpose = false;
    }
    const char *why = !good                                ? "a noun without the sides it needs"
                      : here.status == STATUS_HYPOTHETICAL ? "hypothetical"
                      : here.status == STATUS_DENIED       ? "a noun that is denied"
                      : holds_trigger(c, i, r->type)       ? "told by another word of its phrase"
                                                           : NULL;
    if (why) {
        clause_stop(c, i, r->type, why);
        return;
    }
    clause_take(c, i);
    if (between) {
        actor = recipient;
        recipient = nobody;
    }
    uint8_t type = r->type;
    int mode = r->mode;
    if (type == EVENT_CONSULT && lies_ahead(c, i)) {
        type = EVENT_AGREE;
        mode = 0;
    }
    here.background |= lies_back(c, i);
    if (here.future && subject)
        clause_future(c, n->head, &type, &mode, &here);
    draft *d = clause_emit(c, r, type, mode, actor, recipient, &here, i, match_noun_head(c, i));
    if (d)
        d->how = "noun";
    if (noun >= 0) // "the lifting of U.S. sanctions"
        verbal_mark(c, noun, MARK_TAKEN);
}

void nominal_walk(coder *c) {
    for (int32_t i = 0; i < c->tree.n; i++)
        if (is_noun(&c->tree.at[i]) && !is_threat_used(c, i)) {
            context here = verbal_context(c, i);
            (void)threat_noun(c, i, &here);
        }
    for (int32_t i = 0; i < c->tree.n; i++)
        if (is_noun(&c->tree.at[i]) && (!is_used(c, i) || answer_to(c, i)))
            walk_noun(c, i);
}
