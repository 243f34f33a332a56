/* hint.c - learned weights of words and of the names of elements. */
#include "page/hint.h"

#include "base/ahead.h"
#include "base/hash.h"

enum {
    PAIRS_MOST = 12, // of neighbouring words at a piece's start
    FIRST = 1,       // salts of the hashes
    SECOND,
    LAST,
    LEVELS = 3, // the block around a piece, the next, all above
    LOGIT = 512,
    ROOT_STEPS = 64, // of the table of square roots
};

/* 256 over the square root of 1 to 64: long pieces do not shout. */
static const uint16_t over_root[ROOT_STEPS + 1] = {
    256, 256, 181, 148, 128, 114, 105, 97, 91, 85, 81, 77, 74, 71, 68, 66, 64, 62, 60, 59, 57, 56,
    55,  53,  52,  51,  50,  49,  48,  48, 47, 46, 45, 45, 44, 43, 43, 42, 42, 41, 40, 40, 40, 39,
    39,  38,  38,  37,  37,  37,  36,  36, 36, 35, 35, 35, 34, 34, 34, 33, 33, 33, 33, 32, 32,
};

static inline uint16_t slot_of(uint64_t a, uint64_t salt) {
    return (uint16_t)(hash_mix(a, salt) >> 20 & (HINT_SLOTS - 1));
}

uint32_t hint_words(const pieces *ps, const piece *p, uint16_t slot[HINT_WORDS_MOST]) {
    word_row all = piece_words(ps, p);
    uint32_t n = 0;
    for (uint32_t i = 0; i < all.n; i++)
        slot[n++] = slot_of(all.at[i].hash, 0);
    for (uint32_t i = 0; i + 1 < all.n && i < PAIRS_MOST; i++)
        slot[n++] = slot_of(all.at[i].hash, (uint64_t)all.at[i + 1].hash << 8);
    if (all.n) {
        slot[n++] = slot_of(all.at[0].hash, FIRST);
        slot[n++] = slot_of(all.at[all.n - 1].hash, LAST);
    }
    return n;
}

/* ---- names ---- */

/* Attributes whose words name their element. */
#define NAMING                                                                                     \
    (HTML_HAS(CLASS) | HTML_HAS(ID) | HTML_HAS(ROLE) | HTML_HAS(ITEMPROP) | HTML_HAS(DATA_TYPE) |  \
     HTML_HAS(DATA_COMPONENT) | HTML_HAS(DATA_TESTID) | HTML_HAS(DATA_MODULE) |                    \
     HTML_HAS(ARIA_LABEL))

/* The number of an attribute's value among those of the page; 0 where it names nothing. */
static uint32_t value_of(class_index *classes, const html_attribute *a) {
    return NAMING >> a->known & 1 ? class_of(classes, a) : 0;
}

static uint16_t tag_slot(const html_node *n, uint32_t level) {
    return slot_of(n->tag, 16 + level);
}

static uint16_t word_slot(uint32_t hash, uint32_t level) {
    return slot_of(hash, 1 + level);
}

static uint32_t add_node(const pieces *ps, const html *h, uint32_t node, uint32_t level,
                         uint16_t *slot, uint32_t n) {
    const html_node *e = &h->nodes[node];
    if (n < HINT_NAMES_MOST)
        slot[n++] = tag_slot(e, level);
    for (uint32_t i = 0; i < e->n_attributes; i++) {
        uint32_t number = value_of(ps->classes, &h->attributes[e->attribute + i]);
        class_value v = ps->classes->values[number];
        for (uint32_t k = 0; k < v.n_words && n < HINT_NAMES_MOST; k++)
            slot[n++] = word_slot(ps->classes->words[v.word + k], level);
    }
    return n;
}

uint32_t hint_names(const pieces *ps, const html *h, const markup *m,
                    uint16_t slot[HINT_NAMES_MOST]) {
    uint32_t n = 0, level = 0;
    for (uint32_t node = m->node; node && n < HINT_NAMES_MOST; node = h->nodes[node].parent) {
        n = add_node(ps, h, node, level, slot, n);
        if (level + 1 < LEVELS && node == m->block[level])
            level++;
    }
    return n;
}

/* ---- scores ---- */

static uint8_t squash(int32_t sum) {
    int32_t size = sum < 0 ? -sum : sum;
    return (uint8_t)(128 + 127 * (int64_t)sum / (size + LOGIT));
}

uint8_t hint_score_words(const signed char *table, const uint16_t *slot, uint32_t n) {
    int32_t sum = 0;
    for (uint32_t i = 0; i < n; i++)
        sum += table[slot[i]];
    return squash(sum * over_root[n < ROOT_STEPS ? n : ROOT_STEPS] / 8);
}

static uint8_t names_score(int32_t sum) {
    return squash(sum * 16);
}

