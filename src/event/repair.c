/* repair.c - typical faults of a parse mended before coding. */
#include "event/repair.h"

#include "event/attach.h"
#include "event/job.h"
#include "event/predicate.h"
#include "event/side.h"
#include "event/verbal.h"

static int rank_of(uint8_t rel) {
    switch (rel) {
    case REL_ROOT:
        return 0;
    case REL_NSUBJ:
    case REL_NSUBJ_PASS:
        return 1;
    case REL_OBJ:
        return 2;
    case REL_OBL:
        return 3;
    case REL_NMOD:
    case REL_NMOD_POSS:
    case REL_CONJ:
        return 4;
    case REL_CASE:
        return 7;
    default:
        return 6;
    }
}

/* A name of several words gets one head. */
static void join_name(coder *c, int32_t a, int32_t b) {
    tree *t = &c->tree;
    int32_t head = -1, outs = 0;
    if (t->at[a].hit < 0)
        return; // of the dateline
    for (int32_t i = a; i <= b; i++) {
        if (t->at[i].head >= a && t->at[i].head <= b)
            continue;
        outs++;
        if (head < 0 || rank_of(t->at[i].rel) < rank_of(t->at[head].rel))
            head = i;
    }
    if (outs == 0)
        return;
    for (int32_t i = a; i <= b; i++) {
        int32_t kids[TREE_KIDS_MOST];
        int n = i == head ? 0 : tree_kids(t, i, kids);
        for (int k = 0; k < n; k++)
            if (kids[k] < a || kids[k] > b)
                tree_move(t, kids[k], head, (relation)t->at[kids[k]].rel);
    }
    for (int32_t i = a; i <= b; i++)
        if (i != head && (t->at[i].head < a || t->at[i].head > b)) {
            tree_move(t, i, head, REL_FLAT);
            t->at[i].upos = UPOS_PROPN;
        }
    if (!is_noun(&t->at[head]) && t->at[head].upos != UPOS_ADJ)
        t->at[head].upos = UPOS_PROPN;
}

static bool stands_alone(const tree *t, int32_t i) {
    TREE_EACH(t, i, k)
    if (t->at[k].main != REL_PUNCT)
        return false;
    return t->at[i].main == REL_ROOT;
}

/* "Harare", "Transparency International" read as adjectives, "Alstom" by itself as a cry: what
 * stands as a noun does and is a name is one, but for the names of peoples. */
static void tag_name(coder *c, const hit *h, int32_t a, int32_t b) {
    for (int32_t i = a; i <= b; i++) {
        node *n = &c->tree.at[i];
        bool outer = n->head < a || n->head > b;
        if (!outer || is_noun(n) || n->hit < 0 || h->kind == ACTOR_DEMONYM)
            continue;
        bool nominal =
            n->upos == UPOS_ADJ && stands_as_noun(n) && !tree_has_main(&c->tree, i, REL_COP);
        if (nominal || stands_alone(&c->tree, i))
            n->upos = UPOS_PROPN;
    }
}

/* "has lifted sanctions" read as "has" with an adjective: the participle is the verb. */
static void mend_perfect(coder *c, int32_t i) {
    tree *t = &c->tree;
    int32_t h = t->at[i].head, have = i - 1;
    if (t->at[i].main != REL_AMOD || i < 1 || h <= i)
        return;
    bool past = (text_ends(tree_form(t, i), TEXT("ed")) &&
                 (t->at[i].upos == UPOS_ADJ || t->at[i].upos == UPOS_VERB)) ||
                t->at[i].xpos == XPOS_VBN;
    if (!past)
        return;
    if (t->at[have].upos == UPOS_ADV && have > 0)
        have--;
    if (!tree_is(t, have, "have") || t->at[have].head == i)
        return;
    TREE_EACH(t, h, k)
    if (t->at[k].main == REL_DET && k < i)
        return;
    if (t->at[h].head != have)
        return;
    int32_t kids[TREE_KIDS_MOST];
    int n = tree_kids(t, have, kids);
    t->at[i].upos = UPOS_VERB;
    t->at[i].xpos = XPOS_VBN;
    tree_move(t, i, t->at[have].head, (relation)t->at[have].rel);
    for (int k = 0; k < n; k++)
        if (kids[k] != i)
            tree_move(t, kids[k], i, (relation)t->at[kids[k]].rel);
    tree_move(t, have, i, REL_AUX);
    tree_move(t, h, i, REL_OBJ);
    t->at[have].upos = UPOS_AUX;
}

