/* language.c - the stage's order: cut all text into tokens, find the ends, settle, make sentences.
 */
#include "language/language.h"

#include "language/features.h"
#include "language/lemma.h"
#include "language/parse.h"
#include "language/sentence.h"
#include "language/token.h"
#include "language/tongue.h"
#include "model/words.h"

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

static uh_status cut_range(doc *d, sentence_range *r) {
    r->first = d->n_tokens;
    uh_status status = token_cut(d, r->start, r->end);
    r->n_tokens = d->n_tokens - r->first;
    return status;
}

/* The title and the kept blocks. */
static uint32_t list_ranges(const doc *d, sentence_range *ranges) {
    uint32_t n = 0;
    ranges[n++] = (sentence_range){
        .start = d->title_start, .end = d->title_end, .block = NO_INDEX, .is_title = true
    };
    for (uint32_t i = 0; i < d->n_blocks; i++) {
        const block *b = &d->blocks[i];
        bool in_title = b->start < d->title_end && b->end > d->title_start;
        if (b->kept && !in_title)
            ranges[n++] = (sentence_range){
                .start = b->start, .end = b->end, .block = i, .is_heading = b->role == ROLE_HEADING
            };
    }
    return n;
}

/* n of the pieces of text, of which the first starts at a place. */
static void note_foreign(doc *d, uint32_t start, uint32_t n, uint32_t of) {
    if (n == of)
        doc_note(d, "language", doc_source_of(d, start), false,
                 "the text is not English: no events are sought in it");
    else
        doc_note(d, "language", doc_source_of(d, start), false,
                 "not English: %u of %u pieces of text, here the first; no events are sought there",
                 n, of);
}

/* Drops the ranges that are not English, with a note; those with too few words to tell go with the
 * whole. */
static uh_status drop_foreign(const uh_model *model, doc *d, sentence_range *ranges, uint32_t *n) {
    tongue *each = arena_array(&d->scratch, *n, sizeof *each), all = { 0 };
    bool declared = tongue_declares_another(d->article.language);
    uint32_t kept = 0, of = 0, dropped = 0, first = 0;
    if (!each)
        return doc_status(d);
    for (uint32_t i = 0; i < *n; i++) {
        each[i] = tongue_of(model_words(model), doc_text(d, ranges[i].start, ranges[i].end));
        all = tongue_sum(all, each[i]);
    }
    bool whole = tongue_is_foreign(all, declared);
    for (uint32_t i = 0; i < *n; i++) {
        bool is_empty = ranges[i].start == ranges[i].end;
        of += !is_empty;
        if (!(tongue_is_plain(each[i]) ? tongue_is_foreign(each[i], declared) : whole)) {
            ranges[kept++] = ranges[i];
        } else if (!is_empty && dropped++ == 0) {
            first = ranges[i].start;
        }
    }
    *n = kept;
    if (dropped)
        note_foreign(d, first, dropped, of);
    return UH_OK;
}

/* Cuts ranges into tokens. */
static uh_status cut_all(doc *d, sentence_range *ranges, uint32_t n) {
    uh_status status = UH_OK;
    for (uint32_t i = 0; i < n && !status; i++)
        status = cut_range(d, &ranges[i]);
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

/* whole: text of any language too. */
static uh_status find_sentences(const uh_model *model, doc *d, bool whole) {
    arena_mark mark = arena_save(&d->scratch);
    sentence_range *ranges = arena_array(&d->scratch, (size_t)d->n_blocks + 1, sizeof *ranges);
    if (!ranges)
        return doc_status(d);
    uint32_t n = list_ranges(d, ranges);
    uh_status status = whole ? UH_OK : drop_foreign(model, d, ranges, &n);
    if (!status)
        status = cut_all(d, ranges, n);
    if (!status)
        status = sentence_find(model, d, ranges, n);
    if (!status)
        status = make_sentences(d, ranges, n);
    arena_rewind(&d->scratch, mark);
    return status;
}

uh_status language_sentences(const uh_model *model, doc *d) {
    return find_sentences(model, d, false);
}

static uh_status read_trees(const uh_model *model, doc *d, uint32_t from, uint32_t to) {
    const weights *w = model_weights(model);
    uh_status status = w ? parse_trees(w, KERNEL_BEST, d, from, to, NULL) : UH_OK;
    return status ? status : lemma_run(model, d, from, to);
}

uh_status language_trees(const uh_model *model, doc *d) {
    return read_trees(model, d, 0, d->n_sentences);
}

uh_status language_tree(const uh_model *model, doc *d, uint32_t number) {
    d->sentences[number].need = NEED_TREE;
    return read_trees(model, d, number, number + 1);
}

uh_status language_parse(const uh_model *model, doc *d) {
    const weights *w = model_weights(model);
    uh_status status = find_sentences(model, d, true);
    if (!status && w)
        status = parse_sentences(w, KERNEL_BEST, d, NULL);
    if (!status)
        status = lemma_run(model, d, 0, d->n_sentences);
    if (!status)
        features_run(d);
    return status;
}
