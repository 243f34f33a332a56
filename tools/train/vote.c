/* vote.c - see vote.h. A name string is known by its hash; strings that lists hold keep their kind.
 */
#include "vote.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    PERSON, // the first kinds, in the order of vote_new
    ORGANISATION,
    KINDS = 8,
    NONE = KINDS,
    LENGTH_MOST = 5, // words of a name that is looked for in the text
    VOTES_LEAST = 3, // before a string that no list holds is decided
    TABLE_START = 1 << 16,
};

static const double SHARE_OF_KINDS = 0.6, SHARE_OF_PLACES = 0.5;

typedef struct entry {
    uint64_t key; // 0: free
    uint32_t votes[KINDS];
    uint32_t unlabelled; // places where no name was seen
    uint8_t listed;      // kind, or NONE
    bool is_title;       // a word that begins no name of a person
    bool is_outside;     // a proper noun that is in no name: a month
    bool is_acronym;
    uint32_t surnames; // persons of several words that end in it
    uint8_t decided;   // kind, or NONE
} entry;

struct vote {
    label_list *names;
    uint8_t begins[KINDS], continues[KINDS]; // label of each kind
    uint8_t kind[CORPUS_LABELS_MOST];        // of each label, or NONE
    uint8_t n_kinds, groups;
    bool is_proper[CORPUS_LABELS_MOST]; // by tag
    entry *table;
    size_t n, cap;
};

static uint8_t add_kind(vote *v, const char *kind) {
    char name[16];
    snprintf(name, sizeof name, "B-%s", kind);
    uint8_t k = v->n_kinds++;
    v->begins[k] = labels_number(v->names, text_of(name));
    name[0] = 'I';
    v->continues[k] = labels_number(v->names, text_of(name));
    v->kind[v->begins[k]] = v->kind[v->continues[k]] = k;
    return k;
}

vote *vote_new(inventory *labels) {
    static const char *const kinds[] = { "PER", "ORG", "LOC" };
    vote *v = calloc(1, sizeof *v);
    if (!v)
        abort();
    v->names = &labels->names;
    memset(v->kind, NONE, sizeof v->kind);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        add_kind(v, kinds[i]);
    v->groups = add_kind(v, "NORP");
    for (uint32_t i = 0; i < labels->tags.n; i++)
        v->is_proper[i] = strncmp(labels->tags.name[i], "PROPN|", 6) == 0;
    v->cap = TABLE_START;
    v->table = calloc(v->cap, sizeof *v->table);
    return v;
}

void vote_free(vote *v) {
    if (v)
        free(v->table);
    free(v);
}

static uint64_t hash_word(uint64_t hash, text form) {
    for (size_t i = 0; i < form.len; i++)
        hash = (hash ^ (unsigned char)form.at[i]) * 0x100000001b3u;
    hash = (hash ^ ' ') * 0x100000001b3u;
    return hash ? hash : 1;
}

static const uint64_t HASH_START = 0xcbf29ce484222325u;

static entry *slot_of(const vote *v, uint64_t key) {
    size_t at = (size_t)(key ^ key >> 29) & (v->cap - 1);
    while (v->table[at].key && v->table[at].key != key)
        at = (at + 1) & (v->cap - 1);
    return &v->table[at];
}

static void grow(vote *v) {
    entry *old = v->table;
    size_t cap = v->cap;
    v->cap *= 2;
    v->table = calloc(v->cap, sizeof *v->table);
    if (!v->table)
        abort();
    for (size_t i = 0; i < cap; i++)
        if (old[i].key)
            *slot_of(v, old[i].key) = old[i];
    free(old);
}

static entry *entry_of(vote *v, uint64_t key) {
    entry *e = slot_of(v, key);
    if (e->key)
        return e;
    if (v->n * 2 >= v->cap) {
        grow(v);
        e = slot_of(v, key);
    }
    v->n++;
    *e = (entry){ .key = key, .listed = NONE, .decided = NONE };
    return e;
}