uint8_t hint_score_names(const signed char *table, const uint16_t *slot, uint32_t n) {
    int32_t sum = 0;
    for (uint32_t i = 0; i < n; i++)
        sum += table[slot[i]];
    return names_score(sum);
}

/* ---- a page's names, each element, tag and value once ---- */

/* What an element or a value is worth as the block around a piece, the next, one above. */
typedef struct worth {
    int32_t at[LEVELS];
    bool is_known;
} worth;

typedef struct adder {
    const html *h;
    class_index *classes;
    const signed char *names;
    worth *tags;   // [TAGS_KNOWN]
    worth *nodes;  // [n_nodes]; the last level with all above
    worth *values; // [n_values], by the numbers of class_index
    uint32_t n_values, values_cap;
    arena *scratch;
} adder;

/* n < HINT_NAMES_MOST */
static void add_words(const adder *a, const class_value *v, uint32_t n, worth *w) {
    uint16_t slot[HINT_NAMES_MOST][LEVELS]; // all are asked for before the first is needed
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t level = 0; level < LEVELS; level++) {
            slot[i][level] = word_slot(a->classes->words[v->word + i], level);
            __builtin_prefetch(&a->names[slot[i][level]]);
        }
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t level = 0; level < LEVELS; level++)
            w->at[level] += a->names[slot[i][level]];
}

/* The worth of a value, known from the last time; NULL when memory refuses. */
static const worth *worth_of(adder *a, uint32_t number) {
    while (a->n_values <= number) {
        worth *next = ARENA_PUSH(a->scratch, a->values, a->n_values, a->values_cap);
        if (!next)
            return NULL;
    }
    worth *w = &a->values[number];
    if (!w->is_known)
        add_words(a, &a->classes->values[number], a->classes->values[number].n_words, w);
    w->is_known = true;
    return w;
}

static void know_tag(const adder *a, const html_node *e, worth *w) {
    for (uint32_t level = 0; level < LEVELS; level++)
        w->at[level] = a->names[tag_slot(e, level)];
    w->is_known = true;
}

static void add_element(adder *a, uint32_t node, worth *w) {
    const html_node *e = &a->h->nodes[node];
    uint32_t room = HINT_NAMES_MOST - 1;
    worth *tag = e->tag < TAGS_KNOWN ? &a->tags[e->tag] : w;
    if (!tag->is_known)
        know_tag(a, e, tag);
    *w = *tag;
    for (uint32_t i = 0; i < e->n_attributes; i++) {
        uint32_t number = value_of(a->classes, &a->h->attributes[e->attribute + i]);
        const class_value *v = &a->classes->values[number];
        const worth *value = v->n_words <= room ? worth_of(a, number) : NULL;
        if (!value)
            add_words(a, v, v->n_words < room ? v->n_words : room, w);
        for (uint32_t level = 0; value && level < LEVELS; level++)
            w->at[level] += value->at[level];
        room -= v->n_words < room ? v->n_words : room;
    }
}

/* Knows a node and all above it; the way up is walked twice instead of recursing. */
static void know(adder *a, uint32_t node) {
    uint32_t way[HTML_DEPTH_MOST + 2], n = 0;
    for (; node && !a->nodes[node].is_known && n < HTML_DEPTH_MOST + 2;
         node = a->h->nodes[node].parent)
        way[n++] = node;
    while (n > 0) {
        worth *w = &a->nodes[way[--n]];
        add_element(a, way[n], w);
        w->at[LEVELS - 1] += a->nodes[a->h->nodes[way[n]].parent].at[LEVELS - 1];
        w->is_known = true;
    }
}

static uint8_t score_names(adder *a, const markup *m) {
    int32_t sum = 0;
    uint32_t level = 0, node = m->node;
    know(a, node);
    for (; node && level < 2; node = a->h->nodes[node].parent) {
        sum += a->nodes[node].at[level];
        level += node == m->block[level];
    }
    return names_score(sum + a->nodes[node].at[LEVELS - 1]);
}

bool hint_pieces(const hint_tables *t, const pieces *ps, const html *h, uint8_t *words,
                 uint8_t *names) {
    uint16_t slot[HINT_NAMES_MOST];
    adder a = { .h = h, .classes = ps->classes, .names = t->names, .scratch = ps->scratch };
    ahead(t->words, HINT_SLOTS);
    if (h)
        ahead(t->names, HINT_SLOTS);
    if (h && (!(a.nodes = arena_array(ps->scratch, h->n_nodes, sizeof *a.nodes)) ||
              !(a.tags = arena_array(ps->scratch, TAGS_KNOWN, sizeof *a.tags))))
        return false;
    for (uint32_t i = 0; i < ps->n; i++) {
        uint32_t n = hint_words(ps, &ps->at[i], slot);
        words[i] = hint_score_words(t->words, slot, n);
        if (h)
            names[i] = score_names(&a, &ps->markup[i]);
    }
    return !ps->scratch->failed;
}
