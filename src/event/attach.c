/* attach.c - what a clause or a verb is attached to: the noun a relative clause is about, the
 * agents and objects of a verb. */
#include "event/attach.h"

#include "event/job.h"
#include "event/side.h"

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

/* "a rebuke to X, whose address set the course": the clause is about the name before it. */
static void mend_whose(tree *t, int32_t v) {
    int32_t subject = tree_kid(t, v, REL_NSUBJ);
    int32_t whose = subject >= 0 ? tree_kid(t, subject, REL_NMOD_POSS) : -1;
    if ((t->at[v].main != REL_CCOMP && t->at[v].main != REL_PARATAXIS &&
         t->at[v].main != REL_ADVCL) ||
        whose < 2 || whose > v || !tree_is(t, whose, "whose"))
        return;
    int32_t noun = whose - 1;
    if (t->at[noun].upos == UPOS_PUNCT)
        noun--;
    while (t->at[noun].main == REL_FLAT && t->at[noun].head < noun && t->at[noun].head >= 0)
        noun = t->at[noun].head;
    if (is_noun(&t->at[noun]) && !tree_under(t, noun, v))
        tree_move(t, v, noun, REL_ACL_RELCL);
}

/* "a fighter with Somali heritage, who": the person that a thing is said of, where the clause hangs
 * on the thing; -1 it does not. */
static int32_t bearer_of(coder *c, int32_t thing) {
    tree *t = &c->tree;
    const node *n = &t->at[thing];
    bool with = n->main == REL_NMOD && tree_preposition(t, thing) == P_WITH;
    if (!with || n->upos != UPOS_NOUN || n->head < 0 || n->head > thing || side_hit(c, thing) ||
        job_of(c, thing))
        return -1;
    return job_of(c, n->head) || side_hit(c, n->head) ? n->head : -1;
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
    if (who < 1 || t->at[who].grammar != G_WHO)
        return;
    int32_t person = bearer_of(c, h);
    if (person >= 0) {
        tree_move(t, v, person, REL_ACL_RELCL);
        return;
    }
    if (t->at[who - 1].upos != UPOS_NOUN)
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
    int32_t be = t->at[i].main == REL_CONJ ? tree_kid(t, i, REL_COP) : -1, noun = be - 1;
    if (be < 1 || tree_has_main(t, i, REL_NSUBJ) || !is_noun(&t->at[noun]))
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
        t->at[noun].main != REL_OBL || (g == G_IN && !TREE_IS_ANY(t, v, inward)))
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

/* "the leaders of two neighbours, Iran and Turkey", "Iran and world powers, France and Russia": the
 * countries are the neighbours or the powers, not the one named before them. */
static void mend_listed(coder *c, int32_t i) {
    tree *t = &c->tree;
    const hit *h = t->at[i].main == REL_APPOS ? side_hit(c, i) : NULL;
    int32_t first = t->at[i].head, among = -1;
    if (!h || h->kind != ACTOR_COUNTRY || first < 0 || first > i)
        return;
    bool office = job_of(c, first) != 0;
    TREE_EACH(t, first, k)
    if (k > first && k < i && t->at[k].xpos == XPOS_NNS &&
        ((office && t->at[k].main == REL_NMOD) || t->at[k].main == REL_CONJ))
        among = k;
    if (among >= 0 && !side_hit(c, among))
        tree_move(t, i, among, REL_APPOS);
}

/* "The US and South Korea" read as one name, the first a part of the last: two that are
 * coordinated.
 */
static void mend_pair(coder *c, int32_t i) {
    tree *t = &c->tree;
    int32_t last = t->at[i].head;
    const hit *name = t->at[i].main == REL_COMPOUND && last > i ? side_hit(c, last) : NULL;
    if (!name || !side_hit(c, i))
        return;
    int32_t first = (int32_t)(name->first - t->first);
    if (first - 1 <= i || t->at[first - 1].grammar != G_AND)
        return;
    tree_move(t, i, t->at[last].head, (relation)t->at[last].rel);
    tree_move(t, last, i, REL_CONJ);
    tree_move_before(t, last, i);
}

/* "outside the capital Mogadishu using bombs": a name that follows a noun at once names it, and
 * does not what the participle tells. */
