/* rules.c - rules: compiled from text, read in place. A line of a rule file is
 *
 *   KIND TYPE[.mode] slots [flag] [flag=value] : words
 *   SET name : words                            @name stands for all of them, in any file
 *   + sentence => TYPE ACTOR > RECIPIENT        what the entry above must find
 *   * sentence                                  where it must find nothing
 */
#include "model/rules.h"

#include "base/arena.h"
#include "base/hash.h"
#include "model/parts.h"
#include "model/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PART_STRINGS, PART_SLOTS, PART_RULES, PART_SENSES, PART_WORDS, PARTS };
enum { BUILD_ARENA_MOST = 512, SENSES_OF_ENTRY_MOST = 400000 };

// clang-format off
static const char *const prepositions[PREPOSITIONS] = {
    "", "about", "above", "across", "after", "against", "ahead_of", "along", "alongside", "amid", "among", "around",
    "as", "at", "because_of", "before", "behind", "below", "beside", "between", "beyond", "by", "concerning", "despite",
    "down", "due_to", "during", "except", "following", "for", "from", "in", "inside", "instead_of", "into", "like",
    "near", "of", "off", "on", "onto", "out_of", "outside", "over", "past", "per", "regarding", "since", "than",
    "through", "throughout", "till", "to", "toward", "towards", "under", "until", "up", "upon", "versus", "via",
    "with", "within", "without", "according_to", "back_in", "'s", "in_front_of", "on_behalf_of", "next_to", "out",
};
// clang-format on
int preposition_of(text word) {
    for (int i = 1; i < PREPOSITIONS; i++)
        if (text_reads(word, prepositions[i]))
            return i;
    return 0;
}

const char *preposition_name(int preposition) {
    return preposition > 0 && preposition < PREPOSITIONS ? prepositions[preposition] : "";
}

typedef struct named_bit {
    const char *name;
    uint32_t bit;
} named_bit;

static const named_bit flag_names[] = {
    { "rec", RULE_RECIPROCAL },
    { "inv", RULE_INVERSE },
    { "own=1", RULE_OWNED },
    { "own=0", RULE_NOT_OWNED },
    { "obj=pol", RULE_OBJECT_POLITICAL },
    { "objsec", RULE_OBJECT_ARMED },
    { "needto", RULE_NEEDS_TO },
    { "weak", RULE_WEAK },
    { "neg", RULE_NEGATED },
    { "neg=1", RULE_NEGATED },
    { "spk", RULE_SPEAKER },
    { "fut", RULE_FUTURE },
    { "fut=any", RULE_FUTURE_ANY },
    { "obj", RULE_HAS_OBJECT },
    { "noobj", RULE_NO_OBJECT },
};

static const named_bit operator_names[] = {
    { "SAY", OP_SAY },           { "AGREE", OP_AGREE },     { "REFUSE", OP_REFUSE },
    { "THREATEN", OP_THREATEN }, { "REQUEST", OP_REQUEST }, { "ALLOW", OP_ALLOW },
    { "TRY", OP_TRY },           { "FAIL", OP_FAIL },       { "DENY", OP_DENY },
    { "HOPE", OP_HOPE },         { "INTEND", OP_INTEND },   { "WARN", OP_WARN },
    { "HELP", OP_HELP },         { "FORCE", OP_FORCE },     { "BAN", OP_BAN },
};

static uint32_t bit_of(const named_bit *names, size_t n, text name) {
    for (size_t i = 0; i < n; i++)
        if (text_equal(name, text_of(names[i].name)))
            return names[i].bit;
    return 0;
}
#define BIT_OF(names, name) bit_of(names, sizeof(names) / sizeof *(names), name)

static uint64_t key_of(rule_kind kind, uint64_t first, uint64_t second) {
    return hash_mix(hash_mix((uint64_t)kind + 17, first), second);
}

uint64_t rule_phrase(int preposition, uint64_t noun) {
    return hash_mix((uint64_t)preposition + 31, noun);
}

/* ---- building ---- */

