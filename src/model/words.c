/* words.c - small classes of words: built from text, read in place. */
#include "model/words.h"

#include "base/arena.h"
#include "base/eight.h"
#include "base/hash.h"
#include "doc/plover.h"
#include "model/parts.h"

#include <string.h>

enum {
    WORD_BYTES_MOST = 96, // a multiple of EIGHT
    WORD_PARTS = 2,
};
_Static_assert(WORD_CLASSES <= 64, "classes are bits of one number");

static const char *const class_names[WORD_CLASSES] = {
    [WORD_ROLE] = "ROLE",
    [WORD_HINT] = "HINT",
    [WORD_TITLE] = "TITLE",
    [WORD_LIGHT] = "LIGHT",
    [WORD_KEEP] = "KEEP",
    [WORD_OCCUR] = "OCCUR",
    [WORD_QUANTITY] = "QUANTITY",
    [WORD_INSTRUMENT] = "INSTRUMENT",
    [WORD_SPEECH] = "SPEECH",
    [WORD_TELL] = "TELL",
    [WORD_MENTION] = "MENTION",
    [WORD_VOICE] = "VOICE",
    [WORD_TIME] = "TIME",
    [WORD_DOUBT] = "DOUBT",
    [WORD_PURSUIT] = "PURSUIT",
    [WORD_MUTE] = "MUTE",
    [WORD_MEET] = "MEET",
    [WORD_ASSIST] = "ASSIST",
    [WORD_YIELD] = "YIELD",
    [WORD_LOYAL] = "LOYAL",
    [WORD_BACKED] = "BACKED",
    [WORD_PEACE] = "PEACE",
    [WORD_JOINT] = "JOINT",
    [WORD_WRONG] = "WRONG",
    [WORD_RELATION] = "RELATION",
    [WORD_DISASTER] = "DISASTER",
    [WORD_VIOLENCE] = "VIOLENCE",
    [WORD_HOLLOW] = "HOLLOW",
    [WORD_ENDING] = "ENDING",
    [WORD_SENDING] = "SENDING",
    [WORD_PAPER] = "PAPER",
    [WORD_ENACT] = "ENACT",
    [WORD_RESOLVE] = "RESOLVE",
    [WORD_COMING] = "COMING",
    [WORD_LABELLING] = "LABELLING",
    [WORD_BLAME] = "BLAME",
    [WORD_PRAISE] = "PRAISE",
    [WORD_MISDEED] = "MISDEED",
    [WORD_FAITH] = "FAITH",
    [WORD_OFFEND] = "OFFEND",
    [WORD_ENDURE] = "ENDURE",
    [WORD_COMMON] = "COMMON_SURNAME",
    [WORD_HARM] = "HARM",
    [WORD_ANSWER] = "ANSWER",
    [WORD_BEAR] = "BEAR",
    [WORD_FORCE] = "FORCE",
    [WORD_CONSEQUENCE] = "CONSEQUENCE",
    [WORD_COMMERCE] = "COMMERCE",
    [WORD_VALUE] = "VALUE",
    [WORD_IDEA] = "IDEA",
    [WORD_EXPECT] = "EXPECT",
    [WORD_OFFICE] = "OFFICE",
    [WORD_FIELD] = "FIELD",
    [WORD_STATE] = "STATE",
    [WORD_TREATY] = "TREATY",
    [WORD_OCCASION] = "OCCASION",
    [WORD_GROUND] = "GROUND",
    [WORD_PERSON] = "PERSON",
    [WORD_FORMER] = "FORMER",
    [WORD_ENGLISH] = "ENGLISH",
    [WORD_FOREIGN] = "FOREIGN",
    [WORD_MODE] = "MODE",
    [WORD_CONTEXT] = "CONTEXT",
};

uint64_t words_join(uint64_t phrase, uint64_t word) {
    return hash_mix(phrase, word);
}

static uint64_t plain_hash(text word) {
    char lower[WORD_BYTES_MOST];
    size_t n = word.len < sizeof lower ? word.len : sizeof lower;
    for (size_t i = 0; i < n; i++)
        lower[i] = (char)to_lower((unsigned char)word.at[i]);
    return hash_text((text){ lower, n });
}

