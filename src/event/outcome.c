/* outcome.c - from drafts to events. */
#include "event/outcome.h"

#include "event/amount.h"
#include "event/borrow.h"
#include "event/chance.h"
#include "event/clause.h"
#include "event/doubt.h"
#include "event/draft.h"
#include "event/hand.h"
#include "event/match.h"
#include "event/mode.h"
#include "event/sense.h"
#include "event/side.h"
#include "event/silence.h"
#include "event/status.h"
#include "event/theme.h"
#include "event/threat.h"
#include "event/verbal.h"
#include "event/voice.h"
#include "event/when.h"
#include "event/where.h"

#include <stdio.h>
#include <string.h>

enum { CODE_MOST = 16, WHY_MOST = 200 };

void outcome_drop(draft *d, const char *why) {
    d->dropped = true;
    d->why = why;
}

/* ---- turns of type that need the sides ---- */

/* "troops to the U.N. force in Mali": Mali is helped. */
static void place_of_mission(coder *c, draft *d) {
    for (uint32_t i = 0; i < d->n_recipients; i++) {
        if (!is_body(d->recipients[i].code))
            continue;
        TREE_EACH(&c->tree, d->recipients[i].head, k) {
            const hit *h = side_hit(c, k);
            if (h && tree_preposition(&c->tree, k) == P_IN && !is_body(h->code)) {
                d->recipients[i].code = draft_country(h->code);
                d->recipients[i].sector = SECTOR_NONE;
            }
        }
    }
}

/* "meet next week", "the meeting on June 22": a day behind the article's. */
static bool is_dated_ahead(coder *c, const draft *d) {
    int32_t at;
    date when = when_named(c, d, false, &at);
    return when.precision != DATE_NONE && c->day != INT32_MIN && when.day > c->day &&
           c->tree.at[d->verb].xpos != XPOS_VBD;
}

/* "said he was waiving sanctions": easing announced by who eases is a word yet, no deed. */
static bool is_announced_ease(coder *c, const draft *d) {
    static const char *const verbs[] = { "lift", "ease", "waive", "relax", "suspend", "loosen" };
    return d->type == EVENT_RETREAT && d->noun >= 0 && d->context.speaker >= 0 &&
           TREE_IS_ANY(&c->tree, d->verb, verbs) && voice_is_actor(c, d, d->context.speaker);
}

/* "riots in Chile": the crowd is of the place, and nobody is said to be its target. */
static void place_of_crowd(coder *c, draft *d) {
    const rule *r = draft_rule(c, d);
    if (d->type != EVENT_PROTEST || d->n_actors || d->actor.n || !d->n_recipients || !r ||
        r->kind != RULE_N || d->recipients[0].code.len < 3 || is_body(d->recipients[0].code))
        return;
    side crowd = d->recipients[0];
    crowd.code = draft_country(crowd.code);
    crowd.sector = SECTOR_CVL;
    crowd.owned = false;
    draft_set(c, &d->actors, &d->n_actors, &crowd, 1);
    d->n_recipients = 0;
}

/* "thousands marched": a number that protests is a crowd. */
static void crowd_of_numbers(coder *c, draft *d) {
    static const char *const numbers[] = { "thousand",   "hundred",  "ten",      "dozen",
                                           "score",      "million",  "crowd",    "many",
                                           "hundreds",   "tens",     "dozens",   "thousands",
                                           "supporter",  "resident", "villager", "mourner",
                                           "worshipper", "youth",    "woman",    "marcher" };
    int32_t head = d->actor.n ? d->actor.at[0].head : -1;
    if (d->type != EVENT_PROTEST || head < 0 || side_is_political(&d->actor.at[0]) ||
        !TREE_IS_ANY(&c->tree, head, numbers))
        return;
    side crowd = { .code = { "", 0 }, .sector = SECTOR_CVL, .kind = SIDE_ROLE, .head = head };
    d->actor = sides_copy(c, &crowd, 1);
}

