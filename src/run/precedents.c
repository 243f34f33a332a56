/* precedents.c - uh_precedents: past episodes most like a country's present one. */
#include "report/precedents.h"

#include "base/error.h"
#include "run/names.h"
#include "run/options.h"

/* The whole record: 1,000,000 events at about 300 bytes. */
#define PRECEDENTS_MEMORY ((size_t)1024 * 1024 * 1024)

typedef struct question {
    names names;
    text country;
    int32_t window, until;
    uint64_t seed;
} question;

static uh_status read_question(const uh_model *model, const char *country,
                               const uh_precedent_options *options, arena *a, question *q,
                               uh_error *error) {
    uh_precedent_options o = { 0 };
    date until = { .day = INT32_MAX };
    uh_status status = options_copy(options, &o, sizeof o, error);
    if (status == UH_OK)
        status = names_open(model, a, &q->names, error);
    if (status == UH_OK)
        status = names_country(&q->names, text_of(country), &q->country, error);
    if (status == UH_OK)
        status = options_day(o.until, "until", &until, error);
    q->until = until.day;
    q->window = o.window_days ? (int32_t)o.window_days : EPISODE_WINDOW_USUAL;
    q->seed = o.seed ? o.seed : 1;
    if (status == UH_OK && (o.window_days < 0 || q->window < EPISODE_WINDOW_LEAST ||
                            o.window_days > EPISODE_WINDOW_MOST))
        return error_set(error, UH_ARGUMENT, NULL, "a window has %d to %d days",
                         EPISODE_WINDOW_LEAST, EPISODE_WINDOW_MOST);
    return status;
}

uh_status uh_precedents(uh_store *s, const uh_model *model, const char *country,
                        const uh_precedent_options *options, uh_format format, uh_sink out,
                        uh_error *error) {
    arena a = { .limit = PRECEDENTS_MEMORY };
    precedents *found = arena_alloc(&a, sizeof *found);
    question q;
    uh_status status =
        found ? read_question(model, country, options, &a, &q, error) : error_nomem(error);
    if (status == UH_OK)
        status = episode_find(s, q.country, q.window, q.until, q.seed, &a, found, error);
    if (status == UH_OK) {
        book known = names_book(&q.names);
        status = precedents_write(s, found, &known, format, &a, out, error);
    }
    arena_free(&a);
    return status;
}