void vote_list(vote *v, const char *path) {
    FILE *file = fopen(path, "r");
    char line[512];
    if (!file) {
        perror(path);
        exit(1);
    }
    while (fgets(line, sizeof line, file)) {
        char *tab = strchr(line, '\t'), begins[16];
        if (!tab || line[0] == '#')
            continue;
        snprintf(begins, sizeof begins, "B-%.*s", (int)(tab - line), line);
        uint64_t key = HASH_START, last = HASH_START;
        for (char *part = strtok(tab + 1, " \n"); part; part = strtok(NULL, " \n")) {
            key = hash_word(key, text_of(part));
            last = hash_word(HASH_START, text_of(part));
        }
        entry *e = entry_of(v, key);
        if (strcmp(begins, "B-TITLE") == 0)
            e->is_title = true;
        else if (strcmp(begins, "B-OUTSIDE") == 0)
            e->is_outside = true;
        else
            e->listed = v->kind[labels_number(v->names, text_of(begins))];
        if (e->listed == PERSON)
            entry_of(v, last)->surnames += VOTES_LEAST;
    }
    fclose(file);
}

/* The end of the name that starts at i, or i where none does. */
static size_t span_end(const vote *v, const word *words, size_t i, size_t n) {
    uint8_t kind = v->kind[words[i].name];
    if (kind == NONE || words[i].name != v->begins[kind])
        return i;
    size_t end = i + 1;
    while (end < n && words[end].name == v->continues[kind])
        end++;
    return end;
}

static uint64_t key_of(const word *words, size_t from, size_t to) {
    uint64_t key = HASH_START;
    for (size_t i = from; i < to; i++)
        key = hash_word(key, words[i].form);
    return key;
}

/* Takes titles and nationalities off the beginning of a person's span. */
static void trim_person(const vote *v, word *words, size_t from, size_t to) {
    size_t i = from;
    for (; i < to; i++) {
        const entry *e = slot_of(v, key_of(words, i, i + 1));
        bool is_group = e->key && e->listed == v->groups && to - from > 1;
        bool is_small = words[i].form.at[0] >= 'a' && words[i].form.at[0] <= 'z' && i + 1 < to;
        if (!(e->key && e->is_title) && !is_group && !is_small)
            break;
        words[i].name = is_group ? v->begins[v->groups] : 0;
    }
    if (i < to)
        words[i].name = v->begins[PERSON];
}

void vote_titles(const vote *v, corpus *c) {
    for (size_t s = 0; s < c->n_samples; s++) {
        word *words = c->words + c->samples[s].first;
        for (size_t i = 0; i < c->samples[s].n; i++) {
            size_t end = span_end(v, words, i, c->samples[s].n);
            if (end > i && v->kind[words[i].name] == PERSON)
                trim_person(v, words, i, end);
        }
    }
}

void vote_groups(const vote *v, corpus *c) {
    for (size_t s = 0; s < c->n_samples; s++) {
        word *words = c->words + c->samples[s].first;
        size_t n = c->samples[s].n;
        for (size_t i = 0; i < n; i++) {
            size_t end = span_end(v, words, i, n);
            bool alone = end == i + 1 || words[i].name == 0;
            if (alone && slot_of(v, key_of(words, i, i + 1))->listed == v->groups)
                words[i].name = v->begins[v->groups];
        }
    }
}

static bool is_capital(text form) {
    return form.len && ((form.at[0] >= 'A' && form.at[0] <= 'Z') || (form.at[0] & 0x80));
}

/* Three letters or more, all of them large. */
static bool is_acronym(text form) {
    for (size_t i = 0; i < form.len; i++)
        if (form.at[i] < 'A' || form.at[i] > 'Z')
            return false;
    return form.len >= 3;
}