/* "killing one and arresting 12": a number that is killed or arrested is of people. */
static void victims_of_numbers(coder *c, draft *d) {
    static const char *const numbers[] = { "dozen", "hundred", "thousand", "score", "ten" };
    static const char *const verbs[] = { "kill", "wound",    "injure",  "arrest", "detain",
                                         "jail", "imprison", "execute", "behead", "kidnap" };
    bool harms = d->type == EVENT_ASSAULT || d->type == EVENT_COERCE;
    if (!harms || !TREE_IS_ANY(&c->tree, d->verb, verbs) || d->recipient.n)
        return;
    arguments a;
    match_arguments(c, d->verb, &a);
    if (a.object < 0 ||
        !(c->tree.at[a.object].upos == UPOS_NUM || TREE_IS_ANY(&c->tree, a.object, numbers)) ||
        tree_has_main(&c->tree, a.object, REL_NMOD))
        return;
    side people = { .code = { "", 0 }, .sector = SECTOR_CVL, .kind = SIDE_ROLE, .head = a.object };
    d->recipient = sides_copy(c, &people, 1);
}

static bool all_politicians(const side *s, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) {
        uint8_t sec = side_sector(&s[i]);
        bool person = s[i].kind == SIDE_LEADER || s[i].kind == SIDE_ROLE || s[i].kind == SIDE_ORG;
        if (!person || s[i].owned ||
            (sec != SECTOR_GOV && sec != SECTOR_LEG && sec != SECTOR_ELI && sec != SECTOR_PTY &&
             sec != SECTOR_OPP))
            return false;
    }
    return n > 0;
}

/* "attacked Iran for its support of X", "for backing X": a fault is found with somebody. */
static bool finds_fault(coder *c, int32_t v) {
    const node *at = c->tree.at;
    TREE_EACH(&c->tree, v, k) {
        if (at[k].main == REL_ADVCL && at[k].xpos == XPOS_VBG && tree_has_word(&c->tree, k, G_FOR))
            return true;
        int p = at[k].main == REL_OBL ? tree_preposition(&c->tree, k) : 0;
        if ((p == P_FOR || p == P_OVER) && tree_has(&c->tree, k, REL_NMOD_POSS))
            return true;
    }
    return false;
}

/* "Biden attacked Trump": among politicians of one country that is done with words, and so it is
 * where they find fault with somebody. */
static bool is_war_of_words(coder *c, const draft *d) {
    static const char *const verbs[] = { "attack", "hit",  "strike", "target", "savage",
                                         "pummel", "fire", "pound",  "assail" };
    sides by = draft_actors(d), to = draft_recipients(d);
    if (d->type != EVENT_ASSAULT || !TREE_IS_ANY(&c->tree, d->verb, verbs) || !to.n ||
        !all_politicians(by.at, by.n))
        return false;
    bool rivals =
        to.at[0].kind == SIDE_LEADER && all_politicians(to.at, to.n) && sides_share_country(by, to);
    return rivals || finds_fault(c, d->verb);
}

static bool are_workers(const draft *d) {
    uint8_t sec = d->n_actors ? side_sector(&d->actors[0]) : SECTOR_NONE;
    return sec == SECTOR_LAB || sec == SECTOR_EDU || sec == SECTOR_MED || sec == SECTOR_AGR ||
           sec == SECTOR_BUS || sec == SECTOR_CVL;
}

/* "a strike by rail workers" is none with arms. */
static bool is_walkout(coder *c, const draft *d) {
    return d->type == EVENT_ASSAULT && tree_is(&c->tree, d->trigger, "strike") && are_workers(d);
}

/* "workers threatened a strike", "a threatened strike". */
static bool is_threat_of_walkout(coder *c, const draft *d) {
    const tree *t = &c->tree;
    if (d->type != EVENT_THREATEN || !are_workers(d))
        return false;
    int32_t object = tree_kid(t, d->verb, REL_OBJ), of = tree_kid(t, d->trigger, REL_NMOD);
    return tree_is(t, d->trigger, "strike") || (object >= 0 && tree_is(t, object, "strike")) ||
           (of >= 0 && tree_is(t, of, "strike"));
}

/* "the threat of a stoppage receded", "appears to be receding": it is taken back. */
static bool is_threat_gone(coder *c, const draft *d) {
    static const char *const verbs[] = { "recede", "fade",   "ease",     "subside",
                                         "lift",   "lessen", "diminish", "vanish" };
    const node *at = c->tree.at;
    int32_t v = at[d->trigger].main == REL_NSUBJ ? at[d->trigger].head : -1;
    if (d->type != EVENT_THREATEN || v < 0 || !tree_is(&c->tree, d->trigger, "threat"))
        return false;
    int32_t to = tree_kid(&c->tree, v, REL_XCOMP);
    return TREE_IS_ANY(&c->tree, v, verbs) || (to >= 0 && TREE_IS_ANY(&c->tree, to, verbs));
}

