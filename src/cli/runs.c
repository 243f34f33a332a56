/* runs.c - the account of each run of a record. */
#include "cli/cli.h"

static uh_status ask(uh_store *store, const options *o, const char *argument, uh_sink out,
                     uh_error *error) {
    (void)argument;
    return uh_store_list(store, UH_LIST_RUNS, &o->filter, o->format, out, error);
}

int runs_main(const options *o, int argc, char **argv) {
    (void)argc;
    return ask_record(o, argv[0], ask, NULL);
}
