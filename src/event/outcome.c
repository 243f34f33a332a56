/* outcome.c - from drafts to events. */
#include "event/outcome.h"

#include "event/amount.h"
#include "event/claim.h"
#include "event/clause.h"
#include "event/doubt.h"
#include "event/match.h"
#include "event/mode.h"
#include "event/recipient.h"
#include "event/side.h"
#include "event/status.h"
#include "event/theme.h"
#include "event/threat.h"
#include "event/verbal.h"
#include "event/voice.h"
#include "event/when.h"
#include "event/where.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { CODE_MOST = 16, WHY_MOST = 200, CONTEXT_SENTENCES = 6 };
#define TORN_WEIGHT 0.8f // of an event whose side was completed from a torn name

static void drop(draft *d, const char *why) {
    d->dropped = true;
    d->why = why;
}

/* ---- sides of a draft ---- */

static void set(coder *c, side **list, uint32_t *n, const side *at, uint32_t count_) {
    sides copy = sides_copy(c, at, count_);
    *n = copy.n;
    *list = NULL;
    if (copy.n) {
        *list = arena_array(c->arena, copy.n, sizeof **list);
        if (*list)
            memcpy(*list, copy.at, copy.n * sizeof **list);
        else
            *n = 0;
    }
}

static sides political_unowned(coder *c, sides s) {
    side kept[SIDES_MOST];
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.n; i++)
        if (side_is_political(&s.at[i]) && !s.at[i].owned)
            kept[n++] = s.at[i];
    return sides_copy(c, kept, n);
}

/* "officials said he would": one person is not several. */
static bool may_mean(const coder *c, uint8_t pronoun, int32_t i) {
    bool many = i >= 0 && (c->tree.at[i].xpos == XPOS_NNS || c->tree.at[i].xpos == XPOS_NNPS);
    return i >= 0 && !(many && (pronoun == G_HE || pronoun == G_SHE));
}

/* Whom a pronoun subject means: the subject above an adverbial clause, or the speaker. */
static sides pronoun_means(coder *c, const draft *d) {
    const node *at = c->tree.at;
    uint8_t g = at[d->actor.at[0].head].grammar;
    sides found = { NULL, 0, true };
    if (g != G_IT && g != G_HE && g != G_SHE && g != G_THEY && g != G_WE && g != G_I)
        return found;
    if (d->context.adverbial) {
        int32_t v = at[d->verb].head;
        for (int step = 0; v >= 0 && at[v].upos != UPOS_VERB && step <= c->tree.n; step++)
            v = at[v].head;
        int32_t subject = v >= 0 ? match_subject(c, v) : -1;
        if (may_mean(c, g, subject))
            found = political_unowned(c, side_of(c, subject));
    }
    if (!found.n && may_mean(c, g, d->context.speaker)) {
        sides s = side_of(c, d->context.speaker);
        side kept[SIDES_MOST];
        uint32_t n = 0;
        for (uint32_t i = 0; i < s.n; i++)
            if (side_is_political(&s.at[i]))
                kept[n++] = s.at[i];
        found = sides_copy(c, kept, n);
    }
    return found;
}

static bool is_same_side(const side *a, const side *b) {
    return a->head == b->head && text_equal(a->code, b->code) && a->sector == b->sector;
}

/* "Pompeo warned that the United States would act": a government's words go to others than its own
 * country. */
static bool is_own_state(const draft *d, uint32_t recipient) {
    const side *to = &d->recipient.at[recipient];
    bool speaks = d->type == EVENT_THREATEN || d->type == EVENT_REJECT || d->type == EVENT_AGREE ||
                  d->type == EVENT_SUPPORT || d->type == EVENT_CONCEDE;
    for (uint32_t k = 0; speaks && to->kind == SIDE_COUNTRY && !to->owned && k < d->n_actors; k++)
        if (side_sector(&d->actors[k]) == SECTOR_GOV &&
            text_equal(side_country(&d->actors[k]), side_country(to)))
            return true;
    return false;
}

static void read_sides(coder *c, draft *d) {
    side kept[SIDES_MOST];
    uint32_t n = 0;
    sides actor_ = d->actor;
    d->pronoun_actor = sides_pronouns(actor_);
    if (d->pronoun_actor) {
        sides means = pronoun_means(c, d);
        if (means.n)
            actor_ = means;
    }
    d->actor = actor_;
    for (uint32_t i = 0; i < actor_.n; i++)
        if (side_is_political(&actor_.at[i]) && !actor_.at[i].owned)
            kept[n++] = actor_.at[i];
    if (!n)
        for (uint32_t i = 0; i < actor_.n; i++)
            if (actor_.at[i].owned && actor_.at[i].code.len)
                kept[n++] = actor_.at[i];
    set(c, &d->actors, &d->n_actors, kept, n);
    n = 0;
    for (uint32_t i = 0; i < d->recipient.n; i++) {
        bool actor_too = !side_is_political(&d->recipient.at[i]) || is_own_state(d, i);
        for (uint32_t k = 0; k < d->n_actors; k++)
            actor_too |= is_same_side(&d->actors[k], &d->recipient.at[i]);
        if (!actor_too)
            kept[n++] = d->recipient.at[i];
    }
    set(c, &d->recipients, &d->n_recipients, kept, n);
}

