/* trunk.c - hashed word features and convolutions; see trunk.h. */
#include "language/trunk.h"

#include "base/eight.h"
#include "language/transition.h"

#include <string.h>

enum {
    PAD = 8, // zero bytes around a form, so that affixes load eight bytes at once
    SHAPE_MOST = 12,
    SHAPE_RUN = 3,  // longer runs of one letter are cut
    MIDDLE = 4,     // bytes from the middle of a form
    AHEAD = 3,      // tokens whose rows are asked for before they are needed
    TITLE_WORD = 4, // bytes; shorter words may stay small in a title
};

/* A form made plain: lower case, typographic marks as ASCII, digits as 0. */
typedef struct plain {
    unsigned char byte[PAD + TRUNK_FORM_BYTES + PAD];
    size_t n;       // bytes used behind the first PAD
    uint64_t shape; // two... up to SHAPE_MOST classes, four bits each
    bool has_upper, has_lower, starts_upper;
} plain;

enum letter { LETTER_NONE, LETTER_UPPER, LETTER_LOWER, LETTER_DIGIT, LETTER_OTHER, LETTER_MARK };

static void push(plain *p, unsigned byte) {
    if (p->n < TRUNK_FORM_BYTES)
        p->byte[PAD + p->n++] = (unsigned char)byte;
}

/* Reads U+2010..U+2026 (bytes e2 80 xx) as ASCII; false for other characters. */
static bool push_typographic(plain *p, unsigned third) {
    switch (third) {
    case 0x98:
    case 0x99:
        push(p, '\'');
        return true;
    case 0x9c:
    case 0x9d:
        push(p, '"');
        return true;
    case 0x90:
    case 0x91:
    case 0x93:
        push(p, '-');
        return true;
    case 0x94:
        push(p, '-');
        push(p, '-');
        return true;
    case 0xa6:
        push(p, '.');
        push(p, '.');
        push(p, '.');
        return true;
    default:
        return false;
    }
}

/* The letter of a two-byte letter: Latin-1 and Latin Extended-A have capitals, told apart roughly.
 */
static enum letter latin_letter(unsigned lead, unsigned next, unsigned *small) {
    *small = next;
    if (lead == 0xc3 && next < 0x9f) {
        *small = next + 0x20;
        return LETTER_UPPER;
    }
    if ((lead == 0xc4 || lead == 0xc5) && next % 2 == 0) {
        *small = next + 1;
        return LETTER_UPPER;
    }
    return LETTER_LOWER;
}

/* Adds one letter to the shape unless a run of it is long already; true if it was added. */
static void shape_add(uint64_t *shape, int *n_shape, enum letter letter) {
    uint64_t last = 0;
    for (int i = 0; i < SHAPE_RUN; i++)
        last = last << 4 | letter;
    bool in_run = *n_shape >= SHAPE_RUN && (*shape & 0xfff) == last;
    if (in_run || *n_shape == SHAPE_MOST)
        return;
    *shape = *shape << 4 | letter;
    ++*n_shape;
}

static enum letter ascii_letter(unsigned char c) {
    if (c >= 'A' && c <= 'Z')
        return LETTER_UPPER;
    if (c >= 'a' && c <= 'z')
        return LETTER_LOWER;
    return c >= '0' && c <= '9' ? LETTER_DIGIT : LETTER_MARK;
}

static void note_case(plain *p, enum letter letter, bool is_first) {
    p->has_upper |= letter == LETTER_UPPER;
    p->has_lower |= letter == LETTER_LOWER;
    p->starts_upper |= is_first && letter == LETTER_UPPER;
}

