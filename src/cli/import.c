/* import.c - other people's event data into a record. */
#include "cli/cli.h"

static void say_counts(const uh_counts *c) {
    printf(
        "%llu rows from %llu files: %llu events of %llu articles; %llu unchanged, %llu skipped\n",
        (unsigned long long)c->pages, (unsigned long long)c->inputs, (unsigned long long)c->events,
        (unsigned long long)c->articles, (unsigned long long)c->unchanged,
        (unsigned long long)c->skipped);
}

static int take_in(const options *o, uh_store *store, const uh_model *model, int argc,
                   char **argv) {
    uh_run_options run = o->run; // for its notes and progress
    uh_counts counts = { 0 };
    uh_error error = { .status = UH_OK };
    listener progress;
    listen(&run, &progress, o->quiet, argc, argv);
    uh_import_options import = { .size = sizeof import,
                                 .layout = o->layout,
                                 .published = o->published,
                                 .limit = o->run.limit,
                                 .note = run.note,
                                 .progress = run.progress,
                                 .context = run.context,
                                 .jobs = o->run.jobs };
    uh_status status = uh_store_import(store, model, (const char *const *)argv, (size_t)argc,
                                       &import, &counts, &error);
    listen_end(&run);
    if (status != UH_OK) {
        say_error(&error);
        return exit_of(status, &counts);
    }
    say_counts(&counts);
    return fflush(stdout) == 0 ? exit_of(status, &counts) : EXIT_FAILED;
}

int import_main(const options *o, int argc, char **argv) {
    uh_model *model = model_of(o);
    uh_store *store = NULL;
    uh_error error;
    int exit_status = EXIT_FAILED;
    if (!model)
        return EXIT_FAILED;
    if (uh_store_open(argv[0], 1, &store, &error) != UH_OK)
        say_error(&error);
    else
        exit_status = take_in(o, store, model, argc - 1, argv + 1);
    uh_store_close(store);
    uh_model_close(model);
    return exit_status;
}
