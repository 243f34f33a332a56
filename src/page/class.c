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

/* "username", "PostUser-name", "nickname": true at the last letter of what names a user. */
static bool ends_user(text value) {
    static const text ends[] = {
        { "sername", 7 }, { "ser-name", 8 }, { "ickname", 7 }, { "stUser", 6 }
    };
    size_t n = value.len;
    bool may = n >= 6 && ((value.at[n - 1] == 'e' && value.at[n - 2] == 'm') ||
                          (value.at[n - 1] == 'r' && value.at[n - 4] == 'U'));
    for (size_t i = 0; may && i < sizeof ends / sizeof *ends; i++)
        if (text_ends(value, ends[i]))
            return true;
    return false;
}

/* Cuts a value where a capital follows a small letter, and at anything that is no letter or digit
 * (for its purposes), or no letter (for its words; those of one letter are left out). */
static void take_apart(class_index *c, text value, class_value *v) {
    uint32_t token = SLOTS_HASH_START, n_token = 0, word = 0, n_word = 0;
    bool was_small = false;
    for (size_t i = 0; i <= value.len; i++) {
        unsigned char byte = i < value.len ? (unsigned char)value.at[i] : ' ', lower = byte | 0x20;
        bool alpha = (unsigned char)(lower - 'a') < 26, small = byte & 0x20,
             humps = was_small && alpha && !small, in_token = alpha || is_digit(byte);
        if ((!in_token || humps) && n_token > 0) {
            if (n_token < TOKEN_MOST)
                v->purposes |= purpose_of(text_cut(value, i - n_token, i), token);
            token = SLOTS_HASH_START;
            n_token = 0;
        }
        if ((!alpha || humps) && n_word > 0) {
            if (n_word > 1)
                add_word(c, word);
            word = n_word = 0;
        }
        if (in_token) {
            token = slots_step(token, alpha ? lower : byte);
            n_token++;
        }
        if (alpha)
            word = (word ^ lower) * 16777619u + n_word++;
        was_small = alpha && small;
        if ((byte == 'e' || byte == 'r') && ends_user(text_cut(value, 0, i + 1)))
            v->names_user = true;
    }
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

uint32_t class_of(class_index *c, const html_attribute *a) {
    uint32_t *number = &c->numbers[a - c->h->attributes];
    if (*number == 0)
        *number = 1 + find(c, text_cut(c->h->in, a->value, a->value + a->value_len));
    return *number - 1;
}
