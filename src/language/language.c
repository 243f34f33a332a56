/* language.c - the stage's order: cut, find the ends, settle, make sentences. */
#include "language/language.h"

#include "language/sentence.h"
#include "language/token.h"

typedef struct range {
    uint32_t start, end, block;
    bool is_title, is_heading;
} range;

static uh_status add_sentence(doc *d, const range *r, uint32_t first, uint32_t n) {
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

/* Makes the sentences of tokens[first, n_tokens), whose ends are marked. */
static uh_status add_sentences(doc *d, const range *r, uint32_t first) {
    uint32_t start = first;
    for (uint32_t i = first; i < d->n_tokens; i++) {
        uint32_t n = i + 1 - start;
        if (!(d->tokens[i].spare & TOKEN_ENDS) && n < SENTENCE_TOKENS_MOST)
            continue;
        if (!(d->tokens[i].spare & TOKEN_ENDS))
            doc_note(d, "language", doc_source_of(d, d->tokens[start].start), false,
                     "sentence of over %d words is divided", SENTENCE_TOKENS_MOST);
        d->tokens[i].spare = 0;
        uh_status status = add_sentence(d, r, start, n);
        if (status)
            return status;
        start = i + 1;
    }
    return UH_OK;
}

static uh_status parse_range(doc *d, const range *r) {
    uint32_t first = d->n_tokens;
    uh_status status = token_cut(d, r->start, r->end);
    if (status)
        return status;
    sentence_find(d, first);
    token_settle(d, first);
    return add_sentences(d, r, first);
}

uh_status language_parse(const uh_model *model, doc *d) {
    (void)model;
    range title = { d->title_start, d->title_end, NO_INDEX, true, false };
    uh_status status = parse_range(d, &title);
    for (uint32_t i = 0; i < d->n_blocks && !status; i++) {
        const block *b = &d->blocks[i];
        range r = { b->start, b->end, i, false, b->role == ROLE_HEADING };
        bool is_title = b->start < d->title_end && b->end > d->title_start;
        if (b->kept && !is_title)
            status = parse_range(d, &r);
    }
    return status;
}
