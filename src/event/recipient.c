/* recipient.c - whom the slots of a rule lead to; see recipient.h. */
#include "event/recipient.h"

#include "event/pronoun.h"
#include "event/side.h"
#include "event/verbal.h"

static bool among(int32_t head, sides s) {
    for (uint32_t i = 0; i < s.n; i++)
        if (s.at[i].head == head)
            return true;
    return false;
}

static bool country_among(const side *x, sides s) {
    for (uint32_t i = 0; i < s.n; i++)
        if (s.at[i].code.len && x->code.len && text_equal(side_country(x), side_country(&s.at[i])))
            return true;
    return false;
}

/* A pronoun, or "the country", that means the actor himself. */
static bool is_himself(const side *s, sides actor) {
    for (uint32_t i = 0; i < actor.n && (s->pronoun || s->kind == SIDE_ANAPHOR); i++)
        if (text_equal(s->code, actor.at[i].code))
            return true;
    return false;
}

/* "X will not recognise his presidency": what is the actor's own by the pronoun is another's. */
static bool owner_besides(coder *c, side *s, sides actor) {
    side other;
    int32_t owner = tree_kid(&c->tree, s->head, REL_NMOD_POSS);
    bool own = false;
    for (uint32_t i = 0; i < actor.n; i++)
        own |= text_equal(s->code, actor.at[i].code);
    bool people = c->tree.at[s->head].xpos == XPOS_NNS && // "his closest advisers"
                  (s->sector == SECTOR_GOV || s->sector == SECTOR_LEG || s->sector == SECTOR_MIL);
    if (!own || owner < 0 || c->tree.at[owner].upos != UPOS_PRON || s->kind != SIDE_ROLE || people)
        return true;
    if (!pronoun_other(c, owner, s->code, &other))
        return false;
    s->code = side_country(&other);
    return true;
}

/* The political sides of a node that are not the actor. */
static sides side_besides(coder *c, int32_t i, sides actor, bool owned) {
    side kept[SIDES_MOST];
    uint32_t n = 0;
    sides s = side_of(c, i);
    for (uint32_t k = 0; k < s.n && n < SIDES_MOST; k++) {
        side one = s.at[k];
        if (side_is_political(&one) && !among(one.head, actor) && (owned || !one.owned) &&
            !is_himself(&one, actor) && owner_besides(c, &one, actor))
            kept[n++] = one;
    }
    return sides_copy(c, kept, n);
}

/* Coded sides of a node from other countries than the actor's. */
static sides side_abroad(coder *c, int32_t i, sides actor, bool strict) {
    side kept[SIDES_MOST];
    uint32_t n = 0;
    sides s = side_of(c, i);
    for (uint32_t k = 0; k < s.n && n < SIDES_MOST; k++)
        if (s.at[k].code.len && !s.at[k].pronoun && !among(s.at[k].head, actor) &&
            !(strict && country_among(&s.at[k], actor)))
            kept[n++] = s.at[k];
    return sides_copy(c, kept, n);
}

/* Who condemns "the attack on X" or rejects "interference in X" blames the doer: whom it is done
 * to, who stands behind the noun, is no recipient. */
static bool is_wrong(const coder *c, const rule *r, int32_t thing) {
    return (r->type == EVENT_ACCUSE || r->type == EVENT_REJECT) && thing >= 0 &&
           node_in(&c->tree.at[thing], WORD_WRONG);
}

static bool is_done_to(const coder *c, const rule *r, int32_t thing, int p) {
    return (p == P_ON || p == P_IN || p == P_AGAINST || p == P_AT || p == P_OF) &&
           is_wrong(c, r, thing);
}

/* "Israeli" before a noun is the state, not its people. */
static sides countries_of(coder *c, sides people) {
    side states[SIDES_MOST];
    for (uint32_t i = 0; i < people.n; i++) {
        states[i] = people.at[i];
        states[i].code = side_country(&people.at[i]);
        states[i].sector = SECTOR_NONE;
    }
    return sides_copy(c, states, people.n);
}

