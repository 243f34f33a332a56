/* names.c - names of states and organisations. */
#include "run/names.h"

#include "base/error.h"
#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

enum {
    CODE_STATE = 3,
    MEANT_MOST = 4,    // suggestions
    DISTANCE_MOST = 3, // letters that a suggestion may differ in
    WORD_MOST = 48,    // letters that are compared
};

/* ---- from code to name ---- */

static uint64_t name_key(const meaning *a) {
    return hash_mix(a->code, a->name);
}

static bool count_names(const names *n, map *counts) {
    for (uint32_t i = 0; i < n->all->n; i++) {
        const meaning *a = &n->all->items[i];
        uint32_t count = 0;
        if (a->kind == ACTOR_LEADER || a->kind == ACTOR_SURNAME || a->kind == ACTOR_PLACE)
            continue;
        map_get(counts, name_key(a), &count);
        if (!map_put(counts, n->arena, name_key(a), count + 1))
            return false;
    }
    return true;
}

static bool take_name(names *n, const map *counts, uint32_t **best, uint32_t *best_cap,
                      const meaning *a) {
    text code = actor_text(n->all, a->code);
    uint64_t key = hash_text(code);
    uint32_t row, count = 0, known = n->n, also = n->n;
    map_get(counts, name_key(a), &count);
    if (map_get(&n->rows, key, &row)) {
        if (a->kind == ACTOR_COUNTRY && count > (*best)[row]) {
            (*best)[row] = count;
            n->shown[row] = actor_text(n->all, a->name);
        }
        return true;
    }
    text *c = ARENA_PUSH(n->arena, n->codes, n->n, n->codes_cap);
    text *s = ARENA_PUSH(n->arena, n->shown, known, n->shown_cap);
    uint32_t *b = ARENA_PUSH(n->arena, *best, also, *best_cap);
    if (!c || !s || !b || !map_put(&n->rows, n->arena, key, n->n - 1))
        return false;
    *c = code;
    *s = actor_text(n->all, a->name);
    *b = count;
    return true;
}

/* Takes a place that is the capital of a state; the first of several stays. */
static bool take_capital(names *n, uint32_t i) {
    const meaning *a = &n->all->items[i];
    uint64_t key = hash_text(actor_text(n->all, a->code));
    uint32_t known;
    if (!text_equal(actor_text(n->all, a->office), TEXT("capital")) ||
        map_get(&n->capitals, key, &known))
        return true;
    return map_put(&n->capitals, n->arena, key, i);
}

uh_status names_open(const uh_model *model, arena *a, names *out, uh_error *error) {
    map counts = { 0 };
    uint32_t *best = NULL, best_cap = 0;
    *out = (names){ .all = model_actors(model), .arena = a };
    if (!count_names(out, &counts))
        return error_nomem(error);
    for (uint32_t i = 0; i < out->all->n; i++) {
        const meaning *item = &out->all->items[i];
        if ((item->kind == ACTOR_COUNTRY || item->kind == ACTOR_ORG) &&
            !take_name(out, &counts, &best, &best_cap, item))
            return error_nomem(error);
        if (item->kind == ACTOR_PLACE && !take_capital(out, i))
            return error_nomem(error);
    }
    return UH_OK;
}

static bool find_row(const names *n, text code, uint32_t *row) {
    return map_get(&n->rows, hash_text(code), row) && text_equal(n->codes[*row], code);
}

/* Without the marks that the data files put behind a name. */
static text plain(text name) {
    while (name.len && strchr("*?", name.at[name.len - 1]))
        name.len--;
    return name;
}

static text find_name(const void *context, text code) {
    const names *n = context;
    uint32_t row;
    return find_row(n, code, &row) && n->shown[row].len ? plain(n->shown[row]) : code;
}

static text find_capital(const void *context, text state, float *latitude, float *longitude) {
    const names *n = context;
    uint32_t i;
    if (!map_get(&n->capitals, hash_text(state), &i) ||
        !text_equal(actor_text(n->all, n->all->items[i].code), state))
        return (text){ "", 0 };
    *latitude = n->all->items[i].latitude;
    *longitude = n->all->items[i].longitude;
    return plain(actor_text(n->all, n->all->items[i].name));
}

book names_book(const names *n) {
    return (book){ .find = find_name, .capital = find_capital, .context = n };
}

/* ---- from words to code ---- */

