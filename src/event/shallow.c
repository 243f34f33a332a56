/* shallow.c - a stand-in for tags and trees. */
#include "event/shallow.h"

#include <string.h>

enum { WORD_MOST = 48 };

typedef struct entry {
    const char *form, *lemma;
} entry;

// clang-format off
static const entry irregular[] = {
    { "said", "say" }, { "told", "tell" }, { "met", "meet" }, { "held", "hold" }, { "gave", "give" }, { "given", "give" },
    { "took", "take" }, { "taken", "take" }, { "made", "make" }, { "sent", "send" }, { "struck", "strike" },
    { "shot", "shoot" }, { "fought", "fight" }, { "won", "win" }, { "left", "leave" }, { "withdrew", "withdraw" },
    { "withdrawn", "withdraw" }, { "began", "begin" }, { "begun", "begin" }, { "broke", "break" }, { "broken", "break" },
    { "brought", "bring" }, { "built", "build" }, { "bought", "buy" }, { "came", "come" }, { "cut", "cut" },
    { "did", "do" }, { "done", "do" }, { "drew", "draw" }, { "drove", "drive" }, { "fell", "fall" }, { "fired", "fire" },
    { "flew", "fly" }, { "found", "find" }, { "got", "get" }, { "had", "have" }, { "has", "have" }, { "hit", "hit" },
    { "kept", "keep" }, { "knew", "know" }, { "laid", "lay" }, { "led", "lead" }, { "lost", "lose" }, { "paid", "pay" },
    { "put", "put" }, { "ran", "run" }, { "rose", "rise" }, { "saw", "see" }, { "seen", "see" }, { "sold", "sell" },
    { "set", "set" }, { "shook", "shake" }, { "shut", "shut" }, { "spoke", "speak" }, { "spoken", "speak" },
    { "stood", "stand" }, { "stole", "steal" }, { "sought", "seek" }, { "swore", "swear" }, { "thought", "think" },
    { "threw", "throw" }, { "thrown", "throw" }, { "went", "go" }, { "gone", "go" }, { "wrote", "write" },
    { "was", "be" }, { "were", "be" }, { "is", "be" }, { "are", "be" }, { "been", "be" }, { "be", "be" }, { "being", "be" },
    { "'s", "'s" }, { "men", "man" }, { "women", "woman" }, { "children", "child" }, { "forces", "force" },
};
static const entry closed[] = { // lemma holds the tag
    { "the", "DET" }, { "a", "DET" }, { "an", "DET" }, { "this", "DET" }, { "these", "DET" }, { "those", "DET" },
    { "its", "PRON$" }, { "his", "PRON$" }, { "her", "PRON$" }, { "their", "PRON$" }, { "our", "PRON$" }, { "my", "PRON$" },
    { "he", "PRON" }, { "she", "PRON" }, { "it", "PRON" }, { "they", "PRON" }, { "we", "PRON" }, { "i", "PRON" },
    { "you", "PRON" }, { "him", "PRON" }, { "them", "PRON" }, { "us", "PRON" }, { "who", "PRON" }, { "which", "PRON" },
    { "whom", "PRON" }, { "what", "PRON" }, { "and", "CCONJ" }, { "or", "CCONJ" }, { "but", "CCONJ" }, { "that", "SCONJ" },
    { "if", "SCONJ" }, { "unless", "SCONJ" }, { "because", "SCONJ" }, { "while", "SCONJ" }, { "although", "SCONJ" },
    { "whether", "SCONJ" }, { "when", "SCONJ" }, { "after", "ADP" }, { "before", "ADP" }, { "since", "ADP" },
    { "until", "ADP" }, { "to", "PART" }, { "not", "PART" }, { "n't", "PART" }, { "'s", "PART" }, { "'", "PART" },
    { "of", "ADP" }, { "in", "ADP" }, { "on", "ADP" }, { "at", "ADP" }, { "by", "ADP" }, { "for", "ADP" }, { "from", "ADP" },
    { "with", "ADP" }, { "against", "ADP" }, { "into", "ADP" }, { "over", "ADP" }, { "between", "ADP" }, { "about", "ADP" },
    { "through", "ADP" }, { "during", "ADP" }, { "under", "ADP" }, { "near", "ADP" }, { "along", "ADP" }, { "as", "ADP" },
    { "according", "VERB" }, { "up", "ADV" }, { "off", "ADV" }, { "out", "ADV" }, { "down", "ADV" }, { "away", "ADV" },
    { "also", "ADV" }, { "never", "ADV" }, { "no", "DET" }, { "some", "DET" }, { "all", "DET" }, { "both", "DET" },
    { "will", "AUX" }, { "would", "AUX" }, { "may", "AUX" }, { "might", "AUX" }, { "could", "AUX" }, { "can", "AUX" },
    { "should", "AUX" }, { "must", "AUX" }, { "shall", "AUX" }, { "wo", "AUX" }, { "'ll", "AUX" }, { "'d", "AUX" },
    { "is", "AUX" }, { "are", "AUX" }, { "was", "AUX" }, { "were", "AUX" }, { "be", "AUX" }, { "been", "AUX" },
    { "being", "AUX" }, { "has", "AUX" }, { "have", "AUX" }, { "had", "AUX" }, { "do", "AUX" }, { "does", "AUX" }, { "did", "AUX" },
};
// clang-format on