/* "withdrew from Afrin": who leaves a place, and no pact or body, moves back. */
static bool is_leaving_place(coder *c, const draft *d) {
    const rule *r = draft_rule(c, d);
    const side *from = d->n_recipients ? &d->recipients[0] : NULL;
    bool place =
        from &&
        (from->kind == SIDE_CITY || from->kind == SIDE_COUNTRY || from->kind == SIDE_SEAT) &&
        tree_preposition(&c->tree, from->head) == P_FROM;
    return d->type == EVENT_SANCTION && draft_is_mode(d, "withdraw") && r && r->kind == RULE_V &&
           place && !d->context.future &&
           (tree_is(&c->tree, d->verb, "withdraw") || tree_is(&c->tree, d->verb, "pull"));
}

/* "Iraq protested to Turkey": a state does so with words. */
static bool is_note_of_protest(const coder *c, const draft *d) {
    if (d->type != EVENT_PROTEST || !d->n_actors || !tree_is(&c->tree, d->verb, "protest") ||
        c->tree.at[d->verb].upos != UPOS_VERB)
        return false;
    for (uint32_t i = 0; i < d->n_actors; i++) {
        uint8_t sec = side_sector(&d->actors[i]), kind = d->actors[i].kind;
        bool state = (sec == SECTOR_NONE && (kind == SIDE_COUNTRY || kind == SIDE_SEAT)) ||
                     sec == SECTOR_GOV;
        if (!state || d->actors[i].owned)
            return false;
    }
    return true;
}

static bool are_crowd(const draft *d) {
    for (uint32_t i = 0; i < d->n_actors; i++) {
        uint8_t sec = side_sector(&d->actors[i]);
        if (sec != SECTOR_CVL && sec != SECTOR_PRO && sec != SECTOR_LAB && sec != SECTOR_EDU &&
            sec != SECTOR_OPP)
            return false;
    }
    return d->n_actors > 0;
}

/* A phrase of direction hangs on it: "at ships", "against the base". */
static bool is_aimed(coder *c, int32_t i) {
    TREE_EACH(&c->tree, i, k) {
        uint8_t main = c->tree.at[k].main;
        int p = main == REL_OBL || main == REL_NMOD ? tree_preposition(&c->tree, k) : 0;
        bool day = node_in(&c->tree.at[k], WORD_TIME);
        if (p == P_AT || p == P_AGAINST || (p == P_ON && !day))
            return true;
    }
    return false;
}

/* "fired a missile over Japan": at nobody, it is a test. */
static bool is_test(coder *c, const draft *d) {
    static const char *const verbs[] = { "fire", "launch", "test", "shoot" };
    static const char *const arms[] = { "missile", "rocket", "projectile" };
    const side *by = d->n_actors ? &d->actors[0] : NULL;
    bool state = by && by->code.len && !by->owned && !is_body(by->code) &&
                 (side_sector(by) == SECTOR_NONE || side_sector(by) == SECTOR_GOV);
    return d->type == EVENT_ASSAULT && state && !d->n_recipients && d->noun >= 0 &&
           !is_aimed(c, d->verb) && !is_aimed(c, d->noun) &&
           TREE_IS_ANY(&c->tree, d->verb, verbs) && TREE_IS_ANY(&c->tree, d->noun, arms) &&
           !draft_has_lemma(c, "target") && !draft_has_lemma(c, "base");
}

static void turn(draft *d, event_type type, const char *mode) {
    d->type = type;
    d->mode = mode ? (uint8_t)verbal_mode(type, mode) : 0;
}

static void turn_type(coder *c, draft *d) {
    text countries[SIDES_MOST];
    uint32_t n = draft_countries(d->actors, d->n_actors, countries, 0, SIDES_MOST);
    bool together = n > 1 || (d->n_recipients && draft_has_lemma(c, "joint"));
    if (d->type == EVENT_MOBILIZE && together && d->rule != NO_RULE &&
        draft_has_word(c, WORD_JOINT))
        turn(d, EVENT_COOPERATE, NULL);
    place_of_crowd(c, d);
    if (is_war_of_words(c, d) || is_note_of_protest(c, d))
        turn(d, EVENT_ACCUSE, "disapprove");
    if (d->type == EVENT_ACCUSE && tree_is(&c->tree, d->trigger, "protest") && are_crowd(d))
        turn(d, EVENT_PROTEST, "demo"); // "thousands protested against the law"
    if (is_leaving_place(c, d))
        turn(d, EVENT_RETREAT, "withdraw");
    if (is_test(c, d))
        turn(d, EVENT_MOBILIZE, "weapons");
    if (is_walkout(c, d))
        turn(d, EVENT_PROTEST, "strike");
    if (is_announced_ease(c, d) || is_threat_gone(c, d))
        turn(d, EVENT_CONCEDE, NULL);
    if (d->type == EVENT_CONSULT && is_dated_ahead(c, d))
        turn(d, EVENT_AGREE, NULL);
    bool moves =
        d->type == EVENT_MOBILIZE && (draft_is_mode(d, "troops") || draft_is_mode(d, "police"));
    bool visits = d->type == EVENT_CONSULT && draft_is_mode(d, "visit");
    if ((moves || visits) && draft_has_word(c, WORD_PEACE)) {
        turn(d, EVENT_AID, NULL);
        place_of_mission(c, d);
    }
}