static bool any_code(const side *s, uint32_t n) {
    for (uint32_t i = 0; i < n; i++)
        if (s[i].code.len)
            return true;
    return false;
}

/* ---- a country for bare role nouns ---- */

static bool is_mode(const draft *d, const char *name) {
    return strcmp(plover_mode_name((event_type)d->type, d->mode), name) == 0;
}

static bool is_domestic(uint8_t sec) {
    return sec == SECTOR_REB || sec == SECTOR_OPP || sec == SECTOR_PRO || sec == SECTOR_CVL ||
           sec == SECTOR_LAB || sec == SECTOR_PTY || sec == SECTOR_COP || sec == SECTOR_MIL ||
           sec == SECTOR_GOV || sec == SECTOR_LEG || sec == SECTOR_JUD || sec == SECTOR_EDU ||
           sec == SECTOR_REF || sec == SECTOR_REL || sec == SECTOR_MED || sec == SECTOR_PRM ||
           sec == SECTOR_AGR;
}

static text country_only(text code) {
    return code.len > 3 ? text_cut(code, 0, 3) : code;
}

static bool sentence_has_country(const coder *c) {
    uint32_t last = c->tree.first + (uint32_t)c->tree.n;
    for (uint32_t i = 0; i < c->names->n; i++) {
        const hit *h = &c->names->hits[i];
        if (h->first >= c->tree.first && h->first < last && h->kind != ACTOR_ORG)
            return true;
    }
    return false;
}

/* The one country that the sentence names besides the speaker's, where it names one. */
static text only_country(const coder *c, text but) {
    text found = { NULL, 0 };
    uint32_t last = c->tree.first + (uint32_t)c->tree.n;
    for (uint32_t i = 0; i < c->names->n; i++) {
        const hit *h = &c->names->hits[i];
        if (h->first < c->tree.first || h->first >= last || h->kind == ACTOR_ORG ||
            h->code.len < 3 || text_equal(but, country_only(h->code)))
            continue;
        if (found.len && !text_equal(found, country_only(h->code)))
            return (text){ NULL, 0 };
        found = country_only(h->code);
    }
    return found;
}

/* Whom a state arrests, kills or tries is of that state, unless something says otherwise. */
static bool is_victim(const draft *d, const side *s) {
    bool harms = d->type == EVENT_ASSAULT || d->type == EVENT_COERCE ||
                 (d->type == EVENT_SANCTION && is_mode(d, "convict")) ||
                 (d->type == EVENT_ACCUSE && !is_mode(d, "disapprove"));
    return harms && s->sector && s >= d->recipients && s < d->recipients + d->n_recipients;
}

static bool from_afar(const draft *d) {
    return is_mode(d, "aerial") || is_mode(d, "drone") || is_mode(d, "heavy-weapons");
}

/* An attack by a state or its army, or on civilians: police fights people of its own. */
static bool is_force(const draft *d, const side *s) {
    uint8_t sec = d->n_actors ? side_sector(&d->actors[0]) : SECTOR_NONE;
    return d->type == EVENT_ASSAULT && d->n_actors && d->actors[0].code.len &&
           !is_body(d->actors[0].code) &&
           (s->sector == SECTOR_CVL || from_afar(d) ||
            (s->sector != SECTOR_OPP && (sec == SECTOR_NONE || sec == SECTOR_MIL)));
}

/* Whom a group of no country harms is of the country that the article speaks of. */
static text victims_of_body(coder *c, const draft *d, const side *s) {
    text none = { NULL, 0 };
    if (!is_victim(d, s))
        return none;
    text found = only_country(c, none);
    return found.len || sentence_has_country(c) ? found : c->home;
}

/* The country is that of somebody on the other hand. */
static bool is_of_other(const draft *d, const side *s, text country) {
    bool acts = s >= d->actors && s < d->actors + d->n_actors;
    const side *o = acts ? d->recipients : d->actors;
    uint32_t n = acts ? d->n_recipients : d->n_actors;
    for (uint32_t i = 0; i < n; i++)
        if (country.len && o[i].code.len && text_equal(country_only(o[i].code), country))
            return true;
    return false;
}

/* "The United States recognised the lawmaker": words between a state by its name and an office mean
 * an office abroad. */
static bool is_foreign_word(const draft *d, const side *state, const side *s) {
    bool office = s->sector == SECTOR_GOV || s->sector == SECTOR_LEG || s->sector == SECTOR_OPP ||
                  s->sector == SECTOR_MIL || s->sector == SECTOR_PTY;
    return office && state->kind == SIDE_COUNTRY && !state->owned &&
           (is_verbal_conflict(d->type) || is_verbal_cooperation(d->type));
}