static const char *look_up(const entry *list, size_t n, text form) {
    for (size_t i = 0; i < n; i++)
        if (text_reads(form, list[i].form))
            return list[i].lemma;
    return NULL;
}
#define LOOK_UP(list, form) look_up((list), sizeof(list) / sizeof *(list), (form))

/* ---- words ---- */

static bool is_verb_word(const coder *c, uint64_t word) {
    uint32_t n;
    return rules_operators(c->rules, word) || rules_find(c->rules, RULE_V, word, 0, &n) ||
           words_get(c->words, WORD_LIGHT, word) || words_get(c->words, WORD_OCCUR, word);
}

static bool is_noun_word(const coder *c, uint64_t word) {
    uint32_t n;
    return words_get(c->words, WORD_ROLE, word) || rules_find(c->rules, RULE_N, word, 0, &n) ||
           words_get(c->words, WORD_QUANTITY, word) || words_get(c->words, WORD_INSTRUMENT, word);
}

static bool try_stem(const coder *c, char *word, size_t n, bool verb, text *out) {
    uint64_t hash = words_hash((text){ word, n });
    bool known = verb ? is_verb_word(c, hash) : is_noun_word(c, hash);
    if (known)
        *out = (text){ word, n };
    return known;
}

/* Takes an ending off where the rest is a word the rules know; room holds the stem. */
static bool stem(const coder *c, text form, bool verb, char room[WORD_MOST], text *out) {
    static const char *const endings[] = { "ing", "ied", "ed", "d", "ies", "es", "s", "" };
    if (form.len < 3 || form.len >= WORD_MOST - 2)
        return false;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        text ending = text_of(endings[i]);
        if (!text_ends(form, ending) || form.len < ending.len + 2)
            continue;
        size_t n = form.len - ending.len;
        for (size_t k = 0; k < n; k++)
            room[k] = (char)to_lower((unsigned char)form.at[k]);
        if (ending.len == 3 && ending.at[1] == 'e')
            room[n++] = 'y'; // "denied", "allies"
        if (ending.len == 3 && ending.at[0] == 'i' && ending.at[1] == 'e' &&
            try_stem(c, room, n, verb, out))
            return true;
        if (try_stem(c, room, n, verb, out))
            return true;
        if (n > 2 && room[n - 1] == room[n - 2] && try_stem(c, room, n - 1, verb, out))
            return true; // "stopped"
        room[n] = 'e';
        if (ending.len > 1 && try_stem(c, room, n + 1, verb, out))
            return true; // "seizing"
    }
    return false;
}

/* ---- tags ---- */

typedef struct line { // a sentence's tokens
    coder *c;
    token *at;
    int32_t n;
} line;

static text form_of(const line *l, int32_t i) {
    return doc_form(l->c->doc, &l->at[i]);
}

static bool is_upper_word(text form) {
    return form.len && is_upper((unsigned char)form.at[0]);
}

