/* borrow.c - a country for bare role nouns; see borrow.h. */
#include "event/borrow.h"

#include "event/draft.h"
#include "event/match.h"
#include "event/side.h"

#include <string.h>

enum { CLIMB_MOST = 4 };

static bool is_domestic(uint8_t sec) {
    return sec == SECTOR_REB || sec == SECTOR_OPP || sec == SECTOR_PRO || sec == SECTOR_CVL ||
           sec == SECTOR_LAB || sec == SECTOR_PTY || sec == SECTOR_COP || sec == SECTOR_MIL ||
           sec == SECTOR_GOV || sec == SECTOR_LEG || sec == SECTOR_JUD || sec == SECTOR_EDU ||
           sec == SECTOR_REF || sec == SECTOR_REL || sec == SECTOR_MED || sec == SECTOR_PRM ||
           sec == SECTOR_AGR;
}

/* "Turkish-backed rebels", "troops backed by Moscow and Tehran": the country only helps them. */
static bool is_backer(const coder *c, const side *s, text country) {
    const tree *t = &c->tree;
    if (!s || s->head < 0)
        return false;
    TREE_EACH(t, s->head, k) {
        uint8_t main = t->at[k].main;
        if ((main != REL_AMOD && main != REL_ACL && main != REL_COMPOUND) ||
            !node_in(&t->at[k], WORD_BACKED))
            continue;
        for (int32_t i = k; i >= 0; i = tree_after(t, i, k)) {
            const hit *h = side_hit(c, i);
            bool state = h && (h->kind == ACTOR_COUNTRY || h->kind == ACTOR_DEMONYM ||
                               h->kind == ACTOR_SEAT);
            if (state && text_equal(draft_country(h->code), country))
                return true;
        }
    }
    return false;
}

/* Bodies, papers and armies act abroad too; "French police" tells of France. */
static bool is_of_country(const hit *h) {
    return h->kind != ACTOR_ORG || (h->code.len >= 6 && !is_body(h->code) &&
                                    sector_of(text_cut(h->code, 3, 6)) == SECTOR_COP);
}

/* The one country that the sentence names besides the speaker's, and besides those that only help
 * the side, where it names one. */
static text only_country(const coder *c, const side *s, text but) {
    text found = { NULL, 0 };
    for (uint32_t i = c->first_hit; i < c->end_hit; i++) {
        const hit *h = &c->names->hits[i];
        if (!is_of_country(h) || h->code.len < 3 || text_equal(but, draft_country(h->code)) ||
            is_backer(c, s, draft_country(h->code)))
            continue;
        if (found.len && !text_equal(found, draft_country(h->code)))
            return (text){ NULL, 0 };
        found = draft_country(h->code);
    }
    return found;
}

static bool names_other(const coder *c, text but) {
    for (uint32_t i = c->first_hit; i < c->end_hit; i++) {
        const hit *h = &c->names->hits[i];
        if (h->kind != ACTOR_ORG && h->code.len >= 3 && !text_equal(but, draft_country(h->code)))
            return true;
    }
    return false;
}

/* Whom a state arrests, kills or tries is of that state, unless something says otherwise. */
static bool is_victim(const draft *d, const side *s) {
    bool harms = d->type == EVENT_ASSAULT || d->type == EVENT_COERCE ||
                 (d->type == EVENT_SANCTION && draft_is_mode(d, "convict")) ||
                 (d->type == EVENT_ACCUSE && !draft_is_mode(d, "disapprove"));
    return harms && s->sector && s >= d->recipients && s < d->recipients + d->n_recipients;
}

static bool from_afar(const draft *d) {
    return draft_is_mode(d, "aerial") || draft_is_mode(d, "drone") ||
           draft_is_mode(d, "heavy-weapons");
}

