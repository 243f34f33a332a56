/* train-dates.c - fits the trees that choose the day of a page among those it names.
 *
 *   train-dates PAGES.jsonl FOLDER OUT.inc [FOLDER-OF-TEXT]
 *
 * PAGES.jsonl has a page a line: id, site, meta.date. FOLDER/ID.html are the pages; FOLDER-OF-TEXT
 * has them flattened, ID.txt, which are measured but not fitted on. The chance of a day among those
 * of its page is the softmax of what the trees say (conditional logit, McFadden 1973), boosted by
 * its gradient. Prints how many days are right on sites that were not fitted on (five parts by
 * site, parted in several ways, which shows the chance in it) and on those that were. Fixed seed:
 * the same pages give the same bytes. */
#include "gold.h"
#include "grow.h"

#include "base/hash.h"
#include "base/json.h"
#include "page/published.h"
#include "page/verdict.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    ROWS_MOST = 400000,
    TREES = 360, // of which one for each sign
    ROUNDS = 300,
    COLUMNS_ASKED = 20, // of a hundred, for each level
    PAGES_OF_100 = 50,  // taken for a tree
    SPLITS = 10,        // ways to part the sites
};

static const double rate = 0.2, ridge = 40, curve_least = 1e-2;
static const double sign_rate = 0.05, sign_ridge = 3, keep_mean = 0.9, keep_size = 0.999;
static const double agreement_trust = 0.8; // logits

typedef struct sample { // a page's part of the rows
    uint32_t first, n;
    uint64_t site; // hash of its name
    uint32_t fold; // by the present split
    bool has_gold; // one of its days is the right one
    bool is_text;  // a page without its markup
} sample;

typedef struct table {
    uint8_t *at[DAY_TRAITS]; // [rows]
    uint8_t *label;
    sample *pages; // those whose day is known
    uint32_t n, n_pages;
} table;

/* ---- pages ---- */

typedef struct gold {
    buffer id, site, date;
} gold;

static void read_gold(text line, gold *g) {
    json_reader r = json_open(line);
    text key = TEXT("");
    for (json_kind k = json_next(&r); k != JSON_END && k != JSON_BAD; k = json_next(&r)) {
        buffer *into = text_equal(key, TEXT("id"))     ? &g->id
                       : text_equal(key, TEXT("site")) ? &g->site
                       : text_equal(key, TEXT("date")) ? &g->date
                                                       : NULL;
        if (k == JSON_STRING && into && into->len == 0)
            json_unescape(into, r.raw);
        if (k == JSON_ARRAY)
            json_skip(&r, k);
        key = k == JSON_KEY ? r.raw : TEXT("");
    }
}

static void add_rows(table *t, const days *s, const gold *g, int32_t right, bool is_text) {
    uint8_t columns[DAY_TRAITS][DAYS_MOST];
    sample *p = &t->pages[t->n_pages++];
    *p = (sample){
        .first = t->n, .n = s->n, .is_text = is_text, .site = hash_text(buffer_view(&g->site))
    };
    if (t->n + s->n > ROWS_MOST)
        gold_die("too many", "days");
    days_traits(s, columns[0], DAYS_MOST);
    for (uint32_t i = 0; i < s->n; i++) {
        for (uint32_t k = 0; k < DAY_TRAITS; k++)
            t->at[k][t->n] = columns[k][i];
        t->label[t->n++] = s->at[i].day == right;
        p->has_gold |= s->at[i].day == right;
    }
}

typedef struct origin {
    table *t; // where rows go
    const char *folder;
    bool is_text;
    const uh_model *model;
} origin;

static void add_page(const gold *g, const origin *from, doc *d) {
    table *t = from->t;
    char path[GOLD_PATH_MOST];
    buffer raw = { 0 };
    date right;
    view v;
    days s;
    if (g->date.len == 0 || t->n_pages == GOLD_PAGES_MOST ||
        !gold_page(from->folder, &g->id, !from->is_text, path, &raw))
        return;
    if (!date_iso(text_opening(buffer_view(&g->date), 10), &right) || right.precision < DATE_DAY)
        right.day = INT32_MIN; // known, but no day of the calendar
    doc_reset(d);
    d->page.raw = buffer_view(&raw);
    d->page.media = from->is_text ? MEDIA_TEXT : MEDIA_HTML;
    if (!view_open(&v, d) || !verdict_give(from->model, &v))
        gold_die("cannot read", path);
    published_gather(&v.m, &v.ps, d, &s);
    add_rows(t, &s, g, right.day, from->is_text);
    buffer_free(&raw);
}

static void add_line(void *to, text line, doc *d) {
    gold g = { { 0 }, { 0 }, { 0 } };
    read_gold(line, &g);
    add_page(&g, to, d);
    buffer_free(&g.id);
    buffer_free(&g.site);
    buffer_free(&g.date);
}

/* ---- fitting ---- */

typedef struct fit {
    const table *t;
    ground taken; // for this tree
    int32_t *sum; // [rows of the table]
} fit;

