/* stories.c - the stories of a record: which articles print the same. */
#include "cli/cli.h"

static uh_status ask(uh_store *store, const options *o, const char *argument, uh_sink out,
                     uh_error *error) {
    (void)argument;
    return uh_store_list(store, UH_LIST_STORIES, &o->filter, o->format, out, error);
}

int stories_main(const options *o, int argc, char **argv) {
    (void)argc;
    return ask_record(o, argv[0], ask, NULL);
}
