/* match.c - the rule that fits a verb, a noun or an adjective. */
#include "event/match.h"

#include "event/side.h"

bool is_verbal_cooperation(uint8_t type) {
    return plover_quad((event_type)type) == QUAD_VERBAL_COOPERATION;
}

bool is_material_cooperation(uint8_t type) {
    return plover_quad((event_type)type) == QUAD_MATERIAL_COOPERATION;
}

bool is_verbal_conflict(uint8_t type) {
    return plover_quad((event_type)type) == QUAD_VERBAL_CONFLICT;
}

bool is_material_conflict(uint8_t type) {
    return plover_quad((event_type)type) == QUAD_MATERIAL_CONFLICT;
}

bool is_step_back(uint8_t type) {
    return type == EVENT_RETREAT || type == EVENT_CONCEDE;
}

/* ---- keys ---- */

static bool is_particle(const node *n) {
    return n->grammar == G_UP || n->grammar == G_OFF || n->grammar == G_OUT ||
           n->grammar == G_DOWN || n->grammar == G_BACK || n->grammar == G_AWAY ||
           n->grammar == G_OVER || n->grammar == G_IN;
}

static void add_key(uint64_t *keys, uint32_t *n, uint32_t most, uint64_t key) {
    for (uint32_t i = 0; i < *n; i++)
        if (keys[i] == key)
            return;
    if (*n < most)
        keys[(*n)++] = key;
}

uint32_t match_verb_keys(coder *c, int32_t v, uint64_t keys[KEYS_MOST]) {
    const node *at = c->tree.at, *n = &at[v];
    uint32_t n_found = 0;
    TREE_EACH(&c->tree, v, k)
    if (at[k].rel == REL_COMPOUND_PRT || (at[k].main == REL_ADVMOD && is_particle(&at[k])))
        add_key(keys, &n_found, KEYS_MOST, words_join(n->lemma, at[k].form));
    bool governs = v + 2 < c->tree.n && at[v + 1].grammar == G_IN && // "gave in Riyadh"
                   (is_nominal(&at[v + 2]) || at[v + 2].upos == UPOS_DET ||
                    at[v + 2].upos == UPOS_ADJ || at[v + 2].upos == UPOS_NUM);
    if (v + 1 < c->tree.n && at[v + 1].head == v && !governs &&
        (is_particle(&at[v + 1]) || at[v + 1].grammar == G_ON) &&
        (at[v + 1].upos == UPOS_ADP || at[v + 1].upos == UPOS_ADV))
        add_key(keys, &n_found, KEYS_MOST, words_join(n->lemma, at[v + 1].form));
    if (v > 1 && at[v - 1].grammar == G_HYPHEN)
        add_key(keys, &n_found, KEYS_MOST, words_join(at[v - 2].lemma, n->lemma));
    if (v + 1 < c->tree.n && at[v + 1].main == REL_OBJ && tree_is(&c->tree, v + 1, "part"))
        add_key(keys, &n_found, KEYS_MOST, words_join(n->lemma, at[v + 1].lemma)); // "take part"
    add_key(keys, &n_found, KEYS_MOST, n->lemma);
    add_key(keys, &n_found, KEYS_MOST, n->form);
    uint64_t other = tree_other_lemma(&c->tree, v);
    if (other)
        add_key(keys, &n_found, KEYS_MOST, other);
    return n_found;
}

bool match_verb_is(coder *c, int32_t v, word_class class) {
    uint64_t keys[KEYS_MOST];
    uint32_t n = match_verb_keys(c, v, keys);
    for (uint32_t i = 0; i < n; i++)
        if (words_get(c->words, class, keys[i]))
            return true;
    return false;
}

uint32_t match_operators(coder *c, int32_t v, const arguments *a) {
    uint64_t keys[KEYS_MOST];
    uint32_t n = match_verb_keys(c, v, keys), ops = 0;
    for (uint32_t i = 0; i < n; i++)
        ops |= rules_operators(c->rules, keys[i]);
    for (uint32_t i = 0; i < a->n_obliques; i++) {
        uint64_t word = words_hash(text_of(preposition_name(a->obliques[i].preposition)));
        ops |= rules_operators(c->rules, words_join(c->tree.at[v].lemma, word));
    }
    return ops;
}

