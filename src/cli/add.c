/* add.c - inputs into a record. */
#include "cli/cli.h"

static void say_counts(const uh_counts *c, bool dry_run) {
    printf("%s%llu pages from %llu inputs: %llu articles, %llu sentences, %llu events; "
           "%llu unchanged, %llu skipped",
           dry_run ? "would add: " : "", (unsigned long long)c->pages,
           (unsigned long long)c->inputs, (unsigned long long)c->articles,
           (unsigned long long)c->sentences, (unsigned long long)c->events,
           (unsigned long long)c->unchanged, (unsigned long long)c->skipped);
    if (c->elsewhere)
        printf(", %llu of other shards", (unsigned long long)c->elsewhere);
    putchar('\n');
}

static int add(const options *o, uh_store *store, const uh_model *model, int argc, char **argv) {
    uh_run_options run = o->run;
    uh_counts counts = { 0 };
    uh_error error = { .status = UH_OK };
    listener progress;
    listen(&run, &progress, o->quiet, argc, argv);
    uh_status status =
        uh_store_add(store, model, (const char *const *)argv, (size_t)argc, &run, &counts, &error);
    listen_end(&run);
    if (status != UH_OK) {
        say_error(&error);
        return exit_of(status, &counts);
    }
    say_counts(&counts, run.dry_run != 0);
    return fflush(stdout) == 0 ? exit_of(status, &counts) : EXIT_FAILED;
}

int add_main(const options *o, int argc, char **argv) {
    uh_model *model = model_of(o);
    uh_store *store = NULL;
    uh_error error;
    if (!model)
        return EXIT_FAILED;
    uh_status status = UH_OK;
    if (!o->run.dry_run)
        status = uh_store_open(argv[0], 1, &store, &error);
    int exit_status = EXIT_FAILED;
    if (status != UH_OK)
        say_error(&error);
    else
        exit_status = add(o, store, model, argc - 1, argv + 1);
    uh_store_close(store);
    uh_model_close(model);
    return exit_status;
}