/* An attack by a state or its army, or on civilians: police fights people of its own. */
static bool is_force(const draft *d, const side *s) {
    uint8_t sec = d->n_actors ? side_sector(&d->actors[0]) : SECTOR_NONE;
    return d->type == EVENT_ASSAULT && d->n_actors && d->actors[0].code.len &&
           !is_body(d->actors[0].code) &&
           (s->sector == SECTOR_CVL || from_afar(d) ||
            (s->sector != SECTOR_OPP && (sec == SECTOR_NONE || sec == SECTOR_MIL)));
}

/* "protesters killed by US-led airstrikes", with no other country named: a coalition bombs others
 * than its own. */
static bool is_bombed_abroad(coder *c, const draft *d) {
    int32_t by = d->n_actors ? match_agent(c, d->verb) : -1;
    text country = by >= 0 ? draft_country(d->actors[0].code) : (text){ NULL, 0 };
    const rule *raid = by >= 0 && is_noun(&c->tree.at[by]) ? match_noun(c, by) : NULL;
    bool led = false;
    if (raid && raid->type == EVENT_ASSAULT)
        TREE_EACH(&c->tree, by, k)
    led |= tree_is(&c->tree, k, "lead") || tree_is(&c->tree, k, "led");
    return led && d->type == EVENT_ASSAULT && !only_country(c, NULL, country).len;
}

/* Whom a group of no country harms is of the country that the article speaks of. */
static text victims_of_body(coder *c, const draft *d, const side *s) {
    text none = { NULL, 0 };
    if (!is_victim(d, s))
        return none;
    text found = only_country(c, s, none);
    return found.len || draft_names_country(c) ? found : c->home;
}

static bool is_actor(const draft *d, const side *s) {
    return s >= d->actors && s < d->actors + d->n_actors;
}

static sides other_hand(const draft *d, const side *s) {
    return is_actor(d, s) ? draft_recipients(d) : draft_actors(d);
}