static void mend_capital(coder *c, int32_t v) {
    tree *t = &c->tree;
    bool participle = t->at[v].main == REL_ADVCL && t->at[v].xpos == XPOS_VBG;
    int32_t name = participle ? tree_kid(t, v, REL_NSUBJ) : -1, noun = name - 1;
    if (name < 1 || name != v - 1 || !side_hit(c, name) || t->at[noun].upos != UPOS_NOUN ||
        t->at[noun].head < 0 || tree_has_main(t, v, REL_MARK) || tree_under(t, noun, v))
        return;
    tree_move(t, name, noun, REL_APPOS);
}

/* "renewed an appeal to Belgium to extradite": what is asked hangs on the noun that asks. */
static void mend_asked(coder *c, int32_t v) {
    tree *t = &c->tree;
    int32_t h = t->at[v].head;
    if (t->at[v].rel != REL_ADVCL || t->at[v].xpos != XPOS_VB || h < 0)
        return;
    int32_t noun = tree_kid(t, h, REL_OBJ);
    if (noun < h || noun > v || !tree_has_word(t, v, G_TO) ||
        !(rules_operators(c->rules, t->at[noun].lemma) & OP_REQUEST))
        return;
    TREE_EACH(t, noun, k)
    if (k > noun && k < v && t->at[k].main == REL_NMOD && tree_preposition(t, k) == P_TO) {
        tree_move(t, v, noun, REL_ACL);
        return;
    }
}

/* "fighting to defeat X": what somebody is at pains to do is no setting. */
static void mend_pains(tree *t, int32_t v) {
    static const char *const pains[] = { "fight", "struggle", "battle", "strive" };
    int32_t h = t->at[v].head;
    if (t->at[v].rel == REL_ADVCL && t->at[v].xpos == XPOS_VB && h >= 0 && h == v - 2 &&
        tree_has_word(t, v, G_TO) && !tree_has_main(t, v, REL_NSUBJ) && TREE_IS_ANY(t, h, pains))
        t->at[v].rel = t->at[v].main = REL_XCOMP;
}

/* "accused makers of violating": what somebody is charged with hangs on the verb. */
static void mend_charge(coder *c, int32_t v) {
    static const char *const charges[] = { "accuse", "suspect", "convict", "acquit", "clear" };
    tree *t = &c->tree;
    int32_t noun = t->at[v].head, h = noun >= 0 ? t->at[noun].head : -1;
    if (t->at[v].rel != REL_ACL || t->at[v].xpos != XPOS_VBG || h < 0 || h > noun || noun > v ||
        t->at[noun].main != REL_OBJ || !tree_has_word(t, v, G_OF) || !TREE_IS_ANY(t, h, charges))
        return;
    tree_move(t, v, h, REL_ADVCL);
}

/* The first of two subjects before a verb with a comma between them; -1 it has not two. */
static int32_t first_of_two(const tree *t, int32_t v) {
    int32_t first = -1, second = -1;
    TREE_EACH(t, v, k)
    if (t->at[k].rel == REL_NSUBJ && k < v) {
        second = first >= 0 ? k : -1;
        first = first < 0 ? k : first;
    }
    for (int32_t i = first + 1; i < second; i++)
        if (t->at[i].grammar == G_COMMA)
            return first;
    return -1;
}

/* "The decision, he said, was part of": the subject before an inserted "he said" is that of what is
 * said. */
static void mend_inserted(coder *c, int32_t v) {
    tree *t = &c->tree;
    int32_t said = t->at[v].head;
    if (t->at[v].main != REL_CCOMP || said < 0 || said > v || tree_has_main(t, v, REL_NSUBJ) ||
        tree_has_main(t, v, REL_MARK) || !(rules_operators(c->rules, t->at[said].lemma) & OP_SAY))
        return;
    int32_t first = first_of_two(t, said);
    if (first >= 0)
        tree_make_subject(t, first, v);
}

