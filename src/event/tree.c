/* tree.c - a sentence as the coder walks it. */
#include "event/tree.h"

#include "event/gazette.h"
#include "event/quotation.h"

#include "model/rules.h"
#include "model/words.h"

#include <string.h>

enum { FORM_MOST = 12 };

// clang-format off
static const char grammar_words[GRAMMAR_WORDS][FORM_MOST] = { // in bytes all of one length
    "", "if", "unless", "lest", "whether", "until", "before", "after", "since", "to", "for", "of", "over",
    "on", "against", "from", "in", "by", "at", "with", "as", "into", "that", "not", "n't", "never", "no",
    "neither", "hardly", "barely", "nor", "will", "'ll", "shall", "wo", "would", "'d", "may", "might",
    "could", "can", "should", "must", "ought", "need", "have", "has", "had", "who", "which", "whom",
    "what", "how", "why", "when", "where", "while", "he", "she", "it", "they", "we", "i", "you", "me", "one",
    "him", "her", "them", "us", "his", "its", "their", "our", "my", "up", "off", "out", "down", "back",
    "away", "through", "about", "and", "but", "or", "the", "a", "an", "this", "these", "those", "according", "between",
    "during", "'s", "-", ":", ";", ",", "\"", "provided", "going", "like", "near",
    "across", "around", "outside", "within", "inside", "herself", "himself", "itself", "themselves", "allegedly", "reportedly",
    "because", "though", "although", "once",
};

enum {
    OTHER_MOST = 48,
    GRAMMAR_MARKS = 26, // words that begin with no letter
    APOSTROPHE_FIRST = 0xe2, // byte of a typographic one
    LETTER_MOST = 16,   // words of one letter, and a G_NONE behind
};

// The same by their first letter, so that few are compared.
static const uint8_t grammar_by_letter[GRAMMAR_MARKS + 1][LETTER_MOST] = {
    ['a' - 'a'] = { G_AFTER, G_AGAINST, G_AT, G_AS, G_AWAY, G_ABOUT, G_AND, G_A, G_AN, G_ACCORDING, G_ACROSS, G_AROUND, G_ALLEGEDLY, G_ALTHOUGH },
    ['b' - 'a'] = { G_BEFORE, G_BY, G_BARELY, G_BACK, G_BUT, G_BETWEEN, G_BECAUSE },
    ['c' - 'a'] = { G_COULD, G_CAN },
    ['d' - 'a'] = { G_DOWN, G_DURING },
    ['f' - 'a'] = { G_FOR, G_FROM },
    ['g' - 'a'] = { G_GOING },
    ['h' - 'a'] = { G_HARDLY, G_HAVE, G_HAS, G_HAD, G_HOW, G_HE, G_HIM, G_HER, G_HIS, G_HERSELF, G_HIMSELF },
    ['i' - 'a'] = { G_IF, G_IN, G_INTO, G_IT, G_I, G_ITS, G_INSIDE, G_ITSELF },
    ['l' - 'a'] = { G_LEST, G_LIKE },
    ['m' - 'a'] = { G_MAY, G_MIGHT, G_MUST, G_ME, G_MY },
    ['n' - 'a'] = { G_NOT, G_NT, G_NEVER, G_NO, G_NEITHER, G_NOR, G_NEED, G_NEAR },
    ['o' - 'a'] = { G_OF, G_OVER, G_ON, G_OUGHT, G_ONE, G_OUR, G_OFF, G_OUT, G_OR, G_OUTSIDE, G_ONCE },
    ['p' - 'a'] = { G_PROVIDED },
    ['r' - 'a'] = { G_REPORTEDLY },
    ['s' - 'a'] = { G_SINCE, G_SHALL, G_SHOULD, G_SHE },
    ['t' - 'a'] = { G_TO, G_THAT, G_THEY, G_THEM, G_THEIR, G_THROUGH, G_THE, G_THIS, G_THESE, G_THOSE, G_THEMSELVES, G_THOUGH },
    ['u' - 'a'] = { G_UNLESS, G_UNTIL, G_US, G_UP },
    ['w' - 'a'] = { G_WHETHER, G_WITH, G_WILL, G_WO, G_WOULD, G_WHO, G_WHICH, G_WHOM, G_WHAT, G_WHY, G_WHEN, G_WHERE, G_WHILE, G_WE, G_WITHIN },
    ['y' - 'a'] = { G_YOU },
    [GRAMMAR_MARKS] = { G_LL, G_D, G_POSSESSIVE, G_HYPHEN, G_COLON, G_SEMICOLON, G_COMMA, G_QUOTE },
};
// clang-format on

