/* status.c - whether an act is news or lies back. */
#include "event/status.h"

static bool is_year(text t, int *year) {
    uint64_t n;
    if (t.len != 4 || !text_number(t, 2100, &n) || n < 1800)
        return false;
    *year = (int)n;
    return true;
}

static bool is_earlier_year(const coder *c, int32_t i) {
    int year;
    return is_year(tree_form(&c->tree, i), &year) && c->year && year < c->year;
}

static int month_of(const coder *c, int32_t i) {
    static const char *const months[] = { "january",   "february", "march",    "april",
                                          "may",       "june",     "july",     "august",
                                          "september", "october",  "november", "december" };
    for (int m = 0; m < 12; m++)
        if (tree_is(&c->tree, i, months[m]))
            return m + 1;
    return 0;
}

static bool has_word(const coder *c, int32_t i, const char *word) {
    TREE_EACH(&c->tree, i, k)
    if (text_equal_nocase(tree_form(&c->tree, k), text_of(word)))
        return true;
    return false;
}

static bool looks_back(const coder *c, int32_t i) { // "last year", "months ago"
    return has_word(c, i, "last") || has_word(c, i, "previous") || has_word(c, i, "ago") ||
           has_word(c, i, "earlier") || has_word(c, i, "past");
}

/* A phrase of time below the verb that lies back. */
static bool phrase_is_past(coder *c, int32_t i) {
    const tree *t = &c->tree;
    int p = tree_preposition(&c->tree, i);
    bool unit = tree_is(t, i, "year") || tree_is(t, i, "decade") || tree_is(t, i, "month");
    if (is_earlier_year(c, i) &&
        (p == P_IN || p == P_DURING || p == P_SINCE || p == P_BACK_IN || p == 0))
        return true;
    if (words_get(c->words, WORD_TIME, t->at[i].lemma))
        TREE_EACH(t, i, k)
    if (is_earlier_year(c, k))
        return true;
    if (unit && looks_back(c, i) && p != P_OVER && p != P_DURING && p != P_FOR && p != P_IN &&
        !has_word(c, i, "over"))
        return true;
    if (tree_is(t, i, "ago") || tree_is(t, i, "earlier"))
        TREE_EACH(t, i, k)
    if (tree_is(t, k, "year") || tree_is(t, k, "month") || tree_is(t, k, "decade"))
        return true;
    int month = month_of(c, i);
    if (month && c->month && (p == P_IN || p == P_SINCE)) {
        int back = (c->month - month + 12) % 12;
        return back >= 1 && back < 10;
    }
    return false;
}

bool status_is_past(coder *c, const draft *d) {
    const tree *t = &c->tree;
    const node *n = &t->at[d->verb];
    if ((n->main == REL_ACL || n->main == REL_ADVCL) && n->head >= 0 && is_earlier_year(c, n->head))
        return true;
    if (n->upos != UPOS_VERB && n->upos != UPOS_AUX && n->upos != UPOS_NOUN && n->upos != UPOS_ADJ)
        return false;
    if (phrase_is_past(c, d->verb))
        return true;
    TREE_EACH(t, d->verb, k) {
        uint8_t main = t->at[k].main;
        if ((main == REL_OBL || main == REL_NMOD || main == REL_ADVMOD || main == REL_ADVCL) &&
            phrase_is_past(c, k))
            return true;
        if (main == REL_AUX && t->at[k].grammar == G_HAD && d->context.speaker < 0)
            return true;
    }
    return false;
}
