/* predicate.c - the verb of a clause read without one, and what hangs on a verb. */
#include "event/predicate.h"

#include "event/job.h"
#include "event/side.h"
#include "event/verbal.h"

static bool has_finite_auxiliary(const tree *t, int32_t v) {
    TREE_EACH(t, v, k)
    if (t->at[k].main == REL_AUX && is_finite(&t->at[k]))
        return true;
    return false;
}

/* A noun that heads a clause, with neither subject nor copula: the clause has no verb. */
static bool is_verbless(const tree *t, int32_t i) {
    const node *n = &t->at[i];
    bool clause = n->main == REL_ROOT || n->main == REL_CCOMP ||
                  (n->main == REL_ADVCL && tree_has_main(t, i, REL_MARK));
    return is_noun(n) && clause && !tree_has_main(t, i, REL_NSUBJ) &&
           !tree_has_main(t, i, REL_COP) && !tree_has_main(t, i, REL_AUX) &&
           !tree_has_main(t, i, REL_CASE);
}

/* No comma parts the two, and no clause begins between them. */
static bool run_on(const tree *t, int32_t from, int32_t to) {
    for (int32_t i = from + 1; i < to; i++)
        if (t->at[i].grammar == G_COMMA || t->at[i].main == REL_MARK)
            return false;
    return true;
}

/* Puts a node in the place of the head of its clause, and hands it the clause's mark and what
 * stands behind a node. */
static void take_place(tree *t, int32_t v, int32_t of, int32_t behind) {
    int32_t next;
    relation rel = (relation)t->at[of].rel;
    tree_move(t, v, t->at[of].head, rel);
    t->at[v].upos = UPOS_VERB;
    for (int32_t k = t->at[of].child; k >= 0; k = next) {
        next = t->at[k].next;
        uint8_t main = t->at[k].main;
        if (k > behind || main == REL_MARK || main == REL_CC || main == REL_PUNCT)
            tree_move(t, k, v, (relation)t->at[k].rel);
    }
}

/* "thousands protested": a verb that nothing is done with to anybody. */
static bool is_intransitive(const tree *t, int32_t v) {
    static const char *const verbs[] = {
        "protest", "march", "rally",  "demonstrate", "clash",  "riot", "resign",  "retreat",
        "gather",  "die",   "arrive", "flee",        "meet",   "roll", "advance", "withdraw",
        "travel",  "agree", "refuse", "fail",        "return", "sail", "speak",   "cross",
    };
    return TREE_IS_ANY(t, v, verbs) && !tree_has(t, v, REL_OBL_AGENT);
}

/* "rebels shelled the town": the noun with a participle that has an object of its own, or can have
 * none. */
static bool mend_reduced(tree *t, int32_t v) {
    int32_t noun = t->at[v].head;
    bool past = t->at[v].xpos == XPOS_VBD;
    bool active = t->at[v].xpos == XPOS_VBN &&
                  (tree_has_main(t, v, REL_OBJ) ||
                   (t->at[noun < 0 ? v : noun].main == REL_ROOT && is_intransitive(t, v)));
    if (t->at[v].rel != REL_ACL || noun < 0 || noun > v || !(past || active) ||
        !is_verbless(t, noun) || !run_on(t, noun, v) || tree_has_main(t, v, REL_AUX) ||
        tree_has_main(t, v, REL_MARK) || tree_has_main(t, v, REL_NSUBJ))
        return false;
    take_place(t, v, noun, v);
    t->at[v].xpos = XPOS_VBD;
    tree_move(t, noun, v, REL_NSUBJ);
    return true;
}

static bool any_finite(const tree *t) {
    for (int32_t i = 0; i < t->n; i++)
        if (is_finite(&t->at[i]))
            return true;
    return false;
}

/* "Russia to send troops": a headline's side with what it is to do; the Committee to Protect
 * Journalists is one name. */
