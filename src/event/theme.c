/* theme.c - the PLOVER contexts of an event. */
#include "event/theme.h"

enum { CLIMB_MOST = 4 };

int32_t theme_clause_of(const tree *t, int32_t i) {
    for (int step = 0; step < CLIMB_MOST && t->at[i].head >= 0; step++) {
        uint8_t main = t->at[i].main;
        if (main != REL_OBJ && main != REL_OBL && main != REL_NMOD && main != REL_NSUBJ &&
            main != REL_COMPOUND && main != REL_XCOMP)
            break;
        i = t->at[i].head;
    }
    return i;
}

static bool opens_clause(const node *n) {
    if (n->main == REL_CONJ)
        return n->upos == UPOS_VERB;
    return n->main == REL_CCOMP || n->main == REL_ADVCL || n->main == REL_PARATAXIS ||
           n->rel == REL_ACL_RELCL || n->main == REL_CSUBJ;
}

bool theme_in_clause(const tree *t, int32_t i, int32_t top) {
    for (int depth = 0; depth < TREE_DEPTH_MOST && i >= 0; depth++) {
        if (i == top)
            return true;
        if (opens_clause(&t->at[i]))
            return false;
        i = t->at[i].head;
    }
    return false;
}

static uint64_t contexts_of(const words *w, uint64_t phrase) {
    return words_contexts(words_get(w, WORD_CONTEXT, phrase));
}

void theme_mark(const coder *c, event *e) {
    const tree *t = &c->tree;
    int32_t top = theme_clause_of(t, (int32_t)(e->trigger - t->first));
    for (int32_t i = 0; i < t->n; i++) {
        if (!theme_in_clause(t, i, top))
            continue;
        e->contexts |= contexts_of(c->words, t->at[i].lemma) | contexts_of(c->words, t->at[i].form);
        if (i > 0)
            e->contexts |= contexts_of(c->words, words_join(t->at[i - 1].form, t->at[i].lemma));
    }
}