/* "U.S. reduced tariffs": a finite verb inside a noun phrase. */
static void mend_finite(coder *c, int32_t i) {
    tree *t = &c->tree;
    int32_t h = t->at[i].head, subject = -1;
    if (t->at[i].main != REL_AMOD || t->at[i].xpos != XPOS_VBD || i < 1 || h <= i)
        return;
    TREE_EACH(t, h, k)
    if (k < i && is_noun(&t->at[k]))
        subject = k;
    int32_t above = t->at[h].head;
    bool loose = t->at[h].main == REL_APPOS || t->at[h].main == REL_LIST ||
                 t->at[h].main == REL_FLAT || t->at[h].main == REL_PARATAXIS ||
                 t->at[h].main == REL_NMOD || t->at[h].main == REL_COMPOUND;
    if (above >= 0 && above < i && is_noun(&t->at[above]) && loose) {
        int32_t top = t->at[above].head;
        relation rel = (relation)t->at[above].rel;
        t->at[i].upos = UPOS_VERB;
        tree_move(t, i, top, rel);
        if (top < 0)
            t->at[i].rel = t->at[i].main = REL_ROOT;
        tree_move(t, above, i, REL_NSUBJ);
        tree_move(t, h, i, REL_OBJ);
    } else if (subject >= 0) {
        t->at[i].upos = UPOS_VERB;
        tree_move(t, i, above, (relation)t->at[h].rel);
        tree_move(t, h, i, REL_OBJ);
        tree_move(t, subject, i, REL_NSUBJ);
    }
}

/* "talks with X to discuss": the preposition hangs on the later verb as its mark. */
static void mend_mark(coder *c, int32_t v) {
    tree *t = &c->tree;
    int32_t kids[TREE_KIDS_MOST];
    if (t->at[v].upos != UPOS_VERB || (t->at[v].xpos != XPOS_VB && t->at[v].xpos != XPOS_VBG))
        return;
    int n = tree_kids(t, v, kids);
    for (int p = 0; p < n; p++) {
        uint8_t g = t->at[kids[p]].grammar, main = t->at[kids[p]].main;
        bool preposition = (main == REL_MARK || main == REL_CASE) &&
                           (g == G_WITH || g == G_FOR || g == G_AGAINST || g == G_FROM ||
                            g == G_ON || g == G_OF || g == G_TO || g == G_BY || g == G_IN);
        for (int k = 0; k < n && preposition; k++) {
            int32_t noun = kids[k];
            if ((t->at[noun].main != REL_NSUBJ && t->at[noun].main != REL_OBJ) || noun >= v ||
                noun < kids[p] || t->at[v].head < 0 || t->at[v].head >= kids[p])
                continue;
            // "with X propping up Y" is a clause of its own
            bool later = t->at[v].xpos == XPOS_VBG && t->at[v].main != REL_ADVCL;
            for (int m = 0; m < n; m++)
                later |= t->at[kids[m]].grammar == G_TO && kids[m] > noun;
            if (!later)
                continue;
            tree_move(t, kids[p], noun, REL_CASE);
            tree_move(t, noun, t->at[v].head, REL_OBL);
            return;
        }
    }
}

/* "Jan Egeland" and "May" are people. */
static bool is_person(const coder *c, int32_t i) {
    const tree *t = &c->tree;
    TREE_EACH(t, i, k)
    if (t->at[k].main == REL_FLAT && t->at[k].upos == UPOS_PROPN)
        return true;
    return side_hit(c, i) != NULL;
}

static bool is_time(const coder *c, int32_t i) {
    return !is_person(c, i) && is_noun(&c->tree.at[i]) && node_in(&c->tree.at[i], WORD_TIME);
}