uint32_t match_noun_keys(coder *c, int32_t o, uint64_t keys[NOUN_KEYS_MOST]) {
    const node *at = c->tree.at, *n = &at[o];
    uint32_t n_found = 0;
    int32_t before = o - 1;
    if (before > 0 && at[before].grammar == G_HYPHEN)
        before--;
    if (before > 0)
        add_key(keys, &n_found, NOUN_KEYS_MOST,
                words_join(words_join(at[before - 1].lemma, at[before].lemma), n->lemma));
    if (o + 2 < c->tree.n && at[o + 1].grammar == G_OF)
        add_key(keys, &n_found, NOUN_KEYS_MOST,
                words_join(words_join(n->lemma, at[o + 1].form), at[o + 2].lemma));
    TREE_EACH(&c->tree, o, k)
    if (at[k].main == REL_AMOD || at[k].main == REL_COMPOUND) {
        add_key(keys, &n_found, NOUN_KEYS_MOST, words_join(at[k].lemma, n->lemma));
        if (at[k].upos == UPOS_VERB) // "hacking campaign"
            add_key(keys, &n_found, NOUN_KEYS_MOST, words_join(at[k].form, n->lemma));
    }
    if (before >= 0)
        add_key(keys, &n_found, NOUN_KEYS_MOST, words_join(at[before].lemma, n->lemma));
    add_key(keys, &n_found, NOUN_KEYS_MOST, n->lemma);
    add_key(keys, &n_found, NOUN_KEYS_MOST, n->form);
    uint64_t other = tree_other_lemma(&c->tree, o);
    if (other)
        add_key(keys, &n_found, NOUN_KEYS_MOST, other);
    return n_found;
}

uint32_t match_heads(coder *c, int32_t o, int32_t heads[HEADS_MOST]) {
    const node *at = c->tree.at;
    uint32_t n = 0;
    if (o < 0)
        return 0;
    heads[n++] = o;
    if (node_in(&at[o], WORD_QUANTITY))
        TREE_EACH(&c->tree, o, k)
    if (at[k].rel == REL_NMOD && tree_preposition(&c->tree, k) == P_OF && n < HEADS_MOST)
        heads[n++] = k;
    for (uint32_t i = 0, end = n; i < end; i++)
        TREE_EACH(&c->tree, heads[i], k)
    if (at[k].main == REL_CONJ && n < HEADS_MOST)
        heads[n++] = k;
    for (uint32_t i = 0, end = n; i < end; i++) // "summoned Ambassador X": the title says who
        if (at[heads[i]].upos == UPOS_PROPN)
            TREE_EACH(&c->tree, heads[i], k)
    if ((at[k].rel == REL_NMOD_DESC || at[k].main == REL_APPOS || at[k].main == REL_COMPOUND) &&
        at[k].upos == UPOS_NOUN && n < HEADS_MOST)
        heads[n++] = k;
    for (uint32_t i = 0, end = n; i < end; i++)
        if (node_in(&at[heads[i]], WORD_HOLLOW))
            TREE_EACH(&c->tree, heads[i], k)
    if (at[k].main == REL_COMPOUND && is_noun(&at[k]) && at[k].hit < 0 && n < HEADS_MOST)
        heads[n++] = k;
    return n;
}

bool match_heads_in(coder *c, int32_t o, word_class class) {
    int32_t heads[HEADS_MOST];
    uint32_t n = match_heads(c, o, heads);
    for (uint32_t i = 0; i < n; i++)
        if (node_in(&c->tree.at[heads[i]], class))
            return true;
    return false;
}

/* ---- rules ---- */

uint32_t match_sectors(sides s) {
    uint32_t bits = 0;
    for (uint32_t i = 0; i < s.n; i++)
        bits |= (uint32_t)1 << (text_starts(s.at[i].code, TEXT("IMG")) ? (uint8_t)SECTOR_REB
                                                                       : side_sector(&s.at[i]));
    return bits & ~(uint32_t)1;
}

static bool any_armed(coder *c, int32_t object) {
    sides s = side_of(c, object);
    for (uint32_t i = 0; i < s.n; i++)
        if (side_is_armed(&s.at[i]) || text_starts(s.at[i].code, TEXT("IMG")))
            return true;
    return false;
}

