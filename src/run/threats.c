/* threats.c - uh_threats: the ledger of threats. */
#include "report/threats.h"
#include "run/options.h"
#include "store/acts.h"

/* The whole record: 1,000,000 events at about 300 bytes. */
#define LEDGER_MEMORY ((size_t)1024 * 1024 * 1024)

uh_status uh_threats(uh_store *s, const uh_filter *filter, uh_format format, uh_sink out,
                     uh_error *error) {
    arena a = { .limit = LEDGER_MEMORY };
    uh_filter f = { 0 };
    ledger l;
    bool began = false;
    date since = { .day = INT32_MIN }, until = { .day = INT32_MAX };
    uh_status status = options_copy(filter, &f, sizeof f, error);
    if (status == UH_OK)
        status = options_day(f.since, "since", &since, error);
    if (status == UH_OK)
        status = options_day(f.until, "until", &until, error);
    if (status == UH_OK)
        status = acts_hold(s, &began, error);
    if (status == UH_OK)
        status = ledger_find(s, text_of(f.country), since.day, until.day, &a, &l, error);
    if (status == UH_OK)
        status = threats_write(s, &l, format, &a, out, error);
    acts_release(s, began);
    arena_free(&a);
    return status;
}
