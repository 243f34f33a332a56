/* labels.h - the label sets of the language stage: Universal Dependencies v2 parts of speech,
 * relations and features (universaldependencies.org), Penn Treebank tags, names. Numbers are
 * stable: weights hold them. */
#ifndef UH_LABELS_H
#define UH_LABELS_H

#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>

// clang-format off
typedef enum upos {
    UPOS_NONE = 0,
    UPOS_ADJ, UPOS_ADP, UPOS_ADV, UPOS_AUX, UPOS_CCONJ, UPOS_DET, UPOS_INTJ, UPOS_NOUN, UPOS_NUM,
    UPOS_PART, UPOS_PRON, UPOS_PROPN, UPOS_PUNCT, UPOS_SCONJ, UPOS_SYM, UPOS_VERB, UPOS_X,
    UPOS_COUNT,
} upos;

typedef enum xpos {
    XPOS_NONE = 0,
    XPOS_NN, XPOS_NNS, XPOS_NNP, XPOS_NNPS, XPOS_JJ, XPOS_JJR, XPOS_JJS, XPOS_RB, XPOS_RBR,
    XPOS_RBS, XPOS_RP, XPOS_VB, XPOS_VBD, XPOS_VBG, XPOS_VBN, XPOS_VBP, XPOS_VBZ, XPOS_MD,
    XPOS_TO, XPOS_IN, XPOS_DT, XPOS_PDT, XPOS_WDT, XPOS_WP, XPOS_WP_POSS, XPOS_WRB, XPOS_PRP,
    XPOS_PRP_POSS, XPOS_POS, XPOS_EX, XPOS_CC, XPOS_CD, XPOS_UH, XPOS_FW, XPOS_SYM, XPOS_LS,
    XPOS_AFX, XPOS_ADD, XPOS_NFP, XPOS_GW, XPOS_HYPH, XPOS_LRB, XPOS_RRB, XPOS_OPEN_QUOTE,
    XPOS_CLOSE_QUOTE, XPOS_STOP, XPOS_COMMA, XPOS_COLON, XPOS_CURRENCY, XPOS_NUMBER_SIGN,
    XPOS_COUNT,
} xpos;

typedef enum relation {
    REL_NONE = 0,
    REL_ROOT, REL_NSUBJ, REL_NSUBJ_PASS, REL_NSUBJ_OUTER, REL_OBJ, REL_IOBJ, REL_CSUBJ,
    REL_CSUBJ_PASS, REL_CSUBJ_OUTER, REL_CCOMP, REL_XCOMP, REL_OBL, REL_OBL_AGENT,
    REL_OBL_UNMARKED, REL_VOCATIVE, REL_EXPL, REL_DISLOCATED, REL_ADVCL, REL_ADVCL_RELCL,
    REL_ADVMOD, REL_DISCOURSE, REL_AUX, REL_AUX_PASS, REL_COP, REL_MARK, REL_NMOD, REL_NMOD_POSS,
    REL_NMOD_DESC, REL_NMOD_UNMARKED, REL_APPOS, REL_NUMMOD, REL_ACL, REL_ACL_RELCL, REL_AMOD,
    REL_DET, REL_DET_PREDET, REL_CASE, REL_CONJ, REL_CC, REL_CC_PRECONJ, REL_FIXED, REL_FLAT,
    REL_LIST, REL_PARATAXIS, REL_COMPOUND, REL_COMPOUND_PRT, REL_ORPHAN, REL_GOESWITH,
    REL_REPARANDUM, REL_PUNCT, REL_DEP,
    REL_COUNT,
} relation;

// clang-format on
/* Names of one kind, begun or continued (BIO). */
typedef enum name_tag {
    NAME_NONE = 0,
    NAME_B_PER,
    NAME_I_PER,
    NAME_B_ORG,
    NAME_I_ORG,
    NAME_B_LOC,
    NAME_I_LOC,
    NAME_B_NORP,
    NAME_I_NORP, // nationality, religious or political group
    NAME_TAGS,
} name_tag;

/* Features: each takes a field of bits in token.features. feature_get gives the value, 0 none, else
 * its place in the feature's list of values from 1. */
typedef enum feature {
    FEATURE_NUMBER,
    FEATURE_TENSE,
    FEATURE_VERBFORM,
    FEATURE_MOOD,
    FEATURE_VOICE,
    FEATURE_PERSON,
    FEATURE_CASE,
    FEATURE_DEGREE,
    FEATURE_PRONTYPE,
    FEATURE_DEFINITE,
    FEATURE_NUMTYPE,
    FEATURE_POLARITY,
    FEATURE_POSS,
    FEATURE_REFLEX,
    FEATURE_GENDER,
    FEATURE_ABBR,
    FEATURES,
} feature;

// clang-format off
enum { NUMBER_SING = 1, NUMBER_PLUR };
enum { TENSE_PAST = 1, TENSE_PRES };
enum { VERBFORM_FIN = 1, VERBFORM_INF, VERBFORM_PART, VERBFORM_GER };
enum { MOOD_IND = 1, MOOD_IMP, MOOD_SUB };
enum { VOICE_PASS = 1 };
enum { PERSON_1 = 1, PERSON_2, PERSON_3 };
enum { CASE_NOM = 1, CASE_ACC, CASE_GEN };
enum { DEGREE_POS = 1, DEGREE_CMP, DEGREE_SUP };
enum { PRONTYPE_PRS = 1, PRONTYPE_ART, PRONTYPE_DEM, PRONTYPE_REL, PRONTYPE_INT, PRONTYPE_IND, PRONTYPE_TOT, PRONTYPE_NEG, PRONTYPE_EMP, PRONTYPE_RCP };
enum { DEFINITE_DEF = 1, DEFINITE_IND };
enum { NUMTYPE_CARD = 1, NUMTYPE_ORD, NUMTYPE_FRAC, NUMTYPE_MULT };
enum { POLARITY_NEG = 1, POLARITY_POS };
enum { POSS_YES = 1 };
enum { REFLEX_YES = 1 };
enum { GENDER_MASC = 1, GENDER_FEM, GENDER_NEUT };
enum { ABBR_YES = 1 };
// clang-format on

const char *upos_name(upos u); // "NOUN"; "_" for none
upos upos_of(text name);       // UPOS_NONE for an unknown name
const char *xpos_name(xpos x); // "NNP"; "_" for none
xpos xpos_of(text name);
const char *relation_name(relation r); // "nsubj:pass"; "_" for none
relation relation_of(text name);       // a subtype we do not hold gives its main relation
relation relation_main(relation r);    // without the subtype
const char *name_tag_name(name_tag n); // "B-PER"; "O" for none
name_tag name_tag_of(text name);       // NAME_NONE for an unknown name

int feature_get(uint32_t features, feature f);
uint32_t feature_set(uint32_t features, feature f, int value);
/* Appends Name=Value pairs in alphabetical order joined by |, or _ . */
void features_write(buffer *out, uint32_t features);
/* Reads the same; names and values we do not hold are left out. */
uint32_t features_read(text t);

#endif
