/* precedents.c - past episodes like a country's present one. */
#include "cli/cli.h"

static uh_status ask(uh_store *store, const options *o, const char *country, uh_sink out,
                     uh_error *error) {
    uh_model *model = NULL;
    uh_status status = uh_model_open(o->model, &model, error);
    if (status == UH_OK)
        status = uh_precedents(store, model, country, &o->precedent, o->format, out, error);
    uh_model_close(model);
    return status;
}

int precedents_main(const options *o, int argc, char **argv) {
    (void)argc;
    return ask_record(o, argv[0], ask, argv[1]);
}