static bool expects_noun(const line *l, int32_t i) { // by the word before it
    if (i == 0)
        return false;
    const token *t = &l->at[i - 1];
    return t->upos == UPOS_DET || t->upos == UPOS_ADJ || t->upos == UPOS_ADP ||
           t->upos == UPOS_NUM || t->xpos == XPOS_PRP_POSS || t->xpos == XPOS_POS;
}

static bool expects_verb(const line *l, int32_t i) {
    if (i == 0)
        return false;
    const token *t = &l->at[i - 1];
    return t->upos == UPOS_AUX || t->xpos == XPOS_TO ||
           (t->upos == UPOS_PRON && t->xpos != XPOS_PRP_POSS);
}

static uint8_t verb_tag(const line *l, int32_t i) {
    text form = form_of(l, i);
    bool after_aux = false;
    for (int32_t k = i - 1; k >= 0 && k >= i - 3; k--) {
        if (l->at[k].upos == UPOS_AUX) {
            text aux = form_of(l, k);
            const char *lemma = LOOK_UP(irregular, aux);
            after_aux = lemma && (strcmp(lemma, "be") == 0 || strcmp(lemma, "have") == 0);
            break;
        }
        if (l->at[k].upos != UPOS_ADV && l->at[k].upos != UPOS_PART)
            break;
    }
    if (text_ends(form, TEXT("ing")))
        return XPOS_VBG;
    if (text_ends(form, TEXT("ed")) || LOOK_UP(irregular, form))
        return after_aux ? XPOS_VBN : XPOS_VBD;
    if (expects_verb(l, i) || (i > 0 && l->at[i - 1].xpos == XPOS_TO))
        return XPOS_VB;
    return text_ends(form, TEXT("s")) ? XPOS_VBZ : XPOS_VBP;
}

static void tag_closed(line *l, int32_t i, const char *tag) {
    token *t = &l->at[i];
    bool owner = strcmp(tag, "PRON$") == 0;
    t->upos = (uint8_t)(owner ? UPOS_PRON : upos_of(text_of(tag)));
    text form = form_of(l, i);
    if (owner)
        t->xpos = XPOS_PRP_POSS;
    else if (text_equal_nocase(form, TEXT("to")))
        t->xpos = XPOS_TO;
    else if (form.at[0] == '\'' && t->upos == UPOS_PART)
        t->xpos = XPOS_POS;
    else if (t->upos == UPOS_VERB)
        t->xpos = XPOS_VBG;
}

static void tag_open(line *l, int32_t i) {
    token *t = &l->at[i];
    text form = form_of(l, i), noun = form, verb = form;
    char noun_room[WORD_MOST], verb_room[WORD_MOST];
    const char *other = LOOK_UP(irregular, form);
    bool is_verb = stem(l->c, form, true, verb_room, &verb);
    bool is_noun_ = stem(l->c, form, false, noun_room, &noun);
    if (other) {
        verb = text_of(other);
        is_verb = is_verb_word(l->c, words_hash(verb));
    }
    bool name = is_upper_word(form) && (i > 0 || (!is_verb && !is_noun_));
    bool past = is_verb && (other || text_ends(form, TEXT("ed")));
    if (name && !past) {
        t->upos = UPOS_PROPN;
        t->xpos = XPOS_NNP;
    } else if (is_verb && !expects_noun(l, i) && (past || !is_noun_ || expects_verb(l, i))) {
        t->upos = UPOS_VERB;
        t->xpos = verb_tag(l, i);
        doc_set_lemma(l->c->doc, t, verb);
    } else if (text_ends(form, TEXT("ly"))) {
        t->upos = UPOS_ADV;
    } else {
        t->upos = UPOS_NOUN;
        t->xpos = text_ends(form, TEXT("s")) ? XPOS_NNS : XPOS_NN;
        if (is_noun_ || (!is_verb && !other))
            doc_set_lemma(l->c->doc, t, noun);
        else if (is_verb)
            doc_set_lemma(l->c->doc, t, verb);
    }
}

