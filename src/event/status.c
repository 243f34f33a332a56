/* status.c - whether an act is news, lies back, lies ahead, or did not happen. */
#include "event/status.h"

#include "event/when.h"

enum { NEWS_DAYS = 14, CLIMB_MOST = 8 }; // what is older than two weeks is no news

static bool has_word(const coder *c, int32_t i, const char *word) {
    TREE_EACH(&c->tree, i, k)
    if (text_reads(tree_form(&c->tree, k), word))
        return true;
    return false;
}

/* ---- dates ---- */

static int32_t last_day(date d) {
    int year, month, day;
    date_civil(d.day, &year, &month, &day);
    if (d.precision == DATE_YEAR)
        return date_day(year, 12, 31);
    if (d.precision == DATE_MONTH)
        return month == 12 ? date_day(year, 12, 31) : date_day(year, month + 1, 1) - 1;
    return d.precision == DATE_WEEK ? d.day + 6 : d.day;
}

/* "last month" may have ended yesterday, and is told as past all the same. */
static bool is_long_past_unit(const coder *c, int32_t i) {
    const tree *t = &c->tree;
    bool unit = tree_is(t, i, "year") || tree_is(t, i, "month") || tree_is(t, i, "decade") ||
                tree_is(t, i, "century");
    return unit && !has_word(c, i, "this") &&
           (has_word(c, i, "last") || has_word(c, i, "previous") || has_word(c, i, "ago") ||
            has_word(c, i, "earlier"));
}

/* A span that reaches up to the day of the article: "since 2014", "over the last year". */
static bool reaches_on(coder *c, int32_t i) {
    for (int step = 0; i >= 0 && step < CLIMB_MOST; step++) {
        int p = tree_preposition(&c->tree, i);
        if (p == P_SINCE || p == P_OVER || p == P_FROM || p == P_UNTIL || p == P_TILL ||
            p == P_WITHIN || p == P_THROUGHOUT)
            return true;
        if (p || (c->tree.at[i].main != REL_NUMMOD && c->tree.at[i].main != REL_NMOD &&
                  c->tree.at[i].main != REL_COMPOUND && c->tree.at[i].main != REL_APPOS))
            return false;
        i = c->tree.at[i].head;
    }
    return false;
}

static bool lies_back(coder *c, date when, int32_t at) {
    if (when.precision == DATE_NONE || reaches_on(c, at))
        return false;
    if (is_long_past_unit(c, at))
        return true;
    return c->day == INT32_MIN // of no known day: news are seldom told with their year
           || last_day(when) < c->day - NEWS_DAYS;
}

static bool is_dated_back(coder *c, const draft *d) {
    int32_t at;
    date when = when_named(c, d, false, &at);
    return lies_back(c, when, at);
}

/* ---- words and tenses of a past ---- */

static bool is_time_gone(coder *c, int32_t k) { // "years ago", "in the past", "at the time"
    const tree *t = &c->tree;
    int p = tree_preposition(&c->tree, k);
    if (is_long_past_unit(c, k))
        return p != P_OVER && p != P_DURING && p != P_FOR && p != P_IN && !has_word(c, k, "over");
    if (tree_is(t, k, "ago"))
        return has_word(c, k, "years") || has_word(c, k, "year") || has_word(c, k, "months") ||
               has_word(c, k, "decades") || has_word(c, k, "long");
    if (p == P_IN)
        return tree_is(t, k, "past") && !tree_has_main(t, k, REL_NMOD);
    if (p == P_AT)
        return tree_is(t, k, "time") && has_word(c, k, "the");
    return tree_is(t, k, "previously") || tree_is(t, k, "formerly") || tree_is(t, k, "originally");
}

static bool is_past_perfect(const coder *c, int32_t v) {
    return tree_has_word_as(&c->tree, v, G_HAD, REL_AUX);
}