/* A day is no subject or object, and no clause hangs on it: "said Wednesday that". */
static void mend_day(coder *c, int32_t i) {
    tree *t = &c->tree;
    int32_t kids[TREE_KIDS_MOST], h = t->at[i].head;
    uint8_t main = t->at[i].main;
    bool qualified = tree_has_main(t, i, REL_NMOD) || tree_has_main(t, i, REL_AMOD) ||
                     tree_has_main(t, i, REL_ACL) || tree_has(t, i, REL_NMOD_POSS);
    if (h < 0)
        return;
    int n = tree_kids(t, i, kids);
    for (int k = 0; k < n; k++) {
        const node *kid = &t->at[kids[k]];
        bool clause = kid->main == REL_ACL || kid->main == REL_PARATAXIS || kid->main == REL_CCOMP;
        if (clause && t->at[h].upos == UPOS_VERB &&
            (kid->upos == UPOS_VERB || kid->upos == UPOS_AUX || kid->upos == UPOS_ADJ))
            tree_move(t, kids[k], h, REL_CCOMP);
    }
    if ((main == REL_NSUBJ || main == REL_OBJ || main == REL_IOBJ) && !qualified) {
        t->at[i].rel = REL_OBL_UNMARKED;
        t->at[i].main = REL_OBL;
    }
}

/* "opened a hearing Wednesday into": the noun before the day is the object, not the day's part. */
static void mend_day_noun(coder *c, int32_t i) {
    tree *t = &c->tree;
    int32_t h = t->at[i].head, noun = -1;
    TREE_EACH(t, i, k)
    if (t->at[k].main == REL_COMPOUND && k < i && is_noun(&t->at[k]) && !is_time(c, k))
        noun = k;
    if (noun < 0 || h < 0 || t->at[h].upos != UPOS_VERB || h > noun)
        return;
    int32_t object = tree_kid(t, h, REL_OBJ);
    tree_move(t, noun, h, REL_OBJ);
    if (object >= 0 && object < noun)
        tree_move(t, object, noun, REL_COMPOUND);
    tree_move_before(t, i, noun);
    t->at[i].rel = REL_OBL_UNMARKED;
    t->at[i].main = REL_OBL;
}

/* Opens with "that", and not with "so that" or "in order that". */
static bool is_that_clause(const tree *t, int32_t i) {
    TREE_EACH(t, i, k)
    if (t->at[k].grammar == G_THAT && t->at[k].main == REL_MARK)
        return tree_has_main(t, i, REL_NSUBJ) &&
               !(k > 0 && (tree_is(t, k - 1, "so") || tree_is(t, k - 1, "order") ||
                           tree_is(t, k - 1, "such") || tree_is(t, k - 1, "now")));
    return false;
}

/* "said he was told by X that Y did": the that-clause is of the nearest verb of speech that has
 * none. */
static void mend_told(coder *c, int32_t k) {
    tree *t = &c->tree;
    int32_t h = t->at[k].head;
    if (t->at[k].main != REL_CCOMP || h < 0 || h > k || !tree_has_word(t, k, G_THAT))
        return;
    for (int32_t v = k - 1; v > h; v--) {
        if (t->at[v].upos != UPOS_VERB || tree_under(t, v, k) || !tree_under(t, v, h))
            continue;
        if (t->at[v].main == REL_CCOMP && verbal_says(c, v) && !tree_has(t, v, REL_CCOMP))
            tree_move(t, k, v, REL_CCOMP);
        return;
    }
}

/* Opens with "that", and something else is its subject. */
static bool tells_that(const tree *t, int32_t i) {
    int32_t subject = tree_kid(t, i, REL_NSUBJ);
    return tree_has_word(t, i, G_THAT) && tree_has_main(t, i, REL_NSUBJ) &&
           !tree_is(t, subject >= 0 ? subject : i, "that");
}

/* Moves the that-clauses behind a noun to the verb; to one that tells also those read as relative.
 */
static void lift_that(tree *t, int32_t noun, int32_t v, bool tells) {
    int32_t kids[TREE_KIDS_MOST];
    int n = tree_kids(t, noun, kids);
    for (int k = 0; k < n; k++) {
        const node *kid = &t->at[kids[k]];
        if ((tells ? kid->main : kid->rel) == REL_ACL && kids[k] > noun && tells_that(t, kids[k]))
            tree_move(t, kids[k], v, REL_CCOMP);
    }
}

/* "warned X that Y would", "was clear from the start that": the that-clause hangs on the noun
 * between, or on the verb as its setting. */