static bool upper_code(const names *n, text asked, text *code) {
    char upper[WORD_MOST];
    uint32_t row;
    if (asked.len == 0 || asked.len > sizeof upper)
        return false;
    for (size_t i = 0; i < asked.len; i++)
        upper[i] = (char)to_upper((unsigned char)asked.at[i]);
    if (!find_row(n, (text){ upper, asked.len }, &row))
        return false;
    *code = n->codes[row];
    return true;
}

/* Finds the first meaning of words that fill a name; NO_ACTOR where there is none. */
static uint32_t find_meaning(const names *n, text asked) {
    uint64_t atoms[ACTOR_ATOMS_MOST];
    uint32_t count = actor_atoms(asked, atoms, ACTOR_ATOMS_MOST), node = 0, first = NO_ACTOR;
    for (uint32_t i = 0; i < count; i++)
        if (!actors_step(n->all, &node, atoms[i], &first))
            return NO_ACTOR;
    return first;
}

typedef struct meant {
    text codes[MEANT_MOST], names[MEANT_MOST];
    uint32_t distance[MEANT_MOST];
    uint32_t n;
} meant;

static bool is_meant(const meant *m, text code) {
    for (uint32_t i = 0; i < m->n; i++)
        if (text_equal(m->codes[i], code))
            return true;
    return false;
}

/* Gathers the codes that a name of some kind stands for; of states that are no more only where no
 * other is left. */
static void gather(const names *n, uint32_t first, actor_kind kind, bool present, meant *m) {
    for (uint32_t i = first; i != NO_ACTOR; i = n->all->items[i].next) {
        const meaning *a = &n->all->items[i];
        text code = actor_text(n->all, a->code);
        if (a->kind != kind || (a->to == INT32_MAX) != present || is_meant(m, code))
            continue;
        if (m->n < MEANT_MOST) {
            m->codes[m->n] = code;
            m->names[m->n++] = plain(actor_text(n->all, a->name));
        }
    }
}

static void find_kinds(const names *n, text asked, bool organisations, meant *m) {
    static const actor_kind order[] = { ACTOR_COUNTRY, ACTOR_DEMONYM, ACTOR_SEAT, ACTOR_ORG };
    uint32_t first = find_meaning(n, asked);
    for (size_t k = 0; k < sizeof order / sizeof *order && m->n == 0; k++) {
        if (order[k] == ACTOR_ORG && !organisations)
            continue;
        gather(n, first, order[k], true, m);
        if (m->n == 0)
            gather(n, first, order[k], false, m);
    }
}

/* ---- what was probably meant ---- */

/* Edit distance of folded words (Wagner and Fischer 1974), cut at WORD_MOST letters. */
static uint32_t distance(text a, text b) {
    uint32_t row[WORD_MOST + 1];
    size_t la = a.len < WORD_MOST ? a.len : WORD_MOST, lb = b.len < WORD_MOST ? b.len : WORD_MOST;
    for (size_t j = 0; j <= lb; j++)
        row[j] = (uint32_t)j;
    for (size_t i = 1; i <= la; i++) {
        uint32_t diagonal = row[0];
        row[0] = (uint32_t)i;
        for (size_t j = 1; j <= lb; j++) {
            uint32_t change = diagonal + (a.at[i - 1] != b.at[j - 1]);
            uint32_t add = 1 + (row[j] < row[j - 1] ? row[j] : row[j - 1]);
            diagonal = row[j];
            row[j] = change < add ? change : add;
        }
    }
    return row[lb];
}

static void offer(meant *m, text code, text name, uint32_t d) {
    for (uint32_t i = 0; i < m->n; i++)
        if (text_equal(m->codes[i], code)) {
            if (m->distance[i] <= d)
                return;
            for (uint32_t k = i; k + 1 < m->n; k++) {
                m->codes[k] = m->codes[k + 1];
                m->names[k] = m->names[k + 1];
                m->distance[k] = m->distance[k + 1];
            }
            m->n--;
            break;
        }
    uint32_t at = m->n;
    while (at > 0 && m->distance[at - 1] > d)
        at--;
    if (at == MEANT_MOST)
        return;
    if (m->n < MEANT_MOST)
        m->n++;
    for (uint32_t k = m->n - 1; k > at; k--) {
        m->codes[k] = m->codes[k - 1];
        m->names[k] = m->names[k - 1];
        m->distance[k] = m->distance[k - 1];
    }
    m->codes[at] = code;
    m->names[at] = name;
    m->distance[at] = d;
}

