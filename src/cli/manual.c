/* manual.c - manual pages and completions, written from the tables that help is written from. */
#include "cli/cli.h"

#include <string.h>

/* ---- roff ---- */

/* Text in which no character may be taken for a request or an escape. */
static void roff(FILE *to, const char *words) {
    bool starts = true;
    for (; *words; words++) {
        if (starts && (*words == '.' || *words == '\''))
            fputs("\\&", to);
        if (*words == '\\')
            fputs("\\e", to);
        else if (*words == '-')
            fputs("\\-", to);
        else
            fputc(*words, to);
        starts = *words == '\n';
    }
}

static void roff_option(void *context, const option_words *o) {
    FILE *to = context;
    fputs(".TP\n", to);
    if (o->letter)
        fprintf(to, "\\fB\\-%c\\fR, ", o->letter);
    fputs("\\fB\\-\\-", to);
    roff(to, o->name);
    fputs("\\fR", to);
    if (o->value)
        fprintf(to, " \\fI%s\\fR", o->value);
    fputc('\n', to);
    roff(to, o->does);
    if (o->choices) {
        fputs(": ", to);
        roff(to, o->choices);
    }
    fputc('\n', to);
}

static void roff_heading(FILE *to, const char *name, const char *does) {
    fprintf(to, ".TH \"%s\" 1 \"\" \"upperhand %s\" \"Upperhand\"\n.SH NAME\n", name, uh_version());
    roff(to, name);
    fputs(" \\- ", to);
    roff(to, does);
    fputs("\n.SH SYNOPSIS\n", to);
}

static void roff_end(const verb *all, int n, const verb *but, FILE *to) {
    fputs(".SH EXIT STATUS\n0 done, 1 failed, 2 usage, 3 done but some inputs were skipped\n"
          ".SH SEE ALSO\n",
          to);
    if (but)
        fprintf(to, ".BR upperhand (1)%s", n > 1 ? ",\n" : "\n");
    for (int i = 0, last = n - 1 - (but == &all[n - 1]); i < n; i++)
        if (&all[i] != but)
            fprintf(to, ".BR upperhand\\-%s (1)%s\n", all[i].name, i < last ? "," : "");
}

static void manual_of_verb(const verb *all, int n, const verb *v, FILE *to) {
    char name[64];
    snprintf(name, sizeof name, "upperhand-%s", v->name);
    roff_heading(to, name, v->does);
    fprintf(to, "\\fBupperhand %s\\fR [\\fIoptions\\fR] \\fI", v->name);
    roff(to, v->arguments);
    fputs("\\fR\n.SH DESCRIPTION\n", to);
    roff(to, v->does);
    fputs(".\n", to);
    if (*verb_notes(v)) {
        fputs(".PP\n", to);
        roff(to, verb_notes(v));
    }
    fputs(".SH OPTIONS\n", to);
    options_each(v, roff_option, to);
    roff_end(all, n, v, to);
}

void manual_write(const verb *verbs, int n_verbs, const verb *v, FILE *to) {
    if (v) {
        manual_of_verb(verbs, n_verbs, v, to);
        return;
    }
    roff_heading(to, "upperhand", "reads the news as it is found and keeps the record");
    fputs("\\fBupperhand\\fR \\fIVERB\\fR [\\fIoptions\\fR] \\fIARGUMENT\\fR...\n"
          ".SH DESCRIPTION\nWho did what to whom, on whose word.\n.SH VERBS\n",
          to);
    for (int i = 0; i < n_verbs; i++) {
        fprintf(to, ".TP\n\\fB%s\\fR \\fI", verbs[i].name);
        roff(to, verbs[i].arguments);
        fputs("\\fR\n", to);
        roff(to, verbs[i].does);
        fputc('\n', to);
    }
    roff_end(verbs, n_verbs, NULL, to);
}

/* ---- completion ---- */

/* Inside single quotes of a shell. */
static void quoted(FILE *to, const char *words) {
    for (; *words; words++)
        if (*words == '\'')
            fputs("'\\''", to);
        else
            fputc(*words, to);
}

static void verb_names(const verb *all, int n, FILE *to) {
    for (int i = 0; i < n; i++)
        fprintf(to, "%s%s", i ? " " : "", all[i].name);
}

static void option_name(void *context, const option_words *o) {
    fprintf(context, " --%s", o->name);
}