/* A name nobody knows may act where the other side is known. */
static bool unknown_may_act(coder *c, draft *d) {
    bool heavy = d->type == EVENT_COERCE || d->type == EVENT_MOBILIZE || d->type == EVENT_REJECT ||
                 d->type == EVENT_REQUEST || d->type == EVENT_ASSAULT || d->type == EVENT_RETREAT;
    return d->actor.at[0].kind == SIDE_NAMED && d->context.depth <= 1 && !d->context.relative &&
           !d->context.adverbial && d->type != EVENT_CONSULT && d->type != EVENT_AGREE &&
           (draft_any_code(d->recipients, d->n_recipients) || (heavy && draft_names_country(c)));
}

/* "Israel's bombardment of Gaza has killed dozens": the act that is the subject says of which
 * country they are. */
static void read_victims(coder *c, draft *d) {
    int32_t head = d->actor.n ? d->actor.at[0].head : -1;
    const rule *r = head >= 0 && is_noun(&c->tree.at[head]) ? match_noun(c, head) : NULL;
    if (d->type != EVENT_ASSAULT || !r || r->type != EVENT_ASSAULT ||
        draft_any_code(d->recipients, d->n_recipients))
        return;
    sides struck = match_noun_recipient(c, head, draft_actors(d));
    if (!draft_any_code(struck.at, struck.n))
        return;
    if (!d->n_recipients)
        draft_set(c, &d->recipients, &d->n_recipients, struck.at, struck.n);
    for (uint32_t i = 0; i < d->n_recipients; i++)
        if (!d->recipients[i].code.len)
            d->recipients[i].code = draft_country(struck.at[0].code);
}

/* "a raid that killed X", "in which X was wounded": the clause on an attack says whom it hit. */
static void read_hit(coder *c, draft *d) {
    int32_t attack = d->noun >= 0 ? d->noun : d->trigger;
    if (d->type != EVENT_ASSAULT || d->n_recipients || d->recipient.n ||
        !is_noun(&c->tree.at[attack]))
        return;
    TREE_EACH(&c->tree, attack, k) {
        arguments a;
        int32_t noun;
        if (c->tree.at[k].rel != REL_ACL_RELCL)
            continue;
        match_arguments(c, k, &a);
        const rule *r = match_verb(c, k, &a, 0, &noun);
        sides struck =
            r && r->type == EVENT_ASSAULT && a.object >= 0 ? side_of(c, a.object) : nobody;
        if (!draft_any_code(struck.at, struck.n) || !hand_takes(d, &struck.at[0]))
            continue;
        d->recipient = struck;
        draft_set(c, &d->recipients, &d->n_recipients, struck.at, struck.n);
        return;
    }
}

/* "met ministers to urge them": what is said at a meeting was said. */
static bool urges_there(const coder *c, const draft *d) {
    int32_t h = c->tree.at[d->verb].head;
    for (uint32_t i = 0; i < c->n_drafts; i++)
        if (c->drafts[i].verb == h && c->drafts[i].type == EVENT_CONSULT)
            return d->type == EVENT_REQUEST;
    return false;
}

/* Settles who the sides are and what type that makes it; true where an actor is named who is
 * nobody political. */
static bool read_sides(coder *c, draft *d) {
    d->read = true;
    threat_aim(c, d);
    crowd_of_numbers(c, d);
    victims_of_numbers(c, d);
    hand_read(c, d);
    bool unpolitical = d->actor.n && !d->n_actors && !d->pronoun_actor;
    if (unpolitical && unknown_may_act(c, d)) {
        draft_set(c, &d->actors, &d->n_actors, d->actor.at, 1);
        unpolitical = false;
    }
    read_victims(c, d);
    read_hit(c, d);
    borrow_countries(c, d);
    turn_type(c, d);
    return unpolitical;
}

