/* cast.c - lists of codes as numbers. */
#include "analysis/cast.h"

#include "doc/code.h"

enum { CODE_PART = 3 };

static bool number_of(cast *c, arena *a, text name, uint32_t *number) {
    uint64_t key = hash_text(name);
    *number = CAST_NOBODY;
    if (name.len == 0 || map_get(&c->numbers, key, number))
        return true;
    text *made = ARENA_PUSH(a, c->names, c->n_names, c->names_cap);
    if (!made || !map_put(&c->numbers, a, key, c->n_names - 1))
        return false;
    *made = name;
    *number = c->n_names - 1;
    return true;
}

/* A part of a society that contends with its state still belongs to it. */
static text home_of(text code) {
    text state = code_patron(code);
    if (state.len == 0 && code_contends(code))
        state = text_cut(code, 0, code.len < CODE_PART ? code.len : CODE_PART);
    return state.len == CODE_PART && !code_is_organisation(state) ? state : (text){ "", 0 };
}

static bool add_member(cast *c, arena *a, text code) {
    cast_member *m = ARENA_PUSH(a, c->members, c->n_members, c->members_cap);
    if (!m)
        return false;
    m->contends = code_contends(code);
    text begins = text_cut(code, 0, code.len < CODE_PART ? code.len : CODE_PART);
    return number_of(c, a, code_patron(code), &m->patron) &&
           number_of(c, a, home_of(code), &m->home) && number_of(c, a, begins, &m->begins);
}

bool cast_make(const act_table *all, arena *a, cast *out) {
    *out = (cast){ .from = arena_array(a, (size_t)all->n_lists + 1, sizeof *out->from) };
    if (!out->from)
        return false;
    for (uint32_t i = 0; i < all->n_lists; i++) {
        text codes = all->lists[i], code;
        while (code_next(&codes, &code))
            if (!add_member(out, a, code))
                return false;
        out->from[i + 1] = out->n_members;
    }
    return true;
}

uint32_t cast_number(const cast *c, text name) {
    uint32_t number = CAST_NOBODY;
    map_get(&c->numbers, hash_text(name), &number);
    return number;
}