typedef struct pending {
    uint64_t key;
    uint32_t order; // of reading
    sense sense;
    uint8_t conditions; // of its rule: those with more come first
    uint8_t rank;       // of its type: material conflict first, agreement last
} pending;

/* "SET name : words" */
typedef struct word_set {
    text name, words;
} word_set;

typedef struct build {
    arena arena;
    pool strings;
    table slots;
    rule *rules;
    uint32_t n_rules, rules_cap;
    pending *senses;
    uint32_t n_senses, senses_cap;
    uint64_t *parts;
    uint32_t n_parts, parts_cap;
    word_set *sets;
    uint32_t n_sets, sets_cap;
    uint32_t file;
    bool failed;
} build;

/* ---- sets of words ---- */

static const word_set *set_of(const build *b, text name) {
    for (uint32_t i = 0; i < b->n_sets; i++)
        if (text_equal(b->sets[i].name, name))
            return &b->sets[i];
    return NULL;
}

/* "SET name : words"; false: the row is something else. */
static bool read_set(build *b, source *s) {
    size_t colon = text_find(s->row, TEXT(" :"));
    if (!text_starts(s->row, TEXT("SET ")))
        return false;
    bool named = colon != SIZE_MAX && colon > sizeof "SET";
    text name = named ? text_trim(text_cut(s->row, sizeof "SET", colon)) : TEXT("");
    if (!name.len || set_of(b, name)) {
        source_fault(s, s->row, name.len ? "a set named twice" : "expected SET name : words");
        return true;
    }
    word_set *set = ARENA_PUSH(&b->arena, b->sets, b->n_sets, b->sets_cap);
    if (set)
        *set = (word_set){ name, text_trim(text_cut(s->row, colon + 2, s->row.len)) };
    else
        b->failed = true;
    return true;
}

/* The words of a list, those of a set in place of "@name". */
typedef struct word_list {
    text rest, inner;
    char separator;
} word_list;

static bool next_word(const build *b, source *s, word_list *list, text *word) {
    for (;;) {
        if (source_item(&list->inner, ' ', word))
            return true;
        if (!source_item(&list->rest, list->separator, word))
            return false;
        if (word->at[0] != '@')
            return true;
        const word_set *set = set_of(b, text_cut(*word, 1, word->len));
        if (!set) {
            source_fault(s, *word, "unknown set");
            return false;
        }
        list->inner = set->words;
    }
}

static void add_part(build *b, uint64_t hash) {
    uint64_t *part = ARENA_PUSH(&b->arena, b->parts, b->n_parts, b->parts_cap);
    if (part)
        *part = hash;
    else
        b->failed = true;
}

/* Where two types claim the same words, the heavier act wins. */
static uint8_t rank_of(uint8_t type) {
    static const uint8_t order[] = {
        EVENT_ASSAULT,  EVENT_COERCE,    EVENT_MOBILIZE, EVENT_PROTEST,
        EVENT_SANCTION, EVENT_THREATEN,  EVENT_REJECT,   EVENT_ACCUSE,
        EVENT_REQUEST,  EVENT_AGREE,     EVENT_CONSULT,  EVENT_SUPPORT,
        EVENT_CONCEDE,  EVENT_COOPERATE, EVENT_AID,      EVENT_RETREAT
    };
    const uint8_t *at = memchr(order, type, sizeof order);
    return (uint8_t)(at ? at - order : (long)sizeof order);
}

static void add_sense(build *b, uint64_t key, sense added, const rule *r) {
    pending *p = ARENA_PUSH(&b->arena, b->senses, b->n_senses, b->senses_cap);
    if (!p) {
        b->failed = true;
        return;
    }
    p->key = key;
    p->order = b->n_senses;
    p->sense = added;
    p->rank = rank_of(r->type);
    p->conditions =
        (uint8_t)((r->subjects ? 2 : 0) + (r->flags & RULE_OBJECT_ARMED ? 2 : 0) +
                  (r->flags & RULE_HAS_OBJECT ? 1 : 0) + (r->flags & RULE_SILENT ? 1 : 0));
}