/* The highest bit of each byte that is c, which is ASCII. */
static uint64_t where_is(uint64_t bytes, unsigned char c) {
    return eight_between(bytes & EIGHT_ONES * 0x7f, c, c) & ~bytes & EIGHT_ONES * 0x80;
}

/* Puts a word of at most WORD_BYTES_MOST in small letters; false where it has parts. */
static bool put_small(text word, char lower[WORD_BYTES_MOST]) {
    for (size_t i = 0; i < word.len; i += EIGHT) {
        uint64_t bytes = eight_at(word, i);
        if (where_is(bytes, '-') | where_is(bytes, '_'))
            return false;
        bytes = eight_lower(bytes);
        for (size_t k = 0; k < EIGHT; k++)
            lower[i + k] = (char)(bytes >> 8 * k);
    }
    return true;
}

static uint64_t hash_of_parts(text word) {
    uint64_t hash = 0;
    size_t from = 0;
    bool first = true;
    for (size_t i = 0; i <= word.len; i++) {
        if (i < word.len && word.at[i] != '-' && word.at[i] != '_')
            continue;
        if (i > from) {
            uint64_t part = plain_hash(text_cut(word, from, i));
            hash = first ? part : words_join(hash, part);
            first = false;
        }
        from = i + 1;
    }
    return hash;
}

uint64_t words_hash(text word) {
    char lower[WORD_BYTES_MOST];
    if (word.len == 0 || word.len > sizeof lower || !put_small(word, lower))
        return hash_of_parts(word);
    return hash_text((text){ lower, word.len });
}

/* ---- building ---- */

/* The two tables of words, being made. */
typedef struct making {
    table known, values;
} making;

/* The slot of what a key has in a class. */
static table_slot *slot_of_key(making *t, word_class class, uint64_t key) {
    return table_slot_of(&t->values, hash_mix(hash_text(text_of(class_names[class])), key));
}

static table_slot *slot_of(making *t, word_class class, text phrase) {
    uint64_t key = words_hash(phrase), bit = 1ull << class;
    table_slot *known = table_slot_of(&t->known, key);
    if (!known)
        return NULL;
    known->value |= (uint32_t)bit;
    known->more |= (uint32_t)(bit >> 32);
    return slot_of_key(t, class, key);
}

static bool put(making *t, word_class class, text phrase, uint32_t value) {
    table_slot *slot = slot_of(t, class, phrase);
    if (!slot)
        return false;
    if (!slot->value) // the first line that names a word keeps it
        slot->value = value;
    return true;
}

/* Splits "NAME : words" or "NAME | words"; words are separated by white space, or by ; where there
 * is one. */
static bool head_and_words(source *s, text *head, text *rest, char *separator) {
    size_t i = 0;
    while (i < s->row.len && !is_space((unsigned char)s->row.at[i]) && s->row.at[i] != ':' &&
           s->row.at[i] != '|')
        i++;
    *head = text_cut(s->row, 0, i);
    while (i < s->row.len &&
           (is_space((unsigned char)s->row.at[i]) || s->row.at[i] == ':' || s->row.at[i] == '|'))
        i++;
    *rest = text_cut(s->row, i, s->row.len);
    size_t bar = text_find(*rest, TEXT("|"));
    if (bar != SIZE_MAX) // flags, of which there are none yet
        *rest = text_trim(text_cut(*rest, 0, bar));
    *separator = memchr(rest->at, ';', rest->len) ? ';' : ' ';
    if (rest->len == 0)
        source_fault(s, *head, "expected words behind the name");
    return rest->len > 0;
}

/* Gives a word a sector; one noun stands in one only. */
static bool put_sector(making *t, source *s, word_class class, text word, uint32_t value) {
    table_slot *slot = slot_of(t, class, word);
    if (!slot)
        return false;
    if (slot->value && (slot->value & 255) != (value & 255))
        source_fault(s, word, "has another sector already");
    if (!slot->value) // the first line that names a word keeps it
        slot->value = value;
    return true;
}

static bool add_hint(making *t, text phrase, uint32_t hint) {
    table_slot *slot = slot_of(t, WORD_HINT, phrase);
    if (slot)
        slot->value |= hint;
    return slot != NULL;
}