static void count_spans(vote *v, const word *words, size_t n) {
    for (size_t i = 0; i < n; i++) {
        size_t end = span_end(v, words, i, n);
        if (end == i)
            continue;
        entry *e = entry_of(v, key_of(words, i, end));
        e->votes[v->kind[words[i].name]]++;
        e->is_acronym = end == i + 1 && is_acronym(words[i].form);
        if (v->kind[words[i].name] == PERSON && end > i + 1)
            entry_of(v, key_of(words, end - 1, end))->surnames++;
    }
}

/* The longest run of unlabelled words from i that is a string of the table for which good holds. */
static entry *longest(const vote *v, const word *words, size_t i, size_t n, bool decided,
                      size_t *end) {
    entry *found = NULL;
    uint64_t key = HASH_START;
    if (!is_capital(words[i].form))
        return NULL;
    for (size_t k = i; k < n && k < i + LENGTH_MOST && words[k].name == 0; k++) {
        key = hash_word(key, words[k].form);
        entry *e = slot_of(v, key);
        if (e->key && (!decided || e->decided != NONE)) {
            found = e;
            *end = k + 1;
        }
    }
    return found;
}

static void count_unlabelled(vote *v, const word *words, size_t n) {
    for (size_t i = 0; i < n; i++) {
        size_t end;
        entry *e = longest(v, words, i, n, false, &end);
        if (e)
            e->unlabelled++;
    }
}

static void decide(entry *e) {
    uint32_t sum = 0, best = 0;
    for (uint32_t k = 0; k < KINDS; k++) {
        sum += e->votes[k];
        if (e->votes[k] > e->votes[best])
            best = k;
    }
    if (e->surnames >= VOTES_LEAST && e->votes[PERSON] * 3 >= e->votes[best]) {
        best = PERSON;
        e->votes[PERSON] = sum;
    }
    bool agreed = sum >= VOTES_LEAST && e->votes[best] >= SHARE_OF_KINDS * sum &&
                  sum >= SHARE_OF_PLACES * (sum + e->unlabelled);
    if (e->is_acronym) // nearly all are organisations
        best = ORGANISATION;
    e->decided = e->listed != NONE ? e->listed : agreed ? (uint8_t)best : NONE;
}

static void label(const vote *v, word *words, size_t from, size_t to, uint8_t kind) {
    for (size_t i = from; i < to; i++)
        words[i].name = i == from ? v->begins[kind] : v->continues[kind];
}

static void label_again(const vote *v, word *words, size_t n) {
    for (size_t i = 0; i < n; i++) {
        size_t end = span_end(v, words, i, n);
        if (end == i)
            continue;
        const entry *e = slot_of(v, key_of(words, i, end));
        if (e->key && e->decided != NONE)
            label(v, words, i, end, e->decided);
    }
    for (size_t i = 0; i < n; i++) {
        size_t end;
        const entry *e = words[i].name ? NULL : longest(v, words, i, n, true, &end);
        if (e)
            label(v, words, i, end, e->decided);
    }
}

static void open_unknown(const vote *v, word *words, size_t n) {
    for (size_t i = 0; i < n; i++) {
        const entry *e = slot_of(v, key_of(words, i, i + 1));
        if (words[i].name == 0 && v->is_proper[words[i].tag] && !e->is_title && !e->is_outside)
            words[i].name = CORPUS_UNKNOWN;
    }
}

void vote_names(vote *v, corpus *c) {
    for (size_t s = 0; s < c->n_samples; s++)
        count_spans(v, c->words + c->samples[s].first, c->samples[s].n);
    for (size_t s = 0; s < c->n_samples; s++)
        count_unlabelled(v, c->words + c->samples[s].first, c->samples[s].n);
    for (size_t i = 0; i < v->cap; i++)
        if (v->table[i].key)
            decide(&v->table[i]);
    for (size_t s = 0; s < c->n_samples; s++)
        label_again(v, c->words + c->samples[s].first, c->samples[s].n);
    for (size_t s = 0; s < c->n_samples; s++)
        open_unknown(v, c->words + c->samples[s].first, c->samples[s].n);
}
