/* ending.c - features are hashed pairs and triples of words and shapes around the candidate, the
 * state of the sentence so far, and whether the next word is seen elsewhere in small letters. */
#include "language/ending.h"

#include "base/eight.h"
#include "base/utf8.h"
#include "language/kind.h"
#include "language/token.h"

#include <assert.h>
#include <string.h>

typedef enum shape {
    SHAPE_NONE = 0, // outside the block
    SHAPE_SMALL,
    SHAPE_CAPITAL,
    SHAPE_UPPER,
    SHAPE_LETTER, // one capital
    SHAPE_MIXED,
    SHAPE_DIGITS,
    SHAPE_NUMBER, // digits and letters or marks
    SHAPE_ADDRESS,
    SHAPE_DOT,
    SHAPE_OWN_DOT,     // of an abbreviation
    SHAPE_ACRONYM_DOT, // of one with inner dots
    SHAPE_ABBREVIATED, // a word with its dot
    SHAPE_STOP,        // ! ?
    SHAPE_DOTS,
    SHAPE_COMMA,
    SHAPE_SEMICOLON,
    SHAPE_COLON,
    SHAPE_QUOTE, // straight
    SHAPE_OPEN_QUOTE,
    SHAPE_CLOSE_QUOTE,
    SHAPE_APOSTROPHE,
    SHAPE_OPEN_APOSTROPHE,
    SHAPE_OPEN,
    SHAPE_CLOSE,
    SHAPE_HYPHEN,
    SHAPE_DASH,
    SHAPE_RULE, // a run of marks
    SHAPE_CLITIC,
    SHAPE_SIGN,
    SHAPE_FACE, // an emoticon
    SHAPES = 32,
} shape;

enum {
    TAIL = 3,
    LOOK_AHEAD = 40,
    CLASS_OF_SHAPE = 200,
    VERBS_MOST = 3,
    RUN_MOST = 5,
    LENGTH_MOST = 8
};

// of the two scores in the last decision
enum { SURE_SHARE = 7, QUICK_SHARE = 3 };

/* ---- one token ---- */

/* Counts of kinds of characters in a word. */
typedef struct census {
    uint32_t letters, upper, digits, dots, at, others;
    bool first_upper;
} census;

/* Counts a word of letters alone, as most are; false of another. */
static bool count_letters(text t, census *out) {
    uint32_t upper = 0;
    for (size_t i = 0; i < t.len; i += EIGHT) {
        uint64_t bytes = eight_at(t, i), letters = eight_letters(bytes);
        if (~letters & EIGHT_ONES * 0x80 & eight_first(t.len - i))
            return false;
        upper += (uint32_t)__builtin_popcountll(letters & ~(bytes << 2)); // 0x20 marks small ones
    }
    *out = (census){ .letters = (uint32_t)t.len,
                     .upper = upper,
                     .first_upper = t.len && is_upper((unsigned char)t.at[0]) };
    return true;
}

static census census_of(text t) {
    census c = { 0 };
    if (count_letters(t, &c))
        return c;
    for (size_t i = 0; i < t.len;) {
        unsigned char b = (unsigned char)t.at[i];
        size_t from = i, len = 1;
        kind k = b < 128 ? kind_ascii(b) : kind_at(t, i, &len);
        bool upper = false;
        if (b < 128)
            upper = is_upper(b);
        else if (k == KIND_LETTER)
            upper = utf8_is_upper(utf8_next(t, &from));
        c.letters += k == KIND_LETTER;
        c.upper += upper;
        c.digits += k == KIND_DIGIT;
        c.dots += k == KIND_DOT;
        c.at += k == KIND_AT || k == KIND_SLASH;
        c.others += k != KIND_LETTER && k != KIND_DIGIT;
        if (i == 0)
            c.first_upper = upper;
        i += len;
    }
    return c;
}

static shape shape_of_word(text t, const token *k) {
    census c = census_of(t);
    if (k->flags & TOKEN_JOINED)
        return SHAPE_CLITIC;
    if (c.at && c.letters > 3)
        return SHAPE_ADDRESS;
    if (c.digits)
        return c.letters || c.others > 1 ? SHAPE_NUMBER : SHAPE_DIGITS;
    if (c.dots && t.at[t.len - 1] == '.')
        return SHAPE_ABBREVIATED;
    if (c.letters == 1 && c.first_upper)
        return SHAPE_LETTER;
    if (c.upper == 0)
        return SHAPE_SMALL;
    if (c.upper == c.letters)
        return SHAPE_UPPER;
    return c.first_upper ? SHAPE_CAPITAL : SHAPE_MIXED;
}

