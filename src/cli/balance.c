/* balance.c - balance and report: who holds the upper hand in a country. */
#include "cli/cli.h"

typedef struct parts {
    uh_model *model;
    uh_store *store;
    output out;
} parts;

static int fail(parts *p, const uh_error *error) {
    say_error(error);
    uh_store_close(p->store);
    uh_model_close(p->model);
    return exit_of(error->status, &(uh_counts){ 0 });
}

/* A refused question leaves no file: the output takes its name only when it is whole. */
static int answer(const options *o, char **argv, bool page) {
    parts p = { .model = model_of(o) };
    uh_error error = { .status = UH_OK };
    if (!p.model)
        return EXIT_FAILED;
    if (uh_store_open(argv[0], 0, &p.store, &error) != UH_OK)
        return fail(&p, &error);
    if (!output_open(&p.out, o->output)) {
        uh_store_close(p.store);
        uh_model_close(p.model);
        return EXIT_FAILED;
    }
    uh_sink sink = output_sink(&p.out);
    uh_status status =
        page ? uh_report(p.store, p.model, argv[1], &o->balance, sink, &error)
             : uh_balance(p.store, p.model, argv[1], &o->balance, o->format, sink, &error);
    bool written = output_close(&p.out, status == UH_OK);
    if (status != UH_OK && !p.out.failed)
        return fail(&p, &error);
    uh_store_close(p.store);
    uh_model_close(p.model);
    return written ? EXIT_DONE : EXIT_FAILED;
}

int balance_main(const options *o, int argc, char **argv) {
    (void)argc;
    return answer(o, argv, false);
}

int report_main(const options *o, int argc, char **argv) {
    (void)argc;
    return answer(o, argv, true);
}
