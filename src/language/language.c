/* language.c - the stage's order: cut all text into tokens, find the ends, settle, make sentences.
 */
#include "language/language.h"

#include "language/features.h"
#include "language/lemma.h"
#include "language/parse.h"
#include "language/sentence.h"
#include "language/token.h"

static uh_status add_sentence(doc *d, const sentence_range *r, uint32_t first, uint32_t n) {
    if (d->n_sentences == DOC_SENTENCES_MOST)
        return UH_LIMIT;
    sentence *s = doc_add_sentence(d);
    if (!s)
        return doc_status(d);
    s->start = d->tokens[first].start;
    s->end = d->tokens[first + n - 1].end;
    s->first = first;
    s->n_tokens = n;
    s->block = r->block;
    s->is_title = r->is_title;
    s->is_heading = r->is_heading;
    s->case_kind = sentence_case(d, first, n);
    return UH_OK;
}

/* Makes the sentences of tokens [first, end), whose ends are marked. */
static uh_status add_sentences(doc *d, const sentence_range *r, uint32_t first, uint32_t end) {
    uint32_t start = first;
    for (uint32_t i = first; i < end; i++) {
        token *t = &d->tokens[i];
        uint32_t n = i + 1 - start;
        if (!(t->spare & TOKEN_ENDS) && n < SENTENCE_TOKENS_MOST)
            continue;
        if (!(t->spare & TOKEN_ENDS))
            doc_note(d, "language", doc_source_of(d, d->tokens[start].start), false,
                     "sentence of over %d words is divided", SENTENCE_TOKENS_MOST);
        t->spare = 0;
        uh_status status = add_sentence(d, r, start, n);
        if (status)
            return status;
        start = i + 1;
    }
    return UH_OK;
}

static uh_status cut_range(doc *d, sentence_range *r, uint32_t start, uint32_t end) {
    r->first = d->n_tokens;
    uh_status status = token_cut(d, start, end);
    r->n_tokens = d->n_tokens - r->first;
    return status;
}

/* Cuts the title and the kept blocks into tokens, a range each. */
static uh_status cut_all(doc *d, sentence_range *ranges, uint32_t *n) {
    ranges[0] = (sentence_range){ .block = NO_INDEX, .is_title = true };
    uh_status status = cut_range(d, &ranges[0], d->title_start, d->title_end);
    *n = 1;
    for (uint32_t i = 0; i < d->n_blocks && !status; i++) {
        const block *b = &d->blocks[i];
        bool in_title = b->start < d->title_end && b->end > d->title_start;
        if (!b->kept || in_title)
            continue;
        ranges[*n] = (sentence_range){ .block = i, .is_heading = b->role == ROLE_HEADING };
        status = cut_range(d, &ranges[(*n)++], b->start, b->end);
    }
    return status;
}

static uh_status make_sentences(doc *d, const sentence_range *ranges, uint32_t n) {
    uint32_t to = 0;
    for (uint32_t i = 0; i < n; i++) {
        const sentence_range *r = &ranges[i];
        uint32_t first = to;
        to = token_settle(d, r->first, r->first + r->n_tokens, to);
        uh_status status = add_sentences(d, r, first, to);
        if (status)
            return status;
    }
    d->n_tokens = to;
    return UH_OK;
}

/* whole: with names and the words' features, which coding does not ask for. */
static uh_status read_language(const uh_model *model, doc *d, bool whole) {
    arena_mark mark = arena_save(&d->scratch);
    sentence_range *ranges = arena_array(&d->scratch, (size_t)d->n_blocks + 1, sizeof *ranges);
    uint32_t n = 0;
    if (!ranges)
        return doc_status(d);
    uh_status status = cut_all(d, ranges, &n);
    if (!status)
        status = sentence_find(model, d, ranges, n);
    if (!status)
        status = make_sentences(d, ranges, n);
    arena_rewind(&d->scratch, mark);
    const weights *w = model_weights(model);
    if (!status && w)
        status =
            whole ? parse_sentences(w, KERNEL_BEST, d, NULL) : parse_trees(w, KERNEL_BEST, d, NULL);
    if (!status)
        status = lemma_run(model, d);
    if (!status && whole)
        features_run(d);
    return status;
}

uh_status language_parse(const uh_model *model, doc *d) {
    return read_language(model, d, true);
}

uh_status language_trees(const uh_model *model, doc *d) {
    return read_language(model, d, false);
}