static shape shape_of_quote(text t) {
    if (t.len < 3)
        return SHAPE_QUOTE;
    unsigned char last = (unsigned char)t.at[2]; // U+201C, U+201D
    return last == 0x9c ? SHAPE_OPEN_QUOTE : last == 0x9d ? SHAPE_CLOSE_QUOTE : SHAPE_QUOTE;
}

static shape shape_of_mark(text t, kind k, unsigned marks) {
    switch (k) {
    case KIND_DOT:
        return marks & TOKEN_ACRONYM                                  ? SHAPE_ACRONYM_DOT
               : marks & TOKEN_OWN_DOT                                ? SHAPE_OWN_DOT
               : t.len == 1                                           ? SHAPE_DOT
               : memchr(t.at, '?', t.len) || memchr(t.at, '!', t.len) ? SHAPE_STOP
                                                                      : SHAPE_DOTS;
    case KIND_STOP:
        return SHAPE_STOP;
    case KIND_ELLIPSIS:
        return SHAPE_DOTS;
    case KIND_COMMA:
        return t.at[0] == ';' && t.len == 1 ? SHAPE_SEMICOLON
               : t.at[0] == ','             ? SHAPE_COMMA
                                            : SHAPE_FACE;
    case KIND_COLON:
        return t.len == 1 ? SHAPE_COLON : SHAPE_FACE;
    case KIND_QUOTE:
        return shape_of_quote(t);
    case KIND_APOSTROPHE:
        return t.len == 2 && t.at[0] == t.at[1] ? SHAPE_QUOTE : SHAPE_APOSTROPHE;
    case KIND_OPEN:
        return SHAPE_OPEN;
    case KIND_CLOSE:
        return SHAPE_CLOSE;
    case KIND_HYPHEN:
        return t.len == 1 ? SHAPE_HYPHEN : t.len == 2 ? SHAPE_DASH : SHAPE_RULE;
    case KIND_DASH:
        return SHAPE_DASH;
    case KIND_REPEAT:
    case KIND_UNDERSCORE:
        return t.len > 2 ? SHAPE_RULE : SHAPE_SIGN;
    default:
        return SHAPE_SIGN;
    }
}

/* True of what is most often a verb or an auxiliary. */
static bool is_verb(uint8_t word_class) {
    uint32_t first = word_class / LEXICON_SECONDS;
    return first == UPOS_VERB || first == UPOS_AUX;
}

static void look_at(const lexicon *l, const doc *d, const token *k, ending_word *w) {
    text t = doc_form(d, k);
    size_t len;
    kind first = kind_at(t, 0, &len);
    bool is_word = first == KIND_LETTER || first == KIND_DIGIT || k->flags & TOKEN_JOINED;
    w->shape = (uint8_t)(is_word ? shape_of_word(t, k) : shape_of_mark(t, first, k->spare));
    size_t tail = t.len < TAIL ? t.len : TAIL;
    w->tail = lexicon_hash(text_cut(t, t.len - tail, t.len));
    w->len = (uint8_t)(t.len > UINT8_MAX ? UINT8_MAX : t.len);
    w->space = k->flags & TOKEN_SPACE_AFTER;
    lexicon_entry known = is_word ? lexicon_find(l, w->word) : (lexicon_entry){ 0 };
    w->word_class = known.word_class ? known.word_class : (uint8_t)(CLASS_OF_SHAPE + w->shape);
    w->is_verb = is_verb(known.word_class);
}

/* ---- the document ---- */

static void filter_add(uint64_t *filter, uint32_t hash) {
    uint32_t bit = hash % ENDING_SEEN_BITS;
    filter[bit / 64] |= (uint64_t)1 << (bit % 64);
}

static bool filter_has(const uint64_t *filter, uint32_t hash) {
    uint32_t bit = hash % ENDING_SEEN_BITS;
    return filter[bit / 64] >> (bit % 64) & 1;
}

