/* export.c - the events of a record in the formats of others. */
#include "cli/cli.h"

static uh_status ask(uh_store *store, const options *o, const char *argument, uh_sink out,
                     uh_error *error) {
    uint64_t left_out = 0;
    uh_model *model = NULL;
    (void)argument;
    uh_status status = uh_model_open(o->model, &model, error);
    if (status == UH_OK)
        status = uh_store_export(store, model, &o->filter, o->format ? o->format : UH_CSV, out,
                                 &left_out, error);
    uh_model_close(model);
    if (status == UH_OK && left_out && !o->quiet)
        fprintf(
            stderr,
            "upperhand: %llu events have no place in this format and are left out: not asserted, "
            "no day, no place, or a side missing\n",
            (unsigned long long)left_out);
    return status;
}

int export_main(const options *o, int argc, char **argv) {
    (void)argc;
    return ask_record(o, argv[0], ask, NULL);
}
