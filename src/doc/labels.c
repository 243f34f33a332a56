/* labels.c - the label sets of the language stage as tables. */
#include "doc/labels.h"

// clang-format off
static const char *const upos_names[UPOS_COUNT] = { "_", "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X" };
static const char *const xpos_names[XPOS_COUNT] = { "_", "NN", "NNS", "NNP", "NNPS", "JJ", "JJR", "JJS", "RB", "RBR", "RBS", "RP", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "MD", "TO", "IN", "DT", "PDT", "WDT", "WP", "WP$", "WRB", "PRP", "PRP$", "POS", "EX", "CC", "CD", "UH", "FW", "SYM", "LS", "AFX", "ADD", "NFP", "GW", "HYPH", "-LRB-", "-RRB-", "``", "''", ".", ",", ":", "$", "#" };
static const char *const relation_names[REL_COUNT] = { "_", "root", "nsubj", "nsubj:pass", "nsubj:outer", "obj", "iobj", "csubj", "csubj:pass", "csubj:outer", "ccomp", "xcomp", "obl", "obl:agent", "obl:unmarked", "vocative", "expl", "dislocated", "advcl", "advcl:relcl", "advmod", "discourse", "aux", "aux:pass", "cop", "mark", "nmod", "nmod:poss", "nmod:desc", "nmod:unmarked", "appos", "nummod", "acl", "acl:relcl", "amod", "det", "det:predet", "case", "conj", "cc", "cc:preconj", "fixed", "flat", "list", "parataxis", "compound", "compound:prt", "orphan", "goeswith", "reparandum", "punct", "dep" };
static const char *const name_names[NAME_TAGS] = { "O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-NORP", "I-NORP" };

enum { VALUES_MOST = 10 };

/* Name, first bit and width in token.features, values. */
static const struct feature_row {
    const char *name;
    uint8_t shift, width;
    const char *values[VALUES_MOST + 1];
} rows[FEATURES] = {
    [FEATURE_NUMBER] = { "Number", 0, 2, { "Sing", "Plur" } },
    [FEATURE_TENSE] = { "Tense", 2, 2, { "Past", "Pres" } },
    [FEATURE_VERBFORM] = { "VerbForm", 4, 3, { "Fin", "Inf", "Part", "Ger" } },
    [FEATURE_MOOD] = { "Mood", 7, 2, { "Ind", "Imp", "Sub" } },
    [FEATURE_VOICE] = { "Voice", 9, 1, { "Pass" } },
    [FEATURE_PERSON] = { "Person", 10, 2, { "1", "2", "3" } },
    [FEATURE_CASE] = { "Case", 12, 2, { "Nom", "Acc", "Gen" } },
    [FEATURE_DEGREE] = { "Degree", 14, 2, { "Pos", "Cmp", "Sup" } },
    [FEATURE_PRONTYPE] = { "PronType", 16, 4, { "Prs", "Art", "Dem", "Rel", "Int", "Ind", "Tot", "Neg", "Emp", "Rcp" } },
    [FEATURE_DEFINITE] = { "Definite", 20, 2, { "Def", "Ind" } },
    [FEATURE_NUMTYPE] = { "NumType", 22, 3, { "Card", "Ord", "Frac", "Mult" } },
    [FEATURE_POLARITY] = { "Polarity", 25, 2, { "Neg", "Pos" } },
    [FEATURE_POSS] = { "Poss", 27, 1, { "Yes" } },
    [FEATURE_REFLEX] = { "Reflex", 28, 1, { "Yes" } },
    [FEATURE_GENDER] = { "Gender", 29, 2, { "Masc", "Fem", "Neut" } },
    [FEATURE_ABBR] = { "Abbr", 31, 1, { "Yes" } },
};

/* The features in the alphabetical order that CoNLL-U asks. */
static const uint8_t in_order[FEATURES] = {
    FEATURE_ABBR, FEATURE_CASE, FEATURE_DEFINITE, FEATURE_DEGREE, FEATURE_GENDER, FEATURE_MOOD, FEATURE_NUMBER, FEATURE_NUMTYPE, FEATURE_PERSON, FEATURE_POLARITY, FEATURE_POSS, FEATURE_PRONTYPE, FEATURE_REFLEX, FEATURE_TENSE, FEATURE_VERBFORM, FEATURE_VOICE
};
// clang-format on

