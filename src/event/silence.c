/* silence.c - why a draft is no event; see silence.h. */
#include "event/silence.h"

#include "event/draft.h"
#include "event/firm.h"
#include "event/match.h"
#include "event/side.h"
#include "event/verbal.h"

#include <string.h>

enum { CONTEXT_SENTENCES = 6, VIOLENT_WORDS = 2 };

static bool has_place(coder *c, const draft *d) {
    TREE_EACH(&c->tree, d->verb, k) {
        int p = c->tree.at[k].main == REL_OBL || c->tree.at[k].main == REL_NMOD
                    ? tree_preposition(&c->tree, k)
                    : 0;
        if (p != P_IN && p != P_AT && p != P_NEAR && p != P_ON && p != P_ACROSS && p != P_OUTSIDE)
            continue;
        if (side_hit(c, k))
            return true;
        sides s = side_of(c, k);
        if (s.n && s.at[0].code.len)
            return true;
    }
    return false;
}

static bool is_act_of(const rule *r, event_type type) {
    return r && r->type == type;
}

static bool acts_for_others(coder *c, int32_t head) { // "the airstrike killed"
    int32_t heads[HEADS_MOST];
    uint32_t n = match_heads(c, head, heads);
    for (uint32_t i = 0; i < n; i++) {
        const rule *r = match_noun(c, heads[i]);
        if (node_in(&c->tree.at[heads[i]], WORD_INSTRUMENT) || is_act_of(r, EVENT_ASSAULT) ||
            is_act_of(r, EVENT_COERCE))
            return true;
    }
    return false;
}

static bool is_private(const side *s) {
    uint8_t sec = side_sector(s);
    return sec == SECTOR_BUS || sec == SECTOR_JRN || sec == SECTOR_EDU || sec == SECTOR_MED ||
           sec == SECTOR_CRM || sec == SECTOR_AGR;
}

static bool all_private(const side *s, uint32_t n, bool wide) {
    for (uint32_t i = 0; i < n; i++) {
        uint8_t sec = side_sector(&s[i]);
        bool harmless = wide && (sec == SECTOR_CVL || sec == SECTOR_LAB || !s[i].code.len);
        if (!is_private(&s[i]) && !harmless)
            return false;
    }
    return true;
}

static bool is_public_sector(uint8_t sec) {
    return sec == SECTOR_GOV || sec == SECTOR_LEG || sec == SECTOR_MIL || sec == SECTOR_REB ||
           sec == SECTOR_OPP || sec == SECTOR_PTY || sec == SECTOR_PRO || sec == SECTOR_LAB ||
           sec == SECTOR_COP || sec == SECTOR_JUD || sec == SECTOR_UAF;
}

static bool any_public(const side *s, uint32_t n) {
    for (uint32_t i = 0; i < n; i++)
        if (is_public_sector(s[i].sector))
            return true;
    return false;
}

static bool is_talk(uint8_t t) {
    return t == EVENT_REQUEST || t == EVENT_REJECT || t == EVENT_ACCUSE || t == EVENT_THREATEN ||
           t == EVENT_SUPPORT || t == EVENT_AGREE || t == EVENT_CONCEDE;
}

static bool inverse(const coder *c, const draft *d) {
    const rule *r = draft_rule(c, d);
    return r && (r->flags & RULE_INVERSE);
}

/* "this would recognize the unions": a thing told of, that does not speak. */
static bool is_this(const coder *c, const draft *d) {
    uint8_t g = d->actor.n ? c->tree.at[d->actor.at[0].head].grammar : G_NONE;
    return g == G_THIS || g == G_THAT;
}

