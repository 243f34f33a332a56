/* output.c - standard output, or a file that takes its name only when it is whole, so that nobody
 * ever reads half of one. Devices and pipes are written in place. */
#include "cli/cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool complain(const output *o, int number) {
    if (number != EPIPE) // a reader that has seen enough is told nothing
        fprintf(stderr, "upperhand: %s: cannot write: %s\n", o->name, strerror(number));
    return false;
}

static bool in_place(const char *path) {
    struct stat info;
    return stat(path, &info) == 0 && !S_ISREG(info.st_mode);
}

/* A new file beside the final one, with the rights that a new file gets. */
static bool open_part(output *o, const char *path) {
    size_t n = strlen(path);
    static const char ending[] = ".XXXXXX";
    o->part = malloc(n + sizeof ending);
    if (!o->part)
        return complain(o, ENOMEM);
    memcpy(o->part, path, n);
    memcpy(o->part + n, ending, sizeof ending);
    int fd = mkstemp(o->part);
    if (fd < 0) {
        free(o->part);
        o->part = NULL;
        return complain(o, errno);
    }
    mode_t mask = umask(0);
    umask(mask);
    if (fchmod(fd, 0666 & ~mask) != 0 || !(o->file = fdopen(fd, "wb"))) {
        int number = errno;
        close(fd);
        unlink(o->part);
        return complain(o, number);
    }
    return true;
}

bool output_open(output *o, const char *path) {
    *o = (output){ .file = stdout, .name = "standard output" };
    if (!path || strcmp(path, "-") == 0)
        return true;
    o->name = path;
    if (!in_place(path))
        return open_part(o, path);
    o->file = fopen(path, "wb");
    return o->file || complain(o, errno);
}

static int write_some(void *context, const void *bytes, size_t n) {
    output *o = context;
    if (fwrite(bytes, 1, n, o->file) == n)
        return 0;
    o->failed = errno ? errno : EIO;
    return -1;
}

uh_sink output_sink(output *o) {
    return (uh_sink){ write_some, o };
}

bool output_close(output *o, bool good) {
    if (fflush(o->file) != 0 && !o->failed)
        o->failed = errno;
    if (o->part && good && !o->failed && fsync(fileno(o->file)) != 0 && errno != EINVAL)
        o->failed = errno;
    if (o->file != stdout && fclose(o->file) != 0 && !o->failed)
        o->failed = errno;
    good = good && !o->failed;
    if (o->part && good && rename(o->part, o->name) != 0) {
        o->failed = errno;
        good = false;
    }
    if (o->part && !good)
        unlink(o->part);
    free(o->part);
    o->part = NULL;
    if (o->failed)
        complain(o, o->failed);
    return good;
}