/* "meet Jordan's visiting King": a participle between an owner and a noun qualifies the noun. */
static void mend_qualifying(coder *c, int32_t v) {
    tree *t = &c->tree;
    int32_t kids[TREE_KIDS_MOST];
    if (t->at[v].xpos != XPOS_VBG)
        return;
    int32_t noun = tree_kid(t, v, REL_OBJ), owner = tree_kid(t, v, REL_NMOD_POSS);
    if (noun < v || owner < 0 || owner > v || tree_has_main(t, noun, REL_DET) ||
        t->at[v].head < 0 || t->at[v].head > owner)
        return;
    int n = tree_kids(t, v, kids);
    tree_move(t, noun, t->at[v].head, (relation)t->at[v].rel);
    for (int k = 0; k < n; k++)
        if (kids[k] != noun)
            tree_move(t, kids[k], noun, (relation)t->at[kids[k]].rel);
    tree_move(t, v, noun, REL_AMOD);
}

/* Verbs with two objects, one of which their passive keeps: "was given aid by X". */
static bool keeps_object(const tree *t, int32_t v) {
    static const char *const verbs[] = { "give", "grant", "offer", "award", "deny",  "refuse",
                                         "pay",  "hand",  "send",  "lend",  "allow", "promise",
                                         "owe",  "sell",  "teach", "accord" };
    return TREE_IS_ANY(t, v, verbs);
}

/* "was returned to the Republic by officials": who stands behind "by" under what a passive verb
 * takes is the agent of the verb. */
static void mend_by(coder *c, int32_t i) {
    tree *t = &c->tree;
    int32_t noun = t->at[i].head, v = noun >= 0 ? t->at[noun].head : -1;
    if (t->at[i].main != REL_NMOD || noun > i || v < 0 || v > noun ||
        !tree_has(t, v, REL_AUX_PASS) || tree_has(t, v, REL_OBL_AGENT) ||
        tree_preposition(t, i) != P_BY || !(side_hit(c, i) || job_of(c, i)))
        return;
    bool kept = t->at[noun].main == REL_OBJ && keeps_object(t, v);
    if (!kept && (t->at[noun].main != REL_OBL || t->at[noun].hit < 0))
        return;
    tree_move(t, i, v, REL_OBL_AGENT);
}

/* "took part in talks": what one takes part in hangs on the verb. */
static void mend_part(coder *c, int32_t i) {
    tree *t = &c->tree;
    int32_t part = t->at[i].head, v = part >= 0 ? t->at[part].head : -1;
    if (t->at[i].main == REL_NMOD && part < i && v >= 0 && v + 1 == part &&
        t->at[part].main == REL_OBJ && tree_is(t, part, "part") && tree_is(t, v, "take") &&
        tree_preposition(t, i) == P_IN)
        tree_move(t, i, v, REL_OBL);
}

/* "was asked to leave by X": who asks hangs on what is asked. */
static void mend_asker(coder *c, int32_t i) {
    tree *t = &c->tree;
    int32_t what = t->at[i].head, v = what >= 0 ? t->at[what].head : -1;
    if (t->at[i].main != REL_OBL || v < 0 || v > what || t->at[what].main != REL_XCOMP ||
        t->at[what].xpos != XPOS_VB || !tree_has(t, v, REL_AUX_PASS) ||
        tree_has(t, v, REL_OBL_AGENT) || tree_has_main(t, what, REL_AUX) ||
        !(rules_operators(c->rules, t->at[v].lemma) & OP_REQUEST) ||
        tree_preposition(t, i) != P_BY || !(side_hit(c, i) || job_of(c, i)))
        return;
    tree_move(t, i, v, REL_OBL_AGENT);
}

/* Coordinates a verb with the one above; the noun becomes its subject, and hands it its "and". */
static void join_clause(tree *t, int32_t v, int32_t above, int32_t noun) {
    int32_t kids[TREE_KIDS_MOST];
    int n = tree_kids(t, noun, kids);
    tree_move(t, v, above, REL_CONJ);
    tree_make_subject(t, noun, v);
    for (int k = 0; k < n; k++)
        if (t->at[kids[k]].main == REL_CC)
            tree_move(t, kids[k], v, REL_CC);
}

/* "remains unclear and the demands, made in May, were rebuffed": a noun coordinated to a clause is
 * the subject of the verb behind it that has none. */
