/* owner.c - whose a phrase is. */
#include "event/owner.h"

#include "event/anaphor.h"
#include "event/pronoun.h"
#include "event/side.h"

bool owners_take(const coder *c, int32_t i, bool near, owner *o, uint32_t *n) {
    const hit *h = side_hit(c, i);
    if (!h || *n == OWNERS_MOST)
        return false;
    o[(*n)++] = (owner){ h->code, h->sector, h->kind, near, false, false, i, h->actor };
    return true;
}

static void take_conjuncts(const coder *c, int32_t i, bool near, owner *o, uint32_t *n) {
    TREE_EACH(&c->tree, i, k)
    if (c->tree.at[k].main == REL_CONJ && owners_take(c, k, near, o, n))
        o[*n - 1].joined = *n > 1;
}

static bool is_modifier(uint8_t rel) {
    return rel == REL_AMOD || rel == REL_COMPOUND || rel == REL_NMOD_UNMARKED ||
           rel == REL_NMOD_DESC || rel == REL_FLAT || rel == REL_ADVMOD || rel == REL_DET ||
           rel == REL_NUMMOD;
}

void owners_beside(coder *c, int32_t k, owner *o, uint32_t *n) {
    const node *at = c->tree.at;
    if (owners_take(c, k, true, o, n)) {
        take_conjuncts(c, k, true, o, n);
        return;
    }
    text codes[ANAPHOR_MOST];
    if (at[k].rel == REL_NMOD_POSS && *n < OWNERS_MOST && anaphor_countries(c, k, codes) == 1) {
        o[(*n)++] = // "the country's army"; its plans, like "its plans", say nothing of the other
                    // side
            (owner){ codes[0], SECTOR_NONE, ACTOR_COUNTRY, true, true, false, k, NO_ACTOR };
        return;
    }
    if (node_in(&at[k], WORD_BACKED)) // "Turkish-backed rebels" are not Turkey's
        return;
    TREE_EACH(&c->tree, k, m) {
        uint8_t rel = at[m].rel;
        bool inner = is_modifier(rel) || rel == REL_NMOD_POSS || rel == REL_OBL_UNMARKED ||
                     rel == REL_OBL || rel == REL_CONJ;
        int preposition = rel == REL_NMOD ? tree_preposition(&c->tree, m) : 0;
        bool of = rel == REL_NMOD && (!preposition || preposition == P_OF || preposition == P_IN);
        if (inner || of)
            owners_take(c, m, true, o, n);
    }
}

/* "the talks in Vienna": where they are held is not whose they are. */
static bool is_held_at(const coder *c, int p, int32_t place) {
    const hit *h = side_hit(c, place);
    return (p == P_IN || p == P_AT) && h && hit_is_town(h) &&
           node_in(&c->tree.at[c->tree.at[place].head], WORD_OCCASION);
}

static bool ties(coder *c, int32_t k) { // "ministry of X", "troops from X"
    int p = tree_preposition(&c->tree, k);
    if (is_held_at(c, p, k))
        return false;
    if (p == P_OF || p == P_FROM || p == P_FOR || p == P_IN || p == P_AT || p == P_OF_OWNER ||
        p == P_TO || p == P_WITHIN || p == P_INSIDE || p == P_ACROSS || p == P_OFF)
        return true;
    const hit *h = side_hit(c, k);
    return p == P_WITH && h && h->kind == ACTOR_ORG;
}

/* Those of a phrase inside the phrase: "commission for culture and education of Italy". */
static uint32_t take_below(coder *c, int32_t h, owner *o, uint32_t n, int depth) {
    owner inner[OWNERS_MOST];
    if (node_in(&c->tree.at[h], WORD_RELATION) && tree_has(&c->tree, h, REL_NMOD_POSS))
        return n; // "the chief of Israel's ally" is not Israel's
    uint32_t m = owners_of(c, h, inner, depth);
    TREE_EACH(&c->tree, h, k)
    if (m == 0 && c->tree.at[k].main == REL_CONJ && c->tree.at[k].upos != UPOS_VERB)
        m = owners_of(c, k, inner, depth);
    for (uint32_t i = 0; i < m && n < OWNERS_MOST; i++) {
        inner[i].near = false;
        o[n++] = inner[i];
    }
    return n;
}

