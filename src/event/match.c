/* match.c - arguments of a verb, and the rule that fits them. */
#include "event/match.h"

#include "event/job.h"
#include "event/pronoun.h"
#include "event/side.h"
#include "event/verbal.h"

#include <string.h>

enum { CONTROL_MOST = 8, NEST_MOST = 5, SHORT_FORM = 4 };

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

/* ---- voice, control ---- */

static bool is_clause_head(const node *n) {
    return n->upos == UPOS_VERB || n->upos == UPOS_AUX || n->upos == UPOS_ADJ ||
           n->upos == UPOS_NOUN;
}

int32_t match_agent(coder *c, int32_t v) {
    int32_t agent = tree_kid(&c->tree, v, REL_OBL_AGENT);
    if (agent >= 0)
        return agent;
    TREE_EACH(&c->tree, v, k)
    if (c->tree.at[k].rel == REL_OBL && tree_preposition(&c->tree, k) == P_BY)
        return k;
    return -1;
}

bool match_passive(coder *c, int32_t v) {
    for (int step = 0; step < CONTROL_MOST; step++) {
        const node *n = &c->tree.at[v];
        if (tree_has(&c->tree, v, REL_NSUBJ_PASS) || tree_has(&c->tree, v, REL_AUX_PASS) ||
            tree_has(&c->tree, v, REL_CSUBJ_PASS))
            return true;
        if (n->xpos != XPOS_VBN)
            return false;
        bool subject = tree_has(&c->tree, v, REL_NSUBJ), aux = tree_has_main(&c->tree, v, REL_AUX);
        bool object = tree_has(&c->tree, v, REL_OBJ);
        if (n->main == REL_ACL && !subject && !aux)
            return true;
        bool loose = n->main == REL_ADVCL || n->main == REL_ROOT || n->main == REL_PARATAXIS;
        if (loose && !subject && !aux && !object && tree_has(&c->tree, v, REL_OBL_AGENT))
            return true;
        if (!aux && !object && match_agent(c, v) >= 0)
            return true;
        if (n->main != REL_CONJ || subject || aux || n->head < 0)
            return false;
        v = n->head;
    }
    return false;
}

static bool is_relative_pronoun(const coder *c, int32_t i) {
    const node *n = &c->tree.at[i];
    return (n->upos == UPOS_PRON || n->upos == UPOS_DET || n->upos == UPOS_SCONJ) &&
           (n->grammar == G_WHO || n->grammar == G_WHICH || n->grammar == G_THAT ||
            n->grammar == G_WHOM);
}

/* Of several subjects the one that names a side, else the last; a relative pronoun only alone. */
static int32_t own_subject(coder *c, int32_t v) {
    int32_t found = -1;
    bool relative = false, named = false;
    TREE_EACH(&c->tree, v, k) {
        uint8_t rel = c->tree.at[k].rel;
        if ((rel != REL_NSUBJ && rel != REL_NSUBJ_PASS) || named)
            continue;
        bool pronoun = is_relative_pronoun(c, k);
        if (found >= 0 && pronoun && !relative)
            continue;
        if (found >= 0 && !relative) {
            sides s = side_of(c, found);
            named = s.n && s.at[0].code.len;
            if (named)
                continue;
        }
        found = k;
        relative = pronoun;
    }
    return found >= 0 ? found : tree_kid(&c->tree, v, REL_NSUBJ_OUTER);
}

/* "a visit to Israel, which has refused": the name right before the clause, where what the clause
 * hangs on is no side itself. */
static int32_t name_before(coder *c, int32_t subject, int32_t head) {
    int32_t i = subject - 1;
    if (i >= 0 && c->tree.at[i].upos == UPOS_PUNCT)
        i--;
    const hit *h = i > head ? side_hit(c, i) : NULL;
    if (!h || c->tree.at[subject].grammar != G_WHICH || side_hit(c, head) || job_of(c, head) ||
        !tree_under(&c->tree, i, head))
        return head;
    return h->kind == ACTOR_COUNTRY || h->kind == ACTOR_ORG ? i : head;
}

/* The antecedent of a relative clause whose subject is "who". */
static int32_t antecedent(coder *c, int32_t v, int32_t subject) {
    const node *at = c->tree.at;
    int32_t h = at[v].head;
    if (!is_relative_pronoun(c, subject) || h < 0)
        return subject;
    if (at[v].main == REL_ACL)
        return name_before(c, subject, h);
    if (at[v].main == REL_CONJ && at[h].main == REL_ACL)
        return at[h].head;
    return subject;
}