static const char *silence_of_nobody(coder *c, draft *d, bool unpolitical) {
    if (unpolitical) {
        bool harm = d->type == EVENT_ASSAULT || d->type == EVENT_COERCE;
        bool thing = harm && acts_for_others(c, d->actor.at[0].head) &&
                     (draft_any_code(d->recipients, d->n_recipients) || has_place(c, d));
        if (!thing)
            return SILENCE_NOT_POLITICAL;
    }
    if (!d->n_actors && !d->n_recipients)
        return "no political side";
    bool needs = is_talk(d->type) || d->type == EVENT_CONSULT || d->type == EVENT_COOPERATE ||
                 d->type == EVENT_AID;
    if (!d->n_actors && needs && (!d->pronoun_actor || is_this(c, d)) &&
        (is_talk(d->type) || !d->n_recipients)) {
        bool signed_ = d->type == EVENT_SUPPORT && tree_is(&c->tree, d->verb, "sign");
        bool told = (d->type == EVENT_ACCUSE || d->type == EVENT_AGREE || signed_) &&
                    draft_any_code(d->recipients, d->n_recipients) &&
                    (inverse(c, d) || match_passive(c, d->verb));
        if (!told)
            return "words without a speaker";
    }
    return NULL;
}

/* "killed", "injured": verbs that accidents share with attacks. */
static bool is_harm(const coder *c, int32_t i) {
    static const char *const verbs[] = { "kill", "injure", "wound", "hurt", "die" };
    return TREE_IS_ANY(&c->tree, i, verbs);
}

static bool only_people(const draft *d) {
    for (uint32_t i = 0; i < d->n_recipients; i++) {
        uint8_t part = side_sector(&d->recipients[i]);
        if (part != SECTOR_CVL && part != SECTOR_EDU && part != SECTOR_LAB && part != SECTOR_BUS)
            return false;
    }
    return d->n_recipients > 0;
}

/* An article of attacks: who is killed in it is no victim of an accident. */
static bool is_violent(const coder *c) {
    const doc *d = c->doc;
    uint32_t n = 0;
    for (uint32_t s = 0; s < d->n_sentences; s++) {
        const sentence *one = &d->sentences[s];
        if (one->need != NEED_TREE)
            continue; // its words have no lemmas
        for (uint32_t i = one->first; i < one->first + one->n_tokens && n < VIOLENT_WORDS; i++)
            n += words_get(c->words, WORD_VIOLENCE, words_hash(doc_lemma(d, &d->tokens[i]))) != 0;
    }
    return n >= VIOLENT_WORDS;
}

/* People die of storms too: harm without an actor needs a word of violence, and none of disaster
 * beside it alone. */
static const char *silence_of_accident(coder *c, const draft *d) {
    bool bodily = d->type == EVENT_ASSAULT || d->type == EVENT_COERCE;
    if (!bodily || d->n_actors || d->pronoun_actor)
        return NULL;
    bool violence = false, disaster = false;
    for (int32_t i = 0; i < c->tree.n; i++) {
        violence |= i != d->trigger && node_in(&c->tree.at[i], WORD_VIOLENCE);
        disaster |= node_in(&c->tree.at[i], WORD_DISASTER);
    }
    if (disaster && !violence)
        return "an accident or a disaster";
    return !violence && d->type == EVENT_ASSAULT && is_harm(c, d->trigger) && only_people(d) &&
                   !is_violent(c)
               ? "harm that nobody is said to have done"
               : NULL;
}

/* Measures against a storm are no repression. */
static const char *silence_of_emergency(coder *c, const draft *d) {
    bool order =
        d->type == EVENT_COERCE && (draft_is_mode(d, "martial-law") || draft_is_mode(d, "curfew"));
    return order && draft_has_word(c, WORD_DISASTER) ? "a measure against a disaster" : NULL;
}

/* "Teachers will not end the strike". */
static bool goes_on_striking(coder *c, const draft *d) {
    return d->type == EVENT_REJECT && d->noun >= 0 &&
           (is_act_of(match_noun(c, d->noun), EVENT_PROTEST) ||
            tree_is(&c->tree, d->noun, "strike"));
}