static void mend_that(coder *c, int32_t v) {
    tree *t = &c->tree;
    bool verb = t->at[v].upos == UPOS_VERB;
    uint32_t ops = verb ? rules_operators(c->rules, t->at[v].lemma) : 0;
    int32_t kids[TREE_KIDS_MOST];
    bool tells = (ops & (OP_SAY | OP_WARN | OP_REQUEST | OP_AGREE | OP_THREATEN));
    bool clear = t->at[v].upos == UPOS_ADJ && tree_has_main(t, v, REL_COP);
    if ((!tells && !clear) || tree_has(t, v, REL_CCOMP))
        return;
    int n = tree_kids(t, v, kids);
    for (int k = 0; k < n; k++) {
        uint8_t main = t->at[kids[k]].main;
        if (main == REL_PARATAXIS && kids[k] > v && tells && (ops & OP_WARN) &&
            tree_has_main(t, kids[k], REL_NSUBJ))
            t->at[kids[k]].rel = t->at[kids[k]].main = REL_CCOMP;
        bool loose = main == REL_ADVCL || (main == REL_CONJ && !tree_has_main(t, kids[k], REL_CC));
        if (loose && tells && kids[k] > v && is_that_clause(t, kids[k])) {
            t->at[kids[k]].rel = t->at[kids[k]].main = REL_CCOMP;
            continue;
        }
        if ((main != REL_OBJ && main != REL_OBL && main != REL_IOBJ) || (clear && kids[k] < v))
            continue;
        lift_that(t, kids[k], v, tells);
    }
}

static bool stands_between(const tree *t, grammar mark, int32_t from, int32_t to) {
    for (int32_t i = from; i < to; i++)
        if (t->at[i].grammar == mark)
            return true;
    return false;
}

/* A reported clause read as loosely joined: "X said Y would", "X told Y: ...". */
static void mend_report(coder *c, int32_t v) {
    tree *t = &c->tree;
    if (!verbal_says(c, v) || !tree_has_main(t, v, REL_NSUBJ) || tree_has(t, v, REL_CCOMP))
        return;
    TREE_EACH(t, v, k) {
        const node *n = &t->at[k];
        if (n->main != REL_PARATAXIS || k < v || n->upos != UPOS_VERB || verbal_says(c, k) ||
            !tree_has_main(t, k, REL_NSUBJ))
            continue;
        bool told = stands_between(t, G_COLON, v, k) || !tree_has(t, v, REL_OBJ);
        if (told && !stands_between(t, G_SEMICOLON, v, k))
            t->at[k].rel = t->at[k].main = REL_CCOMP;
    }
}

/* A verb hung on an "and" is coordinated to the verb above of its own form: "refusing to recognise
 * X and backing Y". */
static void mend_coordinated(coder *c, int32_t i) {
    tree *t = &c->tree;
    int32_t h = t->at[i].head, best = -1;
    if (h < 0 || t->at[i].upos != UPOS_VERB || t->at[h].upos != UPOS_CCONJ)
        return;
    for (int32_t a = t->at[h].head; a >= 0; a = t->at[a].head) {
        if (t->at[a].upos != UPOS_VERB)
            continue;
        if (t->at[a].xpos == t->at[i].xpos) {
            best = a;
            break;
        }
        best = best < 0 ? a : best;
    }
    if (best >= 0 && best < i)
        tree_move(t, i, best, REL_CONJ);
}

/* "Foreign Minister of Malaysia Anifah Aman": a name right behind a role. */
static bool names_holder(const coder *c, int32_t office, int32_t name) {
    const tree *t = &c->tree;
    if (!job_of(c, office) || t->at[name].upos != UPOS_PROPN || job_of(c, name))
        return false;
    for (int32_t i = office + 1; i < name; i++)
        if (!tree_under(t, i, office) || t->at[i].grammar == G_COMMA)
            return false;
    return true;
}