static text borrowed_country(coder *c, const side *s, const draft *d) {
    const node *at = c->tree.at;
    TREE_EACH(&c->tree, d->verb, k) { // "in Karachi"
        const hit *h = at[k].main == REL_OBL || at[k].main == REL_NMOD ? side_hit(c, k) : NULL;
        int p = h ? tree_preposition(&c->tree, k) : 0;
        if (p == P_IN || p == P_AT || p == P_NEAR || p == P_ACROSS || p == P_AROUND ||
            p == P_OUTSIDE)
            return country_only(h->code);
    }
    if (!is_domestic(s->sector) && !is_victim(d, s))
        return (text){ NULL, 0 };
    bool society = s->sector == SECTOR_AGR || s->sector == SECTOR_BUS || s->sector == SECTOR_LAB ||
                   s->sector == SECTOR_CVL || s->sector == SECTOR_EDU;
    bool mutual = !society && (d->type == EVENT_CONSULT || d->type == EVENT_AGREE ||
                               d->type == EVENT_COOPERATE || d->type == EVENT_MOBILIZE);
    text victims = is_victim(d, s) && is_force(d, s)
                       ? only_country(c, country_only(d->actors[0].code))
                       : (text){ NULL, 0 };
    if (victims.len) // a force from abroad killed people of the other country named
        return victims;
    bool judges = s >= d->actors && s < d->actors + d->n_actors &&
                  (strcmp(d->how, "judge") == 0 || strcmp(d->how, "blame") == 0);
    for (int list = 0; list < 2 && !mutual && !judges; list++) {
        const side *o = list ? d->recipients : d->actors;
        uint32_t n = list ? d->n_recipients : d->n_actors;
        for (uint32_t i = 0; i < n; i++)
            if (&o[i] != s && o[i].code.len && !is_foreign_word(d, &o[i], s))
                return is_body(o[i].code) ? victims_of_body(c, d, s) : country_only(o[i].code);
    }
    text said_in = { NULL, 0 };
    if (d->context.speaker >= 0) {
        sides by = side_of(c, d->context.speaker);
        for (uint32_t i = 0; i < by.n && !said_in.len; i++)
            if (by.at[i].code.len && !is_body(by.at[i].code))
                said_in = country_only(by.at[i].code);
    }
    text found = only_country(c, said_in);
    bool abroad = mutual && c->home.len && !text_equal(c->home, found);
    if (abroad && is_of_other(d, s, found)) // "the minister met the Armenian minister"
        return c->home;
    if (!found.len && said_in.len)
        return said_in;
    return found.len || sentence_has_country(c) ? found : c->home;
}

/* A people of several states ("Kurds") is of the one that the sentence or the article speaks of. */
static text settled(const coder *c, text people) {
    static const char *const homes[][3] = { { "IMGKUR", "SYR", "IRQ" } };
    for (size_t i = 0; i < sizeof homes / sizeof *homes; i++)
        for (int k = 1; k < 3 && text_equal(people, text_of(homes[i][0])); k++)
            if (gazette_has_country(c->names, text_of(homes[i][k])))
                return text_of(homes[i][k]);
    return people;
}

static void settle_peoples(const coder *c, side *s, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) {
        text home = settled(c, s[i].code);
        if (text_equal(home, s[i].code))
            continue;
        s[i].code = home;
        s[i].sector =
            s[i].sector == SECTOR_CVL || s[i].sector == SECTOR_SOC ? SECTOR_CVL : SECTOR_REB;
    }
}

static void lend_countries(coder *c, draft *d) {
    settle_peoples(c, d->actors, d->n_actors);
    settle_peoples(c, d->recipients, d->n_recipients);
    for (int list = 0; list < 2; list++) {
        side *s = list ? d->recipients : d->actors;
        uint32_t n = list ? d->n_recipients : d->n_actors;
        for (uint32_t i = 0; i < n; i++)
            if (!s[i].code.len && s[i].sector && !s[i].pronoun) {
                text code = borrowed_country(c, &s[i], d);
                if (code.len)
                    s[i].code = code;
            }
    }
}

/* ---- turns of type that need the sides ---- */

static bool sentence_has(const coder *c, word_class class) {
    for (int32_t i = 0; i < c->tree.n; i++)
        if (words_get(c->words, class, c->tree.at[i].lemma) ||
            (i > 1 && c->tree.at[i - 1].grammar == G_HYPHEN &&
             words_get(c->words, class, words_join(c->tree.at[i - 2].lemma, c->tree.at[i].lemma))))
            return true;
    return false;
}

static bool sentence_says(const coder *c, const char *lemma) {
    for (int32_t i = 0; i < c->tree.n; i++)
        if (c->tree.at[i].lemma == words_hash(text_of(lemma)))
            return true;
    return false;
}

static uint32_t countries_in(const side *s, uint32_t n, text *out, uint32_t have, uint32_t most) {
    for (uint32_t i = 0; i < n; i++) {
        bool again = s[i].code.len == 0;
        for (uint32_t k = 0; k < have && !again; k++)
            again = text_equal(out[k], side_country(&s[i]));
        if (!again && have < most)
            out[have++] = side_country(&s[i]);
    }
    return have;
}

