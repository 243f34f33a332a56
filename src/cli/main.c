/* main.c - the program: finds the verb and hands over. */
#include "cli/cli.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

// clang-format off
static const verb verbs[] = {
    { "read", "PATH...", "pages to clean articles",
      TAKES_FORMAT | TAKES_INPUT | TAKES_OUTPUT | TAKES_EXPLAIN, 1, -1, "jsonl text md", read_main },
    { "parse", "PATH...", "articles to sentences, tokens, tags, lemmas, names, trees",
      TAKES_FORMAT | TAKES_INPUT | TAKES_OUTPUT, 1, -1, "conllu", parse_main },
    { "code", "PATH...", "articles to events: who did what to whom, on whose word",
      TAKES_FORMAT | TAKES_INPUT | TAKES_OUTPUT | TAKES_EXPLAIN, 1, -1, "jsonl csv tsv gdelt gdelt1 icews polecat", code_main },
    { "check", "[FOLDER]", "knowledge files, and the examples inside them",
      TAKES_OUTPUT, 0, 1, "", check_main },
    { "add", "DB PATH...", "all of it into a record, one SQLite file",
      TAKES_INPUT | TAKES_DRY_RUN | TAKES_SHARD, 2, -1, "", add_main },
    { "import", "DB FILE...", "event data of GDELT, ICEWS, POLECAT, ACLED or Phoenix into a record",
      TAKES_LAYOUT, 2, -1, "", import_main },
    { "export", "DB", "the events of a record in the formats of others",
      TAKES_FORMAT | TAKES_OUTPUT | TAKES_FILTER, 1, 1,
      "csv tsv jsonl gdelt gdelt1 icews polecat geojson graphml gexf", export_main },
    { "merge", "OUT PART...", "records of parts into one",
      0, 2, -1, "", merge_main },
    { "events", "DB", "the events of a record",
      TAKES_FORMAT | TAKES_OUTPUT | TAKES_FILTER, 1, 1, "table csv tsv jsonl", events_main },
    { "stories", "DB", "which articles tell one story, and which are reprints",
      TAKES_FORMAT | TAKES_OUTPUT | TAKES_FILTER, 1, 1, "table csv tsv jsonl", stories_main },
    { "claims", "DB", "who said what about whom",
      TAKES_FORMAT | TAKES_OUTPUT | TAKES_FILTER | TAKES_VIEW, 1, 1, "table csv tsv jsonl", claims_main },
    { "search", "DB WORDS...", "sentences behind events and claims that hold all the words",
      TAKES_FORMAT | TAKES_OUTPUT | TAKES_FILTER, 2, -1, "table csv tsv jsonl", search_main },
    { "correct", "DB EVENT ACT...", "an event that is wrong: reject, merge OTHER, split REPORT, recode FIELD=VALUE..., undo",
      TAKES_NOTE, 3, -1, "", correct_main },
    { "explain", "DB ID", "the whole evidence for one event",
      TAKES_FORMAT | TAKES_OUTPUT, 2, 2, "text jsonl", explain_main },
    { "problems", "DB", "what was skipped, and why",
      TAKES_FORMAT | TAKES_OUTPUT | TAKES_FILTER, 1, 1, "table csv tsv jsonl", problems_main },
    { "runs", "DB", "the account of each run: what it read, took in and skipped",
      TAKES_FORMAT | TAKES_OUTPUT, 1, 1, "table csv tsv jsonl", runs_main },
    { "stats", "DB", "what a record holds",
      TAKES_FORMAT | TAKES_OUTPUT, 1, 1, "table csv tsv jsonl", stats_main },
    { "balance", "DB COUNTRY", "each patron's hold over a country through time",
      TAKES_FORMAT | TAKES_OUTPUT | TAKES_BALANCE | TAKES_COMPARE | TAKES_DATES, 2, 2, "table csv jsonl chart", balance_main },
    { "threats", "DB", "each threat, and whether it was carried out",
      TAKES_FORMAT | TAKES_OUTPUT | TAKES_COUNTRY | TAKES_DATES | TAKES_KIND, 1, 1, "table csv tsv jsonl chart", threats_main },
    { "precedents", "DB COUNTRY", "past episodes most like a country's present one, and what came next",
      TAKES_FORMAT | TAKES_OUTPUT | TAKES_WINDOW, 2, 2, "table csv tsv jsonl", precedents_main },
    { "alerts", "DB", "pairs of states that have lately changed how they deal with each other",
      TAKES_FORMAT | TAKES_OUTPUT | TAKES_COUNTRY | TAKES_DATES, 1, 1, "table csv tsv jsonl", alerts_main },
    { "report", "DB COUNTRY", "one page of HTML: who holds the upper hand, and the evidence",
      TAKES_OUTPUT | TAKES_BALANCE | TAKES_DATES, 2, 2, "", report_main },
    { "serve", "DB", "the record to browse, on this machine's loopback address",
      TAKES_PORT, 1, 1, "", serve_main },
};
// clang-format on

