/* quotation.c - what stands in quotation marks. */
#include "event/quotation.h"

static char byte_at(const doc *d, uint32_t at) {
    return at < d->text_len ? d->text[at] : ' ';
}

static bool is_gap(char b) {
    return b == ' ' || b == '\n' || b == '\t' || b == '\r' || b == '(' || b == '[';
}

quotation_mark quotation_mark_of(const doc *d, uint32_t token_, bool open) {
    const token *t = &d->tokens[token_];
    text form = doc_text(d, t->start, t->end);
    if (form.len == 0 || form.len > 3 || is_alnum((unsigned char)form.at[0]))
        return QUOTATION_NONE; // most words
    if (text_equal(form, TEXT("``")) || text_equal(form, TEXT("\xe2\x80\x9c")))
        return QUOTATION_OPENS;
    if (text_equal(form, TEXT("''")) || text_equal(form, TEXT("\xe2\x80\x9d")))
        return QUOTATION_CLOSES;
    if (!text_equal(form, TEXT("\"")))
        return QUOTATION_NONE;
    bool before = t->start == 0 || is_gap(byte_at(d, t->start - 1));
    bool after = is_gap(byte_at(d, t->end));
    if (before != after)
        return before ? QUOTATION_OPENS : QUOTATION_CLOSES;
    return open ? QUOTATION_CLOSES : QUOTATION_OPENS;
}

/* The first sentence of a paragraph whose marks begin with a closing one. */
static bool begins_inside(const doc *d, uint32_t first, uint32_t end) {
    for (uint32_t s = first; s < end; s++)
        for (uint32_t i = 0; i < d->sentences[s].n_tokens; i++) {
            quotation_mark m = quotation_mark_of(d, d->sentences[s].first + i, false);
            if (m != QUOTATION_NONE)
                return m == QUOTATION_CLOSES;
        }
    return false;
}

void quotation_find(doc *d) {
    bool open = false;
    for (uint32_t s = 0; s < d->n_sentences; s++) {
        sentence *one = &d->sentences[s];
        if (s == 0 || one->block != d->sentences[s - 1].block) {
            uint32_t end = s + 1;
            while (end < d->n_sentences && d->sentences[end].block == one->block)
                end++;
            open = begins_inside(d, s, end);
        }
        one->in_quotation = open;
        for (uint32_t i = 0; i < one->n_tokens; i++) {
            quotation_mark m = quotation_mark_of(d, one->first + i, open);
            if (m != QUOTATION_NONE)
                open = m == QUOTATION_OPENS;
        }
    }
}