/* "the leaders of the two countries", "troops in the country". */
static bool take_anaphor(coder *c, int32_t i, owner *o, uint32_t *n) {
    text codes[ANAPHOR_MOST];
    uint32_t found = anaphor_countries(c, i, codes);
    for (uint32_t k = found; k-- > 0 && *n < OWNERS_MOST;)
        o[(*n)++] =
            (owner){ codes[k], SECTOR_NONE, ACTOR_COUNTRY, true, false, false, i, NO_ACTOR };
    return found > 0;
}

/* "leaders of two neighbours, Iran and Turkey". */
static void take_apposed(const coder *c, int32_t i, bool near, owner *o, uint32_t *n) {
    TREE_EACH(&c->tree, i, k)
    if (c->tree.at[k].rel == REL_APPOS && c->tree.at[i].xpos == XPOS_NNS && *n == 0 &&
        owners_take(c, k, near, o, n))
        take_conjuncts(c, k, near, o, n);
}

/* "Russia and Turkey, whose ministers met": those whom the relative clause is about. */
static void take_antecedent(coder *c, int32_t whose, owner *o, uint32_t *n) {
    const node *at = c->tree.at;
    int32_t i = at[whose].head;
    for (int step = 0; i >= 0 && at[i].rel != REL_ACL_RELCL && step < OWNERS_DEPTH; step++)
        i = at[i].head;
    int32_t who = i >= 0 ? at[i].head : -1;
    if (who < 0 || !owners_take(c, who, true, o, n))
        return;
    take_conjuncts(c, who, true, o, n);
}

bool owners_of_organ(coder *c, int32_t i, owner *o, uint32_t *n) {
    const hit *organ = side_hit(c, i);
    if (!organ || organ->kind != ACTOR_ORG || is_body(organ->code) || organ->code.len <= 3)
        return false;
    TREE_EACH(&c->tree, i, k) {
        int p = c->tree.at[k].main == REL_NMOD ? tree_preposition(&c->tree, k) : 0;
        const hit *state = p == P_OF ? side_hit(c, k) : NULL;
        if (state && state->kind == ACTOR_COUNTRY && state->code.len == 3 &&
            !text_equal(state->code, text_cut(organ->code, 0, 3)))
            return owners_take(c, k, true, o, n);
    }
    return false;
}

uint32_t owners_of(coder *c, int32_t h, owner *o, int depth) {
    const node *at = c->tree.at;
    uint32_t n = 0;
    TREE_EACH(&c->tree, h, k)
    if (at[k].rel == REL_NMOD_POSS) {
        side owner_side;
        if (tree_is(&c->tree, k, "whose"))
            take_antecedent(c, k, o, &n);
        else if (at[k].upos == UPOS_PRON && !side_hit(c, k)) {
            if (n < OWNERS_MOST && pronoun_resolve(c, k, &owner_side))
                o[n++] = (owner){
                    owner_side.code, owner_side.sector, ACTOR_COUNTRY, true, true, false, k,
                    owner_side.actor
                };
        } else {
            owners_beside(c, k, o, &n);
        }
    }
    if (n)
        return n;
    TREE_EACH(&c->tree, h, k)
    if (is_modifier(at[k].rel))
        owners_beside(c, k, o, &n);
    if (n)
        return n;
    TREE_EACH(&c->tree, h, k) {
        if (at[k].rel != REL_NMOD || !ties(c, k))
            continue;
        int p = tree_preposition(&c->tree, k);
        bool near = p == P_OF || p == P_IN;
        if (!owners_of_organ(c, k, o, &n) && !owners_take(c, k, near, o, &n) &&
            !take_anaphor(c, k, o, &n))
            take_apposed(c, k, near, o, &n);
        if (!n && depth < OWNERS_DEPTH)
            n = take_below(c, k, o, n, depth + 1);
        take_conjuncts(c, k, near, o, &n);
    }
    return n;
}
