/* story.c - likeness of articles, and average linkage over it. */
#include "story/story.h"
#include "base/hash.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    TERMS = 1 << TERM_BITS, // that a print may hold
    RARE_KNOWN = 1024,      // numbers of pages whose words' rarity is remembered
};

/* A word of a page with its part in the page's length 1. */
typedef struct part {
    uint32_t term;
    float weight;
} part;

typedef struct posting {
    uint32_t page;
    float weight;
} posting;

/* Two groups with the sum of the likenesses of their pages. */
typedef struct tie {
    uint32_t a, b;
    double sum;
} tie;

/* Two groups that may be joined, as they were when it was written. */
typedef struct offer {
    double like;
    uint32_t a, b;
    uint32_t size_a, size_b;
} offer;

typedef struct list {
    uint32_t *items;
    uint32_t n, cap;
} list;

/* Logarithms that come back. */
typedef struct logs {
    double often[UINT8_MAX + 1]; // by weight
    double rare[RARE_KNOWN];     // by the number of pages that a word stands in,
    uint32_t of[RARE_KNOWN];     // of so many
} logs;

typedef struct grouping {
    story_page *pages;
    uint32_t n;
    uint32_t first; // the first page to group
    arena *a;
    part *parts;       // [n * STORY_TERMS] of page i from i * STORY_TERMS
    uint8_t *n_parts;  // [n]
    uint32_t *numbers; // [TERMS] of a term, from 1; 0: none yet
    uint32_t n_terms;
    posting *postings;
    uint32_t *starts; // [n_terms] into postings
    uint32_t *upto;   // [n_terms] end of the postings of pages that were likened

    uint32_t *group; // [n] union-find: of a page, its group
    uint32_t *size;  // [n] of a group
    list *near;      // [n] groups that a group has a link to
    map link_of;     // both groups -> link
    tie *links;
    uint32_t n_links, links_cap;
    offer *heap; // best first
    uint32_t n_heap, heap_cap;
    uint32_t *component; // [n] union-find over strong likeness
    bool failed;
} grouping;

/* ---- how rare a word is ---- */

/* A print of a damaged record may hold larger ones. */
static uint32_t place_of(uint32_t term) {
    return term & (TERMS - 1);
}

static void count_terms(const grouping *g, uint32_t *counts, uint32_t at, int step) {
    const fingerprint *p = g->pages[at].print;
    for (uint32_t i = 0; i < p->n_terms; i++)
        counts[place_of(p->terms[i])] += (uint32_t)step;
}

static void start_logs(logs *l) {
    *l = (logs){ .of = { 0 } };
    for (int weight = 0; weight <= UINT8_MAX; weight++)
        l->often[weight] = log1p((double)weight / PRINT_WEIGHT_ONE);
}

/* How rare a word is that stands in some of n_pages. */
static double rare_of(logs *l, uint32_t in, uint32_t n_pages) {
    if (in >= RARE_KNOWN)
        return log1p((double)n_pages / in);
    if (l->of[in] != n_pages) {
        l->of[in] = n_pages;
        l->rare[in] = log1p((double)n_pages / in);
    }
    return l->rare[in];
}

static bool is_lighter(const part *x, const part *y) {
    return x->weight < y->weight || (x->weight == y->weight && x->term > y->term);
}

/* Leaves the heaviest STORY_TERMS of n parts, in order. */
static uint32_t keep_heaviest(part *all, uint32_t n) {
    for (; n > STORY_TERMS; n--) {
        uint32_t lightest = 0;
        for (uint32_t i = 1; i < n; i++)
            if (is_lighter(&all[i], &all[lightest]))
                lightest = i;
        memmove(all + lightest, all + lightest + 1, (n - 1 - lightest) * sizeof *all);
    }
    return n;
}

