/* class.c - what the class and id names of an element say it is for. */
#include "page/class.h"

#include "base/ahead.h"
#include "base/hash.h"
#include "page/slots.h"

enum { TOKEN_MOST = 24, SLOTS_START = 512 };

typedef struct entry {
    text token;
    uint8_t purpose;
} entry;

static const entry entries[] = {
    { { "", 0 }, 0 },
#define NAME(purpose, word) { { word, sizeof(word) - 1 }, FOR_##purpose },
#include "page/class_names.inc"
#undef NAME
};

static const uint16_t entry_slots[] = {
#include "page/class_names_slots.inc"
};
enum { ENTRY_SLOTS = sizeof entry_slots / sizeof *entry_slots };

static uint64_t purpose_of(text token, uint32_t hash) {
    for (uint32_t k = slots_first(hash, ENTRY_SLOTS); entry_slots[k];
         k = slots_next(k, ENTRY_SLOTS))
        if (slots_same(token, entries[entry_slots[k]].token))
            return UINT64_C(1) << entries[entry_slots[k]].purpose;
    return 0;
}

bool class_open(class_index *c, const html *h, arena *a) {
    *c = (class_index){ .arena = a, .h = h };
    ahead(entry_slots, sizeof entry_slots);
    ahead(entries, sizeof entries);
    class_value *none = ARENA_PUSH(a, c->values, c->n_values, c->values_cap);
    c->n_slots = SLOTS_START;
    c->slots = arena_array(a, c->n_slots, sizeof *c->slots);
    c->numbers = arena_array(a, h->n_attributes, sizeof *c->numbers);
    if (!none || !c->slots || !c->numbers)
        return false;
    none->key = hash_text(TEXT(""));
    return true;
}

static void add_word(class_index *c, uint32_t hash) {
    uint32_t *slot = ARENA_PUSH(c->arena, c->words, c->n_words, c->words_cap);
    if (slot)
        *slot = hash;
}

/* "username", "PostUser-name", "nickname": a run of small letters in such a name. */
static bool names_user(text value, size_t from, size_t to) {
    text run = text_cut(value, from, to), before = text_cut(value, 0, from);
    for (size_t at = 3; at + 4 <= run.len; at++)
        if (memcmp(run.at + at, "name", 4) == 0 &&
            (memcmp(run.at + at - 3, "ser", 3) == 0 || memcmp(run.at + at - 3, "ick", 3) == 0))
            return true;
    return (run.at[0] == 'n' && text_starts(run, TEXT("name")) &&
            text_ends(before, TEXT("ser-"))) ||
           (run.at[0] == 's' && text_starts(run, TEXT("ser")) && text_ends(before, TEXT("stU")));
}

/* A value being cut into tokens of letters and digits and into words of letters. */
typedef struct cutter {
    class_index *c;
    class_value *v;
    text value;
    uint32_t token, n_token, word, n_word; // hashes and lengths of those that are open
} cutter;

static void end_token(cutter *k, size_t at) {
    if (k->n_token == 0)
        return;
    if (k->n_token < TOKEN_MOST)
        k->v->purposes |= purpose_of(text_cut(k->value, at - k->n_token, at), k->token);
    k->token = SLOTS_HASH_START;
    k->n_token = 0;
}

static void end_word(cutter *k) {
    if (k->n_word > 1)
        add_word(k->c, k->word);
    k->word = k->n_word = 0;
}

static void add_letter(cutter *k, unsigned char lower) {
    k->token = slots_step(k->token, lower);
    k->n_token++;
    k->word = (k->word ^ lower) * (uint32_t)SLOTS_FACTOR + k->n_word++;
}