static void mend_stranded(coder *c, int32_t v) {
    tree *t = &c->tree;
    int32_t h = t->at[v].head, noun = -1;
    if (t->at[v].main != REL_PARATAXIS || t->at[v].upos != UPOS_VERB || h < 0 || h > v ||
        tree_has_main(t, v, REL_NSUBJ) || tree_has_main(t, v, REL_EXPL) ||
        !(tree_has_main(t, v, REL_AUX) || t->at[v].xpos == XPOS_VBD || t->at[v].xpos == XPOS_VBZ))
        return;
    for (int32_t i = h + 1; i < v; i++) {
        int32_t above = t->at[i].head;
        if (t->at[i].main == REL_CONJ && is_noun(&t->at[i]) && above >= 0 && above < i &&
            (t->at[above].upos == UPOS_VERB || t->at[above].upos == UPOS_ADJ) &&
            tree_under(t, above, h) && tree_has_main(t, i, REL_CC) &&
            !tree_has_main(t, i, REL_CASE) && !tree_has_main(t, i, REL_COP))
            noun = i;
    }
    noun = noun < 0 ? first_of_two(t, h) : noun;
    if (noun >= 0)
        join_clause(t, v, h, noun);
}

/* ", with whom X fights": what is told of a person in passing is no setting of the verb. */
static void mend_whom(tree *t, int32_t v) {
    if (t->at[v].rel != REL_ADVCL || tree_has_main(t, v, REL_MARK) || t->at[v].head > v)
        return;
    TREE_EACH(t, v, k) {
        if (t->at[k].upos == UPOS_PUNCT)
            continue;
        if (t->at[k].grammar == G_WHOM)
            t->at[v].rel = REL_ADVCL_RELCL;
        return;
    }
}

/* "the PKK in Turkey, with whom X has fought": the clause is about the people named before the
 * comma. */
static void mend_with_whom(coder *c, int32_t v) {
    tree *t = &c->tree;
    int32_t whom = -1, h = t->at[v].head;
    if (t->at[v].main != REL_ADVCL || h < 0 || h > v)
        return;
    TREE_EACH(t, v, k)
    if (whom < 0 && t->at[k].main == REL_OBL && t->at[k].grammar == G_WHOM)
        whom = k;
    int32_t comma = whom - 2, noun = whom - 3;
    if (noun <= h || whom > v || t->at[comma].grammar != G_COMMA || !is_noun(&t->at[noun]) ||
        !tree_under(t, noun, h))
        return;
    while (t->at[noun].main == REL_NMOD && t->at[noun].head > h &&
           is_noun(&t->at[t->at[noun].head]))
        noun = t->at[noun].head;
    if (side_hit(c, noun) || job_of(c, noun))
        tree_move(t, v, noun, REL_ACL_RELCL);
}

/* "Director X and Deputy Y met": who is coordinated to the name of an office's holder is to the
 * holder. */
static void mend_holders(coder *c, int32_t i) {
    tree *t = &c->tree;
    int32_t name = t->at[i].head, office = name >= 0 ? t->at[name].head : -1;
    if (t->at[i].main != REL_CONJ || name > i || office < 0 || office > name ||
        t->at[name].main != REL_APPOS || t->at[name].upos != UPOS_PROPN || !job_of(c, office))
        return;
    for (int32_t k = office + 1; k < name; k++)
        if (t->at[k].upos == UPOS_PUNCT)
            return;
    tree_move(t, i, office, REL_CONJ);
}

/* "clashes between the army and rebels": who is coordinated to the noun stands on the other side.
 */
static void mend_sides(coder *c, int32_t i) {
    tree *t = &c->tree;
    int32_t noun = t->at[i].head, first = -1;
    if (t->at[i].main != REL_CONJ || noun < 0 || noun > i || !is_noun(&t->at[noun]) ||
        tree_has_main(t, i, REL_CASE) || !(side_hit(c, i) || job_of(c, i)))
        return;
    TREE_EACH(t, noun, k)
    if (k > noun && k < i && t->at[k].main == REL_NMOD && tree_has_word(t, k, G_BETWEEN) &&
        !tree_has_main(t, k, REL_CONJ))
        first = k;
    if (first >= 0)
        tree_move(t, i, first, REL_CONJ);
}

/* "said a man from China, a graduate, was held": the noun between is the subject of what is said.
 */