static bool coded(coder *c, int32_t i) {
    sides s = side_of(c, i);
    for (uint32_t k = 0; k < s.n; k++)
        if (s.at[k].code.len)
            return true;
    return false;
}

/* A side stands in a to-phrase of the verb or of its object. */
static bool leads_to_side(coder *c, const arguments *a) {
    for (uint32_t i = 0; i < a->n_obliques; i++)
        if (a->obliques[i].preposition == P_TO && coded(c, a->obliques[i].node))
            return true;
    if (a->object >= 0)
        TREE_EACH(&c->tree, a->object, k) {
            if (c->tree.at[k].main != REL_NMOD)
                continue;
            if (tree_preposition(&c->tree, k) == P_TO && coded(c, k))
                return true;
            TREE_EACH(&c->tree, k, g)
            if (c->tree.at[g].main == REL_NMOD && tree_preposition(&c->tree, g) == P_TO &&
                coded(c, g))
                return true;
        }
    return false;
}

static bool fits(coder *c, const rule *r, const arguments *a, uint32_t sectors) {
    if ((r->flags & RULE_HAS_OBJECT) && a->object < 0)
        return false;
    if ((r->flags & RULE_NO_OBJECT) && a->object >= 0)
        return false;
    if ((r->flags & RULE_OBJECT_ARMED) && a->object >= 0 && !any_armed(c, a->object))
        return false;
    if ((r->flags & RULE_NEEDS_TO) && !leads_to_side(c, a))
        return false;
    if ((r->flags & RULE_OBJECT_POLITICAL)) {
        sides s = side_resolve(c, a->object);
        bool any = false;
        for (uint32_t i = 0; i < s.n; i++)
            any |= (side_is_political(&s.at[i]) && !s.at[i].owned) ||
                   (s.at[i].kind == SIDE_NAMED && (r->type == EVENT_RETREAT));
        if (!any)
            return false;
    }
    return !r->subjects || (r->subjects & sectors);
}

static const rule *first_fit(coder *c, rule_kind kind, uint64_t key, uint64_t second,
                             const arguments *a, uint32_t sectors) {
    uint32_t n;
    const sense *s = rules_find(c->rules, kind, key, second, &n);
    for (uint32_t i = 0; i < n; i++) {
        const rule *r = &c->rules->items[s[i].rule];
        if (fits(c, r, a, sectors))
            return r;
    }
    return NULL;
}

static const rule *by_object(coder *c, const uint64_t *keys, uint32_t n_keys, const arguments *a,
                             uint32_t sectors, int32_t *noun) {
    int32_t heads[HEADS_MOST];
    uint64_t nouns[NOUN_KEYS_MOST];
    uint32_t n_heads = match_heads(c, a->object, heads);
    for (uint32_t k = 0; k < n_keys; k++)
        for (uint32_t h = 0; h < n_heads && rules_pairs(c->rules, RULE_VO, keys[k]); h++) {
            uint32_t n = match_noun_keys(c, heads[h], nouns);
            for (uint32_t i = 0; i < n; i++) {
                const rule *r = first_fit(c, RULE_VO, keys[k], nouns[i], a, sectors);
                if (r) {
                    *noun = heads[h];
                    return r;
                }
            }
        }
    return NULL;
}

static const rule *by_phrase(coder *c, const uint64_t *keys, uint32_t n_keys, const arguments *a,
                             uint32_t sectors, int32_t *noun) {
    uint64_t nouns[NOUN_KEYS_MOST];
    for (uint32_t k = 0; k < n_keys; k++)
        for (uint32_t o = 0; o < a->n_obliques && rules_pairs(c->rules, RULE_VP, keys[k]); o++) {
            uint32_t n = match_noun_keys(c, a->obliques[o].node, nouns);
            for (uint32_t i = 0; i < n; i++) {
                const rule *r =
                    first_fit(c, RULE_VP, keys[k],
                              rule_phrase(a->obliques[o].preposition, nouns[i]), a, sectors);
                if (r) {
                    *noun = a->obliques[o].node;
                    return r;
                }
            }
        }
    return NULL;
}

static bool below_case(const node *n) {
    return n->main == REL_CASE || n->main == REL_FIXED || n->main == REL_NMOD ||
           n->main == REL_COMPOUND;
}