static void make_plain(text form, plain *p) {
    memset(p, 0, sizeof *p);
    const unsigned char *at = (const unsigned char *)form.at;
    int n_shape = 0;
    for (size_t i = 0; i < form.len && p->n < TRUNK_FORM_BYTES; i++) {
        unsigned char c = at[i];
        enum letter letter = LETTER_MARK;
        if (c < 0x80) {
            letter = ascii_letter(c);
            push(p, letter == LETTER_UPPER                   ? c + 32u
                    : letter == LETTER_DIGIT && form.len > 1 ? '0'
                                                             : c);
        } else if (c == 0xe2 && i + 2 < form.len && at[i + 1] == 0x80 &&
                   push_typographic(p, at[i + 2])) {
            i += 2;
        } else if (c >= 0xc3 && c <= 0xc5 && i + 1 < form.len) {
            unsigned small;
            letter = latin_letter(c, at[++i], &small);
            push(p, c);
            push(p, small);
        } else {
            letter = c >= 0xc0 ? LETTER_OTHER : LETTER_NONE;
            push(p, c);
        }
        if (letter != LETTER_NONE) {
            note_case(p, letter, i == 0 || n_shape == 0);
            shape_add(&p->shape, &n_shape, letter);
        }
    }
}

static uint64_t mix(uint64_t x) {
    x ^= x >> 32;
    x *= 0xd6e8feb86659fd93u;
    x ^= x >> 32;
    x *= 0xd6e8feb86659fd93u;
    return x ^ x >> 32;
}

/* Eight bytes as a number, the first one lowest, on every machine. */
static uint64_t load(const unsigned char *at) {
    return eight_at((text){ (const char *)at, EIGHT }, 0);
}

static uint64_t prefix(const plain *p, unsigned n) {
    return load(p->byte + PAD) & (((uint64_t)1 << 8 * n) - 1);
}

static uint64_t suffix(const plain *p, unsigned n) {
    return load(p->byte + p->n) >> 8 * (8 - n);
}

static uint64_t middle(const plain *p) {
    size_t from = p->n / 2 > 2 ? p->n / 2 - 2 : 0;
    return load(p->byte + PAD + from) & (((uint64_t)1 << 8 * MIDDLE) - 1);
}

static uint64_t whole(const plain *p) {
    uint64_t hash = p->n;
    for (size_t i = 0; i < p->n; i += 8)
        hash = mix(hash ^ load(p->byte + PAD + i)) + i;
    return hash;
}

static bool is_first_word(const plain *p, bool *seen_word) {
    bool is_word = p->has_upper || p->has_lower;
    bool first = is_word && !*seen_word;
    *seen_word |= is_word;
    return first;
}

/* Token's capitals, sentence's capitals, whether it is the first word, as one small number. */
static uint64_t context(const plain *p, enum trunk_case sentence, bool first) {
    unsigned token = p->starts_upper ? (p->has_lower ? 1 : 2)
                     : p->has_upper  ? 3
                     : p->has_lower  ? 4
                                     : 0;
    return token | (uint64_t)sentence << 4 | (uint64_t)first << 8;
}

/* By how many bits a feature's table is smaller than 1 << affix_bits: there are fewer short
 * affixes. */
static const uint8_t smaller[TRUNK_FEATURES] = { 0, 0, 0, 2, 0, 2, 0, 2, 0, 2, 0, 0, 4 };

static uint32_t table_bits(trunk_tables t, int feature) {
    return t.affix_bits > smaller[feature] ? t.affix_bits - smaller[feature] : 1;
}

/* Where each feature's table begins, in rows. */
typedef struct bases {
    uint32_t at[TRUNK_FEATURES + 1];
    uint32_t bits[TRUNK_FEATURES];
} bases;

static void find_bases(trunk_tables t, bases *b) {
    uint32_t at = (uint32_t)1 << t.word_bits;
    b->at[0] = b->at[1] = 0;
    b->bits[0] = b->bits[1] = t.word_bits;
    for (int f = TRUNK_WORD_FEATURES; f < TRUNK_FEATURES; f++) {
        b->at[f] = at;
        b->bits[f] = table_bits(t, f);
        at += (uint32_t)1 << b->bits[f];
    }
    b->at[TRUNK_FEATURES] = at;
}