/* Whose wrong it is: "US sanctions", "the attack by Israel". */
static sides doer_slot(coder *c, int32_t wrong, sides actor) {
    TREE_EACH(&c->tree, wrong, k) {
        int p = c->tree.at[k].main == REL_NMOD ? tree_preposition(&c->tree, k) : 0;
        if (k > wrong && p != P_BY && p != P_FROM)
            continue;
        sides found = side_abroad(c, k, actor, true);
        if (found.n && k < wrong && c->tree.at[k].upos == UPOS_ADJ)
            return countries_of(c, found);
        if (found.n)
            return found;
    }
    return nobody;
}

/* "talks in Geneva", "on the sidelines of the summit": where words are exchanged. */
static bool is_locale(coder *c, int p, int32_t i) {
    static const char *const grounds[] = { "capital", "city",   "town", "village",
                                           "region",  "resort", "port", "province" };
    static const char *const edges[] = { "sideline", "sidelines", "margin", "margins" };
    if (p == P_ON)
        return TREE_IS_ANY(&c->tree, i, edges);
    const hit *h = side_hit(c, i);
    return (p == P_IN || p == P_AT) && ((h && hit_is_town(h)) || TREE_IS_ANY(&c->tree, i, grounds));
}

/* Where words were exchanged, of an act of words: no side of it. */
static bool is_scene(coder *c, uint8_t type, int p, int32_t i) {
    return type != EVENT_CONSULT && // "arrived in Beirut"
           (is_verbal_conflict(type) || is_verbal_cooperation(type)) && is_locale(c, p, i);
}

/* "waived U.S. sanctions", said of Washington: one's own measure has no other side in its name. */
static bool is_own_measure(const rule *r, const side *s, sides actor) {
    bool eases = r->type == EVENT_RETREAT || r->type == EVENT_CONCEDE || r->type == EVENT_SANCTION;
    return eases && s->owned && country_among(s, actor);
}

/* "X withdrew the United States from the treaty": his state is no other side. */
static bool is_own_state(const rule *r, sides found, sides actor) {
    const side *s = found.at;
    return found.n == 1 && s->kind == SIDE_COUNTRY && !s->owned &&
           verbal_is_mode(r->type, r->mode, "withdraw") && country_among(s, actor);
}

/* "withdrew his troops", "sent the army": what a state moves is no other side. */
static bool is_own_force(const rule *r, sides found, sides actor) {
    if (is_own_state(r, found, actor))
        return true;
    if (found.n == 1 && is_own_measure(r, &found.at[0], actor))
        return true;
    if (r->type != EVENT_RETREAT && r->type != EVENT_MOBILIZE)
        return false;
    for (uint32_t i = 0; i < found.n; i++)
        if (!side_is_armed(&found.at[i]) || !country_among(&found.at[i], actor))
            return false;
    return true;
}

/* "blocked the Venezuela resolution": the country that a paper is about, not whose paper it is. */
static bool is_topic_noun(coder *c, uint8_t type, int32_t paper) {
    if (type != EVENT_REJECT || !node_in(&c->tree.at[paper], WORD_SPEECH))
        return false;
    TREE_EACH(&c->tree, paper, k) {
        const hit *h = c->tree.at[k].main == REL_COMPOUND ? side_hit(c, k) : NULL;
        if (h && h->kind == ACTOR_COUNTRY && c->tree.at[k].upos == UPOS_PROPN &&
            !is_acronym(tree_form(&c->tree, k)))
            return true;
    }
    return false;
}

/* "urged it to attend the talks in X": whom the words go to is said, though nobody knows who it is.
 */
static bool is_addressed(coder *c, const rule *r, int32_t object) {
    uint8_t g = c->tree.at[object].grammar;
    bool person = g == G_IT || g == G_THEM || g == G_HIM || g == G_HER || g == G_US || g == G_ME;
    bool spoken_to = r->type == EVENT_REQUEST || r->type == EVENT_THREATEN ||
                     ((r->type == EVENT_AID || r->type == EVENT_SUPPORT) && g != G_IT) ||
                     (r->type == EVENT_ACCUSE && verbal_is_mode(r->type, r->mode, "allege")) ||
                     (r->kind == RULE_V && is_material_conflict(r->type) &&
                      r->type != EVENT_PROTEST); // "expelled it"
    return person && spoken_to && c->tree.at[object].upos == UPOS_PRON;
}

