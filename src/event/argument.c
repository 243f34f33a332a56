/* argument.c - who does what to whom around a verb, with passive, control, relative clauses and
 * coordination undone. */
#include "event/argument.h"

#include "event/job.h"
#include "event/side.h"

enum { CONTROL_MOST = 8 };

static bool is_clause_head(const node *n) {
    return n->upos == UPOS_VERB || n->upos == UPOS_AUX || n->upos == UPOS_ADJ ||
           n->upos == UPOS_NOUN;
}

static int32_t own_agent(coder *c, int32_t v) {
    int32_t agent = tree_kid(&c->tree, v, REL_OBL_AGENT);
    if (agent >= 0)
        return agent;
    TREE_EACH(&c->tree, v, k)
    if (c->tree.at[k].rel == REL_OBL && tree_preposition(&c->tree, k) == P_BY)
        return k;
    return -1;
}

/* "detained and tortured by X": the second participle has the agent of both. */
int32_t match_agent(coder *c, int32_t v) {
    int32_t agent = own_agent(c, v);
    if (agent >= 0 || c->tree.at[v].xpos != XPOS_VBN)
        return agent;
    TREE_EACH(&c->tree, v, k)
    if (c->tree.at[k].main == REL_CONJ && c->tree.at[k].xpos == XPOS_VBN && agent < 0 &&
        !tree_has_main(&c->tree, k, REL_AUX) && !tree_has_main(&c->tree, k, REL_NSUBJ))
        agent = own_agent(c, k);
    return agent;
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
        bool under_verb = n->head >= 0 && c->tree.at[n->head].upos == UPOS_VERB;
        if (n->main == REL_ADVCL && under_verb && !subject && !aux && !object &&
            !tree_has_main(&c->tree, v, REL_XCOMP))
            return true; // "awaits trial accused of"
        bool loose = n->main == REL_ADVCL || n->main == REL_ROOT || n->main == REL_PARATAXIS;
        if (loose && !subject && !aux && !object && tree_has(&c->tree, v, REL_OBL_AGENT))
            return true;
        if (!aux && !object && match_agent(c, v) >= 0)
            return true;
        if (n->main == REL_XCOMP && !subject && !aux && !object && n->head >= 0 &&
            tree_has(&c->tree, n->head, REL_AUX_PASS))
            return true; // "have been confirmed killed"
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
int32_t match_own_subject(coder *c, int32_t v) {
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

int32_t match_maker(coder *c, int32_t paper) {
    const node *at = c->tree.at;
    int32_t v = at[paper].head;
    bool made = at[paper].main == REL_OBJ || at[paper].rel == REL_NSUBJ_PASS;
    if (!made || v < 0 || at[v].upos != UPOS_VERB || !node_in(&at[paper], WORD_PAPER) ||
        !node_in(&at[v], WORD_ENACT))
        return -1;
    return match_passive(c, v) ? match_agent(c, v) : match_subject(c, v);
}

/* The antecedent of a relative clause whose subject is "who"; who makes a law does what it says. */
static int32_t antecedent(coder *c, int32_t v, int32_t subject) {
    const node *at = c->tree.at;
    int32_t h = at[v].head;
    if (!is_relative_pronoun(c, subject) || h < 0)
        return subject;
    if (at[v].main == REL_ACL) {
        int32_t maker = match_maker(c, h);
        return maker >= 0 ? maker : name_before(c, subject, h);
    }
    if (at[v].main == REL_CONJ && at[h].main == REL_ACL)
        return at[h].head;
    return subject;
}

static uint32_t lemma_operators(const coder *c, int32_t v) {
    return rules_operators(c->rules, c->tree.at[v].lemma);
}

/* "expelled the envoy for backing X", "thanked Kenya for sending troops": what one is punished or
 * thanked for one did oneself; "uses Syria for testing" tells of no reason. */
static bool is_reason(const coder *c, int32_t v, int32_t h) {
    static const char *const means[] = { "use", "need", "want", "take", "have", "get" };
    const node *n = &c->tree.at[v];
    return n->main == REL_ADVCL && n->xpos == XPOS_VBG && tree_has_word(&c->tree, v, G_FOR) &&
           !TREE_IS_ANY(&c->tree, h, means);
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
    if (is_reason(c, v, h) && sides_any_political(side_of(c, object)))
        return object;
    if (main == REL_ADVCL && at[v].xpos == XPOS_VBG && (ops & OP_SAY) &&
        tree_has_word(&c->tree, v, G_AS)) // "quoted X as saying"
        return object;
    if (main == REL_XCOMP && at[h].upos == UPOS_VERB && !tree_is(&c->tree, h, "promise") &&
        !tree_is(&c->tree, h, "threaten") && !tree_is(&c->tree, h, "vow")) {
        static const char *const sees[] = { "see",  "hear", "leave", "find",
                                            "keep", "get",  "want",  "have" };
        if (TREE_IS_ANY(&c->tree, h, sees))
            return object;
    }
    return -2;
}

/* "Germany was the largest donor, giving ...": the subject of a predicate noun acts. */
static int32_t predicated(coder *c, int32_t h) {
    int32_t subject = tree_has(&c->tree, h, REL_COP) ? match_own_subject(c, h) : -1;
    return subject >= 0 ? antecedent(c, h, subject) : h;
}

/* Subject of a participle or infinitive on a noun: "decision to V", "troops firing"; -2: go on at
 * *next. */
static int32_t noun_controller(coder *c, int32_t v, int32_t h, int32_t *next) {
    const node *at = c->tree.at;
    int32_t above = at[h].head;
    bool verb_above = above >= 0 && at[above].upos == UPOS_VERB;
    int32_t maker = at[v].xpos != XPOS_VBN ? match_maker(c, h) : -1;
    if (maker >= 0)
        return maker;
    if (at[v].xpos == XPOS_VBG && node_in(&at[h], WORD_SPEECH) &&
        (at[h].main == REL_OBJ || at[h].main == REL_OBL) && verb_above) {
        *next = above;
        return -2;
    }
    bool marked = tree_has_word(&c->tree, v, G_OF) || tree_has_word(&c->tree, v, G_FOR) ||
                  tree_has_word(&c->tree, v, G_IN);
    if (at[v].xpos == XPOS_VBN || (at[v].xpos == XPOS_VBG && !marked))
        return predicated(c, h);
    int32_t owner = tree_kid(&c->tree, h, REL_NMOD_POSS);
    TREE_EACH(&c->tree, h, k) // "U.S. efforts to"
    if (owner < 0 && k < h && at[v].xpos == XPOS_VB &&
        (at[k].main == REL_COMPOUND || at[k].main == REL_AMOD) && side_hit(c, k))
        owner = k;
    if (owner >= 0)
        return owner;
    if (verb_above &&
        (at[h].main == REL_OBJ || at[h].main == REL_OBL || at[h].rel == REL_NSUBJ_PASS)) {
        *next = above;
        return -2;
    }
    return -1;
}

/* "The rigs, one of which was shelled, were burning, he said": a finite clause before who says it
 * is not about him, though the parse gives it no subject. */
static bool has_lost_subject(const coder *c, int32_t v) {
    const node *at = c->tree.at;
    if (at[v].main != REL_CCOMP || at[v].head < v)
        return false;
    TREE_EACH(&c->tree, v, k)
    if (at[k].main == REL_AUX && k < v && has_tense(&at[k]))
        return true;
    return false;
}

int32_t match_subject(coder *c, int32_t v) {
    const node *at = c->tree.at;
    for (int step = 0; step < CONTROL_MOST; step++) {
        int32_t s = match_own_subject(c, v), h = at[v].head, next = h;
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
            if (!is_clause_head(&at[h]) || has_lost_subject(c, v))
                return -1;
            bool told = main == REL_ADVCL && at[v].xpos == XPOS_VBG &&
                        (lemma_operators(c, v) & OP_SAY) && match_passive(c, h);
            int32_t who = told ? match_agent(c, h) : -1; // "was described by X, saying"
            if (who >= 0)
                return who;
            who = controller(c, v, h);
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
    if (loose && (!*p || (n->main == REL_ADVCL && tree_has_main(&c->tree, k, REL_NSUBJ))))
        return false; // "while he is in prison" is a clause
    if (node_in(n, WORD_TIME) && !tree_has_main(&c->tree, k, REL_NMOD))
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

/* "whose ministers met": the clause has its antecedent in it. */
static bool is_of_whose(const coder *c, int32_t subject) {
    TREE_EACH(&c->tree, subject, k)
    if (c->tree.at[k].rel == REL_NMOD_POSS && tree_is(&c->tree, k, "whose"))
        return true;
    return false;
}

/* The object of a relative clause: its antecedent. */
static int32_t relative_object(coder *c, int32_t v, int32_t object, bool passive) {
    const node *at = c->tree.at;
    if (at[v].rel != REL_ACL_RELCL)
        return object;
    if (object >= 0)
        return is_relative_pronoun(c, object) ? at[v].head : object;
    int32_t s = tree_kid(&c->tree, v, REL_NSUBJ);
    if (s < 0 || is_relative_pronoun(c, s) || passive || is_of_whose(c, s))
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

/* "are engaged in combat", "is locked in a fight": in form a passive, and its subject acts. */
static bool is_engaged(coder *c, int32_t v) {
    static const char *const verbs[] = { "engage", "lock", "involve", "embroil" };
    bool in = false;
    if (!TREE_IS_ANY(&c->tree, v, verbs))
        return false;
    TREE_EACH(&c->tree, v, k)
    in |= c->tree.at[k].main == REL_OBL && tree_preposition(&c->tree, k) == P_IN;
    return in && match_agent(c, v) < 0;
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
    if (out->passive && is_engaged(c, v)) {
        out->passive = false;
        return;
    }
    if (out->passive) {
        int32_t patient = out->subject;
        out->subject = match_agent(c, v);
        if (patient >= 0 && out->object < 0)
            out->object = patient;
        else if (patient >= 0)
            out->second = patient;
    }
}