/* Weighs the words of a page, where counts holds in how many of n_pages each stands. */
static void weigh(grouping *g, logs *l, uint32_t at, const uint32_t *counts, uint32_t n_pages) {
    const fingerprint *p = g->pages[at].print;
    part all[PRINT_TERMS];
    double length = 0;
    for (uint32_t i = 0; i < p->n_terms; i++) {
        double rare = rare_of(l, counts[place_of(p->terms[i])], n_pages);
        all[i] = (part){ p->terms[i], (float)(l->often[p->weights[i]] * rare) };
    }
    uint32_t n = keep_heaviest(all, p->n_terms);
    for (uint32_t i = 0; i < n; i++)
        length += (double)all[i].weight * (double)all[i].weight;
    length = length > 0 ? sqrt(length) : 1;
    for (uint32_t i = 0; i < n; i++)
        g->parts[(size_t)at * STORY_TERMS + i] =
            (part){ all[i].term, (float)((double)all[i].weight / length) };
    g->n_parts[at] = (uint8_t)n;
}

/* Weighs all pages, day by day, by the pages of that day and the month before. */
static void weigh_all(grouping *g) {
    uint32_t *counts = arena_array(g->a, TERMS, sizeof *counts);
    uint32_t oldest = 0;
    logs l;
    g->failed |= !counts;
    start_logs(&l);
    for (uint32_t i = 0; i < g->n && !g->failed;) {
        uint32_t end = i;
        int32_t day = g->pages[i].day;
        for (; end < g->n && g->pages[end].day == day; end++)
            count_terms(g, counts, end, 1);
        for (; g->pages[oldest].day < day - STORY_MONTH; oldest++)
            count_terms(g, counts, oldest, -1);
        for (; i < end; i++)
            weigh(g, &l, i, counts, end - oldest);
    }
}

/* ---- pages by word ---- */

static uint32_t number_of(const grouping *g, uint32_t term) {
    return g->numbers[place_of(term)] - 1;
}

/* Numbers the words and lays the pages of each behind one another, in order. */
static void index_terms(grouping *g) {
    uint32_t total = 0;
    g->numbers = arena_array(g->a, TERMS, sizeof *g->numbers);
    g->failed |= !g->numbers;
    for (uint32_t i = g->first; i < g->n && !g->failed; i++)
        for (uint32_t j = 0; j < g->n_parts[i]; j++) {
            uint32_t *number = &g->numbers[place_of(g->parts[(size_t)i * STORY_TERMS + j].term)];
            if (!*number)
                *number = ++g->n_terms;
            total++;
        }
    g->starts = arena_array(g->a, (size_t)g->n_terms + 2, sizeof *g->starts);
    g->upto = arena_array(g->a, (size_t)g->n_terms + 1, sizeof *g->upto);
    g->postings = arena_room(g->a, (size_t)total + 1, sizeof *g->postings);
    if (g->failed || !g->starts || !g->upto || !g->postings) {
        g->failed = true;
        return;
    }
    for (uint32_t i = g->first; i < g->n; i++)
        for (uint32_t j = 0; j < g->n_parts[i]; j++)
            g->starts[number_of(g, g->parts[(size_t)i * STORY_TERMS + j].term) + 2]++;
    for (uint32_t t = 2; t <= g->n_terms + 1; t++)
        g->starts[t] += g->starts[t - 1];
    for (uint32_t i = g->first; i < g->n; i++)
        for (uint32_t j = 0; j < g->n_parts[i]; j++) {
            const part *p = &g->parts[(size_t)i * STORY_TERMS + j];
            g->postings[g->starts[number_of(g, p->term) + 1]++] = (posting){ i, p->weight };
        }
    memcpy(g->upto, g->starts, g->n_terms * sizeof *g->upto);
}

/* ---- likeness ---- */

static double days_between(const story_page *a, const story_page *b) {
    double seconds = (double)(b->day - a->day) * 86400.0 + (double)(b->second - a->second);
    return seconds / 86400.0;
}

static uint32_t root(uint32_t *up, uint32_t i) {
    while (up[i] != i) {
        up[i] = up[up[i]];
        i = up[i];
    }
    return i;
}

static void unite(uint32_t *up, uint32_t a, uint32_t b) {
    a = root(up, a);
    b = root(up, b);
    if (a < b)
        up[b] = a;
    else
        up[a] = b;
}

static void add_near(grouping *g, uint32_t of, uint32_t other) {
    list *l = &g->near[of];
    uint32_t *item = ARENA_PUSH(g->a, l->items, l->n, l->cap);
    if (item)
        *item = other;
    g->failed |= !item;
}