/* "envoy to the UN Barbara Woodward" read as one name: the person is the envoy. */
static void mend_holder(coder *c, int32_t i) {
    tree *t = &c->tree;
    int32_t h = t->at[i].head, place = -1;
    if (t->at[i].main != REL_NMOD || t->at[i].upos != UPOS_PROPN || t->at[i].hit >= 0 || h < 0 ||
        h > i || !job_of(c, h))
        return;
    TREE_EACH(t, i, k) {
        const hit *known = t->at[k].main == REL_COMPOUND && k < i ? side_hit(c, k) : NULL;
        if (known && known->kind != ACTOR_LEADER)
            place = k;
    }
    if (place < 0 || i - place < 2)
        return;
    for (int32_t k = place + 1; k < i; k++)
        if (t->at[k].upos != UPOS_PROPN || t->at[k].hit >= 0 || job_of(c, k))
            return;
    tree_move(t, place, h, REL_NMOD);
    tree_move_before(t, i, place);
    tree_move(t, i, h, REL_APPOS);
}

/* "leader of the Assembly Juan Guaido": the person holds the office, he is not the assembly. */
static void mend_held(coder *c, int32_t i) {
    tree *t = &c->tree;
    const hit *h = t->at[i].main == REL_APPOS ? side_hit(c, i) : NULL;
    int32_t body = t->at[i].head, office = body >= 0 ? t->at[body].head : -1;
    if (h && h->kind == ACTOR_LEADER && office >= 0 && office < body && body < i &&
        t->at[body].main == REL_NMOD && job_of(c, office))
        tree_move(t, i, office, REL_APPOS);
}

/* Two or more unknown names in a row that end a phrase, read as part of the noun: a person's. */
static bool ends_with_person(const coder *c, int32_t of, int32_t behind) {
    int names = 0;
    TREE_EACH(&c->tree, of, k)
    names += c->tree.at[k].main == REL_FLAT && c->tree.at[k].hit < 0 && k > behind &&
             c->tree.at[k].upos == UPOS_PROPN;
    return names >= 2;
}

/* "Minister of Foreign Affairs of Tajikistan Muzaffar Huseinzoda" read as a name of the country, or
 * of its affairs. */
static void mend_flat_holder(coder *c, int32_t i) {
    tree *t = &c->tree;
    const hit *known = t->at[i].main == REL_NMOD ? side_hit(c, i) : NULL;
    int32_t office = t->at[i].head, of = i, kids[TREE_KIDS_MOST], person = -1;
    if (!known || known->kind != ACTOR_COUNTRY)
        return;
    if (!ends_with_person(c, of, i))
        of = t->at[i].head;
    while (office >= 0 && t->at[office].main == REL_NMOD && !job_of(c, office))
        office = t->at[office].head;
    if (office < 0 || office > i || !job_of(c, office))
        return;
    int n = ends_with_person(c, of, i) ? tree_kids(t, of, kids) : 0;
    for (int k = 0; k < n; k++) {
        if (t->at[kids[k]].main != REL_FLAT || t->at[kids[k]].hit >= 0 || kids[k] < i)
            continue;
        tree_move(t, kids[k], person < 0 ? office : person, person < 0 ? REL_APPOS : REL_FLAT);
        person = person < 0 ? kids[k] : person;
    }
}

/* "A and B met" read with two subjects: the second is coordinated to the first, or names who the
 * first is. */
static void mend_subjects(coder *c, int32_t v) {
    tree *t = &c->tree;
    int32_t first = -1, second = -1;
    TREE_EACH(t, v, k)
    if (t->at[k].rel == REL_NSUBJ && is_noun(&t->at[k]) && k < v) {
        second = first >= 0 ? k : -1;
        first = first < 0 ? k : first;
    }
    if (second < 0)
        return;
    for (int32_t i = first + 1; i < second; i++)
        if (t->at[i].grammar == G_AND && tree_under(t, i, second)) {
            tree_move(t, second, first, REL_CONJ);
            return;
        }
    if (names_holder(c, first, second))
        tree_move(t, second, first, REL_APPOS);
}

/* "with Assad's main backers", "of Sierra Leonean refugees": the preposition hangs on the owner or
 * the name before the noun. */
static void mend_owner_case(coder *c, int32_t i) {
    tree *t = &c->tree;
    int32_t kids[TREE_KIDS_MOST], noun = t->at[i].head;
    if ((t->at[i].rel != REL_NMOD_POSS && t->at[i].main != REL_COMPOUND) || noun < i ||
        !is_noun(&t->at[noun]) || tree_has_main(t, noun, REL_CASE))
        return;
    int n = tree_kids(t, i, kids);
    for (int k = 0; k < n; k++)
        if (kids[k] < i && t->at[kids[k]].main == REL_CASE && t->at[kids[k]].upos == UPOS_ADP)
            tree_move(t, kids[k], noun, REL_CASE);
}

