/* terms.c - the tables of data/exchange in memory. */
#include "exchange/terms.h"

#include "base/eight.h"
#include "base/error.h"
#include "model/actors.h"
#include "model/source.h"

enum { WORD_MOST = 96, DIGITS_MOST = 15 };

/* ---- keys ---- */

static uint64_t folded(text name) {
    char low[WORD_MOST];
    if (name.len <= EIGHT) // a code
        return hash_mix(eight_lower(eight_at(name, 0)), name.len);
    if (name.len > WORD_MOST) // no table has such a name
        return hash_text(name);
    for (size_t i = 0; i < name.len; i++)
        low[i] = (char)to_lower((unsigned char)name.at[i]);
    return hash_text((text){ low, name.len });
}

static bool learn(terms *t, map *m, text name, uint32_t value) {
    return map_put(m, &t->arena, folded(name), value);
}

/* The same of any number of digits. */
static bool long_number(text t, size_t from, double *out) {
    double whole = 0, scale = 1;
    size_t digits = 0;
    bool point = false;
    for (size_t i = from; i < t.len; i++) {
        if (t.at[i] == '.' && !point) {
            point = true;
        } else if (is_digit((unsigned char)t.at[i])) {
            if (digits++ < DIGITS_MOST || !point) {
                whole = whole * 10 + (t.at[i] - '0');
                scale *= point ? 10 : 1;
            }
        } else {
            return false;
        }
    }
    *out = whole / scale;
    return digits > 0;
}

/* Whole numbers of up to DIGITS_MOST digits and their scale are exact, so that the one division
 * gives the nearest number there is. */
static bool short_number(text t, size_t from, double *out) {
    static const double scales[DIGITS_MOST + 1] = { 1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                    1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15 };
    int64_t whole = 0;
    size_t digits = 0, behind = 0;
    bool point = false;
    for (size_t i = from; i < t.len; i++) {
        unsigned digit = (unsigned char)t.at[i] - (unsigned)'0';
        if (digit < 10) {
            whole = whole * 10 + digit;
            behind += point;
            digits++;
        } else if (t.at[i] == '.' && !point) {
            point = true;
        } else {
            return false;
        }
    }
    *out = (double)whole / scales[behind];
    return digits > 0;
}

bool terms_number(text t, double *out) {
    size_t from = t.len && t.at[0] == '-';
    bool is_short = t.len - from <= DIGITS_MOST;
    if (!(is_short ? short_number : long_number)(t, from, out))
        return false;
    *out = from ? -*out : *out;
    return true;
}

/* ---- reading the tables ---- */

/* A table being read: what is wrong in it stops the opening. */
typedef struct table_reader {
    terms *t;
    source s;
    text fields[SOURCE_FIELDS_MOST];
    bool published;
    const char *wrong; // what could not be read in the row
} table_reader;

static bool read_contexts(text list, uint64_t *bits) {
    text item;
    while (source_item(&list, ';', &item)) {
        int context = plover_context(item);
        if (context < 0)
            return false;
        *bits |= (uint64_t)1 << context;
    }
    return true;
}

/* Reads TYPE or TYPE.mode; "" is no type. */
static bool read_type(text name, event_type *type, int *mode) {
    size_t point = text_find(name, TEXT("."));
    text head = point == SIZE_MAX ? name : text_cut(name, 0, point);
    text tail = point == SIZE_MAX ? (text){ "", 0 } : text_cut(name, point + 1, name.len);
    *type = plover_type(head);
    *mode = plover_mode(*type, tail);
    return name.len == 0 || (*type != EVENT_NONE && *mode >= 0 && *mode < TERMS_MODES_MOST);
}

