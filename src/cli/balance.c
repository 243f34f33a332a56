/* balance.c - balance and report: who holds the upper hand in a country. */
#include "cli/cli.h"

static uh_status ask_balance(uh_store *store, const options *o, const char *country, uh_sink out,
                             uh_error *error) {
    uh_model *model = NULL;
    uh_status status = uh_model_open(o->model, &model, error);
    if (status == UH_OK)
        status = uh_balance(store, model, country, &o->balance, o->format, out, error);
    uh_model_close(model);
    return status;
}

static uh_status ask_report(uh_store *store, const options *o, const char *country, uh_sink out,
                            uh_error *error) {
    uh_model *model = NULL;
    uh_status status = uh_model_open(o->model, &model, error);
    if (status == UH_OK)
        status = uh_report(store, model, country, &o->balance, out, error);
    uh_model_close(model);
    return status;
}

int balance_main(const options *o, int argc, char **argv) {
    (void)argc;
    return ask_record(o, argv[0], ask_balance, argv[1]);
}

int report_main(const options *o, int argc, char **argv) {
    (void)argc;
    return ask_record(o, argv[0], ask_report, argv[1]);
}
