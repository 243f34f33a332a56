/* actors.c - the gazetteer: built from text, read in place. */
#include "model/actors.h"

#include "base/date.h"
#include "base/eight.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "model/parts.h"
#include "model/words.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { PART_STRINGS, PART_EDGES, PART_ITEMS, PARTS, BUILD_ARENA_MOST = 512 };

/* ---- atoms ---- */

static bool ascii_only(text t) {
    for (size_t i = 0; i < t.len; i++)
        if ((unsigned char)t.at[i] >= 128)
            return false;
    return true;
}

/* A word of letters and digits alone, as most are. */
static bool is_plain(text t) {
    for (size_t i = 0; i < t.len; i += EIGHT) {
        uint64_t bytes = eight_at(t, i), ours = eight_letters(bytes) | eight_digits(bytes);
        if (~ours & EIGHT_ONES * 0x80 & eight_first(t.len - i))
            return false;
    }
    return t.len > 0 && t.len <= ACTOR_ATOM_BYTES;
}

static uint32_t ascii_atoms(text t, uint64_t *atoms, uint32_t most) {
    uint32_t n = 0;
    char atom[ACTOR_ATOM_BYTES];
    size_t len = 0;
    for (size_t i = 0; i <= t.len; i++) {
        if (i < t.len && is_alnum((unsigned char)t.at[i])) {
            if (len < sizeof atom)
                atom[len++] = (char)to_lower((unsigned char)t.at[i]);
        } else if (len) {
            if (n < most)
                atoms[n++] = hash_text((text){ atom, len });
            len = 0;
        }
    }
    return n;
}

uint64_t actor_plain(text t) {
    return is_plain(t) ? words_hash(t) : 0;
}

uint32_t actor_atoms(text t, uint64_t *atoms, uint32_t most) {
    if (most && (atoms[0] = actor_plain(t)) != 0)
        return 1;
    if (ascii_only(t))
        return ascii_atoms(t, atoms, most);
    buffer folded = { 0 }, plain = { 0 };
    utf8_fold(&folded, t);
    text f = buffer_view(&folded);
    for (size_t i = 0; i < f.len;) { // letters outside ASCII stay, everything else parts atoms
        size_t start = i;
        uint32_t c = utf8_next(f, &i);
        if (c < 128 || utf8_is_letter(c))
            buffer_add(&plain, f.at + start, i - start);
        else if (!utf8_is_mark(c) && c != 0x2019 && c != 0x2bc)
            buffer_byte(&plain, ' ');
        else if (c == 0x2019 || c == 0x2bc)
            buffer_byte(&plain, '\'');
    }
    uint32_t n = 0;
    text p = buffer_view(&plain);
    size_t from = 0;
    for (size_t i = 0; i <= p.len; i++) {
        bool in = i < p.len && (is_alnum((unsigned char)p.at[i]) || (unsigned char)p.at[i] >= 128);
        if (in)
            continue;
        if (i > from && n < most)
            atoms[n++] = hash_text(
                text_cut(p, from, i < from + ACTOR_ATOM_BYTES ? i : from + ACTOR_ATOM_BYTES));
        from = i + 1;
    }
    buffer_free(&folded);
    buffer_free(&plain);
    return n;
}

/* ---- building ---- */

typedef struct build {
    arena arena;
    pool strings;
    table edges;
    meaning *items;
    uint32_t n, cap;
    uint32_t nodes;
    uint32_t file;
    bool failed;
} build;

static bool path_of(build *b, text name, table_slot **end) {
    uint64_t atoms[ACTOR_ATOMS_MOST];
    uint32_t n = actor_atoms(name, atoms, ACTOR_ATOMS_MOST), node = 0;
    table_slot *slot = NULL;
    for (uint32_t i = 0; i < n; i++) {
        slot = table_slot_of(&b->edges, hash_mix(node + 1, atoms[i]));
        if (!slot) {
            b->failed = true;
            return false;
        }
        if (!slot->value)
            slot->value = ++b->nodes;
        node = slot->value;
    }
    *end = slot;
    return slot != NULL;
}

