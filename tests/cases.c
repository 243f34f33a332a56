/* cases.c - runs the stage cases: text files of cases, each a title, an input and what upperhand
 * says of it.
 *
 *   === title [| arguments of upperhand]
 *   input lines
 *   ---
 *   expected lines
 *
 * Without arguments a case takes those of the file `args` in its folder. The input goes in on
 * standard input; standard output is compared byte for byte. `cases --bless PROGRAM FOLDER`
 * rewrites the expected parts. */
#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PATH_MOST = 4096, ARGS_MOST = 32, FILES_MOST = 4096 };

typedef struct string {
    char *at;
    size_t len;
} string;

static int n_run, n_failed;

static void die(const char *what, const char *path) {
    fprintf(stderr, "cases: cannot %s %s\n", what, path);
    exit(2);
}

static string read_all(FILE *file, const char *path) {
    string s = { NULL, 0 };
    size_t cap = 0, got = 1;
    while (got) {
        if (s.len + 4096 > cap) {
            cap = cap * 2 + 8192;
            s.at = realloc(s.at, cap);
            if (!s.at)
                die("hold", path);
        }
        got = fread(s.at + s.len, 1, 4096, file);
        s.len += got;
    }
    if (ferror(file))
        die("read", path);
    s.at[s.len] = '\0';
    return s;
}

static string read_file(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file)
        die("open", path);
    string s = read_all(file, path);
    fclose(file);
    return s;
}

/* Runs `program args < input`, gives its standard output. */
static string run(const char *program, char *args, const char *input, size_t n) {
    char *argv[ARGS_MOST + 2] = { NULL };
    int argc = 0;
    char name[] = "upperhand";
    argv[argc++] = name;
    for (char *arg = strtok(args, " \n"); arg && argc < ARGS_MOST; arg = strtok(NULL, " \n"))
        argv[argc++] = arg;
    FILE *in = tmpfile(), *out = tmpfile();
    if (!in || !out || fwrite(input, 1, n, in) != n || fflush(in) != 0)
        die("write", "a temporary file");
    rewind(in);
    pid_t child = fork();
    if (child == 0) {
        dup2(fileno(in), 0);
        dup2(fileno(out), 1);
        execv(program, argv);
        _exit(127);
    }
    int status = 0;
    waitpid(child, &status, 0);
    rewind(out);
    string said = read_all(out, "the output");
    if (WIFSIGNALED(status)) {
        said.len = (size_t)snprintf(said.at, 64, "died of signal %d\n", WTERMSIG(status));
    }
    fclose(in);
    fclose(out);
    return said;
}

static char *line_end(char *at) {
    char *end = strchr(at, '\n');
    return end ? end + 1 : at + strlen(at);
}

/* Finds the next line that starts with mark; NULL if there is none. */
static char *find_line(char *at, const char *mark) {
    for (; *at; at = line_end(at))
        if (strncmp(at, mark, strlen(mark)) == 0)
            return at;
    return NULL;
}

static void show(const char *title, string said, const char *expected, size_t n) {
    printf("# %s: expected:\n%.*s\n# but got:\n%.*s\n", title, (int)n, expected, (int)said.len,
           said.at);
}

/* Runs the case that starts at head; writes it to bless when that is not NULL. Returns its end. */
static char *run_case(const char *program, const char *path, char *head, const char *args,
                      FILE *bless) {
    char *input = line_end(head), *cut = find_line(input, "---");
    if (!cut)
        die("find --- in", path);
    char *expected = line_end(cut), *end = find_line(expected, "=== ");
    if (!end)
        end = expected + strlen(expected);
    char title[256], own[512];
    snprintf(title, sizeof title, "%.*s", (int)(input - head - 5), head + 4);
    char *bar = strstr(title, " | ");
    snprintf(own, sizeof own, "%s", bar ? bar + 3 : args);
    if (bar)
        *bar = '\0';
    string said = run(program, own, input, (size_t)(cut - input));
    bool same = said.len == (size_t)(end - expected) && memcmp(said.at, expected, said.len) == 0;
    n_run++;
    n_failed += !same && !bless;
    if (!same && !bless)
        show(title, said, expected, (size_t)(end - expected));
    printf("%s %d - %s: %s\n", same || bless ? "ok" : "not ok", n_run, path, title);
    if (bless) {
        fwrite(head, 1, (size_t)(expected - head), bless);
        fwrite(said.at, 1, said.len, bless);
    }
    free(said.at);
    return end;
}

static void run_file(const char *program, const char *path, const char *args, bool bless) {
    string file = read_file(path);
    char *at = find_line(file.at, "=== ");
    FILE *out = bless ? fopen(path, "wb") : NULL;
    if (out && at)
        fwrite(file.at, 1, (size_t)(at - file.at), out);
    while (at && *at)
        at = run_case(program, path, at, args, out);
    if (out && fclose(out) != 0)
        die("write", path);
    free(file.at);
}

static int by_name(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static int list(const char *folder, char **names) {
    DIR *dir = opendir(folder);
    struct dirent *entry;
    int n = 0;
    if (!dir)
        die("open", folder);
    while ((entry = readdir(dir)) != NULL && n < FILES_MOST)
        if (entry->d_name[0] != '.')
            names[n++] = strdup(entry->d_name);
    closedir(dir);
    qsort(names, (size_t)n, sizeof *names, by_name);
    return n;
}

static void run_folder(const char *program, const char *folder, bool bless) {
    char path[2 * PATH_MOST];
    char **names = calloc(FILES_MOST, sizeof *names);
    snprintf(path, sizeof path, "%s/args", folder);
    string args = read_file(path);
    int n = list(folder, names);
    for (int i = 0; i < n; i++) {
        size_t len = strlen(names[i]);
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        if (len > 4 && strcmp(names[i] + len - 4, ".txt") == 0)
            run_file(program, path, args.at, bless);
        free(names[i]);
    }
    free(names);
    free(args.at);
}

int main(int argc, char **argv) {
    bool bless = argc == 4 && strcmp(argv[1], "--bless") == 0;
    if (argc != 3 && !bless) {
        fprintf(stderr, "usage: cases [--bless] PROGRAM FOLDER\n");
        return 2;
    }
    const char *program = argv[argc - 2], *top = argv[argc - 1];
    char **stages = calloc(FILES_MOST, sizeof *stages);
    char path[PATH_MOST];
    int n = list(top, stages);
    for (int i = 0; i < n; i++) {
        struct stat st;
        snprintf(path, sizeof path, "%s/%s", top, stages[i]);
        if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
            run_folder(program, path, bless);
        free(stages[i]);
    }
    free(stages);
    printf("1..%d\n", n_run);
    return n_failed ? 1 : 0;
}
