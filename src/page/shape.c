/* shape.c - what can be seen of a line by its letters alone. */
#include "page/shape.h"

#include "base/ahead.h"
#include "base/eight.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "page/slots.h"

enum word_kind { IS_FUNCTION = 1, IS_VERB = 2, KINDS = 3 };

/* The hashes of the listed words, each with its kinds as the two lowest bits; 0 is a free slot. */
static const uint32_t list_slots[] = {
#define LIST_SLOTS
#include "page/listed_words_slots.inc"
#undef LIST_SLOTS
};
static const uint32_t list_factor =
#define LIST_FACTOR
#include "page/listed_words_slots.inc"
#undef LIST_FACTOR
    ;
enum {
    LIST_BITS =
#define LIST_BITS
#include "page/listed_words_slots.inc"
#undef LIST_BITS
};
_Static_assert(sizeof list_slots == sizeof *list_slots << LIST_BITS, "a slot for each number");

/* What the list says of a word, by the hash of its lower-cased bytes. Words of prose are listed or
 * not as by the throw of a coin, so that a branch would be taken wrongly, and late. */
static const uint32_t *slot_of(uint32_t hash) {
    return &list_slots[hash * list_factor >> (32 - LIST_BITS)];
}

static unsigned kinds_of(uint32_t hash) {
    uint32_t entry = *slot_of(hash);
    return entry & KINDS & -(uint32_t)((entry ^ hash) <= KINDS);
}

void shape_ahead(void) {
    ahead(list_slots, sizeof list_slots);
}

/* A lower-case word that ends in "ed"; needs a word that is not empty. */
static unsigned is_past(text w) {
    const unsigned char *at = (const unsigned char *)w.at;
    unsigned last = at[w.len - 1], before = at[w.len - 1 - (w.len > 1)], first = at[0] - 'a';
    return (w.len > 4) & (last == 'd') & (before == 'e') & (first < 26);
}

static unsigned kinds_of_written(text w) {
    uint32_t hash = SLOTS_HASH_START;
    for (size_t i = 0; i < w.len; i++)
        hash = slots_step(hash, (unsigned char)to_lower((unsigned char)w.at[i]));
    return kinds_of(hash);
}

bool word_is_function(text w) {
    return kinds_of_written(w) & IS_FUNCTION;
}

bool word_is_verb(text w) {
    return (w.len && is_past(w)) || kinds_of_written(w) & IS_VERB;
}

uint32_t word_hash(text lower) {
    uint32_t hash = SLOTS_HASH_START;
    for (size_t i = 0; i < lower.len; i++)
        hash = slots_step(hash, (unsigned char)lower.at[i]);
    return hash;
}

bool word_holds(const word *row, uint32_t n, uint32_t hash) {
    for (uint32_t i = 0; i < n; i++)
        if (row[i].hash == hash)
            return true;
    return false;
}

static bool is_ideograph(uint32_t c) {
    return (c >= 0x3040 && c <= 0x30ff) || (c >= 0x3400 && c <= 0x9fff) ||
           (c >= 0xf900 && c <= 0xfaff);
}

static bool is_open_quote(uint32_t c) {
    return c == '"' || c == 0x201c || c == 0xab || c == 0x2018 || c == 0x201e || c == 0x300c;
}

static bool is_close(uint32_t c) {
    return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0x201d || c == 0x2019 ||
           c == 0xbb || c == 0x201c || c == 0x300d;
}

static bool is_stop(uint32_t c) {
    return c == '.' || c == '!' || c == '?' || c == 0x2026 || c == 0x3002 || c == 0xff01 ||
           c == 0xff1f || c == 0x964 || c == 0x61f || c == 0x6d4;
}

static bool is_currency(uint32_t c) {
    return c == '$' || c == 0xa3 || c == 0x20ac || c == 0xa5;
}

/* A hash of letters and digits that come in runs of up to eight bytes: however they are cut, the
 * same bytes give the same hash. */
typedef struct stream {
    uint64_t hash, open; // open: the last n_open bytes, the first one lowest
    unsigned n_open, n;
} stream;

/* Adds n <= EIGHT bytes, the first one lowest; the others are 0. Whether eight are full is as hard
 * to foretell as the length of a word is. */
