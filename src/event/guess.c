/* guess.c - see guess.h. */
#include "event/guess.h"

#include "event/borrow.h"
#include "event/clause.h"
#include "event/draft.h"
#include "event/hand.h"
#include "event/recipient.h"
#include "event/side.h"

#include <string.h>

/* Log-odds over which a hand is filled. Chosen on sentences coded by hand that the weights were not
 * fitted to (docs/methods.md). */
static const int32_t odds_of_nobody = -GUESS_ONE * 3 / 2; // of an act that no rule knows
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
        bool may = to ? hand_takes(d, &all.at[i]) && !is_actor_again(d, &all.at[i])
                      : !hand_is_target(c, d, &all.at[i]);
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

static void put(coder *c, draft *d, hand h, sides who) {
    if (h == HAND_ACTOR)
        draft_set(c, &d->actors, &d->n_actors, who.at, who.n);
    else
        draft_set(c, &d->recipients, &d->n_recipients, who.at, who.n);
}

static void put_guessed(coder *c, draft *d, hand h, sides who) {
    put(c, d, h, who);
    *(h == HAND_ACTOR ? &d->guessed_actor : &d->guessed_recipient) = true;
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
    put_guessed(c, d, h, who);
    borrow_countries(c, d);
}

/* ---- acts that no rule knows ---- */

static bool stands_on(sides s, int32_t word) {
    for (uint32_t i = 0; i < s.n; i++)
        if (s.at[i].head == word)
            return true;
    return false;
}

void guess_choose(const int32_t odds[HANDS][BOND_WORDS_MOST], int32_t n, int32_t best[HANDS]) {
    int32_t most = INT32_MIN;
    for (int32_t a = -1; a < n; a++)
        for (int32_t r = -1; r < n; r++) {
            int32_t sum = (a < 0 ? odds_of_nobody : odds[HAND_ACTOR][a]) +
                          (r < 0 ? odds_of_nobody : odds[HAND_RECIPIENT][r]);
            if (a == r || sum <= most)
                continue;
            most = sum;
            best[HAND_ACTOR] = a;
            best[HAND_RECIPIENT] = r;
        }
}

static void choose(coder *c, const bond_scene *s, int32_t best[HANDS]) {
    int32_t odds[HANDS][BOND_WORDS_MOST];
    for (uint32_t h = 0; h < HANDS; h++)
        for (uint32_t i = 0; i < s->n_words; i++) {
            bool stands = stands_on(bond_hand(s->draft, (hand)h), s->words[i]);
            odds[h][i] = odds_of(c, s, (hand)h, s->words[i]) + (stands ? GUESS_STANDS : 0);
        }
    guess_choose(odds, (int32_t)s->n_words, best);
    for (uint32_t h = 0; h < HANDS; h++)
        best[h] = best[h] < 0 ? -1 : s->words[best[h]];
}

/* Puts whom a word names on a hand where it did not stand: those who stood on the other hand, else
 * all whom it names, else those who stood there, unless they have moved. */
static void put_word(coder *c, draft *d, hand h, int32_t word, const sides before[HANDS]) {
    sides *read = h == HAND_ACTOR ? &d->actor : &d->recipient;
    if (stands_on(before[bond_other(h)], word)) {
        put(c, d, h, before[bond_other(h)]);
        *read = bond_hand(d, h);
        return;
    }
    sides named = guess_sides(c, d, h, word), there = bond_hand(d, bond_other(h));
    if (named.n)
        put_guessed(c, d, h, named);
    else if (!before[h].n || stands_on(there, before[h].at[0].head))
        *read = side_of(c, word); // somebody of whom nothing is known
    else
        put(c, d, h, before[h]);
}

/* The sides of an act that no rule knows stand where they stand for want of better: both hands are
 * chosen anew. */
static void choose_hands(coder *c, draft *d) {
    const sides before[HANDS] = { bond_hand(d, HAND_ACTOR), bond_hand(d, HAND_RECIPIENT) };
    int32_t best[HANDS] = { -1, -1 };
    bond_scene scene;
    bond_look(c, d, &scene);
    choose(c, &scene, best);
    for (uint32_t h = 0; h < HANDS; h++)
        if (!stands_on(before[h], best[h]))
            put(c, d, (hand)h, nobody);
    for (uint32_t h = HANDS; h-- > 0;) // the recipient first: he is often who stood as actor
        if (best[h] >= 0 && !stands_on(before[h], best[h]))
            put_word(c, d, (hand)h, best[h], before);
    borrow_countries(c, d);
    if (draft_any_code(d->actors, d->n_actors) || draft_any_code(d->recipients, d->n_recipients))
        return;
    put(c, d, HAND_ACTOR, before[HAND_ACTOR]);
    put(c, d, HAND_RECIPIENT, before[HAND_RECIPIENT]);
    d->guessed_actor = d->guessed_recipient = false;
}

static void guess_one(coder *c, draft *d) {
    if (d->dropped)
        return;
    if (strcmp(d->how, "hunch") == 0) {
        choose_hands(c, d);
        return;
    }
    turn_over(c, d);
    fill(c, d, HAND_ACTOR);
    fill(c, d, HAND_RECIPIENT);
}

void guess_apply(coder *c) {
    if (c->watch_hands)
        c->watch_hands(c->watcher, c);
    for (uint32_t i = 0; c->guess && !c->watch_hands && i < c->n_drafts && !c->failed; i++)
        guess_one(c, &c->drafts[i]);
}