static coded_act *add_act(table_reader *r, map *names, text code, text type, text contexts) {
    terms *t = r->t;
    coded_act *a = ARENA_PUSH(&t->arena, t->acts, t->n_acts, t->acts_cap);
    if (!a || !learn(t, names, code, t->n_acts - 1))
        return NULL;
    a->code = code;
    a->is_swapped = text_starts(type, TEXT("<"));
    if (a->is_swapped)
        type = text_cut(type, 1, type.len);
    if (!read_type(type, &a->type, &a->mode))
        r->wrong = "type or mode";
    if (!read_contexts(contexts, &a->contexts))
        r->wrong = "context";
    a->score = a->type ? plover_score(a->type, a->mode) : 0;
    return a;
}

static bool take_back(table_reader *r) {
    event_type type;
    int mode;
    text name = text_trim(text_cut(r->fields[0], 1, r->fields[0].len));
    if (!read_type(name, &type, &mode) || type == EVENT_NONE)
        r->wrong = "type or mode";
    else
        r->t->back[type][mode] = r->fields[1];
    return true;
}

static bool take_cameo(table_reader *r) {
    const text *f = r->fields;
    if (text_starts(f[0], TEXT(">")))
        return take_back(r);
    bool is_same = text_equal(f[4], TEXT("="));
    coded_act *a = add_act(r, &r->t->cameo, f[0], r->published && !is_same ? f[4] : f[2], f[3]);
    if (a && !terms_number(f[1], &a->goldstein))
        r->wrong = "score";
    return a != NULL;
}

static bool take_acled(table_reader *r) {
    return add_act(r, &r->t->acled, r->fields[0], r->fields[1], r->fields[2]) != NULL;
}

/* A line with a mark: another name, a region, an organisation. */
static bool take_marked_state(table_reader *r) {
    terms *t = r->t;
    char mark = r->fields[0].at[0];
    text name = text_trim(text_cut(r->fields[0], 1, r->fields[0].len));
    uint32_t row;
    if (mark == '~')
        return learn(t, &t->regions, name, 1);
    if (mark == '+') {
        uint32_t also = t->n_groups;
        text *theirs = ARENA_PUSH(&t->arena, t->groups_theirs, also, t->theirs_cap);
        text *ours = ARENA_PUSH(&t->arena, t->groups_ours, t->n_groups, t->ours_cap);
        if (!ours || !theirs)
            return false;
        *ours = r->fields[1];
        *theirs = name;
        return learn(t, &t->groups, name, t->n_groups - 1);
    }
    if (!map_get(&t->state_names, folded(r->fields[1]), &row)) {
        r->wrong = "state";
        return true;
    }
    return learn(t, &t->state_names, name, row);
}

static bool take_state(table_reader *r) {
    terms *t = r->t;
    const text *f = r->fields;
    if (f[0].len && !is_upper((unsigned char)f[0].at[0]))
        return take_marked_state(r);
    state *s = ARENA_PUSH(&t->arena, t->states, t->n_states, t->states_cap);
    if (!s)
        return false;
    uint32_t row = t->n_states - 1;
    text rest = f[1], item;
    *s = (state){ .iso = f[0], .cow = f[2], .name = f[3] };
    while (source_item(&rest, ';', &item)) {
        if (s->fips.len == 0)
            s->fips = item;
        if (!learn(t, &t->fips, item, row))
            return false;
    }
    return learn(t, &t->state_names, f[0], row) && learn(t, &t->state_names, f[3], row);
}

static bool learn_roles(terms *t, text list, text *first) {
    text item;
    while (source_item(&list, ';', &item)) {
        if (first->len == 0)
            *first = item;
        if (!learn(t, &t->role_names, item, (uint32_t)t->n_roles - 1))
            return false;
    }
    return true;
}

static bool take_role(table_reader *r) {
    terms *t = r->t;
    if (t->n_roles == TERMS_ROLES_MOST) {
        r->wrong = "row: too many sectors";
        return true;
    }
    role_row *row = &t->roles[t->n_roles++];
    row->sector = r->fields[0];
    return learn_roles(t, r->fields[1], &row->cameo) && learn_roles(t, r->fields[2], &row->icews);
}