static uint32_t lemma_operators(const coder *c, int32_t v) {
    return rules_operators(c->rules, c->tree.at[v].lemma);
}

/* Who is meant as subject of an infinitive or participle under h; -2: h's own subject. */
static int32_t controller(coder *c, int32_t v, int32_t h) {
    const node *at = c->tree.at;
    int32_t object = tree_kid(&c->tree, h, REL_OBJ);
    uint8_t main = at[v].main;
    if (object < 0)
        object = tree_kid(&c->tree, h, REL_IOBJ);
    uint32_t ops = lemma_operators(c, h);
    uint32_t moving = OP_REQUEST | OP_FORCE | OP_ALLOW;
    if (object < 0)
        return -2;
    if ((main == REL_XCOMP || main == REL_CCOMP) && (ops & (moving | OP_BAN | OP_HELP)))
        return object;
    if (main == REL_ADVCL && at[v].xpos == XPOS_VB && (ops & moving))
        return object;
    if (main == REL_ADVCL && at[v].xpos == XPOS_VBG && (ops & OP_SAY) &&
        tree_has_word(&c->tree, v, G_AS)) // "quoted X as saying"
        return object;
    if (main == REL_XCOMP && at[h].upos == UPOS_VERB && !tree_is(&c->tree, h, "promise") &&
        !tree_is(&c->tree, h, "threaten") && !tree_is(&c->tree, h, "vow")) {
        static const char *const sees[] = { "see",  "hear", "leave", "find",
                                            "keep", "get",  "want",  "have" };
        for (size_t i = 0; i < sizeof sees / sizeof *sees; i++)
            if (tree_is(&c->tree, h, sees[i]))
                return object;
    }
    return -2;
}

/* "Germany was the largest donor, giving ...": the subject of a predicate noun acts. */
static int32_t predicated(coder *c, int32_t h) {
    int32_t subject = tree_has(&c->tree, h, REL_COP) ? own_subject(c, h) : -1;
    return subject >= 0 ? antecedent(c, h, subject) : h;
}

/* Subject of a participle or infinitive on a noun: "decision to V", "troops firing"; -2: go on at
 * *next. */
static int32_t noun_controller(coder *c, int32_t v, int32_t h, int32_t *next) {
    const node *at = c->tree.at;
    int32_t above = at[h].head;
    bool verb_above = above >= 0 && at[above].upos == UPOS_VERB;
    if (at[v].xpos == XPOS_VBG && words_get(c->words, WORD_SPEECH, at[h].lemma) &&
        (at[h].main == REL_OBJ || at[h].main == REL_OBL) && verb_above) {
        *next = above;
        return -2;
    }
    bool marked = tree_has_word(&c->tree, v, G_OF) || tree_has_word(&c->tree, v, G_FOR) ||
                  tree_has_word(&c->tree, v, G_IN);
    if (at[v].xpos == XPOS_VBN || (at[v].xpos == XPOS_VBG && !marked))
        return predicated(c, h);
    int32_t owner = tree_kid(&c->tree, h, REL_NMOD_POSS);
    if (owner >= 0)
        return owner;
    if (verb_above &&
        (at[h].main == REL_OBJ || at[h].main == REL_OBL || at[h].rel == REL_NSUBJ_PASS)) {
        *next = above;
        return -2;
    }
    return -1;
}

int32_t match_subject(coder *c, int32_t v) {
    const node *at = c->tree.at;
    for (int step = 0; step < CONTROL_MOST; step++) {
        int32_t s = own_subject(c, v), h = at[v].head, next = h;
        if (s >= 0)
            return antecedent(c, v, s);
        if (h < 0)
            return -1;
        uint8_t main = at[v].main;
        if (main == REL_ACL && at[v].rel == REL_ACL_RELCL)
            return h;
        if (main == REL_ACL) {
            int32_t who = noun_controller(c, v, h, &next);
            if (who != -2)
                return who;
        } else if (main == REL_CONJ) { // "are in Syria and have fought": a predicate of any kind
            if (!is_clause_head(&at[h]) && !tree_has(&c->tree, h, REL_COP))
                return -1;
        } else if (main == REL_XCOMP ||
                   ((main == REL_ADVCL || main == REL_CCOMP) &&
                    (at[v].xpos == XPOS_VB || at[v].xpos == XPOS_VBG || at[v].xpos == XPOS_VBN))) {
            if (!is_clause_head(&at[h]))
                return -1;
            bool told = main == REL_ADVCL && at[v].xpos == XPOS_VBG &&
                        (lemma_operators(c, v) & OP_SAY) && match_passive(c, h);
            if (told && match_agent(c, h) >= 0) // "was described by X, saying"
                return match_agent(c, h);
            int32_t who = controller(c, v, h);
            if (who != -2)
                return who;
        } else {
            return -1;
        }
        v = next;
    }
    return -1;
}

