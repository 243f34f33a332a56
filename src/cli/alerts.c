/* alerts.c - which pairs of states have lately changed how they deal with each other. */
#include "cli/cli.h"

static uh_status ask(uh_store *store, const options *o, const char *argument, uh_sink out,
                     uh_error *error) {
    (void)argument;
    uh_model *model = NULL;
    uh_status status = uh_model_open(o->model, &model, error);
    if (status == UH_OK)
        status = uh_alerts(store, model, &o->filter, o->format, out, error);
    uh_model_close(model);
    return status;
}

int alerts_main(const options *o, int argc, char **argv) {
    (void)argc;
    return ask_record(o, argv[0], ask, NULL);
}
