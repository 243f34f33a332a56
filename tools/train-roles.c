/* train-roles.c - trains the role model from pages with known story text.
 *
 *   train-roles html|text PAGES.jsonl FOLDER OUT.bin [--folds]
 *
 * PAGES.jsonl has a page a line: id, site, gold_text (the story), gold_alts (tellings of it that
 * are as good), or with and without (strings that belong to it or do not). FOLDER/ID.html or
 * FOLDER/ID.txt are the pages. Each piece of a page is labelled by how much of it the story holds;
 * two rows of boosted trees are fitted, the second over scores that the first gives to pages it was
 * not fitted on (five parts, split by site). --folds writes OUT.bin.foldN too, fitted without the
 * sites of part N, to measure on those. Fixed seed: the same pages give the same bytes. */
#include "answer.h"
#include "file.h"
#include "gold.h"
#include "grow.h"
#include "label.h"

#include "base/hash.h"
#include "page/forest.h"
#include "page/view.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    COPIES = 3,
    COLUMNS_ASKED = 10, // of a hundred, for each level
    SETTLED_RARE = 10,  // one settled row in so many is taken
    BAGS = 2,           // rows of trees that a stage is the mean of
    BAG_SEEDS = 100000, // between the seeds of two of them
};

static const double rate = 0.1, hint_step = 0.3;
/* What holds leaves back, in rows of full doubt times four. The first stage's misses on sites that
 * it has not seen are mostly noise, so the second needs more of it. */
static const double ridges[FOREST_STAGES] = { 4, 200 };

typedef struct sample { // a page's part of the rows
    uint32_t first, n;
    uint64_t site;
    uint32_t fold;
    bool has_gold, is_news; // the sets of news know no types of pages
    char *path;             // of the page, or
    buffer copy;            // the page itself, where it was cut out of another
} sample;

/* The slots of words (0) and of names (1) of each row. */
typedef struct slots {
    uint16_t *at;
    uint32_t *first; // [rows + 1]
    size_t n, cap;
} slots;

typedef struct table {
    uint8_t *at[TRAITS]; // [rows]
    slots slots[2];
    uint8_t *label;
    float *weight;
    uint16_t *words;
    uint32_t n, cap;
    sample *pages; // [n_pages]
    uint32_t n_pages;
} table;

/* ---- rows ---- */

static void grow(table *t, uint32_t more) {
    if (t->n + more <= t->cap)
        return;
    t->cap = (t->n + more) * 2;
    for (uint32_t k = 0; k < TRAITS; k++)
        t->at[k] = gold_need(realloc(t->at[k], t->cap));
    t->label = gold_need(realloc(t->label, t->cap));
    t->weight = gold_need(realloc(t->weight, t->cap * sizeof *t->weight));
    t->words = gold_need(realloc(t->words, t->cap * sizeof *t->words));
    for (int k = 0; k < 2; k++) {
        slots *l = &t->slots[k];
        l->first = gold_need(realloc(l->first, (t->cap + 1) * sizeof *l->first));
    }
}

static void add_slots(slots *l, uint32_t row, const uint16_t *slot, uint32_t n) {
    if (l->n + n > l->cap) {
        l->cap = (l->n + n) * 2;
        l->at = gold_need(realloc(l->at, l->cap * sizeof *l->at));
    }
    memcpy(l->at + l->n, slot, n * sizeof *slot);
    l->first[row] = (uint32_t)l->n;
    l->n += n;
    l->first[row + 1] = (uint32_t)l->n;
}

/* What a page weighs: news most, what is no article least. */
static double weight_of(const answer *known) {
    text type = buffer_view(&known->type);
    return !known->has_text                    ? 4
           : type.len == 0                     ? 2
           : text_equal(type, TEXT("article")) ? 1.25
                                               : 0.35;
}