static bool read_flag(source *s, text flag, rule *r) {
    text item;
    uint32_t bit = BIT_OF(flag_names, flag);
    r->flags |= bit;
    if (bit)
        return true;
    bool subjects = text_starts(flag, TEXT("subj="));
    if (!subjects && !text_starts(flag, TEXT("context="))) {
        source_fault(s, flag, "unknown flag");
        return false;
    }
    text values = text_cut(flag, subjects ? 5 : 8, flag.len);
    while (source_item(&values, ',', &item)) {
        int value = subjects ? (int)sector_of(item) : plover_context(item);
        if (value < (subjects ? 1 : 0)) {
            source_fault(s, item, subjects ? "unknown sector" : "unknown context");
            return false;
        }
        if (subjects)
            r->subjects |= (uint32_t)1 << value;
        else
            r->contexts |= (uint64_t)1 << value;
    }
    return true;
}

static bool read_slot(source *s, text name, rule *r) {
    static const char letters[] = " opcs-";
    const char *letter = name.len == 1 ? memchr(letters + 1, name.at[0], 5) : NULL;
    int preposition = letter ? 0 : preposition_of(name);
    if (!letter && !preposition) {
        source_fault(s, name, "unknown slot: expected o, p, c, s, - or a preposition");
        return false;
    }
    if (r->n_slots == RULE_SLOTS_MOST) {
        source_fault(s, name, "more than %d slots", RULE_SLOTS_MOST);
        return false;
    }
    r->slots[r->n_slots++] = (uint8_t)(letter ? letter - letters : SLOT_PREP + preposition);
    return true;
}

static bool read_type(source *s, text name, rule *r) {
    const char *dot = memchr(name.at, '.', name.len);
    text type = text_cut(name, 0, dot ? (size_t)(dot - name.at) : name.len);
    if (text_equal(name, TEXT("NONE"))) {
        r->flags |= RULE_SILENT;
        return true;
    }
    r->type = (uint8_t)plover_type(type);
    if (!r->type) {
        source_fault(s, type, "unknown type");
        return false;
    }
    if (!dot)
        return true;
    text mode = text_cut(name, type.len + 1, name.len);
    int number = plover_mode((event_type)r->type, mode);
    if (number <= 0) {
        source_fault(s, mode, "%.*s has no such mode", (int)type.len, type.at);
        return false;
    }
    r->mode = (uint8_t)number;
    return true;
}

static rule_kind kind_of(text word) {
    static const char *const names[] = { "", "V", "VO", "VP", "N", "AJ", "OP", "NV" };
    for (int i = 1; i <= RULE_NV; i++)
        if (text_equal(word, text_of(names[i])))
            return (rule_kind)i;
    return RULE_NONE;
}

/* One verb with one noun, or with "preposition_noun", whose noun may be a set. */
static void read_pair(build *b, source *s, text verb, text second, uint32_t number) {
    const rule *r = &b->rules[number];
    word_list nouns = { .rest = second, .separator = '|' };
    uint64_t first = words_hash(verb);
    int preposition = 0;
    text noun;
    if (r->kind == RULE_VP) {
        const char *bar = memchr(second.at, '_', second.len);
        size_t at = bar ? (size_t)(bar - second.at) : 0;
        preposition = preposition_of(text_cut(second, 0, at));
        if (!preposition) {
            source_fault(s, second, "expected preposition_noun");
            return;
        }
        nouns.rest = text_cut(second, at + 1, second.len);
    }
    if (!table_slot_of(&b->slots, key_of((rule_kind)r->kind, first, 0))) // for rules_pairs
        b->failed = true;
    while (next_word(b, s, &nouns, &noun)) {
        uint64_t key = words_hash(noun);
        add_sense(b,
                  key_of((rule_kind)r->kind, first,
                         r->kind == RULE_VP ? rule_phrase(preposition, key) : key),
                  (sense){ .rule = number }, r);
        if (b->failed || b->n_senses > SENSES_OF_ENTRY_MOST)
            return;
    }
}

