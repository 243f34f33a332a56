/* parse.c - articles to sentences, tokens and trees. */
#include "cli/cli.h"

int parse_main(const options *o, int argc, char **argv) {
    return run_inputs(o, UH_PARSE, argc, argv);
}
