/* say.c - messages: errors, notes about inputs, progress. */
#include "cli/cli.h"

#include <unistd.h>

void say_error(const uh_error *error) {
    fprintf(stderr, "upperhand: ");
    if (error->where[0])
        fprintf(stderr, "%s:", error->where);
    if (error->line)
        fprintf(stderr, "%lu:", (unsigned long)error->line);
    fprintf(stderr, "%s%s\n", error->where[0] ? " " : "",
            error->message[0] ? error->message : uh_status_name(error->status));
}

int exit_of(uh_status status, const uh_counts *counts) {
    if (status == UH_ARGUMENT)
        return EXIT_USAGE;
    if (status != UH_OK)
        return EXIT_FAILED;
    return counts->skipped ? EXIT_SKIPPED : EXIT_DONE;
}

static void clear_progress(void) {
    if (isatty(STDERR_FILENO))
        fprintf(stderr, "\r\033[K");
}

static void say_note(void *context, const uh_note *n) {
    (void)context;
    clear_progress();
    const char *path = n->path[0] == '-' && !n->path[1] ? "standard input" : n->path;
    fprintf(stderr, "upperhand: %s:", path);
    if (n->line)
        fprintf(stderr, "%lu:", (unsigned long)n->line);
    else if (n->offset)
        fprintf(stderr, " byte %llu:", (unsigned long long)n->offset);
    fprintf(stderr, " %s\n", n->message);
}

static void say_progress(void *context, const uh_counts *c) {
    (void)context;
    fprintf(stderr, "\r%llu pages, %llu articles, %llu events, %llu skipped, %.1f MB",
            (unsigned long long)c->pages, (unsigned long long)c->articles,
            (unsigned long long)c->events, (unsigned long long)c->skipped, (double)c->bytes / 1e6);
}

void listen(uh_run_options *run, bool quiet) {
    if (quiet)
        return;
    run->note = say_note;
    if (isatty(STDERR_FILENO))
        run->progress = say_progress;
}

void listen_end(const uh_run_options *run) {
    if (run->progress)
        clear_progress();
}

uh_model *model_of(const options *o) {
    uh_model *model = NULL;
    uh_error error;
    if (uh_model_open(o->model, &model, &error) == UH_OK)
        return model;
    say_error(&error);
    return NULL;
}

int run_inputs(const options *o, uh_verb v, int argc, char **argv) {
    uh_run_options run = o->run;
    listen(&run, o->quiet);
    uh_model *model = model_of(o);
    output out;
    if (!model || !output_open(&out, o->output)) {
        uh_model_close(model);
        return EXIT_FAILED;
    }
    uh_error error = { .status = UH_OK };
    uh_counts counts = { 0 };
    uh_status status = uh_run(model, v, (const char *const *)argv, (size_t)argc, &run,
                              output_sink(&out), &counts, &error);
    listen_end(&run);
    bool written = output_close(&out, status == UH_OK);
    if (status != UH_OK && !out.failed)
        say_error(&error);
    uh_model_close(model);
    return written || status == UH_ARGUMENT ? exit_of(status, &counts) : EXIT_FAILED;
}