static bool is_told_back(coder *c, const draft *d) {
    const node *n = &c->tree.at[d->verb];
    if (n->upos == UPOS_VERB && is_past_perfect(c, d->verb) &&
        (d->context.speaker < 0 || d->context.relative || n->main == REL_PARATAXIS))
        return true;
    if (n->main == REL_XCOMP && n->head >= 0 && tree_is(&c->tree, n->head, "use") &&
        c->tree.at[n->head].xpos == XPOS_VBD)
        return true;
    TREE_EACH(&c->tree, d->verb, k) {
        uint8_t main = c->tree.at[k].main;
        if ((main == REL_OBL || main == REL_NMOD || main == REL_ADVMOD || main == REL_ADVCL) &&
            is_time_gone(c, k))
            return true;
    }
    return false;
}

/* ---- background ---- */

static int32_t verb_above(const coder *c, int32_t i) {
    for (int step = 0; i >= 0 && step < CLIMB_MOST; step++, i = c->tree.at[i].head)
        if (c->tree.at[i].upos == UPOS_VERB)
            return i;
    return -1;
}

/* Goes on while the news is told: "who are fighting", "which backs", "has been bombing". */
static bool goes_on(const coder *c, int32_t v) {
    const node *at = c->tree.at;
    if (v < 0)
        return false;
    bool past = false, present = false, modal = false;
    TREE_EACH(&c->tree, v, k)
    if (at[k].main == REL_AUX || at[k].main == REL_COP) {
        past |= at[k].xpos == XPOS_VBD;
        present |= at[k].xpos == XPOS_VBZ || at[k].xpos == XPOS_VBP;
        modal |= at[k].xpos == XPOS_MD;
    }
    if (at[v].xpos == XPOS_VBG)
        return present;
    if (at[v].xpos == XPOS_VBN) // "is backed" goes on, "has backed" is complete
        return (present && !tree_has_word(&c->tree, v, G_HAS) &&
                !tree_has_word(&c->tree, v, G_HAVE)) ||
               modal;
    return at[v].xpos == XPOS_VBZ || at[v].xpos == XPOS_VBP || modal || (present && !past);
}

/* Acts of one occasion: "told reporters after he met". */
static bool is_same_occasion(coder *c, const draft *d) {
    if (d->type != EVENT_CONSULT || d->context.relative)
        return false;
    return d->context.adverbial == G_AFTER + 1 || tree_preposition(&c->tree, d->trigger) == P_AFTER;
}

/* What an answer answers, a feast recalls: "in response to a lawsuit", "anniversary of the coup".
 */
static bool is_answered(coder *c, const draft *d) {
    static const char *const answers[] = { "response", "retaliation", "reaction", "revenge",
                                           "reprisal", "reply",       "wake",     "aftermath" };
    int32_t h = c->tree.at[d->trigger].head;
    int p = tree_preposition(&c->tree, d->trigger);
    if (h >= 0 && p == P_OF &&
        (tree_is(&c->tree, h, "anniversary") || tree_is(&c->tree, h, "memory")))
        return true;
    if (h < 0 || (p != P_TO && p != P_FOR && p != P_OF) || tree_preposition(&c->tree, h) != P_IN)
        return false;
    return TREE_IS_ANY(&c->tree, h, answers);
}

/* What something is there for is not told as done: "a base for raids", "a pretext for war". */
static bool is_purpose(coder *c, const draft *d) {
    static const char *const means[] = { "base",    "pretext", "excuse", "springboard", "cover",
                                         "staging", "plan",    "need",   "preparation", "basis" };
    int32_t h = c->tree.at[d->trigger].head;
    return h >= 0 && tree_preposition(&c->tree, d->trigger) == P_FOR &&
           TREE_IS_ANY(&c->tree, h, means);
}

/* "a strike called by the unions": the noun is told of, what made it is not. */
static bool is_made(const coder *c, const draft *d) {
    const node *v = &c->tree.at[d->verb];
    return d->verb != d->trigger && v->head == d->trigger && v->xpos == XPOS_VBN &&
           is_noun(&c->tree.at[d->trigger]);
}