/* "discussed border security": what talks are about. */
static bool is_discussed(const coder *c, int32_t object) {
    static const char *const verbs[] = { "discuss", "review", "debate", "negotiate", "explore" };
    int32_t v = c->tree.at[object].head;
    return v >= 0 && TREE_IS_ANY(&c->tree, v, verbs);
}

static sides object_slot(coder *c, const rule *r, const arguments *a, int32_t noun, sides actor) {
    bool owned = !(r->flags & RULE_NOT_OWNED);
    if (a->second >= 0) {
        sides found = side_besides(c, a->second, actor, owned);
        if (found.n)
            return found;
    }
    if (a->object < 0 || a->object == noun)
        return nobody;
    if (is_wrong(c, r, a->object))
        return doer_slot(c, a->object, actor);
    if (is_topic_noun(c, r->type, a->object))
        return nobody;
    if (is_addressed(c, r, a->object) && !sides_any_political(side_of(c, a->object))) {
        side who;
        uint8_t g = c->tree.at[a->object].grammar;
        bool body = g == G_IT || g == G_THEM;
        return body && pronoun_addressee(c, a->object, actor, &who) ? sides_copy(c, &who, 1)
                                                                    : side_of(c, a->object);
    }
    bool topic = r->type == EVENT_CONSULT &&
                 r->mode != plover_mode(EVENT_CONSULT, TEXT("visit")); // "discussed the war in X"
    if (topic && sides_of_several(actor) && is_discussed(c, a->object))
        return nobody; // with one another
    sides found = side_besides(c, a->object, actor, owned && !topic);
    if (topic || (found.n && !is_own_force(r, found, actor)))
        return found;
    TREE_EACH(&c->tree, a->object, k) { // a thing of a side: "the head of X's delegation"
        int p = c->tree.at[k].main == REL_NMOD ? tree_preposition(&c->tree, k) : 0;
        if (is_scene(c, r->type, p, k))
            continue;
        if (p == P_OF || p == P_IN || p == P_BY || p == P_FROM || p == P_AGAINST || p == P_ON ||
            p == P_AT || p == P_WITH || p == P_TO || p == P_BETWEEN) {
            found = side_besides(c, k, actor, owned);
            if (found.n)
                return found;
        }
    }
    return nobody;
}

static sides owner_slot(coder *c, const rule *told, const arguments *a, int32_t noun, sides actor) {
    int32_t o = noun >= 0 ? noun : a->object;
    if (o < 0 || is_topic_noun(c, told->type, o))
        return nobody;
    side kept[SIDES_MOST];
    uint32_t n = 0, known = 0;
    sides s = side_alone(c, o);
    for (uint32_t i = 0; i < s.n && n < SIDES_MOST; i++)
        if (s.at[i].code.len && !among(s.at[i].head, actor) &&
            !is_own_measure(told, &s.at[i], actor)) {
            for (uint32_t k = 0; k < actor.n; k++)
                if (side_same(&actor.at[k], &s.at[i]) &&
                    !(s.at[i].actor != NO_ACTOR && actor.at[k].actor != s.at[i].actor)) {
                    known++;
                    break;
                }
            kept[n++] = s.at[i];
        }
    if (n && known < n)
        return sides_copy(c, kept, n);
    TREE_EACH(&c->tree, o, k) {
        int p = c->tree.at[k].main == REL_NMOD ? tree_preposition(&c->tree, k) : 0;
        if (p == P_OF || p == P_BY || p == P_FROM) {
            sides r = side_besides(c, k, actor, true);
            if (r.n)
                return r;
        }
    }
    if (told->type != EVENT_REQUEST)
        return nobody;
    int32_t owner = tree_kid(&c->tree, o, REL_NMOD_POSS); // "asked for the adviser's resignation"
    return owner >= 0 && is_noun(&c->tree.at[owner]) ? side_besides(c, owner, actor, false)
                                                     : nobody;
}

