/* say.c - messages: errors, notes about inputs, progress. */
#include "cli/cli.h"

#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define LISTENER_PAUSE   0.2 // seconds between two lines
#define LISTENER_SECONDS 15. // that a rate is taken over, at least

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

/* ---- progress ---- */

static double now(void) {
    struct timespec t;
    return clock_gettime(CLOCK_MONOTONIC, &t) == 0 ? (double)t.tv_sec + (double)t.tv_nsec / 1e9 : 0;
}

/* How fast it went of late: what was known already passes quickly and says nothing of the rest. */
static void mark(listener *l, double seconds, const uh_counts *c) {
    if (seconds - l->marks[1].seconds < LISTENER_SECONDS)
        return;
    l->marks[0] = l->marks[1];
    l->marks[1] = (moment){ seconds, c->pages, c->bytes };
}

static void say_time(double seconds) {
    if (seconds < 90)
        fprintf(stderr, ", %.0f s left", seconds);
    else if (seconds < 90 * 60)
        fprintf(stderr, ", %.0f min left", seconds / 60);
    else
        fprintf(stderr, ", %.1f h left", seconds / 3600);
}

static void say_progress(void *context, const uh_counts *c) {
    listener *l = context;
    double seconds = now() - l->start;
    if (seconds - l->said < LISTENER_PAUSE)
        return;
    l->said = seconds;
    mark(l, seconds, c);
    const moment *from = &l->marks[0];
    double span = seconds - from->seconds;
    fprintf(stderr, "\r\033[K%llu pages, %llu articles, %llu events, %llu skipped, %.1f MB",
            (unsigned long long)c->pages, (unsigned long long)c->articles,
            (unsigned long long)c->events, (unsigned long long)c->skipped, (double)c->bytes / 1e6);
    if (span <= 0)
        return;
    fprintf(stderr, ", %.0f pages/s", (double)(c->pages - from->pages) / span);
    if (l->bytes > c->bytes && c->bytes > from->bytes)
        say_time((double)(l->bytes - c->bytes) * span / (double)(c->bytes - from->bytes));
}

/* The size of the inputs, where it is known before they are read: of files. */
static uint64_t size_of(int n, char **paths) {
    uint64_t all = 0;
    for (int i = 0; i < n; i++) {
        struct stat st;
        if (paths[i][0] == '@' || stat(paths[i], &st) != 0 || !S_ISREG(st.st_mode))
            return 0;
        all += (uint64_t)st.st_size;
    }
    return all;
}

void listen(uh_run_options *run, listener *l, bool quiet, int n, char **paths) {
    *l = (listener){ .start = now() };
    if (quiet)
        return;
    run->note = say_note;
    run->context = l;
    if (isatty(STDERR_FILENO)) {
        run->progress = say_progress;
        l->bytes = run->limit ? 0 : size_of(n, paths);
    }
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
    listener progress;
    listen(&run, &progress, o->quiet, argc, argv);
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