static void tag_words(line *l) {
    for (int32_t i = 0; i < l->n; i++) {
        text form = form_of(l, i);
        const char *tag = LOOK_UP(closed, form);
        if (tag)
            tag_closed(l, i, tag);
        else if (form.len && is_digit((unsigned char)form.at[0]))
            l->at[i].upos = UPOS_NUM;
        else if (form.len && !is_alnum((unsigned char)form.at[0]) &&
                 (unsigned char)form.at[0] < 128)
            l->at[i].upos = UPOS_PUNCT;
        else
            tag_open(l, i);
    }
    for (int32_t i = 0; i + 1 < l->n;
         i++) // "to" before a noun is a preposition; "have" alone a verb
        if (l->at[i].xpos == XPOS_TO && l->at[i + 1].upos != UPOS_VERB &&
            l->at[i + 1].upos != UPOS_AUX)
            l->at[i].upos = UPOS_ADP;
}

/* ---- heads ---- */

static void hang(line *l, int32_t i, int32_t head, relation rel) {
    l->at[i].head = head < 0 ? NO_INDEX : (uint32_t)head;
    l->at[i].relation = (uint8_t)rel;
}

static bool in_phrase(const token *t) {
    return t->upos == UPOS_DET || t->upos == UPOS_ADJ || t->upos == UPOS_NUM ||
           t->upos == UPOS_NOUN || t->upos == UPOS_PROPN || t->xpos == XPOS_PRP_POSS;
}

static bool is_head_word(const token *t) {
    return t->upos == UPOS_NOUN || t->upos == UPOS_PROPN ||
           (t->upos == UPOS_PRON && t->xpos != XPOS_PRP_POSS);
}

static bool is_hyphen(const line *l, int32_t i) {
    text form = form_of(l, i);
    return form.len == 1 && form.at[0] == '-';
}

/* The phrase that starts at i: its head, and where it ends. */
static int32_t phrase_head(line *l, int32_t i, int32_t *end) {
    int32_t head = -1, k = i;
    if (l->at[i].upos == UPOS_PRON && l->at[i].xpos != XPOS_PRP_POSS) {
        *end = i + 1;
        return i;
    }
    while (k < l->n && (in_phrase(&l->at[k]) || (is_hyphen(l, k) && k > i))) {
        if (is_head_word(&l->at[k]))
            head = k;
        k++;
    }
    *end = head < 0 ? k : head + 1;
    if (*end == i)
        *end = i + 1;
    for (k = i; k < *end && head >= 0; k++)
        if (k != head)
            hang(l, k, head,
                 l->at[k].upos == UPOS_DET        ? REL_DET
                 : l->at[k].upos == UPOS_NUM      ? REL_NUMMOD
                 : l->at[k].upos == UPOS_PUNCT    ? REL_PUNCT
                 : l->at[k].xpos == XPOS_PRP_POSS ? REL_NMOD_POSS
                 : l->at[k].upos == UPOS_ADJ      ? REL_AMOD
                 : l->at[k].upos == UPOS_PROPN && k == head - 1 && l->at[head].upos == UPOS_PROPN
                     ? REL_COMPOUND
                     : REL_COMPOUND);
    return head;
}

/* What the reading of a sentence keeps in mind from left to right. */
typedef struct reading {
    int32_t verb;        // the last verb, -1
    int32_t phrase;      // the last phrase's head, -1
    int32_t subject;     // a phrase that waits for its verb, -1
    int32_t preposition; // that waits for its phrase, -1
    int32_t relative;    // "who" behind this phrase, -1
    int32_t marker;      // "that", "if", "to" ... before a verb, -1
    bool object_taken, coordinated, comma;
} reading;