uint8_t tree_grammar(text form) {
    if (form.len == 0 || form.len >= FORM_MOST)
        return G_NONE;
    int first = to_lower((unsigned char)form.at[0]);
    const uint8_t *at = grammar_by_letter[is_lower(first) ? first - 'a' : GRAMMAR_MARKS];
    for (; *at; at++)
        if (!grammar_words[*at][form.len] && text_reads(form, grammar_words[*at]))
            return *at;
    if ((unsigned char)form.at[0] != APOSTROPHE_FIRST && form.at[0] != 'n')
        return G_NONE;
    if (text_equal(form, TEXT("\xe2\x80\x99s")))
        return G_POSSESSIVE;
    if (text_equal(form, TEXT("n\xe2\x80\x99t")))
        return G_NT;
    if (text_equal(form, TEXT("\xe2\x80\x99ll")))
        return G_LL;
    if (text_equal(form, TEXT("\xe2\x80\x99\x64")))
        return G_D;
    return G_NONE;
}

bool tree_is_upper(text form) {
    return form.len && (is_upper((unsigned char)form.at[0]) ||
                        ((unsigned char)form.at[0] == 0xc3 && form.len > 1 &&
                         (unsigned char)form.at[1] < 0xa0));
}

static void fill_node(tree *t, const words *w, int32_t i) {
    const token *tok = &t->doc->tokens[t->first + (uint32_t)i];
    node *n = &t->at[i];
    text form = doc_form(t->doc, tok), lemma = doc_lemma(t->doc, tok);
    n->form = gazette_word(t->doc, t->first + (uint32_t)i);
    n->lemma = lemma.len && !text_equal_nocase(lemma, form) ? words_hash(lemma) : n->form;
    n->of_form = words_classes(w, n->form);
    n->classes = n->lemma == n->form ? n->of_form : words_classes(w, n->lemma);
    n->upos = tok->upos;
    n->xpos = tok->xpos;
    n->rel = tok->relation;
    n->main = (uint8_t)relation_main((relation)tok->relation);
    n->head = tok->head < (uint32_t)t->n && tok->head != (uint32_t)i ? (int32_t)tok->head : -1;
    n->child = n->next = n->hit = -1;
    n->preposition = PREPOSITION_UNKNOWN;
    n->grammar = tree_grammar(form);
    n->upper = tree_is_upper(form);
}

/* Makes one root: nodes on a circle, and roots after the first, hang on the first root. */
static void mend_heads(tree *t, int32_t *state) {
    t->root = -1;
    for (int32_t i = 0; i < t->n && t->root < 0; i++)
        if (t->at[i].head < 0)
            t->root = i;
    if (t->root < 0) {
        t->root = 0;
        t->at[0].head = -1;
    }
    for (int32_t i = 0; i < t->n; i++)
        if (t->at[i].head < 0 && i != t->root)
            t->at[i].head = t->root;
    state[t->root] = -1; // -1 leads to the root
    for (int32_t i = 0; i < t->n; i++) {
        int32_t at = i;
        while (state[at] == 0) {
            state[at] = i + 1;
            at = t->at[at].head;
        }
        if (state[at] == i + 1) // met the path itself: a circle
            t->at[at].head = t->root;
        for (at = i; state[at] == i + 1; at = t->at[at].head)
            state[at] = -1;
    }
}

static void mark_quotes(tree *t) {
    bool open = t->sentence < t->doc->n_sentences && t->doc->sentences[t->sentence].in_quotation;
    for (int32_t i = 0; i < t->n; i++) {
        quotation_mark m = quotation_mark_of(t->doc, t->first + (uint32_t)i, open);
        if (m != QUOTATION_NONE)
            open = m == QUOTATION_OPENS;
        t->at[i].quoted = open;
    }
}

/* "the Commission" is a name, whatever the tagger takes it for, where other words are small. */
static void mark_names(tree *t) {
    int32_t upper = 0, n_words = 0;
    for (int32_t i = 1; i < t->n; i++) {
        n_words += t->at[i].upos != UPOS_PUNCT && t->at[i].upos != UPOS_NUM;
        upper += t->at[i].upper;
    }
    for (int32_t i = 1; i < t->n && upper * 2 < n_words; i++)
        if (t->at[i].upos == UPOS_NOUN && t->at[i].upper && t->at[i - 1].upos != UPOS_PUNCT)
            t->at[i].upos = UPOS_PROPN;
}

