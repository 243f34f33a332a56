/* pack.c - packs knowledge and weights into one file: pack OUT DATA MODELS
 * Text files under DATA go in as sections named by their path below it ("countries.txt"); weights
 * MODELS/NAME.bin as "NAME". Errors in text are printed as file:line:column: message. */
#include "file.h"

#include "model/knowledge.h"

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

/* A folder's files in memory. */
typedef struct folder {
    files list;
    text names[FILES_MOST]; // below the folder
    text bytes[FILES_MOST];
    buffer buffers[FILES_MOST];
} folder;

static void read_folder(folder *f, const char *path) {
    walk(path, 0, &f->list);
    qsort(f->list.paths, f->list.n, sizeof *f->list.paths, by_path);
    for (size_t i = 0; i < f->list.n; i++) {
        f->buffers[i] = file_need(f->list.paths[i]);
        f->names[i] = text_of(f->list.paths[i] + strlen(path) + 1);
        f->bytes[i] = buffer_view(&f->buffers[i]);
    }
}

static void free_folder(folder *f) {
    for (size_t i = 0; i < f->list.n; i++) {
        buffer_free(&f->buffers[i]);
        free(f->list.paths[i]);
    }
    f->list.n = 0;
}

static void pack_weights(pack *p, folder *f) {
    for (size_t i = 0; i < f->list.n; i++)
        if (text_ends(f->names[i], TEXT(".bin")) &&
            !pack_section(p, text_cut(f->names[i], 0, f->names[i].len - 4), f->bytes[i]))
            die("pack", f->list.paths[i]);
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
    static folder data, models;
    findings found = { .n = 0 };
    buffer out = { 0 };
    if (argc != 4) {
        fprintf(stderr, "usage: pack OUT DATA MODELS\n");
        return 2;
    }
    read_folder(&data, argv[2]);
    read_folder(&models, argv[3]);
    if (!knowledge_build(&p, data.names, data.bytes, (uint32_t)data.list.n, &found))
        die("pack", argv[2]);
    if (found.n) {
        fwrite(found.out.at, 1, found.out.len, stderr);
        fprintf(stderr, "pack: %u findings in %s\n", found.n, argv[2]);
        return 1;
    }
    pack_weights(&p, &models);
    if (!pack_write(&p, &out))
        die("hold", argv[1]);
    write_file(argv[1], buffer_view(&out));
    buffer_free(&out);
    free_folder(&data);
    free_folder(&models);
    pack_free(&p);
    return 0;
}