/* ---- arguments ---- */

static bool is_oblique(coder *c, int32_t k, int *p) {
    const node *n = &c->tree.at[k];
    bool loose = n->main == REL_ADVMOD || n->main == REL_ADVCL || n->rel == REL_OBL_UNMARKED;
    bool clause = n->main == REL_CCOMP && is_noun(n);
    if (n->main != REL_OBL && n->main != REL_NMOD && !loose && !clause)
        return false;
    *p = tree_preposition(&c->tree, k);
    if (loose && !*p)
        return false;
    if (words_get(c->words, WORD_TIME, n->lemma) && !tree_has_main(&c->tree, k, REL_NMOD))
        return false;
    return is_nominal(n) || n->upos == UPOS_DET || n->upos == UPOS_VERB;
}

static void fill_obliques(coder *c, int32_t v, arguments *out) {
    TREE_EACH(&c->tree, v, k) {
        int p = 0;
        if (out->n_obliques < OBLIQUES_MOST && is_oblique(c, k, &p)) {
            bool whom = is_relative_pronoun(c, k) && c->tree.at[v].rel == REL_ACL_RELCL;
            out->obliques[out->n_obliques].node = whom ? c->tree.at[v].head : k;
            out->obliques[out->n_obliques++].preposition = p;
        }
    }
}

static void fill_complements(coder *c, int32_t v, arguments *out) {
    const node *at = c->tree.at;
    TREE_EACH(&c->tree, v, k) {
        bool clause = at[k].main == REL_XCOMP || at[k].main == REL_CCOMP;
        if (clause && is_clause_head(&at[k]) && out->n_complements < COMPLEMENTS_MOST)
            out->complements[out->n_complements++] = k;
    }
    if (out->n_complements)
        return;
    TREE_EACH(&c->tree, v, k)
    if (at[k].main == REL_ADVCL && at[k].xpos == XPOS_VB && tree_has_word(&c->tree, k, G_TO) &&
        out->n_complements < COMPLEMENTS_MOST)
        out->complements[out->n_complements++] = k;
}

/* The object of a relative clause: its antecedent. */
static int32_t relative_object(coder *c, int32_t v, int32_t object, bool passive) {
    const node *at = c->tree.at;
    if (at[v].rel != REL_ACL_RELCL)
        return object;
    if (object >= 0)
        return is_relative_pronoun(c, object) ? at[v].head : object;
    int32_t s = tree_kid(&c->tree, v, REL_NSUBJ);
    if (s < 0 || is_relative_pronoun(c, s) || passive)
        return object;
    TREE_EACH(&c->tree, v, k)
    if (is_relative_pronoun(c, k))
        return object;
    return at[v].head;
}

/* "kill and wound people": the object stands with the second verb. */
static int32_t shared_object(coder *c, int32_t v) {
    const node *at = c->tree.at;
    if (at[v].main == REL_CONJ)
        return -1;
    TREE_EACH(&c->tree, v, k)
    if (at[k].main == REL_CONJ && at[k].upos == UPOS_VERB && k == v + 2 &&
        !tree_has_main(&c->tree, k, REL_NSUBJ))
        return tree_kid(&c->tree, k, REL_OBJ);
    return -1;
}

