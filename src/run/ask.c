/* ask.c - a caller's question to an analysis. */
#include "run/ask.h"

#include "base/error.h"
#include "run/options.h"

#include <math.h>
#include <string.h>

#define HALF_LIFE_MOST 1e6 // days

/* Answers may hold a whole country's events: 1,000,000 of them at about 200 bytes. */
#define ASK_MEMORY ((size_t)1024 * 1024 * 1024)

static uh_status read_by(const char *given, balance_period *out, uh_error *error) {
    static const char *const periods[] = { "month", "week", "year" };
    *out = BALANCE_MONTH;
    if (!given)
        return UH_OK;
    for (size_t i = 0; i < sizeof periods / sizeof *periods; i++)
        if (strcmp(given, periods[i]) == 0) {
            *out = (balance_period)i;
            return UH_OK;
        }
    return error_set(error, UH_ARGUMENT, NULL, "by '%s'; expected month, week or year", given);
}

static uh_status read_strand(const char *given, int *out, uh_error *error) {
    strand found;
    *out = -1;
    if (!given)
        return UH_OK;
    if (!strand_of_name(text_of(given), &found))
        return error_set(error, UH_ARGUMENT, NULL,
                         "strand '%s'; expected diplomatic, informational, military or economic",
                         given);
    *out = (int)found;
    return UH_OK;
}

static uh_status read_half_life(double given, double *out, uh_error *error) {
    *out = given == 0 ? BALANCE_HALF_LIFE_DAYS : given;
    if (!(isfinite(given) && given >= 0 && given <= HALF_LIFE_MOST))
        return error_set(error, UH_ARGUMENT, NULL, "the half life must be 1 to %.0f days",
                         HALF_LIFE_MOST);
    return UH_OK;
}

static uh_status read_patrons(const names *known, const char *given, arena *a, hold_question *q,
                              uh_error *error) {
    text *codes = arena_array(a, BALANCE_PATRONS_MOST, sizeof *codes);
    if (!codes)
        return error_nomem(error);
    q->patrons = codes;
    for (text rest = text_of(given); rest.len;) {
        size_t at = text_find(rest, TEXT(","));
        text one = text_trim(text_cut(rest, 0, at < rest.len ? at : rest.len));
        rest = text_cut(rest, at < rest.len ? at + 1 : rest.len, rest.len);
        if (one.len == 0)
            continue;
        if (q->n_patrons == BALANCE_PATRONS_MOST)
            return error_set(error, UH_ARGUMENT, NULL, "more than %d patrons",
                             BALANCE_PATRONS_MOST);
        uh_status status = names_patron(known, one, &codes[q->n_patrons], error);
        if (status != UH_OK)
            return status;
        q->n_patrons++;
    }
    return UH_OK;
}

static uh_status read_question(ask *a, const char *country, const uh_balance_options *o,
                               hold_question *q, uh_error *error) {
    date since = { .day = INT32_MIN }, until = { .day = INT32_MAX };
    *q = (hold_question){ .seed = o->seed ? o->seed : 1 };
    uh_status status = names_country(&a->names, text_of(country), &q->country, error);
    if (status == UH_OK)
        status = read_patrons(&a->names, o->patrons, &a->arena, q, error);
    if (status == UH_OK)
        status = read_by(o->by, &q->by, error);
    if (status == UH_OK)
        status = read_strand(o->strand, &q->only_strand, error);
    if (status == UH_OK)
        status = read_half_life(o->half_life_days, &q->half_life_days, error);
    if (status == UH_OK)
        status = options_day(o->since, "since", &since, error);
    if (status == UH_OK)
        status = options_day(o->until, "until", &until, error);
    q->since = since.day;
    q->until = until.day;
    if (status == UH_OK && q->since > q->until)
        return error_set(error, UH_ARGUMENT, NULL, "since %s lies after until %s", o->since,
                         o->until);
    return status;
}

uh_status ask_open(uh_store *s, const uh_model *model, const char *country,
                   const uh_balance_options *options, ask *out, uh_error *error) {
    uh_balance_options o = { 0 };
    hold_question q;
    *out = (ask){ .arena = { .limit = ASK_MEMORY } };
    uh_status status = options_copy(options, &o, sizeof o, error);
    if (status == UH_OK)
        status = names_open(model, &out->arena, &out->names, error);
    if (status == UH_OK)
        status = read_question(out, country, &o, &q, error);
    out->book = names_book(&out->names);
    out->book.model = text_of(uh_model_hash(model));
    out->book.outlines = model_section(model, "outlines.txt");
    return status == UH_OK ? hold_find(s, &q, &out->arena, &out->hold, error) : status;
}

void ask_close(ask *a) {
    arena_free(&a->arena);
}

uh_status ask_send(buffer *b, uh_sink out, uh_error *error) {
    uh_status status = UH_OK;
    if (b->failed)
        status = error_nomem(error);
    else if (b->len && out.write(out.context, b->at, b->len) != 0)
        status = error_set(error, UH_IO, NULL, "the output could not be written");
    buffer_free(b);
    return status;
}
