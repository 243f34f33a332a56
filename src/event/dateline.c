/* dateline.c - where a report was written. */
#include "event/dateline.h"

#include "event/side.h"

enum { DATELINE_MOST = 14, KIDS_MOST = 64 };

static bool is_dash(text form) {
    return text_equal(form, TEXT("-")) || text_equal(form, TEXT("--")) ||
           text_equal(form, TEXT("\xe2\x80\x93")) || text_equal(form, TEXT("\xe2\x80\x94")) ||
           text_equal(form, TEXT("_"));
}

static bool is_all_upper(text form) {
    int letters = 0;
    for (size_t i = 0; i < form.len; i++) {
        if (is_lower((unsigned char)form.at[i]))
            return false;
        letters += is_upper((unsigned char)form.at[i]);
    }
    return letters > 2;
}

/* A word that a dateline may hold: a place, a month, a number, an agency. */
static bool may_stand(const coder *c, int32_t i) {
    const node *n = &c->tree.at[i];
    text form = tree_form(&c->tree, i);
    bool number = form.len && is_digit((unsigned char)form.at[0]);
    bool mark =
        n->upos == UPOS_PUNCT || n->grammar == G_COMMA ||
        (form.len && !is_alnum((unsigned char)form.at[0]) && (unsigned char)form.at[0] < 128);
    return number || mark || n->upper;
}

int32_t dateline_length(const coder *c) {
    const tree *t = &c->tree;
    const hit *first = t->n ? side_hit(c, 0) : NULL;
    bool place = first && (first->kind == ACTOR_CITY || first->kind == ACTOR_SEAT ||
                           first->kind == ACTOR_PLACE || first->kind == ACTOR_COUNTRY);
    if (t->n < 4 || !(place || is_all_upper(tree_form(t, 0))))
        return 0;
    for (int32_t i = 1; i < t->n && i < DATELINE_MOST; i++) {
        text form = tree_form(t, i);
        bool spaced =
            ((tree_token(t, i - 1)->flags | tree_token(t, i)->flags) & TOKEN_SPACE_AFTER) ||
            !text_equal(form, TEXT("-")); // "TEHRAN- ", but not "Iran-Iraq"
        if ((is_dash(form) && spaced) ||
            (t->at[i].grammar == G_COLON && is_all_upper(tree_form(t, 0))))
            return i + 1 < t->n ? i + 1 : 0;
        if (!may_stand(c, i))
            return 0;
    }
    return 0;
}

static void keep_home(coder *c, int32_t n) {
    for (int32_t i = 0; i < n && !c->dated; i++) {
        const hit *h = side_hit(c, i);
        if (h && h->kind != ACTOR_ORG && h->kind != ACTOR_LEADER && h->code.len >= 3) {
            c->home = text_cut(h->code, 0, 3);
            c->dated = true;
        }
    }
}

/* The root goes to the first word of the report that hung on the dateline, best a verb. */
static int32_t new_root(const tree *t, int32_t n) {
    int32_t best = -1;
    for (int32_t i = n; i < t->n; i++) {
        if (t->at[i].head >= n || t->at[i].upos == UPOS_PUNCT)
            continue;
        if (best < 0 || (t->at[best].upos != UPOS_VERB && t->at[i].upos == UPOS_VERB))
            best = i;
    }
    return best < 0 ? n : best;
}

/* What hung on the dateline hangs on its heir, the first name behind it, which takes its place in
 * the sentence. */
static void hand_over(tree *t, int32_t n, int32_t root) {
    int32_t heir = -1, outer = -1;
    for (int32_t i = 0; i < n && outer < 0; i++)
        if (t->at[i].head >= n)
            outer = i;
    for (int32_t i = n; i < t->n; i++) {
        if (i == root || t->at[i].head < 0 || t->at[i].head >= n)
            continue;
        bool nominal = is_nominal(&t->at[i]) && t->at[i].main != REL_OBL;
        if (heir < 0 && nominal) {
            heir = i;
            bool argument = outer >= 0 && !tree_under(t, t->at[outer].head, i);
            tree_move(t, i, argument ? t->at[outer].head : root,
                      argument ? (relation)t->at[outer].rel : REL_NSUBJ);
        } else {
            tree_move(t, i, heir >= 0 && i != heir ? heir : root, (relation)t->at[i].rel);
        }
    }
}

void dateline_cut(coder *c) {
    tree *t = &c->tree;
    int32_t n = dateline_length(c);
    if (n == 0)
        return;
    keep_home(c, n);
    int32_t root = t->root;
    if (root < n) {
        int32_t old = root;
        root = new_root(t, n);
        tree_move(t, root, -1, REL_ROOT);
        tree_move(t, old, root, REL_DEP);
    }
    hand_over(t, n, root);
    for (int32_t i = 0; i < n; i++) {
        tree_move(t, i, root, REL_DEP);
        t->at[i].upos = UPOS_X;
        t->at[i].hit = -1;
        c->marks[i] |= MARK_WALKED | MARK_TAKEN;
    }
}