static void row_of(const bases *b, int feature, uint64_t key, uint32_t *rows) {
    uint64_t hash = mix(key ^ (uint64_t)(feature + 1) << 56);
    rows[feature] = b->at[feature] + (uint32_t)(hash & (((uint64_t)1 << b->bits[feature]) - 1));
}

static void form_rows(const plain *p, uint64_t where, const bases *t, uint32_t *rows) {
    uint64_t word = mix(whole(p));
    uint32_t mask = ((uint32_t)1 << t->bits[0]) - 1;
    rows[0] = (uint32_t)word & mask;
    rows[1] = (uint32_t)(word >> 32) & mask;
    row_of(t, 2, suffix(p, 3), rows);
    row_of(t, 3, suffix(p, 2), rows);
    row_of(t, 4, prefix(p, 3), rows);
    row_of(t, 5, p->shape, rows);
    row_of(t, 6, suffix(p, 4), rows);
    row_of(t, 7, prefix(p, 2), rows);
    row_of(t, 8, prefix(p, 5), rows);
    row_of(t, 9, p->shape << 8 | suffix(p, 1), rows);
    row_of(t, 10, suffix(p, 5), rows);
    row_of(t, 11, middle(p), rows);
    row_of(t, 12, where, rows);
}

size_t trunk_row_count(trunk_tables tables) {
    bases b;
    find_bases(tables, &b);
    return b.at[TRUNK_FEATURES];
}

size_t trunk_half(int feature, size_t width) {
    return feature % 2 ? width / 2 : 0;
}

/* Counts the words of at least TITLE_WORD bytes that a title would begin with a capital. */
enum trunk_case trunk_case_of(const text *forms, size_t n) {
    size_t capitals = 0, titles = 0, small = 0;
    for (size_t i = 0; i < n; i++) {
        size_t upper = 0, lower = 0;
        for (size_t k = 0; k < forms[i].len; k++) {
            enum letter letter = ascii_letter((unsigned char)forms[i].at[k]);
            upper += letter == LETTER_UPPER;
            lower += letter == LETTER_LOWER;
        }
        if (upper + lower < TITLE_WORD)
            continue;
        bool starts = ascii_letter((unsigned char)forms[i].at[0]) == LETTER_UPPER;
        capitals += lower == 0;
        titles += starts && lower > 0;
        small += upper == 0;
    }
    size_t words = capitals + titles + small;
    if (words < 2)
        return TRUNK_NORMAL;
    if (capitals * 10 > words * 8)
        return TRUNK_CAPITALS;
    if (small == words && words >= 4)
        return TRUNK_LOWER;
    return (titles + capitals) * 10 > words * 8 ? TRUNK_TITLE : TRUNK_NORMAL;
}

/* The rows of places [from, to) among n forms and ROOT behind them. */
static void rows_of(const text *forms, size_t n, size_t from, size_t to, trunk_tables tables,
                    uint32_t *rows) {
    enum trunk_case sentence = trunk_case_of(forms, n);
    bool seen_word = false;
    bases b;
    plain p;
    find_bases(tables, &b);
    for (size_t i = 0; i < n && i < to; i++) {
        if (i < from && seen_word)
            continue;
        make_plain(forms[i], &p);
        bool first = is_first_word(&p, &seen_word);
        if (i >= from)
            form_rows(&p, context(&p, sentence, first), &b, rows + (i - from) * TRUNK_FEATURES);
    }
    if (to <= n)
        return;
    make_plain(TEXT("<ROOT>"), &p);
    form_rows(&p, 0, &b, rows + (n - from) * TRUNK_FEATURES);
}

void trunk_rows(const text *forms, size_t n, trunk_tables tables, uint32_t *rows) {
    rows_of(forms, n, 0, n + 1, tables, rows);
}