void outcome_settle(coder *c, draft *d) {
    mode_read(c, d);
    if (is_threat_of_walkout(c, d))
        d->mode = 0; // PLOVER has no mode for it
    d->status = status_of(c, d);
}

static void judge(coder *c, draft *d) {
    if (d->context.purpose && !(d->type == EVENT_PROTEST || urges_there(c, d))) {
        outcome_drop(d, "only a purpose");
        return;
    }
    bool unpolitical = read_sides(c, d);
    const char *why = silence_of(c, d, unpolitical);
    if (!why)
        why = sense_of(c, d);
    if (!why)
        why = doubt_of(c, d);
    if (why) {
        outcome_drop(d, why);
        return;
    }
    outcome_settle(c, d);
    bool both =
        draft_any_code(d->actors, d->n_actors) && draft_any_code(d->recipients, d->n_recipients);
    if (d->status == STATUS_DENIED && !both)
        outcome_drop(d, "a denial with one side");
}

/* ---- writing ---- */

static text keep(coder *c, const char *code) {
    return arena_text(&c->doc->arena, text_of(code));
}

/* PLOVER has one code for the organisations of states, besides the United Nations and the Union. */
static void plain_body(char code[CODE_MOST]) {
    if (strncmp(code, "IGO", 3) == 0 && strncmp(code, "IGOEUU", 6) != 0)
        code[3] = '\0';
}

static void write_side(coder *c, side_list *out, const side *s, uint32_t n,
                       const side_list *not_in) {
    for (uint32_t i = 0; i < n; i++) {
        char code[CODE_MOST];
        bool known = false;
        if (!side_code(&s[i], code))
            continue;
        plain_body(code);
        for (uint32_t k = 0; not_in && k < not_in->n_codes; k++)
            known |= text_equal(not_in->codes[k], text_of(code));
        if (!known)
            side_add_code(out, keep(c, code));
    }
}

static void write_words(coder *c, side_list *out, const side *s, uint32_t n) {
    for (uint32_t i = 0; i < n; i++)
        side_add_words(out, side_words(c, s[i].head));
}

static void write_why(coder *c, const draft *d, event *e) {
    char name[WHY_MOST] = "", why[WHY_MOST];
    const rule *r = draft_rule(c, d);
    if (r)
        rule_name(c->rules, r, name, sizeof name);
    else
        snprintf(name, sizeof name, "%s%s", strcmp(d->how, "hunch") ? "operator:" : "", d->how);
    e->rule = keep(c, name);
    text verb = tree_lemma(&c->tree, d->verb);
    snprintf(why, sizeof why, "%s \"%.*s\"%s%s%s%s%s%s%s", d->how,
             (int)(verb.len < 40 ? verb.len : 40), verb.at, d->context.depth ? ", subordinate" : "",
             d->pronoun_actor && d->n_actors ? ", pronoun resolved" : "",
             chance_is_completed(c, d) ? ", a torn name completed" : "",
             d->guessed_actor ? ", actor guessed" : "",
             d->guessed_recipient ? ", recipient guessed" : "", d->despite ? ", despite: " : "",
             d->despite ? d->despite : "");
    e->why = keep(c, why);
}

static bool same_list(const side_list *a, const side_list *b) {
    if (a->n_codes != b->n_codes)
        return false;
    for (uint8_t i = 0; i < a->n_codes; i++)
        if (!text_equal(a->codes[i], b->codes[i]))
            return false;
    return true;
}

static bool holds_list(const side_list *all, const side_list *part) {
    for (uint8_t i = 0; i < part->n_codes; i++) {
        bool found = false;
        for (uint8_t k = 0; k < all->n_codes; k++)
            found |= text_equal(all->codes[k], part->codes[i]);
        if (!found)
            return false;
    }
    return true;
}

/* "quit the pact and imposed sanctions": two acts of one type. */
static bool are_two_acts(const event *a, const event *b) {
    return a->type == EVENT_SANCTION && a->mode && b->mode && a->mode != b->mode;
}

/* The sentence has the same act already, or one with more sides. */
static bool is_double(const coder *c, const event *e, uint32_t first) {
    for (uint32_t i = first; i < c->doc->n_events; i++) {
        const event *f = &c->doc->events[i];
        if (f == e || f->type != e->type || are_two_acts(e, f))
            continue;
        bool same = same_list(&f->actor, &e->actor) && same_list(&f->recipient, &e->recipient);
        bool more = holds_list(&f->actor, &e->actor) && holds_list(&f->recipient, &e->recipient);
        if ((same && f < e) || (more && !same))
            return true;
    }
    return false;
}