enum { PLACES_MOST = 32 };

static void add_place(int32_t *places, uint32_t *n, int32_t i) {
    if (*n < PLACES_MOST)
        places[(*n)++] = i;
}

static void add_phrases(coder *c, int32_t base, int p, int32_t *places, uint32_t *n) {
    const node *at = c->tree.at;
    if (base < 0)
        return;
    TREE_EACH(&c->tree, base, k)
    if ((at[k].main == REL_NMOD || at[k].main == REL_ACL) && tree_preposition(&c->tree, k) == p)
        add_place(places, n, k);
    TREE_EACH(&c->tree, base, k)
    if (at[k].main == REL_NMOD)
        TREE_EACH(&c->tree, k, g)
    if (at[g].main == REL_NMOD && tree_preposition(&c->tree, g) == p)
        add_place(places, n, g);
}

/* "leaders met in Niamey": who meets does so with one another, wherever it is. */
static bool is_venue(coder *c, uint8_t type, int32_t v, int p, int32_t place) {
    static const char *const verbs[] = { "meet", "gather", "convene", "confer", "assemble" };
    const hit *h = side_hit(c, place);
    return type == EVENT_CONSULT && (p == P_IN || p == P_AT) && TREE_IS_ANY(&c->tree, v, verbs) &&
           h && (hit_is_town(h) || h->kind == ACTOR_PLACE);
}

static sides phrase_slot(coder *c, uint8_t type, int p, int32_t v, const arguments *a, int32_t noun,
                         sides actor) {
    const node *at = c->tree.at;
    int32_t places[PLACES_MOST];
    uint32_t n = 0;
    bool talk = type == EVENT_AGREE || type == EVENT_CONSULT;
    if (talk && p == P_ON && sides_of_several(actor))
        return nobody; // "X and Y reached agreement on the fate of Z": with one another
    for (uint32_t i = 0; i < a->n_obliques; i++)
        if (a->obliques[i].preposition == p)
            add_place(places, &n, a->obliques[i].node);
    add_phrases(c, noun, p, places, &n);
    if (a->object != noun)
        add_phrases(c, a->object, p, places, &n);
    if (a->passive) // "imposed by X on Y", where Y was hung on X
        add_phrases(c, a->subject, p, places, &n);
    TREE_EACH(&c->tree, v, x)
    if (at[x].main == REL_XCOMP && (at[x].upos == UPOS_NOUN || at[x].upos == UPOS_ADJ))
        TREE_EACH(&c->tree, x, k)
    if ((at[k].main == REL_OBL || at[k].main == REL_NMOD) && tree_preposition(&c->tree, k) == p)
        add_place(places, &n, k);
    for (uint32_t i = 0; i < n; i++) {
        if (is_scene(c, type, p, places[i]) || is_venue(c, type, v, p, places[i]))
            continue;
        sides r = side_besides(c, places[i], actor, true);
        if (r.n)
            return r;
        TREE_EACH(&c->tree, places[i], k) {
            if (at[k].main != REL_NMOD)
                continue;
            int q = tree_preposition(&c->tree, k);
            bool friends = node_in(&at[places[i]], WORD_RELATION);
            if (is_scene(c, type, q, k) || (friends && at[k].rel == REL_NMOD_POSS))
                continue; // "warned Syria's neighbours"
            if (q && q != P_OF && q != P_IN && q != P_BY && q != P_FROM && q != P_OF_OWNER)
                continue;
            r = side_besides(c, k, actor, true);
            if (r.n)
                return r;
        }
    }
    return nobody;
}

bool match_blames(const coder *c, const rule *r, const arguments *a, int32_t noun) {
    return is_wrong(c, r, noun >= 0 ? noun : a->object);
}

/* "X was captured in Syria", of whom nothing is told: where it was done is not done to. */
static bool is_where_taken(coder *c, const rule *r, const arguments *a, int p) {
    if ((p != P_IN && p != P_AT && p != P_NEAR) || r->kind != RULE_V || a->object < 0 ||
        !(r->type == EVENT_ASSAULT || r->type == EVENT_COERCE))
        return false;
    sides s = side_of(c, a->object);
    return s.n == 1 && s.at[0].kind == SIDE_NAMED;
}

