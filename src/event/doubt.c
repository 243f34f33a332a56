/* doubt.c - why a threat may be none after all: zeal, a deed told by a noun, a notice, a threat
 * that is denied, foretold, or asked of somebody. */
#include "event/doubt.h"

#include "event/draft.h"
#include "event/side.h"
#include "event/threat.h"

#include <string.h>

enum { CLIMB_MOST = 6 };

/* "fight", "battle": against a tax or a deficit it is only zeal. The verb itself, what it governs,
 * and their objects. */
static bool is_zeal(coder *c, const draft *d) {
    static const char *const words_[] = {
        "fight", "battle", "struggle", "combat", "tackle", "hang"
    };
    const tree *t = &c->tree;
    int32_t v = d->verb;
    for (int step = 0; v >= 0 && step < CLIMB_MOST; step++, v = tree_kid(t, v, REL_XCOMP)) {
        int32_t object = tree_kid(t, v, REL_OBJ);
        if (TREE_IS_ANY(t, v, words_) || (object >= 0 && TREE_IS_ANY(t, object, words_)))
            return true;
    }
    return false;
}

static bool is_armed_or_crowd(const draft *d) {
    for (uint32_t i = 0; i < d->n_actors; i++) {
        uint8_t part = side_sector(&d->actors[i]);
        if (side_is_armed(&d->actors[i]) || part == SECTOR_LAB || part == SECTOR_PRO)
            return true;
    }
    return false;
}

/* "would provoke retaliation by trading partners": others' threat, foretold. */
static bool is_foretold(coder *c, const draft *d) {
    const rule *r = draft_rule(c, d);
    if (!r || !(r->flags & RULE_SPEAKER) || d->noun < 0)
        return false;
    sides by = match_noun_actor(c, d->noun);
    if (by.n)
        return !sides_share_country(by, draft_actors(d));
    TREE_EACH(&c->tree, d->noun, k) // "by trading partners"
    if (c->tree.at[k].main == REL_NMOD && tree_preposition(&c->tree, k) == P_BY)
        return true;
    return false;
}

/* "reports that X would attack are baseless", "it is not true that". */
static bool is_disowned(coder *c, int32_t i) {
    static const char *const lies[] = { "baseless",   "untrue",    "false",    "unfounded",
                                        "groundless", "incorrect", "nonsense", "rubbish" };
    const node *at = c->tree.at;
    for (int step = 0; i >= 0 && step < CLIMB_MOST; step++, i = at[i].head) {
        if (TREE_IS_ANY(&c->tree, i, lies))
            return true;
        if ((tree_is(&c->tree, i, "true") || tree_is(&c->tree, i, "mean")) &&
            clause_tense(c, i).negated)
            return true;
    }
    return false;
}

/* "a bill that would force the president to retaliate": asked of him, not his word. */
static bool is_made_to(const coder *c, const draft *d) {
    const node *n = &c->tree.at[d->verb];
    bool below = n->main == REL_XCOMP || n->main == REL_CCOMP || n->main == REL_ADVCL;
    if (!below || n->xpos != XPOS_VB || n->head < 0)
        return false;
    uint32_t ops = rules_operators(c->rules, c->tree.at[n->head].lemma);
    return (ops & (OP_FORCE | OP_REQUEST)) && tree_has(&c->tree, n->head, REL_OBJ);
}

/* "any fishermen caught would be arrested": who does it is the condition. */
static bool is_whoever(const coder *c, int32_t v) {
    TREE_EACH(&c->tree, v, k) {
        if (c->tree.at[k].main != REL_NSUBJ && c->tree.at[k].main != REL_OBJ)
            continue;
        TREE_EACH(&c->tree, k, g)
        if (tree_is(&c->tree, g, "any") || tree_is(&c->tree, g, "every"))
            return true;
        if (tree_is(&c->tree, k, "anyone") || tree_is(&c->tree, k, "anybody") ||
            tree_is(&c->tree, k, "whoever"))
            return true;
    }
    return false;
}

/* "retaliation against Iran had been limited": a noun of answering tells what was done as well. */
static bool is_deed(coder *c, const draft *d) {
    static const char *const words_[] = { "threat", "ultimatum", "warning", "vow" };
    return d->trigger == d->verb && is_noun(&c->tree.at[d->verb]) && d->rule != NO_RULE &&
           !TREE_IS_ANY(&c->tree, d->verb, words_) && !d->context.future;
}

/* "a hurricane warning", "advance warning": a notice. */
static bool is_notice(coder *c, int32_t o) {
    static const char *const kinds[] = {
        "advance", "early", "prior", "travel", "weather", "health"
    };
    if (o < 0 || !tree_is(&c->tree, o, "warning"))
        return false;
    TREE_EACH(&c->tree, o, k)
    if ((c->tree.at[k].main == REL_AMOD || c->tree.at[k].main == REL_COMPOUND) &&
        (TREE_IS_ANY(&c->tree, k, kinds) || node_in(&c->tree.at[k], WORD_DISASTER)))
        return true;
    return false;
}