static uint64_t pair_of(uint32_t a, uint32_t b) {
    return a < b ? (uint64_t)a << 32 | b : (uint64_t)b << 32 | a;
}

/* Adds likeness to the link of two groups. */
static void add_link(grouping *g, uint32_t a, uint32_t b, double sum) {
    uint32_t number;
    uint64_t pair = pair_of(a, b);
    if (map_get(&g->link_of, pair, &number)) {
        g->links[number].sum += sum;
        return;
    }
    tie *l = ARENA_PUSH(g->a, g->links, g->n_links, g->links_cap);
    if (!l || !map_put(&g->link_of, g->a, pair, g->n_links - 1)) {
        g->failed = true;
        return;
    }
    *l = (tie){ a, b, sum };
    add_near(g, a, b);
    add_near(g, b, a);
}

/* Likens a page to those before it, from the first of the last STORY_DAYS on, that share a word. */
static void liken(grouping *g, uint32_t i, uint32_t recent, double *like, uint32_t *touched) {
    uint32_t n = 0;
    const story_page *this = &g->pages[i];
    for (uint32_t j = 0; j < g->n_parts[i]; j++) {
        const part *p = &g->parts[(size_t)i * STORY_TERMS + j];
        uint32_t number = number_of(g, p->term), start = g->starts[number];
        uint32_t at = g->upto[number]++;
        if (at - start > STORY_TERM_PAGES_MOST)
            start = at - STORY_TERM_PAGES_MOST;
        for (; at > start && g->postings[at - 1].page >= recent; at--) {
            const posting *other = &g->postings[at - 1];
            touched[n] = other->page;
            n += like[other->page] == 0;
            like[other->page] += (double)p->weight * (double)other->weight;
        }
    }
    for (uint32_t k = 0; k < n; k++) {
        double days = days_between(&g->pages[touched[k]], this);
        double alike = like[touched[k]] / (1.0 + days / STORY_FADE);
        like[touched[k]] = 0;
        if (days > STORY_DAYS || alike < STORY_FAINT)
            continue;
        uint32_t a = root(g->group, touched[k]), b = root(g->group, i);
        if (a != b)
            add_link(g, a, b, alike);
        if (alike >= STORY_LIKE)
            unite(g->component, touched[k], i);
    }
}

static void liken_all(grouping *g) {
    double *like = arena_array(g->a, g->n, sizeof *like);
    uint32_t *touched = arena_array(g->a, (size_t)g->n + 1, sizeof *touched); // one more is tried
    uint32_t recent = g->first;
    if (!like || !touched) {
        g->failed = true;
        return;
    }
    for (uint32_t i = g->first; i < g->n && !g->failed; i++) {
        while (g->pages[i].day - g->pages[recent].day > STORY_DAYS)
            recent++;
        liken(g, i, recent, like, touched);
    }
}

/* ---- joining ---- */

static bool better(const offer *x, const offer *y) {
    if (x->like != y->like)
        return x->like > y->like;
    return pair_of(x->a, x->b) < pair_of(y->a, y->b);
}

static void push(grouping *g, const tie *l) {
    uint32_t a = l->a, b = l->b;
    offer o = { l->sum / ((double)g->size[a] * (double)g->size[b]), a, b, g->size[a], g->size[b] };
    if (o.like < STORY_LIKE)
        return;
    const offer *place = ARENA_PUSH(g->a, g->heap, g->n_heap, g->heap_cap);
    if (!place) {
        g->failed = true;
        return;
    }
    uint32_t i = g->n_heap - 1;
    for (; i > 0 && better(&o, &g->heap[(i - 1) / 2]); i = (i - 1) / 2)
        g->heap[i] = g->heap[(i - 1) / 2];
    g->heap[i] = o;
}

static offer pop(grouping *g) {
    offer top = g->heap[0], last = g->heap[--g->n_heap];
    uint32_t i = 0;
    for (;;) {
        uint32_t child = 2 * i + 1;
        if (child >= g->n_heap)
            break;
        if (child + 1 < g->n_heap && better(&g->heap[child + 1], &g->heap[child]))
            child++;
        if (!better(&g->heap[child], &last))
            break;
        g->heap[i] = g->heap[child];
        i = child;
    }
    g->heap[i] = last;
    return top;
}