static bool is_stop(uint8_t s) {
    return s == SHAPE_DOT || s == SHAPE_STOP || s == SHAPE_DOTS;
}

/* How the document is written: tokens to a full stop, and whether it is chatty. */
static uint32_t style_of(const ending_scan *s, uint32_t n) {
    uint32_t stops = 0, chatty = 0, i_word = lexicon_hash(TEXT("i"));
    for (uint32_t i = 0; i < n; i++) {
        const ending_word *w = &s->words[i];
        stops += is_stop(w->shape);
        chatty += w->shape == SHAPE_FACE || (w->shape == SHAPE_DOTS) ||
                  (w->shape == SHAPE_STOP && w->len > 1) ||
                  (w->shape == SHAPE_SMALL && w->word == i_word) || w->shape == SHAPE_ADDRESS;
    }
    uint32_t length = n / (stops + 1);
    uint32_t step = length < 10 ? 0 : length < 15 ? 1 : length < 20 ? 2 : length < 26 ? 3 : 4;
    uint32_t small = n < 40 ? 0 : n < 150 ? 1 : n < 500 ? 2 : 3;
    return (step * 2 + (chatty > n / 200)) * 4 + small;
}

/* Which side a straight quote is on, by the white space around it. */
static shape side_of(const ending_word *before, const ending_word *w) {
    bool opens = before->space && !w->space, closes = !before->space && w->space;
    if (w->shape == SHAPE_APOSTROPHE)
        return opens ? SHAPE_OPEN_APOSTROPHE : SHAPE_APOSTROPHE;
    return opens ? SHAPE_OPEN_QUOTE : closes ? SHAPE_CLOSE_QUOTE : SHAPE_QUOTE;
}

bool ending_open(ending_scan *s, const lexicon *l, doc *d, bool alone) {
    *s = (ending_scan){ .d = d, .alone = alone };
    s->words = arena_array(&d->scratch, (size_t)d->n_tokens + 1, sizeof *s->words);
    s->seen = arena_array(&d->scratch, ENDING_SEEN_BITS / 64, sizeof *s->seen);
    s->named = arena_array(&d->scratch, ENDING_SEEN_BITS / 64, sizeof *s->named);
    if (!s->words || !s->seen || !s->named)
        return false;
    for (uint32_t i = 0; i < d->n_tokens; i++) {
        s->words[i].word = lexicon_hash(doc_form(d, &d->tokens[i]));
        lexicon_ahead(l, s->words[i].word);
    }
    for (uint32_t i = 0; i < d->n_tokens; i++) {
        ending_word *w = &s->words[i];
        look_at(l, d, &d->tokens[i], w);
        w[1].verbs = w->verbs + w->is_verb;
        if (i && (w->shape == SHAPE_QUOTE || w->shape == SHAPE_APOSTROPHE))
            w->shape = (uint8_t)side_of(w - 1, w);
        if (w->shape == SHAPE_SMALL)
            filter_add(s->seen, w->word);
        if (w->shape == SHAPE_CAPITAL && i && s->words[i - 1].shape == SHAPE_SMALL)
            filter_add(s->named, w->word);
    }
    s->style = style_of(s, d->n_tokens);
    return true;
}

void ending_block(ending_scan *s, uint32_t first, uint32_t end) {
    s->first = s->start = s->next_stop = first;
    s->end = end;
    s->capitals = s->smalls = 0;
    s->depth = 0;
    s->quoted = false;
}

bool ending_possible(const ending_scan *s, uint32_t i) {
    const ending_word *p = &s->words[i], *n = p + 1;
    if (i + 1 >= s->end || s->d->tokens[i + 1].flags & TOKEN_JOINED)
        return false;
    if (!p->space)
        return is_stop(p->shape) && n->shape == SHAPE_CAPITAL;
    switch (n->shape) {
    case SHAPE_SMALL:
        return p->shape >= SHAPE_DOT && p->shape != SHAPE_COMMA && p->shape != SHAPE_OPEN &&
               p->shape != SHAPE_ABBREVIATED;
    case SHAPE_DOT:
    case SHAPE_COMMA:
    case SHAPE_CLOSE:
    case SHAPE_CLITIC:
        return false;
    default:
        return true;
    }
}

static const ending_word *word_at(const ending_scan *s, uint32_t i, int away) {
    static const ending_word none = { 0 };
    int64_t at = (int64_t)i + away;
    return at < (int64_t)s->first || at >= (int64_t)s->end ? &none : &s->words[at];
}