sides match_recipient(coder *c, const rule *r, int32_t v, const arguments *a, int32_t noun,
                      sides actor, int *slot) {
    for (int i = 0; i < r->n_slots; i++) {
        sides found = nobody;
        *slot = r->slots[i];
        if (*slot == SLOT_OBJECT)
            found = object_slot(c, r, a, noun, actor);
        else if (*slot == SLOT_OWNER && !match_blames(c, r, a, noun))
            found = owner_slot(c, r, a, noun, actor);
        else if (*slot == SLOT_COMPLEMENT)
            found = match_in_complements(c, a->complements, a->n_complements, actor);
        else if (*slot == SLOT_NOWHERE)
            return nobody;
        else if (*slot > SLOT_PREP && !is_where_taken(c, r, a, *slot - SLOT_PREP) &&
                 !is_done_to(c, r, noun >= 0 ? noun : a->object, *slot - SLOT_PREP))
            found = phrase_slot(c, r->type, *slot - SLOT_PREP, v, a, noun, actor);
        if (found.n && !is_own_force(r, found, actor))
            return found;
    }
    *slot = SLOT_NONE;
    return nobody;
}

sides match_addressed(coder *c, uint8_t type, int32_t v, const arguments *a, int32_t noun,
                      sides actor) {
    static const int ways[] = { P_TO, P_AGAINST, P_AT, P_TOWARD, P_TOWARDS };
    bool hostile = type == EVENT_ACCUSE || type == EVENT_THREATEN;
    sides found = nobody;
    if (!is_verbal_conflict(type) && !is_verbal_cooperation(type))
        return nobody;
    for (size_t i = 0; i < sizeof ways / sizeof *ways && !found.n; i++)
        if (ways[i] == P_TO || hostile)
            found = phrase_slot(c, type, ways[i], v, a, noun, actor);
    return sides_any_political(found) ? found : nobody;
}

/* The nearest side of another country inside a complement. */
static sides nearest_inside(coder *c, const arguments *a, sides actor) {
    int32_t places[OBLIQUES_MOST + 1];
    uint32_t n = 0;
    if (a->object >= 0)
        places[n++] = a->object;
    for (uint32_t i = 0; i < a->n_obliques; i++) {
        int p = a->obliques[i].preposition;
        if (p != P_IN && p != P_BY && p != P_DURING && p != P_AFTER && p != P_UNTIL &&
            p != P_BEFORE && p != P_ON)
            places[n++] = a->obliques[i].node;
    }
    for (uint32_t i = 0; i < n; i++) {
        sides r = side_abroad(c, places[i], actor, true);
        if (r.n)
            return r;
        TREE_EACH(&c->tree, places[i], k)
        if (c->tree.at[k].main == REL_NMOD && !is_locale(c, tree_preposition(&c->tree, k), k)) {
            r = side_abroad(c, k, actor, true);
            if (r.n)
                return r;
        }
    }
    return nobody;
}

static sides in_complement(coder *c, int32_t v, sides actor) {
    int32_t noun, own = match_own_subject(c, v);
    arguments a;
    int slot;
    sides found = nobody;
    match_arguments(c, v, &a);
    if (own >= 0) {
        found = side_besides(c, own, actor, true);
        if (found.n && !sides_pronouns(found) && !sides_equal(found, actor))
            return found;
    }
    const rule *r = match_verb(c, v, &a, 0, &noun);
    found = r ? match_recipient(c, r, v, &a, noun, actor, &slot) : nobody;
    if (!found.n)
        found = nearest_inside(c, &a, actor);
    if (!found.n)
        found = match_in_complements(c, a.complements, a.n_complements, actor);
    return found;
}

sides match_in_complements(coder *c, const int32_t *complements, uint32_t n, sides actor) {
    sides found = nobody;
    if (c->nested >= NEST_MOST) // each level looks twice: by the rule, then anywhere
        return nobody;
    c->nested++;
    for (uint32_t i = 0; i < n && !found.n; i++)
        found = in_complement(c, complements[i], actor);
    c->nested--;
    return found;
}