/* A page weighs the same however long it is. */
static sample *add_rows(table *t, const answer *known, const view *v, const traits *x,
                        const int *label, uint32_t gold_words) {
    const pieces *ps = &v->ps;
    sample *s = &t->pages[t->n_pages++];
    text type = buffer_view(&known->type);
    double share = weight_of(known);
    uint64_t site = hash_text(buffer_view(&known->site));
    *s = (sample){ .first = t->n,
                   .n = ps->n,
                   .site = site,
                   .fold = (uint32_t)(site % GOLD_FOLDS),
                   .has_gold = known->has_text,
                   .is_news = type.len == 0 };
    grow(t, ps->n);
    for (uint32_t i = 0; i < ps->n; i++) {
        uint32_t n = ps->at[i].shape.n_words < 100 ? ps->at[i].shape.n_words : 100;
        for (uint32_t k = 0; k < TRAITS; k++)
            t->at[k][t->n] = x->at[(size_t)k * x->stride + i];
        t->label[t->n] = label[i] == 1;
        t->words[t->n] =
            (uint16_t)(ps->at[i].shape.n_words < UINT16_MAX ? ps->at[i].shape.n_words : UINT16_MAX);
        double w = known->has_text ? (8 + n) * 20.0 / (100 + gold_words) : 1;
        t->weight[t->n] = label[i] < 0 ? 0 : (float)(share * w);
        uint16_t slot[HINT_NAMES_MOST];
        add_slots(&t->slots[0], t->n, slot, hint_words(ps, &ps->at[i], slot));
        add_slots(&t->slots[1], t->n, slot,
                  v->is_html ? hint_names(ps, &v->h, &ps->markup[i], slot) : 0);
        t->n++;
    }
    return s;
}

/* Opens a page in memory; what it holds lies in the document. */
static bool open_view(text raw, bool is_html, doc *d, view *v, traits *x) {
    doc_reset(d);
    d->page.raw = raw;
    d->page.media = is_html ? MEDIA_HTML : MEDIA_TEXT;
    return view_open(v, d) && view_traits(v, x) && v->ps.n;
}

/* Labels an open page and takes its rows; the labels are the caller's. */
static sample *take_page(table *t, const answer *known, const view *v, const traits *x,
                         int *label) {
    uint32_t gold_words = label_pieces(known, &v->ps, label);
    return add_rows(t, known, v, x, label, gold_words);
}

static void add_lines(buffer *out, const pieces *ps, uint32_t from, uint32_t to, bool gaps) {
    for (uint32_t i = from; i < to; i++) {
        buffer_text(out, piece_text(ps, &ps->at[i]));
        buffer_string(out, gaps ? "\n\n" : "\n");
    }
}

/* What a reader copies out of a page by hand: the title, the story or its beginning, a few lines
 * around it. Each page gives three such copies. */
static void copy_out(const pieces *ps, const int *label, uint64_t dice, buffer out[COPIES]) {
    uint32_t first = ps->n, last = 0;
    for (uint32_t i = 0; i < ps->n; i++)
        if (label[i] == 1 && i != ps->title) {
            first = first == ps->n ? i : first;
            last = i + 1;
        }
    for (uint32_t k = 0; k < COPIES && first < last; k++) {
        uint32_t above = (uint32_t)(dice >> (8 * k)) % 6,
                 below = (uint32_t)(dice >> (8 * k + 24)) % 8;
        uint32_t end = last + below < ps->n ? last + below : ps->n;
        uint32_t from = first > above ? first - above : 0;
        if (k && last - first > 3) // a short story, or the head of one
            end = first + 2 + (uint32_t)(dice >> (8 * k + 40)) % 6;
        if (end > ps->n)
            end = ps->n;
        if (ps->title != NO_INDEX && ps->title < from)
            add_lines(&out[k], ps, ps->title, ps->title + 1, k != 1);
        add_lines(&out[k], ps, from, end, k != 1);
    }
}

static void add_copies(table *t, const answer *known, const pieces *ps, const int *label, doc *d) {
    buffer copies[COPIES] = { { 0 } };
    copy_out(ps, label, hash_text(buffer_view(&known->id)), copies);
    for (uint32_t k = 0; k < COPIES; k++) {
        view v;
        traits x;
        if (copies[k].len == 0 || t->n_pages == GOLD_PAGES_MOST ||
            !open_view(buffer_view(&copies[k]), false, d, &v, &x)) {
            buffer_free(&copies[k]);
            continue;
        }
        int *labels = gold_need(calloc(v.ps.n, sizeof *labels));
        sample *s = take_page(t, known, &v, &x, labels);
        s->copy = copies[k];
        s->is_news = false; // the measure is of whole pages
        for (uint32_t i = s->first; i < s->first + s->n; i++)
            t->weight[i] *= 0.3f;
        free(labels);
    }
}

