/* read.c - pages to clean articles. */
#include "cli/cli.h"

int read_main(const options *o, int argc, char **argv) {
    return run_inputs(o, UH_READ, argc, argv);
}
