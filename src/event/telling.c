/* telling.c - see telling.h. */
#include "event/telling.h"

#include "event/clause.h"
#include "event/draft.h"
#include "event/nominal.h"
#include "event/outcome.h"
#include "event/recipient.h"
#include "event/revival.h"
#include "event/side.h"
#include "event/verbal.h"
#include "event/voice.h"

/* Where the other side of an act stands, likeliest first. */
static const uint8_t ways[] = { P_AGAINST, P_TO,   P_ON,   P_WITH,    P_OVER,   P_OF, P_FOR,
                                P_AT,      P_FROM, P_INTO, P_TOWARDS, P_TOWARD, P_IN };

static bool is_judgement(uint8_t type) {
    return type == EVENT_ACCUSE || type == EVENT_SUPPORT || type == EVENT_REQUEST;
}

static sides known(coder *c, int32_t i, sides but) {
    sides s = i >= 0 ? verbal_coded(c, side_of(c, i)) : nobody;
    return s.n && !sides_equal(s, but) ? s : nobody;
}

/* The first side among what stands behind the word, by its preposition. */
static sides behind(coder *c, const arguments *a, sides but) {
    for (size_t w = 0; w < sizeof ways; w++)
        for (uint32_t i = 0; i < a->n_obliques; i++)
            if (a->obliques[i].preposition == ways[w]) {
                sides s = known(c, a->obliques[i].node, but);
                if (s.n)
                    return s;
            }
    return nobody;
}

static sides beside_noun(coder *c, int32_t noun, sides but) {
    for (size_t w = 0; noun >= 0 && w < sizeof ways; w++)
        TREE_EACH(&c->tree, noun, k)
    if (c->tree.at[k].main == REL_NMOD && tree_preposition(&c->tree, k) == ways[w]) {
        sides s = known(c, k, but);
        if (s.n)
            return s;
    }
    return nobody;
}

/* Who judges in words of his own: the speaker of a clause that is about somebody else. */
static sides speaker_of(coder *c, const context *at, sides subject) {
    sides by = at->speaker >= 0 ? verbal_judge(c, at->speaker) : nobody;
    return by.n && !sides_equal(by, subject) && !sides_pronouns(subject) ? by : nobody;
}

/* The sides of a verb or of an adjective that is said of somebody. */
static void read_clause(coder *c, int32_t v, uint8_t type, const context *at, sides *actor,
                        sides *recipient) {
    arguments a;
    match_arguments(c, v, &a);
    sides subject = a.subject >= 0 ? side_of(c, a.subject) : nobody;
    *recipient = known(c, a.object, subject);
    if (!recipient->n)
        *recipient = behind(c, &a, subject);
    if (!recipient->n)
        *recipient = beside_noun(c, a.object, subject);
    if (!recipient->n && a.n_complements)
        *recipient = match_in_complements(c, a.complements, a.n_complements, subject);
    *actor = subject;
    sides by = is_judgement(type) && !a.passive ? speaker_of(c, at, subject) : nobody;
    if (by.n) { // "Israel lies, the minister said"
        *recipient = subject.n ? subject : *recipient;
        *actor = by;
    }
}

static void read_noun(coder *c, int32_t i, uint8_t type, const context *at, sides *actor,
                      sides *recipient) {
    *actor = match_noun_actor(c, i);
    *recipient = match_noun_recipient(c, i, *actor);
    if (!recipient->n && nominal_is_done_to_owner(c, i)) { // "the general's assassination"
        *recipient = *actor;
        *actor = nobody;
        return;
    }
    if (!recipient->n)
        *recipient = beside_noun(c, i, *actor);
    sides by = is_judgement(type) && !actor->n ? speaker_of(c, at, *recipient) : nobody;
    if (by.n)
        *actor = by;
}

/* "Y must", "Y should": who says so asks it of Y. */
static void read_modal(coder *c, int32_t v, const context *at, sides *actor, sides *recipient) {
    int32_t subject = match_subject(c, v);
    *recipient = subject >= 0 ? verbal_coded(c, side_of(c, subject)) : nobody;
    *actor = at->speaker >= 0 ? verbal_judge(c, at->speaker) : nobody;
    if (sides_equal(*actor, *recipient))
        *actor = *recipient = nobody;
}

void telling_add(coder *c, int32_t i, uint8_t type, float chance) {
    const node *n = &c->tree.at[i];
    bool modal = n->main == REL_AUX && n->head >= 0;
    context at = verbal_context(c, modal ? n->head : i);
    sides actor = nobody, recipient = nobody;
    bool noun = is_noun(n) && !tree_has(&c->tree, i, REL_NSUBJ);
    if (modal && type == EVENT_REQUEST)
        read_modal(c, n->head, &at, &actor, &recipient);
    else if (modal)
        return;
    else if (noun)
        read_noun(c, i, type, &at, &actor, &recipient);
    else
        read_clause(c, i, type, &at, &actor, &recipient);
    if (!actor.n && !recipient.n)
        return;
    if (!noun && !modal && clause_tense(c, i).negated)
        at.status = STATUS_DENIED;
    if (modal && at.status == STATUS_HYPOTHETICAL)
        at.status = STATUS_ASSERTED;
    draft *d = clause_emit(c, NULL, type, 0, actor, recipient, &at, i, i);
    if (!d)
        return;
    d->how = "hunch";
    d->chance = chance;
    outcome_judge(c);
    d = &c->drafts[c->n_drafts - 1];
    if (d->dropped)
        revival_of(c, d);
}