/* Joins group b into group a: a's likeness to a third group grows by b's. */
static void join(grouping *g, uint32_t a, uint32_t b) {
    list near = g->near[b];
    g->group[b] = a;
    g->size[a] += g->size[b];
    for (uint32_t i = 0; i < near.n && !g->failed; i++) {
        uint32_t number, c = near.items[i];
        if (c == a || g->group[c] != c || !map_get(&g->link_of, pair_of(b, c), &number))
            continue;
        add_link(g, a, c, g->links[number].sum);
    }
    for (uint32_t i = 0; i < g->near[a].n && !g->failed; i++) { // its average has changed
        uint32_t number, c = g->near[a].items[i];
        if (g->group[c] == c && map_get(&g->link_of, pair_of(a, c), &number))
            push(g, &g->links[number]);
    }
}

static void join_all(grouping *g) {
    for (uint32_t i = 0; i < g->n_links && !g->failed; i++)
        push(g, &g->links[i]);
    while (g->n_heap && !g->failed) {
        offer o = pop(g);
        bool stands = g->group[o.a] == o.a && g->group[o.b] == o.b && g->size[o.a] == o.size_a &&
                      g->size[o.b] == o.size_b;
        if (!stands)
            continue;
        bool first_stays =
            g->near[o.a].n > g->near[o.b].n || (g->near[o.a].n == g->near[o.b].n && o.a < o.b);
        join(g, first_stays ? o.a : o.b, first_stays ? o.b : o.a);
    }
}

/* ---- all of it ---- */

static bool make(grouping *g) {
    size_t n = g->n;
    g->parts = arena_room(g->a, n * STORY_TERMS, sizeof *g->parts);
    g->n_parts = arena_array(g->a, n, sizeof *g->n_parts);
    g->group = arena_array(g->a, n, sizeof *g->group);
    g->size = arena_array(g->a, n, sizeof *g->size);
    g->near = arena_array(g->a, n, sizeof *g->near);
    g->component = arena_array(g->a, n, sizeof *g->component);
    if (!g->parts || !g->n_parts || !g->group || !g->size || !g->near || !g->component)
        return false;
    for (uint32_t i = 0; i < g->n; i++) {
        g->group[i] = g->component[i] = i;
        g->size[i] = 0;
    }
    return true;
}

/* Each chain of reprints starts as one group. */
static void start_groups(grouping *g) {
    for (uint32_t i = g->first; i < g->n; i++) {
        uint32_t first = g->pages[i].original;
        g->group[i] = first;
        g->size[first]++;
        unite(g->component, first, i);
    }
}

/* A story is named by its first page, whatever group number it got. */
static void name_stories(grouping *g) {
    uint32_t *first = g->size; // no longer needed
    for (uint32_t i = 0; i < g->n; i++)
        first[i] = NO_INDEX;
    for (uint32_t i = g->first; i < g->n; i++) {
        uint32_t group = root(g->group, i);
        if (first[group] == NO_INDEX)
            first[group] = i;
        g->pages[i].story = first[group];
        g->pages[i].component = root(g->component, i);
    }
}

uh_status story_group(story_page *pages, uint32_t n, int32_t first_day, arena *a) {
    grouping g = { .pages = pages, .n = n, .a = a };
    while (g.first < n && pages[g.first].day < first_day)
        g.first++;
    if (g.first == n)
        return UH_OK;
    if (!make(&g) || reprint_find(pages + g.first, n - g.first, false, a) != UH_OK)
        return UH_NOMEM;
    for (uint32_t i = g.first; i < n; i++)
        pages[i].original += g.first;
    start_groups(&g);
    weigh_all(&g);
    if (!g.failed)
        index_terms(&g);
    if (!g.failed)
        liken_all(&g);
    join_all(&g);
    if (g.failed)
        return UH_NOMEM;
    name_stories(&g);
    return UH_OK;
}

uh_status story_group_undated(story_page *pages, uint32_t n, arena *a) {
    uh_status status = reprint_find(pages, n, true, a);
    for (uint32_t i = 0; i < n && status == UH_OK; i++)
        pages[i].story = pages[i].component = pages[i].original;
    return status;
}
