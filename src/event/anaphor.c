/* anaphor.c - which country "the country" means; see anaphor.h. */
#include "event/anaphor.h"

#include "event/argument.h"
#include "event/draft.h"
#include "event/side.h"

enum { REACH_SENTENCES = 2 };

static bool is_land(const coder *c, int32_t i) {
    static const char *const lands[] = { "country",  "nation",  "kingdom",
                                         "republic", "emirate", "sultanate" };
    return c->tree.at[i].upos == UPOS_NOUN && TREE_IS_ANY(&c->tree, i, lands);
}

/* "the Arab kingdom": a people of several states tells which kind of country, not which. */
static bool is_kind(const hit *h) {
    return h->kind == ACTOR_ORG && h->code.len == 6 && text_starts(h->code, TEXT("IMG"));
}

/* Definite, and nothing beside it that names the country. */
static bool points_back(coder *c, int32_t i) {
    const node *at = c->tree.at;
    bool definite = false;
    TREE_EACH(&c->tree, i, k) {
        uint8_t main = at[k].main;
        const hit *h = side_hit(c, k);
        definite |= at[k].grammar == G_THE || at[k].grammar == G_THIS;
        bool named = h && !is_kind(h);
        if (named || main == REL_ACL || main == REL_NMOD || main == REL_APPOS || main == REL_NUMMOD)
            return false;
    }
    return definite;
}

static bool is_party(const coder *c, int32_t i) {
    static const char *const parties[] = { "country",  "nation", "side",       "neighbour",
                                           "neighbor", "state",  "government", "party" };
    return TREE_IS_ANY(&c->tree, i, parties);
}

/* "the two sides", "both presidents", and nothing that says of which. */
static bool is_pair(const coder *c, int32_t i) {
    const node *at = c->tree.at;
    bool two = false;
    TREE_EACH(&c->tree, i, k) {
        two |= k < i && (tree_is(&c->tree, k, "two") || tree_is(&c->tree, k, "both"));
        if (at[k].main == REL_ACL || at[k].main == REL_NMOD || at[k].main == REL_APPOS)
            return false;
    }
    return two;
}

/* What may be taken for the antecedent: of a pair whatever is of a country. */
typedef enum breadth { BY_NAME, BY_ADJECTIVE, BY_ANYTHING } breadth;

/* "in Vienna": where they meet. */
static bool is_scene(const coder *c, const hit *h) {
    int32_t i = (int32_t)(h->first - c->tree.first) - 1;
    return hit_is_town(h) && i >= 0 &&
           (c->tree.at[i].grammar == G_IN || c->tree.at[i].grammar == G_AT);
}

static bool is_antecedent(const coder *c, const hit *h, breadth wide) {
    const node *n = &c->tree.at[h->last - c->tree.first];
    bool before = n->main == REL_AMOD || n->main == REL_COMPOUND || n->upos == UPOS_ADJ;
    if (h->code.len < 3 || is_body(h->code) || h->kind == ACTOR_PLACE)
        return false;
    if (wide == BY_ANYTHING)
        return h->kind != ACTOR_ORG && !is_scene(c, h);
    if (h->kind == ACTOR_DEMONYM && !before)
        return false; // "the Russians"
    bool land = h->kind == ACTOR_COUNTRY || h->kind == ACTOR_CITY || h->kind == ACTOR_DEMONYM;
    return land && (wide == BY_ADJECTIVE || !before);
}

/* The countries named in the sentence before node i, the last one first; at most `most`. Returns
 * how many there are. */
static uint32_t named_before(const coder *c, int32_t i, breadth wide, text *codes, uint32_t most) {
    uint32_t n = 0, token_ = c->tree.first + (uint32_t)i;
    for (uint32_t k = c->end_hit; k-- > c->first_hit;) {
        const hit *h = &c->names->hits[k];
        bool known = false;
        if (h->last >= token_ || !is_antecedent(c, h, wide))
            continue;
        for (uint32_t m = 0; m < n && m < most; m++)
            known |= text_equal(codes[m], draft_country(h->code));
        if (known)
            continue;
        if (n < most)
            codes[n] = draft_country(h->code);
        n++;
    }
    return n;
}

/* What the article speaks of, where the sentence has named nobody. */
static text in_foreground(const coder *c) {
    const foreground *f = &c->body;
    if (f->known && f->side.kind == SIDE_COUNTRY &&
        c->tree.sentence - f->sentence <= REACH_SENTENCES)
        return draft_country(f->side.code);
    return c->home;
}

/* Two of this sentence, else those of the last one. */
static uint32_t pair_meant(const coder *c, int32_t i, text codes[ANAPHOR_MOST]) {
    uint32_t n = named_before(c, i, BY_ANYTHING, codes, ANAPHOR_MOST);
    if (n == 2)
        return 2;
    if (n || !c->pair[0].len || c->tree.sentence - c->pair_sentence > REACH_SENTENCES)
        return 0;
    codes[0] = c->pair[0];
    codes[1] = c->pair[1];
    return 2;
}