static uh_status read_table(terms *t, const char *name, bool published,
                            bool (*take)(table_reader *), uh_error *error) {
    text section = model_section(t->model, name);
    table_reader r = { .t = t, .published = published };
    r.s = source_open(text_of(name), section, NULL);
    if (!section.at)
        return error_set(error, UH_MODEL, name, "the model has no such table");
    while (source_next(&r.s)) {
        source_fields(&r.s, r.fields);
        if (!take(&r))
            return error_nomem(error);
        if (r.wrong)
            return error_at(error, UH_MODEL, name, r.s.line, 0, "no such %s", r.wrong);
    }
    return UH_OK;
}

uh_status terms_open(const uh_model *model, bool published, terms *out, uh_error *error) {
    *out = (terms){ .model = model };
    uh_status status = read_table(out, "exchange/cameo.txt", published, take_cameo, error);
    if (status == UH_OK)
        status = read_table(out, "exchange/acled.txt", false, take_acled, error);
    if (status == UH_OK)
        status = read_table(out, "exchange/states.txt", false, take_state, error);
    if (status == UH_OK)
        status = read_table(out, "exchange/sectors.txt", false, take_role, error);
    return status;
}

void terms_close(terms *t) {
    arena_free(&t->arena);
}

/* ---- asking ---- */

static const coded_act *find_act(const terms *t, const map *names, text code) {
    uint32_t row;
    return code.len && map_get(names, folded(code), &row) ? &t->acts[row] : NULL;
}

const coded_act *terms_cameo(const terms *t, text code) {
    return find_act(t, &t->cameo, code);
}

const coded_act *terms_shortened(const terms *t, text code) {
    char longer[8] = "0";
    if (code.len == 0 || code.len + 1 > sizeof longer)
        return NULL;
    for (size_t i = 0; i < code.len; i++)
        longer[i + 1] = code.at[i];
    return find_act(t, &t->cameo, (text){ longer, code.len + 1 });
}

const coded_act *terms_acled(const terms *t, text subtype) {
    return find_act(t, &t->acled, subtype);
}

text terms_cameo_of(const terms *t, event_type type, int mode) {
    if ((unsigned)type >= EVENT_TYPES || mode < 0 || mode >= TERMS_MODES_MOST)
        return (text){ "", 0 };
    text code = t->back[type][mode];
    return code.at ? code : t->back[type][0].at ? t->back[type][0] : (text){ "", 0 };
}

const state *terms_state(const terms *t, text name, bool *is_region) {
    uint32_t row;
    uint64_t key = folded(name);
    if (is_region)
        *is_region = map_get(&t->regions, key, &row);
    return map_get(&t->state_names, key, &row) ? &t->states[row] : NULL;
}

const state *terms_fips(const terms *t, text code) {
    uint32_t row;
    return map_get(&t->fips, folded(code), &row) ? &t->states[row] : NULL;
}

text terms_group(const terms *t, text code) {
    uint32_t row;
    return map_get(&t->groups, folded(code), &row) ? t->groups_ours[row] : (text){ "", 0 };
}

int terms_role(const terms *t, text role) {
    uint32_t row;
    return map_get(&t->role_names, folded(role), &row) ? (int)row : -1;
}

text terms_name(const terms *t, text name) {
    const actors *all = model_actors(t->model);
    uint64_t atoms[ACTOR_ATOMS_MOST + 1];
    uint32_t n = actor_atoms(name, atoms, ACTOR_ATOMS_MOST + 1), node = 0, first = NO_ACTOR;
    if (n > ACTOR_ATOMS_MOST)
        return (text){ "", 0 };
    for (uint32_t i = 0; i < n; i++)
        if (!actors_step(all, &node, atoms[i], &first))
            return (text){ "", 0 };
    for (uint32_t i = n ? first : NO_ACTOR; i != NO_ACTOR; i = all->items[i].next)
        if (all->items[i].kind == ACTOR_COUNTRY || all->items[i].kind == ACTOR_ORG)
            return actor_text(all, all->items[i].code);
    return (text){ "", 0 };
}