static bool is_day(const coder *c, int32_t i) {
    return i >= 0 && node_in(&c->tree.at[i], WORD_TIME) && tree_has_word(&c->tree, i, G_ON);
}

/* The word stands among the verb's children, the case words under them, or right behind it; "on" of
 * "called him on Friday" is the day's. */
static bool stands_by(const coder *c, int32_t v, uint64_t part) {
    const node *at = c->tree.at;
    TREE_EACH(&c->tree, v, k) {
        if (at[k].lemma == part || at[k].form == part)
            return true;
        TREE_EACH(&c->tree, k, g)
        if (below_case(&at[g]) && at[g].lemma == part && !is_day(c, k))
            return true;
    }
    for (int32_t j = v + 1; j < v + 3 && j < c->tree.n; j++)
        if ((at[j].upos == UPOS_ADP || at[j].upos == UPOS_PART || at[j].upos == UPOS_ADV) &&
            at[j].form == part && !is_day(c, at[j].head))
            return true;
    return false;
}

static const rule *by_verb(coder *c, int32_t v, uint64_t key, const arguments *a,
                           uint32_t sectors) {
    uint32_t n;
    const sense *s = rules_find(c->rules, RULE_V, key, 0, &n);
    for (uint32_t i = 0; i < n; i++) {
        const rule *r = &c->rules->items[s[i].rule];
        bool all = true;
        for (uint32_t p = 0; p < s[i].n_parts && all; p++)
            all = stands_by(c, v, c->rules->parts[s[i].parts + p]);
        if (all && fits(c, r, a, sectors))
            return r;
    }
    return NULL;
}

const rule *match_verb(coder *c, int32_t v, const arguments *a, uint32_t sectors, int32_t *noun) {
    uint64_t keys[KEYS_MOST];
    uint32_t n = match_verb_keys(c, v, keys);
    const rule *r = NULL;
    *noun = -1;
    if (a->object >= 0)
        r = by_object(c, keys, n, a, sectors, noun);
    if (!r)
        r = by_phrase(c, keys, n, a, sectors, noun);
    if (!r && v > 1 && c->tree.at[v - 1].grammar == G_HYPHEN)
        r = by_verb(c, v, words_join(c->tree.at[v - 2].lemma, c->tree.at[v].lemma), a, sectors);
    if (!r)
        r = by_verb(c, v, c->tree.at[v].lemma, a, sectors);
    uint64_t other = r ? 0 : tree_other_lemma(&c->tree, v);
    return other ? by_verb(c, v, other, a, sectors) : r;
}

const rule *match_noun(coder *c, int32_t o) {
    int32_t heads[HEADS_MOST];
    uint64_t keys[NOUN_KEYS_MOST];
    uint32_t n_heads = match_heads(c, o, heads), found;
    for (uint32_t h = 0; h < n_heads; h++) {
        uint32_t n = match_noun_keys(c, heads[h], keys);
        for (uint32_t i = 0; i < n; i++) {
            const sense *s = rules_find(c->rules, RULE_N, keys[i], 0, &found);
            if (s)
                return &c->rules->items[s[0].rule];
        }
    }
    return NULL;
}

int32_t match_noun_head(coder *c, int32_t o) {
    const rule *r = match_noun(c, o);
    int32_t heads[HEADS_MOST];
    uint32_t n = r ? match_heads(c, o, heads) : 0;
    for (uint32_t i = 0; i < n; i++)
        if (match_noun(c, heads[i]) == r && !node_in(&c->tree.at[heads[i]], WORD_QUANTITY))
            return heads[i];
    return o;
}

/* The phrases around a noun as those of its verb. */
static void nominal_arguments(coder *c, int32_t n, arguments *a) {
    const node *at = c->tree.at;
    *a = (arguments){ .subject = -1, .object = -1, .second = -1 };
    TREE_EACH(&c->tree, n, k) {
        int p = at[k].main == REL_NMOD || at[k].main == REL_OBL ? tree_preposition(&c->tree, k) : 0;
        if (p == P_OF && a->object < 0)
            a->object = k;
        if (p && a->n_obliques < OBLIQUES_MOST) {
            a->obliques[a->n_obliques].node = k;
            a->obliques[a->n_obliques++].preposition = p;
        }
    }
    TREE_EACH(&c->tree, n, k) // "the battle for the town between X and Y"
    if (at[k].main == REL_NMOD)
        TREE_EACH(&c->tree, k, g) {
            int p = at[g].main == REL_NMOD ? tree_preposition(&c->tree, g) : 0;
            if ((p == P_BETWEEN || p == P_AGAINST || p == P_WITH || p == P_ON) &&
                a->n_obliques < OBLIQUES_MOST) {
                a->obliques[a->n_obliques].node = g;
                a->obliques[a->n_obliques++].preposition = p;
            }
        }
    TREE_EACH(&c->tree, n, k)
    if (a->object < 0 && at[k].main == REL_COMPOUND && !side_hit(c, k))
        a->object = k; // "arms deliveries"
}