static void bash(const verb *all, int n, FILE *to) {
    fputs("# bash completion for upperhand\n_upperhand() {\n"
          "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} "
          "verb=${COMP_WORDS[1]} options= formats=\n"
          "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n        COMPREPLY=($(compgen -W '",
          to);
    verb_names(all, n, to);
    fputs(" --help --version' -- \"$word\"))\n        return\n    fi\n    case $verb in\n", to);
    for (int i = 0; i < n; i++) {
        fprintf(to, "    %s) options='", all[i].name);
        options_each(&all[i], option_name, to);
        fprintf(to, "' formats='%s' ;;\n", all[i].formats);
    }
    fputs("    esac\n    if [ \"$before\" = --format ]; then\n"
          "        COMPREPLY=($(compgen -W \"$formats\" -- \"$word\"))\n"
          "    elif [ \"${word:0:1}\" = - ]; then\n"
          "        COMPREPLY=($(compgen -W \"$options\" -- \"$word\"))\n    else\n"
          "        COMPREPLY=($(compgen -f -- \"$word\"))\n    fi\n}\n"
          "complete -o filenames -F _upperhand upperhand\n",
          to);
}

/* The characters that zsh would take for parts of a specification are left out. */
static void zsh_words(FILE *to, const char *words) {
    for (; *words; words++)
        if (!strchr("[]:'\\", *words))
            fputc(*words, to);
}

static void zsh_option(void *context, const option_words *o) {
    FILE *to = context;
    fprintf(to, " \\\n            '--%s[", o->name);
    zsh_words(to, o->does);
    fputc(']', to);
    if (o->choices)
        fprintf(to, ":%s:(%s)", o->value, o->choices);
    else if (o->value)
        fprintf(to, ":%s:%s", o->value, o->is_file ? "_files" : "");
    fputc('\'', to);
}

static void zsh(const verb *all, int n, FILE *to) {
    fputs("#compdef upperhand\n_upperhand() {\n    local -a verbs\n    verbs=(\n", to);
    for (int i = 0; i < n; i++) {
        fprintf(to, "        '%s:", all[i].name);
        zsh_words(to, all[i].does);
        fputs("'\n", to);
    }
    fputs("    )\n    if (( CURRENT == 2 )); then\n        _describe verb verbs\n        return\n"
          "    fi\n    local verb=$words[2]\n    shift words\n    (( CURRENT-- ))\n"
          "    case $verb in\n",
          to);
    for (int i = 0; i < n; i++) {
        fprintf(to, "    %s)\n        _arguments", all[i].name);
        options_each(&all[i], zsh_option, to);
        fputs(" \\\n            '*:file:_files' ;;\n", to);
    }
    fputs("    esac\n}\n_upperhand \"$@\"\n", to);
}

/* A verb and where to write. */
typedef struct fish_writer {
    const verb *verb;
    FILE *to;
} fish_writer;

static void fish_option(void *context, const option_words *o) {
    fish_writer *w = context;
    fprintf(w->to, "complete -c upperhand -n '__fish_seen_subcommand_from %s' -l %s", w->verb->name,
            o->name);
    if (o->letter)
        fprintf(w->to, " -s %c", o->letter);
    if (o->choices)
        fprintf(w->to, " -x -a '%s'", o->choices);
    else if (o->value)
        fputs(o->is_file ? " -r" : " -x", w->to);
    fputs(" -d '", w->to);
    quoted(w->to, o->does);
    fputs("'\n", w->to);
}

static void fish(const verb *all, int n, FILE *to) {
    fputs("# fish completion for upperhand\n", to);
    for (int i = 0; i < n; i++) {
        fprintf(to, "complete -c upperhand -n __fish_use_subcommand -f -a %s -d '", all[i].name);
        quoted(to, all[i].does);
        fputs("'\n", to);
        fish_writer w = { &all[i], to };
        options_each(&all[i], fish_option, &w);
    }
}

bool completion_write(const verb *verbs, int n_verbs, const char *shell, FILE *to) {
    static const struct {
        const char *name;
        void (*write)(const verb *, int, FILE *);
    } shells[] = { { "bash", bash }, { "zsh", zsh }, { "fish", fish } };
    for (size_t i = 0; i < sizeof shells / sizeof *shells; i++)
        if (strcmp(shells[i].name, shell) == 0) {
            shells[i].write(verbs, n_verbs, to);
            return true;
        }
    return false;
}