static uint32_t bucket(uint32_t n) {
    return n < 6 ? n : n < 8 ? 6 : n < 12 ? 7 : n < 20 ? 8 : n < 40 ? 9 : 10;
}

/* How far the next full stop is, at most LOOK_AHEAD. */
static uint32_t stop_distance(ending_scan *s, uint32_t i) {
    uint32_t from = i + 1, at = s->next_stop > from ? s->next_stop : from;
    while (at < s->end && at < from + LOOK_AHEAD && !is_stop(s->words[at].shape))
        at++;
    s->next_stop = at;
    return at - from;
}

static uint32_t state_of(const ending_scan *s) {
    uint32_t depth = s->depth > 0 ? s->depth > 1 ? 2 : 1 : 0;
    return depth * 2 + s->quoted;
}

/* Verbs among tokens [from, to), few counted. */
static uint32_t verbs_in(const ending_scan *s, uint32_t from, uint32_t to) {
    uint32_t n = s->words[to].verbs - s->words[from].verbs;
    return n < VERBS_MOST ? n : VERBS_MOST;
}

typedef struct row_list {
    uint16_t *at;
    uint32_t n;
} row_list;

static void put(row_list *r, uint32_t a, uint32_t b, uint32_t c) {
    uint32_t h = ending_mix(ending_mix(ending_mix(r->n + 1, a), b), c);
    r->at[r->n++] = (uint16_t)(h % ENDING_ROWS);
}

/* Single words and pairs of them. */
static void put_words(const ending_scan *s, uint32_t i, row_list *r) {
    const ending_word *p2 = word_at(s, i, -2), *p1 = word_at(s, i, -1), *p = word_at(s, i, 0);
    const ending_word *n = word_at(s, i, 1), *n1 = word_at(s, i, 2), *n2 = word_at(s, i, 3);
    put(r, p->word, 0, 0);
    put(r, p1->word, p->shape, 0);
    put(r, p2->word, 0, 0);
    put(r, n->word, n->shape, 0);
    put(r, n1->word, n->shape, 0);
    put(r, n2->word, 0, 0);
    put(r, p->word, n->word, 0);
    put(r, p1->word, p->word, 0);
    put(r, n->word, n1->word, n->shape);
    put(r, p1->word, p->shape, n->word);
    put(r, p->word, n->shape, 0);
    put(r, p->shape, n->word, n->shape);
    put(r, n->tail, n->shape, p->shape);
    put(r, n1->tail, n1->shape, n->shape);
    put(r, p->tail, p->shape, n->shape);
    put(r, p1->tail, p1->shape, p->shape);
    put(r, n->word, n1->word_class, p->shape);
    put(r, p1->word_class, p->word, n->shape);
}

static void put_shapes(const ending_scan *s, uint32_t i, row_list *r) {
    const ending_word *p3 = word_at(s, i, -3), *p2 = word_at(s, i, -2), *p1 = word_at(s, i, -1);
    const ending_word *p = word_at(s, i, 0), *n = word_at(s, i, 1), *n1 = word_at(s, i, 2);
    const ending_word *n2 = word_at(s, i, 3), *n3 = word_at(s, i, 4);
    uint32_t pair = p->shape * SHAPES + n->shape;
    put(r, pair, p->space, 0);
    put(r, pair, n1->shape, 0);
    put(r, pair, p1->shape, 0);
    put(r, pair, p1->shape, n1->shape);
    put(r, pair, p1->shape * SHAPES + p2->shape, 0);
    put(r, pair, n1->shape * SHAPES + n2->shape, 0);
    put(r, p->shape * SHAPES + p1->shape, p2->shape * SHAPES + p3->shape, 0);
    put(r, n->shape * SHAPES + n1->shape, n2->shape * SHAPES + n3->shape, 0);
    put(r, p1->shape, p1->len > 4 ? 4 : p1->len, pair);
}

