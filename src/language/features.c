/* features.c - the values of UD English (EWT, GUM) for the features of labels.h. */
#include "language/features.h"

#include "language/kind.h"

enum { LOOK_BACK = 6 }; // tokens left of a participle that its auxiliary may stand

static uint32_t with(uint32_t features, feature f, int value) {
    return feature_set(features, f, value);
}

/* ---- closed classes by form ---- */

typedef struct pronoun {
    const char *form;
    uint8_t person, number, gender, kind, reflexive, grammatical_case;
} pronoun;

// clang-format off
enum { P1 = PERSON_1, P2 = PERSON_2, P3 = PERSON_3, SG = NUMBER_SING, PL = NUMBER_PLUR, M = GENDER_MASC, F = GENDER_FEM, N = GENDER_NEUT,
       NOM = CASE_NOM, ACC = CASE_ACC, GEN = CASE_GEN };
static const pronoun pronouns[] = {
    { "i", P1, SG, 0, 0, 0, NOM },    { "me", P1, SG, 0, 0, 0, ACC },   { "we", P1, PL, 0, 0, 0, NOM },    { "us", P1, PL, 0, 0, 0, ACC },
    { "'s", P1, PL, 0, 0, 0, ACC },   { "’s", P1, PL, 0, 0, 0, ACC },   { "you", P2, 0, 0, 0, 0, 0 },      { "he", P3, SG, M, 0, 0, NOM },
    { "him", P3, SG, M, 0, 0, ACC },  { "she", P3, SG, F, 0, 0, NOM },  { "her", P3, SG, F, 0, 0, ACC },   { "it", P3, SG, N, 0, 0, 0 },
    { "they", P3, PL, 0, 0, 0, NOM }, { "them", P3, PL, 0, 0, 0, ACC }, { "em", P3, PL, 0, 0, 0, ACC },    { "'em", P3, PL, 0, 0, 0, ACC },
    { "my", P1, SG, 0, 0, 0, GEN },   { "our", P1, PL, 0, 0, 0, GEN },  { "your", P2, 0, 0, 0, 0, GEN },   { "his", P3, SG, M, 0, 0, GEN },
    { "its", P3, SG, N, 0, 0, GEN },  { "their", P3, PL, 0, 0, 0, GEN }, { "mine", P1, SG, 0, 0, 0, GEN }, { "ours", P1, PL, 0, 0, 0, GEN },
    { "yours", P2, 0, 0, 0, 0, GEN }, { "hers", P3, SG, F, 0, 0, GEN }, { "theirs", P3, PL, 0, 0, 0, GEN },
    { "myself", P1, SG, 0, 0, 1, ACC },  { "ourselves", P1, PL, 0, 0, 1, ACC }, { "yourself", P2, SG, 0, 0, 1, ACC },
    { "yourselves", P2, PL, 0, 0, 1, ACC }, { "himself", P3, SG, M, 0, 1, ACC }, { "herself", P3, SG, F, 0, 1, ACC },
    { "itself", P3, SG, N, 0, 1, ACC }, { "themselves", P3, PL, 0, 0, 1, ACC },
};

typedef struct kind_of_word {
    const char *form;
    uint8_t kind, number;
} kind_of_word;

