/* explain.c - the whole evidence for one event. */
#include "cli/cli.h"

static uh_status ask(uh_store *store, const options *o, const char *id, uh_sink out,
                     uh_error *error) {
    return uh_store_explain(store, id, o->format, out, error);
}

int explain_main(const options *o, int argc, char **argv) {
    (void)argc;
    return ask_record(o, argv[0], ask, argv[1]);
}
