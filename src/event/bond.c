/* bond.c - reading what binds a word to a draft; see bond.h. */
#include "event/bond.h"

#include "event/draft.h"
#include "event/side.h"

enum {
    ROUTE_MOST = 7, // steps of a way that is told in full
    NEAR_MOST = 4,  // of the way from the other hand
    CLIMB_MOST = 5, // of its first part
    SHORT = 4,
    LONG = 8,
    MANY_SIDES = 3,
    MANY_STATES = 4,
    FAR = 16,
    END_OF_CLIMB = 255,
};

/* Kinds of signs; the numbers go into the hashes, so that a new one stands at the end. */
typedef enum kind {
    K_NOW = 1, // which hands the word stands on
    K_NAMED,
    K_SECTOR,
    K_NOW_NAMED,
    K_HOW,
    K_ROUTE,
    K_ROUTE_TYPE,
    K_ROUTE_NAMED,
    K_ROUTE_NOW,
    K_ROUTE_WORD,
    K_VERB_ROUTE,
    K_VERB_ROUTE_TYPE,
    K_VERB_ROUTE_NOW,
    K_STEPS,
    K_CLIMB,
    K_LAST,
    K_LAST_TYPE,
    K_LAST_NAMED,
    K_LAST_WORD,
    K_FIRST_TYPE,
    K_FIRST_LAST,
    K_FIRST_LAST_TYPE,
    K_FIRST_WORD,
    K_HEAD,
    K_HEAD_TYPE,
    K_WORD,
    K_WORD_TYPE,
    K_BEFORE,
    K_DISTANCE,
    K_PLACE,
    K_PLACE_LAST,
    K_PLACE_WORD,
    K_PHRASE,
    K_PHRASE_LAST,
    K_PHRASE_WORD,
    K_COMPLEMENT,
    K_COMPLEMENT_WORD,
    K_SPEAKER,
    K_SPEAKER_NOW,
    K_SHARED,
    K_SHARED_NOW,
    K_SHARED_OWN,
    K_OTHERS,
    K_OTHERS_NOW,
    K_STATES,
    K_STATES_TYPE,
    K_QUOTED,
    K_STATUS,
    K_MODE,
    K_ELSEWHERE,
    K_BETWEEN,
    K_TRIGGER_TAG,
    K_UNDER,
    K_OVER,
    K_OTHER_ROUTE,
    K_OTHER_ROUTE_NOW,
    K_ORDER,
} kind;

/* A word at hand, with what its signs share. */
typedef struct bond {
    const bond_scene *scene;
    const node *at; // [n] of the sentence
    const draft *d;
    hand hand;
    int32_t word;
    side who;       // that the word names first
    uint64_t type;  // of the draft
    uint64_t now;   // which hands the word stands on
    uint64_t named; // how
    uint64_t last;  // its relation and preposition
    bond_signs *out;
} bond;

static void add(const bond *b, kind k, uint64_t x, uint64_t y) {
    bond_signs *out = b->out;
    uint64_t with_hand = 2 * (uint64_t)k + (b->hand == HAND_RECIPIENT);
    if (out->n < BOND_SIGNS_MOST)
        out->at[out->n++] = (uint32_t)(hash_mix(hash_mix(with_hand, x), y) >> 16);
}

sides bond_hand(const draft *d, hand h) {
    return h == HAND_ACTOR ? draft_actors(d) : draft_recipients(d);
}

static bool holds(sides s, int32_t word) {
    for (uint32_t i = 0; i < s.n; i++)
        if (s.at[i].head == word)
            return true;
    return false;
}

/* ---- the scene ---- */

static text state_of(const side *s) {
    return is_body(s->code) ? s->code : side_country(s);
}

static bool names_state(sides s, text state) {
    for (uint32_t i = 0; i < s.n; i++)
        if (s.at[i].code.len && text_equal(state_of(&s.at[i]), state))
            return true;
    return false;
}

static bool share_state(sides a, sides b) {
    for (uint32_t i = 0; i < a.n; i++)
        if (a.at[i].code.len && names_state(b, state_of(&a.at[i])))
            return true;
    return false;
}

static bool is_on_a_hand(const draft *d, int32_t word) {
    return holds(draft_actors(d), word) || holds(draft_recipients(d), word) ||
           holds(d->actor, word) || holds(d->recipient, word);
}

static void add_states(bond_scene *s, sides named) {
    for (uint32_t i = 0; i < named.n; i++) {
        bool known = !named.at[i].code.len || s->n_states == BOND_STATES_MOST;
        for (uint32_t k = 0; k < s->n_states && !known; k++)
            known = text_equal(s->states[k], state_of(&named.at[i]));
        if (!known)
            s->states[s->n_states++] = state_of(&named.at[i]);
    }
}