void match_arguments(coder *c, int32_t v, arguments *out) {
    *out = (arguments){ .second = -1 };
    out->passive = match_passive(c, v);
    out->subject = match_subject(c, v);
    out->object = tree_kid(&c->tree, v, REL_OBJ);
    out->second = tree_kid(&c->tree, v, REL_IOBJ);
    if (out->object < 0) {
        out->object = out->second;
        out->second = -1;
    }
    out->object = relative_object(c, v, out->object, out->passive);
    fill_obliques(c, v, out);
    fill_complements(c, v, out);
    if (!out->passive && out->object < 0)
        out->object = shared_object(c, v);
    if (out->passive) {
        int32_t patient = out->subject;
        out->subject = match_agent(c, v);
        if (patient >= 0 && out->object < 0)
            out->object = patient;
        else if (patient >= 0)
            out->second = patient;
    }
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
    add_key(keys, &n_found, KEYS_MOST, n->lemma);
    add_key(keys, &n_found, KEYS_MOST, n->form);
    if (tree_other_lemma(&c->tree, v))
        add_key(keys, &n_found, KEYS_MOST, tree_other_lemma(&c->tree, v));
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
    if (at[k].main == REL_AMOD || at[k].main == REL_COMPOUND)
        add_key(keys, &n_found, NOUN_KEYS_MOST, words_join(at[k].lemma, n->lemma));
    if (before >= 0)
        add_key(keys, &n_found, NOUN_KEYS_MOST, words_join(at[before].lemma, n->lemma));
    add_key(keys, &n_found, NOUN_KEYS_MOST, n->lemma);
    add_key(keys, &n_found, NOUN_KEYS_MOST, n->form);
    if (tree_other_lemma(&c->tree, o))
        add_key(keys, &n_found, NOUN_KEYS_MOST, tree_other_lemma(&c->tree, o));
    return n_found;
}

