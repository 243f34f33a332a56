/* report.c - uh_report: one page about a country. */
#include "run/ask.h"

#include "report/country.h"

uh_status uh_report(uh_store *s, const uh_model *model, const char *country,
                    const uh_balance_options *options, uh_sink out, uh_error *error) {
    ask a;
    buffer b = { 0 };
    uh_status status = ask_open(s, model, country, options, &a, error);
    if (status == UH_OK)
        status = country_write(&b, s, &a.hold, &a.book, &a.arena, error);
    if (status == UH_OK)
        status = ask_send(&b, out, error);
    buffer_free(&b);
    ask_close(&a);
    return status;
}
