/* threats.c - the ledger of threats. */
#include "cli/cli.h"

#include <stdio.h>
#include <string.h>

static uh_status ask(uh_store *store, const options *o, const char *argument, uh_sink out,
                     uh_error *error) {
    (void)argument;
    if (!o->balance.by)
        return uh_threats(store, &o->filter, o->format, out, error);
    if (strcmp(o->balance.by, "kind") == 0)
        return uh_store_list(store, UH_LIST_RATES, &o->filter, o->format, out, error);
    *error = (uh_error){ .status = UH_ARGUMENT };
    snprintf(error->message, sizeof error->message, "by '%s'; expected kind", o->balance.by);
    return UH_ARGUMENT;
}

int threats_main(const options *o, int argc, char **argv) {
    (void)argc;
    return ask_record(o, argv[0], ask, NULL);
}