/* The noun that a companion stands beside: the one it hangs on, or the subject of the verb. */
static int32_t accompanied(const tree *t, int32_t i) {
    int32_t h = t->at[i].head;
    if (h >= 0 && t->at[h].upos == UPOS_ADV) // hung on "together"
        h = t->at[h].head;
    if (h < 0 || is_noun(&t->at[h]))
        return h < i ? h : -1;
    TREE_EACH(t, h, k)
    if (t->at[k].rel == REL_NSUBJ && is_noun(&t->at[k]) && k < i)
        return k;
    return -1;
}

/* "X, along with Y, did": Y did too. */
static void mend_companion(coder *c, int32_t with) {
    tree *t = &c->tree;
    int32_t i = t->at[with].head;
    if (t->at[with].grammar != G_WITH || with < 1 || i < with || !is_noun(&t->at[i]) ||
        !(tree_is(t, with - 1, "along") || tree_is(t, with - 1, "together")) ||
        !(side_hit(c, i) || job_of(c, i)))
        return;
    int32_t beside = accompanied(t, i);
    if (beside >= 0 && (side_hit(c, beside) || job_of(c, beside)))
        tree_move(t, i, beside, REL_CONJ);
}

/* "Speaker X and Deputy Speaker Y" read as one name. */
static void mend_flat_conjunct(coder *c, int32_t i) {
    tree *t = &c->tree;
    if (t->at[i].main != REL_FLAT || t->at[i].head < 0 || t->at[i].head > i)
        return;
    int32_t first = tree_first(t, i);
    if (first < i && t->at[first].grammar == G_AND)
        tree_move(t, i, t->at[i].head, REL_CONJ);
}

enum { CONJUNCT_CLIMB = 4 };

/* "refusing to recognise him and instead backing X", "said the raid was a crime and urged Y": a
 * verb is coordinated with one of its own form. */
static void mend_conjunct(coder *c, int32_t i) {
    tree *t = &c->tree;
    const node *n = &t->at[i];
    if (n->main != REL_CONJ || n->upos != UPOS_VERB || !(has_tense(n) || n->xpos == XPOS_VBG) ||
        tree_has_main(t, i, REL_NSUBJ) || tree_has_main(t, i, REL_AUX) || n->head < 0 ||
        n->head > i || t->at[n->head].xpos == n->xpos)
        return;
    int32_t k = n->head;
    if (t->at[k].upos != UPOS_VERB && !tree_has(t, k, REL_COP))
        return;
    if (t->at[k].xpos == XPOS_VBN && n->xpos == XPOS_VBD)
        return; // "has infected and killed": the two forms are written alike
    for (int step = 0; step < CONJUNCT_CLIMB && k >= 0; step++, k = t->at[k].head) {
        if (t->at[k].upos == UPOS_VERB && t->at[k].xpos == n->xpos && k < i) {
            tree_move(t, i, k, REL_CONJ);
            return;
        }
        uint8_t main = t->at[k].main;
        if (main != REL_XCOMP && main != REL_CCOMP && main != REL_CONJ && main != REL_ADVCL)
            return;
    }
}

/* "Fighting broke out", "shelling continued": a participle that is a subject by itself is a noun.
 */
static void mend_gerund(coder *c, int32_t i) {
    tree *t = &c->tree;
    node *n = &t->at[i];
    if (n->upos != UPOS_VERB || n->xpos != XPOS_VBG || n->head < i ||
        (n->main != REL_NSUBJ && n->main != REL_CSUBJ))
        return;
    TREE_EACH(t, i, k) {
        uint8_t main = t->at[k].main;
        if (main != REL_AMOD && main != REL_DET && main != REL_NMOD && main != REL_OBL &&
            main != REL_ADVMOD && main != REL_PUNCT)
            return;
        if (main == REL_OBL)
            tree_move(t, k, i, REL_NMOD);
    }
    n->upos = UPOS_NOUN;
    n->lemma = n->form;
    n->classes = n->of_form;
    n->rel = n->main = REL_NSUBJ;
}

