/* blame.c - blame told by an adjective or a noun that hangs on another's thing. */
#include "event/blame.h"

#include "event/job.h"
#include "event/match.h"
#include "event/side.h"
#include "event/verbal.h"

/* The thing that a word blames: a noun of misdeed itself, or what a blaming adjective stands by;
 * -1 none. */
static int32_t blamed_thing(const coder *c, int32_t i) {
    const node *at = c->tree.at, *n = &at[i];
    int32_t thing = -1;
    if (n->upos == UPOS_NOUN && node_in(n, WORD_MISDEED))
        thing = i;
    else if (n->main == REL_AMOD && n->upos == UPOS_ADJ && n->head >= 0 && node_in(n, WORD_BLAME))
        thing = n->head;
    bool person = thing >= 0 && (side_hit(c, thing) || job_of(c, thing));
    return person || (thing >= 0 && !is_noun(&at[thing])) ? -1 : thing;
}

static bool is_of(int preposition) {
    return preposition == P_OF || preposition == P_OF_OWNER || preposition == P_BY ||
           preposition == P_FROM;
}

/* Whose thing it is: the owner, the doer behind "of" and "by", the agent of its participle. */
sides blame_owner(coder *c, int32_t thing) {
    const node *at = c->tree.at;
    sides by = match_noun_actor(c, thing);
    bool deed = match_noun(c, thing) || node_in(&at[thing], WORD_WRONG);
    TREE_EACH(&c->tree, thing, k) {
        if (by.n)
            break;
        int p = at[k].main == REL_NMOD ? tree_preposition(&c->tree, k) : 0;
        if (p && is_of(p) && !(deed && p == P_OF)) // "the oppression of X" is done to X
            by = verbal_coded(c, side_of(c, k));
        else if (at[k].main == REL_ACL && match_passive(c, k) && match_agent(c, k) >= 0)
            by = verbal_coded(c, side_of(c, match_agent(c, k)));
    }
    return by;
}

/* Who speaks of it: the speaker of the clause, or who "pointed to" it. */
static sides judge_of(coder *c, int32_t i, const context *at) {
    const node *n = c->tree.at;
    if (at->speaker >= 0)
        return verbal_judge(c, at->speaker);
    int32_t v = n[i].head;
    for (int step = 0; v >= 0 && n[v].upos != UPOS_VERB && step < TREE_DEPTH_MOST; step++)
        v = n[v].head;
    bool speaks = v >= 0 && (node_in(&n[v], WORD_MENTION) || verbal_says(c, v));
    return speaks && !match_passive(c, v) ? verbal_judge(c, match_subject(c, v)) : nobody;
}

/* Those of a list that have a country, and another one than the judge. */
static sides strangers(coder *c, sides s, sides judge) {
    side kept[SIDES_MOST];
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.n && n < SIDES_MOST; i++) {
        sides one = { &s.at[i], 1, true };
        if (s.at[i].code.len && !sides_share_country(one, judge)) {
            kept[n] = s.at[i];
            kept[n++].owned = false;
        }
    }
    return sides_copy(c, kept, n);
}

/* The sentence has the judge blame somebody already, or the words are part of another's act. */
static bool is_told(const coder *c, sides judge, int32_t thing) {
    for (uint32_t i = 0; i < c->n_drafts; i++) {
        const draft *d = &c->drafts[i];
        bool rebuffs = d->type == EVENT_ACCUSE || d->type == EVENT_REJECT;
        if (rebuffs && (sides_share_country(d->actor, judge) || sides_pronouns(d->actor)))
            return true;
        if (d->type == EVENT_ACCUSE && tree_under(&c->tree, thing, d->verb))
            return true;
    }
    return false;
}

void blame_walk(coder *c) {
    for (int32_t i = 0; i < c->tree.n; i++) {
        int32_t thing = blamed_thing(c, i);
        if (thing < 0)
            continue;
        context at = verbal_context(c, thing);
        sides judge = judge_of(c, thing, &at);
        sides whose = judge.n ? strangers(c, blame_owner(c, thing), judge) : nobody;
        if (!whose.n || at.status != STATUS_ASSERTED || is_told(c, judge, thing))
            continue;
        at.purpose = at.background = false;
        draft *d = clause_emit(c, NULL, EVENT_ACCUSE, verbal_mode(EVENT_ACCUSE, "disapprove"),
                               judge, whose, &at, i, i);
        if (d)
            d->how = "blame";
    }
}