static void mend_headline(coder *c, int32_t v) {
    tree *t = &c->tree;
    int32_t who = t->at[v].head;
    bool one_name = who >= 0 && t->at[v].hit >= 0 && t->at[v].hit == t->at[who].hit;
    if (t->at[v].rel != REL_ACL || t->at[v].xpos != XPOS_VB || who < 0 || who > v || one_name ||
        t->at[who].main != REL_ROOT || !is_verbless(t, who) || t->at[v - 1].grammar != G_TO ||
        !(side_hit(c, who) || job_of(c, who)) || any_finite(t))
        return;
    take_place(t, v, who, v);
    tree_make_subject(t, who, v);
}

/* "that the Russian spy recruited agents": the verb between two nouns read as one phrase. */
static void mend_between(tree *t, int32_t v) {
    int32_t noun = t->at[v].head, subject = v - 1;
    bool past = t->at[v].xpos == XPOS_VBD || t->at[v].xpos == XPOS_VBN;
    if (t->at[v].main != REL_AMOD || !past || noun < v || subject < 0 || !is_verbless(t, noun) ||
        !tree_has_main(t, noun, REL_MARK) || t->at[subject].head != noun ||
        t->at[subject].main != REL_COMPOUND || !is_noun(&t->at[subject]))
        return;
    take_place(t, v, noun, t->n);
    t->at[v].xpos = XPOS_VBD;
    tree_move_before(t, noun, subject);
    tree_move(t, subject, v, REL_NSUBJ);
    tree_move(t, noun, v, REL_OBJ);
}

/* Right behind its noun, with a preposition's phrase behind it: "militias allied with Iran". */
static bool may_qualify(const tree *t, int32_t p, int32_t noun) {
    const node *n = &t->at[p];
    bool word = n->upos == UPOS_ADJ || n->xpos == XPOS_VBN;
    for (int32_t i = noun + 1; i < p; i++)
        if (t->at[i].upos != UPOS_ADV)
            return false;
    return word && is_noun(&t->at[noun]) && noun < p && tree_has_main(t, p, REL_OBL) &&
           !tree_has_main(t, p, REL_COP) && !tree_has_main(t, p, REL_AUX) &&
           !tree_has_main(t, p, REL_OBJ) && !tree_has_main(t, p, REL_MARK);
}

/* "militias allied with Iran attacked": the finite verb hung on the word that qualifies its
 * subject. */
static void mend_qualified(tree *t, int32_t v) {
    int32_t p = t->at[v].head, noun;
    uint8_t main = t->at[v].main;
    bool loose = main == REL_ADVCL || main == REL_CONJ || main == REL_PARATAXIS ||
                 main == REL_CCOMP || main == REL_XCOMP;
    if (t->at[v].upos != UPOS_VERB || !loose || p < 0 || p > v ||
        !(is_finite(&t->at[v]) || has_finite_auxiliary(t, v)) || tree_has_main(t, v, REL_NSUBJ) ||
        tree_has_main(t, v, REL_MARK) || tree_has_main(t, v, REL_CC))
        return;
    noun = tree_kid(t, p, REL_NSUBJ);
    if (noun < 0 || !may_qualify(t, p, noun) || !run_on(t, p, v))
        return;
    take_place(t, v, p, v);
    tree_make_subject(t, noun, v);
    tree_move(t, p, noun, REL_ACL);
}