static void read_phrase(line *l, reading *r, int32_t head, int32_t next) {
    bool owner = next < l->n && l->at[next].xpos == XPOS_POS;
    bool of = r->preposition >= 0 && text_equal_nocase(form_of(l, r->preposition), TEXT("of"));
    bool determined = false;
    for (int32_t k = head; k >= 0 && k > head - 6; k--)
        determined |= l->at[k].upos == UPOS_DET && l->at[k].head == (uint32_t)head;
    if (r->preposition >= 0) {
        int32_t to = (of && r->phrase >= 0) || r->verb < 0 ? r->phrase : r->verb;
        hang(l, r->preposition, head, REL_CASE);
        if (to >= 0)
            hang(l, head, to, l->at[to].upos == UPOS_VERB ? REL_OBL : REL_NMOD);
        else
            r->subject = r->subject < 0 ? -1 : r->subject;
        r->preposition = -1;
    } else if (r->coordinated && r->phrase >= 0 && l->at[head].upos != UPOS_PRON) {
        hang(l, head, r->phrase, REL_CONJ);
        r->coordinated = false;
        return;
    } else if (r->comma && determined && r->phrase >= 0 && l->at[r->phrase].upos == UPOS_PROPN) {
        hang(l, head, r->phrase, REL_APPOS);
    } else if (r->verb >= 0 && !r->object_taken && !r->comma && r->marker < 0) {
        hang(l, head, r->verb, REL_OBJ);
        r->object_taken = true;
    } else if (!owner) {
        r->subject = head;
    }
    r->phrase = head;
    r->coordinated = r->comma = false;
}

static relation clause_of(const line *l, const reading *r, int32_t v, int32_t *to) {
    *to = r->verb;
    if (r->relative >= 0) {
        *to = r->relative;
        return REL_ACL_RELCL;
    }
    if (r->verb < 0)
        return REL_ROOT;
    uint64_t last = words_hash(doc_lemma(l->c->doc, &l->at[r->verb]));
    if (r->marker >= 0 && l->at[r->marker].xpos == XPOS_TO)
        return REL_XCOMP;
    if (r->coordinated)
        return REL_CONJ;
    if (r->marker >= 0 && !text_equal_nocase(form_of(l, r->marker), TEXT("that")))
        return REL_ADVCL;
    if (rules_operators(l->c->rules, last) & (OP_SAY | OP_WARN | OP_DENY | OP_HOPE))
        return REL_CCOMP;
    if (l->at[v].xpos == XPOS_VBG)
        return REL_ADVCL;
    return r->marker >= 0 ? REL_CCOMP : REL_PARATAXIS;
}

static void read_verb(line *l, reading *r, int32_t v) {
    int32_t to;
    relation rel = clause_of(l, r, v, &to);
    bool passive = false;
    for (int32_t k = v - 1; k >= 0 && k >= v - 4; k--) {
        if (l->at[k].upos == UPOS_AUX) {
            const char *lemma = LOOK_UP(irregular, form_of(l, k));
            bool be = lemma && strcmp(lemma, "be") == 0;
            passive |= be && l->at[v].xpos == XPOS_VBN;
            hang(l, k, v, be && l->at[v].xpos == XPOS_VBN ? REL_AUX_PASS : REL_AUX);
        } else if (l->at[k].upos == UPOS_PART && l->at[k].xpos != XPOS_POS) {
            hang(l, k, v, l->at[k].xpos == XPOS_TO ? REL_MARK : REL_ADVMOD);
        } else if (l->at[k].upos != UPOS_ADV) {
            break;
        }
    }
    int32_t owner = v > 0 && is_head_word(&l->at[v - 1]) ? v - 1 : -1;
    if (owner >= 0 && l->at[owner].relation == REL_CONJ)
        owner = (int32_t)l->at[owner].head;
    if (owner >= 0 && l->at[v].xpos == XPOS_VBG && l->at[owner].relation == REL_OBL)
        r->subject = owner; // "with Russia and China propping up"
    hang(l, v, to, rel);
    if (r->marker >= 0 && l->at[r->marker].xpos != XPOS_TO)
        hang(l, r->marker, v, REL_MARK);
    if (r->subject >= 0 && rel != REL_XCOMP) {
        hang(l, r->subject, v, passive ? REL_NSUBJ_PASS : REL_NSUBJ);
        r->subject = -1;
    }
    *r = (reading){ .verb = v,
                    .phrase = r->phrase,
                    .subject = -1,
                    .preposition = -1,
                    .relative = -1,
                    .marker = -1 };
}