bool trunk_fits(const weights *w) {
    const weights_shape *s = &w->shape;
    trunk_tables tables = { s->word_bits, s->affix_bits };
    return s->features == TRUNK_FEATURES && s->slots == TRANSITION_SLOTS &&
           s->near == TRANSITION_NEAR && s->labels == TRANSITION_LABELS &&
           s->bias_rows == TRANSITION_BIAS_ROWS && s->rows == trunk_row_count(tables);
}

bool trunk_reserve(trunk_space *space, const weights *w, size_t n, arena *memory) {
    size_t tokens = n + 1, width = w->shape.width;
    space->n_most = tokens;
    space->rows = arena_room(memory, tokens, TRUNK_FEATURES * sizeof *space->rows);
    space->state = arena_room(memory, tokens, width * sizeof *space->state);
    space->padded = arena_room(memory, tokens + 2, width);
    space->sums = arena_room(memory, tokens, width * sizeof *space->sums);
    if (memory->failed)
        return false;
    space->bytes = space->padded + width;
    memset(space->padded, KERNEL_ZERO, width);
    return true;
}

static void activate(trunk_space *space, const weights *w, const kernel *k, uint32_t layer,
                     size_t tokens) {
    size_t width = w->shape.width;
    k->activate(space->state, tokens * width, (int)w->shape.state_shift[layer], space->bytes);
    memset(space->bytes + tokens * width, KERNEL_ZERO, width);
}

static void embed(trunk_space *space, const weights *w, const kernel *k, size_t tokens) {
    size_t half = w->shape.width / 2;
    for (size_t i = 0; i < tokens; i++) {
        const int8_t *part[2][TRUNK_FEATURES];
        size_t n[2] = { 0, 0 };
        for (int f = 0; f < TRUNK_FEATURES && i + AHEAD < tokens; f++)
            __builtin_prefetch(w->row + space->rows[(i + AHEAD) * TRUNK_FEATURES + f] * half);
        for (int f = 0; f < TRUNK_FEATURES; f++)
            part[f % 2][n[f % 2]++] = w->row + space->rows[i * TRUNK_FEATURES + f] * half;
        for (int h = 0; h < 2; h++)
            k->sum(part[h], n[h], half, space->state + i * 2 * half + h * half);
    }
    activate(space, w, k, 0, tokens);
}

/* A token's bytes stand between its neighbours', so what it sees is one run of bytes. */
static void convolve(trunk_space *space, const weights *w, const kernel *k, uint32_t layer,
                     size_t tokens) {
    size_t width = w->shape.width;
    kernel_dense dense = { weights_window(&w->shape, layer), (uint32_t)width, w->convolution[layer],
                           w->convolution_bias[layer] };
    k->product(&dense, space->bytes - w->shape.reach[layer], width, tokens, space->sums);
    for (size_t i = 0; i < tokens; i++)
        k->residual(space->sums + i * width, w->convolution_shift[layer], width,
                    space->state + i * width);
    activate(space, w, k, layer + 1, tokens);
}

void trunk_part(trunk_space *space, const weights *w, const kernel *k, const text *forms, size_t n,
                size_t from, size_t to) {
    trunk_tables tables = { w->shape.word_bits, w->shape.affix_bits };
    rows_of(forms, n, from, to, tables, space->rows);
    embed(space, w, k, to - from);
    for (uint32_t l = 0; l < w->shape.layers; l++)
        convolve(space, w, k, l, to - from);
}

void trunk_shared(trunk_space *space, const weights *w, const kernel *k, const text *forms,
                  size_t n) {
    trunk_part(space, w, k, forms, n, 0, n + 1);
}

void trunk_names(trunk_space *space, const weights *w, const kernel *k, size_t n) {
    for (uint32_t l = 0; l < w->shape.name_layers; l++)
        convolve(space, w, k, w->shape.layers + l, n + 1);
}
