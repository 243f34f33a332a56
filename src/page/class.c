/* class.c - what the class and id names of an element say it is for. */
#include "page/class.h"

#include "page/slots.h"

enum { TOKEN_MOST = 24 };

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
    class_value *none = ARENA_PUSH(a, c->values, c->n_values, c->values_cap);
    c->numbers = arena_array(a, h->n_attributes, sizeof *c->numbers);
    if (!none || !c->numbers)
        return false;
    none->hash = (uint32_t)hash_text(TEXT(""));
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
    for (size_t at = 3; at + 4 <= run.len;) {
        size_t name = text_find(text_cut(run, at, run.len), TEXT("name"));
        if (name == SIZE_MAX)
            break;
        at += name;
        text kind = text_cut(run, at - 3, at);
        if (text_equal(kind, TEXT("ser")) || text_equal(kind, TEXT("ick")))
            return true;
        at += 4;
    }
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
    if (k->n_token > 0 && k->n_token < TOKEN_MOST)
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
    k->word = (k->word ^ lower) * 16777619u + k->n_word++;
}

static bool is_small(text t, size_t i) {
    return i < t.len && is_lower((unsigned char)t.at[i]);
}

/* Cuts a value where a capital follows a small letter, and at anything that is no letter or digit
 * (for its purposes), or no letter (for its words; those of one letter are left out). */
static void take_apart(class_index *c, text value, class_value *v) {
    cutter k = { .c = c, .v = v, .value = value, .token = SLOTS_HASH_START };
    for (size_t i = 0; i < value.len; i++) {
        unsigned char byte = (unsigned char)value.at[i];
        if (is_lower(byte)) {
            size_t start = i;
            add_letter(&k, byte);
            for (; is_small(value, i + 1); i++)
                add_letter(&k, (unsigned char)value.at[i + 1]);
            v->names_user |= names_user(value, start, i + 1);
            if (i + 1 < value.len && is_upper((unsigned char)value.at[i + 1])) {
                end_token(&k, i + 1);
                end_word(&k);
            }
        } else if (is_upper(byte)) {
            add_letter(&k, byte | 0x20);
        } else {
            end_word(&k);
            if (!is_digit(byte)) {
                end_token(&k, i);
                continue;
            }
            k.token = slots_step(k.token, byte);
            k.n_token++;
        }
    }
    end_token(&k, value.len);
    end_word(&k);
}

static uint32_t find(class_index *c, text value) {
    uint32_t number = 0;
    uint64_t key = hash_text(value);
    if (value.len == 0 || map_get(&c->known, key, &number))
        return number;
    class_value *v = ARENA_PUSH(c->arena, c->values, c->n_values, c->values_cap);
    if (!v || !map_put(&c->known, c->arena, key, c->n_values - 1))
        return 0;
    *v = (class_value){ .hash = (uint32_t)key, .word = c->n_words };
    take_apart(c, value, v);
    v->n_words = c->n_words - v->word;
    return c->n_values - 1;
}

uint32_t class_find(class_index *c, const html_attribute *a) {
    uint32_t number = find(c, text_cut(c->h->in, a->value, a->value + a->value_len));
    c->numbers[a - c->h->attributes] = 1 + number;
    return number;
}