static bool is_ground(const hit *h) {
    return (h->kind == ACTOR_CITY || h->kind == ACTOR_PLACE) && h->code.len >= 3 &&
           !is_body(h->code);
}

/* Of which country a phrase is by name, looking no further than at what stands beside its head. */
static text named_country(const coder *c, int32_t h) {
    const hit *m = side_hit(c, h);
    if (!m)
        TREE_EACH(&c->tree, h, k) {
            uint8_t main = c->tree.at[k].main;
            if (main == REL_AMOD || main == REL_COMPOUND || c->tree.at[k].rel == REL_NMOD_POSS)
                m = m ? m : side_hit(c, k);
        }
    return m && m->code.len >= 3 && !is_body(m->code) ? draft_country(m->code) : (text){ NULL, 0 };
}

/* "the U.S. invaded the country": who does something to it is of another one. */
static text doer_country(coder *c, int32_t i) {
    const node *at = c->tree.at;
    int p = at[i].main == REL_OBL || at[i].main == REL_NMOD ? tree_preposition(&c->tree, i) : 0;
    int32_t v = at[i].head;
    bool suffers = at[i].main == REL_OBJ || p == P_AGAINST || p == P_ON || p == P_INTO;
    if (!suffers || v < 0)
        return (text){ NULL, 0 };
    if (is_noun(&at[v])) // "U.S. sanctions against the country"
        return named_country(c, v);
    int32_t subject = at[v].upos == UPOS_VERB ? match_subject(c, v) : -1;
    return subject >= 0 ? named_country(c, subject) : (text){ NULL, 0 };
}

/* "took control of the city": no side that acts, but the ground of the town last named. */
static text ground_meant(coder *c, int32_t i) {
    static const char *const grounds[] = { "city", "town", "village", "province", "district" };
    const node *n = &c->tree.at[i];
    bool borne =
        n->main == REL_OBJ || n->main == REL_OBL || n->main == REL_NMOD || n->rel == REL_NSUBJ_PASS;
    if (!borne || n->upos != UPOS_NOUN || !TREE_IS_ANY(&c->tree, i, grounds) || !points_back(c, i))
        return (text){ NULL, 0 };
    for (uint32_t k = c->end_hit; k-- > c->first_hit;) {
        const hit *h = &c->names->hits[k];
        if (h->first < c->tree.first + (uint32_t)i && is_ground(h))
            return draft_country(h->code);
    }
    bool near = c->ground.len && c->tree.sentence - c->ground_sentence <= REACH_SENTENCES;
    return near ? c->ground : (text){ NULL, 0 };
}

uint32_t anaphor_countries(coder *c, int32_t i, text codes[ANAPHOR_MOST]) {
    const node *n = &c->tree.at[i];
    if (is_plural(n))
        return is_pair(c, i) && is_party(c, i) ? pair_meant(c, i, codes) : 0;
    text ground = ground_meant(c, i);
    if (ground.len) {
        codes[0] = ground;
        return 1;
    }
    if (!is_land(c, i) || !points_back(c, i))
        return 0;
    bool loose =
        n->main == REL_NSUBJ || n->rel == REL_NMOD_POSS; // "Iranian exports ... the country's"
    text doer = doer_country(c, i), last[2];
    uint32_t named = named_before(c, i, loose ? BY_ADJECTIVE : BY_NAME, last, 2);
    for (uint32_t k = 0; k < named && k < 2; k++)
        if (!text_equal(last[k], doer)) {
            codes[0] = last[k];
            return 1;
        }
    codes[0] = in_foreground(c);
    if (text_equal(codes[0], doer))
        codes[0] = text_equal(c->home, doer) ? (text){ NULL, 0 } : c->home;
    return codes[0].len ? 1 : 0;
}

uint32_t anaphor_officials(coder *c, int32_t i, text codes[ANAPHOR_MOST]) {
    const node *n = &c->tree.at[i];
    return n->xpos == XPOS_NNS && is_pair(c, i) ? pair_meant(c, i, codes) : 0;
}

void anaphor_remember(coder *c) {
    for (uint32_t k = c->end_hit; k-- > c->first_hit;) {
        const hit *h = &c->names->hits[k];
        if (is_ground(h)) {
            c->ground = draft_country(h->code);
            c->ground_sentence = c->tree.sentence;
            break;
        }
    }
    text codes[ANAPHOR_MOST];
    uint32_t n = named_before(c, c->tree.n, BY_ANYTHING, codes, ANAPHOR_MOST);
    if (n == 1 && c->dated && !text_equal(codes[0], c->home))
        codes[n++] = c->home; // told at home of another country
    bool same = n == 1 && (text_equal(codes[0], c->pair[0]) || text_equal(codes[0], c->pair[1]));
    if (n == 0 || same) // still the same two
        return;
    bool two = n == 2;
    c->pair[0] = two ? codes[0] : (text){ NULL, 0 };
    c->pair[1] = two ? codes[1] : (text){ NULL, 0 };
    c->pair_sentence = c->tree.sentence;
}