static void stream_add(stream *s, uint64_t bytes, unsigned n) {
    uint64_t full = s->open | bytes << 8 * s->n_open;
    uint64_t rest = bytes >> (63 - 8 * s->n_open) >> 1;
    uint64_t next = (s->hash ^ full) * UINT64_C(0x9e3779b97f4a7c15);
    uint64_t is_full = -(uint64_t)(s->n_open + n >= EIGHT);
    s->hash ^= (s->hash ^ next ^ next >> 32) & is_full;
    s->open = full ^ ((full ^ rest) & is_full);
    s->n_open = (s->n_open + n) % EIGHT;
    s->n += n;
}

static uint32_t stream_hash(const stream *s) {
    return (uint32_t)(hash_mix(s->hash ^ s->open, s->n) >> 32);
}

/* Reading state of shape_of. */
typedef struct looker {
    text line;
    shape *s;
    word_list *words;
    stream all;
    uint32_t word_start, word_hash;
    uint32_t n_ideographs, n_lower, n_upper;
    bool in_word;
    bool words_only; // nothing is asked for but the list
} looker;

static void word_begin(looker *l, uint32_t at, bool is_upper_case) {
    l->in_word = true;
    l->word_start = at;
    l->word_hash = SLOTS_HASH_START;
    l->s->n_capital += is_upper_case;
}

static void count_kind(looker *l, const word *w) {
    unsigned kinds = kinds_of(w->hash);
    l->s->n_function += kinds & IS_FUNCTION;
    l->s->n_verbs += (kinds & IS_VERB) >> 1 | is_past(text_cut(l->line, w->start, w->end));
}

static void word_end(looker *l, uint32_t at) {
    if (!l->in_word)
        return;
    l->in_word = false;
    word w = { l->word_start, at, l->word_hash };
    l->s->n_words++;
    if (l->words->n < SHAPE_WORDS_MOST) {
        __builtin_prefetch(slot_of(w.hash)); // for count_kinds
        l->words->at[l->words->n++] = w;
    } else {
        count_kind(l, &w);
    }
}

/* What the listed words are. They are looked up together, so that memory is waited for once. */
static void count_kinds(looker *l) {
    for (uint32_t i = 0; i < l->words->n; i++)
        count_kind(l, &l->words->at[i]);
}

/* An apostrophe or hyphen between letters does not end a word. */
static bool joins_word(text line, size_t at, uint32_t c) {
    if (c != '\'' && c != 0x2019 && c != '-')
        return false;
    return at < line.len &&
           ((unsigned char)line.at[at] >= 0x80 || is_alnum((unsigned char)line.at[at]));
}

static void look_letter(looker *l, uint32_t at, size_t next, uint32_t c, unsigned kind) {
    if (!l->in_word)
        word_begin(l, at, kind & UTF8_UPPER);
    char lower[UTF8_MOST];
    const char *bytes = l->line.at + at;
    size_t n = next - at;
    if (kind & UTF8_UPPER && utf8_lower(c) != c) {
        bytes = lower;
        n = utf8_put(utf8_lower(c), lower);
        l->n_upper++;
    } else if (kind & UTF8_LOWER) {
        l->n_lower++;
    }
    uint64_t together = 0;
    for (size_t i = 0; i < n; i++) {
        l->word_hash = slots_step(l->word_hash, (unsigned char)bytes[i]);
        together |= (uint64_t)(unsigned char)bytes[i] << 8 * i;
    }
    stream_add(&l->all, together, (unsigned)n);
}

static bool is_plain_letter(unsigned char c) {
    return (unsigned char)((c | 0x20) - 'a') < 26;
}

/* A run of ASCII letters, the most frequent case; returns its end. */
static size_t look_plain(looker *l, size_t at) {
    if (!l->in_word)
        word_begin(l, (uint32_t)at, !(l->line.at[at] & 0x20));
    uint32_t own = l->word_hash, n_upper = 0;
    size_t i = at;
    unsigned n = EIGHT;
    while (n == EIGHT && i < l->line.len) {
        uint64_t bytes = eight_at(l->line, i);
        n = eight_run(eight_letters(bytes));
        uint64_t used = eight_first(n), lower = (bytes | EIGHT_ONES * 0x20) & used;
        n_upper += (uint32_t)((~bytes >> 5 & EIGHT_ONES & used) * EIGHT_ONES >> 56);
        own = slots_steps(own, lower, n);
        stream_add(&l->all, lower, n);
        i += n;
    }
    uint32_t all = (uint32_t)(i - at);
    l->word_hash = own;
    l->n_upper += n_upper;
    l->n_lower += all - n_upper;
    l->s->n_chars += all;
    l->s->n_letters += all;
    return i;
}

