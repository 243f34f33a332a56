/* guess.c - see guess.h. */
#include "event/guess.h"

#include "event/borrow.h"
#include "event/clause.h"
#include "event/draft.h"
#include "event/hand.h"
#include "event/recipient.h"
#include "event/side.h"

/* Log-odds over which a hand is filled. Chosen on sentences coded by hand that the weights were not
 * fitted to (docs/methods.md). */
static const int32_t least_odds[HANDS] = { -GUESS_ONE, -GUESS_ONE * 3 / 4 };

int32_t guess_odds(const guess *g, const bond_signs *t) {
    int32_t sum = 0;
    for (uint32_t i = 0; i < t->n; i++)
        sum += guess_weight(g, t->at[i]);
    return sum;
}

/* "X could not go on with the sanctions": an act that is named in what somebody would or would not
 * do is not thereby his. */
static bool is_in_doubt(coder *c, const draft *d) {
    int32_t i = d->trigger;
    for (int step = 0; i >= 0 && step < TREE_DEPTH_MOST; step++, i = c->tree.at[i].head)
        if (c->tree.at[i].upos == UPOS_VERB) {
            tense when = clause_tense(c, i);
            return i != d->trigger && (when.modal || when.negated);
        }
    return false;
}

bool guess_may_fill(coder *c, const draft *d, hand h) {
    return !d->dropped && !bond_hand(d, h).n && !(h == HAND_ACTOR && is_in_doubt(c, d));
}

/* A word of the other hand, or one that tells of it: "forces loyal to X", "his adviser, X", "X, Y
 * and Z". */
static bool is_of_other(const coder *c, const draft *d, hand h, int32_t word, sides own) {
    sides other = bond_hand(d, bond_other(h));
    uint8_t main = c->tree.at[word].main;
    for (uint32_t i = 0; i < other.n; i++) {
        int32_t head = other.at[i].head;
        bool under = tree_under(&c->tree, word, head) && !tree_under(&c->tree, d->trigger, head);
        bool joined = main == REL_APPOS || main == REL_FLAT || main == REL_CONJ;
        if (head == word || (under && (joined || sides_share_country(own, other))))
            return true;
    }
    return false;
}

static bool was_lent(sides read, const side *s) {
    for (uint32_t i = 0; i < read.n; i++)
        if (read.at[i].head == s->head)
            return !read.at[i].code.len;
    return false;
}

/* "X softened his stance", "the minister called for talks with X", whose minister he is by that
 * alone: the actor once more. */
static bool is_actor_again(const draft *d, const side *to) {
    bool meant = to->pronoun || to->kind == SIDE_ANAPHOR;
    for (uint32_t i = 0; i < d->n_actors; i++)
        if ((meant && side_same(to, &d->actors[i])) ||
            (was_lent(d->actor, &d->actors[i]) &&
             text_equal(side_country(to), side_country(&d->actors[i]))))
            return true;
    return false;
}

sides guess_sides(coder *c, const draft *d, hand h, int32_t word) {
    side kept[SIDES_MOST];
    uint32_t n = 0;
    sides own = side_alone(c, word), all = nobody;
    bool to = h == HAND_RECIPIENT, barred = is_of_other(c, d, h, word, own) ||
                                            (to && match_bars(c, d->type, d->trigger, word));
    if (!barred && draft_any_code(own.at, own.n))
        all = side_of(c, word);
    for (uint32_t i = 0; i < all.n; i++) {
        bool may = !to || (hand_takes(d, &all.at[i]) && !is_actor_again(d, &all.at[i]));
        if (may && all.at[i].code.len)
            kept[n++] = all.at[i];
    }
    return sides_copy(c, kept, n);
}

static int32_t odds_of(coder *c, const bond_scene *s, hand h, int32_t word) {
    bond_signs t;
    bond_read(c, s, h, word, &t);
    return guess_odds(c->guess, &t);
}

/* "the Iraqi minister's visit", "talks by the two teams": who stands alone, as whom it is done to,
 * and is likelier to have done it. */
static void turn_over(coder *c, draft *d) {
    bond_scene scene;
    if (d->n_actors || !d->n_recipients || is_material_conflict(d->type))
        return;
    bond_look(c, d, &scene);
    int32_t word = d->recipients[0].head;
    if (odds_of(c, &scene, HAND_ACTOR, word) <= odds_of(c, &scene, HAND_RECIPIENT, word))
        return;
    draft_set(c, &d->actors, &d->n_actors, d->recipients, d->n_recipients);
    d->actor = draft_actors(d);
    d->recipient = nobody;
    d->n_recipients = 0;
}

/* The word most likely to stand on a hand, -1 none. */
static int32_t likeliest(coder *c, const bond_scene *s, hand h) {
    int32_t best = -1, most = least_odds[h];
    for (uint32_t i = 0; i < s->n_words; i++) {
        int32_t odds = odds_of(c, s, h, s->words[i]);
        if (odds > most) {
            most = odds;
            best = s->words[i];
        }
    }
    return best;
}

static void fill(coder *c, draft *d, hand h) {
    bond_scene scene;
    if (!guess_may_fill(c, d, h))
        return;
    bond_look(c, d, &scene);
    int32_t word = likeliest(c, &scene, h);
    sides who = word >= 0 ? guess_sides(c, d, h, word) : nobody;
    if (!who.n)
        return;
    if (h == HAND_ACTOR)
        draft_set(c, &d->actors, &d->n_actors, who.at, who.n);
    else
        draft_set(c, &d->recipients, &d->n_recipients, who.at, who.n);
    *(h == HAND_ACTOR ? &d->guessed_actor : &d->guessed_recipient) = true;
    borrow_countries(c, d);
}

void guess_apply(coder *c) {
    if (c->watch_hands)
        c->watch_hands(c->watcher, c);
    for (uint32_t i = 0; c->guess && !c->watch_hands && i < c->n_drafts; i++) {
        if (!c->drafts[i].dropped)
            turn_over(c, &c->drafts[i]);
        for (uint32_t h = 0; h < HANDS && !c->failed; h++)
            fill(c, &c->drafts[i], (hand)h);
    }
}