static void find_near(const names *n, text asked, meant *m) {
    buffer folded = { 0 }, other = { 0 };
    utf8_fold(&folded, asked);
    text words = buffer_view(&folded);
    uint32_t most = words.len < 6 ? 1 : words.len < 9 ? 2 : DISTANCE_MOST;
    for (uint32_t i = 0; i < n->all->n && words.len && !folded.failed; i++) {
        const meaning *a = &n->all->items[i];
        if (a->kind != ACTOR_COUNTRY)
            continue;
        buffer_clear(&other);
        utf8_fold(&other, actor_text(n->all, a->form));
        text form = buffer_view(&other);
        uint32_t d = distance(words, form);
        bool begins = form.len > CODE_STATE && words.len > CODE_STATE &&
                      (text_starts(form, words) || text_starts(words, form));
        if (d > most && begins)
            d = DISTANCE_MOST;
        if (d <= most || begins)
            offer(m, actor_text(n->all, a->code), plain(actor_text(n->all, a->name)), d);
    }
    buffer_free(&folded);
    buffer_free(&other);
}

static void list_meant(const meant *m, char *out, size_t size) {
    size_t at = 0;
    out[0] = '\0';
    for (uint32_t i = 0; i < m->n && at < size; i++) {
        const char *between = i == 0 ? "" : i + 1 == m->n ? " or " : ", ";
        int wrote = snprintf(out + at, size - at, "%s%.*s (%.*s)", between, (int)m->names[i].len,
                             m->names[i].at, (int)m->codes[i].len, m->codes[i].at);
        at += wrote > 0 ? (size_t)wrote : 0;
    }
}

enum { LIST_SIZE = 320, ASKED_SHOWN = 60 };

static uh_status refuse(const names *n, text asked, const meant *several, const char *what,
                        uh_error *error) {
    char list[LIST_SIZE];
    meant near = { .n = 0 };
    int shown = asked.len < ASKED_SHOWN ? (int)asked.len : ASKED_SHOWN;
    if (several->n > 1) {
        list_meant(several, list, sizeof list);
        return error_set(error, UH_ARGUMENT, NULL, "'%.*s' may be %s; give the code", shown,
                         asked.at, list);
    }
    find_near(n, asked, &near);
    list_meant(&near, list, sizeof list);
    if (near.n)
        return error_set(error, UH_ARGUMENT, NULL, "no %s '%.*s'; did you mean %s?", what, shown,
                         asked.at, list);
    return error_set(error, UH_ARGUMENT, NULL,
                     "no %s '%.*s'; expected a code of ISO 3166 (VEN) or a name (Venezuela)", what,
                     shown, asked.at);
}

/* True where a name is made of other words and this: "South Korea" of "Korea". */
static bool is_part(text name, text asked) {
    size_t at = name.len - asked.len;
    return name.len > asked.len && text_equal_nocase(text_cut(name, at, name.len), asked) &&
           name.at[at - 1] == ' ';
}

/* "Korea" is one of two states' names short; whoever means one must say which. */
static void find_namesakes(const names *n, text asked, meant *m) {
    meant all = { .n = 0 };
    uint32_t row;
    if (m->n != 1 || asked.len == 0 || !find_row(n, m->codes[0], &row) ||
        !is_part(n->shown[row], asked))
        return;
    for (uint32_t i = 0; i < n->n && all.n < MEANT_MOST; i++)
        if (n->codes[i].len == CODE_STATE && is_part(n->shown[i], asked)) {
            all.codes[all.n] = n->codes[i];
            all.names[all.n++] = n->shown[i];
        }
    if (all.n > 1)
        *m = all;
}

static uh_status find(const names *n, text asked, bool organisations, text *code, uh_error *error) {
    const char *what = organisations ? "state or organisation" : "country";
    meant m = { .n = 0 };
    text found;
    asked = text_trim(asked);
    if (upper_code(n, asked, &found) && (organisations || found.len == CODE_STATE)) {
        *code = found;
        return UH_OK;
    }
    if (asked.len)
        find_kinds(n, asked, organisations, &m);
    find_namesakes(n, asked, &m);
    if (m.n != 1)
        return refuse(n, asked.len ? asked : TEXT(""), &m, what, error);
    *code = m.codes[0];
    return UH_OK;
}

uh_status names_country(const names *n, text asked, text *code, uh_error *error) {
    return find(n, asked, false, code, error);
}

uh_status names_patron(const names *n, text asked, text *code, uh_error *error) {
    return find(n, asked, true, code, error);
}
