/* check.c - knowledge files, and the examples inside them. */
#include "cli/cli.h"

int check_main(const options *o, int argc, char **argv) {
    uh_error error = { .status = UH_OK };
    output out;
    if (!output_open(&out, o->output))
        return EXIT_FAILED;
    uh_status status = uh_check(argc ? argv[0] : NULL, output_sink(&out), &error);
    bool found = status == UH_INPUT; // the findings are the output
    bool written = output_close(&out, status == UH_OK || found);
    if (status != UH_OK && !found && !out.failed)
        say_error(&error);
    return written && status == UH_OK ? EXIT_DONE : EXIT_FAILED;
}
