/* paths.c - walking folders with an explicit stack, and files of paths. */
#include "intake/paths.h"

#include "base/error.h"
#include "base/text.h"
#include "intake/stream.h"

#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum {
    FOLDER_DEPTH = 64, // folders in folders
    PATH_BYTES = 4096, // longest path in a list
};

/* An open folder: its names, sorted; or, without a stat, nothing else. */
typedef struct folder {
    char **names;
    size_t n, next;
    size_t path_len; // of the folder in paths.path, with its /
    dev_t device;
    ino_t inode;
} folder;

struct paths {
    const char *const *names;
    size_t n_names, next;
    buffer path; // of the last one given, NUL-terminated
    folder stack[FOLDER_DEPTH];
    size_t depth;
    stream list;
    bool in_list;
};

uh_status paths_open(const char *const *names, size_t n_names, paths **out, uh_error *error) {
    paths *p = calloc(1, sizeof *p);
    if (!p)
        return error_nomem(error);
    p->names = names;
    p->n_names = n_names;
    *out = p;
    return UH_OK;
}

static void free_names(char **names, size_t n) {
    for (size_t i = 0; i < n; i++)
        free(names[i]);
    free(names);
}

void paths_close(paths *p) {
    if (!p)
        return;
    while (p->depth) {
        folder *f = &p->stack[--p->depth];
        free_names(f->names, f->n);
    }
    if (p->in_list)
        stream_close(&p->list);
    buffer_free(&p->path);
    free(p);
}

static int by_bytes(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool add_name(folder *f, size_t *cap, const char *name) {
    if (f->n == *cap) {
        size_t more = *cap ? *cap * 2 : 64;
        char **grown = realloc(f->names, more * sizeof *grown);
        if (!grown)
            return false;
        f->names = grown;
        *cap = more;
    }
    f->names[f->n] = strdup(name);
    return f->names[f->n] && ++f->n;
}

/* Reads the names of a folder, sorted by their bytes. */
static uh_status read_names(const char *path, folder *f, uh_error *error) {
    DIR *dir = opendir(path);
    if (!dir)
        return error_errno(error, path, "read the folder");
    size_t cap = 0;
    uh_status status = UH_OK;
    struct dirent *entry;
    errno = 0;
    while (status == UH_OK && (entry = readdir(dir)) != NULL) {
        if (entry->d_name[0] != '.' && !add_name(f, &cap, entry->d_name))
            status = error_nomem(error);
        errno = 0;
    }
    if (status == UH_OK && errno)
        status = error_errno(error, path, "read the folder");
    closedir(dir);
    if (status != UH_OK)
        free_names(f->names, f->n);
    else if (f->n)
        qsort(f->names, f->n, sizeof *f->names, by_bytes);
    return status;
}

static uh_status enter_folder(paths *p, const struct stat *info, uh_error *error) {
    const char *path = p->path.at;
    for (size_t i = 0; i < p->depth; i++)
        if (p->stack[i].device == info->st_dev && p->stack[i].inode == info->st_ino)
            return error_set(error, UH_LIMIT, path, "the folder leads back into itself");
    if (p->depth == FOLDER_DEPTH)
        return error_set(error, UH_LIMIT, path, "folders are nested deeper than %d", FOLDER_DEPTH);
    folder f = { .device = info->st_dev, .inode = info->st_ino };
    uh_status status = read_names(path, &f, error);
    if (status != UH_OK)
        return status;
    p->path.len--; // the NUL
    if (p->path.len && p->path.at[p->path.len - 1] != '/')
        buffer_byte(&p->path, '/');
    f.path_len = p->path.len;
    buffer_byte(&p->path, '\0');
    if (p->path.failed) {
        free_names(f.names, f.n);
        return error_nomem(error);
    }
    p->stack[p->depth++] = f;
    return UH_OK;
}

/* What stands at paths.path: a file to give, or a folder to walk. */
static uh_status visit(paths *p, bool named_by_user, bool *is_file, uh_error *error) {
    struct stat info;
    const char *path = p->path.at;
    *is_file = false;
    if (stat(path, &info) != 0)
        return error_errno(error, path, "open");
    if (S_ISDIR(info.st_mode))
        return enter_folder(p, &info, error);
    if (!S_ISREG(info.st_mode) && !named_by_user)
        return error_set(error, UH_IO, path, "is neither a file nor a folder");
    *is_file = true;
    return UH_OK;
}

static bool set_path(paths *p, size_t keep, text rest) {
    p->path.len = keep;
    buffer_text(&p->path, rest);
    buffer_byte(&p->path, '\0');
    return !p->path.failed;
}

/* Takes the next name of the folder on top; false when the folder is done. */
static bool next_in_folder(paths *p, bool *memory) {
    folder *f = &p->stack[p->depth - 1];
    if (f->next == f->n) {
        free_names(f->names, f->n);
        p->depth--;
        return false;
    }
    *memory = set_path(p, f->path_len, text_of(f->names[f->next++]));
    return true;
}

/* Takes the next path of the list; UH_END when the list is done. */
static uh_status next_in_list(paths *p, uh_error *error) {
    text line;
    stream_line got;
    do {
        got = stream_next_line(&p->list, PATH_BYTES, &line);
        if (got == STREAM_LONG_LINE)
            return error_set(error, UH_LIMIT, p->path.at, "a path of %zu bytes in a list",
                             line.len);
        if (got == STREAM_LINE)
            line = text_trim(line);
    } while (got == STREAM_LINE && (line.len == 0 || memchr(line.at, '\0', line.len)));
    if (got == STREAM_LINE)
        return set_path(p, 0, line) ? UH_OK : error_nomem(error);
    uh_status status = p->list.status;
    if (status != UH_OK)
        error_at(error, status, p->path.at, 0, p->list.broken_at, "%s", p->list.why);
    stream_close(&p->list);
    p->in_list = false;
    return status == UH_OK ? UH_END : status;
}

/* Takes the next name the user gave; is_list: it named a list, which is open now. */
static uh_status next_by_user(paths *p, bool *is_list, uh_error *error) {
    if (p->next == p->n_names)
        return UH_END;
    const char *name = p->names[p->next++];
    *is_list = name[0] == '@' && name[1];
    if (!set_path(p, 0, text_of(name + *is_list)))
        return error_nomem(error);
    if (!*is_list)
        return UH_OK;
    uh_status status = stream_open(&p->list, p->path.at, error);
    if (status == UH_OK)
        p->in_list = true;
    else
        stream_close(&p->list);
    return status;
}

uh_status paths_next(paths *p, const char **path, uh_error *error) {
    for (;;) {
        bool named = false, is_list = false, memory = true, is_file = false;
        uh_status status = UH_OK;
        if (p->depth) {
            if (!next_in_folder(p, &memory))
                continue;
        } else if (p->in_list) {
            status = next_in_list(p, error);
            named = true;
            if (status == UH_END)
                continue;
        } else {
            status = next_by_user(p, &is_list, error);
            named = true;
        }
        if (!memory)
            return error_nomem(error);
        *path = p->path.at;
        if (status != UH_OK)
            return status;
        if (is_list)
            continue;
        if (named && strcmp(p->path.at, "-") == 0)
            return UH_OK;
        status = visit(p, named, &is_file, error);
        *path = p->path.at;
        if (status != UH_OK || is_file)
            return status;
    }
}