static const char *silence_of_private(coder *c, const draft *d) {
    if (!d->n_actors || !all_private(d->actors, d->n_actors, false) || d->type == EVENT_PROTEST ||
        goes_on_striking(c, d))
        return NULL;
    if (is_act_of(draft_rule(c, d), EVENT_AID) && is_body(d->actors[0].code) &&
        draft_any_code(d->recipients, d->n_recipients))
        return NULL; // "aid from the World Health Organization will be sent to X"
    bool mutual = d->type == EVENT_CONSULT || d->type == EVENT_AGREE || d->type == EVENT_SUPPORT ||
                  d->type == EVENT_COOPERATE;
    if (!d->n_recipients || all_private(d->recipients, d->n_recipients, true) || mutual)
        return "private sides only";
    return NULL;
}

static const char *silence_of_uncoded(const draft *d) {
    bool coded =
        draft_any_code(d->actors, d->n_actors) || draft_any_code(d->recipients, d->n_recipients);
    bool hard = is_material_conflict(d->type) || is_verbal_conflict(d->type);
    if (coded)
        return NULL;
    if (!(d->n_actors && d->n_recipients) && !(d->type == EVENT_PROTEST && d->n_actors) &&
        !(hard && any_public(d->actors, d->n_actors)))
        return "no side with a country";
    if (!hard && is_verbal_cooperation(d->type) + is_material_cooperation(d->type))
        return "cooperation without a country";
    return NULL;
}

/* States act so even where the other side goes unnamed: "hosted a summit", "gave millions in aid".
 */
static bool acts_alone(const coder *c, const draft *d) {
    const rule *r = draft_rule(c, d);
    bool public = false;
    for (uint32_t i = 0; i < d->n_actors; i++) {
        uint8_t sec = side_sector(&d->actors[i]);
        public |= d->actors[i].code.len && !d->actors[i].owned &&
                  (sec == SECTOR_NONE || sec == SECTOR_GOV || sec == SECTOR_IGO ||
                   (sec == SECTOR_ELI && d->type == EVENT_CONSULT));
    }
    if (!r || r->kind != RULE_VO || !public || d->context.depth || d->context.relative)
        return false;
    bool promised = d->type == EVENT_AGREE && (r->type == EVENT_AID || r->type == EVENT_CONSULT);
    return d->type == EVENT_AID || d->type == EVENT_CONSULT || promised;
}

/* "OPEC ministers met": a body of states that meets has its members about it. */
static bool meets_as_body(const coder *c, const draft *d) {
    bool meeting = d->type == EVENT_CONSULT || draft_plans_meeting(c, d);
    return meeting && d->n_actors == 1 && !d->actors[0].owned && !d->pronoun_actor &&
           (text_starts(d->actors[0].code, TEXT("IGO")) ||
            text_starts(d->actors[0].code, TEXT("EUR")));
}

/* "expressed readiness to help". */
static bool governs_act(coder *c, const draft *d) {
    arguments a;
    if (d->noun < 0)
        return false;
    match_arguments(c, d->verb, &a);
    return a.n_complements || tree_has_main(&c->tree, d->noun, REL_ACL);
}

/* "Germany supports the deal", "the Council endorsed the plan": a state or a body of states stands
 * by what several have made, whoever they are. */
static bool backs_policy(coder *c, const draft *d) {
    static const char *const works[] = { "deal",       "agreement",   "accord",  "pact",
                                         "treaty",     "jcpoa",       "plan",    "initiative",
                                         "resolution", "ceasefire",   "truce",   "settlement",
                                         "talk",       "negotiation", "process", "declaration",
                                         "decision",   "ruling",      "step",    "move",
                                         "proposal",   "effort",      "dialogue" };
    arguments a;
    bool public = d->n_actors > 0;
    for (uint32_t i = 0; i < d->n_actors; i++) {
        uint8_t sec = side_sector(&d->actors[i]);
        public &= d->actors[i].code.len && !d->actors[i].owned &&
                  (sec == SECTOR_NONE || sec == SECTOR_GOV || sec == SECTOR_IGO);
    }
    static const char *const verbs[] = { "support", "back",      "endorse",   "welcome", "hail",
                                         "praise",  "defend",    "applaud",   "stand",   "ratify",
                                         "uphold",  "recognise", "recognize", "sign",    "ink" };
    if (!public || !TREE_IS_ANY(&c->tree, d->verb, verbs))
        return false;
    match_arguments(c, d->verb, &a);
    return a.object >= 0 && TREE_IS_ANY(&c->tree, a.object, works);
}