/* ---- the last resort ---- */

static bool reaches_deep(uint8_t type) {
    return type == EVENT_AID || type == EVENT_RETREAT || type == EVENT_PROTEST ||
           type == EVENT_COOPERATE || type == EVENT_SUPPORT || type == EVENT_REQUEST ||
           type == EVENT_ACCUSE || type == EVENT_REJECT || type == EVENT_SANCTION ||
           type == EVENT_CONCEDE || type == EVENT_THREATEN || type == EVENT_COERCE ||
           type == EVENT_AGREE;
}

static bool opens_deep_clause(const coder *c, int32_t i) {
    static const grammar openers[] = { G_TO, G_FOR,  G_OVER,   G_AGAINST, G_IN,   G_OF,
                                       G_BY, G_FROM, G_UNLESS, G_IF,      G_UNTIL };
    for (size_t k = 0; k < sizeof openers / sizeof *openers; k++)
        if (tree_has_word(&c->tree, i, openers[k]))
            return true;
    return false;
}

/* "seized it under the pretext that it carried oil to X", "with the exception of X". */
static bool is_aside(const coder *c, int32_t i, uint8_t type) {
    const node *n = &c->tree.at[i];
    bool finite = (n->main == REL_CCOMP || n->main == REL_ACL) && n->head >= 0 &&
                  is_noun(&c->tree.at[n->head]) && tree_has_main(&c->tree, i, REL_NSUBJ);
    return tree_is(&c->tree, i, "exception") ||
           (finite && !(is_verbal_conflict(type) || is_verbal_cooperation(type)));
}

/* Whether a path from v down to i goes only through phrases of v's own clause. */
static bool in_clause(coder *c, int32_t i, int32_t v, uint8_t type) {
    static const char *const answers[] = { "response", "reaction", "retaliation" };
    const node *at = c->tree.at;
    int32_t from = i;
    for (int step = 0; i != v; step++) {
        if (i >= 0 && (at[i].main == REL_OBL || at[i].main == REL_NMOD) &&
            tree_preposition(&c->tree, i) == P_ACCORDING_TO)
            return false; // who tells of it
        if (i >= 0 && i != from && type != EVENT_PROTEST && at[i].head == v &&
            at[i].rel == REL_OBL_AGENT)
            return false; // what is told of the actor
        if (i >= 0 && (is_aside(c, i, type) || TREE_IS_ANY(&c->tree, i, answers)))
            return false;
        uint8_t main = at[i].main;
        bool top = at[i].head == v;
        if (step > TREE_DEPTH_MOST || i < 0 || main == REL_PARATAXIS || main == REL_PUNCT ||
            at[i].rel == REL_ACL_RELCL || (top && (main == REL_CONJ || main == REL_NSUBJ)))
            return false;
        if (main == REL_ADVCL && !opens_deep_clause(c, i))
            return false;
        i = at[i].head;
    }
    return true;
}

static bool is_setting(coder *c, int32_t i, uint8_t type) { // a time or manner, no side
    const node *n = &c->tree.at[i];
    if (n->main != REL_OBL && n->main != REL_NMOD)
        return false;
    bool done = n->head >= 0 && c->tree.at[n->head].main == REL_ACL;
    if (type == EVENT_ACCUSE && n->rel == REL_OBL_AGENT && done)
        return false; // "an inquiry into crimes committed by X"
    int p = tree_preposition(&c->tree, i);
    return p == P_DURING || p == P_SINCE || p == P_UNTIL || p == P_AFTER || p == P_BEFORE ||
           p == P_ACCORDING_TO || (p == P_BY && type != EVENT_PROTEST) || p == P_AT || p == P_AS;
}