/* "troops to the U.N. force in Mali": Mali is helped. */
static void place_of_mission(coder *c, draft *d) {
    for (uint32_t i = 0; i < d->n_recipients; i++) {
        if (!is_body(d->recipients[i].code))
            continue;
        TREE_EACH(&c->tree, d->recipients[i].head, k) {
            const hit *h = side_hit(c, k);
            if (h && tree_preposition(&c->tree, k) == P_IN && !is_body(h->code)) {
                d->recipients[i].code = country_only(h->code);
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
           VERBAL_IS_ANY(&c->tree, d->verb, verbs) && voice_is_actor(c, d, d->context.speaker);
}

/* "riots in Chile": the crowd is of the place, and nobody is said to be its target. */
static void place_of_crowd(coder *c, draft *d) {
    const rule *r = d->rule == NO_RULE ? NULL : &c->rules->items[d->rule];
    if (d->type != EVENT_PROTEST || d->n_actors || d->actor.n || !d->n_recipients || !r ||
        r->kind != RULE_N || d->recipients[0].code.len < 3 || is_body(d->recipients[0].code))
        return;
    side crowd = d->recipients[0];
    crowd.code = country_only(crowd.code);
    crowd.sector = SECTOR_CVL;
    crowd.owned = false;
    set(c, &d->actors, &d->n_actors, &crowd, 1);
    d->n_recipients = 0;
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

/* "Biden attacked Trump": among politicians of one country that is done with words. */
static bool is_war_of_words(coder *c, const draft *d) {
    static const char *const verbs[] = { "attack", "hit",  "strike", "target", "savage",
                                         "pummel", "fire", "pound",  "assail" };
    sides by = { d->actors, d->n_actors, true }, to = { d->recipients, d->n_recipients, true };
    return d->type == EVENT_ASSAULT && VERBAL_IS_ANY(&c->tree, d->verb, verbs) && to.n &&
           to.at[0].kind == SIDE_LEADER && all_politicians(by.at, by.n) &&
           all_politicians(to.at, to.n) && sides_share_country(by, to);
}

/* "a strike by rail workers" is none with arms. */
static bool is_walkout(coder *c, const draft *d) {
    uint8_t sec = d->n_actors ? side_sector(&d->actors[0]) : SECTOR_NONE;
    return d->type == EVENT_ASSAULT && tree_is(&c->tree, d->trigger, "strike") &&
           (sec == SECTOR_LAB || sec == SECTOR_EDU || sec == SECTOR_MED || sec == SECTOR_AGR ||
            sec == SECTOR_BUS || sec == SECTOR_CVL);
}

/* "withdrew from Afrin": who leaves a place, and no pact or body, moves back. */
static bool is_leaving_place(coder *c, const draft *d) {
    const rule *r = d->rule == NO_RULE ? NULL : &c->rules->items[d->rule];
    const side *from = d->n_recipients ? &d->recipients[0] : NULL;
    bool place =
        from &&
        (from->kind == SIDE_CITY || from->kind == SIDE_COUNTRY || from->kind == SIDE_SEAT) &&
        tree_preposition(&c->tree, from->head) == P_FROM;
    return d->type == EVENT_SANCTION && is_mode(d, "withdraw") && r && r->kind == RULE_V && place &&
           !d->context.future &&
           (tree_is(&c->tree, d->verb, "withdraw") || tree_is(&c->tree, d->verb, "pull"));
}

static void turn_type(coder *c, draft *d) {
    text countries[SIDES_MOST];
    uint32_t n = countries_in(d->actors, d->n_actors, countries, 0, SIDES_MOST);
    bool together = n > 1 || (d->n_recipients && sentence_says(c, "joint"));
    if (d->type == EVENT_MOBILIZE && together && d->rule != NO_RULE &&
        sentence_has(c, WORD_JOINT)) {
        d->type = EVENT_COOPERATE;
        d->mode = 0;
    }
    place_of_crowd(c, d);
    if (is_war_of_words(c, d)) {
        d->type = EVENT_ACCUSE;
        d->mode = (uint8_t)verbal_mode(EVENT_ACCUSE, "disapprove");
    }
    if (is_leaving_place(c, d)) {
        d->type = EVENT_RETREAT;
        d->mode = (uint8_t)verbal_mode(EVENT_RETREAT, "withdraw");
    }
    if (is_walkout(c, d)) {
        d->type = EVENT_PROTEST;
        d->mode = (uint8_t)verbal_mode(EVENT_PROTEST, "strike");
    }
    if (is_announced_ease(c, d)) {
        d->type = EVENT_CONCEDE;
        d->mode = 0;
    }
    if (d->type == EVENT_CONSULT && is_dated_ahead(c, d)) {
        d->type = EVENT_AGREE;
        d->mode = 0;
    }
    bool moves = d->type == EVENT_MOBILIZE && (is_mode(d, "troops") || is_mode(d, "police"));
    bool visits = d->type == EVENT_CONSULT && is_mode(d, "visit");
    if ((moves || visits) && sentence_has(c, WORD_PEACE)) {
        d->type = EVENT_AID;
        d->mode = 0;
        place_of_mission(c, d);
    }
}

/* ---- silence ---- */

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
    for (uint32_t i = 0; i < n; i++)
        if (words_get(c->words, WORD_INSTRUMENT, c->tree.at[heads[i]].lemma) ||
            is_act_of(match_noun(c, heads[i]), EVENT_ASSAULT) ||
            is_act_of(match_noun(c, heads[i]), EVENT_COERCE))
            return true;
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

/* A name nobody knows may act where the other side is known. */
static bool unknown_may_act(coder *c, draft *d) {
    bool heavy = d->type == EVENT_COERCE || d->type == EVENT_MOBILIZE || d->type == EVENT_REJECT ||
                 d->type == EVENT_REQUEST || d->type == EVENT_ASSAULT || d->type == EVENT_RETREAT;
    return d->actor.at[0].kind == SIDE_NAMED && d->context.depth <= 1 && !d->context.relative &&
           !d->context.adverbial && d->type != EVENT_CONSULT && d->type != EVENT_AGREE &&
           (any_code(d->recipients, d->n_recipients) || (heavy && sentence_has_country(c)));
}

static bool inverse(const coder *c, const draft *d) {
    return d->rule != NO_RULE && (c->rules->items[d->rule].flags & RULE_INVERSE);
}

static const char *silence_of_nobody(coder *c, draft *d, bool unpolitical) {
    if (unpolitical) {
        bool harm = d->type == EVENT_ASSAULT || d->type == EVENT_COERCE;
        bool thing = harm && acts_for_others(c, d->actor.at[0].head) &&
                     (any_code(d->recipients, d->n_recipients) || has_place(c, d));
        if (!thing)
            return "the actor is no political side";
    }
    if (!d->n_actors && !d->n_recipients)
        return "no political side";
    bool needs = is_talk(d->type) || d->type == EVENT_CONSULT || d->type == EVENT_COOPERATE ||
                 d->type == EVENT_AID;
    if (!d->n_actors && needs && !d->pronoun_actor && (is_talk(d->type) || !d->n_recipients)) {
        bool told = (d->type == EVENT_ACCUSE || d->type == EVENT_AGREE) &&
                    any_code(d->recipients, d->n_recipients) &&
                    (inverse(c, d) || match_passive(c, d->verb));
        if (!told)
            return "words without a speaker";
    }
    return NULL;
}

/* "killed", "injured": verbs that accidents share with attacks. */
static bool is_harm(const coder *c, int32_t i) {
    static const char *const verbs[] = { "kill", "injure", "wound", "hurt", "die" };
    return VERBAL_IS_ANY(&c->tree, i, verbs);
}

static bool only_people(const draft *d) {
    for (uint32_t i = 0; i < d->n_recipients; i++) {
        uint8_t part = side_sector(&d->recipients[i]);
        if (part != SECTOR_CVL && part != SECTOR_EDU && part != SECTOR_LAB && part != SECTOR_BUS)
            return false;
    }
    return d->n_recipients > 0;
}

/* People die of storms too: harm without an actor needs a word of violence, and none of disaster
 * beside it alone. */
static const char *silence_of_accident(coder *c, const draft *d) {
    bool bodily = d->type == EVENT_ASSAULT || d->type == EVENT_COERCE;
    if (!bodily || d->n_actors || d->pronoun_actor)
        return NULL;
    bool violence = false, disaster = false;
    for (int32_t i = 0; i < c->tree.n; i++) {
        uint64_t word = c->tree.at[i].lemma;
        violence |= i != d->trigger && words_get(c->words, WORD_VIOLENCE, word);
        disaster |= words_get(c->words, WORD_DISASTER, word) != 0;
    }
    if (disaster && !violence)
        return "an accident or a disaster";
    return !violence && !c->violent && d->type == EVENT_ASSAULT && is_harm(c, d->trigger) &&
                   only_people(d)
               ? "harm that nobody is said to have done"
               : NULL;
}

/* Measures against a storm are no repression. */
static const char *silence_of_emergency(coder *c, const draft *d) {
    bool order = d->type == EVENT_COERCE && (is_mode(d, "martial-law") || is_mode(d, "curfew"));
    return order && sentence_has(c, WORD_DISASTER) ? "a measure against a disaster" : NULL;
}

/* "Teachers will not end the strike". */
static bool goes_on_striking(coder *c, const draft *d) {
    const rule *r = d->noun >= 0 && d->type == EVENT_REJECT ? match_noun(c, d->noun) : NULL;
    return d->type == EVENT_REJECT && ((r && r->type == EVENT_PROTEST) ||
                                       (d->noun >= 0 && tree_is(&c->tree, d->noun, "strike")));
}

static const char *silence_of_private(coder *c, const draft *d) {
    if (!d->n_actors || !all_private(d->actors, d->n_actors, false) || d->type == EVENT_PROTEST ||
        goes_on_striking(c, d))
        return NULL;
    bool mutual = d->type == EVENT_CONSULT || d->type == EVENT_AGREE || d->type == EVENT_SUPPORT ||
                  d->type == EVENT_COOPERATE;
    if (!d->n_recipients || all_private(d->recipients, d->n_recipients, true) || mutual)
        return "private sides only";
    return NULL;
}

static const char *silence_of_uncoded(const draft *d) {
    bool coded = any_code(d->actors, d->n_actors) || any_code(d->recipients, d->n_recipients);
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

static bool reciprocal(const coder *c, const draft *d) {
    return d->rule != NO_RULE && (c->rules->items[d->rule].flags & RULE_RECIPROCAL);
}

/* States act so even where the other side goes unnamed: "hosted a summit", "gave millions in aid".
 */
static bool acts_alone(const coder *c, const draft *d) {
    const rule *r = d->rule != NO_RULE ? &c->rules->items[d->rule] : NULL;
    bool public = false;
    for (uint32_t i = 0; i < d->n_actors; i++) {
        uint8_t sec = side_sector(&d->actors[i]);
        public |= d->actors[i].code.len && !d->actors[i].owned &&
                  (sec == SECTOR_NONE || sec == SECTOR_GOV || sec == SECTOR_IGO ||
                   (sec == SECTOR_ELI && d->type == EVENT_CONSULT));
    }
    if (!r || r->kind != RULE_VO || !public || d->context.depth || d->context.relative)
        return false;
    return d->type == EVENT_AID || d->type == EVENT_CONSULT;
}

/* "OPEC ministers met": a body of states that meets has its members about it. */
static bool meets_as_body(const coder *c, const draft *d) {
    bool meeting = d->type == EVENT_CONSULT || (d->type == EVENT_AGREE && d->rule != NO_RULE &&
                                                c->rules->items[d->rule].type == EVENT_CONSULT);
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

static const char *silence_of_alone(coder *c, const draft *d) {
    if (d->n_recipients || acts_alone(c, d) || meets_as_body(c, d))
        return NULL;
    if (d->type == EVENT_CONSULT && (d->n_actors < 2 || is_mode(d, "visit")))
        return "a meeting with nobody";
    if (d->type == EVENT_SUPPORT && !(reciprocal(c, d) && d->n_actors > 1))
        return "support for nobody";
    if (d->type == EVENT_AID || (d->type == EVENT_COOPERATE && d->n_actors < 2))
        return "help for nobody";
    bool ruled = strcmp(d->how, "rule") == 0 && d->rule != NO_RULE;
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
    const rule *own = d->rule != NO_RULE ? &c->rules->items[d->rule] : NULL;
    bool planned = own && d->type == EVENT_AGREE && own->type == EVENT_CONSULT &&
                   verbal_is_mode(own->type, own->mode, "visit");
    if (!planned && (d->type != EVENT_CONSULT || !is_mode(d, "visit")))
        return NULL;
    uint32_t a = countries_in(d->actors, d->n_actors, countries, 0, SIDES_MOST);
    uint32_t both = countries_in(d->recipients, d->n_recipients, countries, a, SIDES_MOST);
    text other[SIDES_MOST];
    uint32_t r = countries_in(d->recipients, d->n_recipients, other, 0, SIDES_MOST);
    if (both == a && r == a)
        return "a visit at home";
    for (uint32_t i = 0; i < d->n_actors; i++)
        if (pays_visits(&d->actors[i]))
            return NULL;
    bool heard = c->doc->n_sentences >= CONTEXT_SENTENCES; // and still nobody that is known
    return d->n_actors || !d->pronoun_actor || heard ? "a visit of no state" : NULL;
}

static bool all_business(const draft *d) {
    for (uint32_t i = 0; i < d->n_actors; i++)
        if (side_sector(&d->actors[i]) != SECTOR_BUS)
            return false;
    return d->n_actors > 0;
}

/* Words that tell of an act only between two known sides: "encouraged", "proposed". */
static const char *silence_of_weak(coder *c, const draft *d) {
    const rule *r = d->rule != NO_RULE ? &c->rules->items[d->rule] : NULL;
    bool it = d->actor.n && c->tree.at[d->actor.at[0].head].grammar == G_IT;
    bool told =
        ((d->pronoun_actor && !it) || (d->actor.n && acts_for_others(c, d->actor.at[0].head))) &&
        any_code(d->recipients, d->n_recipients);
    bool weak = r && (r->flags & RULE_WEAK) && !(d->n_actors && d->n_recipients) &&
                d->n_actors < 2 && !told;
    return weak ? "a weak word with one side" : NULL;
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
    for (size_t i = 0; i < sizeof dets / sizeof *dets; i++)
        if (tree_is(&c->tree, k, dets[i]) && c->tree.at[k].main == REL_DET)
            return true;
    return false;
}

static bool all_civil(const draft *d) {
    for (uint32_t i = 0; i < d->n_actors; i++)
        if (side_sector(&d->actors[i]) != SECTOR_CVL)
            return false;
    return d->n_actors > 0;
}

static bool all_press(const draft *d) {
    for (uint32_t i = 0; i < d->n_actors; i++)
        if (side_sector(&d->actors[i]) != SECTOR_JRN)
            return false;
    return d->n_actors > 0;
}

/* "the man refused to eat": nobody of the public life refuses nobody. */
static bool is_private_refusal(const draft *d) {
    return d->type == EVENT_REJECT && all_civil(d) && !d->n_recipients;
}

/* "Sterling Drug Inc said it submitted": the sentence is about a firm by its name. */
static bool is_about_firm(const coder *c) {
    static const char *const marks[] = { "Inc", "Corp", "Ltd", "Plc", "Co", "Cos", "Llc", "Nv" };
    for (int32_t i = 1; i < c->tree.n; i++) {
        text form = tree_form(&c->tree, i);
        for (size_t k = 0; k < sizeof marks / sizeof *marks; k++)
            if (text_equal_nocase(form, text_of(marks[k])) && c->tree.at[i].upper)
                return true;
    }
    return false;
}

static const char *silence_of_rest(const coder *c, const draft *d) {
    bool background = d->context.relative || d->context.background;
    if (background && !d->n_actors && d->rule != NO_RULE && strcmp(d->how, "adjective") != 0)
        return "background without an actor";
    if (is_generic(c, d))
        return "anybody";
    if (is_private_refusal(d))
        return "a private refusal";
    if (d->type == EVENT_REQUEST && all_press(d))
        return "a paper's opinion";
    bool helps = d->type == EVENT_AID || d->type == EVENT_COOPERATE;
    if (helps && !any_code(d->actors, d->n_actors) && !(d->type == EVENT_AID && d->pronoun_actor))
        return "help by nobody";
    if (d->type == EVENT_AGREE && d->rule != NO_RULE && all_civil(d))
        return "no agreement of states";
    if (all_business(d) && !is_material_conflict(d->type) && d->type != EVENT_ACCUSE &&
        d->type != EVENT_THREATEN &&
        !(d->type == EVENT_REQUEST && any_state(d->recipients, d->n_recipients)))
        return "business";
    bool firm = !any_code(d->actors, d->n_actors) && !is_material_conflict(d->type) &&
                d->type != EVENT_PROTEST && d->type != EVENT_THREATEN;
    if (firm && is_about_firm(c))
        return "business of a firm";
    return NULL;
}

/* "Israel's bombardment of Gaza has killed dozens": the act that is the subject says of which
 * country they are. */
static void read_victims(coder *c, draft *d) {
    int32_t head = d->actor.n ? d->actor.at[0].head : -1;
    const rule *r = head >= 0 && is_noun(&c->tree.at[head]) ? match_noun(c, head) : NULL;
    if (d->type != EVENT_ASSAULT || !r || r->type != EVENT_ASSAULT ||
        any_code(d->recipients, d->n_recipients))
        return;
    sides struck = match_noun_recipient(c, head, (sides){ d->actors, d->n_actors, true });
    if (!any_code(struck.at, struck.n))
        return;
    if (!d->n_recipients)
        set(c, &d->recipients, &d->n_recipients, struck.at, struck.n);
    for (uint32_t i = 0; i < d->n_recipients; i++)
        if (!d->recipients[i].code.len)
            d->recipients[i].code = country_only(struck.at[0].code);
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
        sides by = owned ? match_noun_actor(c, heads[i]) : (sides){ NULL, 0, true };
        if (by.n)
            set(c, &d->actors, &d->n_actors, by.at, by.n);
        else if (owned && lies_in(c, heads[i]))
            d->n_actors = 0;
        return;
    }
}

static bool is_personal(const coder *c, const draft *d) { // I, you, me
    uint8_t g = d->actor.n ? c->tree.at[d->actor.at[0].head].grammar : G_NONE;
    return d->pronoun_actor && !d->n_actors && (g == G_I || g == G_YOU || g == G_ME || g == G_ONE);
}

static const char *silence(coder *c, draft *d, bool unpolitical) {
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
        why = silence_of_weak(c, d);
    if (!why && is_personal(c, d))
        why = "a pronoun that may mean anybody";
    if (!why) {
        read_instrument(c, d);
        why = silence_of_rest(c, d);
    }
    return why;
}

/* "met ministers to urge them": what is said at a meeting was said. */
static bool urges_there(const coder *c, const draft *d) {
    int32_t h = c->tree.at[d->verb].head;
    for (uint32_t i = 0; i < c->n_drafts; i++)
        if (c->drafts[i].verb == h && c->drafts[i].type == EVENT_CONSULT)
            return d->type == EVENT_REQUEST;
    return false;
}

static void judge(coder *c, draft *d) {
    if (d->context.purpose && !(d->type == EVENT_PROTEST || urges_there(c, d))) {
        drop(d, "only a purpose");
        return;
    }
    threat_aim(c, d);
    read_sides(c, d);
    bool unpolitical = d->actor.n && !d->n_actors && !d->pronoun_actor;
    if (unpolitical && unknown_may_act(c, d)) {
        set(c, &d->actors, &d->n_actors, d->actor.at, 1);
        unpolitical = false;
    }
    read_victims(c, d);
    lend_countries(c, d);
    turn_type(c, d);
    const char *why = silence(c, d, unpolitical);
    if (!why)
        why = doubt_of(c, d);
    if (why) {
        drop(d, why);
        return;
    }
    mode_read(c, d);
    d->status = status_of(c, d);
    bool both = any_code(d->actors, d->n_actors) && any_code(d->recipients, d->n_recipients);
    if (d->status == STATUS_DENIED && !both)
        drop(d, "a denial with one side");
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

static bool any_torn(const coder *c, const side *s, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) {
        const hit *h = s[i].head >= 0 ? side_hit(c, s[i].head) : NULL;
        if (h && h->torn)
            return true;
    }
    return false;
}

static bool is_completed(const coder *c, const draft *d) {
    return any_torn(c, d->actors, d->n_actors) || any_torn(c, d->recipients, d->n_recipients);
}

static void write_why(coder *c, const draft *d, event *e) {
    char name[WHY_MOST] = "", why[WHY_MOST];
    if (d->rule != NO_RULE)
        rule_name(c->rules, &c->rules->items[d->rule], name, sizeof name);
    else
        snprintf(name, sizeof name, "operator:%s", d->how);
    e->rule = keep(c, name);
    text verb = tree_lemma(&c->tree, d->verb);
    snprintf(why, sizeof why, "%s \"%.*s\"%s%s%s", d->how, (int)(verb.len < 40 ? verb.len : 40),
             verb.at, d->context.depth ? ", subordinate" : "",
             d->pronoun_actor && d->n_actors ? ", pronoun resolved" : "",
             is_completed(c, d) ? ", a torn name completed" : "");
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

/* The sentence has the same act already, or one with more sides. */
static bool is_double(const coder *c, const event *e, uint32_t first) {
    for (uint32_t i = first; i < c->doc->n_events; i++) {
        const event *f = &c->doc->events[i];
        if (f == e || f->type != e->type)
            continue;
        bool same = same_list(&f->actor, &e->actor) && same_list(&f->recipient, &e->recipient);
        bool more = holds_list(&f->actor, &e->actor) && holds_list(&f->recipient, &e->recipient);
        if ((same && f < e) || (more && !same))
            return true;
    }
    return false;
}

/* The chance that a reader finds type and sides right, fitted to 216 events of real news that were
 * read (docs/methods.md): a logistic model of what is known of the event. */
static float chance_of(const draft *d, const event *e) {
    double z = -0.49;
    z += e->recipient.n_codes ? 0.65 : 0;
    z += e->actor.n_codes ? 0.51 : 0;
    z += e->recipient.n_codes > 1 || e->actor.n_codes > 1 ? 0.48 : 0;
    z += strcmp(d->how, "noun") == 0 ? 0.79 : 0;
    z += d->context.depth ? -0.98 : 0;
    z += d->status == STATUS_HISTORICAL ? 0.70 : d->status != STATUS_ASSERTED ? -0.77 : 0;
    return (float)(1 / (1 + exp(-z)));
}

static void write_event(coder *c, const draft *d, const side *actor_, uint32_t n_actors) {
    event *e = doc_add_event(c->doc);
    if (!e) {
        c->failed = true;
        return;
    }
    bool mutual = d->type == EVENT_AGREE || d->type == EVENT_CONSULT ||
                  d->type == EVENT_COOPERATE || d->type == EVENT_ASSAULT;
    e->sentence = c->tree.sentence;
    e->trigger = c->tree.first + (uint32_t)d->trigger;
    e->type = d->type;
    e->mode = d->mode;
    e->status = d->status;
    e->intensity = (float)plover_score((event_type)d->type, d->mode);
    e->contexts = d->rule != NO_RULE ? c->rules->items[d->rule].contexts : 0;
    write_side(c, &e->actor, actor_, n_actors, NULL);
    write_side(c, &e->recipient, d->recipients, d->n_recipients, mutual ? &e->actor : NULL);
    write_words(c, &e->actor, d->n_actors ? actor_ : d->actor.at,
                d->n_actors ? n_actors : d->actor.n);
    write_words(c, &e->recipient, d->recipients, d->n_recipients);
    voice_write(c, d, e);
    write_why(c, d, e);
    e->score = chance_of(d, e) * (is_completed(c, d) ? TORN_WEIGHT : 1);
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
    drop(half, "told with another word of the same act");
}

static void write_draft(coder *c, const draft *d) {
    bool mutual = d->type == EVENT_AGREE || d->type == EVENT_CONSULT ||
                  d->type == EVENT_COOPERATE || d->type == EVENT_ASSAULT || reciprocal(c, d);
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

void outcome_write(coder *c) {
    uint32_t first = c->doc->n_events;
    outcome_judge(c);
    for (uint32_t i = 0; i < c->n_drafts; i++)
        for (uint32_t k = 0; k < c->n_drafts; k++)
            join_halves(c, &c->drafts[i], &c->drafts[k]);
    for (uint32_t i = 0; i < c->n_drafts && !c->failed; i++)
        if (c->drafts[i].dropped)
            clause_stop(c, c->drafts[i].trigger, c->drafts[i].type, c->drafts[i].why);
        else
            write_draft(c, &c->drafts[i]);
    remove_doubles(c, first);
    for (uint32_t i = first; i < c->doc->n_events; i++)
        theme_mark(c, &c->doc->events[i]);
}