/* "gave them arms", "praised him": somebody, though nobody knows who. */
static bool is_person_pronoun(const coder *c, const draft *d) {
    static const grammar words_[] = { G_HIM, G_HER, G_THEM };
    int32_t head = d->recipient.n == 1 ? d->recipient.at[0].head : -1;
    bool kind = d->type == EVENT_AID || d->type == EVENT_SUPPORT;
    for (size_t i = 0; head >= 0 && kind && i < sizeof words_ / sizeof *words_; i++)
        if (c->tree.at[head].grammar == words_[i] && c->tree.at[head].upos == UPOS_PRON)
            return true;
    return false;
}

static const char *silence_of_alone(coder *c, const draft *d) {
    bool named = draft_any_code(d->actors, d->n_actors) && is_person_pronoun(c, d);
    if (d->n_recipients || acts_alone(c, d) || meets_as_body(c, d) || named)
        return NULL;
    bool brokers = draft_is_mode(d, "third-party") && draft_any_code(d->actors, d->n_actors);
    if (d->type == EVENT_CONSULT && !brokers && (d->n_actors < 2 || draft_is_mode(d, "visit")))
        return "a meeting with nobody";
    if (d->type == EVENT_SUPPORT && !(draft_is_mutual(c, d) && d->n_actors > 1) &&
        !backs_policy(c, d))
        return "support for nobody";
    if (d->type == EVENT_AID || (d->type == EVENT_COOPERATE && d->n_actors < 2))
        return "help for nobody";
    bool ruled = strcmp(d->how, "rule") == 0 && d->rule != NO_RULE;
    if (draft_plans_meeting(c, d) && !d->n_actors && !d->pronoun_actor)
        return "a meeting with nobody";
    if (d->type == EVENT_AGREE && d->n_actors < 2 && ruled && !governs_act(c, d))
        return "an agreement with nobody";
    return NULL;
}

/* A state, its officials and parties pay visits; soldiers, refugees and crowds only travel. */
static bool pays_visits(const side *s) {
    uint8_t sec = side_sector(s);
    bool group = text_starts(s->code, TEXT("IMG"));
    return !group && (sec == SECTOR_NONE || sec == SECTOR_GOV || sec == SECTOR_LEG ||
                      sec == SECTOR_ELI || sec == SECTOR_PTY || sec == SECTOR_OPP ||
                      sec == SECTOR_IGO || sec == SECTOR_REB || sec == SECTOR_JUD);
}

static const char *silence_of_visit(const coder *c, const draft *d) {
    text countries[SIDES_MOST];
    bool planned =
        draft_plans_meeting(c, d) && verbal_is_mode(EVENT_CONSULT, draft_rule(c, d)->mode, "visit");
    if (!planned && (d->type != EVENT_CONSULT || !draft_is_mode(d, "visit")))
        return NULL;
    uint32_t a = draft_countries(d->actors, d->n_actors, countries, 0, SIDES_MOST);
    uint32_t both = draft_countries(d->recipients, d->n_recipients, countries, a, SIDES_MOST);
    text other[SIDES_MOST];
    uint32_t r = draft_countries(d->recipients, d->n_recipients, other, 0, SIDES_MOST);
    if (both == a && r == a)
        return "a visit at home";
    if (d->n_recipients && !r && !any_public(d->recipients, d->n_recipients))
        return "a visit of private people"; // "received foreign tourists"
    for (uint32_t i = 0; i < d->n_actors; i++)
        if (pays_visits(&d->actors[i]))
            return NULL;
    bool heard = c->doc->n_sentences >= CONTEXT_SENTENCES; // and still nobody that is known
    return d->n_actors || !d->pronoun_actor || heard || d->context.adverbial ? "a visit of no state"
                                                                             : NULL;
}