static void add_page(table *t, const answer *known, const char *folder, bool is_html, doc *d) {
    char path[GOLD_PATH_MOST];
    buffer raw = { 0 };
    view v;
    traits x;
    if (gold_page(folder, &known->id, is_html, path, &raw) && t->n_pages < GOLD_PAGES_MOST &&
        open_view(buffer_view(&raw), is_html, d, &v, &x)) {
        int *label = gold_need(calloc(v.ps.n, sizeof *label));
        sample *s = take_page(t, known, &v, &x, label);
        s->path = gold_need(strdup(path));
        if (!is_html && known->has_text)
            add_copies(t, known, &v.ps, label, d);
        free(label);
    }
    buffer_free(&raw);
}

/* ---- trees ---- */

typedef struct stage {
    tree *trees;
    uint32_t n;
} stage;

typedef struct fit {
    const table *t;
    ground taken; // for this tree
    double *sum;  // [rows of the table] current logits
} fit;

/* Takes the rows for a tree: of every other site, for the pieces of one have much in common, so
 * that trees are fitted on sites that those before them were not. Rows that are settled teach
 * little; few of them are taken. */
static void take_rows(fit *f, uint32_t left_out, uint64_t *seed) {
    uint64_t coin = grow_dice(seed);
    f->taken.n_rows = 0;
    for (uint32_t k = 0; k < f->t->n_pages; k++) {
        const sample *s = &f->t->pages[k];
        if (s->fold == left_out || hash_mix(coin, s->site) >> 33 & 1)
            continue;
        for (uint32_t row = s->first; row < s->first + s->n; row++) {
            double p = 1 / (1 + exp(-f->sum[row] / 512)), miss = f->t->label[row] - p;
            bool settled = fabs(miss) <= 0.05;
            if (f->t->weight[row] <= 0 || (settled && grow_dice(seed) % SETTLED_RARE))
                continue;
            double weight = f->t->weight[row] * (settled ? SETTLED_RARE : 1);
            grow_take(&f->taken, row, weight * miss, weight * p * (1 - p));
        }
    }
}

static void add_tree(fit *f, const tree *tr, uint32_t left_out) {
    for (uint32_t k = 0; k < f->t->n_pages; k++) {
        const sample *s = &f->t->pages[k];
        for (uint32_t row = s->first; s->fold != left_out && row < s->first + s->n; row++)
            f->sum[row] += tr->leaf[grow_leaf(f->t->at, tr, row)];
    }
}

/* Fits a stage on the pages outside of a fold (GOLD_FOLDS: on all), on top of the sums in start. */
static stage fit_stage(const table *t, const int32_t *start, uint32_t n_traits, uint32_t n_trees,
                       uint32_t left_out, uint64_t seed) {
    fit f = { .t = t };
    stage s = { gold_need(calloc(n_trees, sizeof(tree))), n_trees };
    f.sum = gold_need(calloc(t->n + 1, sizeof *f.sum));
    for (uint32_t row = 0; start && row < t->n; row++)
        f.sum[row] = start[row];
    uint8_t most[TRAITS] = { 0 };
    for (uint32_t k = 0; k < TRAITS; k++)
        for (uint32_t row = 0; row < t->n; row++)
            most[k] = t->at[k][row] > most[k] ? t->at[k][row] : most[k];
    f.taken = (ground){ .columns = t->at,
                        .n_columns = TRAITS,
                        .most = most,
                        .skip_from = n_traits,
                        .skip_to = n_traits < F_TREE_MORE ? F_TREE_MORE : n_traits,
                        .asked = COLUMNS_ASKED,
                        .rate = rate,
                        .ridge = ridges[start != NULL] };
    if (!grow_room(&f.taken, t->n))
        gold_die("out of", "memory");
    for (uint32_t k = 0; k < n_trees; k++) {
        take_rows(&f, left_out, &seed);
        grow_tree(&f.taken, &s.trees[k], &seed);
        add_tree(&f, &s.trees[k], left_out);
    }
    grow_free(&f.taken);
    free(f.sum);
    return s;
}

/* The mean of several fits, which differ by their dice alone: what one of them makes of a site that
 * it has not seen is in part chance. */