/* True if a character whose next one is given makes "@name", "://" or "www." */
static bool starts_address(text line, size_t next, uint32_t c) {
    if (c == '@')
        return next < line.len && is_alpha((unsigned char)line.at[next]);
    if (c == ':')
        return text_starts(text_cut(line, next, line.len), TEXT("//"));
    return c == '.' && next > 3 && text_equal(text_cut(line, next - 4, next - 1), TEXT("www"));
}

static void look_other(looker *l, size_t next, uint32_t c) {
    shape *s = l->s;
    s->n_commas += c == ',' || c == 0x3001 || c == 0xff0c || c == 0x60c;
    if (is_stop(c)) {
        uint32_t follow = ' ';
        size_t at = next;
        while (at < l->line.len) {
            follow = utf8_next(l->line, &at);
            if (!is_close(follow) && !is_stop(follow))
                break;
        }
        s->n_stops += at >= l->line.len || utf8_is_space(follow) || c >= 0x3000;
    }
    if (is_currency(c) && next < l->line.len && is_digit((unsigned char)l->line.at[next]))
        s->has_price = true;
    s->has_address |= starts_address(l->line, next, c);
}

/* The first and the last character that is no closing mark decide how a line starts and ends. */
static void look_ends(text line, shape *s) {
    size_t i = 0;
    if (line.len == 0)
        return;
    uint32_t c = utf8_next(line, &i);
    s->starts_quote = is_open_quote(c);
    while (is_open_quote(c) && i < line.len)
        c = utf8_next(line, &i);
    s->starts_upper = utf8_is_upper(c);
    s->starts_lower = utf8_is_lower(c);
    s->starts_digit = utf8_is_digit(c);
    i = line.len;
    c = ' ';
    while (i > 0) {
        i = utf8_before(line, i, &c);
        if (!is_close(c) && !utf8_is_space(c))
            break;
    }
    s->ends_stop = is_stop(c);
    s->ends_colon = c == ':' || c == 0xff1a;
    s->ends_dots =
        c == 0x2026 || (c == '.' && i >= 2 && line.at[i - 1] == '.' && line.at[i - 2] == '.');
}

static void look_along(looker *l) {
    for (size_t i = 0; i < l->line.len && !(l->words_only && l->words->n == SHAPE_WORDS_MOST);) {
        uint32_t at = (uint32_t)i;
        unsigned char byte = (unsigned char)l->line.at[i];
        if (is_plain_letter(byte)) {
            i = look_plain(l, i);
            continue;
        }
        if (byte == ' ') {
            word_end(l, at);
            l->s->n_chars++;
            i++;
            continue;
        }
        uint32_t c = byte;
        if (byte < 0x80)
            i++;
        else
            c = utf8_next(l->line, &i);
        l->s->n_chars++;
        unsigned kind = c < 0x80 ? (is_digit((int)c) ? UTF8_DIGIT : 0) : utf8_kind(c);
        bool letter = kind & (UTF8_LETTER | UTF8_MARK), digit = kind & UTF8_DIGIT;
        l->s->n_letters += letter;
        l->s->n_digits += digit;
        if (letter && is_ideograph(c))
            l->n_ideographs++;
        if (letter || digit) {
            look_letter(l, at, i, c, kind);
            continue;
        }
        if (l->in_word && joins_word(l->line, i, c)) {
            l->word_hash = slots_step(l->word_hash, '\'');
            continue;
        }
        word_end(l, at);
        if (!l->words_only && !(c < 0x80 ? is_space((int)c) : utf8_is_space(c)))
            look_other(l, i, c);
    }
    word_end(l, (uint32_t)l->line.len);
}

void shape_words(text line, word_list *words) {
    shape s = { 0 };
    looker l = { .line = line, .s = &s, .words = words, .words_only = true };
    words->n = 0;
    look_along(&l);
}

void shape_of(text line, shape *s, word_list *words) {
    looker l = { .line = line, .s = s, .words = words };
    *s = (shape){ 0 };
    words->n = 0;
    look_along(&l);
    count_kinds(&l);
    s->n_words += l.n_ideographs / 2;
    s->hash = stream_hash(&l.all);
    s->all_capitals = l.n_upper >= 4 && l.n_lower * 8 < l.n_upper;
    look_ends(line, s);
}