/* "Russia's ground offensive", "the offensive": an adjective that stands and is qualified as a noun
 * does, and is one in the rules. */
static void mend_noun(coder *c, int32_t i) {
    tree *t = &c->tree;
    node *n = &t->at[i];
    if (n->upos != UPOS_ADJ || n->main == REL_ROOT || !stands_as_noun(n))
        return;
    if (tree_has_main(t, i, REL_COP) ||
        !(tree_has_main(t, i, REL_COMPOUND) || tree_has_main(t, i, REL_DET) ||
          tree_has(t, i, REL_NMOD_POSS) || tree_has_main(t, i, REL_AMOD)))
        return;
    n->upos = UPOS_NOUN;
}

/* A text of one to three words that ends in this one, and no clause. */
static bool is_whole_phrase(const tree *t, int32_t i) {
    if (t->at[i].main != REL_ROOT || i + 1 != t->n || t->n > 3)
        return false;
    TREE_EACH(t, i, k) {
        uint8_t main = t->at[k].main;
        if (main != REL_DET && main != REL_AMOD && main != REL_COMPOUND && main != REL_NUMMOD &&
            !(main == REL_NSUBJ && is_noun(&t->at[k])))
            return false;
    }
    return true;
}

/* "the displaced", "Mali's displaced": a participle behind an article or an owner stands for those
 * whom it is said of, where it is a word for them. */
static void mend_role(coder *c, int32_t i) {
    tree *t = &c->tree;
    node *n = &t->at[i];
    uint32_t job =
        is_noun(n) || !node_form_in(n, WORD_ROLE) ? 0 : words_get(c->words, WORD_ROLE, n->form);
    if (job && !(job & WORD_WEAK) && is_whole_phrase(t, i)) {
        n->upos = UPOS_NOUN; // "Technocrat", "car thieves"
        TREE_EACH(t, i, k)
        if (t->at[k].main == REL_NSUBJ)
            t->at[k].rel = t->at[k].main = REL_COMPOUND;
    }
    if (n->upos != UPOS_VERB || n->xpos != XPOS_VBN || tree_has_main(t, i, REL_AUX) ||
        tree_has_main(t, i, REL_OBJ) || !job || !stands_as_noun(n))
        return;
    bool nominal = tree_has_main(t, i, REL_DET) || tree_has(t, i, REL_NMOD_POSS);
    TREE_EACH(t, i, k)
    if (t->at[k].main == REL_NSUBJ && k < i && t->at[i - 1].head == k &&
        t->at[i - 1].main == REL_CASE) { // "Mali's", read as the subject
        t->at[k].rel = REL_NMOD_POSS;
        t->at[k].main = REL_NMOD;
        nominal = true;
    }
    if (nominal)
        n->upos = UPOS_NOUN;
}

void repair_tree(coder *c) {
    uint32_t first = c->tree.first, last = first + (uint32_t)c->tree.n;
    for (uint32_t i = c->first_hit; i < c->end_hit; i++) {
        const hit *h = &c->names->hits[i];
        if (h->last >= last)
            continue;
        int32_t a = (int32_t)(h->first - first), b = (int32_t)(h->last - first);
        if (b > a)
            join_name(c, a, b);
        tag_name(c, h, a, b);
    }
    for (int32_t i = 0; i < c->tree.n; i++) {
        mend_coordinated(c, i);
        mend_gerund(c, i);
        mend_noun(c, i);
        mend_role(c, i);
        attach_arguments(c, i);
        mend_perfect(c, i);
        mend_conjunct(c, i);
        mend_finite(c, i);
        predicate_mend(c, i);
        mend_mark(c, i);
        mend_subjects(c, i);
        attach_relative(c, i);
        mend_owner_case(c, i);
        mend_companion(c, i);
        mend_flat_conjunct(c, i);
        mend_holder(c, i);
        mend_flat_holder(c, i);
        mend_held(c, i);
        attach_names(c, i);
    }
    for (int32_t i = 0; i < c->tree.n; i++)
        if (is_time(c, i)) {
            mend_day_noun(c, i);
            mend_day(c, i);
        }
    for (int32_t i = 0; i < c->tree.n; i++) {
        mend_that(c, i);
        mend_told(c, i);
        mend_report(c, i);
    }
}