static bool is_fitted_on(const sample *p, uint32_t left_out) {
    return p->has_gold && !p->is_text && p->fold != left_out;
}

/* The chances of a page's days by the softmax of sums in logits. */
static void softmax(const double *sum, uint32_t n, double *chance) {
    double most = -1e300, all = 0;
    for (uint32_t i = 0; i < n; i++)
        most = sum[i] > most ? sum[i] : most;
    for (uint32_t i = 0; i < n; i++)
        all += chance[i] = exp(sum[i] - most);
    for (uint32_t i = 0; i < n; i++)
        chance[i] /= all;
}

/* Adds a page's gradient by the weights of the signs. */
static void pull_signs(const table *t, const sample *p, const double *weight, double *pull) {
    double sum[DAYS_MOST] = { 0 }, chance[DAYS_MOST];
    for (uint32_t i = 0; i < p->n; i++)
        for (uint32_t k = 0; k < DAY_SIGNS; k++)
            sum[i] += t->at[k][p->first + i] * weight[k];
    softmax(sum, p->n, chance);
    for (uint32_t i = 0; i < p->n; i++)
        for (uint32_t k = 0; k < DAY_SIGNS; k++)
            pull[k] += t->at[k][p->first + i] * (t->label[p->first + i] - chance[i]);
}

/* A weight for each sign, by steps of their own sizes (Kingma and Ba 2015, Adam). */
static void fit_signs(const table *t, uint32_t left_out, double *weight) {
    double mean[DAY_SIGNS] = { 0 }, size[DAY_SIGNS] = { 0 };
    memset(weight, 0, DAY_SIGNS * sizeof *weight);
    for (int round = 1; round <= ROUNDS; round++) {
        double pull[DAY_SIGNS] = { 0 };
        for (uint32_t p = 0; p < t->n_pages; p++)
            if (is_fitted_on(&t->pages[p], left_out))
                pull_signs(t, &t->pages[p], weight, pull);
        for (uint32_t k = 0; k < DAY_SIGNS; k++) {
            double g = pull[k] - sign_ridge * weight[k];
            mean[k] = keep_mean * mean[k] + (1 - keep_mean) * g;
            size[k] = keep_size * size[k] + (1 - keep_size) * g * g;
            weight[k] += sign_rate * mean[k] / (1 - pow(keep_mean, round)) /
                         (sqrt(size[k] / (1 - pow(keep_size, round))) + 1e-8);
        }
    }
}

/* A tree that asks for one sign; its other questions no byte answers. */
static tree sign_tree(uint32_t sign, double weight) {
    tree t = { { 0 }, { 0 }, { 0 } };
    memset(t.above, UINT8_MAX, sizeof t.above);
    t.column[0] = (uint16_t)sign;
    t.above[0] = 0;
    t.leaf[1] = (int16_t)lround(weight * 512);
    return t;
}

/* Takes the rows of a page with the gradient and curvature of its softmax. */
static void pull_page(fit *f, const sample *p) {
    double sum[DAYS_MOST], chance[DAYS_MOST];
    for (uint32_t i = 0; i < p->n; i++)
        sum[i] = f->sum[p->first + i] / 512.0;
    softmax(sum, p->n, chance);
    for (uint32_t i = 0; i < p->n; i++) {
        double curve = chance[i] * (1 - chance[i]);
        grow_take(&f->taken, p->first + i, f->t->label[p->first + i] - chance[i],
                  curve < curve_least ? curve_least : curve);
    }
}

static void add_tree(const table *t, const tree *tr, int32_t *sum) {
    for (uint32_t i = 0; i < t->n; i++)
        sum[i] += tr->leaf[grow_leaf(t->at, tr, i)];
}

/* A day that three kinds of data name is hardly ever wrong, but so few pages have another one
 * beside it that the fit gives that little weight. */
static void trust_agreement(const table *t, tree *agreed, int32_t *sum) {
    tree more = sign_tree(SEEN_AGREED, agreement_trust);
    agreed->leaf[1] = (int16_t)(agreed->leaf[1] + more.leaf[1]);
    add_tree(t, &more, sum);
}

/* Fits on the pages outside of a fold (GOLD_FOLDS: on all); sum[rows] becomes what the trees say.
 */