/* Adds a meaning of a name, after those it has already. */
static void add_name(build *b, const source *s, text name, meaning added) {
    table_slot *end = NULL;
    while (name.len && strchr("*?", name.at[name.len - 1])) {
        added.flags |= name.at[name.len - 1] == '*' ? ACTOR_CASED : ACTOR_NEEDS;
        name.len--;
    }
    name = text_trim(name);
    if (!path_of(b, name, &end))
        return;
    size_t i = 0;
    if (!utf8_is_upper(utf8_next(name, &i)) && !text_starts(name, TEXT("the ")))
        added.flags |= ACTOR_LOWER;
    added.form = pool_add(&b->strings, name);
    added.file = b->file;
    added.line = s->line;
    added.next = NO_ACTOR;
    uint32_t *link = &end->more;
    if (*link) {
        meaning *last = &b->items[*link - 1];
        while (last->next != NO_ACTOR)
            last = &b->items[last->next];
        last->next = b->n;
    } else {
        *link = b->n + 1;
    }
    meaning *item = ARENA_PUSH(&b->arena, b->items, b->n, b->cap);
    if (!item)
        b->failed = true;
    else
        *item = added;
}

static void add_names(build *b, const source *s, text list, meaning added) {
    text name;
    while (source_item(&list, ';', &name))
        add_name(b, s, name, added);
}

static bool bound(text t, bool last, int32_t *out) {
    date d;
    int year, month, day;
    if (t.len == 0)
        return true;
    if (!date_iso(t, &d))
        return false;
    date_civil(d.day, &year, &month, &day);
    *out = d.day;
    if (last && d.precision == DATE_YEAR)
        *out = date_day(year, 12, 31);
    else if (last && d.precision == DATE_MONTH)
        *out = date_day(month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1, 1) - 1;
    return true;
}

static void read_span(source *s, text t, meaning *a) {
    size_t dots = text_find(t, TEXT(".."));
    a->from = INT32_MIN;
    a->to = INT32_MAX;
    if (t.len == 0)
        return;
    bool good = dots != SIZE_MAX && bound(text_cut(t, 0, dots), false, &a->from) &&
                bound(text_cut(t, dots + 2, t.len), true, &a->to);
    if (!good)
        source_fault(s, t, "expected from..to in years or days, \"1990..1999-03\"");
    else if (a->from > a->to)
        source_fault(s, t, "ends before it begins");
}

static void read_country(build *b, source *s) {
    text f[SOURCE_FIELDS_MOST], item, code;
    uint32_t n = source_fields(s, f);
    meaning a = { .kind = ACTOR_COUNTRY };
    if (n < 5 || f[0].len != 3) {
        source_fault(s, f[0], "expected CODE | names | demonyms | seats | cities ...");
        return;
    }
    read_span(s, f[5], &a);
    code = f[0];
    for (text flags = f[7]; source_item(&flags, ';', &item);) {
        if (text_starts(item, TEXT("owner=")))
            code = text_cut(item, 6, item.len);
        else if (text_starts(item, TEXT("part=")))
            a.before = pool_add(&b->strings, text_cut(item, 5, item.len));
    }
    a.code = pool_add(&b->strings, code);
    a.after = pool_add(&b->strings, f[6]);
    text names = f[1];
    if (source_item(&names, ';', &item))
        a.name = pool_add(&b->strings, item);
    add_names(b, s, f[1], a);
    a.kind = ACTOR_DEMONYM;
    add_names(b, s, f[2], a);
    a.kind = ACTOR_SEAT;
    add_names(b, s, f[3], a);
    a.kind = ACTOR_CITY;
    add_names(b, s, f[4], a);
}

static void read_organisation(build *b, source *s) {
    text f[SOURCE_FIELDS_MOST], item;
    uint32_t n = source_fields(s, f);
    meaning a = { .kind = ACTOR_ORG };
    if (n < 2 || f[0].len < 3) {
        source_fault(s, f[0], "expected CODE | names | kind | from..to | flags");
        return;
    }
    read_span(s, f[3], &a);
    a.code = pool_add(&b->strings, f[0]);
    a.office = pool_add(&b->strings, f[2]);
    text names = f[1];
    if (source_item(&names, ';', &item))
        a.name = pool_add(&b->strings, item);
    add_names(b, s, f[1], a);
}