/* Notes how a role may end, so that a text is known to name none before its trees are. Weak roles
 * of SOC lend it to offices, and so do the adjectives of fields; firms and papers are no side of
 * anything among themselves. */
static bool add_role_hints(making *t, text role, uint32_t value) {
    uint32_t sec = value & 255;
    bool weak =
        ((value & WORD_WEAK) && sec != SECTOR_SOC) || sec == SECTOR_BUS || sec == SECTOR_JRN;
    size_t last = 0, two = 0; // where the last word begins, and the last two
    for (size_t i = 0; i < role.len; i++)
        if (strchr(" -_", role.at[i])) {
            two = last;
            last = i + 1;
        }
    return add_hint(t, text_cut(role, two, role.len), weak ? HINT_WEAK : HINT_ROLE) &&
           (last == 0 || add_hint(t, text_cut(role, last, role.len), HINT_END));
}

static bool read_roles(making *t, source *s) {
    text f[SOURCE_FIELDS_MOST], word;
    bool good = true;
    uint32_t n = source_fields(s, f);
    sector sec = sector_of(f[0]);
    bool field = text_equal(f[2], TEXT("adjective"));
    if (n < 2 || !sec)
        source_fault(s, f[0], "expected SECTOR | role nouns | flags");
    while (sec && good && source_item(&f[1], ';', &word)) {
        bool weak = word.at[0] == '?';
        uint32_t value = (uint32_t)sec | (weak ? WORD_WEAK : 0);
        word = text_cut(word, weak, word.len);
        good = put_sector(t, s, field ? WORD_FIELD : WORD_ROLE, word, value) &&
               add_role_hints(t, word, value);
    }
    return good;
}

static bool read_titles(making *t, source *s) {
    text f[SOURCE_FIELDS_MOST], word;
    bool good = true;
    uint32_t n = source_fields(s, f);
    sector sec = sector_of(f[1]);
    if (n < 2 || !sec)
        source_fault(s, f[1], "expected words | SECTOR");
    while (sec && good && source_item(&f[0], ';', &word)) {
        char joined[WORD_BYTES_MOST];
        size_t len = word.len < sizeof joined ? word.len : sizeof joined;
        for (size_t i = 0; i < len; i++)
            joined[i] = word.at[i] == ' ' ? '_' : word.at[i];
        good = put(t, WORD_TITLE, (text){ joined, len }, (uint32_t)sec);
    }
    return good;
}

static bool read_contexts(making *t, source *s) {
    text head, rest, word;
    char separator;
    if (!head_and_words(s, &head, &rest, &separator))
        return true;
    int context = plover_context(head);
    if (context < 0)
        source_fault(s, head, "unknown context");
    while (context >= 0 && source_item(&rest, separator, &word)) {
        table_slot *slot = slot_of(t, WORD_CONTEXT, word);
        if (!slot)
            return false;
        if (slot->value >> 24)
            source_fault(s, word, "stands under four contexts already");
        else
            slot->value = slot->value << 8 | (uint32_t)(context + 1);
    }
    return true;
}

static bool read_lists(making *t, source *s) {
    text head, rest, word;
    char separator;
    bool good = true;
    if (!head_and_words(s, &head, &rest, &separator))
        return true;
    int class = WORD_CLASSES;
    for (int i = 0; i < WORD_CLASSES; i++)
        if (text_equal(head, text_of(class_names[i])))
            class = i;
    if (class == WORD_CLASSES)
        source_fault(s, head, "unknown list");
    while (class < WORD_CLASSES && good && source_item(&rest, separator, &word))
        good = put(t, (word_class) class, word, 1) &&
               (class != WORD_VIOLENCE || add_hint(t, word, HINT_VIOLENCE));
    return good;
}

static const char *const place_names[MODE_PLACES] = { "trigger", "object", "means", "clause",
                                                      "any" };

static uint64_t mode_key(event_type type, mode_place place, uint64_t phrase) {
    return words_join(words_join((uint64_t)type + 1, (uint64_t)place + 1), phrase);
}

