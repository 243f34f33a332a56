/* credit.c - whose word others bear out. */
#include "analysis/credit.h"

#include "analysis/denial.h"
#include "analysis/threat.h"
#include "base/error.h"
#include "base/hash.h"
#include "doc/code.h"
#include "store/account.h"

#include <stdlib.h>

typedef struct counter {
    credits *out;
    arena *arena;
    text country;
    const text *sources; // [n_sources] codes
    uint32_t n_sources;
    map rows;   // hash of a code -> index into out
    map denied; // event -> index of its denial
    const denials *denials;
    bool failed;
} counter;

/* The code a source is counted under: its first; "" where it has none. */
static text code_of(const counter *c, int64_t source) {
    text codes = source > 0 && source < c->n_sources ? c->sources[source] : (text){ "", 0 };
    text code = { "", 0 };
    (void)code_next(&codes, &code);
    return code;
}

static credit *credit_of(counter *c, text code) {
    uint32_t row;
    if (!map_get(&c->rows, hash_text(code), &row)) {
        credit *made = ARENA_PUSH(c->arena, c->out->items, c->out->n, c->out->cap);
        row = c->out->n - 1;
        if (!made || !map_put(&c->rows, c->arena, hash_text(code), row))
            return NULL;
        made->source = code;
    }
    return &c->out->items[row];
}

/* Another article, not before the first telling, on another's word or on the writer's own. */
static bool is_confirmed(const counter *c, const account *all, uint32_t n, uint32_t first,
                         text code) {
    for (uint32_t i = 0; i < n; i++)
        if (i > first && all[i].status == STATUS_ASSERTED && !all[i].is_reprint &&
            all[i].document != all[first].document && !text_equal(code_of(c, all[i].source), code))
            return true;
    return false;
}

static bool is_denied(const counter *c, int64_t id, text code) {
    uint32_t row;
    return map_get(&c->denied, (uint64_t)id, &row) &&
           !text_equal(c->denials->items[row].other_source, code);
}

static bool was_told(const counter *c, const account *all, uint32_t n, text code) {
    for (uint32_t i = 0; i < n; i++)
        if (all[i].status == STATUS_ASSERTED && text_equal(code_of(c, all[i].source), code))
            return true;
    return false;
}

/* Counts one event for each source that tells it, at its first telling. */
static bool take(void *context, const account *all, uint32_t n) {
    counter *c = context;
    for (uint32_t i = 0; i < n; i++) {
        text code = code_of(c, all[i].source);
        if (all[i].status != STATUS_ASSERTED || code.len == 0 || !text_starts(code, c->country) ||
            was_told(c, all, i, code))
            continue;
        credit *of = credit_of(c, code);
        if (!of)
            return false;
        of->told++;
        of->confirmed += is_confirmed(c, all, n, i, code);
        of->denied += is_denied(c, all[i].event, code);
    }
    return true;
}

static bool list_denied(counter *c) {
    for (uint32_t i = 0; i < c->denials->n; i++)
        if (c->denials->items[i].kind == DENIAL_OF_ACT &&
            !map_put(&c->denied, c->arena, (uint64_t)c->denials->items[i].one, i))
            return false;
    return true;
}

static int by_told(const void *a, const void *b) {
    const credit *x = a, *y = b;
    if (x->told != y->told)
        return x->told < y->told ? 1 : -1;
    return text_compare(x->source, y->source);
}

uh_status credit_find(store *s, text country, int32_t since, int32_t until, arena *a, credits *out,
                      uh_error *error) {
    denials denied;
    text *sources;
    counter c = { .out = out, .arena = a, .country = country, .denials = &denied };
    *out = (credits){ .n = 0 };
    uh_status status = denial_find(s, (text){ "", 0 }, since, until, a, &denied, error);
    if (status == UH_OK)
        status = account_sources(s, a, &sources, &c.n_sources, error);
    if (status != UH_OK)
        return status;
    c.sources = sources;
    if (!list_denied(&c))
        return error_nomem(error);
    status = account_each(s, since, until, take, &c, error);
    if (status != UH_OK)
        return status;
    for (uint32_t i = 0; i < out->n; i++)
        threat_rate(out->items[i].confirmed, out->items[i].told, &out->items[i].low,
                    &out->items[i].high);
    if (out->n)
        qsort(out->items, out->n, sizeof *out->items, by_told);
    return UH_OK;
}