/* Parts of speech as the lexicon has them. */
static void put_classes(const ending_scan *s, uint32_t i, row_list *r) {
    const ending_word *p2 = word_at(s, i, -2), *p1 = word_at(s, i, -1), *p = word_at(s, i, 0);
    const ending_word *n = word_at(s, i, 1), *n1 = word_at(s, i, 2), *n2 = word_at(s, i, 3);
    put(r, p->word_class, n->word_class, 0);
    put(r, p1->word_class, p->word_class, n->word_class);
    put(r, n->word_class, n1->word_class, n->shape);
    put(r, p->word_class, n->word_class, n1->word_class);
    put(r, n->word_class, n1->word_class, n2->word_class * 256u + p->shape);
    put(r, p2->word_class, p1->word_class, p->word_class);
    put(r, n->word_class, n->shape, p->shape);
    for (int away = -4; away <= 5; away++)
        if (away != 1)
            put(r, word_at(s, i, away)->word_class, 0, 0);
}

static bool is_capital(const ending_word *w) {
    return w->shape == SHAPE_CAPITAL || w->shape == SHAPE_UPPER || w->shape == SHAPE_LETTER;
}

/* Words in capitals in a row, from a place on in one direction, few counted. */
static int capitals_run(const ending_scan *s, uint32_t i, int away, int step) {
    int n = 0;
    while (n < RUN_MOST && is_capital(word_at(s, i, away + n * step)))
        n++;
    return n;
}

/* Names in a row on both sides and what is around them; words that come back. */
static void put_runs(const ending_scan *s, uint32_t i, row_list *r) {
    const ending_word *p1 = word_at(s, i, -1), *p = word_at(s, i, 0);
    const ending_word *n = word_at(s, i, 1), *n1 = word_at(s, i, 2);
    int left = capitals_run(s, i, 0, -1), right = capitals_run(s, i, 1, 1);
    const ending_word *before = word_at(s, i, -left), *after = word_at(s, i, 1 + right);
    uint32_t runs = (uint32_t)(left * (RUN_MOST + 1) + right);
    uint32_t same = (uint32_t)(p->word == n->word) + 2u * (p1->word == n->word) +
                    4u * (p->word == n1->word) + 8u * (p1->word == n1->word);
    put(r, runs, p->shape, after->shape);
    put(r, runs, before->word_class, after->word_class);
    put(r, (uint32_t)right, after->word_class, p->shape);
    put(r, (uint32_t)left, before->word_class, n->shape);
    put(r, (uint32_t)right, after->word, p->shape);
    put(r, same, p->shape, n->shape);
}

/* The sentence so far, and what comes up to the next full stop. */
static void put_state(ending_scan *s, uint32_t i, row_list *r) {
    const ending_word *p = word_at(s, i, 0), *n = word_at(s, i, 1);
    const ending_word *b = word_at(s, s->start, 0), *b1 = word_at(s, s->start, 1);
    uint32_t pair = p->shape * SHAPES + n->shape, so_far = bucket(i + 1 - s->start);
    uint32_t title = s->smalls == 0 && s->capitals > 0;
    uint32_t known = (uint32_t)filter_has(s->seen, n->word) * 2 + filter_has(s->named, n->word);
    uint32_t distance = stop_distance(s, i), away = bucket(distance);
    uint32_t left = verbs_in(s, s->start, i + 1), right = verbs_in(s, i + 1, i + 1 + distance);
    uint32_t verbs = right * (VERBS_MOST + 1) + left;
    put(r, so_far, pair, 0);
    put(r, so_far, left > 0, pair);
    put(r, state_of(s), pair, 0);
    put(r, known, pair, 0);
    put(r, known, left > 0, title * SHAPES + n->shape);
    put(r, title * 16 + so_far, n->shape, left > 0);
    put(r, away, pair, left > 0);
    put(r, b->shape * SHAPES + b1->shape, so_far, pair);
    put(r, bucket(s->end - s->first), is_stop(p->shape), n->shape);
    put(r, s->alone, pair, 0);
    put(r, s->alone, known, n->shape);
    put(r, s->alone, left > 0, pair);
    put(r, s->alone, bucket(s->end - s->first), n->shape);
    put(r, s->style, pair, s->alone);
    put(r, s->style, left > 0, s->alone);
    put(r, s->style, n->shape, s->alone);
    put(r, verbs, p->word_class, n->word_class);
    put(r, verbs, p->shape, n->shape);
    put(r, right, n->word_class, n->shape);
    put(r, left, p->word_class, n->shape);
    put(r, left, n->shape, so_far);
    put(r, verbs, away, n->shape);
    put(r, n->word_class, so_far, p->shape);
}

