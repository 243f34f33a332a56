/* outlook.c - the signs are words, words of names as kinds, two of either in a row, and what the
 * sentence holds beside what its article names; a linear model weighs them. See outlook.h. */
#include "event/outlook.h"

#include "base/hash.h"
#include "event/gazette.h"
#include "event/prospect.h"
#include "model/words.h"

enum {
    PER_TOKEN = 3,
    LENGTH_STEP = 5,
    LENGTHS = 10,
    NAMES = 5,
    FEW_NAMES = 3,
    WHOLE = 6, // signs of the sentence as a whole
    MILLE = 1000,
};

enum { STRETCH = 8, STRETCHES = 5 };

/* Logits below which something is not to be expected, for each stretch of tokens more: a tree costs
 * by the token, so that a long sentence is to tell of something with a greater chance. Chances of
 * .01, .022, .038, .052, .07 and of .01, .025, .043, .058, .07. */
static const int16_t least[OUTLOOK_QUESTIONS][STRETCHES] = { { -147, -121, -103, -93, -83 },
                                                             { -147, -117, -99, -89, -83 } };

/* What goes into the hashes beside words. */
enum {
    SIGN_START = 1,
    SIGN_NUMBER,
    SIGN_LENGTH,
    SIGN_NAMES,
    SIGN_KIND,
    SIGN_DENSITY,
    SIGN_HOLDS,
    SIGN_ABOUT,
};

static uint32_t place_of(uint64_t sign) {
    return (uint32_t)(sign >> (64 - OUTLOOK_BITS));
}

static uint64_t word_at(const doc *d, uint32_t i) {
    text form = doc_form(d, &d->tokens[i]);
    bool number = form.len && is_digit((unsigned char)form.at[0]);
    return number ? hash_mix(SIGN_NUMBER, 0) : gazette_word(d, i);
}

/* The token behind the name that begins with a token; the token itself where none does. */
static uint32_t name_end(const doc *d, uint32_t i) {
    const name_run *r = &d->names[i];
    text form = doc_form(d, &d->tokens[i]);
    bool named = r->actor != NO_ACTOR && form.len && is_upper((unsigned char)form.at[0]);
    return named ? r->last + 1 : i;
}

static bool is_politics(uint8_t kind) {
    return kind == ACTOR_COUNTRY || kind == ACTOR_DEMONYM || kind == ACTOR_LEADER;
}

uint32_t outlook_density(const actors *all, const doc *d) {
    static const uint32_t steps[] = { 2, 6, 12, 20, 30, 45 }; // in a thousand tokens
    uint32_t names = 0, density = 0, i = 0;
    while (i < d->n_tokens) {
        uint32_t behind = name_end(d, i);
        names += behind > i && is_politics(all->items[d->names[i].actor].kind);
        i = behind > i ? behind : i + 1;
    }
    for (size_t k = 0; k < sizeof steps / sizeof *steps; k++)
        density += (uint64_t)names * MILLE >= (uint64_t)steps[k] * d->n_tokens;
    return density;
}

static uint32_t at_most(uint32_t n, uint32_t most) {
    return n < most ? n : most;
}

/* Signs of the sentence as a whole, as one among those of its article. */
static uint32_t whole_signs(const sentence *s, uint32_t names, uint32_t density, uint32_t *places) {
    uint32_t n = 0, about = s->holds & (HOLDS_SIDE | HOLDS_WORD);
    places[n++] = place_of(hash_mix(SIGN_LENGTH, at_most(s->n_tokens / LENGTH_STEP, LENGTHS)));
    places[n++] = place_of(hash_mix(SIGN_NAMES, at_most(names, NAMES)));
    places[n++] = place_of(hash_mix(SIGN_DENSITY, density));
    places[n++] =
        place_of(hash_mix(hash_mix(SIGN_DENSITY, density), 1 + at_most(names, FEW_NAMES)));
    places[n++] = place_of(hash_mix(SIGN_HOLDS, s->holds));
    places[n++] = place_of(hash_mix(hash_mix(SIGN_ABOUT, about), density));
    return n;
}

uint32_t outlook_signs(const actors *all, const doc *d, uint32_t density, const sentence *s,
                       uint32_t places[OUTLOOK_SIGNS_MOST]) {
    uint64_t before = hash_mix(SIGN_START, 0);
    uint32_t n = 0, names = 0, end = s->first + s->n_tokens;
    for (uint32_t i = s->first; i < end && n + PER_TOKEN + WHOLE <= OUTLOOK_SIGNS_MOST;) {
        uint64_t word = word_at(d, i), own = word;
        uint32_t behind = name_end(d, i);
        if (behind > i) {
            own = hash_mix(SIGN_KIND, all->items[d->names[i].actor].kind);
            places[n++] = place_of(own);
            names++;
        }
        places[n++] = place_of(hash_mix(word, 0));
        places[n++] = place_of(hash_mix(before, own));
        before = own;
        i = behind > i ? behind : i + 1;
    }
    return n + whole_signs(s, names, density, places + n);
}

bool outlook_weighs_dim(const outlook *o, const uint32_t *places, uint32_t n, uint32_t n_tokens) {
    uint32_t stretch = n_tokens / STRETCH < STRETCHES ? n_tokens / STRETCH : STRETCHES - 1;
    int32_t act = o->bias[OUTLOOK_ACT], said = o->bias[OUTLOOK_CLAIM];
    for (uint32_t i = 0; i < n; i++) {
        act += o->weight[places[i]][OUTLOOK_ACT];
        said += o->weight[places[i]][OUTLOOK_CLAIM];
    }
    return act < least[OUTLOOK_ACT][stretch] && said < least[OUTLOOK_CLAIM][stretch];
}

bool outlook_is_dim(const outlook *o, const actors *all, const doc *d, uint32_t density,
                    const sentence *s) {
    uint32_t places[OUTLOOK_SIGNS_MOST];
    return outlook_weighs_dim(o, places, outlook_signs(all, d, density, s, places), s->n_tokens);
}
