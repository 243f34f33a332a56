/* correct.c - what the user knows better about an event. */
#include "cli/cli.h"

#include <string.h>

static int complain(const char *what, const char *value) {
    fprintf(stderr, "upperhand correct: %s%s%s\n", what, *value ? " " : "", value);
    return EXIT_USAGE;
}

/* Reads "FIELD=VALUE" of recode. */
static bool read_field(char *given, uh_correction *c) {
    const struct {
        const char *name;
        const char **value;
    } fields[] = { { "type", &c->type }, { "mode", &c->mode },   { "status", &c->status },
                   { "date", &c->date }, { "actor", &c->actor }, { "recipient", &c->recipient } };
    char *equals = strchr(given, '=');
    for (size_t i = 0; equals && i < sizeof fields / sizeof *fields; i++)
        if (strlen(fields[i].name) == (size_t)(equals - given) &&
            strncmp(given, fields[i].name, (size_t)(equals - given)) == 0) {
            *fields[i].value = equals + 1;
            return true;
        }
    return false;
}

static int read_correction(const options *o, int argc, char **argv, uh_correction *c) {
    *c = (uh_correction){ .size = sizeof *c, .event = argv[0], .act = argv[1], .note = o->note };
    bool recode = strcmp(c->act, "recode") == 0;
    bool other = strcmp(c->act, "merge") == 0 || strcmp(c->act, "split") == 0;
    if (other && argc != 3)
        return complain("expected one more id after", c->act);
    if (other)
        c->other = argv[2];
    for (int i = 2; i < argc && !other; i++)
        if (!recode || !read_field(argv[i], c))
            return complain(recode ? "expected FIELD=VALUE with type, mode, status, date, actor or "
                                     "recipient, not"
                                   : "nothing is expected here:",
                            argv[i]);
    return EXIT_DONE;
}

int correct_main(const options *o, int argc, char **argv) {
    uh_correction c;
    uh_store *store = NULL;
    uh_error error = { .status = UH_OK };
    uh_counts none = { 0 };
    int usage = read_correction(o, argc - 1, argv + 1, &c);
    if (usage != EXIT_DONE)
        return usage;
    FILE *there = fopen(argv[0], "rb"); // a correction makes no record
    if (there)
        fclose(there);
    uh_status status = uh_store_open(argv[0], there != NULL, &store, &error);
    if (status == UH_OK)
        status = uh_store_correct(store, &c, &error);
    uh_store_close(store);
    if (status != UH_OK)
        say_error(&error);
    return exit_of(status, &none);
}
