/* cue.c - set phrases by which a line names its own purpose. */
#include "page/cue.h"

#include "base/ahead.h"

enum { ROW_MOST = 12 }; // words of a row of buttons or menu words

// clang-format off
#define ROW(role, place, most, box, why, phrase) { phrase, ROLE_##role, CUE_##place, most, box, why }
#define RELATED(phrase)  ROW(RELATED, WHOLE, 12, true, "heading of a box of related links", phrase)
#define RELATEDS(phrase) ROW(RELATED, START, 8, true, "heading of a box of related links", phrase)
#define MORE(phrase)     ROW(READ_MORE, START, 30, false, "invitation to read more", phrase)
#define MOREW(phrase)    ROW(READ_MORE, WHOLE, 8, false, "read more: the text goes on elsewhere", phrase)
#define SHARE(phrase)    ROW(SHARE, START, 16, false, "share or follow on social media", phrase)
#define SHAREW(phrase)   ROW(SHARE, WHOLE, 6, false, "share button", phrase)
#define NEWS(phrase)     ROW(NEWSLETTER, ANY, 40, false, "newsletter sign-up", phrase)
#define NEWSS(phrase)    ROW(NEWSLETTER, START, 30, false, "newsletter sign-up", phrase)
#define COOKIE(phrase)   ROW(COOKIE, ANY, 90, false, "notice on cookies or consent", phrase)
#define COMMENT(phrase)  ROW(COMMENT, START, 10, false, "comments", phrase)
#define COMMENTW(phrase) ROW(COMMENT, WHOLE, 8, true, "heading of the comments", phrase)
#define PAYWALL(phrase)  ROW(PAYWALL, ANY, 40, false, "offer to subscribe", phrase)
#define FOOTER(phrase)   ROW(FOOTER, ANY, 60, false, "legal line of the page's foot", phrase)
#define FOOTERW(phrase)  ROW(FOOTER, WHOLE, 6, false, "link of the page's foot", phrase)
#define ADVERT(phrase)   ROW(ADVERTISEMENT, WHOLE, 6, false, "advertisement label", phrase)
#define ADVERTA(phrase)  ROW(ADVERTISEMENT, ANY, 30, false, "advertisement", phrase)
#define SHOP(phrase)     ROW(PRODUCT, END, 40, false, "advertisement of a product", phrase)
#define NEXT(phrase)     ROW(OTHER_STORY, START, 30, false, "teaser of the next or another story", phrase)
#define CAPTION(phrase)  ROW(CAPTION, ANY, 60, false, "credit of a picture", phrase)
#define CAPTIONS(phrase) ROW(CAPTION, START, 60, false, "caption or credit of a picture", phrase)
#define AUTHOR(phrase)   ROW(AUTHOR_BOX, ANY, 60, false, "note on the author", phrase)
#define TAGS(phrase)     ROW(TAGS, START, 40, false, "topics or tags", phrase)
#define DAYS(phrase)     ROW(DATE, START, 12, false, "a date and little else", phrase)
#define NAV(phrase)      ROW(NAVIGATION, WHOLE, 6, false, "menu word", phrase)

static const cue cues[] = {
#include "page/cues.inc"
};
// clang-format on

/* The hashes of the words of all phrases, one phrase behind the other; where each starts; the cues
 * by the hash of their first word: 1 + the first of a bucket, 1 + the next one in the bucket of
 * each. */
static const uint32_t cue_words[] = {
#define CUE_WORDS
#include "page/cues_slots.inc"
#undef CUE_WORDS
};
static const uint16_t cue_starts[] = {
#define CUE_STARTS
#include "page/cues_slots.inc"
#undef CUE_STARTS
};
static const uint16_t cue_buckets[] = {
#define CUE_BUCKETS
#include "page/cues_slots.inc"
#undef CUE_BUCKETS
};
static const uint16_t cue_nexts[] = {
#define CUE_NEXTS
#include "page/cues_slots.inc"
#undef CUE_NEXTS
};

/* The lowest bits of the hashes of the words that open a phrase, as a set: most words are not in
 * it. */
static const uint64_t cue_opens[] = {
#define CUE_OPENS
#include "page/cues_slots.inc"
#undef CUE_OPENS
};