static bool is_between(uint8_t type) {
    return type == EVENT_AGREE || type == EVENT_CONSULT || type == EVENT_COOPERATE ||
           type == EVENT_ASSAULT;
}

static void write_event(coder *c, const draft *d, const side *actor_, uint32_t n_actors) {
    event *e = doc_add_event(c->doc);
    if (!e) {
        c->failed = true;
        return;
    }
    bool mutual = is_between(d->type);
    const rule *r = draft_rule(c, d);
    e->sentence = c->tree.sentence;
    e->trigger = c->tree.first + (uint32_t)d->trigger;
    e->type = d->type;
    e->mode = d->mode;
    e->status = d->status;
    e->intensity = (float)plover_score((event_type)d->type, d->mode);
    e->contexts = r ? r->contexts : 0;
    write_side(c, &e->actor, actor_, n_actors, NULL);
    write_side(c, &e->recipient, d->recipients, d->n_recipients, mutual ? &e->actor : NULL);
    write_words(c, &e->actor, d->n_actors ? actor_ : d->actor.at,
                d->n_actors ? n_actors : d->actor.n);
    write_words(c, &e->recipient, d->recipients, d->n_recipients);
    voice_write(c, d, e);
    write_why(c, d, e);
    e->score = chance_of(c, d, e);
    e->when = when_of(c, d);
    where_write(c, d, e);
    amount_write(c, d, e);
}

/* "the missiles fired by X struck Y": one act told in two words, a side with each. */
static void join_halves(const coder *c, draft *whole, draft *half) {
    bool earlier =
        half->context.background && strcmp(half->how, "noun") == 0; // "after the killing"
    if (whole == half || earlier || whole->dropped || half->dropped || whole->type != half->type ||
        !tree_under(&c->tree, half->trigger, whole->verb) ||
        (whole->n_actors > 0) == (whole->n_recipients > 0) ||
        (half->n_actors > 0) == (half->n_recipients > 0) ||
        (whole->n_actors > 0) == (half->n_actors > 0))
        return;
    if (whole->n_actors) {
        whole->recipients = half->recipients;
        whole->n_recipients = half->n_recipients;
    } else {
        whole->actors = half->actors;
        whole->n_actors = half->n_actors;
    }
    whole->mode = whole->mode ? whole->mode : half->mode;
    outcome_drop(half, "told with another word of the same act");
}

static void write_draft(coder *c, const draft *d) {
    bool mutual = (is_between(d->type) && d->type != EVENT_ASSAULT) || draft_is_mutual(c, d);
    if (d->n_actors > 1 && !d->n_recipients && !mutual) {
        for (uint32_t i = 0; i < d->n_actors; i++)
            write_event(c, d, &d->actors[i], 1);
        return;
    }
    write_event(c, d, d->actors, d->n_actors);
}

static void remove_doubles(coder *c, uint32_t first) {
    for (uint32_t i = first; i < c->doc->n_events;) {
        if (!is_double(c, &c->doc->events[i], first)) {
            i++;
            continue;
        }
        memmove(&c->doc->events[i], &c->doc->events[i + 1],
                (c->doc->n_events - i - 1) * sizeof(event));
        c->doc->n_events--;
    }
}

void outcome_judge(coder *c) {
    for (uint32_t i = 0; i < c->n_drafts && !c->failed; i++)
        if (!c->drafts[i].judged) {
            c->drafts[i].judged = true;
            judge(c, &c->drafts[i]);
        }
}

void outcome_join(coder *c) {
    for (uint32_t i = 0; i < c->n_drafts; i++)
        for (uint32_t k = 0; k < c->n_drafts; k++)
            join_halves(c, &c->drafts[i], &c->drafts[k]);
}

void outcome_write(coder *c) {
    uint32_t first = c->doc->n_events;
    for (uint32_t i = 0; i < c->n_drafts && !c->failed; i++)
        if (c->drafts[i].dropped)
            clause_stop(c, c->drafts[i].trigger, c->drafts[i].type, c->drafts[i].why);
        else
            write_draft(c, &c->drafts[i]);
    remove_doubles(c, first);
    for (uint32_t i = first; i < c->doc->n_events; i++)
        theme_mark(c, &c->doc->events[i]);
}