/* "TYPE.mode PLACE : words". */
static bool read_modes(making *t, source *s) {
    text head, rest, word, place;
    char separator;
    int at = MODE_PLACES;
    if (!head_and_words(s, &head, &rest, &separator))
        return true;
    size_t dot = text_find(head, TEXT("."));
    event_type type = dot == SIZE_MAX ? EVENT_NONE : plover_type(text_cut(head, 0, dot));
    int mode = type ? plover_mode(type, text_cut(head, dot + 1, head.len)) : -1;
    if (mode <= 0)
        source_fault(s, head, "expected TYPE.mode");
    if (!source_item(&rest, ' ', &place))
        return true;
    for (int i = 0; i < MODE_PLACES; i++)
        if (text_equal(place, text_of(place_names[i])))
            at = i;
    if (at == MODE_PLACES)
        source_fault(s, place, "unknown place");
    while (mode > 0 && at < MODE_PLACES && source_item(&rest, ' ', &word)) {
        if (text_equal(word, TEXT(":")))
            continue;
        uint64_t key = mode_key(type, (mode_place)at, words_hash(word));
        table_slot *slot = slot_of_key(t, WORD_MODE, key);
        if (!slot)
            return false;
        if (slot->value && slot->value != (uint32_t)mode)
            source_fault(s, word, "has another mode of the type in this place");
        slot->value = (uint32_t)mode;
    }
    return true;
}

bool words_build(const text *names, const text *files, uint32_t n_files, buffer *out,
                 findings *found) {
    arena a = { 0 };
    making t = { .known = { .arena = &a }, .values = { .arena = &a } };
    bool good = true;
    for (uint32_t i = 0; i < n_files && good; i++) {
        source s = source_open(names[i], files[i], found);
        bool roles = text_equal(names[i], TEXT("roles.txt"));
        bool titles = text_equal(names[i], TEXT("titles.txt"));
        bool lists =
            text_equal(names[i], TEXT("lists.txt")) || text_equal(names[i], TEXT("speech.txt"));
        bool contexts = text_equal(names[i], TEXT("contexts.txt"));
        bool modes = text_equal(names[i], TEXT("modes.txt"));
        while (good && (roles || titles || lists || contexts || modes) && source_next(&s))
            good = roles      ? read_roles(&t, &s)
                   : titles   ? read_titles(&t, &s)
                   : contexts ? read_contexts(&t, &s)
                   : modes    ? read_modes(&t, &s)
                              : read_lists(&t, &s);
    }
    text parts[] = { table_pack(&t.known), table_pack(&t.values) };
    parts_write(out, parts, WORD_PARTS);
    good = good && !a.failed;
    arena_free(&a);
    return good && !out->failed;
}

/* ---- reading ---- */

bool words_open(text section, words *out) {
    for (int i = 0; i < WORD_CLASSES; i++)
        out->classes[i] = hash_text(text_of(class_names[i]));
    text parts[WORD_PARTS] = { { NULL, 0 }, { NULL, 0 } };
    if (section.len > 0 && (!parts_read(section, parts, WORD_PARTS) || !table_is_sound(parts[0]) ||
                            !table_is_sound(parts[1])))
        return false;
    out->known = parts[0];
    out->values = parts[1];
    return true;
}

uint64_t words_contexts(uint32_t value) {
    uint64_t bits = 0;
    for (; value; value >>= 8)
        bits |= 1ull << ((value & 255) - 1);
    return bits;
}

static uint32_t value_of(const words *w, word_class class, uint64_t key) {
    const table_slot *slot = table_find(w->values, hash_mix(w->classes[class], key));
    return slot ? slot->value : 0;
}

int words_mode(const words *w, event_type type, mode_place place, uint64_t phrase) {
    return (int)value_of(w, WORD_MODE, mode_key(type, place, phrase));
}

uint64_t words_classes(const words *w, uint64_t phrase) {
    const table_slot *slot = table_find(w->known, phrase);
    return slot ? slot->value | (uint64_t)slot->more << 32 : 0;
}

uint32_t words_get(const words *w, word_class class, uint64_t phrase) {
    return words_classes(w, phrase) >> class & 1 ? value_of(w, class, phrase) : 0;
}
