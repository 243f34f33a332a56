/* html.c - megabytes of HTML a second: our parser and gumbo (Debian's libgumbo1, found when the
 * program runs) build the trees of the same pages in turn; processor time, the best of three
 * rounds.
 *
 *   build/bench/html FILE... */
#include "page/html.h"
#include "base/utf8.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ROUNDS = 3, MEGA = 1000000 };

typedef struct pages {
    text *at;
    size_t n, bytes;
} pages;

/* What of gumbo is used; its output and its options are opaque here. */
typedef struct gumbo {
    void *(*parse)(const void *options, const char *bytes, size_t n);
    void (*destroy)(const void *options, void *output);
    const void *options;
} gumbo;

static text read_file(const char *path) {
    buffer b = { 0 };
    char chunk[65536];
    FILE *f = fopen(path, "rb");
    for (size_t n; f && (n = fread(chunk, 1, sizeof chunk, f)) > 0;)
        buffer_add(&b, chunk, n);
    if (f)
        fclose(f);
    return buffer_view(&b);
}

/* Keeps the files that are UTF-8, which is what both parsers take. */
static pages read_pages(char **paths, int n) {
    pages p = { .at = calloc((size_t)n + 1, sizeof *p.at) };
    for (int i = 0; p.at && i < n; i++) {
        text t = read_file(paths[i]);
        if (t.len == 0 || utf8_check(t) != t.len)
            continue;
        p.at[p.n++] = t;
        p.bytes += t.len;
    }
    return p;
}

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static double time_ours(const pages *p) {
    double start = seconds();
    arena a = { .limit = (size_t)1 << 30 };
    for (size_t i = 0; i < p->n; i++) {
        html h;
        if (!html_parse(&h, &a, p->at[i], TEXT("")))
            fprintf(stderr, "html: page %zu was refused\n", i);
        arena_reset(&a);
    }
    arena_free(&a);
    return seconds() - start;
}

static double time_gumbo(const gumbo *g, const pages *p) {
    double start = seconds();
    for (size_t i = 0; i < p->n; i++)
        g->destroy(g->options, g->parse(g->options, p->at[i].at, p->at[i].len));
    return seconds() - start;
}

/* POSIX lets a pointer to data be taken for one to a function; C asks for the way round. */
static void take(void *library, const char *name, void *into) {
    void *found = dlsym(library, name);
    memcpy(into, &found, sizeof found);
}

static bool find_gumbo(gumbo *g) {
    void *library = dlopen("libgumbo.so.1", RTLD_NOW);
    if (!library)
        return false;
    take(library, "gumbo_parse_with_options", &g->parse);
    take(library, "gumbo_destroy_output", &g->destroy);
    g->options = dlsym(library, "kGumboDefaultOptions");
    return g->parse && g->destroy && g->options;
}

static void say(const char *name, const pages *p, double best) {
    printf("%-10s %8.3f s %9.1f MB/s\n", name, best, (double)p->bytes / MEGA / best);
}

int main(int argc, char **argv) {
    pages p = read_pages(argv + 1, argc - 1);
    gumbo g = { 0 };
    bool has_gumbo = find_gumbo(&g);
    double ours = 1e9, theirs = 1e9;
    if (p.n == 0) {
        fputs("usage: html FILE...\n", stderr);
        return 2;
    }
    printf("%zu pages, %.1f MB\n", p.n, (double)p.bytes / MEGA);
    for (int round = 0; round < ROUNDS; round++) {
        double mine = time_ours(&p), other = has_gumbo ? time_gumbo(&g, &p) : 0;
        ours = mine < ours ? mine : ours;
        theirs = other < theirs ? other : theirs;
    }
    say("upperhand", &p, ours);
    if (!has_gumbo) {
        puts("gumbo      not there: install libgumbo1");
        return 0;
    }
    say("gumbo", &p, theirs);
    printf("ratio      %8.1f\n", theirs / ours);
    return 0;
}
