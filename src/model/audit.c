/* audit.c - what files of names say of one another and of themselves. */
#include "model/audit.h"

#include "base/date.h"
#include "base/hash.h"
#include "model/sector.h"

#include <limits.h>

enum { AUDIT_ARENA_MOST = 64, COUNTRY_LEN = 3, OVERLAP_DAYS = 31 };

typedef struct audit {
    arena arena;
    map countries; // hash of the code -> 1
    map terms;     // hash of country, name and office -> the last term
    struct term *list;
    uint32_t n, cap;
    bool failed;
} audit;

/* A term of office, and the one before it of the same person and office. */
typedef struct term {
    int32_t from, to;
    uint32_t line, before; // before: 1 + its place in the list, 0 none
} term;

static bool is_body(text code) {
    static const char *const bodies[] = { "IGO", "UNO", "NGO", "IMG", "MNC", "EUR", "CRM" };
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++)
        if (text_equal(code, text_of(bodies[i])))
            return true;
    return false;
}

static bool is_country(const audit *a, text code) {
    uint32_t found;
    return map_get(&a->countries, hash_text(code), &found);
}

static void check_country(const audit *a, source *s, text code) {
    if (code.len && !is_country(a, code))
        source_fault(s, code, "no country of countries.txt bears this code");
}

/* "RUSGOV": a country or body, then sectors; what follows a body may be letters of its own. */
static void check_code(const audit *a, source *s, text code) {
    text state = text_cut(code, 0, code.len < COUNTRY_LEN ? code.len : COUNTRY_LEN);
    bool body = is_body(state);
    if (a->countries.n && !body && !is_country(a, state))
        source_fault(s, code, "no country of countries.txt bears this code, and no body");
    for (size_t at = COUNTRY_LEN; at < code.len && !body; at += COUNTRY_LEN)
        if (!sector_of(
                text_cut(code, at, at + COUNTRY_LEN < code.len ? at + COUNTRY_LEN : code.len)))
            source_fault(s, text_cut(code, at, code.len), "unknown sector");
}

static void check_country_row(audit *a, source *s) {
    text f[SOURCE_FIELDS_MOST], item;
    source_fields(s, f);
    check_country(a, s, f[6]);
    for (text flags = f[7]; source_item(&flags, ';', &item);) {
        if (text_starts(item, TEXT("owner=")))
            check_country(a, s, text_cut(item, 6, item.len));
        else if (text_starts(item, TEXT("part=")))
            check_country(a, s, text_cut(item, 5, item.len));
    }
}

static void check_group_row(audit *a, source *s) {
    text f[SOURCE_FIELDS_MOST];
    source_fields(s, f);
    check_code(a, s, f[0]);
}

/* First and last day of "from..to"; open sides are the ends of time. */
static void read_term(text span, term *out) {
    size_t dots = text_find(span, TEXT(".."));
    date d;
    out->from = INT32_MIN;
    out->to = INT32_MAX;
    if (dots == SIZE_MAX)
        return;
    if (date_iso(text_cut(span, 0, dots), &d))
        out->from = d.day;
    if (date_iso(text_cut(span, dots + 2, span.len), &d))
        out->to = d.day;
}

static void check_term(audit *a, source *s, uint64_t key, text span) {
    term t = { .line = s->line };
    uint32_t last = 0;
    read_term(span, &t);
    if (map_get(&a->terms, key, &last))
        t.before = last;
    for (uint32_t i = t.before; i; i = a->list[i - 1].before) {
        const term *other = &a->list[i - 1];
        if (t.from < other->to && other->from < t.to &&
            other->to - (int64_t)t.from > OVERLAP_DAYS &&
            t.to - (int64_t)other->from > OVERLAP_DAYS)
            source_fault(s, span, "overlaps the term in line %u", other->line);
    }
    term *place = ARENA_PUSH(&a->arena, a->list, a->n, a->cap);
    if (!place || !map_put(&a->terms, &a->arena, key, a->n)) {
        a->failed = true;
        return;
    }
    *place = t;
}

static void check_leader_row(audit *a, source *s) {
    text f[SOURCE_FIELDS_MOST], name = { "", 0 }, names;
    source_fields(s, f);
    names = f[1];
    check_code(a, s, f[0]);
    if (source_item(&names, ';', &name))
        check_term(a, s, hash_mix(hash_mix(hash_text(f[0]), hash_text(name)), hash_text(f[3])),
                   f[4]);
}

typedef struct reader {
    const char *file;
    void (*read)(audit *a, source *s);
} reader;

static void read_codes(audit *a, source *s) {
    text f[SOURCE_FIELDS_MOST];
    source_fields(s, f);
    a->failed |= !map_put(&a->countries, &a->arena, hash_text(f[0]), 1);
}

static void each_row(audit *a, const text *names, const text *files, uint32_t n_files,
                     const reader *r, findings *found) {
    for (uint32_t i = 0; i < n_files; i++) {
        if (!text_equal(names[i], text_of(r->file)))
            continue;
        source s = source_open(names[i], files[i], found);
        while (source_next(&s) && !a->failed)
            r->read(a, &s);
    }
}

bool audit_names(const text *names, const text *files, uint32_t n_files, findings *found) {
    static const reader readers[] = {
        { "countries.txt", read_codes },          { "countries.txt", check_country_row },
        { "organisations.txt", check_group_row }, { "groups.txt", check_group_row },
        { "leaders.txt", check_leader_row },      { "cabinets.txt", check_leader_row },
    };
    audit a = { .arena = { .limit = (size_t)AUDIT_ARENA_MOST << 20 } };
    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++)
        each_row(&a, names, files, n_files, &readers[i], found);
    bool good = !a.failed && !a.arena.failed && !found->out.failed;
    arena_free(&a.arena);
    return good;
}
