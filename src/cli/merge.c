/* merge.c - records of parts into one. */
#include "cli/cli.h"

int merge_main(const options *o, int argc, char **argv) {
    uh_store *store = NULL;
    uh_error error = { .status = UH_OK };
    uh_counts counts = { 0 };
    uh_status status = uh_store_open(argv[0], 1, &store, &error);
    if (status == UH_OK)
        status =
            uh_store_merge(store, (const char *const *)argv + 1, (size_t)argc - 1, &counts, &error);
    uh_store_close(store);
    if (status != UH_OK) {
        say_error(&error);
        return exit_of(status, &counts);
    }
    if (!o->quiet)
        printf("%llu pages from %llu records, %llu were there already\n",
               (unsigned long long)counts.pages, (unsigned long long)counts.inputs,
               (unsigned long long)counts.unchanged);
    return fflush(stdout) == 0 ? EXIT_DONE : EXIT_FAILED;
}
