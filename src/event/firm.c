/* firm.c - firms known by what ends their names; see firm.h. */
#include "event/firm.h"

static bool is_firm_mark(const coder *c, int32_t i) {
    static const char *const marks[] = { "Inc", "Corp", "Ltd", "Plc", "Co", "Cos", "Llc", "Nv" };
    text form = tree_form(&c->tree, i);
    for (size_t k = 0; k < sizeof marks / sizeof *marks; k++)
        if (text_equal_nocase(form, text_of(marks[k])) && c->tree.at[i].upper)
            return true;
    return false;
}

/* "Sterling Drug Inc said it submitted": the sentence is about a firm by its name. */
bool firm_in_sentence(const coder *c) {
    for (int32_t i = 1; i < c->tree.n; i++)
        if (is_firm_mark(c, i))
            return true;
    return false;
}

static bool is_named_firm(const coder *c, int32_t head) {
    if (is_firm_mark(c, head))
        return true;
    TREE_EACH(&c->tree, head, k)
    if (c->tree.at[k].main == REL_FLAT && is_firm_mark(c, k))
        return true;
    return false;
}

/* "CPC International Inc said it reached an agreement": a firm by its name, whoever else is called
 * CPC. */
bool firm_acts(const coder *c, const draft *d) {
    if (!d->actor.n)
        return false;
    if (c->tree.at[d->actor.at[0].head].grammar != G_IT)
        return is_named_firm(c, d->actor.at[0].head);
    int32_t v = d->context.speaker_verb;
    if (v < 0)
        return false;
    TREE_EACH(&c->tree, v, k)
    if (c->tree.at[k].main == REL_NSUBJ && is_named_firm(c, k))
        return true;
    return false;
}