/* The country is that of somebody on the other hand. */
static bool is_of_other(const draft *d, const side *s, text country) {
    sides o = other_hand(d, s);
    for (uint32_t i = 0; i < o.n; i++)
        if (country.len && o.at[i].code.len && text_equal(draft_country(o.at[i].code), country))
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

/* The country of a place among the phrases of a node: "in Karachi"; empty where the place is no
 * country's, NULL where there is none. */
static text place_below(coder *c, int32_t i) {
    const node *at = c->tree.at;
    TREE_EACH(&c->tree, i, k) {
        const hit *h = at[k].main == REL_OBL || at[k].main == REL_NMOD ? side_hit(c, k) : NULL;
        int p = h && h->kind != ACTOR_ORG && h->kind != ACTOR_LEADER ? tree_preposition(&c->tree, k)
                                                                     : 0;
        bool likened = k > 1 && (c->tree.at[k - 2].grammar == G_AS ||
                                 c->tree.at[k - 2].grammar == G_LIKE); // "as in Bosnia"
        if (likened)
            continue;
        if (p == P_IN || p == P_AT || p == P_NEAR || p == P_ACROSS || p == P_AROUND ||
            p == P_OUTSIDE)
            return draft_country(h->code);
    }
    return (text){ NULL, 0 };
}

/* Who brings help to a place is from elsewhere: "experts arrived in Adana with aid". */
static bool comes_there(const coder *c, const draft *d, const side *s) {
    bool visit = d->type == EVENT_CONSULT && draft_is_mode(d, "visit");
    bool helps = d->type == EVENT_AID || (visit && draft_has_word(c, WORD_PEACE));
    for (uint32_t i = 0; helps && is_actor(d, s) && i < d->n_recipients; i++) {
        uint8_t kind = d->recipients[i].kind;
        if (kind == SIDE_CITY || kind == SIDE_COUNTRY || kind == SIDE_SEAT)
            return true;
    }
    return false;
}

/* Where it happened, told beside the verb or, of those who fight, beside whom they hit. */
static text scene_of(coder *c, const side *s, const draft *d) {
    text found = { NULL, 0 };
    if (comes_there(c, d, s))
        return found;
    found = place_below(c, d->verb);
    if (!found.at && is_noun(&c->tree.at[d->verb])) // "in X after clashes": of the clause
        for (int32_t i = c->tree.at[d->verb].head, k = 0; i >= 0 && k < CLIMB_MOST && !found.at;
             i = c->tree.at[i].head, k++)
            found = place_below(c, i);
    for (uint32_t i = 0; !found.at && d->type == EVENT_ASSAULT && i < d->n_recipients; i++)
        if (is_actor(d, s) && d->recipients[i].head >= 0)
            found = place_below(c, d->recipients[i].head);
    return found;
}

/* "the rebels allied with it": helped by somebody of the sentence. */
static bool is_backed_by_pronoun(coder *c, const side *s) {
    const node *at = c->tree.at;
    if (s->head < 0)
        return false;
    TREE_EACH(&c->tree, s->head, k)
    if (node_in(&at[k], WORD_BACKED))
        TREE_EACH(&c->tree, k, g)
    if (at[g].upos == UPOS_PRON)
        return true;
    return false;
}

/* "our government", "my country": the speaker's, whoever is spoken of. */
static bool is_ours(const coder *c, const side *s) {
    int32_t owner = s->head >= 0 ? tree_kid(&c->tree, s->head, REL_NMOD_POSS) : -1;
    uint8_t g = owner >= 0 ? c->tree.at[owner].grammar : G_NONE;
    return g == G_OUR || g == G_MY;
}

/* Who gives help from abroad gives it to others: "Britain trained the rebels". */
static bool is_helped(const coder *c, const draft *d, const side *s) {
    const rule *r = draft_rule(c, d);
    bool people =
        s->sector == SECTOR_CVL && r && r->type == EVENT_AID && !is_actor(d, s) && d->n_actors;
    if (people) // "Turkey offered citizens a haven"
        return d->actors[0].kind == SIDE_COUNTRY && !d->actors[0].owned;
    bool helps = d->type == EVENT_AID || d->type == EVENT_COOPERATE || d->type == EVENT_SUPPORT;
    if (helps && s->sector == SECTOR_REB && !is_actor(d, s) && d->n_actors)
        return side_sector(&d->actors[0]) == SECTOR_GOV || d->actors[0].kind == SIDE_COUNTRY ||
               side_is_armed(&d->actors[0]); // whoever rules arms the rebels of others
    return helps && !is_actor(d, s) && d->n_actors &&
           (d->actors[0].kind == SIDE_COUNTRY || side_is_armed(&d->actors[0])) &&
           (side_is_armed(s) || s->sector == SECTOR_OPP || s->sector == SECTOR_GOV);
}

static bool takes_two(const draft *d) {
    return d->type == EVENT_CONSULT || d->type == EVENT_AGREE || d->type == EVENT_COOPERATE ||
           d->type == EVENT_MOBILIZE;
}

/* An embassy speaks to the state where it is as another's. */
static bool is_mission(const coder *c, const side *s) {
    static const char *const missions[] = { "embassy", "ambassador", "consulate", "consul",
                                            "envoy",   "delegation", "diplomat" };
    return s->head >= 0 && TREE_IS_ANY(&c->tree, s->head, missions);
}

/* The country of those on the other hand; taken: they settle it, with or without one. */
static text country_of_other(coder *c, const side *s, const draft *d, bool *taken) {
    bool society = s->sector == SECTOR_AGR || s->sector == SECTOR_BUS || s->sector == SECTOR_LAB ||
                   s->sector == SECTOR_CVL || s->sector == SECTOR_EDU;
    bool mutual = !society && takes_two(d);
    bool judges = is_actor(d, s) && (strcmp(d->how, "judge") == 0 || strcmp(d->how, "blame") == 0);
    *taken = false;
    if (mutual || judges || is_backed_by_pronoun(c, s) || is_ours(c, s) || is_helped(c, d, s))
        return (text){ NULL, 0 };
    for (int list = 0; list < 2; list++) {
        const side *o = list ? d->recipients : d->actors;
        uint32_t n = list ? d->n_recipients : d->n_actors;
        for (uint32_t i = 0; i < n; i++)
            if (&o[i] != s && o[i].code.len && !(list && o[i].pronoun) &&
                !(is_body(o[i].code) && (list == 0) == is_actor(d, s)) && // "rebels and Isis"
                !(is_actor(d, s) && is_mission(c, &o[i])) && // "police wrote to the US embassy"
                !is_foreign_word(d, &o[i], s) && !is_backer(c, s, draft_country(o[i].code))) {
                *taken = true;
                return is_body(o[i].code) ? victims_of_body(c, d, s) : draft_country(o[i].code);
            }
    }
    return (text){ NULL, 0 };
}

/* The country of who says it. */
static text country_of_speaker(coder *c, const draft *d) {
    text found = { NULL, 0 };
    if (d->context.speaker < 0)
        return found;
    sides by = side_of(c, d->context.speaker);
    for (uint32_t i = 0; i < by.n && !found.len; i++)
        if (by.at[i].code.len && !is_body(by.at[i].code))
            found = draft_country(by.at[i].code);
    return found;
}

/* "WASHINGTON - Officials accused Japanese makers": an office without a country, where the report
 * comes from, speaks of those whom it names by their country. */
static bool is_office_at_home(const coder *c, const side *s, const draft *d) {
    bool office = s->sector == SECTOR_GOV || s->sector == SECTOR_LEG;
    bool named = d->n_recipients && d->recipients[0].kind == SIDE_ROLE;
    return c->dated && office && named && is_actor(d, s) && is_verbal_conflict(d->type);
}

/* An office without a country that blames the firms of one is another's. */
static bool accuses_firms(const draft *d, const side *s) {
    bool office = s->sector == SECTOR_GOV || s->sector == SECTOR_LEG;
    return office && is_actor(d, s) && is_verbal_conflict(d->type) && d->n_recipients &&
           side_sector(&d->recipients[0]) == SECTOR_BUS;
}

static bool meets(const coder *c, const draft *d) {
    return d->type == EVENT_CONSULT || d->type == EVENT_COOPERATE || draft_plans_meeting(c, d);
}

/* The one country that the sentence names besides those on the other hand. */
static text country_besides(const coder *c, const side *s, const draft *d) {
    sides o = other_hand(d, s);
    text other = { NULL, 0 };
    for (uint32_t i = 0; i < o.n; i++)
        if (o.at[i].code.len && !is_body(o.at[i].code)) {
            if (other.len && !text_equal(other, draft_country(o.at[i].code)))
                return (text){ NULL, 0 };
            other = draft_country(o.at[i].code);
        }
    return other.len ? only_country(c, s, other) : other;
}

/* "Western officials", "foreign forces": of nobody in particular. */
static bool is_of_nobody(const coder *c, const side *s) {
    static const char *const vague[] = { "western",  "foreign",       "international", "global",
                                         "regional", "multinational", "overseas",      "outside" };
    static const char *const abroad[] = { "minister", "ministry", "secretary", "office",
                                          "service",  "policy",   "affair",    "relation" };
    static const char *const strangers[] = { "foreigner", "expatriate", "tourist", "outsider" };
    if (s->head < 0)
        return false;
    if (TREE_IS_ANY(&c->tree, s->head, strangers))
        return true;
    if (TREE_IS_ANY(&c->tree, s->head, abroad))
        return false; // "the foreign minister"
    TREE_EACH(&c->tree, s->head, k) {
        bool wide = c->tree.at[k].main == REL_NMOD && // "free people throughout the world"
                    (tree_is(&c->tree, k, "world") || tree_is(&c->tree, k, "globe"));
        if (wide || (c->tree.at[k].main == REL_AMOD && TREE_IS_ANY(&c->tree, k, vague)))
            return true;
    }
    return false;
}

static bool speaks_of_it(const draft *d, const side *s, text country) {
    sides o = other_hand(d, s);
    bool office = s->sector == SECTOR_GOV || s->sector == SECTOR_LEG || s->sector == SECTOR_MIL;
    for (uint32_t i = 0; country.len && office && i < o.n; i++)
        if (text_equal(draft_country(o.at[i].code), country) && is_foreign_word(d, &o.at[i], s))
            return true;
    return false;
}

/* "killed in coalition airstrikes": of several states. */
static bool is_of_allies(const coder *c, const side *s, const draft *d) {
    return is_material_conflict(d->type) && s->head >= 0 && tree_is(&c->tree, s->head, "coalition");
}

static text borrowed_country(coder *c, const side *s, const draft *d) {
    if (is_of_nobody(c, s) || is_of_allies(c, s, d))
        return (text){ NULL, 0 };
    text scene = scene_of(c, s, d);
    bool taken;
    if (scene.at || comes_there(c, d, s))
        return scene;
    if (!is_domestic(s->sector) && !is_victim(d, s))
        return scene;
    if (is_victim(d, s) && is_bombed_abroad(c, d))
        return text_equal(c->home, draft_country(d->actors[0].code)) ? (text){ NULL, 0 } : c->home;
    if (is_victim(d, s) && is_force(d, s)) { // a force from abroad killed people of the other one
        text victims = only_country(c, s, draft_country(d->actors[0].code));
        if (victims.len)
            return victims;
    }
    text other = country_of_other(c, s, d, &taken), said_in = country_of_speaker(c, d);
    if (taken && is_office_at_home(c, s, d))
        return said_in.len ? said_in : c->home;
    if (taken && is_actor(d, s) && is_mission(c, s)) {
        text from = said_in.len && !text_equal(said_in, other) ? said_in : c->home;
        return text_equal(from, other) ? (text){ NULL, 0 } : from;
    }
    if (taken && accuses_firms(d, s)) // "trade officials accused Japanese makers"
        return text_equal(c->home, other) ? (text){ NULL, 0 } : c->home;
    if (taken)
        return other;
    text found = only_country(c, s, said_in);
    if (!found.len && meets(c, d)) // "rebels negotiate with Russia": with others than their own
        found = country_besides(c, s, d);
    if (speaks_of_it(d, s, found)) // "the minister criticised Israel": another country's minister
        found = text_equal(c->home, found) ? (text){ NULL, 0 } : c->home;
    bool abroad = takes_two(d) && c->home.len && !text_equal(c->home, found);
    if (abroad && is_of_other(d, s, found)) // "the minister met the Armenian minister"
        return c->home;
    if (takes_two(d) && s->sector == SECTOR_REB && is_of_other(d, s, found))
        return (text){ NULL, 0 }; // "insurgents negotiated the deal with Russia"
    if (is_helped(c, d, s)) {     // somebody else than the helper
        text helper = draft_country(d->actors[0].code);
        found = only_country(c, s, helper);
        bool home = !found.len && !names_other(c, helper) && !text_equal(c->home, helper);
        return home ? c->home : found;
    }
    if (is_ours(c, s)) {
        text but = said_in.len ? said_in : c->home;
        return is_of_other(d, s, but) ? (text){ NULL, 0 } : but;
    }
    if (is_backed_by_pronoun(c, s) && is_of_other(d, s, found))
        return (text){ NULL, 0 };
    if (!found.len && said_in.len)
        return said_in;
    return found.len || draft_names_country(c) ? found : c->home;
}

static bool names_in_sentence(const coder *c, text country) {
    for (uint32_t i = c->first_hit; i < c->end_hit; i++) {
        const hit *h = &c->names->hits[i];
        if (h->code.len >= 3 && text_equal(draft_country(h->code), country))
            return true;
    }
    return false;
}

/* A people of several states ("Kurds") is of the one that the sentence or the article speaks of. */
static text settled(const coder *c, text people) {
    static const char *const homes[][3] = { { "IMGKUR", "SYR", "IRQ" } };
    for (int wide = 0; wide < 2; wide++)
        for (size_t i = 0; i < sizeof homes / sizeof *homes; i++)
            for (int k = 1; k < 3 && text_equal(people, text_of(homes[i][0])); k++) {
                text home = text_of(homes[i][k]);
                if (wide ? gazette_has_country(c->names, home) : names_in_sentence(c, home))
                    return home;
            }
    return people;
}

/* "the regime of Erdogan is imprisoning Kurds": those whom a state of theirs does violence to live
 * in it, where no other home is spoken of. */
static text ruled(const draft *d, const side *s) {
    static const char *const states[] = { "TUR", "IRN" };
    bool done_to = is_material_conflict(d->type) && !is_actor(d, s) && d->n_actors;
    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        if (done_to && text_equal(s->code, TEXT("IMGKUR")) && s->kind == SIDE_ORG &&
            text_equal(side_country(&d->actors[0]), text_of(states[i])))
            return text_of(states[i]);
    return s->code;
}

static void settle_peoples(const coder *c, const draft *d, side *s, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) {
        text home = settled(c, s[i].code);
        if (text_equal(home, s[i].code))
            home = ruled(d, &s[i]);
        if (text_equal(home, s[i].code))
            continue;
        s[i].code = home;
        s[i].sector =
            s[i].sector == SECTOR_CVL || s[i].sector == SECTOR_SOC ? SECTOR_CVL : SECTOR_REB;
    }
}