static const kind_of_word determiners[] = {
    { "this", PRONTYPE_DEM, SG }, { "that", PRONTYPE_DEM, SG }, { "these", PRONTYPE_DEM, PL }, { "those", PRONTYPE_DEM, PL },
    { "all", PRONTYPE_TOT, 0 }, { "both", PRONTYPE_TOT, 0 }, { "each", PRONTYPE_TOT, 0 }, { "every", PRONTYPE_TOT, 0 },
    { "no", PRONTYPE_NEG, 0 }, { "neither", PRONTYPE_NEG, 0 }, { "none", PRONTYPE_NEG, 0 }, { "such", PRONTYPE_DEM, 0 },
    { "something", PRONTYPE_IND, SG }, { "someone", PRONTYPE_IND, SG }, { "somebody", PRONTYPE_IND, SG }, { "anything", PRONTYPE_IND, SG },
    { "anyone", PRONTYPE_IND, SG }, { "anybody", PRONTYPE_IND, SG }, { "everything", PRONTYPE_TOT, SG }, { "everyone", PRONTYPE_TOT, SG },
    { "everybody", PRONTYPE_TOT, SG }, { "nothing", PRONTYPE_NEG, SG }, { "nobody", PRONTYPE_NEG, SG }, { "no-one", PRONTYPE_NEG, SG },
};
static const kind_of_word adverbs[] = {
    { "then", PRONTYPE_DEM, 0 }, { "here", PRONTYPE_DEM, 0 }, { "there", PRONTYPE_DEM, 0 }, { "now", PRONTYPE_DEM, 0 },
    { "ever", PRONTYPE_IND, 0 }, { "sometimes", PRONTYPE_IND, 0 }, { "anywhere", PRONTYPE_IND, 0 }, { "somewhere", PRONTYPE_IND, 0 },
    { "either", PRONTYPE_IND, 0 }, { "never", PRONTYPE_NEG, 0 }, { "nowhere", PRONTYPE_NEG, 0 }, { "neither", PRONTYPE_NEG, 0 },
    { "always", PRONTYPE_TOT, 0 }, { "everywhere", PRONTYPE_TOT, 0 },
};
static const char *const ordinals[] = {
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
    "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth", "thirtieth",
    "fortieth", "fiftieth", "sixtieth", "seventieth", "eightieth", "ninetieth", "hundredth", "thousandth", "millionth",
};
// clang-format on

static const kind_of_word *find(const kind_of_word *list, size_t n, text form) {
    for (size_t i = 0; i < n; i++)
        if (text_reads(form, list[i].form))
            return &list[i];
    return NULL;
}

#define COUNT(list) (sizeof(list) / sizeof *(list))

static bool is_one_of(const char *const *list, size_t n, text form) {
    for (size_t i = 0; i < n; i++)
        if (text_reads(form, list[i]))
            return true;
    return false;
}

/* ---- the tree ---- */

/* One sentence's tokens while their features are set. */
typedef struct words {
    const doc *d;
    token *at;
    uint32_t n;
    bool has_tree;
} words;

static bool is_subject(const token *t) {
    return relation_main((relation)t->relation) == REL_NSUBJ;
}

static bool has_relation(const words *w, uint32_t head, relation r, relation other) {
    for (uint32_t i = 0; i < w->n; i++)
        if (w->at[i].head == head && (w->at[i].relation == r || w->at[i].relation == other))
            return true;
    return false;
}

static bool has_lemma(const words *w, uint32_t i, text lemma) {
    return text_equal(doc_lemma(w->d, &w->at[i]), lemma);
}

/* The auxiliary of a participle: the nearest one on its left, over adverbs and the subject. */
static bool has_before(const words *w, uint32_t i, text lemma) {
    for (uint32_t back = 1; back <= LOOK_BACK && back <= i; back++) {
        const token *t = &w->at[i - back];
        if (t->upos == UPOS_AUX)
            return has_lemma(w, i - back, lemma);
        if (t->upos == UPOS_VERB || t->upos == UPOS_PUNCT)
            return false;
    }
    return false;
}

static bool is_passive(const words *w, uint32_t i) {
    if (!w->has_tree)
        return !has_before(w, i, TEXT("have"));
    bool has = false, be = false;
    for (uint32_t k = 0; k < w->n; k++)
        if (w->at[k].head == i) {
            be = be || w->at[k].relation == REL_AUX_PASS || w->at[k].relation == REL_NSUBJ_PASS;
            has = has || (w->at[k].relation == REL_AUX && has_lemma(w, k, TEXT("have")));
        }
    return be || !(has || (w->at[i].relation == REL_CONJ && has_before(w, i, TEXT("have"))));
}