void bond_look(coder *c, const draft *d, bond_scene *out) {
    *out = (bond_scene){ .draft = d };
    match_arguments(c, d->verb, &out->around);
    for (int32_t i = 0; i < c->tree.n && out->n_words < BOND_WORDS_MOST; i++) {
        sides named = is_nominal(&c->tree.at[i]) || side_hit(c, i) ? side_alone(c, i) : nobody;
        bool counts = named.n && (side_is_political(&named.at[0]) || named.at[0].pronoun ||
                                  named.at[0].kind == SIDE_NAMED || is_on_a_hand(d, i));
        if (!counts)
            continue;
        out->words[out->n_words++] = i;
        add_states(out, named);
    }
}

/* ---- ways through the tree ---- */

/* From one word up to what both hang on, then down to the other. */
typedef struct route {
    int32_t up[TREE_DEPTH_MOST], down[TREE_DEPTH_MOST]; // down: from the other word upwards
    uint32_t n_up, n_down;
} route;

static route route_of(const coder *c, int32_t from, int32_t to) {
    const node *at = c->tree.at;
    route r = { .n_up = 0 };
    int32_t chain[TREE_DEPTH_MOST];
    uint32_t n = 0, meets = 0;
    for (int32_t i = to; i >= 0 && n < TREE_DEPTH_MOST; i = at[i].head)
        chain[n++] = i;
    int32_t i = from;
    for (; i >= 0 && r.n_up < TREE_DEPTH_MOST; i = at[i].head) {
        for (meets = 0; meets < n && chain[meets] != i; meets++)
            continue;
        if (meets < n)
            break;
        r.up[r.n_up++] = i;
    }
    for (uint32_t k = 0; k < meets; k++)
        r.down[r.n_down++] = chain[k];
    return r;
}

static uint64_t step(coder *c, int32_t i) {
    return (uint64_t)c->tree.at[i].rel << 8 | (uint64_t)tree_preposition(&c->tree, i);
}

/* A number of the way; 0 of a long one. */
static uint64_t route_hash(coder *c, const route *r, uint32_t most) {
    uint64_t hash = 1;
    if (r->n_up + r->n_down > most)
        return 0;
    for (uint32_t i = 0; i < r->n_up; i++)
        hash = hash_mix(hash, c->tree.at[r->up[i]].rel);
    hash = hash_mix(hash, END_OF_CLIMB);
    for (uint32_t i = r->n_down; i-- > 0;)
        hash = hash_mix(hash, step(c, r->down[i]));
    return hash;
}

static uint64_t climb_hash(const coder *c, const route *r) {
    uint64_t hash = 1;
    for (uint32_t i = 0; i < r->n_up && i < CLIMB_MOST; i++)
        hash = hash_mix(hash, c->tree.at[r->up[i]].rel);
    return hash;
}

static uint32_t at_most(uint32_t n, uint32_t most) {
    return n < most ? n : most;
}

static void add_route(coder *c, const bond *b) {
    route r = route_of(c, b->d->trigger, b->word);
    uint64_t way = route_hash(c, &r, ROUTE_MOST), word = b->at[b->d->trigger].lemma;
    if (way) {
        add(b, K_ROUTE, way, 0);
        add(b, K_ROUTE_TYPE, way, b->type);
        add(b, K_ROUTE_NAMED, way, b->named);
        add(b, K_ROUTE_NOW, way, b->now);
        add(b, K_ROUTE_WORD, way, word);
    }
    add(b, K_STEPS, at_most(r.n_up, SHORT) << 8 | at_most(r.n_down, SHORT),
        at_most(r.n_up + r.n_down, LONG));
    add(b, K_CLIMB, climb_hash(c, &r), b->type);
    if (r.n_down) {
        uint64_t first = step(c, r.down[r.n_down - 1]);
        add(b, K_FIRST_TYPE, first, b->type);
        add(b, K_FIRST_WORD, first, word);
        add(b, K_FIRST_LAST, first, b->last);
        add(b, K_FIRST_LAST_TYPE, first << 16 | b->last, b->type);
    }
}

static void add_verb_route(coder *c, const bond *b) {
    if (b->d->verb == b->d->trigger)
        return;
    route r = route_of(c, b->d->verb, b->word);
    uint64_t way = route_hash(c, &r, ROUTE_MOST);
    if (!way)
        return;
    add(b, K_VERB_ROUTE, way, 0);
    add(b, K_VERB_ROUTE_TYPE, way, b->type);
    add(b, K_VERB_ROUTE_NOW, way, b->now);
}