bool tree_build(tree *t, doc *d, const words *w, arena *a, uint32_t number) {
    const sentence *s = &d->sentences[number];
    *t = (tree){ .doc = d, .arena = a, .sentence = number, .first = s->first };
    t->n = (int32_t)(s->n_tokens < SENTENCE_TOKENS_MOST ? s->n_tokens : SENTENCE_TOKENS_MOST);
    t->at = arena_array(a, (size_t)t->n + 1, sizeof *t->at);
    int32_t *state = arena_array(a, (size_t)t->n + 1, sizeof *state);
    if (!t->at || !state)
        return false;
    if (t->n == 0) {
        t->root = -1;
        return true;
    }
    for (int32_t i = 0; i < t->n; i++)
        fill_node(t, w, i);
    mark_names(t);
    mend_heads(t, state);
    for (int32_t i = t->n - 1; i >= 0; i--)
        if (t->at[i].head >= 0) {
            t->at[i].next = t->at[t->at[i].head].child;
            t->at[t->at[i].head].child = i;
        }
    mark_quotes(t);
    return true;
}

static void unlink_node(tree *t, int32_t i) {
    int32_t *link = &t->at[t->at[i].head].child;
    while (*link >= 0 && *link != i)
        link = &t->at[*link].next;
    if (*link == i)
        *link = t->at[i].next;
}

bool tree_is_any(const tree *t, int32_t i, const char *const *lemmas, size_t n) {
    text lemma = tree_lemma(t, i);
    for (size_t k = 0; k < n; k++)
        if (text_reads(lemma, lemmas[k]))
            return true;
    return false;
}

int tree_kids(const tree *t, int32_t i, int32_t kids[TREE_KIDS_MOST]) {
    int n = 0;
    TREE_EACH(t, i, k)
    if (n < TREE_KIDS_MOST)
        kids[n++] = k;
    return n;
}

void tree_move(tree *t, int32_t i, int32_t head, relation rel) {
    if (head == i || (head >= 0 && tree_under(t, head, i)))
        return;
    if (t->at[i].head >= 0) {
        t->at[t->at[i].head].preposition = PREPOSITION_UNKNOWN;
        unlink_node(t, i);
    }
    t->at[i].head = head;
    t->at[i].rel = (uint8_t)rel;
    t->at[i].main = (uint8_t)relation_main(rel);
    t->at[i].next = -1;
    if (head < 0) {
        t->root = i;
        return;
    }
    t->at[head].preposition = PREPOSITION_UNKNOWN;
    int32_t *link = &t->at[head].child;
    while (*link >= 0 && *link < i)
        link = &t->at[*link].next;
    t->at[i].next = *link;
    *link = i;
}

void tree_move_before(tree *t, int32_t from, int32_t to) {
    int32_t kids[TREE_KIDS_MOST];
    int n = tree_kids(t, from, kids);
    for (int k = 0; k < n && kids[k] < to; k++)
        tree_move(t, kids[k], to, (relation)t->at[kids[k]].rel);
}

bool tree_under(const tree *t, int32_t i, int32_t top) {
    for (int32_t steps = 0; i >= 0 && steps <= t->n; steps++, i = t->at[i].head)
        if (i == top)
            return true;
    return false;
}

int32_t tree_kid(const tree *t, int32_t i, relation rel) {
    TREE_EACH(t, i, c)
    if (t->at[c].rel == rel)
        return c;
    return -1;
}

bool tree_has(const tree *t, int32_t i, relation rel) {
    return tree_kid(t, i, rel) >= 0;
}

void tree_make_subject(tree *t, int32_t i, int32_t v) {
    tree_move(t, i, v, tree_has(t, v, REL_AUX_PASS) ? REL_NSUBJ_PASS : REL_NSUBJ);
}

/* "ahead of" read as two words: both case, or the first an adverb before the second. */
static int joint_preposition(const tree *t, int32_t i, int32_t c) {
    char joined[64];
    bool next = c + 1 < t->n && t->at[c + 1].head == i && t->at[c + 1].rel == REL_CASE;
    int32_t a = next ? c : c - 1;
    if (a < 0 || (!next && t->at[a].upos != UPOS_ADV))
        return 0;
    text one = tree_lemma(t, a), two = tree_lemma(t, a + 1);
    if (one.len + two.len + 1 > sizeof joined)
        return 0;
    for (size_t k = 0; k < one.len; k++)
        joined[k] = (char)to_lower((unsigned char)one.at[k]);
    joined[one.len] = '_';
    memcpy(joined + one.len + 1, two.at, two.len);
    return preposition_of((text){ joined, one.len + two.len + 1 });
}