static bool is_imperative(const words *w, uint32_t i) {
    const token *t = &w->at[i];
    if (!w->has_tree)
        return false;
    bool main_clause =
        t->relation == REL_ROOT || t->relation == REL_PARATAXIS || t->relation == REL_CONJ;
    for (uint32_t k = 0; k < w->n && main_clause; k++)
        if (w->at[k].head == i && (is_subject(&w->at[k]) || w->at[k].relation == REL_MARK ||
                                   (w->at[k].relation == REL_AUX && !has_lemma(w, k, TEXT("do")))))
            return false;
    if (t->relation == REL_CONJ)
        return t->head < w->n && feature_get(w->at[t->head].features, FEATURE_MOOD) == MOOD_IMP;
    return main_clause;
}

/* Person and number of a finite verb: its subject's, third singular where none is seen. */
static uint32_t agree(const words *w, uint32_t i, uint32_t f) {
    uint32_t of = w->at[i].upos == UPOS_AUX && w->at[i].head < w->n ? w->at[i].head : i;
    int person = PERSON_3, number = w->at[i].xpos == XPOS_VBP ? NUMBER_PLUR : NUMBER_SING;
    for (uint32_t k = 0; k < w->n; k++)
        if (w->at[k].head == of && is_subject(&w->at[k])) {
            int p = feature_get(w->at[k].features, FEATURE_PERSON);
            int n = feature_get(w->at[k].features, FEATURE_NUMBER);
            person = p ? p : PERSON_3;
            number = n ? n : p == PERSON_2 ? NUMBER_SING : number;
            if (has_relation(w, k, REL_CONJ, REL_CONJ))
                number = NUMBER_PLUR;
        }
    return with(with(f, FEATURE_PERSON, person), FEATURE_NUMBER, number);
}

/* ---- by class ---- */

static uint32_t of_finite(const words *w, uint32_t i, int tense) {
    uint32_t f = with(with(with(0, FEATURE_MOOD, MOOD_IND), FEATURE_TENSE, tense), FEATURE_VERBFORM,
                      VERBFORM_FIN);
    if (w->at[i].xpos == XPOS_VBZ)
        return with(with(f, FEATURE_PERSON, PERSON_3), FEATURE_NUMBER, NUMBER_SING);
    return agree(w, i, f);
}

static bool is_gerund(const words *w, uint32_t i) {
    const token *t = &w->at[i];
    if (!w->has_tree || t->upos == UPOS_AUX)
        return false;
    switch (relation_main((relation)t->relation)) {
    case REL_NSUBJ:
    case REL_CSUBJ:
    case REL_OBJ:
    case REL_OBL:
    case REL_NMOD:
    case REL_COMPOUND:
    case REL_XCOMP:
        return true;
    case REL_ADVCL:
    case REL_ACL:
        return has_relation(w, i, REL_MARK, REL_CASE);
    default:
        return false;
    }
}

static uint32_t of_verb(const words *w, uint32_t i) {
    const token *t = &w->at[i];
    uint32_t past = with(with(0, FEATURE_TENSE, TENSE_PAST), FEATURE_VERBFORM, VERBFORM_PART);
    switch ((xpos)t->xpos) {
    case XPOS_VBD:
        return of_finite(w, i, TENSE_PAST);
    case XPOS_VBP:
    case XPOS_VBZ:
        return of_finite(w, i, TENSE_PRES);
    case XPOS_VBN:
    case XPOS_NNP:
        return t->upos == UPOS_VERB && is_passive(w, i) ? with(past, FEATURE_VOICE, VOICE_PASS)
                                                        : past;
    case XPOS_VBG:
        if (is_gerund(w, i))
            return with(0, FEATURE_VERBFORM, VERBFORM_GER);
        return with(with(0, FEATURE_TENSE, TENSE_PRES), FEATURE_VERBFORM, VERBFORM_PART);
    case XPOS_VB:
        if (is_imperative(w, i))
            return with(with(0, FEATURE_MOOD, MOOD_IMP), FEATURE_VERBFORM, VERBFORM_FIN);
        return with(0, FEATURE_VERBFORM, VERBFORM_INF);
    case XPOS_MD:
        return with(0, FEATURE_VERBFORM, VERBFORM_FIN);
    default:
        return 0;
    }
}