static bool is_it(const coder *c, const draft *d) {
    return d->actor.n && c->tree.at[d->actor.at[0].head].grammar == G_IT;
}

/* "spoke to reporters", "talked to his voters": no meeting of two sides. */
static const char *silence_of_speech(const coder *c, const draft *d) {
    static const char *const verbs[] = { "speak", "talk", "chat" };
    sides to = draft_recipients(d), by = draft_actors(d);
    if (d->type != EVENT_CONSULT || !TREE_IS_ANY(&c->tree, d->verb, verbs) || !to.n || by.n > 1)
        return NULL;
    bool state = false;
    for (uint32_t i = 0; i < to.n; i++) {
        uint8_t part = side_sector(&to.at[i]);
        state |= part == SECTOR_NONE || part == SECTOR_GOV || part == SECTOR_REB ||
                 part == SECTOR_ELI || part == SECTOR_IGO;
    }
    return !state || sides_share_country(by, to) ? "words to an audience" : NULL;
}

/* "set up a working group", "reviewed ties": within one country that is only administration. */
static bool is_at_home(const coder *c, const draft *d) {
    const rule *r = draft_rule(c, d);
    text countries[SIDES_MOST];
    bool pair = r && (r->flags & RULE_WEAK) && (r->kind == RULE_VO || r->kind == RULE_VP) &&
                (is_verbal_cooperation(d->type) || is_material_cooperation(d->type));
    if (!pair)
        return false;
    uint32_t n = draft_countries(d->actors, d->n_actors, countries, 0, SIDES_MOST);
    return n == 1 && draft_countries(d->recipients, d->n_recipients, countries, n, SIDES_MOST) == n;
}

/* Words that tell of an act only between two known sides: "encouraged", "proposed". */
static const char *silence_of_weak(coder *c, const draft *d) {
    const rule *r = draft_rule(c, d);
    bool told = ((d->pronoun_actor && !is_it(c, d)) ||
                 (d->actor.n && acts_for_others(c, d->actor.at[0].head))) &&
                draft_any_code(d->recipients, d->n_recipients);
    bool weak = r && (r->flags & RULE_WEAK) && !(d->n_actors && d->n_recipients) &&
                d->n_actors < 2 && !told;
    return weak               ? "a weak word with one side"
           : is_at_home(c, d) ? "a weak word within one country"
                              : NULL;
}

static bool any_state(const side *s, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) {
        uint8_t sec = side_sector(&s[i]);
        if (s[i].code.len && !s[i].owned && (sec == SECTOR_NONE || sec == SECTOR_GOV))
            return true;
    }
    return false;
}

/* "any party that violates the truce": nobody in particular. */
static bool is_generic(const coder *c, const draft *d) {
    static const char *const dets[] = { "any", "every", "whichever", "whatever", "whoever" };
    int32_t head = d->actor.n ? d->actor.at[0].head : -1;
    if (head < 0)
        return false;
    TREE_EACH(&c->tree, head, k)
    if (c->tree.at[k].main == REL_DET && TREE_IS_ANY(&c->tree, k, dets))
        return true;
    return false;
}

/* "the man refused to eat": nobody of the public life refuses nobody; two peoples that "failed to
 * agree" do so of each other. */
static bool is_private_refusal(const draft *d) {
    return d->type == EVENT_REJECT && draft_all_of(d, SECTOR_CVL) && !d->n_recipients &&
           !sides_of_several(draft_actors(d));
}

/* "after the assassination of Soleimani", "towns liberated from Isis": known acts on somebody of
 * name, whoever did them. */