static stage fit_bags(const table *t, const int32_t *start, uint32_t n_traits, uint32_t n_trees,
                      uint32_t left_out, uint64_t seed) {
    stage all = { gold_need(calloc((size_t)BAGS * n_trees, sizeof(tree))), BAGS * n_trees };
    for (uint32_t bag = 0; bag < BAGS; bag++) {
        stage one = fit_stage(t, start, n_traits, n_trees, left_out, seed + bag * BAG_SEEDS);
        memcpy(all.trees + (size_t)bag * n_trees, one.trees, n_trees * sizeof *one.trees);
        free(one.trees);
    }
    for (uint32_t k = 0; k < all.n; k++)
        for (uint32_t l = 0; l < LANES_LEAVES; l++)
            all.trees[k].leaf[l] = (int16_t)(all.trees[k].leaf[l] / BAGS);
    return all;
}

static void run_stage(const table *t, const stage *s, const int32_t *start, uint32_t fold,
                      int32_t *sum) {
    for (uint32_t p = 0; p < t->n_pages; p++)
        for (uint32_t i = 0; t->pages[p].fold == fold && i < t->pages[p].n; i++) {
            uint32_t row = t->pages[p].first + i;
            sum[row] = start ? start[row] : 0;
            for (uint32_t k = 0; k < s->n; k++)
                sum[row] += s->trees[k].leaf[grow_leaf(t->at, &s->trees[k], row)];
        }
}

/* ---- words and names ---- */

enum { HINT_ROUNDS = 4, WEIGHT_MOST = 6 };

/* One step of logistic regression by the gradients' own sizes (Duchi et al. 2011, AdaGrad). */
static void learn_row(const slots *l, uint32_t row, double x, double label_minus, double weight,
                      float *w, float *seen) {
    double g = label_minus * weight * x;
    for (uint32_t i = l->first[row]; i < l->first[row + 1]; i++) {
        seen[l->at[i]] += (float)(g * g);
        w[l->at[i]] += (float)(hint_step * g / sqrt(1 + seen[l->at[i]]));
    }
}

/* The weight of each slot, learned on the pages outside of a fold: what is to be added to the first
 * judgement of a piece. */
static void fit_hints(const table *t, int which, const int32_t *start, uint32_t left_out,
                      uint64_t seed, signed char *out) {
    const slots *l = &t->slots[which];
    float *w = gold_need(calloc(HINT_SLOTS, sizeof *w)),
          *seen = gold_need(calloc(HINT_SLOTS, sizeof *seen));
    double bias = 0, sum = 0;
    uint32_t *order = gold_need(malloc((t->n_pages + 1) * sizeof *order));
    for (uint32_t row = 0; row < t->n; row++)
        sum += t->weight[row];
    double mean = sum / (t->n ? t->n : 1);
    for (uint32_t p = 0; p < t->n_pages; p++)
        order[p] = p;
    for (int round = 0; round < HINT_ROUNDS; round++) {
        for (uint32_t p = t->n_pages; p > 1; p--) {
            uint32_t k = (uint32_t)(grow_dice(&seed) % p), was = order[p - 1];
            order[p - 1] = order[k];
            order[k] = was;
        }
        for (uint32_t p = 0; p < t->n_pages; p++) {
            const sample *s = &t->pages[order[p]];
            for (uint32_t row = s->first; s->fold != left_out && row < s->first + s->n; row++) {
                uint32_t n = l->first[row + 1] - l->first[row];
                if (t->weight[row] <= 0 || n == 0)
                    continue;
                double x = which == 0 ? 1 / sqrt(n) : 0.5, z = bias + start[row] / 512.0;
                for (uint32_t i = l->first[row]; i < l->first[row + 1]; i++)
                    z += w[l->at[i]] * x;
                double weight = t->weight[row] / mean;
                double g = t->label[row] - 1 / (1 + exp(-z));
                weight = weight > WEIGHT_MOST ? WEIGHT_MOST : weight;
                bias += 0.01 * g;
                learn_row(l, row, x, g, weight, w, seen);
            }
        }
    }
    for (uint32_t k = 0; k < HINT_SLOTS; k++) {
        double v = round(w[k] * 16);
        out[k] = (signed char)(v < -127 ? -127 : v > 127 ? 127 : v);
    }
    free(w);
    free(seen);
    free(order);
}

