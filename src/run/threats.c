/* threats.c - uh_threats: the ledger of threats. */
#include "report/threats.h"
#include "base/date.h"
#include "base/error.h"

#include <string.h>

/* The whole record: 1,000,000 events at about 300 bytes. */
#define LEDGER_MEMORY ((size_t)1024 * 1024 * 1024)

static uh_status read_day(const char *given, const char *name, int32_t *out, uh_error *error) {
    date d;
    if (!given)
        return UH_OK;
    if (!date_iso(text_of(given), &d) || d.precision < DATE_DAY)
        return error_set(error, UH_ARGUMENT, NULL, "%s '%s' is no date; expected YYYY-MM-DD", name,
                         given);
    *out = d.day;
    return UH_OK;
}

static uh_status read_filter(const uh_filter *given, uh_filter *out, uh_error *error) {
    *out = (uh_filter){ 0 };
    if (!given)
        return UH_OK;
    size_t size = given->size < sizeof *out ? given->size : sizeof *out;
    if (size < sizeof given->size)
        return error_set(error, UH_ARGUMENT, NULL, "options without their size");
    memcpy(out, given, size);
    return UH_OK;
}

uh_status uh_threats(uh_store *s, const uh_filter *filter, uh_format format, uh_sink out,
                     uh_error *error) {
    arena a = { .limit = LEDGER_MEMORY };
    uh_filter f;
    ledger l;
    int32_t since = INT32_MIN, until = INT32_MAX;
    uh_status status = read_filter(filter, &f, error);
    if (status == UH_OK)
        status = read_day(f.since, "since", &since, error);
    if (status == UH_OK)
        status = read_day(f.until, "until", &until, error);
    if (status == UH_OK)
        status = ledger_find(s, text_of(f.country), since, until, &a, &l, error);
    if (status == UH_OK)
        status = threats_write(s, &l, format, &a, out, error);
    arena_free(&a);
    return status;
}
