/* pack.c - packs knowledge and weights into one file: pack OUT DATA MODELS
 * Text files under DATA go in as sections named by their path below it ("countries.txt"); weights
 * MODELS/NAME.bin as "NAME". Errors in text are printed as file:line:column: message. */
#include "model/pack.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { PATH_MOST = 1024, FILES_MOST = 400, DEPTH_MOST = 4 };

typedef struct files {
    char *paths[FILES_MOST];
    size_t n;
} files;

static int die(const char *what, const char *path) {
    fprintf(stderr, "pack: cannot %s %s: %s\n", what, path, strerror(errno));
    exit(1);
}

static void add_path(files *list, const char *path) {
    if (list->n == FILES_MOST)
        die("take so many files as in", path);
    list->paths[list->n] = strdup(path);
    if (!list->paths[list->n++])
        die("hold", path);
}

static void walk(const char *folder, int depth, files *list) {
    DIR *dir = opendir(folder);
    struct dirent *entry;
    while (dir && (entry = readdir(dir)) != NULL) {
        char path[PATH_MOST];
        struct stat info;
        if (entry->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (stat(path, &info) != 0)
            die("look at", path);
        if (S_ISDIR(info.st_mode) && depth < DEPTH_MOST)
            walk(path, depth + 1, list);
        else if (S_ISREG(info.st_mode))
            add_path(list, path);
    }
    if (dir)
        closedir(dir);
}

static int by_path(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void read_file(const char *path, buffer *out) {
    FILE *file = fopen(path, "rb");
    char block[65536];
    size_t got;
    if (!file)
        die("open", path);
    while ((got = fread(block, 1, sizeof block, file)) > 0)
        buffer_add(out, block, got);
    if (ferror(file) || out->failed)
        die("read", path);
    fclose(file);
}

static void pack_folder(pack *p, const char *folder, const char *ending) {
    files list = { .n = 0 };
    walk(folder, 0, &list);
    qsort(list.paths, list.n, sizeof *list.paths, by_path);
    for (size_t i = 0; i < list.n; i++) {
        buffer bytes = { 0 };
        text name = text_of(list.paths[i] + strlen(folder) + 1);
        read_file(list.paths[i], &bytes);
        if (!ending || text_ends(name, text_of(ending))) {
            name.len -= ending ? strlen(ending) : 0;
            if (!pack_section(p, name, buffer_view(&bytes)))
                die("pack", list.paths[i]);
        }
        buffer_free(&bytes);
        free(list.paths[i]);
    }
}

static void write_file(const char *path, text bytes) {
    char temporary[PATH_MOST];
    snprintf(temporary, sizeof temporary, "%s.part", path);
    FILE *file = fopen(temporary, "wb");
    if (!file)
        die("write", temporary);
    if (fwrite(bytes.at, 1, bytes.len, file) != bytes.len || fclose(file) != 0)
        die("write", temporary);
    if (rename(temporary, path) != 0)
        die("rename", temporary);
}

int main(int argc, char **argv) {
    static pack p;
    buffer out = { 0 };
    if (argc != 4) {
        fprintf(stderr, "usage: pack OUT DATA MODELS\n");
        return 2;
    }
    pack_folder(&p, argv[2], NULL);
    pack_folder(&p, argv[3], ".bin");
    if (!pack_write(&p, &out))
        die("hold", argv[1]);
    write_file(argv[1], buffer_view(&out));
    buffer_free(&out);
    pack_free(&p);
    return 0;
}
