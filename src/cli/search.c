/* search.c - the sentences of a record by their words. */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>

static uh_status ask(uh_store *store, const options *o, const char *words, uh_sink out,
                     uh_error *error) {
    uh_filter filter = o->filter;
    filter.text = words;
    return uh_store_list(store, UH_LIST_SENTENCES, &filter, o->format, out, error);
}

/* The words with a blank between; the caller frees them. */
static char *joined(int n, char **words, const char *more) {
    size_t size = (more ? strlen(more) : 0) + 2;
    for (int i = 0; i < n; i++)
        size += strlen(words[i]) + 1;
    char *all = calloc(size, 1);
    for (int i = 0; all && i < n; i++) {
        strcat(all, i ? " " : "");
        strcat(all, words[i]);
    }
    return all && more ? strcat(strcat(all, " "), more) : all;
}

int search_main(const options *o, int argc, char **argv) {
    char *words = joined(argc - 1, argv + 1, o->filter.text);
    if (!words) {
        fprintf(stderr, "upperhand: out of memory\n");
        return EXIT_FAILED;
    }
    int status = ask_record(o, argv[0], ask, words);
    free(words);
    return status;
}