/* The last word of a name; also the part behind the particle of "al-Assad". */
static void add_surname(build *b, const source *s, text full, meaning a, uint8_t flags) {
    size_t from = full.len;
    while (from > 0 && full.at[from - 1] != ' ')
        from--;
    text last = text_cut(full, from, full.len);
    if (from == 0 || last.len < 2)
        return;
    a.kind = ACTOR_SURNAME;
    a.flags |= flags;
    add_name(b, s, last, a);
    if (last.len > 6 && last.at[2] == '-' &&
        (text_starts(last, TEXT("al")) || text_starts(last, TEXT("el")) ||
         text_starts(last, TEXT("Al")) || text_starts(last, TEXT("El"))))
        add_name(b, s, text_cut(last, 3, last.len), a);
}

static void read_leader(build *b, source *s) {
    text f[SOURCE_FIELDS_MOST], names, name;
    uint32_t n = source_fields(s, f);
    meaning a = { .kind = ACTOR_LEADER };
    if (n < 5) {
        source_fault(s, f[0], "expected COUNTRY | Full Name;alias | SECTOR | office | from..to");
        return;
    }
    read_span(s, f[4], &a);
    a.sector = (uint8_t)sector_of(f[2]);
    if (!a.sector)
        source_fault(s, f[2], "unknown sector");
    a.code = pool_add(&b->strings, f[0]);
    a.office = pool_add(&b->strings, f[3]);
    names = f[1];
    bool alone = text_find(f[5], TEXT("!")) == SIZE_MAX, first = true;
    if (text_find(f[5], TEXT("?")) != SIZE_MAX)
        a.flags |= ACTOR_NEEDS;
    while (source_item(&names, ';', &name)) {
        if (first)
            a.name = pool_add(&b->strings, name);
        meaning named = a;
        bool single = !memchr(name.at, ' ', name.len);
        if (single && !first)
            named.kind = ACTOR_SURNAME; // "Xi", "Lula": a short name given as such
        add_name(b, s, name, named);
        if (first && (alone || !(a.flags & ACTOR_NEEDS)))
            add_surname(b, s, name, a, alone ? 0 : ACTOR_TITLED);
        first = false;
    }
}

static bool read_degrees(text t, float *latitude, float *longitude) {
    char copy[32];
    char *end;
    if (t.len == 0 || t.len >= sizeof copy)
        return false;
    memcpy(copy, t.at, t.len);
    copy[t.len] = '\0';
    double parts[2] = { 0, 0 };
    char *at = copy;
    for (int i = 0; i < 2; i++) { // no strtod: it follows the locale
        double sign = *at == '-' ? -1 : 1, scale = 1;
        at += *at == '-';
        for (end = at; is_digit((unsigned char)*end); end++)
            parts[i] = parts[i] * 10 + (*end - '0');
        if (end == at)
            return false;
        if (*end == '.')
            for (end++; is_digit((unsigned char)*end); end++)
                parts[i] += (*end - '0') * (scale /= 10);
        parts[i] *= sign;
        at = end;
        if (i == 0 && *at++ != ',')
            return false;
    }
    *latitude = (float)parts[0];
    *longitude = (float)parts[1];
    return *at == '\0' && parts[0] >= -90 && parts[0] <= 90 && parts[1] >= -180 && parts[1] <= 180;
}

static void read_place(build *b, source *s) {
    text f[SOURCE_FIELDS_MOST], item;
    uint32_t n = source_fields(s, f);
    meaning a = { .kind = ACTOR_PLACE, .from = INT32_MIN, .to = INT32_MAX };
    if (n < 3 || !read_degrees(f[2], &a.latitude, &a.longitude)) {
        source_fault(s, f[2], "expected Name;aliases | CODE | latitude,longitude | kind");
        return;
    }
    a.code = pool_add(&b->strings, f[1]);
    a.office = pool_add(&b->strings, f[3]);
    text names = f[0];
    if (source_item(&names, ';', &item))
        a.name = pool_add(&b->strings, item);
    add_names(b, s, f[0], a);
}

typedef struct reader {
    const char *file;
    void (*read)(build *b, source *s);
} reader;

static const reader readers[] = {
    { "countries.txt", read_country },   { "organisations.txt", read_organisation },
    { "groups.txt", read_organisation }, { "leaders.txt", read_leader },
    { "cabinets.txt", read_leader },     { "places.txt", read_place },
};

