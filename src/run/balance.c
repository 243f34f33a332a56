/* balance.c - uh_balance: each patron's hold over a country, written in one of four ways. */
#include "run/ask.h"

#include "base/error.h"
#include "report/balance.h"
#include "run/compare.h"
#include "run/options.h"

typedef void (*write_fn)(buffer *, const hold *, const book *);

static write_fn writer_of(uh_format format) {
    switch (format) {
    case UH_FORMAT_DEFAULT:
    case UH_TABLE:
        return balance_table;
    case UH_CHART:
        return balance_chart;
    case UH_CSV:
        return balance_csv;
    case UH_JSONL:
        return balance_jsonl;
    default:
        return NULL;
    }
}

uh_status uh_balance(uh_store *s, const uh_model *model, const char *country,
                     const uh_balance_options *options, uh_format format, uh_sink out,
                     uh_error *error) {
    write_fn write = writer_of(format);
    uh_balance_options o = { 0 };
    uh_status status = options_copy(options, &o, sizeof o, error);
    if (status != UH_OK)
        return status;
    if (o.compare && format != UH_CHART)
        return compare_ask(s, model, country, &o, format, out, error);
    if (o.compare)
        return error_set(error, UH_ARGUMENT, NULL,
                         "a comparison is written as table, csv, tsv, jsonl");
    if (!write && format != LISTING_ARROW)
        return error_set(error, UH_ARGUMENT, NULL,
                         "balance is written as table, chart, csv, jsonl");
    ask a;
    buffer b = { 0 };
    status = ask_open(s, model, country, &o, &a, error);
    if (status == UH_OK && !write) {
        status = balance_rows(&a.hold, &a.book, out, error);
    } else if (status == UH_OK) {
        write(&b, &a.hold, &a.book);
        status = ask_send(&b, out, error);
    }
    ask_close(&a);
    return status;
}