/* "forcing Greece to pull back": what a participle of causing brought about is the news. */
static bool is_result(const coder *c, const draft *d) {
    static const char *const causes[] = { "force", "compel", "prompt", "cause", "oblige" };
    const tree *t = &c->tree;
    int32_t h = t->at[d->verb].main == REL_XCOMP ? t->at[d->verb].head : -1;
    return h >= 0 && t->at[h].xpos == XPOS_VBG && TREE_IS_ANY(t, h, causes);
}

static bool is_background(coder *c, const draft *d) {
    if (is_made(c, d) || is_result(c, d))
        return false;
    if (d->trigger == d->verb && is_noun(&c->tree.at[d->trigger]) &&
        (is_answered(c, d) || is_purpose(c, d)))
        return true;
    if (!d->context.background || is_same_occasion(c, d))
        return false;
    return !(d->context.relative && goes_on(c, verb_above(c, d->verb)));
}

/* ---- what lies ahead ---- */

/* Words and deeds of conflict to come; those of cooperation are agreements by their type. */
static bool lies_ahead(const draft *d) {
    return d->context.future && (d->type == EVENT_REQUEST || d->type == EVENT_ACCUSE);
}

/* "any escalation of military action": none is told. */
static bool is_any(coder *c, const draft *d) {
    int32_t i = d->trigger;
    for (int step = 0; i >= 0 && step < 2 && is_noun(&c->tree.at[i]); step++) {
        int32_t word = tree_kid(&c->tree, i, REL_DET);
        if (word >= 0 && tree_is(&c->tree, word, "any"))
            return true;
        i = c->tree.at[i].head;
    }
    return false;
}

/* "denied the attack". */
static bool is_denied(const coder *c, const draft *d) {
    const node *n = &c->tree.at[d->trigger];
    return is_noun(n) && d->verb == d->trigger && n->main == REL_OBJ && n->head >= 0 &&
           (rules_operators(c->rules, c->tree.at[n->head].lemma) & OP_DENY);
}

/* No choice but to act is a reason to, and no effort is spared in it. */
static bool has_no(const tree *t, int32_t i) {
    static const char *const idle[] = { "choice", "option", "alternative", "recourse", "doubt",
                                        "effort", "time",   "secret",      "illusion", "stone" };
    if (i >= 0 && TREE_IS_ANY(t, i, idle))
        return false;
    int32_t word = i >= 0 && is_noun(&t->at[i]) ? tree_kid(t, i, REL_DET) : -1;
    return word >= 0 && tree_is_no(t, word);
}

/* "sent no troops", "reached no agreement", "attacked no villages": none was. */
static bool is_of_none(const coder *c, const draft *d) {
    const tree *t = &c->tree;
    int32_t object =
        d->verb != d->trigger || is_noun(&t->at[d->verb]) ? -1 : tree_kid(t, d->verb, REL_OBJ);
    return has_no(t, d->noun) || has_no(t, d->trigger) || has_no(t, object);
}

/* "had not seen a note sent to X", "received no invitation": what did not arrive. */
static bool is_missing(const coder *c, const draft *d) {
    static const char *const coming[] = { "see", "receive", "get", "find" };
    const tree *t = &c->tree;
    int32_t noun = is_noun(&t->at[d->trigger]) ? d->trigger : t->at[d->trigger].head;
    if (noun < 0 || !is_noun(&t->at[noun]) || t->at[noun].main != REL_OBJ || t->at[noun].head < 0)
        return false;
    int32_t v = t->at[noun].head;
    return TREE_IS_ANY(t, v, coming) &&
           (tree_has_word(t, v, G_NOT) || tree_has_word(t, v, G_NEVER) ||
            tree_has_word(t, noun, G_NO));
}

uint8_t status_of(coder *c, const draft *d) {
    if (d->context.status != STATUS_ASSERTED)
        return d->context.status;
    if (is_denied(c, d) || is_missing(c, d) || is_of_none(c, d))
        return STATUS_DENIED;
    if (d->verb == d->trigger && is_any(c, d))
        return STATUS_HYPOTHETICAL;
    if (lies_ahead(d))
        return STATUS_PLANNED;
    if (is_dated_back(c, d) || is_told_back(c, d) || is_background(c, d))
        return STATUS_HISTORICAL;
    return STATUS_ASSERTED;
}