/* "opposed interference in X": whom the wrong is done to is not blamed for it. */
static bool suffers(coder *c, uint8_t type, int32_t i) {
    int32_t h = c->tree.at[i].head;
    int p = tree_preposition(&c->tree, i);
    if ((type != EVENT_ACCUSE && type != EVENT_REJECT) || h < 0)
        return false;
    if (node_in(&c->tree.at[i], WORD_WRONG) || is_topic_noun(c, type, i))
        return true;
    return node_in(&c->tree.at[h], WORD_WRONG) &&
           (p == P_IN || p == P_ON || p == P_AGAINST || p == P_AT || p == P_OF);
}

/* "withdrew the US from a treaty with X", "pulled his troops out of X": one's own is moved. */
static bool is_own(uint8_t type, sides found, sides actor) {
    bool state = false;
    for (uint32_t i = 0; i < actor.n; i++)
        state |= actor.at[i].kind == SIDE_COUNTRY || side_sector(&actor.at[i]) == SECTOR_GOV;
    if (type != EVENT_SANCTION && type != EVENT_RETREAT)
        return false;
    for (uint32_t i = 0; i < found.n; i++) {
        uint8_t kind = found.at[i].kind;
        bool moved = kind == SIDE_LEADER || kind == SIDE_SEAT || kind == SIDE_COUNTRY ||
                     (state && side_is_armed(&found.at[i]));
        if (!moved || !country_among(&found.at[i], actor))
            return false;
    }
    return true;
}

/* "sent a letter to X threatening to leave", "wrote to X, asking": whom the words above go to. */
static sides above(coder *c, int32_t v, sides actor) {
    const node *at = c->tree.at;
    int32_t h = at[v].head;
    if (at[v].xpos != XPOS_VBG || h < 0 || h > v ||
        (at[v].main != REL_ADVCL && at[v].main != REL_ACL))
        return nobody;
    int32_t verb = at[h].upos == UPOS_VERB ? h : at[h].main == REL_OBJ ? at[h].head : -1;
    int32_t bases[2] = { verb, verb >= 0 ? tree_kid(&c->tree, verb, REL_OBJ) : -1 };
    for (int b = 0; b < 2; b++)
        if (bases[b] >= 0)
            TREE_EACH(&c->tree, bases[b], k) {
                bool phrase = at[k].main == REL_OBL || at[k].main == REL_NMOD;
                sides found = phrase && k < v && tree_preposition(&c->tree, k) == P_TO
                                  ? side_abroad(c, k, actor, true)
                                  : nobody;
                if (found.n)
                    return found;
            }
    return nobody;
}

bool match_bars(coder *c, uint8_t type, int32_t v, int32_t i) {
    bool phrase = true; // still below the noun that i stands with
    for (int step = 0; i >= 0 && i != v && step < TREE_DEPTH_MOST; step++, i = c->tree.at[i].head) {
        if ((phrase && suffers(c, type, i)) || is_aside(c, i, type))
            return true;
        phrase &= c->tree.at[i].main == REL_NMOD;
    }
    return false;
}

sides match_deep(coder *c, int32_t v, sides actor, uint8_t type) {
    const node *at = c->tree.at;
    bool talk = is_verbal_cooperation(type) || is_verbal_conflict(type);
    if (!reaches_deep(type) || (type == EVENT_AGREE && sides_of_several(actor)))
        return nobody;
    for (int32_t i = v + 1; i < c->tree.n; i++) {
        bool inner = false;
        if (!is_noun(&at[i]) || at[i].main == REL_COMPOUND || at[i].main == REL_FLAT ||
            at[i].main == REL_AMOD || at[i].rel == REL_NMOD_DESC)
            continue;
        if (!tree_under(&c->tree, i, v) || is_setting(c, i, type) || !in_clause(c, i, v, type) ||
            is_scene(c, type, tree_preposition(&c->tree, i), i) || suffers(c, type, i))
            continue;
        for (uint32_t k = 0; k < actor.n; k++)
            inner |= tree_under(&c->tree, i, actor.at[k].head) && actor.at[k].head > v;
        if (inner)
            continue;
        sides r = side_abroad(c, i, actor, talk);
        if (r.n && !is_own(type, r, actor))
            return r;
    }
    return is_verbal_conflict(type) ? above(c, v, actor) : nobody;
}
