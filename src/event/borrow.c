/* borrow.c - a country for bare role nouns; see borrow.h. */
#include "event/borrow.h"

#include "event/draft.h"
#include "event/match.h"
#include "event/side.h"

#include <string.h>

static bool is_domestic(uint8_t sec) {
    return sec == SECTOR_REB || sec == SECTOR_OPP || sec == SECTOR_PRO || sec == SECTOR_CVL ||
           sec == SECTOR_LAB || sec == SECTOR_PTY || sec == SECTOR_COP || sec == SECTOR_MIL ||
           sec == SECTOR_GOV || sec == SECTOR_LEG || sec == SECTOR_JUD || sec == SECTOR_EDU ||
           sec == SECTOR_REF || sec == SECTOR_REL || sec == SECTOR_MED || sec == SECTOR_PRM ||
           sec == SECTOR_AGR;
}

/* The one country that the sentence names besides the speaker's, where it names one. */
static text only_country(const coder *c, text but) {
    text found = { NULL, 0 };
    uint32_t last = c->tree.first + (uint32_t)c->tree.n;
    for (uint32_t i = 0; i < c->names->n; i++) {
        const hit *h = &c->names->hits[i];
        if (h->first < c->tree.first || h->first >= last || h->kind == ACTOR_ORG ||
            h->code.len < 3 || text_equal(but, draft_country(h->code)))
            continue;
        if (found.len && !text_equal(found, draft_country(h->code)))
            return (text){ NULL, 0 };
        found = draft_country(h->code);
    }
    return found;
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

/* Whom a group of no country harms is of the country that the article speaks of. */
static text victims_of_body(coder *c, const draft *d, const side *s) {
    text none = { NULL, 0 };
    if (!is_victim(d, s))
        return none;
    text found = only_country(c, none);
    return found.len || draft_names_country(c) ? found : c->home;
}

/* The country is that of somebody on the other hand. */
static bool is_of_other(const draft *d, const side *s, text country) {
    bool acts = s >= d->actors && s < d->actors + d->n_actors;
    const side *o = acts ? d->recipients : d->actors;
    uint32_t n = acts ? d->n_recipients : d->n_actors;
    for (uint32_t i = 0; i < n; i++)
        if (country.len && o[i].code.len && text_equal(draft_country(o[i].code), country))
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
            return draft_country(h->code);
    }
    if (!is_domestic(s->sector) && !is_victim(d, s))
        return (text){ NULL, 0 };
    bool society = s->sector == SECTOR_AGR || s->sector == SECTOR_BUS || s->sector == SECTOR_LAB ||
                   s->sector == SECTOR_CVL || s->sector == SECTOR_EDU;
    bool mutual = !society && (d->type == EVENT_CONSULT || d->type == EVENT_AGREE ||
                               d->type == EVENT_COOPERATE || d->type == EVENT_MOBILIZE);
    text victims = is_victim(d, s) && is_force(d, s)
                       ? only_country(c, draft_country(d->actors[0].code))
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
                return is_body(o[i].code) ? victims_of_body(c, d, s) : draft_country(o[i].code);
    }
    text said_in = { NULL, 0 };
    if (d->context.speaker >= 0) {
        sides by = side_of(c, d->context.speaker);
        for (uint32_t i = 0; i < by.n && !said_in.len; i++)
            if (by.at[i].code.len && !is_body(by.at[i].code))
                said_in = draft_country(by.at[i].code);
    }
    text found = only_country(c, said_in);
    bool abroad = mutual && c->home.len && !text_equal(c->home, found);
    if (abroad && is_of_other(d, s, found)) // "the minister met the Armenian minister"
        return c->home;
    if (!found.len && said_in.len)
        return said_in;
    return found.len || draft_names_country(c) ? found : c->home;
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

void borrow_countries(coder *c, draft *d) {
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