const rule *match_nominal(coder *c, int32_t n, arguments *a, int32_t *noun) {
    uint64_t verb = rules_verb_of(c->rules, c->tree.at[n].lemma);
    const rule *r = NULL;
    *noun = -1;
    nominal_arguments(c, n, a);
    if (!verb)
        return NULL;
    uint32_t any = match_sectors(match_noun_actor(c, n));
    int32_t object = a->object;
    if (object >= 0)
        r = by_object(c, &verb, 1, a, any, noun);
    for (uint32_t i = 0; i < a->n_obliques && !r; i++) { // "withdrawal from the treaty"
        a->object = a->obliques[i].node;
        r = a->obliques[i].preposition == P_BY ? NULL : by_object(c, &verb, 1, a, any, noun);
    }
    if (!r)
        a->object = object;
    return r ? r : by_verb(c, n, verb, a, any);
}

static const rule *adjective_rule(coder *c, int32_t i, uint64_t word, bool negated) {
    uint32_t n;
    const sense *s = rules_find(c->rules, RULE_AJ, word, 0, &n);
    for (uint32_t k = 0; k < n; k++) {
        const rule *r = &c->rules->items[s[k].rule];
        bool all = (r->flags & RULE_NEGATED ? true : false) == negated;
        for (uint32_t p = 0; p < s[k].n_parts && all; p++)
            all = stands_by(c, i, c->rules->parts[s[k].parts + p]);
        if (all)
            return r;
    }
    return NULL;
}

const rule *match_adjective(coder *c, int32_t i, bool negated) {
    const rule *r = adjective_rule(c, i, c->tree.at[i].lemma, negated);
    bool participle = !r && c->tree.at[i].xpos == XPOS_VBN; // "is committed to"
    return participle ? adjective_rule(c, i, c->tree.at[i].form, negated) : r;
}

act match_ended(act what) {
    act ended = { 0, 0, what.node };
    if (what.type == EVENT_ASSAULT || what.type == EVENT_MOBILIZE) {
        ended.type = EVENT_RETREAT;
        ended.mode = (uint8_t)plover_mode(EVENT_RETREAT, TEXT("ceasefire"));
    } else if (is_material_conflict(what.type)) {
        ended.type = EVENT_RETREAT;
    } else if (is_material_cooperation(what.type)) {
        ended.type = EVENT_SANCTION;
        ended.mode = (uint8_t)plover_mode(EVENT_SANCTION, TEXT("discontinue"));
    }
    return ended;
}

static act act_of(coder *c, const int32_t *complements, uint32_t n, int depth) {
    for (uint32_t i = 0; i < n; i++) {
        arguments a;
        int32_t v = complements[i], noun;
        match_arguments(c, v, &a);
        uint32_t crowd = (uint32_t)1 << SECTOR_LAB | (uint32_t)1 << SECTOR_PRO;
        const rule *r = match_verb(c, v, &a, crowd, &noun);
        if (!r && a.object >= 0 &&
            (match_verb_is(c, v, WORD_LIGHT) || match_verb_is(c, v, WORD_KEEP)))
            r = match_noun(c, a.object);
        if (r)
            return (act){ r->type, r->mode, v };
        if (depth < NEST_MOST) {
            act inner = act_of(c, a.complements, a.n_complements, depth + 1);
            if (inner.type && node_in(&c->tree.at[v], WORD_ENDING))
                inner = match_ended(inner);
            if (inner.type)
                return inner;
        }
    }
    return (act){ 0, 0, -1 };
}

act match_act(coder *c, const int32_t *complements, uint32_t n) {
    return act_of(c, complements, n, 0);
}