/* "verb|verb/noun|noun": every pair is a sense. */
static void read_pairs(build *b, source *s, text group, uint32_t number) {
    const char *slash = memchr(group.at, '/', group.len);
    text verb, second;
    if (!slash || slash == group.at || slash == group.at + group.len - 1) {
        source_fault(s, group, "expected verbs/nouns");
        return;
    }
    word_list verbs = { .rest = text_cut(group, 0, (size_t)(slash - group.at)), .separator = '|' };
    while (!b->failed && next_word(b, s, &verbs, &verb)) {
        text nouns = text_cut(group, (size_t)(slash - group.at) + 1, group.len);
        while (!b->failed && source_item(&nouns, '|', &second))
            read_pair(b, s, verb, second, number);
    }
}

/* "call_on": the first word is the key, the others must stand by it. A noun is known by all. */
static void read_word(build *b, text word, uint32_t number) {
    const rule *r = &b->rules[number];
    sense added = { .rule = number, .parts = b->n_parts };
    text first = word, rest = { "", 0 }, part;
    const char *bar = memchr(word.at, '_', word.len);
    if (bar && r->kind != RULE_N) {
        first = text_cut(word, 0, (size_t)(bar - word.at));
        rest = text_cut(word, first.len + 1, word.len);
    }
    while (added.n_parts < SENSE_PARTS_MOST && source_item(&rest, '_', &part)) {
        add_part(b, words_hash(part));
        added.n_parts++;
    }
    add_sense(b, key_of((rule_kind)r->kind, words_hash(first), 0), added, r);
}

static void read_operators(build *b, source *s, text classes, text list) {
    text word, class;
    uint32_t bits = 0;
    while (source_item(&classes, ',', &class)) {
        uint32_t bit = BIT_OF(operator_names, class);
        if (!bit)
            source_fault(s, class, "unknown operator");
        bits |= bit;
    }
    while (source_item(&list, ' ', &word)) {
        table_slot *slot = table_slot_of(&b->slots, key_of(RULE_OP, words_hash(word), 0));
        if (slot)
            slot->value |= bits;
        else
            b->failed = true;
    }
}

static void read_nominals(build *b, text verb, text list) {
    text word;
    add_part(b, words_hash(verb));
    while (!b->failed && source_item(&list, ' ', &word)) {
        table_slot *slot = table_slot_of(&b->slots, key_of(RULE_NV, words_hash(word), 0));
        if (slot)
            slot->value = b->n_parts;
        else
            b->failed = true;
    }
}

/* Takes the next word or [flag] of an entry's head. */
static bool head_item(text *head, text *item) {
    *head = text_trim(*head);
    if (!head->len)
        return false;
    const char *end = head->at[0] == '[' ? memchr(head->at, ']', head->len) : NULL;
    size_t len = 0;
    if (end)
        len = (size_t)(end - head->at) + 1;
    else
        while (len < head->len && !is_space((unsigned char)head->at[len]))
            len++;
    *item = text_cut(*head, 0, len);
    *head = text_cut(*head, len, head->len);
    return true;
}

static bool read_head(source *s, text head, rule *r) {
    text item, slot;
    bool good = true, slots = false;
    if (!head_item(&head, &item) || !read_type(s, item, r))
        return false;
    while (good && head_item(&head, &item)) {
        if (item.at[0] == '[' && item.len > 2)
            good = read_flag(s, text_cut(item, 1, item.len - 1), r);
        else if (slots) {
            source_fault(s, item, "expected [flag] or :");
            good = false;
        } else {
            slots = true;
            while (good && source_item(&item, ',', &slot))
                good = read_slot(s, slot, r);
        }
    }
    return good;
}

