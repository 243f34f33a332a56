/* file.c - reading whole files. */
#include "file.h"

#include <stdio.h>
#include <stdlib.h>

bool file_read(const char *path, buffer *out) {
    FILE *file = fopen(path, "rb");
    char block[65536];
    size_t got;
    if (!file)
        return false;
    while ((got = fread(block, 1, sizeof block, file)) > 0)
        buffer_add(out, block, got);
    bool whole = !ferror(file) && !out->failed;
    fclose(file);
    return whole;
}

buffer file_need(const char *path) {
    buffer bytes = { 0 };
    if (!file_read(path, &bytes)) {
        perror(path);
        exit(1);
    }
    return bytes;
}
