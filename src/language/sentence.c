/* sentence.c - sentence ends: each candidate of ending.c, from left to right, by the trained tables
 * of the model's section "endings"; where the quick one leaves it open, the words around are read
 * as a stream.
 */
#include "language/sentence.h"

#include "base/utf8.h"
#include "language/kind.h"
#include "language/token.h"

enum { PHRASE_MOST = 12 }; // words of a document that may be a mere phrase

/* All that is needed to decide at the candidates of one document. */
typedef struct judge {
    const sentence_tables *tables;
    ending_scan scan;
    const weights *weights; // or NULL
    const kernel *kernel;
    flow flow;
    enum { FLOW_NONE, FLOW_READY, FLOW_REFUSED } state; // opened for the first open place
    bool phrase; // the document is a few words: a name, not lines that lost their ends
    bool title;  // the title is at hand: one line, which ends where it must
} judge;

static bool has_flow(judge *j, doc *d) {
    if (j->state == FLOW_NONE)
        j->state = j->weights && flow_open(&j->flow, j->tables->flow, j->weights, &d->scratch)
                       ? FLOW_READY
                       : FLOW_REFUSED;
    return j->state == FLOW_READY;
}

static bool ends_at(judge *j, doc *d, uint32_t i) {
    uint16_t rows[ENDING_FEATURES];
    ending_around around;
    ending_features(&j->scan, i, rows);
    int32_t score = ending_quick(&j->tables->ending, j->kernel, rows);
    if (j->title)
        return score >= ENDING_OPEN;
    int32_t open = j->scan.alone ? ENDING_OPEN : ENDING_OPEN_LINES;
    if (score >= open || score <= -open || !has_flow(j, d))
        return score > 0;
    flow_look(&j->flow, d, &j->scan, i, &around);
    return ending_sure(&j->tables->ending, j->kernel, rows, &around, score);
}

static bool ends_in_letter(const doc *d, const token *t) {
    text form = doc_form(d, t);
    return form.len && is_alnum((unsigned char)form.at[form.len - 1]);
}

static void find_in(judge *j, doc *d, const sentence_range *r) {
    ending_block(&j->scan, r->first, r->first + r->n_tokens);
    for (uint32_t i = r->first; i < r->first + r->n_tokens; i++) {
        token *t = &d->tokens[i];
        bool ends = i + 1 == r->first + r->n_tokens || t->spare & TOKEN_NEW_LINE;
        if (!ends && !(j->phrase && ends_in_letter(d, t)) && ending_possible(&j->scan, i))
            ends = ends_at(j, d, i);
        if (ends)
            t->spare |= TOKEN_ENDS;
        ending_step(&j->scan, i, ends);
    }
}

uh_status sentence_find(const uh_model *model, doc *d, const sentence_range *ranges, uint32_t n) {
    text section = model_section(model, "endings");
    const lexicon *words = lexicon_of(model);
    if (section.len != sizeof(sentence_tables) || !words)
        return UH_MODEL;
    arena_mark mark = arena_save(&d->scratch);
    judge j = { .tables = (const void *)section.at,
                .weights = model_weights(model),
                .kernel = kernel_find(KERNEL_BEST) };
    bool one = n <= 2 && ranges[0].n_tokens == 0; // one block and no title
    j.phrase = one && d->n_tokens <= PHRASE_MOST;
    if (!ending_open(&j.scan, words, d, one))
        return doc_status(d);
    for (uint32_t r = 0; r < n; r++) {
        j.title = r == 0;
        find_in(&j, d, &ranges[r]);
    }
    uh_status status = doc_status(d);
    arena_rewind(&d->scratch, mark);
    return status;
}

static kind first_kind(const doc *d, const token *t) {
    size_t len;
    return kind_at(doc_text(d, 0, t->end), t->start, &len);
}

static bool starts_upper(const doc *d, const token *t) {
    size_t i = t->start;
    return utf8_is_upper(utf8_next(doc_text(d, 0, t->end), &i));
}

static bool all_upper(const doc *d, const token *t) {
    for (uint32_t b = t->start; b < t->end; b++)
        if (is_lower((unsigned char)d->text[b]))
            return false;
    return starts_upper(d, t);
}

enum { SHORT_WORD = 3, WORDS_LEAST = 3 }; // short words stay small in titles

uint8_t sentence_case(const doc *d, uint32_t first, uint32_t n_tokens) {
    uint32_t words = 0, upper = 0, longs = 0, capitals = 0;
    for (uint32_t i = first; i < first + n_tokens; i++) {
        const token *t = &d->tokens[i];
        if (first_kind(d, t) != KIND_LETTER || t->end - t->start < 2 || t->flags & TOKEN_JOINED)
            continue;
        bool is_long = t->end - t->start > SHORT_WORD;
        words++;
        upper += all_upper(d, t);
        longs += is_long;
        capitals += is_long && starts_upper(d, t);
    }
    if (words < WORDS_LEAST)
        return CASE_NORMAL;
    if (upper * 5 >= words * 4)
        return CASE_UPPER;
    if (longs >= 2 && capitals == longs)
        return CASE_TITLE;
    return capitals == 0 && !starts_upper(d, &d->tokens[first]) ? CASE_LOWER : CASE_NORMAL;
}