static bool is_object(const token *t) {
    relation r = relation_main((relation)t->relation);
    return r == REL_OBJ || r == REL_IOBJ || r == REL_OBL || r == REL_NMOD;
}

static uint32_t of_personal(const token *t, text form) {
    for (size_t i = 0; i < COUNT(pronouns); i++) {
        const pronoun *p = &pronouns[i];
        if (!text_reads(form, p->form))
            continue;
        bool owner = t->xpos == XPOS_PRP_POSS;
        int which = owner                 ? CASE_GEN
                    : p->grammatical_case ? p->grammatical_case
                    : is_object(t)        ? CASE_ACC
                                          : CASE_NOM;
        uint32_t f = with(with(0, FEATURE_PRONTYPE, PRONTYPE_PRS), FEATURE_PERSON, p->person);
        f = with(with(with(f, FEATURE_NUMBER, p->number), FEATURE_GENDER, p->gender), FEATURE_CASE,
                 which);
        f = with(f, FEATURE_POSS, which == CASE_GEN ? POSS_YES : 0);
        return with(f, FEATURE_REFLEX, p->reflexive);
    }
    return with(0, FEATURE_PRONTYPE, PRONTYPE_PRS);
}

/* A relative pronoun stands in a clause that hangs on a noun. */
static bool is_relative(const words *w, uint32_t i) {
    for (uint32_t step = 0, at = i; step < 3 && at < w->n; step++, at = w->at[at].head)
        if (w->at[at].relation == REL_ACL_RELCL || w->at[at].relation == REL_ADVCL_RELCL)
            return true;
    return false;
}

static uint32_t of_pronoun(const words *w, uint32_t i) {
    const token *t = &w->at[i];
    text form = doc_form(w->d, t);
    const kind_of_word *k = find(determiners, COUNT(determiners), form);
    switch ((xpos)t->xpos) {
    case XPOS_PRP:
    case XPOS_PRP_POSS:
        return of_personal(t, form);
    case XPOS_WDT:
        return with(0, FEATURE_PRONTYPE,
                    t->upos == UPOS_DET && !is_relative(w, i) ? PRONTYPE_INT : PRONTYPE_REL);
    case XPOS_WP:
    case XPOS_WRB:
        return with(0, FEATURE_PRONTYPE, is_relative(w, i) ? PRONTYPE_REL : PRONTYPE_INT);
    case XPOS_WP_POSS:
        return with(with(0, FEATURE_POSS, POSS_YES), FEATURE_PRONTYPE, PRONTYPE_REL);
    case XPOS_EX:
        return with(0, FEATURE_PRONTYPE, PRONTYPE_DEM);
    default:
        return k ? with(with(0, FEATURE_PRONTYPE, k->kind), FEATURE_NUMBER, k->number) : 0;
    }
}

static uint32_t of_determiner(const words *w, uint32_t i) {
    text form = doc_form(w->d, &w->at[i]);
    uint32_t f = with(0, FEATURE_PRONTYPE, PRONTYPE_ART);
    if (text_equal_nocase(form, TEXT("the")))
        return with(f, FEATURE_DEFINITE, DEFINITE_DEF);
    if (text_equal_nocase(form, TEXT("a")) || text_equal_nocase(form, TEXT("an")))
        return with(f, FEATURE_DEFINITE, DEFINITE_IND);
    if (w->at[i].xpos == XPOS_WDT)
        return of_pronoun(w, i);
    const kind_of_word *k = find(determiners, COUNT(determiners), form);
    return k ? with(with(0, FEATURE_PRONTYPE, k->kind), FEATURE_NUMBER, k->number)
             : with(0, FEATURE_PRONTYPE, PRONTYPE_IND);
}

/* Written with dots: "U.S.", "Sept.". */
static bool is_abbreviated(text form) {
    return form.len > 1 && form.at[form.len - 1] == '.';
}

static uint32_t of_noun(const token *t, text form) {
    uint32_t f = with(0, FEATURE_NUMBER,
                      t->xpos == XPOS_NNS || t->xpos == XPOS_NNPS ? NUMBER_PLUR : NUMBER_SING);
    return t->upos == UPOS_PROPN && is_abbreviated(form) ? with(f, FEATURE_ABBR, ABBR_YES) : f;
}