enum { VERBS = sizeof verbs / sizeof *verbs };

static void usage(FILE *to) {
    fprintf(to, "usage: upperhand VERB [options] ARGUMENT...\n\n"
                "Reads the news as it is found and keeps the record: who did what to whom, on\n"
                "whose word.\n\n");
    for (int i = 0; i < VERBS; i++)
        fprintf(to, "  %-10s %-14s %s\n", verbs[i].name, verbs[i].arguments, verbs[i].does);
    fprintf(to,
            "\nupperhand VERB --help says more; upperhand --version names version and model.\n");
}

static int version(void) {
    uh_model *model = NULL;
    uh_error error;
    if (uh_model_open(NULL, &model, &error) != UH_OK) {
        say_error(&error);
        return EXIT_FAILED;
    }
    char knowledge[17], weights[17];
    uh_model_part_hash(model, UH_KNOWLEDGE, knowledge);
    uh_model_part_hash(model, UH_WEIGHTS, weights);
    printf("upperhand %s, model %s\nknowledge %s, weights %s\n", uh_version(), uh_model_hash(model),
           knowledge, weights);
    uh_model_close(model);
    return fflush(stdout) == 0 ? EXIT_DONE : EXIT_FAILED;
}

static const verb *find_verb(const char *name) {
    for (int i = 0; i < VERBS; i++)
        if (strcmp(verbs[i].name, name) == 0)
            return &verbs[i];
    return NULL;
}

/* --manual [VERB], --completion SHELL: what `make man` and `make install` put into files. */
static int write_pages(int argc, char **argv) {
    const char *what = argc > 2 ? argv[2] : NULL;
    bool good = true;
    if (strcmp(argv[1], "--manual") == 0) {
        const verb *v = what ? find_verb(what) : NULL;
        good = !what || v;
        if (good)
            manual_write(verbs, VERBS, v, stdout);
    } else {
        good = what && completion_write(verbs, VERBS, what, stdout);
    }
    if (!good) {
        fprintf(stderr, "upperhand: %s: no '%s' to write\n", argv[1], what ? what : "");
        return EXIT_USAGE;
    }
    return fflush(stdout) == 0 ? EXIT_DONE : EXIT_FAILED;
}

static int run_verb(const verb *v, int argc, char **argv) {
    options o;
    int status = options_parse(v, &argc, argv, &o);
    if (status == EXIT_SKIPPED)
        return fflush(stdout) == 0 ? EXIT_DONE : EXIT_FAILED;
    return status == EXIT_DONE ? v->run(&o, argc, argv) : status;
}

/* A standard stream that the caller closed must not become the number of a file that is opened
 * later: it is held by one that refuses to be written. */
static void hold_streams(void) {
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", O_RDONLY) < 0)
            _exit(EXIT_FAILED);
}

int main(int argc, char **argv) {
    hold_streams();
    signal(SIGPIPE, SIG_IGN); // a reader that went away is a failed write
#ifdef SIGXFSZ
    signal(SIGXFSZ, SIG_IGN); // so is a file that may not grow
#endif
    const char *name = argc > 1 ? argv[1] : "";
    if (strcmp(name, "--version") == 0)
        return version();
    if (strcmp(name, "--help") == 0 || strcmp(name, "help") == 0 || strcmp(name, "-h") == 0) {
        usage(stdout);
        return EXIT_DONE;
    }
    if (strcmp(name, "--manual") == 0 || strcmp(name, "--completion") == 0)
        return write_pages(argc, argv);
    const verb *v = find_verb(name);
    if (v)
        return run_verb(v, argc - 2, argv + 2);
    if (*name)
        fprintf(stderr, "upperhand: no verb '%s'\n", name);
    usage(stderr);
    return EXIT_USAGE;
}