/* ---- what else ---- */

static void add_itself(const bond *b) {
    uint64_t name =
        b->who.kind != SIDE_LEADER && b->who.kind != SIDE_COUNTRY && b->who.kind != SIDE_DEMONYM
            ? b->at[b->word].lemma
            : 0;
    add(b, K_NOW, b->now, 0);
    add(b, K_NOW, b->now, b->type);
    add(b, K_NAMED, b->named, 0);
    add(b, K_NAMED, b->named, b->type);
    add(b, K_NOW_NAMED, b->now, b->named);
    add(b, K_SECTOR, b->who.sector, 0);
    add(b, K_SECTOR, b->who.sector, b->type);
    if (name) {
        add(b, K_WORD, name, 0);
        add(b, K_WORD_TYPE, name, b->type);
    }
}

static void add_draft(const bond *b) {
    add(b, K_HOW, b->now, words_hash(text_of(b->d->how)));
    add(b, K_STATUS, b->d->status, b->now);
    add(b, K_MODE, b->type << 8 | b->d->mode, b->now);
    add(b, K_TRIGGER_TAG, b->at[b->d->trigger].upos, b->last);
    add(b, K_QUOTED, b->at[b->word].quoted, b->at[b->d->trigger].quoted);
}

static void add_place(const bond *b) {
    int32_t head = b->at[b->word].head;
    uint64_t lemma = head >= 0 ? b->at[head].lemma : 0;
    add(b, K_LAST, b->last, 0);
    add(b, K_LAST_TYPE, b->last, b->type);
    add(b, K_LAST_NAMED, b->last, b->named);
    add(b, K_LAST_WORD, b->last, b->at[b->d->trigger].lemma);
    add(b, K_HEAD, lemma, b->last);
    add(b, K_HEAD_TYPE, lemma, b->type);
}

static bool names_anybody(coder *c, int32_t word) {
    sides named = side_alone(c, word);
    return draft_any_code(named.at, named.n);
}

static void add_order(coder *c, const bond *b) {
    bool before = b->word < b->d->trigger;
    int32_t low = before ? b->word : b->d->trigger, high = before ? b->d->trigger : b->word;
    uint32_t far = 0, between = 0;
    for (int32_t reach = 2; reach <= FAR && high - low >= reach; reach *= 2)
        far++;
    for (uint32_t i = 0; i < b->scene->n_words; i++) {
        int32_t k = b->scene->words[i];
        between += k > low && k < high && names_anybody(c, k);
    }
    add(b, K_BEFORE, before << 1 | b->scene->around.passive, b->type);
    add(b, K_DISTANCE, before, far);
    add(b, K_BETWEEN, before, at_most(between, MANY_SIDES));
}

/* Whether it is the subject, the object or a phrase of the verb, or stands in one. */
static void add_arguments(const coder *c, const bond *b) {
    const arguments *a = &b->scene->around;
    const int32_t places[] = { a->subject, a->object, a->second };
    uint64_t word = b->at[b->d->trigger].lemma;
    for (uint32_t i = 0; i < sizeof places / sizeof *places; i++) {
        if (places[i] < 0 || !tree_under(&c->tree, b->word, places[i]))
            continue;
        bool itself = places[i] == b->word;
        add(b, K_PLACE, i << 2 | (uint32_t)itself << 1 | a->passive, b->type);
        if (!itself) {
            add(b, K_PLACE_LAST, i, b->last);
            add(b, K_PLACE_WORD, i, b->at[places[i]].lemma);
        }
    }
    for (uint32_t i = 0; i < a->n_obliques; i++) {
        uint64_t preposition = (uint64_t)a->obliques[i].preposition;
        if (!tree_under(&c->tree, b->word, a->obliques[i].node))
            continue;
        bool itself = a->obliques[i].node == b->word;
        add(b, K_PHRASE, preposition << 1 | itself, b->type);
        if (itself)
            add(b, K_PHRASE_WORD, preposition, word);
        else
            add(b, K_PHRASE_LAST, preposition, b->last);
    }
    for (uint32_t i = 0; i < a->n_complements; i++)
        if (tree_under(&c->tree, b->word, a->complements[i])) {
            add(b, K_COMPLEMENT, 0, b->type);
            add(b, K_COMPLEMENT_WORD, 0, word);
        }
}

static void add_speaker(const coder *c, const bond *b) {
    int32_t speaker = b->d->context.speaker;
    if (speaker < 0)
        return;
    uint64_t where = speaker == b->word ? 2 : tree_under(&c->tree, b->word, speaker);
    add(b, K_SPEAKER, where, b->type);
    add(b, K_SPEAKER_NOW, where, b->now);
}