/* "an offshoot called X is": what bears the name is the subject of the verb behind the name. */
static void mend_named(tree *t, int32_t p) {
    static const char *const names[] = { "call", "name", "dub", "nickname", "code-name", "title" };
    int32_t name = p + 1, v = -1, next;
    if (!(t->at[p].xpos == XPOS_VBD || t->at[p].xpos == XPOS_VBN) || !TREE_IS_ANY(t, p, names))
        return;
    int32_t noun = tree_kid(t, p, REL_NSUBJ);
    if (noun < 0 || noun != p - 1 || name >= t->n || t->at[name].head != p ||
        t->at[name].upos != UPOS_PROPN || tree_has_main(t, p, REL_AUX))
        return;
    TREE_EACH(t, p, k) {
        bool clause = t->at[k].main == REL_CONJ || t->at[k].main == REL_PARATAXIS ||
                      t->at[k].main == REL_CCOMP || t->at[k].main == REL_ADVCL;
        bool finite =
            is_finite(&t->at[k]) || has_finite_auxiliary(t, k) || tree_has_main(t, k, REL_COP);
        if (v < 0 && k > name && clause && finite && !tree_has_main(t, k, REL_NSUBJ) &&
            !tree_has_main(t, k, REL_CC) && !tree_has_main(t, k, REL_MARK))
            v = k;
    }
    if (v < 0)
        return;
    tree_move(t, v, t->at[p].head, (relation)t->at[p].rel);
    for (int32_t k = t->at[p].child; k >= 0; k = next) {
        next = t->at[k].next;
        if (k < noun || k > v || t->at[k].upos == UPOS_PUNCT)
            tree_move(t, k, v, (relation)t->at[k].rel);
    }
    tree_move(t, noun, v, REL_NSUBJ);
    tree_move(t, p, noun, REL_ACL);
    t->at[p].xpos = XPOS_VBN;
}

/* ---- what hangs on it ---- */

/* "Turkey remained committed" with the subject on "remained": an auxiliary has none. */
static void mend_auxiliary(tree *t, int32_t i) {
    int32_t aux = t->at[i].head, v = aux < 0 ? -1 : t->at[aux].head;
    if (t->at[i].main != REL_NSUBJ || v < 0 || i > aux || aux > v ||
        (t->at[aux].main != REL_AUX && t->at[aux].main != REL_COP) ||
        tree_has_main(t, v, REL_NSUBJ))
        return;
    tree_make_subject(t, i, v);
}

/* "Erdogan, for his part, said": who stands before a finite verb without a subject is not called
 * upon but acts. */
static void mend_vocative(tree *t, int32_t i) {
    int32_t v = t->at[i].head;
    if (t->at[i].rel != REL_VOCATIVE || v < i || t->at[i].upos != UPOS_PROPN ||
        t->at[v].upos != UPOS_VERB || tree_has_main(t, v, REL_NSUBJ))
        return;
    if (t->at[v].xpos == XPOS_VBD || t->at[v].xpos == XPOS_VBZ || has_finite_auxiliary(t, v))
        tree_make_subject(t, i, v);
}

/* "warned X not to do": an infinitive without a subject of its own has the one above. */
static void mend_controlled(tree *t, int32_t v) {
    if (t->at[v].rel == REL_CCOMP && t->at[v].xpos == XPOS_VB && tree_has_word(t, v, G_TO) &&
        t->at[v].head >= 0 && t->at[v].head < v && t->at[t->at[v].head].upos == UPOS_VERB &&
        !tree_has_main(t, v, REL_NSUBJ) && !tree_has_main(t, v, REL_CSUBJ))
        t->at[v].rel = t->at[v].main = REL_XCOMP;
}

/* "in", "at", "on" or "during" stands before the noun. */
static bool is_setting(const tree *t, int32_t i) {
    TREE_EACH(t, i, k) {
        uint8_t g = t->at[k].grammar;
        if (t->at[k].main == REL_CASE && (g == G_IN || g == G_AT || g == G_ON || g == G_DURING))
            return true;
    }
    return false;
}

/* "said at a conference on Thursday, repeating that", "wrote a letter to X, warning": a participle
 * read with the setting before it, or with whom the verb is to, goes on with the verb. */