static void read_entry(build *b, source *s) {
    size_t colon = text_find(s->row, TEXT(" :"));
    text head, list, kind_word, word;
    if (colon == SIZE_MAX) {
        source_fault(s, s->row, "expected KIND TYPE slots : words");
        return;
    }
    head = text_cut(s->row, 0, colon);
    list = text_trim(text_cut(s->row, colon + 2, s->row.len));
    head_item(&head, &kind_word);
    rule_kind kind = kind_of(kind_word);
    if (!kind || !list.len) {
        source_fault(s, kind ? head : kind_word, kind ? "an entry without words" : "unknown kind");
        return;
    }
    if (kind == RULE_OP) {
        read_operators(b, s, text_trim(head), list);
        return;
    }
    if (kind == RULE_NV) {
        read_nominals(b, text_trim(head), list);
        return;
    }
    rule r = { .kind = (uint8_t)kind, .file = b->file, .line = s->line };
    if (!read_head(s, head, &r))
        return;
    bool object = memchr(r.slots, SLOT_OBJECT, r.n_slots) != NULL;
    if (kind == RULE_VP && !object && !(r.flags & RULE_INVERSE) && r.n_slots < RULE_SLOTS_MOST)
        r.slots[r.n_slots++] = SLOT_OBJECT;
    rule *place = ARENA_PUSH(&b->arena, b->rules, b->n_rules, b->rules_cap);
    if (!place) {
        b->failed = true;
        return;
    }
    *place = r;
    word_list words_ = { .rest = list, .separator = ' ' };
    bool pairs = kind == RULE_VO || kind == RULE_VP;
    while (!b->failed &&
           (pairs ? source_item(&list, ' ', &word) : next_word(b, s, &words_, &word))) {
        if (pairs)
            read_pairs(b, s, word, b->n_rules - 1);
        else
            read_word(b, word, b->n_rules - 1);
    }
}

static void read_example(source *s, bool any_entry) {
    if (!any_entry)
        source_fault(s, s->row, "an example without an entry above it");
    else if (s->row.at[0] == '+' && text_find(s->row, TEXT("=>")) == SIZE_MAX)
        source_fault(s, s->row, "expected + sentence => TYPE ACTOR > RECIPIENT");
}