/* Whose state it shares, and how many other states are named. */
static void add_states_signs(coder *c, const bond *b) {
    sides own = side_alone(c, b->word), mine = bond_hand(b->d, b->hand),
          other = bond_hand(b->d, bond_other(b->hand));
    uint64_t shared = 2 * share_state(own, other) + draft_any_code(other.at, other.n);
    uint32_t foreign = 0;
    for (uint32_t i = 0; i < b->scene->n_states; i++)
        foreign += !names_state(other, b->scene->states[i]);
    foreign = at_most(foreign, MANY_STATES);
    add(b, K_SHARED, shared, b->type);
    add(b, K_SHARED_NOW, shared << 8 | b->now, b->named);
    add(b, K_SHARED_OWN, share_state(own, mine), b->now);
    add(b, K_OTHERS, at_most(other.n, MANY_SIDES), b->type);
    add(b, K_OTHERS_NOW, at_most(other.n, MANY_SIDES), b->now);
    add(b, K_STATES, foreign, shared);
    add(b, K_STATES_TYPE, foreign << 8 | shared, b->type);
}

/* On which hands of other drafts it stands. */
static void add_elsewhere(const coder *c, const bond *b) {
    uint32_t seen = 0;
    for (uint32_t i = 0; i < c->n_drafts; i++) {
        const draft *e = &c->drafts[i];
        for (uint32_t h = 0; h < HANDS && e != b->d && !e->dropped; h++)
            if (holds(bond_hand(e, (hand)h), b->word))
                seen |= 1u << (2 * h + (e->type == b->d->type));
    }
    for (uint32_t i = 0; i < 2 * HANDS; i++)
        if (seen >> i & 1)
            add(b, K_ELSEWHERE, i, 0);
    if (!seen)
        add(b, K_ELSEWHERE, 2 * HANDS, 0);
}

static bool is_word(const bond_scene *s, int32_t i) {
    for (uint32_t k = 0; k < s->n_words; k++)
        if (s->words[k] == i)
            return true;
    return false;
}

static uint64_t naming(const side *s) {
    uint64_t how = s->owned ? SIDE_OWNED : s->pronoun ? SIDE_PRONOUN : s->kind;
    return 2 * how + (s->code.len > 0);
}

/* What it is to other names: "Israeli" of "the Israeli minister", one beside the other hand. */
static void add_company(coder *c, const bond *b) {
    sides other = bond_hand(b->d, bond_other(b->hand));
    int32_t head = b->at[b->word].head, first = other.n ? other.at[0].head : -1;
    if (head >= 0 && is_word(b->scene, head)) {
        sides above = side_alone(c, head);
        add(b, K_UNDER, above.n ? naming(&above.at[0]) : 0, b->at[b->word].rel);
    }
    bool over = false;
    TREE_EACH(&c->tree, b->word, k)
    over |= is_word(b->scene, k);
    if (over)
        add(b, K_OVER, 0, 0);
    if (first < 0)
        return;
    route r = route_of(c, first, b->word);
    uint64_t way = route_hash(c, &r, NEAR_MOST);
    add(b, K_OTHER_ROUTE, way, 0);
    add(b, K_OTHER_ROUTE_NOW, way, b->now);
    add(b, K_ORDER, (uint64_t)(b->word < first) << 1 | (first < b->d->trigger), b->type);
}

static uint64_t standing(const draft *d, hand h, int32_t word) {
    sides mine = bond_hand(d, h), other = bond_hand(d, bond_other(h));
    bool read = holds(h == HAND_ACTOR ? d->actor : d->recipient, word);
    return (holds(mine, word) ? 2u : read) << 2 | (uint64_t)holds(other, word) << 1 | !mine.n;
}

void bond_read(coder *c, const bond_scene *s, hand h, int32_t word, bond_signs *out) {
    sides named = side_alone(c, word);
    bond b = { .scene = s, .at = c->tree.at, .d = s->draft, .hand = h, .word = word, .out = out };
    out->n = 0;
    if (named.n)
        b.who = named.at[0];
    b.type = s->draft->type;
    b.now = standing(s->draft, h, word);
    b.named = naming(&b.who);
    b.last = step(c, word);
    add_itself(&b);
    add_draft(&b);
    add_route(c, &b);
    add_verb_route(c, &b);
    add_place(&b);
    add_order(c, &b);
    add_arguments(c, &b);
    add_speaker(c, &b);
    add_states_signs(c, &b);
    add_elsewhere(c, &b);
    add_company(c, &b);
}
