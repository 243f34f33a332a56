/* attach.c - what a clause or a verb is attached to: the noun a relative clause is about, the
 * agents and objects of a verb. */
#include "event/attach.h"

#include "event/job.h"
#include "event/match.h"
#include "event/verbal.h"

/* "leaders, troubled by an assault that drove them out": the clause is about the noun before it,
 * not about one that the noun only lies below through another clause. */
static void mend_relative(coder *c, int32_t v) {
    tree *t = &c->tree;
    int32_t first = -1, h = t->at[v].head;
    if (t->at[v].rel != REL_ACL_RELCL || h < 0)
        return;
    TREE_EACH(t, v, k)
    if (k < v && (first < 0 || k < first))
        first = k;
    if (first < 1 || (t->at[first].grammar != G_THAT && t->at[first].grammar != G_WHICH))
        return;
    int32_t noun = first - 1;
    if (noun <= h || !is_noun(&t->at[noun]) || !tree_under(t, noun, h) || t->at[noun].hit >= 0)
        return;
    bool clause = false;
    for (int32_t i = noun; i != h; i = t->at[i].head)
        clause |= t->at[i].main == REL_ACL || t->at[i].main == REL_ADVCL;
    if (clause)
        tree_move(t, v, noun, REL_ACL_RELCL);
}

/* "police on workers who were": the people named last before "who" are meant, with those they are
 * coordinated to. */
static void mend_who(coder *c, int32_t v) {
    tree *t = &c->tree;
    int32_t h = t->at[v].head;
    if (t->at[v].rel != REL_ACL_RELCL || h < 0)
        return;
    int32_t who = tree_kid(t, v, REL_NSUBJ);
    who = who < 0 ? tree_kid(t, v, REL_NSUBJ_PASS) : who;
    if (who < 1 || t->at[who].grammar != G_WHO || t->at[who - 1].upos != UPOS_NOUN)
        return;
    int32_t noun = who - 1;
    if (noun <= h || !job_of(c, noun) || !tree_under(t, noun, h))
        return;
    while (t->at[noun].main == REL_CONJ && t->at[noun].head > h)
        noun = t->at[noun].head;
    tree_move(t, v, noun, REL_ACL_RELCL);
}

/* "ratified by all members, the candidates and": an agent without a preposition of its own is
 * coordinated to the one that has it. */
static void mend_agent(coder *c, int32_t i) {
    tree *t = &c->tree;
    int32_t v = t->at[i].head;
    if (t->at[i].rel != REL_OBL_AGENT || v < 0 || tree_has_main(t, i, REL_CASE))
        return;
    TREE_EACH(t, v, k)
    if (k < i && k > v && t->at[k].rel == REL_OBL_AGENT && tree_has_main(t, k, REL_CASE)) {
        tree_move(t, i, k, REL_CONJ);
        return;
    }
}

/* "ensure his hearing is open": the noun between a verb and the copula is what is told of, not what
 * the verb does something to. */
static void mend_copula(coder *c, int32_t i) {
    tree *t = &c->tree;
    int32_t be = tree_kid(t, i, REL_COP), noun = be - 1;
    if (be < 1 || t->at[i].main != REL_CONJ || tree_has_main(t, i, REL_NSUBJ) ||
        !is_noun(&t->at[noun]))
        return;
    int32_t v = t->at[noun].head;
    if (v < 0 || v > noun || t->at[noun].main != REL_OBJ || t->at[v].upos != UPOS_VERB ||
        tree_under(t, v, i))
        return;
    tree_move(t, noun, i, REL_NSUBJ);
    tree_move(t, i, v, REL_CCOMP);
}

/* Whether some sense of a verb asks for this word beside it, or names this preposition's noun. */
static bool goes_with(const rules *all, uint64_t verb, int preposition, uint64_t noun) {
    uint64_t word = words_hash(text_of(preposition_name(preposition)));
    uint32_t n;
    const sense *s = rules_find(all, RULE_V, verb, 0, &n);
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < s[i].n_parts; k++)
            if (all->parts[s[i].parts + k] == word)
                return true;
    rules_find(all, RULE_VP, verb, rule_phrase(preposition, noun), &n);
    return n > 0;
}

/* "handed in a message": the particle behind a verb is no preposition where the verb and the noun
 * make an act without it; "in" is one for most verbs: "fought in the war". */
static void mend_particle(coder *c, int32_t v) {
    static const char *const inward[] = { "hand", "send", "bring", "call", "turn" };
    tree *t = &c->tree;
    if (t->at[v].upos != UPOS_VERB || v + 2 >= t->n || tree_has(t, v, REL_OBJ))
        return;
    int32_t particle = v + 1, noun = t->at[particle].head;
    uint8_t g = t->at[particle].grammar;
    uint32_t n;
    if ((g != G_IN && g != G_UP && g != G_OFF && g != G_OUT && g != G_OVER && g != G_DOWN) ||
        t->at[particle].main != REL_CASE || noun < 0 || t->at[noun].head != v ||
        t->at[noun].main != REL_OBL || (g == G_IN && !VERBAL_IS_ANY(t, v, inward)))
        return;
    rules_find(c->rules, RULE_VO, t->at[v].lemma, t->at[noun].lemma, &n);
    if (!n)
        return;
    tree_move(t, particle, v, REL_COMPOUND_PRT);
    tree_move(t, noun, v, REL_OBJ);
}

/* "drove the rebels from the town": what the rules know to go with the verb hangs on the verb, not
 * on its object. */
static void mend_attached(coder *c, int32_t v) {
    tree *t = &c->tree;
    int32_t object = t->at[v].upos == UPOS_VERB ? tree_kid(t, v, REL_OBJ) : -1,
            kids[TREE_KIDS_MOST];
    if (object < v)
        return;
    int n = tree_kids(t, object, kids);
    for (int k = 0; k < n; k++) {
        int p = t->at[kids[k]].main == REL_NMOD && kids[k] > object ? tree_preposition(t, kids[k])
                                                                    : P_NONE;
        if (p == P_NONE || p == P_OF)
            continue;
        if (goes_with(c->rules, t->at[v].lemma, p, t->at[kids[k]].lemma))
            tree_move(t, kids[k], v, REL_OBL);
    }
}

void attach_arguments(coder *c, int32_t i) {
    mend_copula(c, i);
    mend_agent(c, i);
    mend_particle(c, i);
    mend_attached(c, i);
}

void attach_relative(coder *c, int32_t i) {
    mend_relative(c, i);
    mend_who(c, i);
}