enum {
    OPENS = sizeof cue_opens * 8,
    CUES = sizeof cues / sizeof *cues,
    BUCKETS = sizeof cue_buckets / sizeof *cue_buckets,
};
_Static_assert(SHAPE_WORDS_MOST <= 64, "a set of words is a mask");
_Static_assert(sizeof cue_starts / sizeof *cue_starts == CUES + 1 &&
                   sizeof cue_nexts / sizeof *cue_nexts == CUES,
               "the tables are those of the list");

void cue_ahead(void) {
    ahead(cue_opens, sizeof cue_opens);
    ahead(cue_buckets, sizeof cue_buckets);
    ahead(cue_starts, sizeof cue_starts);
    ahead(cue_words, sizeof cue_words);
}

static uint32_t first_cue(uint32_t hash) {
    return cue_buckets[hash & (BUCKETS - 1)];
}

/* True if the phrase of cue k stands at the line's word i; *n is its number of words. */
static bool stands_at(uint32_t k, const word_list *words, uint32_t i, uint32_t *n) {
    const uint32_t *phrase = &cue_words[cue_starts[k]];
    *n = cue_starts[k + 1] - cue_starts[k];
    if (words->at[i].hash != *phrase || i + *n > words->n)
        return false;
    for (uint32_t w = 1; w < *n; w++)
        if (words->at[i + w].hash != phrase[w])
            return false;
    return true;
}

/* n words of the line's n_all, from word i on; a line without spaces is one of them, however many
 * words its shape counts. */
static bool place_fits(const cue *c, const shape *s, uint32_t i, uint32_t n, uint32_t n_all) {
    if (s->n_words > c->most_words)
        return false;
    switch (c->place) {
    case CUE_WHOLE:
        return i == 0 && n == n_all && n_all < SHAPE_WORDS_MOST;
    case CUE_START:
        return i == 0;
    case CUE_END:
        return i > 0 && i + n == n_all && n_all < SHAPE_WORDS_MOST;
    default:
        return true;
    }
}

/* A cue that the single word i is, as a whole line. */
static const cue *word_cue(const word_list *words, uint32_t i) {
    for (uint32_t k = first_cue(words->at[i].hash); k; k = cue_nexts[k - 1]) {
        const cue *c = &cues[k - 1];
        uint32_t n;
        if (c->place == CUE_WHOLE && stands_at(k - 1, words, i, &n) && n == 1)
            return c;
    }
    return NULL;
}

/* "Share Tweet Email Print": a row of words that each are a line of one purpose. */
static const cue *row_cue(const shape *s, const word_list *words, uint64_t openers) {
    if (words->n < 2 || s->n_words != words->n || words->n > ROW_MOST ||
        openers != (UINT64_C(1) << words->n) - 1)
        return NULL;
    const cue *first = word_cue(words, 0);
    for (uint32_t i = 1; first && i < words->n; i++) {
        const cue *c = word_cue(words, i);
        if (!c || c->role != first->role)
            return NULL;
    }
    return first;
}

/* The words that may open a phrase, as bits. */
static uint64_t openers_of(const word_list *words) {
    uint64_t openers = 0;
    for (uint32_t i = 0; i < words->n; i++) {
        uint32_t k = words->at[i].hash % OPENS;
        openers |= (cue_opens[k / 64] >> k % 64 & 1) << i;
    }
    return openers;
}

const cue *cue_find(const shape *s, const word_list *words) {
    const cue *best = NULL;
    uint32_t best_n = 0;
    const uint64_t openers = openers_of(words);
    for (uint64_t left = openers; left; left &= left - 1) {
        uint32_t i = (uint32_t)__builtin_ctzll(left);
        for (uint32_t k = first_cue(words->at[i].hash); k; k = cue_nexts[k - 1]) {
            const cue *c = &cues[k - 1];
            uint32_t n;
            if ((best && c->place > best->place) || !stands_at(k - 1, words, i, &n) ||
                !place_fits(c, s, i, n, words->n))
                continue;
            if (!best || c->place < best->place || n > best_n) {
                best = c;
                best_n = n;
            }
        }
    }
    return best ? best : row_cue(s, words, openers);
}