static void fit_trees(const table *t, tree *trees, uint32_t left_out, int32_t *sum) {
    fit f = { .t = t,
              .sum = sum,
              .taken = { .columns = t->at,
                         .n_columns = DAY_TRAITS,
                         .asked = COLUMNS_ASKED,
                         .rate = rate,
                         .ridge = ridge } };
    uint64_t seed = left_out + 1;
    double weight[DAY_SIGNS];
    if (!grow_room(&f.taken, t->n))
        gold_die("out of", "memory");
    memset(sum, 0, t->n * sizeof *sum);
    fit_signs(t, left_out, weight);
    for (uint32_t k = 0; k < DAY_SIGNS; k++) {
        trees[k] = sign_tree(k, weight[k]);
        add_tree(t, &trees[k], sum);
    }
    for (uint32_t k = DAY_SIGNS; k < TREES; k++) {
        f.taken.n_rows = 0;
        for (uint32_t p = 0; p < t->n_pages; p++)
            if (is_fitted_on(&t->pages[p], left_out) && grow_dice(&seed) % 100 < PAGES_OF_100)
                pull_page(&f, &t->pages[p]);
        grow_tree(&f.taken, &trees[k], &seed);
        add_tree(t, &trees[k], sum);
    }
    trust_agreement(t, &trees[SEEN_AGREED], sum);
    grow_free(&f.taken);
}

/* Parts the sites one of many ways. */
static void split_sites(const table *t, uint32_t split) {
    for (uint32_t p = 0; p < t->n_pages; p++) {
        uint64_t state = t->pages[p].site + split;
        t->pages[p].fold = (uint32_t)(grow_dice(&state) % GOLD_FOLDS);
    }
}

/* What is measured, [0] on pages and [1] on those without their markup. */
typedef struct score {
    uint32_t n[2], reachable[2], right[2];
} score;

/* Counts the pages of a fold (GOLD_FOLDS: all) whose first day with the largest sum is the right
 * one. */
static void count_right(const table *t, const int32_t *sum, uint32_t fold, score *out) {
    for (uint32_t p = 0; p < t->n_pages; p++) {
        const sample *s = &t->pages[p];
        uint32_t best = s->first;
        if (fold != GOLD_FOLDS && s->fold != fold)
            continue;
        for (uint32_t i = s->first; i < s->first + s->n; i++)
            if (sum[i] > sum[best])
                best = i;
        out->n[s->is_text]++;
        out->reachable[s->is_text] += s->has_gold;
        out->right[s->is_text] += s->has_gold && t->label[best];
    }
}

static void print_score(const char *which, const score *s) {
    for (int k = 0; k < 2; k++)
        if (s->n[k])
            fprintf(stderr, "%s, %s: %u known, %u among the days found, %u chosen (%.4f)\n", which,
                    k ? "text" : "html", s->n[k], s->reachable[k], s->right[k],
                    (double)s->right[k] / s->n[k]);
}

/* Fits without each part in turn and adds what is right on it; prints this split's share. */
static void measure_unseen(const table *t, tree *trees, int32_t *sum, score *all) {
    score one = { { 0 }, { 0 }, { 0 } };
    for (uint32_t fold = 0; fold < GOLD_FOLDS; fold++) {
        fit_trees(t, trees, fold, sum);
        count_right(t, sum, fold, &one);
    }
    for (int k = 0; k < 2; k++) {
        all->n[k] += one.n[k];
        all->reachable[k] += one.reachable[k];
        all->right[k] += one.right[k];
    }
    print_score("one split", &one);
}

static void write_trees(const char *path, const tree *trees) {
    FILE *file = fopen(path, "w");
    if (!file)
        gold_die("cannot write", path);
    fprintf(file, "// Made by tools/train-dates; do not edit.\n");
    for (uint32_t k = 0; k < TREES; k++) {
        buffer b = { 0 };
        grow_write(&trees[k], &b);
        for (size_t i = 0; i < b.len; i++)
            fprintf(file, "%u,%s", (unsigned char)b.at[i], (i + 1) % 38 ? " " : "\n");
        buffer_free(&b);
    }
    if (fclose(file) != 0)
        gold_die("cannot write", path);
}

int main(int argc, char **argv) {
    score all = { { 0 }, { 0 }, { 0 } }, seen = all;
    table t = { .pages = gold_need(calloc(GOLD_PAGES_MOST, sizeof *t.pages)) };
    if (argc < 4)
        gold_die("usage: train-dates", "PAGES.jsonl FOLDER OUT.inc [FOLDER-OF-TEXT]");
    uh_model *model = gold_model();
    for (uint32_t k = 0; k < DAY_TRAITS; k++)
        t.at[k] = gold_need(malloc(ROWS_MOST));
    t.label = gold_need(malloc(ROWS_MOST));
    gold_lines(argv[1], add_line, &(origin){ &t, argv[2], false, model });
    if (argc > 4)
        gold_lines(argv[1], add_line, &(origin){ &t, argv[4], true, model });
    tree *trees = gold_need(calloc(TREES, sizeof *trees));
    int32_t *sum = gold_need(calloc(t.n + 1, sizeof *sum));
    for (uint32_t split = 0; split < SPLITS; split++) {
        split_sites(&t, split);
        measure_unseen(&t, trees, sum, &all);
    }
    print_score("unseen sites", &all);
    fit_trees(&t, trees, GOLD_FOLDS, sum);
    count_right(&t, sum, GOLD_FOLDS, &seen);
    print_score("these pages", &seen);
    write_trees(argv[3], trees);
    uh_model_close(model);
    return 0;
}
