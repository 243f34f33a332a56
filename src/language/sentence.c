/* sentence.c - sentence ends by what stands on both sides of a candidate. */
#include "language/sentence.h"

#include "base/utf8.h"
#include "language/kind.h"
#include "language/token.h"

static kind first_kind(const doc *d, const token *t) {
    size_t len;
    return kind_at(doc_text(d, 0, t->end), t->start, &len);
}

static bool starts_upper(const doc *d, const token *t) {
    size_t i = t->start;
    return utf8_is_upper(utf8_next(doc_text(d, 0, t->end), &i));
}

static bool is_stop(const doc *d, const token *t) {
    kind k = first_kind(d, t);
    return k == KIND_STOP || k == KIND_ELLIPSIS ||
           (k == KIND_DOT && !is_alnum(d->text[t->end - 1]));
}

static bool is_closing(const doc *d, const token *t) {
    kind k = first_kind(d, t);
    return k == KIND_CLOSE || k == KIND_QUOTE || (k == KIND_APOSTROPHE && t->end - t->start <= 3);
}

/* Do the words from token i on look like the start of a sentence? */
static bool may_start(const doc *d, uint32_t i) {
    while (i < d->n_tokens) {
        kind k = first_kind(d, &d->tokens[i]);
        if (k == KIND_LETTER)
            return starts_upper(d, &d->tokens[i]);
        if (k == KIND_DIGIT)
            return true;
        if (k != KIND_QUOTE && k != KIND_OPEN && k != KIND_APOSTROPHE)
            return k == KIND_OTHER || k == KIND_HYPHEN || k == KIND_DASH;
        i++;
    }
    return true;
}

void sentence_find(doc *d, uint32_t first) {
    for (uint32_t i = first; i < d->n_tokens; i++) {
        token *t = &d->tokens[i];
        if (t->spare & TOKEN_NEW_LINE || i + 1 == d->n_tokens) {
            t->spare |= TOKEN_ENDS;
            continue;
        }
        if (!is_stop(d, t) || t->spare & TOKEN_OWN_DOT)
            continue;
        uint32_t last = i;
        while (last + 1 < d->n_tokens && !(d->tokens[last].flags & TOKEN_SPACE_AFTER) &&
               is_closing(d, &d->tokens[last + 1]))
            last++;
        if (d->tokens[last].flags & TOKEN_SPACE_AFTER && may_start(d, last + 1))
            d->tokens[last].spare |= TOKEN_ENDS;
    }
}

uint8_t sentence_case(const doc *d, uint32_t first, uint32_t n_tokens) {
    uint32_t words = 0, upper = 0, title = 0;
    for (uint32_t i = first; i < first + n_tokens; i++) {
        const token *t = &d->tokens[i];
        if (first_kind(d, t) != KIND_LETTER || t->end - t->start < 2 || t->flags & TOKEN_JOINED)
            continue;
        words++;
        bool capital = starts_upper(d, t);
        bool all = capital;
        for (uint32_t b = t->start; b < t->end; b++)
            all = all && !is_lower((unsigned char)d->text[b]);
        upper += all;
        title += capital || t->end - t->start <= 3; // short words stay small in titles
    }
    if (words < 3)
        return 0;
    uint32_t long_words = 0, capitals = 0;
    for (uint32_t i = first; i < first + n_tokens; i++) {
        const token *t = &d->tokens[i];
        if (first_kind(d, t) != KIND_LETTER || t->end - t->start <= 3)
            continue;
        long_words++;
        capitals += starts_upper(d, t);
    }
    if (upper * 10 >= words * 8)
        return 1;
    if (title == words && capitals * 2 > long_words)
        return 2;
    return capitals == 0 && !starts_upper(d, &d->tokens[first]) ? 3 : 0;
}