void ending_features(ending_scan *s, uint32_t i, uint16_t rows[ENDING_FEATURES]) {
    row_list r = { rows, 0 };
    put_words(s, i, &r);
    put_shapes(s, i, &r);
    put_classes(s, i, &r);
    put_runs(s, i, &r);
    put_state(s, i, &r);
    assert(r.n == ENDING_FEATURES);
}

void ending_traits(const ending_scan *s, uint32_t i, uint16_t traits[ENDING_TRAITS]) {
    const ending_word *w = &s->words[i];
    uint32_t known = (uint32_t)filter_has(s->seen, w->word) * 2 + filter_has(s->named, w->word);
    uint32_t len = w->len < LENGTH_MOST ? w->len : LENGTH_MOST;
    row_list r = { traits, 0 };
    put(&r, w->shape, w->space, len);
    put(&r, w->word_class, w->shape, 0);
    put(&r, w->shape, known, 0);
    put(&r, s->style, s->alone, 0);
    assert(r.n == ENDING_TRAITS);
}

/* Adds up the rows of a table of so many numbers a row; 72 bytes fit 16 bits. */
static void sum_rows(const kernel *k, const int8_t *table, size_t width,
                     const uint16_t rows[ENDING_FEATURES], int16_t *sums) {
    const int8_t *at[ENDING_FEATURES];
    for (int f = 0; f < ENDING_FEATURES; f++)
        at[f] = table + rows[f] * width;
    k->sum(at, ENDING_FEATURES, width, sums);
}

int32_t ending_quick(const ending_table *t, const kernel *k, const uint16_t rows[ENDING_FEATURES]) {
    int16_t sums[ENDING_QUICK_HIDDEN];
    int32_t y = t->quick_out_bias;
    sum_rows(k, t->quick_rows[0], ENDING_QUICK_HIDDEN, rows, sums);
    for (int j = 0; j < ENDING_QUICK_HIDDEN; j++) {
        int16_t hidden = (int16_t)(t->quick_bias[j] + sums[j]);
        y += hidden > 0 ? hidden * t->quick_out[j] : 0;
    }
    return y;
}

static int64_t score_of(const ending_net *n, const kernel *k, const uint16_t rows[ENDING_FEATURES],
                        const int16_t around[ENDING_HIDDEN]) {
    int16_t sums[ENDING_HIDDEN];
    int64_t y = n->out_bias;
    sum_rows(k, n->rows[0], ENDING_HIDDEN, rows, sums);
    for (int j = 0; j < ENDING_HIDDEN; j++) {
        int32_t hidden = n->bias[j] + around[j] + sums[j];
        y += hidden > 0 ? (int64_t)hidden * n->out[j] : 0;
    }
    return y / ENDING_SCALE;
}

bool ending_sure(const ending_table *t, const kernel *k, const uint16_t rows[ENDING_FEATURES],
                 const ending_around *around, int32_t quick) {
    int64_t sum = 0;
    for (int i = 0; i < ENDING_NETS; i++)
        sum += score_of(&t->net[i], k, rows, around->hidden[i]);
    return sum * SURE_SHARE + (int64_t)quick * ENDING_NETS * QUICK_SHARE > 0;
}

void ending_step(ending_scan *s, uint32_t i, bool ends) {
    const ending_word *w = &s->words[i];
    if (ends) {
        s->start = i + 1;
        s->capitals = s->smalls = 0;
        s->depth = 0;
        s->quoted = s->quoted && w->shape != SHAPE_QUOTE && w->shape != SHAPE_CLOSE_QUOTE;
        return;
    }
    s->capitals += w->shape == SHAPE_CAPITAL || w->shape == SHAPE_UPPER;
    s->smalls += w->shape == SHAPE_SMALL && w->len > 4;
    s->depth += w->shape == SHAPE_OPEN;
    s->depth -= w->shape == SHAPE_CLOSE && s->depth > 0;
    if (w->shape == SHAPE_QUOTE)
        s->quoted = !s->quoted;
    else if (w->shape == SHAPE_OPEN_QUOTE || w->shape == SHAPE_CLOSE_QUOTE)
        s->quoted = w->shape == SHAPE_OPEN_QUOTE;
}