/* Fills the traits of the pages of a fold with what two tables say. */
static void run_hints(const table *t, signed char *tables[2], uint32_t fold) {
    for (uint32_t p = 0; p < t->n_pages; p++) {
        const sample *s = &t->pages[p];
        traits x = { .n = s->n, .stride = s->n };
        if (s->fold != fold)
            continue;
        x.at = gold_need(calloc(TRAITS, s->n + 1));
        uint8_t *score[2] = { gold_need(malloc(s->n + 1)), gold_need(malloc(s->n + 1)) };
        for (uint32_t i = 0; i < s->n; i++)
            for (int k = 0; k < 2; k++) {
                const slots *l = &t->slots[k];
                uint32_t first = l->first[s->first + i], n = l->first[s->first + i + 1] - first;
                score[k][i] =
                    (k ? hint_score_names : hint_score_words)(tables[k], l->at + first, n);
            }
        traits_hinted(&x, score[0], t->slots[1].n ? score[1] : NULL);
        for (uint32_t k = 0; k <= NEIGHBOURS; k++) {
            memcpy(t->at[F_HINT_WORDS + k] + s->first, x.at + (size_t)(F_HINT_WORDS + k) * s->n,
                   s->n);
            memcpy(t->at[F_HINT_NAMES + k] + s->first, x.at + (size_t)(F_HINT_NAMES + k) * s->n,
                   s->n);
        }
        free(x.at);
        free(score[0]);
        free(score[1]);
    }
}

/* ---- measuring ---- */

/* F1 of kept words on pages of news, as the mean over pages of precision and recall. */
static double measure(const table *t, const int32_t *sum) {
    double precision = 0, recall = 0;
    uint32_t n = 0, n_precise = 0;
    for (uint32_t p = 0; p < t->n_pages; p++) {
        const sample *s = &t->pages[p];
        double hit = 0, kept = 0, gold_words = 0;
        if (!s->has_gold || !s->is_news)
            continue;
        for (uint32_t i = s->first; i < s->first + s->n; i++) {
            if (t->weight[i] <= 0)
                continue;
            gold_words += t->label[i] ? t->words[i] : 0;
            kept += sum[i] > 0 ? t->words[i] : 0;
            hit += t->label[i] && sum[i] > 0 ? t->words[i] : 0;
        }
        n++;
        recall += gold_words > 0 ? hit / gold_words : 1;
        if (kept > 0) {
            n_precise++;
            precision += hit / kept;
        }
    }
    precision /= n_precise ? n_precise : 1;
    recall /= n ? n : 1;
    return precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0;
}

/* ---- second look ---- */

/* Opens each page again and fills the traits that stand on the first judgement. */
static void judge_page(table *t, const sample *s, bool is_html, const int32_t *sum, doc *d) {
    buffer raw = { 0 };
    view v;
    traits x;
    if (s->path && !file_read(s->path, &raw))
        gold_die("cannot read again", s->path);
    if (!open_view(s->path ? buffer_view(&raw) : buffer_view(&s->copy), is_html, d, &v, &x) ||
        v.ps.n != s->n)
        gold_die("a page changed:", s->path ? s->path : "a copy");
    uint8_t *score = gold_need(malloc(s->n));
    for (uint32_t i = 0; i < s->n; i++)
        score[i] = forest_score(sum[s->first + i]);
    if (!view_judged(&v, &x, score))
        gold_die("out of", "memory");
    for (uint32_t i = 0; i < s->n; i++)
        for (uint32_t k = F_SCORE; k < F_HINT_WORDS; k++)
            t->at[k][s->first + i] = x.at[(size_t)k * x.stride + i];
    free(score);
    buffer_free(&raw);
}

static void judge_pages(table *t, bool is_html, const int32_t *sum) {
    doc d;
    gold_doc(&d);
    for (uint32_t p = 0; p < t->n_pages; p++)
        judge_page(t, &t->pages[p], is_html, sum, &d);
    doc_free(&d);
}

typedef struct origin {
    table *t; // where rows go
    const char *folder;
    bool is_html;
} origin;

static void add_line(void *to, text line, doc *d) {
    const origin *from = to;
    answer *known = gold_need(calloc(1, sizeof *known));
    answer_read(line, known);
    add_page(from->t, known, from->folder, from->is_html, d);
    answer_free(known);
    free(known);
}

