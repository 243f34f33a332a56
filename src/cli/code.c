/* code.c - articles to events. */
#include "cli/cli.h"

int code_main(const options *o, int argc, char **argv) {
    return run_inputs(o, UH_CODE, argc, argv);
}
