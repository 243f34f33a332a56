/* mode.c - how an act was done. */
#include "event/mode.h"

#include "event/match.h"
#include "event/side.h"
#include "event/theme.h"
#include "event/verbal.h"

enum { MEANS_MOST = 8 };

static int word_mode(const coder *c, uint8_t type, mode_place place, uint64_t phrase) {
    return words_mode(c->words, (event_type)type, place, phrase);
}

/* ---- by the word of the act and by what it is done to ---- */

static int noun_mode(coder *c, uint8_t type, mode_place place, int32_t i) {
    uint64_t keys[NOUN_KEYS_MOST];
    uint32_t n = match_noun_keys(c, i, keys);
    for (uint32_t k = 0; k < n; k++)
        if (word_mode(c, type, place, keys[k]))
            return word_mode(c, type, place, keys[k]);
    return 0;
}

static int trigger_mode(coder *c, const draft *d) {
    uint64_t keys[KEYS_MOST];
    if (is_noun(&c->tree.at[d->trigger]))
        return noun_mode(c, d->type, PLACE_TRIGGER, d->trigger);
    uint32_t n = match_verb_keys(c, d->trigger, keys);
    for (uint32_t k = 0; k < n; k++)
        if (word_mode(c, d->type, PLACE_TRIGGER, keys[k]))
            return word_mode(c, d->type, PLACE_TRIGGER, keys[k]);
    return 0;
}

/* What an act noun asked for, refused or threatened with says: "demanded the release of". */
static int act_mode(coder *c, uint8_t type, int32_t i) {
    arguments a;
    int32_t noun;
    const rule *r = match_nominal(c, i, &a, &noun);
    if (!r)
        r = match_noun(c, i);
    if (!r)
        return 0;
    if (type == EVENT_THREATEN)
        return clause_threat_mode(r->type, r->mode);
    bool asked = type == EVENT_REQUEST || type == EVENT_REJECT;
    return asked ? verbal_mode_for((event_type)type, r->type) : 0;
}

static int heads_mode(coder *c, uint8_t type, int32_t i) {
    int32_t heads[HEADS_MOST];
    uint32_t n = match_heads(c, i, heads);
    for (uint32_t k = 0; k < n; k++) {
        int mode = heads[k] >= 0 ? noun_mode(c, type, PLACE_OBJECT, heads[k]) : 0;
        if (mode)
            return mode;
    }
    return n ? act_mode(c, type, i) : 0;
}

static bool leads_to_object(int p) {
    return p == P_FOR || p == P_OF || p == P_ON || p == P_TO || p == P_AGAINST || p == P_OVER ||
           p == P_WITH || p == P_INTO;
}

static int phrases_mode(coder *c, uint8_t type, int32_t top) {
    TREE_EACH(&c->tree, top, k) {
        uint8_t main = c->tree.at[k].main;
        bool phrase = main == REL_OBL || main == REL_NMOD;
        int mode =
            phrase && is_noun(&c->tree.at[k]) && leads_to_object(tree_preposition(&c->tree, k))
                ? heads_mode(c, type, k)
                : 0;
        if (mode)
            return mode;
    }
    return 0;
}

static int object_mode(coder *c, const draft *d) {
    arguments a;
    int mode = 0;
    if (d->type == EVENT_ASSAULT)
        return 0;
    match_arguments(c, d->verb, &a);
    if (a.object >= 0 && a.object != d->trigger)
        mode = heads_mode(c, d->type, a.object);
    if (!mode && d->noun >= 0 && d->noun != d->trigger)
        mode = heads_mode(c, d->type, d->noun);
    for (uint32_t i = 0; i < a.n_complements && !mode && d->type == EVENT_REQUEST; i++) {
        arguments inner; // "pressed X to increase its aid"
        match_arguments(c, a.complements[i], &inner);
        mode = inner.object >= 0 ? noun_mode(c, d->type, PLACE_OBJECT, inner.object) : 0;
    }
    if (!mode)
        mode = phrases_mode(c, d->type, d->trigger);
    return mode || d->verb == d->trigger ? mode : phrases_mode(c, d->type, d->verb);
}

/* ---- by its means ---- */

typedef struct means {
    int32_t at[MEANS_MOST];
    uint32_t n;
} means;

static void add_means(means *m, int32_t i) {
    if (i >= 0 && m->n < MEANS_MOST)
        m->at[m->n++] = i;
}

