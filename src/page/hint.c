/* hint.c - learned weights of words and of the names of elements. */
#include "page/hint.h"

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

static uint16_t slot_of(uint64_t a, uint64_t salt) {
    return (uint16_t)(hash_mix(a, salt) >> 20 & (HINT_SLOTS - 1));
}

uint32_t hint_words(const pieces *ps, const piece *p, uint16_t slot[HINT_WORDS_MOST]) {
    word_list words;
    uint32_t n = 0;
    shape_words(piece_text(ps, p), &words);
    for (uint32_t i = 0; i < words.n; i++)
        slot[n++] = slot_of(words.at[i].hash, 0);
    for (uint32_t i = 0; i + 1 < words.n && i < PAIRS_MOST; i++)
        slot[n++] = slot_of(words.at[i].hash, (uint64_t)words.at[i + 1].hash << 8);
    if (words.n) {
        slot[n++] = slot_of(words.at[0].hash, FIRST);
        slot[n++] = slot_of(words.at[words.n - 1].hash, LAST);
    }
    return n;
}

/* ---- names ---- */

static bool is_named_by(text name) {
    static const text names[] = { { "class", 5 },        { "id", 2 },
                                  { "role", 4 },         { "itemprop", 8 },
                                  { "data-type", 9 },    { "data-component", 14 },
                                  { "data-testid", 11 }, { "data-module", 11 },
                                  { "aria-label", 10 } };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (text_equal_nocase(name, names[i]))
            return true;
    return false;
}

/* Takes the words of a value: cut at what is no letter and where a capital follows a small letter.
 */
static uint32_t add_value(text value, uint64_t salt, uint16_t *slot, uint32_t n) {
    uint32_t hash = 0, len = 0;
    for (size_t i = 0; i <= value.len; i++) {
        int c = i < value.len ? (unsigned char)value.at[i] : ' ';
        bool cuts =
            !is_alpha(c) || (is_upper(c) && i > 0 && is_lower((unsigned char)value.at[i - 1]));
        if (cuts && len > 1 && n < HINT_NAMES_MOST)
            slot[n++] = slot_of(hash, salt);
        if (cuts)
            hash = len = 0;
        if (is_alpha(c)) {
            hash = (hash ^ (uint32_t)to_lower(c)) * 16777619u + len;
            len++;
        }
    }
    return n;
}

static uint32_t add_node(const html *h, uint32_t node, uint32_t level, uint16_t *slot, uint32_t n) {
    const html_node *e = &h->nodes[node];
    if (n < HINT_NAMES_MOST)
        slot[n++] = slot_of(e->tag, 16 + level);
    for (uint32_t i = 0; i < e->n_attributes; i++) {
        const html_attribute *a = &h->attributes[e->attribute + i];
        if (is_named_by(text_cut(h->in, a->name, a->name + a->name_len)))
            n = add_value(text_cut(h->in, a->value, a->value + a->value_len), 1 + level, slot, n);
    }
    return n;
}

uint32_t hint_names(const html *h, const markup *m, uint16_t slot[HINT_NAMES_MOST]) {
    uint32_t n = 0, level = 0;
    for (uint32_t node = m->node; node && n < HINT_NAMES_MOST; node = h->nodes[node].parent) {
        n = add_node(h, node, level, slot, n);
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

/* ---- a page's names, each element once ---- */

typedef struct node_sum {
    int32_t near[2]; // as the block around a piece or the next
    int32_t far;     // with all above it
    bool is_known;
} node_sum;

typedef struct adder {
    const html *h;
    const signed char *names;
    node_sum *sums; // [n_nodes]
} adder;

static int32_t sum_of(const adder *a, uint32_t node, uint32_t level) {
    uint16_t slot[HINT_NAMES_MOST];
    int32_t sum = 0;
    uint32_t n = add_node(a->h, node, level, slot, 0);
    for (uint32_t i = 0; i < n; i++)
        sum += a->names[slot[i]];
    return sum;
}

/* Knows a node and all above it; the way up is walked twice instead of recursing. */
static void know(adder *a, uint32_t node) {
    uint32_t way[HTML_DEPTH_MOST + 2], n = 0;
    for (; node && !a->sums[node].is_known && n < HTML_DEPTH_MOST + 2;
         node = a->h->nodes[node].parent)
        way[n++] = node;
    while (n > 0) {
        uint32_t at = way[--n];
        node_sum *s = &a->sums[at];
        s->near[0] = sum_of(a, at, 0);
        s->near[1] = sum_of(a, at, 1);
        s->far = sum_of(a, at, 2) + a->sums[a->h->nodes[at].parent].far;
        s->is_known = true;
    }
}

static uint8_t score_names(adder *a, const markup *m) {
    int32_t sum = 0;
    uint32_t level = 0, node = m->node;
    know(a, node);
    for (; node && level < 2; node = a->h->nodes[node].parent) {
        sum += a->sums[node].near[level];
        level += node == m->block[level];
    }
    return names_score(sum + a->sums[node].far);
}

bool hint_pieces(const hint_tables *t, const pieces *ps, const html *h, uint8_t *words,
                 uint8_t *names) {
    uint16_t slot[HINT_NAMES_MOST];
    adder a = { .h = h, .names = t->names };
    if (h && !(a.sums = arena_array(ps->scratch, h->n_nodes, sizeof *a.sums)))
        return false;
    for (uint32_t i = 0; i < ps->n; i++) {
        uint32_t n = hint_words(ps, &ps->at[i], slot);
        words[i] = hint_score_words(t->words, slot, n);
        if (h)
            names[i] = score_names(&a, &ps->markup[i]);
    }
    return true;
}
