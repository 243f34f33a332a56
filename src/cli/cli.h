/* cli.h - what the verbs share: options, output, messages. A verb is one file and one line in the
 * table of main.c. */
#ifndef UH_CLI_H
#define UH_CLI_H

#include "upperhand.h"

#include <stdbool.h>
#include <stdio.h>

enum { EXIT_DONE = 0, EXIT_FAILED = 1, EXIT_USAGE = 2, EXIT_SKIPPED = 3 };

/* Which of the common options a verb takes; help and quiet belong to all. */
enum option_set {
    TAKES_FORMAT = 1 << 0,
    TAKES_INPUT = 1 << 1, // --jobs --input --limit --since --until --doc-limit
    TAKES_OUTPUT = 1 << 2,
    TAKES_LAYOUT = 1 << 3,
    TAKES_EXPLAIN = 1 << 4,
    TAKES_DRY_RUN = 1 << 5,
    TAKES_FILTER = 1 << 6,
    TAKES_BALANCE = 1 << 7,
    TAKES_COUNTRY = 1 << 8,
    TAKES_DATES = 1 << 9, // --since --until, for verbs that take no input
    TAKES_PORT = 1 << 10,
    TAKES_WINDOW = 1 << 11, // --window --until --seed
    TAKES_NOTE = 1 << 12,
    TAKES_SHARD = 1 << 13,
    TAKES_COMPARE = 1 << 14,
    TAKES_VIEW = 1 << 15, // --by, of claims
    TAKES_KIND = 1 << 16, // --by, of threats
};

typedef struct options {
    uh_format format;
    const char *output; // NULL, "-": standard output
    bool quiet;
    uh_layout layout;
    bool published; // the published table of CAMEO and PLOVER, not the manual
    uh_run_options run;
    uh_filter filter;
    uh_balance_options balance;
    uh_precedent_options precedent;
    uint16_t port;     // of serve; 0: one that is free
    const char *model; // file, or NULL
    const char *note;  // of a correction, or NULL
} options;

typedef struct verb {
    const char *name;
    const char *arguments; // as usage shows them
    const char *does;      // one line
    int takes;             // of option_set
    int least, most;       // plain arguments; most -1: any number
    const char *formats;   // names for --format, the first is the default
    int (*run)(const options *o, int argc, char **argv);
} verb;

int read_main(const options *o, int argc, char **argv);
int parse_main(const options *o, int argc, char **argv);
int code_main(const options *o, int argc, char **argv);
int balance_main(const options *o, int argc, char **argv);
int alerts_main(const options *o, int argc, char **argv);
int precedents_main(const options *o, int argc, char **argv);
int serve_main(const options *o, int argc, char **argv);
int threats_main(const options *o, int argc, char **argv);
int report_main(const options *o, int argc, char **argv);
int check_main(const options *o, int argc, char **argv);
int merge_main(const options *o, int argc, char **argv);
int add_main(const options *o, int argc, char **argv);
int export_main(const options *o, int argc, char **argv);
int import_main(const options *o, int argc, char **argv);
int events_main(const options *o, int argc, char **argv);
int stories_main(const options *o, int argc, char **argv);
int claims_main(const options *o, int argc, char **argv);
int search_main(const options *o, int argc, char **argv);
int problems_main(const options *o, int argc, char **argv);
int runs_main(const options *o, int argc, char **argv);
int stats_main(const options *o, int argc, char **argv);
int correct_main(const options *o, int argc, char **argv);
int explain_main(const options *o, int argc, char **argv);

/* Reads options and plain arguments of a verb, in any order; "--" ends the options.
 * returns  EXIT_DONE (go on), EXIT_USAGE (a message was written), or EXIT_SKIPPED: help was asked
 *          for and written. argv is left with the plain arguments, *argc says how many */
int options_parse(const verb *v, int *argc, char **argv, options *out);
void usage_verb(const verb *v, FILE *to);

#define EXIT_WORDS "exit: 0 done, 1 failed, 2 usage, 3 done but some inputs were skipped"

/* An option as help, manual and completion tell it. */
typedef struct option_words {
    char letter; // 0: none
    const char *name;
    const char *value; // NULL: takes none
    const char *does;
    const char *choices; // names parted by blanks, or NULL
    bool is_file;
} option_words;

typedef void (*option_fn)(void *context, const option_words *option);
/* Calls for each option that a verb takes, in the order of help. */
void options_each(const verb *v, option_fn take, void *context);
const char *verb_notes(const verb *v); // about its arguments; ""

/* Writes the manual page of a verb, or of the program (v NULL), as roff. */
void manual_write(const verb *verbs, int n_verbs, const verb *v, FILE *to);
/* Writes the completion of a shell: bash, zsh or fish; false: no such shell. */
bool completion_write(const verb *verbs, int n_verbs, const char *shell, FILE *to);

/* ---- messages: all go to standard error and start with the program's name ---- */

void say_error(const uh_error *error);
/* The exit status that a result means. */
int exit_of(uh_status status, const uh_counts *counts);

/* ---- output: standard output, or a file that takes its name when it is whole ---- */

typedef struct output {
    FILE *file;
    const char *name; // for messages
    char *part;       // the unfinished file; NULL: written in place
    int failed;       // errno of the first failure
} output;

/* False: a message was written. */
bool output_open(output *o, const char *path);
uh_sink output_sink(output *o);
/* Ends the output; good: the work behind it succeeded, else an unfinished file is removed. False: a
 * message was written. */
bool output_close(output *o, bool good);

/* Opens the model the options name; NULL: a message was written. */
uh_model *model_of(const options *o);
/* Runs inputs through a verb of the library; all of read, parse and code. */
int run_inputs(const options *o, uh_verb v, int argc, char **argv);
typedef uh_status (*ask_fn)(uh_store *store, const options *o, const char *argument, uh_sink out,
                            uh_error *error);
/* Opens the record at path, asks, writes the answer where the options say. */
int ask_record(const options *o, const char *path, ask_fn ask, const char *argument);
/* Where a run stood at a moment. */
typedef struct moment {
    double seconds;
    uint64_t pages, bytes;
} moment;

/* What the line of progress remembers. */
typedef struct listener {
    double start, said;
    uint64_t bytes;  // of all inputs; 0: not known
    moment marks[2]; // that the rate is taken from, and the next one
} listener;

/* Hooks notes and progress into the options of a run over some inputs. */
void listen(uh_run_options *run, listener *l, bool quiet, int n, char **paths);
/* Takes the line of progress away. */
void listen_end(const uh_run_options *run);

#endif
