/* shape.c - what can be seen of a line by its letters alone. */
#include "page/shape.h"

#include "base/utf8.h"

#include <string.h>

enum { HASH_START = 0x811c9dc5, LISTED_MOST = 12 };

/* Function words of English and, for telling prose from labels, of the larger European languages.
 * By first letter. */
static const char *const function_words[26] = {
    "a about after against al all als also an and any as at auch auf aus aux av avec",
    "be because been before being but by",
    "che com como con",
    "da dans das dass de dei del della dem den der des det di die do du",
    "e een ein eine el em en er es et",
    "for from",
    "",
    "has have he her het him his",
    "i if il ils im in into is it its",
    "",
    "",
    "la las le les lo los",
    "mais med met mit more my",
    "na nach nicht no not",
    "o och of og om on or os our over",
    "par para per por pour",
    "que qui",
    "",
    "se she sich so som son sur",
    "than that the their them there they this through to",
    "um un una und under une up",
    "van von voor",
    "was we were what when where which while who with would",
    "",
    "you your",
    "zu zum",
};

/* Their second letters, as bits: where most other words end. */
static const uint32_t function_second[26] = {
    0x03c2862, 0x1100010, 0x0004080, 0x0104111, 0x00e3910, 0x0024000, 0x0000000,
    0x0000111, 0x00c3820, 0x0000000, 0x0000000, 0x0004011, 0x1004111, 0x0004101,
    0x0363064, 0x0004011, 0x0100000, 0x0000000, 0x0104190, 0x0004080, 0x000b000,
    0x0004001, 0x0004191, 0x0000000, 0x0004000, 0x0100000,
};

/* Finite verbs of English that headlines, captions and prose use most; "-ed" is seen by its end. */
static const char *const verbs[26] = {
    "accuses adds agrees announces are asks",
    "backs became began believes broke brought built",
    "called calls came can claims could cuts",
    "denies did does",
    "",
    "faces fears fell finds flew found",
    "gave gets gives goes got",
    "had has have held hits holds",
    "is",
    "joins",
    "keeps kept kills knew knows",
    "launches leads leaves led left loses lost",
    "made makes may meets met might moves must",
    "needs",
    "offers opens",
    "paid plans put puts",
    "",
    "ran rejects rose",
    ("said sat saw say says seeks sees sells sends sent sets shot should shows signs slams sold "
     "spoke stood stops"),
    "takes tells thinks threatens threw told took tries",
    "urges",
    "vows",
    "wants warns was went were will wins won would wrote",
    "",
    "",
    "",
};

/* Their second letters, as bits: where most other words end. */
static const uint32_t verb_second[26] = {
    0x006204c, 0x0120011, 0x0104801, 0x0004110, 0x0000000, 0x0004911, 0x0004111,
    0x0004111, 0x0040000, 0x0004000, 0x0002110, 0x0004011, 0x0104111, 0x0000010,
    0x0008020, 0x0100801, 0x0000000, 0x0004011, 0x008c991, 0x0024091, 0x0020000,
    0x0004000, 0x0024111, 0x0000000, 0x0000000, 0x0000000,
};

/* True if a word stands in the list of its first letter. */
static bool listed(const char *const list[26], const uint32_t second[26], text w) {
    char lower[LISTED_MOST];
    if (w.len >= sizeof lower || w.len == 0)
        return false;
    unsigned first = (unsigned)(to_lower((unsigned char)w.at[0]) - 'a');
    unsigned then = w.len > 1 ? (unsigned)(to_lower((unsigned char)w.at[1]) - 'a') : 0;
    if (first >= 26 || then >= 26 || (w.len > 1 && !(second[first] >> then & 1)))
        return false;
    for (size_t i = 0; i < w.len; i++)
        lower[i] = (char)to_lower((unsigned char)w.at[i]);
    for (const char *at = list[first]; *at;) {
        size_t n = 0;
        while (at[n] && at[n] != ' ')
            n++;
        if (n == w.len && memcmp(at, lower, n) == 0)
            return true;
        at += n + (at[n] == ' ');
    }
    return false;
}

bool word_is_function(text w) {
    return listed(function_words, function_second, w);
}

bool word_is_verb(text w) {
    if (w.len > 4 && is_lower((unsigned char)w.at[0]) && w.at[w.len - 1] == 'd' &&
        w.at[w.len - 2] == 'e')
        return true;
    return listed(verbs, verb_second, w);
}

/* FNV-1a: short keys, no need of strength. */
static uint32_t hash_step(uint32_t hash, unsigned char byte) {
    return (hash ^ byte) * 16777619u;
}