/* "gave the warning in a speech": to nobody, of nothing. */
static bool is_empty_warning(coder *c, const draft *d) {
    int32_t o = d->noun;
    if (d->rule == NO_RULE || o < 0 || d->n_recipients || threat_condition(c, d->verb) >= 0 ||
        !tree_is(&c->tree, o, "warning"))
        return false;
    TREE_EACH(&c->tree, o, k)
    if (c->tree.at[k].main == REL_ACL || c->tree.at[k].main == REL_NMOD)
        return false;
    int p = 0;
    TREE_EACH(&c->tree, d->verb, k) {
        p = c->tree.at[k].main == REL_OBL ? tree_preposition(&c->tree, k) : 0;
        if (p == P_TO || p == P_AGAINST || p == P_FOR)
            return false;
    }
    return true;
}

/* "ready to take steps": which, nobody says. */
static bool is_any_step(coder *c, int32_t adjective) {
    static const char *const steps[] = { "step", "measure", "action" };
    int32_t v = tree_kid(&c->tree, adjective, REL_XCOMP);
    int32_t o = v >= 0 ? tree_kid(&c->tree, v, REL_OBJ) : -1;
    return o >= 0 && TREE_IS_ANY(&c->tree, o, steps) && !match_noun(c, o) &&
           threat_condition(c, adjective) < 0;
}

/* "the union will strike unless the automaker settles": workers against their firm, where no state
 * is meant and the strike is no general one. */
static bool is_labour_dispute(const coder *c, const draft *d) {
    static const char *const wide[] = { "general", "nationwide", "national", "government",
                                        "state" };
    static const char *const firms[] = { "company", "employer",   "firm",     "management",
                                         "corp",    "automaker",  "contract", "wage",
                                         "plant",   "inc",        "deal",     "factory",
                                         "shipper", "settlement", "pay",      "job",
                                         "income",  "hour",       "Motors",   "carmaker" };
    if (!draft_all_of(d, SECTOR_LAB))
        return false;
    for (uint32_t i = 0; i < d->n_recipients; i++)
        if (side_sector(&d->recipients[i]) == SECTOR_GOV)
            return false;
    bool firm = false;
    for (int32_t i = 0; i < c->tree.n; i++) {
        if (TREE_IS_ANY(&c->tree, i, wide))
            return false;
        firm |= TREE_IS_ANY(&c->tree, i, firms);
    }
    return firm;
}

const char *doubt_of(coder *c, const draft *d) {
    if (d->type != EVENT_THREATEN)
        return NULL;
    if (is_disowned(c, c->tree.at[d->verb].head))
        return "a threat that is denied";
    if (is_labour_dispute(c, d))
        return "workers against their employer";
    if (is_made_to(c, d))
        return "a threat asked of its side";
    if (is_deed(c, d))
        return "what was done, told as a noun";
    if (is_empty_warning(c, d))
        return "a warning to nobody";
    if (is_notice(c, d->noun) || is_notice(c, d->trigger))
        return "a notice, no threat";
    int p = tree_preposition(&c->tree, d->verb);
    if (p == P_INSTEAD_OF || p == P_WITHOUT ||
        (p == P_UNDER && tree_is(&c->tree, d->verb, "threat")))
        return "a threat that was not made";
    bool named = draft_any_code(d->recipients, d->n_recipients);
    const rule *own = draft_rule(c, d);
    bool turned = own && own->type != EVENT_THREATEN;
    bool ready = strcmp(d->how, "adjective") == 0, agrees = strcmp(d->how, "agree") == 0;
    if (is_foretold(c, d))
        return "a threat of others is foretold";
    sides by = draft_actors(d), to = draft_recipients(d);
    bool armed = false;
    for (uint32_t i = 0; i < by.n; i++)
        armed |= side_is_armed(&by.at[i]);
    if ((turned || ready || agrees) && !armed && (!named || threat_at_home(by, to)) &&
        is_zeal(c, d))
        return "zeal, no threat";
    if (ready && ((!named && !d->mode) || is_any_step(c, d->verb)))
        return "ready for nothing hostile";
    if (agrees && !named && is_any_step(c, d->verb))
        return "steps of any kind";
    if (turned && tree_is(&c->tree, d->verb, "take") &&
        verbal_is_mode(EVENT_THREATEN, d->mode, "territory"))
        return "an office or a firm taken over";
    if (named || is_armed_or_crowd(d))
        return NULL;
    bool answers = threat_verb_in(c, d->verb, WORD_ANSWER) || tree_is(&c->tree, d->verb, "avenge");
    int mode = d->mode;
    bool severe = d->context.speaker >= 0 && (verbal_is_mode(EVENT_THREATEN, mode, "arrest") ||
                                              verbal_is_mode(EVENT_THREATEN, mode, "expel"));
    if (turned && !severe && !ready && !answers && threat_condition(c, d->verb) < 0 &&
        !is_whoever(c, d->verb))
        return "an announcement that threatens nobody";
    return NULL;
}
