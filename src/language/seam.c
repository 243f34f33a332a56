/* seam.c - the arcs that cross the place, the tags and finite verbs on both sides of it. */
#include "language/seam.h"

#include "language/ending.h"
#include "language/tag.h"

#include <assert.h>

enum { FEW = 2, CROSSING_MOST = 3, WORDS = 2 * SEAM_SIDE, SEED = 1000 };

/* What is seen between two tokens of a parsed stretch. */
typedef struct view {
    uint32_t tag[WORDS + 1]; // upos and xpos in one number, from 1
    uint32_t n, at;
    uint32_t crossing;                    // arcs over the place, few counted
    uint32_t relation, leftward, at_root; // of the only one: label, from left to right or not, its
                                          // head's head is the root
    uint32_t head_tag, child_tag;
    uint32_t root_left;
    uint32_t verbs; // finite ones, few counted, of both sides
} view;

bool seam_open(seam *s, const weights *w, arena *memory) {
    *s = (seam){ .w = w, .k = kernel_find(KERNEL_BEST) };
    s->forms = arena_array(memory, WORDS, sizeof *s->forms);
    s->tags = arena_array(memory, WORDS, 1);
    return trunk_fits(w) && s->forms && s->tags && trunk_reserve(&s->trunk, w, WORDS, memory) &&
           tree_reserve(&s->tree, w, WORDS, memory);
}

static bool is_finite(uint32_t x) {
    return x == XPOS_VBD || x == XPOS_VBP || x == XPOS_VBZ || x == XPOS_MD;
}

static void see_tags(const seam *s, view *v) {
    uint32_t verbs[2] = { 0, 0 };
    for (uint32_t i = 0; i < v->n; i++) {
        const uint8_t *label = s->w->tag_label + 2 * s->tags[i];
        v->tag[i] = 1 + label[0] * (uint32_t)XPOS_COUNT + label[1];
        verbs[i > v->at] += is_finite(label[1]);
    }
    for (int side = 0; side < 2; side++)
        if (verbs[side] > FEW)
            verbs[side] = FEW;
    v->verbs = verbs[0] * (FEW + 1) + verbs[1];
}

static void see_arcs(const seam *s, view *v) {
    const transition_state *tree = &s->tree.state;
    int32_t root = (int32_t)v->n;
    uint32_t child = 0;
    for (uint32_t i = 0; i < v->n; i++) {
        if (tree->head[i] == root)
            v->root_left = i <= v->at;
        else if ((i <= v->at) != ((uint32_t)tree->head[i] <= v->at)) {
            v->crossing++;
            child = i;
        }
    }
    if (v->crossing == 1) {
        v->relation = 1u + s->w->relation_label[tree->relation[child]];
        v->leftward = child <= v->at;
        v->at_root = tree->head[tree->head[child]] == root;
        v->head_tag = v->tag[tree->head[child]];
        v->child_tag = v->tag[child];
    }
    if (v->crossing > CROSSING_MOST)
        v->crossing = CROSSING_MOST;
}

static uint32_t tag_at(const view *v, int away) {
    int64_t i = (int64_t)v->at + away;
    return i < 0 || i >= (int64_t)v->n ? 0 : v->tag[i];
}

typedef struct hash_list {
    uint32_t *at;
    uint32_t n;
} hash_list;

static void put(hash_list *h, uint32_t a, uint32_t b, uint32_t c) {
    h->at[h->n] = ending_mix(ending_mix(ending_mix(SEED + h->n, a), b), c);
    h->n++;
}

static void put_arcs(const view *v, hash_list *h) {
    uint32_t arc = v->crossing * (REL_COUNT + 1) + v->relation;
    uint32_t left = v->verbs / (FEW + 1), right = v->verbs % (FEW + 1);
    uint32_t p = tag_at(v, 0), n = tag_at(v, 1);
    put(h, arc, v->leftward, 0);
    put(h, arc, v->leftward, v->at_root * 2 + v->root_left);
    put(h, arc, v->head_tag, v->child_tag);
    put(h, v->crossing, p, n);
    put(h, v->relation, v->leftward, n);
    put(h, v->relation, v->leftward, p);
    put(h, arc, v->verbs, 0);
    put(h, v->verbs, p, n);
    put(h, v->root_left * 2 + v->at_root, v->crossing, v->verbs);
    put(h, v->crossing, left, n);
    put(h, v->crossing, right, p);
    put(h, arc, right, n);
}

static void put_tags(const view *v, hash_list *h) {
    put(h, tag_at(v, 0), tag_at(v, 1), 0);
    put(h, tag_at(v, -1), tag_at(v, 0), tag_at(v, 1));
    put(h, tag_at(v, 0), tag_at(v, 1), tag_at(v, 2));
    put(h, tag_at(v, 1), tag_at(v, 2), tag_at(v, 3));
    put(h, tag_at(v, -2), tag_at(v, -1), tag_at(v, 0));
    for (int away = -2; away <= 4; away++)
        put(h, tag_at(v, away), 0, 0);
}

void seam_features(seam *s, const doc *d, uint32_t from, uint32_t at, uint32_t end,
                   uint32_t hashes[SEAM_FEATURES]) {
    view v = { .n = end - from, .at = at - from };
    hash_list h = { hashes, 0 };
    assert(v.n <= WORDS && v.at + 1 < v.n);
    for (uint32_t i = 0; i < v.n; i++)
        s->forms[i] = doc_form(d, &d->tokens[from + i]);
    trunk_shared(&s->trunk, s->w, s->k, s->forms, v.n);
    tag_read(s->w, s->k, s->trunk.bytes, v.n, s->tags);
    tree_read(&s->tree, s->w, s->k, s->trunk.bytes, v.n);
    see_tags(s, &v);
    see_arcs(s, &v);
    put_arcs(&v, &h);
    put_tags(&v, &h);
    assert(h.n == SEAM_FEATURES);
}
