/* vary.c - see vary.h. */
#include "vary.h"

#include <stdlib.h>
#include <string.h>

enum { FORM_MOST = 64, FORMS = CORPUS_SENTENCE_MOST * FORM_MOST, SHORT_WORD = 3 };

struct vary {
    word words[CORPUS_SENTENCE_MOST];
    char forms[FORMS];
    bool is_article_or_aux[256], is_mark[256]; // by tag
};

enum recase { RECASE_TITLE, RECASE_TITLE_BUT_SHORT, RECASE_CAPITALS, RECASE_SMALL };

static bool starts(const char *name, const char *with) {
    return strncmp(name, with, strlen(with)) == 0;
}

vary *vary_new(const inventory *labels) {
    vary *v = calloc(1, sizeof *v);
    if (!v)
        abort();
    for (uint32_t i = 0; i < labels->tags.n; i++) {
        const char *name = labels->tags.name[i];
        v->is_article_or_aux[i] = starts(name, "DET|DT") || starts(name, "AUX|");
        v->is_mark[i] = starts(name, "PUNCT|.");
    }
    return v;
}

void vary_free(vary *v) {
    free(v);
}

static char upper(char c) {
    return c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
}

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static enum recase choose(rng *r) {
    uint32_t x = rng_below(r, 10);
    return x < 2   ? RECASE_TITLE
           : x < 4 ? RECASE_TITLE_BUT_SHORT
           : x < 7 ? RECASE_CAPITALS
                   : RECASE_SMALL;
}

static void recase_all(vary *v, enum recase how, size_t n) {
    char *to = v->forms;
    for (size_t i = 0; i < n; i++) {
        text form = v->words[i].form;
        if (form.len > FORM_MOST)
            continue;
        for (size_t k = 0; k < form.len; k++) {
            bool stays_small = how == RECASE_TITLE_BUT_SHORT && i && form.len <= SHORT_WORD;
            char c = form.at[k];
            if (how == RECASE_CAPITALS || (how <= RECASE_TITLE_BUT_SHORT && k == 0 && !stays_small))
                c = upper(c);
            else if (how == RECASE_SMALL)
                c = lower(c);
            to[k] = c;
        }
        v->words[i].form = (text){ to, form.len };
        to += form.len;
    }
}

/* Removes the words that go and have no children; returns how many stay. */
static size_t take_out(vary *v, const bool *goes, size_t n) {
    int16_t place[CORPUS_SENTENCE_MOST];
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        place[i] = goes[i] ? -1 : (int16_t)kept++;
    kept = 0;
    for (size_t i = 0; i < n; i++) {
        if (goes[i])
            continue;
        word w = v->words[i];
        w.head = w.head < 0 ? w.head : place[w.head];
        v->words[kept++] = w;
    }
    return kept;
}

static size_t as_headline(vary *v, size_t n, bool stop_only) {
    bool has_child[CORPUS_SENTENCE_MOST] = { false }, goes[CORPUS_SENTENCE_MOST];
    size_t stay = 0;
    for (size_t i = 0; i < n; i++)
        if (v->words[i].head >= 0)
            has_child[v->words[i].head] = true;
    for (size_t i = 0; i < n; i++) {
        const word *w = &v->words[i];
        bool is_stop = i + 1 == n && v->is_mark[w->tag];
        goes[i] = !has_child[i] && w->head >= 0 &&
                  (is_stop || (!stop_only && v->is_article_or_aux[w->tag]));
        stay += !goes[i];
    }
    return stay ? take_out(v, goes, n) : n;
}

word *vary_sentence(vary *v, const vary_options *options, rng *r, const word *words, size_t *n,
                    bool has_tree) {
    memcpy(v->words, words, *n * sizeof *words);
    float recase = rng_share(r), shape = rng_share(r);
    enum recase how = choose(r);
    if (has_tree && shape < options->headline)
        *n = as_headline(v, *n, false);
    else if (has_tree && shape < options->headline + options->drop_stop)
        *n = as_headline(v, *n, true);
    if (recase < options->recase)
        recase_all(v, how, *n);
    return v->words;
}
