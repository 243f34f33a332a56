/* claims.c - who said what about whom. */
#include "cli/cli.h"

#include <stdio.h>
#include <string.h>

static const struct {
    const char *by;
    uh_list list;
} views[] = { { "day", UH_LIST_CLAIMS },
              { "matter", UH_LIST_MATTERS },
              { "dispute", UH_LIST_DISPUTES },
              { "source", UH_LIST_SOURCES } };

static uh_status ask(uh_store *store, const options *o, const char *argument, uh_sink out,
                     uh_error *error) {
    (void)argument;
    const char *by = o->balance.by ? o->balance.by : "day";
    for (size_t i = 0; i < sizeof views / sizeof *views; i++)
        if (strcmp(views[i].by, by) == 0)
            return uh_store_list(store, views[i].list, &o->filter, o->format, out, error);
    *error = (uh_error){ .status = UH_ARGUMENT };
    snprintf(error->message, sizeof error->message,
             "by '%s'; expected day, matter, dispute or source", by);
    return UH_ARGUMENT;
}

int claims_main(const options *o, int argc, char **argv) {
    (void)argc;
    return ask_record(o, argv[0], ask, NULL);
}
