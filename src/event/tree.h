/* tree.h - a sentence as the coder walks it: nodes in one array, children linked in order, hashes
 * of lemma and form made once. Heads may be moved: the repairs do so. */
#ifndef UH_TREE_H
#define UH_TREE_H

#include "doc/doc.h"
#include "model/words.h"

/* Words of grammar, known by their form, so that tests on them are tests on a number. */
// clang-format off
typedef enum grammar {
    G_NONE = 0,
    G_IF, G_UNLESS, G_LEST, G_WHETHER, G_UNTIL, G_BEFORE, G_AFTER, G_SINCE, G_TO, G_FOR, G_OF, G_OVER,
    G_ON, G_AGAINST, G_FROM, G_IN, G_BY, G_AT, G_WITH, G_AS, G_INTO, G_THAT, G_NOT, G_NT, G_NEVER, G_NO,
    G_NEITHER, G_HARDLY, G_BARELY, G_NOR, G_WILL, G_LL, G_SHALL, G_WO, G_WOULD, G_D, G_MAY, G_MIGHT,
    G_COULD, G_CAN, G_SHOULD, G_MUST, G_OUGHT, G_NEED, G_HAVE, G_HAS, G_HAD, G_WHO, G_WHICH, G_WHOM,
    G_WHAT, G_HOW, G_WHY, G_WHEN, G_WHERE, G_WHILE, G_HE, G_SHE, G_IT, G_THEY, G_WE, G_I, G_YOU, G_ME, G_ONE,
    G_HIM, G_HER, G_THEM, G_US, G_HIS, G_ITS, G_THEIR, G_OUR, G_MY, G_UP, G_OFF, G_OUT, G_DOWN, G_BACK,
    G_AWAY, G_THROUGH, G_ABOUT, G_AND, G_BUT, G_OR, G_THE, G_A, G_AN, G_THIS, G_THESE, G_THOSE, G_ACCORDING, G_BETWEEN,
    G_DURING, G_POSSESSIVE, G_HYPHEN, G_COLON, G_SEMICOLON, G_COMMA, G_QUOTE, G_PROVIDED, G_GOING, G_LIKE, G_NEAR,
    G_ACROSS, G_AROUND, G_OUTSIDE, G_WITHIN, G_INSIDE, G_HERSELF, G_HIMSELF, G_ITSELF, G_THEMSELVES, G_ALLEGEDLY, G_REPORTEDLY,
    G_BECAUSE, G_THOUGH, G_ALTHOUGH, G_ONCE,
    GRAMMAR_WORDS,
} grammar;
// clang-format on

typedef struct node {
    uint64_t lemma, form;          // words_hash
    uint64_t classes, of_form;     // words_classes of both
    int32_t head;                  // -1 at the root
    int32_t child, next;           // first child, next sibling; -1 none
    int32_t hit;                   // gazetteer hit that covers the node, -1 none
    uint8_t upos, xpos, rel, main; // main: relation without its subtype
    uint8_t grammar;
    uint8_t preposition; // of its case word; PREPOSITION_UNKNOWN: not looked up yet
    bool quoted;
    bool upper; // begins with a capital
} node;

/* Whether its lemma, or its form, is a word of a class. */
static inline bool node_in(const node *n, word_class class) {
    return n->classes >> class & 1;
}
static inline bool node_form_in(const node *n, word_class class) {
    return n->of_form >> class & 1;
}

/* The grammar word that a form is. */
uint8_t tree_grammar(text form);
/* Whether it begins with a capital. */
bool tree_is_upper(text form);

enum { PREPOSITION_UNKNOWN = 255, TREE_DEPTH_MOST = 64, TREE_KIDS_MOST = 64 };

typedef struct tree {
    doc *doc;
    arena *arena; // scratch of the sentence
    uint32_t sentence;
    uint32_t first; // of doc.tokens
    int32_t n, root;
    node *at; // [n]
} tree;

/* Builds the tree of a sentence in the arena; false without memory. Heads that form no tree are
 * hung on the root. */
bool tree_build(tree *t, doc *d, const words *w, arena *a, uint32_t number);

#define TREE_EACH(t, parent, c) for (int32_t c = (t)->at[parent].child; c >= 0; c = (t)->at[c].next)

static inline token *tree_token(const tree *t, int32_t i) {
    return &t->doc->tokens[t->first + (uint32_t)i];
}

static inline text tree_form(const tree *t, int32_t i) {
    return doc_form(t->doc, tree_token(t, i));
}

static inline text tree_lemma(const tree *t, int32_t i) {
    text lemma = doc_lemma(t->doc, tree_token(t, i));
    return lemma.len ? lemma : tree_form(t, i);
}

/* ASCII letters, whatever their case. */
static inline bool tree_is(const tree *t, int32_t i, const char *lemma) {
    return text_reads(tree_lemma(t, i), lemma);
}

bool tree_is_any(const tree *t, int32_t i, const char *const *lemmas, size_t n);
#define TREE_IS_ANY(t, i, list) tree_is_any((t), (i), (list), sizeof(list) / sizeof *(list))

/* The children of a node, taken before any is moved; returns how many. */
int tree_kids(const tree *t, int32_t i, int32_t kids[TREE_KIDS_MOST]);
/* Moves a node under another head; nothing happens where that would make a circle. */
void tree_move(tree *t, int32_t i, int32_t head, relation rel);
/* Moves those children of a node that stand before another word under that one, as what they are.
 */
void tree_move_before(tree *t, int32_t from, int32_t to);
void tree_make_subject(tree *t, int32_t i, int32_t v);    // moves it; of a passive where v is one
bool tree_under(const tree *t, int32_t i, int32_t top);   // i is top or below it
int32_t tree_kid(const tree *t, int32_t i, relation rel); // first child with this relation, or -1
bool tree_has(const tree *t, int32_t i, relation rel);
int tree_preposition(tree *t, int32_t i); // of its case words, 0 none
/* The word is "no" and denies, as it does not in "no fewer than". */
bool tree_is_no(const tree *t, int32_t i);
bool tree_has_word(const tree *t, int32_t i, grammar word);                   // among its children
bool tree_has_word_as(const tree *t, int32_t i, grammar word, relation main); // as such a child
bool tree_has_main(const tree *t, int32_t i, relation main); // a child of that main relation
int32_t tree_after(const tree *t, int32_t i, int32_t top);   // next node below top, or -1
int32_t tree_first(const tree *t, int32_t top); // the first word of the phrase headed by top
int32_t tree_last(const tree *t, int32_t top);
/* What a lemmatizer may have meant by an unknown word: "telephon" with an e, "supplies" without its
 * plural; 0 nothing. */
uint64_t tree_other_lemma(const tree *t, int32_t i);
bool is_noun(const node *n);   // NOUN or PROPN
bool is_plural(const node *n); // by its tag
bool has_tense(const node *n); // past or present, by its tag
bool is_finite(const node *n); // the same, or a modal
/* In a place that nouns have: the root, a subject, object or oblique, in a noun's phrase,
 * coordinated. */
bool stands_as_noun(const node *n);
bool is_nominal(const node *n); // NOUN, PROPN, PRON, ADJ, NUM, X

#endif