static int by_key(const void *a, const void *b) {
    const pending *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    if (x->conditions != y->conditions)
        return x->conditions > y->conditions ? -1 : 1;
    if (x->sense.n_parts != y->sense.n_parts)
        return x->sense.n_parts > y->sense.n_parts ? -1 : 1;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

static sense *sorted_senses(build *b) {
    sense *sorted = arena_array(&b->arena, b->n_senses, sizeof *sorted);
    if (!sorted || b->failed)
        return NULL;
    if (b->n_senses)
        qsort(b->senses, b->n_senses, sizeof *b->senses, by_key);
    for (uint32_t i = 0; i < b->n_senses; i++) {
        table_slot *slot = table_slot_of(&b->slots, b->senses[i].key);
        if (!slot)
            return NULL;
        if (!slot->more)
            slot->value = i;
        slot->more++;
        sorted[i] = b->senses[i].sense;
    }
    return sorted;
}

static void read_file(build *b, source *s) {
    bool any = false;
    while (!b->failed && source_next(s)) {
        if (text_starts(s->row, TEXT("SET "))) // read before all entries
            continue;
        if (s->row.at[0] == '+' || s->row.at[0] == '*') {
            read_example(s, any);
        } else {
            read_entry(b, s);
            any = true;
        }
    }
}

bool rules_build(const text *names, const text *files, uint32_t n_files, buffer *out,
                 findings *found) {
    build b = { .arena = { .limit = (size_t)BUILD_ARENA_MOST << 20 } };
    text parts[PARTS];
    b.slots.arena = &b.arena;
    pool_open(&b.strings, &b.arena);
    for (uint32_t i = 0; i < n_files; i++)
        if (text_ends(names[i], TEXT(".rules"))) {
            source s = source_open(names[i], files[i], found);
            while (!b.failed && source_next(&s))
                read_set(&b, &s);
        }
    for (uint32_t i = 0; i < n_files; i++)
        if (text_ends(names[i], TEXT(".rules"))) {
            source s = source_open(names[i], files[i], found);
            b.file = pool_add(&b.strings, names[i]);
            read_file(&b, &s);
        }
    const sense *senses = sorted_senses(&b);
    parts[PART_STRINGS] = buffer_view(&b.strings.bytes);
    parts[PART_SLOTS] = table_pack(&b.slots);
    parts[PART_RULES] = (text){ (const char *)b.rules, b.n_rules * sizeof(rule) };
    parts[PART_SENSES] = (text){ (const char *)senses, senses ? b.n_senses * sizeof(sense) : 0 };
    parts[PART_WORDS] = (text){ (const char *)b.parts, b.n_parts * sizeof(uint64_t) };
    parts_write(out, parts, PARTS);
    bool good = senses && !b.failed && !b.arena.failed && !out->failed && !b.strings.bytes.failed;
    buffer_free(&b.strings.bytes);
    arena_free(&b.arena);
    return good;
}

/* ---- reading ---- */

static bool senses_are_sound(const rules *all) {
    const table_slot *slots = (const table_slot *)(const void *)all->slots.at;
    for (size_t i = 0; i < table_cap(all->slots); i++)
        if (slots[i].more > all->n_senses ||
            (slots[i].more && slots[i].value > all->n_senses - slots[i].more))
            return false;
    for (uint32_t i = 0; i < all->n_senses; i++) {
        const sense *s = &all->senses[i];
        if (s->rule >= all->n || s->n_parts > SENSE_PARTS_MOST || s->n_parts > all->n_parts ||
            s->parts > all->n_parts - s->n_parts)
            return false;
    }
    for (uint32_t i = 0; i < all->n; i++) {
        const rule *r = &all->items[i];
        if (r->type >= EVENT_TYPES || r->n_slots > RULE_SLOTS_MOST || r->kind > RULE_OP)
            return false;
    }
    return true;
}

bool rules_open(text section, rules *out) {
    text parts[PARTS];
    *out = (rules){ .n = 0 };
    if (section.len == 0)
        return true;
    if (!parts_read(section, parts, PARTS) || parts[PART_RULES].len % sizeof(rule) ||
        parts[PART_SENSES].len % sizeof(sense) || parts[PART_WORDS].len % sizeof(uint64_t) ||
        !table_is_sound(parts[PART_SLOTS]))
        return false;
    out->strings = parts[PART_STRINGS];
    out->slots = parts[PART_SLOTS];
    out->items = (const rule *)(const void *)parts[PART_RULES].at;
    out->senses = (const sense *)(const void *)parts[PART_SENSES].at;
    out->parts = (const uint64_t *)(const void *)parts[PART_WORDS].at;
    out->n = (uint32_t)(parts[PART_RULES].len / sizeof(rule));
    out->n_senses = (uint32_t)(parts[PART_SENSES].len / sizeof(sense));
    out->n_parts = (uint32_t)(parts[PART_WORDS].len / sizeof(uint64_t));
    return senses_are_sound(out);
}

const sense *rules_find(const rules *all, rule_kind kind, uint64_t first, uint64_t second,
                        uint32_t *n) {
    const table_slot *slot = table_find(all->slots, key_of(kind, first, second));
    *n = slot ? slot->more : 0;
    return slot && slot->more ? &all->senses[slot->value] : NULL;
}

bool rules_pairs(const rules *all, rule_kind kind, uint64_t first) {
    return table_find(all->slots, key_of(kind, first, 0)) != NULL;
}

uint64_t rules_verb_of(const rules *all, uint64_t noun) {
    const table_slot *slot = table_find(all->slots, key_of(RULE_NV, noun, 0));
    return slot && slot->value && slot->value <= all->n_parts ? all->parts[slot->value - 1] : 0;
}

uint32_t rules_operators(const rules *all, uint64_t verb) {
    const table_slot *slot = table_find(all->slots, key_of(RULE_OP, verb, 0));
    return slot ? slot->value : 0;
}

void rule_name(const rules *all, const rule *r, char *out, size_t room) {
    text file = pool_text(all->strings, r->file);
    size_t slash = file.len;
    while (slash > 0 && file.at[slash - 1] != '/')
        slash--;
    snprintf(out, room, "%.*s:%u", (int)(file.len - slash), file.at + slash, r->line);
}