static bool hits_somebody(const draft *d) {
    const side *to = d->n_recipients ? &d->recipients[0] : NULL;
    return d->type == EVENT_ASSAULT && !d->actor.n && to && to->code.len && !to->owned &&
           (to->kind == SIDE_LEADER ||
            (to->kind == SIDE_ORG && (side_is_armed(to) || text_starts(to->code, TEXT("IMG")))));
}

static bool has_aim(const coder *c, int32_t v) { // "fighting to defeat him"
    TREE_EACH(&c->tree, v, k)
    if (c->tree.at[k].xpos == XPOS_VB &&
        (c->tree.at[k].main == REL_XCOMP || c->tree.at[k].main == REL_ADVCL))
        return true;
    return false;
}

/* "people who died fighting there", "in fighting terrorism": a setting, and nobody is fought. */
static bool fights_nobody(const coder *c, const draft *d) {
    const node *n = &c->tree.at[d->verb];
    bool setting = n->main == REL_ADVCL || n->main == REL_ACL || n->main == REL_CONJ;
    return d->type == EVENT_ASSAULT && d->verb == d->trigger && n->xpos == XPOS_VBG && setting &&
           (tree_is(&c->tree, d->verb, "fight") || tree_is(&c->tree, d->verb, "battle")) &&
           !d->n_recipients && !tree_has_main(&c->tree, d->verb, REL_AUX) && !has_aim(c, d->verb);
}

/* "the campaign, dubbed Operation Peace": a name that is given blames nobody. */
static bool gives_name(const coder *c, const draft *d) {
    static const char *const verbs[] = { "dub", "call", "name", "label", "nickname", "brand" };
    const tree *t = &c->tree;
    if (d->type != EVENT_ACCUSE || d->n_recipients || !TREE_IS_ANY(t, d->trigger, verbs))
        return false;
    TREE_EACH(t, d->trigger, k)
    if ((t->at[k].main == REL_XCOMP || t->at[k].main == REL_OBJ) && k > d->trigger &&
        t->at[k].upos == UPOS_PROPN)
        return true;
    return false;
}

/* "demonstrated how it works", "demonstrated its strength": shown, not marched. */
static bool is_shown(const coder *c, const draft *d) {
    const tree *t = &c->tree;
    return d->type == EVENT_PROTEST && d->verb == d->trigger &&
           tree_is(t, d->verb, "demonstrate") &&
           (tree_has_main(t, d->verb, REL_OBJ) || tree_has_main(t, d->verb, REL_CCOMP));
}

/* "Trump demonstrated": states and their officials do not march; they may boycott. */
static bool is_march_of_state(const draft *d) {
    bool marches = d->type == EVENT_PROTEST && !draft_is_mode(d, "boycott");
    for (uint32_t i = 0; i < d->n_actors && marches; i++)
        marches = d->actors[i].sector == SECTOR_GOV && d->actors[i].kind != SIDE_OWNED;
    return marches && d->n_actors > 0;
}

static const char *silence_of_background(const draft *d) {
    bool background = d->context.relative || d->context.background;
    return background && !hits_somebody(d) && !d->n_actors && d->rule != NO_RULE &&
                   strcmp(d->how, "adjective") != 0
               ? "background without an actor"
               : NULL;
}

static const char *silence_of_rest(const coder *c, const draft *d) {
    if (is_generic(c, d))
        return "anybody";
    if (fights_nobody(c, d))
        return "a fight with nobody";
    if (gives_name(c, d))
        return "a name given";
    if (is_march_of_state(d) || is_shown(c, d))
        return "no crowd";
    if (is_private_refusal(d))
        return "a private refusal";
    if (d->type == EVENT_REJECT && d->context.trying && c->tree.at[d->verb].rel == REL_ACL)
        return "a refusal that was only tried"; // "despite his attempts to veto it"
    if (d->type == EVENT_REQUEST && draft_all_of(d, SECTOR_JRN))
        return SILENCE_PAPER;
    bool helps = d->type == EVENT_AID || d->type == EVENT_COOPERATE;
    if (helps && !draft_any_code(d->actors, d->n_actors) &&
        !(d->type == EVENT_AID && d->pronoun_actor))
        return "help by nobody";
    if (d->type == EVENT_AGREE && d->rule != NO_RULE && draft_all_of(d, SECTOR_CVL))
        return "no agreement of states";
    bool business = draft_all_of(d, SECTOR_BUS) || firm_acts(c, d);
    if (business && !is_material_conflict(d->type) && d->type != EVENT_ACCUSE &&
        d->type != EVENT_THREATEN &&
        !(d->type == EVENT_REQUEST && any_state(d->recipients, d->n_recipients)))
        return "business";
    bool firm = !draft_any_code(d->actors, d->n_actors) && !is_material_conflict(d->type) &&
                d->type != EVENT_PROTEST && d->type != EVENT_THREATEN;
    if (firm && firm_in_sentence(c))
        return "business of a firm";
    return NULL;
}

