/* denial.c - accounts side by side. */
#include "analysis/denial.h"

#include "base/error.h"
#include "base/hash.h"
#include "doc/code.h"
#include "store/account.h"
#include "store/acts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct finder {
    store *store;
    denials *out;
    arena *arena;
    text country;
    act_table record;
    map taken; // events that stand in a pair already
    uh_status status;
    uh_error *error;
} finder;

/* ---- sides ---- */

static bool meet(const finder *f, uint32_t a, uint32_t b) {
    return code_meet(f->record.lists[a], f->record.lists[b]);
}

/* Both sides meet; where one account names but one, it takes the same story to tell that they are
 * of one matter. */
static bool are_sides(const finder *f, const act_row *a, const act_row *b, bool *one_story) {
    *one_story = a->recipient == 0 || b->recipient == 0;
    if (*one_story)
        return a->actor && a->actor == b->actor;
    return meet(f, a->actor, b->actor) && meet(f, a->recipient, b->recipient);
}

/* The cosine of the words that two articles are about. */
static double likeness(const around_words *a, const around_words *b) {
    double sum = 0, one = 0, other = 0;
    for (uint32_t i = 0; i < a->n; i++)
        one += (double)a->weights[i] * a->weights[i];
    for (uint32_t k = 0; k < b->n; k++)
        other += (double)b->weights[k] * b->weights[k];
    for (uint32_t i = 0, k = 0; i < a->n && k < b->n;) {
        if (a->terms[i] == b->terms[k])
            sum += (double)a->weights[i++] * b->weights[k++];
        else if (a->terms[i] < b->terms[k])
            i++;
        else
            k++;
    }
    return one > 0 && other > 0 ? sum / sqrt(one * other) : 0;
}

static bool is_one_matter(finder *f, const around_event *a, const around_event *b) {
    around_words one, other;
    arena_mark mark = arena_save(f->arena);
    f->status = around_about(f->store, around_article(a), f->arena, &one, f->error);
    if (f->status == UH_OK)
        f->status = around_about(f->store, around_article(b), f->arena, &other, f->error);
    bool alike = f->status == UH_OK && likeness(&one, &other) >= DENIAL_LIKE;
    arena_rewind(f->arena, mark);
    return alike;
}

/* strictly: only one story will do. */
static bool belong_together(finder *f, int64_t one, int64_t other, bool strictly) {
    around_event a, b;
    if (f->status == UH_OK)
        f->status = around_event_of(f->store, one, f->arena, &a, f->error);
    if (f->status == UH_OK)
        f->status = around_event_of(f->store, other, f->arena, &b, f->error);
    return f->status == UH_OK && (a.story == b.story || (!strictly && is_one_matter(f, &a, &b)));
}

static bool names(text codes, text country) {
    text code;
    while (code_next(&codes, &code))
        if (text_starts(code, country))
            return true;
    return false;
}

static bool is_wanted(const finder *f, text actor, text recipient) {
    return f->country.len == 0 || names(actor, f->country) || names(recipient, f->country);
}

/* ---- pairs ---- */

static text source_of(const around_report *r) {
    text codes = r->source_codes, code = { "", 0 };
    (void)code_next(&codes, &code);
    return code;
}

static uh_status add(finder *f, const denial *found) {
    denial *made = ARENA_PUSH(f->arena, f->out->items, f->out->n, f->out->cap);
    if (!made || !map_put(&f->taken, f->arena, (uint64_t)found->one, 1) ||
        !map_put(&f->taken, f->arena, (uint64_t)found->other, 1))
        return error_nomem(f->error);
    *made = *found;
    return UH_OK;
}

static bool is_taken(const finder *f, int64_t id) {
    uint32_t found;
    return map_get(&f->taken, (uint64_t)id, &found);
}

/* The face of an event, and who says it. */
static uh_status face_source(finder *f, int64_t id, text *source) {
    around_report *reports;
    uint32_t n;
    uh_status status = around_reports(f->store, id, f->arena, &reports, &n, f->error);
    *source = status == UH_OK && n ? source_of(&reports[0]) : (text){ "", 0 };
    return status;
}

static uh_status pair(finder *f, const act_row *told, const act_row *denied) {
    denial found = { .kind = DENIAL_OF_ACT,
                     .one = told->id,
                     .other = denied->id,
                     .day = told->day < denied->day ? told->day : denied->day };
    uh_status status = face_source(f, told->id, &found.source);
    if (status == UH_OK)
        status = face_source(f, denied->id, &found.other_source);
    return status == UH_OK ? add(f, &found) : status;
}