/* "the government", says one of another: his own. */
static void hear_speaker(coder *c, const draft *d, side *s) {
    text said_in =
        s->echoed && s->sector == SECTOR_GOV ? country_of_speaker(c, d) : (text){ NULL, 0 };
    if (said_in.len)
        s->code = said_in;
}

/* "the occupation forces attacked a camp in Jenin", "the regime's jets bombed Gaza": an army
 * without a country of its own, in Palestine, is Israel's. */
static bool is_occupier(const draft *d, const side *s, text country) {
    return text_equal(country, TEXT("PSE")) && s->sector == SECTOR_MIL && is_actor(d, s) &&
           is_material_conflict(d->type);
}

/* "Hamas fired rockets at the occupied territories": who is no friend of the occupier hits him
 * there. */
static bool is_occupied(const coder *c, const draft *d, const side *s) {
    bool hit_there = d->type == EVENT_ASSAULT && !is_actor(d, s) && d->n_actors && s->head >= 0 &&
                     text_equal(s->code, TEXT("PSE"));
    uint8_t of = hit_there ? side_sector(&d->actors[0]) : SECTOR_NONE;
    if (of != SECTOR_REB && of != SECTOR_PRM)
        return false;
    TREE_EACH(&c->tree, s->head, k)
    if (c->tree.at[k].main == REL_AMOD &&
        (tree_is(&c->tree, k, "occupied") || tree_is(&c->tree, k, "occupy")))
        return true;
    return false;
}

static void borrow_country(coder *c, const draft *d, side *s) {
    if (is_occupied(c, d, s))
        s->code = TEXT("ISR");
    if (s->code.len || !s->sector || s->pronoun)
        return;
    text code = borrowed_country(c, s, d);
    if (is_occupier(d, s, code))
        code = TEXT("ISR");
    if (code.len) {
        s->code = code;
    } else if (s->sector == SECTOR_NGO) { // "aid agencies": PLOVER's code for them
        s->code = TEXT("NGO");
        s->sector = SECTOR_NONE;
    }
}

void borrow_countries(coder *c, draft *d) {
    settle_peoples(c, d, d->actors, d->n_actors);
    settle_peoples(c, d, d->recipients, d->n_recipients);
    for (int list = 0; list < 2; list++) {
        side *s = list ? d->recipients : d->actors;
        uint32_t n = list ? d->n_recipients : d->n_actors;
        for (uint32_t i = 0; i < n; i++) {
            hear_speaker(c, d, &s[i]);
            borrow_country(c, d, &s[i]);
        }
    }
}