/* "a bomb in X": what is only there is not X's. */
static bool lies_in(coder *c, int32_t thing) {
    TREE_EACH(&c->tree, thing, k) {
        int p = c->tree.at[k].main == REL_NMOD ? tree_preposition(&c->tree, k) : 0;
        if (p == P_IN || p == P_AT || p == P_NEAR || p == P_OUTSIDE)
            return true;
    }
    return false;
}

/* An instrument that acts lends its mode, and its owner is the actor. */
static void read_instrument(coder *c, draft *d) {
    int32_t heads[HEADS_MOST];
    if (d->type != EVENT_ASSAULT || !d->actor.n)
        return;
    uint32_t n = match_heads(c, d->actor.at[0].head, heads);
    for (uint32_t i = 0; i < n; i++) {
        const rule *r = match_noun(c, heads[i]);
        if (!r || r->type != EVENT_ASSAULT)
            continue;
        if (!d->mode)
            d->mode = r->mode;
        bool owned = true;
        for (uint32_t k = 0; k < d->n_actors; k++)
            owned &= d->actors[k].owned;
        sides by = owned ? match_noun_actor(c, heads[i]) : nobody;
        if (by.n)
            draft_set(c, &d->actors, &d->n_actors, by.at, by.n);
        else if (owned && lies_in(c, heads[i]))
            d->n_actors = 0;
        return;
    }
}

static bool is_personal(const coder *c, const draft *d) { // I, you, me
    uint8_t g = d->actor.n ? c->tree.at[d->actor.at[0].head].grammar : G_NONE;
    return d->pronoun_actor && !d->n_actors && (g == G_I || g == G_YOU || g == G_ME || g == G_ONE);
}

const char *silence_of(coder *c, draft *d, bool unpolitical) {
    const char *why = silence_of_nobody(c, d, unpolitical);
    if (!why)
        why = silence_of_accident(c, d);
    if (!why)
        why = silence_of_emergency(c, d);
    if (!why)
        why = silence_of_private(c, d);
    if (!why)
        why = silence_of_uncoded(d);
    if (!why && d->context.status == STATUS_HYPOTHETICAL)
        why = "hypothetical";
    if (!why)
        why = silence_of_visit(c, d);
    if (!why)
        why = silence_of_alone(c, d);
    if (!why)
        why = silence_of_speech(c, d);
    if (!why)
        why = silence_of_weak(c, d);
    if (!why && is_personal(c, d))
        why = "a pronoun that may mean anybody";
    if (!why) {
        read_instrument(c, d);
        why = silence_of_background(d);
    }
    return why ? why : silence_of_rest(c, d);
}

const char *silence_of_sense(coder *c, draft *d) {
    const char *why = silence_of_accident(c, d);
    if (!why)
        why = silence_of_emergency(c, d);
    if (!why)
        why = silence_of_private(c, d);
    if (!why && d->context.status == STATUS_HYPOTHETICAL)
        why = "hypothetical";
    if (!why)
        why = silence_of_visit(c, d);
    if (!why)
        why = silence_of_speech(c, d);
    return why ? why : silence_of_rest(c, d);
}
