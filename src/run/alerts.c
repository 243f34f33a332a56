/* alerts.c - uh_alerts: which pairs of states have lately changed how they deal with each other. */
#include "report/alerts.h"

#include "base/error.h"
#include "run/names.h"
#include "run/options.h"

/* The whole record: 1,000,000 events at about 300 bytes. */
#define ALERTS_MEMORY ((size_t)1024 * 1024 * 1024)

enum { ALERTS_SEED = 1 };

uh_status uh_alerts(uh_store *s, const uh_model *model, const uh_filter *filter, uh_format format,
                    uh_sink out, uh_error *error) {
    arena a = { .limit = ALERTS_MEMORY };
    uh_filter f = { 0 };
    names known;
    watch found;
    text country = { "", 0 };
    date until = { .day = INT32_MAX };
    uh_status status = options_copy(filter, &f, sizeof f, error);
    if (status == UH_OK)
        status = options_day(f.until, "until", &until, error);
    if (status == UH_OK)
        status = names_open(model, &a, &known, error);
    if (status == UH_OK && f.country)
        status = names_country(&known, text_of(f.country), &country, error);
    if (status == UH_OK)
        status = watch_find(s, country, until.day, ALERTS_SEED, &a, &found, error);
    if (status == UH_OK) {
        book shown = names_book(&known);
        status = alerts_write(s, &found, &shown, format, &a, out, error);
    }
    arena_free(&a);
    return status;
}
