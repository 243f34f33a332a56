/* hand.c - who stands on the two hands of a draft; see hand.h. */
#include "event/hand.h"

#include "event/claim.h"
#include "event/draft.h"
#include "event/match.h"
#include "event/pronoun.h"
#include "event/side.h"
#include "event/verbal.h"

/* "officials said he would", "they will, he said": one person is not several. */
static bool may_mean(coder *c, uint8_t pronoun, int32_t i) {
    if (i < 0)
        return false;
    const node *n = &c->tree.at[i];
    const hit *h = side_hit(c, i);
    bool one = n->grammar == G_HE || n->grammar == G_SHE || n->grammar == G_I ||
               (h && h->kind == ACTOR_LEADER) || tree_has(&c->tree, i, REL_FLAT);
    bool person = n->upos == UPOS_NOUN && n->xpos == XPOS_NN && !pronoun_is_collective(c, i);
    one |= person && pronoun == G_THEY; // "they lie, the minister said"
    bool joined = tree_has_main(&c->tree, i, REL_CONJ);
    return !(is_plural(n) && (pronoun == G_HE || pronoun == G_SHE)) &&
           !(one && !joined && (pronoun == G_THEY || pronoun == G_IT));
}

/* "shot down a drone after it entered", "arrested them because they": whom the act above hit. */
static sides patient_meant(coder *c, const draft *d, int32_t v, uint8_t pronoun) {
    uint8_t opens = d->context.adverbial;
    bool hostile = false;
    for (uint32_t i = 0; i < c->n_drafts; i++)
        hostile |= c->drafts[i].verb == v && is_material_conflict(c->drafts[i].type);
    if (!hostile || (opens != G_AFTER + 1 && opens != G_BECAUSE + 1))
        return nobody;
    arguments a;
    match_arguments(c, v, &a);
    sides who = a.object >= 0 ? side_of(c, a.object) : nobody;
    bool many = a.object >= 0 && (is_plural(&c->tree.at[a.object]) || who.n > 1);
    return who.n && many == (pronoun == G_THEY) ? sides_political(c, who) : nobody;
}

/* Whom a pronoun subject means: the subject above an adverbial clause, the speaker, who is quoted
 * over several sentences too, or the subject of the sentence before. */
static sides pronoun_means(coder *c, const draft *d) {
    const node *at = c->tree.at;
    uint8_t g = at[d->actor.at[0].head].grammar;
    sides found = nobody;
    if (g != G_IT && g != G_HE && g != G_SHE && g != G_THEY && g != G_WE && g != G_I)
        return found;
    if (d->context.adverbial) {
        int32_t v = at[d->verb].head;
        for (int step = 0; v >= 0 && at[v].upos != UPOS_VERB && step <= c->tree.n; step++)
            v = at[v].head;
        int32_t subject = v >= 0 ? match_subject(c, v) : -1;
        if (v >= 0)
            found = patient_meant(c, d, v, g);
        if (!found.n && may_mean(c, g, subject))
            found = verbal_coded(c, side_of(c, subject));
    }
    if (!found.n && may_mean(c, g, d->context.speaker))
        found = sides_political(c, side_of(c, d->context.speaker));
    if (!found.n && (g == G_WE || g == G_I) && d->context.speaker < 0)
        found = claim_running_sides(c, d->trigger, d->actor.at[0].head);
    if (!found.n && !d->context.adverbial)
        found = pronoun_acting(c, d->actor.at[0].head, d->recipient);
    return found;
}

static bool is_same_side(const side *a, const side *b) {
    return a->head == b->head && text_equal(a->code, b->code) && a->sector == b->sector;
}

/* "Pompeo warned that the United States would act": a government's words go to others than its own
 * country. */
static bool is_own_state(const draft *d, const side *to) {
    bool speaks = d->type == EVENT_THREATEN || d->type == EVENT_REJECT || d->type == EVENT_AGREE ||
                  d->type == EVENT_SUPPORT || d->type == EVENT_CONCEDE;
    for (uint32_t k = 0; speaks && to->kind == SIDE_COUNTRY && !to->owned && k < d->n_actors; k++)
        if (side_sector(&d->actors[k]) == SECTOR_GOV &&
            text_equal(side_country(&d->actors[k]), side_country(to)))
            return true;
    return false;
}

/* "Iran unveiled a missile in central Tehran": where a state moves its arms at home. */
static bool is_own_ground(const draft *d, const side *to) {
    bool ground = to->kind == SIDE_CITY || to->kind == SIDE_SEAT || to->owned;
    bool arms = d->type == EVENT_MOBILIZE && draft_is_mode(d, "weapons");
    for (uint32_t k = 0; arms && ground && k < d->n_actors; k++)
        if (d->actors[k].code.len && text_equal(side_country(&d->actors[k]), side_country(to)))
            return true;
    return false;
}

bool hand_is_target(coder *c, const draft *d, const side *s) {
    return d->type == EVENT_ASSAULT && s->head >= 0 && is_noun(&c->tree.at[s->head]) &&
           !match_noun_actor(c, s->head).n && match_noun_target(c, s->head).n;
}

/* "he waived U.S. sanctions", said of Washington: one's own measure has no other side in its name.
 */
static bool is_own_measure(const draft *d, const side *to) {
    bool eases = d->type == EVENT_RETREAT || d->type == EVENT_CONCEDE || d->type == EVENT_SANCTION;
    bool bare = to->owned && to->code.len == 3 && !to->sector;
    for (uint32_t k = 0; eases && bare && k < d->n_actors; k++)
        if (d->actors[k].code.len && text_equal(side_country(&d->actors[k]), side_country(to)))
            return true;
    return false;
}

bool hand_takes(const draft *d, const side *to) {
    bool actor_too = is_own_state(d, to) || is_own_ground(d, to) || is_own_measure(d, to);
    for (uint32_t k = 0; k < d->n_actors; k++)
        actor_too |= is_same_side(&d->actors[k], to);
    return side_is_political(to) && !actor_too;
}

void hand_read(coder *c, draft *d) {
    side kept[SIDES_MOST];
    uint32_t n = 0;
    sides actor_ = d->actor;
    d->pronoun_actor = sides_pronouns(actor_);
    if (d->pronoun_actor) {
        sides means = pronoun_means(c, d);
        if (means.n)
            actor_ = means;
    }
    d->actor = actor_;
    for (uint32_t i = 0; i < actor_.n; i++)
        if (side_is_political(&actor_.at[i]) && !actor_.at[i].owned)
            kept[n++] = actor_.at[i];
    if (!n)
        for (uint32_t i = 0; i < actor_.n; i++)
            if (actor_.at[i].owned && actor_.at[i].code.len && !hand_is_target(c, d, &actor_.at[i]))
                kept[n++] = actor_.at[i];
    draft_set(c, &d->actors, &d->n_actors, kept, n);
    n = 0;
    for (uint32_t i = 0; i < d->recipient.n; i++)
        if (hand_takes(d, &d->recipient.at[i]))
            kept[n++] = d->recipient.at[i];
    draft_set(c, &d->recipients, &d->n_recipients, kept, n);
}
