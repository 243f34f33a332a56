/* score.c - see score.h. */
#include "score.h"

#include <string.h>

static bool same_upos(const inventory *labels, uint8_t a, uint8_t b) {
    if (a >= labels->tags.n || b >= labels->tags.n)
        return false;
    const char *x = labels->tags.name[a], *y = labels->tags.name[b];
    size_t nx = strcspn(x, "|"), ny = strcspn(y, "|");
    return nx == ny && memcmp(x, y, nx) == 0;
}

static void score_tree(score *s, const inventory *labels, const word *gold, const word *said,
                       size_t n) {
    for (size_t i = 0; i < n; i++) {
        bool head = gold[i].head == said[i].head;
        bool relation = gold[i].relation == said[i].relation;
        s->upos += same_upos(labels, gold[i].tag, said[i].tag);
        s->tags += gold[i].tag == said[i].tag;
        s->heads += head;
        s->arcs += head && relation;
        s->relation_gold[gold[i].relation]++;
        s->relation_said[said[i].relation]++;
        s->relation_right[gold[i].relation] += head && relation;
    }
}

static const char *const kinds[SCORE_KINDS] = { "PER", "LOC", "ORG" };

/* The end of the span of a scored kind that starts at i, or i where none does. */
static size_t span_end(const inventory *labels, const word *words, size_t i, size_t n, int *kind) {
    const char *name = labels->names.name[words[i].name];
    size_t end = i;
    for (*kind = 0; *kind < SCORE_KINDS && end == i; ++*kind)
        if (name[0] == 'B' && strcmp(name + 2, kinds[*kind]) == 0)
            for (end = i + 1; end < n && labels->names.name[words[end].name][0] == 'I' &&
                              strcmp(labels->names.name[words[end].name] + 1, name + 1) == 0;)
                end++;
    --*kind;
    return end;
}

static void score_spans(score *s, const inventory *labels, const word *gold, const word *said,
                        size_t n) {
    for (size_t i = 0; i < n; i++) {
        int kind, other_kind;
        size_t end = span_end(labels, gold, i, n, &kind);
        size_t other = span_end(labels, said, i, n, &other_kind);
        s->spans_gold[kind] += end > i;
        s->spans_said[other_kind] += other > i;
        s->spans_right[kind] += end > i && end == other && kind == other_kind;
    }
}

void score_sentence(score *s, const inventory *labels, const word *gold, const word *said, size_t n,
                    bool has_tree) {
    s->words += n;
    if (has_tree)
        score_tree(s, labels, gold, said, n);
    else
        score_spans(s, labels, gold, said, n);
}

static double percent(size_t part, size_t whole) {
    return whole ? 100.0 * (double)part / (double)whole : 0;
}

double score_arcs(const score *s) {
    return percent(s->arcs, s->words);
}

static size_t total(const size_t *x) {
    return x[0] + x[1] + x[2];
}

double score_names(const score *s) {
    return percent(2 * total(s->spans_right), total(s->spans_gold) + total(s->spans_said));
}

void score_relations(const score *s, const inventory *labels, FILE *out) {
    static const char *const shown[] = { "nsubj", "nsubj:pass", "obj",       "obl",  "obl:agent",
                                         "ccomp", "xcomp",      "parataxis", "conj", "appos",
                                         "nmod",  "advcl",      "acl:relcl", "root" };
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
        for (uint32_t r = 0; r < labels->relations.n; r++)
            if (strcmp(labels->relations.name[r], shown[i]) == 0)
                fprintf(
                    out, " %s %.1f", shown[i],
                    percent(2 * s->relation_right[r], s->relation_gold[r] + s->relation_said[r]));
    fputc('\n', out);
}

void score_print(const score *s, const char *name, bool has_tree, FILE *out) {
    if (has_tree)
        fprintf(out, "%s: words %zu UPOS %.2f tag %.2f UAS %.2f LAS %.2f\n", name, s->words,
                percent(s->upos, s->words), percent(s->tags, s->words), percent(s->heads, s->words),
                score_arcs(s));
    else
        fprintf(out, "%s: words %zu names P %.2f R %.2f F1 %.2f", name, s->words,
                percent(total(s->spans_right), total(s->spans_said)),
                percent(total(s->spans_right), total(s->spans_gold)), score_names(s));
    for (int k = 0; k < SCORE_KINDS && !has_tree; k++)
        fprintf(out, "%s %s %.1f", k ? "" : ";", kinds[k],
                percent(2 * s->spans_right[k], s->spans_gold[k] + s->spans_said[k]));
    if (!has_tree)
        fputc('\n', out);
    fflush(out);
}
