/* record.c - what the verbs that ask a record share: open it, ask, write. */
#include "cli/cli.h"

int ask_record(const options *o, const char *path, ask_fn ask, const char *argument) {
    uh_store *store = NULL;
    uh_error error = { .status = UH_OK };
    uh_status status = uh_store_open(path, 0, &store, &error);
    if (status != UH_OK) {
        say_error(&error);
        return EXIT_FAILED;
    }
    output out;
    if (!output_open(&out, o->output)) {
        uh_store_close(store);
        return EXIT_FAILED;
    }
    status = ask(store, o, argument, output_sink(&out), &error);
    bool written = output_close(&out, status == UH_OK);
    uh_store_close(store);
    if (status != UH_OK && !out.failed)
        say_error(&error);
    uh_counts none = { 0 };
    return written || status == UH_ARGUMENT ? exit_of(status, &none) : EXIT_FAILED;
}