static int find(const char *const *names, int n, text name) {
    for (int i = 1; i < n; i++)
        if (text_equal(name, text_of(names[i])))
            return i;
    return 0;
}

const char *upos_name(upos u) {
    return upos_names[(unsigned)u < UPOS_COUNT ? u : UPOS_NONE];
}

upos upos_of(text name) {
    return (upos)find(upos_names, UPOS_COUNT, name);
}

const char *xpos_name(xpos x) {
    return xpos_names[(unsigned)x < XPOS_COUNT ? x : XPOS_NONE];
}

xpos xpos_of(text name) {
    return (xpos)find(xpos_names, XPOS_COUNT, name);
}

const char *relation_name(relation r) {
    return relation_names[(unsigned)r < REL_COUNT ? r : REL_NONE];
}

static text main_part(text name) {
    size_t colon = text_find(name, TEXT(":"));
    return colon == SIZE_MAX ? name : text_cut(name, 0, colon);
}

relation relation_of(text name) {
    int found = find(relation_names, REL_COUNT, name);
    return (relation)(found ? found : find(relation_names, REL_COUNT, main_part(name)));
}

relation relation_main(relation r) {
    switch (r) {
    case REL_NSUBJ_PASS:
    case REL_NSUBJ_OUTER:
        return REL_NSUBJ;
    case REL_CSUBJ_PASS:
    case REL_CSUBJ_OUTER:
        return REL_CSUBJ;
    case REL_OBL_AGENT:
    case REL_OBL_UNMARKED:
        return REL_OBL;
    case REL_ADVCL_RELCL:
        return REL_ADVCL;
    case REL_AUX_PASS:
        return REL_AUX;
    case REL_NMOD_POSS:
    case REL_NMOD_DESC:
    case REL_NMOD_UNMARKED:
        return REL_NMOD;
    case REL_ACL_RELCL:
        return REL_ACL;
    case REL_DET_PREDET:
        return REL_DET;
    case REL_CC_PRECONJ:
        return REL_CC;
    case REL_COMPOUND_PRT:
        return REL_COMPOUND;
    default:
        return (unsigned)r < REL_COUNT ? r : REL_NONE;
    }
}

const char *name_tag_name(name_tag n) {
    return name_names[(unsigned)n < NAME_TAGS ? n : NAME_NONE];
}

name_tag name_tag_of(text name) {
    return (name_tag)find(name_names, NAME_TAGS, name);
}

static uint32_t mask_of(const struct feature_row *row) {
    return ((1u << row->width) - 1) << row->shift;
}

int feature_get(uint32_t features, feature f) {
    return (int)((features & mask_of(&rows[f])) >> rows[f].shift);
}

uint32_t feature_set(uint32_t features, feature f, int value) {
    uint32_t mask = mask_of(&rows[f]);
    return (features & ~mask) | (((uint32_t)value << rows[f].shift) & mask);
}

void features_write(buffer *out, uint32_t features) {
    size_t start = out->len;
    for (int i = 0; i < FEATURES; i++) {
        const struct feature_row *row = &rows[in_order[i]];
        int value = feature_get(features, (feature)in_order[i]);
        if (value < 1 || value > VALUES_MOST || !row->values[value - 1])
            continue;
        if (out->len > start)
            buffer_byte(out, '|');
        buffer_format(out, "%s=%s", row->name, row->values[value - 1]);
    }
    if (out->len == start)
        buffer_byte(out, '_');
}

static uint32_t read_pair(uint32_t features, text name, text value) {
    for (int f = 0; f < FEATURES; f++)
        if (text_equal(name, text_of(rows[f].name)))
            for (int v = 0; rows[f].values[v]; v++)
                if (text_equal(value, text_of(rows[f].values[v])))
                    return feature_set(features, (feature)f, v + 1);
    return features;
}

uint32_t features_read(text t) {
    uint32_t features = 0;
    while (t.len) {
        size_t bar = text_find(t, TEXT("|"));
        text pair = text_cut(t, 0, bar == SIZE_MAX ? t.len : bar);
        size_t equals = text_find(pair, TEXT("="));
        if (equals != SIZE_MAX)
            features = read_pair(features, text_cut(pair, 0, equals),
                                 text_cut(pair, equals + 1, pair.len));
        t = bar == SIZE_MAX ? (text){ 0 } : text_cut(t, bar + 1, t.len);
    }
    return features;
}