/* ---- writing ---- */

static void put(buffer *b, uint32_t value, int bytes) {
    for (int i = 0; i < bytes; i++)
        buffer_byte(b, (int)(value >> 8 * i & 255));
}

static void write_model(const char *path, const stage *stages, signed char *const tables[2],
                        bool is_html) {
    buffer b = { 0 };
    buffer_string(&b, "UHFORST2");
    put(&b, 0, 4); // the threshold: even odds, at which the folds are measured
    put(&b, is_html ? 2 : 1, 4);
    for (int k = 0; k < (is_html ? 2 : 1); k++)
        buffer_add(&b, (const char *)tables[k], HINT_SLOTS);
    for (int s = 0; s < FOREST_STAGES; s++) {
        put(&b, stages[s].n, 4);
        for (uint32_t t = 0; t < stages[s].n; t++)
            grow_write(&stages[s].trees[t], &b);
    }
    gold_write(path, &b);
    buffer_free(&b);
}

int main(int argc, char **argv) {
    if (argc < 5)
        gold_die("usage: train-roles html|text PAGES.jsonl FOLDER",
                 "OUT.bin [--folds] [first second]");
    bool folds = argc > 5 && strcmp(argv[5], "--folds") == 0;
    uint32_t n_first = argc > 6 ? (uint32_t)atoi(argv[6]) : 120,
             n_second = argc > 7 ? (uint32_t)atoi(argv[7]) : 120;
    table t = { .pages = gold_need(calloc(GOLD_PAGES_MOST, sizeof *t.pages)) };
    bool is_html = strcmp(argv[1], "html") == 0;
    uint32_t n_plain = is_html ? TRAITS_OF_TREE : TRAITS_OF_TEXT;
    gold_lines(argv[2], add_line, &(origin){ &t, argv[3], is_html });
    uint32_t kept = 0;
    for (uint32_t i = 0; i < t.n; i++)
        kept += t.label[i];
    fprintf(stderr, "%u pages, %u pieces, %u kept\n", t.n_pages, t.n, kept);
    int32_t *first = gold_need(calloc(t.n + 1, sizeof *first)),
            *second = gold_need(calloc(t.n + 1, sizeof *second));
    stage seen[GOLD_FOLDS];
    for (uint32_t fold = 0; fold < GOLD_FOLDS; fold++) {
        seen[fold] = fit_bags(&t, NULL, n_plain, n_first, fold, fold + 1);
        run_stage(&t, &seen[fold], NULL, fold, first);
    }
    fprintf(stderr, "first stage, unseen sites: F1 %.4f\n", measure(&t, first));
    judge_pages(&t, is_html, first);
    signed char *tables[GOLD_FOLDS + 1][2];
    for (uint32_t fold = 0; fold <= GOLD_FOLDS; fold++)
        for (int k = 0; k < 2; k++) {
            tables[fold][k] = gold_need(calloc(HINT_SLOTS, 1));
            fit_hints(&t, k, first, fold, 7 + fold, tables[fold][k]);
        }
    for (uint32_t fold = 0; fold < GOLD_FOLDS; fold++)
        run_hints(&t, tables[fold], fold);
    for (uint32_t fold = 0; fold < GOLD_FOLDS; fold++) {
        stage both[FOREST_STAGES] = { seen[fold],
                                      fit_bags(&t, first, TRAITS, n_second, fold, fold + 101) };
        run_stage(&t, &both[1], first, fold, second);
        if (folds) {
            char path[GOLD_PATH_MOST];
            snprintf(path, sizeof path, "%s.fold%u", argv[4], fold);
            write_model(path, both, tables[fold], is_html);
        }
        free(both[0].trees);
        free(both[1].trees);
    }
    fprintf(stderr, "second stage, unseen sites: F1 %.4f\n", measure(&t, second));
    stage stages[FOREST_STAGES] = { fit_bags(&t, NULL, n_plain, n_first, GOLD_FOLDS, 999),
                                    fit_bags(&t, first, TRAITS, n_second, GOLD_FOLDS, 9999) };
    write_model(argv[4], stages, tables[GOLD_FOLDS], is_html);
    return 0;
}