static void mend_participle(coder *c, int32_t v) {
    tree *t = &c->tree;
    int32_t noun = t->at[v].head;
    if (t->at[v].rel != REL_ACL || t->at[v].xpos != XPOS_VBG || noun < 0 || noun > v || v < 1)
        return;
    int32_t top = noun;
    while (top >= 0 && (t->at[top].main == REL_NMOD || t->at[top].main == REL_APPOS))
        top = t->at[top].head;
    int32_t verb = top >= 0 && t->at[top].main == REL_OBL ? t->at[top].head : -1;
    if (verb < 0 || verb > top || t->at[verb].upos != UPOS_VERB ||
        !tree_has_main(t, verb, REL_NSUBJ))
        return;
    int32_t object = tree_kid(t, verb, REL_OBJ);
    bool active = tree_has(t, verb, REL_NSUBJ), comma = t->at[v - 1].grammar == G_COMMA;
    bool written =
        active && object >= 0 && object < noun &&
        (rules_operators(c->rules, t->at[v].lemma) & (OP_THREATEN | OP_WARN | OP_REQUEST));
    bool set = comma && active && is_setting(t, top) && !side_hit(c, top);
    int p = tree_preposition(t, noun);
    bool wrote = active && top == noun && tree_preposition(t, noun) == P_TO &&
                 (tree_is(t, verb, "write") || tree_is(t, verb, "appeal"));
    bool told = comma && top == noun && is_finite(&t->at[verb]) && p != P_WITH && p != P_BY;
    if (written || set || told || wrote)
        tree_move(t, v, verb, REL_ADVCL);
}

/* ", with the rebels, backed by Turkey, boycotting it": who is beside the news does the act, not
 * the subject of the news. */
static void mend_absolute(tree *t, int32_t v) {
    int32_t h = t->at[v].head, with = -1, end = v - 1;
    if (t->at[v].rel != REL_ADVCL || t->at[v].xpos != XPOS_VBG || h < 0 || h > v ||
        tree_has_main(t, v, REL_NSUBJ) || tree_has_main(t, v, REL_MARK))
        return;
    while (end > h && t->at[end].upos == UPOS_PUNCT)
        end--;
    TREE_EACH(t, h, k)
    if (k > h && k < v && t->at[k].main == REL_OBL && is_noun(&t->at[k]) && tree_last(t, k) >= end)
        with = k;
    if (with < 0 || tree_preposition(t, with) != P_WITH)
        return;
    int32_t first = with;
    for (int32_t i = t->at[with].child; i >= 0; i = tree_after(t, i, with))
        if (t->at[i].upos != UPOS_PUNCT && i < first)
            first = i;
    if (first > 0 && t->at[first].grammar == G_WITH && t->at[first - 1].grammar == G_COMMA)
        tree_move(t, v, with, REL_ACL);
}

/* "called a strike": what is called is no name. */
static void mend_called(tree *t, int32_t i) {
    static const char *const called[] = { "strike", "election", "meeting", "summit", "referendum",
                                          "truce",  "halt",     "walkout", "vote",   "boycott" };
    int32_t v = t->at[i].head;
    if (t->at[i].main == REL_XCOMP && is_noun(&t->at[i]) && v >= 0 && v < i &&
        tree_is(t, v, "call") && !tree_has(t, v, REL_OBJ) && !tree_has(t, v, REL_NSUBJ_PASS) &&
        TREE_IS_ANY(t, i, called))
        tree_move(t, i, v, REL_OBJ);
}

/* "that implementing it should be discussed": the clause before a finite verb that has no subject
 * is its subject. */
static void mend_clausal_subject(tree *t, int32_t v) {
    int32_t h = t->at[v].head;
    bool bare = t->at[v].xpos == XPOS_VBG && !tree_has_main(t, v, REL_MARK) &&
                !tree_has_main(t, v, REL_AUX) && !tree_has_main(t, v, REL_ADVMOD);
    if (t->at[v].rel != REL_ADVCL || !bare || h < v || !has_finite_auxiliary(t, h) ||
        tree_has_main(t, h, REL_NSUBJ) || tree_has_main(t, h, REL_CSUBJ) ||
        tree_has_main(t, h, REL_EXPL) || !run_on(t, tree_last(t, v), h))
        return;
    for (int32_t i = tree_last(t, v) + 1; i < h; i++)
        if (t->at[i].upos == UPOS_PUNCT)
            return;
    t->at[v].rel = t->at[v].main = REL_CSUBJ;
}

