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
        if (text_equal_nocase(token, entries[entry_slots[k]].token))
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

/* Names are cut at anything that is no letter or digit and where a capital follows a small letter.
 */
static uint64_t purposes_of(text value) {
    uint32_t hash = SLOTS_HASH_START;
    size_t n = 0;
    uint64_t mask = 0;
    for (size_t i = 0; i <= value.len; i++) {
        int c = i < value.len ? (unsigned char)value.at[i] : ' ';
        bool cuts =
            !is_alnum(c) || (is_upper(c) && i > 0 && is_lower((unsigned char)value.at[i - 1]));
        if (cuts) {
            if (n > 0 && n < TOKEN_MOST)
                mask |= purpose_of(text_cut(value, i - n, i), hash);
            n = 0;
            hash = SLOTS_HASH_START;
        }
        if (is_alnum(c)) {
            hash = slots_step(hash, (unsigned char)to_lower(c));
            n++;
        }
    }
    return mask;
}

/* The same, but cut at digits too; words of one letter are left out. */
static void add_words(class_index *c, text value) {
    uint32_t hash = 0, len = 0;
    for (size_t i = 0; i <= value.len; i++) {
        int byte = i < value.len ? (unsigned char)value.at[i] : ' ';
        bool cuts = !is_alpha(byte) ||
                    (is_upper(byte) && i > 0 && is_lower((unsigned char)value.at[i - 1]));
        if (cuts && len > 1) {
            uint32_t *slot = ARENA_PUSH(c->arena, c->words, c->n_words, c->words_cap);
            if (!slot)
                return;
            *slot = hash;
        }
        if (cuts)
            hash = len = 0;
        if (is_alpha(byte)) {
            hash = (hash ^ (uint32_t)to_lower(byte)) * 16777619u + len;
            len++;
        }
    }
}

static bool names_user(text value) {
    static const text parts[] = {
        { "sername", 7 }, { "ser-name", 8 }, { "stUser", 6 }, { "ickname", 7 }
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (text_find(value, parts[i]) != SIZE_MAX)
            return true;
    return false;
}

static uint32_t find(class_index *c, text value) {
    uint32_t number = 0;
    uint64_t key = hash_text(value);
    if (value.len == 0 || map_get(&c->known, key, &number))
        return number;
    class_value *v = ARENA_PUSH(c->arena, c->values, c->n_values, c->values_cap);
    if (!v || !map_put(&c->known, c->arena, key, c->n_values - 1))
        return 0;
    uint32_t first = c->n_words;
    add_words(c, value);
    *v = (class_value){ purposes_of(value), (uint32_t)key, first, c->n_words - first,
                        names_user(value) };
    return c->n_values - 1;
}

uint32_t class_of(class_index *c, const html_attribute *a) {
    uint32_t *number = &c->numbers[a - c->h->attributes];
    if (*number == 0)
        *number = 1 + find(c, text_cut(c->h->in, a->value, a->value + a->value_len));
    return *number - 1;
}