/* add_letter for n <= EIGHT small letters, the first of their word; the other bytes are 0. */
static void add_letters(cutter *k, uint64_t letters, unsigned n) {
    static const uint8_t places[EIGHT + 1][EIGHT] = {
        { 0 },
        { 0 },
        { 0, 1 },
        { 0, 1, 2 },
        { 0, 1, 2, 3 },
        { 0, 1, 2, 3, 4 },
        { 0, 1, 2, 3, 4, 5 },
        { 0, 1, 2, 3, 4, 5, 6 },
        { 0, 1, 2, 3, 4, 5, 6, 7 },
    };
    uint32_t word = 0, token = k->token;
    for (unsigned i = 0; i < EIGHT; i++) {
        uint32_t letter = letters >> 8 * i & 0xff, factor = slots_factors[n][i];
        token = (token ^ letter) * factor; // as slots_steps does
        word = (word ^ letter) * factor + places[n][i];
    }
    k->token = token;
    k->word = word;
    k->n_word = n;
    k->n_token += n;
}

/* Takes the run of small letters at i; returns its end. */
static size_t take_small(cutter *k, size_t i) {
    text value = k->value;
    uint64_t bytes = eight_at(value, i);
    unsigned n = eight_run(eight_letters(bytes) & bytes << 2);
    size_t end = i + n;
    if (k->n_word == 0)
        add_letters(k, bytes & eight_first(n), n);
    else
        end = i;
    for (; end < value.len && is_lower((unsigned char)value.at[end]); end++)
        add_letter(k, (unsigned char)value.at[end]);
    k->v->names_user |= names_user(value, i, end);
    return end;
}

/* Cuts a value where a capital follows a small letter, and at anything that is no letter or digit
 * (for its purposes), or no letter (for its words; those of one letter are left out). */
static void take_apart(class_index *c, text value, class_value *v) {
    cutter k = { .c = c, .v = v, .value = value, .token = SLOTS_HASH_START };
    for (size_t i = 0; i < value.len;) {
        unsigned char byte = (unsigned char)value.at[i];
        if (is_lower(byte)) {
            i = take_small(&k, i);
            if (i < value.len && is_upper((unsigned char)value.at[i])) {
                end_token(&k, i);
                end_word(&k);
            }
            continue;
        }
        if (is_upper(byte)) {
            add_letter(&k, byte | 0x20);
        } else if (is_digit(byte)) {
            end_word(&k);
            k.token = slots_step(k.token, byte);
            k.n_token++;
        } else {
            end_word(&k);
            end_token(&k, i);
        }
        i++;
    }
    end_token(&k, value.len);
    end_word(&k);
}

/* The slot of a key, or the free one where it would stand. */
static uint32_t *slot_of(const class_index *c, uint64_t key) {
    uint32_t k = (uint32_t)(key >> 32) & (c->n_slots - 1);
    while (c->slots[k] && c->values[c->slots[k]].key != key)
        k = (k + 1) & (c->n_slots - 1);
    return &c->slots[k];
}

static bool double_slots(class_index *c) {
    c->n_slots *= 2;
    c->slots = arena_array(c->arena, c->n_slots, sizeof *c->slots);
    for (uint32_t i = 1; c->slots && i < c->n_values; i++)
        *slot_of(c, c->values[i].key) = i;
    return c->slots != NULL;
}

static uint32_t find(class_index *c, text value) {
    if (value.len == 0 || !c->slots)
        return 0;
    uint64_t key = hash_text(value);
    uint32_t *slot = slot_of(c, key);
    if (*slot)
        return *slot;
    class_value *v = ARENA_PUSH(c->arena, c->values, c->n_values, c->values_cap);
    if (!v)
        return 0;
    *slot = c->n_values - 1;
    *v = (class_value){ .key = key, .word = c->n_words };
    take_apart(c, value, v);
    v->n_words = c->n_words - v->word;
    uint32_t number = c->n_values - 1;
    if (c->n_values > c->n_slots / 2 && !double_slots(c))
        return 0;
    return number;
}

uint32_t class_find(class_index *c, const html_attribute *a) {
    uint32_t number = find(c, text_cut(c->h->in, a->value, a->value + a->value_len));
    c->numbers[a - c->h->attributes] = 1 + number;
    return number;
}