enum { FINITE_CLIMB = 4 };

/* "regrets travelling there and has pleaded": a finite verb goes on from a finite one. */
static void mend_going_on(tree *t, int32_t v) {
    int32_t h = t->at[v].head;
    if (t->at[v].main != REL_CONJ || t->at[v].upos != UPOS_VERB || h < 0 || h > v ||
        t->at[h].xpos != XPOS_VBG || has_finite_auxiliary(t, h) || !has_finite_auxiliary(t, v) ||
        tree_has_main(t, v, REL_NSUBJ))
        return;
    for (int step = 0; step < FINITE_CLIMB && h >= 0; step++, h = t->at[h].head) {
        uint8_t main = t->at[h].main;
        if (is_finite(&t->at[h]) || has_finite_auxiliary(t, h)) {
            tree_move(t, v, h, REL_CONJ);
            return;
        }
        if (main != REL_XCOMP && main != REL_CCOMP && main != REL_ADVCL && main != REL_CONJ)
            return;
    }
}

/* "warned X it may": whom one tells is read as a second subject of what is told. */
static void mend_told_whom(tree *t, int32_t v) {
    static const char *const tells[] = { "tell",   "warn", "remind", "assure", "inform",
                                         "advise", "show", "notify", "promise" };
    int32_t h = t->at[v].head, whom = -1, own = -1;
    if (t->at[v].main != REL_CCOMP || h < 0 || h > v || !TREE_IS_ANY(t, h, tells) ||
        tree_has(t, h, REL_OBJ) || tree_has(t, h, REL_IOBJ))
        return;
    TREE_EACH(t, v, k)
    if (t->at[k].rel == REL_NSUBJ || t->at[k].rel == REL_NSUBJ_PASS) {
        whom = whom < 0 ? k : whom;
        own = k;
    }
    if (whom == own || own > v || tree_has_word(t, own, G_AND))
        return;
    if (tree_first(t, whom) == h + 1)
        tree_move(t, whom, h, REL_IOBJ);
}

enum { SPEECH_CLIMB = 6 };

/* "X said Y was large, adding that": who says goes on, whatever stands between. */
static void mend_adding(coder *c, int32_t v) {
    static const char *const goes_on[] = { "add",       "note",      "stress",     "emphasize",
                                           "emphasise", "underline", "underscore", "reiterate" };
    tree *t = &c->tree;
    int32_t h = t->at[v].head;
    if (t->at[v].main != REL_ADVCL || t->at[v].xpos != XPOS_VBG || h < 0 || h > v ||
        !TREE_IS_ANY(t, v, goes_on) || !tree_has(t, v, REL_CCOMP) || verbal_says(c, h))
        return;
    for (int step = 0; step < SPEECH_CLIMB && h >= 0; step++, h = t->at[h].head)
        if (verbal_says(c, h) && tree_has_main(t, h, REL_NSUBJ)) {
            tree_move(t, v, h, REL_ADVCL);
            return;
        }
}

void predicate_mend(coder *c, int32_t i) {
    tree *t = &c->tree;
    mend_headline(c, i);
    if (!mend_reduced(t, i)) {
        mend_between(t, i);
        mend_qualified(t, i);
        mend_named(t, i);
    }
    mend_auxiliary(t, i);
    mend_vocative(t, i);
    mend_controlled(t, i);
    mend_going_on(t, i);
    mend_participle(c, i);
    mend_absolute(t, i);
    mend_clausal_subject(t, i);
    mend_called(t, i);
    mend_told_whom(t, i);
    mend_adding(c, i);
}