uint32_t match_heads(coder *c, int32_t o, int32_t heads[HEADS_MOST]) {
    const node *at = c->tree.at;
    uint32_t n = 0;
    if (o < 0)
        return 0;
    heads[n++] = o;
    if (words_get(c->words, WORD_QUANTITY, at[o].lemma))
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
        if (words_get(c->words, WORD_HOLLOW, at[heads[i]].lemma))
            TREE_EACH(&c->tree, heads[i], k)
    if (at[k].main == REL_COMPOUND && is_noun(&at[k]) && at[k].hit < 0 && n < HEADS_MOST)
        heads[n++] = k;
    return n;
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
        for (uint32_t h = 0; h < n_heads; h++) {
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
        for (uint32_t o = 0; o < a->n_obliques; o++) {
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

/* The word stands among the verb's children, the case words under them, or right behind it. */
static bool stands_by(const coder *c, int32_t v, uint64_t part) {
    const node *at = c->tree.at;
    TREE_EACH(&c->tree, v, k) {
        if (at[k].lemma == part || at[k].form == part)
            return true;
        TREE_EACH(&c->tree, k, g)
        if (below_case(&at[g]) && at[g].lemma == part)
            return true;
    }
    for (int32_t j = v + 1; j < v + 3 && j < c->tree.n; j++)
        if ((at[j].upos == UPOS_ADP || at[j].upos == UPOS_PART || at[j].upos == UPOS_ADV) &&
            at[j].form == part)
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
        if (match_noun(c, heads[i]) == r &&
            !words_get(c->words, WORD_QUANTITY, c->tree.at[heads[i]].lemma))
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

const rule *match_adjective(coder *c, int32_t i, bool negated) {
    uint32_t n;
    const sense *s = rules_find(c->rules, RULE_AJ, c->tree.at[i].lemma, 0, &n);
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
            if (inner.type && words_get(c->words, WORD_ENDING, c->tree.at[v].lemma))
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

/* ---- recipients ---- */

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

/* A pronoun that means the actor himself. */
static bool is_himself(const side *s, sides actor) {
    for (uint32_t i = 0; i < actor.n && s->pronoun; i++)
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
    if (!own || owner < 0 || c->tree.at[owner].upos != UPOS_PRON || s->kind != SIDE_ROLE)
        return true;
    if (!pronoun_other(c, owner, s->code, &other))
        return false;
    s->code = text_cut(other.code, 0, other.code.len < 3 ? other.code.len : 3);
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

static const sides nobody = { NULL, 0, true };

/* Who condemns "the attack on X" or rejects "interference in X" blames the doer: whom it is done
 * to, who stands behind the noun, is no recipient. */
static bool is_wrong(const coder *c, const rule *r, int32_t thing) {
    return (r->type == EVENT_ACCUSE || r->type == EVENT_REJECT) && thing >= 0 &&
           words_get(c->words, WORD_WRONG, c->tree.at[thing].lemma);
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

/* "talks in Geneva": where words are exchanged, no side of them. */
static bool is_scene(coder *c, uint8_t type, int p, int32_t i) {
    static const char *const grounds[] = { "capital", "city",   "town", "village",
                                           "region",  "resort", "port", "province" };
    const hit *h = p == P_IN || p == P_AT ? side_hit(c, i) : NULL;
    bool ground = (p == P_IN || p == P_AT) && VERBAL_IS_ANY(&c->tree, i, grounds);
    return (ground || (h && (h->kind == ACTOR_CITY || h->kind == ACTOR_SEAT))) &&
           type != EVENT_CONSULT && // "arrived in Beirut"
           (is_verbal_conflict(type) || is_verbal_cooperation(type));
}

/* "withdrew his troops", "sent the army": what a state moves is no other side. */
static bool is_own_force(const rule *r, sides found, sides actor) {
    if (r->type != EVENT_RETREAT && r->type != EVENT_MOBILIZE)
        return false;
    for (uint32_t i = 0; i < found.n; i++)
        if (!side_is_armed(&found.at[i]) || !country_among(&found.at[i], actor))
            return false;
    return true;
}

/* "blocked the Venezuela resolution": the country that a paper is about, not whose paper it is. */
static bool is_topic_noun(coder *c, uint8_t type, int32_t paper) {
    if (type != EVENT_REJECT || !words_get(c->words, WORD_SPEECH, c->tree.at[paper].lemma))
        return false;
    TREE_EACH(&c->tree, paper, k) {
        const hit *h = c->tree.at[k].main == REL_COMPOUND ? side_hit(c, k) : NULL;
        if (h && h->kind == ACTOR_COUNTRY && c->tree.at[k].upos == UPOS_PROPN &&
            tree_form(&c->tree, k).len > SHORT_FORM)
            return true;
    }
    return false;
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
    bool topic = r->type == EVENT_CONSULT &&
                 r->mode != plover_mode(EVENT_CONSULT, TEXT("visit")); // "discussed the war in X"
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
        if (s.at[i].code.len && !among(s.at[i].head, actor)) {
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
    return nobody;
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

static sides phrase_slot(coder *c, uint8_t type, int p, int32_t v, const arguments *a, int32_t noun,
                         sides actor) {
    const node *at = c->tree.at;
    int32_t places[PLACES_MOST];
    uint32_t n = 0;
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
        if (is_scene(c, type, p, places[i]))
            continue;
        sides r = side_besides(c, places[i], actor, true);
        if (r.n)
            return r;
        TREE_EACH(&c->tree, places[i], k) {
            if (at[k].main != REL_NMOD)
                continue;
            int q = tree_preposition(&c->tree, k);
            if (is_scene(c, type, q, k))
                continue;
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
        else if (*slot > SLOT_PREP &&
                 !is_done_to(c, r, noun >= 0 ? noun : a->object, *slot - SLOT_PREP))
            found = phrase_slot(c, r->type, *slot - SLOT_PREP, v, a, noun, actor);
        if (found.n)
            return found;
    }
    *slot = SLOT_NONE;
    return nobody;
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
        if (c->tree.at[k].main == REL_NMOD) {
            r = side_abroad(c, k, actor, true);
            if (r.n)
                return r;
        }
    }
    return nobody;
}

static sides in_complement(coder *c, int32_t v, sides actor) {
    int32_t noun, own = own_subject(c, v);
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

/* Whether a path from v down to i goes only through phrases of v's own clause. */
static bool in_clause(const coder *c, int32_t i, int32_t v) {
    const node *at = c->tree.at;
    for (int step = 0; i != v; step++) {
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
    if (words_get(c->words, WORD_WRONG, c->tree.at[i].lemma) || is_topic_noun(c, type, i))
        return true;
    return words_get(c->words, WORD_WRONG, c->tree.at[h].lemma) &&
           (p == P_IN || p == P_ON || p == P_AGAINST || p == P_AT || p == P_OF);
}

sides match_deep(coder *c, int32_t v, sides actor, uint8_t type) {
    const node *at = c->tree.at;
    bool talk = is_verbal_cooperation(type) || is_verbal_conflict(type);
    if (!reaches_deep(type))
        return nobody;
    for (int32_t i = v + 1; i < c->tree.n; i++) {
        bool inner = false;
        if (!is_noun(&at[i]) || at[i].main == REL_COMPOUND || at[i].main == REL_FLAT ||
            at[i].main == REL_AMOD || at[i].rel == REL_NMOD_DESC)
            continue;
        if (!tree_under(&c->tree, i, v) || is_setting(c, i, type) || !in_clause(c, i, v) ||
            is_scene(c, type, tree_preposition(&c->tree, i), i) || suffers(c, type, i))
            continue;
        for (uint32_t k = 0; k < actor.n; k++)
            inner |= tree_under(&c->tree, i, actor.at[k].head) && actor.at[k].head > v;
        if (inner)
            continue;
        sides r = side_abroad(c, i, actor, talk);
        if (r.n)
            return r;
    }
    return nobody;
}