uint32_t word_hash(text lower) {
    uint32_t hash = HASH_START;
    for (size_t i = 0; i < lower.len; i++)
        hash = hash_step(hash, (unsigned char)lower.at[i]);
    return hash;
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

/* Reading state of shape_of. */
typedef struct looker {
    text line;
    shape *s;
    word_list *words;
    uint32_t hash, word_start, word_hash;
    uint32_t n_ideographs, n_lower, n_upper;
    bool in_word;
    bool words_only; // nothing is asked for but the list
} looker;

static void word_begin(looker *l, uint32_t at, uint32_t c) {
    l->in_word = true;
    l->word_start = at;
    l->word_hash = HASH_START;
    if (utf8_is_upper(c))
        l->s->n_capital++;
}

static void word_end(looker *l, uint32_t at) {
    if (!l->in_word)
        return;
    l->in_word = false;
    text w = text_cut(l->line, l->word_start, at);
    l->s->n_words++;
    if (!l->words_only) {
        l->s->n_function += word_is_function(w);
        l->s->n_verbs += word_is_verb(w);
    }
    if (l->words->n < SHAPE_WORDS_MOST)
        l->words->at[l->words->n++] = (word){ l->word_start, at, l->word_hash };
}

/* An apostrophe or hyphen between letters does not end a word. */
static bool joins_word(text line, size_t at, uint32_t c) {
    if (c != '\'' && c != 0x2019 && c != '-')
        return false;
    return at < line.len &&
           ((unsigned char)line.at[at] >= 0x80 || is_alnum((unsigned char)line.at[at]));
}

static void look_letter(looker *l, uint32_t at, size_t next, uint32_t c) {
    if (!l->in_word)
        word_begin(l, at, c);
    uint32_t lower = utf8_lower(c);
    for (size_t i = at; lower == c && i < next; i++) {
        l->word_hash = hash_step(l->word_hash, (unsigned char)l->line.at[i]);
        l->hash = hash_step(l->hash, (unsigned char)l->line.at[i]);
    }
    if (lower != c) {
        char bytes[UTF8_MOST];
        size_t n = utf8_put(lower, bytes);
        for (size_t i = 0; i < n; i++) {
            l->word_hash = hash_step(l->word_hash, (unsigned char)bytes[i]);
            l->hash = hash_step(l->hash, (unsigned char)bytes[i]);
        }
        l->n_upper++;
    } else if (utf8_is_lower(c)) {
        l->n_lower++;
    }
}

static bool is_plain_letter(unsigned char c) {
    return (unsigned char)((c | 0x20) - 'a') < 26;
}

/* An ASCII letter, the most frequent case. */
static void look_plain(looker *l, uint32_t at, unsigned char c) {
    unsigned char lower = c | 0x20;
    l->s->n_chars++;
    l->s->n_letters++;
    if (!l->in_word) {
        l->in_word = true;
        l->word_start = at;
        l->word_hash = HASH_START;
        l->s->n_capital += lower != c;
    }
    l->word_hash = hash_step(l->word_hash, lower);
    l->hash = hash_step(l->hash, lower);
    l->n_upper += lower != c;
    l->n_lower += lower == c;
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
    if (c == '@' && next < l->line.len && is_alpha((unsigned char)l->line.at[next]))
        s->has_address = true;
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
            look_plain(l, at, byte);
            i++;
            continue;
        }
        uint32_t c = byte;
        if (byte < 0x80)
            i++;
        else
            c = utf8_next(l->line, &i);
        l->s->n_chars++;
        bool letter = c >= 0x80 && (utf8_is_letter(c) || utf8_is_mark(c));
        bool digit = c < 0x80 ? is_digit((int)c) : utf8_is_digit(c);
        l->s->n_letters += letter;
        l->s->n_digits += digit;
        if (letter && is_ideograph(c))
            l->n_ideographs++;
        if (letter || digit) {
            look_letter(l, at, i, c);
            continue;
        }
        if (l->in_word && joins_word(l->line, i, c)) {
            l->word_hash = hash_step(l->word_hash, '\'');
            continue;
        }
        word_end(l, at);
        if (!l->words_only && !utf8_is_space(c))
            look_other(l, i, c);
    }
    word_end(l, (uint32_t)l->line.len);
}

void shape_words(text line, word_list *words) {
    shape s = { 0 };
    looker l = { .line = line, .s = &s, .words = words, .hash = HASH_START, .words_only = true };
    words->n = 0;
    look_along(&l);
}

void shape_of(text line, shape *s, word_list *words) {
    looker l = { .line = line, .s = s, .words = words, .hash = HASH_START };
    *s = (shape){ 0 };
    words->n = 0;
    look_along(&l);
    s->n_words += l.n_ideographs / 2;
    s->hash = l.hash;
    s->all_capitals = l.n_upper >= 4 && l.n_lower * 8 < l.n_upper;
    s->has_address = s->has_address || text_find(line, TEXT("://")) != SIZE_MAX ||
                     text_find(line, TEXT("www.")) != SIZE_MAX;
    look_ends(line, s);
}
