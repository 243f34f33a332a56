/* folder.c - a folder of knowledge files becomes a model. */
#include "model/folder.h"

#include "base/error.h"
#include "model/model.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { PATH_MOST = 1024, FILES_MOST = 400, DEPTH_MOST = 4 };

typedef struct folder {
    char *names[FILES_MOST]; // below the folder
    buffer bytes[FILES_MOST];
    uint32_t n;
} folder;

static void folder_free(folder *f) {
    for (uint32_t i = 0; i < f->n; i++) {
        free(f->names[i]);
        buffer_free(&f->bytes[i]);
    }
    free(f);
}

static uh_status read_file(const char *path, buffer *out, uh_error *error) {
    FILE *file = fopen(path, "rb");
    char piece[8192];
    size_t got;
    if (!file)
        return error_errno(error, path, "open");
    while ((got = fread(piece, 1, sizeof piece, file)) > 0)
        buffer_add(out, piece, got);
    bool failed = ferror(file) != 0;
    fclose(file);
    if (failed)
        return error_errno(error, path, "read");
    return out->failed ? error_nomem(error) : UH_OK;
}

static uh_status add_file(folder *f, const char *path, const char *name, uh_error *error) {
    if (f->n == FILES_MOST)
        return error_set(error, UH_LIMIT, path, "more than %d files", FILES_MOST);
    f->names[f->n] = malloc(strlen(name) + 1);
    if (!f->names[f->n])
        return error_nomem(error);
    strcpy(f->names[f->n], name);
    return read_file(path, &f->bytes[f->n++], error);
}

static uh_status walk(folder *f, const char *root, const char *below, int depth, uh_error *error) {
    char path[PATH_MOST], name[PATH_MOST];
    uh_status status = UH_OK;
    snprintf(path, sizeof path, "%s%s%s", root, below[0] ? "/" : "", below);
    DIR *dir = opendir(path);
    struct dirent *entry;
    if (!dir)
        return error_errno(error, path, "open");
    while (status == UH_OK && (entry = readdir(dir)) != NULL) {
        struct stat info;
        if (entry->d_name[0] == '.')
            continue;
        int n = snprintf(name, sizeof name, "%s%s%s", below, below[0] ? "/" : "", entry->d_name);
        int m = snprintf(path, sizeof path, "%s/%s", root, name);
        if (n >= (int)sizeof name || m >= (int)sizeof path || stat(path, &info) != 0)
            status = error_errno(error, path, "look at");
        else if (S_ISDIR(info.st_mode) && depth < DEPTH_MOST)
            status = walk(f, root, name, depth + 1, error);
        else if (S_ISREG(info.st_mode))
            status = add_file(f, path, name, error);
    }
    closedir(dir);
    return status;
}

static int by_name(const void *a, const void *b) {
    return text_compare(*(const text *)a, *(const text *)b);
}

uh_status folder_compile(const char *path, const uh_model *weights, findings *found, uh_model **out,
                         uh_error *error) {
    folder *f = calloc(1, sizeof *f);
    text names[FILES_MOST], files[FILES_MOST], pairs[FILES_MOST][2];
    uh_status status = f ? walk(f, path, "", 0, error) : error_nomem(error);
    if (status != UH_OK) {
        if (f)
            folder_free(f);
        return status;
    }
    for (uint32_t i = 0; i < f->n; i++) {
        pairs[i][0] = text_of(f->names[i]);
        pairs[i][1] = buffer_view(&f->bytes[i]);
    }
    qsort(pairs, f->n, sizeof *pairs, by_name);
    for (uint32_t i = 0; i < f->n; i++) {
        names[i] = pairs[i][0];
        files[i] = pairs[i][1];
    }
    status = model_compile(weights, names, files, f->n, found, out, error);
    folder_free(f);
    return status;
}
