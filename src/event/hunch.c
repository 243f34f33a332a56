/* hunch.c - see hunch.h. */
#include "event/hunch.h"

#include "event/draft.h"
#include "event/match.h"
#include "event/outcome.h"
#include "event/revival.h"
#include "event/side.h"
#include "event/telling.h"

#include <math.h>
#include <string.h>

/* Chances below or above which the weights have their say. Chosen on sentences coded by hand that
 * they were not fitted to, and so that formal lists of one act a sentence lose nothing
 * (docs/methods.md). */
static const float take_back[] = { 0.15f, 0.015f, 0 }; // a draft under this is none (how_sure)
static const float turn_from = 0.1f;   // one under this becomes the likeliest act, where that
static const float turn_to = 0.7f;     // is over this
static const float bring_back = 0.65f; // what rules dropped for want of a side
static const float make_new = 0.6f;    // an act of a word that no rule knows

#define LN_2   0.69314718055994530942
#define LOWEST (-80.0)
enum { TERMS = 8 };

_Static_assert((int)HUNCH_CLASSES == (int)EVENT_TYPES, "a class a type");
_Static_assert((int)HUNCH_WORDS == (int)SIGN_WORDS, "a row a word");

_Static_assert(SIGNS_MOST * 128 < INT16_MAX, "sums of rows fit");

static void add_row(int16_t *sum, const int8_t *row) {
    for (int k = 0; k < HUNCH_HIDDEN; k++)
        sum[k] = (int16_t)(sum[k] + row[k]);
}

static void sum_rows(const hunch *h, const signs *t, int16_t sum[HUNCH_HIDDEN]) {
    for (uint32_t i = 0; i < t->n; i++) {
        int32_t row = hunch_row(h, t->at[i]);
        if (row >= 0)
            add_row(sum, h->row[row]);
    }
    for (int w = 0; w < HUNCH_WORDS; w++) {
        const int8_t(*word)[HUNCH_HIDDEN] = hunch_word(h, t->words[w]);
        if (word)
            add_row(sum, word[w]);
    }
}

/* e^x of several x <= 0, by the same steps on every machine, which the C library's are not: x is
 * n ln 2 + r, and a series gives e^r. */
static void exponentials(const float *x, double *out) {
    static const double part[TERMS + 1] = { 0,       1,       1 / 2.0, 1 / 3.0, 1 / 4.0,
                                            1 / 5.0, 1 / 6.0, 1 / 7.0, 1 / 8.0 };
    double r[HUNCH_CLASSES];
    int n[HUNCH_CLASSES];
    for (int o = 0; o < HUNCH_CLASSES; o++) {
        double least = x[o] > LOWEST ? x[o] : LOWEST; // also of no number, by odd weights
        n[o] = (int)(least / LN_2 - 0.5);
        r[o] = least - n[o] * LN_2;
        out[o] = 1;
    }
    for (int k = TERMS; k > 0; k--)
        for (int o = 0; o < HUNCH_CLASSES; o++)
            out[o] = 1 + out[o] * r[o] * part[k];
    for (int o = 0; o < HUNCH_CLASSES; o++)
        out[o] = ldexp(out[o], n[o]);
}

void hunch_chances(const hunch *h, const signs *t, float chance[EVENT_TYPES]) {
    const hunch_top *top = h->top;
    int16_t sum[HUNCH_HIDDEN] = { 0 };
    float out[HUNCH_OUT], most = -INFINITY, all = 0;
    double power[HUNCH_CLASSES];
    sum_rows(h, t, sum);
    memcpy(out, top->out_bias, sizeof out);
    for (int k = 0; k < HUNCH_HIDDEN; k++) {
        float hidden = (float)sum[k] * top->scale + top->bias[k];
        for (int o = 0; hidden > 0 && o < HUNCH_OUT; o++)
            out[o] += hidden * top->out[k][o];
    }
    for (int o = 0; o < HUNCH_CLASSES; o++)
        most = out[o] > most ? out[o] : most;
    for (int o = 0; o < HUNCH_CLASSES; o++)
        out[o] -= most;
    exponentials(out, power);
    for (int o = 0; o < HUNCH_CLASSES; o++)
        all += chance[o] = (float)power[o];
    for (int o = 0; o < HUNCH_CLASSES; o++)
        chance[o] /= all;
}