static uint32_t of_quality(const token *t, text form) {
    int degree = t->xpos == XPOS_JJR || t->xpos == XPOS_RBR   ? DEGREE_CMP
                 : t->xpos == XPOS_JJS || t->xpos == XPOS_RBS ? DEGREE_SUP
                                                              : DEGREE_POS;
    size_t last = form.len - 1;
    bool ordinal = is_one_of(ordinals, COUNT(ordinals), form) ||
                   (form.len > 2 && is_digit((unsigned char)form.at[0]) &&
                    is_alpha((unsigned char)form.at[last]));
    return with(with(0, FEATURE_DEGREE, degree), FEATURE_NUMTYPE, ordinal ? NUMTYPE_ORD : 0);
}

static uint32_t of_adverb(const words *w, uint32_t i) {
    const token *t = &w->at[i];
    text form = doc_form(w->d, t);
    const kind_of_word *k = find(adverbs, COUNT(adverbs), form);
    if (t->xpos == XPOS_WRB)
        return of_pronoun(w, i);
    if (k)
        return with(0, FEATURE_PRONTYPE, k->kind);
    if (t->xpos == XPOS_RBR || t->xpos == XPOS_RBS)
        return of_quality(t, form);
    if (text_equal_nocase(form, TEXT("once")) || text_equal_nocase(form, TEXT("twice")))
        return with(0, FEATURE_NUMTYPE, NUMTYPE_MULT);
    return text_ends(form, TEXT("ly")) ? with(0, FEATURE_DEGREE, DEGREE_POS) : 0;
}

static uint32_t of_number(text form) {
    bool fraction =
        text_find(form, TEXT(".")) != SIZE_MAX || text_find(form, TEXT("/")) != SIZE_MAX;
    return with(0, FEATURE_NUMTYPE,
                fraction && is_digit((unsigned char)form.at[0]) ? NUMTYPE_FRAC : NUMTYPE_CARD);
}

static uint32_t of_interjection(text form) {
    if (text_equal_nocase(form, TEXT("no")))
        return with(0, FEATURE_POLARITY, POLARITY_NEG);
    bool yes = text_equal_nocase(form, TEXT("yes")) || text_equal_nocase(form, TEXT("yeah"));
    return with(0, FEATURE_POLARITY, yes ? POLARITY_POS : 0);
}

static uint32_t of_token(const words *w, uint32_t i) {
    const token *t = &w->at[i];
    text form = doc_form(w->d, t);
    switch ((upos)t->upos) {
    case UPOS_NOUN:
    case UPOS_PROPN:
        return of_noun(t, form);
    case UPOS_VERB:
    case UPOS_AUX:
        return of_verb(w, i);
    case UPOS_PRON:
        return of_pronoun(w, i);
    case UPOS_DET:
        return of_determiner(w, i);
    case UPOS_ADJ:
        return of_quality(t, form);
    case UPOS_ADV:
        return of_adverb(w, i);
    case UPOS_NUM:
        return of_number(form);
    case UPOS_INTJ:
        return of_interjection(form);
    case UPOS_PART:
        return with(0, FEATURE_POLARITY, t->xpos == XPOS_RB ? POLARITY_NEG : 0);
    default:
        return 0;
    }
}

void features_run(doc *d) {
    for (uint32_t s = 0; s < d->n_sentences; s++) {
        words w = { .d = d,
                    .at = d->tokens + d->sentences[s].first,
                    .n = d->sentences[s].n_tokens };
        for (uint32_t i = 0; i < w.n; i++)
            w.has_tree = w.has_tree || w.at[i].head != NO_INDEX;
        for (int verbs = 0; verbs < 2; verbs++) // verbs last: they agree with their subjects
            for (uint32_t i = 0; i < w.n; i++)
                if ((w.at[i].upos == UPOS_VERB || w.at[i].upos == UPOS_AUX) == (verbs == 1))
                    w.at[i].features = of_token(&w, i);
    }
}