static int find_preposition(tree *t, int32_t i) {
    char joined[64];
    size_t len = 0;
    int32_t c = tree_kid(t, i, REL_CASE);
    if (c < 0)
        return 0;
    if (t->at[c].grammar == G_POSSESSIVE)
        return P_OF_OWNER;
    text word = t->at[c].upos == UPOS_VERB ? tree_form(t, c) : tree_lemma(t, c); // "Following"
    if (word.len >= sizeof joined)
        return 0;
    for (size_t k = 0; k < word.len; k++)
        joined[k] = (char)to_lower((unsigned char)word.at[k]);
    len = word.len;
    TREE_EACH(t, c, k)
    if (t->at[k].rel == REL_FIXED) {
        word = tree_lemma(t, k);
        if (len + word.len + 1 >= sizeof joined)
            break;
        joined[len++] = '_';
        memcpy(joined + len, word.at, word.len);
        len += word.len;
    }
    int both = joint_preposition(t, i, c);
    if (both)
        return both;
    if (text_equal_nocase((text){ joined, len < 9 ? len : 9 }, TEXT("according")) ||
        text_equal_nocase((text){ joined, len < 6 ? len : 6 }, TEXT("accord")))
        return P_ACCORDING_TO;
    return preposition_of((text){ joined, len });
}

int tree_preposition(tree *t, int32_t i) {
    if (t->at[i].preposition == PREPOSITION_UNKNOWN)
        t->at[i].preposition = (uint8_t)find_preposition(t, i);
    return t->at[i].preposition;
}

bool tree_is_no(const tree *t, int32_t i) {
    static const char *const counts[] = { "few", "fewer", "less", "more" };
    return t->at[i].grammar == G_NO && !(i + 1 < t->n && TREE_IS_ANY(t, i + 1, counts));
}

bool tree_has_word(const tree *t, int32_t i, grammar word) {
    TREE_EACH(t, i, c)
    if (t->at[c].grammar == word)
        return true;
    return false;
}

bool tree_has_word_as(const tree *t, int32_t i, grammar word, relation main) {
    TREE_EACH(t, i, c)
    if (t->at[c].grammar == word && t->at[c].main == main)
        return true;
    return false;
}

bool tree_has_main(const tree *t, int32_t i, relation main) {
    TREE_EACH(t, i, c)
    if (t->at[c].main == main)
        return true;
    return false;
}

int32_t tree_after(const tree *t, int32_t i, int32_t top) {
    if (t->at[i].child >= 0)
        return t->at[i].child;
    while (i >= 0 && i != top) {
        if (t->at[i].next >= 0)
            return t->at[i].next;
        i = t->at[i].head;
    }
    return -1;
}

int32_t tree_first(const tree *t, int32_t top) {
    int32_t first = top;
    for (int32_t i = top; i >= 0; i = tree_after(t, i, top))
        first = i < first ? i : first;
    return first;
}

int32_t tree_last(const tree *t, int32_t top) {
    int32_t last = top;
    for (int32_t i = top; i >= 0; i = tree_after(t, i, top))
        last = i > last ? i : last;
    return last;
}

uint64_t tree_other_lemma(const tree *t, int32_t i) {
    char word[OTHER_MOST];
    text lemma = tree_lemma(t, i);
    const node *n = &t->at[i];
    size_t len = lemma.len;
    if (len < 4 || len + 2 > sizeof word)
        return 0;
    memcpy(word, lemma.at, len);
    text form = tree_form(t, i);
    bool doubled = form.len > len && to_lower((unsigned char)form.at[len]) == word[len - 1];
    if (n->upos == UPOS_VERB && doubled) { // "boycott" taken for "boycot"
        word[len] = word[len - 1];
        len++;
    } else if (n->upos == UPOS_VERB && word[len - 1] == word[len - 2]) { // "patroll"
        len--;
    } else if (n->upos == UPOS_VERB && word[len - 1] != 'e') {
        word[len++] = 'e';
    } else if (n->upos == UPOS_NOUN && n->lemma == n->form && text_ends(lemma, TEXT("ies"))) {
        word[len - 3] = 'y';
        len -= 2;
    } else if (n->upos == UPOS_NOUN && n->lemma == n->form && word[len - 1] == 's') {
        len--;
    } else {
        return 0;
    }
    return words_hash((text){ word, len });
}

bool is_noun(const node *n) {
    return n->upos == UPOS_NOUN || n->upos == UPOS_PROPN;
}

bool is_plural(const node *n) {
    return n->xpos == XPOS_NNS || n->xpos == XPOS_NNPS;
}

bool has_tense(const node *n) {
    return n->xpos == XPOS_VBD || n->xpos == XPOS_VBZ || n->xpos == XPOS_VBP;
}

bool is_finite(const node *n) {
    return has_tense(n) || n->xpos == XPOS_MD;
}

bool stands_as_noun(const node *n) {
    return n->main == REL_ROOT || n->main == REL_NSUBJ || n->main == REL_OBJ ||
           n->main == REL_OBL || n->main == REL_NMOD || n->main == REL_CONJ;
}

bool is_nominal(const node *n) {
    return is_noun(n) || n->upos == UPOS_PRON || n->upos == UPOS_ADJ || n->upos == UPOS_NUM ||
           n->upos == UPOS_X;
}