/* "with a knife", "by gunmen", "in an air strike", "using rockets"; not "in a tank". */
static void add_phrases(coder *c, int32_t top, means *m) {
    const node *at = c->tree.at;
    TREE_EACH(&c->tree, top, k) {
        bool phrase = at[k].main == REL_OBL || at[k].main == REL_NMOD;
        int p = phrase ? tree_preposition(&c->tree, k) : 0;
        if (p == P_BY || p == P_WITH || p == P_FROM || p == P_THROUGH || p == P_VIA)
            add_means(m, k);
        const rule *r = p == P_IN || p == P_DURING || p == P_AFTER ? match_noun(c, k) : NULL;
        if (r && r->type == EVENT_ASSAULT)
            add_means(m, k);
        if (at[k].main == REL_ADVCL &&
            (tree_is(&c->tree, k, "use") || tree_is(&c->tree, k, "fire")))
            add_means(m, tree_kid(&c->tree, k, REL_OBJ));
    }
}

/* The one weapon that the act is done with; 0 where there are several kinds. */
static int means_mode(coder *c, const draft *d) {
    means m = { .n = 0 };
    int found = 0;
    add_means(&m, d->trigger);
    add_phrases(c, d->trigger, &m);
    if (d->verb != d->trigger)
        add_phrases(c, d->verb, &m);
    if (c->tree.at[d->verb].upos == UPOS_VERB)
        add_means(&m, match_subject(c, d->verb));
    for (uint32_t i = 0; i < m.n; i++) {
        int32_t heads[HEADS_MOST];
        uint32_t n = match_heads(c, m.at[i], heads);
        for (uint32_t k = 0; k < n; k++) {
            int mode = noun_mode(c, d->type, PLACE_MEANS, heads[k]);
            TREE_EACH(&c->tree, heads[k], g)
            if (!mode && (c->tree.at[g].main == REL_COMPOUND || c->tree.at[g].main == REL_AMOD))
                mode = word_mode(c, d->type, PLACE_MEANS, c->tree.at[g].lemma);
            if (mode && found && mode != found)
                return 0;
            found = mode ? mode : found;
        }
    }
    return found;
}

/* Rebels have no bombers: what nobody or an armed group "bombed", a bomb did. */
static bool is_ground_bomb(coder *c, const draft *d) {
    static const char *const bombs[] = { "bomb", "bombing" };
    int32_t s = c->tree.at[d->verb].upos == UPOS_VERB ? match_subject(c, d->verb) : -1;
    bool bomb =
        TREE_IS_ANY(&c->tree, d->trigger, bombs) || (s >= 0 && TREE_IS_ANY(&c->tree, s, bombs));
    if (d->type != EVENT_ASSAULT || !bomb || !verbal_is_mode(d->type, d->mode, "aerial"))
        return false;
    for (uint32_t i = 0; i < d->n_actors; i++) {
        uint8_t sec = side_sector(&d->actors[i]);
        if (sec != SECTOR_REB && sec != SECTOR_UAF && sec != SECTOR_CRM && sec != SECTOR_PRM)
            return false;
    }
    return true;
}

/* Leaving a pact or a body: "the withdrawal from the deal". */
static bool is_departure(coder *c, const draft *d) {
    if (d->type != EVENT_SANCTION || !verbal_is_mode(d->type, d->mode, "discontinue") ||
        !verbal_is_mode(d->type, trigger_mode(c, d), "withdraw"))
        return false;
    TREE_EACH(&c->tree, d->trigger, k) {
        int p = tree_preposition(&c->tree, k);
        if (p == P_FROM || p == P_OUT_OF)
            return true;
    }
    return false;
}

/* Relations between states that are cut or lowered, not their trade. */
static bool is_rupture(coder *c, const draft *d) {
    static const char *const bonds[] = { "tie", "relation", "representation" };
    static const char *const trades[] = { "trade",    "economic",  "commercial", "business",
                                          "military", "financial", "banking",    "energy" };
    if (d->type != EVENT_SANCTION || !verbal_is_mode(d->type, d->mode, "discontinue") ||
        d->noun < 0 || !TREE_IS_ANY(&c->tree, d->noun, bonds))
        return false;
    TREE_EACH(&c->tree, d->noun, k)
    if (TREE_IS_ANY(&c->tree, k, trades))
        return false;
    return true;
}