static uint8_t likeliest(const float chance[EVENT_TYPES]) {
    uint8_t best = 1;
    for (uint8_t type = 2; type < EVENT_TYPES; type++)
        if (chance[type] > chance[best])
            best = type;
    return best;
}

/* Whether drafts like it were seen: by one word alone, and this word. */
static bool is_known(const coder *c, const draft *d) {
    const rule *r = draft_rule(c, d);
    bool pair = r && (r->kind == RULE_VO || r->kind == RULE_VP);
    return !pair && hunch_row(c->hunch, sign_of_draft(c, d)) >= 0;
}

static bool is_between(const draft *d) {
    sides by = draft_actors(d), to = draft_recipients(d);
    return draft_any_code(by.at, by.n) && draft_any_code(to.at, to.n) &&
           !sides_share_country(by, to);
}

/* A step back is rare, and told by the words of the act that it takes back; whether a cyber attack
 * is an assault was not always coded alike. */
static bool may_turn(const draft *d) {
    return !is_step_back(d->type) && !draft_is_mode(d, "cyber");
}

/* Assent is as often an opinion, and warnings are of many kinds. */
static bool is_loose(uint8_t type) {
    return type == EVENT_AGREE || type == EVENT_THREATEN;
}

/* Acts between two countries are seldom none, and so are steps back and threats, which are rare. */
static int how_sure(const draft *d) {
    return is_between(d) + (is_step_back(d->type) || d->type == EVENT_THREATEN);
}

static void weigh_kept(coder *c, draft *d, const float *chance, uint8_t best) {
    float least = take_back[how_sure(d)];
    if (best != d->type && may_turn(d) && !is_loose(best) && d->chance < turn_from &&
        chance[best] > turn_to) {
        revival_as(c, d, best);
        d->chance = chance[best];
    } else if (d->chance < least && is_known(c, d)) {
        outcome_drop(d, "not what a reader takes for an act");
    }
}

static void weigh(coder *c, int32_t i, const float chance[EVENT_TYPES]) {
    uint8_t best = likeliest(chance);
    bool told = false;
    for (uint32_t k = 0; k < c->n_drafts; k++) {
        draft *d = &c->drafts[k];
        if (d->trigger != i)
            continue;
        d->chance = chance[d->type];
        if (!d->dropped)
            weigh_kept(c, d, chance, best);
        else if (!is_loose(d->type) && d->chance > bring_back)
            revival_of(c, d);
        told |= !d->dropped || d->type == best;
    }
    if (!told && !(c->marks[i] & MARK_TAKEN) && !is_loose(best) && chance[best] > make_new)
        telling_add(c, i, best, chance[best]);
}

/* Whether a draft stands at the word, or acts were often told by it in training. */
static bool may_tell(const coder *c, int32_t i) {
    if (draft_stands_at(c, i))
        return true;
    return !(c->marks[i] & MARK_TAKEN) && hunch_tells(c->hunch, sign_word_of(&c->tree.at[i]));
}

void hunch_apply(coder *c) {
    signs t;
    sign_scene scene;
    bool looked = false;
    if (!c->hunch && !c->watch)
        return;
    for (int32_t i = 0; i < c->tree.n && !c->failed; i++) {
        float chance[EVENT_TYPES];
        if (c->watch ? !sign_candidate(c, i) : !may_tell(c, i))
            continue;
        if (!looked)
            scene = sign_look(c);
        looked = true;
        sign_read(c, &scene, i, &t);
        if (c->watch) {
            c->watch(c->watcher, c, i, &t);
            continue;
        }
        hunch_chances(c->hunch, &t, chance);
        weigh(c, i, chance);
    }
}