/* Surnames that many people bear, from lists.txt: their meanings get the flag. */
static void mark_common(build *b, text list) {
    text word;
    table_slot *end;
    while (source_item(&list, ' ', &word))
        if (path_of(b, word, &end) && end->more)
            for (uint32_t i = end->more - 1; i != NO_ACTOR; i = b->items[i].next)
                if (b->items[i].kind == ACTOR_SURNAME)
                    b->items[i].flags |= ACTOR_COMMON;
}

static void read_common(build *b, text name, text bytes) {
    findings none = { 0 };
    source s = source_open(name, bytes, &none);
    while (source_next(&s))
        if (text_starts(s.row, TEXT("COMMON_SURNAME :")))
            mark_common(b, text_cut(s.row, 16, s.row.len));
    buffer_free(&none.out);
}

static void build_write(build *b, buffer *out) {
    text parts[PARTS];
    parts[PART_STRINGS] = buffer_view(&b->strings.bytes);
    parts[PART_EDGES] = table_pack(&b->edges);
    parts[PART_ITEMS] = (text){ (const char *)b->items, b->n * sizeof(meaning) };
    parts_write(out, parts, PARTS);
}

bool actors_build(const text *names, const text *files, uint32_t n_files, buffer *out,
                  findings *found) {
    build b = { .arena = { .limit = (size_t)BUILD_ARENA_MOST << 20 } };
    b.edges.arena = &b.arena;
    pool_open(&b.strings, &b.arena);
    for (size_t r = 0; r < sizeof readers / sizeof *readers; r++)
        for (uint32_t i = 0; i < n_files; i++)
            if (text_equal(names[i], text_of(readers[r].file))) {
                source s = source_open(names[i], files[i], found);
                b.file = pool_add(&b.strings, names[i]);
                while (source_next(&s))
                    readers[r].read(&b, &s);
            }
    for (uint32_t i = 0; i < n_files; i++)
        if (text_equal(names[i], TEXT("lists.txt")))
            read_common(&b, names[i], files[i]);
    build_write(&b, out);
    bool good = !b.failed && !b.arena.failed && !out->failed && !b.strings.bytes.failed &&
                !found->out.failed;
    buffer_free(&b.strings.bytes);
    arena_free(&b.arena);
    return good;
}

/* ---- reading ---- */

bool actors_open(text section, actors *out) {
    text parts[PARTS];
    if (section.len == 0) {
        *out = (actors){ .n = 0 };
        return true;
    }
    if (!parts_read(section, parts, PARTS) || parts[PART_ITEMS].len % sizeof(meaning) ||
        !table_is_sound(parts[PART_EDGES]))
        return false;
    out->strings = parts[PART_STRINGS];
    out->edges = parts[PART_EDGES];
    out->items = (const meaning *)(const void *)parts[PART_ITEMS].at;
    out->n = (uint32_t)(parts[PART_ITEMS].len / sizeof(meaning));
    for (uint32_t i = 0; i < out->n; i++) // a chain only leads forward, so it ends
        if (out->items[i].next != NO_ACTOR &&
            (out->items[i].next >= out->n || out->items[i].next <= i))
            return false;
    const table_slot *slots = (const table_slot *)(const void *)out->edges.at;
    for (size_t i = 0; i < table_cap(out->edges); i++)
        if (slots[i].more > out->n)
            return false;
    return true;
}

text actor_text(const actors *all, uint32_t string) {
    return pool_text(all->strings, string);
}

bool actors_step(const actors *all, uint32_t *node, uint64_t atom, uint32_t *first) {
    const table_slot *slot = table_find(all->edges, hash_mix(*node + 1, atom));
    if (!slot)
        return false;
    *node = slot->value;
    *first = slot->more ? slot->more - 1 : NO_ACTOR;
    return true;
}

void actors_ahead(const actors *all, uint64_t atom) {
    table_ahead(all->edges, hash_mix(1, atom));
}

text actor_code_on(const actors *all, const meaning *a, int32_t day) {
    if (day != INT32_MIN && day < a->from && a->before)
        return actor_text(all, a->before);
    if (a->after && day != INT32_MIN && day > a->to)
        return actor_text(all, a->after);
    return actor_text(all, a->code);
}