/* "rejected the request to extradite him": what was asked for is refused. */
static int refused_mode(coder *c, const draft *d) {
    arguments a;
    if (d->type != EVENT_REJECT)
        return 0;
    match_arguments(c, d->verb, &a);
    int32_t what = a.object >= 0 ? tree_kid(&c->tree, a.object, REL_ACL) : -1;
    act inner = what >= 0 ? match_act(c, &what, 1) : (act){ 0, 0, -1 };
    return inner.type ? verbal_mode_for(EVENT_REJECT, inner.type) : 0;
}

/* ---- by its sides, by its clause ---- */

static bool is_country_of(const draft *d, text code) {
    for (int list = 0; list < 2; list++) {
        const side *s = list ? d->recipients : d->actors;
        uint32_t n = list ? d->n_recipients : d->n_actors;
        for (uint32_t i = 0; i < n; i++)
            if (s[i].code.len >= 3 && !is_body(s[i].code) &&
                text_equal(side_country(&s[i]), text_cut(code, 0, 3)))
                return true;
    }
    return false;
}

/* The talks are held in a place of one of the sides. */
static bool is_at_home(coder *c, const draft *d, int32_t top) {
    TREE_EACH(&c->tree, top, k) {
        const hit *h = side_hit(c, k);
        int p = h ? tree_preposition(&c->tree, k) : 0;
        if (h && (p == P_IN || p == P_AT) && h->kind != ACTOR_ORG && h->code.len >= 3 &&
            is_country_of(d, h->code))
            return true;
    }
    return false;
}

static uint32_t add_countries(const side *s, uint32_t n, text *out, uint32_t have) {
    for (uint32_t i = 0; i < n && have < SIDES_MOST; i++) {
        bool again = s[i].code.len == 0;
        for (uint32_t k = 0; k < have && !again; k++)
            again = text_equal(out[k], side_country(&s[i]));
        if (!again)
            out[have++] = side_country(&s[i]);
    }
    return have;
}

static int consult_mode(coder *c, const draft *d) {
    text countries[SIDES_MOST];
    uint32_t n = add_countries(d->actors, d->n_actors, countries, 0);
    n = add_countries(d->recipients, d->n_recipients, countries, n);
    bool body = d->n_recipients == 0 && d->n_actors == 1 && is_body(d->actors[0].code);
    if (n > 2 || body)
        return verbal_mode(EVENT_CONSULT, "multilateral");
    bool home = is_at_home(c, d, d->verb) || is_at_home(c, d, d->trigger);
    return home ? verbal_mode(EVENT_CONSULT, "visit") : 0;
}

static int clause_mode(const coder *c, const draft *d) {
    const tree *t = &c->tree;
    int32_t top = theme_clause_of(t, d->trigger);
    for (int32_t i = 0; i < t->n; i++) {
        if (!theme_in_clause(t, i, top))
            continue;
        int mode = word_mode(c, d->type, PLACE_CLAUSE, t->at[i].lemma);
        if (!mode && i > 0)
            mode =
                word_mode(c, d->type, PLACE_CLAUSE, words_join(t->at[i - 1].form, t->at[i].lemma));
        if (mode)
            return mode;
    }
    return 0;
}

void mode_read(coder *c, draft *d) {
    if (is_ground_bomb(c, d))
        d->mode = (uint8_t)verbal_mode(EVENT_ASSAULT, "explosives");
    if (is_departure(c, d) || is_rupture(c, d))
        d->mode = (uint8_t)verbal_mode(EVENT_SANCTION, "withdraw");
    int refused = refused_mode(c, d), mode = refused ? refused : d->mode;
    if (!mode && d->trigger != d->verb) {
        const rule *r = match_noun(c, d->trigger);
        mode = r && r->type == d->type ? r->mode : 0;
    }
    if (!mode)
        mode = trigger_mode(c, d);
    if (!mode)
        mode = object_mode(c, d);
    if (!mode && d->type != EVENT_CONSULT)
        mode = means_mode(c, d);
    if (!mode && d->type == EVENT_CONSULT)
        mode = consult_mode(c, d);
    if (!mode)
        mode = clause_mode(c, d);
    if (!mode)
        mode = word_mode(c, d->type, PLACE_ANY, words_hash(TEXT("*")));
    d->mode = (uint8_t)mode;
}
