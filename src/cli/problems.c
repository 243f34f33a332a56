/* problems.c - what was skipped, and why. */
#include "cli/cli.h"

static uh_status ask(uh_store *store, const options *o, const char *argument, uh_sink out,
                     uh_error *error) {
    (void)argument;
    return uh_store_list(store, UH_LIST_PROBLEMS, &o->filter, o->format, out, error);
}

int problems_main(const options *o, int argc, char **argv) {
    (void)argc;
    return ask_record(o, argv[0], ask, NULL);
}