static void mend_subject(coder *c, int32_t v) {
    tree *t = &c->tree;
    int32_t h = t->at[v].head;
    if (t->at[v].main != REL_CCOMP || t->at[v].upos != UPOS_VERB || h < 0)
        return;
    int32_t noun = tree_kid(t, h, REL_OBJ);
    if (noun < h || noun > v || !(rules_operators(c->rules, t->at[h].lemma) & OP_SAY) ||
        tree_has_main(t, v, REL_MARK) || tree_has_main(t, v, REL_NSUBJ) ||
        tree_has_main(t, v, REL_CSUBJ) || tree_has_main(t, v, REL_EXPL) ||
        !tree_has_main(t, v, REL_AUX))
        return;
    tree_make_subject(t, noun, v);
}

/* "had defeated X and Turkey would be moving in": who stands right before a finite verb without a
 * subject is its subject, and no second object. */
static void mend_second_clause(tree *t, int32_t v) {
    int32_t first = v;
    uint8_t main = t->at[v].main;
    bool finite = t->at[v].xpos == XPOS_VBZ || t->at[v].xpos == XPOS_VBP;
    if (t->at[v].upos != UPOS_VERB || tree_has_main(t, v, REL_NSUBJ) ||
        tree_has_main(t, v, REL_MARK) || main == REL_ROOT || main == REL_ACL || main == REL_AMOD)
        return;
    TREE_EACH(t, v, k)
    if (k < v && t->at[k].main == REL_AUX) {
        first = k < first ? k : first;
        finite |= is_finite(&t->at[k]);
    }
    int32_t noun = first - 1, object = noun > 0 ? t->at[noun].head : -1;
    int32_t h = object >= 0 ? t->at[object].head : -1;
    if (!finite || h < 0 || h > object || object > noun || t->at[noun].main != REL_CONJ ||
        !is_noun(&t->at[noun]) || !tree_has_main(t, noun, REL_CC) ||
        t->at[object].main != REL_OBJ || t->at[h].upos != UPOS_VERB || tree_under(t, h, v))
        return;
    join_clause(t, v, h, noun);
}

void attach_arguments(coder *c, int32_t i) {
    mend_copula(c, i);
    mend_agent(c, i);
    mend_particle(c, i);
    mend_attached(c, i);
    mend_by(c, i);
    mend_asker(c, i);
    mend_part(c, i);
    mend_pains(&c->tree, i);
    mend_charge(c, i);
    mend_asked(c, i);
    mend_subject(c, i);
    mend_inserted(c, i);
    mend_stranded(c, i);
    mend_second_clause(&c->tree, i);
    mend_qualifying(c, i);
}

void attach_relative(coder *c, int32_t i) {
    mend_relative(c, i);
    mend_who(c, i);
    mend_whose(&c->tree, i);
    mend_whom(&c->tree, i);
    mend_with_whom(c, i);
}

/* "Transport and Bridges Minister X", "the Science and Technology Ministry": what stands before the
 * "and" is a part of the office's name. */
static void mend_portfolio(coder *c, int32_t i) {
    static const char *const offices[] = { "minister",     "ministry",  "secretary",
                                           "department",   "committee", "commission",
                                           "agency",       "authority", "organization",
                                           "organisation", "council",   "office" };
    tree *t = &c->tree;
    int32_t m = i + 2, kids[TREE_KIDS_MOST];
    if (t->at[i].upos != UPOS_PROPN || !t->at[i].upper || i + 3 >= t->n ||
        t->at[i + 1].grammar != G_AND || side_hit(c, i) || job_of(c, i))
        return;
    while (m < i + 5 && m < t->n && t->at[m].upper && !TREE_IS_ANY(t, m, offices) &&
           !side_hit(c, m))
        m++;
    if (m == i + 2 || m >= t->n || m == i + 5 || !t->at[m].upper || !TREE_IS_ANY(t, m, offices) ||
        tree_under(t, i, m))
        return;
    if (tree_under(t, m, i))
        tree_move(t, m, t->at[i].head, (relation)t->at[i].rel);
    int n = tree_kids(t, i, kids);
    for (int k = 0; k < n; k++)
        tree_move(t, kids[k], m, (relation)t->at[kids[k]].rel);
    tree_move(t, i, m, REL_COMPOUND);
}

void attach_names(coder *c, int32_t i) {
    mend_portfolio(c, i);
    mend_sides(c, i);
    mend_pair(c, i);
    mend_holders(c, i);
    mend_listed(c, i);
    mend_capital(c, i);
}