/* Finds what a denied event denies: the nearest day, then the most reported. */
static const act_row *told_of(finder *f, uint32_t at) {
    const act_row *items = f->record.items, *denied = &items[at], *best = NULL;
    uint32_t from = at;
    while (from > 0 && items[from - 1].day >= denied->day - DENIAL_DAYS)
        from--;
    for (uint32_t i = from; i < f->record.n && items[i].day <= denied->day + DENIAL_DAYS; i++) {
        const act_row *e = &items[i];
        bool one_story;
        if (e->status != STATUS_ASSERTED || e->type != denied->type || is_taken(f, e->id) ||
            !are_sides(f, e, denied, &one_story) ||
            !belong_together(f, e->id, denied->id, one_story))
            continue;
        int apart = abs(e->day - denied->day), best_apart = best ? abs(best->day - denied->day) : 0;
        if (!best || apart < best_apart || (apart == best_apart && e->reports > best->reports))
            best = e;
    }
    return best;
}

static uh_status find_acts(finder *f) {
    uh_status status = UH_OK;
    for (uint32_t i = 0; i < f->record.n && status == UH_OK; i++) {
        const act_row *e = &f->record.items[i];
        if (e->status != STATUS_DENIED || is_taken(f, e->id) ||
            !is_wanted(f, f->record.lists[e->actor], f->record.lists[e->recipient]))
            continue;
        const act_row *told = told_of(f, i);
        status = f->status;
        if (told && status == UH_OK)
            status = pair(f, told, e);
    }
    return status;
}

/* ---- within an event ---- */

/* Takes the next "kind number unit" off a list. */
static bool next_count(text *counts, text *kind, text *rest) {
    if (counts->len == 0)
        return false;
    size_t end = text_find(*counts, TEXT("\n"));
    text one = text_cut(*counts, 0, end < counts->len ? end : counts->len);
    *counts = text_cut(*counts, end < counts->len ? end + 1 : counts->len, counts->len);
    size_t at = text_find(one, TEXT(" "));
    *kind = text_cut(one, 0, at < one.len ? at : one.len);
    *rest = text_trim(text_cut(one, kind->len, one.len));
    return true;
}

/* True where both count people of one kind and come to other numbers. Money is left out: it is
 * often of another thing. */
static bool counts_differ(text a, text b) {
    text kind, number, other_kind, other_number;
    while (next_count(&a, &kind, &number))
        for (text rest = b; next_count(&rest, &other_kind, &other_number);)
            if (text_equal(kind, other_kind) && !text_equal(kind, TEXT("money")) &&
                !text_equal(number, other_number))
                return true;
    return false;
}

static uh_status look_into(finder *f, int64_t id) {
    around_event e;
    around_report *reports;
    uint32_t n = 0;
    uh_status status = around_event_of(f->store, id, f->arena, &e, f->error);
    if (status == UH_OK && is_wanted(f, e.actor, e.recipient))
        status = around_reports(f->store, id, f->arena, &reports, &n, f->error);
    for (uint32_t i = 0; status == UH_OK && i < n; i++)
        for (uint32_t k = i + 1; k < n; k++) {
            bool act = reports[i].status != reports[k].status && reports[i].status < 2 &&
                       reports[k].status < 2;
            if (!act && !counts_differ(reports[i].counts, reports[k].counts))
                continue;
            bool turned = act && reports[i].status == STATUS_DENIED;
            uint32_t first = turned ? k : i, second = turned ? i : k;
            const denial found = { .kind = act ? DENIAL_OF_ACT : DENIAL_OF_NUMBER,
                                   .one = id,
                                   .other = id,
                                   .at = first,
                                   .other_at = second,
                                   .source = source_of(&reports[first]),
                                   .other_source = source_of(&reports[second]),
                                   .day = e.day };
            return add(f, &found);
        }
    return status;
}

static uh_status find_within(finder *f, int32_t since, int32_t until) {
    int64_t *events;
    uint32_t n;
    uh_status status = account_differing(f->store, since, until, f->arena, &events, &n, f->error);
    for (uint32_t i = 0; i < n && status == UH_OK; i++)
        status = look_into(f, events[i]);
    return status;
}

static int by_day(const void *a, const void *b) {
    const denial *x = a, *y = b;
    if (x->day != y->day)
        return x->day < y->day ? -1 : 1;
    return (x->one > y->one) - (x->one < y->one);
}

uh_status denial_find(store *s, text country, int32_t since, int32_t until, arena *a, denials *out,
                      uh_error *error) {
    finder f = { .store = s, .out = out, .arena = a, .country = country, .error = error };
    const acts_wanted wanted = { .types = UINT32_MAX,
                                 .statuses = 1 << STATUS_ASSERTED | 1 << STATUS_DENIED,
                                 .since = since,
                                 .until = until < INT32_MAX ? until : INT32_MAX - 1 }; // dated ones
    *out = (denials){ .n = 0 };
    uh_status status = acts_read(s, &wanted, a, &f.record, error);
    if (status == UH_OK)
        status = find_within(&f, since, wanted.until);
    if (status == UH_OK)
        status = find_acts(&f);
    if (status == UH_OK && out->n)
        qsort(out->items, out->n, sizeof *out->items, by_day);
    return status;
}