static void read_small(line *l, reading *r, int32_t i) {
    token *t = &l->at[i];
    text form = form_of(l, i);
    if (t->xpos == XPOS_POS) { // the phrase before it owns the next one
        if (r->phrase >= 0)
            hang(l, i, r->phrase, REL_CASE);
    } else if (t->upos == UPOS_ADP) {
        r->preposition = i;
        r->comma = false;
    } else if (t->xpos == XPOS_TO || t->upos == UPOS_SCONJ) {
        r->marker = i;
        if (t->upos == UPOS_SCONJ)
            r->object_taken = true;
    } else if (t->upos == UPOS_CCONJ) {
        r->coordinated = true;
    } else if (text_equal_nocase(form, TEXT("who")) || text_equal_nocase(form, TEXT("which"))) {
        r->relative = r->phrase;
        r->subject = i;
    } else if (form.len == 1 && form.at[0] == ',') {
        r->comma = true;
        r->object_taken = true;
    }
}

static void hang_loose(line *l) {
    int32_t root = -1;
    for (int32_t i = 0; i < l->n && root < 0; i++)
        if (l->at[i].relation == REL_ROOT)
            root = i;
    for (int32_t i = 0; i < l->n && root < 0; i++)
        if (is_head_word(&l->at[i]) && l->at[i].head == NO_INDEX)
            root = i;
    if (root < 0)
        root = 0;
    hang(l, root, -1, REL_ROOT);
    for (int32_t i = 0; i < l->n; i++) {
        if (i == root || l->at[i].head != NO_INDEX)
            continue;
        bool mark = l->at[i].upos == UPOS_PUNCT;
        hang(l, i, root, mark ? REL_PUNCT : is_head_word(&l->at[i]) ? REL_DEP : REL_ADVMOD);
    }
}

/* "Russia's troops": what stands before 's belongs to the next phrase. */
static void hang_owners(line *l) {
    for (int32_t i = 1; i + 1 < l->n; i++) {
        if (l->at[i].xpos != XPOS_POS)
            continue;
        int32_t owner = l->at[i - 1].head != NO_INDEX && !is_head_word(&l->at[i - 1])
                            ? (int32_t)l->at[i - 1].head
                            : i - 1;
        int32_t next = i + 1, end = 0;
        int32_t head = next < l->n ? phrase_head(l, next, &end) : -1;
        if (head < 0 || !is_head_word(&l->at[owner]))
            continue;
        if (l->at[owner].head != NO_INDEX && l->at[head].head == NO_INDEX)
            hang(l, head, (int32_t)l->at[owner].head, (relation)l->at[owner].relation);
        hang(l, owner, head, REL_NMOD_POSS);
        hang(l, i, owner, REL_CASE);
    }
}

static void find_heads(line *l) {
    reading r = {
        .verb = -1, .phrase = -1, .subject = -1, .preposition = -1, .relative = -1, .marker = -1
    };
    for (int32_t i = 0; i < l->n;) {
        int32_t end = i + 1;
        if (l->at[i].upos == UPOS_VERB) {
            read_verb(l, &r, i);
        } else if ((in_phrase(&l->at[i]) || is_head_word(&l->at[i])) &&
                   !text_equal_nocase(form_of(l, i), TEXT("who")) &&
                   !text_equal_nocase(form_of(l, i), TEXT("which"))) {
            int32_t head = phrase_head(l, i, &end);
            if (head >= 0)
                read_phrase(l, &r, head, end);
        } else {
            read_small(l, &r, i);
        }
        i = end;
    }
    hang_owners(l);
    hang_loose(l);
}

bool shallow_parse(coder *c, uint32_t number) {
    const sentence *s = &c->doc->sentences[number];
    line l = { .c = c, .at = &c->doc->tokens[s->first], .n = (int32_t)s->n_tokens };
    if (l.n == 0 || l.n > SENTENCE_TOKENS_MOST)
        return true;
    for (int32_t i = 0; i < l.n; i++)
        if (l.at[i].upos != UPOS_NONE)
            return true;
    for (int32_t i = 0; i < l.n; i++)
        l.at[i].head = NO_INDEX;
    tag_words(&l);
    find_heads(&l);
    return !c->doc->arena.failed;
}
