/* sentence.c - sentence ends: each candidate of ending.c, from left to right, by the trained tables
 * of the model's section "endings"; where the quick one leaves it open, the text around is parsed.
 */
#include "language/sentence.h"

#include "base/utf8.h"
#include "language/ending.h"
#include "language/kind.h"
#include "language/seam.h"
#include "language/token.h"

/* All that is needed to decide at the candidates of one document. */
typedef struct judge {
    const ending_table *table;
    ending_scan scan;
    seam seam;
    bool has_seam;
} judge;

static bool ends_at(judge *j, const doc *d, uint32_t i) {
    uint16_t rows[ENDING_FEATURES + ENDING_MORE];
    uint32_t hashes[ENDING_MORE], from;
    ending_features(&j->scan, i, rows);
    int32_t score = ending_quick(j->table, rows);
    if (score >= ENDING_OPEN || score <= -ENDING_OPEN || !j->has_seam)
        return score > 0;
    uint32_t end = ending_stretch(&j->scan, i, SEAM_SIDE, &from);
    seam_features(&j->seam, d, from, i, end, hashes);
    for (int f = 0; f < ENDING_MORE; f++)
        rows[ENDING_FEATURES + f] = (uint16_t)(ENDING_ROWS + hashes[f] % ENDING_ROWS);
    return ending_sure(j->table, rows) > 0;
}

static void find_in(judge *j, doc *d, const sentence_range *r) {
    ending_block(&j->scan, r->first, r->first + r->n_tokens);
    for (uint32_t i = r->first; i < r->first + r->n_tokens; i++) {
        token *t = &d->tokens[i];
        bool ends = i + 1 == r->first + r->n_tokens || t->spare & TOKEN_NEW_LINE;
        if (!ends && ending_possible(&j->scan, i))
            ends = ends_at(j, d, i);
        if (ends)
            t->spare |= TOKEN_ENDS;
        ending_step(&j->scan, i, ends);
    }
}

uh_status sentence_find(const uh_model *model, doc *d, const sentence_range *ranges, uint32_t n) {
    text section = model_section(model, "endings");
    const lexicon *words = lexicon_of(model);
    const weights *w = model_weights(model);
    if (section.len != sizeof(ending_table) || !words)
        return UH_MODEL;
    arena_mark mark = arena_save(&d->scratch);
    judge j = { .table = (const void *)section.at, .has_seam = w && trunk_fits(w) };
    bool one = n <= 2 && ranges[0].n_tokens == 0; // one block and no title
    if (!ending_open(&j.scan, words, d, one) || (j.has_seam && !seam_open(&j.seam, w, &d->scratch)))
        return doc_status(d);
    for (uint32_t r = 0; r < n; r++)
        find_in(&j, d, &ranges[r]);
    arena_rewind(&d->scratch, mark);
    return UH_OK;
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
